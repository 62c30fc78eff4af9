//! The fields of the form, in the order they are asked.

use super::{DOCUMENTS, Slot, Wanted};
use crate::app::screens::visitor_form::{EMAIL_MAX, GENDERS, NAME_MAX, studio};
use crate::domain::person::{AdditionalField, FieldKind, Mode};
use crate::ui::form::Item;
use crate::words::{Speech, gender_key};

/// Characters of a part of an address that is a number, or nearly one.
const NUMBER_MAX: usize = 12;
/// Characters of a tax id or of the number of a document; the longest that are in use have some twenty.
const ID_MAX: usize = 30;

/// The fields and what each is about.
pub(super) fn build(speech: Speech<'_>, wanted: &Wanted) -> (Vec<Item>, Vec<Slot>) {
    let mut fields = Fields { speech, wanted, items: Vec::new(), slots: Vec::new() };
    fields.names();
    fields.birth();
    let why = "applicant-why-email";
    fields.text(Slot::Email, "visitor-email", why, Mode::Mandatory, EMAIL_MAX);
    fields.telephone();
    if wanted.form.gender != Mode::Inactive {
        let options = GENDERS.map(|gender| speech.say(gender_key(gender)));
        let item = Item::choice(&speech.say("visitor-gender"), options.to_vec());
        fields.add(Slot::Gender, item.hint(&speech.say("visitor-why-studio")), wanted.form.gender);
    }
    fields.address();
    fields.identity();
    for (index, field) in wanted.form.additional.iter().enumerate() {
        fields.additional(index, field);
    }
    if wanted.consents {
        for ((row, column), item) in studio::consent_items(speech, &wanted.form.consents) {
            fields.add(Slot::Consent(row, column), item, Mode::Optional);
        }
    }
    (fields.items, fields.slots)
}

struct Fields<'a> {
    speech: Speech<'a>,
    wanted: &'a Wanted,
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

    /// Second names are asked where people have them by law; elsewhere all first names go into one field.
    fn names(&mut self) {
        let why = "applicant-why-contract";
        let (spain, italy) = (self.wanted.is_about("ES"), self.wanted.is_about("IT"));
        self.text(Slot::FirstName, "visitor-first-name", why, Mode::Mandatory, NAME_MAX);
        if spain || italy {
            let label = "applicant-second-first-name";
            self.text(Slot::SecondFirstName, label, "applicant-why-if-any", Mode::Optional, NAME_MAX);
        }
        self.text(Slot::LastName, "visitor-last-name", why, Mode::Mandatory, NAME_MAX);
        if spain {
            let label = "applicant-second-last-name";
            self.text(Slot::SecondLastName, label, "applicant-why-if-any", Mode::Optional, NAME_MAX);
        }
    }

    fn birth(&mut self) {
        let speech = self.speech;
        let why = speech.with("applicant-why-age", &[("age", u32::from(self.wanted.signing_age).into())]);
        let item = Item::date(&speech.say("visitor-birth-date"), &speech.date_input().placeholder);
        self.add(Slot::BirthDate, item.hint(&why), Mode::Mandatory);
        if self.wanted.is_about("IT") {
            let why = "applicant-why-birth-place";
            self.text(Slot::BirthPlace, "applicant-birth-place", why, Mode::Optional, NAME_MAX);
            self.text(Slot::BirthCountry, "applicant-birth-country", why, Mode::Optional, 2);
        }
    }

    /// Where the studio insists on a number, one of the two will do.
    fn telephone(&mut self) {
        let asked =
            if self.wanted.form.telephone == Mode::Inactive { Mode::Inactive } else { Mode::Optional };
        let why = match self.wanted.form.telephone {
            Mode::Mandatory => "applicant-why-one-number",
            Mode::Optional | Mode::Inactive => "visitor-why-telephone",
        };
        self.text(Slot::Mobile, "applicant-mobile", why, asked, NAME_MAX);
        self.text(Slot::Telephone, "visitor-telephone", why, asked, NAME_MAX);
    }

    fn address(&mut self) {
        const MUST: Mode = Mode::Mandatory;
        const MAY: Mode = Mode::Optional;
        let number = (Slot::HouseNumber, "visitor-house-number", MAY, NUMBER_MAX);
        let street = (Slot::Street, "visitor-street", MUST, NAME_MAX);
        let zip = (Slot::ZipCode, "visitor-zip-code", MUST, NUMBER_MAX);
        let city = (Slot::City, "visitor-city", MUST, NAME_MAX);
        let province = (Slot::Province, "applicant-province", MAY, NAME_MAX);
        let country = (Slot::Country, "visitor-country", MUST, 2);
        let parts = if self.wanted.home == "ES" {
            vec![
                (Slot::StreetType, "applicant-street-type", MAY, NUMBER_MAX),
                street,
                number,
                (Slot::Block, "applicant-block", MAY, NUMBER_MAX),
                (Slot::Portal, "applicant-portal", MAY, NUMBER_MAX),
                (Slot::Stairway, "applicant-stairway", MAY, NUMBER_MAX),
                (Slot::Floor, "applicant-floor", MAY, NUMBER_MAX),
                (Slot::Door, "applicant-door", MAY, NUMBER_MAX),
                zip,
                city,
                province,
                country,
            ]
        } else if self.wanted.home == "IT" {
            vec![street, number, zip, city, province, country]
        } else {
            let line = (Slot::AddressLine, "applicant-address-line", MAY, NAME_MAX);
            vec![street, number, line, zip, city, country]
        };
        for (slot, label, mode, max) in parts {
            let why = if mode == MUST || slot == Slot::HouseNumber {
                "applicant-why-contract"
            } else {
                "applicant-why-if-any"
            };
            self.text(slot, label, why, mode, max);
        }
    }

    /// In Spain and Italy a contract names its party by a tax id or a document.
    fn identity(&mut self) {
        if !self.wanted.is_about("ES") && !self.wanted.is_about("IT") {
            return;
        }
        let why = "applicant-why-identity";
        let label = if self.wanted.is_about("IT") { "applicant-tax-id-it" } else { "applicant-tax-id-es" };
        self.text(Slot::TaxId, label, why, Mode::Optional, ID_MAX);
        let options = DOCUMENTS.map(|(_, key)| self.speech.say(key));
        let item = Item::choice(&self.speech.say("applicant-document"), options.to_vec());
        let item = item.placeholder(&self.speech.say("applicant-document-none"));
        self.add(Slot::DocumentKind, item.hint(&self.speech.say(why)), Mode::Optional);
        self.text(Slot::DocumentNumber, "applicant-document-number", why, Mode::Optional, ID_MAX);
    }

    /// A list field is answered with ids that only the operator knows: without them it cannot be asked.
    fn additional(&mut self, index: usize, field: &AdditionalField) {
        let item = match &field.kind {
            _ if field.mode == Mode::Inactive => return,
            FieldKind::List { .. } => {
                let options: Vec<_> =
                    self.wanted.items_of(field.id).map(|item| item.option.clone()).collect();
                if options.is_empty() {
                    return;
                }
                Item::choice(field.name.as_str(), options).hint(&self.speech.say("visitor-why-studio"))
            }
            _ => studio::item(self.speech, field),
        };
        self.add(Slot::Additional(index), item, field.mode);
    }
}
