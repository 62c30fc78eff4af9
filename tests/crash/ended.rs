//! SIGTERM in the middle of a purchase: what has not begun is given up at once, what has is brought to its end.

use std::thread;
use std::time::Duration;

use super::at_the_purchase::on_the_way;
use super::kiosk::{Kiosk, Ticket};
use super::proxy::At;
use super::scene::{NOTHING, PURCHASE, PURCHASED, SESSION, Scene};
use super::signal::{END, signal};
use super::visitor::{EMAIL, ENTER};

/// How long an end that waits for nothing may take.
const AT_ONCE: Duration = Duration::from_secs(2);
/// F1, which opens the help.
const HELP: &str = "\x1bOP";

#[test]
fn while_the_payment_session_is_asked_it_ends_at_once() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    let session = scene.proxy.catch(At::Request(SESSION));
    kiosk.order(Ticket::Paid);
    session.wait();
    assert_ends_at_once(&scene, kiosk);
}

#[test]
fn while_the_code_is_on_the_screen_it_ends_at_once() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    kiosk.order(Ticket::Paid);
    kiosk.scanned();
    assert_ends_at_once(&scene, kiosk);
}

#[test]
fn between_authorisation_and_purchase_it_goes_on_to_the_pass() {
    let scene = Scene::open();
    let mut kiosk = scene.start();
    kiosk.order(Ticket::Paid);
    let before = scene.proxy.catch(At::Answer(PURCHASED));
    kiosk.pay();
    before.wait();
    told_to_end(&mut kiosk);
    before.pass();
    assert_ends_with_the_pass(&scene, kiosk);
}

#[test]
fn in_the_middle_of_the_purchase_it_waits_for_the_answer() {
    let scene = Scene::open();
    let (mut kiosk, purchase) = on_the_way(&scene, At::Answer(PURCHASE));
    told_to_end(&mut kiosk);
    scene.wait_for_state("submitted");
    purchase.pass();
    assert_ends_with_the_pass(&scene, kiosk);
}

fn assert_ends_at_once(scene: &Scene, mut kiosk: Kiosk) {
    signal(kiosk.pty.id(), "TERM");
    assert_eq!(kiosk.pty.wait_for_end(AT_ONCE).exit_code(), 0);
    let order = &scene.ledger()[0];
    assert_eq!(order["state"], "abandoned", "{order}");
    let kiosk = scene.start();
    assert_eq!(scene.bought_by(EMAIL), NOTHING);
    assert_eq!(scene.proxy.asked(PURCHASE).len(), 0);
    kiosk.assert_sells();
}

/// The visitor gets the pass and goes; only then it ends.
fn assert_ends_with_the_pass(scene: &Scene, mut kiosk: Kiosk) {
    kiosk.pass();
    scene.assert_bought_once();
    // A pass does not hear a key that may still have been meant for the waiting; nobody reads a code in less.
    thread::sleep(Duration::from_secs(1));
    kiosk.pty.send(ENTER);
    assert_eq!(kiosk.pty.wait_for_end(END).exit_code(), 0);
    scene.assert_found();
}

/// Sends SIGTERM. The help shows that the kiosk goes on after it.
fn told_to_end(kiosk: &mut Kiosk) {
    signal(kiosk.pty.id(), "TERM");
    let help = kiosk.visitor().say("help-paying");
    kiosk.pty.send(HELP);
    // Its first words, since the rest is on further lines.
    let words = help.split(" your ").next().expect("a text");
    kiosk.pty.wait_for_text(words);
    kiosk.pty.send(ENTER);
    kiosk.pty.wait_for("the screen below", |screen| !screen.contents().contains(words));
    assert!(kiosk.pty.is_running());
}
