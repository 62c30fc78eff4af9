//! What concludes a contract: the requests of the signup and of one more contract, and of their previews.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::api::wire::leads::{CommunicationPreference, LanguageSelection};
use crate::api::wire::lenient;

/// The contract of somebody new, or one more of a customer (`MembershipContractRequest`).
///
/// Previews are sent without tokens, signatures and references.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipContractRequest {
    /// The term of the offer.
    pub contract_offer_term_id: u64,
    /// The first day, `yyyy-MM-dd`.
    pub start_date: String,
    /// From when on one trains before that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preuse_date: Option<String>,
    /// A note for staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// The caller's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub third_party_id: Option<String>,
    /// Who sold it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employee_id: Option<u64>,
    /// Who brought the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral_code: Option<String>,
    /// Free modules that were chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub selected_selectable_module_ids: Vec<u64>,
    /// Paid modules that were chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub selected_optional_module_ids: Vec<u64>,
    /// The token of the session over what is due on signing; never that of payments to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial_payment_request_token: Option<String>,
    /// The signature under the contract itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract_signature: Option<Signature>,
    /// The signatures under its texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub text_block_signatures: Vec<TextBlockSignature>,
    /// A voucher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voucher_code: Option<String>,
}

/// A drawn signature.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Signature {
    /// An SVG image, base64 encoded.
    pub base64_svg_signature: String,
}

/// A drawn signature under a text.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TextBlockSignature {
    /// An SVG image, base64 encoded.
    pub base64_svg_signature: String,
    /// Which text.
    pub text_block_id: u64,
}

/// Somebody new.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipSignupCustomer {
    /// The caller's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub third_party_id: Option<String>,
    /// First name.
    pub first_name: String,
    /// The second of two first names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_first_name: Option<String>,
    /// Last name.
    pub last_name: String,
    /// The second of two last names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_last_name: Option<String>,
    /// `yyyy-MM-dd`.
    pub date_of_birth: String,
    /// Needed by Italian studios and for Italian nationals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_of_birth: Option<String>,
    /// Needed by Italian studios and for others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_of_birth: Option<String>,
    /// E-mail.
    pub email: String,
    /// `MALE`, `FEMALE` or `UNISEX`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Telephone at home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number_private: Option<String>,
    /// Telephone in the pocket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number_mobile: Option<String>,
    /// Street.
    pub street: String,
    /// House number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house_number: Option<String>,
    /// A second street.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_street: Option<String>,
    /// Part of the city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city_part: Option<String>,
    /// District.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// Such as "Calle".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street_type: Option<String>,
    /// Block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street_block: Option<String>,
    /// Portal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portal: Option<String>,
    /// Stairway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stairway: Option<String>,
    /// Door.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub door: Option<String>,
    /// Province.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// A second line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_address_information: Option<String>,
    /// Floor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<String>,
    /// Building.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building_name: Option<String>,
    /// City.
    pub city: String,
    /// Postal code.
    pub zip_code: String,
    /// ISO 3166-1, such as `DE`.
    pub country_code: String,
    /// The language they want to be written to in.
    pub language: LanguageSelection,
    /// Spain and Italy need this or a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
    /// A document that says who they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_identification: Option<DocumentIdentification>,
    /// What they consented to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub communication_preferences: Vec<CommunicationPreference>,
    /// The token of the session of payments to come; without it the person pays cash. Never that of what is due on signing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_request_token: Option<String>,
    /// Answers to the studio's own fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additional_information_field_assignments: Vec<AdditionalInformationFieldAssignment>,
}

/// A document that says who somebody is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentIdentification {
    /// Its number.
    pub document_number: String,
    /// `ID_CARD`, `PASSPORT`, `DRIVERS_LICENCE`, `RESIDENCE_PERMIT`, `NATIONAL_ID_NUMBER` or `OTHERS`.
    pub document_type: String,
}

/// The answer to one of the studio's own fields.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdditionalInformationFieldAssignment {
    /// Which field.
    pub additional_information_field_id: u64,
    /// Text, integer digits, `yyyy-MM-dd`, `true` or `false`, or the id of a list's item.
    pub value: String,
}

/// Makes somebody new a member, or asks what that would cost (`POST /v1/memberships/signup` and `.../preview`).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipSignupRequest {
    /// What is concluded.
    pub contract: MembershipContractRequest,
    /// By whom.
    pub customer: MembershipSignupCustomer,
}

/// The new member; an answer without an id is a success that does not say whose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MembershipSignupResult {
    /// The customer.
    #[serde(deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<u64>,
}

impl fmt::Debug for MembershipContractRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MembershipContractRequest")
            .field("contract_offer_term_id", &self.contract_offer_term_id)
            .field("start_date", &self.start_date)
            .field("third_party_id", &self.third_party_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signature").finish_non_exhaustive()
    }
}

impl fmt::Debug for TextBlockSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TextBlockSignature")
            .field("text_block_id", &self.text_block_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for MembershipSignupCustomer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MembershipSignupCustomer")
            .field("third_party_id", &self.third_party_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for DocumentIdentification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DocumentIdentification").finish_non_exhaustive()
    }
}

impl fmt::Debug for AdditionalInformationFieldAssignment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AdditionalInformationFieldAssignment")
            .field("additional_information_field_id", &self.additional_information_field_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for MembershipSignupRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MembershipSignupRequest").field("contract", &self.contract).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canary() -> String {
        "canary".to_owned()
    }

    #[test]
    fn the_least_request_has_nothing_absent() {
        let request = MembershipSignupRequest {
            contract: MembershipContractRequest {
                contract_offer_term_id: 1000,
                start_date: "2026-02-01".to_owned(),
                ..Default::default()
            },
            customer: MembershipSignupCustomer {
                first_name: "Peter".to_owned(),
                last_name: "Muller".to_owned(),
                date_of_birth: "1999-08-24".to_owned(),
                email: "peter@example.com".to_owned(),
                street: "Raboisen".to_owned(),
                city: "Hamburg".to_owned(),
                zip_code: "22099".to_owned(),
                country_code: "DE".to_owned(),
                language: LanguageSelection { language_code: "de".to_owned(), country_code: None },
                ..Default::default()
            },
        };
        assert_eq!(
            serde_json::to_string(&request).expect("JSON"),
            r#"{"contract":{"contractOfferTermId":1000,"startDate":"2026-02-01"},"customer":{"firstName":"Peter","lastName":"Muller","dateOfBirth":"1999-08-24","email":"peter@example.com","street":"Raboisen","city":"Hamburg","zipCode":"22099","countryCode":"DE","language":{"languageCode":"de"}}}"#
        );
    }

    #[test]
    fn no_debug_output_shows_a_person_a_token_a_signature_or_a_voucher() {
        let contract = MembershipContractRequest {
            contract_offer_term_id: 1000,
            notes: Some(canary()),
            referral_code: Some(canary()),
            initial_payment_request_token: Some(canary()),
            contract_signature: Some(Signature { base64_svg_signature: canary() }),
            text_block_signatures: vec![TextBlockSignature {
                base64_svg_signature: canary(),
                text_block_id: 501,
            }],
            voucher_code: Some(canary()),
            ..Default::default()
        };
        let customer = MembershipSignupCustomer {
            first_name: canary(),
            email: canary(),
            date_of_birth: canary(),
            street: canary(),
            tax_id: Some(canary()),
            document_identification: Some(DocumentIdentification {
                document_number: canary(),
                document_type: canary(),
            }),
            payment_request_token: Some(canary()),
            additional_information_field_assignments: vec![AdditionalInformationFieldAssignment {
                additional_information_field_id: 1,
                value: canary(),
            }],
            ..Default::default()
        };
        let shown = format!(
            "{contract:?} {customer:?} {:?} {:?} {:?} {:?}",
            contract.contract_signature,
            contract.text_block_signatures,
            customer.document_identification,
            customer.additional_information_field_assignments
        );
        let whole = format!("{:?}", MembershipSignupRequest { contract, customer });
        assert!(!shown.contains("canary") && !whole.contains("canary"), "{shown} {whole}");
        assert!(whole.contains("1000"), "what is not personal is shown: {whole}");
    }

    #[test]
    fn an_answer_without_an_id_is_a_success_that_does_not_say_whose() {
        for (json, id) in [
            (r#"{"customerId": 1000}"#, Some(1000)),
            (r#"{"customerId": "1000"}"#, Some(1000)),
            (r#"{"customerId": null, "more": 1}"#, None),
            ("{}", None),
        ] {
            let result: MembershipSignupResult = serde_json::from_str(json).expect(json);
            assert_eq!(result.customer_id, id, "{json}");
        }
    }
}
