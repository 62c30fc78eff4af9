//! What the kiosk says, in every language: sentences from the word files, and money, dates, hours and codes as a person
//! reads them.
//!
//! The sentences are Fluent files, `assets/words/<language>/<area>.ftl`, built into the binary; a further language is a
//! further folder. How a language writes numbers and dates comes from ICU4X, never from tables of our own. A language is
//! parsed when it is first spoken, so that the first screen does not wait for the others.
//!
//! Invariant: nothing here fails or panics in front of a visitor. A word that a language lacks is said in English, one that
//! English lacks is shown as its key in brackets, and `tests/words.rs` finds both before anybody sees them.

mod code;
mod dates;
mod fault;
mod hours;
mod input;
mod locale;
mod money;
mod person;
mod rhythm;

use std::fmt;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};

use crate::domain::language::Language;
use crate::domain::text::Text;

use money::Writer;

pub use fault::{FaultWords, fault_key, ledger_fault_key};
pub use input::{DateInput, DateOrder};
pub use person::{consent_category_key, consent_channel_key, gender_key};

/// The word files, a folder a language and a file an area.
static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets/words");

/// The language that has every word; what another lacks is said in it.
const REFERENCE: Language = Language::En;

type Bundle = FluentBundle<FluentResource>;

/// The words of every language, shared by everything that speaks to people.
pub struct Words {
    voices: Vec<Voice>,
}

/// One language with its files, parsed when it is first spoken.
struct Voice {
    language: Language,
    files: &'static Dir<'static>,
    bundle: OnceLock<Bundle>,
    money: Writer,
}

/// Why there are no words to speak with; a mistake in the build, found by any test.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// A folder that is not named after a language of the API.
    #[error("assets/words/{0} is not named after a language of the API")]
    Folder(String),
    /// No English, in which everything can be said.
    #[error("assets/words/en is missing")]
    NoEnglish,
}

impl Words {
    /// Finds the languages there are files for; parses none of them yet.
    pub fn load() -> Result<Self, WordsError> {
        let mut voices = Vec::new();
        for files in FILES.dirs() {
            let folder = files.path().to_string_lossy();
            let language = folder.parse().map_err(|_| WordsError::Folder(folder.into_owned()))?;
            voices.push(Voice { language, files, bundle: OnceLock::new(), money: Writer::default() });
        }
        voices.sort_by_key(|voice| voice.language);
        if voices.iter().any(|voice| voice.language == REFERENCE) {
            Ok(Self { voices })
        } else {
            Err(WordsError::NoEnglish)
        }
    }

    /// The languages there are files for, in the order of their codes.
    pub fn languages(&self) -> Vec<Language> {
        self.voices.iter().map(|voice| voice.language).collect()
    }

    /// Speaks a language. One without files writes its own numbers and dates, and says the rest in English.
    pub fn speech(&self, language: Language) -> Speech<'_> {
        Speech { words: self, language }
    }

    fn voice(&self, language: Language) -> Option<&Voice> {
        self.voices.iter().find(|voice| voice.language == language)
    }

    fn bundle(&self, language: Language) -> Option<&Bundle> {
        self.voice(language).map(Voice::bundle)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Words").field(&self.languages()).finish()
    }
}

impl Voice {
    fn bundle(&self) -> &Bundle {
        self.bundle.get_or_init(|| {
            let mut bundle = Bundle::new_concurrent(vec![locale::plural_locale(self.language)]);
            // Terminals show the marks that isolate text of another direction as garbage.
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(show_number));
            for file in self.files.files().filter_map(|file| file.contents_utf8()) {
                // A message with a mistake is left out, and so said in English.
                let resource =
                    FluentResource::try_new(file.to_owned()).unwrap_or_else(|(resource, _)| resource);
                bundle.add_resource_overriding(resource);
            }
            bundle
        })
    }
}

/// A value within a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Text, put in as it is.
    Text(String),
    /// A number: chooses the plural, and is written with the language's digit groups.
    Number(i64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&Text> for Arg {
    fn from(text: &Text) -> Self {
        Self::Text(text.as_str().to_owned())
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// One language, speaking; copied freely.
#[derive(Clone, Copy, Debug)]
pub struct Speech<'a> {
    words: &'a Words,
    language: Language,
}

impl Speech<'_> {
    /// Says a sentence without values.
    pub fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// Says a sentence with values, named as in the word files without their `$`.
    pub fn with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.in_language(self.language, key, args)
            .or_else(|| self.in_language(REFERENCE, key, args))
            .unwrap_or_else(|| format!("[{key}]"))
    }

    /// The language spoken.
    pub fn language(&self) -> Language {
        self.language
    }

    fn in_language(&self, language: Language, key: &str, args: &[(&str, Arg)]) -> Option<String> {
        let bundle = self.words.bundle(language)?;
        let pattern = bundle.get_message(key)?.value()?;
        let values: FluentArgs<'_> =
            args.iter().map(|(name, arg)| (*name, fluent_value(language, arg))).collect();
        // A value that is missing leaves its name in the sentence; the rest is still worth saying.
        Some(bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned())
    }
}

/// The value for Fluent. A number carries its written form along, since Fluent chooses plurals but does not group digits.
fn fluent_value(language: Language, arg: &Arg) -> FluentValue<'_> {
    match arg {
        Arg::Text(text) => FluentValue::from(text.as_str()),
        Arg::Number(number) => {
            let written = money::write_number(language, *number);
            let options = FluentNumberOptions { currency: Some(written), ..FluentNumberOptions::default() };
            #[expect(clippy::cast_precision_loss, reason = "the value only chooses the plural")]
            let value = *number as f64;
            FluentValue::Number(FluentNumber::new(value, options))
        }
    }
}

/// Hands Fluent the written form that [`fluent_value`] packed.
fn show_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => number.options.currency.clone(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Words>();
    }

    #[test]
    fn english_and_german_are_there() {
        let languages = Words::load().expect("word files").languages();
        assert!(languages.contains(&Language::En) && languages.contains(&Language::De), "{languages:?}");
    }

    #[test]
    fn nothing_is_parsed_before_it_is_spoken() {
        let words = Words::load().expect("word files");
        assert_eq!(words.speech(Language::De).say("back"), "Zurück");
        let parsed = words.voices.iter().filter(|voice| voice.bundle.get().is_some());
        assert_eq!(parsed.map(|voice| voice.language).collect::<Vec<_>>(), [Language::De]);
    }

    #[test]
    fn what_a_language_lacks_is_said_in_english_and_what_english_lacks_is_a_key_in_brackets() {
        let words = Words::load().expect("word files");
        let unwritten = Language::ALL.into_iter().find(|language| !words.languages().contains(language));
        if let Some(language) = unwritten {
            assert_eq!(words.speech(language).say("back"), "Back");
        }
        assert_eq!(words.speech(Language::De).say("no-such-word"), "[no-such-word]");
        assert_eq!(words.speech(Language::De).say("no such word {"), "[no such word {]");
    }

    #[test]
    fn a_number_chooses_the_plural_and_is_written_with_the_languages_groups() {
        let words = Words::load().expect("word files");
        let german = words.speech(Language::De);
        assert_eq!(german.with("term-day", &[("count", 1u32.into())]), "1 Tag");
        assert_eq!(german.with("term-day", &[("count", 12_345_usize.into())]), "12.345 Tage");
        assert_eq!(
            words.speech(Language::En).with("term-day", &[("count", 12_345_i64.into())]),
            "12,345 days"
        );
    }

    #[test]
    fn a_missing_value_does_not_silence_the_sentence() {
        let words = Words::load().expect("word files");
        assert!(words.speech(Language::En).say("hours-days").contains(" to "));
    }

    #[test]
    fn text_goes_into_a_sentence_without_marks_around_it() {
        let words = Words::load().expect("word files");
        let said =
            words.speech(Language::En).with("hours", &[("days", "Sat".into()), ("times", "all day".into())]);
        assert_eq!(said, "Sat, all day");
    }
}
