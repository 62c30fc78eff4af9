//! Orders of the same thing (same buyer, offer and first day) know of each other.
//!
//! Invariant: a purchase is the result of one order only, and while it is in doubt whose, nothing is ordered beside it.

use std::mem::discriminant;

use super::guard::{self, Guard};
use super::sale::purchase::{Again, List};
use super::{Sale, Stage, Till};
use crate::app::effect::RequestId;
use crate::app::shared::Outbox;
use crate::domain::fault::Fault;
use crate::domain::intent::{Abandonment, Intent, Order, PassOrder, ResultId, State};
use crate::domain::look::{Contest, results};
use crate::domain::pass::{PurchaseId, PurchasedPass, Reference};
use crate::domain::request::{Evidence, Grant, Request};
use crate::domain::time::Now;

/// What an order would repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// It is not known yet whether the earlier one was bought: nothing is ordered beside it.
    Unsettled,
    /// It was bought within [`Till::REPEAT_WITHIN`]: the visitor is asked. Of a request: it was done here, and is done once.
    Bought,
}

impl Till {
    /// A list of what exists goes to who asked for it; and it may hold the result of an earlier order of the same thing,
    /// one that the server had refused.
    pub(super) fn purchased_listed(
        &mut self,
        now: Now,
        clock_sane: bool,
        request: RequestId,
        result: &Result<Vec<PurchasedPass>, Fault>,
        out: &mut Outbox,
    ) {
        let jitter = self.random.byte();
        let Some(sale) = self.awaiting(request) else { return };
        let Some(order) = sale.intent.pass().cloned() else { return };
        let asking = sale.intent.reference.clone();
        let any = Order::Pass(order.clone());
        let twins = self.sales.iter().map(|sale| &sale.intent).filter(|intent| intent.is_twin_of(&any));
        // The newest first: it is the one somebody may be standing in front of.
        let twins: Vec<_> = twins.rev().map(|intent| intent.reference.clone()).collect();
        for twin in twins {
            let (taken, contest) = (self.taken_by_others(&twin), self.contest(&twin, &order));
            let again = self.ordered_again(&twin, &any);
            if let Some(sale) = self.find(&twin) {
                sale.claim_late(
                    now,
                    &List { result, taken: &taken, contest, again, clock_sane, jitter },
                    out,
                );
            }
        }
        self.yield_to_twins(now, out);
        let (taken, contest) = (self.taken_by_others(&asking), self.contest(&asking, &order));
        let again = self.ordered_again(&asking, &any);
        if let Some(sale) = self.find(&asking) {
            sale.purchased_listed(
                now,
                &List { result, taken: &taken, contest, again, clock_sane, jitter },
                out,
            );
        }
    }

    fn contest(&self, reference: &Reference, order: &PassOrder) -> Contest {
        let others = self.sales.iter().map(|sale| &sale.intent).chain(self.settled.intents());
        Contest::about(order, others.filter(|intent| &intent.reference != reference))
    }

    /// Whether another order of the same thing was sent: it may have taken what was this one's, and its own is still to come.
    fn ordered_again(&self, reference: &Reference, order: &Order) -> Again {
        let others = self.sales.iter().map(|sale| &sale.intent).chain(self.settled.intents());
        let twins = others.filter(|intent| intent.is_twin_of(order) && &intent.reference != reference);
        let sent = twins.map(|twin| match twin.state() {
            State::Submitted { .. }
            | State::Unknown { .. }
            | State::Completed { .. }
            | State::Granted(_)
            | State::NeedsStaff(_) => Again::Sent,
            State::Refused { .. } => Again::Refused,
            State::Intended
            | State::AwaitingPayment { .. }
            | State::Authorised
            | State::Abandoned(_)
            | State::Closed => Again::No,
        });
        sent.max().unwrap_or(Again::No)
    }

    /// Purchases that are the result of another order than this one.
    pub(super) fn taken_by_others(&self, reference: &Reference) -> Vec<PurchaseId> {
        let settled = self.settled.intents();
        let known = self.sales.iter().map(|sale| &sale.intent).chain(settled);
        results(known.filter(|intent| &intent.reference != reference))
    }

    /// An order for which nothing has been sent is given up when an earlier one of the same thing, thought refused when
    /// this one was placed, turns out to be bought.
    fn yield_to_twins(&mut self, now: Now, out: &mut Outbox) {
        for index in 0..self.sales.len() {
            let sale = &self.sales[index];
            let (order, placed) = (&sale.intent.order, sale.ordered_moment);
            let bought = |twin: &Sale| twin.intent.is_twin_of(order) && twin.is_bought_since(placed);
            if sale.is_unsent() && self.sales.iter().any(bought) {
                self.sales[index].cancel(now, Abandonment::BoughtBefore, out);
            }
        }
    }

    /// What an order would repeat: the last one of the same thing, as far as it matters to somebody about to pay.
    pub fn earlier(&self, now: Now, order: &Order) -> Option<Earlier> {
        if !guard::stands(Guard::OnePress) {
            return None;
        }
        let mut twins = self.sales.iter().filter(|sale| sale.intent.is_twin_of(order));
        // A request that was accepted and is not shown yet would be accepted once more.
        let in_doubt = twins.any(|sale| sale.intent.is_in_doubt() || sale.intent.awaits_its_record());
        let twins = || self.settled.aged(now).filter(|(intent, _)| intent.is_twin_of(order));
        let at_desk = twins().any(|(twin, _)| matches!(twin.state(), State::NeedsStaff(_)));
        let recent = twins().any(|(twin, age)| match twin.state() {
            State::Completed { .. } => age < Self::REPEAT_WITHIN,
            // A voucher is redeemed once, however long ago; what was booked a moment ago may not be shown yet; a contract can
            // be ended once more.
            State::Granted(Grant::Code { .. }) => true,
            State::Granted(Grant::Module { .. } | Grant::Concluded { .. }) => age < Self::REPEAT_WITHIN,
            _ => false,
        });
        match (in_doubt || at_desk, recent) {
            (true, _) => Some(Earlier::Unsettled),
            (false, true) => Some(Earlier::Bought),
            (false, false) => None,
        }
    }

    /// What joining would repeat: who joins is not known here, so that another one of the same term and first day may be somebody
    /// else's, and the visitor is asked whether it was theirs. One that is on its way, in doubt or with staff counts, however old.
    pub fn earlier_alike(&self, now: Now, order: &Order) -> Option<Earlier> {
        let membership = order.membership().filter(|_| matches!(order, Order::Request(Request::Join(_))))?;
        let is_alike = |intent: &Intent| match intent.request() {
            Some(Request::Join(join)) => join.membership.is_alike(membership),
            _ => false,
        };
        let mut sales = self.sales.iter().filter(|sale| is_alike(&sale.intent));
        let in_doubt = sales.any(|sale| sale.intent.is_in_doubt() || sale.intent.awaits_its_record());
        let settled = || self.settled.aged(now).filter(|(intent, _)| is_alike(intent));
        let at_desk = settled().any(|(intent, _)| matches!(intent.state(), State::NeedsStaff(_)));
        let recent = settled()
            .any(|(intent, age)| matches!(intent.state(), State::Granted(_)) && age < Self::REPEAT_WITHIN);
        match (in_doubt || at_desk, recent) {
            (true, _) => Some(Earlier::Unsettled),
            (false, true) => Some(Earlier::Bought),
            (false, false) => None,
        }
    }

    /// Whether the same was asked once more since this one stands where it stands, and was or may have been done: what shows up
    /// may be that one's, which tells of it.
    pub(super) fn is_asked_again(&self, now: Now, sale: &Sale) -> bool {
        let is_same = |other: &Intent| {
            let (mine, theirs) = (sale.intent.request(), other.request());
            // A switch ends the contract that is left, and brings a contract as any membership does.
            let is_kind = mine.map(discriminant) == theirs.map(discriminant)
                || matches!((mine, theirs), (Some(Request::Cancel(_)), Some(Request::Switch(_))))
                || (sale.intent.order.membership().is_some() && other.order.membership().is_some());
            is_kind && other.reference != sale.intent.reference && other.is_twin_of(&sale.intent.order)
        };
        // Nothing was asked beside one in doubt, so that what is in doubt now came later; and so did what was settled later.
        let is_open = |other: &&Sale| other.intent.is_in_doubt() || other.intent.awaits_its_record();
        let stood = sale.waited(now);
        self.sales.iter().filter(is_open).any(|other| is_same(&other.intent))
            || self.settled.aged(now).any(|(other, age)| is_same(other) && age <= stood)
    }

    /// Whether another request about the same thing is in doubt, so that what shows up may be its own.
    pub(super) fn contest_of_request(&self, sale: &Sale) -> Contest {
        let mut others = self.sales.iter().filter(|other| other.intent.reference != sale.intent.reference);
        let is_contested = others.any(|other| {
            let is_open = other.intent.is_in_doubt() || other.intent.awaits_its_record();
            is_open && other.intent.is_twin_of(&sale.intent.order)
        });
        if is_contested { Contest::Twin } else { Contest::Nobody }
    }

    /// Contracts, or records of people, that are the result of another membership than this one.
    pub(super) fn concluded_by_others(&self, reference: &Reference, evidence: Evidence<'_>) -> Vec<ResultId> {
        let known = self.sales.iter().map(|sale| &sale.intent).chain(self.settled.intents());
        let others = known.filter(|intent| &intent.reference != reference);
        let results = others.filter_map(|intent| match (intent.state(), evidence) {
            (State::Granted(Grant::Concluded { contract, .. }), Evidence::Contracts(_)) => {
                contract.map(|contract| contract.id.into())
            }
            (State::Granted(Grant::Concluded { customer, .. }), Evidence::Records(_)) => {
                matches!(intent.request(), Some(Request::Join(_))).then(|| (*customer).into())
            }
            _ => None,
        });
        results.collect()
    }

    /// The sale of the same thing as this one that was bought, still watched by its visitor.
    pub fn twin(&self, reference: &Reference) -> Option<&Reference> {
        let order = &self.ordered(reference)?.order;
        let twins = self.sales.iter().filter(|sale| sale.intent.is_twin_of(order) && sale.claim.is_some());
        let bought = |sale: &&Sale| matches!(sale.stage(), Stage::Bought(_));
        twins.filter(bought).map(|sale| &sale.intent.reference).next()
    }
}
