//! How the visitor's step looks: the form, the waiting, the desk.

use ratatui::layout::Rect;

use super::{Desk, Phase, Visitor, privacy, wanted};
use crate::app::screens::chrome::{Chrome, STEPS, busy_since, busy_text, busy_with, explain, fault};
use crate::app::screens::visitor_form::VisitorForm;
use crate::app::shared::Sight;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::key::Key;
use crate::ui::notice::{self, FaultWords};
use crate::ui::theme::Tone;

impl Visitor {
    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let form = sight.visit.form.as_ref();
        let back = speech.say("back");
        let privacy_label = speech.say("visitor-privacy");
        let notice = privacy(sight.settings, sight.visit.language);
        let label = speech.say(match &self.phase {
            Phase::Failed(_) => "frame-again",
            Phase::Desk(_) => "frame-done",
            _ if form.is_none() && wanted(sight).is_some_and(|form| form.fault().is_some()) => "frame-again",
            _ => "next",
        });
        let busy = self.awaited().is_some() || (form.is_none() && label == speech.say("next"));
        let kind = if busy { ButtonKind::Disabled } else { ButtonKind::Primary };
        let mut more = Vec::new();
        if notice.is_some() && matches!(self.phase, Phase::Filling) {
            more.push((privacy_label.as_str(), Key::F(4)));
        }
        let chrome = Chrome {
            step: Some((3, STEPS)),
            notice: self.notice(sight),
            back: (!matches!(self.phase, Phase::Desk(Desk::Refused) | Phase::Creating(..)))
                .then_some(back.as_str()),
            primary: Some((&label, kind)),
            more,
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        match (&self.phase, form) {
            (Phase::Filling, Some(form)) => {
                form.entry.view(sight, canvas, body, &speech.say("visitor-title"));
            }
            (Phase::Filling, None) => Self::view_waiting(sight, canvas, body),
            (Phase::Failed(told), _) => fault(sight, canvas, body, told),
            (Phase::Desk(why), _) => view_desk(sight, canvas, body, *why),
            (Phase::Creating(awaited, _), _) => {
                let wait = awaited.wait(sight.now.moment);
                busy_text(
                    canvas,
                    body,
                    &speech.say("visitor-checking"),
                    &speech.say("visitor-creating"),
                    wait,
                );
            }
            (
                Phase::Validating(awaited, _) | Phase::Rechecking(awaited, _) | Phase::Searching(awaited, _),
                _,
            ) => {
                busy_with(sight, canvas, body, &speech.say("visitor-checking"), *awaited);
            }
        }
        if let (true, Some(text)) = (self.privacy, notice) {
            explain(sight, canvas, &privacy_label, &text);
        }
    }

    fn notice(&self, sight: &Sight<'_>) -> Option<(String, Tone)> {
        let speech = sight.speech;
        if let Some(refusal) = &self.refusal {
            return Some((refusal.clone(), Tone::Error));
        }
        if let Some(notice) = sight.no_sale_notice() {
            return Some(notice);
        }
        let asked_birth_date = sight.visit.form.as_ref().is_some_and(|form| form.entry.form.wants_keyboard());
        if let Some(buyer) = sight.visit.buyer.as_ref().filter(|_| !asked_birth_date) {
            let key = if buyer.returning { "visitor-known" } else { "visitor-registered" };
            return Some((speech.say(key), Tone::Notice));
        }
        if sight.visit.form.as_ref().is_some_and(VisitorForm::birth_date_stays_here) {
            return Some((speech.say("visitor-birth-date-stays"), Tone::Dim));
        }
        sight.privacy_notice()
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
}

fn view_desk(sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, why: Desk) {
    let speech = sight.speech;
    let (what, next) = match why {
        Desk::NotSure => ("visitor-desk-what", "visitor-desk-next"),
        Desk::NoBirthDate => ("visitor-desk-what", "visitor-desk-birth-date"),
        Desk::Refused => ("visitor-refusal-what", "visitor-refusal-next"),
    };
    let (what, next, money) = (speech.say(what), speech.say(next), speech.say("money-not-charged"));
    notice::fault(canvas, body, &FaultWords { what: &what, money: &money, next: &next, reference: "" });
}
