//! A person buys, on every layer there is.

use std::time::Duration;

use serde_json::Value;
use vt100::Screen;
use walkin::sandbox::Purchase;

use super::phone::Phone;
use super::pty::{Pty, read_code};
use super::tenant::Tenant;
use super::visitor::{ENTER, PERSONAL, Visitor};
use super::{END, assert_restored, bytes_in, eventually, signal};

#[test]
fn a_day_ticket_is_bought_from_the_first_key_through_the_phone_to_the_access_code() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    visitor.begin();
    visitor.choose("erwachs", "Tageskarte Erwachsene", "Youth");
    visitor.register();
    visitor.go_on_to(&visitor.say("review-order"));
    visitor.order();
    let address = visitor.kiosk.wait_to_find("an address to scan", |screen| {
        read_code(screen).filter(|code| code.starts_with("HTTP://"))
    });
    assert_eq!(sold(&tenant).len(), 0, "nothing is bought before it is paid");

    let secrets = Phone::default().pay(&address);

    let code =
        visitor.kiosk.wait_to_find("a pass", |screen| read_code(screen).filter(|code| *code != address));
    assert_eq!(
        sold(&tenant),
        std::slice::from_ref(&code),
        "what the screen shows is what the studio has sold, once"
    );
    visitor.kiosk.wait_for_text(&visitor.in_groups(&code));
    assert_eq!(Phone::default().get(&address).status, 404, "the address is of no more use");
    leave_and_look(&tenant, &mut visitor, &code, &secrets);
    end(&mut kiosk);
}

#[test]
fn a_free_pass_needs_no_phone_and_no_payment() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    visitor.begin();
    visitor.choose("gästepass", "Guest pass", "Company");
    visitor.register();
    visitor.go_on_to(&visitor.say("review-order-free"));
    visitor.order();
    let code = visitor.kiosk.wait_to_find("a pass", read_code);
    assert_eq!(sold(&tenant), std::slice::from_ref(&code));
    assert_eq!(tenant.studio().visit(|world| world.sessions().count()), 0, "no payment was opened");
    leave_and_look(&tenant, &mut visitor, &code, &[]);
    end(&mut kiosk);
}

/// The visit ends: nothing personal stays, on the screen or anywhere else, and the ledger knows of the sale.
fn leave_and_look(tenant: &Tenant, visitor: &mut Visitor<'_>, code: &str, secrets: &[String]) {
    let shown = String::from_utf8_lossy(&visitor.kiosk.bytes()).into_owned();
    assert!(shown.contains(PERSONAL[0]), "the canary was on the screen, or its absence proves nothing");
    // A pass does not hear a key that may still have been meant for the waiting; nobody reads a code in less.
    std::thread::sleep(Duration::from_secs(1));
    visitor.press(ENTER);
    visitor.kiosk.wait_for("the welcome screen", |screen| read_code(screen).is_none());
    let grouped = visitor.in_groups(code);
    let personal: Vec<&str> = PERSONAL.iter().copied().chain([code, grouped.as_str()]).collect();
    assert_shows_none_of(&personal, visitor);
    visitor.begin();
    visitor.look_at_form();
    assert_shows_none_of(&personal, visitor);
    let sales = completed_sales(tenant);
    assert_eq!(sales.len(), 1, "{sales:?}");

    let key = tenant.studio().key.clone();
    let secret = secrets.iter().map(String::as_str).chain([key.as_str()]);
    let hidden: Vec<&str> = PERSONAL.iter().copied().chain(secret.clone()).collect();
    // What must be there is looked for in the same bytes, or finding nothing proves nothing.
    for (place, expected) in [("walkin.jsonl", "/v1/leads/create"), ("data", code)] {
        let written = bytes_in(&tenant.dir().join(place));
        assert!(has(&written, expected.as_bytes()), "{expected} is not in {place}");
        for hidden in &hidden {
            assert!(!has(&written, hidden.as_bytes()), "{hidden} is in {place}");
        }
    }
    let bytes = visitor.kiosk.bytes();
    assert!(!has(&bytes, b"\x1b]"), "no title, no clipboard, no other message to the terminal");
    for secret in secret {
        assert!(!has(&bytes, secret.as_bytes()), "a secret was on the screen");
    }
}

fn assert_shows_none_of(personal: &[&str], visitor: &Visitor<'_>) {
    let screen = visitor.kiosk.look(Screen::contents);
    for personal in personal {
        assert!(!screen.contains(personal), "{personal} is still on the screen:\n{screen}");
    }
}

/// The codes of what was sold since the studio opened.
fn sold(tenant: &Tenant) -> Vec<String> {
    let opened = |sale: &&Purchase| sale.customer_id >= NEW_CUSTOMER;
    tenant
        .studio()
        .visit(|world| world.purchases().iter().filter(opened).map(|sale| sale.access_code.clone()).collect())
}

/// Ids of people who were not in the club's books before start here.
const NEW_CUSTOMER: u64 = 9_100_000_000;

/// The sales as staff see them, as soon as all of them are completed: what was bought is shown at once and written after.
fn completed_sales(tenant: &Tenant) -> Vec<Value> {
    eventually("a completed sale", || {
        let listed = tenant.ask(&["ledger", "list", "--json"]);
        assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
        let listed: Value = serde_json::from_slice(&listed.stdout).expect("JSON");
        let sales = listed["sales"].as_array().expect("sales").clone();
        let completed = sales.iter().all(|sale| sale["state"] == "completed");
        (completed && !sales.is_empty()).then_some(sales)
    })
}

fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted)
}

fn end(kiosk: &mut Pty) {
    signal(kiosk.id(), "TERM");
    assert_eq!(kiosk.wait_for_end(END).exit_code(), 0);
    assert_restored(kiosk);
}
