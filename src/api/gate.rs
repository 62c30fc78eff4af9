//! Which calls may leave: none to an endpoint that answered 429 until its time is over, and no hopeless reads.
//!
//! All kiosks of a studio share the budget of its key, which is counted for each endpoint. And while nothing answers at
//! all, further tries help nobody: reads pause for a moment, so that a screen gets its fault at once and a server that
//! struggles gets its breath. Writes are never paused; a person waits for each, and each is sent only once.

use std::collections::HashMap;
use std::time::Duration;

use super::Manner;
use crate::domain::fault::FaultKind;
use crate::domain::time::Moment;

/// Tries in a row without an answer, after which reads pause: two calls with all their repeats.
const FAILURES_MAX: u32 = 6;
/// How long reads pause; short, because the next one is the probe that finds the way back.
const PAUSE: Duration = Duration::from_secs(5);

/// What was learned from the answers so far. Routes are few: one for each operation.
#[derive(Debug, Default)]
pub(super) struct Gate {
    limited_until: HashMap<String, Moment>,
    failures: u32,
    paused_until: Moment,
}

impl Gate {
    /// Whether a call may leave now, or why not.
    pub(super) fn admit(&mut self, now: Moment, route: &str, manner: Manner) -> Result<(), FaultKind> {
        self.limited_until.retain(|_, until| *until > now);
        if let Some(until) = self.limited_until.get(route) {
            return Err(FaultKind::RateLimited(until.since(now)));
        }
        if manner == Manner::Read && self.paused_until > now {
            return Err(FaultKind::HeldBack);
        }
        Ok(())
    }

    /// Takes note of how a try ended.
    pub(super) fn learn(&mut self, now: Moment, route: &str, fault: Option<&FaultKind>) {
        let unanswered = matches!(
            fault,
            Some(FaultKind::Unreachable | FaultKind::TimedOut | FaultKind::Cut | FaultKind::Busy)
        );
        // Any other answer, even a refusal, came from a server that works.
        self.failures = if unanswered { self.failures.saturating_add(1) } else { 0 };
        self.paused_until = if self.failures >= FAILURES_MAX { now + PAUSE } else { now };
        if let Some(FaultKind::RateLimited(span)) = fault {
            self.limited_until.insert(route.to_owned(), now + *span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Moment {
        Moment::after_start(Duration::from_secs(seconds))
    }

    #[test]
    fn a_limited_endpoint_is_left_alone_until_its_time_is_over() {
        let mut gate = Gate::default();
        gate.learn(at(10), "GET /a", Some(&FaultKind::RateLimited(Duration::from_mins(1))));
        let left = FaultKind::RateLimited(Duration::from_secs(25));
        assert_eq!(gate.admit(at(45), "GET /a", Manner::Write), Err(left));
        assert_eq!(gate.admit(at(45), "GET /b", Manner::Read), Ok(()));
        assert_eq!(gate.admit(at(70), "GET /a", Manner::Read), Ok(()));
    }

    #[test]
    fn reads_pause_while_nothing_answers_and_the_next_one_is_the_probe() {
        let mut gate = Gate::default();
        for _ in 0..FAILURES_MAX {
            assert_eq!(gate.admit(at(1), "GET /a", Manner::Read), Ok(()));
            gate.learn(at(1), "GET /a", Some(&FaultKind::TimedOut));
        }
        assert_eq!(gate.admit(at(2), "GET /b", Manner::Read), Err(FaultKind::HeldBack));
        assert_eq!(gate.admit(at(2), "POST /c", Manner::Purchase), Ok(()), "writes are sent");
        assert_eq!(gate.admit(at(6), "GET /a", Manner::Read), Ok(()));
        gate.learn(at(6), "GET /a", Some(&FaultKind::Cut));
        assert_eq!(gate.admit(at(7), "GET /a", Manner::Read), Err(FaultKind::HeldBack));
        gate.learn(at(7), "POST /c", Some(&FaultKind::Conflict));
        assert_eq!(gate.admit(at(7), "GET /a", Manner::Read), Ok(()), "any answer opens the way");
    }
}
