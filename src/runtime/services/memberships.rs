//! Questions about memberships, and what concludes one.

use std::sync::Arc;

use crate::api::{Client, Transport};
use crate::app::effect::MembershipsEffect;
use crate::app::msg::MembershipsEvent;
use crate::domain::language::Language;

/// Asks or writes, and gives the answer its name.
pub(super) async fn perform<T: Transport>(
    client: &Client<T>,
    language: Language,
    effect: MembershipsEffect,
) -> MembershipsEvent {
    match effect {
        MembershipsEffect::ListMembershipOffers => {
            MembershipsEvent::MembershipOffersListed(client.list_membership_offers(language).await)
        }
        MembershipsEffect::ReadMembershipOffer(offer) => {
            let read = client.read_membership_offer(language, offer).await;
            MembershipsEvent::MembershipOfferRead(read.map(Arc::new))
        }
        MembershipsEffect::ListSwitches(member) => {
            MembershipsEvent::SwitchesListed(client.list_switches(language, member).await)
        }
        MembershipsEffect::ReadSwitch(member, config) => {
            let read = client.read_switch(language, member, config).await;
            MembershipsEvent::SwitchRead(read.map(Arc::new))
        }
        MembershipsEffect::PreviewMembership(draft) => {
            let preview = client.preview_membership(language, &draft).await;
            MembershipsEvent::MembershipPreviewed(preview.map(Arc::new))
        }
        MembershipsEffect::ConcludeMembership(conclusion) => {
            MembershipsEvent::MembershipConcluded(client.conclude_membership(language, &conclusion).await)
        }
    }
}
