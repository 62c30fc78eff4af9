//! Stops hopeless calls: while a group of operations does not answer, its calls end at once instead of in a time-out.
//!
//! Closed, it lets everything through and counts tries in a row without an answer. Open, it lets nothing through for a
//! short pause. After the pause the next call is the probe; its end closes the breaker or begins a longer pause.
//!
//! Invariant: between two pauses exactly one call goes out.

use std::time::Duration;

use crate::api::transport::limits::{Limits, jittered};
use crate::domain::time::Moment;

/// Tries in a row without an answer that open a breaker: one read with all its repeats. A visitor who presses again
/// needs longer than the first pause, so opening early costs nobody anything.
pub(super) const FAILURES_MAX: u32 = 3;
/// A probe that has not ended by then never will, since its caller has gone; the longest call that can be one, a write,
/// is over sooner.
pub(super) const PROBE_MAX: Duration = Duration::from_secs(20);

/// The breaker of one group.
#[derive(Debug)]
pub(super) struct Breaker {
    state: State,
    pauses: Pauses,
}

/// How long a breaker stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pauses {
    /// The first time; doubled by each probe that fails.
    pub(super) first: Duration,
    /// At most.
    pub(super) longest: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Calls go out; so many tries in a row had no answer.
    Closed { failures: u32 },
    /// No call goes out before this moment.
    Open { until: Moment, failed_probes: u32 },
    /// The call that left at this moment is to tell.
    Probing { since: Moment, failed_probes: u32 },
}

/// What a breaker did when it learned how a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Opened,
    Closed,
}

impl Breaker {
    pub(super) fn new(pauses: Pauses) -> Self {
        Self { state: State::Closed { failures: 0 }, pauses }
    }

    /// Whether a call may go out; after a pause, the one that may is the probe.
    pub(super) fn admit(&mut self, now: Moment) -> bool {
        match self.state {
            State::Closed { .. } => true,
            State::Open { until, .. } if now < until => false,
            State::Probing { since, .. } if now.since(since) < PROBE_MAX => false,
            State::Open { failed_probes, .. } | State::Probing { failed_probes, .. } => {
                self.state = State::Probing { since: now, failed_probes };
                true
            }
        }
    }

    /// Takes note of how a call ended that left at `began`.
    ///
    /// An answer closes the breaker, whichever call brought it. Without one, only the probe lengthens the pause: what
    /// left before it, or went past the breaker, says nothing new.
    pub(super) fn learn(&mut self, began: Moment, now: Moment, is_answered: bool) -> Option<Turn> {
        match self.state {
            State::Closed { .. } if is_answered => {
                self.state = State::Closed { failures: 0 };
                None
            }
            State::Closed { failures } if failures + 1 < FAILURES_MAX => {
                self.state = State::Closed { failures: failures + 1 };
                None
            }
            State::Closed { .. } => {
                self.open(now, 0);
                Some(Turn::Opened)
            }
            State::Open { .. } | State::Probing { .. } if is_answered => {
                self.state = State::Closed { failures: 0 };
                Some(Turn::Closed)
            }
            State::Probing { since, failed_probes } if since == began => {
                self.open(now, failed_probes + 1);
                None
            }
            State::Open { .. } | State::Probing { .. } => None,
        }
    }

    fn open(&mut self, now: Moment, failed_probes: u32) {
        let pause = self.pauses.first.saturating_mul(2u32.saturating_pow(failed_probes));
        let until = now + jittered(pause.min(self.pauses.longest));
        self.state = State::Open { until, failed_probes };
    }
}

impl From<&Limits> for Pauses {
    fn from(limits: &Limits) -> Self {
        Self { first: limits.breaker_first, longest: limits.breaker_longest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Moment {
        Moment::after_start(Duration::from_millis(millis))
    }

    /// One that has opened at the moment `at(0)`.
    fn opened() -> Breaker {
        let mut breaker = Breaker::new(Pauses::from(&Limits::default()));
        for failure in 1..=FAILURES_MAX {
            assert!(breaker.admit(at(0)));
            let turn = breaker.learn(at(0), at(0), false);
            assert_eq!(turn, (failure == FAILURES_MAX).then_some(Turn::Opened));
        }
        breaker
    }

    #[test]
    fn it_opens_after_failures_in_a_row_and_an_answer_between_them_starts_the_count_anew() {
        let mut breaker = Breaker::new(Pauses::from(&Limits::default()));
        for _ in 1..FAILURES_MAX {
            assert_eq!(breaker.learn(at(0), at(0), false), None);
        }
        assert_eq!(breaker.learn(at(0), at(0), true), None);
        for _ in 1..FAILURES_MAX {
            assert_eq!(breaker.learn(at(0), at(0), false), None);
            assert!(breaker.admit(at(0)));
        }
        assert_eq!(breaker.learn(at(0), at(0), false), Some(Turn::Opened));
        assert!(!breaker.admit(at(0)));
    }

    #[test]
    fn the_first_pause_is_between_half_a_second_and_one() {
        for _ in 0..50 {
            let mut breaker = opened();
            assert!(!breaker.admit(at(499)));
            assert!(breaker.admit(at(1_000)));
        }
    }

    #[test]
    fn after_the_pause_one_probe_goes_out_at_a_time() {
        let mut breaker = opened();
        assert!(breaker.admit(at(1_000)));
        for millis in [1_000, 1_001, 2_000, 6_000] {
            assert!(!breaker.admit(at(millis)), "{millis}");
        }
        assert_eq!(breaker.learn(at(1_000), at(6_000), true), Some(Turn::Closed), "it is told once");
        assert_eq!(breaker.learn(at(1_000), at(6_000), true), None);
        assert!(breaker.admit(at(6_000)) && breaker.admit(at(6_000)));
    }

    #[test]
    fn each_failed_probe_doubles_the_pause_up_to_three_seconds() {
        let mut breaker = opened();
        let mut now = 1_000;
        for longest in [2_000, 3_000, 3_000, 3_000, 3_000] {
            assert!(breaker.admit(at(now)));
            assert_eq!(breaker.learn(at(now), at(now), false), None, "it stays open");
            assert!(!breaker.admit(at(now + longest / 2 - 1)));
            now += longest;
        }
        // However long it lasts, the bound stays.
        for _ in 0..100 {
            assert!(breaker.admit(at(now)));
            breaker.learn(at(now), at(now), false);
            now += 3_000;
        }
    }

    #[test]
    fn only_the_probe_lengthens_the_pause() {
        let mut breaker = opened();
        // Calls from before the pause end in it.
        assert_eq!(breaker.learn(at(0), at(400), false), None);
        assert!(breaker.admit(at(1_000)), "the pause has not moved");
        // A call from before it, and one that went past the breaker, end while the probe is out.
        assert_eq!(breaker.learn(at(0), at(1_100), false), None);
        assert_eq!(breaker.learn(at(1_050), at(1_200), false), None);
        assert!(!breaker.admit(at(5_000)), "the probe is still out");
        assert_eq!(breaker.learn(at(1_000), at(5_000), false), None);
        assert!(!breaker.admit(at(5_999)));
        assert!(breaker.admit(at(7_000)));
    }

    #[test]
    fn any_answer_closes_it_at_once() {
        let mut breaker = opened();
        assert_eq!(breaker.learn(at(0), at(100), true), Some(Turn::Closed));
        assert!(breaker.admit(at(100)));
    }

    #[test]
    fn a_probe_that_never_ends_does_not_keep_it_shut() {
        assert!(PROBE_MAX > Limits::default().write && PROBE_MAX > Limits::default().read);
        let mut breaker = opened();
        assert!(breaker.admit(at(1_000)));
        assert!(!breaker.admit(at(20_999)));
        assert!(breaker.admit(at(21_000)));
        assert!(!breaker.admit(at(21_001)), "again one at a time");
    }
}
