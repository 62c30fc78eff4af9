//! The key or one of its scopes is refused: nothing can be sold until the operator acts. It tries again by itself and
//! names neither key nor cause; `doctor` does.

use super::chrome::Chrome;
use crate::app::shared::Sight;
use crate::ui::canvas::Canvas;
use crate::ui::notice::{self, FaultWords};

/// Out of order.
#[derive(Debug)]
pub struct OutOfOrder;

impl OutOfOrder {
    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let body = Chrome::default().draw(sight, canvas);
        let speech = sight.speech;
        let words = FaultWords {
            what: &speech.say("out-of-order-what"),
            money: "",
            next: &speech.say("out-of-order-next"),
            reference: &speech.say("out-of-order-itself"),
        };
        notice::fault(canvas, body, &words);
    }
}
