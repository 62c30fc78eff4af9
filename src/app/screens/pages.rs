//! Lines that may not fit: page by page, with a button that turns. The empty ones between them are air: where
//! there is no room for it, it goes, from the last one on.

use ratatui::layout::Rect;

use crate::app::shared::Sight;
use crate::ui::canvas::{ButtonKind, Canvas, wrap};
use crate::ui::key::Key;
use crate::ui::theme::Tone;

/// The key that turns.
pub const TURN: Key = Key::F(4);

/// The columns of the button that turns.
const BUTTON: u16 = 16;

/// Draws the page that comes after this many turns; after the last comes the first again.
pub fn view(
    sight: &Sight<'_>,
    canvas: &mut Canvas<'_>,
    area: Rect,
    paragraphs: &[(String, Tone)],
    turned: usize,
) {
    let lines = lines(paragraphs, area.width);
    view_rows(
        sight,
        canvas,
        area,
        lines,
        turned,
        |(text, _)| text.is_empty(),
        |canvas, row, (text, tone)| {
            canvas.text(row, text, *tone);
        },
    );
}

/// Paragraphs in lines of this width; an empty one is an empty line.
pub fn lines(paragraphs: &[(String, Tone)], width: u16) -> Vec<(String, Tone)> {
    let mut lines: Vec<(String, Tone)> = Vec::new();
    for (text, tone) in paragraphs {
        let wrapped = wrap(text, width);
        if wrapped.is_empty() {
            lines.push((String::new(), *tone));
        }
        lines.extend(wrapped.into_iter().map(|line| (line, *tone)));
    }
    lines
}

/// The same with lines of any kind, each a row high: `is_air` says which are empty, `draw` draws one.
pub fn view_rows<T>(
    sight: &Sight<'_>,
    canvas: &mut Canvas<'_>,
    area: Rect,
    mut lines: Vec<T>,
    turned: usize,
    is_air: impl Fn(&T) -> bool,
    draw: impl Fn(&mut Canvas<'_>, Rect, &T),
) {
    let fits = usize::from(area.height);
    while lines.len() > fits
        && let Some(air) = lines.iter().rposition(&is_air)
    {
        lines.remove(air);
    }
    let rows = canvas.touch_rows();
    let shown = if lines.len() > fits { fits.saturating_sub(usize::from(rows)) } else { fits };
    let pages = lines.len().div_ceil(shown.max(1)).max(1);
    let from = (turned % pages) * shown;
    for (row, line) in area.rows().zip(lines.iter().skip(from).take(shown)) {
        draw(canvas, row, line);
    }
    if lines.len() > fits {
        let place = Rect {
            y: area.bottom().saturating_sub(rows),
            height: rows,
            width: area.width.min(BUTTON),
            ..area
        };
        canvas.button(place, &sight.speech.say("offer-more"), TURN, ButtonKind::Plain);
    }
}
