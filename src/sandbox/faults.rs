//! What can be made to go wrong on purpose, on the way to the pretend studio and in it.
//!
//! A [`FaultRule`] says which calls of an operation meet which fault; [`Faults`] counts the calls and gives each its
//! [`Conditions`]. What belongs to the business happens in the [`World`] ([`Conditions::act`]); what happens on the way
//! ([`Conditions::way`]) is left to whoever carries the call: the server, or a test in process.
//!
//! Invariant: no clock and no chance. The same rules and the same calls meet the same faults.

mod parse;

use std::time::Duration;

use jiff::SignedDuration;
use rust_decimal::Decimal;

use super::world::{World, operation_name};
use crate::api::wire::{Answer, Call};
use crate::domain::time::Timestamp;

pub use parse::{FaultError, fault_help};

/// The faults of a studio, and the calls that it has had.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    rules: Vec<(FaultRule, u64)>,
}

/// One fault: `OPERATION:KIND[=VALUE][@CALLS]` on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultRule {
    /// The short name of an operation; none means any.
    pub operation: Option<&'static str>,
    /// What happens.
    pub kind: Kind,
    /// To which of its calls.
    pub calls: Calls,
}

/// Which calls of an operation, counted from 1; repeats count as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calls {
    /// The first.
    pub first: u64,
    /// The last; none means every one after the first.
    pub last: Option<u64>,
}

/// A fault of the way, or of the studio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something happens to the call or to its answer.
    Way(Way),
    /// The studio gets the call twice; the answer to the second counts.
    DuplicateDelivery,
    /// What is done is not shown for this long: a pass, a contract, a module, a cancelation, a withdrawal.
    DelayedVisibility(Duration),
    /// The payment is refused, as for a token that has expired.
    TokenRefused,
    /// Every price that is not zero has just changed by this much, in major units of the studio's currency.
    PriceChanged(Decimal),
    /// The studio's clock is this far ahead.
    ClockOff(SignedDuration),
}

/// How a call and its answer travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// As they should.
    #[default]
    Clear,
    /// The call never reaches the studio; the connection is closed without an answer.
    LostRequest,
    /// The studio acts; the connection is closed before the answer.
    LostAnswer,
    /// The studio acts; the answer never comes, and the connection stays open.
    Timeout,
    /// The call never reaches the studio, and the connection stays open.
    Hang,
    /// The studio acts; the connection is closed in the middle of the answer's body.
    HalfBody,
    /// The studio acts; the answer is a web page with status 200.
    Garbage,
    /// The studio acts; the body comes byte by byte, over this time.
    SlowDrip(Duration),
    /// The studio refuses, without acting.
    Refused(Refused),
    /// The studio acts, and answers with a refusal all the same.
    DoneButRefused(Refused),
    /// The connection is closed at once; the studio acts this much later.
    LateDelivery(Duration),
}

/// An answer that says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// 400 to 599.
    pub status: u16,
    /// `Retry-After` in seconds.
    pub wait_seconds: Option<u64>,
}

/// What one call meets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// How it travels.
    pub way: Way,
    /// Whether it is delivered twice.
    pub is_duplicated: bool,
    /// How far the studio's clock is ahead.
    pub clock_off: SignedDuration,
    /// How long what it does is not shown.
    pub visible_after: Duration,
    /// Whether its payment is refused.
    pub refuses_token: bool,
    /// By how much the prices have changed before it.
    pub price_change: Decimal,
}

impl Faults {
    /// These faults, before the first call.
    pub fn new(rules: impl IntoIterator<Item = FaultRule>) -> Self {
        Self { rules: rules.into_iter().map(|rule| (rule, 0)).collect() }
    }

    /// Counts a call, and says what it meets. Of several faults of the way the first rule's counts; all others add up.
    pub fn meet(&mut self, call: &Call) -> Conditions {
        let operation = operation_name(call);
        let mut conditions = Conditions::default();
        for (rule, calls) in &mut self.rules {
            if rule.operation.is_none() || rule.operation == operation {
                *calls += 1;
                if rule.calls.contains(*calls) {
                    conditions.add(rule.kind);
                }
            }
        }
        conditions
    }
}

impl Calls {
    /// All of them.
    pub const EVERY: Self = Self { first: 1, last: None };

    fn contains(self, number: u64) -> bool {
        number >= self.first && self.last.is_none_or(|last| number <= last)
    }
}

impl Conditions {
    fn add(&mut self, kind: Kind) {
        match kind {
            Kind::Way(way) if self.way == Way::Clear => self.way = way,
            Kind::Way(_) => {}
            Kind::DuplicateDelivery => self.is_duplicated = true,
            Kind::DelayedVisibility(span) => self.visible_after = self.visible_after.max(span),
            Kind::TokenRefused => self.refuses_token = true,
            Kind::PriceChanged(by) => self.price_change += by,
            Kind::ClockOff(by) => self.clock_off = self.clock_off.saturating_add(by),
        }
    }

    /// What the studio's clock says.
    pub fn their_time(&self, now: Timestamp) -> Timestamp {
        now.checked_add(self.clock_off).unwrap_or(now)
    }

    /// Lets the studio do what the call asks, once or twice, and gives its last answer as it leaves the studio.
    pub fn act(&self, world: &mut World, now: Timestamp, call: &Call, key: Option<&str>) -> Answer {
        let now = self.their_time(now);
        world.change_prices(self.price_change);
        let visible_after = std::mem::replace(&mut world.visible_after, self.visible_after);
        let refuses_tokens = std::mem::replace(&mut world.refuses_tokens, self.refuses_token);
        if self.is_duplicated {
            world.answer(now, call, key);
        }
        let answer = world.answer(now, call, key);
        world.visible_after = visible_after;
        world.refuses_tokens = refuses_tokens;
        answer
    }

    /// The studio's refusal, before it acts or instead of its answer.
    pub fn refuse(&self, world: &mut World, now: Timestamp, call: &Call, refused: Refused) -> Answer {
        world.fail(self.their_time(now), call, refused.status, refused.wait_seconds)
    }
}

impl From<Way> for Kind {
    fn from(way: Way) -> Self {
        Self::Way(way)
    }
}

#[cfg(test)]
mod tests;
