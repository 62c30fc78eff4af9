//! First day, training before it, modules, who brought them: one form, and nothing else on it than can be chosen.

mod form;
mod view;

use jiff::ToSpan;

use super::{MembershipPlace, admission};
use crate::app::agreement::{Agreement, Side};
use crate::app::screens::form_entry::FormEntryOutcome;
use crate::app::screens::offers::columns;
use crate::app::screens::{Next, Place, pages};
use crate::app::shared::{Cx, Sight};
use crate::domain::membership::{OfferModule, OfferModuleId};
use crate::domain::time::{Date, Weekday};
use crate::ui::calendar::{Calendar, Days};
use crate::ui::form::FormOutcome;
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::theme::Tone;

use form::{OptionsForm, Slot};

/// Months ahead that a membership may start; further ahead nobody signs at a front desk.
const START_AHEAD_MAX: i32 = 12;

/// The key that opens the calendar for a day.
const CALENDAR: Key = Key::F(5);

/// What is chosen of a membership.
#[derive(Debug)]
pub struct Options {
    /// None where there is nothing to choose options of.
    form: Option<OptionsForm>,
    phase: Phase,
    /// Whether one module too many was just refused.
    too_many: bool,
}

#[derive(Debug)]
enum Phase {
    Filling,
    /// A day is picked for this field.
    Picking(Slot, Calendar),
    /// What a module is, and the pages of it that were turned.
    Reading(OfferModuleId, usize),
}

impl Options {
    /// Shows what was chosen so far.
    pub fn enter(cx: &mut Cx<'_>) -> Self {
        let form = cx.visit.agreement.as_ref().map(|agreement| OptionsForm::new(cx.speech(), agreement));
        Self { form, phase: Phase::Filling, too_many: false }
    }

    /// Puts the form in the visitor's language; what was chosen stays.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        if let (Some(form), Some(agreement)) = (&mut self.form, &cx.visit.agreement) {
            form.reword(cx.words, cx.visit.language, agreement);
        }
    }

    /// Chooses, goes on or back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        let Some(form) = &mut self.form else {
            return if matches!(key, Key::Esc | Key::Enter) { Next::Back } else { Next::Stay };
        };
        match (&mut self.phase, key) {
            (Phase::Filling, _) => return self.on_form_key(cx, key),
            (Phase::Reading(_, turned), pages::TURN) => *turned += 1,
            (Phase::Reading(..), Key::Esc | Key::Enter) | (Phase::Picking(..), Key::Esc) => {
                self.phase = Phase::Filling;
            }
            (Phase::Picking(slot, calendar), Key::Enter) => {
                let speech = cx.words.speech(cx.visit.language);
                form.set_date(speech, *slot, calendar.selected);
                self.phase = Phase::Filling;
            }
            (Phase::Picking(slot, calendar), key) => {
                let speech = cx.words.speech(cx.visit.language);
                let agreement = cx.visit.agreement.as_ref();
                let days = days(
                    form.last_day(speech, *slot, agreement, cx.today()),
                    cx.today(),
                    speech.week_start(),
                );
                calendar.on_key(key, &days);
            }
            (Phase::Reading(..), _) => {}
        }
        Next::Stay
    }

    fn on_form_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        let (today, language, by_touch) = (cx.today(), cx.visit.language, cx.visit.by_touch);
        let speech = cx.words.speech(language);
        let (Some(form), Some(agreement)) = (&mut self.form, &cx.visit.agreement) else { return Next::Back };
        form.entry.look(columns(frame::body(cx.grid), cx.grid).0, cx.grid);
        // A finger picks a day from the calendar: digits are not what the keyboard on the screen is good for.
        let touched = match key {
            Key::Pick(index) if by_touch => form.slot(index).filter(|slot| slot.is_date()),
            CALENDAR => form.focused().filter(|slot| slot.is_date()),
            _ => None,
        };
        if let Some(slot) = touched {
            form.focus(slot);
            let day = form.date(speech, slot).unwrap_or(agreement.start).max(today);
            self.phase = Phase::Picking(slot, Calendar::new(day));
            return Next::Stay;
        }
        if key == pages::TURN {
            if let Some(module) = form.focused().and_then(|slot| slot.module(agreement)) {
                self.phase = Phase::Reading(module.id, 0);
                self.too_many = false;
            }
            return Next::Stay;
        }
        let outcome = form.entry.on_key(key, by_touch, language, |_| false);
        if outcome != FormEntryOutcome::Stay {
            self.too_many = false;
        }
        match outcome {
            FormEntryOutcome::Changed(index) => self.too_many = form.refuse_too_many(index, agreement),
            FormEntryOutcome::Left(index) => form.check(speech, index, agreement, today),
            FormEntryOutcome::GoOn => return self.go_on(cx),
            FormEntryOutcome::Close => {
                self.keep(cx);
                return Next::Back;
            }
            FormEntryOutcome::Stay => {}
        }
        Next::Stay
    }

    /// A scan or paste is typed where a code belongs, and nowhere else.
    pub fn on_scan(&mut self, text: &str) -> Next {
        if let (Some(form), Phase::Filling) = (&mut self.form, &self.phase)
            && form.focused() == Some(Slot::Referral)
            && let FormOutcome::Changed(index) = form.entry.form.insert(text)
        {
            form.entry.form.set_error(index, None);
        }
        Next::Stay
    }

    /// On to who joins, or to what it costs; first to the fields that nobody has seen yet: extras are not missed for want of
    /// turning a page.
    fn go_on(&mut self, cx: &mut Cx<'_>) -> Next {
        let (today, speech) = (cx.today(), cx.words.speech(cx.visit.language));
        let (Some(form), Some(agreement)) = (&mut self.form, &cx.visit.agreement) else { return Next::Back };
        let side = agreement.side;
        if !form.check_all(speech, agreement, today) || admission::no_order(&cx.sight(), side).is_some() {
            return Next::Stay;
        }
        if form.entry.turn_to_unseen() {
            return Next::Stay;
        }
        self.keep(cx);
        Next::Go(Place::Membership(match side {
            Side::Joining => MembershipPlace::Person,
            Side::Adding(_) | Side::Switching { .. } => MembershipPlace::Price,
        }))
    }

    /// Writes down what was chosen, as far as it can be: it stays where somebody goes back.
    fn keep(&mut self, cx: &mut Cx<'_>) {
        let (today, speech) = (cx.today(), cx.words.speech(cx.visit.language));
        if let (Some(form), Some(agreement)) = (&self.form, &mut cx.visit.agreement) {
            form.keep(speech, agreement, today);
        }
    }

    /// The module that is read about, or has the focus.
    fn module<'a>(&self, agreement: &'a Agreement) -> Option<&'a OfferModule> {
        match &self.phase {
            Phase::Reading(id, _) => find(agreement, *id),
            Phase::Filling => self.form.as_ref()?.focused()?.module(agreement),
            Phase::Picking(..) => None,
        }
    }

    /// Why nobody goes on, in one line.
    fn no_order_notice(sight: &Sight<'_>) -> Option<(String, Tone)> {
        admission::no_order_notice(sight, sight.visit.agreement.as_ref()?.side)
    }
}

/// A module of the offer or of the term that is chosen.
fn find(agreement: &Agreement, id: OfferModuleId) -> Option<&OfferModule> {
    let optional = agreement.term().map_or(&[][..], |term| &term.optional[..]);
    agreement.detail.selectable.iter().chain(optional).find(|module| module.id == id)
}

/// The last day a membership may start: the one the studio proposes is always possible.
fn last_start(agreement: &Agreement, today: Date) -> Date {
    let ahead = today.saturating_add(START_AHEAD_MAX.months());
    agreement.term().and_then(|term| term.start).map_or(ahead, |start| start.max(ahead))
}

/// The days from today to another.
fn days(max: Date, today: Date, week_start: Weekday) -> Days {
    Days { min: today, max: max.max(today), today, week_start }
}
