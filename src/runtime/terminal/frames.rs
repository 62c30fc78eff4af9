//! From one frame to the next in as few bytes as possible: none when nothing changed.

use std::io;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::style::ResetColor;
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The frame on screen and room for the next one.
pub struct Frames {
    shown: Buffer,
    next: Buffer,
    cursor: Option<Position>,
    /// Nothing is known of what the screen shows.
    unknown: bool,
    bytes: Vec<u8>,
}

/// More columns than any panel has in cells a person can read; a terminal that claims more shall not cost its square.
const COLUMNS_MAX: u16 = 600;
/// Likewise for rows.
const ROWS_MAX: u16 = 300;

impl Frames {
    /// Frames for a screen of which nothing is known.
    pub fn new(columns: u16, rows: u16) -> Self {
        let empty = Buffer::empty(Rect::new(0, 0, columns.min(COLUMNS_MAX), rows.min(ROWS_MAX)));
        Self { shown: empty.clone(), next: empty, cursor: None, unknown: true, bytes: Vec::new() }
    }

    /// Columns and rows that are drawn on.
    pub fn size(&self) -> (u16, u16) {
        (self.next.area.width, self.next.area.height)
    }

    /// The bytes that bring the screen from the frame before to the one `paint` draws.
    pub fn next(&mut self, paint: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<&[u8]> {
        self.bytes.clear();
        self.next.reset();
        let cursor = paint(&mut self.next);
        if self.unknown {
            queue!(self.bytes, ResetColor, Clear(ClearType::All), Hide)?;
        }
        let changes = self.shown.diff(&self.next);
        let drawn = !changes.is_empty();
        if drawn {
            CrosstermBackend::new(&mut self.bytes).draw(changes.into_iter())?;
        }
        match cursor {
            // Drawing moves the cursor, so it is put back even where its own place is the same.
            Some(at) if drawn || cursor != self.cursor => {
                queue!(self.bytes, MoveTo(at.x, at.y))?;
                if self.cursor.is_none() {
                    queue!(self.bytes, Show)?;
                }
            }
            None if self.cursor.is_some() => queue!(self.bytes, Hide)?,
            _ => {}
        }
        self.cursor = cursor;
        self.unknown = false;
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(&self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::{Color, Style};

    fn screen() -> vt100::Parser {
        vt100::Parser::new(3.try_into().expect("rows"), 20.try_into().expect("columns"), 0)
    }

    fn text(text: &str) -> impl FnOnce(&mut Buffer) -> Option<Position> + '_ {
        move |buffer| {
            buffer.set_string(1, 1, text, Style::new().fg(Color::Black).bg(Color::White));
            None
        }
    }

    fn with_cursor(x: u16) -> impl FnOnce(&mut Buffer) -> Option<Position> {
        move |buffer| {
            text("field")(buffer);
            Some(Position { x, y: 1 })
        }
    }

    #[test]
    fn a_frame_like_the_one_before_is_not_a_single_byte() {
        let mut frames = Frames::new(20, 3);
        assert!(!frames.next(text("hello")).expect("bytes").is_empty());
        assert_eq!(frames.next(text("hello")).expect("bytes"), b"");
        assert!(!frames.next(with_cursor(4)).expect("bytes").is_empty());
        assert_eq!(frames.next(with_cursor(4)).expect("bytes"), b"");
    }

    #[test]
    fn the_screen_shows_the_last_frame_whatever_it_showed_before() {
        let mut screen = screen();
        screen.process(b"rubbish\r\nrubbish\r\nrubbish");
        let mut frames = Frames::new(20, 3);
        for line in ["hello world", "hell", "日本語 ticket", "x"] {
            screen.process(frames.next(text(line)).expect("bytes"));
            assert_eq!(screen.screen().contents().trim(), line);
        }
    }

    #[test]
    fn only_what_changed_is_written() {
        let mut frames = Frames::new(20, 3);
        frames.next(text("hello")).expect("bytes");
        let bytes = String::from_utf8_lossy(frames.next(text("hallo")).expect("bytes")).into_owned();
        assert!(bytes.contains('a') && !bytes.contains('h') && !bytes.contains('o'), "{bytes:?}");
    }

    #[test]
    fn the_cursor_is_shown_where_a_field_has_it_and_hidden_elsewhere() {
        let mut screen = screen();
        let mut frames = Frames::new(20, 3);
        screen.process(frames.next(text("field")).expect("bytes"));
        assert!(screen.screen().hide_cursor());
        for x in [4, 5, 5] {
            screen.process(frames.next(with_cursor(x)).expect("bytes"));
            assert!(!screen.screen().hide_cursor());
            assert_eq!(screen.screen().cursor_position(), (1, x));
        }
        screen.process(frames.next(text("other")).expect("bytes"));
        assert!(screen.screen().hide_cursor());
    }

    #[test]
    fn drawing_elsewhere_leaves_the_cursor_where_it_was() {
        let mut screen = screen();
        let mut frames = Frames::new(20, 3);
        for clock in ["1", "2"] {
            let paint = |buffer: &mut Buffer| {
                buffer.set_string(15, 2, clock, Style::new());
                Some(Position { x: 4, y: 1 })
            };
            screen.process(frames.next(paint).expect("bytes"));
            assert_eq!(screen.screen().cursor_position(), (1, 4));
        }
    }

    #[test]
    fn an_absurd_size_is_bounded() {
        assert_eq!(Frames::new(u16::MAX, u16::MAX).size(), (COLUMNS_MAX, ROWS_MAX));
        assert_eq!(Frames::new(0, 0).next(|_| None).expect("bytes").first(), Some(&0x1b));
    }
}
