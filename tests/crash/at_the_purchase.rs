//! Killed while the purchase is on its way: looked for, found if it is there, and never sent again.

use super::kiosk::{Kiosk, Ticket};
use super::proxy::{At, Catch};
use super::scene::{NOTHING, PURCHASE, PURCHASED, Scene};
use super::visitor::EMAIL;

#[test]
fn the_purchase_has_left_and_never_arrives() {
    let scene = Scene::open();
    let (kiosk, purchase) = on_the_way(&scene, At::Request(PURCHASE));
    kiosk.kill();
    scene.assert_on_disk("submitted");
    purchase.lose();

    let look = scene.proxy.catch(At::Answer(PURCHASED));
    let kiosk = scene.start();
    look.pass();
    // That it looks again proves that it has seen the first look, and that it has settled nothing by it.
    let next = scene.proxy.catch(At::Answer(PURCHASED));
    next.wait();
    scene.wait_for_state("unknown");
    assert_eq!(scene.bought_by(EMAIL), NOTHING, "nothing was bought");
    assert_eq!(scene.proxy.asked(PURCHASE).len(), 1, "not sent again");
    kiosk.assert_sells();
}

#[test]
fn the_purchase_has_left_and_arrives_after_the_first_look() {
    let scene = Scene::open();
    let (kiosk, purchase) = on_the_way(&scene, At::Request(PURCHASE));
    kiosk.kill();
    scene.assert_on_disk("submitted");

    let look = scene.proxy.catch(At::Answer(PURCHASED));
    let kiosk = scene.start();
    look.pass();
    assert_eq!(scene.bought_by(EMAIL), NOTHING, "the look could not find it");
    purchase.pass();
    scene.assert_bought_once();
    kiosk.assert_sells();
}

#[test]
fn the_purchase_is_done_and_its_answer_on_the_way() {
    let scene = Scene::open();
    let (kiosk, purchase) = on_the_way(&scene, At::Answer(PURCHASE));
    kiosk.kill();
    scene.assert_on_disk("submitted");
    purchase.lose();
    scene.assert_found();
}

#[test]
fn the_answer_of_the_purchase_has_just_come() {
    let scene = Scene::open();
    let (kiosk, purchase) = on_the_way(&scene, At::Answer(PURCHASE));
    purchase.pass();
    kiosk.kill();
    scene.assert_found();
}

#[test]
fn a_free_pass_is_bought_and_its_answer_on_the_way() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    let purchase = scene.proxy.catch(At::Answer(PURCHASE));
    kiosk.order(Ticket::Free);
    purchase.wait();
    kiosk.kill();
    scene.assert_on_disk("submitted");
    purchase.lose();
    scene.assert_found();
}

/// A kiosk whose visitor has paid, and the purchase, held there.
pub fn on_the_way(scene: &Scene, at: At) -> (Kiosk, Catch) {
    let mut kiosk = scene.start();
    kiosk.order(Ticket::Paid);
    let purchase = scene.proxy.catch(at);
    kiosk.pay();
    purchase.wait();
    (kiosk, purchase)
}
