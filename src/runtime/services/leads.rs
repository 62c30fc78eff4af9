//! Questions about leads, and the write that makes one.

use crate::api::{Client, Transport};
use crate::app::effect::LeadsEffect;
use crate::app::msg::LeadsEvent;
use crate::domain::language::Language;

/// Asks or writes, and gives the answer its name.
pub(super) async fn perform<T: Transport>(
    client: &Client<T>,
    language: Language,
    effect: LeadsEffect,
) -> LeadsEvent {
    match effect {
        LeadsEffect::ReadForm => LeadsEvent::FormRead(client.read_lead_form(language).await.map(Box::new)),
        LeadsEffect::ValidateLead(lead) => {
            LeadsEvent::LeadValidated(client.validate_lead(language, &lead).await)
        }
        LeadsEffect::CreateLead(lead) => LeadsEvent::LeadCreated(client.create_lead(language, &lead).await),
    }
}
