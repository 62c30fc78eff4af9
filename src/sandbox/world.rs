//! The business of the pretend studio: a pure function of a seed, the times it is told and the calls it gets.
//!
//! Invariant: no clock, no input or output, and no randomness but its own seeded generator. Two worlds of one seed that
//! get the same calls at the same times give the same answers, byte for byte.

mod ask;
mod cards;
mod challenges;
mod checkin;
mod club;
mod contracts;
mod customers;
mod door_codes;
mod earlier;
mod ending;
mod leads;
mod memberships;
mod modules;
mod moving;
mod offers;
mod payments;
mod person;
mod purchases;
mod random;
mod rate;
mod refusal;
mod route;
mod studio;
mod terms;
mod vouchers;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::api::wire::leads::LeadConfig;
use crate::api::wire::{Answer, Call, Method};
use crate::domain::language::Language;
use crate::domain::time::{Date, TimeZone, Timestamp};

use ask::Ask;
use challenges::Challenge;
use club::Club;
use payments::PaymentToken;
use random::Random;
use rate::RateLimit;
use refusal::{Problem, Refusal};
use route::Route;

pub use challenges::BankAnswer;
pub use checkin::Redemption;
pub use contracts::Contract;
pub use ending::{Cancelation, CancelationOrigin, CancelationStatus, Ending};
pub use memberships::{Concluded, Conclusion, Spent};
pub use modules::ModuleContract;
pub use payments::{AuthoriseError, Component, Session};
pub use person::Person;
pub use purchases::Purchase;
pub use route::Scope;
pub(super) use route::{NAMES as OPERATION_NAMES, operation_name};

/// A studio, its customers, and everything that was sold since it began.
pub struct World {
    /// The scopes of the key; take one out to see what happens without it.
    pub scopes: BTreeSet<Scope>,
    /// What new people are asked; change it to see another studio's form.
    pub lead_config: LeadConfig,
    /// How long payment sessions live that are opened from now on.
    pub session_lifetime: Duration,
    /// How the payment component behaves.
    pub component: Component,
    /// How long what is done from now on is not shown: a pass, a contract, a new customer, a module, a cancelation, a
    /// withdrawal.
    pub visible_after: Duration,
    /// Whether purchases that are to be paid are refused, as for a token that has expired.
    pub refuses_tokens: bool,
    /// How long a payer waits for a payment to be authorised or declined.
    pub processing_time: Duration,
    /// Whether staff verify what members ask for their contracts; without, it takes effect at once.
    pub verifies_cancelations: bool,
    /// Whether the studio takes a cancelation, a module or a check-in voucher once more that it has taken already, as one
    /// does that does not look; then [`World::contracts`], [`World::module_contracts`] and [`World::redemptions`] show it.
    pub accepts_repeats: bool,
    /// How long a door code opens the door.
    pub door_code_lifetime: Duration,
    key: String,
    seed: u64,
    /// The day in the studio's zone that moving days are counted from.
    began_on: Date,
    club: Club,
    zone: TimeZone,
    random: Random,
    people: BTreeMap<u64, Person>,
    sessions: BTreeMap<String, Session>,
    tokens: BTreeMap<String, PaymentToken>,
    challenges: BTreeMap<String, Challenge>,
    earlier_passes: Vec<Purchase>,
    purchases: Vec<Purchase>,
    contracts: Vec<Contract>,
    module_contracts: Vec<ModuleContract>,
    concluded: Vec<Concluded>,
    redemptions: Vec<Redemption>,
    requests: RateLimit,
    last_id: u64,
}

/// The body of an answer with status 200, or why there is none.
type Outcome = Result<Vec<u8>, Refusal>;

/// Ids of what this world makes start here: above 32 bits, as those of real studios do.
const FIRST_ID: u64 = 9_100_000_000;
/// How long a door code opens the door at first.
const DOOR_CODE_LIFETIME: Duration = Duration::from_mins(1);

impl World {
    /// The club of `assets/sandbox`, with a key and codes drawn from `seed`; what happened before begins at `clock_now`.
    pub fn new(seed: u64, clock_now: Timestamp) -> Self {
        let club = Club::embedded();
        let mut random = Random::new(seed);
        let zone = club.zone();
        let began_on = zone.to_datetime(clock_now).date();
        let mut world = Self {
            scopes: Scope::ALL.into_iter().collect(),
            lead_config: club.lead_config.clone(),
            session_lifetime: payments::SESSION_LIFETIME,
            component: Component::default(),
            visible_after: Duration::ZERO,
            refuses_tokens: false,
            processing_time: Duration::ZERO,
            verifies_cancelations: false,
            accepts_repeats: false,
            door_code_lifetime: DOOR_CODE_LIFETIME,
            key: format!("sandbox-{}", random.letters(24)),
            seed,
            began_on,
            zone,
            people: club.people.iter().map(|person| (person.id, club.at_home(person))).collect(),
            sessions: BTreeMap::new(),
            tokens: BTreeMap::new(),
            challenges: BTreeMap::new(),
            earlier_passes: Vec::new(),
            purchases: Vec::new(),
            contracts: club.contracts.begin(began_on),
            module_contracts: Vec::new(),
            concluded: Vec::new(),
            redemptions: Vec::new(),
            requests: RateLimit::default(),
            last_id: FIRST_ID + random.below(1_000_000),
            club,
            random,
        };
        world.remember_a_purchase(clock_now);
        world.earlier_passes = world.earlier_passes(began_on);
        world.module_contracts = world.owned_modules(began_on);
        world
    }

    /// The same world with `count` more offers on sale, to see what a long list does.
    #[must_use]
    pub fn with_offers(mut self, count: u64) -> Self {
        self.club.add_offers(count);
        self
    }

    /// The key that this studio accepts.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The zone that the studio's dates are meant in.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// What `messages.json` says; `{0}` becomes `filled`.
    pub fn say(&self, language: Language, code: &str, filled: &str) -> String {
        refusal::say(&self.club.messages, language, code, filled)
    }

    /// Answers one call, as it arrives at `now` with `key` in its `X-API-KEY`.
    pub fn answer(&mut self, now: Timestamp, call: &Call, key: Option<&str>) -> Answer {
        let outcome = self.decide(now, call, key);
        self.finish(now, call, outcome)
    }

    /// Refuses what no operation has: another method than GET, HEAD and POST, or a body that is too long to read.
    pub fn refuse(&mut self, now: Timestamp, call: &Call, too_large: bool) -> Answer {
        let problem = if too_large { Problem::BodyTooLarge } else { Problem::MethodNotAllowed };
        self.finish(now, call, Err(problem.into()))
    }

    /// Answers a call with a status that was asked for, 400 to 599, and does nothing else.
    pub fn fail(&mut self, now: Timestamp, call: &Call, status: u16, wait_seconds: Option<u64>) -> Answer {
        self.finish(now, call, Err(Problem::Told { status, wait_seconds }.into()))
    }

    /// What was decided, as it travels.
    fn finish(&mut self, now: Timestamp, call: &Call, outcome: Outcome) -> Answer {
        let mut answer = match outcome {
            Ok(body) => Answer { status: 200, headers: Vec::new(), body },
            Err(refusal) => {
                let language = call.language.unwrap_or(self.club.language());
                let trace = self.random.digits(16);
                refusal.answer(&self.club.messages, language, trace)
            }
        };
        if call.method == Method::Head {
            answer.body.clear();
        }
        if !answer.body.is_empty() {
            answer.headers.push(("content-type".to_owned(), "application/json".to_owned()));
        }
        answer.headers.push(("date".to_owned(), http_date(now)));
        answer
    }

    /// The checks that every call passes, in the order of the real server: key, HEAD, address, rate, scope, business.
    fn decide(&mut self, now: Timestamp, call: &Call, key: Option<&str>) -> Outcome {
        if key != Some(self.key.as_str()) {
            return Err(Problem::KeyInvalid.into());
        }
        if call.method == Method::Head {
            self.requests.count("validateApiKey", now)?;
            return Ok(Vec::new());
        }
        let route = Route::find(call.method, &call.path)?;
        self.requests.count(route.operation(), now)?;
        if !self.scopes.contains(&route.scope()) {
            return Err(Problem::ScopeMissing.into());
        }
        let language = call.language.unwrap_or(self.club.language());
        self.settle_endings(now);
        let ask = Ask { now, today: self.zone.to_datetime(now).date(), language, call };
        self.perform(&route, &ask)
    }

    fn perform(&mut self, route: &Route<'_>, ask: &Ask<'_>) -> Outcome {
        match *route {
            Route::StudioInformation => self.studio_information(),
            Route::StudioUtilization => self.studio_utilization(ask),
            Route::CustomerBy => self.customer_by(ask),
            Route::CustomerSearch => self.customer_search(ask),
            Route::Customer { customer } => self.customer(customer),
            Route::AccessCode { customer } => self.access_code(ask, customer),
            Route::LeadConfig => refusal::json(&self.lead_config),
            Route::LeadValidate => self.lead_validate(ask),
            Route::LeadCreate => self.lead_create(ask),
            Route::Offers => self.offers(ask),
            Route::Offer { offer } => self.offer_detail(offer),
            Route::Preview => self.preview(ask),
            Route::Purchase => self.purchase(ask),
            Route::Purchased { customer } => self.purchased(ask, customer),
            Route::PurchasedOffer { customer, offer } => self.purchased_offer(ask, customer, offer),
            Route::UserSession => self.user_session(ask),
            Route::Contracts { customer } => self.contract_data(ask, customer),
            Route::Reasons => self.cancelation_reasons(),
            Route::CancelContract { customer } => self.cancel_contract(ask, customer),
            Route::WithdrawContract { customer, contract } => self.withdraw_contract(ask, customer, contract),
            Route::Modules => self.modules(),
            Route::Purchasable { contract } => self.purchasable_modules(ask, contract),
            Route::ValidateModule { contract } => self.validate_module(ask, contract),
            Route::PurchaseModule { contract } => self.purchase_module(ask, contract),
            Route::ModuleContract { contract, id } => self.module_contract(ask, contract, id),
            Route::CancelModule { contract, id } => self.cancel_module(ask, contract, id),
            Route::WithdrawModule { contract, id } => self.withdraw_module(ask, contract, id),
            Route::Redeem => self.redeem(ask),
            Route::Memberships => self.membership_offers(ask),
            Route::Membership { offer } => self.membership_offer(ask, offer),
            Route::SignupPreview => self.signup_preview(ask),
            Route::Signup => self.signup(ask),
            Route::AddPreview { customer } => self.add_preview(ask, customer),
            Route::AddMembership { customer } => self.add_membership(ask, customer),
            Route::Switches { customer } => self.switch_configs(ask, customer),
            Route::SwitchConfig { customer, config } => self.switch_config(ask, customer, config),
            Route::SwitchPreview { customer } => self.switch_preview(ask, customer),
            Route::Switch { customer } => self.switch_membership(ask, customer),
        }
    }

    /// From when on something that is done at `now` is shown; none for at once, whatever the clock does.
    fn visible_at(&self, now: Timestamp) -> Option<Timestamp> {
        now.checked_add(self.visible_after).ok().filter(|at| *at > now)
    }

    fn next_id(&mut self) -> u64 {
        self.last_id += 1 + self.random.below(40);
        self.last_id
    }
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`; empty for years no HTTP date can name.
fn http_date(now: Timestamp) -> String {
    jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&now).unwrap_or_default()
}
