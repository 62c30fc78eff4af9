//! A sale and the server: the purchase call, and the looks when nobody knows what became of it.

use std::time::Duration;

use super::{Errand, LIMITED_PAUSE_MIN, READS_MAX, RESEND_PAUSE, RETRY_PAUSE, Sale, Unsent, Visitor};
use crate::app::effect::{Effect, OffersEffect, Purchase};
use crate::app::shared::Outbox;
use crate::app::till::guard::{self, Guard};
use crate::domain::fault::{Fate, Fault, FaultKind};
use crate::domain::intent::{
    Abandonment, Found, REFUSED_FOR_MAX, ResultId, StaffReason, State, Step, UNKNOWN_FOR_MAX, find_result,
    look_due,
};
use crate::domain::look::{Around, Contest, Seen, look};
use crate::domain::pass::{PurchaseId, PurchasedPass, Receipt};
use crate::domain::payment::PaymentScope;
use crate::domain::request::Grant;
use crate::domain::time::{Moment, Now};

/// What the server says the buyer has, and what of it is spoken for.
#[derive(Clone, Copy)]
pub(in crate::app::till) struct List<'a> {
    /// The answer.
    pub(in crate::app::till) result: &'a Result<Vec<PurchasedPass>, Fault>,
    /// Results of other orders: never this one's.
    pub(in crate::app::till) taken: &'a [PurchaseId],
    /// Whether another order is in doubt whose result may be what is new: a refused one waits.
    pub(in crate::app::till) contest: Contest,
    /// Whether the same was ordered once more: a refused one is then looked for as long as one that is unknown.
    pub(in crate::app::till) again: Again,
    /// Whether our clock can be believed.
    pub(in crate::app::till) clock_sane: bool,
    /// Spreads what follows.
    pub(in crate::app::till) jitter: u8,
}

/// Whether the same was ordered once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::app::till) enum Again {
    /// It was not.
    No,
    /// It was, and the server refused that one too.
    Refused,
    /// It was, and that one was or may have been bought.
    Sent,
}

/// The purchase call, and the looks when nobody knows what became of it.
impl Sale {
    /// Reads what exists, so that a look can tell what is new; not while the clock is off.
    pub(super) fn read_before(&mut self, now: Now, clock_sane: bool, tries: u8, out: &mut Outbox) {
        if clock_sane && self.token_is_alive(now.moment) {
            self.read_before_now(now, tries, out);
        } else {
            let why = if clock_sane { Abandonment::Expired } else { Abandonment::Unavailable };
            self.give_up(now, why, out);
        }
    }

    pub(super) fn read_before_now(&mut self, now: Now, tries: u8, out: &mut Outbox) {
        match self.read_existing(out) {
            Some(request) => self.errand = Errand::ReadBefore { request, tries },
            None => self.submit(now, Vec::new(), out),
        }
    }

    /// The call may leave when this is on disk.
    pub(super) fn submit(&mut self, now: Now, before: Vec<ResultId>, out: &mut Outbox) {
        let step = Step::Submitted { before };
        if guard::stands(Guard::DiskFirst) {
            self.write(now, step, out);
        } else {
            self.happened(now, step, out);
            self.send(now, out);
        }
    }

    pub(in crate::app::till) fn purchased_listed(&mut self, now: Now, list: &List<'_>, out: &mut Outbox) {
        match (&self.errand, list.result) {
            (Errand::ReadBefore { .. }, Ok(_)) if !list.clock_sane => {
                self.give_up(now, Abandonment::Unavailable, out);
            }
            (Errand::ReadBefore { .. }, Ok(_)) if !self.token_is_alive(now.moment) => {
                self.give_up(now, Abandonment::Expired, out);
            }
            (Errand::ReadBefore { .. }, Ok(passes)) => {
                let known = passes.iter().filter(|_| guard::stands(Guard::Matching));
                self.submit(now, known.map(|pass| pass.purchase.into()).collect(), out);
            }
            (Errand::ReadBefore { tries, .. }, Err(fault)) => {
                let tries = tries + 1;
                if fault.fate() == Fate::Refused || tries >= READS_MAX {
                    self.give_up(now, Abandonment::Unavailable, out);
                } else {
                    self.errand = Errand::ReadLater { at: now.moment + RETRY_PAUSE, tries };
                }
            }
            (Errand::ReadAgain { unsent, .. }, _) => self.read_again(now, *unsent, list, out),
            (Errand::Look { looks, empty, .. }, _) => self.looked(now, *looks, *empty, list, out),
            _ => {}
        }
    }

    /// The call itself; only after the ledger has it on disk.
    pub(super) fn send(&mut self, now: Now, out: &mut Outbox) {
        let Some(order) = self.intent.pass() else { return self.send_request(now, out) };
        let purchase = Purchase {
            offer: order.offer,
            customer: order.customer,
            valid_from: order.valid_from,
            voucher: self.voucher.clone(),
            token: self.token(PaymentScope::Ecom),
        };
        let effect = OffersEffect::Purchase(Box::new(purchase));
        let request = out.ask(|request| Effect::Offers(request, self.language, effect));
        self.errand = Errand::Purchase { request };
    }

    pub(in crate::app::till) fn purchased(
        &mut self,
        now: Now,
        jitter: u8,
        taken: &[PurchaseId],
        result: &Result<Receipt, Fault>,
        out: &mut Outbox,
    ) {
        match result {
            // An id that was there before, is another order's, or is none, is no result of this one: look.
            Ok(receipt) if self.is_no_result(receipt.purchase, taken) => {
                self.happened(now, Step::LostTrack { refused: false }, out);
                self.after_the_call(now, jitter, out);
            }
            Ok(receipt) => {
                let step = Step::Completed { purchase: receipt.purchase, code: receipt.code.clone() };
                self.happened(now, step, out);
                self.after_the_call(now, jitter, out);
            }
            Err(fault) if fault.fate() == Fate::NotDone || !guard::stands(Guard::Looking) => {
                self.resend_later(now, &fault.kind, out);
            }
            Err(fault) => {
                self.happened(now, Step::LostTrack { refused: fault.fate() == Fate::Refused }, out);
                self.after_the_call(now, jitter, out);
            }
        }
    }

    fn is_no_result(&self, purchase: PurchaseId, taken: &[PurchaseId]) -> bool {
        let State::Submitted { before } = self.intent.state() else { return true };
        purchase.0 == 0 || before.contains(&purchase.into()) || taken.contains(&purchase)
    }

    /// A call that was not done is sent again after a pause, as long as the token lives.
    pub(super) fn resend_later(&mut self, now: Now, kind: &FaultKind, out: &mut Outbox) {
        let (pause, unsent) = match kind {
            FaultKind::RateLimited(wait) => ((*wait).max(LIMITED_PAUSE_MIN), Unsent::Limited),
            _ => (RESEND_PAUSE, Unsent::NeverSent),
        };
        let at = now.moment + pause;
        if self.intent.may_submit_again() && self.token_is_alive(at) && self.has_what_is_sent() {
            self.errand = Errand::ResendLater { at, unsent };
        } else {
            self.stop_resending(now, unsent, Abandonment::NotDone, out);
        }
    }

    /// What never left is given up; what was limited is looked for first, as any refusal.
    pub(super) fn stop_resending(&mut self, now: Now, unsent: Unsent, why: Abandonment, out: &mut Outbox) {
        match unsent {
            Unsent::NeverSent => {
                self.happened(now, Step::NotDone, out);
                self.give_up(now, why, out);
            }
            Unsent::Limited => {
                self.happened(now, Step::LostTrack { refused: true }, out);
                self.after_the_call(now, 0, out);
            }
        }
    }

    /// Before it is sent again: if there is something new after all, that is the result.
    fn read_again(&mut self, now: Now, unsent: Unsent, list: &List<'_>, out: &mut Outbox) {
        let State::Submitted { before } = self.intent.state() else { return };
        let step = match list.result {
            Ok(passes) => match self
                .intent
                .pass()
                .map_or(Found::Nothing, |order| find_result(order, before, list.taken, passes))
            {
                Found::One(pass) => Step::Completed { purchase: pass.purchase, code: pass.code.clone() },
                Found::Several => Step::LostTrack { refused: false },
                Found::Nothing => {
                    let before = passes.iter().map(|pass| pass.purchase.into()).collect();
                    self.happened(now, Step::NotDone, out);
                    return self.write(now, Step::Submitted { before }, out);
                }
            },
            Err(_) => return self.stop_resending(now, unsent, Abandonment::Unavailable, out),
        };
        self.happened(now, step, out);
        self.after_the_call(now, list.jitter, out);
    }

    /// Takes a result that another order of the same thing came upon.
    pub(in crate::app::till) fn claim_late(&mut self, now: Now, list: &List<'_>, out: &mut Outbox) {
        let (State::Refused { before }, Ok(passes)) = (self.intent.state(), list.result) else { return };
        let Some(order) = self.intent.pass() else { return };
        let found = find_result(order, before, list.taken, passes);
        if let Found::One(pass) = found
            && !list.contest.claims(pass)
        {
            let step = self.found_after_refusal(pass, list.again);
            self.happened(now, step, out);
        }
    }

    /// While the visitor has stood here all the time, what shows up can only be theirs; else the desk may have sold it. And who
    /// has sent the same once more may have paid twice: staff have to know.
    fn found_after_refusal(&self, pass: &PurchasedPass, again: Again) -> Step {
        if self.visitor == Visitor::Here && again < Again::Sent {
            Step::Completed { purchase: pass.purchase, code: pass.code.clone() }
        } else {
            Step::StaffCalled { why: StaffReason::FoundAfterRefusal }
        }
    }

    /// Whether nothing has been sent for it yet.
    pub(in crate::app::till) fn is_unsent(&self) -> bool {
        matches!(self.intent.state(), State::Intended | State::AwaitingPayment { .. } | State::Authorised)
    }

    /// The token is spent either way; what is not settled is looked for.
    pub(super) fn after_the_call(&mut self, now: Now, jitter: u8, out: &mut Outbox) {
        self.end_payment(out);
        (self.voucher, self.redemption) = (None, None);
        if let Some(contracting) = &mut self.contracting {
            contracting.is_sent();
        }
        self.settle_untraceable(now, out);
        self.look_again(now, 0, 0, jitter);
    }

    pub(super) fn looked(&mut self, now: Now, looks: u32, mut empty: u32, list: &List<'_>, out: &mut Outbox) {
        if !self.intent.is_worth_looking() {
            self.errand = Errand::Rest;
            return;
        }
        let seen =
            list.result.as_ref().ok().map(|passes| look(&self.intent, passes, self.around(now, empty, list)));
        empty += u32::from(seen == Some(Seen::Nothing));
        self.overdue = self.intent.is_overdue(self.waited(now));
        let step = seen.and_then(|seen| self.step_after_look(seen, list.again));
        let goes_on = self.intent.is_settled()
            && step.is_none()
            && match seen {
                Some(Seen::Nothing) => list.again > Again::No && self.waited(now) < UNKNOWN_FOR_MAX,
                // Something is new, and nobody can tell yet whose: that is waited for, however long ago the refusal was. And
                // only a look that worked says that there is nothing.
                _ => true,
            };
        if let Some(step) = step {
            self.happened(now, step, out);
        }
        if goes_on {
            self.look_later(now, looks + 1, empty, list.jitter);
        } else {
            self.look_again(now, looks + 1, empty, list.jitter);
        }
    }

    /// What is known besides a list that a look brought.
    fn around<'a>(&'a self, now: Now, empty: u32, list: &List<'a>) -> Around<'a> {
        let before = match self.intent.state() {
            State::Unknown { before, .. } | State::Refused { before } => before.as_slice(),
            _ => &[],
        };
        Around {
            before,
            taken: list.taken,
            contest: list.contest,
            empty,
            // Only a clock that can be believed can say so.
            overdue: self.waited(now) >= UNKNOWN_FOR_MAX && list.clock_sane,
            slept: self.stood_before >= UNKNOWN_FOR_MAX,
        }
    }

    fn step_after_look(&self, seen: Seen<'_>, again: Again) -> Option<Step> {
        Some(match seen {
            Seen::Nothing | Seen::Unclear => return None,
            Seen::Bought(pass) => Step::Completed { purchase: pass.purchase, code: pass.code.clone() },
            Seen::BoughtAfterAll(pass) => self.found_after_refusal(pass, again),
            Seen::Several => Step::StaffCalled { why: StaffReason::Several },
            Seen::Refused => Step::Refused,
            Seen::NotFound => Step::StaffCalled { why: StaffReason::NotFound },
        })
    }

    /// Looks are due at fixed spans after track was lost, spread a little so that kiosks do not ask in step.
    pub(super) fn look_again(&mut self, now: Now, looks: u32, empty: u32, jitter: u8) {
        // A refusal may be a lie: a first delivery can show up late, and completes it all the same. How long ago it was before
        // this process is told by a wall clock only, which ends no search: each process looks for a while.
        let is_looked_for = now.moment.since(self.stands_since) >= REFUSED_FOR_MAX;
        let is_over = match self.intent.state() {
            State::Refused { .. } => is_looked_for,
            // Which contract is its own is found, or for staff to find.
            State::Granted(Grant::Concluded { .. }) => false,
            State::Completed { .. } | State::Granted(_) => {
                is_looked_for && self.waited(now) >= UNKNOWN_FOR_MAX
            }
            _ => false,
        };
        if is_over || !self.intent.is_worth_looking() {
            self.errand = Errand::Rest;
        } else {
            self.look_later(now, looks, empty, jitter);
        }
    }

    pub(super) fn look_later(&mut self, now: Now, looks: u32, empty: u32, jitter: u8) {
        let pause = look_due(looks).saturating_sub(looks.checked_sub(1).map_or(Duration::ZERO, look_due));
        let at = now.moment + pause + pause * u32::from(jitter) / 2_560;
        self.errand = Errand::LookLater { at, looks, empty };
    }

    /// How long the intent has stood where it stands; a wall clock that jumps while the process runs changes nothing.
    pub(in crate::app::till) fn waited(&self, now: Now) -> Duration {
        self.stood_before + now.moment.since(self.stands_since)
    }

    /// Whether it was bought, and that became known after another order had been placed.
    pub(in crate::app::till) fn is_bought_since(&self, placed: Moment) -> bool {
        let bought = matches!(
            self.intent.state(),
            State::Completed { .. } | State::NeedsStaff(StaffReason::FoundAfterRefusal)
        );
        bought && self.stands_since >= placed
    }
}
