//! Dates as people type them.

use super::Speech;
use crate::domain::time::Date;

/// How a language types dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateInput {
    /// What the empty field shows, such as `TT.MM.JJJJ`.
    pub placeholder: String,
    /// In which order day, month and year are typed.
    pub order: DateOrder,
    /// What stands between them.
    pub separator: char,
}

/// The order of day, month and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

/// Characters a typed date may have: the longest form with a space after each separator, and a stray one or two.
const TYPED_MAX: usize = 16;

impl Speech<'_> {
    /// How dates are typed in this language; from its `date-input-…` words.
    pub fn date_input(&self) -> DateInput {
        let order = match self.say("date-input-order").as_str() {
            "MDY" => DateOrder::Mdy,
            "YMD" => DateOrder::Ymd,
            _ => DateOrder::Dmy,
        };
        let separator = self.say("date-input-separator").chars().next().unwrap_or('.');
        DateInput { placeholder: self.say("date-input-placeholder"), order, separator }
    }

    /// Reads a date a person typed in the language's order, with any separators or none, or in ISO form. The year needs
    /// all four digits, and the day must exist.
    pub fn parse_date(&self, typed: &str, input: &DateInput) -> Option<Date> {
        parse(typed, input.order)
    }
}

fn parse(typed: &str, order: DateOrder) -> Option<Date> {
    let typed = typed.trim();
    if typed.len() > TYPED_MAX {
        return None;
    }
    let is_separator = |c: char| matches!(c, '.' | '/' | '-' | ',' | ' ');
    let parts: Vec<&str> = typed.split(is_separator).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        // A year in front can only be the ISO order.
        [year, month, day] if year.len() == 4 => date(year, month, day),
        [first, second, third] => in_order(first, second, third, order),
        [run] if run.len() == 8 && run.is_ascii() => match order {
            DateOrder::Ymd => in_order(&run[..4], &run[4..6], &run[6..], order),
            DateOrder::Dmy | DateOrder::Mdy => in_order(&run[..2], &run[2..4], &run[4..], order),
        },
        _ => None,
    }
}

fn in_order(first: &str, second: &str, third: &str, order: DateOrder) -> Option<Date> {
    match order {
        DateOrder::Dmy => date(third, second, first),
        DateOrder::Mdy => date(third, first, second),
        DateOrder::Ymd => date(first, second, third),
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || month.len() > 2 || day.len() > 2 || ![year, month, day].into_iter().all(digits) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::words::Words;
    use jiff::civil;
    use proptest::prelude::*;

    #[test]
    fn a_birth_date_is_read_however_it_is_typed() {
        let words = Words::load().expect("word files");
        let german = words.speech(Language::De);
        let input = german.date_input();
        assert_eq!(
            (input.placeholder.as_str(), input.order, input.separator),
            ("TT.MM.JJJJ", DateOrder::Dmy, '.')
        );
        for typed in [
            "01.02.1990",
            "1.2.1990",
            "1/2/1990",
            "01-02-1990",
            "01 02 1990",
            " 1. 2. 1990 ",
            "01021990",
            "1990-02-01",
            "1990-2-1",
        ] {
            assert_eq!(german.parse_date(typed, &input), Some(civil::date(1990, 2, 1)), "{typed}");
        }
    }

    #[test]
    fn what_is_not_a_whole_real_date_is_not_read() {
        for typed in [
            "",
            "1.2.90",
            "29.02.1990",
            "31.04.2020",
            "00.01.2000",
            "1.13.2000",
            "1021990",
            "1.2.1990.3",
            "01.02.",
            "١.٢.١٩٩٠",
            "1.2.+990",
            "01.02.1990 01.02.1990",
        ] {
            assert_eq!(parse(typed, DateOrder::Dmy), None, "{typed}");
        }
    }

    #[test]
    fn other_languages_have_other_orders() {
        assert_eq!(parse("2/1/1990", DateOrder::Mdy), Some(civil::date(1990, 2, 1)));
        assert_eq!(parse("02011990", DateOrder::Mdy), Some(civil::date(1990, 2, 1)));
        assert_eq!(parse("19900201", DateOrder::Ymd), Some(civil::date(1990, 2, 1)));
        assert_eq!(parse("1990. 2. 1.", DateOrder::Ymd), Some(civil::date(1990, 2, 1)));
    }

    proptest! {
        #[test]
        fn a_date_a_language_writes_is_read_back(
            year in 1900i16..2100, month in 1i8..=12, day in 1i8..=28,
            language in proptest::sample::select(&[Language::De, Language::En][..]),
        ) {
            let words = Words::load().expect("word files");
            let (speech, date) = (words.speech(language), civil::date(year, month, day));
            prop_assert_eq!(speech.parse_date(&speech.date_short(date), &speech.date_input()), Some(date));
        }

        #[test]
        fn no_typing_breaks_it(typed in "\\PC{0,20}") {
            let _ = parse(&typed, DateOrder::Dmy);
        }
    }
}
