//! A cancelation is taken back: what it is, what that means, and the button.

use ratatui::layout::Rect;

use super::asking::{ask_studio, closed_words};
use super::standing;
use super::subject::{self, Found, Subject, stands, view_desk};
use crate::app::screens::Next;
use crate::app::screens::awaited::next_change;
use crate::app::screens::chrome::{Chrome, busy_since, unread};
use crate::app::screens::deaf::Deaf;
use crate::app::shared::{Cx, Settings, Sight};
use crate::app::visit::Visit;
use crate::domain::request::{self, Request, Target};
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::facts::{self, Fact};
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::theme::Tone;

/// A cancelation is taken back.
#[derive(Debug)]
pub struct Withdraw {
    target: Target,
    /// Enter asks nothing while the screen has just appeared, or the key is held down.
    deaf: Deaf,
}

impl Withdraw {
    /// Asks for the cancelation as it stands.
    pub fn enter(cx: &mut Cx<'_>, target: Target) -> Self {
        let mut screen = Self { target, deaf: Deaf::default() };
        screen.on_return(cx);
        screen
    }

    /// Asks, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        match (key, Found::of(cx.visit.member.as_ref(), self.target)) {
            (Key::Esc, _) => Next::Back,
            (Key::Enter, Found::Here(subject)) if subject.can_be_withdrawn => {
                if !self.deaf.hears(cx.now.moment) {
                    return Next::Stay;
                }
                match self.request(cx.visit) {
                    Some(request) => ask_studio(cx, request),
                    None => Next::Stay,
                }
            }
            (Key::Enter, Found::Here(_) | Found::Gone) => Next::Back,
            (Key::Enter, Found::Unread(_)) => {
                self.on_return(cx);
                Next::Stay
            }
            _ => Next::Stay,
        }
    }

    /// What is asked of the studio.
    fn request(&self, visit: &Visit) -> Option<Request> {
        let member = visit.member.as_ref()?;
        let name = Found::of(Some(member), self.target).here()?.name.clone();
        Some(Request::Withdraw(request::Withdraw { member: member.customer, target: self.target, name }))
    }

    /// Asks again.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        subject::ask(cx, self.target);
        self.deaf = Deaf::new(cx.now.moment, Settings::TOUCH_DEAF);
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        match Found::of(sight.visit.member.as_ref(), self.target) {
            Found::Awaited(since) => next_change(since, sight.now.moment),
            Found::Here(_) | Found::Gone | Found::Unread(_) | Found::Unasked => None,
        }
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let found = Found::of(sight.visit.member.as_ref(), self.target);
        let open = found.here().filter(|subject| subject.can_be_withdrawn);
        let closed = self.request(sight.visit).and_then(|request| closed_words(sight, &request));
        let (label, kind) = match found {
            Found::Here(_) if open.is_some() && closed.is_some() => ("withdraw-now", ButtonKind::Disabled),
            Found::Here(_) if open.is_some() => ("withdraw-now", ButtonKind::Primary),
            Found::Here(_) | Found::Gone => ("close", ButtonKind::Primary),
            Found::Unread(_) => ("frame-again", ButtonKind::Primary),
            Found::Awaited(_) | Found::Unasked => ("frame-wait", ButtonKind::Disabled),
        };
        let (back, label) = (speech.say("back"), speech.say(label));
        let old =
            || subject::is_old(sight.visit.member.as_ref(), self.target).then(|| speech.say("contracts-old"));
        let notice = closed.or_else(old).filter(|_| open.is_some());
        let chrome = Chrome {
            back: Some(&back),
            primary: Some((&label, kind)),
            notice: notice.map(|text| (text, Tone::Warning)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        match (open, found) {
            (Some(subject), _) => self.view_review(sight, canvas, body, subject),
            (None, Found::Here(subject)) => {
                let what = match subject.cancelation {
                    Some(cancelation) => stands(speech, cancelation),
                    None => speech.say("withdraw-none"),
                };
                view_desk(speech, canvas, body, &what);
            }
            (None, Found::Gone) => view_desk(speech, canvas, body, &speech.say("contract-gone")),
            (None, Found::Unread(told)) => unread(sight, canvas, body, told),
            (None, Found::Awaited(since)) => {
                busy_since(sight, canvas, body, &speech.say("contracts-loading"), since);
            }
            (None, Found::Unasked) => {}
        }
    }

    /// What is taken back, and what it means: directly above the button.
    fn view_review(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, subject: Subject<'_>) {
        let speech = sight.speech;
        let rest = frame::title(canvas, body, &speech.say("withdraw-title"));
        let below = Rect { y: rest.y + 1, height: rest.height.saturating_sub(1), ..rest };
        let contract = if self.target.module.is_some() { "cancel-extra" } else { "cancel-contract" };
        let mut facts = vec![Fact::new(speech.say(contract), subject.name.as_str()).tone(Tone::Title)];
        if let Some(cancelation) = subject.cancelation {
            let (stands, tone) = standing::cancelation(speech, cancelation);
            facts.push(Fact::new(speech.say("contract-end"), stands).tone(tone));
        }
        facts.extend([
            Fact::new(speech.say("withdraw-means"), speech.say("withdraw-means-about")),
            Fact::new(speech.say("cancel-then"), speech.say("withdraw-then-about")),
        ]);
        facts::view(canvas, below, &facts);
    }
}
