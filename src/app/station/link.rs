//! Whether the studio's system can be reached: one notion for the whole kiosk.
//!
//! The last reading of the offers tells, so that a link that is up again means prices that are fresh. What happens to a
//! visitor's own calls only makes the kiosk look.

use crate::domain::fault::Fault;
use crate::domain::time::Moment;

/// The link to the studio's system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Link {
    state: State,
    /// Since when it has been so.
    since: Moment,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Nothing has been answered yet.
    #[default]
    Unknown,
    Up,
    Down,
}

impl Link {
    /// Takes up how a reading of the offers ended; says whether the link has just healed.
    pub(super) fn heard(&mut self, now: Moment, fault: Option<&Fault>) -> bool {
        // Whatever answers is there, also when it says no.
        let state = if fault.is_some_and(Fault::is_offline) { State::Down } else { State::Up };
        let before = self.state;
        if state != before {
            *self = Self { state, since: now };
        }
        (before, state) == (State::Down, State::Up)
    }

    /// Whether the studio's system cannot be reached.
    pub fn is_down(self) -> bool {
        self.state == State::Down
    }

    /// Whether the link has come back after this moment and is still there.
    pub fn healed_after(self, moment: Moment) -> bool {
        self.state == State::Up && self.since > moment
    }

    /// Since when it has been as it is.
    pub fn since(self) -> Moment {
        self.since
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fault::FaultKind;
    use std::time::Duration;

    #[test]
    fn what_answers_is_there_also_when_it_says_no() {
        let mut link = Link::default();
        let mut heard = |seconds, kind: Option<FaultKind>| {
            let fault = kind.map(Fault::new);
            let healed = link.heard(Moment::after_start(Duration::from_secs(seconds)), fault.as_ref());
            (link.is_down(), healed)
        };
        assert_eq!(heard(1, Some(FaultKind::Unreachable)), (true, false));
        assert_eq!(heard(2, Some(FaultKind::HeldBack)), (true, false));
        assert_eq!(heard(3, Some(FaultKind::Broken(500))), (false, true));
        assert_eq!(heard(4, Some(FaultKind::TimedOut)), (true, false));
        assert_eq!(heard(5, None), (false, true));
        assert_eq!(heard(6, None), (false, false));
        let at = |seconds| Moment::after_start(Duration::from_secs(seconds));
        assert_eq!(link.since(), at(5));
        assert!(link.healed_after(at(4)) && !link.healed_after(at(5)));
    }
}
