//! The rate limit: a number of requests a minute for each endpoint, then a minute of refusals.

use std::collections::BTreeMap;

use crate::domain::time::Timestamp;

use super::refusal::{Problem, Refusal};

/// Requests a minute for one endpoint and key, as documented.
const REQUESTS_MAX: u32 = 1_000;
/// The length of the count and of the refusal, in seconds.
const WINDOW_SECONDS: i64 = 60;

/// How often each endpoint was asked lately.
#[derive(Default)]
pub(super) struct RateLimit {
    windows: BTreeMap<&'static str, Window>,
}

struct Window {
    started_at: Timestamp,
    count: u32,
    closed_at: Option<Timestamp>,
}

impl RateLimit {
    /// Counts a request, or refuses it with the seconds to wait.
    pub(super) fn count(&mut self, endpoint: &'static str, now: Timestamp) -> Result<(), Refusal> {
        let window =
            self.windows.entry(endpoint).or_insert(Window { started_at: now, count: 0, closed_at: None });
        let age = seconds_between(window.closed_at.unwrap_or(window.started_at), now);
        // A clock that went back begins a new minute, or it would never end.
        if !(0..WINDOW_SECONDS).contains(&age) {
            *window = Window { started_at: now, count: 0, closed_at: None };
        }
        if window.count < REQUESTS_MAX {
            window.count += 1;
            return Ok(());
        }
        let closed_at = *window.closed_at.get_or_insert(now);
        let wait = (WINDOW_SECONDS - seconds_between(closed_at, now)).clamp(1, WINDOW_SECONDS);
        Err(Problem::RateExceeded { wait_seconds: wait }.into())
    }
}

fn seconds_between(from: Timestamp, to: Timestamp) -> i64 {
    to.as_second().saturating_sub(from.as_second())
}
