//! The passes of a member, with all that is told about them.

use std::sync::Arc;

use super::catalogue::{access, uses};
use super::{PURCHASES_MAX, held, wire};
use crate::api::answer::{at_most, decode, name_or_number, present};
use crate::api::time::term;
use crate::api::wire::lenient::Lenient;
use crate::api::wire::{Call, Money as WireMoney};
use crate::api::{Client, Manner, Transport};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::offer::OfferId;
use crate::domain::pass::Ticket;
use crate::domain::person::CustomerId;
use crate::domain::text::Text;
use crate::domain::time::{TimeZone, parse_instant};

impl<T: Transport> Client<T> {
    /// Every pass of a member (`GET /v1/online-offers/{customerId}/purchased`).
    ///
    /// A pass without an id is left out, unlike in [`Client::list_purchased_of`]: here nothing is concluded from what is missing.
    pub async fn list_tickets(&self, language: Language, member: CustomerId) -> Result<Arc<[Ticket]>, Fault> {
        self.tickets(language, format!("/v1/online-offers/{}/purchased", member.0)).await
    }

    /// A member's passes of one offer, with validity and access (`GET /v1/online-offers/{customerId}/purchased/{offerId}`).
    pub async fn read_tickets(
        &self,
        language: Language,
        member: CustomerId,
        offer: OfferId,
    ) -> Result<Arc<[Ticket]>, Fault> {
        self.tickets(language, format!("/v1/online-offers/{}/purchased/{}", member.0, offer.0)).await
    }

    /// The API's own 404 means that there are none.
    async fn tickets(&self, language: Language, path: String) -> Result<Arc<[Ticket]>, Fault> {
        let call = Call::get(path).in_language(language);
        let list: Lenient<wire::PurchasedOnlineOffer> =
            match self.ask(call, Manner::Read).await.and_then(|answer| decode(&answer)) {
                Err(fault) if fault.kind == FaultKind::NotFound && fault.message.is_some() => {
                    Lenient::default()
                }
                answer => answer?,
            };
        Ok(at_most(PURCHASES_MAX, list)?.iter().map(|pass| ticket(pass, &self.zone)).collect())
    }
}

fn ticket(wire: &wire::PurchasedOnlineOffer, zone: &TimeZone) -> Ticket {
    let money = |wire: &Option<WireMoney>| Money::try_from(wire.as_ref()?).ok();
    let instant = |text: &Option<String>| parse_instant(text.as_deref()?, zone);
    let restrictions = wire.restrictions.as_ref();
    Ticket {
        pass: held(wire, zone),
        name: name_or_number(wire.name.as_deref(), wire.offer_id().unwrap_or(wire.online_offer_purchase_id)),
        bought_at: instant(&wire.purchase_date),
        expires_at: instant(&wire.expiry_date),
        uses: wire.scope_of_usage.and_then(uses),
        period_of_use: wire.period_of_use.as_ref().and_then(|period| period.term.as_ref()).and_then(term),
        price: money(&wire.price),
        discounted: money(&wire.discounted_price),
        discount: money(&wire.discount_value),
        voucher: present(wire.voucher_code.as_deref().map(Text::name)),
        validity: wire.validity.as_ref().and_then(term),
        access: restrictions.map(|restrictions| {
            access(restrictions.studio_access_type.as_deref(), &restrictions.restricted_studio_ids)
        }),
    }
}
