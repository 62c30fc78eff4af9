//! Ways to switch as the kiosk knows them.

use super::offers;
use super::parts::{name, words};
use super::wire;
use super::{bounded, whole};
use crate::api::answer::name_or_number;
use crate::domain::fault::Fault;
use crate::domain::membership::{
    MembershipOfferDetail, SourceContract, SwitchConfig, SwitchConfigId, SwitchDetail, TermDetail,
};
use crate::domain::time::TimeZone;

/// Contracts that can be left by one way; whoever trains for a life and switches every month has fewer.
const SOURCES_MAX: usize = 1_000;
/// Offers that one way leads to; nobody compares more.
const DESTINATIONS_MAX: usize = 200;

/// A way to switch.
pub(super) fn config(wire: &wire::MembershipSwitchConfig) -> Result<SwitchConfig, Fault> {
    let banner = wire.presentation.as_ref().and_then(|presentation| presentation.banner_text.as_ref());
    let source = |wire: &wire::SwitchSourceContract| SourceContract {
        id: wire.id,
        name: name(wire.rate_name.as_ref()).unwrap_or_default(),
    };
    Ok(SwitchConfig {
        id: SwitchConfigId(wire.id),
        name: name_or_number(wire.name.as_deref(), wire.id),
        banner: words(banner),
        sources: bounded(SOURCES_MAX, &wire.source_contracts)?.iter().map(source).collect(),
    })
}

/// A way to switch with what it leads to; an offer that could not be concluded is left out.
pub(super) fn detail(wire: &wire::MembershipSwitchConfig, zone: &TimeZone) -> Result<SwitchDetail, Fault> {
    let offers = whole(DESTINATIONS_MAX, wire.destination_membership_offers.as_ref())?;
    let is_concludable = |offer: &MembershipOfferDetail| offer.terms.iter().any(TermDetail::is_orderable);
    let destinations = offers.iter().filter_map(|offer| offers::detail(offer, zone).ok());
    Ok(SwitchDetail { config: config(wire)?, destinations: destinations.filter(is_concludable).collect() })
}
