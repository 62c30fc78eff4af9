//! A sale that did not end in a pass with a code: what happened, where the money is, what happens next, and the claim
//! code. It follows the sale: when the pass is found while the person still stands here, it appears by itself.

use std::time::Duration;

use super::awaited::next_second;
use super::chrome::Chrome;
use super::deaf::Deaf;
use super::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::app::till::Stage;
use crate::domain::intent::Abandonment;
use crate::domain::pass::Reference;
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::key::Key;
use crate::ui::notice::{self, FaultWords};
use crate::ui::theme::Tone;

/// How long it stays without a key: long enough to photograph the claim code.
const SHOWN_FOR: Duration = Duration::from_secs(90);

/// The end of a sale, or its being looked for.
#[derive(Debug)]
pub struct Outcome {
    pub(super) reference: Reference,
    until: Moment,
    deaf: Deaf,
}

/// What an end is told with: what happened, where the money is, what to do next.
struct Told {
    what: &'static str,
    money: &'static str,
    next: &'static str,
    /// Whether another try makes sense.
    again: bool,
    /// Whether the claim code is of use.
    claim: bool,
}

impl Outcome {
    /// Tells of this sale.
    pub fn enter(cx: &mut Cx<'_>, reference: Reference) -> Self {
        Self {
            reference,
            until: cx.now.moment + SHOWN_FOR,
            deaf: Deaf::on_arrival(cx.now.moment, cx.active_at),
        }
    }

    /// Enter ends the visit, F4 tries again where nothing was bought; any other key keeps it on the screen.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if !self.deaf.hears(cx.now.moment) {
            return Next::Stay;
        }
        let again = cx.till.stage(&self.reference).is_some_and(|stage| told(stage).again);
        self.until = cx.now.moment + SHOWN_FOR;
        match key {
            Key::Enter | Key::Esc => Next::Home,
            Key::F(4) if again => Next::Back,
            _ => Next::Stay,
        }
    }

    /// The pass appears when it is found.
    pub fn follow(&mut self, cx: &mut Cx<'_>) -> Next {
        match cx.till.stage(&self.reference) {
            Some(Stage::Bought(bought)) if bought.code.is_some() => {
                Next::Finish(Place::Pass(self.reference.clone()))
            }
            Some(_) => Next::Stay,
            None => Next::Home,
        }
    }

    /// Its time is up, or the till has found the pass.
    pub fn on_wake(&mut self, cx: &mut Cx<'_>) -> Next {
        if cx.now.moment >= self.until { Next::Home } else { self.follow(cx) }
    }

    /// The next second of its clock.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        next_second(self.until, sight.now.moment).or(Some(self.until))
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let Some(stage) = sight.till.stage(&self.reference) else { return };
        let speech = sight.speech;
        let told = told(stage);
        let (done, again) = (speech.say("frame-done"), speech.say("frame-again"));
        let left = speech.countdown(self.until.since(sight.now.moment));
        let chrome = Chrome {
            notice: Some((speech.with("outcome-left", &[("left", left.into())]), Tone::Dim)),
            primary: Some((&done, ButtonKind::Primary)),
            more: if told.again { vec![(again.as_str(), Key::F(4))] } else { vec![] },
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        let claim = sight.till.claim(&self.reference).filter(|_| told.claim);
        let claim = claim.map(|claim| speech.with("outcome-claim", &[("code", claim.to_string().into())]));
        let words = FaultWords {
            what: &speech.say(told.what),
            money: &speech.say(told.money),
            next: &speech.say(told.next),
            reference: claim.as_deref().unwrap_or_default(),
        };
        notice::fault(canvas, body, &words);
    }
}

fn told(stage: Stage<'_>) -> Told {
    let not_charged =
        |what, next, again| Told { what, money: "money-not-charged", next, again, claim: false };
    match stage {
        // The call was provably not done and is about to be sent again.
        Stage::Preparing
        | Stage::Paying(_)
        | Stage::Expired { .. }
        | Stage::Authorised
        | Stage::Retrying
        | Stage::Waiting { .. } => not_charged("outcome-waiting", "outcome-waiting-next", false),
        Stage::Checking | Stage::Buying => Told {
            what: "outcome-checking",
            money: "money-being-checked",
            next: "outcome-checking-next",
            again: false,
            claim: true,
        },
        Stage::Bought(_) => Told {
            what: "outcome-no-code",
            money: "money-paid",
            next: "outcome-no-code-next",
            again: false,
            claim: true,
        },
        Stage::AtDesk => Told {
            what: "outcome-desk",
            money: "money-uncertain",
            next: "outcome-desk-next",
            again: false,
            claim: true,
        },
        Stage::Refused => not_charged("outcome-refused", "outcome-refused-next", true),
        Stage::NotRecorded => not_charged("outcome-not-recorded", "outcome-desk-next", false),
        Stage::GivenUp(Abandonment::BoughtBefore) => Told {
            what: "outcome-before",
            money: "money-once",
            next: "outcome-before-next",
            again: false,
            claim: false,
        },
        Stage::GivenUp(Abandonment::Unpayable) => {
            not_charged("outcome-not-recorded", "outcome-desk-next", false)
        }
        Stage::GivenUp(Abandonment::Expired) => not_charged("outcome-expired", "outcome-again-next", true),
        Stage::GivenUp(Abandonment::Unavailable | Abandonment::NotDone) => {
            not_charged("outcome-unavailable", "outcome-again-next", true)
        }
        Stage::GivenUp(Abandonment::Cancelled | Abandonment::Restarted) => {
            not_charged("outcome-cancelled", "outcome-again-next", true)
        }
    }
}
