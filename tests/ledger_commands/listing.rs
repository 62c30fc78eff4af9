//! `list` and `show`: what needs a person first, what it comes to, and what to do.

use serde_json::json;

use super::tenant::Tenant;
use super::{
    CALLED, LOST, Written, bought, claim, code_and_complaint, code_and_json, code_and_text, reference, sent,
    write,
};

/// A day ticket bought, one in doubt, one that needs staff, one in another currency, one given up.
fn five_sales() -> Tenant {
    let tenant = Tenant::open();
    let day = "2026-11-18T10:00:00Z";
    let sale = |n, amount, currency, steps| Written::new(n, amount, currency, steps).ordered_at(day);
    let why = walkin::domain::intent::Abandonment::Cancelled;
    write(
        &tenant,
        &[
            sale(1, "0.00", "EUR", vec![sent(&[1]), bought(5, Some("PG-1"))]),
            sale(2, "0.00", "EUR", vec![sent(&[1]), LOST, CALLED]),
            sale(3, "0", "CHF", vec![sent(&[1]), bought(6, Some("PG-2"))]),
            sale(4, "19.99", "EUR", vec![walkin::domain::intent::Step::Abandoned { why }]),
            sale(5, "0", "EUR", vec![sent(&[1]), LOST]),
        ],
    );
    tenant
}

#[test]
fn what_needs_a_person_comes_first_and_while_it_does_the_exit_code_is_1() {
    let tenant = five_sales();
    let (code, listed) = code_and_json(&tenant.ask(&["ledger", "list", "--json"]));
    assert_eq!((code, &listed["needs_staff"]), (1, &json!(2)), "the last one has been unknown for days");
    let sales = listed["sales"].as_array().expect("sales");
    let seen: Vec<_> =
        sales.iter().map(|sale| (sale["reference"].as_str(), sale["state"].as_str())).collect();
    let [one, two, three, four, five] = [1, 2, 3, 4, 5].map(reference);
    assert_eq!(
        seen,
        [
            (Some(&*two), Some("needs_staff")),
            (Some(&*five), Some("unknown")),
            (Some(&*one), Some("completed")),
            (Some(&*three), Some("completed")),
            (Some(&*four), Some("abandoned")),
        ]
    );
    let tally = |count: u8, sum: &str| json!({"count": count, "sum": sum});
    assert_eq!(
        listed["totals"],
        json!([
            {"day": "2026-11-18", "currency": "CHF", "completed": tally(1, "0"), "undecided": tally(0, "0"), "closed": tally(0, "0")},
            {"day": "2026-11-18", "currency": "EUR", "completed": tally(1, "0.00"), "undecided": tally(2, "0"), "closed": tally(0, "0")},
        ])
    );
    let (code, text) = code_and_text(&tenant.ask(&["ledger", "list"]));
    assert_eq!(code, 1);
    for part in [
        "REFERENCE",
        "needs_staff, not_found",
        "2026-11-18T11:00:00+01:00",
        "2 sales need staff; `walkin",
        "2 undecided, 0 EUR in all",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(!text.contains("PG-1"), "an access code opens a door: it is for the visitor");
}

#[test]
fn filters_leave_what_was_asked_for_and_do_not_hide_that_staff_are_needed() {
    let tenant = five_sales();
    let shown = |filters: &[&str]| {
        let command: Vec<&str> = ["ledger", "list", "--json"].iter().chain(filters).copied().collect();
        let (code, listed) = code_and_json(&tenant.ask(&command));
        (code, listed["sales"].as_array().expect("sales").len())
    };
    assert_eq!(shown(&["--state", "completed"]), (1, 2));
    assert_eq!(shown(&["--from", "2026-11-18", "--to", "2026-11-18"]), (1, 5));
    assert_eq!(shown(&["--from", "2026-11-19"]), (1, 0));
    assert_eq!(shown(&["--to", "2026-11-17"]), (1, 0));
    let wrong = tenant.ask(&["ledger", "list", "--from", "2026-11-19", "--to", "2026-11-18"]);
    let (code, complaint) = code_and_complaint(&wrong);
    assert!(code == 2 && complaint.contains("is after"), "{code} {complaint}");
    assert_eq!(tenant.ask(&["ledger", "list", "--state", "sold"]).status.code(), Some(2));
    let (_, text) = code_and_text(&tenant.ask(&["ledger", "list", "--from", "2026-11-19"]));
    assert!(text.starts_with("No sales in this selection.\n"), "{text}");
    assert!(text.contains("2 sales need staff (not in this selection);"), "{text}");
}

#[test]
fn what_is_said_to_be_run_next_names_the_configuration_that_was_named() {
    let tenant = five_sales();
    let elsewhere = tenant.dir().join("of the desk.toml");
    std::fs::copy(tenant.config_file(), &elsewhere).expect("copied");
    let named = elsewhere.to_str().expect("a readable path");
    for command in
        [&["ledger", "list"][..], &["ledger", "show", &reference(2)], &["ledger", "show", &reference(5)]]
    {
        let (_, text) = code_and_text(&tenant.ask(&[command, &["--config", named]].concat()));
        assert!(text.contains(&format!(" --config '{named}'")), "{text}");
    }
    let unknown = reference(9);
    let (_, complaint) = code_and_complaint(&tenant.ask(&["ledger", "show", &unknown, "--config", named]));
    assert!(complaint.contains(&format!("`walkin ledger list --config '{named}'`")), "{complaint}");
}

#[test]
fn the_key_is_needed_by_who_asks_the_studio_and_by_nobody_else() {
    let tenant = five_sales();
    std::fs::remove_file(tenant.dir().join("key")).expect("removed");
    assert_eq!(tenant.ask(&["ledger", "list"]).status.code(), Some(1), "one needs staff");
    assert_eq!(tenant.ask(&["ledger", "show", &reference(1)]).status.code(), Some(0));
    let days = ["--from", "2026-11-18", "--to", "2026-11-18", "--format", "csv"];
    assert_eq!(tenant.ask(&[&["ledger", "export"], &days[..]].concat()).status.code(), Some(0));
    let (code, complaint) = code_and_complaint(&tenant.ask(&["ledger", "reconcile"]));
    assert!(code == 2 && complaint.contains("key"), "{code} {complaint}");
    tenant.write_config(&tenant.config().replace("time_zone", "time_zones"));
    assert_eq!(tenant.ask(&["ledger", "list"]).status.code(), Some(2), "the rest has to be right");
}

#[test]
fn a_kiosk_that_has_sold_nothing_has_nothing_to_list_and_ends_with_0() {
    let tenant = Tenant::open();
    std::fs::create_dir(tenant.dir().join("data")).expect("a directory");
    let (code, listed) = code_and_json(&tenant.ask(&["ledger", "list", "--json"]));
    assert_eq!((code, listed), (0, json!({"needs_staff": 0, "sales": [], "totals": []})));
    assert_eq!(code_and_text(&tenant.ask(&["ledger", "list"])), (0, "No sales.\n".to_owned()));
}

#[test]
fn a_missing_directory_is_said_and_is_no_empty_ledger() {
    let tenant = Tenant::open();
    let (code, complaint) = code_and_complaint(&tenant.ask(&["ledger", "list"]));
    assert!(code == 1 && complaint.contains("[data] dir"), "{code} {complaint}");
}

#[test]
fn a_sale_is_shown_for_its_code_however_it_is_typed_with_what_to_do_next() {
    let tenant = five_sales();
    let whole = claim(2).to_string();
    let sloppy = whole.to_lowercase().replace('-', " ");
    for asked in [reference(2), whole.clone(), sloppy] {
        let (code, text) = code_and_text(&tenant.ask(&["ledger", "show", &asked]));
        assert_eq!(code, 1, "{asked}");
        for part in [
            &*reference(2),
            "needs_staff",
            "id 9",
            "walkin ledger close",
            "2026-11-18T11:00:02+01:00",
            "nothing was found for 24 hours",
            "nothing was paid",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
        for part in ["not_found", "10:00:02Z", "--config", "money back"] {
            assert!(!text.contains(part), "{part} is for programs, or not for this sale:\n{text}");
        }
        assert_eq!(text.contains("genuine"), asked != reference(2), "{text}");
        assert!(!text.contains(&whole), "the secret part is the visitor's");
    }
    let other = format!("{}{}", &whole[..10], &claim(3).to_string()[10..]);
    let (_, text) = code_and_text(&tenant.ask(&["ledger", "show", &other]));
    assert!(text.contains("not from here"), "{text}");

    let (code, shown) = code_and_json(&tenant.ask(&["ledger", "show", "--json", &reference(1)]));
    assert_eq!((code, &shown["sale"]["purchase_id"]), (0, &json!(5)));
    assert_eq!(shown["steps"].as_array().map(Vec::len), Some(2), "{shown}");
}

#[test]
fn a_reference_nobody_has_is_said_and_one_that_cannot_be_is_a_wrong_argument() {
    let tenant = five_sales();
    let (code, complaint) = code_and_complaint(&tenant.ask(&["ledger", "show", &reference(9)]));
    assert!(code == 1 && complaint.contains(&reference(9)) && complaint.contains("no sale"), "{complaint}");
    let (code, complaint) = code_and_complaint(&tenant.ask(&["ledger", "show", "K7Q2-0000"]));
    assert!(code == 2 && complaint.contains("groups of four"), "{complaint}");
}
