//! `close`: what staff found out becomes the last step, and nothing else does.

use super::tenant::Tenant;
use super::{
    CALLED, LOST, Written, books, bought, code_and_complaint, code_and_json, code_and_text, hours_ago,
    in_ledger, reference, sent, write,
};

fn close<'a>(reference: &'a str, by: &'a str, note: &'a str) -> [&'a str; 7] {
    ["ledger", "close", reference, "--by", by, "--note", note]
}

fn one_that_needs_staff() -> Tenant {
    let tenant = Tenant::open();
    let steps = vec![sent(&[1]), LOST, CALLED];
    write(
        &tenant,
        &[
            Written::new(1, "0", "EUR", steps),
            Written::new(2, "0", "EUR", vec![sent(&[1]), LOST]),
            Written::new(3, "0", "EUR", vec![sent(&[1]), bought(5, None)]),
        ],
    );
    tenant
}

#[test]
fn a_sale_that_needs_staff_is_closed_and_tells_by_whom() {
    let tenant = one_that_needs_staff();
    assert_eq!(tenant.ask(&["ledger", "list"]).status.code(), Some(1));
    let (code, text) = code_and_text(&tenant.ask(&close(&reference(1), "Kim", "=refunded, at the desk")));
    assert!(code == 0 && text.contains(&reference(1)) && text.contains("Kim"), "{code} {text}");
    assert_eq!(tenant.ask(&["ledger", "list"]).status.code(), Some(0));
    let (code, shown) = code_and_json(&tenant.ask(&["ledger", "show", "--json", &reference(1)]));
    let sale = &shown["sale"];
    let seen =
        [&sale["state"], &sale["closed_by"], &sale["note"], &sale["reason"]].map(|field| field.as_str());
    let expected = [Some("closed"), Some("Kim"), Some("=refunded, at the desk"), Some("not_found")];
    assert_eq!((code, seen), (0, expected), "why staff had been called is kept");
    let (_, text) = code_and_text(&tenant.ask(&["ledger", "show", &reference(1)]));
    assert!(text.contains("Staff for   nothing was found for 24 hours"), "{text}");
    let (code, complaint) = code_and_complaint(&tenant.ask(&close(&reference(1), "Kim", "again")));
    assert!(code == 1 && complaint.contains("closed already"), "{complaint}");
}

#[test]
fn what_has_been_in_doubt_for_a_day_needs_staff_and_can_be_closed() {
    let tenant = Tenant::open();
    let (sent_off, lost) = (vec![sent(&[1])], vec![sent(&[1]), LOST]);
    write(
        &tenant,
        &[
            Written::new(1, "0", "EUR", sent_off).ordered_at(&hours_ago(25)),
            Written::new(2, "0", "EUR", lost.clone()).ordered_at(&hours_ago(25)),
            Written::new(3, "0", "EUR", lost).ordered_at(&hours_ago(23)),
        ],
    );
    let (code, listed) = code_and_json(&tenant.ask(&["ledger", "list", "--json"]));
    assert_eq!(
        (code, listed["needs_staff"].as_u64()),
        (1, Some(2)),
        "lists that cannot be read keep nobody from it"
    );
    for n in [1, 2] {
        let closed = tenant.ask(&close(&reference(n), "Kim", "refunded"));
        assert_eq!(closed.status.code(), Some(0), "{}", String::from_utf8_lossy(&closed.stderr));
    }
    assert_eq!(tenant.ask(&close(&reference(3), "Kim", "x")).status.code(), Some(1));
    assert_eq!(tenant.ask(&["ledger", "list"]).status.code(), Some(0));
}

#[test]
fn only_what_needs_staff_can_be_closed_and_what_is_unknown_can_be_asked_about() {
    let tenant = one_that_needs_staff();
    let before = books(&tenant.dir().join("data"));
    let (code, complaint) = code_and_complaint(&tenant.ask(&close(&reference(2), "Kim", "x")));
    assert!(code == 1 && complaint.contains("walkin ledger reconcile"), "{complaint}");
    let (code, complaint) = code_and_complaint(&tenant.ask(&close(&reference(3), "Kim", "x")));
    assert!(code == 1 && complaint.contains("was bought"), "{complaint}");
    for (by, note) in [("", "x"), ("Kim", " "), ("Kim", "\u{200b}"), (&"x".repeat(61), "x")] {
        assert_eq!(tenant.ask(&close(&reference(1), by, note)).status.code(), Some(2), "{by:?} {note:?}");
    }
    assert_eq!(tenant.ask(&close(&reference(9), "Kim", "x")).status.code(), Some(1));
    assert!(books(&tenant.dir().join("data")) == before, "nothing was written");
}

#[test]
fn beside_a_running_kiosk_nothing_is_written_and_everything_is_read() {
    let tenant = one_that_needs_staff();
    in_ledger(&tenant, async |_| {
        for command in [&close(&reference(1), "Kim", "x")[..], &["ledger", "reconcile"]] {
            let (code, complaint) = code_and_complaint(&tenant.ask(command));
            assert!(code == 1 && complaint.contains("stop it first"), "{command:?}: {complaint}");
        }
        assert_eq!(tenant.ask(&["ledger", "list"]).status.code(), Some(1));
        assert_eq!(tenant.ask(&["ledger", "show", &reference(2)]).status.code(), Some(0));
        let exported = tenant.ask(&[
            "ledger",
            "export",
            "--from",
            "2026-01-01",
            "--to",
            "2099-01-01",
            "--format",
            "csv",
        ]);
        let (code, csv) = code_and_text(&exported);
        assert_eq!((code, csv.lines().count()), (0, 4), "{csv}");
    });
}
