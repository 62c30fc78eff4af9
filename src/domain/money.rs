//! Amounts of money, exact: what the server said is what is shown, compared and sent.
//!
//! Invariant: nothing here rounds, adds or converts. Two amounts are equal when their values are (20 = 20.00).

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An amount in major units (19.99 is nineteen units and ninety-nine hundredths) and its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

/// An ISO 4217 code: three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

/// Why a text is not an amount or a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not a decimal number, or one with more digits than can be held exactly (28).
    #[error("not an amount that can be held exactly")]
    Amount,
    /// A price below zero: the kiosk never pays out.
    #[error("an amount below zero")]
    Negative,
    /// Not three letters.
    #[error("not an ISO 4217 currency code")]
    Currency,
}

impl Money {
    /// Joins an amount that is not below zero with its currency.
    pub fn new(amount: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        if amount.is_sign_negative() && !amount.is_zero() {
            return Err(MoneyError::Negative);
        }
        Ok(Self { amount: amount.abs(), currency })
    }

    /// Reads `"19.99"` and `"EUR"`.
    pub fn parse(amount: &str, currency: &str) -> Result<Self, MoneyError> {
        Self::new(parse_amount(amount)?, currency.parse()?)
    }

    /// The value in major units, with the digits the server sent.
    pub fn amount(&self) -> Decimal {
        self.amount
    }

    /// The currency.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// Nothing of the same currency.
    #[must_use]
    pub fn nothing_of(&self) -> Self {
        Self { amount: Decimal::ZERO, currency: self.currency }
    }

    /// Whether there is nothing to pay.
    pub fn is_zero(&self) -> bool {
        self.amount.is_zero()
    }
}

/// Reads a JSON number's or string's digits as an exact decimal; `2e1` is 20.
pub fn parse_amount(text: &str) -> Result<Decimal, MoneyError> {
    if text.contains(['e', 'E']) {
        Decimal::from_scientific(text).map_err(|_| MoneyError::Amount)
    } else {
        Decimal::from_str_exact(text).map_err(|_| MoneyError::Amount)
    }
}

impl TryFrom<String> for Money {
    type Error = MoneyError;

    /// Reads `19.99 EUR`.
    fn try_from(text: String) -> Result<Self, MoneyError> {
        let (amount, currency) = text.split_once(' ').ok_or(MoneyError::Currency)?;
        Self::parse(amount, currency)
    }
}

impl From<Money> for String {
    fn from(money: Money) -> Self {
        money.to_string()
    }
}

impl fmt::Display for Money {
    /// Writes `19.99 EUR`, for logs and the ledger; people are shown what `words` makes of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

impl Currency {
    /// The code, such as `EUR`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        match *text.as_bytes() {
            [a, b, c] if text.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase(), c.to_ascii_uppercase()]))
            }
            _ => Err(MoneyError::Currency),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_amount_keeps_the_digits_it_came_with() {
        let money = Money::parse("19.990", "EUR").expect("an amount");
        assert_eq!(money.to_string(), "19.990 EUR");
        assert_eq!(money, Money::parse("19.99", "eur").expect("an amount"));
    }

    #[test]
    fn what_cannot_be_held_exactly_is_refused() {
        assert_eq!(Money::parse("0.12345678901234567890123456789012", "EUR"), Err(MoneyError::Amount));
        assert_eq!(Money::parse("-1", "EUR"), Err(MoneyError::Negative));
        assert_eq!(Money::parse("NaN", "EUR"), Err(MoneyError::Amount));
        assert_eq!(Money::parse("1", "EURO"), Err(MoneyError::Currency));
        assert_eq!(Money::parse("1", "E\u{20ac}"), Err(MoneyError::Currency));
    }

    proptest! {
        #[test]
        fn every_amount_of_up_to_eighteen_digits_survives(units in 0u64..1_000_000_000_000_000, cents in 0u8..100) {
            let text = format!("{units}.{cents:02}");
            prop_assert_eq!(Money::parse(&text, "CHF").expect("an amount").to_string(), format!("{text} CHF"));
        }
    }
}
