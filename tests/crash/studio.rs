//! The studio is killed as well.

use super::at_the_purchase::on_the_way;
use super::kiosk::Ticket;
use super::proxy::At;
use super::scene::{PURCHASE, Scene};

#[test]
fn a_purchase_that_the_studio_takes_to_its_grave_is_told_as_unknown_and_not_sent_again() {
    let mut scene = Scene::open();
    let (mut kiosk, purchase) = on_the_way(&scene, At::Request(PURCHASE));
    scene.kill_studio();
    purchase.pass();
    kiosk.reads("outcome-checking");
    scene.wait_for_state("unknown");
    scene.reopen_studio();
    assert_eq!(scene.proxy.asked(PURCHASE).len(), 1, "never sent again");

    // The next visitor buys from the studio that is back: another ticket, since a studio that has forgotten everything gives
    // the next person the number of the last one.
    kiosk.kill();
    let mut kiosk = scene.start();
    let next = "next@zaubersteyn.example";
    kiosk.order_as(Ticket::Free, next);
    kiosk.pass();
    assert_eq!(scene.bought_by(next).len(), 1);
    assert_eq!(scene.proxy.asked(PURCHASE).len(), 2, "one for each order");
}
