//! Amounts as they travel: exact decimals in both directions.
//!
//! A JSON number read as a binary float has already lost its digits, so an amount is read from and written as the raw
//! text of the number. Raw text does not survive `#[serde(flatten)]` and untagged enums; no type of `wire` uses them.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::domain::money::{self, MoneyError, parse_amount};

/// An amount and the text of its currency; not yet checked to be a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// Major units, such as 19.99.
    pub amount: Amount,
    /// ISO 4217, such as `EUR`.
    pub currency: String,
}

/// A decimal in major units with the digits it was sent with: `20`, `20.00`, `"20.00"` and `2e1` are all read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Amount(pub Decimal);

/// Characters of an amount; 28 digits, a sign, a point and an exponent fit, and nothing longer is exact.
const AMOUNT_CHARS_MAX: usize = 40;

/// Money that need not be there, and has to be readable where it is.
///
/// Older versions sent a plain number: it has no currency, so it counts as absent.
pub fn priced<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Money>, D::Error> {
    let raw = Option::<Box<RawValue>>::deserialize(deserializer)?;
    match raw {
        Some(raw) if raw.get().starts_with(['{', '[']) => {
            serde_json::from_str(raw.get()).map(Some).map_err(D::Error::custom)
        }
        _ => Ok(None),
    }
}

/// Money that takes the place of another amount: where it is there it has to be readable, also as to its currency.
pub fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Money>, D::Error> {
    Option::deserialize(deserializer)
}

impl TryFrom<&Money> for money::Money {
    type Error = MoneyError;

    fn try_from(wire: &Money) -> Result<Self, MoneyError> {
        Self::new(wire.amount.0, wire.currency.parse()?)
    }
}

impl From<money::Money> for Money {
    fn from(money: money::Money) -> Self {
        Self { amount: Amount(money.amount()), currency: money.currency().code().to_owned() }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let text = raw.get();
        let text = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text).trim();
        if text.len() > AMOUNT_CHARS_MAX {
            return Err(D::Error::custom(MoneyError::Amount));
        }
        parse_amount(text).map(Self).map_err(D::Error::custom)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(json: &str) -> Option<String> {
        serde_json::from_str::<Amount>(json).ok().map(|amount| amount.0.to_string())
    }

    #[test]
    fn every_form_of_an_amount_is_read_and_keeps_its_digits() {
        for (json, text) in [
            ("20", "20"),
            ("20.00", "20.00"),
            ("\"19.990\"", "19.990"),
            ("2e1", "20"),
            ("2.5E+1", "25"),
            ("199e-1", "19.9"),
            ("-3", "-3"),
            ("0.1234567890123456789012345678", "0.1234567890123456789012345678"),
        ] {
            assert_eq!(read(json).as_deref(), Some(text), "{json}");
        }
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for json in ["null", "true", "\"\"", "\"12,50\"", "{}", "[1]", "1e99", "\"NaN\"", "1e-999999999"] {
            assert_eq!(read(json), None, "{json}");
        }
        assert_eq!(read(&"9".repeat(400)), None);
    }

    #[test]
    fn money_goes_to_the_domain_and_back() {
        let wire: Money =
            serde_json::from_str(r#"{"amount": 19.90, "currency": "EUR", "more": 1}"#).expect("money");
        let money = money::Money::try_from(&wire).expect("a price");
        assert_eq!(money.to_string(), "19.90 EUR");
        assert_eq!(
            serde_json::to_string(&Money::from(money)).expect("JSON"),
            r#"{"amount":19.90,"currency":"EUR"}"#
        );
    }

    #[test]
    fn a_price_may_be_missing_and_has_no_currency_as_a_plain_number_but_must_be_readable() {
        #[derive(Deserialize)]
        struct Priced {
            #[serde(default, deserialize_with = "priced")]
            price: Option<Money>,
        }
        let read = |json: &str| {
            serde_json::from_str::<Priced>(json).map(|it| it.price.map(|it| it.amount.0.to_string()))
        };
        for absent in ["{}", r#"{"price": null}"#, r#"{"price": 20}"#, r#"{"price": "20.00"}"#] {
            assert_eq!(read(absent).expect(absent), None);
        }
        let money = r#"{"price": {"amount": 19.90, "currency": "EUR"}}"#;
        assert_eq!(read(money).expect("money").as_deref(), Some("19.90"));
        for odd in [r#"{"price": {"amount": 19.90}}"#, r#"{"price": {}}"#, r#"{"price": [1]}"#] {
            assert!(read(odd).is_err(), "{odd}");
        }
    }

    proptest! {
        #[test]
        fn an_amount_is_written_as_the_bare_number_it_was_read_from(
            units in 0u64..1_000_000_000_000, cents in 0u8..100
        ) {
            let text = format!("{units}.{cents:02}");
            let amount: Amount = serde_json::from_str(&text).expect("an amount");
            prop_assert_eq!(serde_json::to_string(&amount).expect("JSON"), text);
        }
    }
}
