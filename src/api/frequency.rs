//! Payment frequencies: how often something is paid, understood as far as its prices can be said.

use super::answer::present;
use super::time::{binding, term};
use super::wire::frequency as wire;
use super::wire::lenient::Lenient;
use crate::domain::frequency::{FrequencyId, MonthDay, PaymentFrequency, Rhythm};
use crate::domain::money::Money;
use crate::domain::text::Text;
use crate::domain::time::Date;

/// Prices of one frequency: one for each day of a year.
const PRICES_MAX: usize = 366;
/// Years have 29 February here.
const LEAP_YEAR: i16 = 2024;
const MONTHS: [&str; 12] = [
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
];

/// A frequency; one whose prices are not all understood is [`Rhythm::Other`], because what it costs cannot be said.
pub(super) fn frequency(wire: &wire::PaymentFrequency) -> PaymentFrequency {
    let kind = wire.kind.as_deref().unwrap_or_default().trim();
    let price = || Money::try_from(wire.price.as_ref()?).ok();
    let rhythm = match kind {
        "FREE" => Some(Rhythm::Free),
        "NON_RECURRING" => price().map(Rhythm::Once),
        "RECURRING" => price().map(|price| Rhythm::Every { term: wire.term.as_ref().map(binding), price }),
        "MONTH_DAY" => prices(wire.month_days_to_prices.as_ref(), |entry| {
            Some((month_day(&entry.month_day)?, Money::try_from(&entry.price).ok()?))
        })
        .map(Rhythm::OnDays),
        "TERM_BASED" => prices(wire.terms_to_prices.as_ref(), |entry| {
            Some((term(&entry.term)?, Money::try_from(&entry.price).ok()?))
        })
        .map(Rhythm::AfterTerms),
        _ => None,
    };
    PaymentFrequency {
        id: wire.id.map(FrequencyId),
        rhythm: rhythm.unwrap_or_else(|| Rhythm::Other(Text::name(kind))),
    }
}

/// Every price of a list, and at least one; none where any of them cannot be read.
fn prices<W, P>(list: Option<&Lenient<W>>, read: impl Fn(&W) -> Option<P>) -> Option<Vec<P>> {
    let list = list?;
    let whole = list.skipped == 0 && (1..=PRICES_MAX).contains(&list.entries.len());
    whole.then(|| list.entries.iter().map(read).collect())?
}

/// A day that some year has; a month by name and by number has to be the same.
fn month_day(wire: &wire::MonthDay) -> Option<MonthDay> {
    let named = match present(wire.month.as_deref().map(Text::name)) {
        None => None,
        Some(name) => Some(1 + MONTHS.iter().position(|month| name.as_str().eq_ignore_ascii_case(month))?),
    };
    let named = named.and_then(|month| i8::try_from(month).ok());
    let month = match (named, wire.month_value) {
        (Some(named), Some(number)) if i64::from(named) != number => return None,
        (Some(named), _) => named,
        (None, number) => number?.try_into().ok()?,
    };
    let day = Date::new(LEAP_YEAR, month, wire.day_of_month?.try_into().ok()?).ok()?;
    Some(MonthDay { month: day.month(), day: day.day() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::{Term, TermUnit};

    fn read(json: &str) -> PaymentFrequency {
        frequency(&serde_json::from_str(json).expect("always readable"))
    }

    fn euros(amount: &str) -> Money {
        let json = format!(r#"{{"amount": {amount}, "currency": "EUR"}}"#);
        let wire: crate::api::wire::Money = serde_json::from_str(&json).expect("money");
        Money::try_from(&wire).expect("a price")
    }

    fn on_days(days: &str) -> Rhythm {
        read(&format!(r#"{{"id": 1, "type": "MONTH_DAY", "monthDaysToPrices": {days}}}"#)).rhythm
    }

    const PRICE: &str = r#"{"amount": 19.90, "currency": "EUR"}"#;

    #[test]
    fn every_type_has_its_rhythm_and_its_own_prices() {
        let month = Term { value: 1, unit: TermUnit::Month };
        let all = format!(
            r#""term": {{"value": 1, "unit": "MONTH"}}, "price": {PRICE},
               "monthDaysToPrices": [{{"monthDay": {{"month": "FEBRUARY", "dayOfMonth": 29}}, "price": {PRICE}}}],
               "termsToPrices": [{{"term": {{"value": 1, "unit": "MONTH"}}, "price": {PRICE}}}]"#
        );
        for (kind, rhythm) in [
            ("FREE", Rhythm::Free),
            ("NON_RECURRING", Rhythm::Once(euros("19.90"))),
            ("RECURRING", Rhythm::Every { term: Some(month.clone()), price: euros("19.90") }),
            ("MONTH_DAY", Rhythm::OnDays(vec![(MonthDay { month: 2, day: 29 }, euros("19.90"))])),
            ("TERM_BASED", Rhythm::AfterTerms(vec![(month, euros("19.90"))])),
            ("LUNAR", Rhythm::Other(Text::name("LUNAR"))),
        ] {
            let read = read(&format!(r#"{{"id": 203, "type": "{kind}", {all}}}"#));
            let orderable = kind != "LUNAR";
            assert_eq!((read.id, &read.rhythm), (Some(FrequencyId(203)), &rhythm));
            assert_eq!(read.is_orderable(), orderable, "{kind}");
        }
    }

    #[test]
    fn a_rhythm_whose_price_is_missing_can_be_shown_and_not_ordered() {
        for kind in ["NON_RECURRING", "RECURRING", "MONTH_DAY", "TERM_BASED"] {
            for odd in [
                "",
                r#", "price": null, "monthDaysToPrices": [], "termsToPrices": null"#,
                r#", "price": {"amount": 1, "currency": "gold"}, "monthDaysToPrices": [{}], "termsToPrices": 1"#,
            ] {
                let read = read(&format!(r#"{{"id": 1, "type": "{kind}"{odd}}}"#));
                assert_eq!(read.rhythm, Rhythm::Other(Text::name(kind)), "{kind}{odd}");
                assert!(!read.is_orderable());
            }
        }
        assert_eq!(read("{}").rhythm, Rhythm::Other(Text::default()));
        assert!(!read(&format!(r#"{{"id": null, "type": "RECURRING", "price": {PRICE}}}"#)).is_orderable());
    }

    #[test]
    fn a_list_of_prices_counts_as_a_whole_or_not_at_all() {
        let good = format!(r#"{{"monthDay": "--05-04", "price": {PRICE}}}"#);
        let fourth = (MonthDay { month: 5, day: 4 }, euros("19.90"));
        assert_eq!(on_days(&format!("[{good}]")), Rhythm::OnDays(vec![fourth]));
        let other = Rhythm::Other(Text::name("MONTH_DAY"));
        for bad in [
            "null",
            r#"{"monthDay": "--05-04", "price": null}"#,
            &format!(r#"{{"monthDay": "--02-30", "price": {PRICE}}}"#),
            &format!(r#"{{"monthDay": "--13-01", "price": {PRICE}}}"#),
            &format!(
                r#"{{"monthDay": {{"month": "MAY", "monthValue": 6, "dayOfMonth": 4}}, "price": {PRICE}}}"#
            ),
            &format!(
                r#"{{"monthDay": {{"month": "MAYBE", "monthValue": 5, "dayOfMonth": 4}}, "price": {PRICE}}}"#
            ),
            &format!(r#"{{"monthDay": {{"dayOfMonth": 4}}, "price": {PRICE}}}"#),
        ] {
            assert_eq!(on_days(&format!("[{good}, {bad}]")), other, "{bad}");
        }
        let flood = vec![good.as_str(); PRICES_MAX + 1].join(",");
        assert_eq!(on_days(&format!("[{flood}]")), other);
    }
}
