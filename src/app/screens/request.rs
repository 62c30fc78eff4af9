//! What was asked of the studio: on its way, confirmed, or how it stands. The request belongs to the till, this screen
//! follows it, and while somebody stands here a confirmation appears by itself.
//!
//! Invariant: a confirmation says what the studio has recorded, and "requested" as long as that is all it is.

mod confirmation;
mod told;
mod view;

use std::time::Duration;

use super::awaited::{Wait, next_change, next_second, waited};
use super::deaf::Deaf;
use super::members::MemberPlace;
use super::paying::SURE;
use super::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::app::till::{Stage, Till};
use crate::domain::intent::Abandonment;
use crate::domain::pass::Reference;
use crate::domain::time::Moment;
use crate::ui::key::Key;
use told::told;

/// How long an end stays without a key: long enough to photograph the claim code.
const SHOWN_FOR: Duration = Duration::from_secs(90);
/// A confirmation or a door code stays as long as a pass: long enough to find a phone first.
const CONFIRMED_FOR: Duration = Duration::from_mins(2);
/// However often it is extended, the next visitor gets their turn.
const CONFIRMED_FOR_MAX: Duration = Duration::from_mins(10);
/// Keeps a confirmation on the screen, or tries again.
const F4: Key = Key::F(4);

/// A request and what becomes of it.
#[derive(Debug)]
pub struct RequestScreen {
    pub(super) reference: Reference,
    phase: Phase,
}

#[derive(Debug)]
enum Phase {
    /// The studio is asked.
    Waiting {
        /// Since when the visitor waits.
        since: Moment,
        /// Whether the question "give it up?" is open.
        asking: bool,
    },
    /// What became of it is told, and stays until its time is up.
    Told {
        /// When that is.
        until: Moment,
        /// A key that was meant for the screen before must not put the confirmation away.
        deaf: Deaf,
        /// Whether it is a confirmation.
        confirmed: bool,
    },
}

impl RequestScreen {
    /// Follows this request.
    pub fn enter(cx: &mut Cx<'_>, reference: Reference) -> Self {
        let phase = Phase::Waiting { since: cx.now.moment, asking: false };
        let mut screen = Self { reference, phase };
        if let Some(stage) = cx.till.stage(&screen.reference).filter(|stage| !is_on_its_way(*stage)) {
            screen.phase = Phase::tell(cx, stage);
        }
        screen
    }

    /// Waiting, Esc gives it up or leaves it to go on; at the end Enter is done, F4 keeps it longer or tries again, and any
    /// key says that somebody is still reading.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        let Some(stage) = cx.till.stage(&self.reference) else { return done(cx) };
        let now = cx.now.moment;
        match &mut self.phase {
            Phase::Waiting { asking, .. } if *asking => {
                *asking = !matches!(key, Key::Enter | Key::Esc | SURE);
                if key == SURE {
                    cx.till.cancel(cx.now, &self.reference, cx.out);
                    return self.follow(cx);
                }
                Next::Stay
            }
            Phase::Waiting { asking, .. } if key == Key::Esc && is_unsent(stage) => {
                *asking = true;
                Next::Stay
            }
            Phase::Waiting { since, .. } => {
                // The call may be on its way, and nobody has to stand here until it has come back.
                if key == Key::Esc && waited(*since, now) == Wait::Long {
                    self.phase = Phase::tell(cx, stage);
                }
                Next::Stay
            }
            Phase::Told { until, deaf, confirmed } => {
                if !deaf.hears(now) {
                    return Next::Stay;
                }
                let span = if *confirmed { CONFIRMED_FOR } else { SHOWN_FOR };
                let longer = if *confirmed && key == F4 { *until + span } else { (*until).max(now + span) };
                *until = longer.min(now + CONFIRMED_FOR_MAX);
                match key {
                    Key::Enter => done(cx),
                    // Where a moment ago it led out of the waiting, it must not throw the code away.
                    Key::Esc if !self.is_to_be_kept(cx.till) => done(cx),
                    F4 if can_be_tried_again(cx.till, &self.reference) => Next::Back,
                    _ => Next::Stay,
                }
            }
        }
    }

    /// Takes an answer, after the till has taken it.
    pub fn on_event(&mut self, cx: &mut Cx<'_>) -> Next {
        self.follow(cx)
    }

    /// Its time is up, or the till has gone on.
    pub fn on_wake(&mut self, cx: &mut Cx<'_>) -> Next {
        match &self.phase {
            Phase::Told { until, .. } if cx.now.moment >= *until => Next::Home,
            Phase::Told { .. } | Phase::Waiting { .. } => self.follow(cx),
        }
    }

    /// The answers are spoken in the visitor's language as well.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        cx.till.speak(&self.reference, cx.visit.language, cx.out);
    }

    /// Tells what became of it as soon as that is known, and anew when it turns out to be done.
    fn follow(&mut self, cx: &mut Cx<'_>) -> Next {
        let Some(stage) = cx.till.stage(&self.reference) else { return done(cx) };
        match &mut self.phase {
            Phase::Waiting { asking, .. } if is_on_its_way(stage) => *asking &= is_unsent(stage),
            Phase::Waiting { .. } if stage == Stage::GivenUp(Abandonment::Cancelled) => return Next::Back,
            Phase::Waiting { .. } => self.phase = Phase::tell(cx, stage),
            Phase::Told { confirmed: false, .. } if is_confirmed(stage) => {
                self.phase = Phase::tell(cx, stage);
            }
            Phase::Told { .. } => {}
        }
        Next::Stay
    }

    /// Whether the visitor should have the time to keep what is shown.
    pub fn is_to_be_kept(&self, till: &Till) -> bool {
        let (Phase::Told { .. }, Some(stage)) = (&self.phase, till.stage(&self.reference)) else {
            return false;
        };
        let request = till.ordered(&self.reference).and_then(|intent| intent.request());
        is_confirmed(stage) || request.is_some_and(|request| told(request, stage).keep)
    }

    /// The next second of a clock, or of a busy text.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        let now = sight.now.moment;
        match &self.phase {
            Phase::Told { until, .. } => next_second(*until, now).or(Some(*until)),
            Phase::Waiting { since, .. } => {
                let countdown = match sight.till.stage(&self.reference)? {
                    Stage::Waiting { until } => next_second(until, now),
                    _ => None,
                };
                countdown.into_iter().chain(next_change(*since, now)).min()
            }
        }
    }
}

impl Phase {
    fn tell(cx: &Cx<'_>, stage: Stage<'_>) -> Self {
        let confirmed = is_confirmed(stage);
        let span = if confirmed { CONFIRMED_FOR } else { SHOWN_FOR };
        let now = cx.now.moment;
        Self::Told { until: now + span, deaf: Deaf::on_arrival(now, cx.active_at), confirmed }
    }
}

/// A member goes on where they can choose what to do next, anybody else is done.
fn done(cx: &Cx<'_>) -> Next {
    match cx.visit.member {
        Some(_) => Next::Finish(Place::Member(MemberPlace::Menu)),
        None => Next::Home,
    }
}

/// Whether the same may be asked once more: nothing was done, and it was asked in this visit.
fn can_be_tried_again(till: &Till, reference: &Reference) -> bool {
    let request = till.ordered(reference).and_then(|intent| intent.request());
    let again = request.zip(till.stage(reference)).is_some_and(|(request, stage)| told(request, stage).again);
    again && till.is_of_this_visit(reference)
}

/// Whether it is done, or being done, and the studio has said so.
fn is_confirmed(stage: Stage<'_>) -> bool {
    matches!(stage, Stage::Granted(grant) if grant.is_whole())
}

/// Whether it can be given up without a doubt about what was done.
fn is_unsent(stage: Stage<'_>) -> bool {
    matches!(stage, Stage::Preparing | Stage::Authorised | Stage::Retrying | Stage::Waiting { .. })
}

/// Whether its end is still to come.
fn is_on_its_way(stage: Stage<'_>) -> bool {
    match stage {
        Stage::Preparing
        | Stage::Authorised
        | Stage::Retrying
        | Stage::Waiting { .. }
        | Stage::Buying
        | Stage::Paying(_)
        | Stage::Expired { .. } => true,
        Stage::Bought(_)
        | Stage::Granted(_)
        | Stage::Checking
        | Stage::Refused
        | Stage::GivenUp(_)
        | Stage::NotRecorded
        | Stage::AtDesk
        | Stage::Settled
        | Stage::ShownBefore => false,
    }
}
