//! Whether a lead holds what the studio's form asks for.

use crate::api::wire::leads::{
    CommunicationPreference, LeadAdditionalField, LeadAdditionalInformation, LeadConfig, LeadRequest,
};
use crate::domain::time::Date;

use super::super::ask::iso_date;

/// Characters of one value; longer ones are no names or answers.
const VALUE_CHARS_MAX: usize = 1_000;
/// The longest address an e-mail can have.
const EMAIL_CHARS_MAX: usize = 254;
/// Nobody who walks in was born before this year.
pub(in super::super) const BIRTH_YEAR_MIN: i16 = 1900;

/// Whether a field of this mode is asked for at all; an absent or unknown mode means that it is not.
pub(in super::super) fn is_asked(mode: Option<&str>) -> bool {
    matches!(mode, Some("MANDATORY" | "OPTIONAL"))
}

/// The first field that is missing or wrong, as a path.
pub(super) fn flaw(config: &LeadConfig, request: &LeadRequest, today: Date) -> Option<String> {
    personal_flaw(config, request, today)
        .or_else(|| address_flaw(config, request))
        .map(str::to_owned)
        .or_else(|| additional_flaw(config, request))
        .or_else(|| consent_flaw(config, &request.communication_preferences))
}

fn personal_flaw(config: &LeadConfig, request: &LeadRequest, today: Date) -> Option<&'static str> {
    let customer = &request.lead_customer;
    let birth_is_real =
        |text: &str| iso_date(text).is_some_and(|birth| birth.year() >= BIRTH_YEAR_MIN && birth <= today);
    let telephone_is_one = |text: &str| {
        text.chars().filter(char::is_ascii_digit).count() >= 5
            && text.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c))
    };
    let gender_is_known = |text: &str| matches!(text, "MALE" | "FEMALE" | "UNISEX");
    let checks: [(&'static str, bool); 6] = [
        ("leadCustomer.firstname", is_filled(&customer.firstname)),
        ("leadCustomer.lastname", is_filled(&customer.lastname)),
        ("leadCustomer.email", is_email(&customer.email)),
        (
            "leadCustomer.dateOfBirth",
            fits(config.date_of_birth_mode.as_deref(), customer.date_of_birth.as_deref(), birth_is_real),
        ),
        (
            "leadCustomer.gender",
            fits(config.gender_mode.as_deref(), customer.gender.as_deref(), gender_is_known),
        ),
        (
            "leadCustomer.telephone",
            fits(config.telephone_mode.as_deref(), customer.telephone.as_deref(), telephone_is_one),
        ),
    ];
    checks.into_iter().find(|(_, holds)| !holds).map(|(field, _)| field)
}

fn address_flaw(config: &LeadConfig, request: &LeadRequest) -> Option<&'static str> {
    let Some(address) = &request.address else {
        return (config.address_mode.as_deref() == Some("MANDATORY")).then_some("address");
    };
    let country = &address.country_code;
    let checks = [
        ("address.street", is_filled(&address.street)),
        ("address.houseNumber", is_filled(&address.house_number)),
        ("address.zipCode", is_filled(&address.zip_code)),
        ("address.city", is_filled(&address.city)),
        ("address.countryCode", country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase())),
    ];
    checks.into_iter().find(|(_, holds)| !holds).map(|(field, _)| field)
}

fn additional_flaw(config: &LeadConfig, request: &LeadRequest) -> Option<String> {
    let fields = &config.additional_information;
    let answers = &request.additional_information;
    let unknown = answers.iter().position(|answer| {
        !fields.iter().any(|field| field.additional_field_id == answer.additional_field_id)
    });
    if let Some(at) = unknown {
        return Some(format!("additionalInformation[{at}].additionalFieldId"));
    }
    let wrong = fields.iter().filter(|field| is_asked(field.mode.as_deref())).find(|field| {
        let mut given =
            answers.iter().filter(|answer| answer.additional_field_id == field.additional_field_id);
        let (answer, twice) = (given.next(), given.next().is_some());
        match answer {
            Some(answer) => twice || !is_answer(field, answer),
            None => field.mode.as_deref() == Some("MANDATORY"),
        }
    });
    wrong.map(|field| format!("additionalInformation.{}", field.additional_field_id))
}

/// Whether an answer is one of the field's type; lists that take several use `values`, everything else `value`.
fn is_answer(field: &LeadAdditionalField, answer: &LeadAdditionalInformation) -> bool {
    let kind = field.kind.as_deref().unwrap_or_default();
    if kind == "LIST" && field.allow_multi_selection == Some(true) {
        let known = answer.values.iter().all(|value| field.selection_values.contains(value));
        return answer.value.is_none() && !answer.values.is_empty() && known;
    }
    let Some(value) = answer.value.as_deref().filter(|_| answer.values.is_empty()) else { return false };
    match kind {
        "BOOLEAN" => matches!(value, "true" | "false"),
        "DATE" => iso_date(value).is_some(),
        "LIST" => field.selection_values.iter().any(|option| option == value),
        "NUMERIC" => value.parse::<i64>().is_ok(),
        _ => is_filled(value),
    }
}

/// A consent outside the matrix, or a change of one that is not the person's to change.
pub(in super::super) fn consent_flaw(
    config: &LeadConfig,
    preferences: &[CommunicationPreference],
) -> Option<String> {
    preferences.iter().enumerate().find_map(|(at, preference)| {
        let offered = config
            .communication_preferences
            .iter()
            .find(|row| row.message_category == preference.message_category);
        let holds = preference.channels.iter().all(|channel| {
            let rule = offered.and_then(|row| {
                row.channels.iter().find(|rule| rule.communication_channel == channel.communication_channel)
            });
            rule.is_some_and(|rule| rule.customer_overridable != Some(false) || rule.active == channel.active)
        });
        (offered.is_none() || !holds).then(|| format!("communicationPreferences[{at}]"))
    })
}

/// Whether an optional value fits its field: there when mandatory, sensible when asked for, ignored when not.
fn fits(mode: Option<&str>, value: Option<&str>, is_sensible: impl Fn(&str) -> bool) -> bool {
    match (mode, value) {
        (Some("MANDATORY"), None) => false,
        (mode, Some(value)) if is_asked(mode) => is_sensible(value),
        _ => true,
    }
}

/// Whether there is something in a value that a person could have typed.
pub(in super::super) fn is_filled(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= VALUE_CHARS_MAX && !text.chars().any(char::is_control)
}

/// Whether a text has the form of an address; a space around it does not matter.
pub(in super::super) fn is_email(text: &str) -> bool {
    let text = text.trim();
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let label_is_filled = domain.split('.').all(|label| !label.is_empty());
    !local.is_empty()
        && !local.contains('@')
        && domain.contains('.')
        && label_is_filled
        && text.chars().count() <= EMAIL_CHARS_MAX
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}
