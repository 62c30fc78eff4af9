//! What somebody who joins is asked: the fields, their checks, and what they become.
//!
//! Which fields there are is decided by the country of the studio, by what it asks of a new person (the form for leads), and
//! by the legal texts of the offer: the consent matrix is asked where one of them shows it.

mod check;
mod fields;

use super::form_entry::{FormEntry, FormEntryOutcome};
use super::visitor_form::{GENDERS, studio};
use crate::app::shared::Settings;
use crate::config::ListItem;
use crate::domain::language::Language;
use crate::domain::membership::{AdditionalAnswer, Applicant, Document, DocumentKind, HomeAddress};
use crate::domain::person::{FieldId, FieldKind, Gender, LeadForm};
use crate::domain::time::Date;
use crate::ui::form::{Form, Value};
use crate::ui::key::Key;
use crate::words::{Speech, Words};

/// The form, as far as it is filled in; it stays for the visit.
#[derive(Debug)]
pub struct ApplicantForm {
    /// The fields.
    pub entry: FormEntry,
    slots: Vec<Slot>,
    wanted: Wanted,
    language: Language,
}

/// What decides which fields there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What the studio asks of a new person.
    pub form: LeadForm,
    /// Whether the consent matrix stands beside a text of the offer.
    pub consents: bool,
    /// The country of the studio, ISO 3166-1 alpha-2,
    pub country: String,
    /// and that of the person, once they have told another one: the law of either may ask for more.
    pub home: String,
    /// What a signup takes as answers to list fields.
    pub items: Vec<ListItem>,
    /// Years from which on somebody signs for themselves.
    pub signing_age: u8,
}

/// What a field of the form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    FirstName,
    SecondFirstName,
    LastName,
    SecondLastName,
    BirthDate,
    BirthPlace,
    BirthCountry,
    Email,
    Telephone,
    Mobile,
    Gender,
    StreetType,
    Street,
    HouseNumber,
    Block,
    Portal,
    Stairway,
    Floor,
    Door,
    AddressLine,
    ZipCode,
    City,
    Province,
    Country,
    TaxId,
    DocumentKind,
    DocumentNumber,
    Additional(usize),
    Consent(usize, usize),
}

/// The kinds of documents, in the order they are offered, each with its words.
const DOCUMENTS: [(DocumentKind, &str); 6] = [
    (DocumentKind::IdCard, "applicant-document-id-card"),
    (DocumentKind::Passport, "applicant-document-passport"),
    (DocumentKind::NationalIdNumber, "applicant-document-national-id"),
    (DocumentKind::ResidencePermit, "applicant-document-residence"),
    (DocumentKind::DriversLicence, "applicant-document-licence"),
    (DocumentKind::Others, "applicant-document-other"),
];

impl Wanted {
    /// What this kiosk asks, beside what the studio does.
    pub fn new(settings: &Settings, form: &LeadForm, consents: bool, home: Option<String>) -> Self {
        let country = settings.country.to_uppercase();
        Self {
            form: form.clone(),
            consents,
            home: home.unwrap_or_else(|| country.clone()),
            country,
            items: settings.memberships.list_items.clone(),
            signing_age: settings.memberships.signing_age,
        }
    }

    /// What a list field can be answered with, as far as this kiosk knows the ids.
    fn items_of(&self, field: FieldId) -> impl Iterator<Item = &ListItem> {
        self.items.iter().filter(move |item| item.field == field)
    }

    /// Whether this country is the studio's or the person's.
    fn is_about(&self, country: &str) -> bool {
        self.country == country || self.home == country
    }
}

impl ApplicantForm {
    /// An empty form.
    pub fn new(speech: Speech<'_>, wanted: Wanted) -> Self {
        let (items, slots) = fields::build(speech, &wanted);
        let entry = FormEntry::new(Form::new(items));
        let mut form = Self { entry, slots, wanted, language: speech.language() };
        if let Some(country) = form.index_of(Slot::Country) {
            form.entry.form.set_text(country, &form.wanted.country);
        }
        form
    }

    /// Takes over another language or another configuration; what was filled in stays where its field still is, and a date is
    /// written as the new language writes it.
    pub fn renew(&mut self, words: &Words, language: Language, wanted: Wanted) {
        let (before, speech) = (words.speech(self.language), words.speech(language));
        let (items, slots) = fields::build(speech, &wanted);
        let old = std::mem::replace(&mut self.slots, slots);
        let wanted_before = std::mem::replace(&mut self.wanted, wanted);
        let field = |wanted: &Wanted, slot| match slot {
            Slot::Additional(index) => wanted.form.additional.get(index).map(|field| field.id),
            _ => None,
        };
        let (slots, wanted) = (&self.slots, &self.wanted);
        self.entry.form.relabel(items, |index| {
            let slot = slots[index];
            let id = field(wanted, slot);
            old.iter().position(|other| match id {
                Some(_) => field(&wanted_before, *other) == id,
                None => *other == slot,
            })
        });
        self.language = language;
        for index in 0..self.slots.len() {
            if self.is_date(index)
                && let Some(date) = before.parse_date(self.entry.form.text(index), &before.date_input())
            {
                self.entry.form.set_text(index, &speech.date_short(date));
            }
        }
    }

    /// Whether it is of this language and asks this.
    pub fn is_as(&self, language: Language, wanted: &Wanted) -> bool {
        self.language == language && self.wanted == *wanted
    }

    /// Whether it asks what is asked of people of this country.
    pub fn is_of(&self, home: &str) -> bool {
        self.wanted.home == home
    }

    /// Types, moves, goes on or back.
    pub fn on_key(&mut self, key: Key, by_touch: bool, language: Language) -> FormEntryOutcome {
        let slots = &self.slots;
        let is_name = |index: usize| {
            use Slot::{
                BirthCountry, BirthPlace, City, Country, FirstName, LastName, Province, SecondFirstName,
                SecondLastName, Street, TaxId,
            };
            let names = [
                FirstName,
                SecondFirstName,
                LastName,
                SecondLastName,
                BirthPlace,
                BirthCountry,
                Street,
                City,
                Province,
                Country,
                TaxId,
            ];
            slots.get(index).is_some_and(|slot| names.contains(slot))
        };
        self.entry.on_key(key, by_touch, language, is_name)
    }

    /// The country of the person, once it is one.
    pub fn home(&self) -> Option<String> {
        self.given(Slot::Country).filter(|code| check::is_country(code)).map(|code| code.to_uppercase())
    }

    /// First and last name as typed.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.typed(Slot::FirstName), self.typed(Slot::LastName)).trim().to_owned()
    }

    /// The birth date typed, when it is one.
    pub fn birth_date(&self, speech: Speech<'_>) -> Option<Date> {
        self.index_of(Slot::BirthDate)
            .and_then(|index| speech.parse_date(self.entry.form.text(index), &speech.date_input()))
    }

    /// What was answered, once nothing is missing.
    pub fn applicant(&self, speech: Speech<'_>) -> Option<Applicant> {
        Some(Applicant {
            first_name: self.typed(Slot::FirstName),
            second_first_name: self.given(Slot::SecondFirstName),
            last_name: self.typed(Slot::LastName),
            second_last_name: self.given(Slot::SecondLastName),
            date_of_birth: self.birth_date(speech)?,
            place_of_birth: self.given(Slot::BirthPlace),
            country_of_birth: self.given(Slot::BirthCountry).map(|code| code.to_uppercase()),
            email: self.typed(Slot::Email),
            gender: self.gender(),
            phone_private: self.given(Slot::Telephone),
            phone_mobile: self.given(Slot::Mobile),
            address: self.address(),
            language: speech.language(),
            tax_id: self.given(Slot::TaxId).map(|id| id.to_uppercase()),
            document: self.document(),
            consents: self.consents(),
            additional: self.answers(speech),
        })
    }

    fn address(&self) -> HomeAddress {
        HomeAddress {
            street: self.typed(Slot::Street),
            house_number: self.given(Slot::HouseNumber),
            zip_code: self.typed(Slot::ZipCode),
            city: self.typed(Slot::City),
            country: self.typed(Slot::Country).to_uppercase(),
            street_type: self.given(Slot::StreetType),
            street_block: self.given(Slot::Block),
            portal: self.given(Slot::Portal),
            stairway: self.given(Slot::Stairway),
            floor: self.given(Slot::Floor),
            door: self.given(Slot::Door),
            province: self.given(Slot::Province),
            additional: self.given(Slot::AddressLine),
            ..HomeAddress::default()
        }
    }

    fn gender(&self) -> Option<Gender> {
        GENDERS.get(self.chosen(Slot::Gender)?).copied()
    }

    /// A document has both, a number and a kind.
    fn document(&self) -> Option<Document> {
        let number = self.given(Slot::DocumentNumber)?;
        let (kind, _) = *DOCUMENTS.get(self.chosen(Slot::DocumentKind)?)?;
        Some(Document { number, kind })
    }

    fn consents(&self) -> Vec<crate::domain::person::Consent> {
        if !self.wanted.consents {
            return Vec::new();
        }
        let ticks = self.slots.iter().enumerate().filter_map(|(index, slot)| {
            match (*slot, self.entry.form.value(index)) {
                (Slot::Consent(row, column), Value::Check(ticked)) => Some(((row, column), ticked)),
                _ => None,
            }
        });
        studio::consents_with(&self.wanted.form.consents, ticks)
    }

    fn answers(&self, speech: Speech<'_>) -> Vec<AdditionalAnswer> {
        let fields = self.slots.iter().enumerate().filter_map(|(index, slot)| match slot {
            Slot::Additional(field) => Some((index, self.wanted.form.additional.get(*field)?)),
            _ => None,
        });
        let answers = fields.filter_map(|(index, field)| {
            let value = match (&field.kind, self.entry.form.value(index)) {
                (FieldKind::List { .. }, Value::Choice(chosen)) => {
                    self.wanted.items_of(field.id).nth(chosen?).map(|item| item.item.to_string())
                }
                (kind, value) => studio::answer(speech, kind, value),
            }?;
            Some(AdditionalAnswer { field: field.id, value })
        });
        answers.collect()
    }

    fn is_date(&self, index: usize) -> bool {
        match self.slots[index] {
            Slot::BirthDate => true,
            Slot::Additional(field) => {
                self.wanted.form.additional.get(field).is_some_and(|field| field.kind == FieldKind::Date)
            }
            _ => false,
        }
    }

    fn index_of(&self, slot: Slot) -> Option<usize> {
        self.slots.iter().position(|other| *other == slot)
    }

    fn typed(&self, slot: Slot) -> String {
        self.index_of(slot).map(|index| self.entry.form.text(index).trim().to_owned()).unwrap_or_default()
    }

    fn given(&self, slot: Slot) -> Option<String> {
        Some(self.typed(slot)).filter(|text| !text.is_empty())
    }

    fn chosen(&self, slot: Slot) -> Option<usize> {
        match self.entry.form.value(self.index_of(slot)?) {
            Value::Choice(chosen) => chosen,
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
