//! What is asked of the studio: an effect, its call, its event. Tests without a runtime ask through this too.

use super::{contracts, customers, leads, memberships, modules, offers, payments, studio, vouchers};
use crate::api::{Client, Transport};
use crate::app::effect::Effect;
use crate::app::msg::Event;

/// Performs an effect that is for the studio; none, and nothing is sent, for one that is not.
pub async fn ask<T: Transport>(client: &Client<T>, effect: Effect) -> Option<Event> {
    Some(match effect {
        Effect::Studio(request, language, effect) => {
            Event::Studio(request, studio::perform(client, language, effect).await)
        }
        Effect::Offers(request, language, effect) => {
            Event::Offers(request, offers::perform(client, language, effect).await)
        }
        Effect::Leads(request, language, effect) => {
            Event::Leads(request, leads::perform(client, language, effect).await)
        }
        Effect::Customers(request, language, effect) => {
            Event::Customers(request, customers::perform(client, language, effect).await)
        }
        Effect::Payments(request, language, effect) => {
            Event::Payments(request, payments::perform(client, language, effect).await)
        }
        Effect::Contracts(request, language, effect) => {
            Event::Contracts(request, contracts::perform(client, language, effect).await)
        }
        Effect::Modules(request, language, effect) => {
            Event::Modules(request, modules::perform(client, language, effect).await)
        }
        Effect::Vouchers(request, language, effect) => {
            Event::Vouchers(request, vouchers::perform(client, language, effect).await)
        }
        Effect::Memberships(request, language, effect) => {
            Event::Memberships(request, memberships::perform(client, language, effect).await)
        }
        Effect::Ledger(_) | Effect::Catalogue(_) | Effect::Phone(_) => return None,
    })
}
