//! The memberships on sale, by language: in memory only, because nobody concludes a contract from a list of yesterday.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Station, wants};
use crate::app::effect::{Effect, MembershipsEffect, RequestId};
use crate::app::msg::MembershipsEvent;
use crate::app::remote::Remote;
use crate::app::shared::Outbox;
use crate::domain::language::Language;
use crate::domain::membership::{MembershipOffer, MembershipOfferDetail, MembershipOfferId};
use crate::domain::time::Moment;

/// What is known of the memberships in one language.
#[derive(Debug, Default)]
pub struct Memberships {
    /// Those on sale.
    pub offers: Remote<Arc<[MembershipOffer]>>,
    details: BTreeMap<MembershipOfferId, Remote<Arc<MembershipOfferDetail>>>,
}

impl Memberships {
    /// One of them in detail.
    pub fn detail(&self, offer: MembershipOfferId) -> Option<&Remote<Arc<MembershipOfferDetail>>> {
        self.details.get(&offer)
    }

    /// Takes an answer, if it is one that is awaited here.
    pub(super) fn observe(&mut self, now: Moment, request: RequestId, event: &MembershipsEvent) {
        match event {
            MembershipsEvent::MembershipOffersListed(result) => {
                self.offers.accept(request, result, now);
            }
            MembershipsEvent::MembershipOfferRead(result) => {
                for detail in self.details.values_mut() {
                    detail.accept(request, result, now);
                }
            }
            MembershipsEvent::SwitchesListed(_)
            | MembershipsEvent::SwitchRead(_)
            | MembershipsEvent::MembershipPreviewed(_)
            | MembershipsEvent::MembershipConcluded(_) => {}
        }
    }
}

impl Station {
    /// Asks for the memberships on sale, if they are missing, failed or old.
    pub fn stock_memberships(&mut self, now: Moment, language: Language, out: &mut Outbox) {
        let offers = &mut self.shelves.entry(language).or_default().memberships.offers;
        if wants(offers, now, Self::FRESH) {
            let effect = MembershipsEffect::ListMembershipOffers;
            offers.ask(out.ask(|request| Effect::Memberships(request, language, effect)), now);
        }
    }

    /// Asks for a membership in detail that is missing, failed or old.
    pub fn stock_membership(
        &mut self,
        now: Moment,
        language: Language,
        offer: MembershipOfferId,
        out: &mut Outbox,
    ) {
        let details = &mut self.shelves.entry(language).or_default().memberships.details;
        if details.len() >= Self::DETAILS_MAX && !details.contains_key(&offer) {
            details.clear();
        }
        let detail = details.entry(offer).or_default();
        if wants(detail, now, Self::FRESH) {
            let effect = MembershipsEffect::ReadMembershipOffer(offer);
            detail.ask(out.ask(|request| Effect::Memberships(request, language, effect)), now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fault::FaultKind;
    use std::time::Duration;

    fn at(seconds: u64) -> Moment {
        Moment::after_start(Duration::from_secs(seconds))
    }

    fn answer(station: &mut Station, request: RequestId, seconds: u64, event: &MembershipsEvent) {
        for shelf in station.shelves.values_mut() {
            shelf.memberships.observe(at(seconds), request, event);
        }
    }

    #[test]
    fn memberships_are_asked_for_once_and_again_when_they_are_old_or_failed() {
        let mut station = Station::new([1; 32]);
        let mut out = Outbox::default();
        let mut asked = |station: &mut Station, seconds| {
            station.stock_memberships(at(seconds), Language::En, &mut out);
            out.drain().into_iter().next().map(|effect| match effect {
                Effect::Memberships(request, Language::En, MembershipsEffect::ListMembershipOffers) => {
                    request
                }
                other => panic!("{other:?}"),
            })
        };
        let request = asked(&mut station, 0).expect("missing");
        assert_eq!(asked(&mut station, 1), None);
        let failed = MembershipsEvent::MembershipOffersListed(Err(FaultKind::Cut.into()));
        answer(&mut station, request, 1, &failed);
        let request = asked(&mut station, 2).expect("failed");
        answer(&mut station, request, 2, &MembershipsEvent::MembershipOffersListed(Ok(Arc::new([]))));
        assert_eq!(asked(&mut station, 200), None);
        assert!(asked(&mut station, 302).is_some());
    }

    #[test]
    fn no_more_details_are_kept_than_a_kiosk_needs() {
        let mut station = Station::new([1; 32]);
        let mut out = Outbox::default();
        for id in 0..1_000 {
            station.stock_membership(at(0), Language::En, MembershipOfferId(id), &mut out);
        }
        let shelf = station.shelf(Language::En).expect("a shelf");
        assert!(shelf.memberships.details.len() <= Station::DETAILS_MAX);
        assert!(shelf.memberships.detail(MembershipOfferId(999)).is_some());
    }
}
