//! How long, how often and how much: the limits of the transport.

use std::time::Duration;

use crate::api::Manner;
use crate::clock;
use crate::domain::fault::FaultKind;

/// The limits of the transport. [`Limits::default`] is what a kiosk uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// To find the host, reach it and agree on TLS.
    pub connect: Duration,
    /// One try of a read.
    pub read: Duration,
    /// A write that moves no money.
    pub write: Duration,
    /// A purchase.
    pub purchase: Duration,
    /// A read with all its tries: a screen has its answer or its fault by then.
    pub budget: Duration,
    /// The least time that makes a further try worth it.
    pub try_min: Duration,
    /// Tries of a read, the first one included.
    pub tries: u32,
    /// The pause before the second try, doubled before each further one.
    pub backoff: Duration,
    /// The same after a 503, when the server asks for room.
    pub backoff_busy: Duration,
    /// The first pause of a group of operations that does not answer, doubled by each probe that fails.
    pub breaker_first: Duration,
    /// The longest of these pauses.
    pub breaker_longest: Duration,
    /// Bytes of an answer.
    pub body: usize,
    /// Bytes of a refusal.
    pub error_body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            read: Duration::from_secs(5),
            // After ten seconds the screen offers a way out; a little longer keeps a slow success from being unknown.
            write: Duration::from_secs(15),
            purchase: Duration::from_secs(30),
            budget: Duration::from_secs(12),
            try_min: Duration::from_secs(1),
            tries: 3,
            backoff: Duration::from_millis(300),
            backoff_busy: Duration::from_secs(1),
            breaker_first: Duration::from_secs(1),
            // A visitor waits for the link to heal, and the till tries for four seconds to open a payment session.
            breaker_longest: Duration::from_secs(3),
            // A list of fifty offers has some 50 KiB.
            body: 8 << 20,
            error_body: 64 << 10,
        }
    }
}

impl Limits {
    /// The time of the next try of a call that has taken `elapsed` so far.
    pub(super) fn of(&self, manner: Manner, elapsed: Duration) -> Duration {
        match manner {
            Manner::Read | Manner::Look => self.read.min(self.budget.saturating_sub(elapsed)),
            Manner::Write => self.write,
            Manner::Purchase => self.purchase,
        }
    }

    /// The pause before a read is tried once more, after a number of tries that took `elapsed` with their pauses; none
    /// when the answer has to do. `asked` is what the server asks for (`Retry-After`).
    pub(super) fn pause(
        &self,
        attempt: u32,
        elapsed: Duration,
        fault: &FaultKind,
        asked: Option<Duration>,
    ) -> Option<Duration> {
        let base = match fault {
            FaultKind::Unreachable | FaultKind::TimedOut | FaultKind::Cut | FaultKind::Broken(_) => {
                self.backoff
            }
            FaultKind::Busy => self.backoff_busy,
            _ => return None,
        };
        if attempt >= self.tries {
            return None;
        }
        let doubled = base.saturating_mul(2u32.saturating_pow(attempt.saturating_sub(1)));
        let pause = jittered(doubled).max(asked.unwrap_or_default());
        let ends = elapsed.saturating_add(pause).saturating_add(self.try_min);
        (ends <= self.budget).then_some(pause)
    }
}

/// Between half of a pause and all of it, so that kiosks that failed together do not return together.
pub(in crate::api) fn jittered(pause: Duration) -> Duration {
    let random = clock::random::<2>().map_or(u16::MAX, u16::from_be_bytes);
    pause.mul_f64(0.5 + 0.5 * f64::from(random) / f64::from(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jitter_stays_between_half_and_all() {
        let pause = Duration::from_millis(400);
        let mut seen: Vec<_> = (0..200).map(|_| jittered(pause)).collect();
        assert!(seen.iter().all(|seen| (pause / 2..=pause).contains(seen)));
        seen.dedup();
        assert!(seen.len() > 1, "{seen:?}");
    }

    #[test]
    fn a_503_is_followed_by_longer_and_longer_pauses_and_no_shorter_one_than_it_asks_for() {
        let limits = Limits::default();
        let pause = |attempt, elapsed, asked: Option<u64>| {
            let asked = asked.map(Duration::from_secs);
            limits.pause(attempt, Duration::from_secs(elapsed), &FaultKind::Busy, asked)
        };
        let second = Duration::from_secs(1);
        for _ in 0..50 {
            assert!((second / 2..=second).contains(&pause(1, 0, None).expect("a repeat")));
            assert!((second..=second * 2).contains(&pause(2, 1, Some(0)).expect("a repeat")));
        }
        assert_eq!(pause(1, 0, Some(7)), Some(7 * second), "as long as it asks for");
        assert_eq!(pause(1, 4, Some(7)), Some(7 * second), "the last second is left for the try");
        assert_eq!(pause(1, 5, Some(7)), None, "that would be over the budget");
        assert_eq!(pause(1, 0, Some(u64::MAX)), None);
        assert_eq!(pause(3, 0, None), None, "three tries");
    }

    #[test]
    fn a_refusal_is_not_tried_again() {
        let limits = Limits::default();
        for kind in [FaultKind::Invalid, FaultKind::RateLimited(Duration::from_secs(1)), FaultKind::HeldBack]
        {
            assert_eq!(limits.pause(1, Duration::ZERO, &kind, None), None, "{kind:?}");
        }
        assert!(limits.pause(1, Duration::ZERO, &FaultKind::Cut, None).is_some());
    }
}
