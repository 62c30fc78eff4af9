//! Owns the terminal: takes it, draws on it, gives it back on every way out.
//!
//! Drawing is done here and not by ratatui's `Terminal`, for two promises: a frame equal to the one before writes not a
//! single byte, and any other frame is one single write.
//!
//! Invariant: after [`Terminal`] is dropped, or after a panic, the terminal is as it was, and nothing of the last visit
//! is left on it. Frames are drawn in place, so nothing ever scrolls into its memory.

mod frames;
mod panic;

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

pub use frames::Frames;
pub use panic::restore_on_panic;

use crate::ui::theme::Colours;

/// The terminal, taken.
pub struct Terminal {
    out: File,
    frames: Frames,
}

/// Another screen, no cursor, touches reported with their cell (a press and a release, no movement), pastes marked.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1006h\x1b[?2004h\x1b[0m\x1b[2J";
/// The way back. Wiped before and after: not every terminal has another screen.
const LEAVE: &[u8] = b"\x1b[0m\x1b[2J\x1b[?2004l\x1b[?1006l\x1b[?1000l\x1b[?25h\x1b[?1049l\x1b[0m";

impl Terminal {
    /// Takes the terminal behind standard input and output.
    ///
    /// # Errors
    /// When either is no terminal, or it does not let itself be taken.
    pub fn take() -> io::Result<Self> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(io::Error::other("standard input and output must be a terminal"));
        }
        // What may be coloured is the theme's business: codes stay black on white even under NO_COLOR.
        crossterm::style::force_color_output(true);
        let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let (columns, rows) = crossterm::terminal::size()?;
        crossterm::terminal::enable_raw_mode()?;
        // From here on dropping it gives the terminal back, however far taking it comes.
        let mut taken = Self { out, frames: Frames::new(columns, rows) };
        taken.out.write_all(ENTER)?;
        Ok(taken)
    }

    /// Shows what `paint` draws; it gives the place of the cursor.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        let bytes = self.frames.next(paint)?;
        if bytes.is_empty() {
            return Ok(());
        }
        self.out.write_all(bytes)
    }

    /// Goes on with the size the terminal has now; the next frame is drawn whole.
    pub fn measure(&mut self) -> io::Result<()> {
        let (columns, rows) = crossterm::terminal::size()?;
        self.frames = Frames::new(columns, rows);
        Ok(())
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.frames.size()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back(&mut self.out);
    }
}

/// Gives the terminal back as far as it is still there.
fn give_back(out: &mut File) {
    let written = out.write_all(LEAVE);
    let cooked = crossterm::terminal::disable_raw_mode();
    // A terminal that has vanished needs nothing back, and there is nobody left to tell.
    let _ = written.and(cooked);
}

/// Columns and rows of the terminal this process was started from; `None` when there is none.
pub fn size() -> Option<(u16, u16)> {
    let is_here = io::stdin().is_terminal() || io::stdout().is_terminal();
    crossterm::terminal::size().ok().filter(|_| is_here)
}

/// The colours a terminal has, by the environment it announces them in.
pub fn colours(variable: impl Fn(&str) -> Option<String>) -> Colours {
    let value = |name| variable(name).unwrap_or_default();
    let term = value("TERM");
    if !value("NO_COLOR").is_empty() || term == "dumb" {
        Colours::None
    } else if term == "linux" {
        // The console takes 24 bits and shows the nearest of its sixteen; the theme chooses better.
        Colours::Sixteen
    } else if matches!(value("COLORTERM").as_str(), "truecolor" | "24bit") || term.ends_with("-direct") {
        Colours::True
    } else {
        Colours::Sixteen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_what_the_environment_says() {
        let of = |set: &[(&str, &str)]| {
            colours(|name| set.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[]), Colours::Sixteen);
        assert_eq!(of(&[("COLORTERM", "truecolor")]), Colours::True);
        assert_eq!(of(&[("COLORTERM", "24bit"), ("TERM", "linux")]), Colours::Sixteen);
        assert_eq!(of(&[("COLORTERM", "24bit"), ("NO_COLOR", "1")]), Colours::None);
        assert_eq!(of(&[("NO_COLOR", "")]), Colours::Sixteen, "an empty NO_COLOR is none");
        assert_eq!(of(&[("TERM", "dumb")]), Colours::None);
        assert_eq!(of(&[("TERM", "xterm-direct")]), Colours::True);
    }

    #[test]
    fn the_way_back_undoes_every_mode_of_the_way_in() {
        let way_in = String::from_utf8_lossy(ENTER);
        let way_back = String::from_utf8_lossy(LEAVE);
        for mode in ["?1049", "?1000", "?1006", "?2004"] {
            assert!(way_in.contains(&format!("{mode}h")) && way_back.contains(&format!("{mode}l")), "{mode}");
        }
        assert!(way_in.contains("?25l") && way_back.contains("?25h"));
    }
}
