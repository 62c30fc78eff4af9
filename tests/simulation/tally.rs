//! What many simulations have come to.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use walkin::domain::intent::State;

use super::audit::{Audit, Counts};
use crate::kiosk::Kiosk;

/// Counts of one simulation or of many.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Simulations.
    pub seeds: u64,
    /// Orders placed.
    pub orders: u64,
    /// Passes the studio has sold for them.
    pub purchases: u64,
    /// What was asked of contracts and check-in vouchers, and concluded.
    pub requests: Counts,
    /// Purchases and requests whose fate was not known at first.
    pub unknown: u64,
    /// Of these, those that were found.
    pub found: u64,
    /// Orders that a person has to look at.
    pub staff: u64,
    /// Orders the studio refused.
    pub refused: u64,
    /// Orders that were given up before anything was sent.
    pub abandoned: u64,
    /// Faults by their kind.
    pub faults: BTreeMap<&'static str, u64>,
}

/// Faults that stand in a journey rather than on the line: what the line begins with, and what it is called.
const LINES: [(&str, &str); 10] = [
    ("power cut", "power cut"),
    ("restart", "restart"),
    ("ledger full", "full disk"),
    ("ledger read-only", "read-only disk"),
    ("ledger slow", "slow disk"),
    ("clock off", "server's clock jumps"),
    ("clock jumps", "kiosk's clock jumps"),
    ("phone pays twice", "token delivered twice"),
    ("phone delivers", "token or signature delivered late"),
    ("phone signs twice", "signature delivered twice"),
];

impl Tally {
    /// What one simulation has come to.
    pub fn of(kiosk: &Kiosk, audit: &Audit, journey: &[String]) -> Self {
        let studio = kiosk.studio.state();
        let mut tally = Self {
            seeds: 1,
            orders: audit.orders,
            purchases: audit.purchases(),
            requests: audit.requests(),
            unknown: audit.unknown + audit.requests().unknown,
            found: audit.found + audit.requests().found,
            faults: studio.happened.clone(),
            ..Self::default()
        };
        for intent in kiosk.ledger.intents() {
            match intent.state() {
                State::NeedsStaff(_) => tally.staff += 1,
                State::Refused { .. } => tally.refused += 1,
                State::Abandoned(_) => tally.abandoned += 1,
                _ => {}
            }
        }
        for line in journey {
            if let Some((_, name)) = LINES.iter().find(|(begins, _)| line.starts_with(begins)) {
                *tally.faults.entry(name).or_default() += 1;
            }
        }
        tally
    }

    /// Adds another.
    pub fn add(&mut self, other: &Self) {
        self.seeds += other.seeds;
        self.orders += other.orders;
        self.purchases += other.purchases;
        for (mine, theirs) in self.requests.asked.iter_mut().zip(other.requests.asked) {
            *mine += theirs;
        }
        self.requests.done += other.requests.done;
        self.requests.concluded += other.requests.concluded;
        self.requests.two_tokens += other.requests.two_tokens;
        self.unknown += other.unknown;
        self.found += other.found;
        self.staff += other.staff;
        self.refused += other.refused;
        self.abandoned += other.abandoned;
        for (name, count) in &other.faults {
            *self.faults.entry(name).or_default() += count;
        }
    }

    /// The table of the README. No violation was found, or there would be no table.
    pub fn table(&self, took: Duration) -> String {
        let minutes = format!("{} min {} s", took.as_secs() / 60, took.as_secs() % 60);
        let mut rows = vec![
            ("seeds".to_owned(), grouped(self.seeds)),
            ("orders placed".to_owned(), grouped(self.orders)),
            ("passes sold".to_owned(), grouped(self.purchases)),
        ];
        let kinds = [
            "cancelations",
            "withdrawals",
            "modules",
            "check-in vouchers",
            "memberships to join",
            "memberships to add",
            "switches",
        ];
        let asked = kinds.iter().zip(self.requests.asked);
        rows.extend(asked.map(|(kind, count)| (format!("{kind} asked for"), grouped(count))));
        rows.extend([
            ("of these done by the studio".to_owned(), grouped(self.requests.done)),
            ("contracts concluded".to_owned(), grouped(self.requests.concluded)),
            ("of these paid with two tokens".to_owned(), grouped(self.requests.two_tokens)),
        ]);
        rows.extend(self.faults.iter().map(|(name, count)| (format!("fault: {name}"), grouped(*count))));
        rows.extend([
            ("unknown for a while".to_owned(), grouped(self.unknown)),
            ("of these found by looking".to_owned(), grouped(self.found)),
            ("left to staff".to_owned(), grouped(self.staff)),
            ("refused by the studio".to_owned(), grouped(self.refused)),
            ("given up before anything was sent".to_owned(), grouped(self.abandoned)),
            ("double purchases".to_owned(), "0".to_owned()),
            ("lost passes".to_owned(), "0".to_owned()),
            ("contracts concluded twice".to_owned(), "0".to_owned()),
            ("tokens swapped or spent twice".to_owned(), "0".to_owned()),
            ("requests done twice".to_owned(), "0".to_owned()),
            ("requests lost".to_owned(), "0".to_owned()),
            ("time".to_owned(), minutes),
        ]);
        let rows = rows.iter().map(|(name, value)| format!("| {name} | {value} |\n"));
        format!("| | |\n|---|---:|\n{}", rows.collect::<String>())
    }
}

/// A number in groups of three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(",")
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seeds, purchases, requests, unknown, .. } = self;
        let done = requests.done;
        write!(f, "{seeds} seeds, {purchases} passes sold, {done} requests done, {unknown} unknown")
    }
}
