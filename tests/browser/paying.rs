//! What every payment goes through.

use super::browser::{Browser, Look};
use super::pty::read_code;
use super::scene::{Form, order, sold};
use super::tenant::Tenant;
use super::visitor::Visitor;

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_ticket_is_paid_on_the_phone_and_the_kiosk_goes_on_by_itself() {
    let tenant = Tenant::open();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let address = order(&mut visitor);
    let phone = Browser::start(Look::default());
    phone.open(&address);
    phone.wait_for_text("Kraftwerk Ostufer");
    phone.picture();
    phone.go_on();
    visitor.kiosk.wait_for_text(&visitor.say("paying-taken"));
    phone.wait_for_form();
    phone.picture();
    assert_eq!(sold(&tenant).len(), 0, "nothing is bought before it is paid");
    phone.press("pay");
    let code =
        visitor.kiosk.wait_to_find("a pass", |screen| read_code(screen).filter(|code| *code != address));
    phone.wait_for_status(&visitor.say("phone-accepted"));
    phone.picture();
    assert_eq!(sold(&tenant), [code]);
    phone.assert_content(&[]);
}
