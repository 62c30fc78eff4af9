//! Payment sessions.

use crate::api::{Client, Transport};
use crate::app::effect::PaymentsEffect;
use crate::app::msg::PaymentsEvent;
use crate::domain::language::Language;

/// Opens a session, and gives the answer its name.
pub(super) async fn perform<T: Transport>(
    client: &Client<T>,
    language: Language,
    effect: PaymentsEffect,
) -> PaymentsEvent {
    match effect {
        PaymentsEffect::OpenSession { payer, amount, scope, choices, reference_text } => {
            let session =
                client.open_session(language, &payer, scope, amount, &reference_text, &choices).await;
            PaymentsEvent::SessionOpened(session)
        }
    }
}
