//! Money and numbers as a language writes them.
//!
//! Invariant: nothing is rounded. ICU's currency formatter rounds to the digits of the currency, so it is asked only where
//! the symbol goes and how many digits are usual; the digits themselves are written by its number formatter, which keeps all.

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

impl Speech<'_> {
    /// Writes an amount with its currency, such as `1.290,00 €`: at least the currency's usual digits, and all the digits
    /// the amount has.
    pub fn money(&self, money: &Money) -> String {
        let Some(numbers) = numbers(self.language()) else { return money.to_string() };
        let frame = Frame::find(self.language(), money.currency(), &numbers);
        let Some(mut amount) = decimal(&money.amount().normalize().to_string()) else {
            return money.to_string();
        };
        amount.absolute.pad_end(-frame.usual_digits);
        plain_spaces(&format!("{}{}{}", frame.before, numbers.format(&amount), frame.after))
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
