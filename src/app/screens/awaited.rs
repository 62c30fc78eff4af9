//! Waiting for one answer: which, since when, and when to say so.

use std::time::Duration;

use crate::app::effect::RequestId;
use crate::app::shared::Settings;
use crate::domain::time::Moment;

/// After this long a waiting visitor is told what is happening and how to leave.
const LONG_AFTER: Duration = Duration::from_secs(10);

/// An answer a screen waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    request: RequestId,
    since: Moment,
}

/// How long one has been waiting, as it matters to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wait {
    /// Too short to say anything.
    Short,
    /// Long enough for a busy text.
    Busy,
    /// Long enough to explain.
    Long,
}

impl Awaited {
    /// Starts waiting.
    pub fn new(request: RequestId, since: Moment) -> Self {
        Self { request, since }
    }

    /// Whether this is the answer.
    pub fn is(self, request: RequestId) -> bool {
        self.request == request
    }

    /// How long one has been waiting.
    pub fn wait(self, now: Moment) -> Wait {
        waited(self.since, now)
    }

    /// When that changes next.
    pub fn wake_at(self, now: Moment) -> Option<Moment> {
        next_change(self.since, now)
    }
}

/// How long one has been waiting since then.
pub fn waited(since: Moment, now: Moment) -> Wait {
    match now.since(since) {
        span if span >= LONG_AFTER => Wait::Long,
        span if span >= Settings::BUSY_AFTER => Wait::Busy,
        _ => Wait::Short,
    }
}

/// When [`waited`] gives another answer.
pub fn next_change(since: Moment, now: Moment) -> Option<Moment> {
    [since + Settings::BUSY_AFTER, since + LONG_AFTER].into_iter().find(|at| *at > now)
}

/// When a countdown to `end` shows another second.
pub fn next_second(end: Moment, now: Moment) -> Option<Moment> {
    let left = end.since(now);
    (!left.is_zero()).then(|| {
        let part = Duration::from_nanos(left.subsec_nanos().into());
        now + if part.is_zero() { Duration::from_secs(1) } else { part }
    })
}
