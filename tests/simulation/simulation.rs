//! A simulation of the real core, the real lifecycle and the real client against the pretend studio, with everything going
//! wrong that can: see `visitors.rs`, `members.rs` and `joiners.rs` for who comes and what happens to them, `audit.rs` for what must hold all the same.
//!
//! Everything that happens is a line of the language of journeys, played by the same interpreter. So what a seed does is a
//! journey, and a seed that breaks a promise prints one; the shortest that still does.

pub mod audit;
pub mod joiners;
pub mod members;
pub mod random;
pub mod tally;
mod troubles;
pub mod visitors;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use walkin::app::screens::Screen;
use walkin::domain::contract::ContractId;
use walkin::domain::person::CustomerId;

use crate::script::Play;
use audit::{Audit, Broken, Judge, Promise};
use tally::Tally;
use visitors::Crowd;

/// A kiosk being simulated, and what has been done to it.
pub struct Simulation {
    play: Play<'static>,
    audit: Audit,
    journey: Vec<String>,
    /// Whether the desk sells nothing that could be taken for what the kiosk looks for.
    fair: bool,
}

/// A promise that was broken, and how to see it.
#[derive(Debug)]
pub struct Violation {
    /// Where the journey came from.
    pub seed: u64,
    /// The promise.
    pub broken: Broken,
    /// Every line that was played.
    pub journey: Vec<String>,
}

/// What ends every simulation: the line, the disk and the clocks are in order, for longer than anything is looked for.
const HEALS: [&str; 7] =
    ["api calm", "ledger ok", "ledger prompt", "phone ok", "clock right", "wait 26h", "wait 1m"];
/// Journeys that are tried while one is made shorter.
const TRIES_MAX: u32 = 1_500;

impl Simulation {
    /// A kiosk that has not been switched on.
    fn new(judge: Judge) -> Self {
        let mut play = Play::new(Path::new("."));
        play.hurry();
        Self { play, audit: Audit::new(judge), journey: Vec::new(), fair: true }
    }

    /// Does one thing, and holds every promise against what followed. What cannot be done now is not done.
    fn act(&mut self, line: &str) -> Result<(), Broken> {
        if self.fair && self.is_unfair(line) {
            return Ok(());
        }
        self.journey.push(line.to_owned());
        let Self { play, audit, .. } = self;
        // What cannot be done, such as to pay where no page is shown, is as good as not tried.
        let played = catch_unwind(AssertUnwindSafe(|| play.line(line).ok()));
        if played.is_err() {
            return Err(Broken { promise: Promise::ComesBack, how: "it panicked".to_owned() });
        }
        audit.step(&mut play.kiosk)
    }

    /// Whether the desk is to do something for somebody for whom the kiosk does not know yet what became of its own.
    fn is_unfair(&self, line: &str) -> bool {
        let Some(desk) = line.strip_prefix("studio ") else { return false };
        if let Some((_, email)) = desk.strip_prefix("sells ").and_then(|sale| sale.split_once(" to ")) {
            let studio = self.play.kiosk.studio.state();
            let buyer = studio.world.people().find(|person| person.email == email);
            return buyer.is_some_and(|buyer| self.audit.is_open(CustomerId(buyer.id)));
        }
        if let Some((_, email)) = desk.strip_prefix("concludes ").and_then(|it| it.split_once(" for ")) {
            let studio = self.play.kiosk.studio.state();
            let member = studio.world.people().find(|person| person.email.eq_ignore_ascii_case(email));
            return member.is_some_and(|member| self.audit.is_concluding(CustomerId(member.id)));
        }
        let changes = ["cancels ", "withdraws ", "books "].iter().any(|verb| desk.starts_with(verb));
        let contract = desk.split(' ').next_back().and_then(|id| id.parse().ok()).filter(|_| changes);
        contract.is_some_and(|contract| self.audit.is_asked(ContractId(contract)))
    }

    /// Whether anything of the last visitor is left, when there is nobody. Now and then: the model is long when it is written
    /// down.
    fn at_home(&mut self) -> Result<(), Broken> {
        let model = &self.play.kiosk.model;
        if !matches!(model.screen(), Screen::Welcome(_) | Screen::OutOfOrder(_)) {
            return Ok(());
        }
        let told = format!("{model:?}");
        // `Debug` masks what is personal, so that it is not enough to search it: there must be nothing to mask.
        let empty = [
            "chosen: None",
            "form: None",
            "member: None",
            "agreement: None",
            "buyer: None",
            "scanned: None",
            "trail: []",
            "recalled: None",
        ];
        let left = empty.iter().any(|empty| !told.contains(empty))
            || told.contains("@example.com")
            || members::names().any(|name| told.contains(name));
        if left {
            return Err(Broken { promise: Promise::NothingPersonal, how: told });
        }
        Ok(())
    }

    fn heal(&mut self) -> Result<(), Broken> {
        HEALS.iter().try_for_each(|line| self.act(line))?;
        self.audit.heal();
        self.audit.end(&self.play.kiosk)
    }
}

/// Plays a seed with so many visitors.
pub fn run(seed: u64, visitors: u32) -> Result<Tally, Box<Violation>> {
    run_for(Judge::Strict, Crowd::Any, seed, visitors)
}

/// The same, looking at some promises, with certain people.
pub fn run_for(judge: Judge, crowd: Crowd, seed: u64, visitors: u32) -> Result<Tally, Box<Violation>> {
    let mut simulation = Simulation::new(judge);
    match visitors::play(&mut simulation, crowd, seed, visitors).and_then(|()| simulation.heal()) {
        Ok(()) => Ok(Tally::of(&simulation.play.kiosk, &simulation.audit, &simulation.journey)),
        Err(broken) => Err(Box::new(Violation { seed, broken, journey: simulation.journey })),
    }
}

/// Plays a journey; gives what it breaks. One without an end is given it.
pub fn replay(judge: Judge, journey: &[String]) -> Option<Broken> {
    replay_on(Simulation { fair: false, ..Simulation::new(judge) }, journey)
}

fn replay_on(mut simulation: Simulation, journey: &[String]) -> Option<Broken> {
    let lines = journey.iter().filter(|line| !HEALS[5..].contains(&line.as_str()));
    for line in lines {
        if let Err(broken) = simulation.act(line) {
            return Some(broken);
        }
    }
    simulation.heal().err()
}

impl Violation {
    /// Leaves out what is not needed to break the promise.
    #[must_use]
    pub fn shrink(self) -> Self {
        let breaks = |journey: &[String]| {
            replay_on(Simulation::new(Judge::Strict), journey)
                .filter(|other| other.promise == self.broken.promise)
        };
        let mut shortest = self.journey.clone();
        let Some(mut broken) = breaks(&shortest) else { return self };
        let (mut size, mut tries) = (shortest.len() / 2, 0);
        while size > 0 && tries < TRIES_MAX {
            let (mut at, before) = (0, shortest.len());
            while at < shortest.len() && tries < TRIES_MAX {
                let end = (at + size).min(shortest.len());
                let shorter: Vec<_> = [&shortest[..at], &shortest[end..]].concat();
                tries += 1;
                match breaks(&shorter) {
                    Some(still) => (shortest, broken) = (shorter, still),
                    None => at = end,
                }
            }
            // What could not be left out before may be needless now.
            size = if size == 1 && shortest.len() < before { shortest.len() / 4 } else { size / 2 };
        }
        Self { seed: self.seed, broken, journey: shortest }
    }

    /// A journey that shows it.
    pub fn report(&self) -> String {
        let lines = self.journey.join("\n");
        format!("seed {}: {}\n\n# Seed {}\n{lines}\n", self.seed, self.broken, self.seed)
    }
}
