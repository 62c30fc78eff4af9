//! All of it on one screen, and the order button.

use crate::app::msg::Event;
use crate::app::screens::Next;
use crate::app::screens::chrome::Chrome;
use crate::app::shared::{Cx, Sight};
use crate::domain::time::Moment;
use crate::ui::canvas::Canvas;
use crate::ui::key::Key;

/// All of it on one screen, and the order button.
#[derive(Debug)]
pub struct OrderScreen;

impl OrderScreen {
    /// Shows it.
    pub fn enter(_cx: &mut Cx<'_>) -> Self {
        Self
    }

    /// Goes back.
    pub fn on_key(&mut self, _cx: &mut Cx<'_>, key: Key) -> Next {
        if key == Key::Esc { Next::Back } else { Next::Stay }
    }

    /// Takes an answer.
    pub fn on_event(&mut self, _cx: &mut Cx<'_>, _event: &Event) -> Next {
        Next::Stay
    }

    /// Is returned to.
    pub fn on_return(&mut self, _cx: &mut Cx<'_>) {}

    /// When something changes on it by itself.
    pub fn wake_at(&self, _sight: &Sight<'_>) -> Option<Moment> {
        None
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        Chrome::default().draw(sight, canvas);
    }
}
