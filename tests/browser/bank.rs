//! 3-D Secure: the whole page leaves for the bank, of another site, and comes back.

use super::scene::{Page, assert_bought_once, open_form, sold};
use super::tenant::Tenant;
use super::visitor::Visitor;

/// A studio whose component and bank are another site than the page, as the real ones are: cookies must survive that.
fn elsewhere() -> Tenant {
    let tenant = Tenant::open();
    let here = tenant.studio().widget_url.clone();
    tenant.write_config(&tenant.config().replace(&here, &here.replace("127.0.0.1", "localhost")));
    tenant
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_payment_confirmed_at_the_bank_finishes_by_itself() {
    let tenant = elsewhere();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let (phone, _) = open_form(&mut visitor);
    phone.press("bank");
    phone.wait_for_text("Is this payment of 19.90 EUR yours?");
    assert!(phone.address().starts_with("http://localhost:"), "{}", phone.address());
    visitor.reads("paying-processing");
    phone.picture();
    phone.tap("document.getElementById('confirm')");
    assert_bought_once(&tenant, &visitor, &phone);
    assert!(phone.address().contains("redirectResult="), "{}", phone.address());
    phone.reload();
    phone.wait_for_text(&visitor.say("phone-accepted"));
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_payment_rejected_at_the_bank_can_be_made_another_way() {
    let tenant = elsewhere();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let (phone, _) = open_form(&mut visitor);
    phone.press("bank");
    phone.tap("document.getElementById('reject')");
    phone.wait_for_form_text("The payment was declined.");
    visitor.reads("paying-declined");
    phone.picture();
    assert_eq!(sold(&tenant).len(), 0);
    phone.press("bank");
    phone.tap("document.getElementById('confirm')");
    assert_bought_once(&tenant, &visitor, &phone);
    phone.assert_content(&["status of 402"]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_visitor_who_comes_back_from_the_bank_without_an_answer_finds_the_form() {
    let tenant = elsewhere();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let (phone, _) = open_form(&mut visitor);
    phone.press("bank");
    phone.wait_for_text("Is this payment of 19.90 EUR yours?");
    phone.back();
    phone.wait_for_form();
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    phone.assert_content(&[]);
}

#[test]
#[ignore = "needs Chromium; bash .ci/run runs it"]
fn a_bank_that_sends_the_visitor_back_with_a_form_leads_to_the_page() {
    let tenant = elsewhere();
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let (phone, address) = open_form(&mut visitor);
    phone.press("bank");
    phone.wait_for_text("Is this payment of 19.90 EUR yours?");
    // A page of nobody stands for the bank's, which allows itself no form.
    phone.open("about:blank");
    phone.evaluate(&format!(
        "void (() => {{ const form = document.body.appendChild(document.createElement('form')); form.method = 'post'; \
         form.action = '{address}?from=bank'; form.submit(); }})()"
    ));
    phone.wait_for_form();
    assert!(phone.address().ends_with("?from=bank"), "{}", phone.address());
    phone.press("pay");
    assert_bought_once(&tenant, &visitor, &phone);
    phone.assert_content(&[]);
}
