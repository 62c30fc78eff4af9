//! A payment component that does not do what it should.

use std::time::Duration;

use walkin::sandbox::Component;

use super::browser::{Browser, Look};
use super::scene::{Page, assert_bought_once, look_at, order};
use super::tenant::Tenant;
use super::visitor::Visitor;

/// The page says that the form does not open and shows the code; the kiosk says so too, with its reference; and when the component is
/// back, another try pays.
fn assert_told_and_tried_again(component: Component, expected: &[&str]) {
    let tenant = Tenant::with(|world| world.component = component);
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let address = order(&mut visitor);
    let phone = Browser::start(Look::default());
    phone.open(&address);
    phone.go_on();
    phone.wait_for_status(&visitor.say("phone-broken"));
    visitor.reads("paying-broken");
    let reference = phone.evaluate("[...document.querySelectorAll('dd')].at(-1).textContent.trim()");
    let reference = reference.expect("a page").as_str().expect("a code").to_owned();
    let (reference, _secret) = reference.rsplit_once('-').expect("three groups");
    visitor.kiosk.wait_for_text(reference);
    phone.picture();
    look_at(&tenant, |world| world.component = Component::Works);
    // A script that answered is not asked for again by the page that has it.
    if component == Component::Missing {
        phone.go_on();
    } else {
        phone.reload();
    }
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    phone.assert_content(expected);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_component_that_is_missing_is_told_on_both_screens_and_tried_again() {
    assert_told_and_tried_again(Component::Missing, &["status of 404"]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_component_that_refuses_to_start_is_told_on_both_screens_and_tried_again() {
    assert_told_and_tried_again(Component::Throws, &[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_component_that_shows_nothing_is_told_on_both_screens_and_tried_again() {
    assert_told_and_tried_again(Component::Empty, &[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_component_that_is_slow_is_waited_for() {
    let tenant = Tenant::with(|world| world.component = Component::Slow(Duration::from_secs(2)));
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let address = order(&mut visitor);
    let phone = Browser::start(Look::default());
    phone.open(&address);
    phone.go_on();
    phone.wait_for_status(&visitor.say("phone-opening"));
    phone.picture();
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    phone.assert_content(&[]);
}
