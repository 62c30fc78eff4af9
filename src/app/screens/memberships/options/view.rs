//! How the options look: the form, and on large grids beside it what the module with the focus is; a calendar for a day; all
//! there is to read about a module.

use ratatui::layout::Rect;

use super::super::terms;
use super::form::{OptionsForm, Slot};
use super::{CALENDAR, Options, Phase, days};
use crate::app::agreement::{Agreement, Stop};
use crate::app::screens::chrome::Chrome;
use crate::app::screens::offer::view_calendar;
use crate::app::screens::offers::columns;
use crate::app::screens::pages;
use crate::app::screens::paying::column;
use crate::app::shared::Sight;
use crate::ui::calendar::Calendar;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::frame;
use crate::ui::theme::Tone;

impl Options {
    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let agreement = sight.visit.agreement.as_ref();
        let module = agreement.and_then(|agreement| self.module(agreement));
        let is_date = self.form.as_ref().and_then(OptionsForm::focused).is_some_and(Slot::is_date);
        let (back, about, calendar) =
            (speech.say("back"), speech.say("options-about"), speech.say("options-calendar"));
        let no_order = Self::no_order_notice(sight);
        let (label, kind) = match &self.phase {
            Phase::Filling if no_order.is_some() => (speech.say("next"), ButtonKind::Disabled),
            Phase::Filling => (speech.say("next"), ButtonKind::Primary),
            Phase::Reading(..) => (speech.say("close"), ButtonKind::Primary),
            Phase::Picking(_, calendar) => {
                let day = speech.date_short(calendar.selected);
                (speech.with("options-take", &[("day", day.into())]), ButtonKind::Primary)
            }
        };
        let more = match &self.phase {
            Phase::Filling if is_date => vec![(calendar.as_str(), CALENDAR)],
            Phase::Filling if module.is_some() => vec![(about.as_str(), pages::TURN)],
            _ => Vec::new(),
        };
        let chrome = Chrome {
            step: agreement.map(|agreement| agreement.step(Stop::Options)),
            notice: self.notice(sight, agreement).or(no_order),
            back: Some(&back),
            primary: Some((&label, kind)),
            more,
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        let (Some(form), Some(agreement)) = (&self.form, agreement) else { return };
        match (&self.phase, module) {
            (Phase::Picking(slot, calendar), _) => {
                self.view_calendar(sight, canvas, body, agreement, (*slot, *calendar));
            }
            (Phase::Reading(_, turned), Some(module)) => {
                let rest = frame::title(canvas, body, module.name.as_str());
                pages::view(sight, canvas, rest, &terms::module(speech, module), *turned);
            }
            (Phase::Filling | Phase::Reading(..), _) => {
                let (left, beside) = columns(body, canvas.area());
                let left = if form.entry.is_keyboard_open() { body } else { left };
                form.entry.view(sight, canvas, left, &title(sight, agreement));
                if let (Some(beside), false) = (beside, form.entry.is_keyboard_open()) {
                    let lines = match module {
                        Some(module) => {
                            let mut lines = vec![(module.name.to_string(), Tone::Title)];
                            lines.extend(terms::module(speech, module));
                            lines
                        }
                        None => chosen(sight, agreement),
                    };
                    column(canvas, beside, &lines);
                }
            }
        }
    }

    fn notice(&self, sight: &Sight<'_>, agreement: Option<&Agreement>) -> Option<(String, Tone)> {
        let most = agreement.filter(|_| self.too_many)?.detail.selectable_max;
        Some((sight.speech.with("options-too-many", &[("count", most.into())]), Tone::Warning))
    }

    fn view_calendar(
        &self,
        sight: &Sight<'_>,
        canvas: &mut Canvas<'_>,
        body: Rect,
        agreement: &Agreement,
        (slot, calendar): (Slot, Calendar),
    ) {
        let speech = sight.speech;
        let today = sight.settings.today(sight.now);
        let Some(form) = &self.form else { return };
        let days = days(form.last_day(speech, slot, Some(agreement), today), today, speech.week_start());
        let title = match slot {
            Slot::PreUse => "options-pre-use",
            _ => "options-start",
        };
        view_calendar(sight, canvas, body, (speech.say(title), Tone::Title), (calendar, &days));
    }
}

/// What the options are of.
fn title(sight: &Sight<'_>, agreement: &Agreement) -> String {
    let name = &agreement.detail.offer.name;
    match agreement.term() {
        Some(term) => {
            let values = [("name", name.into()), ("term", terms::name(sight.speech, &term.term).into())];
            sight.speech.with("options-title", &values)
        }
        None => name.to_string(),
    }
}

/// The same beside the form, with what it binds to.
fn chosen(sight: &Sight<'_>, agreement: &Agreement) -> Vec<(String, Tone)> {
    let speech = sight.speech;
    let mut lines = vec![(agreement.detail.offer.name.to_string(), Tone::Title)];
    if let Some(term) = agreement.term() {
        lines.push((terms::name(speech, &term.term), Tone::Text));
        lines.extend(terms::price(speech, &term.term.frequency).into_iter().map(|it| (it, Tone::Price)));
        lines.push((String::new(), Tone::Text));
        for point in [terms::Point::Renewal, terms::Point::Notice] {
            lines.extend(point.says(speech, term).into_iter().map(|line| (line, Tone::Text)));
        }
    }
    lines
}
