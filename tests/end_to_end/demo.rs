//! `walkin demo`: opens, sells without a phone, and leaves nothing behind.

use std::fs;

use super::pty::read_code;
use super::tenant::Tenant;
use super::visitor::Visitor;
use super::{END, assert_restored, signal};

/// Ctrl-C, as a keyboard sends it.
const CTRL_C: &str = "\x03";
/// What the demo's screen names as the key that pretends to be the phone.
const PRETEND: &str = "p";

#[test]
fn ctrl_c_ends_a_demo_and_nothing_of_it_is_left() {
    let tenant = Tenant::open();
    let mut demo = tenant.start(&["demo", "--seed", "7"]);
    demo.wait_for_text("Kraftwerk Ostufer");
    assert_eq!(left_behind(&tenant).len(), 1, "it has a directory of its own");
    demo.send(CTRL_C);
    assert_eq!(demo.wait_for_end(END).exit_code(), 0);
    assert_restored(&demo);
    assert_eq!(left_behind(&tenant), Vec::<String>::new());
}

#[test]
fn sigterm_ends_a_demo_as_well() {
    let tenant = Tenant::open();
    let mut demo = tenant.start(&["demo", "--lang", "de"]);
    demo.wait_for_text("Kraftwerk Ostufer");
    signal(demo.id(), "TERM");
    assert_eq!(demo.wait_for_end(END).exit_code(), 0);
    assert_restored(&demo);
    assert_eq!(left_behind(&tenant), Vec::<String>::new());
}

#[test]
fn one_key_of_a_demo_pretends_to_be_the_phone() {
    let tenant = Tenant::open();
    let mut demo = tenant.start(&["demo", "--seed", "7"]);
    let mut visitor = Visitor::at(&mut demo);
    let address = order_and_pay(&mut visitor);
    read_pass(&visitor, &address);
}

#[test]
fn a_purchase_whose_answer_is_lost_ends_in_the_pass_by_itself() {
    let tenant = Tenant::open();
    let mut demo = tenant.start(&["demo", "--seed", "7", "--fault", "purchase:lost-answer@1"]);
    let mut visitor = Visitor::at(&mut demo);
    let address = order_and_pay(&mut visitor);
    visitor.reads("outcome-checking");
    read_pass(&visitor, &address);
}

#[test]
fn a_fault_that_is_not_understood_ends_the_start_with_one_message() {
    let tenant = Tenant::open();
    for command in ["demo", "sandbox"] {
        let ended = tenant.ask(&[command, "--fault", "purchase:lost"]);
        let message = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(2), "{message}");
        assert!(message.contains("there are lost-request, lost-answer"), "{message}");
        assert!(ended.stdout.is_empty());
    }
}

/// From the welcome screen to the payment, and through it; gives the address that a phone would have opened.
fn order_and_pay(visitor: &mut Visitor<'_>) -> String {
    visitor.begin();
    visitor.choose("erwachs", "Tageskarte Erwachsene", "Youth");
    visitor.register();
    visitor.go_on_to(&visitor.say("review-order"));
    visitor.order();
    let address = visitor.kiosk.wait_to_find("an address to scan", read_code);
    visitor.press(PRETEND);
    address
}

/// The pass comes by itself.
fn read_pass(visitor: &Visitor<'_>, address: &str) {
    let code =
        visitor.kiosk.wait_to_find("a pass", |screen| read_code(screen).filter(|code| code != address));
    visitor.kiosk.wait_for_text(&visitor.in_groups(&code));
}

/// The directories that demos have made.
fn left_behind(tenant: &Tenant) -> Vec<String> {
    let entries = fs::read_dir(tenant.dir()).expect("readable");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("walkin-demo-")).collect()
}
