//! What a person presses, whether with a key or with a finger.

use std::borrow::Cow;

/// One press. A touch arrives as the key that its target stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The primary action.
    Enter,
    /// Back, or close.
    Esc,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// The next field.
    Tab,
    /// The field before.
    BackTab,
    /// A page up, or the month before.
    PageUp,
    /// A page down, or the next month.
    PageDown,
    /// The first one, or today.
    Home,
    /// The last one.
    End,
    /// Deletes before the cursor.
    Backspace,
    /// Deletes after the cursor.
    Delete,
    /// A character.
    Char(char),
    /// A function key: 1 to 12 exist on keyboards; from [`Key::PRIVATE`] on they exist only as touch targets.
    F(u8),
    /// The n-th thing of the screen, counted from 0: what touching a row, a field or a day stands for.
    Pick(usize),
}

impl Key {
    /// The first function key no keyboard of the kiosk sends; from here on they stand for touch targets.
    pub const PRIVATE: u8 = 21;
    /// Capitals for the next letter, on the on-screen keyboard.
    pub const SHIFT: Self = Self::F(21);
    /// The next set of letters, on the on-screen keyboard.
    pub const LETTERS: Self = Self::F(22);
    /// Puts the on-screen keyboard away.
    pub const DONE: Self = Self::F(23);
    /// Opens the search of a list.
    pub const SEARCH: Self = Self::F(24);

    /// What stands on the key, short; empty for keys that exist only as touch targets.
    pub fn cap(self) -> Cow<'static, str> {
        match self {
            Self::Enter => "Enter".into(),
            Self::Esc => "Esc".into(),
            Self::Up => "↑".into(),
            Self::Down => "↓".into(),
            Self::Left => "←".into(),
            Self::Right => "→".into(),
            Self::Tab => "Tab".into(),
            Self::BackTab => "Shift+Tab".into(),
            Self::PageUp => "PgUp".into(),
            Self::PageDown => "PgDn".into(),
            Self::Home => "Home".into(),
            Self::End => "End".into(),
            Self::Backspace => "Bksp".into(),
            Self::Delete => "Del".into(),
            Self::Char(' ') => "Space".into(),
            Self::Char(c) => c.to_uppercase().to_string().into(),
            Self::F(n) if n < Self::PRIVATE => format!("F{n}").into(),
            Self::F(_) | Self::Pick(_) => "".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_only_exist_for_fingers_have_no_cap() {
        assert_eq!(Key::F(1).cap(), "F1");
        assert_eq!(Key::F(Key::PRIVATE).cap(), "");
        assert_eq!(Key::Pick(3).cap(), "");
        assert_eq!(Key::Char('s').cap(), "S");
    }
}
