//! What nobody can promise: servers that break the contract, and a desk that sells the very same thing at the very same time.
//!
//! Each is a journey that breaks a promise. One that stops doing so has become a promise: take it out, and let the visitors
//! of the simulation meet it.

use crate::simulation::audit::{Judge, Promise};
use crate::simulation::replay;

/// Somebody as far as the order button, for a pass that is paid.
const PAID: &str = "
    studio asks nothing
    press Enter
    press Enter
    press Enter
    scan Ada
    press Enter
    scan Lovelace
    press Enter
    scan ada@example.com
    press Enter
    press Enter";
/// The same for a free pass.
const FREE: &str = "
    studio asks nothing
    press Enter
    press End
    press Up
    press Enter
    press Enter
    scan Ada
    press Enter
    scan Lovelace
    press Enter
    scan ada@example.com
    press Enter";

fn broken(journey: &[&str]) -> Option<Promise> {
    let lines = journey.iter().flat_map(|part| part.lines()).map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<_> = lines.map(str::to_owned).collect();
    replay(Judge::Strict, &lines).map(|broken| broken.promise)
}

/// 429 means "refused before any work". One that was done all the same, and is listed later than the server asked to wait, is
/// sent again. A payment token pays once, so that it costs nobody anything: only a free pass is there twice.
#[test]
fn a_free_pass_is_there_twice_when_a_429_was_done_and_is_not_listed_for_long() {
    let doubled = broken(&[FREE, "api purchase: done-but 429 hidden 5m", "press Enter\nwait 3m"]);
    assert_eq!(doubled, Some(Promise::OneResult));
    let listed = broken(&[FREE, "api purchase: done-but 429 hidden 30s", "press Enter\nwait 3m"]);
    assert_eq!(listed, None, "listed within the minute, it is found");
    let paid = broken(&[PAID, "api purchase: done-but 429 hidden 5m", "phone pays\nwait 3m"]);
    assert_eq!(paid, None, "the token pays once");
}

/// A success names the purchase it made. One with an id that nobody knows is believed.
#[test]
fn a_success_with_a_made_up_id_is_believed() {
    let foreign = broken(&[PAID, "api purchase: says /onlineOfferPurchaseId 4711", "phone pays"]);
    assert_eq!(foreign, Some(Promise::OwnResult));
}

/// The desk sells the very same thing (buyer, offer, first day) while the kiosk does not know what became of its own: nothing
/// tells the two apart.
#[test]
fn the_same_sold_at_the_desk_while_the_own_is_looked_for_is_taken_for_it() {
    let sale = "studio sells 41001 from 2026-11-20 to ada@example.com";
    let desk = broken(&[PAID, "api purchase: lost-request\nphone pays", sale, "wait 5s"]);
    assert_eq!(desk, Some(Promise::OwnResult));
    let before = broken(&[PAID, sale, "api purchase: lost-request\nphone pays", "wait 5s"]);
    assert_eq!(before, None, "what was there before the call is not taken");
}

/// A refusal that was a lie is found for a quarter of an hour, and no longer.
#[test]
fn a_refusal_that_was_a_lie_for_too_long_stays_one() {
    let late = broken(&[PAID, "api purchase: done-but 400 hidden 20m", "phone pays\nwait 30m"]);
    assert_eq!(late, Some(Promise::NotCharged));
    let none = "api purchased: status 404 x400";
    let denied = broken(&[PAID, "api purchase: done-but 400", none, "phone pays\nwait 30m"]);
    assert_eq!(denied, Some(Promise::NotCharged), "404 means that there are none");
    let soon = broken(&[PAID, "api purchase: done-but 400 hidden 10m", "phone pays\nwait 30m"]);
    assert_eq!(soon, None);
}

#[test]
fn scratch() {
    let mut play = crate::script::Play::new(std::path::Path::new("."));
    let text = std::fs::read_to_string("/tmp/scratch.journey").expect("a file");
    for line in text.lines() {
        let result = if line == "screen" { Ok(()) } else { play.line(line) };
        if line == "screen" {
            println!("{}", play.kiosk.screen().rows().join("\n"));
        }
        if let Err(error) = result {
            println!("{line}: {error}");
        }
    }
    println!("{}", play.end());
}
