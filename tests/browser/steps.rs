//! Several steps under one code: what is signed is followed by an instrument that is kept, and that by what is paid.

use walkin::domain::language::Language;

use super::browser::{Browser, Look};
use super::counter::{Counter, papers};
use super::scene::Page;
use super::signing::{CONTRACT, RULES, SIGN, sign_everything};

/// The smallest phone still in use, upright.
pub const SMALL: (u32, u32) = (320, 568);

/// Waits for the page of this step.
fn wait_for_step(phone: &Browser, step: &str) {
    let step = serde_json::to_string(step).expect("JSON");
    phone.wait_until(&format!("document.getElementById('step')?.textContent === {step}"));
    phone.assert_fits();
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn one_code_leads_a_small_phone_from_a_drawn_signature_to_the_payment() {
    let mut counter = Counter::speaking(Language::En);
    let address = counter.shows_papers(papers());
    let phone = Browser::start(Look { size: SMALL, ..Look::default() });
    phone.open(&address);
    wait_for_step(&phone, "Step 1 of 3: Read and sign");
    assert!(!phone.text().contains("towel"), "what is to be signed is for whoever has taken the page");
    phone.go_on();
    phone.wait_for_text("Bring a towel");
    sign_everything(&phone);
    phone.assert_fits();
    phone.tap(SIGN);
    let signatures = counter.hears_signatures();
    assert!(papers().are_signed_by(&signatures));
    phone.wait_for_status("One moment.");
    counter.asks_for_an_instrument();

    wait_for_step(&phone, "Step 2 of 3: Payment method for later payments");
    phone.wait_for_text("Nothing is charged now");
    phone.wait_for_form();
    phone.press("pay");
    counter.hears_a_token();
    counter.asks_for_payment();

    wait_for_step(&phone, "Step 3 of 3: Pay now");
    phone.wait_for_text("€29.90");
    phone.wait_for_form();
    phone.press("pay");
    counter.hears_a_token();
    counter.accepts();
    phone.wait_for_heading(&counter.say("phone-accepted-title"));
    phone.assert_fits();
    assert!(address.eq_ignore_ascii_case(&phone.address()), "one address for all of it: {}", phone.address());
    assert!(counter.has_heard_nothing(), "each step once");
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn each_step_is_loaded_again_and_goes_on_where_it_was() {
    let mut counter = Counter::speaking(Language::En);
    let address = counter.shows_papers(papers());
    let phone = Browser::start(Look::default());
    phone.open(&address);
    phone.go_on();
    phone.draws_a_signature(RULES);
    phone.reload();
    phone.wait_for_text("Bring a towel");
    assert_eq!(phone.evaluate(&format!("{SIGN}.disabled")), Some(true.into()), "what was drawn is gone");
    sign_everything(&phone);
    phone.tap(SIGN);
    counter.hears_signatures();
    // Between two steps there is nothing to do, and the page finds its way by itself.
    phone.reload();
    phone.wait_for_text(&counter.say("phone-look-title"));
    counter.asks_for_an_instrument();
    wait_for_step(&phone, "Step 2 of 3: Payment method for later payments");
    phone.wait_for_form();
    phone.reload();
    phone.wait_for_form();
    phone.press("pay");
    counter.hears_a_token();
    phone.reload();
    counter.asks_for_payment();
    wait_for_step(&phone, "Step 3 of 3: Pay now");
    phone.wait_for_form();
    phone.reload();
    phone.wait_for_form();
    phone.press("pay");
    counter.hears_a_token();
    counter.accepts();
    phone.wait_for_heading(&counter.say("phone-accepted-title"));
    phone.reload();
    phone.wait_for_text(&counter.say("phone-accepted"));
    assert!(counter.has_heard_nothing(), "each step once");
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn the_way_back_and_forward_leads_to_the_step_that_is_due() {
    let mut counter = Counter::speaking(Language::En);
    let address = counter.shows_papers(papers());
    let phone = Browser::start(Look::default());
    phone.open("about:blank");
    phone.open(&address);
    phone.go_on();
    phone.wait_for_text("Bring a towel");
    phone.back();
    phone.forward();
    phone.wait_for_text("Bring a towel");
    sign_everything(&phone);
    phone.tap(SIGN);
    counter.hears_signatures();
    counter.asks_for_an_instrument();
    wait_for_step(&phone, "Step 2 of 3: Payment method for later payments");
    phone.wait_for_form();
    // No step before it is left in the browser's memory.
    phone.back();
    phone.wait_until("location.href === 'about:blank'");
    phone.forward();
    wait_for_step(&phone, "Step 2 of 3: Payment method for later payments");
    phone.wait_for_form();
    phone.press("pay");
    counter.hears_a_token();
    counter.asks_for_payment();
    wait_for_step(&phone, "Step 3 of 3: Pay now");
    phone.back();
    phone.forward();
    wait_for_step(&phone, "Step 3 of 3: Pay now");
    phone.wait_for_form();
    assert!(counter.has_heard_nothing());
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn what_the_bank_said_in_one_step_is_not_taken_into_the_next() {
    let mut counter = Counter::speaking(Language::En);
    let address = counter.shows_papers(papers());
    let phone = Browser::start(Look::default());
    phone.open(&address);
    phone.go_on();
    sign_everything(&phone);
    phone.tap(SIGN);
    counter.hears_signatures();
    counter.asks_for_an_instrument();
    phone.wait_for_form();
    phone.press("bank");
    phone.tap("document.getElementById('confirm')");
    counter.hears_a_token();
    assert!(phone.address().contains("redirectResult="), "{}", phone.address());
    counter.asks_for_payment();
    wait_for_step(&phone, "Step 3 of 3: Pay now");
    assert!(!phone.address().contains("redirectResult="), "{}", phone.address());
    phone.wait_for_form();
    assert!(counter.has_heard_nothing(), "nothing is paid before somebody agrees to it");
    phone.press("bank");
    phone.tap("document.getElementById('confirm')");
    counter.hears_a_token();
    counter.accepts();
    phone.wait_for_heading(&counter.say("phone-accepted-title"));
    phone.assert_content(&[]);
}

/// Goes through every moment of three steps and takes a picture of each.
fn walk(look: Look, language: Language) {
    let mut counter = Counter::speaking(language);
    let address = counter.shows_papers(papers());
    let phone = Browser::start(look);
    let keep = |phone: &Browser| {
        phone.assert_fits();
        phone.picture();
    };
    phone.open(&address);
    phone.wait_for_text("Gold, 12 months");
    keep(&phone);
    phone.go_on();
    phone.wait_for_text("Bring a towel");
    keep(&phone);
    phone.evaluate("document.querySelector('summary').click()");
    phone.draws_a_signature(RULES);
    keep(&phone);
    phone.draws_a_signature(CONTRACT);
    phone.evaluate("document.querySelector('summary').click()");
    keep(&phone);
    phone.tap(SIGN);
    counter.hears_signatures();
    keep(&phone);
    counter.asks_for_an_instrument();
    phone.wait_for_text(&counter.say("phone-nothing-now"));
    phone.wait_for_form();
    keep(&phone);
    phone.press("pay");
    counter.hears_a_token();
    counter.asks_for_payment();
    phone.wait_for_text(&counter.say("phone-task-pay"));
    phone.wait_for_form();
    keep(&phone);
    phone.press("pay");
    counter.hears_a_token();
    counter.accepts();
    phone.wait_for_heading(&counter.say("phone-accepted-title"));
    keep(&phone);
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn the_steps_fit_the_smallest_phone_in_the_dark_and_in_german() {
    walk(Look { size: SMALL, is_dark: true, language: "de" }, Language::De);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn the_steps_fit_the_smallest_phone_by_day() {
    walk(Look { size: SMALL, ..Look::default() }, Language::En);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn the_steps_fit_a_phone_of_today_in_german() {
    walk(Look { language: "de", ..Look::default() }, Language::De);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn the_steps_fit_a_phone_of_today_in_the_dark() {
    walk(Look { is_dark: true, ..Look::default() }, Language::En);
}
