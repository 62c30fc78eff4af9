//! Signing: with a finger, a pen or a mouse, once more, on a phone that is turned; and what is not a signature.

use serde_json::json;
use walkin::domain::language::Language;

use super::browser::{Browser, Look};
use super::counter::{Counter, papers};
use super::scene::Page;

/// The field under the rules, the one under the contract, and the button.
pub const RULES: &str = "document.querySelector('.field[data-text=\"77\"] svg')";
pub const CONTRACT: &str = "document.querySelector('.field[data-text=\"\"] svg')";
pub const SIGN: &str = "document.getElementById('sign')";

/// Signs in every field, with a finger.
pub fn sign_everything(phone: &Browser) {
    assert!(is_dead(phone), "nothing is signed yet");
    phone.draws_a_signature(RULES);
    assert!(is_dead(phone), "one signature is missing");
    phone.draws_a_signature(CONTRACT);
    phone.wait_until(&format!("{SIGN}.disabled === false"));
}

fn is_dead(phone: &Browser) -> bool {
    phone.wait_until(&format!("{SIGN} !== null"));
    phone.evaluate(&format!("{SIGN}.disabled")) == Some(true.into())
}

/// The strokes in a field.
fn strokes(phone: &Browser, field: &str) -> String {
    let drawn = phone.evaluate(&format!("{field}.querySelector('.ink').getAttribute('d') ?? ''"));
    drawn.expect("a page").as_str().expect("strokes").to_owned()
}

/// A phone that has taken papers.
fn open(counter: &Counter) -> Browser {
    let address = counter.shows_only_papers(papers());
    let phone = Browser::start(Look::default());
    phone.open(&address);
    phone.go_on();
    phone.wait_for_text("Bring a towel");
    phone
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_signature_is_drawn_with_whatever_points_and_cleared_again() {
    let mut counter = Counter::speaking(Language::En);
    let phone = open(&counter);
    let zigzag: [&[(i32, i32)]; 2] = [&[(10, 50), (30, 20), (50, 80)], &[(60, 20), (80, 80), (90, 20)]];
    for pointer in ["mouse", "pen", "touch"] {
        phone.draw(RULES, pointer, &zigzag);
        phone.wait_for_text("✓ signed");
        assert_eq!(strokes(&phone, RULES).matches('M').count(), 2, "{pointer}: a stroke for each touch");
        phone.tap("document.querySelector('.field button')");
        // A browser makes a click of a tap in its own time.
        phone.wait_until(&format!("!{RULES}.querySelector('.ink').getAttribute('d')"));
        assert!(!phone.text().contains("✓ signed"), "{pointer}");
    }
    phone.draw(RULES, "touch", &[&[(50, 50)]]);
    phone.draw(CONTRACT, "touch", &[&[(50, 50)]]);
    assert!(is_dead(&phone), "a dot is no signature");
    assert!(counter.has_heard_nothing());
    sign_everything(&phone);
    phone.tap(SIGN);
    counter.hears_signatures();
    counter.accepts();
    phone.wait_for_heading("✓ Done");
    phone.picture();
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_finger_draws_where_it_is_and_does_not_move_the_page() {
    let counter = Counter::speaking(Language::En);
    let phone = open(&counter);
    phone.draw(RULES, "touch", &[&[(50, 10), (50, 50), (50, 90)]]);
    let before = phone.evaluate("scrollY");
    phone.draw(RULES, "touch", &[&[(20, 90), (20, 50), (20, 10)]]);
    assert_eq!(phone.evaluate("scrollY"), before);
    let drawn = strokes(&phone, RULES);
    let first = drawn[1..].split(['L', 'M']).next().expect("a point");
    let (x, y) = first.split_once(' ').expect("two numbers");
    let near = |found: &str, wanted: i32| (found.parse::<i32>().expect("a number") - wanted).abs() < 15;
    assert!(near(x, 500) && near(y, 40), "{drawn}");
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_phone_that_is_turned_keeps_what_was_drawn() {
    let mut counter = Counter::speaking(Language::En);
    let phone = open(&counter);
    phone.draws_a_signature(RULES);
    let before = strokes(&phone, RULES);
    phone.resize((844, 390));
    assert_eq!(strokes(&phone, RULES), before);
    phone.draws_a_signature(CONTRACT);
    phone.assert_fits();
    phone.picture();
    phone.resize((390, 844));
    phone.tap(SIGN);
    counter.hears_signatures();
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_scribble_without_end_is_bounded_and_still_a_signature() {
    let mut counter = Counter::speaking(Language::En);
    let phone = open(&counter);
    phone.draws_a_signature(CONTRACT);
    // As many moves as nobody makes; the browser itself reports them like those of a pen.
    phone.evaluate(&format!(
        "void (() => {{ const pad = {RULES}; const at = pad.getBoundingClientRect(); \
         const send = (kind, n) => pad.dispatchEvent(new PointerEvent(kind, {{ pointerId: 7, button: 0, bubbles: true, \
         clientX: at.left + 5 + (n * 7) % (at.width - 10), clientY: at.top + 5 + (n * 13) % (at.height - 10) }})); \
         pad.setPointerCapture = null; for (let stroke = 0; stroke < 100; stroke += 1) {{ send('pointerdown', stroke); \
         for (let n = 0; n < 100; n += 1) send('pointermove', n); send('pointerup', 0); }} }})()"
    ));
    let drawn = strokes(&phone, RULES);
    assert!(drawn.len() < 6_000 && drawn.matches('M').count() <= 60, "{} characters", drawn.len());
    phone.tap(SIGN);
    assert!(papers().are_signed_by(&counter.hears_signatures()));
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_signature_that_cannot_be_read_is_asked_for_again() {
    let mut counter = Counter::speaking(Language::En);
    let phone = open(&counter);
    phone.evaluate(
        "void document.getElementById('papers').dispatchEvent(new CustomEvent('signed', \
         { detail: { contract: 'PHN2Zy8+', texts: [] } }))",
    );
    phone.wait_for_status(&counter.say("phone-unread"));
    phone.picture();
    assert!(counter.has_heard_nothing());
    sign_everything(&phone);
    phone.tap(SIGN);
    counter.hears_signatures();
    counter.accepts();
    phone.wait_for_heading("✓ Done");
    phone.assert_content(&["status of 400"]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_signature_that_does_not_get_through_is_kept_and_sent_again() {
    let mut counter = Counter::speaking(Language::En);
    let phone = open(&counter);
    sign_everything(&phone);
    let connect = |is_offline: bool| {
        let network =
            json!({"offline": is_offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        phone.tell("Network.emulateNetworkConditions", &network);
    };
    phone.tell("Network.enable", &json!({}));
    connect(true);
    phone.tap(SIGN);
    phone.wait_for_status(&counter.say("phone-unpaid-unsent"));
    phone.picture();
    assert!(counter.has_heard_nothing());
    connect(false);
    assert!(papers().are_signed_by(&counter.hears_signatures()));
    counter.accepts();
    phone.wait_for_heading("✓ Done");
    assert!(counter.has_heard_nothing(), "once");
    phone.assert_content(&["ERR_INTERNET_DISCONNECTED"]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn papers_without_a_signature_are_read_and_confirmed() {
    let mut counter = Counter::speaking(Language::De);
    let mut papers = papers();
    (papers.signs_contract, papers.texts[0].has_signature) = (false, false);
    let phone = Browser::start(Look { language: "de", ..Look::default() });
    phone.open(&counter.shows_only_papers(papers));
    phone.go_on();
    phone.wait_for_text("Ich habe das gelesen, weiter");
    assert_eq!(phone.evaluate("document.querySelectorAll('.field').length"), Some(json!(0)));
    phone.picture();
    phone.tap(SIGN);
    assert_eq!(counter.hears_signatures().texts.len(), 0);
    counter.accepts();
    phone.wait_for_heading("✓ Erledigt");
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn papers_that_the_kiosk_has_ended_are_not_concluded() {
    let counter = Counter::speaking(Language::En);
    let phone = open(&counter);
    counter.ends();
    phone.wait_for_heading(&counter.say("phone-unpaid-ended-title"));
    phone.wait_for_status(&counter.say("phone-unpaid-ended"));
    assert!(!phone.text().contains("towel"), "{}", phone.text());
    phone.picture();
    phone.assert_content(&[]);
}
