//! One offer: what it is, in words a person understands, and the day it starts.

use jiff::ToSpan;
use ratatui::layout::{Constraint, Layout, Rect};

use super::awaited::next_change;
use super::chrome::{Chrome, STEPS, busy_since, fault};
use super::healing::Healing;
use super::visitor_form::AgeLimit;
use super::{Next, Place, pages};
use crate::app::no_sale::NoSale;
use crate::app::remote::Remote;
use crate::app::shared::{Cx, Sight};
use crate::app::visit::{Chosen, Visit};
use crate::domain::offer::{Offer, OfferDetail, OfferId, PaymentMethod, StudioAccess};
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
    healing: Healing,
}

/// What is known of an offer.
enum Known<'a> {
    /// Everything.
    Whole(&'a OfferDetail),
    /// What the list says.
    Listed(&'a Offer),
}

impl OfferScreen {
    /// Asks for the detail; today is selected.
    pub fn enter(cx: &mut Cx<'_>, offer: OfferId) -> Self {
        let day = match &cx.visit.chosen {
            Some(chosen) if chosen.detail.offer.id == offer => chosen.valid_from.max(cx.today()),
            _ => cx.today(),
        };
        let mut screen = Self { offer, calendar: Calendar::new(day), turned: 0, healing: Healing::default() };
        screen.healing.healed(cx.station.link);
        screen.on_return(cx);
        screen
    }

    /// Asks for what is old or not here in this language; the day chosen stays.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        let (now, language) = (cx.now.moment, cx.visit.language);
        if cx.station.link.is_down() {
            cx.station.stock(now, language, cx.out);
        } else {
            cx.station.stock_detail(now, language, self.offer, cx.out);
        }
        self.turned = 0;
    }

    /// Asks anew once the link is back.
    pub fn on_event(&mut self, cx: &mut Cx<'_>) -> Next {
        if self.healing.healed(cx.station.link) {
            self.on_return(cx);
        }
        Next::Stay
    }

    /// Moves the day, goes on or back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if key == Key::Esc {
            return Next::Back;
        }
        if self.stopped(&cx.sight()).is_some() {
            match key {
                Key::Enter => self.on_return(cx),
                pages::TURN => self.turned += 1,
                _ => {}
            }
            return Next::Stay;
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
                let detail = detail.clone();
                if too_young(cx.visit, &detail, valid_from).is_some() {
                    return Next::Stay;
                }
                cx.visit.chosen = Some(Chosen { detail, valid_from });
                // Who has proved who they are is asked nothing more.
                let is_member = cx.visit.member.is_some() && cx.visit.buyer.is_some();
                return Next::Go(if is_member { Place::Review } else { Place::Visitor });
            }
            pages::TURN => self.turned += 1,
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

    /// Why it cannot be bought now, and what is known of it all the same.
    fn stopped<'a>(&self, sight: &Sight<'a>) -> Option<(NoSale, Known<'a>)> {
        let why = sight.no_sale()?;
        let detail = sight.detail(self.offer).and_then(Remote::value);
        let listed =
            || sight.station.list(sight.visit.language)?.offers.iter().find(|it| it.id == self.offer);
        let known = match detail {
            Some(detail) => Known::Whole(detail),
            None => Known::Listed(listed()?),
        };
        why.stops(&known.offer().price).then_some((why, known))
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let back = speech.say("back");
        let stopped = self.stopped(sight);
        let remote = sight.detail(self.offer);
        let (value, told) = (remote.and_then(Remote::value), remote.and_then(Remote::fault));
        let (label, kind) = match (&stopped, value, told) {
            (Some((NoSale::Offline, _)), _, _) | (None, None, Some(_)) => {
                (speech.say("frame-again"), ButtonKind::Primary)
            }
            (Some(_), _, _) => (speech.say("no-sale-primary"), ButtonKind::Disabled),
            (None, Some(_), _) => {
                (speech.with("offer-next", &[("day", self.day_name(sight).into())]), ButtonKind::Primary)
            }
            (None, None, None) => (speech.say("next"), ButtonKind::Disabled),
        };
        let limit = value.and_then(|detail| too_young(sight.visit, detail, self.calendar.selected));
        let kind = if limit.is_some() { ButtonKind::Disabled } else { kind };
        let chrome = Chrome {
            step: Some((2, STEPS)),
            banner: true,
            notice: limit.map(|limit| (limit.words(speech), Tone::Warning)),
            back: Some(&back),
            primary: Some((&label, kind)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        match (stopped, value, told, remote.and_then(Remote::asked_at)) {
            (Some((why, known)), ..) => self.view_stopped(sight, canvas, body, why, &known),
            (None, Some(detail), _, _) => self.view_detail(sight, canvas, body, detail),
            (None, None, Some(told), _) => fault(sight, canvas, body, told),
            (None, None, None, Some(since)) => {
                busy_since(sight, canvas, body, &speech.say("offer-loading"), since);
            }
            (None, None, None, None) => {}
        }
    }

    /// What is known, for looking only: no day to choose, and a price nobody takes for one to be paid.
    fn view_stopped(
        &self,
        sight: &Sight<'_>,
        canvas: &mut Canvas<'_>,
        body: Rect,
        why: NoSale,
        known: &Known<'_>,
    ) {
        let speech = sight.speech;
        let offer = known.offer();
        let price = if offer.price.is_zero() { speech.say("free") } else { speech.money(&offer.price) };
        let price = match why {
            NoSale::Offline => speech.with("no-sale-price", &[("price", price.into())]),
            _ => price,
        };
        let mut facts = match known {
            Known::Whole(detail) => facts(sight, detail),
            Known::Listed(offer) => vec![(super::offers::usage(speech, offer), Tone::Text)],
        };
        for (_, tone) in &mut facts {
            *tone = Tone::Dim;
        }
        facts.extend([(String::new(), Tone::Text), (speech.say("no-sale-itself"), Tone::Text)]);
        let page = Facts { name: offer.name.as_str(), price: (&price, Tone::Dim), lines: &facts };
        page.view(sight, canvas, body, self.turned);
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
        let [facts_area, _, days_area] = Layout::horizontal([
            Constraint::Fill(1),
            Constraint::Length(2),
            Constraint::Length(calendar::WIDTH),
        ])
        .areas(body);
        let (offer, facts) = (&detail.offer, facts(sight, detail));
        let price = if offer.price.is_zero() { speech.say("free") } else { speech.money(&offer.price) };
        let tone = if offer.price.is_zero() { Tone::Free } else { Tone::Price };
        let page = Facts { name: offer.name.as_str(), price: (&price, tone), lines: &facts };
        page.view(sight, canvas, facts_area, self.turned);
        let days = days(sight.settings.today(sight.now), speech.week_start());
        let title = (speech.say("offer-start"), Tone::Accent);
        view_calendar(sight, canvas, days_area, title, (self.calendar, &days));
    }
}

impl Known<'_> {
    fn offer(&self) -> &Offer {
        match self {
            Known::Whole(detail) => &detail.offer,
            Known::Listed(offer) => offer,
        }
    }
}

/// Name, price and facts, one below the other.
struct Facts<'a> {
    name: &'a str,
    price: (&'a str, Tone),
    lines: &'a [(String, Tone)],
}

impl Facts<'_> {
    /// Draws them; what does not fit stands on further pages.
    fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect, turned: usize) {
        let used = canvas.paragraph(Rect { height: 2, ..area }, self.name, Tone::Title);
        let row = Rect { y: area.y + used, height: 1, ..area };
        canvas.text(row, self.price.0, self.price.1);
        let top = used + 2;
        let rest = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
        pages::view(sight, canvas, rest, self.lines, turned);
    }
}

/// Draws a calendar below a line that says what the day is for.
pub fn view_calendar(
    sight: &Sight<'_>,
    canvas: &mut Canvas<'_>,
    area: Rect,
    (title, tone): (String, Tone),
    (calendar, days): (Calendar, &Days),
) {
    let speech = sight.speech;
    canvas.text(Rect { height: area.height.min(1), ..area }, &title, tone);
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let month = speech.month(calendar.selected);
    let mut weekdays = speech.weekdays();
    weekdays.rotate_left(usize::from(days.week_start.to_monday_zero_offset().unsigned_abs()));
    let words = CalendarWords { month_title: &month, weekdays: weekdays.each_ref().map(String::as_str) };
    calendar.view(canvas, below, &words, days);
}

/// The age limit that keeps a member from this offer, who is not asked for a birth date again; one the studio does not know
/// of counts as too young, since the desk can see to it.
fn too_young(visit: &Visit, detail: &OfferDetail, valid_from: Date) -> Option<AgeLimit> {
    visit.member.as_ref()?;
    let born = visit.buyer.as_ref()?.born;
    let limit = AgeLimit { years: detail.min_age?, on: valid_from };
    born.is_none_or(|born| limit.excludes(born)).then_some(limit)
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

/// In which studios a pass works, as far as it can be said from here.
pub fn access(sight: &Sight<'_>, access: &StudioAccess) -> Option<String> {
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
