//! Payment frequencies: how often something is paid, in contracts, additional modules and memberships.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::lenient::{self, Lenient};
use super::money::Money;
use super::offers::Term;

/// When and how much is paid. Which of the prices count depends on `kind`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentFrequency {
    /// What orders name it by; null for a starter package, which cannot be ordered on its own.
    #[serde(default, deserialize_with = "lenient::optional_id")]
    pub id: Option<u64>,
    /// `FREE`, `NON_RECURRING`, `RECURRING`, `MONTH_DAY`, `TERM_BASED`, or one to come.
    #[serde(
        rename = "type",
        default,
        deserialize_with = "lenient::code",
        skip_serializing_if = "Option::is_none"
    )]
    pub kind: Option<String>,
    /// How far the payments are apart.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// Each payment of `RECURRING`, the only one of `NON_RECURRING`.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// The payments of `MONTH_DAY`. Entries that cannot be read are counted: a payment that is left out is no cheaper.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub month_days_to_prices: Option<Lenient<MonthDayPrice>>,
    /// The payments of `TERM_BASED`; unreadable ones are counted as well.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub terms_to_prices: Option<Lenient<TermPrice>>,
}

/// A payment on a day of the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MonthDayPrice {
    /// The day.
    #[serde(deserialize_with = "month_day")]
    pub month_day: MonthDay,
    /// What is paid on it.
    pub price: Money,
}

/// A payment after a length of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TermPrice {
    /// After which it is due.
    pub term: Term,
    /// What is paid.
    pub price: Money,
}

/// A day of the year. The month comes by name, by number or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MonthDay {
    /// Such as `JANUARY`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub month: Option<String>,
    /// 1 to 12.
    #[serde(deserialize_with = "lenient::integer", skip_serializing_if = "Option::is_none")]
    pub month_value: Option<i64>,
    /// 1 to 31.
    #[serde(deserialize_with = "lenient::integer", skip_serializing_if = "Option::is_none")]
    pub day_of_month: Option<i64>,
}

impl MonthDay {
    /// Reads the ISO form, `--05-04`.
    fn from_iso(text: &str) -> Option<Self> {
        let (month, day) = text.trim().strip_prefix("--")?.split_once('-')?;
        Some(Self { month: None, month_value: month.parse().ok(), day_of_month: day.parse().ok() })
    }
}

/// A day of the year as an object or in its ISO form. Whether there is such a day is not checked here.
fn month_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<MonthDay, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    match serde_json::from_str::<String>(raw.get()) {
        Ok(text) => Ok(MonthDay::from_iso(&text).unwrap_or_default()),
        Err(_) => serde_json::from_str(raw.get()).map_err(serde::de::Error::custom),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> PaymentFrequency {
        serde_json::from_str(json).expect("always readable")
    }

    #[test]
    fn nothing_of_a_frequency_is_needed_to_read_it() {
        for json in [
            "{}",
            r#"{"id": null, "type": null, "term": null, "price": null, "monthDaysToPrices": null, "termsToPrices": null}"#,
            r#"{"id": {}, "term": 1, "price": "free", "monthDaysToPrices": {}, "termsToPrices": 7}"#,
        ] {
            let read = read(json);
            let nothing = (read.id, read.kind, read.term, read.price, read.month_days_to_prices);
            assert_eq!(nothing, (None, None, None, None, None), "{json}");
            assert_eq!(read.terms_to_prices, None, "{json}");
        }
    }

    #[test]
    fn a_day_of_the_year_comes_in_every_form() {
        let days = |json: &str| {
            let json = format!(
                r#"{{"monthDaysToPrices": [{{"monthDay": {json}, "price": {{"amount": 5, "currency": "EUR"}}}}]}}"#
            );
            read(&json).month_days_to_prices.expect("a list").entries[0].month_day.clone()
        };
        let fourth_of_may = |month: Option<&str>, month_value| MonthDay {
            month: month.map(str::to_owned),
            month_value,
            day_of_month: Some(4),
        };
        assert_eq!(days(r#"{"month": "MAY", "dayOfMonth": 4}"#), fourth_of_may(Some("MAY"), None));
        assert_eq!(days(r#"{"monthValue": 5, "dayOfMonth": "4"}"#), fourth_of_may(None, Some(5)));
        assert_eq!(days(r#""--05-04""#), fourth_of_may(None, Some(5)));
        assert_eq!(days(r#""some day""#), MonthDay::default());
    }

    #[test]
    fn a_payment_that_cannot_be_read_is_counted_and_the_id_is_sent_even_where_it_is_null() {
        let frequency = read(
            r#"{"type": "TERM_BASED", "termsToPrices": [
                {"term": {"value": 1, "unit": "MONTH"}, "price": {"amount": 19.90, "currency": "EUR"}},
                {"term": {"value": 2, "unit": "MONTH"}, "price": null}]}"#,
        );
        let prices = frequency.terms_to_prices.as_ref().expect("a list");
        assert_eq!((prices.entries.len(), prices.skipped), (1, 1));
        assert_eq!(
            serde_json::to_string(&frequency).expect("JSON"),
            r#"{"id":null,"type":"TERM_BASED","termsToPrices":[{"term":{"value":1,"unit":"MONTH"},"price":{"amount":19.90,"currency":"EUR"}}]}"#
        );
    }
}
