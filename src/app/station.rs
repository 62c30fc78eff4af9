//! What belongs to the kiosk, whoever stands in front of it: the studio, the catalogue, the link and the clock.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::effect::{Effect, LeadsEffect, OffersEffect, StudioEffect};
use super::msg::{Event, LeadsEvent, OffersEvent, StudioEvent};
use super::remote::Remote;
use super::shared::{Outbox, Settings};
use crate::domain::fault::Fault;
use crate::domain::language::Language;
use crate::domain::offer::{Offer, OfferDetail, OfferId};
use crate::domain::person::LeadForm;
use crate::domain::studio::{Studio, Utilization};
use crate::domain::time::Moment;

/// What is known of the world behind the key.
#[derive(Debug, Default)]
pub struct Station {
    /// The studio.
    pub studio: Remote<Studio>,
    /// How full it is.
    pub utilization: Remote<Utilization>,
    /// What depends on the language of the visit.
    shelves: BTreeMap<Language, Shelf>,
    clock_off: Option<(Duration, bool)>,
    faults_in_a_row: u32,
    /// A visitor's call was refused for the key or a scope: what is known of the studio is asked anew.
    suspicious: bool,
    /// Whether the process is about to end, so that nothing more is sold.
    pub ending: bool,
}

/// The studio's texts in one language.
#[derive(Debug, Default)]
pub struct Shelf {
    /// The offers on sale.
    pub offers: Remote<Arc<[Offer]>>,
    /// The form for a new person.
    pub form: Remote<Box<LeadForm>>,
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
    /// Time until what failed is tried again by itself; doubled with each failure up to the second value.
    const RETRY: (Duration, Duration) = (Duration::from_secs(5), Duration::from_mins(1));

    /// What is known in a language; asks for nothing.
    pub fn shelf(&self, language: Language) -> Option<&Shelf> {
        self.shelves.get(&language)
    }

    /// Asks for everything a visit needs that is missing, failed or old.
    pub fn stock(&mut self, now: Moment, language: Language, out: &mut Outbox) {
        let fresh = if std::mem::take(&mut self.suspicious) { Duration::ZERO } else { Self::FRESH };
        if wants(&self.studio, now, if fresh.is_zero() { fresh } else { Duration::MAX }) {
            let effect = StudioEffect::ReadInformation;
            self.studio.ask(out.ask(|request| Effect::Studio(request, language, effect)), now);
        }
        if wants(&self.utilization, now, Self::UTILIZATION_EVERY) {
            let effect = StudioEffect::ReadUtilization;
            self.utilization.ask(out.ask(|request| Effect::Studio(request, language, effect)), now);
        }
        let shelf = self.shelves.entry(language).or_default();
        if wants(&shelf.offers, now, fresh) {
            shelf
                .offers
                .ask(out.ask(|request| Effect::Offers(request, language, OffersEffect::ListOffers)), now);
        }
        if wants(&shelf.form, now, fresh) {
            shelf.form.ask(out.ask(|request| Effect::Leads(request, language, LeadsEffect::ReadForm)), now);
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

    /// Takes up what an event says about the world, whoever asked.
    pub fn observe(&mut self, now: Moment, event: &Event) {
        match event {
            Event::Studio(request, StudioEvent::InformationRead(result)) => {
                self.studio.accept(*request, result, now);
                self.note(result.as_ref().err());
            }
            Event::Studio(request, StudioEvent::UtilizationRead(result)) => {
                self.utilization.accept(*request, result, now);
                self.note(result.as_ref().err());
            }
            Event::Offers(request, OffersEvent::OffersListed(result)) => {
                for shelf in self.shelves.values_mut() {
                    shelf.offers.accept(*request, result, now);
                }
                self.note(result.as_ref().err());
            }
            Event::Offers(request, OffersEvent::OfferRead(result)) => {
                for detail in self.shelves.values_mut().flat_map(|shelf| shelf.details.values_mut()) {
                    detail.accept(*request, result, now);
                }
            }
            Event::Leads(request, LeadsEvent::FormRead(result)) => {
                for shelf in self.shelves.values_mut() {
                    shelf.form.accept(*request, result, now);
                }
                self.note(result.as_ref().err());
            }
            Event::ClockCompared { off_by, ahead } => self.clock_off = Some((*off_by, *ahead)),
            Event::Ending => self.ending = true,
            Event::Offers(..) | Event::Leads(..) | Event::Customers(..) | Event::Payments(..) => {
                self.suspicious |= event.fault().is_some_and(Fault::is_out_of_order);
            }
            Event::Ledger(_) | Event::Phone(_) => {}
        }
    }

    fn note(&mut self, fault: Option<&Fault>) {
        self.faults_in_a_row = if fault.is_some() { self.faults_in_a_row.saturating_add(1) } else { 0 };
    }

    /// When what failed, or how full it is, should be asked again while nobody is here.
    pub fn wake_at(&self, language: Language) -> Option<Moment> {
        let doubled = Self::RETRY.0 * 2u32.saturating_pow(self.faults_in_a_row.saturating_sub(1) / 4).min(64);
        let retry = doubled.min(Self::RETRY.1);
        let shelf = self.shelves.get(&language);
        let failed = [
            self.studio.failed_at(),
            shelf.and_then(|shelf| shelf.offers.failed_at()),
            shelf.and_then(|shelf| shelf.form.failed_at()),
        ];
        let utilization = match self.utilization.failed_at() {
            Some(at) => Some(at + retry),
            None => self.utilization.known_since().map(|at| at + Self::UTILIZATION_EVERY),
        };
        failed.into_iter().flatten().map(|at| at + retry).chain(utilization).min()
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

    /// Whether the server cannot be reached, as far as the catalogue's last answer tells.
    pub fn is_offline(&self, language: Language) -> bool {
        let fault = self.shelves.get(&language).and_then(|shelf| shelf.offers.fault());
        fault.is_some_and(Fault::is_offline)
    }

    /// Whether our clock is near enough to the server's to sell by it.
    pub fn clock_sane(&self) -> bool {
        self.clock_off.is_none_or(|(off_by, _)| off_by <= Settings::CLOCK_OFF_MAX)
    }
}

/// Whether a value should be asked for: none is awaited, and it is missing, failed or older than `fresh`.
fn wants<T: Clone>(remote: &Remote<T>, now: Moment, fresh: Duration) -> bool {
    remote.asked_at().is_none()
        && (remote.fault().is_some() || remote.known_since().is_none_or(|at| now.since(at) >= fresh))
}
