//! Who are you: something one is found by, and something only that person knows.
//!
//! Names are neither shown nor offered for choosing. A wrong try is on disk before anybody hears of it.
//!
//! Invariant: what was typed is gone with this screen, which the menu takes the place of.

mod entry;
mod lookup;
mod view;

use std::fmt;

use crate::app::effect::{CustomersEffect, Effect, RequestId};
use crate::app::member::Member;
use crate::app::msg::{CustomersEvent, Event, LedgerEvent};
use crate::app::no_sale::NoSale;
use crate::app::screens::awaited::{Awaited, next_change};
use crate::app::screens::claim::{self, VOUCHER};
use crate::app::screens::healing::Healing;
use crate::app::screens::members::MemberPlace;
use crate::app::screens::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::app::visit::Buyer;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::person::Customer;
use crate::domain::text::Text;
use crate::domain::time::Moment;
use crate::domain::tries::Tried;
use crate::ui::form::FormOutcome;
use crate::ui::key::Key;

use entry::Entry;
use lookup::{Lookup, Step};

/// Two questions, and what becomes of the answers.
pub struct Identify {
    entry: Entry,
    phase: Phase,
    /// Whether the last try was wrong, and nothing has been typed since.
    was_wrong: bool,
    healing: Healing,
}

#[derive(Debug)]
enum Phase {
    Filling,
    /// The studio is being asked, since then.
    Asking(Awaited, Moment, Box<Lookup>),
    /// A wrong try is being written down: for each of these the ledger has to answer.
    Noting(Vec<RequestId>, Moment),
    Failed(Fault),
    Desk(Desk),
}

/// Why only staff can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Desk {
    /// The tries of today are used up.
    TooMany,
    /// The studio has no birth date to compare.
    NoBirthDate,
    /// Wrong tries cannot be written down.
    Unrecorded,
    /// The key does not let the kiosk look for members, which the shop does without.
    Refused,
}

impl Identify {
    /// Asks; what was scanned answers the first question.
    pub fn enter(cx: &mut Cx<'_>, scanned: Option<String>) -> Self {
        let by_touch = cx.visit.by_touch && scanned.is_none();
        let mut entry = Entry::new(cx.speech(), cx.settings, by_touch);
        if let Some(text) = scanned {
            entry.scan(&text);
        }
        let mut screen = Self { entry, phase: Phase::Filling, was_wrong: false, healing: Healing::default() };
        screen.healing.healed(cx.station.link);
        screen.on_return(cx);
        screen
    }

    /// Puts the questions in the visitor's language; what was typed stays, and what is on its way goes on.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        cx.station.stock(cx.now.moment, cx.visit.language, cx.out);
        self.entry.reword(cx.words, cx.visit.language, cx.settings);
    }

    /// Types, tries, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        match (&self.phase, key) {
            (Phase::Filling, _) if closed(&cx.sight()).is_some() => match key {
                Key::Esc => return Next::Back,
                Key::Enter => cx.station.stock(cx.now.moment, cx.visit.language, cx.out),
                _ => {}
            },
            (Phase::Filling, VOUCHER) => {
                let typed = Some(self.entry.typed()).filter(|typed| !typed.is_empty());
                return Next::Replace(Place::Redeem(typed));
            }
            (Phase::Filling, _) => return self.on_form_key(cx, key),
            (Phase::Failed(_), Key::Enter) => self.submit(cx),
            (Phase::Desk(_), Key::Enter) => return Next::Home,
            (Phase::Desk(_), Key::Esc) => {
                self.entry.clear();
                self.phase = Phase::Filling;
            }
            // What was asked for is not looked at any more; a wrong try that is being written down stays one.
            (Phase::Failed(_) | Phase::Asking(..), Key::Esc) => self.phase = Phase::Filling,
            (Phase::Noting(..), Key::Esc) => return Next::Back,
            _ => {}
        }
        Next::Stay
    }

    fn on_form_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        match self.entry.on_key(key, cx.visit.by_touch, cx.visit.language) {
            FormOutcome::Submit | FormOutcome::Missing(_) => self.submit(cx),
            FormOutcome::Changed(_) => self.was_wrong = false,
            FormOutcome::Ignored if key == Key::Esc => return Next::Back,
            FormOutcome::Ignored | FormOutcome::Moved | FormOutcome::Turned => {}
        }
        Next::Stay
    }

    /// A card or code, wherever the cursor is; a claim code of this kiosk leads to its sale as everywhere.
    pub fn on_scan(&mut self, cx: &mut Cx<'_>, text: &str) -> Next {
        if let Some(next) = claim::scanned_instead(cx, text) {
            return next;
        }
        if matches!(self.phase, Phase::Filling) {
            self.entry.scan(text);
            self.was_wrong = false;
        }
        Next::Stay
    }

    /// Begins to ask the studio, once both answers can be ones.
    fn submit(&mut self, cx: &mut Cx<'_>) {
        self.phase = Phase::Filling;
        let (speech, today) = (cx.words.speech(cx.visit.language), cx.today());
        if closed(&cx.sight()).is_some() {
            return;
        }
        let Some((typed, given)) = self.entry.answers(speech, today) else { return };
        self.was_wrong = false;
        let mut lookup = Box::new(Lookup::new(&typed, given, &cx.settings.members));
        let step = lookup.next(|who| may_try(cx, who));
        self.go_on(cx, lookup, step, cx.now.moment);
    }

    /// Takes the answers of the studio and of the ledger. Once the link is back the questions are, for the member to go on.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        if self.healing.healed(cx.station.link)
            && matches!(&self.phase, Phase::Failed(fault) if fault.is_offline())
        {
            self.phase = Phase::Filling;
        }
        match (std::mem::replace(&mut self.phase, Phase::Filling), event) {
            (
                Phase::Asking(awaited, since, mut lookup),
                Event::Customers(request, CustomersEvent::CustomerFound(answer)),
            ) if awaited.is(*request) => {
                let step = lookup.take(answer, |who| may_try(cx, who));
                return self.go_on(cx, lookup, step, since);
            }
            (Phase::Noting(requests, since), Event::Ledger(LedgerEvent::TryRecorded(request, result)))
                if requests.contains(request) =>
            {
                let rest: Vec<_> = requests.into_iter().filter(|other| other != request).collect();
                self.noted(rest, since, result.is_ok());
            }
            (phase, _) => self.phase = phase,
        }
        Next::Stay
    }

    fn go_on(&mut self, cx: &mut Cx<'_>, lookup: Box<Lookup>, step: Step, since: Moment) -> Next {
        self.phase = match step {
            Step::Ask(key) => {
                let language = cx.visit.language;
                let effect = CustomersEffect::FindCustomer(key);
                let request = cx.out.ask(|request| Effect::Customers(request, language, effect));
                // The member waits for all of it, not for each question.
                Phase::Asking(Awaited::new(request, since), since, lookup)
            }
            Step::Proven(customer) => {
                cx.visit.member = Some(Member::new(&customer));
                // Whom the studio keeps out buys nothing here.
                cx.visit.buyer = (!customer.access_refusal).then(|| buyer(&customer));
                return Next::Replace(Place::Member(MemberPlace::Menu));
            }
            Step::Wrong(tried) => {
                let note = |who| cx.till.note_wrong_try(cx.now, who, cx.out);
                Phase::Noting(tried.into_iter().map(note).collect(), since)
            }
            Step::TooMany => Phase::Desk(Desk::TooMany),
            Step::NoBirthDate => Phase::Desk(Desk::NoBirthDate),
            Step::Failed(fault) if fault.kind == FaultKind::ScopeMissing => Phase::Desk(Desk::Refused),
            Step::Failed(fault) => Phase::Failed(fault),
        };
        Next::Stay
    }

    /// The ledger has answered about a wrong try; it is said once all of it is on disk.
    fn noted(&mut self, rest: Vec<RequestId>, since: Moment, is_recorded: bool) {
        self.phase = match (is_recorded, rest.is_empty()) {
            (false, _) => Phase::Desk(Desk::Unrecorded),
            (true, false) => Phase::Noting(rest, since),
            (true, true) => {
                self.entry.clear_proof();
                self.was_wrong = true;
                Phase::Filling
            }
        };
    }

    /// Since when an answer is awaited.
    fn waiting_since(&self) -> Option<Moment> {
        match &self.phase {
            Phase::Asking(_, since, _) | Phase::Noting(_, since) => Some(*since),
            Phase::Filling | Phase::Failed(_) | Phase::Desk(_) => None,
        }
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        next_change(self.waiting_since()?, sight.now.moment)
    }
}

/// Buys as who they are, without the form.
fn buyer(customer: &Customer) -> Buyer {
    let names = [&customer.first_name, &customer.last_name].into_iter().flatten();
    let name = names.map(|name| Text::name(name).to_string()).collect::<Vec<_>>().join(" ");
    Buyer { customer: customer.id, name, born: customer.date_of_birth, returning: true }
}

fn may_try(cx: &Cx<'_>, who: &Tried) -> bool {
    cx.till.may_try(cx.now, who, cx.settings.members.tries_max)
}

/// Why nobody can be identified now: the studio cannot be asked, or wrong tries not be counted.
fn closed(sight: &Sight<'_>) -> Option<NoSale> {
    NoSale::why(sight.station, sight.till).filter(|why| !matches!(why, NoSale::Crowded | NoSale::Unpayable))
}

impl fmt::Debug for Identify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identify({:?}, ***)", self.phase)
    }
}
