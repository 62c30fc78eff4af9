//! `walkin run` as its supervisor and its operator see it: what ends it, what does not, and what it says when something is
//! wrong.

use std::fs;
use std::time::Duration;

use serde_json::Value;
use walkin::sandbox::Scope;

use super::sandbox::Sandbox;
use super::tenant::Tenant;
use super::visitor::{ENTER, Visitor};
use super::{END, assert_restored, eventually, signal};

/// What a keyboard sends for Ctrl-C, Ctrl-Z and Ctrl-\.
const CHORDS: [&str; 3] = ["\x03", "\x1a", "\x1c"];
/// F1, which opens the help.
const HELP: &str = "\x1bOP";

#[test]
fn no_chord_of_a_visitor_ends_a_kiosk_or_stops_it() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    kiosk.wait_for_text("Kraftwerk Ostufer");
    for chord in CHORDS {
        kiosk.send(chord);
    }
    // Signals from outside mean as little; a stopped or ended process would not answer the key that follows.
    for name in ["INT", "QUIT", "TSTP"] {
        signal(kiosk.id(), name);
    }
    kiosk.send(ENTER);
    kiosk.wait_for_text("Tageskarte Erwachsene");
    assert!(kiosk.is_running());
    signal(kiosk.id(), "TERM");
    assert_eq!(kiosk.wait_for_end(END).exit_code(), 0);
    assert_restored(&kiosk);
    let log = fs::read_to_string(tenant.dir().join("walkin.jsonl")).expect("a log");
    let events = log.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")["event"].clone());
    let events: Vec<Value> = events.collect();
    assert_eq!(events.first().zip(events.last()), Some((&"started".into(), &"ended".into())), "{log}");
}

#[test]
fn a_kiosk_ends_soon_after_its_terminal_is_gone() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    kiosk.wait_for_text("Kraftwerk Ostufer");
    kiosk.hang_up(HELP);
    assert_eq!(kiosk.wait_for_end(Duration::from_secs(2)).exit_code(), 0);
}

#[test]
fn a_broken_configuration_is_told_in_one_message_and_nothing_is_drawn() {
    let tenant = Tenant::open();
    tenant.write_config(&tenant.config().replace("time_zone", "timezone"));
    let mut kiosk = tenant.run();
    assert_eq!(kiosk.wait_for_end(END).exit_code(), 2);
    kiosk.wait_for_silence();
    let said = String::from_utf8(kiosk.bytes()).expect("text");
    assert!(!said.contains('\x1b'), "{said:?}");
    assert_eq!(said.matches("walkin: ").count(), 1, "{said:?}");
    let place = format!("{}:5:", tenant.config_file().display());
    for part in [place.as_str(), "timezone", "time_zone"] {
        assert!(said.contains(part), "{part} is not in {said:?}");
    }
}

#[test]
fn a_configuration_that_is_not_there_is_told_as_well() {
    let tenant = Tenant::open();
    fs::remove_file(tenant.config_file()).expect("a file");
    let mut kiosk = tenant.run();
    assert_eq!(kiosk.wait_for_end(END).exit_code(), 2);
    kiosk.wait_for_silence();
    let said = String::from_utf8(kiosk.bytes()).expect("text");
    assert!(said.contains("walkin.toml") && !said.contains('\x1b'), "{said:?}");
}

#[test]
fn a_wrong_key_puts_the_kiosk_out_of_order_and_is_named_nowhere() {
    let tenant = Tenant::open();
    let wrong = "sandbox-that-is-not-the-key";
    tenant.write_key(wrong);
    let mut kiosk = tenant.run();
    let visitor = Visitor::at(&mut kiosk);
    visitor.kiosk.wait_for_text(&visitor.say("out-of-order-what"));
    signal(kiosk.id(), "TERM");
    assert_eq!(kiosk.wait_for_end(END).exit_code(), 0);
    kiosk.wait_for_silence();
    let log = fs::read_to_string(tenant.dir().join("walkin.jsonl")).expect("a log");
    assert!(log.contains("401"), "the operator is told: {log}");
    for told in [String::from_utf8_lossy(&kiosk.bytes()).into_owned(), log] {
        assert!(!told.contains(wrong), "{told}");
    }
}

#[test]
fn a_kiosk_that_lacks_a_scope_opens_by_itself_once_it_has_it() {
    let tenant = Tenant::with(|world| {
        world.scopes.remove(&Scope::OnlineOfferRead);
    });
    let mut kiosk = tenant.run();
    let visitor = Visitor::at(&mut kiosk);
    let broken = visitor.say("out-of-order-what");
    visitor.kiosk.wait_for_text(&broken);
    tenant.studio().visit(|world| world.scopes.insert(Scope::OnlineOfferRead));
    visitor.kiosk.wait_for("the welcome screen", |screen| !screen.contents().contains(&broken));
    kiosk.send(ENTER);
    kiosk.wait_for_text("Tageskarte Erwachsene");
}

#[test]
fn a_second_kiosk_on_the_same_data_sells_nothing_and_says_so() {
    let tenant = Tenant::open();
    let mut first = tenant.run();
    // Made once the lock is held.
    let ledger = tenant.dir().join("data/ledger.sqlite");
    eventually("the ledger", || ledger.exists().then_some(()));
    let config = tenant.config().replace("walkin.jsonl", "second.jsonl");
    tenant.write_config(&config);
    let mut second = tenant.run();
    let visitor = Visitor::at(&mut second);
    visitor.kiosk.wait_for_text(&visitor.say("out-of-order-what"));
    assert!(first.is_running(), "the first goes on");
    signal(second.id(), "TERM");
    assert_eq!(second.wait_for_end(END).exit_code(), 0);
    let log = fs::read_to_string(tenant.dir().join("second.jsonl")).expect("a log");
    assert!(log.contains("in_use"), "the operator is told why: {log}");
}

#[test]
fn the_doctor_finds_a_kiosk_healthy_that_can_sell() {
    let sandbox = Sandbox::start();
    let tenant = Tenant::open();
    let config = tenant.config().replace(&tenant.studio().api, &sandbox.api);
    tenant.write_config(&config);
    tenant.write_key(&sandbox.key);
    let (code, diagnosis) = diagnose(&tenant);
    assert_eq!((code, &diagnosis["healthy"]), (Some(0), &Value::Bool(true)), "{diagnosis}");
    sandbox.end();
}

#[test]
fn the_doctor_names_the_scope_that_is_missing() {
    let tenant = Tenant::with(|world| {
        world.scopes.remove(&Scope::LeadRead);
    });
    let (code, diagnosis) = diagnose(&tenant);
    assert_eq!((code, &diagnosis["healthy"]), (Some(1), &Value::Bool(false)), "{diagnosis}");
    assert_eq!(failed(&diagnosis), ["LEAD_READ"], "{diagnosis}");
}

#[test]
fn the_doctor_tells_of_a_wrong_key_without_showing_it() {
    let tenant = Tenant::open();
    tenant.write_key("sandbox-that-is-not-the-key");
    let (code, diagnosis) = diagnose(&tenant);
    assert_eq!(code, Some(1), "{diagnosis}");
    assert_eq!(failed(&diagnosis), ["key"], "{diagnosis}");
    assert!(!diagnosis.to_string().contains("that-is-not"), "{diagnosis}");
}

fn diagnose(tenant: &Tenant) -> (Option<i32>, Value) {
    let output = tenant.ask(&["doctor", "--json"]);
    let diagnosis = serde_json::from_slice(&output.stdout).expect("JSON");
    (output.status.code(), diagnosis)
}

/// The checks that fail, but for those of the terminal: there is none here.
fn failed(diagnosis: &Value) -> Vec<&str> {
    let checks = diagnosis["checks"].as_array().expect("checks");
    let failed = checks.iter().filter(|check| check["verdict"] == "failed");
    failed.filter_map(|check| check["check"].as_str()).collect()
}
