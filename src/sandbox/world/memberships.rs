//! Memberships: what is offered (`GET /v1/memberships/membership-offers`, and one of them), what it costs, and how it is
//! concluded: by somebody new, by a customer who gets one more, by a member who leaves another for it.
//!
//! Invariant: a preview and what is concluded come from the same [`Order`] by the same arithmetic, so that what is due when
//! it is signed is what was previewed.

mod applicant;
mod catalogue;
mod conclusions;
mod costs;
mod order;
mod previews;
mod schedule;
mod signatures;
mod switches;
mod vouchers;

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::api::wire::Money;
use crate::api::wire::memberships::{ContractVolume, MembershipOffer, OfferPaymentFrequency};
use crate::domain::time::Date;

use super::ask::{Ask, path_id};
use super::refusal::{Problem, Refusal, json};
use super::{Outcome, World};

pub(super) use catalogue::Catalogue;
pub use conclusions::{Concluded, Conclusion, Spent};

use catalogue::Offering;
use order::Order;

impl World {
    /// The offers on sale on the day the world began, as their details are shown on it.
    pub fn memberships_on_sale(&self) -> Vec<MembershipOffer> {
        let today = self.began_on;
        let offerings = self.club.memberships.offerings.iter();
        let on_sale = offerings.filter(|offering| offering.is_on_sale(self.began_on, today));
        on_sale.map(|offering| self.shown_membership(offering, today)).collect()
    }

    pub(super) fn membership_offers(&self, ask: &Ask<'_>) -> Outcome {
        let offerings = self.club.memberships.offerings.iter();
        let on_sale = offerings.filter(|offering| offering.is_on_sale(self.began_on, ask.today));
        let brief = on_sale.map(|offering| catalogue::brief(self.shown_membership(offering, ask.today)));
        json(&brief.collect::<Vec<_>>())
    }

    pub(super) fn membership_offer(&self, ask: &Ask<'_>, id: &str) -> Outcome {
        let field = "membershipOfferId";
        let offering = self.offering(path_id(id, field)?, field)?;
        json(&self.shown_membership(offering, ask.today))
    }

    fn offering(&self, id: u64, reference: &str) -> Result<&Offering, Refusal> {
        let found = self.club.memberships.offerings.iter().find(|offering| offering.offer.id == id);
        found.ok_or_else(|| Problem::NotFound.of(reference))
    }

    /// An offer as its detail is shown on `today`, with the days and the sums that no file could hold.
    fn shown_membership(&self, offering: &Offering, today: Date) -> MembershipOffer {
        let mut shown = offering.shown(self.began_on, today);
        for term in &mut shown.terms {
            let order = Order::plain(offering, term, offering.earliest_start(today));
            term.contract_volume_information = Some(self.volume(&order.costs().volume));
        }
        shown
    }

    /// Totals as they travel.
    fn volume(&self, volume: &costs::Volume) -> ContractVolume {
        ContractVolume {
            total_contract_volume: Some(self.club.money(volume.total)),
            average_payment_volume_per_month: volume.monthly.map(|part| self.club.money(part)),
            average_payment_volume_per_payment_frequency_term: volume
                .per_payment
                .map(|part| self.club.money(part)),
        }
    }

    /// Changes the prices of all rates that are not zero; see [`World::change_prices`].
    pub(super) fn change_membership_prices(&mut self, change: impl Fn(&mut Decimal)) {
        for offering in &mut Arc::make_mut(&mut self.club.memberships).offerings {
            for term in &mut offering.offer.terms {
                let of_rate = term.payment_frequency.iter_mut().flat_map(prices);
                of_rate.chain(&mut term.rate_start_price).for_each(|price| change(&mut price.amount.0));
            }
        }
    }
}

/// Every price of a frequency.
fn prices(frequency: &mut OfferPaymentFrequency) -> impl Iterator<Item = &mut Money> {
    let of_days = frequency.month_days_to_prices.iter_mut().flat_map(|list| &mut list.entries);
    let of_terms = frequency.terms_to_prices.iter_mut().flat_map(|list| &mut list.entries);
    let of_days = of_days.map(|entry| &mut entry.price);
    frequency.price.iter_mut().chain(of_days).chain(of_terms.map(|entry| &mut entry.price))
}
