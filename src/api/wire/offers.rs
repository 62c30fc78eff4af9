//! Online offers: the six operations below `/v1/online-offers`.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::lenient::{self, Lenient};
use super::money::Money;
use super::studio::Availability;

/// A pass on sale, in the list and in detail; the list leaves out validity, restrictions and payment methods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OnlineOffer {
    /// The offer, by its name of today; see [`OnlineOffer::offer_id`].
    #[serde(default, deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub online_offer_id: Option<u64>,
    /// The offer, by the name older versions used.
    #[serde(default, deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    /// What it is called; the studio's own words, not translated.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How often it can be used.
    #[serde(default, deserialize_with = "lenient::integer", skip_serializing_if = "Option::is_none")]
    pub scope_of_usage: Option<i64>,
    /// What it costs before any voucher.
    pub price: Money,
    /// How long one use lasts.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub period_of_use: Option<PeriodOfUse>,
    /// `CHECK_IN_BASED`, or one to come.
    #[serde(
        rename = "type",
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub kind: Option<String>,
    /// The shelf it stands on.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// How long the pass stays usable.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub validity: Option<Term>,
    /// Who may use it, where and when.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub restrictions: Option<Restrictions>,
    /// Such as `ONLINE_PAYMENT`.
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub payment_methods: Vec<String>,
}

/// How long one use lasts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PeriodOfUse {
    /// The length.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// Only `ONE_TIME` has been seen.
    #[serde(rename = "type", deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// A number and a unit: `MINUTES`, `HOURS`, `DAY`, `WEEK`, `MONTH`, `YEAR`, or one to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Term {
    /// How many.
    #[serde(deserialize_with = "lenient::id")]
    pub value: u64,
    /// Of what.
    pub unit: String,
}

/// A length of time that somebody is bound by. One that is there and cannot be read is kept, as of more units than anybody counts, so
/// that it counts as unknown instead of missing.
pub fn binding<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Term>, D::Error> {
    let raw = Option::<Box<serde_json::value::RawValue>>::deserialize(deserializer)?;
    Ok(raw.map(|raw| {
        let unread = || Term { value: u64::MAX, unit: String::new() };
        serde_json::from_str(raw.get()).unwrap_or_else(|_| unread())
    }))
}

/// The shelf an offer stands on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Category {
    /// What tells shelves apart.
    #[serde(deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    /// What it is called.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Who may use a pass, where and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Restrictions {
    /// Years completed on the first day.
    #[serde(deserialize_with = "lenient::integer", skip_serializing_if = "Option::is_none")]
    pub min_age: Option<i64>,
    /// `MAIN_STUDIO`, `ALL_STUDIOS`, `RESTRICTED_STUDIOS`, or one to come.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub studio_access_type: Option<String>,
    /// The only studios of `RESTRICTED_STUDIOS`.
    #[serde(deserialize_with = "lenient::ids")]
    pub restricted_studio_ids: Vec<u64>,
    /// The hours; none means at any time.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub time_restrictions: Option<TimeRestrictions>,
}

/// The hours in which a pass may be used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TimeRestrictions {
    /// The name of these hours.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub opening_hours_category: Option<OpeningHoursCategoryRef>,
    /// The windows.
    #[serde(deserialize_with = "lenient::list")]
    pub availabilities: Vec<Availability>,
}

/// A named set of hours of the studio.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OpeningHoursCategoryRef {
    /// Its id in the studio's information.
    #[serde(deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub category_id: Option<u64>,
    /// Such as "Off-Peak".
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// One chunk of the list; the next starts at `offset` while `has_next`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OnlineOfferSlice {
    /// The offers; those that cannot be read cannot be sold and are left out.
    // Named explicitly, so that a missing property is an error instead of what null is read as.
    #[serde(deserialize_with = "Lenient::deserialize")]
    pub result: Lenient<OnlineOffer>,
    /// Whether there is more.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub has_next: Option<bool>,
    /// Opaque: goes back as it came.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub offset: Option<String>,
}

/// Asks what a customer would pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRequest {
    /// Which offer.
    pub online_offer_id: u64,
    /// For whom.
    pub customer_id: u64,
    /// A voucher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voucher_code: Option<String>,
}

/// What a customer would pay: `discounted_price` when present, else `price`.
///
/// A discount that is there but cannot be read is an error: it must never turn into the full price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// Before the voucher.
    pub price: Money,
    /// After the voucher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discounted_price: Option<Money>,
    /// What the voucher takes off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount_value: Option<Money>,
    /// A text for people.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub voucher_success_message: Option<String>,
    /// `INVALID_CODE`, or one to come: the voucher was not taken.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub voucher_error_code: Option<String>,
}

/// Buys a pass.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PurchaseRequest {
    /// Which offer.
    pub online_offer_id: u64,
    /// For whom.
    pub customer_id: u64,
    /// The first day, `yyyy-MM-dd` in the studio's zone.
    pub valid_from: String,
    /// The voucher of the preview.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voucher_code: Option<String>,
    /// From the payment component; absent when there is nothing to pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_request_token: Option<String>,
}

/// The bought pass. Only its id is certain: an answer that has it is a sale, whatever else is odd about it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PurchaseResult {
    /// The sale.
    #[serde(deserialize_with = "lenient::id")]
    pub online_offer_purchase_id: u64,
    /// What opens the door; bytes to be shown as they are.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub studio_access_code: Option<String>,
    /// Before the voucher.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// After the voucher.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub discounted_price: Option<Money>,
    /// What the voucher took off.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub discount_value: Option<Money>,
    /// A text for people.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub voucher_success_message: Option<String>,
    /// As in the preview.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub voucher_error_code: Option<String>,
}

/// A pass that a customer has bought, in both lists; only the second has validity and restrictions.
///
/// Only the id of the purchase is certain. An entry without one fails the whole list, because a list that silently
/// misses a purchase reads as "not bought".
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PurchasedOnlineOffer {
    /// The sale.
    #[serde(deserialize_with = "lenient::id")]
    pub online_offer_purchase_id: u64,
    /// The offer, by its name of today; see [`PurchasedOnlineOffer::offer_id`].
    #[serde(default, deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub online_offer_id: Option<u64>,
    /// The offer, by the name older versions used.
    #[serde(default, deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    /// What it is called.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How often it can be used.
    #[serde(default, deserialize_with = "lenient::integer", skip_serializing_if = "Option::is_none")]
    pub scope_of_usage: Option<i64>,
    /// Before the voucher.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// After the voucher.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub discounted_price: Option<Money>,
    /// What the voucher took off.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub discount_value: Option<Money>,
    /// The voucher.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub voucher_code: Option<String>,
    /// How long one use lasts.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub period_of_use: Option<PeriodOfUse>,
    /// `CHECK_IN_BASED`, or one to come.
    #[serde(
        rename = "type",
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub kind: Option<String>,
    /// The shelf it stood on.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// How long the pass stays usable.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub validity: Option<Term>,
    /// Who may use it, where and when.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub restrictions: Option<Restrictions>,
    /// When it was bought, with the zone of the selling studio.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub purchase_date: Option<String>,
    /// When it stops being usable.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub expiry_date: Option<String>,
    /// Its first day: a zoned date-time here, although the purchase takes a plain date.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// What opens the door.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub studio_access_code: Option<String>,
    /// The selling studio.
    #[serde(default, deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub studio_id: Option<u64>,
}

impl OnlineOffer {
    /// The id of the offer under either of its names, today's first.
    pub fn offer_id(&self) -> Option<u64> {
        self.online_offer_id.or(self.id)
    }
}

impl PurchasedOnlineOffer {
    /// The id of the offer under either of its names, today's first.
    pub fn offer_id(&self) -> Option<u64> {
        self.online_offer_id.or(self.id)
    }
}

impl fmt::Debug for PurchaseRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PurchaseRequest")
            .field("online_offer_id", &self.online_offer_id)
            .field("customer_id", &self.customer_id)
            .field("valid_from", &self.valid_from)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for PurchaseResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PurchaseResult")
            .field("online_offer_purchase_id", &self.online_offer_purchase_id)
            .field("price", &self.price)
            .field("discounted_price", &self.discounted_price)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for PurchasedOnlineOffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PurchasedOnlineOffer")
            .field("online_offer_purchase_id", &self.online_offer_purchase_id)
            .field("offer_id", &self.offer_id())
            .field("valid_from", &self.valid_from)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
