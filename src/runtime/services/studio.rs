//! Questions about the studio.

use crate::api::{Client, Transport};
use crate::app::effect::StudioEffect;
use crate::app::msg::StudioEvent;
use crate::domain::language::Language;

/// Asks, and gives the answer its name.
pub(super) async fn perform<T: Transport>(
    client: &Client<T>,
    language: Language,
    effect: StudioEffect,
) -> StudioEvent {
    match effect {
        StudioEffect::ReadInformation => {
            StudioEvent::InformationRead(client.read_information(language).await)
        }
        StudioEffect::ReadUtilization => {
            StudioEvent::UtilizationRead(client.read_utilization(language).await)
        }
    }
}
