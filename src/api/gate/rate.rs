//! The calls of one operation in the last minute, held under a limit of the kiosk's own.
//!
//! The server allows 1000 a minute for each operation and refuses all for the next minute after that. The budget is of the
//! studio's key, so of all its kiosks.
//!
//! Invariant: no 60 seconds, wherever they begin, see more calls than the limit.

use std::collections::VecDeque;
use std::time::Duration;

use crate::domain::time::Moment;

/// Calls of one operation in a minute. A visitor makes a dozen; the most a kiosk can have reason for is one list of offers
/// as long as lists may be, which is 400 chunks. Two kiosks of a studio that read it in the same minute stay within the
/// server's limit, and one that runs wild leaves the others more than half.
pub(in crate::api) const PER_MINUTE_MAX: usize = 450;
/// The same for what is about money: just below the server's own limit, beyond which nothing would be answered anyway.
pub(super) const PER_MINUTE_HARD_MAX: usize = 999;

const MINUTE: Duration = Duration::from_mins(1);

/// When the calls of the last minute left, oldest first.
#[derive(Debug, Default)]
pub(super) struct Sent(VecDeque<Moment>);

impl Sent {
    /// Whether one more call keeps within the limit.
    pub(super) fn has_room(&mut self, now: Moment, is_about_money: bool) -> bool {
        while self.0.front().is_some_and(|at| now.since(*at) > MINUTE) {
            self.0.pop_front();
        }
        self.0.len() < if is_about_money { PER_MINUTE_HARD_MAX } else { PER_MINUTE_MAX }
    }

    /// Counts a call.
    pub(super) fn take(&mut self, now: Moment) {
        self.0.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(millis: u64) -> Moment {
        Moment::after_start(Duration::from_millis(millis))
    }

    /// Makes a call if there is room.
    fn call(sent: &mut Sent, now: Moment, is_about_money: bool) -> bool {
        let has_room = sent.has_room(now, is_about_money);
        if has_room {
            sent.take(now);
        }
        has_room
    }

    #[test]
    fn a_full_minute_makes_room_call_by_call() {
        let mut sent = Sent::default();
        for millis in 0..PER_MINUTE_MAX as u64 {
            assert!(call(&mut sent, at(millis), false));
        }
        assert!(!call(&mut sent, at(1_000), false));
        assert!(!call(&mut sent, at(60_000), false), "the first call is a minute old, and not more");
        assert!(call(&mut sent, at(60_001), false));
        assert!(!call(&mut sent, at(60_001), false));
    }

    #[test]
    fn what_is_about_money_goes_on_up_to_the_servers_limit() {
        let mut sent = Sent::default();
        let calls = (0..2_000).filter(|_| call(&mut sent, at(0), true)).count();
        assert_eq!(calls, PER_MINUTE_HARD_MAX);
        assert!(calls < 1_000);
        assert!(!call(&mut sent, at(0), false));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_minute_sees_more_calls_than_the_limit(
            // Faster than the limit allows, in bursts and streams, and now and then a rest.
            pauses in proptest::collection::vec(
                prop_oneof![100 => Just(0), 1_000 => 0..100u64, 1 => 0..70_000u64],
                1_500..2_500,
            ),
        ) {
            let mut sent = Sent::default();
            let mut now = 0;
            let mut left = Vec::new();
            for pause in pauses {
                now += pause;
                if call(&mut sent, at(now), false) {
                    left.push(now);
                }
            }
            prop_assert!(left.len() >= PER_MINUTE_MAX, "what is allowed goes out");
            for window in left.windows(PER_MINUTE_MAX + 1) {
                let span = window[PER_MINUTE_MAX] - window[0];
                prop_assert!(span > 60_000, "{} calls in {span} ms", PER_MINUTE_MAX + 1);
            }
        }
    }
}
