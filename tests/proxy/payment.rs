//! A visitor pays through nginx: the built kiosk, a real browser, https.

use super::browser::{Browser, Look};
use super::nginx::{Nginx, SEVERAL};
use super::scene::{Page, assert_bought_once, order};
use super::tenant::Tenant;
use super::visitor::Visitor;

#[test]
#[ignore = "needs nginx and Chromium; bash .ci/run runs it"]
fn a_ticket_is_paid_over_https_under_the_path_of_a_kiosk() {
    let tenant = Tenant::open();
    let [front, nobody, here] = [Nginx::free_address(), Nginx::free_address(), Nginx::free_address()];
    let published = format!("listen = \"{here}\"\npublic_url = \"https://{SEVERAL}:{}/K2\"", front.port());
    tenant.write_config(&tenant.config().replace("listen = \"127.0.0.1:0\"", &published));
    let _nginx = Nginx::start(front, [nobody, here]);
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    let address = order(&mut visitor);
    assert!(address.starts_with("HTTPS://KIOSKS.MY-GYM.EXAMPLE:") && address.contains("/K2/"), "{address}");
    let resolve = format!("--host-resolver-rules=MAP {SEVERAL} 127.0.0.1");
    let phone = Browser::start_with(Look::default(), &[&resolve]);
    phone.open(&address);
    phone.go_on();
    visitor.reads("paying-taken");
    phone.wait_for_form();
    // The cookie came over https and belongs to the path, so the page is still this browser's.
    phone.reload();
    phone.press("bank");
    phone.tap("document.getElementById('confirm')");
    assert_bought_once(&tenant, &visitor, &phone);
    phone.picture();
    phone.assert_content(&[]);
}
