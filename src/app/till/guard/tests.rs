//! Mutants of the core: one guard is taken away on purpose, and the simulation has to find it.
//!
//! These are unit tests of the library, because only there a guard can be taken away.

use std::cell::Cell;

use super::Guard;
use crate::simulation::audit::{Judge, Promise};
use crate::simulation::{run, run_for};

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

/// The first seed in which the core without a guard breaks a promise, and the promise.
fn found(judge: Judge, guard: Guard) -> Option<(u64, Promise)> {
    MISSING.set(Some(guard));
    let found =
        (0..SEEDS).find_map(|seed| Some((seed, run_for(judge, seed, VISITORS).err()?.broken.promise)));
    MISSING.set(None);
    println!("without {guard:?}, as {judge:?}: {found:?}");
    found
}

/// What a missing guard comes to, when nobody looks at the way there.
fn harm(guard: Guard) -> Option<Promise> {
    found(Judge::Harm, guard).map(|(_, promise)| promise)
}

#[test]
fn the_unchanged_core_keeps_every_promise() {
    for seed in 0..SEEDS {
        run(seed, VISITORS).unwrap_or_else(|violation| panic!("{}", violation.report()));
    }
}

#[test]
fn a_call_that_leaves_before_it_is_on_disk_is_found() {
    assert_eq!(found(Judge::Strict, Guard::DiskFirst).map(|it| it.1), Some(Promise::DiskFirst));
    // The power goes, and the pass that was bought is in no ledger.
    assert_eq!(harm(Guard::DiskFirst), Some(Promise::NotCharged));
}

#[test]
fn a_call_of_unknown_fate_that_is_sent_again_is_found() {
    assert_eq!(found(Judge::Strict, Guard::Looking).map(|it| it.1), Some(Promise::NoBlindRepeat));
    assert_eq!(harm(Guard::Looking), Some(Promise::OneResult));
}

#[test]
fn an_order_beside_another_of_the_same_thing_is_found() {
    assert_eq!(found(Judge::Strict, Guard::OnePress).map(|it| it.1), Some(Promise::OnePress));
}

#[test]
fn a_result_that_was_there_before_is_found() {
    assert_eq!(found(Judge::Strict, Guard::Matching).map(|it| it.1), Some(Promise::OwnResult));
}

#[test]
fn a_token_that_counts_twice_is_found() {
    assert_eq!(found(Judge::Strict, Guard::TokenOnce).map(|it| it.1), Some(Promise::TokenOnce));
    assert_eq!(harm(Guard::TokenOnce), Some(Promise::NothingLost));
}
