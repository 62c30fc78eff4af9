//! One sale as lists and exports give it; docs/ledger.md tells the fields.

use serde::Serialize;

use super::reason::Reason;
use super::standing::Standing;
use crate::domain::intent::State;
use crate::domain::text::Text;
use crate::domain::time::{Date, TimeZone, Timestamp};
use crate::ledger::Sale;

/// The fields, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// The public part of the claim code.
    pub reference: String,
    /// Where it stands.
    pub state: Standing,
    /// When the order button was pressed, UTC.
    pub ordered_at: String,
    /// The same in the studio's zone.
    pub ordered_at_local: String,
    /// Since when it stands there, UTC.
    pub changed_at: String,
    /// The same in the studio's zone.
    pub changed_at_local: String,
    /// What was to be paid, in major units, with the digits the server sent.
    pub amount: String,
    /// Its currency, ISO 4217.
    pub currency: String,
    /// The id of the offer.
    pub offer_id: u64,
    /// What was ordered.
    pub offer_name: String,
    /// The buyer's id at the studio, with which staff find them.
    pub customer_id: u64,
    /// First day of validity.
    pub valid_from: String,
    /// Last day on which it can be of use, where the offer tells one.
    pub valid_until: Option<String>,
    /// The id of the purchase, once known (`onlineOfferPurchaseId`).
    pub purchase_id: Option<u64>,
    /// Whether an access code came with it.
    pub has_access_code: bool,
    /// Why it was given up, or why a person was needed; kept when it is closed.
    pub reason: Option<&'static str>,
    /// Who closed it.
    pub closed_by: Option<String>,
    /// What they noted.
    pub note: Option<String>,
}

impl Record {
    /// Columns of [`Record::cells`].
    pub const COLUMNS: [&str; 18] = [
        "reference",
        "state",
        "ordered_at",
        "ordered_at_local",
        "changed_at",
        "changed_at_local",
        "amount",
        "currency",
        "offer_id",
        "offer_name",
        "customer_id",
        "valid_from",
        "valid_until",
        "purchase_id",
        "has_access_code",
        "reason",
        "closed_by",
        "note",
    ];

    /// A sale as it stands.
    pub fn of(sale: &Sale, zone: &TimeZone) -> Self {
        let intent = &sale.intent;
        let order = intent.pass();
        let (purchase_id, has_access_code) = match intent.state() {
            State::Completed { purchase, code } => (Some(purchase.0), code.is_some()),
            _ => (None, false),
        };
        let closed = sale.closed();
        // The file may have been written by anybody who may write it.
        let clean = |text: &str| Text::long(text).as_str().to_owned();
        Self {
            reference: intent.reference.to_string(),
            state: Standing::of(intent.state()),
            ordered_at: utc(intent.ordered_at),
            ordered_at_local: local(intent.ordered_at, zone),
            changed_at: utc(intent.changed_at()),
            changed_at_local: local(intent.changed_at(), zone),
            amount: order.map(|order| order.payable.amount().to_string()).unwrap_or_default(),
            currency: order.map(|order| order.payable.currency().to_string()).unwrap_or_default(),
            offer_id: order.map_or(0, |order| order.offer.0),
            offer_name: order.map(|order| order.offer_name.to_string()).unwrap_or_default(),
            customer_id: intent.order.customer().map_or(0, |customer| customer.0),
            valid_from: order.map(|order| order.valid_from.to_string()).unwrap_or_default(),
            valid_until: order.and_then(|order| order.valid_until).map(|day| day.to_string()),
            purchase_id,
            has_access_code,
            reason: Reason::of(sale).map(Reason::name),
            closed_by: closed.map(|(by, _)| clean(by)),
            note: closed.map(|(_, note)| clean(note)),
        }
    }

    /// The fields as text, in the order of [`Record::COLUMNS`]; what is not there is empty.
    pub fn cells(&self) -> [String; 18] {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            self.reference.clone(),
            self.state.name().to_owned(),
            self.ordered_at.clone(),
            self.ordered_at_local.clone(),
            self.changed_at.clone(),
            self.changed_at_local.clone(),
            self.amount.clone(),
            self.currency.clone(),
            self.offer_id.to_string(),
            self.offer_name.clone(),
            self.customer_id.to_string(),
            self.valid_from.clone(),
            text(&self.valid_until),
            self.purchase_id.map(|id| id.to_string()).unwrap_or_default(),
            self.has_access_code.to_string(),
            self.reason.unwrap_or_default().to_owned(),
            text(&self.closed_by),
            text(&self.note),
        ]
    }
}

/// `2026-11-20T10:00:00Z`.
pub fn utc(at: Timestamp) -> String {
    format!("{at:.0}")
}

/// `2026-11-20T11:00:00+01:00`.
pub fn local(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// The studio's day on which a sale was ordered.
pub fn day(sale: &Sale, zone: &TimeZone) -> Date {
    zone.to_datetime(sale.intent.ordered_at).date()
}
