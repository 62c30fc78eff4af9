//! What is wrong with a configuration, where, and what would be right: every mistake of the file in one message.

use std::fmt;
use std::path::{Path, PathBuf};

/// A configuration that cannot be used. Its `Display` is complete: the file, each mistake with its place, and the remedy.
///
/// Invariant: a value is quoted only where it cannot be a secret; the API key never is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct ConfigError {
    file: PathBuf,
    mistakes: Vec<Mistake>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Line and column, both from 1, where there is a place to point at.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub what: String,
    /// What would be right.
    pub remedy: String,
}

impl ConfigError {
    /// An error of a file, in the order of its lines.
    pub(super) fn new(file: &Path, mut mistakes: Vec<Mistake>) -> Self {
        mistakes.sort_by_key(|mistake| mistake.place.unwrap_or((usize::MAX, 0)));
        Self { file: file.to_owned(), mistakes }
    }

    /// An error of the file as a whole.
    pub(super) fn whole(file: &Path, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(file, vec![Mistake { place: None, what: what.into(), remedy: remedy.into() }])
    }

    /// Everything that is wrong; never empty.
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    fn message(&self) -> String {
        let file = self.file.display();
        let lines = self.mistakes.iter().map(|mistake| match mistake.place {
            Some((line, column)) => format!("{file}:{line}:{column}: {mistake}"),
            None => format!("{file}: {mistake}"),
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}", self.what, self.remedy)
    }
}

/// The candidate a misspelt word is close to.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&folded, &fold(candidate)), candidate))
        .filter(|(likeness, _)| *likeness >= LIKENESS_MIN)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}

/// From here on two names look like one misspelt; below, a suggestion would only confuse.
const LIKENESS_MIN: f64 = 0.8;

fn fold(word: &str) -> String {
    word.to_lowercase().replace(['-', '.', ' '], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_finds_the_right_one_and_a_foreign_one_none() {
        let names = ["base_url", "key_file", "time_zone"];
        assert_eq!(nearest("base-URL", names), Some("base_url"));
        assert_eq!(nearest("timezone", names), Some("time_zone"));
        assert_eq!(nearest("key", names), Some("key_file"));
        assert_eq!(nearest("printer", names), None);
    }
}
