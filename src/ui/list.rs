//! A list a person walks through page by page, by keys, digits, touch and search.
//!
//! Rows are asked for by index and only for the page on screen: drawing ten thousand things costs what drawing six
//! costs. The page follows from the selection alone, so that drawing is a pure function of the state, and digits mean
//! the same row when they are pressed as when they were drawn.

use std::borrow::Cow;

use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

use super::canvas::{Canvas, measure, wrap};
use super::key::Key;
use super::pager;
use super::theme::Tone;

/// The characters a search may have; no name needs more to be told apart.
const SEARCH_MAX: usize = 40;
/// The rows a digit can name.
const DIGITS: usize = 9;

/// Which row is selected, and what is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The index of the selected row.
    pub selected: usize,
    search: Option<String>,
    /// Whether letters search: not where there are only a few rows to see.
    is_short: bool,
}

/// What a row says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row<'a> {
    /// Its name.
    pub title: Cow<'a, str>,
    /// Second-rank facts.
    pub subtitle: Cow<'a, str>,
    /// What stands at the right, such as a price.
    pub value: Cow<'a, str>,
    /// Whether the value is a badge: it costs nothing.
    pub free: bool,
    /// Whether it can only be looked at now.
    pub dim: bool,
}

/// The words around the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListWords<'a> {
    /// The search, such as "Search".
    pub search: &'a str,
    /// What to say when there is no row.
    pub empty: &'a str,
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListOutcome {
    /// Nothing; the key means something to somebody else.
    Ignored,
    /// Another row is selected, or the search was opened.
    Moved,
    /// This row was chosen.
    Chosen(usize),
    /// The search changed: the rows are others now, and the first one is selected.
    Searched,
}

impl List {
    /// The first row selected, no search.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same of a list that is too short to be searched: letters mean nothing to it.
    pub fn short() -> Self {
        Self { is_short: true, ..Self::default() }
    }

    /// What is searched for; none while the search is closed.
    pub fn search(&self) -> Option<&str> {
        self.search.as_deref()
    }

    /// How many rows of `len` one page of this area shows.
    pub fn page(&self, len: usize, area: Rect, large: bool) -> usize {
        let height = rows(large);
        let whole = usize::from(area.height / height);
        if len <= whole && self.search.is_none() {
            whole.max(1)
        } else {
            usize::from(area.height.saturating_sub(height) / height).max(1)
        }
    }

    /// The first row on the page of the selected one.
    pub fn first(&self, page: usize) -> usize {
        self.selected - self.selected % page.max(1)
    }

    /// Handles a key over `len` rows in pages of [`List::page`].
    pub fn on_key(&mut self, key: Key, len: usize, page: usize) -> ListOutcome {
        if let Some(outcome) = self.on_search_key(key) {
            return outcome;
        }
        let (page, last) = (page.max(1), len.saturating_sub(1));
        self.selected = self.selected.min(last);
        let first = self.first(page);
        let target = match key {
            Key::Up => self.selected.saturating_sub(1),
            Key::Down => self.selected + 1,
            // Turning a page selects its first row: the eye starts there.
            Key::PageUp => first.saturating_sub(page),
            Key::PageDown if first + page < len => first + page,
            Key::PageDown | Key::End => last,
            Key::Home => 0,
            Key::Enter if len > 0 => return ListOutcome::Chosen(self.selected),
            Key::Pick(index) if index < len => {
                self.selected = index;
                return ListOutcome::Chosen(index);
            }
            Key::Char(digit @ '1'..='9') => {
                let index = first + digit as usize - '1' as usize;
                if index >= len.min(first + page) {
                    return ListOutcome::Ignored;
                }
                self.selected = index;
                return ListOutcome::Chosen(index);
            }
            _ => return ListOutcome::Ignored,
        };
        self.selected = target.min(last);
        ListOutcome::Moved
    }

    /// Adds pasted or scanned text to the search.
    pub fn insert(&mut self, text: &str) -> ListOutcome {
        for c in text.chars().filter(|c| !c.is_control()) {
            self.push(c);
        }
        ListOutcome::Searched
    }

    fn on_search_key(&mut self, key: Key) -> Option<ListOutcome> {
        if self.is_short {
            return None;
        }
        match (key, self.search.as_mut()) {
            (Key::SEARCH, None) => {
                self.search = Some(String::new());
                return Some(ListOutcome::Moved);
            }
            (Key::Esc, Some(_)) => self.search = None,
            (Key::Backspace, Some(search)) => {
                let end = search.grapheme_indices(true).next_back();
                match end {
                    Some((at, _)) => search.truncate(at),
                    None => self.search = None,
                }
            }
            (Key::Char(c), Some(_)) => self.push(c),
            (Key::Char(c), None) if c.is_alphabetic() => self.push(c),
            _ => return None,
        }
        self.selected = 0;
        Some(ListOutcome::Searched)
    }

    fn push(&mut self, c: char) {
        let search = self.search.get_or_insert_default();
        if search.chars().count() < SEARCH_MAX {
            search.push(c);
        }
    }

    /// Draws the page of the selected row. `row` says what a row shows, `heading` the group it belongs to, if any;
    /// both are asked for the rows of the page only.
    pub fn view<'a>(
        &self,
        canvas: &mut Canvas,
        area: Rect,
        len: usize,
        words: &ListWords,
        row: impl Fn(usize) -> Row<'a>,
        heading: impl Fn(usize) -> Option<Cow<'a, str>>,
    ) {
        let height = rows(canvas.large());
        let page = self.page(len, area, canvas.large());
        let selected = self.selected.min(len.saturating_sub(1));
        let first = selected - selected % page;
        let shown = first..len.min(first + page);
        let gutter = if shown.clone().any(|index| heading(index).is_some()) { gutter(area.width) } else { 0 };
        let mut group = None;
        for (index, slot) in shown.clone().zip(0_u16..) {
            let y = area.y + slot * height;
            let place = Rect { y, height, ..area }.intersection(area);
            let of = heading(index);
            if of != group {
                // A heading has the rows of its group on this page to itself.
                let rows = (index..shown.end).take_while(|index| heading(*index) == of).count();
                let height = height * u16::try_from(rows).unwrap_or(1);
                draw_heading(
                    canvas,
                    Rect { width: gutter, height, ..place }.intersection(area),
                    of.as_deref(),
                );
            }
            group = of;
            let place = Rect { x: area.x + gutter, width: area.width.saturating_sub(gutter), ..place };
            draw_row(
                canvas,
                place,
                &row(index),
                Mark { digit: slot + 1, index, selected: index == selected },
            );
        }
        if len == 0 {
            let text = Rect { height: area.height.saturating_sub(height), ..area };
            canvas.paragraph(text, words.empty, Tone::Dim);
        }
        if len > shown.len() || self.search.is_some() {
            let y = area.bottom().saturating_sub(height).max(area.y);
            let strip = Rect { y, height: height.min(area.height), ..area };
            let position = match shown.len() {
                0 => format!("0 / {len}"),
                1 => format!("{} / {len}", first + 1),
                _ => format!("{}–{} / {len}", first + 1, shown.end),
            };
            let keys =
                (Some(Key::PageUp).filter(|_| first > 0), Some(Key::PageDown).filter(|_| shown.end < len));
            let left = pager::view(canvas, strip, &position, keys);
            if !self.is_short {
                self.draw_search(canvas, left, words);
            }
        }
    }

    fn draw_search(&self, canvas: &mut Canvas, area: Rect, words: &ListWords) {
        let area = Rect { width: area.width.min(40), ..area };
        let Some(search) = &self.search else {
            let label = format!("{} …", words.search);
            let width = (measure(&label) + 4).max(12).min(area.width);
            let area = Rect { width, ..area };
            canvas.button(area, &label, Key::SEARCH, super::canvas::ButtonKind::Plain);
            return;
        };
        canvas.text(area, words.search, Tone::Accent);
        let input = Rect { y: area.y + 1, height: 1, ..area };
        canvas.fill(input, Tone::FieldFocus);
        let room = usize::from(area.width.saturating_sub(2));
        let letters: Vec<&str> = search.graphemes(true).collect();
        let mut from = 0;
        while usize::from(measure(&letters[from..].concat())) > room {
            from += 1;
        }
        let columns = canvas.text(input, &letters[from..].concat(), Tone::FieldFocus);
        canvas.cursor(input.x + columns, input.y);
    }
}

/// The rows of one row of the list: as high as a finger.
const fn rows(large: bool) -> u16 {
    if large { 3 } else { 2 }
}

/// The columns in front of the rows in which the headings stand.
fn gutter(width: u16) -> u16 {
    (width / 4).clamp(12, 24).min(width / 2)
}

/// A heading longer than this names no group.
const HEADING_ROWS_MAX: u16 = 4;

/// How a row is marked.
struct Mark {
    digit: u16,
    index: usize,
    selected: bool,
}

fn draw_heading(canvas: &mut Canvas, area: Rect, heading: Option<&str>) {
    let area =
        Rect { width: area.width.saturating_sub(1), height: area.height.min(HEADING_ROWS_MAX), ..area };
    let lines = wrap(heading.unwrap_or_default(), area.width);
    for (row, line) in area.rows().zip(&lines) {
        canvas.text(row, line, Tone::Accent);
    }
}

fn draw_row(canvas: &mut Canvas, area: Rect, row: &Row, mark: Mark) {
    let (title, subtitle) = match (mark.selected, row.dim) {
        (true, true) => (Tone::SelectedDim, Tone::SelectedDim),
        (true, false) => (Tone::Selected, Tone::SelectedDim),
        (false, true) => (Tone::Dim, Tone::Dim),
        (false, false) => (Tone::Text, Tone::Dim),
    };
    canvas.region(area, Key::Pick(mark.index));
    // On large grids the third row is air between two rows.
    let area = Rect { height: area.height.min(2), ..area };
    if mark.selected {
        canvas.fill(area, Tone::Selected);
        canvas.text(area, "►", Tone::Selected);
    }
    if usize::from(mark.digit) <= DIGITS {
        let cap = Rect { x: area.x + 2, width: area.width.saturating_sub(2).min(1), ..area };
        canvas.text(cap, &mark.digit.to_string(), if mark.selected { Tone::Selected } else { Tone::Cap });
    }
    let text = Rect { x: area.x + 4, width: area.width.saturating_sub(5), ..area };
    let value = draw_value(canvas, text, row, mark.selected);
    let left = Rect { width: text.width.saturating_sub(if value > 0 { value + 2 } else { 0 }), ..text };
    canvas.text(left, &row.title, title);
    canvas.text(
        Rect { y: text.y + 1, height: text.height.saturating_sub(1), ..text },
        &row.subtitle,
        subtitle,
    );
}

fn draw_value(canvas: &mut Canvas, area: Rect, row: &Row, selected: bool) -> u16 {
    if row.value.is_empty() {
        return 0;
    }
    if row.free && !row.dim {
        return canvas.right(area, &format!(" {} ", row.value), Tone::Free);
    }
    let tone = match (selected, row.dim) {
        (true, true) => Tone::SelectedDim,
        (true, false) => Tone::Selected,
        (false, true) => Tone::Dim,
        (false, false) => Tone::Price,
    };
    canvas.right(area, &row.value, tone)
}

#[cfg(test)]
mod tests;
