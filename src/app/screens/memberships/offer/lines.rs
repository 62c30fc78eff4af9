//! What is said of a membership and its terms, a row each, page by page: what is said of terms under each other, what is so
//! whatever the term across all of it.

use ratatui::layout::Rect;

use super::super::terms::Point;
use crate::app::screens::pages;
use crate::app::shared::Sight;
use crate::domain::membership::TermDetail;
use crate::ui::canvas::{Canvas, wrap};
use crate::ui::theme::Tone;

/// The columns in front of the terms, in which it says what a row is about.
pub const LABELS: u16 = 16;
/// The columns between two terms.
pub const GAP: u16 = 2;
/// The columns of the longest line that an eye finds its way along.
const WIDTH_MAX: u16 = 96;

/// A row.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// What it is about, and what it says of each term.
    Row(String, Vec<String>),
    /// Something that is so whatever the term.
    Text(String, Tone),
}

/// What is said of the terms, thing by thing, in columns of this width; what no term says anything of is left out.
pub fn rows(sight: &Sight<'_>, terms: &[&TermDetail], width: u16) -> Vec<Line> {
    let speech = sight.speech;
    let mut rows = Vec::new();
    for point in Point::ALL {
        let said = |term: &&TermDetail| -> Vec<String> {
            point.says(speech, term).iter().flat_map(|line| wrap(line, width)).collect()
        };
        let cells: Vec<_> = terms.iter().map(said).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        for at in 0..height {
            let label = if at == 0 { speech.say(point.label()) } else { String::new() };
            let cells = cells.iter().map(|cell| cell.get(at).cloned().unwrap_or_default());
            rows.push(Line::Row(label, cells.collect()));
        }
    }
    rows
}

/// Paragraphs as rows.
pub fn texts(paragraphs: &[(String, Tone)], width: u16) -> Vec<Line> {
    let lines = pages::lines(paragraphs, width.min(WIDTH_MAX));
    lines.into_iter().map(|(text, tone)| Line::Text(text, tone)).collect()
}

/// A row of air.
pub fn air() -> Line {
    Line::Text(String::new(), Tone::Text)
}

/// The place of a column of this width, by its number, with the gap behind it left free.
pub fn column(row: Rect, slot: usize, width: u16) -> Rect {
    let shift = LABELS.saturating_add(u16::try_from(slot).unwrap_or(u16::MAX).saturating_mul(width));
    Rect { x: row.x.saturating_add(shift), width: width.saturating_sub(GAP), ..row }.intersection(row)
}

/// Draws the page that comes after this many turns, the terms in columns of this width.
pub fn view(
    sight: &Sight<'_>,
    canvas: &mut Canvas<'_>,
    area: Rect,
    (lines, turned): (Vec<Line>, usize),
    width: u16,
) {
    pages::view_rows(sight, canvas, area, lines, turned, is_air, |canvas, row, line| {
        draw(canvas, row, line, width);
    });
}

/// The same where what turns stands in the footer, which is drawn by then: all rows are for lines.
pub fn view_page(canvas: &mut Canvas<'_>, area: Rect, lines: &[Line], page: usize, width: u16) {
    let rows = usize::from(area.height);
    for (row, line) in area.rows().zip(lines.iter().skip(page.saturating_mul(rows))) {
        draw(canvas, row, line, width);
    }
}

/// Whether nothing stands in a row.
pub fn is_air(line: &Line) -> bool {
    matches!(line, Line::Text(text, _) if text.is_empty())
}

fn draw(canvas: &mut Canvas<'_>, row: Rect, line: &Line, width: u16) {
    match line {
        Line::Text(text, tone) => {
            canvas.text(row, text, *tone);
        }
        Line::Row(label, cells) => {
            canvas.text(Rect { width: LABELS - 1, ..row }, label, Tone::Dim);
            for (slot, cell) in cells.iter().enumerate() {
                canvas.text(column(row, slot, width), cell, Tone::Text);
            }
        }
    }
}
