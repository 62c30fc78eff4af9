//! Vouchers, and what they make of a price. The only place of the project that computes money, because the server does.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer};

use crate::api::wire::Amount;
use crate::api::wire::offers::OnlineOffer;
use crate::domain::time::Date;

use super::ask::{fold, iso_date};

/// A code that makes passes cheaper.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Voucher {
    pub(super) code: String,
    /// Percent of the price.
    #[serde(default)]
    percent: Option<u8>,
    /// Major units of the studio's currency.
    #[serde(default)]
    amount: Option<Amount>,
    /// The last day on which it is taken.
    #[serde(default, deserialize_with = "day")]
    valid_until: Option<Date>,
    /// The only offer it is taken for.
    #[serde(default)]
    only_offer: Option<u64>,
}

/// The decimals of the currencies this studio could have.
const DECIMALS: u32 = 2;

impl Voucher {
    /// Finds the voucher for a typed code, if it is taken for this offer today; case does not matter.
    pub(super) fn find<'a>(
        vouchers: &'a [Self],
        typed: &str,
        offer: &OnlineOffer,
        today: Date,
    ) -> Option<&'a Self> {
        vouchers
            .iter()
            .find(|voucher| fold(&voucher.code) == fold(typed))
            .filter(|voucher| voucher.valid_until.is_none_or(|last| today <= last))
            .filter(|voucher| voucher.only_offer.is_none() || voucher.only_offer == offer.offer_id())
    }

    /// What it takes off a price; never more than the price.
    pub(super) fn discount(&self, price: Decimal) -> Decimal {
        let percent = Decimal::from(self.percent.unwrap_or(0));
        let share = (price * percent / Decimal::ONE_HUNDRED)
            .round_dp_with_strategy(DECIMALS, RoundingStrategy::MidpointAwayFromZero);
        let amount = self.amount.map_or(Decimal::ZERO, |amount| amount.0);
        let mut discount = (share + amount).min(price);
        discount.rescale(DECIMALS);
        discount
    }
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = String::deserialize(deserializer)?;
    iso_date(&text).map(Some).ok_or_else(|| serde::de::Error::custom("not a date such as 2026-12-31"))
}
