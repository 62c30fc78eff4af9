//! Money and numbers as a language writes them.
//!
//! Invariant: nothing is rounded. ICU's currency formatter rounds to the digits of the currency, so it is asked only where
//! the symbol goes and how many digits are usual; the digits themselves are written by its number formatter, which keeps all.

use std::sync::OnceLock;

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_experimental::dimension::currency::CurrencyType;
use icu_experimental::dimension::currency::formatter::CurrencyFormatter;
use icu_experimental::dimension::currency::options::CurrencyFormatterOptions;

use super::Speech;
use super::locale::icu_locale;
use crate::domain::language::Language;
use crate::domain::money::{Currency, Money};

/// No currency of ISO 4217 has more digits; an own few more cost nothing.
const USUAL_DIGITS_MAX: i16 = 4;

/// Keeps an amount and its symbol on one line. The narrow form, which some languages use, is missing in console fonts.
const NO_BREAK_SPACE: char = '\u{a0}';

/// What a language needs to write amounts, made when the first one is written: a list has a price in every row.
#[derive(Default)]
pub(super) struct Writer {
    numbers: OnceLock<Option<DecimalFormatter>>,
    /// A studio sells in one currency; another one is asked for anew each time.
    frame: OnceLock<(Currency, Frame)>,
}

impl Writer {
    fn write(&self, language: Language, money: &Money) -> Option<String> {
        let numbers = self.numbers.get_or_init(|| numbers(language)).as_ref()?;
        let currency = money.currency();
        let (known, frame) = self.frame.get_or_init(|| (currency, Frame::find(language, currency, numbers)));
        let other = (*known != currency).then(|| Frame::find(language, currency, numbers));
        let frame = other.as_ref().unwrap_or(frame);
        let mut amount = decimal(&money.amount().normalize().to_string())?;
        amount.absolute.pad_end(-frame.usual_digits);
        Some(plain_spaces(&format!("{}{}{}", frame.before, numbers.format(&amount), frame.after)))
    }
}

impl Speech<'_> {
    /// Writes an amount with its currency, such as `1.290,00 €`: at least the currency's usual digits, and all the digits
    /// the amount has.
    pub fn money(&self, money: &Money) -> String {
        let language = self.language();
        let written = match self.words.voice(language) {
            Some(voice) => voice.money.write(language, money),
            None => Writer::default().write(language, money),
        };
        written.unwrap_or_else(|| money.to_string())
    }

    /// Writes the digits of a percentage that has the shape of money, such as `12,5`.
    pub fn percentage(&self, value: &Money) -> String {
        let digits = value.amount().normalize().to_string();
        let written = numbers(self.language())
            .and_then(|numbers| Some(plain_spaces(&numbers.format(&decimal(&digits)?).to_string())));
        written.unwrap_or(digits)
    }

    /// Writes a whole number with the language's digit groups.
    pub fn number(&self, number: i64) -> String {
        write_number(self.language(), number)
    }
}

/// Writes a whole number with a language's digit groups.
pub(super) fn write_number(language: Language, number: i64) -> String {
    numbers(language).map_or_else(
        || number.to_string(),
        |numbers| plain_spaces(&numbers.format(&number.into()).to_string()),
    )
}

/// What a language writes around an amount of a currency.
struct Frame {
    before: String,
    after: String,
    usual_digits: i16,
}

impl Frame {
    /// Lets ICU write a zero and takes the zero out again; what is left is the symbol and its place.
    fn find(language: Language, currency: Currency, numbers: &DecimalFormatter) -> Self {
        let written = currency.code().to_lowercase().parse::<CurrencyType>().ok().and_then(|currency| {
            CurrencyFormatter::try_new_symbol(
                (&icu_locale(language)).into(),
                currency,
                CurrencyFormatterOptions::default(),
            )
            .ok()
            .map(|formatter| formatter.format_fixed_decimal(&Decimal::from(0)).to_string())
        });
        // The longest zero first: "0" is also found in "0,00".
        let found = written.and_then(|written| {
            (0..=USUAL_DIGITS_MAX).rev().find_map(|usual_digits| {
                let mut zero = Decimal::from(0);
                zero.absolute.pad_end(-usual_digits);
                let (before, after) = written.split_once(&numbers.format(&zero).to_string())?;
                Some(Self { before: before.to_owned(), after: after.to_owned(), usual_digits })
            })
        });
        found.filter(Self::has_no_digits).unwrap_or_else(|| Self {
            before: String::new(),
            after: format!("{NO_BREAK_SPACE}{currency}"),
            usual_digits: 2,
        })
    }

    /// A digit beside the amount would read as part of it.
    fn has_no_digits(&self) -> bool {
        !self.before.contains(char::is_numeric) && !self.after.contains(char::is_numeric)
    }
}

fn numbers(language: Language) -> Option<DecimalFormatter> {
    DecimalFormatter::try_new((&icu_locale(language)).into(), DecimalFormatterOptions::default()).ok()
}

fn decimal(digits: &str) -> Option<Decimal> {
    Decimal::try_from_str(digits).ok()
}

/// Makes every kind of no-break and thin space the one that all fonts have.
pub(super) fn plain_spaces(text: &str) -> String {
    text.replace(['\u{202f}', '\u{2009}', '\u{2007}'], &NO_BREAK_SPACE.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;
    use proptest::prelude::*;

    fn say(language: Language, amount: &str, currency: &str) -> String {
        let words = Words::load().expect("word files");
        words.speech(language).money(&Money::parse(amount, currency).expect("money"))
    }

    #[test]
    fn a_price_is_written_as_the_language_writes_it() {
        assert_eq!(say(Language::De, "20", "EUR"), "20,00\u{a0}€");
        assert_eq!(say(Language::De, "1290", "EUR"), "1.290,00\u{a0}€");
        assert_eq!(say(Language::En, "1290.5", "EUR"), "€1,290.50");
        assert_eq!(say(Language::De, "20", "CHF"), "20,00\u{a0}CHF");
        assert_eq!(say(Language::Pl, "1290", "PLN"), "1290,00\u{a0}zł");
        assert_eq!(say(Language::Nl, "20", "EUR"), "€\u{a0}20,00");
        assert_eq!(say(Language::De, "2000", "JPY"), "2.000\u{a0}¥");
        assert_eq!(say(Language::En, "1.5", "KWD"), "KWD\u{a0}1.500");
    }

    #[test]
    fn an_amount_with_more_digits_than_its_currency_is_written_in_full() {
        assert_eq!(say(Language::De, "19.999", "EUR"), "19,999\u{a0}€");
        assert_eq!(say(Language::En, "0.00001", "EUR"), "€0.00001");
        assert_eq!(say(Language::De, "2000.5", "JPY"), "2.000,5\u{a0}¥");
        assert_eq!(say(Language::De, "19.990000", "EUR"), "19,99\u{a0}€");
    }

    #[test]
    fn a_currency_without_a_symbol_is_written_with_its_code() {
        assert_eq!(say(Language::De, "1", "XTS"), "1,00\u{a0}XTS");
        assert_eq!(say(Language::En, "1", "QQQ"), "QQQ\u{a0}1.00");
    }

    /// What the digits say, read back with the separator the language put into one half.
    fn read_back(language: Language, written: &str) -> rust_decimal::Decimal {
        let half = say(language, "0.5", "EUR");
        let separator = half.split_once('0').and_then(|(_, rest)| rest.chars().next()).expect("a separator");
        let digits = written.chars().filter(|c| c.is_ascii_digit() || *c == separator);
        let text: String = digits.map(|c| if c == separator { '.' } else { c }).collect();
        text.parse().expect("digits")
    }

    const CURRENCIES: [&str; 14] =
        ["EUR", "CHF", "PLN", "JPY", "KWD", "XTS", "CZK", "HUF", "RON", "TRY", "SEK", "NOK", "GBP", "USD"];

    proptest! {
        #[test]
        fn no_language_rounds_any_amount(
            units in 0u64..=9_999_999_999_999,
            fraction in "[0-9]{0,12}",
            language in proptest::sample::select(&Language::ALL[..]),
            currency in proptest::sample::select(&CURRENCIES[..]),
        ) {
            let amount = if fraction.is_empty() { units.to_string() } else { format!("{units}.{fraction}") };
            let written = say(language, &amount, currency);
            let money = Money::parse(&amount, currency).expect("money");
            prop_assert_eq!(read_back(language, &written), money.amount(), "{}", written);
        }

        #[test]
        fn every_character_of_an_amount_is_one_cell_that_console_fonts_have(
            language in proptest::sample::select(&Language::ALL[..]),
            currency in proptest::sample::select(&CURRENCIES[..]),
        ) {
            let written = say(language, "1234567.89", currency);
            prop_assert_eq!(unicode_width::UnicodeWidthStr::width(written.as_str()), written.chars().count());
            prop_assert!(!written.contains(['\u{202f}', '\u{2009}', '\u{200e}', '\u{200f}']), "{:?}", written);
        }
    }
}
