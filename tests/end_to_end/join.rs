//! Somebody becomes a member, on every layer there is: from the first key through the form, the texts and the phone, where they
//! sign, keep a way to pay and pay, to the summary.

use std::time::Duration;

use serde_json::Value;
use walkin::sandbox::World;

use super::phone::Phone;
use super::pty::read_code;
use super::tenant::Tenant;
use super::visitor::{ENTER, FIRST_NAME, PERSONAL, STREET, Visitor};
use super::{END, assert_restored, bytes_in, eventually, signal};

/// One with two payments, a text to sign, and the contract to sign.
const MEMBERSHIP: &str = "Kraftwerk Classic";

#[test]
fn somebody_becomes_a_member_from_the_first_key_to_the_summary() {
    let tenant = Tenant::open();
    let contracts = tenant.studio().visit(|world| world.contracts().len());
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    visitor.comes_to_join(MEMBERSHIP);
    assert_eq!(
        tenant.studio().visit(|world| world.sessions().count()),
        0,
        "nothing is paid before it is ordered"
    );
    visitor.order();
    let address = visitor.kiosk.wait_to_find("an address to scan", |screen| {
        read_code(screen).filter(|code| code.starts_with("HTTP://"))
    });

    let secrets = Phone::default().pay(&address);

    visitor.reads("request-concluded");
    visitor.kiosk.wait_for_text(MEMBERSHIP);
    let claim = visitor
        .kiosk
        .wait_to_find("a claim code", |screen| read_code(screen).filter(|code| *code != address));
    let id = tenant.studio().visit(|world| {
        assert_eq!(world.contracts().len(), contracts + 1, "concluded once");
        concluded(world).id
    });
    visitor.kiosk.wait_for_text(&id.to_string());
    let sale = granted(&tenant);
    assert_eq!((&sale["kind"], &sale["contract_id"]), (&Value::from("join"), &Value::from(id)));
    let reference = sale["reference"].as_str().expect("a reference");
    assert_eq!(reference.replace('-', ""), claim[..8]);
    tenant.studio().visit(|world| {
        assert_eq!(concluded(world).third_party_id.as_deref(), Some(reference), "staff find it by that");
    });
    leave_and_look(&tenant, &mut visitor, &secrets);

    // The summary is there again for its claim code, as it would be scanned from a photograph.
    visitor.kiosk.send(format!("{claim}\r"));
    visitor.reads("request-concluded");
    visitor.kiosk.wait_for_text(&id.to_string());
    std::thread::sleep(Duration::from_secs(1));
    visitor.press(ENTER);
    visitor.reads("welcome-greeting");
    signal(kiosk.id(), "TERM");
    assert_eq!(kiosk.wait_for_end(END).exit_code(), 0);
    assert_restored(&kiosk);
}

/// The contract that was concluded last.
fn concluded(world: &World) -> &walkin::sandbox::Contract {
    world.contracts().last().expect("a contract")
}

/// The one order in the ledger, as soon as the studio shows what came of it.
fn granted(tenant: &Tenant) -> Value {
    eventually("a settled order", || {
        let listed = tenant.ask(&["ledger", "list", "--json"]);
        assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
        let listed: Value = serde_json::from_slice(&listed.stdout).expect("JSON");
        let [sale] = &listed["sales"].as_array().expect("sales")[..] else { return None };
        (sale["contract_id"].is_u64()).then(|| sale.clone())
    })
}

/// The visit ends: nothing of who joined stays, and no token and no signature was ever written.
fn leave_and_look(tenant: &Tenant, visitor: &mut Visitor<'_>, secrets: &[String]) {
    let shown = String::from_utf8_lossy(&visitor.kiosk.bytes()).into_owned();
    assert!(shown.contains(FIRST_NAME), "the canary was on the screen, or its absence proves nothing");
    assert!(secrets.len() >= 5, "two sessions, two tokens and a signature");
    std::thread::sleep(Duration::from_secs(1));
    visitor.press(ENTER);
    visitor.reads("welcome-greeting");
    let hidden: Vec<&str> =
        PERSONAL.iter().copied().chain([STREET]).chain(secrets.iter().map(String::as_str)).collect();
    let screen = visitor.kiosk.look(vt100::Screen::contents);
    let reference = granted(tenant)["reference"].as_str().expect("a reference").to_owned();
    let log = String::from_utf8_lossy(&bytes_in(&tenant.dir().join("walkin.jsonl"))).into_owned();
    let data = String::from_utf8_lossy(&bytes_in(&tenant.dir().join("data"))).into_owned();
    assert!(log.contains("/v1/memberships/signup") && data.contains(&reference), "they are searched");
    for hidden in hidden {
        assert!(!screen.contains(hidden), "{hidden} is still on the screen");
        assert!(!log.contains(hidden), "{hidden} is in the log");
        assert!(!data.contains(hidden), "{hidden} is in the data");
    }
}
