//! `GET /v1/customers/by`, `POST /v1/customers/search` and `GET /v1/customers/{customerId}`.

use crate::api::wire::customers::CustomerSearchRequest;

use super::ask::{Ask, fold, iso_date, path_id};
use super::person::Person;
use super::refusal::{Problem, Refusal, json};
use super::{Outcome, World};

/// The parameters of `customers/by` that name a person.
const IDENTIFIERS: [&str; 6] = ["cardNumber", "debtorId", "barcode", "pin", "customerNumber", "qrCodeUuid"];

impl World {
    /// The people the studio knows, by id.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }

    pub(super) fn person(&self, id: u64) -> Result<&Person, Refusal> {
        self.people.get(&id).ok_or_else(|| Problem::NotFound.of("customerId"))
    }

    pub(super) fn customer(&self, id: &str) -> Outcome {
        json(self.person(path_id(id, "customerId")?)?)
    }

    /// Takes exactly one identifier.
    pub(super) fn customer_by(&self, ask: &Ask<'_>) -> Outcome {
        let given: Vec<(&str, &str)> =
            IDENTIFIERS.iter().filter_map(|name| Some((*name, ask.query(name)?))).collect();
        let [(name, value)] = given.as_slice() else { return Err(Problem::IdentifierCount.into()) };
        let wanted = match *name {
            "cardNumber" => decimal_card(value, ask.query("cardNumberFormat").unwrap_or("DECIMAL"))?,
            _ => (*value).to_owned(),
        };
        let found = self.people.values().find(|person| {
            let identifiers = &person.identifiers;
            let recorded = match *name {
                "cardNumber" => identifiers.card_number.as_deref(),
                "debtorId" => identifiers.debtor_id.as_deref(),
                "barcode" => identifiers.barcode.as_deref(),
                "pin" => identifiers.pin.as_deref(),
                "customerNumber" => Some(person.customer_number.as_str()),
                _ => identifiers.qr_code_uuid.as_deref(),
            };
            recorded == Some(wanted.as_str())
        });
        json(found.ok_or_else(|| Problem::NotFound.of(*name))?)
    }

    /// Names match as prefixes, e-mail and date of birth exactly; all given criteria must hold, and one must be given.
    pub(super) fn customer_search(&self, ask: &Ask<'_>) -> Outcome {
        let request: CustomerSearchRequest = ask.body()?;
        let folded = |text: &Option<String>| text.as_deref().map(fold).filter(|text| !text.is_empty());
        let (first, last, email) =
            (folded(&request.first_name), folded(&request.last_name), folded(&request.email));
        let birth = match &request.date_of_birth {
            Some(text) => Some(iso_date(text).ok_or_else(|| Problem::FieldInvalid.of("dateOfBirth"))?),
            None => None,
        };
        if first.is_none() && last.is_none() && email.is_none() && birth.is_none() {
            return Err(Problem::FieldMissing.of("lastName"));
        }
        let begins =
            |name: &str, with: &Option<String>| with.as_ref().is_none_or(|with| fold(name).starts_with(with));
        let found: Vec<&Person> = self
            .people
            .values()
            .filter(|person| begins(&person.first_name, &first) && begins(&person.last_name, &last))
            .filter(|person| email.as_ref().is_none_or(|email| fold(&person.email) == *email))
            .filter(|person| birth.is_none() || person.birth() == birth)
            .collect();
        json(&found)
    }
}

/// The number on a card as decimal digits, from the form a reader gives.
fn decimal_card(text: &str, format: &str) -> Result<String, Refusal> {
    let invalid = || Problem::FieldInvalid.of("cardNumber");
    let number = match format {
        "DECIMAL" if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().map_err(|_| invalid())?,
        "DECIMAL" => return Err(invalid()),
        "HEX_MSB" => u64::from_str_radix(text, 16).map_err(|_| invalid())?,
        "HEX_LSB" if text.len() % 2 == 0 && text.len() <= 16 => {
            let number = u64::from_str_radix(text, 16).map_err(|_| invalid())?;
            number.swap_bytes().checked_shr(u32::try_from(64 - 4 * text.len()).unwrap_or(0)).unwrap_or(0)
        }
        "HEX_LSB" => return Err(invalid()),
        _ => return Err(Problem::FieldInvalid.of("cardNumberFormat")),
    };
    Ok(number.to_string())
}

#[cfg(test)]
mod tests {
    use super::decimal_card;

    #[test]
    fn a_card_is_the_same_in_every_format() {
        for (text, format) in [("1290158199", "DECIMAL"), ("4CE62477", "HEX_MSB"), ("7724E64C", "HEX_LSB")] {
            assert_eq!(decimal_card(text, format).ok().as_deref(), Some("1290158199"), "{format}");
        }
        for (text, format) in
            [("12x", "DECIMAL"), ("+12", "DECIMAL"), ("xyz", "HEX_MSB"), ("123", "HEX_LSB"), ("1", "OCTAL")]
        {
            assert!(decimal_card(text, format).is_err(), "{text} {format}");
        }
    }
}
