//! One offer: what it is, in words a person understands, and the day it starts.

use jiff::ToSpan;
use ratatui::layout::{Constraint, Layout, Rect};

use super::awaited::next_change;
use super::chrome::{Chrome, busy_since, fault};
use super::{Next, Place};
use crate::app::remote::Remote;
use crate::app::shared::{Cx, Sight};
use crate::app::visit::Chosen;
use crate::domain::offer::{OfferDetail, OfferId, PaymentMethod, StudioAccess};
use crate::domain::time::{Date, Moment, Weekday};
use crate::ui::calendar::{self, Calendar, CalendarWords, Days};
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::key::Key;
use crate::ui::theme::Tone;

/// Days ahead that a pass may start; further ahead nobody plans a visit at the front desk.
const START_AHEAD_MAX: i32 = 90;

/// One offer.
#[derive(Debug)]
pub struct OfferScreen {
    offer: OfferId,
    calendar: Calendar,
    /// Pages of facts turned, where they do not fit.
    turned: usize,
}

impl OfferScreen {
    /// Asks for the detail; today is selected.
    pub fn enter(cx: &mut Cx<'_>, offer: OfferId) -> Self {
        let day = match &cx.visit.chosen {
            Some(chosen) if chosen.detail.offer.id == offer => chosen.valid_from.max(cx.today()),
            _ => cx.today(),
        };
        let mut screen = Self { offer, calendar: Calendar::new(day), turned: 0 };
        screen.on_return(cx);
        screen
    }

    /// Asks for what is old or not here in this language; the day chosen stays.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        cx.station.stock_detail(cx.now.moment, cx.visit.language, self.offer, cx.out);
        self.turned = 0;
    }

    /// Moves the day, goes on or back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if key == Key::Esc {
            return Next::Back;
        }
        let shelf = cx.station.shelf(cx.visit.language);
        let Some(detail) = shelf.and_then(|shelf| shelf.detail(self.offer)).and_then(Remote::value) else {
            if key == Key::Enter {
                self.on_return(cx);
            }
            return Next::Stay;
        };
        match key {
            Key::Enter => {
                let valid_from = self.calendar.selected.max(cx.today());
                cx.visit.chosen = Some(Chosen { detail: detail.clone(), valid_from });
                return Next::Go(Place::Visitor);
            }
            Key::F(4) => self.turned += 1,
            _ => {
                let days = days(cx.today(), cx.speech().week_start());
                self.calendar.on_key(key, &days);
            }
        }
        Next::Stay
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        next_change(sight.detail(self.offer)?.asked_at()?, sight.now.moment)
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let Some(remote) = sight.detail(self.offer) else { return };
        let back = speech.say("back");
        let (label, kind) = match (remote.value(), remote.fault()) {
            (Some(_), _) => {
                (speech.with("offer-next", &[("day", self.day_name(sight).into())]), ButtonKind::Primary)
            }
            (None, Some(_)) => (speech.say("frame-again"), ButtonKind::Primary),
            (None, None) => (speech.say("next"), ButtonKind::Disabled),
        };
        let chrome =
            Chrome { step: Some(2), back: Some(&back), primary: Some((&label, kind)), ..Chrome::default() };
        let body = chrome.draw(sight, canvas);
        match (remote.value(), remote.fault(), remote.asked_at()) {
            (Some(detail), _, _) => self.view_detail(sight, canvas, body, detail),
            (None, Some(told), _) => fault(sight, canvas, body, told),
            (None, None, Some(since)) => busy_since(sight, canvas, body, &speech.say("offer-loading"), since),
            (None, None, None) => {}
        }
    }

    fn day_name(&self, sight: &Sight<'_>) -> String {
        let day = self.calendar.selected;
        match day.since(sight.settings.today(sight.now)).map(|span| span.get_days()) {
            Ok(0) => sight.speech.say("offer-today"),
            Ok(1) => sight.speech.say("offer-tomorrow"),
            _ => sight.speech.day_month(day),
        }
    }

    fn view_detail(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, detail: &OfferDetail) {
        let speech = sight.speech;
        let [facts, _, days_area] = Layout::horizontal([
            Constraint::Fill(1),
            Constraint::Length(2),
            Constraint::Length(calendar::WIDTH),
        ])
        .areas(body);
        self.view_facts(sight, canvas, facts, detail);
        let days = days(sight.settings.today(sight.now), speech.week_start());
        let title = speech.say("offer-start");
        canvas.text(Rect { height: 1, ..days_area }, &title, Tone::Accent);
        let below = Rect { y: days_area.y + 1, height: days_area.height.saturating_sub(1), ..days_area };
        let month = speech.month(self.calendar.selected);
        let mut weekdays = speech.weekdays();
        weekdays.rotate_left(usize::from(days.week_start.to_monday_zero_offset().unsigned_abs()));
        let words = CalendarWords { month_title: &month, weekdays: weekdays.each_ref().map(String::as_str) };
        self.calendar.view(canvas, below, &words, &days);
    }

    fn view_facts(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect, detail: &OfferDetail) {
        let speech = sight.speech;
        let offer = &detail.offer;
        let used = canvas.paragraph(Rect { height: 2, ..area }, offer.name.as_str(), Tone::Title);
        let price = if offer.price.is_zero() { speech.say("free") } else { speech.money(&offer.price) };
        let row = Rect { y: area.y + used, height: 1, ..area };
        canvas.text(row, &price, if offer.price.is_zero() { Tone::Free } else { Tone::Price });
        let top = used + 2;
        let rest = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
        let facts = facts(sight, detail);
        let mut lines: Vec<(String, Tone)> = Vec::new();
        for (text, tone) in &facts {
            lines.extend(crate::ui::canvas::wrap(text, rest.width).into_iter().map(|line| (line, *tone)));
        }
        let fits = usize::from(rest.height);
        let shown =
            if lines.len() > fits { fits.saturating_sub(usize::from(canvas.touch_rows())) } else { fits };
        let pages = lines.len().div_ceil(shown.max(1)).max(1);
        let from = (self.turned % pages) * shown;
        for (row, (line, tone)) in rest.rows().zip(lines.iter().skip(from).take(shown)) {
            canvas.text(row, line, *tone);
        }
        if lines.len() > fits {
            let rows = canvas.touch_rows();
            let place = Rect { y: rest.bottom() - rows, height: rows, width: rest.width.min(16), ..rest };
            canvas.button(place, &speech.say("offer-more"), Key::F(4), ButtonKind::Plain);
        }
    }
}

/// The days a pass may start.
fn days(today: Date, week_start: Weekday) -> Days {
    Days { min: today, max: today.saturating_add(START_AHEAD_MAX.days()), today, week_start }
}

/// What a buyer should know, most important first.
pub fn facts(sight: &Sight<'_>, detail: &OfferDetail) -> Vec<(String, Tone)> {
    let speech = sight.speech;
    let offer = &detail.offer;
    let mut facts = Vec::new();
    if let Some(age) = detail.min_age {
        facts.push((speech.with("offer-age", &[("age", u32::from(age).into())]), Tone::Warning));
    }
    if let Some(uses) = offer.uses {
        facts.push((speech.with("offer-uses", &[("count", uses.into())]), Tone::Text));
    }
    facts.extend(super::offers::period(speech, offer).map(|period| (period, Tone::Text)));
    if let Some(term) = detail.validity.as_ref().filter(|term| term.is_known()) {
        facts.push((speech.with("offer-validity", &[("term", speech.term(term).into())]), Tone::Text));
    }
    if !detail.windows.is_empty() {
        let name = detail.windows_name.as_ref().map(ToString::to_string);
        facts.push((name.unwrap_or_else(|| speech.say("offer-windows")), Tone::Accent));
        facts.extend(speech.windows(&detail.windows).into_iter().map(|line| (line, Tone::Text)));
    }
    if let Some(access) = access(sight, &detail.access) {
        facts.push((access, Tone::Text));
    }
    if detail.payment_methods.contains(&PaymentMethod::Online) && !offer.price.is_zero() {
        facts.push((speech.say("offer-pay-online"), Tone::Dim));
    }
    facts
}

fn access(sight: &Sight<'_>, access: &StudioAccess) -> Option<String> {
    let key = match access {
        // A code of the API is no words for a visitor.
        StudioAccess::Unsaid | StudioAccess::Other(_) => return None,
        StudioAccess::MainStudio => "offer-access-here",
        StudioAccess::AllStudios => "offer-access-all",
        StudioAccess::Restricted(studios) => match sight.station.studio.value() {
            Some(here) if studios.len() == 1 && studios.contains(&here.id) => "offer-access-here",
            Some(here) if studios.contains(&here.id) => "offer-access-some",
            Some(_) => "offer-access-elsewhere",
            None => "offer-access-some",
        },
    };
    Some(sight.speech.say(key))
}
