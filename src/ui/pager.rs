//! The strip under a long list or form: where one is, and two targets to turn the page.

use ratatui::layout::Rect;

use super::canvas::{ButtonKind, Canvas, measure};
use super::key::Key;
use super::theme::Tone;

/// The columns of a target that turns the page.
const BUTTON: u16 = 8;

/// Draws the strip at the right end of an area, with the keys that turn back and on where there is a page; gives what
/// is left of it at the left.
pub fn view(canvas: &mut Canvas, area: Rect, position: &str, keys: (Option<Key>, Option<Key>)) -> Rect {
    let down =
        Rect { x: area.right().saturating_sub(BUTTON).max(area.x), width: BUTTON.min(area.width), ..area };
    let up = Rect { x: down.x.saturating_sub(BUTTON + 1).max(area.x), ..down };
    for (place, label, key) in [(up, "▲", keys.0), (down, "▼", keys.1)] {
        match key {
            Some(key) => canvas.button(place, label, key, ButtonKind::Plain),
            None => canvas.button(place, label, Key::PageUp, ButtonKind::Disabled),
        }
    }
    let text = Rect { width: up.x.saturating_sub(area.x + 2), ..area };
    // Beside the arrows, which stand in the second of three rows.
    canvas.right(
        Rect { y: area.y + area.height.saturating_sub(2), ..text }.intersection(area),
        position,
        Tone::Dim,
    );
    Rect { width: text.width.saturating_sub(measure(position) + 2), ..area }
}
