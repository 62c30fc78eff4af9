//! Text from outside, made harmless: no control characters, no escape sequences, no bidi overrides, bounded.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// A line of text that can go to a terminal, a QR code's caption or a log without doing anything there.
///
/// It has no control or formatting characters, no line breaks, no runs of spaces, and at most [`Text::LONG_MAX`]
/// characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Text(String);

impl Text {
    /// Characters of a name or label; a server that sends more means no good.
    pub const NAME_MAX: usize = 120;
    /// Characters of a message or a text block.
    pub const LONG_MAX: usize = 2_000;

    /// Cleans a name or a label, at most [`Text::NAME_MAX`] characters.
    pub fn name(raw: &str) -> Self {
        Self::clean(raw, Self::NAME_MAX)
    }

    /// Cleans a message, at most [`Text::LONG_MAX`] characters.
    pub fn long(raw: &str) -> Self {
        Self::clean(raw, Self::LONG_MAX)
    }

    fn clean(raw: &str, limit: usize) -> Self {
        let mut text = String::with_capacity(raw.len().min(limit * 4));
        let mut taken = 0;
        // A character a person sees may carry any number of marks; those are bounded too.
        for grapheme in raw.graphemes(true) {
            let visible: String =
                grapheme.chars().filter(|c| !is_harmful(*c)).take(GRAPHEME_CHARS_MAX).collect();
            let space = grapheme.chars().all(char::is_whitespace);
            if space && (text.is_empty() || text.ends_with(' ')) || !space && visible.is_empty() {
                continue;
            }
            if taken == limit {
                text.push('…');
                break;
            }
            text.push_str(if space { " " } else { &visible });
            taken += 1;
        }
        text.truncate(text.trim_end().len());
        Self(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing is left of it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Scalars of one visible character: enough for every script and family emoji, too few for stacks of marks.
const GRAPHEME_CHARS_MAX: usize = 10;

/// Whether a character acts on a terminal or on its neighbours instead of being shown.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// What stays of a text when case and accents do not count, for searching: "Gäste" is found by "gaste".
pub fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    text.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase().replace('ß', "ss")
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for Text {
    fn from(raw: String) -> Self {
        Self::long(&raw)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl From<&str> for Text {
    fn from(raw: &str) -> Self {
        Self::name(raw)
    }
}

/// A value that must not reach a screen, a log or a report by accident: its `Debug` is masked.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// Wraps a value.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// Hands the value out, where it is sent or hashed.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escape_sequences_and_overrides_lose_their_teeth() {
        assert_eq!(Text::name("Day\u{1b}[2J ticket\u{202e}\r\n\u{7}now").as_str(), "Day[2J ticket now");
        assert_eq!(Text::name("  a \t\n b  ").as_str(), "a b");
        assert_eq!(Text::name("\u{200b}\u{feff}").as_str(), "");
    }

    #[test]
    fn a_name_of_five_thousand_characters_is_cut_with_a_mark() {
        let name = Text::name(&"x".repeat(5_000));
        assert_eq!(name.as_str().chars().count(), Text::NAME_MAX + 1);
        assert!(name.as_str().ends_with('…'));
    }

    #[test]
    fn case_and_accents_do_not_count_in_a_search() {
        assert_eq!(fold("Gästepaß"), "gastepass");
        assert_eq!(fold("ČEŠTINA"), fold("cestina"));
    }

    #[test]
    fn a_stack_of_marks_is_bounded() {
        assert!(Text::name(&format!("e{}", "\u{301}".repeat(9_000))).as_str().len() < 64);
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_and_nothing_harmful_is_left(raw in "\\PC{0,40}|.{0,40}") {
            let once = Text::name(&raw);
            prop_assert!(once.as_str().chars().all(|c| !is_harmful(c) && c != '\n'));
            prop_assert_eq!(Text::name(once.as_str()), once);
        }
    }
}
