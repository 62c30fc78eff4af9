//! `export`: what accountants and their programs read.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::tenant::Tenant;
use super::{
    LOST, Written, bought, code_and_complaint, code_and_json, code_and_text, reference, sent, write,
};

fn export<'a>(from: &'a str, to: &'a str, format: &'a str) -> [&'a str; 8] {
    ["ledger", "export", "--from", from, "--to", to, "--format", format]
}

/// Around midnight of the studio, with a name that a spreadsheet would calculate.
fn november() -> Tenant {
    let tenant = Tenant::open();
    let free = |n| Written::new(n, "0", "EUR", vec![sent(&[]), bought(u64::from(n), None)]);
    write(
        &tenant,
        &[
            free(1).ordered_at("2026-10-31T22:59:59Z"),
            free(2).ordered_at("2026-10-31T23:00:00Z").named("=HYPERLINK(\"http://x\"), \"now\""),
            Written::new(3, "0.00", "EUR", vec![sent(&[]), LOST]).ordered_at("2026-11-30T22:59:59Z"),
            free(4).ordered_at("2026-11-30T23:00:00Z"),
        ],
    );
    tenant
}

#[test]
fn an_export_has_the_days_of_the_studio_from_the_first_to_the_last() {
    let tenant = november();
    let (code, exported) = code_and_json(&tenant.ask(&export("2026-11-01", "2026-11-30", "json")));
    assert_eq!(code, 0);
    let references: Vec<&str> =
        exported.as_array().expect("sales").iter().filter_map(|sale| sale["reference"].as_str()).collect();
    assert_eq!(references, [reference(2), reference(3)]);
    assert_eq!(exported[0]["ordered_at"], json!("2026-10-31T23:00:00Z"));
    assert_eq!(exported[0]["ordered_at_local"], json!("2026-11-01T00:00:00+01:00"));
    let (code, complaint) = code_and_complaint(&tenant.ask(&export("2026-11-30", "2026-11-01", "csv")));
    assert!(code == 2 && complaint.contains("is after"), "{complaint}");
}

#[test]
fn a_table_is_rfc_4180_and_no_cell_of_it_is_a_formula() {
    let tenant = november();
    let (code, csv) = code_and_text(&tenant.ask(&export("2026-11-01", "2026-11-30", "csv")));
    assert_eq!(code, 0);
    let lines: Vec<&str> = csv.strip_suffix("\r\n").expect("an end").split("\r\n").collect();
    assert_eq!(lines.len(), 3, "{csv}");
    let expected = format!(
        "{},completed,2026-10-31T23:00:00Z,2026-11-01T00:00:00+01:00,2026-10-31T23:00:02Z,\
         2026-11-01T00:00:02+01:00,0,EUR,7,\"'=HYPERLINK(\"\"http://x\"\"), \"\"now\"\"\",9,2026-11-20,,2,false,,,,pass,,,,,,",
        reference(2)
    );
    assert_eq!(lines[1], expected);
    assert!(lines[2].contains(",unknown,") && lines[2].contains(",0.00,EUR,"), "{}", lines[2]);
}

#[test]
fn both_formats_and_the_documentation_have_the_same_fields() {
    let tenant = november();
    let (_, csv) = code_and_text(&tenant.ask(&export("2026-11-01", "2026-11-30", "csv")));
    let header: Vec<&str> = csv.lines().next().expect("a header").split(',').collect();
    let (_, json) = code_and_json(&tenant.ask(&export("2026-11-01", "2026-11-30", "json")));
    let mut fields: Vec<&String> = json[0].as_object().map(|sale| sale.keys().collect()).expect("a sale");
    let mut columns = header.clone();
    fields.sort();
    columns.sort_unstable();
    assert_eq!(fields, columns);
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ledger.md");
    let docs = fs::read_to_string(docs).expect("documentation");
    let documented: Vec<&str> = docs
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .filter(|name| header.contains(name))
        .collect();
    assert_eq!(documented, header, "in their order");
    for sale in json.as_array().expect("sales") {
        assert!(sale["amount"].is_string(), "a number would be read as one, and lose digits: {sale}");
        assert_eq!(sale["note"], Value::Null);
    }
}
