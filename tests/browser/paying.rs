//! Paying, in one go and with a detour.

use std::time::Duration;

use serde_json::json;

use super::browser::{Browser, Look};
use super::pty::read_code;
use super::scene::{ITEM, PRICE, Page, assert_bought_once, look_at, open_form, order, scan, scan_new, sold};
use super::tenant::Tenant;
use super::visitor::{ENTER, F4, Visitor};

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_ticket_is_paid_on_the_phone_and_the_kiosk_goes_on_by_itself() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let address = order(&mut visitor);
    let phone = Browser::start(Look::default());
    phone.open(&address);
    for seen in ["Kraftwerk Ostufer", ITEM, PRICE] {
        phone.wait_for_text(seen);
    }
    phone.picture();
    phone.go_on();
    visitor.reads("paying-taken");
    phone.wait_for_form();
    phone.picture();
    assert_eq!(sold(&tenant).len(), 0, "nothing is bought before it is paid");
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    phone.picture();
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn what_was_declined_is_tried_again_at_the_same_price() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let (phone, _) = open_form(&mut visitor);
    phone.press("decline");
    phone.wait_for_form_text("The payment was declined.");
    visitor.reads("paying-declined");
    visitor.kiosk.wait_for_text(PRICE);
    phone.picture();
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    assert_eq!(look_at(&tenant, |world| world.sessions().count()), 1, "the price was not asked for anew");
    phone.assert_content(&["status of 402"]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn fetching_ahead_changes_nothing() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let address = order(&mut visitor);
    let phone = Browser::start(Look::default());
    phone.open(&address);
    let ahead = "Promise.all(['GET', 'HEAD', 'GET'].map(async (method) => \
                 (await fetch(location.href, { method, credentials: 'omit' })).status))";
    assert_eq!(phone.evaluate(ahead), Some(json!([200, 200, 200])));
    phone.reload();
    phone.open(&address);
    // Had it been taken, the code would be gone: a key makes the kiosk draw what it knows.
    visitor.press(" ");
    assert_eq!(scan(visitor.kiosk), address);
    phone.go_on();
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_double_tap_counts_once() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let address = order(&mut visitor);
    let phone = Browser::start(Look::default());
    phone.open(&address);
    phone.evaluate("(() => { const it = document.getElementById('continue'); it.click(); it.click(); })()");
    phone.wait_for_form();
    let forms = phone.evaluate(
        "[...document.querySelectorAll('#payment *')].filter((element) => element.shadowRoot).length",
    );
    assert_eq!(forms, Some(json!(1)));
    phone.evaluate(
        "(() => { const it = [...document.querySelectorAll('#payment *')].find((element) => element.shadowRoot)\
         .shadowRoot.getElementById('pay'); it.click(); it.click(); })()",
    );
    assert_bought_once(&tenant, &visitor, &phone);
    assert_eq!(look_at(&tenant, |world| world.unspent_tokens()), 0, "authorised once");
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_second_browser_is_told_that_the_code_is_in_use() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let (phone, address) = open_form(&mut visitor);
    let other = Browser::start(Look::default());
    other.open(&address);
    other.wait_for_text(&visitor.say("phone-in-use"));
    for hidden in [ITEM, PRICE] {
        assert!(!other.text().contains(hidden), "the purchase is nobody else's business: {}", other.text());
    }
    assert_eq!(other.evaluate("document.querySelectorAll('button').length"), Some(json!(0)));
    other.picture();
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    other.reload();
    assert!(!other.text().contains(ITEM), "{}", other.text());
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_code_that_is_shown_again_is_a_new_one_and_ends_the_old() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let (old_phone, old) = open_form(&mut visitor);
    visitor.press(F4);
    let new = scan_new(visitor.kiosk, &old);
    old_phone.wait_for_heading(&visitor.say("phone-new-code-title"));
    old_phone.wait_for_status(&visitor.say("phone-new-code"));
    old_phone.picture();
    let phone = Browser::start(Look::default());
    phone.open(&new);
    phone.go_on();
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    phone.assert_content(&[]);
    old_phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_visitor_who_needs_more_time_goes_on_in_the_same_page() {
    /// Shorter than the time before its end in which more can be asked for.
    const SHORT: Duration = Duration::from_secs(20);
    let tenant = Tenant::with(|world| world.session_lifetime = SHORT);
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let (phone, address) = open_form(&mut visitor);
    look_at(&tenant, |world| world.session_lifetime = Duration::from_mins(10));
    visitor.reads("paying-more-time");
    phone.wait_for_time(&visitor.say("phone-minute-more"));
    phone.picture();
    visitor.press(ENTER);
    phone.wait_for_status(&visitor.say("phone-renewed"));
    phone.picture();
    phone.wait_for_form();
    phone.wait_for_time("");
    assert_eq!(look_at(&tenant, |world| world.sessions().count()), 2);
    assert!(address.eq_ignore_ascii_case(&phone.address()), "{}", phone.address());
    assert!(visitor.kiosk.look(read_code).is_none(), "the phone goes on, and nobody else scans a code");
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    phone.assert_content(&[]);
}
