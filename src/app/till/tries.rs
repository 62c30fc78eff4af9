//! Who did not prove who they are, of late: so many tries a day, whatever happens to the kiosk meanwhile.
//!
//! Invariant: a wrong try is on disk before anybody learns that it was wrong.

use super::Till;
use crate::app::effect::{Effect, LedgerEffect, RequestId};
use crate::app::shared::Outbox;
use crate::domain::time::Now;
use crate::domain::tries::{Tried, Try};

/// Wrong tries, oldest first.
#[derive(Debug, Default)]
pub(super) struct Tries(Vec<Try>);

impl Tries {
    /// Takes what the ledger knows, which is all there is.
    pub(super) fn replace(&mut self, tries: &[Try]) {
        self.0 = tries.to_vec();
    }

    fn count(&self, now: Now, who: &Tried) -> usize {
        self.0.iter().filter(|one| one.who == *who && one.counts_at(now.wall)).count()
    }
}

impl Till {
    /// Whether somebody may still try to prove that they are this one today.
    pub fn may_try(&self, now: Now, who: &Tried, tries_max: u8) -> bool {
        self.tries.count(now, who) < usize::from(tries_max)
    }

    /// Counts a wrong try; nobody is told before the answer to this request.
    pub fn note_wrong_try(&mut self, now: Now, who: Tried, out: &mut Outbox) -> RequestId {
        let wrong = Try { who, at: now.wall };
        if self.tries.0.len() >= Try::KNOWN_MAX {
            self.tries.0.remove(0);
        }
        self.tries.0.push(wrong.clone());
        out.ask(|request| Effect::Ledger(LedgerEffect::RecordTry(request, wrong)))
    }
}
