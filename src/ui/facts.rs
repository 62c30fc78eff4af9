//! Facts in two columns: what it is at the left, what it says at the right.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::canvas::{Canvas, measure, wrap};
use super::key::Key;
use super::pager;
use super::theme::Tone;

/// One line of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<'a> {
    /// What it is.
    pub label: Cow<'a, str>,
    /// What it says; wrapped where it is long.
    pub text: Cow<'a, str>,
    /// How loud it says it.
    pub tone: Tone,
}

impl<'a> Fact<'a> {
    /// A plain fact.
    pub fn new(label: impl Into<Cow<'a, str>>, text: impl Into<Cow<'a, str>>) -> Self {
        Self { label: label.into(), text: text.into(), tone: Tone::Text }
    }

    /// The fact in another tone.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// The columns between label and text.
const GAP: u16 = 2;

/// Draws facts one below the other, their texts under each other; gives the rows they took. What does not fit below is
/// left out.
pub fn view(canvas: &mut Canvas, area: Rect, facts: &[Fact]) -> u16 {
    let shift = shift(area.width, facts);
    let mut used = 0;
    for fact in facts {
        let row = Rect { y: area.y + used, height: area.height - used, ..area };
        if row.is_empty() {
            break;
        }
        canvas.text(Rect { width: shift.saturating_sub(GAP), ..row }, &fact.label, Tone::Dim);
        let text = Rect { x: row.x + shift, width: row.width - shift, ..row };
        used += canvas.paragraph(text, &fact.text, fact.tone).max(1);
    }
    used
}

/// The same page by page, with `pager` below where there is more than one. `turned` counts the turns, and begins anew
/// after the last page.
pub fn view_page(canvas: &mut Canvas, area: Rect, facts: &[Fact], turned: usize) {
    let lines = lines(area.width, facts);
    if lines.len() <= usize::from(area.height) {
        return draw(canvas, area, &lines);
    }
    let rows = canvas.touch_rows().min(area.height);
    let above = Rect { height: area.height - rows, ..area };
    let fits = usize::from(above.height).max(1);
    let pages = lines.len().div_ceil(fits);
    let page = turned % pages;
    let from = page * fits;
    draw(canvas, above, &lines[from..lines.len().min(from + fits)]);
    let strip = Rect { y: above.bottom(), height: rows, ..area };
    let keys = (Some(Key::PageUp).filter(|_| page > 0), Some(Key::PageDown).filter(|_| page + 1 < pages));
    pager::view(canvas, strip, &format!("{} / {pages}", page + 1), keys);
}

/// A row of facts: a label, where one begins, and the words beside it.
struct Line<'a> {
    label: &'a str,
    text: String,
    tone: Tone,
    shift: u16,
}

fn lines<'a>(width: u16, facts: &'a [Fact]) -> Vec<Line<'a>> {
    let shift = shift(width, facts);
    let mut lines = Vec::new();
    for fact in facts {
        let mut wrapped = wrap(&fact.text, width - shift);
        if wrapped.is_empty() {
            wrapped.push(String::new());
        }
        let labels = std::iter::once(&*fact.label).chain(std::iter::repeat(""));
        lines.extend(wrapped.into_iter().zip(labels).map(|(text, label)| Line {
            label,
            text,
            tone: fact.tone,
            shift,
        }));
    }
    lines
}

/// The rows that facts take where they are given all they need.
pub fn rows(width: u16, facts: &[Fact]) -> u16 {
    u16::try_from(lines(width, facts).len()).unwrap_or(u16::MAX)
}

/// The columns in front of the texts.
fn shift(width: u16, facts: &[Fact]) -> u16 {
    let widest = facts.iter().map(|fact| measure(&fact.label)).max().unwrap_or(0);
    // A label may not take the room of what it is about.
    (widest.min(width * 2 / 5) + GAP).min(width)
}

fn draw(canvas: &mut Canvas, area: Rect, lines: &[Line<'_>]) {
    for (row, line) in area.rows().zip(lines) {
        canvas.text(Rect { width: line.shift.saturating_sub(GAP), ..row }, line.label, Tone::Dim);
        let text = Rect { x: row.x + line.shift, width: row.width - line.shift, ..row };
        canvas.text(text, &line.text, line.tone);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::testing::check;

    const AREA: Rect = Rect { x: 2, y: 3, width: 30, height: 5 };

    #[test]
    fn texts_stand_under_each_other_and_wrap() {
        let facts = [
            Fact::new("Uses", "10"),
            Fact::new("Valid", "twelve months from the first day"),
            Fact::new("Price", "12,00 €").tone(Tone::Price),
        ];
        let mut used = 0;
        let drawn = check(AREA, |canvas| used = view(canvas, AREA, &facts));
        assert_eq!((used, rows(AREA.width, &facts)), (4, 4));
        assert_eq!(drawn.row(3), "  Uses   10");
        assert_eq!(drawn.row(4), "  Valid  twelve months from the");
        assert_eq!(drawn.row(5), "         first day");
        assert_eq!(drawn.row(6), "  Price  12,00 €");
    }

    #[test]
    fn facts_that_do_not_fit_stand_on_further_pages() {
        let facts: Vec<_> = (1..=7).map(|n| Fact::new("Day", format!("{n}"))).collect();
        let page = |turned| check(AREA, |canvas| view_page(canvas, AREA, &facts, turned));
        let (first, third, again) = (page(0), page(2), page(3));
        assert_eq!(first.row(3), "  Day  1");
        assert_eq!(first.row(5), "  Day  3");
        assert!(first.row(6).contains("1 / 3") || first.row(7).contains("1 / 3"));
        assert_eq!(third.row(3), "  Day  7");
        assert_eq!(again.row(3), first.row(3));
    }

    #[test]
    fn facts_that_fit_have_no_pages() {
        let drawn = check(AREA, |canvas| view_page(canvas, AREA, &[Fact::new("Uses", "10")], 3));
        assert_eq!(drawn.row(3), "  Uses  10");
        assert_eq!(drawn.row(7), "");
    }

    #[test]
    fn facts_that_do_not_fit_are_left_out() {
        let facts = vec![Fact::new("A very long label for a small thing", "word ".repeat(40)); 9];
        let mut used = 0;
        check(AREA, |canvas| used = view(canvas, AREA, &facts));
        assert_eq!(used, AREA.height);
        assert!(rows(AREA.width, &facts) > AREA.height);
    }
}
