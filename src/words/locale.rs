//! Which locale of ICU and of the plural rules a language of the API stands for.

use icu_locale_core::{Locale, locale};
use unic_langid::LanguageIdentifier;

use crate::domain::language::Language;

/// The locale that writes a language's numbers and dates; English as in Britain, since the studios are in Europe.
pub fn icu_locale(language: Language) -> Locale {
    match language {
        Language::Cs => locale!("cs"),
        Language::De => locale!("de"),
        Language::En => locale!("en-GB"),
        Language::Es => locale!("es"),
        Language::Fr => locale!("fr"),
        Language::Hu => locale!("hu"),
        Language::It => locale!("it"),
        Language::Nb => locale!("nb"),
        Language::Nl => locale!("nl"),
        Language::Pl => locale!("pl"),
        Language::Ro => locale!("ro"),
        Language::Ru => locale!("ru"),
        Language::Sl => locale!("sl"),
        Language::Sv => locale!("sv"),
        Language::Tr => locale!("tr"),
    }
}

/// The locale whose plural rules the word files follow.
pub fn plural_locale(language: Language) -> LanguageIdentifier {
    // Every code of the API is a valid identifier.
    language.code().parse().unwrap_or(LanguageIdentifier::default())
}
