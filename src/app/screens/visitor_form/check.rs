//! What can be wrong with an answer, found while it is typed and once more before it is sent.

use super::{AgeLimit, Slot, VisitorForm};
use crate::domain::person::{FieldKind, Mode};
use crate::domain::time::{Date, age_on};
use crate::ui::form::Value;
use crate::words::Speech;

/// Nobody is older.
const AGE_MAX: i16 = 130;

impl VisitorForm {
    /// Puts to a field what is wrong with it. `whole` is false while it is being typed: half an answer is no mistake.
    pub fn check(&mut self, speech: Speech<'_>, today: Date, index: usize, whole: bool) {
        let error = self.error(speech, today, index, whole);
        self.entry.form.set_error(index, error);
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
            let missing = self.is_missing(index).then(|| speech.say(missing));
            let error = missing.or_else(|| self.error(speech, today, index, true));
            self.entry.form.set_error(index, error);
        }
        let wrong = (0..self.slots.len()).find(|index| self.entry.form.has_error(*index));
        if let Some(index) = wrong {
            self.entry.form.set_focus(index);
        }
        wrong.is_none()
    }

    /// Puts the server's complaint to the field it names, and says whether there is one.
    pub fn complain(&mut self, reference: &str, message: &str) -> bool {
        let name = reference.rsplit('.').next().unwrap_or(reference).to_lowercase();
        let slot = match name.as_str() {
            "firstname" => Slot::FirstName,
            "lastname" => Slot::LastName,
            "email" => Slot::Email,
            "dateofbirth" => Slot::BirthDate,
            "telephone" => Slot::Telephone,
            "gender" => Slot::Gender,
            "street" => Slot::Street,
            "housenumber" => Slot::HouseNumber,
            "zipcode" => Slot::ZipCode,
            "city" => Slot::City,
            "countrycode" => Slot::Country,
            _ => return false,
        };
        let Some(index) = self.index_of(slot) else { return false };
        self.entry.form.set_error(index, Some(message.to_owned()));
        self.entry.form.set_focus(index);
        true
    }

    fn is_missing(&self, index: usize) -> bool {
        let required = self.entry.form.is_required(index) || self.address_is_begun(self.slots[index]);
        required && is_empty(self.entry.form.value(index))
    }

    /// An address is all or nothing: one part asks for the others. The country is filled in from the start.
    fn address_is_begun(&self, slot: Slot) -> bool {
        let parts = [Slot::Street, Slot::HouseNumber, Slot::ZipCode, Slot::City];
        let is_part = parts.contains(&slot) || slot == Slot::Country;
        is_part && parts.into_iter().any(|part| !self.typed(part).is_empty())
    }

    fn error(&self, speech: Speech<'_>, today: Date, index: usize, whole: bool) -> Option<String> {
        let Value::Text(text) = self.entry.form.value(index) else { return None };
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match self.slots[index] {
            Slot::Email if whole && !is_email(text) => Some(speech.say("visitor-error-email")),
            Slot::Country if whole && !is_country(text) => Some(speech.say("visitor-error-country")),
            Slot::Telephone if !is_telephone(text) => Some(speech.say("visitor-error-telephone")),
            Slot::BirthDate => birth_error(speech, today, text, self.age_limit, whole),
            Slot::Additional(field) => {
                let field = self.wanted.additional.get(field)?;
                answer_error(speech, &field.kind, text, whole)
            }
            _ => None,
        }
    }

    /// Whether the birth date is asked only to check an age limit.
    pub fn birth_date_stays_here(&self) -> bool {
        self.age_limit.is_some() && self.wanted.date_of_birth == Mode::Inactive
    }
}

/// What is wrong with a date of birth.
pub fn birth_error(
    speech: Speech<'_>,
    today: Date,
    text: &str,
    limit: Option<AgeLimit>,
    whole: bool,
) -> Option<String> {
    let Some(born) = date(speech, text) else {
        return whole_date(speech, text, whole).then(|| no_date(speech));
    };
    if born > today || age_on(born, today) > AGE_MAX {
        return Some(speech.say("visitor-error-birth-date"));
    }
    limit.filter(|limit| limit.excludes(born)).map(|limit| limit.words(speech))
}

/// What is wrong with the answer to a field of the studio's own.
pub fn answer_error(speech: Speech<'_>, kind: &FieldKind, text: &str, whole: bool) -> Option<String> {
    match kind {
        FieldKind::Numeric if text.parse::<i64>().is_err() && (whole || text != "-") => {
            Some(speech.say("visitor-error-number"))
        }
        FieldKind::Date if date(speech, text).is_none() && whole_date(speech, text, whole) => {
            Some(no_date(speech))
        }
        _ => None,
    }
}

/// Whether a required field of this content is empty.
pub fn is_empty(value: Value<'_>) -> bool {
    match value {
        Value::Text(text) => text.trim().is_empty(),
        Value::Choice(chosen) => chosen.is_none(),
        Value::Multi(chosen) => !chosen.contains(&true),
        Value::Check(ticked) => !ticked,
        Value::Note => false,
    }
}

/// The date typed, when it is one.
pub fn date(speech: Speech<'_>, text: &str) -> Option<Date> {
    speech.parse_date(text, &speech.date_input())
}

fn no_date(speech: Speech<'_>) -> String {
    speech.with("visitor-error-date", &[("pattern", speech.date_input().placeholder.into())])
}

/// Whether what is typed is meant to be a whole date.
fn whole_date(speech: Speech<'_>, text: &str, whole: bool) -> bool {
    whole || text.chars().count() >= speech.date_input().placeholder.chars().count()
}

/// One `@`, something before it, and a domain with a dot after it; the server has the last word.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let clean = !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == ',' || c == ';');
    let labels = domain.split('.').collect::<Vec<_>>();
    clean
        && !local.is_empty()
        && !domain.contains('@')
        && labels.len() > 1
        && labels.iter().all(|label| !label.is_empty())
}

/// A code of ISO 3166-1 alpha-2, as far as it can be told.
pub fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Digits and what people put between them.
pub fn is_telephone(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '/' | '(' | ')' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_people_have_are_taken_and_slips_are_not() {
        for good in ["a@b.de", "max.muster+gym@mail.example.org", "jürgen@müller.de"] {
            assert!(is_email(good), "{good}");
        }
        for slip in ["a", "a@", "@b.de", "a@b", "a@b.", "a@.de", "a b@c.de", "a@b@c.de", "a@b.de,c@d.de"] {
            assert!(!is_email(slip), "{slip}");
        }
    }
}
