//! The languages of the API.

use std::fmt;
use std::str::FromStr;

/// A language the API answers in; which of them the kiosk speaks is a matter of its word files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each variant is an ISO 639-1 code")]
pub enum Language {
    Cs,
    De,
    En,
    Es,
    Fr,
    Hu,
    It,
    Nb,
    Nl,
    Pl,
    Ro,
    Ru,
    Sl,
    Sv,
    Tr,
}

impl Language {
    /// Every language of the API.
    pub const ALL: [Self; 15] = [
        Self::Cs,
        Self::De,
        Self::En,
        Self::Es,
        Self::Fr,
        Self::Hu,
        Self::It,
        Self::Nb,
        Self::Nl,
        Self::Pl,
        Self::Ro,
        Self::Ru,
        Self::Sl,
        Self::Sv,
        Self::Tr,
    ];

    /// The code, for `Accept-Language`, folders and the configuration.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cs => "cs",
            Self::De => "de",
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::Hu => "hu",
            Self::It => "it",
            Self::Nb => "nb",
            Self::Nl => "nl",
            Self::Pl => "pl",
            Self::Ro => "ro",
            Self::Ru => "ru",
            Self::Sl => "sl",
            Self::Sv => "sv",
            Self::Tr => "tr",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        Self::ALL.into_iter().find(|language| language.code() == text).ok_or(UnknownLanguage)
    }
}

/// Not one of the codes of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not one of cs de en es fr hu it nb nl pl ro ru sl sv tr")]
pub struct UnknownLanguage;
