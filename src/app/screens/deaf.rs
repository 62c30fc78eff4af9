//! A screen that came by itself does not listen at once: a key that was meant for the one before, or that is being held
//! down, must not press on it.

use std::time::Duration;

use crate::domain::time::Moment;

/// How long a key must have rested before it counts again.
const REST: Duration = Duration::from_millis(250);
/// Somebody who pressed a key this short a time ago may be about to press it once more.
const PRESSING: Duration = Duration::from_secs(1);
/// Nobody sees in less that the screen is another one.
const ARRIVAL: Duration = Duration::from_millis(500);

/// A time in which keys are not heard; each key that falls into it makes it last until that key has rested.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deaf {
    until: Moment,
}

impl Deaf {
    /// Deaf from now on for this long.
    pub fn new(now: Moment, span: Duration) -> Self {
        Self { until: now + span }
    }

    /// For a screen that comes by itself: a moment, and longer when somebody was pressing keys just now.
    pub fn on_arrival(now: Moment, last_key: Moment) -> Self {
        Self { until: (now + ARRIVAL).max(last_key + PRESSING) }
    }

    /// Whether a key pressed now counts.
    pub fn hears(&mut self, now: Moment) -> bool {
        let hears = now >= self.until;
        self.until = self.until.max(now + REST);
        hears
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_not_pressed_anything_lately_is_heard_soon() {
        let at = |millis| Moment::after_start(Duration::from_millis(millis));
        assert!(Deaf::on_arrival(at(60_000), at(0)).hears(at(60_600)));
        assert!(!Deaf::on_arrival(at(60_000), at(59_900)).hears(at(60_600)));
    }

    #[test]
    fn a_key_held_down_is_not_heard_until_it_has_rested() {
        let at = |millis| Moment::after_start(Duration::from_millis(millis));
        let mut deaf = Deaf::new(at(0), Duration::from_secs(1));
        for millis in (0..5_000).step_by(100) {
            assert!(!deaf.hears(at(millis)), "{millis} ms");
        }
        assert!(deaf.hears(at(5_200)));
    }
}
