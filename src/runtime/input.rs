//! What the terminal reports becomes what the kiosk understands: keys, touches, scans.
//!
//! Two pure steps. [`translate`] gives every report of the terminal its meaning on its own: chords have none, a finger
//! is a place, a paste is a scan. [`wedge::Wedge`] then tells people from scanners that type like a keyboard, by nothing
//! but the time between two characters.

pub mod reader;
pub mod wedge;

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::ui::key::Key;

/// What the kiosk understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// A finger or a click on this cell: column and row.
    Touch(u16, u16),
    /// A text from a scanner or a paste, without control characters.
    Scan(String),
    /// Ctrl-C: ends a demo, means nothing to a kiosk.
    Interrupt,
}

/// What one report of the terminal means on its own, before anybody asks whether a scanner typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// A character that may be part of a scan.
    Char(char),
    /// Enter or Tab, which may end a scan.
    Terminator(Key),
    /// A line feed, which may end a scan and otherwise means nothing.
    LineFeed,
    /// A control character, which may be part of a scan but means nothing.
    Control,
    /// Anything else.
    Input(Input),
}

/// Characters of a scan or a paste: more than any code holds that a pass or a voucher is printed as.
pub const SCAN_MAX: usize = 512;

/// Gives a report of the terminal its meaning; `None` when it has none.
pub fn translate(event: &Event) -> Option<Press> {
    match event {
        Event::Key(key) => press(key),
        Event::Mouse(mouse) => touch(*mouse).map(Press::Input),
        Event::Paste(text) => paste(text).map(Press::Input),
        // A change of size is heard as a signal, which cannot come before anybody listens.
        Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
    }
}

fn press(key: &KeyEvent) -> Option<Press> {
    // A key held down repeats, which is what holding an arrow or Backspace is for; letting go means nothing.
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let held = key.modifiers.difference(KeyModifiers::SHIFT);
    if !held.is_empty() {
        return chord(key.code, held);
    }
    let key = match key.code {
        KeyCode::Char(c) if c.is_control() => return Some(Press::Control),
        KeyCode::Char(c) => return Some(Press::Char(c)),
        KeyCode::Enter => return Some(Press::Terminator(Key::Enter)),
        KeyCode::Tab => return Some(Press::Terminator(Key::Tab)),
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Esc => Key::Esc,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::F(n @ 1..=12) => Key::F(n),
        _ => return None,
    };
    Some(Press::Input(Input::Key(key)))
}

/// No action needs two keys at once; what terminals send as a chord although it is one key is taken for that key.
fn chord(code: KeyCode, held: KeyModifiers) -> Option<Press> {
    if held != KeyModifiers::CONTROL {
        return None;
    }
    match code {
        KeyCode::Char('j') => Some(Press::LineFeed),
        KeyCode::Char('h') => Some(Press::Input(Input::Key(Key::Backspace))),
        KeyCode::Char('c') => Some(Press::Input(Input::Interrupt)),
        // Scanners send separators such as GS inside a code.
        KeyCode::Char(_) => Some(Press::Control),
        _ => None,
    }
}

fn touch(mouse: MouseEvent) -> Option<Input> {
    match mouse.kind {
        // When the finger comes down and not when it leaves: a slow press must not count for what came after it.
        MouseEventKind::Down(MouseButton::Left) => Some(Input::Touch(mouse.column, mouse.row)),
        MouseEventKind::ScrollUp => Some(Input::Key(Key::Up)),
        MouseEventKind::ScrollDown => Some(Input::Key(Key::Down)),
        _ => None,
    }
}

/// A paste counts as a scan. One that is too long is no code; cut short it would be a wrong one.
fn paste(text: &str) -> Option<Input> {
    let text = clean(text);
    (!text.is_empty() && text.chars().count() <= SCAN_MAX).then_some(Input::Scan(text))
}

/// A text without control characters.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    fn mouse(kind: MouseEventKind) -> Event {
        Event::Mouse(MouseEvent { kind, column: 7, row: 3, modifiers: KeyModifiers::NONE })
    }

    #[test]
    fn a_key_is_a_key_when_it_goes_down_and_while_it_is_held() {
        let enter = |kind| {
            let event = KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, kind);
            translate(&Event::Key(event))
        };
        assert_eq!(enter(KeyEventKind::Press), Some(Press::Terminator(Key::Enter)));
        assert_eq!(enter(KeyEventKind::Repeat), Some(Press::Terminator(Key::Enter)));
        assert_eq!(enter(KeyEventKind::Release), None);
    }

    #[test]
    fn a_capital_letter_is_no_chord() {
        assert_eq!(translate(&key(KeyCode::Char('A'), KeyModifiers::SHIFT)), Some(Press::Char('A')));
    }

    #[test]
    fn chords_and_keys_nobody_has_mean_nothing() {
        for event in [
            key(KeyCode::Char('x'), KeyModifiers::ALT),
            key(KeyCode::Char('c'), KeyModifiers::CONTROL | KeyModifiers::ALT),
            key(KeyCode::Enter, KeyModifiers::CONTROL),
            key(KeyCode::F(13), KeyModifiers::NONE),
            key(KeyCode::F(4), KeyModifiers::ALT),
            key(KeyCode::CapsLock, KeyModifiers::NONE),
            Event::FocusLost,
        ] {
            assert_eq!(translate(&event), None, "{event:?}");
        }
        for c in ['z', '\\', '4', 'd'] {
            assert_eq!(translate(&key(KeyCode::Char(c), KeyModifiers::CONTROL)), Some(Press::Control));
        }
    }

    #[test]
    fn what_terminals_disguise_as_chords_is_recognised() {
        let control = |c| translate(&key(KeyCode::Char(c), KeyModifiers::CONTROL));
        assert_eq!(control('j'), Some(Press::LineFeed));
        assert_eq!(control('h'), Some(Press::Input(Input::Key(Key::Backspace))));
        assert_eq!(control('c'), Some(Press::Input(Input::Interrupt)));
    }

    #[test]
    fn a_finger_counts_when_it_comes_down() {
        let down = mouse(MouseEventKind::Down(MouseButton::Left));
        assert_eq!(translate(&down), Some(Press::Input(Input::Touch(7, 3))));
        assert_eq!(translate(&mouse(MouseEventKind::Up(MouseButton::Left))), None);
        assert_eq!(translate(&mouse(MouseEventKind::Down(MouseButton::Right))), None);
        assert_eq!(translate(&mouse(MouseEventKind::Moved)), None);
        assert_eq!(translate(&mouse(MouseEventKind::Drag(MouseButton::Left))), None);
        assert_eq!(translate(&mouse(MouseEventKind::ScrollDown)), Some(Press::Input(Input::Key(Key::Down))));
    }

    #[test]
    fn a_paste_is_a_scan_unless_it_is_empty_or_endless() {
        let paste = |text: &str| translate(&Event::Paste(text.into()));
        assert_eq!(paste("AB\u{1b}12\r\n"), Some(Press::Input(Input::Scan("AB12".into()))));
        assert_eq!(paste("\r\n"), None);
        assert_eq!(paste(&"a".repeat(SCAN_MAX + 1)), None);
    }
}
