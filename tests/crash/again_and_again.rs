//! Killed more than once: while it recovers, and at moments that nobody has chosen.

use std::env;
use std::thread;
use std::time::Duration;

use serde_json::Value;
use walkin::clock;
use walkin::domain::random::Random;

use super::at_the_purchase::on_the_way;
use super::http::Message;
use super::proxy::At;
use super::scene::{PURCHASE, PURCHASED, Scene, Ticket};
use super::signal::eventually;

/// Makes the random moments those of an earlier run.
const SEED: &str = "CRASH_SEED";
/// Kills of one run.
const KILLS: usize = 5;

#[test]
fn once_more_before_it_has_drawn() {
    let scene = Scene::open();
    let (kiosk, purchase) = on_the_way(&scene, At::Answer(PURCHASE));
    scene.kill(kiosk);
    purchase.lose();
    let recovering = scene.start_blindly();
    scene.kill(recovering);
    scene.assert_found();
}

#[test]
fn once_more_while_the_first_look_is_answered() {
    let scene = Scene::open();
    let (kiosk, purchase) = on_the_way(&scene, At::Answer(PURCHASE));
    scene.kill(kiosk);
    purchase.lose();
    let look = scene.proxy.catch(At::Answer(PURCHASED));
    let recovering = scene.start();
    look.wait();
    scene.kill(recovering);
    scene.assert_on_disk("unknown");
    look.lose();
    scene.assert_found();
}

#[test]
fn five_times_at_random_moments() {
    let mut random = Random::new(seed());
    let scene = Scene::open();
    let visitors: Vec<String> =
        (0..=KILLS).map(|number| format!("visitor-{number}@zaubersteyn.example")).collect();
    for visitor in &visitors[..KILLS] {
        let mut kiosk = scene.start();
        let ticket = if random.byte() < 128 { Ticket::Paid } else { Ticket::Free };
        scene.order_as(&mut kiosk, ticket, visitor);
        let paid = ticket == Ticket::Paid && random.byte() < 200;
        if paid {
            scene.pay(&kiosk);
        }
        // The pause waits for nothing: it is what makes the moment random, from at once to after the pass is there. Early
        // moments are likelier, since most happens then.
        let pause = Duration::from_micros(u64::from(random.byte()).pow(2) * 3);
        println!("{ticket:?}, paid: {paid}, killed after {pause:?}");
        thread::sleep(pause);
        scene.kill(kiosk);
    }
    let mut kiosk = scene.start();
    scene.order_as(&mut kiosk, Ticket::Paid, &visitors[KILLS]);
    scene.pay(&kiosk);
    scene.pass(&kiosk);

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

/// A seed of this run, or the one that was asked for; printed either way, and shown when the test fails.
fn seed() -> [u8; 32] {
    let number = match env::var(SEED) {
        Ok(text) => text.parse().expect("a number"),
        Err(_) => u64::from_le_bytes(clock::random().expect("random bytes")),
    };
    println!("{SEED}={number}");
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&number.to_le_bytes());
    seed
}
