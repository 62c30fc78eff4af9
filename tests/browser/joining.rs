//! Somebody becomes a member, with the kiosk and a small phone: reads and signs, keeps a way to pay, pays what is due.

use super::browser::{Browser, Look};
use super::pty::read_code;
use super::scene::{Page, look_at, scan};
use super::signing::{CONTRACT, SIGN};
use super::steps::SMALL;
use super::tenant::Tenant;
use super::visitor::Visitor;

/// One with a text to sign, the contract to sign, and two payments.
const MEMBERSHIP: &str = "Kraftwerk Classic";
/// The field under the one text of it that is signed.
const TERMS: &str = "document.querySelector('.field[data-text=\"74001\"] svg')";

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_membership_is_signed_and_paid_in_one_visit_of_a_small_phone() {
    let tenant = Tenant::open();
    let contracts = look_at(&tenant, |world| world.contracts().len());
    let phone = Browser::start(Look { size: SMALL, ..Look::default() });
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    visitor.comes_to_join(MEMBERSHIP);
    visitor.order();
    let address = scan(visitor.kiosk);
    visitor.reads("task-sign-title");
    phone.open(&address);
    phone.go_on();
    visitor.reads("task-sign-next");
    phone.wait_for_text(MEMBERSHIP);
    phone.assert_fits();
    phone.draws_a_signature(TERMS);
    phone.draws_a_signature(CONTRACT);
    phone.picture();
    phone.tap(SIGN);
    visitor.reads("task-instrument-next");
    phone.wait_for_text("Nothing is charged now");
    phone.wait_for_form();
    phone.picture();
    assert_eq!(look_at(&tenant, |world| world.contracts().len()), contracts, "nothing is concluded yet");
    phone.press("pay");
    visitor.kiosk.wait_for_text("► Pay now: €68.90");
    phone.wait_for_text("€68.90");
    phone.wait_for_form();
    phone.assert_fits();
    phone.press("pay");
    visitor.reads("request-concluded");
    phone.wait_for_heading(&visitor.say("phone-accepted-title"));
    visitor.kiosk.wait_to_find("a claim code", read_code);
    look_at(&tenant, |world| {
        assert_eq!(world.contracts().len(), contracts + 1, "concluded once");
        let [concluded] = world.concluded() else { panic!("one conclusion") };
        assert!(!concluded.pays_cash(), "the instrument is kept");
        let paid = concluded.upfront.as_ref().expect("what was due is paid");
        assert_eq!(paid.amount.to_string(), "68.90");
    });
    phone.assert_content(&[]);
}
