//! A sale that asks something of a contract or a voucher: what exists is its trace, and what it brings is a grant.
//!
//! It goes the way of a pass that is free, with the one difference that nothing has to be told from what was there before:
//! there must be no trace of it when it is sent.

use super::{Errand, READS_MAX, RETRY_PAUSE, Sale, Unsent, Visitor};
use crate::app::effect::{ContractsEffect, Effect, ModulesEffect, OffersEffect, RequestId, VouchersEffect};
use crate::app::shared::Outbox;
use crate::app::till::guard::{self, Guard};
use crate::domain::fault::{Fate, Fault, FaultKind};
use crate::domain::intent::{Abandonment, Order, REFUSED_FOR_MAX, ResultId, State, Step, UNKNOWN_FOR_MAX};
use crate::domain::look::{Circumstances, Contest, look_for_request, without_a_trace};
use crate::domain::request::{Evidence, Grant, Request, Trace};
use crate::domain::text::Text;
use crate::domain::time::Now;

/// What came with an answer of the studio, besides the answer.
#[derive(Clone, Copy)]
pub(in crate::app::till) struct Heard {
    pub(in crate::app::till) now: Now,
    /// Whether our clock can be believed.
    pub(in crate::app::till) clock_sane: bool,
    /// Whether the same was asked once more, and was or may have been done,
    pub(in crate::app::till) again: bool,
    /// and who else, in doubt itself, may have brought what is there.
    pub(in crate::app::till) contest: Contest,
    /// Spreads what follows.
    pub(in crate::app::till) jitter: u8,
}

impl Sale {
    /// Asks for what tells whether it has been done; none where nothing can be read.
    pub(super) fn read_existing(&self, out: &mut Outbox) -> Option<RequestId> {
        let language = self.language;
        let contracts = |effect| move |request| Effect::Contracts(request, language, effect);
        let modules = |effect| move |request| Effect::Modules(request, language, effect);
        let of_target =
            |request: &Request| request.target().and_then(|target| Some((target.contract, target.module?)));
        Some(match &self.intent.order {
            Order::Pass(order) => {
                let effect = OffersEffect::ListPurchased { customer: order.customer, offer: order.offer };
                out.ask(|request| Effect::Offers(request, language, effect))
            }
            Order::Request(Request::Book(book)) => {
                out.ask(modules(ModulesEffect::ValidateModule(book.order)))
            }
            Order::Request(request @ (Request::Cancel(_) | Request::Withdraw(_))) => match of_target(request)
            {
                Some((contract, module)) => {
                    out.ask(modules(ModulesEffect::ReadModuleContract(contract, module)))
                }
                None => out.ask(contracts(ContractsEffect::ListContracts(request.member()?))),
            },
            Order::Request(Request::Join(_) | Request::Add(_) | Request::Switch(_)) => {
                return self.read_concluded(out);
            }
            Order::Request(Request::Redeem(_)) => return None,
        })
    }

    /// The call itself; only after the ledger has it on disk.
    pub(super) fn send_request(&mut self, now: Now, out: &mut Outbox) {
        let language = self.language;
        let effect = |request| -> Option<Effect> {
            Some(match self.intent.request()? {
                Request::Cancel(cancel) => {
                    let (contract, date, reason) = (cancel.target.contract, cancel.date, cancel.reason);
                    match cancel.target.module {
                        Some(module) => Effect::Modules(
                            request,
                            language,
                            ModulesEffect::CancelModule { contract, module, date, reason },
                        ),
                        None => Effect::Contracts(
                            request,
                            language,
                            ContractsEffect::CancelContract { member: cancel.member, contract, date, reason },
                        ),
                    }
                }
                Request::Withdraw(withdraw) => {
                    let contract = withdraw.target.contract;
                    match withdraw.target.module {
                        Some(module) => Effect::Modules(
                            request,
                            language,
                            ModulesEffect::WithdrawModuleCancelation(contract, module),
                        ),
                        None => Effect::Contracts(
                            request,
                            language,
                            ContractsEffect::WithdrawCancelation { member: withdraw.member, contract },
                        ),
                    }
                }
                Request::Book(book) => {
                    Effect::Modules(request, language, ModulesEffect::PurchaseModule(book.order))
                }
                Request::Redeem(_) => Effect::Vouchers(
                    request,
                    language,
                    VouchersEffect::RedeemVoucher(Box::new(self.redemption.clone()?)),
                ),
                Request::Join(_) | Request::Add(_) | Request::Switch(_) => {
                    Effect::Memberships(request, language, self.conclusion()?)
                }
            })
        };
        if let Some(request) = out.ask_if(effect) {
            self.errand = Errand::Purchase { request };
        } else {
            // Who redeems a voucher or joins is known as long as they are here, and nobody else sends.
            self.happened(now, Step::NotDone, out);
            self.give_up(now, Abandonment::Unavailable, out);
        }
    }

    /// What the studio shows, for whichever reason it was asked; `taken` is what other memberships have brought.
    pub(in crate::app::till) fn traced(
        &mut self,
        heard: Heard,
        evidence: Result<Evidence<'_>, &Fault>,
        taken: &[ResultId],
        out: &mut Outbox,
    ) {
        let Some(request) = self.intent.request() else { return };
        let trace = evidence.map(|evidence| self.trace_of(request, evidence, taken));
        match self.errand {
            Errand::ReadBefore { tries, .. } if self.intent.order.membership().is_some() => {
                self.existing_before(heard, tries, evidence, out);
            }
            Errand::ReadBefore { tries, .. } => self.traced_before(heard, tries, trace, out),
            Errand::ReadAgain { unsent, .. } => {
                let is_told_by_id = self.intent.order.membership().is_some();
                let existing = evidence.ok().filter(|_| is_told_by_id).map(|evidence| evidence.ids());
                self.traced_again(heard, unsent, trace, existing.unwrap_or_default(), out);
            }
            Errand::Look { looks, empty, .. } => self.traced_after(heard, looks, empty, trace.ok(), out),
            _ => {}
        }
    }

    /// What the studio shows of it, besides what was there before and what is another's.
    fn trace_of(&self, request: &Request, evidence: Evidence<'_>, taken: &[ResultId]) -> Trace {
        let before = match self.intent.state() {
            _ if !guard::stands(Guard::Matching) => &[][..],
            State::Submitted { before }
            | State::Unknown { before, .. }
            | State::Refused { before }
            | State::Granted(Grant::Concluded { before, .. }) => before.as_slice(),
            _ => &[],
        };
        let known = [before, taken].concat();
        match (self.intent.state(), evidence) {
            (State::Granted(Grant::Concluded { customer, .. }), Evidence::Contracts(contracts)) => {
                request.trace_of_contract(*customer, contracts, &known, true)
            }
            (_, evidence) => request.trace(evidence, &known),
        }
    }

    /// What is there before a membership is sent for: what is new afterwards is its own.
    fn existing_before(
        &mut self,
        heard: Heard,
        tries: u8,
        evidence: Result<Evidence<'_>, &Fault>,
        out: &mut Outbox,
    ) {
        let now = heard.now;
        match evidence {
            Ok(_) if !heard.clock_sane => self.give_up(now, Abandonment::Unavailable, out),
            Ok(_) if !self.token_is_alive(now.moment) => self.give_up(now, Abandonment::Expired, out),
            Ok(evidence) if self.intent.request().is_some_and(|it| it.leaves_nothing(evidence)) => {
                self.give_up(now, Abandonment::Impossible, out);
            }
            Ok(evidence) => self.submit(now, evidence.ids(), out),
            Err(fault) if fault.fate() == Fate::Refused || tries + 1 >= READS_MAX => {
                self.give_up(now, Abandonment::Unavailable, out);
            }
            Err(_) => self.errand = Errand::ReadLater { at: now.moment + RETRY_PAUSE, tries: tries + 1 },
        }
    }

    fn traced_before(&mut self, heard: Heard, tries: u8, trace: Result<Trace, &Fault>, out: &mut Outbox) {
        let now = heard.now;
        match trace {
            Ok(Trace::Absent) if !heard.clock_sane => self.give_up(now, Abandonment::Unavailable, out),
            Ok(Trace::Absent) => self.submit(now, Vec::new(), out),
            // Without this guard it would be sent once more.
            Ok(Trace::Present(_)) if !guard::stands(Guard::Matching) => self.submit(now, Vec::new(), out),
            Ok(Trace::Present(_)) => self.give_up(now, Abandonment::AlreadyThere, out),
            Ok(Trace::Impossible | Trace::Unclear) => self.give_up(now, Abandonment::Impossible, out),
            Err(fault) if fault.fate() == Fate::Refused || tries + 1 >= READS_MAX => {
                self.give_up(now, Abandonment::Unavailable, out);
            }
            Err(_) => self.errand = Errand::ReadLater { at: now.moment + RETRY_PAUSE, tries: tries + 1 },
        }
    }

    /// It was not done, and is about to be sent once more.
    fn traced_again(
        &mut self,
        heard: Heard,
        unsent: Unsent,
        trace: Result<Trace, &Fault>,
        existing: Vec<ResultId>,
        out: &mut Outbox,
    ) {
        let now = heard.now;
        match trace {
            Ok(Trace::Absent) => {
                self.happened(now, Step::NotDone, out);
                self.write(now, Step::Submitted { before: existing }, out);
            }
            Ok(Trace::Present(grant)) => self.granted(heard, grant, out),
            Ok(Trace::Impossible) => self.stop_resending(now, unsent, Abandonment::Impossible, out),
            Ok(Trace::Unclear) => {
                self.happened(now, Step::LostTrack { refused: false }, out);
                self.after_the_call(now, heard.jitter, out);
            }
            Err(_) => self.stop_resending(now, unsent, Abandonment::Unavailable, out),
        }
    }

    fn traced_after(
        &mut self,
        heard: Heard,
        looks: u32,
        mut empty: u32,
        trace: Option<Trace>,
        out: &mut Outbox,
    ) {
        let now = heard.now;
        if !self.intent.is_worth_looking() {
            self.errand = Errand::Rest;
            return;
        }
        let is_empty = trace.as_ref().is_some_and(Trace::is_empty);
        let given = Circumstances {
            empty,
            // Only a clock that can be believed can say so.
            overdue: heard.clock_sane && self.waited(now) >= UNKNOWN_FOR_MAX,
            attended: self.visitor == Visitor::Here,
            again: heard.again,
            contest: heard.contest,
        };
        empty += u32::from(is_empty);
        self.overdue = self.intent.is_overdue(self.waited(now));
        let step = trace.and_then(|trace| look_for_request(&self.intent, trace, given).step());
        if let Some(step) = step {
            self.happened(now, step, out);
        }
        // A refusal may be a lie, and only a look that worked says that there is nothing; what says nothing clear is not waited
        // for without end.
        let stood = now.moment.since(self.stands_since);
        // What another request tells is not looked for beside it; but a membership has a contract of its own.
        let is_told = heard.again && self.intent.order.membership().is_none();
        let is_over = (is_empty || is_told) && stood >= REFUSED_FOR_MAX || stood >= UNKNOWN_FOR_MAX;
        match self.intent.state() {
            State::Refused { .. } if !is_over => self.look_later(now, looks + 1, empty, heard.jitter),
            _ => self.look_again(now, looks + 1, empty, heard.jitter),
        }
    }

    /// The answer to the call.
    pub(in crate::app::till) fn answered(
        &mut self,
        heard: Heard,
        result: Result<Grant, &Fault>,
        out: &mut Outbox,
    ) {
        let now = heard.now;
        let Errand::Purchase { .. } = self.errand else { return };
        match result {
            Ok(grant) => self.granted(heard, grant, out),
            Err(fault) if fault.fate() == Fate::NotDone || !guard::stands(Guard::Looking) => {
                self.resend_later(now, &fault.kind, out);
            }
            Err(fault) => {
                // "Used already" may be said of the first delivery of the very same call: where nothing can be read, only staff
                // can tell.
                let is_doubtful = fault.kind == FaultKind::Conflict && !self.can_be_traced();
                let refused = fault.fate() == Fate::Refused && !is_doubtful;
                // One line is enough on a kiosk.
                self.refusal =
                    fault.message.as_ref().filter(|_| refused).map(|said| Text::name(said.as_str()));
                self.happened(now, Step::LostTrack { refused }, out);
                self.after_the_call(now, heard.jitter, out);
            }
        }
    }

    /// A success that does not tell what came of it: the studio is asked at once whether it shows it.
    pub(in crate::app::till) fn answered_without_proof(&mut self, heard: Heard, out: &mut Outbox) {
        if let Errand::Purchase { .. } = self.errand {
            self.happened(heard.now, Step::LostTrack { refused: false }, out);
            self.after_the_call(heard.now, heard.jitter, out);
            self.look_now(heard.now);
        }
    }

    fn granted(&mut self, heard: Heard, grant: Grant, out: &mut Outbox) {
        self.happened(heard.now, Step::Granted { grant }, out);
        self.after_the_call(heard.now, heard.jitter, out);
        // What was accepted is shown as soon as the studio shows it.
        self.look_now(heard.now);
    }

    fn look_now(&mut self, now: Now) {
        if let Errand::LookLater { at, .. } = &mut self.errand {
            *at = now.moment;
        }
    }

    /// What leaves no trace is not looked for.
    pub(super) fn settle_untraceable(&mut self, now: Now, out: &mut Outbox) {
        if self.can_be_traced() {
            return;
        }
        if let Some(step) = without_a_trace(&self.intent) {
            self.happened(now, step, out);
        }
    }
}
