//! A bare ratatui program, which the benchmark sets the kiosk beside: a list, a selection, nothing else.
//!
//! It is what the framework costs at least. Its selected row is as large as the kiosk's, so that a key repaints about as
//! many cells.

use std::io;

use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::{DefaultTerminal, Frame};

/// Rows of the list, two lines each.
const ROWS: u16 = 7;
/// Lines of one row.
const LINES: u16 = 2;
/// Columns in front of the list, which a key leaves as they are.
const GUTTER: u16 = 18;

fn main() -> io::Result<()> {
    let mut terminal = ratatui::try_init()?;
    let outcome = run(&mut terminal);
    ratatui::try_restore()?;
    outcome
}

fn run(terminal: &mut DefaultTerminal) -> io::Result<()> {
    let mut selected = 0;
    loop {
        terminal.draw(|frame| draw(frame, selected))?;
        if let Event::Key(key) = event::read()? {
            match key.code {
                KeyCode::Down => selected = (selected + 1).min(ROWS - 1),
                KeyCode::Up => selected = selected.saturating_sub(1),
                KeyCode::Char('q') => return Ok(()),
                _ => {}
            }
        }
    }
}

fn draw(frame: &mut Frame, selected: u16) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    buffer.set_style(area, Style::new().fg(Color::Rgb(230, 230, 230)).bg(Color::Rgb(16, 18, 24)));
    buffer.set_string(1, 0, "A bare program", Style::new());
    for row in 0..ROWS {
        let y = 2 + row * LINES;
        if row == selected {
            let place = Rect { x: GUTTER, y, width: area.width.saturating_sub(GUTTER), height: LINES };
            let style = Style::new().fg(Color::Rgb(0, 0, 0)).bg(Color::Rgb(255, 200, 60));
            buffer.set_style(place.intersection(area), style);
        }
        buffer.set_string(GUTTER + 2, y, format!("{} A pass of this name · Pass", row + 1), Style::new());
        buffer.set_string(GUTTER + 4, y + 1, "1 visit · 1 day per visit", Style::new());
    }
    buffer.set_string(1, area.height.saturating_sub(1), "Up, Down, Enter", Style::new());
}
