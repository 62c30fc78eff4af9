//! Memberships: what is offered, what it costs, what concludes one, and ways to switch.

mod offers;
mod parts;
mod previews;
mod requests;
mod switches;

use std::sync::Arc;

use super::answer::{at_most, decode_object};
use super::wire::Call;
use super::wire::lenient::Lenient;
use super::wire::memberships as wire;
use super::{Client, Manner, Transport};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::language::Language;
use crate::domain::membership::{
    Conclusion, Draft, MembershipOffer, MembershipOfferDetail, MembershipOfferId, MembershipPreview,
    SwitchConfig, SwitchConfigId, SwitchDetail,
};
use crate::domain::person::CustomerId;

const OFFERS: &str = "/v1/memberships/membership-offers";

/// Memberships of a studio; more than anybody would read.
const OFFERS_MAX: usize = 1_000;
/// Ways to switch of one member.
const SWITCHES_MAX: usize = 200;

impl<T: Transport> Client<T> {
    /// Every membership on offer, in the order of the studio (`GET /v1/memberships/membership-offers`).
    ///
    /// An offer that has no id, no name or no term that could be concluded is left out.
    pub async fn list_membership_offers(&self, language: Language) -> Result<Arc<[MembershipOffer]>, Fault> {
        let list: Lenient<wire::MembershipOffer> = self.get(language, Call::get(OFFERS)).await?;
        let offers = at_most(OFFERS_MAX, list)?;
        Ok(offers.iter().filter_map(|offer| offers::listed(offer, &self.zone)).collect())
    }

    /// One of them with everything somebody should know who concludes it
    /// (`GET /v1/memberships/membership-offers/{membershipOfferId}`).
    ///
    /// A text that cannot be read spoils it: nobody agrees to what they cannot read.
    pub async fn read_membership_offer(
        &self,
        language: Language,
        offer: MembershipOfferId,
    ) -> Result<MembershipOfferDetail, Fault> {
        let call = Call::get(format!("{OFFERS}/{}", offer.0)).in_language(language);
        offers::detail(&decode_object(&self.ask(call, Manner::Read).await?)?, &self.zone)
    }

    /// The ways a member can switch, possibly none (`GET /v1/memberships/{customerId}/membership-switch/configs`).
    pub async fn list_switches(
        &self,
        language: Language,
        member: CustomerId,
    ) -> Result<Arc<[SwitchConfig]>, Fault> {
        let path = format!("/v1/memberships/{}/membership-switch/configs", member.0);
        let list: Lenient<wire::MembershipSwitchConfig> = self.get(language, Call::get(path)).await?;
        at_most(SWITCHES_MAX, list)?.iter().map(switches::config).collect()
    }

    /// One of them with what it leads to (`GET .../membership-switch/configs/{configId}`).
    pub async fn read_switch(
        &self,
        language: Language,
        member: CustomerId,
        config: SwitchConfigId,
    ) -> Result<SwitchDetail, Fault> {
        let path = format!("/v1/memberships/{}/membership-switch/configs/{}", member.0, config.0);
        let answer = self.ask(Call::get(path).in_language(language), Manner::Read).await?;
        switches::detail(&decode_object(&answer)?, &self.zone)
    }

    /// What a membership would cost: `POST /v1/memberships/signup/preview`, `.../add-membership/preview` or
    /// `.../membership-switch/preview`, by whose contract it is. Stores nothing, and is sent neither token nor signature.
    ///
    /// A voucher that is not accepted is no fault but part of the answer. What is due may be missing: that is not zero.
    pub async fn preview_membership(
        &self,
        language: Language,
        draft: &Draft,
    ) -> Result<MembershipPreview, Fault> {
        let call = requests::preview(draft)?.in_language(language);
        let wire: wire::MembershipPreview = decode_object(&self.ask(call, Manner::Read).await?)?;
        previews::preview(&wire, &self.zone)
    }

    /// Concludes a membership: `POST /v1/memberships/signup`, `.../add-membership` or `.../membership-switch`, by whose
    /// contract it is. Moves money, and is sent once.
    ///
    /// Answers whose it is; none where somebody new joined and the studio does not tell. No operation tells the contract: it is
    /// found among those of the customer. A success that cannot be read is [`FaultKind::Garbage`]: it may have been concluded.
    pub async fn conclude_membership(
        &self,
        language: Language,
        conclusion: &Conclusion,
    ) -> Result<Option<CustomerId>, Fault> {
        let call = requests::conclusion(conclusion)?;
        if let Some(customer) = conclusion.draft.party.customer() {
            return self.tell(language, call).await.map(|()| Some(customer));
        }
        let answer = self.ask(call.in_language(language), Manner::Purchase).await?;
        let result: wire::MembershipSignupResult = decode_object(&answer)?;
        // Zero is what a server tells that has no id to tell.
        Ok(result.customer_id.filter(|id| *id > 0).map(CustomerId))
    }
}

/// The entries of a list, which is not cut: one of more than `max` would hide what somebody has to know.
fn whole<W>(max: usize, list: Option<&Lenient<W>>) -> Result<&[W], Fault> {
    bounded(max, list.map_or(&[], |list| list.entries.as_slice()))
}

/// The same of a list whose entries can all be read.
fn bounded<W>(max: usize, list: &[W]) -> Result<&[W], Fault> {
    if list.len() > max { Err(FaultKind::TooLarge.into()) } else { Ok(list) }
}
