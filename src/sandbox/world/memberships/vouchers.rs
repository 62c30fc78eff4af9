//! Vouchers for memberships, and what they make of a price.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::Deserialize;

use crate::api::wire::Amount;
use crate::api::wire::memberships::{BonusPeriod, ContractTextBlock};
use crate::api::wire::offers::Term;
use crate::domain::time::Date;

use super::super::ask::fold;
use super::super::moving::MovingDay;
use super::super::terms::after;

/// The decimals of the currencies this studio could have.
const DECIMALS: u32 = 2;

/// A voucher of `memberships/vouchers.json`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct MembershipVoucher {
    pub(super) code: String,
    /// Its kind, as the API calls it.
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) remarks: Option<String>,
    /// What it takes off the rate; of those that count on a day, the first does.
    #[serde(default)]
    pub(super) periods: Vec<Discount>,
    /// Whether it counts for paid modules as well.
    #[serde(default)]
    pub(super) modules: bool,
    /// Whether it counts for fees as well.
    #[serde(default)]
    pub(super) fees: bool,
    /// What it puts on the member account, to be set against the first payments.
    #[serde(default)]
    pub(super) credit: Option<Amount>,
    #[serde(default)]
    pub(super) company: Option<Company>,
    #[serde(default)]
    pub(super) bonus: Option<BonusPeriod>,
    /// What has to be read because of it.
    #[serde(default)]
    pub(super) texts: Vec<ContractTextBlock>,
    /// The only offer it is taken for.
    #[serde(default)]
    only_offer: Option<u64>,
    /// The last day on which it is taken.
    #[serde(default)]
    valid_until: Option<MovingDay>,
}

/// What is taken off a price over some time.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Discount {
    #[serde(rename = "type")]
    pub(super) kind: Adjustment,
    pub(super) value: Amount,
    /// `UNLIMITED`, `INITIAL_TERM` or `TIME_BASED`.
    pub(super) period: String,
    /// How long, with `TIME_BASED`; counted from the start of the contract.
    #[serde(default)]
    pub(super) term: Option<Term>,
}

/// Who pays a part.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Company {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: Adjustment,
    pub(super) value: Amount,
}

/// How a value is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Adjustment {
    /// Major units.
    Absolute,
    /// Percent of the price.
    Percentage,
}

impl MembershipVoucher {
    /// Finds the voucher for a typed code, if it is taken for this offer on `today`; case does not matter.
    pub(super) fn find<'a>(
        vouchers: &'a [Self],
        typed: &str,
        offer: u64,
        began_on: Date,
        today: Date,
    ) -> Option<&'a Self> {
        vouchers
            .iter()
            .find(|voucher| fold(&voucher.code) == fold(typed))
            .filter(|voucher| voucher.valid_until.is_none_or(|last| today <= last.from(began_on)))
            .filter(|voucher| voucher.only_offer.is_none_or(|only| only == offer))
    }

    /// A price that is due on `day` of a contract that starts on `start`, without what is taken off it then.
    pub(super) fn discounted(&self, price: Decimal, start: Date, day: Date) -> Decimal {
        let counts = self.periods.iter().find(|discount| discount.counts(start, day));
        counts.map_or(price, |discount| discount.on(price))
    }

    /// What the company pays of a price.
    pub(super) fn share(&self, price: Decimal) -> Decimal {
        self.company.as_ref().map_or(Decimal::ZERO, |company| company.kind.part(company.value.0, price))
    }
}

impl Discount {
    /// Whether it counts on `day`. A schedule ends with the initial term, so that is no limit within one.
    fn counts(&self, start: Date, day: Date) -> bool {
        match &self.term {
            Some(term) => after(start, term, 1).is_some_and(|until| day < until),
            None => true,
        }
    }

    /// What is left of a price.
    pub(super) fn on(&self, price: Decimal) -> Decimal {
        price - self.kind.part(self.value.0, price)
    }
}

impl Adjustment {
    /// As the API writes it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Absolute => "ABSOLUTE",
            Self::Percentage => "PERCENTAGE",
        }
    }

    /// The part of a price that a value is; never more than the price.
    fn part(self, value: Decimal, price: Decimal) -> Decimal {
        match self {
            Self::Absolute => value.min(price),
            Self::Percentage => rounded(price * value / Decimal::ONE_HUNDRED).min(price),
        }
    }
}

/// An amount with the decimals of the currency.
pub(super) fn rounded(amount: Decimal) -> Decimal {
    let mut amount = amount.round_dp_with_strategy(DECIMALS, RoundingStrategy::MidpointAwayFromZero);
    amount.rescale(DECIMALS);
    amount
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn of_two_periods_the_first_counts_as_long_as_it_lasts() {
        let voucher: MembershipVoucher = serde_json::from_str(
            r#"{"code": "X", "type": "DISCOUNT", "periods": [
                {"type": "PERCENTAGE", "value": 50, "period": "TIME_BASED", "term": {"value": 3, "unit": "MONTH"}},
                {"type": "ABSOLUTE", "value": 5, "period": "UNLIMITED"}]}"#,
        )
        .expect("a voucher");
        let price = Decimal::new(39_95, 2);
        let on = |day| voucher.discounted(price, date(2026, 7, 1), day).to_string();
        assert_eq!(on(date(2026, 9, 30)), "19.97", "half of 39.95 is 19.975, and the discount is rounded up");
        assert_eq!(on(date(2026, 10, 1)), "34.95");
    }

    #[test]
    fn nothing_takes_more_than_the_price() {
        let price = Decimal::new(4_00, 2);
        assert_eq!(Adjustment::Absolute.part(Decimal::from(5), price), price);
        assert_eq!(Adjustment::Percentage.part(Decimal::from(120), price), price);
        assert_eq!(Adjustment::Percentage.part(Decimal::new(125, 1), price).to_string(), "0.50");
    }
}
