//! Nothing of a visitor stays behind: a person with unmistakable details uses the kiosk and leaves, in every way there is.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/kiosk/kiosk.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod kiosk;
#[path = "support/script/script.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod script;

use std::path::Path;

use script::Play;

/// What must be found nowhere afterwards, in lower case: parts of the name, the address, the birth date in every form it
/// has on its way, the telephone, the answers, the voucher.
const CANARIES: [&str; 12] = [
    "zebulon",
    "quackenbush",
    "zq@canary",
    "canary.example",
    "13.04.1987",
    "13/04/1987",
    "1987-04-13",
    "13041987",
    "5550199",
    "emergency-aunt",
    "sommer20",
    "canary lane",
];

/// A visitor who fills in everything there is.
const ARRIVES: &str = "
    press Enter 2
    press Enter
    type Zebulon
    press Enter
    type Quackenbush
    press Enter
    type zq@canary.example
    press Enter
    type 13041987
    press Enter
    type +49 30 5550199
    press Enter
    type Canary Lane
    press Enter
    type 1
    press Enter
    type 10245
    press Enter
    type Berlin
    press Enter 2
    press Space
    press Tab 5
    type emergency-aunt
";

/// The ways to leave, from the form on: each a title and what is done.
const LEAVES: [(&str, &str); 8] = [
    ("back to the start", "press Esc 3"),
    ("idle in the form", "wait 70s"),
    ("idle in the review", "press Enter\nsee Is everything right?\nscan SOMMER20\nwait 70s"),
    ("back from the review", "press Enter\nsee Is everything right?\nscan SOMMER20\npress Esc 4"),
    (
        "with a pass",
        "press Enter\nscan SOMMER20\npress Enter\nphone pays\nsee Your ticket\nworld purchases 1\nwait 2s\npress Enter",
    ),
    (
        "leaving the pass on the screen",
        "press Enter\nscan SOMMER20\npress Enter\nphone pays\nsee Your ticket\nwait 3m",
    ),
    (
        "while the purchase is being looked for",
        "press Enter\nscan SOMMER20\npress Enter\napi purchase: lost-request\nphone pays\nwait 2s\npress Enter",
    ),
    ("without paying", "press Enter\nscan SOMMER20\npress Enter\nsee Pay on your phone\nwait 15m"),
];

#[test]
fn nothing_personal_is_left_after_home() {
    for (way, leaves) in LEAVES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys");
        let mut play = Play::new(&folder);
        run(&mut play, way, "studio asks address mandatory");
        run(&mut play, way, ARRIVES);
        assert!(
            seen(&play).contains("emergency-aunt"),
            "{way}: the canary is in the form, or nothing is tested"
        );
        run(&mut play, way, leaves);
        run(&mut play, way, "see Welcome to");

        let model = format!("{:?}", play.kiosk.model);
        // `Debug` masks what is personal, so that it is not enough to search it: there must be nothing to mask.
        for empty in
            ["chosen: None", "form: None", "buyer: None", "voucher: None", "trail: []", "overlay: None"]
        {
            assert!(model.contains(empty), "{way}: {empty} is expected in {model}");
        }
        nowhere(way, "the model", &model);
        nowhere(way, "the ledger", &play.kiosk.ledger_log);
        nowhere(way, "the screen", &seen(&play));
        // The next visitor walks the same way and finds an empty form and no voucher.
        for step in ["press Enter", "press Enter", "press Enter", "press PageDown", "press PageDown"] {
            run(&mut play, way, step);
            nowhere(way, "the screen of the next visitor", &seen(&play));
        }
    }
}

/// What must be found nowhere once a member has left, in lower case: who they are, what they proved it with, their tickets and
/// what belongs to them alone.
const OF_A_MEMBER: [&str; 14] = [
    "jonas",
    "brandt",
    "1-20101",
    "4006381333931",
    "1290158199",
    "14.03.1991",
    "14/03/1991",
    "1991-03-14",
    "14031991",
    "boxhagener",
    "de00000000000000000101",
    "tenmores",
    "tenm ores",
    "sommer20",
];

/// What a member does, and how they leave: each a title and what is done.
const MEMBERS: [(&str, &str); 12] = [
    ("not signed in", "press F5\ntype 1-20101\npress Enter\ntype 14031991\npress Esc"),
    ("idle before signing in", "scan 1290158199\ntype 14031991\nwait 70s"),
    ("a wrong try", "scan 1290158199\ntype 14031990\npress Enter\nwait 1s\nwait 70s"),
    (
        "left while being looked for",
        "api find-customer: slow\nscan 1290158199\ntype 14031991\npress Enter\npress Esc 2\napi answer",
    ),
    ("signed out", "first to-member\npress Esc"),
    ("idle in the menu", "first to-member\nwait 60s"),
    ("with a ticket", "first to-member\npress 1\nwait 1s\npress 2\nwait 1s\nsee TENM ORES\npress Esc 3"),
    ("idle at the ticket", "first to-member\npress 1\nwait 1s\npress 2\nwait 1s\nsee TENM ORES\nwait 60s"),
    ("idle at the door code", "first to-member\npress 2\nwait 1s\nsee New code in\nwait 60s"),
    ("idle at an extra", "first to-module-order\nwait 60s"),
    ("idle at a cancelation", "first to-cancel\nwait 60s"),
    (
        "idle at the order",
        "first to-member\npress 4\nwait 1s\npress Enter\nwait 1s\npress Enter\nsee Jonas Brandt\nwait 60s",
    ),
];

#[test]
fn nothing_of_a_member_is_left_after_they_left() {
    for (way, script) in MEMBERS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys");
        let mut play = Play::new(&folder);
        run(&mut play, way, "wait 1s");
        let (does, leaves) = script.rsplit_once('\n').expect("what is done, and how they leave");
        run(&mut play, way, does);
        let without = |place: &str, text: &str| {
            let text = text.to_lowercase();
            for canary in OF_A_MEMBER {
                assert!(!text.contains(canary), "{way}: {canary} is left in {place}:\n{text}");
            }
        };
        // Also while they are here `Debug` masks them: a report of a panic may have it.
        without("the model while they are here", &format!("{:?}", play.kiosk.model));
        run(&mut play, way, leaves);
        run(&mut play, way, "see Welcome to");

        let model = format!("{:?}", play.kiosk.model);
        for empty in ["member: None", "buyer: None", "trail: []", "overlay: None"] {
            assert!(model.contains(empty), "{way}: {empty} is expected in {model}");
        }
        without("the model", &model);
        without("the ledger", &play.kiosk.ledger_log);
        without("the screen", &seen(&play));
        // Who comes next is asked anew, and finds nothing typed.
        run(&mut play, way, "press F5");
        run(&mut play, way, "see Who are you?");
        without("the screen of the next one", &seen(&play));
    }
}

/// What must be found nowhere once somebody who wanted to join has left, in lower case.
const OF_AN_APPLICANT: [&str; 7] =
    ["quill", "zoe@", "13041987", "13/04/1987", "1987-04-13", "10245", "halb3"];

/// How far they went, and how they leave: each a title and what is done.
const APPLICANTS: [(&str, &str); 6] = [
    ("idle in the form", "first applicant-filled-in\nwait 70s"),
    ("idle at the price, with a voucher", "first to-join-price\nscan HALB3\nwait 1s\nwait 70s"),
    ("idle at the texts", "first to-join-texts\nwait 70s"),
    ("idle at the order", "first to-join-order\nwait 70s"),
    ("back to the start", "first to-join-price\npress Esc 5"),
    ("without signing", "first to-join-order\npress Enter\nwait 1s\nwait 20m"),
];

#[test]
fn nothing_of_who_wanted_to_join_is_left_after_they_left() {
    for (way, script) in APPLICANTS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys");
        let mut play = Play::new(&folder);
        let (does, leaves) = script.rsplit_once('\n').expect("what is done, and how they leave");
        run(&mut play, way, does);
        let without = |place: &str, text: &str| {
            let text = text.to_lowercase();
            for canary in OF_AN_APPLICANT {
                assert!(!text.contains(canary), "{way}: {canary} is left in {place}:\n{text}");
            }
        };
        without("the model while they are here", &format!("{:?}", play.kiosk.model));
        run(&mut play, way, leaves);
        run(&mut play, way, "see Welcome to");
        let model = format!("{:?}", play.kiosk.model);
        for empty in ["agreement: None", "form: None", "trail: []", "overlay: None"] {
            assert!(model.contains(empty), "{way}: {empty} is expected in {model}");
        }
        without("the model", &model);
        without("the ledger", &play.kiosk.ledger_log);
        without("the screen", &seen(&play));
    }
}

fn run(play: &mut Play<'_>, way: &str, script: &str) {
    for line in script.lines() {
        if let Err(error) = play.line(line.trim()) {
            panic!("{way}: {line}: {error}\n{}", seen(play));
        }
    }
}

fn seen(play: &Play<'_>) -> String {
    play.kiosk.screen().rows().join("\n")
}

fn nowhere(way: &str, place: &str, text: &str) {
    let text = text.to_lowercase();
    for canary in CANARIES {
        assert!(!text.contains(canary), "{way}: {canary} is left in {place}:\n{text}");
    }
}
