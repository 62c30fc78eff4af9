//! Payment sessions.

use crate::api::{Client, Transport};
use crate::app::effect::PaymentsEffect;
use crate::app::msg::PaymentsEvent;
use crate::domain::language::Language;

/// Opens a session for the configured choices, and gives the answer its name.
pub(super) async fn perform<T: Transport>(
    client: &Client<T>,
    language: Language,
    choices: &[String],
    effect: PaymentsEffect,
) -> PaymentsEvent {
    match effect {
        PaymentsEffect::OpenSession { customer, amount, reference_text } => {
            let session = client.open_session(language, customer, amount, &reference_text, choices).await;
            PaymentsEvent::SessionOpened(session)
        }
    }
}
