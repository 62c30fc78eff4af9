//! Questions about memberships, and what concludes one.

use crate::api::{Client, Transport};
use crate::app::effect::MembershipsEffect;
use crate::app::msg::MembershipsEvent;
use crate::domain::fault::FaultKind;
use crate::domain::language::Language;

/// Asks or writes, and gives the answer its name.
pub(super) async fn perform<T: Transport>(
    _client: &Client<T>,
    _language: Language,
    effect: MembershipsEffect,
) -> MembershipsEvent {
    let held = FaultKind::HeldBack.into();
    match effect {
        MembershipsEffect::ListMembershipOffers => MembershipsEvent::MembershipOffersListed(Err(held)),
        MembershipsEffect::ReadMembershipOffer(_) => MembershipsEvent::MembershipOfferRead(Err(held)),
        MembershipsEffect::ListSwitches(_) => MembershipsEvent::SwitchesListed(Err(held)),
        MembershipsEffect::ReadSwitch(..) => MembershipsEvent::SwitchRead(Err(held)),
        MembershipsEffect::PreviewMembership(_) => MembershipsEvent::MembershipPreviewed(Err(held)),
        MembershipsEffect::ConcludeMembership(_) => MembershipsEvent::MembershipConcluded(Err(held)),
    }
}
