//! Nothing can be sold: the key or one of its scopes is refused, or sales cannot be written down. It tries again by itself,
//! and passes that were bought are shown again all the same. `doctor` names the cause.

use super::chrome::Chrome;
use super::claim::CLAIM;
use super::{Next, Place};
use crate::app::shared::Sight;
use crate::app::till::LedgerState;
use crate::ui::canvas::Canvas;
use crate::ui::key::Key;
use crate::ui::notice::{self, FaultWords};

/// Out of order.
#[derive(Debug)]
pub struct OutOfOrder;

impl OutOfOrder {
    /// F4 takes a claim code.
    pub fn on_key(&self, key: Key) -> Next {
        if key == CLAIM { Next::Go(Place::Claim(None)) } else { Next::Stay }
    }

    /// Draws it. What staff can mend they are told; a refused key is the operator's.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let claim = speech.say("claim-open");
        let body = Chrome { more: vec![(&claim, CLAIM)], ..Chrome::default() }.draw(sight, canvas);
        let itself = speech.say("out-of-order-itself");
        let reference = match sight.till.ledger() {
            LedgerState::Closed(fault) => format!("{} {itself}", speech.ledger_fault(fault)),
            LedgerState::Opening | LedgerState::Open => itself,
        };
        let contact = sight.settings.kiosk.contact.as_ref();
        let ask = contact.map(|contact| speech.with("outcome-ask", &[("contact", contact.into())]));
        let next =
            [Some(speech.say("out-of-order-next")), ask].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let words = FaultWords {
            what: &speech.say("out-of-order-what"),
            money: "",
            next: &next,
            reference: &reference,
        };
        notice::fault(canvas, body, &words);
    }
}
