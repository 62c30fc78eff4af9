//! `POST /v1/leads/validate` and `POST /v1/leads/create`.

mod check;

use crate::api::wire::leads::{LeadCreated, LeadRequest, LeadValidationResult};

use super::ask::{Ask, iso_date};
use super::person::{Identifiers, Person};
use super::refusal::{Problem, json};
use super::{Outcome, World};

pub(super) use check::{BIRTH_YEAR_MIN, consent_flaw, is_asked, is_email, is_filled};

impl World {
    /// Business problems come back as a status, so that a form can be checked before anything is stored.
    pub(super) fn lead_validate(&self, ask: &Ask<'_>) -> Outcome {
        let request: LeadRequest = ask.body()?;
        let status = if check::flaw(&self.lead_config, &request, ask.today).is_some() {
            "INVALID_LEAD_DATA"
        } else if self.is_known(&request) {
            "DUPLICATE_CUSTOMER"
        } else {
            "POSSIBLE"
        };
        json(&LeadValidationResult { status: status.to_owned() })
    }

    /// Records a prospect; fields that the form does not ask for are not kept.
    pub(super) fn lead_create(&mut self, ask: &Ask<'_>) -> Outcome {
        let request: LeadRequest = ask.body()?;
        if let Some(field) = check::flaw(&self.lead_config, &request, ask.today) {
            return Err(Problem::LeadInvalid.of(field));
        }
        if self.is_known(&request) {
            return Err(Problem::LeadDuplicate.into());
        }
        let (lead_id, id) = (self.next_id(), self.next_id());
        let asked = |mode: &Option<String>| check::is_asked(mode.as_deref());
        let config = &self.lead_config;
        let customer = request.lead_customer;
        let address = request.address.filter(|_| asked(&config.address_mode));
        let person = Person {
            id,
            customer_number: format!("1-{}", 30_000 + self.people.len()),
            status: "PROSPECT".to_owned(),
            access_refusal: false,
            first_name: customer.firstname.trim().to_owned(),
            last_name: customer.lastname.trim().to_owned(),
            date_of_birth: customer.date_of_birth.filter(|_| asked(&config.date_of_birth_mode)),
            email: customer.email.trim().to_owned(),
            gender: customer.gender.filter(|_| asked(&config.gender_mode)),
            street: address.as_ref().map(|address| address.street.clone()),
            house_number: address.as_ref().map(|address| address.house_number.clone()),
            zip_code: address.as_ref().map(|address| address.zip_code.clone()),
            city: address.as_ref().map(|address| address.city.clone()),
            country: address.map(|address| address.country_code),
            phone_private_mobile: customer.telephone.filter(|_| asked(&config.telephone_mode)),
            uuid: self.random.uuid(),
            third_party_id: customer.third_party_id,
            bank_account: None,
            access_restrictions: Vec::new(),
            studio_id: Some(self.club.studio.information.studio_id),
            identifiers: Identifiers::default(),
            visible_at: None,
        };
        let created = LeadCreated {
            id: lead_id,
            customer_id: Some(id),
            uuid: Some(person.uuid.clone()),
            customer_number: Some(person.customer_number.clone()),
        };
        self.people.insert(id, person);
        json(&created)
    }

    fn is_known(&self, request: &LeadRequest) -> bool {
        let customer = &request.lead_customer;
        let birth = customer.date_of_birth.as_deref().and_then(iso_date);
        self.people
            .values()
            .any(|person| person.is_same(&customer.firstname, &customer.lastname, &customer.email, birth))
    }
}
