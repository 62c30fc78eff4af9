//! What can be wrong with an answer, found while it is typed and once more before it is sent.

use super::{ApplicantForm, Slot};
pub(super) use crate::app::screens::visitor_form::check::is_country;
use crate::app::screens::visitor_form::check::{
    answer_error, birth_error, date, is_email, is_empty, is_telephone,
};
use crate::domain::person::Mode;
use crate::domain::time::{Date, age_on};
use crate::ui::form::Value;
use crate::words::Speech;

impl ApplicantForm {
    /// Puts to a field what is wrong with it. `whole` is false while it is being typed: half an answer is no mistake.
    pub fn check(&mut self, speech: Speech<'_>, today: Date, index: usize, whole: bool) {
        let error = self.error(speech, today, index, whole);
        self.entry.form.set_error(index, error);
        // What one field of two asked for may have been answered in the other.
        if let Some(partner) = partner(self.slots[index])
            && self.typed(partner).is_empty()
            && let Some(partner) = self.index_of(partner)
        {
            self.entry.form.set_error(partner, None);
        }
    }

    /// Says again what is wrong, in the language now spoken; nothing of a field that is empty.
    pub fn recheck(&mut self, speech: Speech<'_>, today: Date) {
        for index in 0..self.slots.len() {
            self.check(speech, today, index, index != self.entry.form.focus());
        }
    }

    /// Checks every field, moves to the first mistake, and says whether there is none.
    pub fn check_all(&mut self, speech: Speech<'_>, today: Date) -> bool {
        for index in 0..self.slots.len() {
            let tick = matches!(self.entry.form.value(index), Value::Check(_));
            let missing = if tick { "visitor-error-tick" } else { "visitor-error-missing" };
            let is_missing = self.entry.form.is_required(index) && is_empty(self.entry.form.value(index));
            let missing = if is_missing { Some(missing) } else { self.missing_of_two(self.slots[index]) };
            let missing = missing.map(|key| speech.say(key));
            let error = missing.or_else(|| self.error(speech, today, index, true));
            self.entry.form.set_error(index, error);
        }
        let wrong = (0..self.slots.len()).find(|index| self.entry.form.has_error(*index));
        if let Some(index) = wrong {
            self.entry.form.set_focus(index);
        }
        wrong.is_none()
    }

    /// Whether who was born then does not sign for themselves yet.
    pub fn is_minor(&self, speech: Speech<'_>, today: Date) -> bool {
        self.birth_date(speech).is_some_and(|born| self.is_under_age(born, today))
    }

    fn is_under_age(&self, born: Date, today: Date) -> bool {
        born <= today && age_on(born, today) < i16::from(self.wanted.signing_age)
    }

    /// Puts the server's complaint to the field it names, and says whether there is one.
    pub fn complain(&mut self, reference: &str, message: &str) -> bool {
        let names = reference.rsplit(['.', '/', '[', ']']).map(str::to_lowercase);
        let Some(index) = names.filter_map(|name| slot_of(&name)).find_map(|slot| self.index_of(slot)) else {
            return false;
        };
        self.entry.form.set_error(index, Some(message.to_owned()));
        self.entry.form.set_focus(index);
        true
    }

    /// What is missing where one of several fields has to be filled in: said at the first of them, at each way to say who one is,
    /// and at the rest of a document that was begun.
    fn missing_of_two(&self, slot: Slot) -> Option<&'static str> {
        let given = |slot| !self.typed(slot).is_empty();
        let number = given(Slot::DocumentNumber);
        match slot {
            Slot::Mobile
                if self.wanted.form.telephone == Mode::Mandatory
                    && !given(Slot::Mobile)
                    && !given(Slot::Telephone) =>
            {
                Some("applicant-error-number")
            }
            Slot::BirthPlace if !given(Slot::BirthPlace) && !given(Slot::BirthCountry) => {
                Some("applicant-error-birth-place")
            }
            Slot::TaxId | Slot::DocumentNumber if !given(Slot::TaxId) && !number => {
                Some("applicant-error-identity")
            }
            Slot::DocumentKind if number && self.chosen(slot).is_none() => Some("visitor-error-missing"),
            _ => None,
        }
    }

    fn error(&self, speech: Speech<'_>, today: Date, index: usize, whole: bool) -> Option<String> {
        let Value::Text(text) = self.entry.form.value(index) else { return None };
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match self.slots[index] {
            Slot::Email if whole && !is_email(text) => Some(speech.say("visitor-error-email")),
            Slot::Country | Slot::BirthCountry if whole && !is_country(text) => {
                Some(speech.say("visitor-error-country"))
            }
            Slot::Telephone | Slot::Mobile if !is_telephone(text) => {
                Some(speech.say("visitor-error-telephone"))
            }
            Slot::BirthDate => birth_error(speech, today, text, None, whole).or_else(|| {
                let born = date(speech, text).filter(|born| self.is_under_age(*born, today));
                let age = [("age", u32::from(self.wanted.signing_age).into())];
                born.map(|_| speech.with("applicant-error-minor", &age))
            }),
            Slot::Additional(field) => {
                let field = self.wanted.form.additional.get(field)?;
                answer_error(speech, &field.kind, text, whole)
            }
            _ => None,
        }
    }
}

/// The other field that says so where both are empty and one of them has to be filled in.
fn partner(slot: Slot) -> Option<Slot> {
    Some(match slot {
        Slot::Telephone => Slot::Mobile,
        Slot::BirthCountry => Slot::BirthPlace,
        Slot::DocumentNumber => Slot::TaxId,
        Slot::TaxId => Slot::DocumentNumber,
        _ => return None,
    })
}

/// The field that a signup calls by this name, in lower case.
fn slot_of(name: &str) -> Option<Slot> {
    Some(match name {
        "firstname" => Slot::FirstName,
        "secondfirstname" => Slot::SecondFirstName,
        "lastname" => Slot::LastName,
        "secondlastname" => Slot::SecondLastName,
        "dateofbirth" => Slot::BirthDate,
        "placeofbirth" => Slot::BirthPlace,
        "countryofbirth" => Slot::BirthCountry,
        "email" => Slot::Email,
        "phonenumberprivate" => Slot::Telephone,
        "phonenumbermobile" => Slot::Mobile,
        "gender" => Slot::Gender,
        "streettype" => Slot::StreetType,
        "street" => Slot::Street,
        "housenumber" => Slot::HouseNumber,
        "streetblock" => Slot::Block,
        "portal" => Slot::Portal,
        "stairway" => Slot::Stairway,
        "floor" => Slot::Floor,
        "door" => Slot::Door,
        "additionaladdressinformation" => Slot::AddressLine,
        "zipcode" => Slot::ZipCode,
        "city" => Slot::City,
        "province" => Slot::Province,
        "countrycode" => Slot::Country,
        "taxid" => Slot::TaxId,
        "documenttype" => Slot::DocumentKind,
        "documentnumber" | "documentidentification" => Slot::DocumentNumber,
        _ => return None,
    })
}
