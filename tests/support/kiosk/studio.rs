//! The studio behind the kiosk: the pretend studio of the sandbox, called directly, and what can go wrong on the way.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use serde_json::Value;
use walkin::api::wire::{Answer, Call, Method};
use walkin::api::{Manner, Transport};
use walkin::domain::fault::{Fault, FaultKind};
use walkin::domain::pass::Reference;
use walkin::domain::time::{Date, Moment, Timestamp};
use walkin::sandbox::World;

use super::deeds::{Done, Tally};

/// Carries calls into a [`World`], through whatever trouble was asked for.
pub struct Carrier {
    state: Mutex<State>,
}

/// What is behind the line, and the line itself.
pub struct State {
    /// The studio.
    pub world: World,
    /// Our wall clock.
    pub now: Timestamp,
    /// The monotonic clock, by which things on the line happen.
    pub moment: Moment,
    /// How far the studio's clock is ahead of ours.
    pub ahead: jiff::SignedDuration,
    /// The key the kiosk sends.
    pub key: String,
    /// Trouble on every call.
    pub everywhere: Option<Trouble>,
    /// Trouble on calls of one operation, in the order asked for.
    pub rules: Vec<Rule>,
    /// Set by a call whose answer is held back.
    pub held: bool,
    /// Set by a call whose answer takes its time.
    pub takes: Duration,
    /// Set by a call that was answered: the studio's clock was seen.
    pub heard: bool,
    /// The order for which the purchase call now on its way was made.
    pub caller: Option<Reference>,
    /// Purchases that calls have brought about, since somebody last asked.
    pub acted: Vec<Acted>,
    /// What requests and the desk have brought about besides purchases, since somebody last asked.
    pub done: Vec<Done>,
    /// Whether the lists tell no first days.
    pub undated: bool,
    /// How often each kind of trouble has happened.
    pub happened: BTreeMap<&'static str, u64>,
    /// Calls that are still on their way to the studio.
    late: Vec<Late>,
    /// Purchases that the lists do not show before then.
    hidden: Vec<(u64, Moment)>,
}

/// A purchase, and the order whose call it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acted {
    /// The order; none for a sale at the desk.
    pub caller: Option<Reference>,
    /// The purchase.
    pub purchase: u64,
    /// When it was made.
    pub at: Moment,
    /// Whether the network had delivered the same call before.
    pub repeated: bool,
}

struct Late {
    at: Moment,
    call: Call,
    caller: Option<Reference>,
    repeated: bool,
}

/// Trouble with one operation.
#[derive(Clone)]
pub struct Rule {
    /// Its name, of [`OPERATIONS`].
    pub operation: String,
    /// What happens; none when only time passes.
    pub trouble: Option<Trouble>,
    /// How long the answer takes.
    pub takes: Duration,
    /// For how long the lists do not show what is bought.
    pub hides: Duration,
    /// How many calls it still happens to; none means until further notice.
    pub left: Option<u32>,
}

/// What happens to a call.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// The studio does what it is asked, and its answer is lost.
    LostAnswer,
    /// The call is lost on its way; nobody knows.
    LostRequest,
    /// No connection.
    Offline,
    /// The studio says no, or breaks, before it does anything.
    Status(u16),
    /// The studio does what it is asked and then breaks.
    DoneButStatus(u16),
    /// The studio does what it is asked, and something on the way answers with a page of its own.
    Garbage,
    /// The studio does what it is asked, and half of its answer arrives.
    Half,
    /// The call times out here, and reaches the studio this long after it was made.
    Late(Duration),
    /// The network delivers the call twice, the second time this long after the first. At once, the second answer is the
    /// one that arrives; else the first.
    Twice(Duration),
    /// The studio does what it is asked; the answer is held until told.
    Slow,
    /// The call hangs on its way and is lost when told.
    Stuck,
    /// The answer says something else at some places (paths such as `/price/amount`; `/` is the whole answer, null takes a place out).
    Says(Vec<(String, Value)>),
}

impl Trouble {
    /// What it is called where it is counted.
    pub fn name(&self) -> &'static str {
        match self {
            Self::LostAnswer => "lost answer",
            Self::LostRequest => "lost request",
            Self::Offline => "no connection",
            Self::Status(429) => "429",
            Self::Status(400..=499) => "refused (4xx)",
            Self::Status(_) => "broken (5xx)",
            Self::DoneButStatus(_) => "done, but answered with an error",
            Self::Garbage | Self::Half | Self::Says(_) => "garbage and half answers",
            Self::Late(_) => "late success",
            Self::Twice(_) => "delivered twice",
            Self::Slow | Self::Stuck => "slow answer",
        }
    }
}

/// The operations as scripts call them, with the method and path that they are recognised by (`*` is an id).
pub const OPERATIONS: [(&str, Method, &str); 38] = [
    ("information", Method::Get, "/v1/studios/information"),
    ("utilization", Method::Get, "/v1/studios/utilization"),
    ("search-customers", Method::Post, "/v1/customers/search"),
    ("read-customer", Method::Get, "/v1/customers/*"),
    ("form", Method::Get, "/v1/leads/config"),
    ("validate-lead", Method::Post, "/v1/leads/validate"),
    ("create-lead", Method::Post, "/v1/leads/create"),
    ("offers", Method::Get, "/v1/online-offers/purchasable"),
    ("offer", Method::Get, "/v1/online-offers/purchasable/*"),
    ("preview", Method::Post, "/v1/online-offers/purchase/preview"),
    ("purchase", Method::Post, "/v1/online-offers/purchase"),
    ("purchased", Method::Get, "/v1/online-offers/*/purchased/*"),
    ("tickets", Method::Get, "/v1/online-offers/*/purchased"),
    ("session", Method::Post, "/v1/payments/user-session"),
    ("find-customer", Method::Get, "/v1/customers/by"),
    ("door-code", Method::Get, "/v1/customers/*/access-code"),
    ("contracts", Method::Get, "/v1/memberships/*/self-service/contract-data"),
    ("reasons", Method::Get, "/v1/memberships/self-service/contract-cancelation-reasons"),
    ("cancel", Method::Post, "/v1/memberships/*/self-service/ordinary-contract-cancelation"),
    ("withdraw", Method::Post, "/v1/memberships/*/self-service/withdraw-ordinary-contract-cancelation/*"),
    ("modules", Method::Get, "/v1/memberships/self-service/additional-modules"),
    ("purchasable-modules", Method::Get, "/v1/memberships/*/self-service/additional-modules/purchasable"),
    ("validate-module", Method::Post, "/v1/memberships/*/self-service/additional-modules/validate"),
    ("purchase-module", Method::Post, "/v1/memberships/*/self-service/additional-modules/purchase"),
    ("module-contract", Method::Get, "/v1/memberships/*/self-service/additional-module-contracts/*"),
    (
        "cancel-module",
        Method::Post,
        "/v1/memberships/*/self-service/additional-module-contracts/*/ordinary-cancelation",
    ),
    (
        "withdraw-module",
        Method::Post,
        "/v1/memberships/*/self-service/additional-module-contracts/*/withdraw-cancelation",
    ),
    ("redeem", Method::Post, "/v1/checkin-vouchers/redeem"),
    ("membership-offers", Method::Get, "/v1/memberships/membership-offers"),
    ("membership-offer", Method::Get, "/v1/memberships/membership-offers/*"),
    ("preview-join", Method::Post, "/v1/memberships/signup/preview"),
    ("join", Method::Post, "/v1/memberships/signup"),
    ("preview-add", Method::Post, "/v1/memberships/customers/*/add-membership/preview"),
    ("add", Method::Post, "/v1/memberships/customers/*/add-membership"),
    ("switches", Method::Get, "/v1/memberships/*/membership-switch/configs"),
    ("switch-config", Method::Get, "/v1/memberships/*/membership-switch/configs/*"),
    ("preview-switch", Method::Post, "/v1/memberships/*/membership-switch/preview"),
    ("switch", Method::Post, "/v1/memberships/*/membership-switch"),
];

/// What a proxy or a hotspot says in place of the studio.
const PAGE: &[u8] = b"<!doctype html><title>Sign in to the network</title>";

impl Carrier {
    /// A line to this studio.
    pub fn new(world: World, now: Timestamp) -> Self {
        let state = State {
            key: world.key().to_owned(),
            world,
            now,
            moment: Moment::default(),
            ahead: jiff::SignedDuration::ZERO,
            everywhere: None,
            rules: Vec::new(),
            held: false,
            takes: Duration::ZERO,
            heard: false,
            caller: None,
            acted: Vec::new(),
            done: Vec::new(),
            undated: false,
            happened: BTreeMap::new(),
            late: Vec::new(),
            hidden: Vec::new(),
        };
        Self { state: Mutex::new(state) }
    }

    /// The studio and the line, to look at or to change.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test goes on after a panic")
    }
}

impl Transport for Carrier {
    async fn exchange(&self, call: Call, _: Manner) -> Result<Answer, Fault> {
        self.state().exchange(&call)
    }
}

impl State {
    /// What the studio's clock says.
    pub fn their_time(&self) -> Timestamp {
        self.now + self.ahead
    }

    /// When something on the line happens next.
    pub fn due(&self) -> Option<Moment> {
        self.late.iter().map(|late| late.at).min()
    }

    /// Lets what is due reach the studio.
    pub fn arrive(&mut self) {
        while let Some(index) = self.late.iter().position(|late| late.at <= self.moment) {
            let Late { call, caller, repeated, .. } = self.late.remove(index);
            let now = std::mem::replace(&mut self.caller, caller);
            self.answer(&call, repeated);
            self.caller = now;
        }
    }

    /// Whether a call of an operation would meet trouble.
    pub fn is_troubled(&self, operation: &str) -> bool {
        self.everywhere.is_some() || self.rules.iter().any(|rule| rule.operation == operation)
    }

    /// The desk sells a pass.
    pub fn sell_at_desk(&mut self, email: &str, offer: u64, day: Date) -> Option<u64> {
        let now = self.their_time();
        let customer = self.world.people().find(|person| person.email.eq_ignore_ascii_case(email))?.id;
        let purchase = self.world.sell_at_desk(now, customer, offer, day)?;
        self.acted.push(Acted { caller: None, purchase, at: self.moment, repeated: false });
        Some(purchase)
    }

    fn exchange(&mut self, call: &Call) -> Result<Answer, Fault> {
        let result = match self.rule_for(call) {
            None => Ok(self.answer(call, false)),
            Some(rule) => {
                let sold = self.world.purchases().len();
                self.takes = rule.takes;
                // What is bought is hidden below, by the clock that does not jump.
                let hides = if rule.operation == "purchase" { Duration::ZERO } else { rule.hides };
                self.world.visible_after = hides;
                let result = match &rule.trouble {
                    Some(trouble) => {
                        *self.happened.entry(trouble.name()).or_default() += 1;
                        self.go_wrong(call, trouble)
                    }
                    None => Ok(self.answer(call, false)),
                };
                if !rule.hides.is_zero() {
                    *self.happened.entry("shown late").or_default() += 1;
                    let until = self.moment + rule.hides;
                    let bought = self.world.purchases()[sold..].iter().map(|sale| (sale.id, until));
                    self.hidden.extend(bought);
                }
                self.world.visible_after = Duration::ZERO;
                if !rule.takes.is_zero() {
                    *self.happened.entry("slow answer").or_default() += 1;
                }
                result
            }
        };
        self.heard |= result.is_ok();
        result
    }

    fn answer(&mut self, call: &Call, repeated: bool) -> Answer {
        let (now, key, sold) = (self.their_time(), self.key.clone(), self.world.purchases().len());
        let operation = operation(call);
        let before = Tally::before(&self.world, operation);
        let mut answer = self.world.answer(now, call, Some(&key));
        if let Some(before) = before {
            let caller = self.caller.clone();
            self.note_done(before.since(&self.world), caller.as_ref(), repeated);
        }
        if let Some(sale) = self.world.purchases().get(sold) {
            self.acted.push(Acted {
                caller: self.caller.clone(),
                purchase: sale.id,
                at: self.moment,
                repeated,
            });
        }
        if (self.undated || !self.hidden.is_empty()) && answer.is_success() && operation == "purchased" {
            self.hide(&mut answer);
        }
        answer
    }

    /// Takes what is not visible yet out of a list of purchases, and what this studio does not tell.
    fn hide(&mut self, answer: &mut Answer) {
        let now = self.moment;
        self.hidden.retain(|(_, until)| *until > now);
        let mut listed: Vec<Value> = serde_json::from_slice(&answer.body).expect("a list");
        let is_hidden = |listed: &Value| {
            let id = listed["onlineOfferPurchaseId"].as_u64();
            self.hidden.iter().any(|(hidden, _)| Some(*hidden) == id)
        };
        listed.retain(|listed| !is_hidden(listed));
        for listed in listed.iter_mut().filter(|_| self.undated) {
            listed.as_object_mut().expect("a purchase").remove("validFrom");
        }
        answer.body = serde_json::to_vec(&listed).expect("JSON");
    }

    fn go_wrong(&mut self, call: &Call, trouble: &Trouble) -> Result<Answer, Fault> {
        match trouble {
            Trouble::LostAnswer => {
                self.answer(call, false);
                Err(FaultKind::Cut.into())
            }
            Trouble::LostRequest => Err(FaultKind::TimedOut.into()),
            Trouble::Offline => Err(FaultKind::Unreachable.into()),
            Trouble::Status(status) => Ok(refusal(*status)),
            Trouble::DoneButStatus(status) => {
                self.answer(call, false);
                Ok(refusal(*status))
            }
            Trouble::Garbage => Ok(Answer { body: PAGE.to_vec(), ..self.answer(call, false) }),
            Trouble::Half => {
                let mut answer = self.answer(call, false);
                answer.body.truncate(answer.body.len() / 2);
                Ok(answer)
            }
            Trouble::Late(span) => {
                self.deliver_later(*span, call, false);
                Err(FaultKind::TimedOut.into())
            }
            Trouble::Twice(Duration::ZERO) => {
                self.answer(call, false);
                Ok(self.answer(call, true))
            }
            Trouble::Twice(span) => {
                self.deliver_later(*span, call, true);
                Ok(self.answer(call, false))
            }
            Trouble::Slow => {
                self.held = true;
                Ok(self.answer(call, false))
            }
            Trouble::Stuck => {
                self.held = true;
                Err(FaultKind::TimedOut.into())
            }
            Trouble::Says(places) => {
                let mut answer = self.answer(call, false);
                let mut said: Value =
                    serde_json::from_slice(&answer.body).expect("the studio answers in JSON");
                for (path, value) in places {
                    put(&mut said, path, value.clone());
                }
                answer.body = serde_json::to_vec(&said).expect("JSON");
                Ok(answer)
            }
        }
    }

    fn deliver_later(&mut self, span: Duration, call: &Call, repeated: bool) {
        let (at, call, caller) = (self.moment + span, call.clone(), self.caller.clone());
        self.late.push(Late { at, call, caller, repeated });
    }

    fn rule_for(&mut self, call: &Call) -> Option<Rule> {
        if self.rules.is_empty() && self.everywhere.is_none() {
            return None;
        }
        let name = operation(call);
        if let Some(at) = self.rules.iter().position(|rule| rule.operation == name) {
            let rule = self.rules[at].clone();
            if let Some(left) = &mut self.rules[at].left {
                *left -= 1;
                if *left == 0 {
                    self.rules.remove(at);
                }
            }
            return Some(rule);
        }
        let trouble = self.everywhere.clone()?;
        let operation = name.to_owned();
        let (takes, hides) = (Duration::ZERO, Duration::ZERO);
        Some(Rule { operation, trouble: Some(trouble), takes, hides, left: None })
    }
}

/// The name of a call's operation.
fn operation(call: &Call) -> &'static str {
    let fits = |pattern: &str| {
        let is_id = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let (mut parts, mut segments) = (pattern.split('/'), call.path.split('/'));
        loop {
            match (parts.next(), segments.next()) {
                (None, None) => return true,
                (Some("*"), Some(segment)) if is_id(segment) => {}
                (Some(part), Some(segment)) if part == segment => {}
                _ => return false,
            }
        }
    };
    let found = OPERATIONS.iter().find(|(_, method, pattern)| *method == call.method && fits(pattern));
    found.unwrap_or_else(|| panic!("{call:?} has no name in OPERATIONS")).0
}

fn refusal(status: u16) -> Answer {
    let body = br#"{"errorMessage": "The studio says no.", "traceId": "trace-1"}"#;
    let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    Answer { status, headers, body: body.to_vec() }
}

/// Puts a value at a place of a document, or takes the place out; a document without the place stays as it is.
fn put(document: &mut Value, path: &str, value: Value) {
    if path == "/" {
        *document = value;
        return;
    }
    let (parent, name) = path.rsplit_once('/').expect("a path such as /price/amount");
    match document.pointer_mut(parent) {
        Some(Value::Array(rows)) if value.is_null() => {
            rows.remove(name.parse().expect("the number of a row"));
        }
        Some(Value::Object(members)) if value.is_null() => {
            members.remove(name);
        }
        Some(Value::Object(members)) => {
            members.insert(name.to_owned(), value);
        }
        _ => {}
    }
}
