//! What belongs to the kiosk, whoever stands in front of it: the studio, the catalogue, the link and the clock.

mod keeper;
mod link;
mod memberships;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::effect::{CatalogueEffect, Effect, LeadsEffect, OffersEffect, RequestId, StudioEffect};
use super::msg::{CatalogueEvent, Event, LeadsEvent, OffersEvent, StudioEvent};
use super::remote::Remote;
use super::shared::{Outbox, Settings};
use crate::domain::catalogue::{Catalogue, OfferList};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::language::Language;
use crate::domain::offer::{Offer, OfferDetail, OfferId};
use crate::domain::person::LeadForm;
use crate::domain::random::Random;
use crate::domain::studio::{Studio, Utilization};
use crate::domain::text::Text;
use crate::domain::time::{Moment, Now};
use keeper::Keeper;
pub use link::Link;
use memberships::Memberships;

/// What is known of the world behind the key.
#[derive(Debug)]
pub struct Station {
    /// The studio.
    pub studio: Remote<Studio>,
    /// How full it is.
    pub utilization: Remote<Utilization>,
    /// Whether the studio's system can be reached.
    pub link: Link,
    /// What depends on the language of the visit.
    shelves: BTreeMap<Language, Shelf>,
    /// The studio's name of the time before, until the server tells it.
    kept_name: Option<Text>,
    keeper: Keeper,
    clock_off: Option<(Duration, bool)>,
    /// A visitor's call was refused for the key or a scope: what is known of the studio is asked anew.
    suspicious: bool,
    /// Spreads what all kiosks of a studio would else try at the same time.
    random: Random,
    jitter: u8,
    /// Whether the process is about to end, so that nothing more is sold.
    pub ending: bool,
}

/// The studio's texts in one language.
#[derive(Debug, Default)]
pub struct Shelf {
    /// The offers on sale, as asked for by this process.
    pub offers: Remote<Arc<[Offer]>>,
    /// The last good list of them, however old, also of the time before.
    pub list: Option<OfferList>,
    /// The form for a new person.
    pub form: Remote<Box<LeadForm>>,
    /// The memberships on sale.
    pub memberships: Memberships,
    details: BTreeMap<OfferId, Remote<Box<OfferDetail>>>,
}

impl Shelf {
    /// One offer in detail.
    pub fn detail(&self, offer: OfferId) -> Option<&Remote<Box<OfferDetail>>> {
        self.details.get(&offer)
    }
}

impl Station {
    /// A catalogue or form older than this is read again before it is used.
    const FRESH: Duration = Duration::from_mins(5);
    /// Details kept for one language; a kiosk shows one at a time.
    const DETAILS_MAX: usize = 64;
    /// Time between two looks at how full the studio is; a look costs little and a minute changes nothing.
    const UTILIZATION_EVERY: Duration = Duration::from_mins(3);
    /// The same while our clock is wrong: every answer tells the server's time.
    const CLOCK_EVERY: Duration = Duration::from_secs(30);
    /// Time until what failed is tried again by itself; doubled with each failure up to the second value. Up to a
    /// quarter of it is added by chance.
    const RETRY: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(48));
    /// The same for the link while somebody waits for it.
    const RETRY_ATTENDED_MAX: Duration = Duration::from_secs(16);

    /// Nothing is known yet; the seed spreads the times of trying again.
    pub fn new(seed: [u8; 32]) -> Self {
        // Another stream than that of the claim codes: when a kiosk tries again can be watched.
        let random = Random::new(seed.map(|byte| !byte));
        Self {
            studio: Remote::default(),
            utilization: Remote::default(),
            link: Link::default(),
            shelves: BTreeMap::new(),
            kept_name: None,
            keeper: Keeper::default(),
            clock_off: None,
            suspicious: false,
            random,
            jitter: 0,
            ending: false,
        }
    }

    /// Asks for what was kept of the time before, and for everything a visit needs.
    pub fn start(&mut self, now: Moment, language: Language, out: &mut Outbox) {
        out.send(Effect::Catalogue(CatalogueEffect::LoadCatalogue));
        self.stock(now, language, out);
    }

    /// What is known in a language; asks for nothing.
    pub fn shelf(&self, language: Language) -> Option<&Shelf> {
        self.shelves.get(&language)
    }

    /// The offers to look at, however old: in this language, or while the link is down in whatever was read last.
    pub fn list(&self, language: Language) -> Option<&OfferList> {
        let own = self.shelves.get(&language).and_then(|shelf| shelf.list.as_ref());
        let any =
            || self.shelves.values().filter_map(|shelf| shelf.list.as_ref()).max_by_key(|list| list.read_at);
        own.or_else(|| any().filter(|_| self.link.is_down()))
    }

    /// What is known of the studio's name: what the server says, or what it said before.
    pub fn name(&self) -> Option<&Text> {
        let told = self.studio.value().and_then(|studio| studio.name.as_ref());
        told.or(self.kept_name.as_ref())
    }

    /// Asks for everything a visit needs that is missing, failed or old.
    pub fn stock(&mut self, now: Moment, language: Language, out: &mut Outbox) {
        let fresh = if std::mem::take(&mut self.suspicious) { Duration::ZERO } else { Self::FRESH };
        if wants(&self.studio, now, if fresh.is_zero() { fresh } else { Duration::MAX }) {
            let effect = StudioEffect::ReadInformation;
            self.studio.ask(out.ask(|request| Effect::Studio(request, language, effect)), now);
        }
        self.look_how_full(now, language, out);
        // Whether the link is back is learned from nothing else.
        let fresh_offers = if self.link.is_down() { Duration::ZERO } else { fresh };
        let shelf = self.shelves.entry(language).or_default();
        if wants(&shelf.offers, now, fresh_offers) {
            list_offers(shelf, now, language, out);
        }
        if wants(&shelf.form, now, fresh) {
            shelf.form.ask(out.ask(|request| Effect::Leads(request, language, LeadsEffect::ReadForm)), now);
        }
    }

    fn look_how_full(&mut self, now: Moment, language: Language, out: &mut Outbox) {
        if wants(&self.utilization, now, self.utilization_every()) {
            let effect = StudioEffect::ReadUtilization;
            self.utilization.ask(out.ask(|request| Effect::Studio(request, language, effect)), now);
        }
    }

    /// Asks for an offer in detail that is missing, failed or old.
    pub fn stock_detail(&mut self, now: Moment, language: Language, offer: OfferId, out: &mut Outbox) {
        let details = &mut self.shelves.entry(language).or_default().details;
        if details.len() >= Self::DETAILS_MAX && !details.contains_key(&offer) {
            details.clear();
        }
        let detail = details.entry(offer).or_default();
        if wants(detail, now, Self::FRESH) {
            let effect = OffersEffect::ReadOffer(offer);
            detail.ask(out.ask(|request| Effect::Offers(request, language, effect)), now);
        }
    }

    /// Takes up what an event says about the world, whoever asked; `language` is that of the visit.
    pub fn observe(&mut self, now: Now, language: Language, event: &Event, out: &mut Outbox) {
        match event {
            Event::Studio(request, StudioEvent::InformationRead(result)) => {
                self.studio.accept(*request, result, now.moment);
            }
            Event::Studio(request, StudioEvent::UtilizationRead(result)) => {
                self.utilization.accept(*request, result, now.moment);
            }
            Event::Offers(request, OffersEvent::OffersListed(result)) => {
                self.offers_listed(now, language, *request, result, out);
            }
            Event::Leads(request, LeadsEvent::FormRead(result)) => {
                for shelf in self.shelves.values_mut() {
                    shelf.form.accept(*request, result, now.moment);
                }
            }
            Event::Catalogue(CatalogueEvent::CatalogueLoaded(catalogue)) => {
                self.catalogue_loaded(now, catalogue, out);
            }
            Event::ClockCompared { off_by, ahead } => self.clock_off = Some((*off_by, *ahead)),
            Event::Ending => self.ending = true,
            Event::Offers(..) | Event::Leads(..) | Event::Customers(..) | Event::Payments(..) => {
                if let Event::Offers(request, OffersEvent::OfferRead(result)) = event {
                    for detail in self.shelves.values_mut().flat_map(|shelf| shelf.details.values_mut()) {
                        detail.accept(*request, result, now.moment);
                    }
                } else {
                    self.suspicious |= event.fault().is_some_and(Fault::is_out_of_order);
                }
                self.doubt(now, language, event.fault(), out);
            }
            // A key without the scopes for members sells all the same.
            Event::Contracts(..) | Event::Modules(..) | Event::Vouchers(..) | Event::Memberships(..) => {
                if let Event::Memberships(request, event) = event {
                    for shelf in self.shelves.values_mut() {
                        shelf.memberships.observe(now.moment, *request, event);
                    }
                }
                self.suspicious |= event.fault().is_some_and(|fault| fault.kind == FaultKind::KeyRefused);
                self.doubt(now, language, event.fault(), out);
            }
            Event::Ledger(_) | Event::Phone(_) => {}
        }
    }

    fn offers_listed(
        &mut self,
        now: Now,
        language: Language,
        request: RequestId,
        result: &Result<Arc<[Offer]>, Fault>,
        out: &mut Outbox,
    ) {
        let shelf = self.shelves.values_mut().find(|shelf| shelf.offers.is_awaiting(request));
        let Some(shelf) = shelf else { return };
        shelf.offers.accept(request, result, now.moment);
        if let Ok(offers) = result {
            shelf.list = Some(OfferList { offers: Arc::clone(offers), read_at: now.wall });
            self.keep(now, out);
        }
        self.jitter = self.random.byte();
        if self.link.heard(now.moment, result.as_ref().err()) {
            self.stock(now.moment, language, out);
        }
    }

    /// What was read since counts more than what was kept before.
    fn catalogue_loaded(&mut self, now: Now, catalogue: &Catalogue, out: &mut Outbox) {
        self.kept_name.clone_from(&catalogue.studio);
        for (language, list) in &catalogue.lists {
            self.shelves.entry(*language).or_default().list.get_or_insert_with(|| list.clone());
        }
        self.keeper.found(catalogue.clone());
        self.keep(now, out);
    }

    fn keep(&mut self, now: Now, out: &mut Outbox) {
        let lists = self
            .shelves
            .iter()
            .filter_map(|(language, shelf)| Some((*language, shelf.list.as_ref()?.kept())));
        let current = Catalogue { studio: self.name().cloned(), lists: lists.collect() };
        if let Some(catalogue) = self.keeper.keep(now, current) {
            out.send(Effect::Catalogue(CatalogueEffect::KeepCatalogue(Box::new(catalogue))));
        }
    }

    /// A visitor's call that says otherwise of the link than is known: the kiosk looks for itself.
    fn doubt(&mut self, now: Now, language: Language, fault: Option<&Fault>, out: &mut Outbox) {
        let shelf = self.shelves.entry(language).or_default();
        if fault.is_some_and(Fault::is_offline) != self.link.is_down() && shelf.offers.asked_at().is_none() {
            list_offers(shelf, now.moment, language, out);
        }
    }

    /// Asks for what is due. With somebody here that is only what keeps them from buying.
    pub fn wake(&mut self, now: Moment, language: Language, is_attended: bool, out: &mut Outbox) {
        if self.wake_at(language, is_attended).is_none_or(|at| at > now) {
            return;
        }
        if !is_attended {
            self.stock(now, language, out);
            return;
        }
        let shelf = self.shelves.entry(language).or_default();
        if self.link.is_down() && shelf.offers.asked_at().is_none() {
            list_offers(shelf, now, language, out);
        }
        if !self.clock_sane() {
            self.look_how_full(now, language, out);
        }
    }

    /// When something should be asked again by itself. With somebody here that is only what keeps them from buying.
    pub fn wake_at(&self, language: Language, is_attended: bool) -> Option<Moment> {
        let shelf = self.shelves.get(&language);
        let longest = if is_attended { Self::RETRY_ATTENDED_MAX } else { Self::RETRY.1 };
        let offers = shelf.and_then(|shelf| self.retry_at(&shelf.offers, longest));
        let link = if self.link.is_down() && shelf.is_none_or(|shelf| shelf.offers.asked_at().is_none()) {
            offers.or(Some(self.link.since() + Self::RETRY.0))
        } else {
            None
        };
        let known = self.utilization.known_since().filter(|_| self.utilization.asked_at().is_none());
        let utilization = self
            .retry_at(&self.utilization, Self::RETRY.1)
            .or_else(|| known.map(|at| at + self.utilization_every()));
        if is_attended {
            return link.into_iter().chain(utilization.filter(|_| !self.clock_sane())).min();
        }
        let form = shelf.and_then(|shelf| self.retry_at(&shelf.form, Self::RETRY.1));
        let studio = self.retry_at(&self.studio, Self::RETRY.1);
        [studio, offers, form, link, utilization].into_iter().flatten().min()
    }

    /// When something that failed is tried again.
    fn retry_at<T: Clone>(&self, remote: &Remote<T>, longest: Duration) -> Option<Moment> {
        let doubled = Self::RETRY.0 * 2_u32.saturating_pow(remote.failures().saturating_sub(1)).min(64);
        let pause = doubled.min(longest);
        remote.failed_at().map(|at| at + pause + pause / 4 * u32::from(self.jitter) / 255)
    }

    fn utilization_every(&self) -> Duration {
        if self.clock_sane() { Self::UTILIZATION_EVERY } else { Self::CLOCK_EVERY }
    }

    /// The fault that keeps the kiosk from selling anything until the operator acts: the key or one of its scopes.
    pub fn out_of_order(&self, language: Language) -> Option<&Fault> {
        let shelf = self.shelves.get(&language);
        let faults = [
            self.studio.fault(),
            shelf.and_then(|shelf| shelf.offers.fault()),
            shelf.and_then(|shelf| shelf.form.fault()),
            self.utilization.fault(),
        ];
        faults.into_iter().flatten().find(|fault| fault.is_out_of_order())
    }

    /// Whether an answer is awaited that tells whether the kiosk is in order.
    pub fn is_asking(&self, language: Language) -> bool {
        let shelf = self.shelves.get(&language);
        let asked = [
            self.studio.asked_at(),
            shelf.and_then(|shelf| shelf.offers.asked_at()),
            shelf.and_then(|shelf| shelf.form.asked_at()),
        ];
        asked.into_iter().any(|at| at.is_some())
    }

    /// Whether our clock is near enough to the server's to sell by it.
    pub fn clock_sane(&self) -> bool {
        self.clock_off.is_none_or(|(off_by, _)| off_by <= Settings::CLOCK_OFF_MAX)
    }
}

fn list_offers(shelf: &mut Shelf, now: Moment, language: Language, out: &mut Outbox) {
    let effect = OffersEffect::ListOffers;
    shelf.offers.ask(out.ask(|request| Effect::Offers(request, language, effect)), now);
}

/// Whether a value should be asked for: none is awaited, and it is missing, failed or older than `fresh`.
fn wants<T: Clone>(remote: &Remote<T>, now: Moment, fresh: Duration) -> bool {
    remote.asked_at().is_none()
        && (remote.fault().is_some() || remote.known_since().is_none_or(|at| now.since(at) >= fresh))
}

#[cfg(test)]
mod tests;
