//! `GET /v1/customers/by`, `POST /v1/customers/search` and `GET /v1/customers/{customerId}`.

use serde::Serialize;

use crate::api::wire::customers::{AccessMedium, CustomerSearchRequest};

use super::ask::{Ask, fold, iso_date, path_id};
use super::cards::CardFormat;
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
        json(&shown(self.person(path_id(id, "customerId")?)?, CardFormat::Decimal))
    }

    /// Takes exactly one identifier.
    pub(super) fn customer_by(&self, ask: &Ask<'_>) -> Outcome {
        let given: Vec<(&str, &str)> =
            IDENTIFIERS.iter().filter_map(|name| Some((*name, ask.query(name)?))).collect();
        let [(name, value)] = given.as_slice() else { return Err(Problem::IdentifierCount.into()) };
        let format = match ask.query("cardNumberFormat") {
            None => CardFormat::Decimal,
            Some(name) => {
                CardFormat::named(name).ok_or_else(|| Problem::FieldInvalid.of("cardNumberFormat"))?
            }
        };
        let card = match *name {
            "cardNumber" => {
                format.number(value).ok_or_else(|| Problem::FieldInvalid.of("cardNumber")).map(Some)?
            }
            _ => None,
        };
        let found = self.people.values().find(|person| {
            let identifiers = &person.identifiers;
            let recorded = match *name {
                "cardNumber" => return card.is_some_and(|card| identifiers.has_card(card, format)),
                "debtorId" => identifiers.debtor_id.as_deref(),
                "barcode" => identifiers.barcode.as_deref(),
                "pin" => identifiers.pin.as_deref(),
                "customerNumber" => Some(person.customer_number.as_str()),
                _ => identifiers.qr_code_uuid.as_deref(),
            };
            recorded == Some(*value)
        });
        json(&shown(found.ok_or_else(|| Problem::NotFound.of(*name))?, format))
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
        let found: Vec<Shown<'_>> = self
            .people
            .values()
            .filter(|person| begins(&person.first_name, &first) && begins(&person.last_name, &last))
            .filter(|person| email.as_ref().is_none_or(|email| fold(&person.email) == *email))
            .filter(|person| birth.is_none() || person.birth() == birth)
            .filter(|person| person.visible_at.is_none_or(|at| at <= ask.now))
            .map(|person| shown(person, CardFormat::Decimal))
            .collect();
        json(&found)
    }
}

/// A person as answers show one: with their cards and codes, which no kiosk should look at.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown<'a> {
    #[serde(flatten)]
    person: &'a Person,
    access_mediums: Vec<AccessMedium>,
}

fn shown(person: &Person, format: CardFormat) -> Shown<'_> {
    let identifiers = &person.identifiers;
    let mediums = [
        ("CARD_NUMBER", identifiers.card().map(|card| format.text(card))),
        ("PIN", identifiers.pin.clone()),
        ("BARCODE", identifiers.barcode.clone()),
    ];
    let medium = |(at, (kind, value)): (u64, (&str, Option<String>))| {
        Some(AccessMedium { id: person.id * 10 + at, kind: kind.to_owned(), value: value? })
    };
    Shown { person, access_mediums: (0..).zip(mediums).filter_map(medium).collect() }
}
