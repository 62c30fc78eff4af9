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
