//! A field of one line: a label with the reason why it is asked, and below it what is typed.

use std::fmt;

use ratatui::layout::Rect;
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use super::canvas::{Canvas, measure};
use super::key::Key;
use super::theme::Tone;

/// What is typed, and where the cursor stands in it.
#[derive(Clone)]
pub struct Field {
    input: Input,
    max: usize,
    masked: bool,
    /// Whether all of it was put there for the visitor, who replaces it by typing.
    proposed: bool,
}

/// The words around a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldWords<'a> {
    /// What is asked.
    pub label: &'a str,
    /// Why it is asked.
    pub hint: &'a str,
    /// What is wrong with it; takes the place of the hint.
    pub error: Option<&'a str>,
    /// What could be typed; shown while nothing is.
    pub placeholder: &'a str,
    /// What the text has to become, such as `TT.MM.JJJJ`; the rest of it is shown behind what is typed.
    pub mask: &'a str,
}

/// What people type is theirs: how much of it there is is all that a log may know.
impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Field({} characters)", self.value().chars().count())
    }
}

impl Field {
    /// An empty field for at most `max` characters, as a person counts them.
    pub fn new(max: usize) -> Self {
        Self { input: Input::default(), max, masked: false, proposed: false }
    }

    /// The field as one that shows a dot for each character: nobody behind the visitor reads along.
    #[must_use]
    pub fn masked(mut self) -> Self {
        self.masked = true;
        self
    }

    /// The field with this in it.
    #[must_use]
    pub fn with(mut self, value: &str) -> Self {
        self.insert(value);
        self
    }

    /// What is typed.
    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.input.reset();
        self.proposed = false;
    }

    /// Puts a text there in place of what was typed: the next character that is typed takes its place.
    pub fn propose(&mut self, text: &str) {
        self.clear();
        self.insert(text);
        self.proposed = true;
    }

    /// Somebody types now: what was proposed makes room.
    pub(super) fn begin(&mut self) {
        if self.proposed {
            self.clear();
        }
    }

    /// Types a text at the cursor, as far as it fits; control characters are left out.
    pub fn insert(&mut self, text: &str) {
        for c in text.chars() {
            self.type_char(c);
        }
    }

    /// Handles a key; says whether it was one for a field.
    pub fn on_key(&mut self, key: Key) -> bool {
        let request = match key {
            Key::Char(c) => {
                self.begin();
                self.type_char(c);
                return true;
            }
            Key::Backspace => InputRequest::DeletePrevChar,
            Key::Delete => InputRequest::DeleteNextChar,
            Key::Left => InputRequest::GoToPrevChar,
            Key::Right => InputRequest::GoToNextChar,
            Key::Home => InputRequest::GoToStart,
            Key::End => InputRequest::GoToEnd,
            _ => return false,
        };
        self.proposed = false;
        self.input.handle(request);
        true
    }

    /// Whether the cursor stands behind the last character.
    pub(super) fn at_end(&self) -> bool {
        self.input.cursor() == self.value().chars().count()
    }

    fn type_char(&mut self, c: char) {
        if c.is_control() {
            return;
        }
        let before = self.input.clone();
        self.input.handle(InputRequest::InsertChar(c));
        // Counted afterwards: a mark that joins the letter before it takes no room of its own. A letter takes any
        // number of marks, so code points are bounded too.
        let value = self.input.value();
        if value.graphemes(true).count() > self.max || value.chars().count() > 4 * self.max {
            self.input = before;
        }
    }

    /// Draws label, input and cursor on two rows.
    pub fn view(&self, canvas: &mut Canvas, area: Rect, words: &FieldWords, focus: bool) {
        label_row(canvas, area, words, focus);
        let row = input_row(area);
        if row.is_empty() {
            return;
        }
        let tone = if focus { Tone::FieldFocus } else { Tone::Field };
        canvas.fill(row, tone);
        let inner = inner(row);
        // The cursor needs a column of its own behind the last character.
        let scroll = self.input.visual_scroll(usize::from(inner.width.saturating_sub(1)));
        let typed = self.value().graphemes(true).count();
        let dots = if self.masked { "•".repeat(typed) } else { String::new() };
        let shown = if self.masked { &dots } else { self.value() };
        let used = canvas.text(inner, skip_columns(shown, scroll), tone);
        let rest: String = match typed {
            0 if words.mask.is_empty() => words.placeholder.to_owned(),
            _ => words.mask.graphemes(true).skip(typed).collect(),
        };
        if scroll == 0 {
            let tone = if focus { Tone::PlaceholderFocus } else { Tone::Placeholder };
            let room = Rect { x: inner.x + used, width: inner.width.saturating_sub(used), ..inner };
            canvas.text(room, &rest, tone);
        }
        if focus {
            let column = self.input.visual_cursor().saturating_sub(scroll);
            let column = u16::try_from(column).unwrap_or(0).min(inner.width.saturating_sub(1));
            canvas.cursor(inner.x + column, inner.y);
        }
    }
}

/// The row above an input: what is asked at the left, why or what is wrong at the right.
pub(super) fn label_row(canvas: &mut Canvas, area: Rect, words: &FieldWords, focus: bool) {
    let row = Rect { height: area.height.min(1), ..area };
    let mark = if focus { "► " } else { "  " };
    let tone = if focus { Tone::Title } else { Tone::Text };
    let used = canvas.line(row, &[(mark, Tone::Accent), (words.label, tone)]);
    let rest = Rect { x: row.x + used + 2, width: row.width.saturating_sub(used + 2), ..row };
    match words.error {
        Some(error) => canvas.right(rest, &format!(" ! {error} "), Tone::Error),
        None => canvas.right(rest, words.hint, Tone::Dim),
    };
}

/// The row of an input: below its label, and indented so that what is typed stands under what is asked.
pub(super) fn input_row(area: Rect) -> Rect {
    Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(1), height: 1 }.intersection(area)
}

/// What is left of an input row between its blanks.
pub(super) fn inner(row: Rect) -> Rect {
    Rect { x: row.x + 1, width: row.width.saturating_sub(2), ..row }
}

/// The text from the first character at or behind a column.
fn skip_columns(text: &str, columns: usize) -> &str {
    let mut at = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        if at >= columns {
            return &text[start..];
        }
        at += usize::from(measure(grapheme));
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::testing::check;

    const AREA: Rect = Rect { x: 3, y: 4, width: 30, height: 2 };

    #[test]
    fn length_is_counted_in_characters_as_a_person_sees_them() {
        let field = Field::new(4).with("e\u{301}a\u{308}日本x");
        assert_eq!(field.value(), "e\u{301}a\u{308}日本");
        let marks = Field::new(2).with(&format!("e{}", "\u{301}".repeat(100)));
        assert!(marks.value().chars().count() <= 8);
    }

    #[test]
    fn control_characters_cannot_be_typed() {
        assert_eq!(Field::new(20).with("a\u{1b}[31m\r\n\tb").value(), "a[31mb");
    }

    #[test]
    fn keys_edit_and_other_keys_are_left_to_others() {
        let mut field = Field::new(20).with("Ana");
        for key in [Key::Home, Key::Delete, Key::Char('E'), Key::End, Key::Backspace, Key::Char('e')] {
            assert!(field.on_key(key));
        }
        assert_eq!(field.value(), "Ene");
        for key in [Key::Enter, Key::Tab, Key::Esc, Key::Up, Key::F(1)] {
            assert!(!field.on_key(key));
        }
    }

    #[test]
    fn a_long_text_scrolls_and_the_cursor_stays_inside() {
        let field = Field::new(100).with(&"0123456789".repeat(6));
        let words = FieldWords { label: "Name", ..FieldWords::default() };
        let drawn = check(AREA, |canvas| field.view(canvas, AREA, &words, true));
        let cursor = drawn.cursor.expect("a cursor");
        assert!(AREA.contains(cursor));
        assert!(drawn.row(5).contains("789"), "{}", drawn.row(5));
    }

    #[test]
    fn what_is_masked_is_not_shown() {
        let words = FieldWords { label: "PIN", ..FieldWords::default() };
        let drawn =
            check(AREA, |canvas| Field::new(9).masked().with("4711").view(canvas, AREA, &words, true));
        assert!(drawn.row(5).contains("••••") && !drawn.text().contains('4'), "{}", drawn.text());
    }

    #[test]
    fn an_error_takes_the_place_of_the_hint_and_has_a_mark() {
        let words = FieldWords { label: "Mail", hint: "why", error: Some("bad"), ..FieldWords::default() };
        let drawn = check(AREA, |canvas| Field::new(9).view(canvas, AREA, &words, false));
        assert!(drawn.row(4).contains("! bad"));
        assert!(!drawn.row(4).contains("why"));
        assert_eq!(drawn.cursor, None);
    }

    #[test]
    fn the_rest_of_the_mask_shows_what_is_still_to_type() {
        let words = FieldWords { label: "Born", mask: "TT.MM.JJJJ", ..FieldWords::default() };
        let field = Field::new(10).with("24.1");
        let drawn = check(AREA, |canvas| field.view(canvas, AREA, &words, true));
        assert!(drawn.row(5).contains("24.1M.JJJJ"), "{}", drawn.row(5));
    }

    #[test]
    fn what_is_typed_does_not_get_into_a_log() {
        assert_eq!(format!("{:?}", Field::new(9).with("Mira")), "Field(4 characters)");
    }
}
