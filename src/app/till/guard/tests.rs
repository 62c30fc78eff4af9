//! Mutants of the core: one guard is taken away on purpose, and the simulation has to find it.
//!
//! These are unit tests of the library, because only there a guard can be taken away.

use std::cell::Cell;

use super::Guard;
use crate::simulation::audit::{Judge, Promise};
use crate::simulation::visitors::Crowd;
use crate::simulation::{replay, run_for};

thread_local! {
    static MISSING: Cell<Option<Guard>> = const { Cell::new(None) };
}

/// Whether a guard stands.
pub(in crate::app::till) fn stands(guard: Guard) -> bool {
    MISSING.get() != Some(guard)
}

/// Visitors of one seed.
const VISITORS: u32 = 3;
/// Each mutant is found within so many seeds; the unchanged core keeps every promise in all of them.
const SEEDS: u64 = 150;

/// The promise that the core without a guard is first found to break, with people who buy.
fn found(judge: Judge, guard: Guard) -> Option<Promise> {
    found_with(Crowd::WalkIns, judge, guard)
}

/// The same with members, who ask something of their contracts.
fn found_with_members(judge: Judge, guard: Guard) -> Option<Promise> {
    found_with(Crowd::Members, judge, guard)
}

/// The same with people who conclude memberships.
fn found_with_joiners(judge: Judge, guard: Guard) -> Option<Promise> {
    found_with(Crowd::Joiners, judge, guard)
}

fn found_with(crowd: Crowd, judge: Judge, guard: Guard) -> Option<Promise> {
    MISSING.set(Some(guard));
    let play = |seed| Some((seed, run_for(judge, crowd, seed, VISITORS).err()?.broken));
    let found = (0..SEEDS).find_map(play);
    MISSING.set(None);
    let (seed, broken) = found?;
    println!("without {guard:?}, {crowd:?}, {judge:?}: seed {seed}: {broken}");
    Some(broken.promise)
}

#[test]
fn the_unchanged_core_keeps_every_promise() {
    for crowd in [Crowd::WalkIns, Crowd::Members, Crowd::Joiners] {
        for seed in 0..SEEDS {
            let played = run_for(Judge::Strict, crowd, seed, VISITORS);
            played.unwrap_or_else(|violation| panic!("{}", violation.report()));
        }
    }
}

#[test]
fn a_call_that_leaves_before_it_is_on_disk_is_found() {
    assert_eq!(found(Judge::Strict, Guard::DiskFirst), Some(Promise::DiskFirst));
}

/// The harm takes a power cut at the wrong moment, which is rare: the journey of a seed that had it.
#[test]
fn a_power_cut_between_the_call_and_the_disk_is_found() {
    let journey = "studio asks nothing
        press Enter
        press Enter
        press Enter
        scan Ada
        press Enter
        scan Lovelace
        press Enter
        scan ada@example.com
        press Enter
        press Enter
        ledger slow
        phone pays
        ledger syncs
        power cut";
    let journey: Vec<_> = journey.lines().map(|line| line.trim().to_owned()).collect();
    assert_eq!(replay(Judge::Harm, &journey), None);
    MISSING.set(Some(Guard::DiskFirst));
    let broken = replay(Judge::Harm, &journey);
    MISSING.set(None);
    assert_eq!(broken.map(|broken| broken.promise), Some(Promise::NotCharged));
}

#[test]
fn a_call_of_unknown_fate_that_is_sent_again_is_found() {
    assert_eq!(found(Judge::Strict, Guard::Looking), Some(Promise::NoBlindRepeat));
    assert!(found(Judge::Harm, Guard::Looking).is_some());
}

#[test]
fn an_order_beside_another_of_the_same_thing_is_found() {
    assert_eq!(found(Judge::Strict, Guard::OnePress), Some(Promise::OnePress));
}

#[test]
fn a_result_that_was_there_before_is_found() {
    assert_eq!(found(Judge::Strict, Guard::Matching), Some(Promise::OwnResult));
}

#[test]
fn a_token_that_counts_twice_is_found() {
    assert!(found(Judge::Strict, Guard::TokenOnce).is_some());
    assert!(found(Judge::Harm, Guard::TokenOnce).is_some());
}

#[test]
fn a_request_that_leaves_before_it_is_on_disk_is_found() {
    assert_eq!(found_with_members(Judge::Strict, Guard::DiskFirst), Some(Promise::DiskFirst));
}

#[test]
fn a_request_of_unknown_fate_that_is_sent_again_is_found() {
    assert_eq!(found_with_members(Judge::Strict, Guard::Looking), Some(Promise::NoBlindRepeat));
    assert!(found_with_members(Judge::Harm, Guard::Looking).is_some());
}

#[test]
fn a_request_beside_another_about_the_same_thing_is_found() {
    assert_eq!(found_with_members(Judge::Strict, Guard::OnePress), Some(Promise::OnePress));
}

#[test]
fn a_request_that_is_sent_where_it_is_there_already_is_found() {
    assert_eq!(found_with_members(Judge::Strict, Guard::Matching), Some(Promise::NotThere));
    assert!(found_with_members(Judge::Harm, Guard::Matching).is_some());
}

#[test]
fn a_membership_that_leaves_before_it_is_on_disk_is_found() {
    assert_eq!(found_with_joiners(Judge::Strict, Guard::DiskFirst), Some(Promise::DiskFirst));
}

/// The studio takes a signup's tokens once: twice concluded is only what costs nothing now.
#[test]
fn a_membership_of_unknown_fate_that_is_sent_again_is_found() {
    assert_eq!(found_with_joiners(Judge::Strict, Guard::Looking), Some(Promise::NoBlindRepeat));
    assert!(found_with_joiners(Judge::Harm, Guard::Looking).is_some());
}

#[test]
fn a_membership_beside_another_of_the_same_member_is_found() {
    assert_eq!(found_with_joiners(Judge::Strict, Guard::OnePress), Some(Promise::OnePress));
}

#[test]
fn a_contract_that_was_there_before_is_found() {
    assert_eq!(found_with_joiners(Judge::Strict, Guard::Matching), Some(Promise::OwnResult));
    assert!(found_with_joiners(Judge::Harm, Guard::Matching).is_some());
}

#[test]
fn a_token_of_the_payments_to_come_that_counts_twice_is_found() {
    assert!(found_with_joiners(Judge::Strict, Guard::TokenOnce).is_some());
}

#[test]
fn two_tokens_that_are_swapped_are_found() {
    assert_eq!(found_with_joiners(Judge::Strict, Guard::TokenPlace), Some(Promise::TokenPlace));
}
