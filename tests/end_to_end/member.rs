//! A member helps themselves, on every layer there is.

use serde_json::Value;
use walkin::sandbox::World;

use super::pty::read_code;
use super::signal::{END, eventually, signal};
use super::tenant::Tenant;
use super::visitor::{ENTER, Visitor};
use super::{assert_restored, bytes_in};

/// Jonas Brandt: what his card says to a scanner, and what only he knows.
const BARCODE: &str = "4006381333931";
const BORN: &str = "14031991";
/// His contract that can be ended.
const CONTRACT: &str = "Kraftwerk Flex";
/// What of him must be nowhere afterwards.
const PERSONAL: [&str; 7] =
    ["Jonas", "Brandt", "jonas.brandt", "1991-03-14", "14/03/1991", "4006381333931", "Boxhagener"];

#[test]
fn a_member_is_found_by_a_scan_cancels_and_reads_the_confirmation_back() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    visitor.kiosk.wait_for_text("Kraftwerk Ostufer");
    visitor.reads("members-open");
    // A scanner types faster than any person, and ends with Enter.
    visitor.kiosk.send(format!("{BARCODE}\r"));
    visitor.reads("identify-title");
    visitor.type_text(BORN);
    visitor.press(ENTER);
    visitor.kiosk.wait_for_text("Jonas");

    visitor.pick(&visitor.say("member-contracts"));
    visitor.pick(CONTRACT);
    visitor.pick(&visitor.say("contract-cancel"));
    visitor.reads("cancel-why");
    visitor.press(ENTER);
    visitor.reads("cancel-when");
    visitor.press(ENTER);
    assert_eq!(cancelations(&tenant), 0, "nothing is sent before it is confirmed");
    visitor.confirm(&visitor.say("cancel-now"));

    visitor.reads("request-canceled");
    let claim = visitor.kiosk.wait_to_find("a claim code", read_code);
    visitor.kiosk.wait_for_text(CONTRACT);
    visitor.kiosk.wait_for_text(&claim[..4]);
    assert_eq!(cancelations(&tenant), 1, "canceled once");
    let sale = granted(&tenant);
    assert_eq!(sale["kind"], "cancel");
    assert_eq!(
        sale["reference"].as_str().map(|reference| reference.replace('-', "")).as_deref(),
        Some(&claim[..8])
    );
    let recorded = recorded(&tenant);
    assert_eq!(sale["date"], Value::String(recorded), "what is confirmed is what the studio has recorded");

    // Back to the menu, and out: nothing of them stays.
    std::thread::sleep(std::time::Duration::from_secs(1));
    visitor.press(ENTER);
    visitor.kiosk.wait_for_text("Jonas");
    visitor.press("\x1b");
    visitor.reads("welcome-greeting");
    let screen = visitor.kiosk.look(vt100::Screen::contents);
    for personal in PERSONAL {
        assert!(!screen.contains(personal), "{personal} is still on the screen");
    }

    // The confirmation is there again for its claim code, as it would be scanned from a photograph.
    visitor.kiosk.send(format!("{claim}\r"));
    visitor.reads("request-canceled");
    visitor.kiosk.wait_for_text(CONTRACT);
    assert!(!visitor.kiosk.look(vt100::Screen::contents).contains("Jonas"), "a code names nobody");
    // While it is on the screen a process that is asked to end waits for its reader.
    std::thread::sleep(std::time::Duration::from_secs(1));
    visitor.press(ENTER);
    visitor.reads("welcome-greeting");
    signal(kiosk.id(), "TERM");
    assert_eq!(kiosk.wait_for_end(END).exit_code(), 0);
    assert_restored(&kiosk);
    nothing_personal_is_written(&tenant);
}

#[test]
fn a_walk_through_every_screen_of_a_member_leaves_nothing_behind() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    visitor.kiosk.wait_for_text("Kraftwerk Ostufer");
    visitor.kiosk.send(format!("{BARCODE}\r"));
    visitor.reads("identify-title");
    visitor.type_text("14031990");
    visitor.press(ENTER);
    visitor.reads("identify-wrong");
    visitor.type_text(BORN);
    visitor.press(ENTER);
    visitor.kiosk.wait_for_text("Jonas");

    visitor.pick(&visitor.say("member-tickets"));
    visitor.pick("Tageskarte");
    visitor.kiosk.wait_to_find("an access code", read_code);
    visitor.back_to(&visitor.say("member-tickets"));
    visitor.back_to("Jonas");
    visitor.pick(&visitor.say("member-door-code"));
    visitor.kiosk.wait_to_find("a door code", read_code);
    visitor.back_to("Jonas");
    visitor.pick(&visitor.say("member-contracts"));
    visitor.pick(CONTRACT);
    visitor.pick(&visitor.say("contract-extras"));
    visitor.pick("Sauna");
    visitor.kiosk.wait_for_text("Sauna");
    visitor.back_to(&visitor.say("modules-title"));
    visitor.back_to(&visitor.say("contract-cancel"));
    visitor.pick(&visitor.say("contract-cancel"));
    visitor.reads("cancel-why");
    visitor.press(ENTER);
    visitor.reads("cancel-when");
    visitor.press(ENTER);
    visitor.confirm(&visitor.say("cancel-now"));
    visitor.reads("request-canceled");
    visitor.finish("Jonas");
    visitor.pick(&visitor.say("member-contracts"));
    visitor.pick(CONTRACT);
    visitor.pick(&visitor.say("contract-withdraw"));
    visitor.confirm(&visitor.say("withdraw-now"));
    visitor.reads("request-withdrawn");
    visitor.finish("Jonas");
    let shown = String::from_utf8_lossy(&visitor.kiosk.bytes()).into_owned();
    assert!(shown.contains("Jonas"), "what is personal was on the screen, or its absence proves nothing");
    visitor.press("\x1b");
    visitor.reads("welcome-greeting");

    let bytes = visitor.kiosk.bytes();
    let has = |wanted: &[u8]| bytes.windows(wanted.len()).any(|part| part == wanted);
    assert!(!has(b"\x1b]"), "no title, no clipboard, no other message to the terminal");
    let screen = visitor.kiosk.look(vt100::Screen::contents);
    for personal in PERSONAL {
        assert!(!screen.contains(personal), "{personal} is still on the screen");
    }
    signal(kiosk.id(), "TERM");
    assert_eq!(kiosk.wait_for_end(END).exit_code(), 0);
    assert_restored(&kiosk);
    nothing_personal_is_written(&tenant);
}

impl Visitor<'_> {
    /// Goes back, to a screen that says this.
    fn back_to(&mut self, said: &str) {
        self.press("\x1b");
        self.kiosk.wait_for_text(said);
    }

    /// Puts a confirmation away; it does not hear a key that may have been meant for the waiting.
    fn finish(&mut self, said: &str) {
        std::thread::sleep(std::time::Duration::from_secs(1));
        self.press(ENTER);
        self.kiosk.wait_for_text(said);
    }

    /// Presses the button that says this, which is deaf for a moment after it appears.
    fn confirm(&mut self, button: &str) {
        self.kiosk.wait_for_text(button);
        std::thread::sleep(std::time::Duration::from_millis(800));
        self.press(ENTER);
    }
}

/// How often the contract was ended, as the studio counts.
fn cancelations(tenant: &Tenant) -> u32 {
    tenant.studio().visit(|world| contract(world).ending.cancelations())
}

fn recorded(tenant: &Tenant) -> String {
    tenant.studio().visit(|world| contract(world).ending.cancelation().expect("canceled").date.to_string())
}

fn contract(world: &mut World) -> &walkin::sandbox::Contract {
    world.contracts().iter().find(|contract| contract.rate_name == CONTRACT).expect("the contract")
}

/// The one request in the ledger, as soon as it is settled.
fn granted(tenant: &Tenant) -> Value {
    eventually("a settled request", || {
        let listed = tenant.ask(&["ledger", "list", "--json"]);
        assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
        let listed: Value = serde_json::from_slice(&listed.stdout).expect("JSON");
        let [sale] = &listed["sales"].as_array().expect("sales")[..] else { return None };
        (sale["state"] == "completed").then(|| sale.clone())
    })
}

fn nothing_personal_is_written(tenant: &Tenant) {
    for (place, expected) in [("walkin.jsonl", "contract-data"), ("data", CONTRACT)] {
        let written = bytes_in(&tenant.dir().join(place));
        let has = |wanted: &str| written.windows(wanted.len()).any(|part| part == wanted.as_bytes());
        assert!(has(expected), "{expected} is not in {place}, so that finding nothing proves nothing");
        for personal in PERSONAL {
            assert!(!has(personal), "{personal} is in {place}");
        }
    }
}
