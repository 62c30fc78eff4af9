//! Online offers: the passes on sale.

use super::money::Money;
use super::studio::StudioId;
use super::text::Text;
use super::time::{Term, Time, Weekday};

/// Id of an online offer (`onlineOfferId`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OfferId(pub u64);

/// What every view of an online offer shares (`GET /v1/online-offers/purchasable`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its id.
    pub id: OfferId,
    /// Its name, as the studio wrote it.
    pub name: Text,
    /// The list price; what is to be paid comes from the preview.
    pub price: Money,
    /// How often it opens the turnstile (`scopeOfUsage`).
    pub uses: Option<u32>,
    /// How long one use lasts (`periodOfUse.term`).
    pub period_of_use: Option<Term>,
    /// The heading it is listed under.
    pub category: Option<Text>,
}

/// One offer with everything a buyer should know (`GET /v1/online-offers/purchasable/{offerId}`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferDetail {
    /// What the list says as well.
    pub offer: Offer,
    /// How long it stays usable once it is valid.
    pub validity: Option<Term>,
    /// Years the buyer must have completed on the first day of validity.
    pub min_age: Option<u8>,
    /// In which studios it opens the turnstile.
    pub access: StudioAccess,
    /// The hours in which it may be used; empty means at any time.
    pub windows: Vec<TimeWindow>,
    /// What the studio calls those hours, such as "Off-Peak".
    pub windows_name: Option<Text>,
    /// How it can be paid.
    pub payment_methods: Vec<PaymentMethod>,
}

/// In which studios a pass works (`studioAccessType`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudioAccess {
    /// Nothing is said.
    Unsaid,
    /// In the studio that sells it.
    MainStudio,
    /// In every studio of the chain.
    AllStudios,
    /// Only in these.
    Restricted(Vec<StudioId>),
    /// A kind this kiosk does not know.
    Other(Text),
}

/// Hours of one weekday in which a pass may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeWindow {
    /// The day.
    pub day: Weekday,
    /// From this time.
    pub from: Time,
    /// To this time; midnight means the end of the day.
    pub to: Time,
}

/// How an offer can be paid (`paymentMethods`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentMethod {
    /// With the payment component.
    Online,
    /// A method this kiosk does not know.
    Other(Text),
}
