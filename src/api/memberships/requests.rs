//! What is sent to preview and to conclude a membership.
//!
//! Invariant: each token has its own field, and a preview is sent none, nor a signature or the reference
//! (`a_preview_is_sent_nothing_that_concludes` and `each_token_is_sent_in_its_own_field` of `tests/client_contract`).

use super::wire;
use crate::api::leads::{gender_code, language_selection, preference};
use crate::api::wire::Call;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::membership::{
    Applicant, Choice, Conclusion, Document, DocumentKind, Draft, OfferModuleId, Party, Signature,
};
use crate::domain::person::CustomerId;
use crate::domain::text::Secret;

const SIGNUP: &str = "/v1/memberships/signup";

/// The request of one of the three operations, of its preview and of itself alike.
enum Request {
    Signup(Box<wire::MembershipSignupRequest>),
    Add(CustomerId, Box<wire::MembershipContractRequest>),
    Switch(CustomerId, wire::MembershipSwitchRequest),
}

/// The call that asks what it would cost.
pub(super) fn preview(draft: &Draft) -> Result<Call, Fault> {
    request(draft).call("/preview")
}

/// The call that concludes it.
pub(super) fn conclusion(conclusion: &Conclusion) -> Result<Call, Fault> {
    let reference = Some(conclusion.reference.to_string());
    let upfront = conclusion.upfront.as_ref().map(reveal);
    let mut request = request(&conclusion.draft);
    match &mut request {
        Request::Signup(signup) => {
            signup.customer.third_party_id.clone_from(&reference);
            signup.customer.payment_request_token = conclusion.recurring.as_ref().map(reveal);
            seal(&mut signup.contract, conclusion, reference, upfront);
        }
        Request::Add(_, contract) => seal(contract, conclusion, reference, upfront),
        Request::Switch(_, switch) => {
            switch.third_party_id = reference;
            switch.initial_payment_request_token = upfront;
        }
    }
    request.call("")
}

/// What makes a contract of what was previewed.
fn seal(
    contract: &mut wire::MembershipContractRequest,
    conclusion: &Conclusion,
    reference: Option<String>,
    upfront: Option<String>,
) {
    let encoded = |signature: &Signature| signature.base64_svg().to_owned();
    contract.third_party_id = reference;
    contract.initial_payment_request_token = upfront;
    contract.contract_signature = conclusion
        .signatures
        .contract
        .as_ref()
        .map(|signature| wire::Signature { base64_svg_signature: encoded(signature) });
    contract.text_block_signatures = conclusion
        .signatures
        .texts
        .iter()
        .map(|(text, signature)| wire::TextBlockSignature {
            base64_svg_signature: encoded(signature),
            text_block_id: text.0,
        })
        .collect();
}

impl Request {
    fn call(&self, what: &str) -> Result<Call, Fault> {
        let call = match self {
            Self::Signup(request) => Call::post(format!("{SIGNUP}{what}"), request),
            Self::Add(customer, request) => {
                let path = format!("/v1/memberships/customers/{}/add-membership{what}", customer.0);
                Call::post(path, request)
            }
            Self::Switch(member, request) => {
                Call::post(format!("/v1/memberships/{}/membership-switch{what}", member.0), request)
            }
        };
        // Nothing that is sent lacks a JSON form; if it did, nothing would have left.
        call.map_err(|_| FaultKind::HeldBack.into())
    }
}

/// What is previewed, and sealed to be concluded.
fn request(draft: &Draft) -> Request {
    let choice = &draft.choice;
    match &draft.party {
        Party::New(applicant) => Request::Signup(Box::new(wire::MembershipSignupRequest {
            contract: contract(choice),
            customer: customer(applicant),
        })),
        Party::Customer(customer) => Request::Add(*customer, Box::new(contract(choice))),
        Party::Switching { member, config, source } => {
            let request = wire::MembershipSwitchRequest {
                config_id: config.0,
                membership_offer_term_id: choice.term.0,
                source_contract_id: source.0,
                start_date: choice.start.to_string(),
                selected_selectable_module_ids: ids(&choice.selectable),
                selected_optional_module_ids: ids(&choice.optional),
                ..Default::default()
            };
            Request::Switch(*member, request)
        }
    }
}

fn contract(choice: &Choice) -> wire::MembershipContractRequest {
    wire::MembershipContractRequest {
        contract_offer_term_id: choice.term.0,
        start_date: choice.start.to_string(),
        preuse_date: choice.pre_use.map(|day| day.to_string()),
        referral_code: said(choice.referral.as_ref()),
        selected_selectable_module_ids: ids(&choice.selectable),
        selected_optional_module_ids: ids(&choice.optional),
        voucher_code: choice.voucher.as_ref().map(|voucher| voucher.code().to_owned()),
        ..Default::default()
    }
}

fn ids(modules: &[OfferModuleId]) -> Vec<u64> {
    modules.iter().map(|module| module.0).collect()
}

fn customer(applicant: &Applicant) -> wire::MembershipSignupCustomer {
    let address = &applicant.address;
    wire::MembershipSignupCustomer {
        third_party_id: None,
        first_name: applicant.first_name.clone(),
        second_first_name: said(applicant.second_first_name.as_ref()),
        last_name: applicant.last_name.clone(),
        second_last_name: said(applicant.second_last_name.as_ref()),
        date_of_birth: applicant.date_of_birth.to_string(),
        place_of_birth: said(applicant.place_of_birth.as_ref()),
        country_of_birth: said(applicant.country_of_birth.as_ref()),
        email: applicant.email.clone(),
        gender: applicant.gender.map(|gender| gender_code(gender).to_owned()),
        phone_number_private: said(applicant.phone_private.as_ref()),
        phone_number_mobile: said(applicant.phone_mobile.as_ref()),
        street: address.street.clone(),
        house_number: said(address.house_number.as_ref()),
        second_street: said(address.second_street.as_ref()),
        city_part: said(address.city_part.as_ref()),
        district: said(address.district.as_ref()),
        street_type: said(address.street_type.as_ref()),
        street_block: said(address.street_block.as_ref()),
        portal: said(address.portal.as_ref()),
        stairway: said(address.stairway.as_ref()),
        door: said(address.door.as_ref()),
        province: said(address.province.as_ref()),
        additional_address_information: said(address.additional.as_ref()),
        floor: said(address.floor.as_ref()),
        building_name: said(address.building.as_ref()),
        city: address.city.clone(),
        zip_code: address.zip_code.clone(),
        country_code: address.country.clone(),
        language: language_selection(applicant.language),
        tax_id: said(applicant.tax_id.as_ref()),
        document_identification: applicant.document.as_ref().map(document),
        communication_preferences: applicant.consents.iter().map(preference).collect(),
        payment_request_token: None,
        additional_information_field_assignments: applicant
            .additional
            .iter()
            .map(|answer| wire::AdditionalInformationFieldAssignment {
                additional_information_field_id: answer.field.0,
                value: answer.value.clone(),
            })
            .collect(),
    }
}

fn document(document: &Document) -> wire::DocumentIdentification {
    let kind = match document.kind {
        DocumentKind::IdCard => "ID_CARD",
        DocumentKind::Passport => "PASSPORT",
        DocumentKind::DriversLicence => "DRIVERS_LICENCE",
        DocumentKind::ResidencePermit => "RESIDENCE_PERMIT",
        DocumentKind::NationalIdNumber => "NATIONAL_ID_NUMBER",
        DocumentKind::Others => "OTHERS",
    };
    wire::DocumentIdentification { document_number: document.number.clone(), document_type: kind.to_owned() }
}

/// What was left empty is absent.
fn said(answer: Option<&String>) -> Option<String> {
    answer.filter(|answer| !answer.trim().is_empty()).cloned()
}

fn reveal(token: &Secret) -> String {
    token.reveal().to_owned()
}
