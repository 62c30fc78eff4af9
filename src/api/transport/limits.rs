//! How long, how often and how much: the limits of the transport.

use std::time::Duration;

use crate::api::Manner;

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
            Manner::Read => self.read.min(self.budget.saturating_sub(elapsed)),
            Manner::Write => self.write,
            Manner::Purchase => self.purchase,
        }
    }
}
