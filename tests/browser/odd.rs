//! Components, browsers and answers as they also are: a promise that is never kept, a form laid over the page, a token
//! that is none, cookies that are not kept.
//!
//! A component that is there already is not loaded, so each test brings its own.

use serde_json::json;

use super::browser::{Browser, Look};
use super::scene::{Page, assert_bought_once, cancel, open_form, order, sold};
use super::tenant::Tenant;
use super::visitor::Visitor;

/// Draws something in its place that can be seen.
const DRAW: &str = "options.container.append('a form'); ";

/// Orders, and goes on with a component whose `init(options)` does this.
fn start(visitor: &mut Visitor<'_>, init: &str) -> Browser {
    let address = order(visitor);
    let phone = Browser::start(Look::default());
    phone.open(&address);
    phone.evaluate(&format!("void (window.paymentWidget = {{ init: (options) => {{ {init} }} }})"));
    phone.go_on();
    phone
}

/// The form has opened: nothing is said any more.
fn assert_opened(phone: &Browser) {
    phone.wait_until("document.getElementById('status').textContent === ''");
}

/// Both screens say that the form does not open, and it can be tried again.
fn assert_broken(visitor: &Visitor<'_>, phone: &Browser) {
    phone.wait_for_status(&visitor.say("phone-broken"));
    visitor.reads("paying-broken");
    let button = phone.evaluate(
        "document.getElementById('continue').hidden ? '' : document.getElementById('continue').textContent",
    );
    assert_eq!(button, Some(json!(visitor.say("phone-again"))));
    assert_eq!(phone.evaluate("sessionStorage.length"), Some(json!(0)), "nothing is held");
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_component_that_never_keeps_its_promise_leaves_the_page_in_touch_with_the_kiosk() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let phone = start(&mut visitor, &format!("{DRAW} return new Promise(() => {{}});"));
    assert_opened(&phone);
    cancel(&mut visitor);
    phone.wait_for_heading(&visitor.say("phone-ended-title"));
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_component_that_breaks_its_promise_is_told_on_both_screens() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let phone = start(&mut visitor, &format!("{DRAW} return Promise.reject(new Error('no'));"));
    assert_broken(&visitor, &phone);
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_component_that_lays_itself_over_the_page_is_there() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let phone = start(&mut visitor, "document.body.append(document.createElement('dialog'));");
    assert_opened(&phone);
    visitor.reads("paying-taken");
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn what_is_no_token_is_neither_delivered_nor_held() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let phone = start(&mut visitor, &format!("{DRAW} window.done = options.onSuccess;"));
    // The last one is small enough for the page and too large for the kiosk.
    let wrong =
        ["7", "{ token: 'x' }", "''", "'a\\u0000'", "'a\\u0085'", "'x'.repeat(9000)", "'ä'.repeat(5000)"];
    for token in wrong {
        assert_opened(&phone);
        phone.evaluate(&format!("void window.done({token})"));
        assert_broken(&visitor, &phone);
        phone.go_on();
    }
    assert_opened(&phone);
    assert_eq!(sold(&tenant).len(), 0);
    phone.assert_content(&["status of 400"]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_browser_that_keeps_no_cookies_is_asked_for_them_and_binds_nothing() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let address = order(&mut visitor);
    let phone = Browser::start(Look::default());
    phone.open(&address);
    phone.evaluate(
        "void (window.asked = 0, window.own = window.fetch, window.fetch = (url, options) => { window.asked += 1; \
         return window.own(url, { ...options, credentials: 'omit' }); })",
    );
    phone.go_on();
    phone.wait_for_status(&visitor.say("phone-cookies"));
    assert_eq!(phone.evaluate("window.asked"), Some(json!(2)), "it tries once more by itself");
    phone.picture();
    phone.evaluate("void (window.fetch = window.own)");
    phone.go_on();
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_paid_page_goes_on_asking_and_says_when_the_payment_was_not_used() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let (phone, _) = open_form(&mut visitor);
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    let below =
        "document.getElementById('status').compareDocumentPosition(document.getElementById('facts')) === 4";
    assert_eq!(phone.evaluate(below), Some(json!(true)), "what was bought stands below");
    let once =
        "document.activeElement.id === 'heading' && !document.getElementById('status').hasAttribute('role')";
    assert_eq!(phone.evaluate(once), Some(json!(true)), "heard with the focus, and not as news too");
    phone.evaluate("void (window.fetch = async () => Response.json({ result: 'unused' }))");
    phone.wait_for_heading(&visitor.say("phone-unused-title"));
    phone.wait_for_status(&visitor.say("phone-unused"));
    phone.picture();
    // After a reload it is the kiosk itself that is asked again.
    phone.reload();
    phone.wait_for_heading(&visitor.say("phone-accepted-title"));
    phone.evaluate("void (window.fetch = async () => Response.json({ result: 'unused' }))");
    phone.wait_for_heading(&visitor.say("phone-unused-title"));
    phone.assert_content(&[]);
}
