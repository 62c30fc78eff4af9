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
    visitor.begin();
    visitor.choose("erwachs", "Tageskarte Erwachsene", "Youth");
    visitor.register();
    visitor.go_on_to(&visitor.say("review-order"));
    visitor.order();
    let address = visitor.kiosk.wait_to_find("an address to scan", read_code);
    visitor.press(PRETEND);
    let code =
        visitor.kiosk.wait_to_find("a pass", |screen| read_code(screen).filter(|code| *code != address));
    visitor.kiosk.wait_for_text(&visitor.in_groups(&code));
}

/// The directories that demos have made.
fn left_behind(tenant: &Tenant) -> Vec<String> {
    let entries = fs::read_dir(tenant.dir()).expect("readable");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("walkin-demo-")).collect()
}
