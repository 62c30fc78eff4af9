//! Killed when it is bought, or when nobody knows.

use std::thread;

use super::at_the_purchase::on_the_way;
use super::kiosk::Ticket;
use super::proxy::At;
use super::scene::{PURCHASE, PURCHASED, Scene};

#[test]
fn the_pass_is_on_the_screen() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    kiosk.order(Ticket::Paid);
    kiosk.pay();
    kiosk.pass();
    let claim = kiosk.claim_code();
    // What has happened is shown at once and written after.
    scene.wait_for_state("completed");
    kiosk.kill();
    scene.assert_shown_again(&claim);
}

#[test]
fn the_answer_was_lost_and_the_first_look_is_asked_or_answered() {
    // Side by side, since each waits twice until a look is due.
    thread::scope(|side| {
        for at in [At::Request(PURCHASED), At::Answer(PURCHASED)] {
            side.spawn(move || killed_at_the_first_look(at));
        }
    });
}

fn killed_at_the_first_look(at: At) {
    let scene = Scene::open();
    let (kiosk, purchase) = on_the_way(&scene, At::Answer(PURCHASE));
    let look = scene.proxy.catch(at);
    purchase.lose();
    let claim = kiosk.claim_code();
    look.wait();
    kiosk.kill();
    scene.assert_on_disk("unknown");
    look.lose();
    scene.assert_shown_again(&claim);
}
