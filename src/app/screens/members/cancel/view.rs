//! How the end of a contract looks, phase by phase.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::{Cancel, Obstacle, Phase, dates, obstacle, reasons};
use crate::app::screens::chrome::{Chrome, busy_since, unread};
use crate::app::screens::members::asking::closed_words;
use crate::app::screens::members::list_area;
use crate::app::screens::members::subject::{Found, Subject, is_old, stands, view_desk};
use crate::app::shared::Sight;
use crate::domain::contract::ReasonId;
use crate::domain::time::Date;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::facts::{self, Fact};
use crate::ui::frame;
use crate::ui::list::{List, ListWords, Row};
use crate::ui::theme::Tone;
use crate::words::Speech;

impl Cancel {
    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let obstacle = obstacle(sight.visit, self.target);
        let (label, kind) = self.primary(sight, obstacle.as_ref());
        let (back, label) = (speech.say("back"), speech.say(label));
        let chrome = Chrome {
            back: Some(&back),
            primary: Some((&label, kind)),
            notice: self.notice(sight).filter(|_| obstacle.is_none()),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        match obstacle {
            Some(Obstacle::Awaited(since)) => {
                busy_since(sight, canvas, body, &speech.say("cancel-loading"), since);
            }
            Some(Obstacle::Unread(told)) => unread(sight, canvas, body, told),
            Some(Obstacle::Gone) => view_desk(speech, canvas, body, &speech.say("contract-gone")),
            Some(Obstacle::Closed(subject)) => view_closed(speech, canvas, body, subject),
            Some(Obstacle::NoReasons) => {
                view_desk(speech, canvas, body, &speech.say("cancel-no-reasons"));
            }
            None => self.view_phase(sight, canvas, body),
        }
    }

    fn primary(&self, sight: &Sight<'_>, obstacle: Option<&Obstacle<'_>>) -> (&'static str, ButtonKind) {
        match (obstacle, &self.phase) {
            (Some(Obstacle::Awaited(_)), _) => ("frame-wait", ButtonKind::Disabled),
            (Some(Obstacle::Unread(_)), _) => ("frame-again", ButtonKind::Primary),
            (Some(Obstacle::Gone | Obstacle::Closed(_) | Obstacle::NoReasons), _) => {
                ("close", ButtonKind::Primary)
            }
            (None, Phase::Reason | Phase::Date(_)) => ("next", ButtonKind::Primary),
            (None, Phase::Review(..)) => {
                let closed = self.closed(sight).is_some();
                ("cancel-now", if closed { ButtonKind::Disabled } else { ButtonKind::Primary })
            }
        }
    }

    fn closed(&self, sight: &Sight<'_>) -> Option<String> {
        self.request(sight.visit).and_then(|request| closed_words(sight, &request))
    }

    fn notice(&self, sight: &Sight<'_>) -> Option<(String, Tone)> {
        let old =
            || is_old(sight.visit.member.as_ref(), self.target).then(|| sight.speech.say("contracts-old"));
        let changed = || self.changed.then(|| sight.speech.say("cancel-changed"));
        let warning = self.closed(sight).or_else(changed).or_else(old);
        warning.map(|text| (text, Tone::Warning))
    }

    fn view_phase(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect) {
        let (speech, visit) = (sight.speech, sight.visit);
        match self.phase {
            Phase::Reason => {
                let reasons = reasons(visit);
                let row = |row: usize| Row {
                    title: reasons.get(row).map(|reason| Cow::from(reason.name.as_str())).unwrap_or_default(),
                    ..Row::default()
                };
                view_rows(canvas, body, &self.titled(sight, "cancel-why"), &self.reasons, reasons.len(), row);
            }
            Phase::Date(_) => {
                let dates = dates(visit, self.target);
                let row =
                    |row: usize| dates.get(row).map(|day| self.date_row(speech, *day)).unwrap_or_default();
                view_rows(canvas, body, &self.titled(sight, "cancel-when"), &self.dates, dates.len(), row);
            }
            Phase::Review(reason, date, _) => {
                let found = Found::of(visit.member.as_ref(), self.target).here();
                let Some(subject) = found else { return };
                let rest = frame::title(canvas, body, &speech.say("cancel-review"));
                facts::view(canvas, below_title(rest), &self.review_facts(sight, subject, reason, date));
            }
        }
    }

    /// A question about what is to end, by its name.
    fn titled(&self, sight: &Sight<'_>, question: &str) -> String {
        let subject = Found::of(sight.visit.member.as_ref(), self.target).here();
        let name = subject.map(|subject| subject.name.to_string()).unwrap_or_default();
        sight.speech.with(question, &[("name", name.into())])
    }

    /// A day, and what it means to end on it.
    fn date_row(&self, speech: Speech<'_>, day: Date) -> Row<'static> {
        Row {
            title: Cow::Owned(speech.date(day)),
            subtitle: Cow::Owned(self.meaning(speech, day)),
            ..Row::default()
        }
    }

    /// What it means to end on a day; no amount, for what is still due only the studio knows.
    fn meaning(&self, speech: Speech<'_>, day: Date) -> String {
        let key = if self.target.module.is_some() { "cancel-means-extra" } else { "cancel-means" };
        speech.with(key, &[("day", speech.date_short(day).into())])
    }

    /// Contract, last day, reason, what it means, notice, and what happens then: directly above the button.
    fn review_facts<'a>(
        &self,
        sight: &Sight<'_>,
        subject: Subject<'a>,
        reason: ReasonId,
        date: Date,
    ) -> Vec<Fact<'a>> {
        let speech = sight.speech;
        let contract = if self.target.module.is_some() { "cancel-extra" } else { "cancel-contract" };
        let reasons = reasons(sight.visit);
        let reason = reasons.iter().find(|it| it.id == reason).map(|it| it.name.to_string());
        let mut facts = vec![
            Fact::new(speech.say(contract), subject.name.as_str()).tone(Tone::Title),
            Fact::new(speech.say("cancel-last-day"), speech.date(date)).tone(Tone::Price),
            Fact::new("", self.meaning(speech, date)),
            Fact::new(speech.say("contract-reason"), reason.unwrap_or_default()),
        ];
        if let Some(notice) = subject.notice.filter(|term| term.is_known()) {
            facts.push(Fact::new(speech.say("contract-notice"), speech.term(notice)));
        }
        facts.push(Fact::new(speech.say("cancel-then"), speech.say("cancel-then-about")));
        facts
    }
}

/// A row of air below a title.
fn below_title(rest: Rect) -> Rect {
    Rect { y: rest.y + 1, height: rest.height.saturating_sub(1), ..rest }
}

fn view_rows<'a>(
    canvas: &mut Canvas<'_>,
    body: Rect,
    title: &str,
    list: &List,
    len: usize,
    row: impl Fn(usize) -> Row<'a>,
) {
    frame::title(canvas, body, title);
    list.view(canvas, list_area(body, canvas.large()), len, &ListWords::default(), row, |_| None);
}

/// Why it cannot be ended here.
fn view_closed(speech: Speech<'_>, canvas: &mut Canvas<'_>, body: Rect, subject: Subject<'_>) {
    let what = match subject.cancelation {
        Some(cancelation) => stands(speech, cancelation),
        None => speech.say("cancel-no-dates"),
    };
    view_desk(speech, canvas, body, &what);
}
