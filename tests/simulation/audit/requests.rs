//! What must hold of requests: memberships, cancelations, withdrawals, modules, check-in vouchers.
//!
//! What the studio does for a request is a *deed*. One that the network delivered twice may be done twice, and nobody can
//! prevent that: what the network repeats is not counted. Requests of the same kind about the same thing may take each
//! other's deeds, since nothing tells them apart. Of a membership what is there before it is sent does not speak against it,
//! but has to be written down: what is new then is its own.

use std::collections::{BTreeSet, HashMap};

use walkin::app::effect::{Effect, MembershipsEffect, RequestId};
use walkin::app::till::Stage;
use walkin::domain::contract::ContractId;
use walkin::domain::fault::Fate;
use walkin::domain::intent::{Intent, State, Step};
use walkin::domain::pass::Reference;
use walkin::domain::person::CustomerId;
use walkin::domain::request::{Grant, Record, Request};
use walkin::domain::time::Moment;
use walkin::sandbox::Conclusion;

use super::memberships::{self, Existing};
use super::traces::{is_absent, is_same, kind, tells};
use super::{ASKED_WITHIN, Broken, Call, Holds, Judge, Promise};
use crate::kiosk::Kiosk;
use crate::kiosk::deeds::{Deed, Done};
use crate::kiosk::seen::{About, Shows};
use crate::kiosk::watch::asks;

/// Keeps count of every request.
#[derive(Default)]
pub struct Requests {
    judge: Judge,
    healed: bool,
    cases: HashMap<Reference, Case>,
    calls: HashMap<RequestId, Reference>,
    /// What the studio has done, oldest first.
    done: Vec<Done>,
    /// The confirmation that was on the screen last.
    shown: Option<Reference>,
    /// Counts.
    pub counts: Counts,
}

/// What the requests have come to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Asked for: cancelations, withdrawals, modules, check-in vouchers, memberships of somebody new, more of them, switches.
    pub asked: [u64; 7],
    /// Done by the studio.
    pub done: u64,
    /// Contracts concluded by it,
    pub concluded: u64,
    /// and of these, those that two tokens paid for.
    pub two_tokens: u64,
    /// Those whose fate was unknown for a while.
    pub unknown: u64,
    /// Of these, those that were found.
    pub found: u64,
}

/// One request.
struct Case {
    intent: Intent,
    call: Call,
    /// Questions asked since it was placed, or since it was not done, whose answers tell whether it is there.
    reads: Vec<RequestId>,
    /// Whether the last answer said that it is not there; none before the first.
    absent: Option<bool>,
    /// What was there when it was read since it was placed, or since it was not done: also for another of the same member.
    existing: Vec<Existing>,
    /// What the studio did for it, by its place in the list.
    deeds: Vec<usize>,
    stand: Stand,
    lost_track: bool,
    /// What it brought, as the ledger was told last.
    grant: Option<Grant>,
    /// When it was granted first, as far as this process knows.
    granted_at: Option<Moment>,
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// Nothing is sent.
    Placed,
    /// It has been sent, and nobody knows what became of it.
    Doubt,
    /// It was granted.
    Granted,
    /// It was given up or refused.
    GivenUp,
    /// Only staff can tell.
    AtDesk,
}

impl Requests {
    /// Looks at some promises.
    pub fn new(judge: Judge) -> Self {
        Self { judge, ..Self::default() }
    }

    /// Whether a reference is a request's.
    pub fn know(&self, reference: &Reference) -> bool {
        self.cases.contains_key(reference)
    }

    /// Only the disk remembers.
    pub fn started(&mut self, kiosk: &Kiosk) {
        self.calls.clear();
        self.shown = None;
        for (reference, case) in &mut self.cases {
            let state = kiosk.ledger.find(reference).map(Intent::state);
            (case.grant, case.granted_at) = (None, None);
            case.stand = match state {
                Some(State::Submitted { .. } | State::Unknown { .. }) => Stand::Doubt,
                Some(State::NeedsStaff(_)) => Stand::AtDesk,
                Some(State::Granted(grant)) => {
                    // By another process: how long ago that was is told by a wall clock only.
                    (case.grant, case.granted_at) = (Some(grant.clone()), Some(Moment::default()));
                    Stand::Granted
                }
                // What was not sent is given up by every start.
                _ => Stand::GivenUp,
            };
            case.reads.clear();
            if case.call != Call::Never {
                case.call = Call::Over;
            }
        }
    }

    /// A request was given to the ledger, after so many presses, or after the key of somebody who is sure.
    pub fn ordered(&mut self, now: Moment, intent: Intent, presses: u32, sure: bool) -> Holds {
        let judge = self.judge;
        let reference = intent.reference.clone();
        judge.holds(Promise::OnePress, presses > 0, || format!("{reference} was asked without a press"))?;
        for (other, case) in self.cases.iter().filter(|(_, case)| case.intent.is_twin_of(&intent.order)) {
            let open = matches!(case.stand, Stand::Doubt | Stand::AtDesk)
                || case.grant.as_ref().is_some_and(|grant| !grant.is_whole());
            judge.holds(Promise::OnePress, !open, || {
                format!("{reference} was asked while {other}, about the same thing, was not settled")
            })?;
            let concludes = intent.order.membership().is_some() && case.intent.order.membership().is_some();
            let is_recent = case.granted_at.is_some_and(|at| now.since(at) < ASKED_WITHIN);
            judge.holds(Promise::OnePress, !(concludes && is_recent) || sure, || {
                format!("{reference} was ordered without a question, though {other} had just been concluded")
            })?;
        }
        if let Some(request) = intent.request() {
            self.counts.asked[kind(request)] += 1;
        }
        let case = Case {
            intent,
            call: Call::Never,
            reads: Vec::new(),
            absent: None,
            existing: Vec::new(),
            deeds: Vec::new(),
            stand: Stand::Placed,
            lost_track: false,
            grant: None,
            granted_at: None,
        };
        self.cases.insert(reference, case);
        Ok(())
    }

    /// The ledger was given a step.
    pub fn stepped(&mut self, now: Moment, reference: &Reference, step: &Step) -> Holds {
        if let Step::Granted { grant } = step {
            self.own(reference, grant)?;
        }
        let Some(case) = self.cases.get_mut(reference) else { return Ok(()) };
        match step {
            Step::Granted { grant } => {
                if std::mem::take(&mut case.lost_track) {
                    self.counts.found += 1;
                }
                case.stand = Stand::Granted;
                case.grant = Some(grant.clone());
                case.granted_at.get_or_insert(now);
            }
            Step::LostTrack { .. } => {
                if !std::mem::replace(&mut case.lost_track, true) {
                    self.counts.unknown += 1;
                }
            }
            Step::NotDone => case.stand = Stand::Placed,
            Step::StaffCalled { .. } => case.stand = Stand::AtDesk,
            Step::Refused | Step::Abandoned { .. } => case.stand = Stand::GivenUp,
            Step::PaymentAwaited
            | Step::Authorised
            | Step::Submitted { .. }
            | Step::Completed { .. }
            | Step::Closed { .. } => {}
        }
        Ok(())
    }

    /// A call left.
    pub fn sent(
        &mut self,
        request: RequestId,
        caller: Option<Reference>,
        call: &Effect,
        disk: Option<&State>,
    ) -> Holds {
        let judge = self.judge;
        let known = caller.as_ref().and_then(|caller| self.cases.get_mut(caller));
        let (Some(reference), Some(case)) = (&caller, known) else {
            return Err(Broken { promise: Promise::DiskFirst, how: "a call for no request".to_owned() });
        };
        judge.holds(Promise::DiskFirst, matches!(disk, Some(State::Submitted { .. })), || {
            format!("{reference} was sent while the disk said {disk:?}")
        })?;
        let is_it = case.intent.request().is_some_and(|asked| asks(call, asked));
        judge.holds(Promise::OwnResult, is_it, || {
            format!("{reference} was sent as something else: {call:?}")
        })?;
        let is_traced = case.intent.order.leaves_a_trace();
        let may_be_sent = match case.call {
            Call::Never | Call::Looked => true,
            Call::NotDone => !is_traced,
            Call::Out | Call::Over => false,
        };
        judge.holds(Promise::NoBlindRepeat, may_be_sent, || {
            format!("{reference} was sent once more: {:?}", case.call)
        })?;
        judge.holds(Promise::NotThere, !is_traced || case.absent == Some(true), || {
            format!("{reference} was sent, and that it is not there yet: {:?}", case.absent)
        })?;
        if let Effect::Memberships(_, _, MembershipsEffect::ConcludeMembership(it)) = call {
            let read: Vec<_> = case.existing.drain(..).map(|existing| existing.of(it)).collect();
            let written = match disk {
                Some(State::Submitted { before }) => Some(before.iter().copied().collect::<BTreeSet<_>>()),
                _ => None,
            };
            judge.holds(Promise::NotThere, written.is_some() && read.contains(&written), || {
                format!("{reference} was sent; before it there was {read:?}, and on disk is {written:?}")
            })?;
        }
        case.reads.clear();
        (case.call, case.stand) = (Call::Out, Stand::Doubt);
        self.calls.insert(request, reference.clone());
        Ok(())
    }

    /// A call was answered.
    pub fn answered(&mut self, request: RequestId, fate: Option<Fate>) {
        if let Some(case) = self.calls.get(&request).and_then(|caller| self.cases.get_mut(caller)) {
            case.call = if fate == Some(Fate::NotDone) { Call::NotDone } else { Call::Over };
        }
    }

    /// Something was asked that tells of requests.
    pub fn looked(&mut self, request: RequestId, about: &About) {
        let waits = |case: &&mut Case| matches!(case.call, Call::Never | Call::NotDone);
        let tells = |case: &&mut Case| case.intent.request().is_some_and(|asked| tells(about, asked));
        for case in self.cases.values_mut().filter(waits).filter(tells) {
            case.reads.push(request);
        }
    }

    /// That was answered.
    pub fn read(&mut self, request: RequestId, shows: Option<&Shows>) {
        for case in self.cases.values_mut().filter(|case| case.reads.contains(&request)) {
            case.reads.retain(|asked| *asked != request);
            let Some(shows) = shows else { continue };
            case.absent = case.intent.request().map(|asked| is_absent(asked, shows));
            case.existing.extend(Existing::of_answer(shows));
            if case.call == Call::NotDone {
                case.call = Call::Looked;
            }
        }
    }

    /// The studio has done something.
    pub fn count(&mut self, done: Done) -> Holds {
        let judge = self.judge;
        let place = self.done.len();
        let (caller, repeated) = (done.caller.clone(), done.repeated);
        self.done.push(done);
        let Some(reference) = caller else { return Ok(()) };
        self.counts.done += 1;
        if let Some(Deed::Concluded(contract)) = self.done.last().map(|done| &done.deed) {
            self.counts.concluded += 1;
            self.counts.two_tokens += u64::from(contract.recurring.is_some() && contract.upfront.is_some());
        }
        let Some(case) = self.cases.get_mut(&reference) else {
            let how = format!("the studio has done something for {reference}, which was never asked");
            return Err(Broken { promise: Promise::OneResult, how });
        };
        let before = case.deeds.iter().filter(|place| !self.done[**place].repeated).count();
        case.deeds.push(place);
        judge.holds(Promise::OneResult, repeated || before == 0, || format!("{reference} was done twice"))?;
        if repeated {
            return Ok(());
        }
        let confirmed = self.confirmed_before(&reference, place);
        judge.holds(Promise::OneResult, confirmed.is_none(), || {
            format!("{reference} was done, though {confirmed:?} had done it and was confirmed")
        })
    }

    /// Another request that had done the same already, and was confirmed, and is not undone.
    fn confirmed_before(&self, reference: &Reference, place: usize) -> Option<&Reference> {
        let mine = &self.cases[reference].intent;
        // Somebody may have as many contracts as they like.
        if mine.order.membership().is_some() {
            return None;
        }
        let others = self.cases.iter().filter(|(other, case)| {
            *other != reference
                && is_same(&case.intent, mine)
                && case.grant.as_ref().is_some_and(Grant::is_whole)
        });
        let mut stands = others.filter(|(_, case)| {
            // What the network repeats after it was undone can come between the last look and the call: nobody can see that.
            let last = case.deeds.iter().filter(|place| !self.done[**place].repeated).max();
            last.is_some_and(|last| !self.is_undone(*last, place))
        });
        stands.next().map(|(other, _)| other)
    }

    /// Whether what was done was undone before something else was.
    fn is_undone(&self, place: usize, before: usize) -> bool {
        let between = &self.done[place + 1..before];
        between.iter().any(|done| match (&self.done[place].deed, &done.deed) {
            (Deed::Canceled { target, .. }, Deed::Withdrawn { target: other, .. })
            | (Deed::Withdrawn { target, .. }, Deed::Canceled { target: other, .. }) => target == other,
            // What is left for another ends with it.
            (Deed::Withdrawn { target, .. }, Deed::Concluded(contract)) => {
                matches!(contract.conclusion, Conclusion::Switched { source } if target.contract.0 == source)
            }
            _ => false,
        })
    }

    /// What a request brought is what the studio did for it.
    fn own(&self, reference: &Reference, grant: &Grant) -> Holds {
        let judge = self.judge;
        let Some(case) = self.cases.get(reference) else { return Ok(()) };
        let like = self.cases.iter().filter(|(_, other)| is_same(&other.intent, &case.intent));
        let deeds: Vec<usize> = like.flat_map(|(_, other)| other.deeds.iter().copied()).collect();
        let fits = deeds.iter().any(|place| self.fits(*place, grant)) || self.was_left(&case.intent, grant);
        judge.holds(Promise::OwnResult, fits, || {
            let deeds: Vec<_> = deeds.iter().map(|place| &self.done[*place]).collect();
            format!("{reference} brings {grant:?}, and what the studio did for it is {deeds:?}")
        })
    }

    /// Whether the contract that is ended was left for another: it ends with that, and nothing tells the two apart.
    fn was_left(&self, intent: &Intent, grant: &Grant) -> bool {
        let Some(Request::Cancel(cancel)) = intent.request() else { return false };
        let pending = matches!(grant, Grant::Recorded { record: Some(record) } if record.pending);
        let contract = Some(cancel.target).filter(|target| target.module.is_none()).map(|it| it.contract.0);
        let is_left = |done: &Done| match &done.deed {
            Deed::Concluded(concluded) => {
                matches!(concluded.conclusion, Conclusion::Switched { source } if Some(source) == contract)
            }
            _ => false,
        };
        !pending && self.done.iter().any(is_left)
    }

    /// Whether what is told of a deed is what the studio had recorded, at one time or another.
    fn fits(&self, place: usize, grant: &Grant) -> bool {
        let is_as_recorded = |record: &Record, pending: bool, day| {
            let verified = self.done[place..].iter().any(|done| done.deed == Deed::Verified);
            record.date == day && (record.pending == pending || (pending && verified))
        };
        match (&self.done[place].deed, grant) {
            (Deed::Canceled { .. } | Deed::Withdrawn { .. }, Grant::Recorded { record: None }) => true,
            (Deed::Canceled { date, pending, .. }, Grant::Recorded { record: Some(record) }) => {
                is_as_recorded(record, *pending, Some(*date))
            }
            (Deed::Withdrawn { pending, .. }, Grant::Recorded { record: Some(record) }) => {
                is_as_recorded(record, *pending, None)
            }
            (Deed::Booked { id, .. }, Grant::Module { contract }) => {
                contract.is_none_or(|contract| contract == *id)
            }
            (Deed::Concluded(contract), grant) => memberships::fits(contract, grant),
            (Deed::Redeemed { code: issued }, Grant::Code { code }) => code.as_str() == issued,
            _ => false,
        }
    }

    /// What a member is told now.
    pub fn look(&mut self, reference: Option<&Reference>, stage: Option<Stage<'_>>) -> Holds {
        let (Some(reference), Some(stage)) = (reference, stage) else {
            self.shown = None;
            return Ok(());
        };
        match stage {
            Stage::Granted(grant) if self.shown.as_ref() != Some(reference) && grant.is_whole() => {
                self.shown = Some(reference.clone());
                self.own(reference, grant)
            }
            // A refusal may be a lie for a quarter of an hour.
            Stage::GivenUp(_) | Stage::NotRecorded => self.undone(reference),
            Stage::Refused if self.healed => self.undone(reference),
            _ => Ok(()),
        }
    }

    /// Nobody is told "nothing was changed" who was changed.
    fn undone(&self, reference: &Reference) -> Holds {
        let done = self.cases.get(reference).is_some_and(|case| {
            case.deeds.iter().any(|place| !self.done[*place].repeated && !self.is_known(reference, *place))
        });
        self.judge.holds(Promise::NotCharged, !done, || {
            format!("\"nothing was changed\" is shown for {reference}, which was done")
        })
    }

    /// Whether a deed is confirmed by a request, or staff are to look at it, or it was undone since.
    fn is_known(&self, reference: &Reference, place: usize) -> bool {
        let mine = &self.cases[reference].intent;
        let mut like = self.cases.values().filter(|case| is_same(&case.intent, mine));
        like.any(|case| matches!(case.stand, Stand::Granted | Stand::AtDesk))
            || self.is_undone(place, self.done.len())
    }

    /// Whether the studio could have done something with a contract that the kiosk does not know yet.
    pub fn is_open(&self, contract: ContractId) -> bool {
        let about = |request: &Request| match request {
            Request::Book(book) => book.order.contract == contract,
            Request::Cancel(_) | Request::Withdraw(_) => {
                request.target().is_some_and(|target| target.contract == contract)
            }
            Request::Switch(switch) => switch.source == contract,
            Request::Redeem(_) | Request::Join(_) | Request::Add(_) => false,
        };
        self.is_any_open(about)
    }

    /// Whether a membership could have been concluded for a customer that the kiosk does not know yet.
    pub fn is_concluding(&self, customer: CustomerId) -> bool {
        self.is_any_open(|request| request.membership().is_some() && request.member() == Some(customer))
    }

    fn is_any_open(&self, about: impl Fn(&Request) -> bool) -> bool {
        let mut cases = self.cases.values().filter(|case| case.intent.request().is_some_and(&about));
        cases.any(|case| {
            let never_sent = case.call == Call::Never && case.stand == Stand::GivenUp;
            !never_sent && !case.grant.as_ref().is_some_and(Grant::is_whole)
        })
    }

    /// The line has been in order for more than a day.
    pub fn heal(&mut self) {
        self.healed = true;
    }

    /// At the end, when the line has been in order for more than a day.
    pub fn end(&self, kiosk: &Kiosk) -> Holds {
        for (reference, case) in &self.cases {
            let state = kiosk.ledger.find(reference).map(Intent::state);
            self.ended(kiosk, reference, case, state)?;
        }
        Ok(())
    }

    fn ended(&self, kiosk: &Kiosk, reference: &Reference, case: &Case, state: Option<&State>) -> Holds {
        let judge = self.judge;
        let is_over = match state {
            Some(State::Granted(grant)) => grant.is_whole() || self.was_overtaken(case),
            Some(State::NeedsStaff(_) | State::Closed | State::Abandoned(_) | State::Refused { .. })
            | None => true,
            Some(_) => false,
        };
        judge.holds(Promise::NothingLost, is_over, || format!("{reference} is still {state:?}"))?;
        let promise = match state {
            Some(State::Abandoned(_) | State::Refused { .. }) => Promise::NotCharged,
            _ => Promise::NothingLost,
        };
        for place in case.deeds.iter().filter(|place| !self.done[**place].repeated) {
            let is_taken = |intent: &Intent| {
                is_same(intent, &case.intent)
                    && match (intent.state(), &self.done[*place].deed) {
                        (State::Granted(grant), Deed::Concluded(contract)) => {
                            grant.is_whole() && memberships::fits(contract, grant)
                        }
                        (State::Granted(_) | State::NeedsStaff(_) | State::Closed, _) => true,
                        _ => false,
                    }
            };
            let known =
                kiosk.ledger.intents().iter().any(is_taken) || self.is_undone(*place, self.done.len());
            judge.holds(promise, known, || format!("{reference} was done, and the ledger says {state:?}"))?;
        }
        Ok(())
    }

    /// How often the studio has done what nothing tells apart from this.
    fn deeds_like(&self, intent: &Intent) -> usize {
        let like = self.cases.values().filter(|case| is_same(&case.intent, intent));
        let places = like.flat_map(|case| &case.deeds);
        places.filter(|place| !self.done[**place].repeated).count()
    }

    /// Whether what the network repeated has undone it, so that the studio never shows it.
    fn was_overtaken(&self, case: &Case) -> bool {
        let last = case.deeds.iter().max();
        last.is_some_and(|place| self.is_undone(*place, self.done.len()))
    }
}
