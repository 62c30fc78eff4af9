//! What is ordered, for when, for whom and for how much; the voucher; and the order button with the law's words.
//!
//! Nothing is computed here: a price is what the preview says. The order button asks for a fresh preview first, and a
//! preview that differs from what was shown is shown again instead of ordered.

mod view;

use std::time::Duration;

use super::awaited::Awaited;
use super::claim::scanned_instead;
use super::code_entry::{CodeEntry, EntryOutcome};
use super::deaf::Deaf;
use super::healing::Healing;
use super::paying::SURE;
use super::{Next, Place};
use crate::app::effect::{Effect, OffersEffect};
use crate::app::msg::{Event, OffersEvent};
use crate::app::no_sale::NoSale;
use crate::app::shared::{Cx, Settings, Sight};
use crate::app::station::Station;
use crate::app::till::{Earlier, NewOrder, Till};
use crate::app::visit::Visit;
use crate::domain::fault::{Fate, Fault};
use crate::domain::intent::PassOrder;
use crate::domain::payment::permitted;
use crate::domain::price::{PricePreview, Voucher};
use crate::domain::time::{Moment, Now};
use crate::ui::key::Key;

/// Opens the entry of a voucher, or takes the voucher back.
const VOUCHER: Key = Key::F(4);

/// The review.
#[derive(Debug)]
pub struct Review {
    phase: Phase,
    /// The price shown, with the voucher that it was previewed with.
    shown: Option<(PricePreview, Option<Voucher>)>,
    entry: Option<CodeEntry>,
    /// What was typed in an entry that was put away.
    typed: String,
    /// Whether the fresh preview differed from what was shown.
    changed: bool,
    /// Whether the question "once more?" is open.
    asking: bool,
    /// Whether it was answered with yes for the order now on its way.
    sure: bool,
    /// Enter orders nothing while the price has just appeared, or the key is being held down.
    deaf: Deaf,
    healing: Healing,
}

#[derive(Debug)]
enum Phase {
    /// The price is being asked; with a voucher, it is being tried.
    Pricing(Awaited, Option<Voucher>),
    /// Nothing is awaited.
    Ready,
    /// Ordered: the price is asked once more before anything is bought.
    Confirming(Awaited, Option<Voucher>),
    Failed(Fault),
}

/// Why nothing can be ordered now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closed {
    /// Nothing is sold.
    NoSale(NoSale),
    /// It is not known yet whether an earlier order of the same thing was bought.
    Unsettled,
}

/// Time to see that the price is another one, before Enter can order at it.
pub(super) const CHANGED_DEAF: Duration = Duration::from_secs(2);

impl Review {
    /// Asks for the price, with the voucher accepted before, if any.
    pub fn enter(cx: &mut Cx<'_>) -> Self {
        let mut screen = Self {
            phase: Phase::Ready,
            shown: None,
            entry: None,
            typed: String::new(),
            changed: false,
            asking: false,
            sure: false,
            deaf: Deaf::default(),
            healing: Healing::default(),
        };
        screen.healing.healed(cx.station.link);
        screen.on_return(cx);
        if let Some(code) = cx.visit.scanned.take() {
            let mut entry = CodeEntry::new(Voucher::MAX, false);
            entry.replace(&code);
            screen.entry = Some(entry);
            screen.try_voucher(cx, &code);
        }
        screen
    }

    /// Asks for the price again; what was typed stays.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        let voucher = cx.visit.voucher.clone();
        self.phase = match ask(cx, voucher.as_ref()) {
            Some(awaited) => Phase::Pricing(awaited, voucher),
            None => Phase::Ready,
        };
    }

    /// Orders, edits the voucher, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        cx.visit.cancelled = false;
        if let Some(entry) = &mut self.entry {
            match entry.on_key(key, cx.visit.by_touch, cx.visit.language) {
                EntryOutcome::Stay => {}
                EntryOutcome::Close => {
                    self.typed = self.entry.take().map(|entry| entry.typed().to_owned()).unwrap_or_default();
                    if self.shown.is_none() {
                        self.on_return(cx);
                    }
                }
                EntryOutcome::Try(code) => self.try_voucher(cx, &code),
            }
            return Next::Stay;
        }
        if self.asking {
            self.asking = !matches!(key, Key::Enter | Key::Esc | SURE);
            self.sure = key == SURE;
            return if self.sure { self.confirm(cx) } else { Next::Stay };
        }
        match (&self.phase, key) {
            // Nothing is ordered yet: the fresh price that is awaited finds nobody any more.
            (Phase::Confirming(..), Key::Esc) => {
                self.phase = Phase::Ready;
                Next::Stay
            }
            (Phase::Confirming(..), _) => Next::Stay,
            (_, Key::Esc) => Next::Back,
            (Phase::Failed(_), Key::Enter) => {
                self.on_return(cx);
                Next::Stay
            }
            (Phase::Ready, Key::Enter) => self.order(cx),
            (Phase::Ready, VOUCHER) if cx.visit.voucher.is_some() => {
                cx.visit.voucher = None;
                self.on_return(cx);
                Next::Stay
            }
            (Phase::Ready, VOUCHER) => {
                let mut entry = CodeEntry::new(Voucher::MAX, cx.visit.by_touch);
                entry.replace(&self.typed);
                self.entry = Some(entry);
                Next::Stay
            }
            (Phase::Pricing(..) | Phase::Ready | Phase::Failed(_), _) => Next::Stay,
        }
    }

    /// A scan on this screen is a voucher, and is tried at once.
    pub fn on_scan(&mut self, cx: &mut Cx<'_>, text: &str) -> Next {
        match &mut self.entry {
            // Somebody is typing: the code waits for their Enter, which must not find the order button instead.
            Some(entry) => entry.replace(text),
            None if matches!(self.phase, Phase::Ready) => {
                if let Some(next) = scanned_instead(cx, text) {
                    return next;
                }
                let mut entry = CodeEntry::new(Voucher::MAX, false);
                entry.replace(text);
                self.entry = Some(entry);
                self.try_voucher(cx, text);
            }
            None => {}
        }
        Next::Stay
    }

    fn try_voucher(&mut self, cx: &mut Cx<'_>, code: &str) {
        let Some(voucher) = Voucher::new(code) else {
            if let Some(entry) = &mut self.entry {
                entry.refuse(cx.speech().say("review-voucher-empty"));
            }
            return;
        };
        if let Some(awaited) = ask(cx, Some(&voucher)) {
            self.phase = Phase::Pricing(awaited, Some(voucher));
        }
    }

    /// The order button. It asks before the same person buys the same thing again.
    fn order(&mut self, cx: &mut Cx<'_>) -> Next {
        let Some((preview, _)) = &self.shown else { return Next::Stay };
        let hears = self.deaf.hears(cx.now.moment);
        let order = pass_order(cx.visit, preview);
        if !hears || closed(cx.now, cx.station, cx.till, order.as_ref()).is_some() {
            return Next::Stay;
        }
        if order.is_some_and(|order| cx.till.earlier(cx.now, &order.into()) == Some(Earlier::Bought)) {
            self.asking = true;
            return Next::Stay;
        }
        self.sure = false;
        self.confirm(cx)
    }

    /// The button dies on the first press: from here on a key orders nothing until the fresh preview is here.
    fn confirm(&mut self, cx: &mut Cx<'_>) -> Next {
        // A day that has passed while the order was looked at cannot be bought any more: today is shown instead.
        let today = cx.today();
        if let Some(chosen) = cx.visit.chosen.as_mut().filter(|chosen| chosen.valid_from < today) {
            chosen.valid_from = today;
            self.changed = true;
            self.deaf = Deaf::new(cx.now.moment, Settings::TOUCH_DEAF);
            return Next::Stay;
        }
        let voucher = self.shown.as_ref().and_then(|(_, voucher)| voucher.clone());
        if let Some(awaited) = ask(cx, voucher.as_ref()) {
            self.phase = Phase::Confirming(awaited, voucher);
        }
        Next::Stay
    }

    /// Takes a price; asks for a fresh one once the link is back.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        if self.healing.healed(cx.station.link) && self.is_idle() {
            self.on_return(cx);
        }
        let Event::Offers(request, OffersEvent::PricePreviewed(result)) = event else { return Next::Stay };
        match std::mem::replace(&mut self.phase, Phase::Ready) {
            Phase::Pricing(awaited, voucher) if awaited.is(*request) => self.priced(cx, voucher, result),
            Phase::Confirming(awaited, voucher) if awaited.is(*request) => {
                return self.confirmed(cx, voucher, result);
            }
            other => self.phase = other,
        }
        Next::Stay
    }

    /// A refused voucher leaves the price as it was shown.
    fn priced(&mut self, cx: &mut Cx<'_>, voucher: Option<Voucher>, result: &Result<PricePreview, Fault>) {
        match result {
            Ok(preview) if voucher.is_some() && !preview.voucher_accepted() => {
                let refusal = cx.speech().say("review-voucher-refused");
                if let Some(entry) = &mut self.entry {
                    entry.refuse(refusal);
                } else {
                    // One that was accepted before and is not any more: the price without it is asked.
                    cx.visit.voucher = None;
                    self.changed = true;
                    self.on_return(cx);
                }
            }
            Ok(preview) => {
                let same = |(shown, with): &(PricePreview, _)| *with != voucher || shown.same_price(preview);
                self.changed = !self.shown.as_ref().is_none_or(same);
                self.entry = None;
                cx.visit.voucher.clone_from(&voucher);
                self.shown = Some((preview.clone(), voucher));
                self.deaf = Deaf::new(cx.now.moment, Settings::TOUCH_DEAF);
            }
            Err(fault) => match (&mut self.entry, &fault.message) {
                (Some(entry), Some(message)) if fault.fate() == Fate::Refused => {
                    entry.refuse(message.to_string());
                }
                _ => {
                    self.entry = None;
                    self.phase = Phase::Failed(fault.clone());
                }
            },
        }
    }

    fn confirmed(
        &mut self,
        cx: &mut Cx<'_>,
        voucher: Option<Voucher>,
        result: &Result<PricePreview, Fault>,
    ) -> Next {
        let fresh = match result {
            Ok(fresh) => fresh,
            Err(fault) => {
                self.phase = Phase::Failed(fault.clone());
                return Next::Stay;
            }
        };
        let same =
            self.shown.as_ref().is_some_and(|(shown, with)| shown.same_price(fresh) && *with == voucher);
        if !same {
            let accepted = fresh.voucher_accepted();
            cx.visit.voucher = voucher.filter(|_| accepted);
            self.shown = Some((fresh.clone(), cx.visit.voucher.clone()));
            self.changed = true;
            self.deaf = Deaf::new(cx.now.moment, CHANGED_DEAF);
            return Next::Stay;
        }
        let Some(new) = new_order(cx, fresh, voucher) else { return Next::Stay };
        // The answer may have brought news: a clock that is off, an earlier order that is unsettled.
        if closed(cx.now, cx.station, cx.till, Some(&new.order)).is_some() {
            return Next::Stay;
        }
        if !self.sure && cx.till.earlier(cx.now, &new.order.clone().into()) == Some(Earlier::Bought) {
            self.asking = true;
            return Next::Stay;
        }
        match cx.till.order(cx.now, new, cx.out) {
            Some(reference) => Next::Go(Place::Paying(reference)),
            None => Next::Stay,
        }
    }

    /// Whether nothing is on its way, open or being typed that a fresh price would be in the way of.
    fn is_idle(&self) -> bool {
        let waits = match &self.phase {
            Phase::Ready => true,
            Phase::Failed(fault) => fault.is_offline(),
            Phase::Pricing(..) | Phase::Confirming(..) => false,
        };
        waits && self.entry.is_none() && !self.asking
    }

    fn awaited(&self) -> Option<Awaited> {
        match &self.phase {
            Phase::Pricing(awaited, _) | Phase::Confirming(awaited, _) => Some(*awaited),
            Phase::Ready | Phase::Failed(_) => None,
        }
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        self.awaited()?.wake_at(sight.now.moment)
    }
}

fn ask(cx: &mut Cx<'_>, voucher: Option<&Voucher>) -> Option<Awaited> {
    let (chosen, buyer) = (cx.visit.chosen.as_ref()?, cx.visit.buyer.as_ref()?);
    let effect = OffersEffect::PreviewPrice {
        offer: chosen.detail.offer.id,
        customer: buyer.customer,
        voucher: voucher.cloned(),
    };
    let language = cx.visit.language;
    let request = cx.out.ask(|request| Effect::Offers(request, language, effect));
    Some(Awaited::new(request, cx.now.moment))
}

fn pass_order(visit: &Visit, preview: &PricePreview) -> Option<PassOrder> {
    let (chosen, buyer) = (visit.chosen.as_ref()?, visit.buyer.as_ref()?);
    Some(PassOrder {
        offer: chosen.detail.offer.id,
        offer_name: chosen.detail.offer.name.clone(),
        customer: buyer.customer,
        valid_from: chosen.valid_from,
        valid_until: chosen.detail.validity.as_ref().and_then(|term| term.last_day(chosen.valid_from)),
        payable: preview.payable(),
    })
}

fn new_order(cx: &Cx<'_>, fresh: &PricePreview, voucher: Option<Voucher>) -> Option<NewOrder> {
    let order = pass_order(cx.visit, fresh)?;
    let studio = cx.station.studio.value().and_then(|studio| studio.name.clone());
    let studio = studio.unwrap_or_else(|| cx.settings.kiosk.name.clone());
    let reference_text = cx.settings.reference_text.clone();
    let choices = permitted(&[], &cx.settings.choices).unwrap_or_default();
    Some(NewOrder { order, voucher, language: cx.visit.language, studio, reference_text, choices })
}

fn closed(now: Now, station: &Station, till: &Till, order: Option<&PassOrder>) -> Option<Closed> {
    let why = NoSale::why(station, till);
    if let Some(why) =
        why.filter(|why| order.map_or(*why != NoSale::Unpayable, |order| why.stops(&order.payable)))
    {
        Some(Closed::NoSale(why))
    } else if order.is_some_and(|order| till.earlier(now, &order.clone().into()) == Some(Earlier::Unsettled))
    {
        Some(Closed::Unsettled)
    } else {
        None
    }
}
