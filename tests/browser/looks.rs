//! How the page looks: on the smallest phone, in the dark, in German. Every moment fits and is kept as a picture.

use walkin::domain::language::Language;
use walkin::sandbox::Component;

use super::browser::{Browser, Look};
use super::scene::{Page, look_at, order};
use super::tenant::Tenant;
use super::visitor::Visitor;

/// The smallest phone still in use.
const SMALL: (u32, u32) = (320, 568);

/// Goes through every moment of a payment and takes a picture of each.
fn walk(look: Look, language: Language) {
    let tenant = Tenant::open();
    let first = format!("languages = [\"{}\"", language.code());
    let rest = tenant.config().replace("languages = [\"en\", \"de\"]", &format!("{first}]"));
    tenant.write_config(&rest);
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::speaking(&mut kiosk, language);
    let address = order(&mut visitor);
    let phone = Browser::start(look);
    let keep = |phone: &Browser| {
        phone.assert_fits();
        phone.picture();
    };
    phone.open(&address);
    keep(&phone);
    look_at(&tenant, |world| world.component = Component::Throws);
    phone.go_on();
    phone.wait_for_status(&visitor.say("phone-broken"));
    keep(&phone);
    look_at(&tenant, |world| world.component = Component::Works);
    phone.reload();
    phone.wait_for_form();
    keep(&phone);
    phone.press("decline");
    phone.wait_until("document.activeElement !== null");
    visitor.reads("paying-declined");
    keep(&phone);
    phone.press("bank");
    phone.wait_until("document.getElementById('confirm') !== null");
    keep(&phone);
    phone.tap("document.getElementById('confirm')");
    phone.wait_for_status(&visitor.say("phone-accepted"));
    keep(&phone);
    phone.open(&address.replace(address.rsplit('/').next().expect("a code"), "000000000000"));
    phone.wait_for_text(&visitor.say("phone-gone-title"));
    keep(&phone);
    phone.assert_content(&["status of 402", "status of 404"]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn the_page_fits_the_smallest_phone_in_the_dark_and_in_german() {
    walk(Look { size: SMALL, is_dark: true, language: "de" }, Language::De);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn the_page_fits_the_smallest_phone_by_day() {
    walk(Look { size: SMALL, ..Look::default() }, Language::En);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn the_page_fits_a_phone_of_today_in_the_dark() {
    walk(Look { is_dark: true, ..Look::default() }, Language::En);
}
