//! The repeats of reads: a tenth of the first tries, and a small reserve.
//!
//! A repeat helps against an accident and harms in a flood: when every call fails, three tries for each are three times
//! the load for a server that is down. So repeats are paid for by first tries.
//!
//! Invariant: repeats are never more than a tenth of the first tries and [`RESERVE`].

use crate::api::Manner;

/// Repeats a kiosk may make before it has earned one: the four things it reads at start may each be repeated twice, and
/// what is kept for looks comes on top.
pub(super) const RESERVE: u32 = 8 + KEPT_FOR_LOOKS;
/// Repeats that only a look for a purchase may use: a till that asks what became of money must not go without because
/// texts and prices have failed before.
const KEPT_FOR_LOOKS: u32 = 2;

/// A repeat, in the tenths that a first try earns.
const REPEAT: u32 = 10;

/// What may be spent on repeats.
#[derive(Debug)]
pub(super) struct Budget {
    /// In tenths of a repeat.
    credit: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self { credit: RESERVE * REPEAT }
    }
}

impl Budget {
    /// Whether one more repeat may be made.
    pub(super) fn has_room(&self, manner: Manner) -> bool {
        let kept = if manner == Manner::Look { 0 } else { KEPT_FOR_LOOKS };
        self.credit >= (kept + 1) * REPEAT
    }

    /// Pays for a repeat, or earns from a first try.
    pub(super) fn take(&mut self, is_repeat: bool) {
        self.credit = if is_repeat {
            self.credit.saturating_sub(REPEAT)
        } else {
            // More than the reserve is not saved, else a good day would pay for a flood.
            (self.credit + 1).min(RESERVE * REPEAT)
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes repeats until there is no room, and answers how many.
    fn exhaust(budget: &mut Budget, manner: Manner) -> u32 {
        let mut repeats = 0;
        while budget.has_room(manner) {
            budget.take(true);
            repeats += 1;
        }
        repeats
    }

    #[test]
    fn a_kiosk_that_has_just_started_repeats_from_its_reserve() {
        assert_eq!(exhaust(&mut Budget::default(), Manner::Read), 8);
        assert_eq!(exhaust(&mut Budget::default(), Manner::Look), RESERVE);
    }

    #[test]
    fn the_last_repeats_are_kept_for_looks() {
        let mut budget = Budget::default();
        exhaust(&mut budget, Manner::Read);
        assert_eq!(exhaust(&mut budget, Manner::Look), KEPT_FOR_LOOKS);
    }

    #[test]
    fn ten_first_tries_earn_one_repeat_and_nothing_is_saved_beyond_the_reserve() {
        let mut budget = Budget::default();
        exhaust(&mut budget, Manner::Look);
        for _ in 0..9 {
            budget.take(false);
            assert!(!budget.has_room(Manner::Look));
        }
        budget.take(false);
        assert_eq!(exhaust(&mut budget, Manner::Look), 1);
        for _ in 0..10_000 {
            budget.take(false);
        }
        assert_eq!(exhaust(&mut budget, Manner::Look), RESERVE);
    }
}
