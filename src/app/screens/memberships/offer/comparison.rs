//! The terms of a membership beside each other: the same row says the same thing of each.

use ratatui::layout::Rect;

use super::super::terms;
use super::super::{about, admission};
use super::closed;
use super::lines::{self, GAP, LABELS};
use crate::app::agreement::Side;
use crate::app::screens::offers::is_wide;
use crate::app::screens::pages;
use crate::app::shared::Sight;
use crate::domain::membership::{MembershipOfferDetail, TermDetail};
use crate::ui::canvas::{Canvas, wrap};
use crate::ui::key::Key;
use crate::ui::list::List;
use crate::ui::pager;
use crate::ui::theme::Tone;

/// The fewest columns of a term: less is no column of words.
const TERM_MIN: u16 = 22;
/// The most; an eye does not find the way across a wider one.
const TERM_MAX: u16 = 40;
/// Lines above the terms that say what it is; more of them stand below.
const INTRO_MAX: usize = 3;
/// The most terms beside each other.
const TERMS_MAX: usize = 4;

/// What is shown of it.
pub struct Shown<'a> {
    /// Which term is selected.
    pub terms: &'a List,
    /// Pages turned.
    pub turned: usize,
    /// Whose membership it is to be.
    pub side: Side,
}

/// Whether so many terms stand beside each other on this grid.
pub fn fits(grid: Rect, terms: usize) -> bool {
    is_wide(grid) && terms > 1
}

/// How many stand beside each other at this width.
pub fn columns(width: u16, terms: usize) -> usize {
    let room = usize::from(width.saturating_sub(LABELS) / TERM_MIN);
    terms.min(room).clamp(1, TERMS_MAX)
}

/// Draws the heads of the columns, what is said of each term below them, and what is so of all of them.
pub fn view(
    sight: &Sight<'_>,
    canvas: &mut Canvas<'_>,
    area: Rect,
    detail: &MembershipOfferDetail,
    shown: &Shown<'_>,
) {
    let count = columns(area.width, detail.terms.len());
    let first = shown.terms.first(count);
    let terms: Vec<&TermDetail> = detail.terms.iter().skip(first).take(count).collect();
    let wide = (area.width.saturating_sub(LABELS) / u16::try_from(count).unwrap_or(1)).min(TERM_MAX);
    let (mut rest, facts) = intro(sight, canvas, area, (shown.side, detail));
    let height = heads(sight, canvas, rest, detail, (first, &terms), shown, wide);
    rest = below(rest, height);
    let more = detail.terms.len() > count;
    if more {
        let strip = Rect { height: canvas.touch_rows().min(rest.height), ..rest };
        let position = format!("{}–{} / {}", first + 1, first + terms.len(), detail.terms.len());
        let back = Some(Key::PageUp).filter(|_| first > 0);
        let on = Some(Key::PageDown).filter(|_| first + terms.len() < detail.terms.len());
        pager::view(canvas, strip, &position, (back, on));
        rest = below(rest, strip.height);
    }
    let mut lines = lines::rows(sight, &terms, wide.saturating_sub(GAP));
    lines.push(lines::air());
    lines.extend(lines::texts(&facts, area.width));
    lines::view(sight, canvas, rest, (lines, shown.turned), wide);
}

/// Says what it is above the terms, where that is short: nobody compares terms of something they have not been told of. Gives
/// what is left of the area, and what is left to be said.
fn intro(
    sight: &Sight<'_>,
    canvas: &mut Canvas<'_>,
    area: Rect,
    (side, detail): (Side, &MembershipOfferDetail),
) -> (Rect, Vec<(String, Tone)>) {
    let (head, rest) = (about::head(sight, &detail.offer), about::rest(sight, side, detail));
    let said = pages::lines(&head, area.width);
    if said.len() > INTRO_MAX {
        return (area, head.into_iter().chain(rest).collect());
    }
    for (row, (line, tone)) in area.rows().zip(&said) {
        canvas.text(row, line, *tone);
    }
    (below(area, u16::try_from(said.len() + 1).unwrap_or(u16::MAX)), rest)
}

/// The head of each column: its digit, its length, its price. Gives the rows they take, and air below them.
fn heads(
    sight: &Sight<'_>,
    canvas: &mut Canvas<'_>,
    area: Rect,
    detail: &MembershipOfferDetail,
    (first, terms): (usize, &[&TermDetail]),
    shown: &Shown<'_>,
    wide: u16,
) -> u16 {
    let speech = sight.speech;
    let inner = wide.saturating_sub(GAP + 2);
    let prices: Vec<Vec<String>> = terms
        .iter()
        .map(|term| {
            let lines = terms::price(speech, &term.term.frequency);
            lines.iter().flat_map(|line| wrap(line, inner)).collect()
        })
        .collect();
    let rows = u16::try_from(prices.iter().map(Vec::len).max().unwrap_or_default()).unwrap_or(u16::MAX);
    let height = (rows + 1).max(canvas.touch_rows()).min(area.height);
    let late = admission::no_order(sight, shown.side).is_some();
    for (slot, (term, lines)) in terms.iter().zip(&prices).enumerate() {
        let index = first + slot;
        let place = Rect { height, ..lines::column(area, slot, wide) };
        let selected = index == shown.terms.selected;
        let is_dim = late || closed(sight, detail, term).is_some();
        // A tone has a surface of its own: all of a head has the same one.
        let (surface, title, price) = match (selected, is_dim) {
            (true, true) => (Tone::Selected, Tone::SelectedDim, Tone::SelectedDim),
            (true, false) => (Tone::Selected, Tone::Selected, Tone::Selected),
            (false, true) => (Tone::Text, Tone::Dim, Tone::Dim),
            (false, false) if terms::is_free(&term.term.frequency) => (Tone::Field, Tone::Field, Tone::Free),
            (false, false) => (Tone::Field, Tone::Field, Tone::Field),
        };
        canvas.fill(place, surface);
        let mark = if selected { "►" } else { " " };
        let name = format!("{mark}{} {}", slot + 1, terms::name(speech, &term.term));
        canvas.text(place, &name, title);
        for (row, line) in below(place, 1).rows().zip(lines) {
            canvas.text(Rect { x: row.x + 1, width: row.width.saturating_sub(1), ..row }, line, price);
        }
        canvas.region(place, Key::Pick(index));
    }
    height + 1
}

fn below(area: Rect, rows: u16) -> Rect {
    Rect { y: area.y.saturating_add(rows), height: area.height.saturating_sub(rows), ..area }
        .intersection(area)
}
