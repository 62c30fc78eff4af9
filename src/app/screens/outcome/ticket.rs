//! The claim ticket of an unfinished end, in words: on the screen now, and all that a printer will need.

use crate::app::shared::Sight;
use crate::app::till::Stage;
use crate::domain::intent::Abandonment;
use crate::domain::pass::{ClaimCode, Reference};
use crate::ui::theme::Tone;

/// What somebody takes along whose purchase did not end in a pass, or who does not know yet what became of a request.
pub struct ClaimTicket {
    /// What happened.
    what: String,
    /// Where the money is, or what else it means for somebody.
    means: String,
    /// What happens next.
    next: String,
    /// Whom to ask, where the operator names somebody.
    ask: Option<String>,
    /// The claim code, as it is read.
    code: Option<String>,
    /// The same as it is scanned, where it will be of use.
    scanned: Option<String>,
    /// Whether another try makes sense.
    pub(super) again: bool,
}

/// The keys of the words of an end.
pub struct Told {
    /// What happened.
    pub what: &'static str,
    /// Where the money is, or what else it means for somebody.
    pub means: &'static str,
    /// What happens next.
    pub next: &'static str,
    /// Whether another try makes sense.
    pub again: bool,
    /// Whether somebody should keep the claim code: there is more to come, or to be asked.
    pub keep: bool,
}

/// Whether the same may be ordered once more: nothing was bought, and nothing stands against it.
pub(super) fn can_be_tried_again(stage: Stage<'_>) -> bool {
    told(stage).again
}

/// Whether the claim code will be of use.
pub(super) fn is_to_be_kept(stage: Stage<'_>) -> bool {
    told(stage).keep
}

impl ClaimTicket {
    /// The ticket of a purchase.
    pub(super) fn of(sight: &Sight<'_>, reference: &Reference) -> Option<Self> {
        let mut told = told(sight.till.stage(reference)?);
        if sight.till.ordered(reference).is_some_and(|intent| intent.order.is_free()) {
            told.means = "money-free";
        }
        Self::telling(sight, reference, &told)
    }

    /// The ticket of an order of which this is told.
    pub fn telling(sight: &Sight<'_>, reference: &Reference, told: &Told) -> Option<Self> {
        let stage = sight.till.stage(reference)?;
        let speech = sight.speech;
        // Who came with a claim code has no order to go back to.
        let has_order = sight.till.is_of_this_visit(reference);
        let next = if told.again && !has_order { "outcome-over-next" } else { told.next };
        // What is not on disk cannot be found again.
        let claim = sight.till.claim(reference).filter(|_| stage != Stage::NotRecorded);
        let label = if told.keep { "outcome-claim" } else { "outcome-reference" };
        let shown = |claim: &ClaimCode| speech.with(label, &[("code", claim.to_string().into())]);
        let ordered = sight.till.ordered(reference);
        let amount = ordered.and_then(|intent| intent.order.payable()).map(|payable| speech.money(payable));
        let contact = sight.settings.kiosk.contact.as_ref();
        // The studio's own words say more than ours why it refuses something.
        let said = sight.till.refusal(reference).filter(|_| stage == Stage::Refused);
        let refusal = said.map(|said| speech.with("frame-server-says", &[("message", said.into())]));
        Some(Self {
            what: refusal.unwrap_or_else(|| speech.say(told.what)),
            means: speech.with(told.means, &[("amount", amount.unwrap_or_default().into())]),
            next: speech.say(next),
            ask: contact.map(|contact| speech.with("outcome-ask", &[("contact", contact.into())])),
            code: claim.map(shown),
            scanned: claim.filter(|_| told.keep).map(ClaimCode::compact),
            again: told.again && has_order,
        })
    }

    /// The claim code to be drawn large: without dashes, which scanners set to another keyboard would change.
    pub fn to_keep(&self) -> Option<&str> {
        self.scanned.as_deref()
    }

    /// Its lines, one below the other, the empty ones between them being air.
    pub fn lines(&self) -> Vec<(String, Tone)> {
        let code_tone = if self.scanned.is_some() { Tone::Price } else { Tone::Dim };
        let told = [
            (Some(format!(" ! {} ", self.what)), Tone::Error),
            (Some(self.means.clone()), Tone::Title),
            (Some(format!("► {}", self.next)), Tone::Text),
            (self.ask.clone(), Tone::Text),
            (self.code.clone(), code_tone),
        ];
        let told = told.into_iter().filter_map(|(text, tone)| text.map(|text| (text, tone)));
        let mut lines: Vec<_> = told.flat_map(|line| [line, (String::new(), Tone::Text)]).collect();
        lines.pop();
        lines
    }
}

fn told(stage: Stage<'_>) -> Told {
    let not_charged = |what, next, again| Told { what, means: "money-not-charged", next, again, keep: false };
    let kept = |what, means, next| Told { what, means, next, again: false, keep: true };
    match stage {
        // The call was provably not done and is about to be sent again.
        Stage::Preparing
        | Stage::Paying(_)
        | Stage::Expired { .. }
        | Stage::Authorised
        | Stage::Retrying
        | Stage::Waiting { .. } => not_charged("outcome-waiting", "outcome-waiting-next", false),
        Stage::Checking | Stage::Buying => {
            kept("outcome-checking", "money-being-checked", "outcome-checking-next")
        }
        Stage::Bought(_) | Stage::Granted(_) => kept("outcome-no-code", "money-paid", "outcome-no-code-next"),
        Stage::AtDesk => kept("outcome-desk", "money-uncertain", "outcome-desk-next"),
        Stage::Settled => {
            Told { keep: false, ..kept("outcome-settled", "money-settled", "outcome-settled-next") }
        }
        Stage::ShownBefore => {
            Told { keep: false, ..kept("outcome-shown-before", "money-paid", "outcome-desk-next") }
        }
        Stage::Refused => not_charged("outcome-refused", "outcome-refused-next", true),
        Stage::NotRecorded => not_charged("outcome-not-recorded", "outcome-desk-next", false),
        Stage::GivenUp(Abandonment::BoughtBefore) => {
            Told { keep: false, ..kept("outcome-before", "money-once", "outcome-before-next") }
        }
        Stage::GivenUp(Abandonment::Unpayable) => {
            not_charged("outcome-not-recorded", "outcome-desk-next", false)
        }
        Stage::GivenUp(Abandonment::Expired) => not_charged("outcome-expired", "outcome-again-next", true),
        Stage::GivenUp(
            Abandonment::Unavailable
            | Abandonment::NotDone
            | Abandonment::AlreadyThere
            | Abandonment::Impossible,
        ) => not_charged("outcome-unavailable", "outcome-again-next", true),
        Stage::GivenUp(Abandonment::Cancelled | Abandonment::Restarted) => {
            not_charged("outcome-cancelled", "outcome-again-next", true)
        }
    }
}
