use super::*;
use crate::domain::person::{AdditionalField, Consent, ConsentChannel, ListOption, Mode};
use crate::domain::text::Text;
use jiff::civil::date;

const TODAY: Date = date(2026, 11, 20);

fn field(id: u64, name: &str, kind: FieldKind) -> AdditionalField {
    AdditionalField { id: FieldId(id), name: Text::name(name), kind, mode: Mode::Mandatory }
}

fn lead_form() -> LeadForm {
    let options = vec![ListOption { label: "Radio".into(), value: "RADIO".into() }];
    let channel = |overridable| ConsentChannel { channel: "EMAIL".into(), overridable, active: !overridable };
    LeadForm {
        address: Mode::Inactive,
        date_of_birth: Mode::Inactive,
        gender: Mode::Inactive,
        telephone: Mode::Mandatory,
        additional: vec![
            field(1, "Heard of us", FieldKind::List { options, multiple: false }),
            field(2, "Since", FieldKind::Date),
            field(3, "Rules read", FieldKind::Boolean),
        ],
        consents: vec![Consent {
            category: "NEWSLETTER".into(),
            channels: vec![channel(true), channel(false)],
        }],
    }
}

fn wanted(country: &str) -> Wanted {
    Wanted {
        form: lead_form(),
        consents: true,
        country: country.to_owned(),
        home: country.to_owned(),
        items: vec![ListItem { field: FieldId(1), item: 5001, option: "Radio".to_owned() }],
        signing_age: 18,
    }
}

struct Bench {
    words: Words,
    form: ApplicantForm,
}

impl Bench {
    fn new(wanted: Wanted) -> Self {
        let words = Words::load().expect("word files");
        let form = ApplicantForm::new(words.speech(Language::En), wanted);
        Self { words, form }
    }

    fn speech(&self) -> Speech<'_> {
        self.words.speech(Language::En)
    }

    fn put(&mut self, slot: Slot, text: &str) {
        let index = self.form.index_of(slot).expect("the field is asked");
        self.form.entry.form.set_text(index, text);
    }

    fn fill(&mut self) {
        for (slot, text) in [
            (Slot::FirstName, "Ada"),
            (Slot::LastName, "Lovelace"),
            (Slot::BirthDate, "10/12/1990"),
            (Slot::Email, "ada@example.org"),
            (Slot::Mobile, "+49 30 1"),
            (Slot::Street, "Ostufer"),
            (Slot::ZipCode, "10245"),
            (Slot::City, "Berlin"),
            (Slot::Additional(1), "01/02/2020"),
        ] {
            self.put(slot, text);
        }
        let list = self.form.index_of(Slot::Additional(0)).expect("the list");
        self.form.entry.form.set_choice(list, 0);
        let rules = self.form.index_of(Slot::Additional(2)).expect("the tick");
        self.form.entry.form.set_check(rules, true);
    }

    fn is_whole(&mut self) -> bool {
        let speech = self.words.speech(Language::En);
        self.form.check_all(speech, TODAY)
    }

    fn asks(&self, slot: Slot) -> bool {
        self.form.index_of(slot).is_some()
    }
}

#[test]
fn what_a_country_asks_is_asked_there_and_nowhere_else() {
    let (german, spanish, italian) =
        (Bench::new(wanted("DE")), Bench::new(wanted("ES")), Bench::new(wanted("IT")));
    for slot in [Slot::SecondLastName, Slot::StreetType, Slot::Stairway, Slot::Floor, Slot::Door] {
        assert!(spanish.asks(slot) && !german.asks(slot) && !italian.asks(slot), "{slot:?}");
    }
    for slot in [Slot::BirthPlace, Slot::BirthCountry] {
        assert!(italian.asks(slot) && !german.asks(slot) && !spanish.asks(slot), "{slot:?}");
    }
    for slot in [Slot::SecondFirstName, Slot::TaxId, Slot::DocumentNumber, Slot::Province] {
        assert!(italian.asks(slot) && spanish.asks(slot) && !german.asks(slot), "{slot:?}");
    }
    assert!(german.asks(Slot::AddressLine) && !spanish.asks(Slot::AddressLine));
    let moved = Bench::new(Wanted { home: "IT".to_owned(), ..wanted("DE") });
    assert!(moved.asks(Slot::BirthPlace) && moved.asks(Slot::TaxId));
}

#[test]
fn answers_become_what_a_signup_takes() {
    let mut bench = Bench::new(wanted("DE"));
    bench.fill();
    assert!(bench.is_whole());
    let applicant = bench.form.applicant(bench.speech()).expect("somebody");
    assert_eq!(applicant.date_of_birth, date(1990, 12, 10));
    assert_eq!((applicant.address.country.as_str(), applicant.language), ("DE", Language::En));
    let answers: Vec<_> = applicant.additional.iter().map(|it| (it.field.0, it.value.as_str())).collect();
    assert_eq!(answers, [(1, "5001"), (2, "2020-02-01"), (3, "true")]);
    // Nothing is ticked beforehand; a channel that may not be changed goes back as it came.
    let active: Vec<_> = applicant.consents[0].channels.iter().map(|channel| channel.active).collect();
    assert_eq!(active, [false, true]);
}

#[test]
fn a_list_whose_ids_nobody_told_is_not_asked() {
    let unknown = Bench::new(Wanted { items: vec![], ..wanted("DE") });
    assert!(!unknown.asks(Slot::Additional(0)) && unknown.asks(Slot::Additional(1)));
}

#[test]
fn without_a_text_that_shows_them_no_consents_are_asked_or_sent() {
    let mut bench = Bench::new(Wanted { consents: false, ..wanted("DE") });
    assert!(!bench.asks(Slot::Consent(0, 0)));
    bench.fill();
    assert!(bench.form.applicant(bench.speech()).expect("somebody").consents.is_empty());
}

#[test]
fn one_of_two_will_do_and_none_will_not() {
    let mut bench = Bench::new(wanted("IT"));
    bench.fill();
    bench.put(Slot::Mobile, "");
    assert!(!bench.is_whole());
    let wrong =
        |bench: &Bench, slot| bench.form.entry.form.has_error(bench.form.index_of(slot).expect("asked"));
    for slot in [Slot::Mobile, Slot::BirthPlace, Slot::TaxId] {
        assert!(wrong(&bench, slot), "{slot:?}");
    }
    bench.put(Slot::Telephone, "030 1");
    bench.put(Slot::BirthCountry, "GB");
    bench.put(Slot::DocumentNumber, "X1");
    assert!(!bench.is_whole(), "a number without a kind");
    let kind = bench.form.index_of(Slot::DocumentKind).expect("asked");
    bench.form.entry.form.set_choice(kind, 1);
    assert!(bench.is_whole());
    let document = bench.form.applicant(bench.speech()).expect("somebody").document.expect("a document");
    assert_eq!((document.kind, document.number.as_str()), (DocumentKind::Passport, "X1"));
}

#[test]
fn nobody_under_age_signs() {
    let mut bench = Bench::new(wanted("DE"));
    bench.fill();
    bench.put(Slot::BirthDate, "21/11/2008");
    assert!(bench.form.is_minor(bench.speech(), TODAY) && !bench.is_whole());
    bench.put(Slot::BirthDate, "20/11/2008");
    assert!(!bench.form.is_minor(bench.speech(), TODAY) && bench.is_whole());
}

#[test]
fn a_complaint_of_the_studio_goes_to_the_field_it_names() {
    let mut bench = Bench::new(wanted("DE"));
    assert!(bench.form.complain("customer.email", "Taken"));
    let email = bench.form.index_of(Slot::Email).expect("asked");
    assert!(bench.form.entry.form.has_error(email) && bench.form.entry.form.focus() == email);
    for elsewhere in
        ["contract.startDate", "customer.additionalInformationFieldAssignments[0].value", "customer.taxId"]
    {
        assert!(!bench.form.complain(elsewhere, "No"), "{elsewhere}");
    }
}

#[test]
fn another_language_keeps_what_was_typed_and_writes_dates_anew() {
    let mut bench = Bench::new(wanted("DE"));
    bench.fill();
    bench.form.renew(&bench.words, Language::De, wanted("DE"));
    let speech = bench.words.speech(Language::De);
    assert_eq!(bench.form.typed(Slot::BirthDate), "10.12.1990");
    assert_eq!(bench.form.birth_date(speech), Some(date(1990, 12, 10)));
    assert_eq!(bench.form.full_name(), "Ada Lovelace");
}
