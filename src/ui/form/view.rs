//! How a form is drawn: page by page, the field with the focus always on the page.

use std::ops::Range;

use ratatui::layout::Rect;

use super::{Form, Item, Kind, OPEN, OPTIONS, TURN};
use crate::ui::canvas::{Canvas, measure, wrap};
use crate::ui::field::{FieldWords, inner, input_row, label_row};
use crate::ui::key::Key;
use crate::ui::pager;
use crate::ui::theme::Tone;

/// The columns of the widest field: an eye does not find the way from a label to a hint across a wide screen.
const WIDTH_MAX: u16 = 84;

impl Form {
    /// Draws the page with the focus, or the options that lie open.
    pub fn view(&self, canvas: &mut Canvas, area: Rect) {
        let area = Rect { width: area.width.min(WIDTH_MAX), ..area };
        if let (Some(cursor), Some(item)) = (self.open, self.items.get(self.focus)) {
            draw_options(canvas, area, self.focus, item, cursor);
            return;
        }
        let (page, more) = self.page(area, canvas.touch_rows());
        let mut y = area.y;
        for index in page.clone() {
            let rows = height(&self.items[index], area.width, canvas.touch_rows());
            let place = Rect { y, height: rows, ..area }.intersection(area);
            self.draw_item(canvas, place, index);
            y = y.saturating_add(rows);
        }
        if more {
            let rows = canvas.touch_rows().min(area.height);
            let strip = Rect { y: area.bottom() - rows, height: rows, ..area };
            let position = format!("{}–{} / {}", page.start + 1, page.end, self.items.len());
            let before = page.start.checked_sub(1).map(turn_to);
            let after = Some(page.end).filter(|next| *next < self.items.len()).map(turn_to);
            pager::view(canvas, strip, &position, (before, after));
        }
    }

    /// The rows that all its fields take.
    pub fn rows(&self, width: u16, touch: u16) -> u16 {
        let width = width.min(WIDTH_MAX);
        self.items.iter().fold(0, |rows, item| height(item, width, touch).saturating_add(rows))
    }

    /// The first item after the page with the focus, where it is drawn in this area with touch targets of so many rows.
    pub fn page_end(&self, area: Rect, touch: u16) -> usize {
        self.page(Rect { width: area.width.min(WIDTH_MAX), ..area }, touch).0.end
    }

    /// The items on the page with the focus, and whether there are other pages.
    fn page(&self, area: Rect, touch: u16) -> (Range<usize>, bool) {
        let heights: Vec<u16> = self.items.iter().map(|item| height(item, area.width, touch)).collect();
        if heights.iter().map(|rows| u32::from(*rows)).sum::<u32>() <= u32::from(area.height) {
            return (0..self.items.len(), false);
        }
        let room = area.height.saturating_sub(touch);
        let (mut start, mut used) = (0, 0_u16);
        for (index, rows) in heights.iter().enumerate() {
            if used > 0 && used.saturating_add(*rows) > room {
                // A heading goes with what it is above.
                let is_heading = |at: usize| at > start && matches!(self.items[at].kind, Kind::Note);
                let next = index.checked_sub(1).filter(|before| is_heading(*before)).unwrap_or(index);
                if next > self.focus {
                    return (start..next, true);
                }
                used = heights[next..index].iter().sum();
                start = next;
            }
            used = used.saturating_add(*rows).min(room);
        }
        (start..self.items.len(), true)
    }

    fn draw_item(&self, canvas: &mut Canvas, area: Rect, index: usize) {
        let item = &self.items[index];
        let focus = index == self.focus;
        let label = if item.required { format!("{} *", item.label) } else { item.label.clone() };
        let error = item.error.as_deref();
        let (placeholder, mask) = match item.kind {
            Kind::Date(_) => ("", item.placeholder.as_str()),
            _ => (item.placeholder.as_str(), ""),
        };
        let words = FieldWords { label: &label, hint: &item.hint, error, placeholder, mask };
        match &item.kind {
            Kind::Text(field) | Kind::Date(field) => {
                canvas.region(area, Key::Pick(index));
                if self.can_edit(index) {
                    field.view(canvas, area, &words, focus);
                } else {
                    label_row(canvas, area, &words, focus);
                    canvas.text(inner(input_row(area)), field.value(), Tone::Text);
                }
            }
            Kind::Choice { .. } | Kind::Multi { .. } => {
                label_row(canvas, area, &words, focus);
                if !self.can_edit(index) || !draw_inline(canvas, area, index, item, focus) {
                    self.draw_closed(canvas, area, index, focus);
                }
            }
            Kind::Check(ticked) => {
                canvas.region(area, Key::Pick(index));
                draw_check(canvas, area, &words, *ticked, focus);
            }
            Kind::Note => draw_note(canvas, area, &words, focus),
        }
    }

    /// A choice with its options hidden behind one target.
    fn draw_closed(&self, canvas: &mut Canvas, area: Rect, index: usize, focus: bool) {
        let item = &self.items[index];
        let chosen: Vec<&str> = item
            .options()
            .iter()
            .enumerate()
            .filter(|(at, _)| item.is_chosen(*at))
            .map(|(_, o)| o.as_str())
            .collect();
        let row = input_row(area);
        let tone = match (self.can_edit(index), focus, chosen.is_empty()) {
            (false, ..) => Tone::Text,
            (_, true, _) => Tone::FieldFocus,
            (_, _, true) => Tone::Placeholder,
            _ => Tone::Field,
        };
        canvas.fill(row, tone);
        let text = if chosen.is_empty() { item.placeholder.clone() } else { chosen.join(", ") };
        canvas.text(Rect { width: inner(row).width.saturating_sub(2), ..inner(row) }, &text, tone);
        if self.can_edit(index) {
            canvas.right(inner(row), "▼", tone);
            canvas.region(area, Key::Pick((index + 1) * OPTIONS + OPEN));
        }
    }
}

/// The key that turns to the page of a field and does nothing to the field.
fn turn_to(index: usize) -> Key {
    Key::Pick((index + 1) * OPTIONS + TURN)
}

/// The rows an item takes.
fn height(item: &Item, width: u16, touch: u16) -> u16 {
    let lines = |room| u16::try_from(wrap(&item.label, room).len()).unwrap_or(u16::MAX);
    match item.kind {
        Kind::Note => lines(width.saturating_sub(2)) + (touch - 2),
        Kind::Check(_) => {
            let error = u16::from(item.error.is_some());
            (lines(width.saturating_sub(CHECK)).saturating_add(error)).max(2) + (touch - 2)
        }
        _ => touch,
    }
}

/// The columns in front of the words of a tick box.
const CHECK: u16 = 6;

/// Options side by side, where they fit; says whether they do.
fn draw_inline(canvas: &mut Canvas, area: Rect, index: usize, item: &Item, focus: bool) -> bool {
    let several = matches!(item.kind, Kind::Multi { .. });
    let chips: Vec<String> = item
        .options()
        .iter()
        .enumerate()
        .map(|(at, option)| format!(" {} {option} ", mark(several, item.is_chosen(at))))
        .collect();
    let wanted: u32 = chips.iter().map(|chip| u32::from(measure(chip)) + 1).sum();
    if chips.is_empty() || wanted > u32::from(area.width) {
        return false;
    }
    let row = input_row(area);
    let mut x = row.x;
    for (at, chip) in chips.iter().enumerate() {
        let width = measure(chip);
        let chosen = item.is_chosen(at);
        let tone = if focus && (chosen || !(0..chips.len()).any(|at| item.is_chosen(at))) {
            Tone::FieldFocus
        } else {
            Tone::Field
        };
        canvas.text(Rect { x, width, ..row }, chip, tone);
        canvas.region(Rect { x, width, ..area }, Key::Pick((index + 1) * OPTIONS + at));
        x += width + 1;
    }
    true
}

fn draw_check(canvas: &mut Canvas, area: Rect, words: &FieldWords, ticked: bool, focus: bool) {
    let tone = if focus { Tone::FieldFocus } else { Tone::Field };
    if focus {
        canvas.text(area, "►", Tone::Accent);
    }
    let place = Rect { x: area.x + 2, width: area.width.saturating_sub(2).min(3), ..area };
    canvas.text(place, if ticked { "[x]" } else { "[ ]" }, tone);
    let text = Rect { x: area.x + CHECK, width: area.width.saturating_sub(CHECK), ..area };
    let used = canvas.paragraph(text, words.label, if focus { Tone::Title } else { Tone::Text });
    let below = Rect { y: text.y + used, height: text.height.saturating_sub(used).min(1), ..text };
    match words.error {
        Some(error) => canvas.text(below, &format!(" ! {error} "), Tone::Error),
        None => canvas.text(below, words.hint, Tone::Dim),
    };
}

fn draw_note(canvas: &mut Canvas, area: Rect, words: &FieldWords, focus: bool) {
    if focus {
        canvas.text(area, "►", Tone::Accent);
    }
    let text = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
    canvas.paragraph(text, words.label, Tone::Dim);
}

/// All options of one field, page by page.
fn draw_options(canvas: &mut Canvas, area: Rect, index: usize, item: &Item, cursor: usize) {
    let touch = canvas.touch_rows();
    let used = canvas.text(area, &item.label, Tone::Title) + 2;
    let rest = Rect { x: area.x + used, width: area.width.saturating_sub(used), ..area };
    canvas.right(rest, &item.hint, Tone::Dim);
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let count = item.options().len();
    let whole = usize::from(list.height / touch);
    let page = if count > whole { whole.saturating_sub(1).max(1) } else { whole.max(1) };
    let first = cursor - cursor % page;
    let end = count.min(first + page);
    for (option, slot) in (first..end).zip(0_u16..) {
        let place = Rect { y: list.y + slot * touch, height: touch, ..list }.intersection(list);
        draw_option(canvas, place, item, option, option == cursor);
        canvas.region(place, Key::Pick((index + 1) * OPTIONS + option));
    }
    if count > whole {
        let rows = touch.min(list.height);
        let strip = Rect { y: list.bottom() - rows, height: rows, ..list };
        let before = Some(Key::PageUp).filter(|_| first > 0);
        let after = Some(Key::PageDown).filter(|_| end < count);
        pager::view(canvas, strip, &format!("{} / {count}", cursor + 1), (before, after));
    }
}

fn draw_option(canvas: &mut Canvas, area: Rect, item: &Item, option: usize, selected: bool) {
    let tone = if selected { Tone::Selected } else { Tone::Text };
    let row = Rect { height: area.height.min(2), ..area };
    if selected {
        canvas.fill(row, tone);
    }
    let several = matches!(item.kind, Kind::Multi { .. });
    let mark = mark(several, item.is_chosen(option));
    let arrow = if selected { "► " } else { "  " };
    canvas.line(row, &[(arrow, tone), (mark, tone), (" ", tone), (&item.options()[option], tone)]);
}

/// Round for one of several, square for any of several.
const fn mark(several: bool, chosen: bool) -> &'static str {
    match (several, chosen) {
        (false, true) => "(•)",
        (false, false) => "( )",
        (true, true) => "[x]",
        (true, false) => "[ ]",
    }
}
