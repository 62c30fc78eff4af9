//! Pages that are left, loaded again, or come too late.

use std::time::Duration;

use super::browser::{Browser, Look};
use super::scene::{Page, assert_bought_once, cancel, look_at, open_form, order, scan_new, sold};
use super::tenant::Tenant;
use super::visitor::{ENTER, Visitor};

/// Long enough to do something meanwhile, and short enough to wait for.
const PROCESSING: Duration = Duration::from_secs(4);

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_page_that_was_closed_is_opened_again_and_goes_on() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let (phone, address) = open_form(&mut visitor);
    phone.close_tab();
    visitor.reads("paying-closed");
    phone.open(&address);
    phone.wait_for_form();
    visitor.reads("paying-taken");
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_page_that_is_loaded_again_goes_on_where_it_was() {
    let tenant = Tenant::with(|world| world.processing_time = PROCESSING);
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let address = order(&mut visitor);
    let phone = Browser::start(Look::default());
    phone.open(&address);
    phone.reload();
    phone.go_on();
    phone.wait_for_form();
    phone.reload();
    phone.wait_for_form();
    visitor.reads("paying-taken");
    phone.press("pay");
    visitor.reads("paying-processing");
    phone.picture();
    // What was being processed is lost with the page: nobody was charged, and the form is there again.
    phone.reload();
    phone.wait_for_form();
    visitor.reads("paying-taken");
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    phone.reload();
    phone.wait_for_text(&visitor.say("phone-accepted"));
    phone.picture();
    assert_eq!(sold(&tenant).len(), 1);
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn an_expired_payment_is_followed_by_a_new_code_at_the_same_price() {
    /// Long enough to open the form, and short enough to wait for.
    const SHORT: Duration = Duration::from_secs(8);
    let tenant = Tenant::with(|world| world.session_lifetime = SHORT);
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let (phone, old) = open_form(&mut visitor);
    visitor.reads("paying-expired");
    phone.wait_for_status(&visitor.say("phone-ended"));
    phone.picture();
    look_at(&tenant, |world| world.session_lifetime = Duration::from_mins(10));
    visitor.press(ENTER);
    let new = scan_new(visitor.kiosk, &old);
    phone.open(&new);
    phone.go_on();
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_visitor_who_cancels_at_the_kiosk_is_told_so_on_the_phone() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let (phone, address) = open_form(&mut visitor);
    cancel(&mut visitor);
    phone.wait_for_status(&visitor.say("phone-ended"));
    phone.picture();
    phone.reload();
    phone.wait_for_text(&visitor.say("phone-ended"));
    let other = Browser::start(Look { language: "de", ..Look::default() });
    other.open(&address);
    other.wait_for_text("Diese Seite ist beendet");
    other.picture();
    assert_eq!(sold(&tenant).len(), 0);
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_payment_that_comes_after_the_visitor_has_left_is_too_late_and_charges_nobody() {
    let tenant = Tenant::with(|world| world.processing_time = PROCESSING);
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let (phone, _) = open_form(&mut visitor);
    phone.press("pay");
    visitor.reads("paying-processing");
    cancel(&mut visitor);
    visitor.reads("review-order");
    // The page may hear of the end before its token is there, or of its token's fate after; it says the same of money.
    phone.wait_for_status("You have not been charged.");
    phone.picture();
    assert_eq!(sold(&tenant).len(), 0);
    assert_eq!(look_at(&tenant, |world| world.sessions().filter(|session| session.is_used).count()), 0);
}
