//! What it costs, as the server says, and the voucher.
//!
//! Nothing is computed here. Every change asks for another preview, and one that does not tell what is due on signing leads no
//! further: that is not zero.

mod view;

use std::sync::Arc;

use super::MembershipPlace;
use super::asking::{ask_price, obstacle};
use crate::app::msg::{Event, MembershipsEvent};
use crate::app::screens::awaited::Awaited;
use crate::app::screens::claim::scanned_instead;
use crate::app::screens::code_entry::{CodeEntry, EntryOutcome};
use crate::app::screens::healing::Healing;
use crate::app::screens::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::domain::fault::{Fate, Fault, FaultKind};
use crate::domain::membership::{MembershipPreview, VoucherKind};
use crate::domain::price::Voucher;
use crate::domain::time::Moment;
use crate::ui::key::Key;

/// Opens the entry of a voucher, or takes the voucher back.
const VOUCHER: Key = Key::F(4);

/// What it costs.
#[derive(Debug)]
pub struct Price {
    phase: Phase,
    entry: Option<CodeEntry>,
    /// What was typed in an entry that was put away.
    typed: String,
    /// Whether it costs something else than was shown before.
    changed: bool,
    /// Pages turned.
    turned: usize,
    healing: Healing,
}

#[derive(Debug)]
enum Phase {
    /// The price is being asked; with a voucher, it is being tried.
    Pricing(Awaited, Option<Voucher>),
    /// Nothing is awaited.
    Ready,
    /// It could not be told.
    Failed(Fault),
    /// The studio does not take what was told or chosen; it can be mended there.
    Refused(Fault, MembershipPlace),
}

impl Price {
    /// Asks for the price of what is chosen now, with the voucher accepted before, if any.
    pub fn enter(cx: &mut Cx<'_>) -> Self {
        let mut screen = Self {
            phase: Phase::Ready,
            entry: None,
            typed: String::new(),
            changed: false,
            turned: 0,
            healing: Healing::default(),
        };
        screen.healing.healed(cx.station.link);
        // What was shown before may have been of other options.
        if let Some(agreement) = &mut cx.visit.agreement {
            agreement.preview = None;
        }
        screen.on_return(cx);
        if takes_voucher(cx)
            && let Some(code) = cx.visit.scanned.take()
        {
            screen.open_with(&code);
            screen.try_voucher(cx, &code);
        }
        screen
    }

    /// Asks for the price again; what was typed stays.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        let voucher = cx.visit.agreement.as_ref().and_then(|agreement| agreement.voucher.clone());
        self.ask(cx, voucher);
    }

    fn ask(&mut self, cx: &mut Cx<'_>, voucher: Option<Voucher>) {
        self.phase = match ask_price(cx, voucher.as_ref()) {
            Some(awaited) => Phase::Pricing(awaited, voucher),
            None => Phase::Ready,
        };
    }

    /// Goes on, edits the voucher, turns pages, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if let Some(entry) = &mut self.entry {
            match entry.on_key(key, cx.visit.by_touch, cx.visit.language) {
                EntryOutcome::Stay => {}
                EntryOutcome::Close => self.put_away(cx),
                EntryOutcome::Try(code) => self.try_voucher(cx, &code),
            }
            return Next::Stay;
        }
        match (&self.phase, key) {
            (_, Key::Esc) => return Next::Back,
            (Phase::Refused(_, place), Key::Enter) => return Next::BackTo(place.clone()),
            (Phase::Failed(_), Key::Enter) => self.on_return(cx),
            (Phase::Ready, Key::Enter) => return Self::go_on(cx),
            (Phase::Ready, VOUCHER) if takes_voucher(cx) => self.on_voucher_key(cx),
            (Phase::Ready | Phase::Pricing(..), Key::PageDown | Key::Down) => self.turned += 1,
            (Phase::Ready | Phase::Pricing(..), Key::PageUp | Key::Up) => {
                self.turned = self.turned.saturating_sub(1);
            }
            _ => {}
        }
        Next::Stay
    }

    /// An entry is put away; a code that is being tried in it finds nobody any more.
    fn put_away(&mut self, cx: &mut Cx<'_>) {
        self.typed = self.entry.take().map(|entry| entry.typed().to_owned()).unwrap_or_default();
        let is_known = cx.visit.agreement.as_ref().is_some_and(|agreement| agreement.preview.is_some());
        if is_known {
            self.phase = Phase::Ready;
        } else {
            self.on_return(cx);
        }
    }

    fn on_voucher_key(&mut self, cx: &mut Cx<'_>) {
        if cx.visit.agreement.as_ref().is_some_and(|agreement| agreement.voucher.is_some()) {
            self.ask(cx, None);
        } else {
            let typed = std::mem::take(&mut self.typed);
            let mut entry = CodeEntry::new(Voucher::MAX, cx.visit.by_touch);
            entry.replace(&typed);
            self.entry = Some(entry);
        }
    }

    /// A scan on this screen is a voucher, and is tried at once.
    pub fn on_scan(&mut self, cx: &mut Cx<'_>, text: &str) -> Next {
        match &mut self.entry {
            // Somebody is typing: the code waits for their Enter.
            Some(entry) => entry.replace(text),
            None if matches!(self.phase, Phase::Ready) => {
                if let Some(next) = scanned_instead(cx, text) {
                    return next;
                }
                if takes_voucher(cx) {
                    self.open_with(text);
                    self.try_voucher(cx, text);
                }
            }
            None => {}
        }
        Next::Stay
    }

    fn open_with(&mut self, code: &str) {
        let mut entry = CodeEntry::new(Voucher::MAX, false);
        entry.replace(code);
        self.entry = Some(entry);
    }

    fn try_voucher(&mut self, cx: &mut Cx<'_>, code: &str) {
        match Voucher::new(code) {
            Some(voucher) => self.ask(cx, Some(voucher)),
            None => {
                if let Some(entry) = &mut self.entry {
                    entry.refuse(cx.speech().say("review-voucher-empty"));
                }
            }
        }
    }

    /// On to the texts, where there are any, else to the order; home where something keeps it from being concluded here.
    fn go_on(cx: &mut Cx<'_>) -> Next {
        let sight = cx.sight();
        let Some(agreement) = &sight.visit.agreement else { return Next::Stay };
        if agreement.preview.is_none() {
            return Next::Stay;
        }
        if obstacle(&sight, agreement).is_some() {
            return Next::Home;
        }
        if view::too_long(&sight, cx.grid) {
            return Next::Stay;
        }
        let place =
            if agreement.texts().is_empty() { MembershipPlace::Order } else { MembershipPlace::Texts };
        Next::Go(Place::Membership(place))
    }

    /// Takes a price; asks for a fresh one once the link is back.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        if self.healing.healed(cx.station.link) && self.is_idle() {
            self.on_return(cx);
        }
        let Event::Memberships(request, MembershipsEvent::MembershipPreviewed(result)) = event else {
            return Next::Stay;
        };
        match std::mem::replace(&mut self.phase, Phase::Ready) {
            Phase::Pricing(awaited, voucher) if awaited.is(*request) => self.priced(cx, voucher, result),
            other => self.phase = other,
        }
        Next::Stay
    }

    /// A refused voucher leaves the price as it was shown.
    fn priced(
        &mut self,
        cx: &mut Cx<'_>,
        voucher: Option<Voucher>,
        result: &Result<Arc<MembershipPreview>, Fault>,
    ) {
        match result {
            Ok(preview) if voucher.is_some() && is_refused(preview) => self.voucher_refused(cx, preview),
            Ok(preview) => {
                let Some(agreement) = &mut cx.visit.agreement else { return };
                let is_same = |shown: &Arc<MembershipPreview>| {
                    agreement.voucher != voucher || shown.same_price(preview)
                };
                self.changed = !agreement.preview.as_ref().is_none_or(is_same);
                agreement.priced(preview.clone(), voucher);
                self.entry = None;
                self.turned = 0;
            }
            Err(fault) => self.failed(cx, fault),
        }
    }

    fn voucher_refused(&mut self, cx: &mut Cx<'_>, preview: &MembershipPreview) {
        let is_visit = preview.voucher.kind == Some(VoucherKind::Checkin);
        let key = if is_visit { "agreement-voucher-visit" } else { "agreement-voucher-refused" };
        let refusal = cx.speech().say(key);
        if let Some(entry) = &mut self.entry {
            entry.refuse(refusal);
            return;
        }
        // One that was accepted before and is not any more: the price without it is asked.
        if let Some(agreement) = &mut cx.visit.agreement {
            agreement.voucher = None;
        }
        self.changed = true;
        self.ask(cx, None);
    }

    /// A complaint about the voucher goes to its entry, one about a field to where it can be mended.
    fn failed(&mut self, cx: &mut Cx<'_>, fault: &Fault) {
        if let (Some(entry), Some(message)) = (&mut self.entry, &fault.message)
            && fault.fate() == Fate::Refused
        {
            entry.refuse(message.to_string());
            return;
        }
        self.entry = None;
        self.phase = match mend(cx, fault) {
            Some(place) => Phase::Refused(fault.clone(), place),
            None => Phase::Failed(fault.clone()),
        };
    }

    /// Whether nothing is on its way, open or being typed that a fresh price would be in the way of.
    fn is_idle(&self) -> bool {
        let waits = match &self.phase {
            Phase::Ready => true,
            Phase::Failed(fault) => fault.is_offline(),
            Phase::Pricing(..) | Phase::Refused(..) => false,
        };
        waits && self.entry.is_none()
    }

    fn awaited(&self) -> Option<Awaited> {
        match &self.phase {
            Phase::Pricing(awaited, _) => Some(*awaited),
            Phase::Ready | Phase::Failed(_) | Phase::Refused(..) => None,
        }
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        self.awaited()?.wake_at(sight.now.moment)
    }
}

/// Whether a voucher does nothing here: it is not accepted, or is of a kind that would be spent in vain.
fn is_refused(preview: &MembershipPreview) -> bool {
    let effect = &preview.voucher;
    let is_vain = match &effect.kind {
        Some(VoucherKind::Checkin) => true,
        Some(VoucherKind::Credit | VoucherKind::Discount | VoucherKind::CompanyFeeSplit) => false,
        Some(VoucherKind::Contract) => !effect.does_something(),
        Some(VoucherKind::Other(_)) | None => !effect.does_something() && effect.message.is_none(),
    };
    effect.error.is_some() || is_vain
}

/// A switch knows no voucher.
fn takes_voucher(cx: &Cx<'_>) -> bool {
    cx.visit.agreement.as_ref().is_some_and(|agreement| !agreement.is_switch())
}

/// Where what the server complains about was asked; a field of the form says so itself.
fn mend(cx: &mut Cx<'_>, fault: &Fault) -> Option<MembershipPlace> {
    /// What the options ask, by the names of the API.
    const OPTIONS: [&str; 5] = [
        "startDate",
        "preuseDate",
        "referralCode",
        "selectedSelectableModuleIds",
        "selectedOptionalModuleIds",
    ];
    let (reference, message) = (fault.reference.as_ref()?, fault.message.as_ref()?);
    if fault.kind != FaultKind::Invalid {
        return None;
    }
    let form = cx.visit.agreement.as_mut().and_then(|agreement| agreement.form.as_mut());
    if form.is_some_and(|form| form.complain(reference.as_str(), message.as_str())) {
        return Some(MembershipPlace::Person);
    }
    let is_option = OPTIONS.iter().any(|name| reference.as_str().contains(name));
    is_option.then_some(MembershipPlace::Options)
}
