//! Simulates days at the kiosk, with everything going wrong that can, and prints what they came to:
//!
//! ```sh
//! cargo run --release --example simulate -- --purchases 1000000
//! ```
//!
//! `--seed 4711` begins with that seed, `--seeds 1` plays so many instead, `--threads 2` at so many at a time. A promise that is broken
//! is printed with its seed and a journey that shows it, and the exit code is 1.

#![expect(clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a tool for developers")]

#[path = "../tests/support/kiosk/kiosk.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod kiosk;
#[path = "../tests/support/script/script.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod script;
#[path = "../tests/simulation/simulation.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod simulation;

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use clap::Parser;
use simulation::tally::Tally;
use simulation::{Violation, run};
use walkin::clock::Clock;

/// What to simulate.
#[derive(Parser)]
struct Options {
    /// Ends when so many passes have been sold.
    #[arg(long, default_value_t = 1_000_000)]
    purchases: u64,
    /// Ends after so many seeds, whatever was sold.
    #[arg(long)]
    seeds: Option<u64>,
    /// The first seed.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Visitors of one seed.
    #[arg(long, default_value_t = 40)]
    visitors: u32,
    /// Prints the whole journey of a broken promise, not the shortest that is found.
    #[arg(long)]
    whole: bool,
    /// Seeds at one time.
    #[arg(long)]
    threads: Option<usize>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let threads = options.threads.or(std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
    let (clock, next) = (Clock::start(), AtomicU64::new(options.seed));
    let (all, broken) = (Mutex::new(Tally::default()), Mutex::new(None::<Box<Violation>>));
    let is_over = || {
        let sold = all.lock().expect("a tally").purchases;
        let played = next.load(Ordering::Relaxed) - options.seed;
        let enough = options.seeds.map_or(sold >= options.purchases, |seeds| played >= seeds);
        enough || broken.lock().expect("a place").is_some()
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while !is_over() {
                    match run(next.fetch_add(1, Ordering::Relaxed), options.visitors) {
                        Ok(tally) => all.lock().expect("a tally").add(&tally),
                        Err(violation) => *broken.lock().expect("a place") = Some(violation),
                    }
                }
            });
        }
    });
    if let Some(violation) = broken.into_inner().expect("a place") {
        let violation = if options.whole { *violation } else { violation.shrink() };
        println!("{}", violation.report());
        return ExitCode::FAILURE;
    }
    println!(
        "{}",
        all.into_inner()
            .expect("a tally")
            .table(clock.now().moment.since(walkin::domain::time::Moment::default()))
    );
    ExitCode::SUCCESS
}
