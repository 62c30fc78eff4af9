//! Thousands of simulated days at the kiosk, with everything going wrong that can: see `simulation.rs`.
//!
//! `SEED=4711 cargo test --test simulation` plays one seed, `SEEDS=20000` so many, `VISITORS=40` with so many
//! visitors each; `cargo run --release --example simulate` plays as many as one
//! likes.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../support/kiosk/kiosk.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod kiosk;
#[path = "../support/script/script.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod script;
#[path = "simulation.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod simulation;

mod limits;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use simulation::run;
use simulation::tally::Tally;

/// Seeds of one run.
const SEEDS: u64 = 2_000;
/// Visitors of one seed.
const VISITORS: u32 = 3;

#[test]
fn no_seed_loses_a_pass_or_buys_one_twice() {
    let number = |name| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let visitors = number("VISITORS").and_then(|number| u32::try_from(number).ok()).unwrap_or(VISITORS);
    if let Some(seed) = number("SEED") {
        run(seed, visitors).unwrap_or_else(|violation| panic!("{}", violation.shrink().report()));
        return;
    }
    let (next, all) = (AtomicU64::new(0), Mutex::new(Tally::default()));
    let seeds = number("SEEDS").unwrap_or(SEEDS);
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds {
                        return;
                    }
                    match run(seed, visitors) {
                        Ok(tally) => all.lock().expect("a tally").add(&tally),
                        Err(violation) => {
                            next.store(seeds, Ordering::Relaxed);
                            panic!("{}", violation.shrink().report());
                        }
                    }
                }
            });
        }
    });
    let all = all.into_inner().expect("a tally");
    println!("{}", all.table(std::time::Duration::ZERO));
    let happens = all.purchases > seeds / 2 && all.requests.done > seeds / 2;
    let goes_wrong = all.unknown > 0 && all.found > 0 && all.requests.asked.iter().all(|asked| *asked > 0);
    assert!(happens && goes_wrong, "nothing happens any more: {all}");
}
