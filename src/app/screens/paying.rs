//! What is signed and paid on the phone, and the moment of the purchase: the sale belongs to the till, this screen follows it.

mod tasks;
mod view;

use std::time::Duration;

use super::awaited::{Wait, next_change, next_second, waited};
use super::{Idle, Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::app::till::{PhoneView, Stage};
use crate::domain::intent::Abandonment;
use crate::domain::pass::Reference;
use crate::domain::payment::PhoneProgress;
use crate::domain::time::Moment;
use crate::ui::key::Key;
pub use view::column;

/// What a question is answered with by somebody who is sure; Enter, which is pressed twice so easily, is the safe answer.
pub const SURE: Key = Key::F(4);
/// In a demo, the key that pretends to be the phone.
const PRETEND: Key = Key::Char('p');
const PRETEND_SHIFTED: Key = Key::Char('P');

/// Ends the code that a phone has, and shows a new one.
const NEW_CODE: Key = Key::F(4);

/// A code that nobody has scanned for this long, or a page that was left, may have nobody standing there;
const ABANDONED_AFTER: Duration = Duration::from_mins(2);
/// nor a phone that has not been heard of for so long,
const SILENT_FOR_MAX: Duration = Duration::from_mins(3);
/// or for so long when it may be with the bank.
const PROCESSING_FOR_MAX: Duration = Duration::from_mins(5);

/// A sale being paid and bought.
#[derive(Debug)]
pub struct Paying {
    pub(super) reference: Reference,
    /// Whether the question "cancel?" is open.
    asking: bool,
    /// Since when something is awaited that the visitor cannot speed up.
    waiting_since: Option<Moment>,
}

impl Paying {
    /// Follows this sale.
    pub fn new(reference: Reference) -> Self {
        Self { reference, asking: false, waiting_since: None }
    }

    /// Cancels after a question, renews, or leaves a purchase that takes long.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if self.asking {
            self.asking = !matches!(key, Key::Enter | Key::Esc | SURE);
            if key == SURE {
                cx.till.cancel(cx.now, &self.reference, cx.out);
            }
            return Next::Stay;
        }
        let Some(stage) = cx.till.stage(&self.reference) else { return Next::Home };
        match (stage, key) {
            (stage, Key::Esc) if is_open(stage) => {
                self.asking = true;
            }
            (Stage::Paying(phone), PRETEND | PRETEND_SHIFTED)
                if cx.settings.demo && tasks::can_be_pretended(phone) =>
            {
                cx.till.pretend_phone(&self.reference, cx.out);
            }
            (Stage::Paying(phone), NEW_CODE) if phone.offers_new_code(cx.now.moment) => {
                cx.till.show_again(cx.now, &self.reference, cx.out);
            }
            // Whatever is pressed says that somebody is here who wants to go on.
            (Stage::Paying(phone), _) if phone.offers_more_time(cx.now.moment) => {
                cx.till.extend(cx.now, &self.reference, cx.out);
            }
            (Stage::Expired { renewable: true, .. }, Key::Enter) => {
                cx.till.renew(cx.now, &self.reference, cx.out);
            }
            (Stage::Expired { .. }, Key::Esc | Key::Enter) => cx.till.cancel(cx.now, &self.reference, cx.out),
            (Stage::Buying, Key::Esc) if self.is_long(cx.now.moment) => {
                return Next::Replace(self.end(cx));
            }
            _ => {}
        }
        self.follow(cx)
    }

    /// Goes where the sale has gone.
    pub fn follow(&mut self, cx: &mut Cx<'_>) -> Next {
        let Some(stage) = cx.till.stage(&self.reference) else { return Next::Home };
        let waits = stage == Stage::Buying || is_open(stage) && !matches!(stage, Stage::Paying(_));
        self.waiting_since = if waits { self.waiting_since.or(Some(cx.now.moment)) } else { None };
        // Once the call may be on its way there is nothing left to cancel.
        self.asking &= is_open(stage);
        match stage {
            Stage::Bought(bought) if bought.code.is_some() => {
                Next::Finish(Place::Pass(self.reference.clone()))
            }
            Stage::GivenUp(Abandonment::Cancelled) => {
                cx.visit.cancelled = true;
                Next::Back
            }
            Stage::GivenUp(Abandonment::BoughtBefore) => {
                let twin = cx.till.twin(&self.reference).unwrap_or(&self.reference).clone();
                match cx.till.stage(&twin) {
                    Some(Stage::Bought(bought)) if bought.code.is_some() => Next::Finish(Place::Pass(twin)),
                    _ => Next::Replace(Place::Outcome(twin)),
                }
            }
            Stage::Granted(grant) if grant.is_whole() => Next::Finish(self.end(cx)),
            stage if stage.is_unfinished_end() => Next::Replace(self.end(cx)),
            _ => Next::Stay,
        }
    }

    /// Where it is told what became of it.
    fn end(&self, cx: &Cx<'_>) -> Place {
        let concludes = cx.till.ordered(&self.reference).is_some_and(|intent| intent.request().is_some());
        let reference = self.reference.clone();
        if concludes { Place::Request(reference) } else { Place::Outcome(reference) }
    }

    fn is_long(&self, now: Moment) -> bool {
        self.waiting_since.is_some_and(|since| waited(since, now) == Wait::Long)
    }

    /// The next second of a countdown, or of a busy text.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        let now = sight.now.moment;
        let countdown = match sight.till.stage(&self.reference)? {
            Stage::Paying(PhoneView { expires: end, .. })
            | Stage::Expired { until: end, .. }
            | Stage::Waiting { until: end } => next_second(end, now),
            _ => None,
        };
        let busy = self.waiting_since.and_then(|since| next_change(since, now));
        countdown.into_iter().chain(busy).min()
    }

    /// Nobody touches the screen while paying on a phone. A code that no phone takes, or a phone that is not heard of any more,
    /// is asked about; what waits for the server must be seen to its end.
    pub fn idle(&self, sight: &Sight<'_>) -> Idle {
        let Some(Stage::Paying(phone)) = sight.till.stage(&self.reference) else { return Idle::Own };
        let (since, span) = match phone.progress {
            None | Some(PhoneProgress::Closed) => (phone.since, ABANDONED_AFTER),
            Some(PhoneProgress::Open | PhoneProgress::Declined | PhoneProgress::Broken) => {
                (phone.heard, SILENT_FOR_MAX)
            }
            Some(PhoneProgress::Processing) => (phone.heard, PROCESSING_FOR_MAX),
        };
        Idle::After { since, span }
    }

    /// The page on the phone is spoken in the visitor's language as well.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        cx.till.speak(&self.reference, cx.visit.language, cx.out);
    }
}

/// Whether the sale can still be given up without a doubt about money.
fn is_open(stage: Stage<'_>) -> bool {
    match stage {
        Stage::Preparing | Stage::Paying(_) | Stage::Authorised | Stage::Retrying | Stage::Waiting { .. } => {
            true
        }
        Stage::Expired { .. }
        | Stage::Buying
        | Stage::Bought(_)
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
