//! The one clock of services and runtime; the core is told the time.

use std::time::Instant;

use crate::domain::time::{Moment, Now, Timestamp};

/// Reads both clocks, counting moments from its own start.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    started: Instant,
}

impl Clock {
    /// Starts counting.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the monotonic clock")]
    pub fn start() -> Self {
        Self { started: Instant::now() }
    }

    /// What both clocks say.
    pub fn now(&self) -> Now {
        Now { moment: Moment::after_start(self.started.elapsed()), wall: wall() }
    }
}

/// What the wall clock says.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the wall clock")]
pub fn wall() -> Timestamp {
    Timestamp::now()
}

/// Fills an array with random bytes of the operating system; `None` when it has none to give.
pub fn random<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).ok().map(|()| bytes)
}
