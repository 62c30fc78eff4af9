//! Somebody new: what a signup has to tell of them, and the customer that they become.

use crate::api::wire::leads::LeadConfig;
use crate::api::wire::memberships::{AdditionalInformationFieldAssignment, MembershipSignupCustomer};
use crate::domain::time::{Date, Timestamp};

use super::super::ask::iso_date;
use super::super::leads::{BIRTH_YEAR_MIN, consent_flaw, is_asked, is_email, is_filled};
use super::super::person::{Identifiers, Person};
use super::super::refusal::{Problem, Refusal};

/// Where a signup holds the person.
const PREFIX: &str = "customer.";
/// What a document can be.
const DOCUMENTS: [&str; 6] =
    ["ID_CARD", "PASSPORT", "DRIVERS_LICENCE", "RESIDENCE_PERMIT", "NATIONAL_ID_NUMBER", "OTHERS"];
/// Where the law wants to know where somebody was born.
const BIRTHPLACE_COUNTRIES: [&str; 1] = ["IT"];
/// Where it wants a tax number or a document.
const IDENTIFICATION_COUNTRIES: [&str; 2] = ["IT", "ES"];

/// What a new customer gets from the studio.
pub(super) struct Given {
    pub(super) id: u64,
    pub(super) customer_number: String,
    pub(super) uuid: String,
    pub(super) studio_id: u64,
    pub(super) visible_at: Option<Timestamp>,
}

fn field(name: &str) -> String {
    format!("{PREFIX}{name}")
}

/// The date of birth, if it is one.
pub(super) fn birth(customer: &MembershipSignupCustomer, today: Date) -> Result<Date, Refusal> {
    let birth =
        iso_date(&customer.date_of_birth).filter(|birth| birth.year() >= BIRTH_YEAR_MIN && *birth <= today);
    birth.ok_or_else(|| Problem::FieldInvalid.of(field("dateOfBirth")))
}

/// Whether everything is there that this studio, and the law where it or the person is, wants to know.
pub(super) fn check(
    customer: &MembershipSignupCustomer,
    form: &LeadConfig,
    studio_country: Option<&str>,
) -> Result<(), Refusal> {
    check_person(customer)?;
    let countries = [studio_country, Some(customer.country_code.as_str())];
    let is_in = |list: &[&str]| countries.iter().flatten().any(|country| list.contains(country));
    let has = |text: &Option<String>| text.as_deref().is_some_and(is_filled);
    if is_in(&BIRTHPLACE_COUNTRIES) && !has(&customer.place_of_birth) && !has(&customer.country_of_birth) {
        return Err(Problem::FieldMissing.of(field("placeOfBirth")));
    }
    let is_identified = has(&customer.tax_id) || customer.document_identification.is_some();
    if is_in(&IDENTIFICATION_COUNTRIES) && !is_identified {
        return Err(Problem::FieldMissing.of(field("taxId")));
    }
    if let Some(path) = consent_flaw(form, &customer.communication_preferences) {
        return Err(Problem::FieldInvalid.of(field(&path)));
    }
    let answers = &customer.additional_information_field_assignments;
    match answers.iter().position(|answer| !is_answer(form, answer)) {
        Some(at) => {
            Err(Problem::FieldInvalid.of(field(&format!("additionalInformationFieldAssignments[{at}]"))))
        }
        None => Ok(()),
    }
}

fn check_person(customer: &MembershipSignupCustomer) -> Result<(), Refusal> {
    for (name, value) in [
        ("firstName", &customer.first_name),
        ("lastName", &customer.last_name),
        ("email", &customer.email),
        ("street", &customer.street),
        ("city", &customer.city),
        ("zipCode", &customer.zip_code),
        ("countryCode", &customer.country_code),
    ] {
        if value.trim().is_empty() {
            return Err(Problem::FieldMissing.of(field(name)));
        }
        if !is_filled(value) {
            return Err(Problem::FieldInvalid.of(field(name)));
        }
    }
    let is_country = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let language = customer.language.language_code.as_bytes();
    let gender = customer.gender.as_deref();
    let document = customer.document_identification.as_ref();
    for (name, holds) in [
        ("email", is_email(&customer.email)),
        ("countryCode", is_country(&customer.country_code)),
        ("countryOfBirth", customer.country_of_birth.as_deref().is_none_or(is_country)),
        ("language.languageCode", language.len() == 2 && language.iter().all(u8::is_ascii_lowercase)),
        ("gender", gender.is_none_or(|gender| matches!(gender, "MALE" | "FEMALE" | "UNISEX"))),
        ("documentIdentification.documentNumber", document.is_none_or(|it| is_filled(&it.document_number))),
        (
            "documentIdentification.documentType",
            document.is_none_or(|it| DOCUMENTS.contains(&it.document_type.as_str())),
        ),
    ] {
        if !holds {
            return Err(Problem::FieldInvalid.of(field(name)));
        }
    }
    Ok(())
}

/// Whether this is an answer to a field of the studio's own: for a list the id of an item, unlike in the form for leads.
fn is_answer(form: &LeadConfig, answer: &AdditionalInformationFieldAssignment) -> bool {
    let mut fields = form.additional_information.iter().filter(|field| is_asked(field.mode.as_deref()));
    let asked = fields.find(|field| field.additional_field_id == answer.additional_information_field_id);
    let value = answer.value.as_str();
    asked.is_some_and(|field| match field.kind.as_deref().unwrap_or_default() {
        "BOOLEAN" => matches!(value, "true" | "false"),
        "DATE" => iso_date(value).is_some(),
        "LIST" => value.parse::<u64>().is_ok(),
        "NUMERIC" => value.parse::<i64>().is_ok(),
        _ => is_filled(value),
    })
}

/// The customer that somebody new becomes.
pub(super) fn person(customer: &MembershipSignupCustomer, given: Given) -> Person {
    Person {
        id: given.id,
        customer_number: given.customer_number,
        status: "MEMBER".to_owned(),
        access_refusal: false,
        first_name: customer.first_name.trim().to_owned(),
        last_name: customer.last_name.trim().to_owned(),
        date_of_birth: Some(customer.date_of_birth.clone()),
        email: customer.email.trim().to_owned(),
        gender: customer.gender.clone(),
        street: Some(customer.street.trim().to_owned()),
        house_number: customer.house_number.clone(),
        zip_code: Some(customer.zip_code.trim().to_owned()),
        city: Some(customer.city.trim().to_owned()),
        country: Some(customer.country_code.clone()),
        phone_private_mobile: customer.phone_number_mobile.clone(),
        uuid: given.uuid,
        third_party_id: customer.third_party_id.clone(),
        bank_account: None,
        access_restrictions: Vec::new(),
        studio_id: Some(given.studio_id),
        identifiers: Identifiers::default(),
        visible_at: given.visible_at,
    }
}
