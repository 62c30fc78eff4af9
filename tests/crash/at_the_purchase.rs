//! Killed while the purchase is on its way: looked for, found if it is there, and never sent again.

use std::thread;

use super::kiosk::{Kiosk, Ticket};
use super::proxy::{At, Catch};
use super::scene::{NOTHING, PURCHASE, PURCHASED, Scene};
use super::visitor::EMAIL;

#[test]
fn the_visitor_has_waited_long_and_comes_back_with_the_code_that_was_shown() {
    // Side by side, since the kiosk shows the code after ten seconds.
    thread::scope(|side| {
        side.spawn(the_purchase_has_left_and_never_arrives);
        side.spawn(the_purchase_is_done_and_its_answer_on_the_way);
    });
}

fn the_purchase_has_left_and_never_arrives() {
    let scene = Scene::open();
    let (kiosk, purchase) = on_the_way(&scene, At::Request(PURCHASE));
    let claim = kiosk.claim_code();
    kiosk.kill();
    scene.assert_on_disk("submitted");
    purchase.lose();

    let look = scene.proxy.catch(At::Answer(PURCHASED));
    let mut kiosk = scene.start();
    kiosk.come_back(&claim);
    look.pass();
    // That it looks again proves that it has seen the first look, and that it has settled nothing by it.
    let next = scene.proxy.catch(At::Answer(PURCHASED));
    next.wait();
    scene.wait_for_state("unknown");
    kiosk.reads("outcome-checking");
    assert_eq!(scene.bought_by(EMAIL), NOTHING, "nothing was bought");
    assert_eq!(scene.proxy.asked(PURCHASE).len(), 1, "not sent again");
}

fn the_purchase_is_done_and_its_answer_on_the_way() {
    let scene = Scene::open();
    let (kiosk, purchase) = on_the_way(&scene, At::Answer(PURCHASE));
    let claim = kiosk.claim_code();
    kiosk.kill();
    scene.assert_on_disk("submitted");
    purchase.lose();
    scene.assert_shown_again(&claim);
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
