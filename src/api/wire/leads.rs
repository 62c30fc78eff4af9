//! Leads: `GET /v1/leads/config`, `POST /v1/leads/validate` and `POST /v1/leads/create`.
//!
//! Names are `firstname` and `lastname` here, unlike everywhere else.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::lenient;

/// Which fields the studio wants to know of a new person.
///
/// Modes are `MANDATORY`, `OPTIONAL` or `INACTIVE`; an absent mode means the same as the last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LeadConfig {
    /// The address, all or nothing.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub address_mode: Option<String>,
    /// The date of birth.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub date_of_birth_mode: Option<String>,
    /// The gender.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub gender_mode: Option<String>,
    /// The telephone.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub telephone_mode: Option<String>,
    /// The studio's own fields.
    #[serde(deserialize_with = "lenient::list")]
    pub additional_information: Vec<LeadAdditionalField>,
    /// The consent matrix, to be returned nested as delivered.
    #[serde(deserialize_with = "lenient::list")]
    pub communication_preferences: Vec<CommunicationPreference>,
}

/// A field that the studio made itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeadAdditionalField {
    /// What its answer is filed under.
    #[serde(deserialize_with = "lenient::id")]
    pub additional_field_id: u64,
    /// The question.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `BOOLEAN`, `DATE`, `LIST`, `NUMERIC`, `TEXT`, or one to come.
    #[serde(
        rename = "type",
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub kind: Option<String>,
    /// Whether a list takes several answers.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub allow_multi_selection: Option<bool>,
    /// The answers of a list.
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub selection_values: Vec<String>,
    /// As for [`LeadConfig`].
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
}

/// A row of the consent matrix: one kind of message and the ways it may come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CommunicationPreference {
    /// Such as `NEWSLETTER`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub message_category: Option<String>,
    /// The ways.
    #[serde(deserialize_with = "lenient::list")]
    pub channels: Vec<CommunicationChannel>,
}

/// A way a message may come, and whether it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CommunicationChannel {
    /// Such as `EMAIL`.
    pub communication_channel: String,
    /// False means that the person may not change it.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub customer_overridable: Option<bool>,
    /// Whether it is used.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

/// A new person, for the check and for the creation alike.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeadRequest {
    /// Who.
    pub lead_customer: LeadCustomer,
    /// Where they live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<LeadAddress>,
    /// What they consented to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub communication_preferences: Vec<CommunicationPreference>,
    /// Answers to the studio's own fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additional_information: Vec<LeadAdditionalInformation>,
    /// A note for staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// The id of a campaign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_identifier: Option<String>,
}

/// The person.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadCustomer {
    /// The caller's own reference.
    #[serde(rename = "thirdPartyId", default, skip_serializing_if = "Option::is_none")]
    pub third_party_id: Option<String>,
    /// First name.
    pub firstname: String,
    /// Last name.
    pub lastname: String,
    /// E-mail.
    pub email: String,
    /// `MALE`, `FEMALE` or `UNISEX`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// `yyyy-MM-dd`.
    #[serde(rename = "dateOfBirth", default, skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<String>,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// The language they want to be written to in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageSelection>,
}

/// A language of correspondence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LanguageSelection {
    /// ISO 639-1, such as `de`.
    pub language_code: String,
    /// ISO 3166-1, such as `DE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
}

/// An address; when sent, these five are needed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeadAddress {
    /// Street.
    pub street: String,
    /// House number.
    pub house_number: String,
    /// Postal code.
    pub zip_code: String,
    /// City.
    pub city: String,
    /// ISO 3166-1, such as `DE`.
    pub country_code: String,
    /// A second line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_address_information: Option<String>,
}

/// The answer to one of the studio's own fields.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeadAdditionalInformation {
    /// Which field.
    pub additional_field_id: u64,
    /// Text, integer digits, `yyyy-MM-dd`, `true` or `false`, or the one chosen text of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The chosen texts of a list that takes several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

/// What the check says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeadValidationResult {
    /// `POSSIBLE`, `INVALID_LEAD_DATA`, `DUPLICATE_CUSTOMER`, or one to come; go on only with the first.
    #[serde(deserialize_with = "lenient::required_text")]
    pub status: String,
}

/// The new prospect.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeadCreated {
    /// The id of the lead.
    #[serde(deserialize_with = "lenient::id")]
    pub id: u64,
    /// The id of the customer that it became; missing in old versions, and then it cannot buy here.
    #[serde(default, deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<u64>,
    /// The id across studios.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub uuid: Option<String>,
    /// The number staff see.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub customer_number: Option<String>,
}

impl fmt::Debug for LeadRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LeadRequest").finish_non_exhaustive()
    }
}

impl fmt::Debug for LeadCustomer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LeadCustomer").field("third_party_id", &self.third_party_id).finish_non_exhaustive()
    }
}

impl fmt::Debug for LeadAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LeadAddress").finish_non_exhaustive()
    }
}

impl fmt::Debug for LeadAdditionalInformation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LeadAdditionalInformation")
            .field("additional_field_id", &self.additional_field_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for LeadCreated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LeadCreated")
            .field("id", &self.id)
            .field("customer_id", &self.customer_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_an_unknown_type_survives_and_one_without_an_id_is_left_out() {
        let config: LeadConfig = serde_json::from_str(
            r#"{"addressMode": "HIDDEN", "telephoneMode": null, "communicationPreferences": null,
                "additionalInformation": [
                    {"additionalFieldId": "5", "name": 7, "type": "SLIDER", "selectionValues": null, "mode": "OPTIONAL"},
                    {"name": "lost"}]}"#,
        )
        .expect("a config");
        assert_eq!(config.address_mode.as_deref(), Some("HIDDEN"));
        assert_eq!(config.additional_information.len(), 1);
        let field = &config.additional_information[0];
        assert_eq!((field.additional_field_id, field.kind.as_deref()), (5, Some("SLIDER")));
    }

    #[test]
    fn the_least_request_sends_the_three_names_only() {
        let request = LeadRequest {
            lead_customer: LeadCustomer {
                firstname: "Max".to_owned(),
                lastname: "Canary".to_owned(),
                email: "max@example.com".to_owned(),
                ..Default::default()
            },
            address: None,
            communication_preferences: vec![],
            additional_information: vec![],
            notes: None,
            external_identifier: None,
        };
        assert_eq!(
            serde_json::to_string(&request).expect("JSON"),
            r#"{"leadCustomer":{"firstname":"Max","lastname":"Canary","email":"max@example.com"}}"#
        );
        assert!(!format!("{request:?} {:?}", request.lead_customer).contains("Canary"));
    }
}
