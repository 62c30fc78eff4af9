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
    let (radix, swapped) = match format {
        "DECIMAL" => (10, false),
        "HEX_MSB" => (16, false),
        "HEX_LSB" => (16, true),
        _ => return Err(Problem::FieldInvalid.of("cardNumberFormat")),
    };
    let number = u64::from_str_radix(text, radix).ok().filter(|_| !text.starts_with('+'));
    let number = match number {
        Some(number) if swapped => swap_bytes(number, text.len()),
        number => number,
    };
    Ok(number.ok_or_else(|| Problem::FieldInvalid.of("cardNumber"))?.to_string())
}

/// Turns round the bytes of a number that was written with `digits` hexadecimal digits.
fn swap_bytes(number: u64, digits: usize) -> Option<u64> {
    let bytes = u32::try_from(digits / 2).ok().filter(|_| digits.is_multiple_of(2))?;
    number.swap_bytes().checked_shr(64_u32.checked_sub(8 * bytes)?)
}

#[cfg(test)]
mod tests {
    use super::decimal_card;

    #[test]
    fn a_card_is_the_same_in_every_format() {
        for (text, format) in [("1290158199", "DECIMAL"), ("4CE64077", "HEX_MSB"), ("7740E64C", "HEX_LSB")] {
            assert_eq!(decimal_card(text, format).ok().as_deref(), Some("1290158199"), "{format}");
        }
        for (text, format) in
            [("12x", "DECIMAL"), ("+12", "DECIMAL"), ("xyz", "HEX_MSB"), ("123", "HEX_LSB"), ("1", "OCTAL")]
        {
            assert!(decimal_card(text, format).is_err(), "{text} {format}");
        }
    }
}
