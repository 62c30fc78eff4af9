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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_alone_makes_a_way_to_switch() {
        for json in [
            r#"{"id": 1000}"#,
            r#"{"id": "1000", "name": null, "presentation": null, "sourceContracts": null,
                "destinationMembershipOffers": null}"#,
            r#"{"id": 1000, "name": [], "presentation": 3, "sourceContracts": [{"rateName": "lost"}, 7],
                "destinationMembershipOffers": "none"}"#,
        ] {
            let config: MembershipSwitchConfig = serde_json::from_str(json).expect(json);
            assert_eq!((config.id, config.presentation, config.source_contracts.len()), (1000, None, 0));
            assert_eq!(config.destination_membership_offers, None, "{json}");
        }
        assert!(serde_json::from_str::<MembershipSwitchConfig>(r#"{"name": "Upgrade"}"#).is_err());
    }

    #[test]
    fn a_switch_is_asked_for_with_nothing_absent_and_debug_hides_its_token() {
        let request = MembershipSwitchRequest {
            config_id: 1000,
            membership_offer_term_id: 1001,
            source_contract_id: 1002,
            start_date: "2025-08-24".to_owned(),
            ..Default::default()
        };
        assert_eq!(
            serde_json::to_string(&request).expect("JSON"),
            r#"{"configId":1000,"membershipOfferTermId":1001,"sourceContractId":1002,"startDate":"2025-08-24"}"#
        );
        let token = Some("canary".to_owned());
        let request = MembershipSwitchRequest { initial_payment_request_token: token, ..request };
        assert!(!format!("{request:?}").contains("canary"));
    }
}
