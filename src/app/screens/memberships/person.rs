//! Who joins: a form, and the question to the studio whether it knows this person.
//!
//! A second record of somebody is trouble for years: who is or was a member already is sent to the member area or the desk. Who
//! has only bought a pass here may join.
//!
//! Invariant: of somebody who does not sign for themselves yet, nothing is kept.

use ratatui::layout::Rect;

use super::MembershipPlace;
use super::asking::no_order_notice;
use crate::app::agreement::Stop;
use crate::app::effect::{CustomersEffect, Effect};
use crate::app::msg::{CustomersEvent, Event, LeadsEvent};
use crate::app::screens::applicant_form::{ApplicantForm, Wanted};
use crate::app::screens::awaited::{Awaited, next_change};
use crate::app::screens::chrome::{Chrome, busy_since, busy_with, explain, fault};
use crate::app::screens::form_entry::FormEntryOutcome;
use crate::app::screens::healing::Healing;
use crate::app::screens::members::MemberPlace;
use crate::app::screens::visitor::{privacy, wanted};
use crate::app::screens::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::domain::fault::Fault;
use crate::domain::membership::Applicant;
use crate::domain::person::{Customer, CustomerStatus};
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::form::FormOutcome;
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::notice::{self, FaultWords};
use crate::ui::theme::Tone;

/// Shows the privacy notice.
const PRIVACY: Key = Key::F(4);
/// The member area, for who is known here; the same key as on the first screen.
const MEMBERS: Key = Key::F(5);

/// Who joins.
#[derive(Debug)]
pub struct Person {
    phase: Phase,
    healing: Healing,
    /// Whether the privacy notice lies over the form.
    privacy: bool,
}

#[derive(Debug)]
enum Phase {
    Filling,
    /// The studio is asked whether it knows this person.
    Searching(Awaited, Box<Applicant>),
    Failed(Fault),
    Desk(Desk),
}

/// Why it does not go on here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Desk {
    /// Too young to sign.
    Guardian,
    /// A member, or a former one.
    Known,
    /// Barred from entry.
    Barred,
}

impl Person {
    /// Shows the form of this visit, or a new one as soon as its configuration is known.
    pub fn enter(cx: &mut Cx<'_>) -> Self {
        let mut screen = Self { phase: Phase::Filling, healing: Healing::default(), privacy: false };
        screen.healing.healed(cx.station.link);
        screen.on_return(cx);
        screen
    }

    /// Asks again for what is old, and puts the form in the visitor's language; what was typed stays.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        let language = cx.visit.language;
        cx.station.stock(cx.now.moment, language, cx.out);
        if matches!(self.phase, Phase::Failed(_)) {
            self.phase = Phase::Filling;
        }
        Self::build(cx);
    }

    fn build(cx: &mut Cx<'_>) {
        let (language, today) = (cx.visit.language, cx.today());
        let Some(form) = cx.station.shelf(language).and_then(|shelf| shelf.form.value()) else { return };
        let Some(agreement) = &mut cx.visit.agreement else { return };
        let home = agreement.form.as_ref().and_then(ApplicantForm::home);
        let wanted = Wanted::new(cx.settings, form, agreement.asks_consents(), home);
        let speech = cx.words.speech(language);
        match &mut agreement.form {
            // What the server complained about stays to be seen.
            Some(form) if form.is_as(language, &wanted) => {}
            Some(form) => {
                form.renew(cx.words, language, wanted);
                form.recheck(speech, today);
            }
            form @ None => *form = Some(ApplicantForm::new(speech, wanted)),
        }
    }

    /// Types, goes on or back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if std::mem::take(&mut self.privacy) {
            return Next::Stay;
        }
        match (&self.phase, key) {
            (Phase::Filling, _) => return self.on_form_key(cx, key),
            (Phase::Failed(_), Key::Enter) => {
                self.on_return(cx);
                return self.submit(cx);
            }
            (Phase::Desk(Desk::Known), Key::Enter | MEMBERS) if cx.settings.members.enabled => {
                cx.visit.agreement = None;
                return Next::Finish(Place::Member(MemberPlace::Identify(None)));
            }
            (Phase::Desk(Desk::Known) | Phase::Failed(_) | Phase::Searching(..), Key::Esc) => {
                self.phase = Phase::Filling;
            }
            (Phase::Desk(_), Key::Esc | Key::Enter) => return Next::Home,
            _ => {}
        }
        Next::Stay
    }

    fn on_form_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        let (today, language, by_touch) = (cx.today(), cx.visit.language, cx.visit.by_touch);
        let speech = cx.words.speech(language);
        if key == PRIVACY {
            self.privacy = privacy(cx.settings, language).is_some();
            return Next::Stay;
        }
        let Some(form) = cx.visit.agreement.as_mut().and_then(|agreement| agreement.form.as_mut()) else {
            return match key {
                Key::Esc => Next::Back,
                Key::Enter => {
                    self.on_return(cx);
                    Next::Stay
                }
                _ => Next::Stay,
            };
        };
        form.entry.look(frame::body(cx.grid), cx.grid);
        match form.on_key(key, by_touch, language) {
            FormEntryOutcome::Changed(index) => form.check(speech, today, index, false),
            FormEntryOutcome::Left(index) => {
                form.check(speech, today, index, true);
                // In another country other things are asked.
                if form.home().is_some_and(|home| !form.is_of(&home)) {
                    Self::build(cx);
                }
            }
            FormEntryOutcome::GoOn => return self.submit(cx),
            FormEntryOutcome::Close => return Next::Back,
            FormEntryOutcome::Stay => {}
        }
        Next::Stay
    }

    /// A scan or paste is typed where the focus is.
    pub fn on_scan(&mut self, cx: &mut Cx<'_>, text: &str) -> Next {
        let (today, speech) = (cx.today(), cx.words.speech(cx.visit.language));
        let form = cx.visit.agreement.as_mut().and_then(|agreement| agreement.form.as_mut());
        if let (Phase::Filling, Some(form)) = (&self.phase, form)
            && let FormOutcome::Changed(index) = form.entry.form.insert(text)
        {
            form.check(speech, today, index, false);
        }
        Next::Stay
    }

    /// Checks everything here, then asks the studio whether it knows this person.
    fn submit(&mut self, cx: &mut Cx<'_>) -> Next {
        let (today, language) = (cx.today(), cx.visit.language);
        let speech = cx.words.speech(language);
        let Some(agreement) = &mut cx.visit.agreement else { return Next::Stay };
        let Some(form) = &mut agreement.form else { return Next::Stay };
        form.entry.put_keyboard_away();
        if form.home().is_some_and(|home| !form.is_of(&home)) {
            Self::build(cx);
            return Next::Stay;
        }
        if form.is_minor(speech, today) {
            (agreement.form, agreement.applicant) = (None, None);
            self.phase = Phase::Desk(Desk::Guardian);
            return Next::Stay;
        }
        if !form.check_all(speech, today) || form.entry.turn_to_unseen() {
            return Next::Stay;
        }
        let Some(applicant) = form.applicant(speech).map(Box::new) else { return Next::Stay };
        let effect = CustomersEffect::SearchNamesakes(applicant.clone());
        let request = cx.out.ask(|request| Effect::Customers(request, language, effect));
        self.phase = Phase::Searching(Awaited::new(request, cx.now.moment), applicant);
        Next::Stay
    }

    /// Takes the answers. Once the link is back the form is, for the visitor to go on.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        if self.healing.healed(cx.station.link)
            && matches!(&self.phase, Phase::Failed(fault) if fault.is_offline())
        {
            self.phase = Phase::Filling;
        }
        match event {
            Event::Leads(_, LeadsEvent::FormRead(_)) if matches!(self.phase, Phase::Filling) => {
                Self::build(cx);
            }
            Event::Customers(request, CustomersEvent::NamesakesSearched(result)) => {
                return match std::mem::replace(&mut self.phase, Phase::Filling) {
                    Phase::Searching(awaited, applicant) if awaited.is(*request) => {
                        self.searched(cx, applicant, result)
                    }
                    other => {
                        self.phase = other;
                        Next::Stay
                    }
                };
            }
            _ => {}
        }
        Next::Stay
    }

    fn searched(
        &mut self,
        cx: &mut Cx<'_>,
        applicant: Box<Applicant>,
        result: &Result<Vec<Customer>, Fault>,
    ) -> Next {
        let found = match result {
            Ok(found) => found,
            Err(fault) => {
                self.phase = Phase::Failed(fault.clone());
                return Next::Stay;
            }
        };
        let alike: Vec<_> = found.iter().filter(|customer| applicant.may_be(customer)).collect();
        let desk = if alike.iter().any(|customer| customer.access_refusal) {
            Desk::Barred
        } else if alike.iter().any(|customer| customer.status != CustomerStatus::Prospect) {
            Desk::Known
        } else {
            if let Some(agreement) = &mut cx.visit.agreement {
                agreement.applicant = Some(applicant);
            }
            return Next::Go(Place::Membership(MembershipPlace::Price));
        };
        self.phase = Phase::Desk(desk);
        Next::Stay
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        match (&self.phase, form(sight)) {
            (Phase::Searching(awaited, _), _) => awaited.wake_at(sight.now.moment),
            (_, Some(_)) => None,
            (_, None) => next_change(wanted(sight)?.asked_at()?, sight.now.moment),
        }
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let (back, privacy_label) = (speech.say("back"), speech.say("visitor-privacy"));
        let notice = privacy(sight.settings, sight.visit.language);
        let unread = form(sight).is_none() && wanted(sight).is_some_and(|form| form.fault().is_some());
        let (label, kind) = match &self.phase {
            Phase::Failed(_) => ("frame-again", ButtonKind::Primary),
            Phase::Desk(Desk::Known) if sight.settings.members.enabled => {
                ("members-open", ButtonKind::Primary)
            }
            Phase::Desk(_) => ("frame-done", ButtonKind::Primary),
            Phase::Filling if unread => ("frame-again", ButtonKind::Primary),
            Phase::Filling if form(sight).is_some() => ("next", ButtonKind::Primary),
            Phase::Filling | Phase::Searching(..) => ("next", ButtonKind::Disabled),
        };
        let label = speech.say(label);
        let mut more = Vec::new();
        if notice.is_some() && matches!(self.phase, Phase::Filling) {
            more.push((privacy_label.as_str(), PRIVACY));
        }
        let is_over = matches!(self.phase, Phase::Desk(Desk::Guardian | Desk::Barred));
        let chrome = Chrome {
            step: sight.visit.agreement.as_ref().map(|agreement| agreement.step(Stop::Person)),
            notice: self.notice(sight),
            back: (!is_over).then_some(back.as_str()),
            primary: Some((&label, kind)),
            more,
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        match (&self.phase, form(sight)) {
            (Phase::Filling, Some(form)) => {
                form.entry.view(sight, canvas, body, &speech.say("applicant-title"));
            }
            (Phase::Filling, None) => view_waiting(sight, canvas, body),
            (Phase::Failed(told), _) => fault(sight, canvas, body, told),
            (Phase::Desk(why), _) => view_desk(sight, canvas, body, *why),
            (Phase::Searching(awaited, _), _) => {
                busy_with(sight, canvas, body, &speech.say("visitor-checking"), *awaited);
            }
        }
        if let (true, Some(text)) = (self.privacy, notice) {
            explain(sight, canvas, &privacy_label, &text);
        }
    }

    fn notice(&self, sight: &Sight<'_>) -> Option<(String, Tone)> {
        match self.phase {
            Phase::Desk(_) | Phase::Failed(_) => None,
            Phase::Filling | Phase::Searching(..) => {
                no_order_notice(sight).or_else(|| sight.privacy_notice())
            }
        }
    }
}

fn form<'a>(sight: &Sight<'a>) -> Option<&'a ApplicantForm> {
    sight.visit.agreement.as_ref()?.form.as_ref()
}

fn view_waiting(sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect) {
    let Some(remote) = wanted(sight) else { return };
    match (remote.fault(), remote.asked_at()) {
        (Some(told), _) => fault(sight, canvas, body, told),
        (None, Some(since)) => {
            busy_since(sight, canvas, body, &sight.speech.say("visitor-loading"), since);
        }
        (None, None) => {}
    }
}

fn view_desk(sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, why: Desk) {
    let speech = sight.speech;
    let age = u32::from(sight.settings.memberships.signing_age);
    let what = match why {
        Desk::Guardian => speech.with("applicant-minor-what", &[("age", age.into())]),
        Desk::Known => speech.say("applicant-known-what"),
        Desk::Barred => speech.say("applicant-barred-what"),
    };
    let next = speech.say(match why {
        Desk::Guardian => "applicant-minor-next",
        Desk::Known if sight.settings.members.enabled => "applicant-known-next",
        Desk::Known | Desk::Barred => "applicant-desk-next",
    });
    let money = speech.say("agreement-nothing-concluded");
    notice::fault(canvas, body, &FaultWords { what: &what, money: &money, next: &next, reference: "" });
}
