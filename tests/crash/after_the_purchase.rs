//! Killed when it is bought, or when nobody knows.

use super::at_the_purchase::on_the_way;
use super::proxy::At;
use super::scene::{PURCHASE, PURCHASED, Scene, Ticket};

#[test]
fn the_pass_is_on_the_screen() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    scene.order(&mut kiosk, Ticket::Paid);
    scene.pay(&kiosk);
    scene.pass(&kiosk);
    // What has happened is shown at once and written after.
    scene.wait_for_state("completed");
    scene.kill(kiosk);
    scene.assert_found();
}

#[test]
fn the_answer_was_lost_and_the_first_look_is_asked() {
    killed_at_the_first_look(At::Request(PURCHASED));
}

#[test]
fn the_answer_was_lost_and_the_first_look_is_answered() {
    killed_at_the_first_look(At::Answer(PURCHASED));
}

fn killed_at_the_first_look(at: At) {
    let scene = Scene::open();
    let (kiosk, purchase) = on_the_way(&scene, At::Answer(PURCHASE));
    let look = scene.proxy.catch(at);
    purchase.lose();
    look.wait();
    scene.kill(kiosk);
    scene.assert_on_disk("unknown");
    look.lose();
    scene.assert_found();
}
