//! Leads: which fields a new person is asked for, the check, and the creation.

use super::wire::Call;
use super::wire::leads as wire;
use super::{Client, Manner, Transport};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::language::Language;
use crate::domain::person::{
    AdditionalField, Address, Consent, ConsentChannel, CustomerId, FieldAnswer, FieldId, FieldKind, Gender,
    Lead, LeadForm, LeadVerdict, ListOption, Mode,
};
use crate::domain::text::Text;

const CONFIG: &str = "/v1/leads/config";
const VALIDATE: &str = "/v1/leads/validate";
const CREATE: &str = "/v1/leads/create";

/// Fields of a studio's own; nobody fills in more at a front desk.
const FIELDS_MAX: usize = 60;
/// Options of one field: every country of the world fits.
const OPTIONS_MAX: usize = 200;
/// Rows of the consent matrix, and channels of a row; the API knows five and eight.
const CONSENTS_MAX: usize = 50;
const CHANNELS_MAX: usize = 50;

impl<T: Transport> Client<T> {
    /// Which fields the studio asks of a new person (`GET /v1/leads/config`).
    pub async fn read_lead_form(&self, language: Language) -> Result<LeadForm, Fault> {
        let config: wire::LeadConfig = self.get(language, Call::get(CONFIG)).await?;
        let modes =
            [&config.address_mode, &config.date_of_birth_mode, &config.gender_mode, &config.telephone_mode];
        // An answer without a single mode is about something else; "nothing is asked" would be read into any list.
        if modes.iter().all(|mode| mode.is_none()) {
            return Err(FaultKind::Garbage.into());
        }
        Ok(LeadForm {
            address: mode(config.address_mode.as_deref()),
            date_of_birth: mode(config.date_of_birth_mode.as_deref()),
            gender: mode(config.gender_mode.as_deref()),
            telephone: mode(config.telephone_mode.as_deref()),
            additional: fields(config.additional_information),
            consents: config
                .communication_preferences
                .into_iter()
                .filter_map(consent)
                .take(CONSENTS_MAX)
                .collect(),
        })
    }

    /// What the studio says of a lead; stores nothing (`POST /v1/leads/validate`).
    pub async fn validate_lead(&self, language: Language, lead: &Lead) -> Result<LeadVerdict, Fault> {
        let result: wire::LeadValidationResult =
            self.post(language, VALIDATE, &request(lead), Manner::Read).await?;
        Ok(match result.status.as_str() {
            "POSSIBLE" => LeadVerdict::Possible,
            "INVALID_LEAD_DATA" => LeadVerdict::Invalid,
            "DUPLICATE_CUSTOMER" => LeadVerdict::Duplicate,
            other => LeadVerdict::Other(Text::name(other)),
        })
    }

    /// Makes the person known to the studio (`POST /v1/leads/create`); a write, sent once.
    ///
    /// Without an id where an old server tells none, and then the person cannot buy here.
    pub async fn create_lead(&self, language: Language, lead: &Lead) -> Result<Option<CustomerId>, Fault> {
        let created: wire::LeadCreated = self.post(language, CREATE, &request(lead), Manner::Write).await?;
        Ok(created.customer_id.map(CustomerId))
    }
}

/// An unknown mode asks without insisting; an absent one does not ask.
fn mode(code: Option<&str>) -> Mode {
    match code.map(str::trim) {
        None | Some("" | "INACTIVE" | "HIDDEN") => Mode::Inactive,
        Some("MANDATORY") => Mode::Mandatory,
        Some(_) => Mode::Optional,
    }
}

/// The fields that are asked; those that are not must not use up the limit.
fn fields(fields: Vec<wire::LeadAdditionalField>) -> Vec<AdditionalField> {
    let asked = fields.into_iter().filter(|field| mode(field.mode.as_deref()) != Mode::Inactive);
    asked
        .take(FIELDS_MAX)
        .map(|field| AdditionalField {
            id: FieldId(field.additional_field_id),
            name: Text::name(field.name.as_deref().unwrap_or_default()),
            mode: mode(field.mode.as_deref()),
            kind: match field.kind.as_deref() {
                Some("BOOLEAN") => FieldKind::Boolean,
                Some("DATE") => FieldKind::Date,
                Some("NUMERIC") => FieldKind::Numeric,
                // A list with nothing to choose from can only be answered in words.
                Some("LIST") if !field.selection_values.is_empty() => FieldKind::List {
                    options: options(field.selection_values),
                    multiple: field.allow_multi_selection.unwrap_or(false),
                },
                _ => FieldKind::Text,
            },
        })
        .collect()
}

/// The options of a list; one that shows nothing cannot be chosen.
fn options(values: Vec<String>) -> Vec<ListOption> {
    let options = values.into_iter().map(|value| ListOption { label: Text::name(&value), value });
    options.filter(|option| !option.label.is_empty()).take(OPTIONS_MAX).collect()
}

/// A row of the consent matrix; without a category it could not be given back.
fn consent(row: wire::CommunicationPreference) -> Option<Consent> {
    let channels = row.channels.into_iter().take(CHANNELS_MAX).map(|channel| ConsentChannel {
        channel: channel.communication_channel,
        // Only a plain "no" takes the choice away from the person.
        overridable: channel.customer_overridable.unwrap_or(true),
        active: channel.active.unwrap_or(false),
    });
    Some(Consent { category: row.message_category?, channels: channels.collect() })
}

/// A lead as it is sent, to be checked and to be created alike.
fn request(lead: &Lead) -> wire::LeadRequest {
    wire::LeadRequest {
        lead_customer: wire::LeadCustomer {
            third_party_id: None,
            firstname: lead.first_name.clone(),
            lastname: lead.last_name.clone(),
            email: lead.email.clone(),
            gender: lead.gender.map(|gender| gender_code(gender).to_owned()),
            date_of_birth: lead.date_of_birth.map(|date| date.to_string()),
            telephone: lead.telephone.clone(),
            language: Some(language_selection(lead.language)),
        },
        address: lead.address.as_ref().map(address),
        communication_preferences: lead.consents.iter().map(preference).collect(),
        additional_information: lead.additional.iter().map(information).collect(),
        notes: None,
        external_identifier: None,
    }
}

/// The language somebody wants to be written to in.
pub(super) fn language_selection(language: Language) -> wire::LanguageSelection {
    wire::LanguageSelection { language_code: language.code().to_owned(), country_code: None }
}

/// The name of a gender on the wire.
pub(super) const fn gender_code(gender: Gender) -> &'static str {
    match gender {
        Gender::Female => "FEMALE",
        Gender::Male => "MALE",
        Gender::Unisex => "UNISEX",
    }
}

fn address(address: &Address) -> wire::LeadAddress {
    wire::LeadAddress {
        street: address.street.clone(),
        house_number: address.house_number.clone(),
        zip_code: address.zip_code.clone(),
        city: address.city.clone(),
        country_code: address.country.clone(),
        additional_address_information: None,
    }
}

/// A row of the consent matrix as it is given back.
pub(super) fn preference(consent: &Consent) -> wire::CommunicationPreference {
    let channels = consent.channels.iter().map(|channel| wire::CommunicationChannel {
        communication_channel: channel.channel.clone(),
        customer_overridable: Some(channel.overridable),
        active: Some(channel.active),
    });
    wire::CommunicationPreference {
        message_category: Some(consent.category.clone()),
        channels: channels.collect(),
    }
}

fn information((field, answer): &(FieldId, FieldAnswer)) -> wire::LeadAdditionalInformation {
    let (value, values) = match answer {
        FieldAnswer::Value(value) => (Some(value.clone()), Vec::new()),
        FieldAnswer::Values(values) => (None, values.clone()),
    };
    wire::LeadAdditionalInformation { additional_field_id: field.0, value, values }
}
