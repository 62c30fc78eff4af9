//! Who buys it: a form for a new person, and the ways to become a customer of the studio.
//!
//! Filled in -> validated -> created; or known already -> searched for -> exactly one exact match, else the desk. A
//! creation whose answer was lost is validated again: "known already" then means that it happened.

mod view;

use super::awaited::Awaited;
use super::form_entry::FormEntryOutcome;
use super::healing::Healing;
use super::visitor_form::{AgeLimit, VisitorForm};
use super::{Next, Place};
use crate::app::effect::{CustomersEffect, Effect, LeadsEffect};
use crate::app::msg::{CustomersEvent, Event, LeadsEvent};
use crate::app::remote::Remote;
use crate::app::shared::{Cx, Settings, Sight};
use crate::app::visit::Buyer;
use crate::config::LegalText;
use crate::domain::fault::{Fate, Fault, FaultKind};
use crate::domain::language::Language;
use crate::domain::person::{Customer, CustomerId, Lead, LeadForm, LeadVerdict, sole_match};
use crate::domain::time::{Date, Moment};
use crate::ui::canvas::measure;
use crate::ui::form::FormOutcome;
use crate::ui::key::Key;

/// Columns of the line above the footer on the smallest grid.
const NOTICE_COLUMNS: u16 = 66;

/// The form and what becomes of it.
#[derive(Debug)]
pub struct Visitor {
    phase: Phase,
    healing: Healing,
    /// Whether the privacy notice lies over the form.
    privacy: bool,
    /// What the server says is wrong with the whole form.
    refusal: Option<String>,
}

#[derive(Debug)]
enum Phase {
    Filling,
    Validating(Awaited, Box<Lead>),
    Creating(Awaited, Box<Lead>),
    /// The answer to the creation was lost: validated once more.
    Rechecking(Awaited, Box<Lead>),
    Searching(Awaited, Box<Lead>),
    Failed(Fault),
    Desk(Desk),
}

/// Why only staff can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Desk {
    /// Known to the studio, but not told apart.
    NotSure,
    /// The same, and the birth date that might tell was left out.
    NoBirthDate,
    /// Barred from entry.
    Refused,
}

impl Visitor {
    /// Shows the form of this visit, or a new one as soon as its configuration is known.
    pub fn enter(cx: &mut Cx<'_>) -> Self {
        let mut screen =
            Self { phase: Phase::Filling, healing: Healing::default(), privacy: false, refusal: None };
        screen.healing.healed(cx.station.link);
        screen.on_return(cx);
        screen
    }

    /// Asks again for what is old, and puts the form in the visitor's language; what was typed stays.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        let language = cx.visit.language;
        cx.station.stock(cx.now.moment, language, cx.out);
        // What is on its way goes on: a creation that is forgotten would be sent a second time.
        if matches!(self.phase, Phase::Failed(_)) {
            self.phase = Phase::Filling;
        }
        self.refusal = None;
        Self::build(cx);
    }

    /// A visitor the studio knows can look at the form, and is asked for nothing but a birth date that an age limit needs.
    fn build(cx: &mut Cx<'_>) {
        let language = cx.visit.language;
        let Some(wanted) = cx.station.shelf(language).and_then(|shelf| shelf.form.value()) else { return };
        let limit = age_limit(cx);
        let known = cx.visit.buyer.as_ref().map(|buyer| buyer.born.is_some());
        let form = match &mut cx.visit.form {
            Some(form) => form,
            form @ None => {
                form.insert(VisitorForm::new(cx.words.speech(language), cx.settings, wanted, limit))
            }
        };
        match (known, limit) {
            (None, _) => {
                form.renew(cx.words, language, wanted, limit);
                form.recheck(cx.words.speech(language), cx.settings.today(cx.now));
            }
            (Some(false), Some(_)) => {
                form.renew(cx.words, language, wanted, limit);
                form.lock_but_birth_date();
            }
            (Some(_), _) => {
                form.reword(cx.words, language);
                form.lock();
            }
        }
    }

    /// Types, goes on or back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if std::mem::take(&mut self.privacy) {
            return Next::Stay;
        }
        match (&self.phase, key) {
            (Phase::Filling, _) => self.on_form_key(cx, key),
            (Phase::Failed(_), Key::Enter) => {
                self.on_return(cx);
                self.submit(cx)
            }
            (Phase::Failed(_) | Phase::Desk(Desk::NotSure | Desk::NoBirthDate), Key::Esc) => {
                self.phase = Phase::Filling;
                Next::Stay
            }
            (Phase::Desk(_), Key::Esc | Key::Enter) => Next::Home,
            (Phase::Validating(..) | Phase::Rechecking(..) | Phase::Searching(..), Key::Esc) => {
                self.phase = Phase::Filling;
                Next::Stay
            }
            _ => Next::Stay,
        }
    }

    fn on_form_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        let (today, language, by_touch) = (cx.today(), cx.visit.language, cx.visit.by_touch);
        let speech = cx.words.speech(language);
        if key == Key::F(4) {
            self.privacy = privacy(cx.settings, cx.visit.language).is_some();
            return Next::Stay;
        }
        let Some(form) = &mut cx.visit.form else {
            return match key {
                Key::Esc => Next::Back,
                Key::Enter => {
                    self.on_return(cx);
                    Next::Stay
                }
                _ => Next::Stay,
            };
        };
        match form.on_key(key, by_touch, language) {
            FormEntryOutcome::Changed(index) => {
                self.refusal = None;
                form.check(speech, today, index, false);
            }
            FormEntryOutcome::Left(index) => form.check(speech, today, index, true),
            FormEntryOutcome::GoOn => return self.submit(cx),
            FormEntryOutcome::Close => return Next::Back,
            FormEntryOutcome::Stay => {}
        }
        Next::Stay
    }

    /// A scan or paste is typed where the focus is.
    pub fn on_scan(&mut self, cx: &mut Cx<'_>, text: &str) -> Next {
        let (today, speech) = (cx.today(), cx.words.speech(cx.visit.language));
        if let (Phase::Filling, Some(form)) = (&self.phase, &mut cx.visit.form)
            && let FormOutcome::Changed(index) = form.entry.form.insert(text)
        {
            form.check(speech, today, index, false);
        }
        Next::Stay
    }

    /// Checks everything here, then asks the server.
    fn submit(&mut self, cx: &mut Cx<'_>) -> Next {
        let (today, language) = (cx.today(), cx.visit.language);
        let speech = cx.words.speech(language);
        let Some(form) = &mut cx.visit.form else { return Next::Stay };
        form.entry.put_keyboard_away();
        if !form.check_all(speech, today) {
            return Next::Stay;
        }
        if let Some(buyer) = &mut cx.visit.buyer {
            buyer.born = buyer.born.or(form.birth_date(speech));
            form.lock();
            return self.go_on(cx);
        }
        let lead = Box::new(form.lead(speech, language));
        self.phase = Phase::Validating(ask_leads(cx, LeadsEffect::ValidateLead(lead.clone())), lead);
        Next::Stay
    }

    /// Takes the answers on the way to a customer id. Once the link is back the form is, for the visitor to go on.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        if self.healing.healed(cx.station.link)
            && matches!(&self.phase, Phase::Failed(fault) if fault.is_offline())
        {
            self.phase = Phase::Filling;
        }
        match event {
            Event::Leads(_, LeadsEvent::FormRead(_)) if matches!(self.phase, Phase::Filling) => {
                Self::build(cx);
                Next::Stay
            }
            Event::Leads(request, LeadsEvent::LeadValidated(result)) => {
                match std::mem::replace(&mut self.phase, Phase::Filling) {
                    Phase::Validating(awaited, lead) if awaited.is(*request) => {
                        self.validated(cx, lead, result, false)
                    }
                    Phase::Rechecking(awaited, lead) if awaited.is(*request) => {
                        self.validated(cx, lead, result, true)
                    }
                    other => self.keep(other),
                }
            }
            Event::Leads(request, LeadsEvent::LeadCreated(result)) => {
                match std::mem::replace(&mut self.phase, Phase::Filling) {
                    Phase::Creating(awaited, lead) if awaited.is(*request) => self.created(cx, lead, result),
                    other => self.keep(other),
                }
            }
            Event::Customers(request, CustomersEvent::CustomersFound(result)) => {
                match std::mem::replace(&mut self.phase, Phase::Filling) {
                    Phase::Searching(awaited, lead) if awaited.is(*request) => self.found(cx, &lead, result),
                    other => self.keep(other),
                }
            }
            _ => Next::Stay,
        }
    }

    fn keep(&mut self, phase: Phase) -> Next {
        self.phase = phase;
        Next::Stay
    }

    fn validated(
        &mut self,
        cx: &mut Cx<'_>,
        lead: Box<Lead>,
        result: &Result<LeadVerdict, Fault>,
        again: bool,
    ) -> Next {
        self.phase = match result {
            // A creation that was lost and is still possible did not happen; the visitor may try once more.
            Ok(LeadVerdict::Possible) if again => Phase::Failed(FaultKind::TimedOut.into()),
            Ok(LeadVerdict::Possible) => {
                Phase::Creating(ask_leads(cx, LeadsEffect::CreateLead(lead.clone())), lead)
            }
            Ok(LeadVerdict::Duplicate) => Phase::Searching(search(cx, &lead), lead),
            Ok(LeadVerdict::Invalid | LeadVerdict::Other(_)) => {
                self.refusal = Some(cx.speech().say("visitor-refused"));
                Phase::Filling
            }
            Err(fault) => self.refused(cx, fault),
        };
        Next::Stay
    }

    fn created(
        &mut self,
        cx: &mut Cx<'_>,
        lead: Box<Lead>,
        result: &Result<Option<CustomerId>, Fault>,
    ) -> Next {
        self.phase = match result {
            Ok(Some(customer)) => return self.done(cx, *customer, None, false),
            Ok(None) => Phase::Searching(search(cx, &lead), lead),
            Err(fault) if fault.fate() == Fate::Unknown || fault.kind == FaultKind::Conflict => {
                Phase::Rechecking(ask_leads(cx, LeadsEffect::ValidateLead(lead.clone())), lead)
            }
            Err(fault) => self.refused(cx, fault),
        };
        Next::Stay
    }

    /// Only exactly one exact match counts; there is never a list of people.
    fn found(&mut self, cx: &mut Cx<'_>, lead: &Lead, result: &Result<Vec<Customer>, Fault>) -> Next {
        self.phase = match result {
            Ok(found) => match sole_match(lead, found) {
                Some(customer) if customer.access_refusal => Phase::Desk(Desk::Refused),
                Some(customer) => return self.done(cx, customer.id, customer.date_of_birth, true),
                None if lead.date_of_birth.is_none()
                    && cx.visit.form.as_ref().is_some_and(VisitorForm::asks_birth_date) =>
                {
                    Phase::Desk(Desk::NoBirthDate)
                }
                None => Phase::Desk(Desk::NotSure),
            },
            Err(fault) => Phase::Failed(fault.clone()),
        };
        Next::Stay
    }

    fn done(
        &mut self,
        cx: &mut Cx<'_>,
        customer: CustomerId,
        recorded: Option<Date>,
        returning: bool,
    ) -> Next {
        let speech = cx.words.speech(cx.visit.language);
        let form = cx.visit.form.as_ref();
        let born = recorded.or_else(|| form.and_then(|form| form.birth_date(speech)));
        let name = form.map(VisitorForm::full_name).unwrap_or_default();
        cx.visit.buyer = Some(Buyer { customer, name, born, returning });
        if let Some(form) = &mut cx.visit.form {
            form.lock();
        }
        self.phase = Phase::Filling;
        self.go_on(cx)
    }

    /// To the review, unless the buyer is too young for this offer on its first day.
    fn go_on(&mut self, cx: &Cx<'_>) -> Next {
        let born = cx.visit.buyer.as_ref().and_then(|buyer| buyer.born);
        match age_limit(cx).filter(|limit| born.is_some_and(|born| limit.excludes(born))) {
            Some(limit) => {
                self.refusal = Some(limit.words(cx.speech()));
                Next::Stay
            }
            None => Next::Go(Place::Review),
        }
    }

    /// A complaint about a field goes to the field; anything else is a fault of the whole.
    fn refused(&mut self, cx: &mut Cx<'_>, fault: &Fault) -> Phase {
        let (Some(message), Some(form)) = (&fault.message, &mut cx.visit.form) else {
            return Phase::Failed(fault.clone());
        };
        if fault.fate() != Fate::Refused || fault.is_out_of_order() {
            return Phase::Failed(fault.clone());
        }
        let at_field =
            fault.reference.as_ref().is_some_and(|field| form.complain(field.as_str(), message.as_str()));
        // The line above the footer holds a short complaint; a long one gets the screen.
        match (at_field, measure(message.as_str()) <= NOTICE_COLUMNS) {
            (true, _) => Phase::Filling,
            (false, true) => {
                self.refusal = Some(message.to_string());
                Phase::Filling
            }
            (false, false) => Phase::Failed(fault.clone()),
        }
    }

    fn awaited(&self) -> Option<Awaited> {
        match &self.phase {
            Phase::Validating(awaited, _)
            | Phase::Creating(awaited, _)
            | Phase::Rechecking(awaited, _)
            | Phase::Searching(awaited, _) => Some(*awaited),
            Phase::Filling | Phase::Failed(_) | Phase::Desk(_) => None,
        }
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        match (self.awaited(), &sight.visit.form) {
            (Some(awaited), _) => awaited.wake_at(sight.now.moment),
            (None, None) => super::awaited::next_change(wanted(sight)?.asked_at()?, sight.now.moment),
            (None, Some(_)) => None,
        }
    }
}

/// The age limit of the chosen offer, on its first day.
fn age_limit(cx: &Cx<'_>) -> Option<AgeLimit> {
    let chosen = cx.visit.chosen.as_ref()?;
    chosen.detail.min_age.map(|years| AgeLimit { years, on: chosen.valid_from })
}

/// What the studio asks of a new person, as far as it is known in this language.
pub(super) fn wanted<'a>(sight: &Sight<'a>) -> Option<&'a Remote<Box<LeadForm>>> {
    sight.station.shelf(sight.visit.language).map(|shelf| &shelf.form)
}

/// The studio's privacy notice in this language, or in the kiosk's default one.
pub(super) fn privacy(settings: &Settings, language: Language) -> Option<String> {
    settings.legal_text(&settings.legal.privacy, language).map(|text| match text {
        LegalText::Text(text) | LegalText::Link(text) => text.to_string(),
    })
}

fn ask_leads(cx: &mut Cx<'_>, effect: LeadsEffect) -> Awaited {
    let language = cx.visit.language;
    let request = cx.out.ask(|request| Effect::Leads(request, language, effect));
    Awaited::new(request, cx.now.moment)
}

fn search(cx: &mut Cx<'_>, lead: &Lead) -> Awaited {
    let language = cx.visit.language;
    let effect = CustomersEffect::SearchCustomers(Box::new(lead.clone()));
    let request = cx.out.ask(|request| Effect::Customers(request, language, effect));
    Awaited::new(request, cx.now.moment)
}
