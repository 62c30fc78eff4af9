//! All of it on one screen, directly above the button with the law's words.
//!
//! The button asks for a fresh preview first, and one that differs from what was shown is shown again instead of ordered. From
//! there on it is the till's.

mod view;

pub use view::is_too_long;

use std::sync::Arc;
use std::time::Duration;

use super::MembershipPlace;
use super::asking::{Again, again, ask_price, obstacle};
use crate::app::msg::{Event, MembershipsEvent};
use crate::app::screens::awaited::Awaited;
use crate::app::screens::deaf::Deaf;
use crate::app::screens::healing::Healing;
use crate::app::screens::paying::SURE;
use crate::app::screens::review::CHANGED_DEAF;
use crate::app::screens::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::app::till::NewMembership;
use crate::domain::fault::Fault;
use crate::domain::intent::Order;
use crate::domain::membership::MembershipPreview;
use crate::domain::payment::permitted;
use crate::domain::price::Voucher;
use crate::domain::time::Moment;
use crate::ui::key::Key;

/// How long the order has to be on the screen before Enter orders: it stands where the texts before it were gone on from.
const ORDER_DEAF: Duration = Duration::from_secs(1);

/// The order.
#[derive(Debug)]
pub struct OrderScreen {
    phase: Phase,
    /// Whether the fresh preview differed from what was shown.
    changed: bool,
    /// The question before it is concluded once more, while it is open.
    asking: Option<Again>,
    /// Whether it was answered with yes for the order now on its way.
    sure: bool,
    /// Enter orders nothing while the order has just appeared, or the key is being held down.
    deaf: Deaf,
    healing: Healing,
}

#[derive(Debug)]
enum Phase {
    /// Nothing is awaited.
    Ready,
    /// The price is asked again, to be shown.
    Pricing(Awaited, Option<Voucher>),
    /// Ordered: the price is asked once more before anything is concluded.
    Confirming(Awaited, Option<Voucher>),
    Failed(Fault),
}

impl OrderScreen {
    /// Shows what was chosen, at the price shown before.
    pub fn enter(cx: &mut Cx<'_>) -> Self {
        let mut screen = Self {
            phase: Phase::Ready,
            changed: false,
            asking: None,
            sure: false,
            deaf: Deaf::new(cx.now.moment, ORDER_DEAF),
            healing: Healing::default(),
        };
        screen.healing.healed(cx.station.link);
        screen
    }

    /// Asks for the price again: in another language, or after a payment that was given up.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        let voucher = cx.visit.agreement.as_ref().and_then(|agreement| agreement.voucher.clone());
        self.asking = None;
        self.ask(cx, voucher);
    }

    fn ask(&mut self, cx: &mut Cx<'_>, voucher: Option<Voucher>) {
        self.phase = match ask_price(cx, voucher.as_ref()) {
            Some(awaited) => Phase::Pricing(awaited, voucher),
            None => Phase::Ready,
        };
    }

    /// Orders, answers the question, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        cx.visit.cancelled = false;
        if self.asking.is_some() {
            if matches!(key, Key::Enter | Key::Esc | SURE) {
                self.asking = None;
                self.sure = key == SURE;
            }
            return if key == SURE { self.confirm(cx) } else { Next::Stay };
        }
        match (&self.phase, key) {
            // Nothing is ordered yet: the fresh price that is awaited finds nobody any more.
            (Phase::Confirming(..), Key::Esc) => self.phase = Phase::Ready,
            (Phase::Confirming(..), _) => {}
            (_, Key::Esc) => return Next::Back,
            (Phase::Failed(_), Key::Enter) => self.on_return(cx),
            (Phase::Ready, Key::Enter) => return self.order(cx),
            (Phase::Ready | Phase::Pricing(..) | Phase::Failed(_), _) => {}
        }
        Next::Stay
    }

    /// The order button. It asks before the same is concluded again.
    fn order(&mut self, cx: &mut Cx<'_>) -> Next {
        if !self.deaf.hears(cx.now.moment) {
            return Next::Stay;
        }
        let (sight, grid) = (cx.sight(), cx.grid);
        let Some(order) = order_of(&sight) else { return Next::Stay };
        if view::closed_words(&sight, grid).is_some() {
            return Next::Stay;
        }
        self.asking = again(&sight, &order);
        self.sure = false;
        if self.asking.is_some() { Next::Stay } else { self.confirm(cx) }
    }

    /// The button dies on the first press: from here on a key orders nothing until the fresh preview is here.
    fn confirm(&mut self, cx: &mut Cx<'_>) -> Next {
        let today = cx.today();
        let Some(agreement) = &mut cx.visit.agreement else { return Next::Stay };
        let voucher = agreement.voucher.clone();
        // A day that has passed while the order was looked at: today is shown instead, at its price.
        if agreement.catch_up(today) {
            self.changed = true;
            self.ask(cx, voucher);
            return Next::Stay;
        }
        if let Some(awaited) = ask_price(cx, voucher.as_ref()) {
            self.phase = Phase::Confirming(awaited, voucher);
        }
        Next::Stay
    }

    /// Takes a price; asks for a fresh one once the link is back.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        if self.healing.healed(cx.station.link) && self.is_idle() {
            self.on_return(cx);
        }
        let Event::Memberships(request, MembershipsEvent::MembershipPreviewed(result)) = event else {
            return Next::Stay;
        };
        let (voucher, ordered) = match std::mem::replace(&mut self.phase, Phase::Ready) {
            Phase::Pricing(awaited, voucher) if awaited.is(*request) => (voucher, false),
            Phase::Confirming(awaited, voucher) if awaited.is(*request) => (voucher, true),
            other => {
                self.phase = other;
                return Next::Stay;
            }
        };
        match result {
            Ok(fresh) => self.priced(cx, fresh, voucher, ordered),
            Err(fault) => {
                self.phase = Phase::Failed(fault.clone());
                Next::Stay
            }
        }
    }

    /// A price that is another one is shown and not ordered at; the same goes for a text nobody has read yet.
    fn priced(
        &mut self,
        cx: &mut Cx<'_>,
        fresh: &Arc<MembershipPreview>,
        voucher: Option<Voucher>,
        ordered: bool,
    ) -> Next {
        if voucher.is_some() && fresh.voucher.error.is_some() {
            // The voucher counts no more: the price without it is asked, and shown.
            if let Some(agreement) = &mut cx.visit.agreement {
                agreement.voucher = None;
            }
            self.changed = true;
            self.ask(cx, None);
            return Next::Stay;
        }
        let Some(agreement) = &mut cx.visit.agreement else { return Next::Stay };
        let shown = agreement.preview.clone().unwrap_or_default();
        let is_same = shown.same_price(fresh);
        agreement.priced(fresh.clone(), voucher);
        let has_new_text = fresh.consents.iter().any(|text| !shown.consents.contains(text));
        if !agreement.is_confirmed() || has_new_text {
            return Next::BackTo(MembershipPlace::Texts);
        }
        // A change that is not seen yet is told until something is ordered at it.
        self.changed = !is_same || (self.changed && !ordered);
        if !is_same {
            self.deaf = Deaf::new(cx.now.moment, CHANGED_DEAF);
        }
        if is_same && ordered { self.conclude(cx) } else { Next::Stay }
    }

    /// Hands it over to the till.
    fn conclude(&mut self, cx: &mut Cx<'_>) -> Next {
        let (sight, grid) = (cx.sight(), cx.grid);
        let Some(order) = order_of(&sight) else { return Next::Stay };
        // The answer may have brought news: a clock that is off, an earlier request that is unsettled.
        if view::closed_words(&sight, grid).is_some() {
            return Next::Stay;
        }
        if !self.sure {
            self.asking = again(&sight, &order);
            if self.asking.is_some() {
                return Next::Stay;
            }
        }
        let Some(new) = new_membership(&sight, order) else { return Next::Stay };
        match cx.till.conclude(cx.now, new, cx.out) {
            Some(reference) => Next::Go(Place::Paying(reference)),
            None => Next::Stay,
        }
    }

    /// Whether nothing is on its way or open that a fresh price would be in the way of.
    fn is_idle(&self) -> bool {
        let waits = match &self.phase {
            Phase::Ready => true,
            Phase::Failed(fault) => fault.is_offline(),
            Phase::Pricing(..) | Phase::Confirming(..) => false,
        };
        waits && self.asking.is_none()
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

/// What would be ordered, at what the preview says; none where something keeps it from being concluded here.
fn order_of(sight: &Sight<'_>) -> Option<Order> {
    let agreement = sight.visit.agreement.as_ref()?;
    let due = agreement.preview.as_ref()?.due?;
    if obstacle(sight, agreement).is_some() || !agreement.is_confirmed() {
        return None;
    }
    agreement.request(due, &view::left(sight, agreement)).map(Order::from)
}

fn new_membership(sight: &Sight<'_>, order: Order) -> Option<NewMembership> {
    let agreement = sight.visit.agreement.as_ref()?;
    let is_free = order.is_free();
    let Order::Request(request) = order else { return None };
    let choices = permitted(&agreement.detail.choices, &sight.settings.choices);
    let choices = if is_free { choices.unwrap_or_default() } else { choices? };
    let studio = sight.station.studio.value().and_then(|studio| studio.name.clone());
    Some(NewMembership {
        request,
        draft: Box::new(agreement.draft(agreement.voucher.as_ref())?),
        papers: agreement.papers(view::paper_facts(sight, agreement)),
        choices,
        language: sight.visit.language,
        studio: studio.unwrap_or_else(|| sight.settings.kiosk.name.clone()),
        reference_text: sight.settings.reference_text.clone(),
    })
}
