//! A person as the studio records one; more than the kiosk decodes, because real answers carry more.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::time::{Date, Timestamp};

use super::ask::{fold, iso_date};

/// A customer, as the API writes one.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Person {
    /// The id that purchases and sessions take.
    pub id: u64,
    /// The number staff see.
    pub customer_number: String,
    /// `MEMBER`, `PROSPECT` or `FORMER_MEMBER`.
    pub status: String,
    /// True while the person is barred from entry.
    pub access_refusal: bool,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// `yyyy-MM-dd`, where recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<String>,
    /// E-mail.
    pub email: String,
    /// `MALE`, `FEMALE` or `UNISEX`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Street.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// House number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house_number: Option<String>,
    /// Postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zip_code: Option<String>,
    /// City.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// ISO 3166-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_private_mobile: Option<String>,
    /// Across studios; also the payer of payment sessions.
    pub uuid: String,
    /// The caller's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub third_party_id: Option<String>,
    /// What no kiosk should look at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_account: Option<Value>,
    /// Why they may not enter.
    #[serde(default)]
    pub access_restrictions: Vec<Value>,
    /// The home studio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub studio_id: Option<u64>,
    /// What they can be found by; never part of an answer.
    #[serde(default, skip_serializing)]
    pub identifiers: Identifiers,
    /// From when on a search finds them; none for at once.
    #[serde(skip)]
    pub visible_at: Option<Timestamp>,
}

/// What `GET /v1/customers/by` finds a person by, besides the customer number.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Identifiers {
    /// Decimal digits.
    pub card_number: Option<String>,
    /// The number of a card that readers give in hexadecimal digits only, most significant byte first.
    pub card_number_hex: Option<String>,
    /// As scanned.
    pub barcode: Option<String>,
    /// As typed at a door.
    pub pin: Option<String>,
    /// The accountants' number.
    pub debtor_id: Option<String>,
    /// Deprecated by the API.
    pub qr_code_uuid: Option<String>,
}

impl Person {
    /// The date of birth, where recorded.
    pub fn birth(&self) -> Option<Date> {
        self.date_of_birth.as_deref().and_then(iso_date)
    }

    /// Whether both are the same person to the studio: the same e-mail, or the same names and date of birth.
    pub(super) fn is_same(&self, first: &str, last: &str, email: &str, birth: Option<Date>) -> bool {
        let names = fold(&self.first_name) == fold(first) && fold(&self.last_name) == fold(last);
        fold(&self.email) == fold(email) || names && birth.is_some() && self.birth() == birth
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").field("id", &self.id).field("status", &self.status).finish_non_exhaustive()
    }
}
