//! Killed more than once: while it recovers, and at moments that nobody has chosen.

use std::env;
use std::thread;
use std::time::Duration;

use serde_json::Value;
use walkin::clock;
use walkin::domain::random::Random;

use super::at_the_purchase::on_the_way;
use super::http::Message;
use super::kiosk::Ticket;
use super::proxy::At;
use super::scene::{PURCHASE, PURCHASED, Scene};
use super::signal::eventually;

/// Makes the random moments those of an earlier run.
const SEED: &str = "CRASH_SEED";
/// Kills of one run.
const KILLS: usize = 5;

#[test]
fn once_more_before_it_has_drawn() {
    let scene = Scene::open();
    let (kiosk, purchase) = on_the_way(&scene, At::Answer(PURCHASE));
    kiosk.kill();
    purchase.lose();
    let recovering = scene.start_blindly();
    recovering.kill();
    scene.assert_found();
}

#[test]
fn once_more_while_the_first_look_is_answered() {
    let scene = Scene::open();
    let (kiosk, purchase) = on_the_way(&scene, At::Answer(PURCHASE));
    kiosk.kill();
    purchase.lose();
    let look = scene.proxy.catch(At::Answer(PURCHASED));
    let recovering = scene.start();
    look.wait();
    recovering.kill();
    scene.assert_on_disk("unknown");
    look.lose();
    scene.assert_found();
}

#[test]
fn five_times_at_random_moments() {
    let seed = seed();
    println!("{SEED}={seed}");
    let mut random = Random::new(std::array::from_fn(|place| seed.to_le_bytes()[place % 8]));
    let scene = Scene::open();
    let visitors: Vec<String> =
        (0..=KILLS).map(|number| format!("visitor-{number}@zaubersteyn.example")).collect();
    for visitor in &visitors[..KILLS] {
        let mut kiosk = scene.start();
        let ticket = if random.byte() < 128 { Ticket::Paid } else { Ticket::Free };
        kiosk.order_as(ticket, visitor);
        let paid = ticket == Ticket::Paid && random.byte() < 200;
        if paid {
            kiosk.pay();
        }
        // The pause waits for nothing: it is what makes the moment random, from at once to after the pass is there. Early
        // moments are likelier, since most happens then.
        let pause = Duration::from_micros(u64::from(random.byte()).pow(2) * 3);
        println!("{ticket:?}, paid: {paid}, killed after {pause:?}");
        thread::sleep(pause);
        kiosk.kill();
    }
    let mut kiosk = scene.start();
    kiosk.order_as(Ticket::Paid, &visitors[KILLS]);
    kiosk.pay();
    kiosk.pass();

    // Who was killed between the disk and the wire has an order that nobody knows anything of: it stays unknown, with
    // nothing sold. For all others the ledger gets to know what was sold, and the rest was given up.
    let mut sold: Vec<u64> = visitors.iter().flat_map(|visitor| scene.bought_by(visitor)).collect();
    sold.sort_unstable();
    eventually("a ledger that knows what was sold", || {
        let orders = scene.ledger();
        let mut known: Vec<u64> = orders.iter().filter_map(|order| order["purchase_id"].as_u64()).collect();
        known.sort_unstable();
        let is_settled = |order: &Value| {
            ["completed", "abandoned", "unknown"].iter().any(|state| order["state"] == *state)
        };
        (known == sold && orders.iter().all(is_settled)).then_some(())
    });
    let mut sent: Vec<u64> = scene.proxy.asked(PURCHASE).iter().map(buyer).collect();
    let calls = sent.len();
    sent.sort_unstable();
    sent.dedup();
    assert_eq!(sent.len(), calls, "nobody's purchase was sent twice");
    assert!(calls >= sold.len(), "every purchase went over the wire");
}

fn buyer(purchase: &Message) -> u64 {
    purchase.json()["customerId"].as_u64().expect("a buyer")
}

/// The seed that was asked for, or one of this run's own.
fn seed() -> u64 {
    match env::var(SEED) {
        Ok(text) => text.parse().expect("a number"),
        Err(_) => u64::from_le_bytes(clock::random().expect("random bytes")),
    }
}
