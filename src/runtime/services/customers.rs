//! Questions about customers.

use crate::api::{Client, Transport};
use crate::app::effect::CustomersEffect;
use crate::app::msg::CustomersEvent;
use crate::domain::language::Language;

/// Asks, and gives the answer its name.
pub(super) async fn perform<T: Transport>(
    client: &Client<T>,
    language: Language,
    effect: CustomersEffect,
) -> CustomersEvent {
    match effect {
        CustomersEffect::SearchCustomers(lead) => {
            CustomersEvent::CustomersFound(client.search_customers(language, &lead).await)
        }
        CustomersEffect::FindCustomer(key) => {
            CustomersEvent::CustomerFound(client.customer_by(language, &key).await.map(Box::new))
        }
        CustomersEffect::ReadCustomer(customer) => {
            CustomersEvent::CustomerRead(client.read_customer(language, customer).await.map(Box::new))
        }
        CustomersEffect::SearchApplicant(applicant) => {
            CustomersEvent::ApplicantSearched(client.search_applicant(language, &applicant).await)
        }
        CustomersEffect::SearchNamesakes(applicant) => {
            CustomersEvent::NamesakesSearched(client.search_namesakes(language, &applicant).await)
        }
        CustomersEffect::ReadDoorCode(customer) => {
            CustomersEvent::DoorCodeRead(client.read_door_code(language, customer).await)
        }
    }
}
