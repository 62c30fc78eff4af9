//! Codes and countdowns, which are written alike in every language.

use std::time::Duration;

use unicode_segmentation::UnicodeSegmentation;

use super::Speech;

/// Characters in a group of a code: as many as a person keeps in mind while typing.
const GROUP: usize = 4;

impl Speech<'_> {
    /// Writes a code in groups of four, such as `K7Q2 M9XD 4TZA`. A code that has separators of its own stays as it is, or
    /// nobody could tell which belong to it.
    pub fn code_groups(&self, code: &str) -> String {
        if !code.chars().all(char::is_alphanumeric) {
            return code.to_owned();
        }
        let characters: Vec<&str> = code.graphemes(true).collect();
        characters.chunks(GROUP).map(<[&str]>::concat).collect::<Vec<_>>().join(" ")
    }

    /// Writes the time left, such as `4:59` or `1:00:05`; a begun second counts as a whole one, so that `0:00` is the end.
    pub fn countdown(&self, left: Duration) -> String {
        let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
        let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        if hours > 0 {
            format!("{hours}:{minutes:02}:{seconds:02}")
        } else {
            format!("{minutes}:{seconds:02}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::words::Words;

    #[test]
    fn a_code_is_written_in_groups_of_four() {
        let words = Words::load().expect("word files");
        let speech = words.speech(Language::En);
        assert_eq!(speech.code_groups("K7Q2M9XD4TZA"), "K7Q2 M9XD 4TZA");
        assert_eq!(speech.code_groups("1234567890"), "1234 5678 90");
        assert_eq!(speech.code_groups("123"), "123");
        assert_eq!(speech.code_groups(""), "");
        assert_eq!(speech.code_groups("K7Q2-M9XD-4TZA"), "K7Q2-M9XD-4TZA");
        assert_eq!(speech.code_groups("AB 12345"), "AB 12345");
    }

    #[test]
    fn a_countdown_ends_at_zero_and_not_a_second_before() {
        let words = Words::load().expect("word files");
        let speech = words.speech(Language::En);
        assert_eq!(speech.countdown(Duration::from_secs(299)), "4:59");
        assert_eq!(speech.countdown(Duration::from_millis(1)), "0:01");
        assert_eq!(speech.countdown(Duration::ZERO), "0:00");
        assert_eq!(speech.countdown(Duration::from_secs(3_605)), "1:00:05");
    }
}
