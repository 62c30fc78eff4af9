//! What was asked of the studio: on its way, confirmed, or how it stands.

use super::Next;
use crate::app::msg::Event;
use crate::app::shared::{Cx, Sight};
use crate::domain::pass::Reference;
use crate::domain::time::Moment;
use crate::ui::canvas::Canvas;
use crate::ui::key::Key;

/// What was asked of the studio: on its way, confirmed, or how it stands.
#[derive(Debug)]
pub struct RequestScreen {
    pub(super) reference: Reference,
}

impl RequestScreen {
    /// Begins.
    pub fn enter(_cx: &mut Cx<'_>, reference: Reference) -> Self {
        Self { reference }
    }

    /// Goes back.
    pub fn on_key(&mut self, _cx: &mut Cx<'_>, key: Key) -> Next {
        if key == Key::Esc { Next::Back } else { Next::Stay }
    }

    /// Takes what was scanned.
    pub fn on_scan(&mut self, _cx: &mut Cx<'_>, _text: &str) -> Next {
        Next::Stay
    }

    /// Takes an answer.
    pub fn on_event(&mut self, _cx: &mut Cx<'_>, _event: &Event) -> Next {
        Next::Stay
    }

    /// Takes a wake-up.
    pub fn on_wake(&mut self, _cx: &mut Cx<'_>) -> Next {
        Next::Stay
    }

    /// Asks again.
    pub fn on_return(&mut self, _cx: &mut Cx<'_>) {}

    /// When something changes on it by itself.
    pub fn wake_at(&self, _sight: &Sight<'_>) -> Option<Moment> {
        None
    }

    /// Draws it.
    pub fn view(&self, _sight: &Sight<'_>, _canvas: &mut Canvas<'_>) {}
}
