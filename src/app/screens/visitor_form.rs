//! The form for a new person, built from what the studio wants to know, and the lead that comes out of it.

pub(super) mod check;
pub(super) mod studio;

use super::form_entry::{FormEntry, FormEntryOutcome};
use crate::app::shared::Settings;
use crate::domain::language::Language;
use crate::domain::person::{
    AdditionalField, Address, Consent, FieldAnswer, FieldKind, Gender, Lead, LeadForm, Mode,
};
use crate::domain::time::{Date, age_on};
use crate::ui::form::{Editable, Form, Item, Value};
use crate::ui::key::Key;
use crate::words::{Speech, Words, gender_key};

/// Characters of a name, an address line, a telephone number: what people have, and a little more.
pub(super) const NAME_MAX: usize = 120;
/// Characters of an e-mail address (RFC 5321).
pub(super) const EMAIL_MAX: usize = 254;

/// The form as far as it is filled in; it stays for the visit.
#[derive(Debug)]
pub struct VisitorForm {
    /// The fields.
    pub entry: FormEntry,
    slots: Vec<Slot>,
    wanted: LeadForm,
    age_limit: Option<AgeLimit>,
    language: Language,
}

/// The years a buyer must have completed on the first day of validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeLimit {
    /// Years.
    pub years: u8,
    /// The first day of validity.
    pub on: Date,
}

impl AgeLimit {
    /// Whether somebody born then is too young.
    pub fn excludes(self, born: Date) -> bool {
        age_on(born, self.on) < i16::from(self.years)
    }

    /// What is said to them.
    pub fn words(self, speech: Speech<'_>) -> String {
        let values = [("age", u32::from(self.years).into()), ("day", speech.date_short(self.on).into())];
        speech.with("visitor-error-too-young", &values)
    }
}

/// What a field of the form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    FirstName,
    LastName,
    Email,
    BirthDate,
    Telephone,
    Gender,
    Street,
    HouseNumber,
    ZipCode,
    City,
    Country,
    Additional(usize),
    Consent(usize, usize),
}

/// The genders, in the order they are offered.
pub(super) const GENDERS: [Gender; 3] = [Gender::Female, Gender::Male, Gender::Unisex];

impl VisitorForm {
    /// An empty form.
    pub fn new(
        speech: Speech<'_>,
        settings: &Settings,
        wanted: &LeadForm,
        age_limit: Option<AgeLimit>,
    ) -> Self {
        let (items, slots) = build(speech, wanted, age_limit);
        let mut form = Self {
            entry: FormEntry::new(Form::new(items)),
            slots,
            wanted: wanted.clone(),
            age_limit,
            language: speech.language(),
        };
        if let Some(country) = form.index_of(Slot::Country) {
            form.entry.form.set_text(country, &settings.country);
        }
        form
    }

    /// Takes over another language, another configuration or another age limit; what was filled in stays where its field
    /// still is, and a date is written as the new language writes it.
    pub fn renew(
        &mut self,
        words: &Words,
        language: Language,
        wanted: &LeadForm,
        age_limit: Option<AgeLimit>,
    ) {
        let (before, speech) = (words.speech(self.language), words.speech(language));
        let (items, slots) = build(speech, wanted, age_limit);
        let old = std::mem::replace(&mut self.slots, slots);
        let wanted_before = std::mem::replace(&mut self.wanted, wanted.clone());
        let field = |form: &LeadForm, slot| match slot {
            Slot::Additional(index) => form.additional.get(index).map(|field| field.id),
            _ => None,
        };
        let slots = &self.slots;
        self.entry.form.relabel(items, |index| {
            let slot = slots[index];
            let id = field(wanted, slot);
            old.iter().position(|other| match id {
                Some(_) => field(&wanted_before, *other) == id,
                None => *other == slot,
            })
        });
        self.age_limit = age_limit;
        self.language = language;
        for index in 0..self.slots.len() {
            if self.is_date(index)
                && let Some(date) = before.parse_date(self.entry.form.text(index), &before.date_input())
            {
                self.entry.form.set_text(index, &speech.date_short(date));
            }
        }
    }

    /// Puts the same fields in another language.
    pub fn reword(&mut self, words: &Words, language: Language) {
        let wanted = self.wanted.clone();
        self.renew(words, language, &wanted, self.age_limit);
    }

    /// Lets the form only be looked at.
    pub fn lock(&mut self) {
        self.entry.form.set_editable(Editable::Nothing);
        self.entry.put_keyboard_away();
    }

    /// Leaves nothing to change but the birth date, for a person the studio knows and an age limit that needs it.
    pub fn lock_but_birth_date(&mut self) {
        self.entry
            .form
            .set_editable(self.index_of(Slot::BirthDate).map_or(Editable::Nothing, Editable::Only));
    }

    /// Types, moves, goes on or back.
    pub fn on_key(&mut self, key: Key, by_touch: bool, language: Language) -> FormEntryOutcome {
        let slots = &self.slots;
        self.entry.on_key(key, by_touch, language, |index| {
            let slot = slots.get(index);
            matches!(slot, Some(Slot::FirstName | Slot::LastName | Slot::Street | Slot::City | Slot::Country))
        })
    }

    fn is_date(&self, index: usize) -> bool {
        match self.slots[index] {
            Slot::BirthDate => true,
            Slot::Additional(field) => {
                self.wanted.additional.get(field).is_some_and(|field| field.kind == FieldKind::Date)
            }
            _ => false,
        }
    }

    /// The birth date typed, when it is one.
    pub fn birth_date(&self, speech: Speech<'_>) -> Option<Date> {
        self.index_of(Slot::BirthDate)
            .and_then(|index| speech.parse_date(self.entry.form.text(index), &speech.date_input()))
    }

    /// Whether there is a field for the birth date.
    pub fn asks_birth_date(&self) -> bool {
        self.index_of(Slot::BirthDate).is_some()
    }

    /// First and last name as typed.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.typed(Slot::FirstName), self.typed(Slot::LastName)).trim().to_owned()
    }

    /// What was answered, once nothing is missing.
    pub fn lead(&self, speech: Speech<'_>, language: Language) -> Lead {
        let asked_for_lead = self.wanted.date_of_birth != Mode::Inactive;
        Lead {
            first_name: self.typed(Slot::FirstName),
            last_name: self.typed(Slot::LastName),
            email: self.typed(Slot::Email),
            date_of_birth: self.birth_date(speech).filter(|_| asked_for_lead),
            gender: self.gender(),
            telephone: Some(self.typed(Slot::Telephone)).filter(|text| !text.is_empty()),
            address: self.address(),
            language,
            consents: self.consents(),
            additional: self.answers(speech),
        }
    }

    fn index_of(&self, slot: Slot) -> Option<usize> {
        self.slots.iter().position(|other| *other == slot)
    }

    fn typed(&self, slot: Slot) -> String {
        self.index_of(slot).map(|index| self.entry.form.text(index).trim().to_owned()).unwrap_or_default()
    }

    fn gender(&self) -> Option<Gender> {
        match self.entry.form.value(self.index_of(Slot::Gender)?) {
            Value::Choice(chosen) => chosen.and_then(|index| GENDERS.get(index).copied()),
            _ => None,
        }
    }

    fn address(&self) -> Option<Address> {
        let address = Address {
            street: self.typed(Slot::Street),
            house_number: self.typed(Slot::HouseNumber),
            zip_code: self.typed(Slot::ZipCode),
            city: self.typed(Slot::City),
            country: self.typed(Slot::Country).to_uppercase(),
        };
        (!address.street.is_empty()).then_some(address)
    }

    fn consents(&self) -> Vec<Consent> {
        let ticks = self.slots.iter().enumerate().filter_map(|(index, slot)| {
            match (*slot, self.entry.form.value(index)) {
                (Slot::Consent(row, column), Value::Check(ticked)) => Some(((row, column), ticked)),
                _ => None,
            }
        });
        studio::consents_with(&self.wanted.consents, ticks)
    }

    fn answers(&self, speech: Speech<'_>) -> Vec<(crate::domain::person::FieldId, FieldAnswer)> {
        let fields = self.slots.iter().enumerate().filter_map(|(index, slot)| match slot {
            Slot::Additional(field) => Some((index, self.wanted.additional.get(*field)?)),
            _ => None,
        });
        fields.filter_map(|(index, field)| Some((field.id, self.answer(speech, index, field)?))).collect()
    }

    fn answer(&self, speech: Speech<'_>, index: usize, field: &AdditionalField) -> Option<FieldAnswer> {
        match (&field.kind, self.entry.form.value(index)) {
            (FieldKind::List { options, .. }, Value::Choice(chosen)) => {
                options.get(chosen?).map(|option| FieldAnswer::Value(option.value.clone()))
            }
            (FieldKind::List { options, .. }, Value::Multi(chosen)) => {
                let values: Vec<String> = options
                    .iter()
                    .zip(chosen)
                    .filter(|(_, on)| **on)
                    .map(|(option, _)| option.value.clone())
                    .collect();
                (!values.is_empty()).then_some(FieldAnswer::Values(values))
            }
            (kind, value) => studio::answer(speech, kind, value).map(FieldAnswer::Value),
        }
    }
}

/// The fields of the form and what each is about, in the order they are asked.
fn build(speech: Speech<'_>, wanted: &LeadForm, age_limit: Option<AgeLimit>) -> (Vec<Item>, Vec<Slot>) {
    let mut fields = Fields { speech, items: Vec::new(), slots: Vec::new() };
    fields.text(Slot::FirstName, "visitor-first-name", "visitor-why-name", Mode::Mandatory, NAME_MAX);
    fields.text(Slot::LastName, "visitor-last-name", "visitor-why-name", Mode::Mandatory, NAME_MAX);
    fields.text(Slot::Email, "visitor-email", "visitor-why-email", Mode::Mandatory, EMAIL_MAX);
    fields.birth_date(wanted.date_of_birth, age_limit);
    fields.text(Slot::Telephone, "visitor-telephone", "visitor-why-telephone", wanted.telephone, NAME_MAX);
    if wanted.gender != Mode::Inactive {
        let options = GENDERS.map(|gender| speech.say(gender_key(gender)));
        let item = Item::choice(&speech.say("visitor-gender"), options.to_vec());
        fields.add(Slot::Gender, item.hint(&speech.say("visitor-why-studio")), wanted.gender);
    }
    fields.address(wanted.address);
    for (index, field) in wanted.additional.iter().enumerate() {
        fields.additional(index, field);
    }
    fields.consents(&wanted.consents);
    (fields.items, fields.slots)
}

struct Fields<'a> {
    speech: Speech<'a>,
    items: Vec<Item>,
    slots: Vec<Slot>,
}

impl Fields<'_> {
    fn add(&mut self, slot: Slot, item: Item, mode: Mode) {
        self.items.push(if mode == Mode::Mandatory { item.required() } else { item });
        self.slots.push(slot);
    }

    fn text(&mut self, slot: Slot, label: &str, why: &str, mode: Mode, max: usize) {
        if mode != Mode::Inactive {
            let item = Item::text(&self.speech.say(label), max).hint(&self.speech.say(why));
            self.add(slot, item, mode);
        }
    }

    /// Asked for the lead, for the age limit, or for both; an age limit cannot be checked without it.
    fn birth_date(&mut self, mode: Mode, age_limit: Option<AgeLimit>) {
        let why = match age_limit {
            Some(limit) => self.speech.with("visitor-why-age", &[("age", u32::from(limit.years).into())]),
            None => self.speech.say("visitor-why-studio"),
        };
        let mode = if age_limit.is_some() { Mode::Mandatory } else { mode };
        if mode != Mode::Inactive {
            let item =
                Item::date(&self.speech.say("visitor-birth-date"), &self.speech.date_input().placeholder);
            self.add(Slot::BirthDate, item.hint(&why), mode);
        }
    }

    fn address(&mut self, mode: Mode) {
        let parts = [
            (Slot::Street, "visitor-street", NAME_MAX),
            (Slot::HouseNumber, "visitor-house-number", 12),
            (Slot::ZipCode, "visitor-zip-code", 12),
            (Slot::City, "visitor-city", NAME_MAX),
            (Slot::Country, "visitor-country", 2),
        ];
        for (slot, label, max) in parts {
            self.text(slot, label, "visitor-why-studio", mode, max);
        }
    }

    fn additional(&mut self, index: usize, field: &AdditionalField) {
        if field.mode == Mode::Inactive {
            return;
        }
        self.add(Slot::Additional(index), studio::item(self.speech, field), field.mode);
    }

    fn consents(&mut self, consents: &[Consent]) {
        for ((row, column), item) in studio::consent_items(self.speech, consents) {
            self.add(Slot::Consent(row, column), item, Mode::Optional);
        }
    }
}
