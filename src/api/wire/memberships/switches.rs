//! Switches: `GET /v1/memberships/{customerId}/membership-switch/configs` and `.../{configId}`, and what performs one.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::MembershipOffer;
use crate::api::wire::lenient::{self, Lenient};

/// A way to switch, in the list and in detail (`MembershipSwitchConfig`, `MembershipSwitchConfigDetail`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipSwitchConfig {
    /// The way.
    #[serde(deserialize_with = "lenient::id")]
    pub id: u64,
    /// What the studio calls it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the studio says of it.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub presentation: Option<SwitchPresentation>,
    /// What can be left by it.
    #[serde(default, deserialize_with = "lenient::list")]
    pub source_contracts: Vec<SwitchSourceContract>,
    /// What it leads to; absent in the list.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub destination_membership_offers: Option<Lenient<MembershipOffer>>,
}

/// How a way to switch is presented.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SwitchPresentation {
    /// What the studio says of it.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub banner_text: Option<String>,
    /// A picture; the link lapses after 15 minutes. Nothing here opens it.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
}

/// A contract that can be left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SwitchSourceContract {
    /// Described once as the id of a rate and once as that of a current contract.
    #[serde(deserialize_with = "lenient::id")]
    pub id: u64,
    /// What the studio calls the rate.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub rate_name: Option<String>,
}

/// Leaves a contract for another, or asks what that would cost (`POST .../membership-switch` and `.../preview`).
///
/// Previews are sent without token and reference.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipSwitchRequest {
    /// By which way.
    pub config_id: u64,
    /// The term of the destination.
    pub membership_offer_term_id: u64,
    /// What is left.
    pub source_contract_id: u64,
    /// The first day, `yyyy-MM-dd`.
    pub start_date: String,
    /// A note for staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// The caller's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub third_party_id: Option<String>,
    /// Free modules that were chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub selected_selectable_module_ids: Vec<u64>,
    /// Paid modules that were chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub selected_optional_module_ids: Vec<u64>,
    /// The token of the session over what is due on signing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial_payment_request_token: Option<String>,
}

impl fmt::Debug for MembershipSwitchRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MembershipSwitchRequest")
            .field("config_id", &self.config_id)
            .field("membership_offer_term_id", &self.membership_offer_term_id)
            .field("source_contract_id", &self.source_contract_id)
            .field("start_date", &self.start_date)
            .field("third_party_id", &self.third_party_id)
            .finish_non_exhaustive()
    }
}
