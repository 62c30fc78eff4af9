//! The words of a script: how a line is taken apart, and what keys, spans and sizes are called.

use std::time::Duration;

use walkin::ui::key::Key;

/// One command.
pub struct Line {
    text: String,
}

impl Line {
    /// Takes a line as it stands.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned() }
    }

    /// The whole line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The command and what follows it; commands of two words come first.
    pub fn split(&self) -> (&str, &str) {
        let (word, rest) = self.text.split_once(' ').unwrap_or((&self.text, ""));
        (word, rest.trim())
    }
}

/// A text with or without quotation marks around it.
pub fn quoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}

/// A key by its name, and how often.
pub fn keys(text: &str) -> Result<(Key, u32), String> {
    let (name, count) = text.split_once(' ').unwrap_or((text, "1"));
    let count = count.parse().map_err(|_| format!("{count:?} is not a number of presses"))?;
    Ok((key(name)?, count))
}

fn key(name: &str) -> Result<Key, String> {
    let named = match name {
        "Enter" => Key::Enter,
        "Esc" => Key::Esc,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "Tab" => Key::Tab,
        "BackTab" => Key::BackTab,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "Home" => Key::Home,
        "End" => Key::End,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Space" => Key::Char(' '),
        _ => {
            let mut characters = name.chars();
            return match (characters.next(), characters.as_str()) {
                (Some(c), "") => Ok(Key::Char(c)),
                (Some('F'), number) => {
                    let number = number.parse().ok().filter(|number| (1..=12).contains(number));
                    number.map(Key::F).ok_or_else(|| format!("there is no key {name}"))
                }
                _ => Err(format!("there is no key {name}")),
            };
        }
    };
    Ok(named)
}

/// A span such as `400ms`, `45s`, `5m`, `24h`.
pub fn span(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(char::is_alphabetic);
    let number: u64 = digits.parse().map_err(|_| format!("{text:?} is not a span such as 45s"))?;
    match &text[digits.len()..] {
        "ms" => Ok(Duration::from_millis(number)),
        "s" => Ok(Duration::from_secs(number)),
        "m" => Ok(Duration::from_secs(number * 60)),
        "h" => Ok(Duration::from_secs(number * 3_600)),
        unit => Err(format!("{unit:?} is not one of ms, s, m, h")),
    }
}

/// A size such as `72x20`.
pub fn size(text: &str) -> Result<(u16, u16), String> {
    let both =
        text.split_once('x').and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
    both.ok_or_else(|| format!("{text:?} is not a size such as 72x20"))
}
