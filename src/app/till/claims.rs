//! Who enters a claim code sees that sale again, as it stands: the pass, or the truth.
//!
//! What the till has in hand is shown as it goes on; what is settled is read from the ledger and only looked at. Wrong codes
//! are counted, so that nobody finds a secret by trying.
//!
//! Invariant: without its secret nobody sees a sale again, nor whether there is one.

use std::collections::VecDeque;
use std::time::Duration;

use super::stage::{Stage, stage_of};
use super::{LedgerState, Till};
use crate::app::effect::{Effect, LedgerEffect, RequestId};
use crate::app::shared::Outbox;
use crate::domain::fault::LedgerFault;
use crate::domain::intent::Intent;
use crate::domain::pass::{ClaimCode, Reference};
use crate::domain::time::{Moment, Now, TimeZone};

/// What became of a claim code that somebody entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// Its sale is this visitor's again.
    Found,
    /// The ledger is being asked.
    Asked(RequestId),
    /// It belongs to nothing this kiosk knows.
    Wrong,
    /// Too many wrong ones were tried: for so long none is looked up.
    Rest(Duration),
    /// The ledger cannot be asked now.
    Unavailable,
}

/// For how long a pass is shown again.
#[derive(Clone, Debug)]
pub struct ShowAgain {
    /// From the purchase, or from the start of its first day.
    pub span: Duration,
    /// Of the studio, in which first and last day are meant.
    pub zone: TimeZone,
}

/// The codes entered of late, and the settled sale that is being looked at.
#[derive(Debug)]
pub(super) struct Claims {
    show_again: ShowAgain,
    /// Wrong codes, oldest first; the same one entered again counts once.
    wrong: VecDeque<(Moment, ClaimCode)>,
    /// What the ledger is asked for.
    asked: Option<(RequestId, ClaimCode)>,
    recalled: Option<Recalled>,
}

/// A sale as the ledger has it, for its visitor to look at: nothing is done to it.
#[derive(Debug)]
struct Recalled {
    intent: Intent,
    claim: ClaimCode,
    withheld: bool,
}

/// Wrong secrets for one reference within [`REFERENCE_REST`]: of 810,000 there are, some fourteen hundred a day can be tried.
const WRONG_OF_ONE_MAX: usize = 5;
/// How long a reference rests then, also for its owner, whom staff can help.
const REFERENCE_REST: Duration = Duration::from_mins(5);
/// Wrong codes in all within [`KIOSK_REST`]: more than people mistype, and too few to find a reference by trying.
const WRONG_MAX: usize = 10;
/// How long the kiosk rests then: no longer than somebody else is willing to wait.
const KIOSK_REST: Duration = Duration::from_mins(1);

impl Claims {
    pub(super) fn new(show_again: ShowAgain) -> Self {
        Self { show_again, wrong: VecDeque::new(), asked: None, recalled: None }
    }

    pub(super) fn recalled(&self, reference: &Reference) -> Option<&Intent> {
        self.recalled
            .as_ref()
            .map(|recalled| &recalled.intent)
            .filter(|intent| &intent.reference == reference)
    }

    pub(super) fn claim(&self, reference: &Reference) -> Option<&ClaimCode> {
        self.recalled(reference).and(self.recalled.as_ref()).map(|recalled| &recalled.claim)
    }

    pub(super) fn stage(&self, reference: &Reference) -> Option<Stage<'_>> {
        let withheld = self.recalled.as_ref().is_some_and(|recalled| recalled.withheld);
        self.recalled(reference).map(|intent| stage_of(intent, withheld))
    }

    /// The visitor is gone.
    pub(super) fn forget(&mut self) {
        (self.asked, self.recalled) = (None, None);
    }

    /// How long no code is looked up for this reference, or for any.
    fn rests(&mut self, now: Moment, reference: &Reference) -> Option<Duration> {
        self.wrong.retain(|(at, _)| now.since(*at) < REFERENCE_REST);
        let rest = |span: Duration, max: usize, counts: &dyn Fn(&ClaimCode) -> bool| {
            let lately = self.wrong.iter().rev().filter(|(at, code)| now.since(*at) < span && counts(code));
            // Until the oldest of the last few is old enough.
            lately.take(max).nth(max - 1).map(|(at, _)| span.saturating_sub(now.since(*at)))
        };
        let of_it = rest(REFERENCE_REST, WRONG_OF_ONE_MAX, &|code| code.reference() == reference);
        let of_all = rest(KIOSK_REST, WRONG_MAX, &|_| true);
        of_it.max(of_all)
    }

    /// The oldest are dropped by their age; a full minute admits so few that they need no other bound.
    fn note_wrong(&mut self, now: Moment, code: &ClaimCode) {
        if !self.wrong.iter().any(|(_, known)| known == code) {
            self.wrong.push_back((now, code.clone()));
        }
    }

    fn is_over(&self, now: Now, intent: &Intent) -> bool {
        now.wall >= intent.shown_until(self.show_again.span, &self.show_again.zone)
    }
}

impl Till {
    /// Looks for the sale of a claim code; unless it is found at once, the ledger's answer brings it.
    pub fn claim_again(&mut self, now: Now, code: &ClaimCode, out: &mut Outbox) -> Claimed {
        let reference = code.reference();
        if let Some(span) = self.claims.rests(now.moment, reference) {
            return Claimed::Rest(span);
        }
        self.claims.forget();
        if let Some(sale) = self.sales.iter_mut().find(|sale| &sale.intent.reference == reference) {
            if sale.intent.claim != code.hash() {
                self.claims.note_wrong(now.moment, code);
                return Claimed::Wrong;
            }
            sale.return_to(now, code, self.claims.is_over(now, &sale.intent));
            return Claimed::Found;
        }
        match self.ledger {
            // What an earlier process left is about to be taken up, or belongs to another one; or it cannot be believed.
            LedgerState::Opening
            | LedgerState::Closed(LedgerFault::InUse | LedgerFault::Damaged | LedgerFault::Later) => {
                Claimed::Unavailable
            }
            LedgerState::Open
            | LedgerState::Closed(LedgerFault::Full | LedgerFault::ReadOnly | LedgerFault::Failed) => {
                let find = LedgerEffect::FindIntent;
                let request = out.ask(|request| Effect::Ledger(find(request, reference.clone())));
                self.claims.asked = Some((request, code.clone()));
                Claimed::Asked(request)
            }
        }
    }

    /// Whether this is the claim code of a sale of late: it must not be taken for a voucher.
    pub fn is_claim(&self, code: &ClaimCode) -> bool {
        let known = self.sales.iter().map(|sale| &sale.intent).chain(self.settled.intents());
        let mut of_it = known.filter(|intent| &intent.reference == code.reference());
        of_it.any(|intent| intent.claim == code.hash())
    }

    /// Takes what the ledger knows of a reference.
    pub(super) fn intent_found(
        &mut self,
        now: Now,
        request: RequestId,
        result: &Result<Option<Box<Intent>>, LedgerFault>,
    ) {
        let Some((_, claim)) = self.claims.asked.take_if(|(asked, _)| *asked == request) else { return };
        match result {
            Ok(Some(intent)) if intent.claim == claim.hash() => {
                let intent = Intent::clone(intent);
                let withheld = self.claims.is_over(now, &intent);
                self.claims.recalled = Some(Recalled { intent, claim, withheld });
            }
            Ok(_) => self.claims.note_wrong(now.moment, &claim),
            // Sales cannot be written to what cannot be read.
            Err(fault @ LedgerFault::Damaged) => self.ledger = LedgerState::Closed(*fault),
            Err(_) => {}
        }
    }
}
