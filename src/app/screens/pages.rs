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
    let fits = fit(&mut lines, area.height, is_air);
    let rows = canvas.touch_rows();
    let shown = if fits { area.height } else { area.height.saturating_sub(rows) };
    let from = (turned % count(&lines, shown)) * usize::from(shown);
    for (row, line) in area.rows().zip(lines.iter().skip(from).take(usize::from(shown))) {
        draw(canvas, row, line);
    }
    if !fits {
        let place = Rect {
            y: area.bottom().saturating_sub(rows),
            height: rows,
            width: area.width.min(BUTTON),
            ..area
        };
        canvas.button(place, &sight.speech.say("offer-more"), TURN, ButtonKind::Plain);
    }
}

/// Takes out air, from the last one on, until this many rows hold the lines; says whether they do.
pub fn fit<T>(lines: &mut Vec<T>, rows: u16, is_air: impl Fn(&T) -> bool) -> bool {
    while lines.len() > usize::from(rows)
        && let Some(air) = lines.iter().rposition(&is_air)
    {
        lines.remove(air);
    }
    lines.len() <= usize::from(rows)
}

/// How many pages of this many rows the lines take; one at least.
pub fn count<T>(lines: &[T], rows: u16) -> usize {
    lines.len().div_ceil(usize::from(rows.max(1))).max(1)
}
