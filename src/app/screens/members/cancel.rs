//! The end of a contract: why, when, what it means, and the button.
//!
//! The days are those the studio offers and no other, and no amount is computed. Nothing is asked of the studio before the
//! button of the last phase, which says what it does and nothing else.

mod view;

use std::sync::Arc;

use super::asking::ask_studio;
use super::list_area;
use super::subject::{self, Found, Subject};
use crate::app::screens::Next;
use crate::app::screens::awaited::next_change;
use crate::app::screens::deaf::Deaf;
use crate::app::shared::{Cx, Settings, Sight};
use crate::app::visit::Visit;
use crate::domain::contract::{CancelationReason, ReasonId};
use crate::domain::fault::Fault;
use crate::domain::request::{self, Request, Target};
use crate::domain::time::{Date, Moment};
use crate::ui::canvas::is_large;
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::list::{List, ListOutcome};

/// The end of a contract, or of a module's.
#[derive(Debug)]
pub struct Cancel {
    target: Target,
    phase: Phase,
    reasons: List,
    dates: List,
    /// Whether the day that was chosen is not offered any more.
    changed: bool,
}

#[derive(Clone, Copy, Debug)]
enum Phase {
    /// Why.
    Reason,
    /// When.
    Date(ReasonId),
    /// Everything once more, and the button. Enter asks nothing while the screen has just appeared, or the key is held down.
    Review(ReasonId, Date, Deaf),
}

/// What stands in the way of going on.
enum Obstacle<'a> {
    /// Something is being read, since then.
    Awaited(Moment),
    /// Something could not be read.
    Unread(&'a Fault),
    /// The contract is not there any more.
    Gone,
    /// It cannot be ended here: it is being ended already, or the studio offers no day.
    Closed(Subject<'a>),
    /// The studio names no reason, and none can be made up.
    NoReasons,
}

impl Cancel {
    /// Asks for the reasons and the days.
    pub fn enter(cx: &mut Cx<'_>, target: Target) -> Self {
        let mut screen = Self {
            target,
            phase: Phase::Reason,
            reasons: List::short(),
            dates: List::short(),
            changed: false,
        };
        screen.on_return(cx);
        screen
    }

    /// Chooses, asks, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if key == Key::Esc {
            return self.go_back();
        }
        if let Some(obstacle) = obstacle(cx.visit, self.target) {
            return match (key, obstacle) {
                (Key::Enter, Obstacle::Unread(_)) => {
                    self.on_return(cx);
                    Next::Stay
                }
                (Key::Enter, Obstacle::Gone | Obstacle::Closed(_) | Obstacle::NoReasons) => Next::Back,
                _ => Next::Stay,
            };
        }
        match &mut self.phase {
            Phase::Reason => {
                let reasons = reasons(cx.visit);
                if let Some(row) = choose(cx, &mut self.reasons, key, reasons.len()) {
                    self.phase = Phase::Date(reasons[row].id);
                }
            }
            Phase::Date(reason) => {
                let dates = dates(cx.visit, self.target);
                if let Some(row) = choose(cx, &mut self.dates, key, dates.len()) {
                    let deaf = Deaf::new(cx.now.moment, Settings::TOUCH_DEAF);
                    self.phase = Phase::Review(*reason, dates[row], deaf);
                    self.changed = false;
                }
            }
            Phase::Review(_, _, deaf) => {
                if key == Key::Enter && deaf.hears(cx.now.moment) {
                    return match self.request(cx.visit) {
                        Some(request) => ask_studio(cx, request),
                        None => Next::Stay,
                    };
                }
            }
        }
        Next::Stay
    }

    fn go_back(&mut self) -> Next {
        self.phase = match self.phase {
            Phase::Reason => return Next::Back,
            Phase::Date(_) => Phase::Reason,
            Phase::Review(reason, ..) => Phase::Date(reason),
        };
        Next::Stay
    }

    /// What is asked of the studio, once it is chosen.
    fn request(&self, visit: &Visit) -> Option<Request> {
        let Phase::Review(reason, date, _) = self.phase else { return None };
        let member = visit.member.as_ref()?;
        let name = Found::of(Some(member), self.target).here()?.name.clone();
        let (member, target) = (member.customer, self.target);
        Some(Request::Cancel(request::Cancel { member, target, name, date, reason }))
    }

    /// What was chosen and is not offered any more has to be chosen anew.
    pub fn on_event(&mut self, cx: &mut Cx<'_>) -> Next {
        let offered = |reason: &ReasonId| reasons(cx.visit).iter().any(|it| it.id == *reason);
        match &self.phase {
            _ if obstacle(cx.visit, self.target).is_some() => {}
            Phase::Date(reason) | Phase::Review(reason, ..) if !offered(reason) => self.phase = Phase::Reason,
            Phase::Review(reason, date, _) if !dates(cx.visit, self.target).contains(date) => {
                (self.phase, self.changed) = (Phase::Date(*reason), true);
                self.dates = List::short();
            }
            Phase::Reason | Phase::Date(_) | Phase::Review(..) => {}
        }
        Next::Stay
    }

    /// Asks again; what was chosen stays.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        subject::ask(cx, self.target);
        let (now, language) = (cx.now.moment, cx.visit.language);
        if let Some(member) = &mut cx.visit.member {
            member.ask_reasons(now, language, cx.out);
        }
        if let Phase::Review(_, _, deaf) = &mut self.phase {
            *deaf = Deaf::new(now, Settings::TOUCH_DEAF);
        }
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        match obstacle(sight.visit, self.target)? {
            Obstacle::Awaited(since) => next_change(since, sight.now.moment),
            Obstacle::Unread(_) | Obstacle::Gone | Obstacle::Closed(_) | Obstacle::NoReasons => None,
        }
    }
}

/// The row that a key chooses.
fn choose(cx: &Cx<'_>, list: &mut List, key: Key, len: usize) -> Option<usize> {
    let large = is_large(cx.grid);
    let page = list.page(len, list_area(frame::body(cx.grid), large), large);
    match list.on_key(key, len, page) {
        ListOutcome::Chosen(row) if row < len => Some(row),
        ListOutcome::Chosen(_) | ListOutcome::Moved | ListOutcome::Searched | ListOutcome::Ignored => None,
    }
}

fn obstacle(visit: &Visit, target: Target) -> Option<Obstacle<'_>> {
    let member = visit.member.as_ref()?;
    match Found::of(Some(member), target) {
        Found::Here(subject) if !subject.can_be_canceled => return Some(Obstacle::Closed(subject)),
        Found::Here(_) | Found::Unasked => {}
        Found::Gone => return Some(Obstacle::Gone),
        Found::Unread(fault) => return Some(Obstacle::Unread(fault)),
        Found::Awaited(since) => return Some(Obstacle::Awaited(since)),
    }
    let shelf = &member.reasons;
    match (shelf.value(), shelf.fault(), shelf.asked_at()) {
        (Some(reasons), ..) => reasons.is_empty().then_some(Obstacle::NoReasons),
        (None, Some(fault), _) => Some(Obstacle::Unread(fault)),
        (None, None, Some(since)) => Some(Obstacle::Awaited(since)),
        (None, None, None) => None,
    }
}

fn reasons(visit: &Visit) -> Arc<[CancelationReason]> {
    let known = visit.member.as_ref().and_then(|member| member.reasons.value());
    known.map_or_else(|| Arc::from([]), Arc::clone)
}

fn dates(visit: &Visit, target: Target) -> &[Date] {
    Found::of(visit.member.as_ref(), target).here().map(|subject| subject.dates).unwrap_or_default()
}
