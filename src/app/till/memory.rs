//! Orders that are settled: the result of each is nobody else's, and none is repeated without a question.

use std::mem::discriminant;
use std::time::Duration;

use crate::domain::intent::{Intent, REMEMBERED_FOR};
use crate::domain::time::{Moment, Now};

/// Orders remembered at once; the oldest go first.
const SETTLED_MAX: usize = 5_000;

/// What was bought, or given to staff, within [`REMEMBERED_FOR`], oldest first.
#[derive(Debug, Default)]
pub(super) struct Memory(Vec<Settled>);

#[derive(Debug)]
struct Settled {
    intent: Intent,
    known_since: Moment,
    /// How long it had been settled before this process knew it.
    stood_before: Duration,
}

impl Memory {
    /// Remembers an order as it stands: that has just been settled, or that staff have to look at although it is not.
    pub(super) fn add(&mut self, now: Now, intent: &Intent) {
        let fresh =
            || Settled { intent: intent.clone(), known_since: now.moment, stood_before: Duration::ZERO };
        let mut known = self.0.iter_mut().filter(|known| known.intent.reference == intent.reference);
        match known.next() {
            None => self.push(fresh()),
            Some(known) if discriminant(known.intent.state()) != discriminant(intent.state()) => {
                *known = fresh();
            }
            // More has become known of the same, such as its code.
            Some(known) => known.intent.clone_from(intent),
        }
    }

    /// Remembers an order that was settled before this process began.
    pub(super) fn add_from_disk(&mut self, now: Now, intent: Intent) {
        self.push(Settled { stood_before: intent.stood(now.wall), intent, known_since: now.moment });
    }

    /// Forgets what no order can be mistaken for any more.
    pub(super) fn forget_old(&mut self, now: Now) {
        self.0.retain(|settled| settled.age(now) < REMEMBERED_FOR);
    }

    /// Every order remembered.
    pub(super) fn intents(&self) -> impl Iterator<Item = &Intent> {
        self.0.iter().map(|settled| &settled.intent)
    }

    /// Every order remembered, and for how long it has been settled.
    pub(super) fn aged(&self, now: Now) -> impl Iterator<Item = (&Intent, Duration)> {
        self.0.iter().map(move |settled| (&settled.intent, settled.age(now)))
    }

    fn push(&mut self, settled: Settled) {
        if self.0.len() >= SETTLED_MAX {
            self.0.remove(0);
        }
        self.0.push(settled);
    }
}

impl Settled {
    fn age(&self, now: Now) -> Duration {
        self.stood_before + now.moment.since(self.known_since)
    }
}
