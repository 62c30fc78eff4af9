//! When the catalogue is worth a write: rarely, since the disk is often a memory card that wears out.

use std::time::Duration;

use crate::domain::catalogue::Catalogue;
use crate::domain::time::{Moment, Now};

/// Knows what is kept on disk and decides when that is to be replaced.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    /// What is on disk; none until that is known, so that a language kept before is not lost.
    kept: Option<Catalogue>,
    written_at: Option<Moment>,
}

/// Offers and prices that change again sooner than this wait for the next reading.
const WRITE_EVERY: Duration = Duration::from_mins(5);
/// A catalogue that only grows older is written again for its age this often: nobody minds an hour.
const STAMP_EVERY: Duration = Duration::from_hours(1);

impl Keeper {
    /// Takes up what was found on disk.
    pub(super) fn found(&mut self, catalogue: Catalogue) {
        self.kept = Some(catalogue);
    }

    /// What is to be written now, if anything.
    pub(super) fn keep(&mut self, now: Now, current: Catalogue) -> Option<Catalogue> {
        let kept = self.kept.as_ref()?;
        if current.lists.is_empty() {
            return None;
        }
        let rested = |span| self.written_at.is_none_or(|written_at| now.moment.since(written_at) >= span);
        let is_due = if kept.says_the_same(&current) {
            let age = kept.read_at().map(|read_at| now.wall.duration_since(read_at).unsigned_abs());
            rested(STAMP_EVERY) && age.is_none_or(|age| age >= STAMP_EVERY)
        } else {
            rested(WRITE_EVERY)
        };
        is_due.then(|| {
            self.written_at = Some(now.moment);
            self.kept = Some(current.clone());
            current
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::OfferList;
    use crate::domain::language::Language;
    use crate::domain::time::Timestamp;

    #[test]
    fn nothing_is_written_before_it_is_known_what_was_kept() {
        let mut keeper = Keeper::default();
        assert_eq!(keeper.keep(at(0), catalogue(at(0), "A")), None);
        keeper.found(Catalogue::default());
        assert_eq!(keeper.keep(at(0), Catalogue::default()), None, "nothing is worth no write");
        assert!(keeper.keep(at(0), catalogue(at(0), "A")).is_some());
    }

    #[test]
    fn what_changes_is_written_at_most_once_in_five_minutes() {
        let mut keeper = Keeper::default();
        keeper.found(Catalogue::default());
        assert!(keeper.keep(at(0), catalogue(at(0), "A")).is_some());
        assert_eq!(keeper.keep(at(4), catalogue(at(4), "B")), None);
        assert!(keeper.keep(at(5), catalogue(at(5), "B")).is_some());
    }

    #[test]
    fn what_only_grows_older_is_written_once_an_hour() {
        let mut keeper = Keeper::default();
        keeper.found(catalogue(at(0), "A"));
        let written: Vec<u64> = (0..180)
            .filter(|minute| keeper.keep(at(*minute), catalogue(at(*minute), "A")).is_some())
            .collect();
        assert_eq!(written, [60, 120]);
    }

    #[test]
    fn a_clock_that_jumps_back_writes_no_more_often() {
        let mut keeper = Keeper::default();
        keeper.found(catalogue(at(10_000), "A"));
        let written =
            (0..60).filter(|minute| keeper.keep(at(*minute), catalogue(at(*minute), "A")).is_some());
        assert_eq!(written.count(), 1);
    }

    fn at(minutes: u64) -> Now {
        let start: Timestamp = "2026-11-20T09:00:00Z".parse().expect("a time");
        let span = Duration::from_mins(minutes);
        Now { moment: Moment::after_start(span), wall: start + span }
    }

    fn catalogue(now: Now, studio: &str) -> Catalogue {
        let list = OfferList { offers: [].into(), read_at: now.wall };
        Catalogue { studio: Some(studio.into()), lists: [(Language::De, list)].into() }
    }
}
