//! What must hold, whatever happens: held against everything that is seen of money, after every step and at the end.
//!
//! A *result* is a purchase the studio has made for an order. A free pass that the network delivered twice has two, and
//! nobody can prevent that; what the network repeats is therefore not counted for free passes. A payment token pays once, so
//! an order that is paid for has one result at most, however often it is delivered.
//!
//! Orders of the same thing (same buyer, offer and first day) may take each other's results, since nothing tells them apart:
//! what counts is that each result is taken by one of them, or that staff know.

mod memberships;
mod requests;
mod traces;

use std::collections::HashMap;
use std::fmt;

use walkin::app::effect::{Effect, MembershipsEffect, Purchase, RequestId};
use walkin::app::screens::Screen;
use walkin::app::till::{Stage, Till};
use walkin::domain::contract::ContractId;
use walkin::domain::fault::Fate;
use walkin::domain::intent::{Intent, State, Step};
use walkin::domain::pass::{AccessCode, PurchaseId, Reference};
use walkin::domain::payment::{PaymentId, PhoneVerdict};
use walkin::domain::person::CustomerId;
use walkin::domain::text::Secret;
use walkin::domain::time::Moment;

use crate::kiosk::Kiosk;
use crate::kiosk::seen::Seen;
use crate::kiosk::studio::Acted;
use memberships::Memberships;
use requests::Requests;

pub use requests::Counts;

/// A promise of the kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Promise {
    /// No purchase call leaves before the disk has it.
    DiskFirst,
    /// An order has one result at most.
    OneResult,
    /// A call is repeated only after it was provably not done, and after a look.
    NoBlindRepeat,
    /// A request is sent only where the last look has shown that it is not there.
    NotThere,
    /// One press is one order; nothing is ordered beside an order of the same thing that is in doubt, and what was bought
    /// a moment ago is not bought again without a question.
    OnePress,
    /// What the studio has sold is in the ledger, or staff know of it; and nothing stays open.
    NothingLost,
    /// Nobody is told "not charged" who is, nor "nothing was changed".
    NotCharged,
    /// The result of an order is its own, and so is the code that is shown.
    OwnResult,
    /// A token is spent for its own session, once, and the phone knows what became of it.
    TokenOnce,
    /// Each token of a membership goes into its own field: that of the payments to come, and that of what is due now.
    TokenPlace,
    /// A contract is signed at most once, and sent with what was signed.
    SignedOnce,
    /// Nothing of a visitor stays.
    NothingPersonal,
    /// The kiosk does not spin, and is free for the next visitor after a while.
    ComesBack,
}

/// A promise that was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which.
    pub promise: Promise,
    /// How.
    pub how: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.promise, self.how)
    }
}

/// Holds, or is broken.
pub type Holds = Result<(), Broken>;

/// Keeps count of every order.
#[derive(Default)]
pub struct Audit {
    judge: Judge,
    healed: bool,
    /// What is not paid at the kiosk.
    requests: Requests,
    /// What is signed and paid for memberships.
    memberships: Memberships,
    cases: HashMap<Reference, Case>,
    calls: HashMap<RequestId, Reference>,
    /// Who caused a purchase, and whether the network repeated it.
    sold: HashMap<u64, Acted>,
    claimed: HashMap<PurchaseId, Reference>,
    spent: HashMap<String, Reference>,
    presses: u32,
    sure: bool,
    /// Counts processes.
    life: u32,
    /// The pass that was on the screen last.
    shown: Option<Reference>,
    /// Purchases whose fate was unknown for a while.
    pub unknown: u64,
    /// Of these, those whose result was found.
    pub found: u64,
    /// Orders.
    pub orders: u64,
}

/// One order.
struct Case {
    intent: Intent,
    call: Call,
    /// Lists asked for since it was not done.
    looks: Vec<RequestId>,
    results: Vec<u64>,
    /// Whether it has been sent and nobody knows what became of it.
    doubt: bool,
    lost_track: bool,
    /// When its result was known, and in which process.
    bought: Option<(Moment, u32)>,
    /// In which process it was given up or refused.
    given_up: Option<u32>,
    session: Option<PaymentId>,
    tokens: Vec<(PaymentId, Secret)>,
    told: Vec<(PaymentId, PhoneVerdict, u32)>,
}

/// How a purchase call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    Never,
    Out,
    NotDone,
    Looked,
    Over,
}

/// Within this time the same thing is bought again only by somebody who was asked.
const ASKED_WITHIN: std::time::Duration = Till::REPEAT_WITHIN;

/// Which promises are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Judge {
    /// Every one.
    #[default]
    Strict,
    /// Only those whose breach is a harm done, not those about the way there: with them alone it takes bad luck as well.
    Harm,
}

impl Judge {
    fn holds(self, promise: Promise, holds: bool, how: impl FnOnce() -> String) -> Holds {
        let is_way = matches!(
            promise,
            Promise::DiskFirst
                | Promise::NoBlindRepeat
                | Promise::NotThere
                | Promise::OnePress
                | Promise::TokenOnce
                | Promise::TokenPlace
                | Promise::SignedOnce
        );
        if holds || (is_way && self == Self::Harm) { Ok(()) } else { Err(Broken { promise, how: how() }) }
    }
}

impl Audit {
    /// Looks at some promises.
    pub fn new(judge: Judge) -> Self {
        let (requests, memberships) = (Requests::new(judge), Memberships::new(judge));
        Self { judge, requests, memberships, ..Self::default() }
    }

    /// After every step: what was seen since the last one, and what is on the screen.
    pub fn step(&mut self, kiosk: &mut Kiosk) -> Holds {
        let judge = self.judge;
        judge.holds(Promise::ComesBack, !kiosk.spins, || {
            "it wakes again and again at one moment".to_owned()
        })?;
        let acted = std::mem::take(&mut kiosk.studio.state().acted);
        for acted in &acted {
            self.sold.insert(acted.purchase, acted.clone());
        }
        for (now, seen) in std::mem::take(&mut kiosk.seen) {
            self.see(kiosk, now, seen)?;
        }
        for acted in acted {
            self.count(acted)?;
        }
        self.look(kiosk)
    }

    fn see(&mut self, kiosk: &Kiosk, now: Moment, seen: Seen) -> Holds {
        match seen {
            Seen::Started => self.started(kiosk),
            Seen::Pressed { sure } => {
                self.presses += 1;
                self.sure |= sure;
            }
            Seen::Ordered(intent) if intent.request().is_some() => {
                let (presses, sure) = (std::mem::take(&mut self.presses), std::mem::take(&mut self.sure));
                self.memberships.ordered(&intent);
                return self.requests.ordered(now, *intent, presses, sure);
            }
            Seen::Ordered(intent) => return self.ordered(now, *intent),
            Seen::Stepped { reference, step } if self.requests.know(&reference) => {
                self.memberships.stepped(&reference, &step);
                return self.requests.stepped(now, &reference, &step);
            }
            Seen::Stepped { reference, step } => return self.stepped(kiosk, now, &reference, &step),
            Seen::Sent { request, caller, call, disk } => {
                if let Effect::Memberships(_, _, MembershipsEffect::ConcludeMembership(it)) = call.as_ref() {
                    self.memberships.sent(it)?;
                }
                return self.requests.sent(request, caller, &call, disk.as_ref());
            }
            Seen::Done(done) => return self.requests.count(done),
            Seen::Looked { request, about } => self.requests.looked(request, &about),
            Seen::Read { request, shows } => self.requests.read(request, shows.as_ref()),
            Seen::Called { request, caller, purchase, disk } => {
                return self.called(request, caller, &purchase, disk.as_ref());
            }
            Seen::Answered { request, fate } => {
                self.requests.answered(request, fate);
                if let Some(case) = self.calls.get(&request).and_then(|caller| self.cases.get_mut(caller)) {
                    case.call = if fate == Some(Fate::NotDone) { Call::NotDone } else { Call::Over };
                }
            }
            Seen::Asked { request, customer, offer } => {
                let asks = |case: &&mut Case| {
                    case.intent.pass().is_some_and(|order| (order.customer, order.offer) == (customer, offer))
                };
                for case in self.cases.values_mut().filter(asks).filter(|case| case.call == Call::NotDone) {
                    case.looks.push(request);
                }
            }
            Seen::Listed { request, worked } => {
                for case in self.cases.values_mut().filter(|case| case.looks.contains(&request)) {
                    case.looks.retain(|asked| *asked != request);
                    if worked && case.call == Call::NotDone {
                        case.call = Call::Looked;
                    }
                }
            }
            Seen::Shown(page) => {
                if let Some(case) = self.cases.get_mut(&page.payment.reference) {
                    case.session = Some(page.payment.clone());
                }
                return self.memberships.shown(page);
            }
            Seen::Signed { payment, signatures } => self.memberships.signed(payment, signatures),
            Seen::Token { payment, token } => {
                self.memberships.paid(payment.clone(), token.clone());
                if let Some(case) = self.cases.get_mut(&payment.reference) {
                    case.tokens.push((payment, token));
                }
            }
            Seen::Told { payment, verdict } => {
                self.memberships.told(&payment, verdict)?;
                return self.told(payment, verdict);
            }
        }
        Ok(())
    }

    /// Only the disk remembers.
    fn started(&mut self, kiosk: &Kiosk) {
        self.life += 1;
        self.requests.started(kiosk);
        self.memberships.started();
        self.calls.clear();
        (self.presses, self.sure, self.shown) = (0, false, None);
        let completed = kiosk.ledger.intents().iter().filter_map(|intent| match intent.state() {
            State::Completed { purchase, .. } => Some((*purchase, intent.reference.clone())),
            _ => None,
        });
        self.claimed = completed.collect();
        for (reference, case) in &mut self.cases {
            let state = kiosk.ledger.find(reference).map(Intent::state);
            case.doubt = matches!(state, Some(State::Submitted { .. } | State::Unknown { .. }));
            case.looks.clear();
            if case.call != Call::Never {
                case.call = Call::Over;
            }
        }
    }

    fn ordered(&mut self, now: Moment, intent: Intent) -> Holds {
        let judge = self.judge;
        let (presses, sure) = (std::mem::take(&mut self.presses), std::mem::take(&mut self.sure));
        let reference = intent.reference.clone();
        judge.holds(Promise::OnePress, presses > 0, || format!("{reference} was ordered without a press"))?;
        for (other, case) in &self.cases {
            if !case.intent.is_twin_of(&intent.order) {
                continue;
            }
            judge.holds(Promise::OnePress, !case.doubt, || {
                format!("{reference} was ordered while {other}, of the same thing, was in doubt")
            })?;
            // It may have been bought long before the disk let the ledger know.
            let first = case.results.first().map(|id| self.sold[id].at);
            let is_new = |at: Moment| now.since(at) < ASKED_WITHIN;
            let is_recent = case.bought.is_some_and(|(at, life)| life == self.life && is_new(at))
                && first.is_some_and(is_new);
            judge.holds(Promise::OnePress, !is_recent || sure, || {
                format!("{reference} was ordered without a question, though {other} had just been bought")
            })?;
        }
        self.orders += 1;
        let case = Case {
            intent,
            call: Call::Never,
            looks: Vec::new(),
            results: Vec::new(),
            doubt: false,
            lost_track: false,
            bought: None,
            given_up: None,
            session: None,
            tokens: Vec::new(),
            told: Vec::new(),
        };
        self.cases.insert(reference, case);
        Ok(())
    }

    fn stepped(&mut self, kiosk: &Kiosk, now: Moment, reference: &Reference, step: &Step) -> Holds {
        let judge = self.judge;
        match step {
            Step::Completed { purchase, code } => {
                self.own(kiosk, reference, *purchase, code.as_ref())?;
                let claimed = self.claimed.insert(*purchase, reference.clone());
                judge.holds(
                    Promise::OwnResult,
                    claimed.as_ref().is_none_or(|other| other == reference),
                    || format!("{purchase:?} is the result of {reference} and of {claimed:?}"),
                )?;
                let life = self.life;
                if let Some(case) = self.cases.get_mut(reference) {
                    if std::mem::take(&mut case.lost_track) {
                        self.found += 1;
                    }
                    (case.doubt, case.given_up) = (false, None);
                    case.bought.get_or_insert((now, life));
                }
            }
            Step::LostTrack { .. } => {
                if let Some(case) = self.cases.get_mut(reference)
                    && !std::mem::replace(&mut case.lost_track, true)
                {
                    self.unknown += 1;
                }
            }
            Step::NotDone | Step::Refused | Step::StaffCalled { .. } | Step::Abandoned { .. } => {
                let given_up = matches!(step, Step::Refused | Step::Abandoned { .. }).then_some(self.life);
                if let Some(case) = self.cases.get_mut(reference) {
                    case.doubt = false;
                    case.given_up = given_up.or(case.given_up);
                }
            }
            Step::PaymentAwaited
            | Step::Authorised
            | Step::Submitted { .. }
            | Step::Granted { .. }
            | Step::Closed { .. } => {}
        }
        Ok(())
    }

    /// A purchase is the result of this order, and this is its code.
    fn own(
        &self,
        kiosk: &Kiosk,
        reference: &Reference,
        purchase: PurchaseId,
        code: Option<&AccessCode>,
    ) -> Holds {
        let judge = self.judge;
        let acted = self.sold.get(&purchase.0);
        let caller = acted.and_then(|acted| acted.caller.as_ref());
        let repeated = acted.is_some_and(|acted| acted.repeated);
        let is_like = |caller: &Reference| self.are_alike(caller, reference, repeated);
        let same = caller == Some(reference) || caller.is_some_and(is_like);
        judge.holds(Promise::OwnResult, same, || {
            format!("{reference} takes {purchase:?} for its result, which {caller:?} has brought about")
        })?;
        let Some(code) = code else { return Ok(()) };
        let studio = kiosk.studio.state();
        // The newest are at the end.
        let sale = studio.world.purchases().iter().rev().find(|sale| sale.id == purchase.0);
        let issued = sale.map(|sale| sale.access_code.as_str());
        judge.holds(Promise::OwnResult, issued == Some(code.as_str()), || {
            format!("the code of {reference} is not the one that was issued")
        })
    }

    /// Whether nothing tells two orders apart. Where the studio tells no days, a free pass that the network delivered again
    /// looks like that of another day.
    fn are_alike(&self, one: &Reference, other: &Reference, repeated: bool) -> bool {
        match (self.cases.get(one), self.cases.get(other)) {
            (Some(one), Some(other)) => {
                let order = &other.intent.order;
                one.intent.is_twin_of(order)
                    || (repeated && other.intent.pass().is_some_and(|order| one.intent.is_kin_of(order)))
            }
            _ => false,
        }
    }

    fn called(
        &mut self,
        request: RequestId,
        caller: Option<Reference>,
        purchase: &Purchase,
        disk: Option<&State>,
    ) -> Holds {
        let judge = self.judge;
        let known = caller.as_ref().and_then(|caller| self.cases.get_mut(caller));
        let (Some(reference), Some(case)) = (&caller, known) else {
            return Err(Broken { promise: Promise::DiskFirst, how: "a call for no order".to_owned() });
        };
        judge.holds(Promise::DiskFirst, matches!(disk, Some(State::Submitted { .. })), || {
            format!("{reference} was sent while the disk said {disk:?}")
        })?;
        judge.holds(Promise::NoBlindRepeat, matches!(case.call, Call::Never | Call::Looked), || {
            format!("{reference} was sent once more: {:?}", case.call)
        })?;
        let is_free = case.intent.order.is_free();
        judge.holds(Promise::TokenOnce, is_free == purchase.token.is_none(), || {
            format!("{reference} was sent with the wrong payment")
        })?;
        if let Some(token) = &purchase.token {
            let attempt = case.session.as_ref().map(|session| session.attempt);
            let delivered = case.tokens.iter().find(|(_, known)| known.reveal() == token.reveal());
            let session = delivered.map(|(payment, _)| payment.attempt);
            judge.holds(Promise::TokenOnce, session.is_some() && session == attempt, || {
                format!("{reference} spends the token of session {session:?}, and {attempt:?} is open")
            })?;
            let before = self.spent.insert(token.reveal().to_owned(), reference.clone());
            judge.holds(
                Promise::TokenOnce,
                before.as_ref().is_none_or(|before| before == reference),
                || format!("{reference} spends the token of {before:?}"),
            )?;
        }
        case.looks.clear();
        (case.call, case.doubt) = (Call::Out, true);
        self.calls.insert(request, reference.clone());
        Ok(())
    }

    fn told(&mut self, payment: PaymentId, verdict: PhoneVerdict) -> Holds {
        let judge = self.judge;
        let life = self.life;
        let Some(case) = self.cases.get_mut(&payment.reference) else { return Ok(()) };
        let last = case.told.iter().rev().find(|(told, _, at)| told.is_same_code(&payment) && *at == life);
        let again = verdict == PhoneVerdict::Accepted
            && last.is_some_and(|(told, last, _)| *told == payment && *last == PhoneVerdict::Accepted);
        judge.holds(Promise::TokenOnce, !again, || {
            format!("the phone of {} was told twice that it is paid", payment.reference)
        })?;
        case.told.push((payment, verdict, life));
        Ok(())
    }

    /// A purchase the studio has made.
    fn count(&mut self, acted: Acted) -> Holds {
        let judge = self.judge;
        let Some(reference) = acted.caller else { return Ok(()) };
        let Some(case) = self.cases.get_mut(&reference) else {
            let how = format!("the studio has sold something for {reference}, which was never ordered");
            return Err(Broken { promise: Promise::OneResult, how });
        };
        let is_free = case.intent.order.is_free();
        let effective = case.results.iter().filter(|id| !self.sold[id].repeated).count();
        let counts = !acted.repeated || !is_free;
        case.results.push(acted.purchase);
        judge.holds(Promise::OneResult, !counts || effective == 0 || (is_free && acted.repeated), || {
            format!("{reference} has two results")
        })
    }

    /// What the visitor is told now.
    fn look(&mut self, kiosk: &Kiosk) -> Holds {
        let judge = self.judge;
        let screen = kiosk.model.screen();
        let asked = screen.sale().filter(|_| matches!(screen, Screen::Request(_)));
        self.requests.look(asked, asked.and_then(|asked| kiosk.model.till().stage(asked)))?;
        let Some(reference) = screen.sale() else {
            self.shown = None;
            return Ok(());
        };
        match (screen, kiosk.model.till().stage(reference)) {
            (Screen::Pass(_), Some(Stage::Bought(bought))) if self.shown.as_ref() != Some(reference) => {
                self.shown = Some(reference.clone());
                self.own(kiosk, reference, bought.purchase, bought.code)
            }
            // A refusal may be a lie for a quarter of an hour.
            (Screen::Outcome(_), Some(stage))
                if matches!(stage, Stage::GivenUp(_) | Stage::NotRecorded)
                    || (stage == Stage::Refused && self.healed) =>
            {
                let mut results = self.cases.get(reference).into_iter().flat_map(|case| &case.results);
                let sold = results.any(|id| !self.claimed.contains_key(&PurchaseId(*id)));
                judge.holds(Promise::NotCharged, !sold, || {
                    format!("\"not charged\" is shown for {reference}, which was bought")
                })
            }
            _ => Ok(()),
        }
    }

    /// Whether the studio could have sold something to a customer that no list has shown yet.
    pub fn is_open(&self, customer: CustomerId) -> bool {
        let mut cases = self.cases.values().filter(|case| case.intent.order.customer() == Some(customer));
        cases.any(|case| case.doubt || (case.call != Call::Never && case.bought.is_none()))
    }

    /// Whether something is asked about a contract of which the kiosk does not know yet what became of it.
    pub fn is_asked(&self, contract: ContractId) -> bool {
        self.requests.is_open(contract)
    }

    /// Whether a membership is concluded for a customer of which the kiosk does not know yet what became of it.
    pub fn is_concluding(&self, customer: CustomerId) -> bool {
        self.requests.is_concluding(customer)
    }

    /// The line has been in order for more than a day.
    pub fn heal(&mut self) {
        self.healed = true;
        self.requests.heal();
    }

    /// At the end, when the line has been in order for more than a day.
    pub fn end(&mut self, kiosk: &Kiosk) -> Holds {
        let judge = self.judge;
        for (reference, case) in &self.cases {
            let state = kiosk.ledger.find(reference).map(Intent::state);
            self.ended(kiosk, reference, case, state)?;
            self.ended_on_the_phone(reference, case)?;
        }
        self.requests.end(kiosk)?;
        self.memberships.end()?;
        let sales = kiosk.model.till().sales();
        judge.holds(Promise::ComesBack, sales == 0, || format!("the till still remembers {sales} sales"))?;
        let home = matches!(kiosk.model.screen(), Screen::Welcome(_));
        judge.holds(Promise::ComesBack, home, || format!("{:?} is on the screen", kiosk.model.screen()))
    }

    fn ended(&self, kiosk: &Kiosk, reference: &Reference, case: &Case, state: Option<&State>) -> Holds {
        let judge = self.judge;
        match state {
            Some(State::Completed { code, .. }) => {
                judge.holds(Promise::NothingLost, code.is_some(), || {
                    format!("{reference} never got its code")
                })?;
            }
            Some(State::NeedsStaff(_) | State::Closed | State::Abandoned(_) | State::Refused { .. })
            | None => {}
            Some(
                State::Granted(_)
                | State::Intended
                | State::AwaitingPayment { .. }
                | State::Authorised
                | State::Submitted { .. }
                | State::Unknown { .. },
            ) => {
                let how = format!("{reference} is still {state:?}");
                return Err(Broken { promise: Promise::NothingLost, how });
            }
        }
        let is_free = case.intent.order.is_free();
        let results = case.results.iter().filter(|id| !is_free || !self.sold[id].repeated);
        for purchase in results {
            let taken = |intent: &&Intent| match intent.state() {
                State::Completed { purchase: taken, .. } => taken.0 == *purchase,
                State::NeedsStaff(_) | State::Closed => intent.is_twin_of(&case.intent.order),
                _ => false,
            };
            // What the network has repeated of a free pass may have been taken by another order of the same thing, which
            // therefore has one, though not its own.
            let has_one = match state {
                Some(State::Completed { purchase: taken, .. }) => is_free || self.sold[&taken.0].repeated,
                _ => false,
            };
            let known = has_one || kiosk.ledger.intents().iter().any(|intent| taken(&intent));
            let promise = match state {
                Some(State::Abandoned(_) | State::Refused { .. }) => Promise::NotCharged,
                _ => Promise::NothingLost,
            };
            judge
                .holds(promise, known, || format!("{reference} was bought, and the ledger says {state:?}"))?;
        }
        Ok(())
    }

    fn ended_on_the_phone(&self, reference: &Reference, case: &Case) -> Holds {
        let judge = self.judge;
        // What a phone was told by an earlier process cannot be taken back.
        let accepted = case.told.iter().find(|(_, verdict, _)| *verdict == PhoneVerdict::Accepted);
        let about = accepted.map_or(case.session.as_ref(), |(payment, ..)| Some(payment));
        let last = case.told.iter().rev().find(|(payment, ..)| Some(payment) == about);
        let Some((_, verdict, life)) = last else { return Ok(()) };
        let says_paid = *verdict == PhoneVerdict::Accepted;
        judge.holds(Promise::TokenOnce, !says_paid || case.given_up != Some(*life), || {
            format!("the phone of {reference} still says that it is paid, and it was given up")
        })?;
        let is_bought = case.bought.is_some_and(|(_, at)| at == *life);
        judge.holds(Promise::NotCharged, says_paid || !is_bought, || {
            format!("the phone of {reference} was told {verdict:?}, and it was bought")
        })
    }
}

impl Audit {
    /// Passes sold for orders of the kiosk.
    pub fn purchases(&self) -> u64 {
        self.cases.values().map(|case| case.results.len() as u64).sum()
    }

    /// What the requests have come to.
    pub fn requests(&self) -> Counts {
        self.requests.counts
    }
}
