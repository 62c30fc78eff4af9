//! A sale and the ledger: what is written, in which order, and what waits for it.

use std::time::Duration;

use super::{Errand, REFUSALS_MAX, REWRITE_PAUSE, Sale, Write};
use crate::app::effect::{Effect, LedgerEffect};
use crate::app::shared::Outbox;
use crate::domain::fault::LedgerFault;
use crate::domain::intent::{Abandonment, State, Step};
use crate::domain::payment::PhoneVerdict;
use crate::domain::time::Now;

/// What the ledger answers.
impl Sale {
    pub(in crate::app::till) fn intent_recorded(
        &mut self,
        now: Now,
        result: Result<(), LedgerFault>,
        out: &mut Outbox,
    ) {
        if self.errand != Errand::Record {
            return;
        }
        match (result, self.cancelled) {
            (Ok(()), Some(why)) => self.give_up(now, why, out),
            (Ok(()), None) => self.begin_on_phone(now, out),
            (Err(_), _) => self.errand = Errand::Broken,
        }
    }

    pub(in crate::app::till) fn step_recorded(
        &mut self,
        now: Now,
        clock_sane: bool,
        result: Result<(), LedgerFault>,
        out: &mut Outbox,
    ) {
        let Some(write) = self.writes.pop_front() else { return };
        match (result, write.taken) {
            (Ok(()), true) => {
                self.refusals = 0;
                self.write_next(now, out);
            }
            (Ok(()), false) => self.step_on_disk(now, clock_sane, &write.step, out),
            (Err(fault), true) => self.keep_for_later(now, write.step, fault),
            (Err(_), false) => self.break_off(now, out),
        }
    }

    /// A step that happened and that the disk refused is written later, and those after it wait, however long it is full. One
    /// that fails again and again for no such reason is not the disk's fault: the ledger knows another truth, and a restart
    /// goes by that.
    fn keep_for_later(&mut self, now: Now, step: Step, fault: LedgerFault) {
        self.refusals = if fault == LedgerFault::Failed { self.refusals + 1 } else { 0 };
        if self.refusals >= REFUSALS_MAX {
            self.unwritten.clear();
            self.rewrite_at = None;
        } else {
            self.unwritten.push_front(step);
            self.rewrite_at = Some(now.moment + REWRITE_PAUSE);
        }
    }

    /// Takes a step that is on disk, and only now issues what depends on it.
    pub(super) fn step_on_disk(&mut self, now: Now, clock_sane: bool, step: &Step, out: &mut Outbox) {
        if !self.take(now, step) {
            return self.break_off(now, out);
        }
        match (step, self.cancelled) {
            (Step::PaymentAwaited, Some(why)) => self.give_up(now, why, out),
            (Step::PaymentAwaited, None) => self.show_page(now, out),
            (Step::Authorised, None) if self.token_is_alive(now.moment) => {
                self.answer_phone(PhoneVerdict::Accepted, out);
                self.read_before(now, clock_sane, 0, out);
            }
            // Given up, or expired, while it was being written: the token will not be spent.
            (Step::Authorised, why) => {
                let why = why.unwrap_or(Abandonment::Expired);
                self.answer_phone(PhoneVerdict::TooLate, out);
                self.give_up(now, why, out);
            }
            (Step::Submitted { .. }, None) => self.send(now, out),
            // Given up while it was being written: nothing has left yet.
            (Step::Submitted { .. }, Some(why)) => {
                self.happened(now, Step::NotDone, out);
                self.give_up(now, why, out);
            }
            (Step::Abandoned { .. }, _) => self.errand = Errand::Rest,
            (
                Step::NotDone
                | Step::LostTrack { .. }
                | Step::Completed { .. }
                | Step::Granted { .. }
                | Step::Refused
                | Step::StaffCalled { .. }
                | Step::Closed { .. },
                _,
            ) => {}
        }
    }

    /// Takes a step, if the table has it.
    fn take(&mut self, now: Now, step: &Step) -> bool {
        let taken = self.intent.take(now.wall, step).is_ok();
        if taken {
            (self.stands_since, self.stood_before) = (now.moment, Duration::ZERO);
        }
        taken
    }

    /// Asks the ledger for a step that something depends on.
    pub(super) fn write(&mut self, now: Now, step: Step, out: &mut Outbox) {
        self.errand = Errand::Write;
        self.give_to_ledger(now, step, false, out);
    }

    /// Takes a step that has happened already and has it written.
    pub(super) fn happened(&mut self, now: Now, step: Step, out: &mut Outbox) {
        let was_refused = matches!(self.intent.state(), State::Refused { .. });
        if self.take(now, &step) {
            match step {
                Step::Refused => self.take_back(out),
                // A refusal that was a lie.
                Step::Completed { .. } | Step::Granted { .. } if was_refused => {
                    self.correct(PhoneVerdict::Accepted, out);
                }
                _ => {}
            }
            self.give_to_ledger(now, step, true, out);
        }
    }

    fn give_to_ledger(&mut self, now: Now, step: Step, taken: bool, out: &mut Outbox) {
        // Steps reach the disk in the order they happened: behind one that it refused, the later ones wait.
        if taken && (self.rewrite_at.is_some() || !self.unwritten.is_empty()) {
            self.unwritten.push_back(step);
        } else {
            self.send_to_ledger(now, step, taken, out);
        }
    }

    fn send_to_ledger(&mut self, now: Now, step: Step, taken: bool, out: &mut Outbox) {
        let reference = self.intent.reference.clone();
        out.send(Effect::Ledger(LedgerEffect::RecordStep { reference, at: now.wall, step: step.clone() }));
        self.writes.push_back(Write { step, taken });
    }

    pub(super) fn rewrite_if_due(&mut self, now: Now, out: &mut Outbox) {
        if self.rewrite_at.is_some_and(|at| at <= now.moment) && self.writes.is_empty() {
            self.rewrite_at = None;
            self.write_next(now, out);
        }
    }

    /// Gives the ledger the oldest step it has not got: one at a time, so that none overtakes another.
    fn write_next(&mut self, now: Now, out: &mut Outbox) {
        if let Some(step) = self.unwritten.pop_front() {
            self.send_to_ledger(now, step, true, out);
        }
    }

    /// What had to be written first cannot be: the sale ends, and that is written as soon as the disk lets it.
    pub(super) fn break_off(&mut self, now: Now, out: &mut Outbox) {
        match self.accepted {
            Some(_) => self.take_back(out),
            None => self.answer_phone(PhoneVerdict::TooLate, out),
        }
        self.end_payment(out);
        self.errand = Errand::Broken;
        self.happened(now, Step::Abandoned { why: Abandonment::Unavailable }, out);
    }

    pub(super) fn give_up(&mut self, now: Now, why: Abandonment, out: &mut Outbox) {
        self.take_back(out);
        self.end_payment(out);
        self.write(now, Step::Abandoned { why }, out);
    }
}
