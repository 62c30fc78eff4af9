//! When something is paid, and how much each time, before any voucher: the days of a frequency, and the first term with its
//! times that cost nothing.
//!
//! Every day is counted from the first, never from the day before, so that 31 January does not become the 28th of every
//! month that follows. Nothing is paid in part: a period that is cut short costs as much as a whole one.

use rust_decimal::Decimal;

use crate::api::wire::frequency::{MonthDay, MonthDayPrice};
use crate::api::wire::memberships::{BonusPeriod, OfferPaymentFrequency};
use crate::api::wire::offers::Term;
use crate::domain::time::Date;

use super::super::terms::after;

/// Payments of one thing within a first term: ten years of weeks.
const PAYMENTS_MAX: i64 = 520;

/// The first term of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FirstTerm {
    /// The first day on which the rate is paid for: after what costs nothing at the start.
    pub(super) pays_from: Date,
    /// The day from which on it is not paid for any more, whatever is left of the term.
    pub(super) pays_until: Date,
    /// The day after its last.
    pub(super) until: Date,
    /// The first days of the times that cost nothing and are shown by themselves.
    pub(super) bonuses: Vec<Date>,
    /// How much longer than the term it runs because of them.
    pub(super) longer_by: Vec<Term>,
}

impl FirstTerm {
    /// The first term of a contract that starts on `start`; none past the end of the calendar.
    pub(super) fn new(start: Date, term: &Term, bonuses: &[&BonusPeriod]) -> Option<Self> {
        let (mut pays_from, mut shown, mut longer_by) = (start, Vec::new(), Vec::new());
        let timed = |strategy: &'static str| {
            bonuses.iter().filter(move |bonus| bonus.term_strategy.as_deref() == Some(strategy))
        };
        for bonus in timed("CONTRACT_START") {
            let Some(length) = &bonus.term else { continue };
            shown.extend(is_shown(bonus).then_some(pays_from));
            pays_from = after(pays_from, length, 1)?;
            longer_by.extend(extends(bonus).then(|| length.clone()));
        }
        let mut until = longer_by.iter().try_fold(start, |day, length| after(day, length, 1))?;
        until = after(until, term, 1)?;
        let mut pays_until = until;
        for bonus in timed("END_OF_CURRENT_TERM") {
            let Some(length) = &bonus.term else { continue };
            if extends(bonus) {
                shown.extend(is_shown(bonus).then_some(until));
                until = after(until, length, 1)?;
                longer_by.push(length.clone());
            } else {
                pays_until = after(pays_until, length, -1)?;
                shown.extend(is_shown(bonus).then_some(pays_until));
            }
        }
        // What comes with the next term (`START_OF_NEXT_TERM`) is not part of this one.
        Some(Self { pays_from, pays_until, until, bonuses: shown, longer_by })
    }
}

fn is_shown(bonus: &BonusPeriod) -> bool {
    bonus.display_separately == Some(true)
}

fn extends(bonus: &BonusPeriod) -> bool {
    bonus.runtime_extension_type.as_deref() == Some("WITH_EXTENSION")
}

/// The payments from `first` on and before `until`, soonest first.
pub(super) fn payments(frequency: &OfferPaymentFrequency, first: Date, until: Date) -> Vec<(Date, Decimal)> {
    let price = frequency.price.as_ref().map(|price| price.amount.0);
    let mut payments = match (frequency.kind.as_deref(), price, &frequency.term) {
        (Some("NON_RECURRING"), Some(price), _) => vec![(first, price)],
        (Some("RECURRING"), Some(price), Some(term)) => (0..PAYMENTS_MAX)
            .map_while(|count| after(first, term, count).filter(|day| *day < until))
            .map(|day| (day, price))
            .collect(),
        (Some("MONTH_DAY"), ..) => on_days(frequency, first, until),
        (Some("TERM_BASED"), ..) => after_terms(frequency, first, until),
        _ => Vec::new(),
    };
    payments.sort_by_key(|(day, _)| *day);
    payments
}

/// On days of the year: in every year, or the first time only where the cycle has an end.
fn on_days(frequency: &OfferPaymentFrequency, first: Date, until: Date) -> Vec<(Date, Decimal)> {
    let entries = frequency.month_days_to_prices.iter().flat_map(|list| &list.entries);
    let times = if frequency.recurring == Some(true) { usize::MAX } else { 1 };
    let of_entry = |entry: &MonthDayPrice| {
        let days = (first.year()..=until.year()).filter_map(|year| day_of(&entry.month_day, year));
        let days: Vec<Date> = days.filter(|day| (first..until).contains(day)).take(times).collect();
        let price = entry.price.amount.0;
        days.into_iter().map(move |day| (day, price))
    };
    entries.flat_map(of_entry).collect()
}

/// A day of a year; in February at the latest its last.
fn day_of(day: &MonthDay, year: i16) -> Option<Date> {
    let month = Date::new(year, i8::try_from(day.month_value?).ok()?, 1).ok()?;
    let day = i8::try_from(day.day_of_month?).ok()?.clamp(1, month.days_in_month());
    Date::new(year, month.month(), day).ok()
}

/// After lengths of time, the last day of the term included: once, or again and again with the longest as the cycle.
fn after_terms(frequency: &OfferPaymentFrequency, first: Date, until: Date) -> Vec<(Date, Decimal)> {
    let entries: Vec<_> = frequency.terms_to_prices.iter().flat_map(|list| &list.entries).collect();
    let Some(cycle) = entries.last().map(|entry| &entry.term) else { return Vec::new() };
    let cycles = if frequency.recurring == Some(true) { PAYMENTS_MAX } else { 1 };
    let begins = (0..cycles).map_while(|count| after(first, cycle, count).filter(|day| *day < until));
    begins
        .flat_map(|begin| {
            entries
                .iter()
                .filter_map(move |entry| Some((after(begin, &entry.term, 1)?, entry.price.amount.0)))
        })
        .filter(|(day, _)| *day <= until)
        .collect()
}

/// The months of a term, as fractions where it is counted in days or weeks.
pub(super) fn months(term: &Term) -> Option<Decimal> {
    let value = Decimal::from(term.value);
    let months = match term.unit.as_str() {
        "DAY" => value * Decimal::from(12) / Decimal::from(365),
        "WEEK" => value * Decimal::from(12) / Decimal::from(52),
        "MONTH" => value,
        "YEAR" => value * Decimal::from(12),
        _ => return None,
    };
    Some(months).filter(|months| !months.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn frequency(json: &str) -> OfferPaymentFrequency {
        serde_json::from_str(json).expect("a frequency")
    }

    fn days(payments: &[(Date, Decimal)]) -> Vec<String> {
        payments.iter().map(|(day, price)| format!("{day} {price}")).collect()
    }

    fn term(value: u64, unit: &str) -> Term {
        Term { value, unit: unit.to_owned() }
    }

    fn bonus(strategy: &str, extension: &str) -> BonusPeriod {
        BonusPeriod {
            term: Some(term(1, "MONTH")),
            term_strategy: Some(strategy.to_owned()),
            display_separately: Some(true),
            runtime_extension_type: Some(extension.to_owned()),
            extends_cancellation_period: None,
        }
    }

    #[test]
    fn months_are_counted_from_the_first_day() {
        let monthly = frequency(
            r#"{"type": "RECURRING", "term": {"value": 1, "unit": "MONTH"}, "price": {"amount": 20.00, "currency": "EUR"}}"#,
        );
        let paid = payments(&monthly, date(2027, 1, 31), date(2027, 5, 31));
        assert_eq!(
            days(&paid),
            ["2027-01-31 20.00", "2027-02-28 20.00", "2027-03-31 20.00", "2027-04-30 20.00"]
        );
    }

    #[test]
    fn days_of_the_year_come_in_their_order_and_again_where_the_cycle_has_no_end() {
        let mut frequency = frequency(
            r#"{"type": "MONTH_DAY", "recurring": true, "monthDaysToPrices": [
                {"monthDay": {"monthValue": 7, "dayOfMonth": 15}, "price": {"amount": 2, "currency": "EUR"}},
                {"monthDay": {"monthValue": 2, "dayOfMonth": 29}, "price": {"amount": 1, "currency": "EUR"}}]}"#,
        );
        let (first, until) = (date(2026, 7, 15), date(2027, 7, 16));
        let paid = payments(&frequency, first, until);
        assert_eq!(days(&paid), ["2026-07-15 2", "2027-02-28 1", "2027-07-15 2"]);
        frequency.recurring = Some(false);
        assert_eq!(days(&payments(&frequency, first, until)), ["2026-07-15 2", "2027-02-28 1"]);
    }

    #[test]
    fn prices_after_terms_are_due_by_the_last_day_and_begin_anew_where_they_recur() {
        let mut frequency = frequency(
            r#"{"type": "TERM_BASED", "termsToPrices": [
                {"term": {"value": 1, "unit": "MONTH"}, "price": {"amount": 5, "currency": "EUR"}},
                {"term": {"value": 3, "unit": "MONTH"}, "price": {"amount": 9, "currency": "EUR"}}]}"#,
        );
        let (first, until) = (date(2026, 6, 10), date(2026, 12, 10));
        assert_eq!(days(&payments(&frequency, first, until)), ["2026-07-10 5", "2026-09-10 9"]);
        frequency.recurring = Some(true);
        let again = ["2026-07-10 5", "2026-09-10 9", "2026-10-10 5", "2026-12-10 9"];
        assert_eq!(days(&payments(&frequency, first, until)), again);
    }

    #[test]
    fn what_is_free_or_not_understood_costs_nothing() {
        let (first, until) = (date(2026, 6, 10), date(2027, 6, 10));
        for json in [r#"{"type": "FREE"}"#, r#"{"type": "LUNAR"}"#, r#"{"type": "RECURRING"}"#, "{}"] {
            assert!(payments(&frequency(json), first, until).is_empty(), "{json}");
        }
    }

    #[test]
    fn a_bonus_moves_the_first_payment_or_the_last_and_may_make_the_term_longer() {
        let start = date(2026, 7, 1);
        let of = |strategy, extension| {
            let bonus = bonus(strategy, extension);
            let first = FirstTerm::new(start, &term(12, "MONTH"), &[&bonus]).expect("a term");
            let bonuses: Vec<String> = first.bonuses.iter().map(Date::to_string).collect();
            (first.pays_from, first.pays_until, first.until, bonuses.join(" "))
        };
        let (end, later) = (date(2027, 7, 1), date(2027, 8, 1));
        let second = date(2026, 8, 1);
        assert_eq!(of("CONTRACT_START", "WITHOUT_EXTENSION"), (second, end, end, "2026-07-01".to_owned()));
        assert_eq!(of("CONTRACT_START", "WITH_EXTENSION"), (second, later, later, "2026-07-01".to_owned()));
        let early = date(2027, 6, 1);
        assert_eq!(
            of("END_OF_CURRENT_TERM", "WITHOUT_EXTENSION"),
            (start, early, end, "2027-06-01".to_owned())
        );
        assert_eq!(of("END_OF_CURRENT_TERM", "WITH_EXTENSION"), (start, end, later, "2027-07-01".to_owned()));
        assert_eq!(of("START_OF_NEXT_TERM", "WITH_EXTENSION"), (start, end, end, String::new()));
        assert_eq!(FirstTerm::new(Date::MAX, &term(1, "YEAR"), &[]), None);
    }
}
