//! Questions about online offers, and the purchase.

use crate::api::{Client, PurchaseCall, Transport};
use crate::app::effect::OffersEffect;
use crate::app::msg::OffersEvent;
use crate::domain::language::Language;

/// Asks or buys, and gives the answer its name.
pub(super) async fn perform<T: Transport>(
    client: &Client<T>,
    language: Language,
    effect: OffersEffect,
) -> OffersEvent {
    match effect {
        OffersEffect::ListOffers => OffersEvent::OffersListed(client.list_offers(language).await),
        OffersEffect::ReadOffer(offer) => {
            OffersEvent::OfferRead(client.read_offer(language, offer).await.map(Box::new))
        }
        OffersEffect::PreviewPrice { offer, customer, voucher } => OffersEvent::PricePreviewed(
            client.preview_price(language, offer, customer, voucher.as_ref()).await,
        ),
        OffersEffect::ListPurchased { customer, offer } => {
            OffersEvent::PurchasedListed(client.list_purchased_of(language, customer, offer).await)
        }
        OffersEffect::ListTickets(member) => {
            OffersEvent::TicketsListed(client.list_tickets(language, member).await)
        }
        OffersEffect::ReadTickets { customer, offer } => {
            OffersEvent::TicketsRead(client.read_tickets(language, customer, offer).await)
        }
        OffersEffect::Purchase(purchase) => {
            let call = PurchaseCall {
                offer: purchase.offer,
                customer: purchase.customer,
                valid_from: purchase.valid_from,
                voucher: purchase.voucher.as_ref(),
                token: purchase.token.as_ref(),
            };
            OffersEvent::Purchased(client.purchase(language, call).await)
        }
    }
}
