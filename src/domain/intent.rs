//! The life of an order: one intent, one result at most, never lost. A pass is one, and so is what is asked of a contract.
//!
//! An [`Intent`] changes only by a [`Step`], and a step that is not in the table cannot be taken. The ledger keeps the
//! steps; a state is what they add up to, so a restart knows exactly what was known before.
//!
//! Invariant: `Submitted` is on disk before the first byte of the call leaves, and nothing is sent again unless the
//! call was provably not done.

mod order;
mod step;

use std::time::Duration;

pub use order::{Order, PassOrder};
pub use step::{Abandonment, StaffReason, Step};

use serde::{Deserialize, Serialize};

use super::contract::ContractId;
use super::pass::{AccessCode, ClaimHash, PurchaseId, PurchasedPass, Reference};
use super::person::CustomerId;
use super::request::{Grant, Request};
use super::time::{Date, TimeZone, Timestamp};

/// Id of what an order may bring: a purchase, a contract, or the record of somebody new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ResultId(pub u64);

impl From<PurchaseId> for ResultId {
    fn from(id: PurchaseId) -> Self {
        Self(id.0)
    }
}

impl From<ContractId> for ResultId {
    fn from(id: ContractId) -> Self {
        Self(id.0)
    }
}

impl From<CustomerId> for ResultId {
    fn from(id: CustomerId) -> Self {
        Self(id.0)
    }
}

/// One order on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// The public part of the claim code.
    pub reference: Reference,
    /// What is stored of its secret part.
    pub claim: ClaimHash,
    /// When the order button was pressed.
    pub ordered_at: Timestamp,
    /// What was ordered.
    pub order: Order,
    state: State,
    changed_at: Timestamp,
    submissions: u8,
}

/// Where an intent stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Ordered; no money anywhere.
    Intended,
    /// A payment session is open, the n-th.
    AwaitingPayment {
        /// Counts from 1 to [`Intent::sessions_max`].
        attempt: u8,
    },
    /// The payment is authorised, not taken.
    Authorised,
    /// The purchase call may be on its way.
    Submitted {
        /// What was there before, of which it is to be told.
        before: Vec<ResultId>,
    },
    /// Nobody knows whether the purchase happened: looking.
    Unknown {
        /// What was there before, of which it is to be told.
        before: Vec<ResultId>,
        /// The server said no, but a first delivery may have happened.
        refused: bool,
    },
    /// Bought.
    Completed {
        /// The purchase.
        purchase: PurchaseId,
        /// The access code, once known.
        code: Option<AccessCode>,
    },
    /// What was asked is done, or being done.
    Granted(Grant),
    /// The server refused it and two looks found nothing; a late find still completes it.
    Refused {
        /// What was there before, of which it is to be told.
        before: Vec<ResultId>,
    },
    /// Given up before the purchase call: nobody was charged.
    Abandoned(Abandonment),
    /// Only a person can tell.
    NeedsStaff(StaffReason),
    /// Staff settled it.
    Closed,
}

/// A step that the table does not have from this state.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{step:?} cannot follow {state:?}")]
pub struct NotInTable {
    state: Box<State>,
    step: Box<Step>,
}

impl Intent {
    /// Payment sessions for one token.
    pub const SESSIONS_MAX: u8 = 3;
    /// Purchase calls for one intent: one, and two repeats of a call that was provably not done.
    pub const SUBMISSIONS_MAX: u8 = 3;

    /// An order whose fresh preview equals what was shown.
    pub fn new(reference: Reference, claim: ClaimHash, ordered_at: Timestamp, order: Order) -> Self {
        Self {
            reference,
            claim,
            ordered_at,
            order,
            state: State::Intended,
            changed_at: ordered_at,
            submissions: 0,
        }
    }

    /// The pass that was ordered, if it is one.
    pub fn pass(&self) -> Option<&PassOrder> {
        match &self.order {
            Order::Pass(order) => Some(order),
            Order::Request(_) => None,
        }
    }

    /// What was asked, if it is a request.
    pub fn request(&self) -> Option<&Request> {
        match &self.order {
            Order::Pass(_) => None,
            Order::Request(request) => Some(request),
        }
    }

    /// Whether another order is of the same thing.
    pub fn is_twin_of(&self, order: &Order) -> bool {
        self.order.is_twin_of(order)
    }

    /// Whether the studio may still tell what became of it: unknown, without its code or record, or refused.
    pub fn is_worth_looking(&self) -> bool {
        match &self.state {
            State::Unknown { .. } | State::Refused { .. } => self.order.leaves_a_trace(),
            State::Completed { code, .. } => code.is_none(),
            State::Granted(grant) => !grant.is_whole(),
            State::Intended
            | State::AwaitingPayment { .. }
            | State::Authorised
            | State::Submitted { .. }
            | State::Abandoned(_)
            | State::NeedsStaff(_)
            | State::Closed => false,
        }
    }

    /// Whether it may have a result that nobody has claimed yet: sent, and nothing known.
    pub fn is_in_doubt(&self) -> bool {
        matches!(self.state, State::Submitted { .. } | State::Unknown { .. })
    }

    /// Whether the studio has accepted it and does not show it yet.
    pub fn awaits_its_record(&self) -> bool {
        matches!(&self.state, State::Granted(grant) if !grant.is_whole())
    }

    /// Whether a kiosk that starts has to know it: what is not settled, and of late what was bought (its result is nobody
    /// else's), refused (it may have been a lie) or given to staff.
    pub fn matters_at(&self, now: Timestamp) -> bool {
        match self.state {
            State::Completed { .. } | State::Granted(_) | State::Refused { .. } | State::NeedsStaff(_) => {
                !self.is_settled() || self.stood(now) < REMEMBERED_FOR
            }
            State::Abandoned(_) | State::Closed => false,
            State::Intended
            | State::AwaitingPayment { .. }
            | State::Authorised
            | State::Submitted { .. }
            | State::Unknown { .. } => true,
        }
    }

    /// How long it has stood where it stands by the wall clock; nothing by one that was set back, and not from before it
    /// was ordered, whatever a clock that was wrong for a while wrote down.
    pub fn stood(&self, now: Timestamp) -> Duration {
        let since = self.changed_at.max(self.ordered_at);
        Duration::try_from(now.duration_since(since)).unwrap_or_default()
    }

    /// Until when a pass is shown again: so long after it was bought or after its first day began, whichever is later, and
    /// not beyond its last day. Days are meant in `zone`.
    pub fn shown_until(&self, span: Duration, zone: &TimeZone) -> Timestamp {
        let start_of = |day: Date| day.to_zoned(zone.clone()).ok().map(|start| start.timestamp());
        let first = self.pass().and_then(|order| start_of(order.valid_from));
        let usable = first.map_or(self.changed_at, |start| start.max(self.changed_at));
        let until = usable.saturating_add(span).unwrap_or(usable);
        let last_day = self.pass().and_then(|order| order.valid_until);
        let last = last_day.and_then(|day| start_of(day.tomorrow().ok()?));
        last.map_or(until, |end| until.min(end))
    }

    /// Whether another order is of the same buyer and offer, for whatever day: where the server does not tell days, either
    /// may have brought what is new.
    pub fn is_kin_of(&self, order: &PassOrder) -> bool {
        self.pass().is_some_and(|mine| (mine.customer, mine.offer) == (order.customer, order.offer))
    }

    /// Whether nobody knows what became of it although it has been looked for as long as it is: where the lists cannot be read,
    /// it is for staff too, and looked for all the same.
    pub fn is_overdue(&self, stood: Duration) -> bool {
        self.is_in_doubt() && stood >= UNKNOWN_FOR_MAX
    }

    /// Whether a person has to look: only they can tell, or it has been in doubt for too long.
    pub fn needs_staff(&self, now: Timestamp) -> bool {
        matches!(self.state, State::NeedsStaff(_)) || self.is_overdue(self.stood(now))
    }

    /// Where it stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Since when it stands there.
    pub fn changed_at(&self) -> Timestamp {
        self.changed_at
    }

    /// Takes a step, or says that the table has no such step and changes nothing.
    pub fn take(&mut self, at: Timestamp, step: &Step) -> Result<(), NotInTable> {
        self.state = self.after(step)?;
        self.changed_at = at;
        self.submissions += u8::from(matches!(step, Step::Submitted { .. }));
        Ok(())
    }

    /// The table: where a step leads from here.
    fn after(&self, step: &Step) -> Result<State, NotInTable> {
        let free = self.order.is_free();
        let is_pass = self.pass().is_some();
        let next = match (&self.state, step) {
            (State::Intended, Step::PaymentAwaited) if !free => State::AwaitingPayment { attempt: 1 },
            (State::AwaitingPayment { attempt }, Step::PaymentAwaited) if *attempt < self.sessions_max() => {
                State::AwaitingPayment { attempt: attempt + 1 }
            }
            (State::AwaitingPayment { .. }, Step::Authorised) => State::Authorised,
            (State::Intended, Step::Submitted { before }) if free => self.submitted(before, step)?,
            (State::Authorised, Step::Submitted { before }) => self.submitted(before, step)?,
            (
                State::Intended | State::AwaitingPayment { .. } | State::Authorised,
                Step::Abandoned { why },
            ) => State::Abandoned(*why),
            (State::Submitted { .. }, Step::NotDone) if free => State::Intended,
            (State::Submitted { .. }, Step::NotDone) => State::Authorised,
            (State::Submitted { before }, Step::LostTrack { refused }) => {
                State::Unknown { before: before.clone(), refused: *refused }
            }
            (
                State::Submitted { .. }
                | State::Unknown { .. }
                | State::Refused { .. }
                | State::NeedsStaff(_)
                | State::Completed { code: None, .. },
                Step::Completed { purchase, code },
            ) if is_pass => State::Completed { purchase: *purchase, code: code.clone() },
            (
                State::Submitted { .. }
                | State::Unknown { .. }
                | State::Refused { .. }
                | State::NeedsStaff(_)
                | State::Granted(Grant::Recorded { record: None } | Grant::Concluded { contract: None, .. }),
                Step::Granted { grant },
            ) if self.request().is_some_and(|request| grant.answers(request)) => {
                State::Granted(grant.clone())
            }
            (State::Unknown { before, refused: true }, Step::Refused) => {
                State::Refused { before: before.clone() }
            }
            (
                State::Unknown { .. }
                | State::Refused { .. }
                | State::Granted(Grant::Concluded { contract: None, .. }),
                Step::StaffCalled { why },
            ) => State::NeedsStaff(*why),
            (State::NeedsStaff(_), Step::Closed { .. }) => State::Closed,
            (state, step) => {
                return Err(NotInTable { state: Box::new(state.clone()), step: Box::new(step.clone()) });
            }
        };
        Ok(next)
    }

    fn submitted(&self, before: &[ResultId], step: &Step) -> Result<State, NotInTable> {
        if self.submissions >= Self::SUBMISSIONS_MAX {
            return Err(NotInTable { state: Box::new(self.state.clone()), step: Box::new(step.clone()) });
        }
        Ok(State::Submitted { before: before.to_vec() })
    }

    /// Payment sessions for all the tokens it needs.
    pub fn sessions_max(&self) -> u8 {
        // Two tokens at most.
        let tokens = u8::try_from(self.order.tokens().len()).unwrap_or(u8::MAX);
        Self::SESSIONS_MAX.saturating_mul(tokens)
    }

    /// Whether a call that was provably not done may be sent once more.
    pub fn may_submit_again(&self) -> bool {
        self.submissions < Self::SUBMISSIONS_MAX
    }

    /// Whether nothing more will happen by itself.
    pub fn is_settled(&self) -> bool {
        match &self.state {
            State::Completed { code, .. } => code.is_some(),
            State::Granted(grant) => grant.is_whole(),
            State::Refused { .. } | State::Abandoned(_) | State::NeedsStaff(_) | State::Closed => true,
            State::Intended
            | State::AwaitingPayment { .. }
            | State::Authorised
            | State::Submitted { .. }
            | State::Unknown { .. } => false,
        }
    }

    /// The step a restart forces: what was not submitted is given up, what was submitted is unknown.
    pub fn step_at_restart(&self) -> Option<Step> {
        match self.state {
            State::Intended | State::AwaitingPayment { .. } | State::Authorised => {
                Some(Step::Abandoned { why: Abandonment::Restarted })
            }
            State::Submitted { .. } => Some(Step::LostTrack { refused: false }),
            State::Unknown { .. }
            | State::Completed { .. }
            | State::Granted(_)
            | State::Refused { .. }
            | State::Abandoned(_)
            | State::NeedsStaff(_)
            | State::Closed => None,
        }
    }
}

/// How long an unknown purchase is looked for before a person is called.
pub const UNKNOWN_FOR_MAX: Duration = Duration::from_hours(24);

/// How long a settled order is remembered: longer than a kiosk is switched off over a few holidays, with an order that is
/// unknown or was refused in its ledger. What others have bought is not its result.
pub const REMEMBERED_FOR: Duration = Duration::from_hours(8 * 24);

/// How long after a refusal a late result is still looked for.
pub const REFUSED_FOR_MAX: Duration = Duration::from_mins(15);

/// Looks after which a purchase that the server refused, and that nobody finds, counts as refused.
pub const REFUSED_AFTER_LOOKS: u32 = 2;

/// When the n-th look (from 0) is due, counted from the moment track was lost: 2, 5, 10, 30, 60, 120 s, then every 5 min.
pub fn look_due(n: u32) -> Duration {
    const FIRST: [u64; 6] = [2, 5, 10, 30, 60, 120];
    const THEN: u64 = 300;
    let seconds = match FIRST.get(n as usize) {
        Some(seconds) => *seconds,
        None => 120 + THEN * (u64::from(n) - 5),
    };
    Duration::from_secs(seconds)
}

/// What a look brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// Nothing new.
    Nothing,
    /// Exactly one new purchase that fits.
    One(&'a PurchasedPass),
    /// More than one: the kiosk cannot tell which is whose.
    Several,
}

/// Finds what an order brought among what exists now: exactly one id that was not there before, with this first day, and
/// that is not the result of another order (`taken`).
///
/// A purchase whose first day the server does not tell cannot be ruled out, so it counts as fitting. No clock is asked.
pub fn find_result<'a>(
    order: &PassOrder,
    before: &[ResultId],
    taken: &[PurchaseId],
    now: &'a [PurchasedPass],
) -> Found<'a> {
    let mut fitting = now.iter().filter(|pass| {
        !before.contains(&pass.purchase.into())
            && !taken.contains(&pass.purchase)
            && pass.offer.is_none_or(|offer| offer == order.offer)
            && pass.valid_from.is_none_or(|day| day == order.valid_from)
    });
    match (fitting.next(), fitting.next()) {
        (None, _) => Found::Nothing,
        (Some(pass), None) => Found::One(pass),
        (Some(first), Some(second)) if first.purchase == second.purchase => Found::One(first),
        (Some(_), Some(_)) => Found::Several,
    }
}

#[cfg(test)]
mod tests;
