//! Killed before the purchase has left: nobody is charged, and nothing is bought.

use super::kiosk::Ticket;
use super::phone::Phone;
use super::proxy::At;
use super::scene::{PREVIEW, PURCHASE, PURCHASED, SESSION, Scene};

#[test]
fn while_the_fresh_price_is_asked() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    kiosk.review(Ticket::Paid);
    let price = scene.proxy.catch(At::Request(PREVIEW));
    kiosk.press_order();
    price.wait();
    assert_eq!(scene.ledger().len(), 0, "not ordered before the price is fresh");
    kiosk.kill();
    price.lose();
    scene.assert_given_up();
}

#[test]
fn as_soon_as_the_fresh_price_comes() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    kiosk.review(Ticket::Paid);
    let price = scene.proxy.catch(At::Answer(PREVIEW));
    kiosk.press_order();
    price.pass();
    kiosk.kill();
    scene.assert_given_up();
}

#[test]
fn while_the_payment_session_is_asked() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    let session = scene.proxy.catch(At::Request(SESSION));
    kiosk.order(Ticket::Paid);
    session.wait();
    kiosk.kill();
    scene.assert_on_disk("intended");
    session.lose();
    scene.assert_given_up();
}

#[test]
fn while_the_payment_session_is_open_and_nobody_knows() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    let session = scene.proxy.catch(At::Answer(SESSION));
    kiosk.order(Ticket::Paid);
    session.wait();
    kiosk.kill();
    scene.assert_on_disk("intended");
    session.lose();
    scene.assert_given_up();
}

#[test]
fn while_the_code_is_on_the_screen() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    kiosk.order(Ticket::Paid);
    kiosk.scanned();
    kiosk.kill();
    scene.assert_on_disk("awaiting_payment");
    scene.assert_given_up();
}

#[test]
fn while_the_phone_has_the_page() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    kiosk.order(Ticket::Paid);
    let address = kiosk.scanned();
    Phone::default().take(&address);
    kiosk.reads("paying-taken");
    kiosk.kill();
    scene.assert_on_disk("awaiting_payment");
    scene.assert_given_up();
}

#[test]
fn while_what_exists_is_asked_with_the_payment_authorised() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    kiosk.order(Ticket::Paid);
    let before = scene.proxy.catch(At::Request(PURCHASED));
    kiosk.pay();
    before.wait();
    kiosk.kill();
    scene.assert_on_disk("authorised");
    before.lose();
    scene.assert_given_up();
}

#[test]
fn while_what_exists_is_answered_with_the_payment_authorised() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    kiosk.order(Ticket::Paid);
    let before = scene.proxy.catch(At::Answer(PURCHASED));
    kiosk.pay();
    before.wait();
    kiosk.kill();
    scene.assert_on_disk("authorised");
    before.lose();
    scene.assert_given_up();
}

#[test]
fn while_what_exists_is_asked_for_a_free_pass() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    let before = scene.proxy.catch(At::Request(PURCHASED));
    kiosk.order(Ticket::Free);
    before.wait();
    kiosk.kill();
    scene.assert_on_disk("intended");
    before.lose();
    scene.assert_given_up();
}

#[test]
fn while_the_disk_has_not_answered_that_the_purchase_is_to_be_sent() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    kiosk.order(Ticket::Paid);
    let before = scene.proxy.catch(At::Answer(PURCHASED));
    kiosk.pay();
    before.wait();
    let disk = scene.stop_disk();
    let purchase = scene.proxy.catch(At::Request(PURCHASE));
    before.pass();
    purchase.assert_does_not_come();
    kiosk.kill();
    drop(disk);
    scene.assert_on_disk("authorised");
    scene.assert_given_up();
}

#[test]
fn while_the_disk_has_not_answered_that_it_was_ordered() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    kiosk.review(Ticket::Paid);
    let price = scene.proxy.catch(At::Answer(PREVIEW));
    kiosk.press_order();
    price.wait();
    let disk = scene.stop_disk();
    let session = scene.proxy.catch(At::Request(SESSION));
    price.pass();
    session.assert_does_not_come();
    kiosk.kill();
    drop(disk);
    assert_eq!(scene.ledger().len(), 0, "not on disk, so not ordered");
    scene.assert_given_up();
}
