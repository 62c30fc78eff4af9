//! Somebody becomes a member, on every layer there is: from the first key through the form, the texts and the phone, where they
//! sign, keep a way to pay and pay, to the summary.

use std::time::Duration;

use serde_json::Value;
use walkin::sandbox::World;

use super::phone::Phone;
use super::pty::read_code;
use super::tenant::Tenant;
use super::visitor::{BORN, EMAIL, ENTER, F4, FIRST_NAME, LAST_NAME, PERSONAL, TELEPHONE, Visitor};
use super::{END, assert_restored, bytes_in, eventually, signal};

/// What a terminal sends for F6.
const F6: &str = "\x1b[17~";
/// One with two payments, a text to sign, and the contract to sign.
const MEMBERSHIP: &str = "Kraftwerk Classic";
/// Where they live, in words that occur nowhere else.
const STREET: &str = "Xylophonweg";

#[test]
fn somebody_becomes_a_member_from_the_first_key_to_the_summary() {
    let tenant = Tenant::open();
    let contracts = tenant.studio().visit(|world| world.contracts().len());
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    visitor.kiosk.wait_for_text("Kraftwerk Ostufer");
    visitor.press(F6);
    visitor.kiosk.wait_for_text(MEMBERSHIP);
    visitor.pick(MEMBERSHIP);
    visitor.kiosk.wait_for_text("Choose 12 months");
    visitor.press(ENTER);
    visitor.reads("options-start");
    visitor.press(ENTER);
    visitor.tell_who_joins();
    visitor.reads("agreement-due-about");
    visitor.go_on_to(&visitor.say("agreement-tick"));
    visitor.agree_to_every_text();
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

impl Visitor<'_> {
    fn tell_who_joins(&mut self) {
        self.reads("applicant-title");
        for (label, text) in [
            ("visitor-first-name", FIRST_NAME),
            ("visitor-last-name", LAST_NAME),
            ("visitor-birth-date", BORN),
            ("visitor-email", EMAIL),
            ("applicant-mobile", TELEPHONE),
            ("visitor-street", STREET),
            ("visitor-zip-code", "10115"),
            ("visitor-city", "Berlin"),
        ] {
            self.fill(&self.say(label), text);
        }
        self.tick("House rules read");
        self.press(ENTER);
    }

    /// Reads one text after the other, ticks where that is asked, and comes to the order.
    fn agree_to_every_text(&mut self) {
        let (button, ticked) = (self.say("review-order"), format!("[x] {}", self.say("agreement-tick")));
        for _ in 0..TEXTS_MAX {
            let text = self.kiosk.text();
            if text.contains(&button) {
                return;
            }
            if text.contains("[ ]") {
                self.press(F4);
                self.kiosk.wait_for_text(&ticked);
            }
            let before = self.kiosk.text();
            self.press(ENTER);
            self.kiosk.wait_for("the next text", |screen| screen.contents() != before);
        }
        panic!("more texts than there are:\n{}", self.kiosk.text());
    }
}

/// More than the offer has.
const TEXTS_MAX: usize = 10;

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
