//! Counts the codes that lead nowhere: whoever asks for many is guessing.
//!
//! Sixty random bits cannot be guessed; the count keeps the noise down and tells the operator. A right code is never
//! counted and never refused.

use std::collections::HashMap;
use std::time::Duration;

use super::client::Network;
use crate::domain::time::Moment;

/// Time over which wrong codes are counted.
const WINDOW: Duration = Duration::from_mins(1);
/// Wrong codes of one client in that time: a phone that meets an ended page a few times has a handful.
pub(super) const CLIENT_MAX: u32 = 30;
/// Wrong codes of all clients in that time. It bounds the table as well: whom it refuses is not entered.
pub(super) const ALL_MAX: u32 = 300;

/// The wrong codes of the last minute.
#[derive(Debug, Default)]
pub(super) struct Guesses {
    since: Moment,
    all: u32,
    by_client: HashMap<Network, u32>,
    /// It has been told in this minute that the limit was reached.
    is_told: bool,
    /// Wrong codes of which nobody was told.
    untold: u32,
}

/// What is made of a wrong code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    /// One of a few: answered like any other.
    Few,
    /// One too many.
    TooMany,
    /// One too many, and the first in this minute: so many were wrong since this was told last.
    Limit(u32),
}

impl Guesses {
    pub(super) fn note(&mut self, client: Network, now: Moment) -> Guess {
        if now.since(self.since) >= WINDOW {
            *self = Self { since: now, untold: self.untold, ..Self::default() };
        }
        self.untold = self.untold.saturating_add(1);
        if self.all < ALL_MAX {
            self.all += 1;
            let count = self.by_client.entry(client).or_default();
            *count += 1;
            if *count <= CLIENT_MAX {
                return Guess::Few;
            }
        }
        if std::mem::replace(&mut self.is_told, true) {
            return Guess::TooMany;
        }
        Guess::Limit(std::mem::take(&mut self.untold))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(n: u32) -> Network {
        Network::of(std::net::Ipv4Addr::from_bits(n).into())
    }

    fn at(seconds: u64) -> Moment {
        Moment::after_start(Duration::from_secs(seconds))
    }

    #[test]
    fn a_client_has_a_few_and_others_have_theirs() {
        let mut guesses = Guesses::default();
        for _ in 0..CLIENT_MAX {
            assert_eq!(guesses.note(client(1), at(0)), Guess::Few);
        }
        assert_eq!(guesses.note(client(1), at(0)), Guess::Limit(CLIENT_MAX + 1));
        assert_eq!(guesses.note(client(1), at(59)), Guess::TooMany, "told once a minute");
        assert_eq!(guesses.note(client(2), at(59)), Guess::Few);
        assert_eq!(guesses.note(client(1), at(60)), Guess::Few, "a new minute");
    }

    #[test]
    fn all_together_have_more_and_the_table_does_not_grow() {
        let mut guesses = Guesses::default();
        for n in 0..ALL_MAX {
            assert_eq!(guesses.note(client(n), at(0)), Guess::Few);
        }
        assert_eq!(guesses.note(client(ALL_MAX), at(1)), Guess::Limit(ALL_MAX + 1));
        for n in 0..10 * ALL_MAX {
            assert_eq!(guesses.note(client(n), at(1)), Guess::TooMany);
        }
        assert_eq!(guesses.by_client.len(), ALL_MAX as usize);
    }

    #[test]
    fn what_was_not_told_is_told_the_next_time() {
        let mut guesses = Guesses::default();
        for _ in 0..CLIENT_MAX + 10 {
            guesses.note(client(1), at(0));
        }
        for _ in 0..CLIENT_MAX {
            assert_eq!(guesses.note(client(1), at(60)), Guess::Few);
        }
        assert_eq!(guesses.note(client(1), at(60)), Guess::Limit(9 + CLIENT_MAX + 1));
    }
}
