//! Passes that members have from before the world began, out of `passes.json`.

use jiff::civil::time;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::api::wire::Amount;
use crate::domain::time::{Date, Time, Timestamp};

use super::World;
use super::moving::MovingDay;
use super::purchases::Purchase;

/// When all of them were bought on their day: after work.
const BOUGHT_AT: Time = time(17, 45, 0, 0);

/// A pass of the file.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PassFile {
    pub(super) id: u64,
    pub(super) customer_id: u64,
    pub(super) online_offer_id: u64,
    bought: MovingDay,
    valid_from: MovingDay,
    access_code: String,
    #[serde(default)]
    voucher_code: Option<String>,
    /// What the voucher took off.
    #[serde(default)]
    discount: Option<Amount>,
}

impl World {
    /// The passes as they stand when the world begins. One of an offer that is not there is left out; a test holds that
    /// none is.
    pub(super) fn earlier_passes(&self, today: Date) -> Vec<Purchase> {
        let pass = |file: &PassFile| {
            let offer = self.offer(file.online_offer_id, "onlineOfferId").ok()?.clone();
            let discount = file.discount.map_or(Decimal::ZERO, |discount| discount.0);
            Some(Purchase {
                id: file.id,
                customer_id: file.customer_id,
                valid_from: file.valid_from.from(today),
                bought_at: self.after_work(file.bought.from(today)),
                visible_at: None,
                access_code: file.access_code.clone(),
                voucher_code: file.voucher_code.clone(),
                discount,
                paid: offer.price.amount.0 - discount,
                offer,
            })
        };
        self.club.passes.iter().filter_map(pass).collect()
    }

    fn after_work(&self, day: Date) -> Timestamp {
        self.zone.to_timestamp(day.to_datetime(BOUGHT_AT)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}
