//! The studio behind the kiosk: the pretend studio of the sandbox, called directly, and what can go wrong on the way.

use std::sync::{Mutex, MutexGuard};

use serde_json::Value;
use walkin::api::wire::{Answer, Call, Method};
use walkin::api::{Manner, Transport};
use walkin::domain::fault::{Fault, FaultKind};
use walkin::domain::time::Timestamp;
use walkin::sandbox::World;

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
    /// Set by a call that was answered: the studio's clock was seen.
    pub heard: bool,
}

/// Trouble with one operation.
pub struct Rule {
    /// Its name, of [`OPERATIONS`].
    pub operation: String,
    /// What happens.
    pub trouble: Trouble,
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
    /// The studio does what it is asked; the answer is held until told.
    Slow,
    /// The call hangs on its way and is lost when told.
    Stuck,
    /// The answer says something else at some places (paths such as `/price/amount`; `/` is the whole answer, null takes a place out).
    Says(Vec<(String, Value)>),
}

/// The operations as scripts call them, with the method and path that they are recognised by (`*` is an id).
pub const OPERATIONS: [(&str, Method, &str); 13] = [
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
    ("session", Method::Post, "/v1/payments/user-session"),
];

/// What a proxy or a hotspot says in place of the studio.
const PAGE: &[u8] = b"<!doctype html><title>Sign in to the network</title>";

impl Carrier {
    /// A line to this studio.
    pub fn new(world: World, now: Timestamp) -> Self {
        let key = world.key().to_owned();
        let ahead = jiff::SignedDuration::ZERO;
        let state =
            State { world, now, ahead, key, everywhere: None, rules: Vec::new(), held: false, heard: false };
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

    fn exchange(&mut self, call: &Call) -> Result<Answer, Fault> {
        let result = match self.trouble_for(call) {
            None => Ok(self.answer(call)),
            Some(trouble) => self.go_wrong(call, &trouble),
        };
        self.heard |= result.is_ok();
        result
    }

    fn answer(&mut self, call: &Call) -> Answer {
        let (now, key) = (self.their_time(), self.key.clone());
        self.world.answer(now, call, Some(&key))
    }

    fn go_wrong(&mut self, call: &Call, trouble: &Trouble) -> Result<Answer, Fault> {
        match trouble {
            Trouble::LostAnswer => {
                self.answer(call);
                Err(FaultKind::Cut.into())
            }
            Trouble::LostRequest => Err(FaultKind::TimedOut.into()),
            Trouble::Offline => Err(FaultKind::Unreachable.into()),
            Trouble::Status(status) => Ok(refusal(*status)),
            Trouble::DoneButStatus(status) => {
                self.answer(call);
                Ok(refusal(*status))
            }
            Trouble::Garbage => Ok(Answer { body: PAGE.to_vec(), ..self.answer(call) }),
            Trouble::Slow => {
                self.held = true;
                Ok(self.answer(call))
            }
            Trouble::Stuck => {
                self.held = true;
                Err(FaultKind::TimedOut.into())
            }
            Trouble::Says(places) => {
                let mut answer = self.answer(call);
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

    fn trouble_for(&mut self, call: &Call) -> Option<Trouble> {
        let name = operation(call);
        if let Some(at) = self.rules.iter().position(|rule| rule.operation == name) {
            let rule = &mut self.rules[at];
            let trouble = rule.trouble.clone();
            if let Some(left) = &mut rule.left {
                *left -= 1;
                if *left == 0 {
                    self.rules.remove(at);
                }
            }
            return Some(trouble);
        }
        self.everywhere.clone()
    }
}

/// The name of a call's operation.
fn operation(call: &Call) -> &'static str {
    let segments: Vec<&str> = call.path.split('/').collect();
    let fits = |pattern: &str| {
        let pattern: Vec<&str> = pattern.split('/').collect();
        let is_id = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        pattern.len() == segments.len()
            && pattern.iter().zip(&segments).all(
                |(part, segment)| {
                    if *part == "*" { is_id(segment) } else { part == segment }
                },
            )
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
