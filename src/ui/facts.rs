//! Facts in two columns: what it is at the left, what it says at the right.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::canvas::{Canvas, measure, wrap};
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
    let labels = labels(area.width, facts);
    let shift = (labels + GAP).min(area.width);
    let mut used = 0;
    for fact in facts {
        let row = Rect { y: area.y + used, height: area.height - used, ..area };
        if row.is_empty() {
            break;
        }
        canvas.text(Rect { width: labels, ..row }, &fact.label, Tone::Dim);
        let text = Rect { x: row.x + shift, width: row.width - shift, ..row };
        used += canvas.paragraph(text, &fact.text, fact.tone).max(1);
    }
    used
}

/// The rows that facts take where they are given all they need.
pub fn rows(width: u16, facts: &[Fact]) -> u16 {
    let texts = width.saturating_sub(labels(width, facts) + GAP);
    let rows = facts.iter().map(|fact| wrap(&fact.text, texts).len().max(1)).sum::<usize>();
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// The columns of the labels.
fn labels(width: u16, facts: &[Fact]) -> u16 {
    let widest = facts.iter().map(|fact| measure(&fact.label)).max().unwrap_or(0);
    // A label may not take the room of what it is about.
    widest.min(width * 2 / 5)
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
    fn facts_that_do_not_fit_are_left_out() {
        let facts = vec![Fact::new("A very long label for a small thing", "word ".repeat(40)); 9];
        let mut used = 0;
        check(AREA, |canvas| used = view(canvas, AREA, &facts));
        assert_eq!(used, AREA.height);
        assert!(rows(AREA.width, &facts) > AREA.height);
    }
}
