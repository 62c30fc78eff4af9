//! The memberships on sale; for somebody new, or for the member who is here.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Rect;

use super::admission::{self, Admission};
use super::{MembershipPlace, about, terms};
use crate::app::agreement::Side;
use crate::app::msg::{Event, MembershipsEvent};
use crate::app::remote::Remote;
use crate::app::screens::awaited::next_change;
use crate::app::screens::chrome::{Chrome, busy_since, keyboard_below, unread};
use crate::app::screens::claim::scanned_instead;
use crate::app::screens::healing::Healing;
use crate::app::screens::offers::{columns, is_wide};
use crate::app::screens::paying::column;
use crate::app::screens::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::app::visit::Visit;
use crate::domain::membership::{MembershipOffer, MembershipOfferDetail, MembershipOfferId};
use crate::domain::text::fold;
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas, is_large};
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::keyboard::{self, KeyboardState};
use crate::ui::list::{List, ListOutcome, ListWords, Row};
use crate::ui::theme::Tone;
use crate::words::Speech;

/// A selection that rests this long is worth a look at its detail; one that moves on is not.
const PEEK_AFTER: Duration = Duration::from_millis(300);

/// The memberships on sale.
#[derive(Debug)]
pub struct MembershipOffers {
    list: List,
    /// The membership selected, which stays selected when another list comes under the finger.
    selected: Option<MembershipOfferId>,
    keyboard: KeyboardState,
    /// Whether the keyboard is on the screen, for a finger that searches.
    keyboard_open: bool,
    /// When the detail of the selected membership is fetched, on a grid with room beside the list.
    peek_at: Option<Moment>,
    healing: Healing,
}

impl MembershipOffers {
    /// Shows what is known and asks for what is not; of a member, also who they are by now.
    pub fn enter(cx: &mut Cx<'_>) -> Self {
        // Who begins anew has agreed to nothing yet.
        cx.visit.agreement = None;
        let mut screen = Self {
            list: List::new(),
            selected: None,
            keyboard: KeyboardState::default(),
            keyboard_open: false,
            peek_at: None,
            healing: Healing::default(),
        };
        screen.healing.healed(cx.station.link);
        screen.on_return(cx);
        screen
    }

    /// Asks again for what is old.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        let (now, language) = (cx.now.moment, cx.visit.language);
        admission::ask(cx);
        if cx.station.link.is_down() {
            cx.station.stock(now, language, cx.out);
        }
        cx.station.stock_memberships(now, language, cx.out);
        self.select(cx);
        self.peek_at = Some(now + PEEK_AFTER);
    }

    /// Moves, searches, or chooses.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if admission::admission(&cx.sight()) != Admission::Open {
            return self.on_closed_key(cx, key);
        }
        self.peek_at = Some(cx.now.moment + PEEK_AFTER);
        if self.keyboard_open && (self.keyboard.on_key(key, cx.visit.language.code()) || key == Key::DONE) {
            self.keyboard_open = key != Key::DONE;
            return Next::Stay;
        }
        self.keyboard_open |= key == Key::SEARCH && cx.visit.by_touch;
        let (area, _) = self.places(frame::body(cx.grid), cx.grid);
        let shown: Vec<_> = self.shown(&cx.sight()).iter().map(|offer| offer.id).collect();
        let page = self.list.page(shown.len(), area, is_large(cx.grid));
        let outcome = self.list.on_key(key, shown.len(), page);
        self.selected = shown.get(self.list.selected).copied();
        match outcome {
            ListOutcome::Moved => {}
            ListOutcome::Searched => {
                self.keyboard_open &= self.list.search().is_some();
                // What is searched for begins at the top.
                self.selected = None;
                self.select(cx);
            }
            ListOutcome::Chosen(_) => {
                let place = |offer| MembershipPlace::Offer(side(cx.visit), offer);
                return self.selected.map_or(Next::Stay, |offer| Next::Go(Place::Membership(place(offer))));
            }
            ListOutcome::Ignored if key == Key::Esc => return Next::Back,
            ListOutcome::Ignored if key == Key::Enter && is_empty(&cx.sight()) => return Next::Back,
            ListOutcome::Ignored => {
                if key == Key::Enter {
                    self.on_return(cx);
                }
            }
        }
        Next::Stay
    }

    /// Whom nothing is sold here can only go back, or have their record read again.
    fn on_closed_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        match (key, admission::admission(&cx.sight())) {
            (Key::Esc, _) => Next::Back,
            (Key::Enter, closed) if closed.is_desk() => Next::Back,
            (Key::Enter, _) => {
                self.on_return(cx);
                Next::Stay
            }
            _ => Next::Stay,
        }
    }

    /// A scan or paste searches, unless it is a claim code.
    pub fn on_scan(&mut self, cx: &mut Cx<'_>, text: &str) -> Next {
        if let Some(next) = scanned_instead(cx, text) {
            return next;
        }
        if admission::admission(&cx.sight()) == Admission::Open {
            let searching = self.list.search().is_some();
            self.selected = None;
            self.list.selected = 0;
            self.list.insert(text);
            if self.shown(&cx.sight()).is_empty() && !searching {
                self.list = List::new();
            }
            self.select(cx);
        }
        Next::Stay
    }

    /// Keeps the selection when a list has come; asks anew once the link is back.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        if self.healing.healed(cx.station.link) {
            self.on_return(cx);
        }
        if let Event::Memberships(_, MembershipsEvent::MembershipOffersListed(_)) = event {
            self.select(cx);
            self.peek_at = Some(cx.now.moment + PEEK_AFTER);
        }
        Next::Stay
    }

    /// Fetches the detail of a membership that has been selected for a while, where there is room to show it.
    pub fn on_wake(&mut self, cx: &mut Cx<'_>) -> Next {
        if self.peek_at.is_some_and(|at| at <= cx.now.moment) {
            self.peek_at = None;
            if let (Some(offer), true, false) = (self.selected, is_wide(cx.grid), cx.station.link.is_down()) {
                cx.station.stock_membership(cx.now.moment, cx.visit.language, offer, cx.out);
            }
        }
        Next::Stay
    }

    /// When the busy text appears, or a detail is fetched.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        let asked = match admission::admission(sight) {
            Admission::Asking(since) => Some(since),
            Admission::Open => catalogue(sight).and_then(Remote::asked_at),
            _ => None,
        };
        let busy = asked.and_then(|asked| next_change(asked, sight.now.moment));
        busy.into_iter().chain(self.peek_at).min()
    }

    /// The memberships that fit the search.
    fn shown<'a>(&self, sight: &Sight<'a>) -> Vec<&'a MembershipOffer> {
        let offers = catalogue(sight).and_then(Remote::value).map_or(&[][..], |offers| &offers[..]);
        let wanted = fold(self.list.search().unwrap_or_default());
        offers.iter().filter(|offer| fits(offer, &wanted)).collect()
    }

    /// Keeps the selection on what was selected, wherever that stands now.
    fn select(&mut self, cx: &Cx<'_>) {
        let sight = cx.sight();
        let shown = self.shown(&sight);
        let row = shown.iter().position(|offer| Some(offer.id) == self.selected);
        let last = shown.len().saturating_sub(1);
        self.list.selected = row.unwrap_or_else(|| self.list.selected.min(last));
        self.selected = shown.get(self.list.selected).map(|offer| offer.id);
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let (admission, shown) = (admission::admission(sight), self.shown(sight));
        let remote = catalogue(sight);
        let (known, told) = (remote.and_then(Remote::value), remote.and_then(Remote::fault));
        let (label, kind) = match (admission, known.is_some(), told) {
            (Admission::Asking(_), ..) => ("frame-wait", ButtonKind::Disabled),
            (Admission::Open, true, _) if is_empty(sight) => ("frame-done", ButtonKind::Primary),
            (Admission::Open, true, _) if shown.is_empty() => ("offers-choose", ButtonKind::Disabled),
            (Admission::Open, true, _) => ("offers-choose", ButtonKind::Primary),
            (Admission::Unread(_), ..) | (Admission::Open, false, Some(_)) => {
                ("frame-again", ButtonKind::Primary)
            }
            (Admission::Open, false, None) => ("frame-wait", ButtonKind::Disabled),
            (Admission::Barred | Admission::Minor(_) | Admission::NoBirthDate, ..) => {
                ("frame-done", ButtonKind::Primary)
            }
        };
        let (back, label) = (speech.say("back"), speech.say(label));
        let chrome = Chrome {
            notice: hint(sight, admission),
            back: Some(&back),
            primary: Some((&label, kind)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        if admission != Admission::Open {
            return admission.view(sight, canvas, body);
        }
        match (known.is_some(), told, remote.and_then(Remote::asked_at)) {
            (true, ..) => self.view_list(sight, canvas, body, &shown),
            (false, Some(told), _) => unread(sight, canvas, body, told),
            (false, None, Some(since)) => {
                busy_since(sight, canvas, body, &speech.say("memberships-loading"), since);
            }
            (false, None, None) => {}
        }
    }

    fn view_list(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, shown: &[&MembershipOffer]) {
        let speech = sight.speech;
        let (list, beside) = self.places(body, canvas.area());
        if !self.keyboard_open {
            let title = match side(sight.visit) {
                Side::Joining => "memberships-title",
                Side::Adding(_) | Side::Switching { .. } => "memberships-title-add",
            };
            frame::title(canvas, Rect { width: list.width, ..body }, &speech.say(title));
        }
        let empty = if self.list.search().is_some() { "offers-none" } else { "memberships-empty" };
        let (search, empty) = (speech.say("offers-search"), speech.say(empty));
        let words = ListWords { search: &search, empty: &empty };
        let dim = admission::no_order(sight, side(sight.visit)).is_some();
        let row = |index: usize| shown.get(index).map(|offer| row_of(speech, offer, dim)).unwrap_or_default();
        self.list.view(canvas, list, shown.len(), &words, row, |_| None);
        if let (Some(area), Some(offer)) = (beside, shown.get(self.list.selected)) {
            let detail = sight.membership(offer.id).and_then(Remote::value);
            view_beside(sight, canvas, area, offer, detail.map(|detail| (side(sight.visit), &**detail)));
        }
        if self.keyboard_open {
            keyboard_below(sight, canvas, body, self.keyboard, &speech.say("keyboard-done"));
        }
    }

    /// The list below its title, and the room beside it; with the keyboard open, what is left above it.
    fn places(&self, body: Rect, grid: Rect) -> (Rect, Option<Rect>) {
        if self.keyboard_open {
            let rows = keyboard::rows(is_large(grid)).min(body.height);
            return (Rect { height: body.height - rows, ..body }, None);
        }
        let (list, beside) = columns(body, grid);
        (frame::below_title(list, is_large(grid)), beside)
    }
}

/// Whose membership it is to be: the member's who is here, or that of somebody new.
fn side(visit: &Visit) -> Side {
    visit.member.as_ref().map_or(Side::Joining, |member| Side::Adding(member.customer))
}

/// What is to be known of the list.
fn hint(sight: &Sight<'_>, admission: Admission<'_>) -> Option<(String, Tone)> {
    if admission != Admission::Open {
        return None;
    }
    let remote = catalogue(sight)?;
    let known = remote.value().is_some_and(|offers| !offers.is_empty());
    let old = || (known && remote.fault().is_some()).then(|| (sight.speech.say("offers-old"), Tone::Warning));
    let hint = || known.then(|| (sight.speech.say("offers-hint"), Tone::Dim));
    admission::no_order_notice(sight, side(sight.visit)).or_else(old).or_else(hint)
}

/// Whether the studio has told that there is nothing.
fn is_empty(sight: &Sight<'_>) -> bool {
    catalogue(sight).and_then(Remote::value).is_some_and(|offers| offers.is_empty())
}

fn catalogue<'a>(sight: &Sight<'a>) -> Option<&'a Remote<Arc<[MembershipOffer]>>> {
    sight.station.shelf(sight.visit.language).map(|shelf| &shelf.memberships.offers)
}

/// Every word of the search stands somewhere in the name or what is said of it.
fn fits(offer: &MembershipOffer, wanted: &str) -> bool {
    let texts = [Some(&offer.name), offer.sub_description.as_ref(), offer.description.as_ref()];
    let said: Vec<_> = texts.into_iter().flatten().map(|text| fold(text.as_str())).collect();
    wanted.split_whitespace().all(|word| said.iter().any(|text| text.contains(word)))
}

/// A membership in a list: its name, what it is, what it costs.
pub fn row_of<'a>(speech: Speech<'_>, offer: &'a MembershipOffer, dim: bool) -> Row<'a> {
    let free = offer.terms.first().is_some_and(|term| terms::is_free(&term.frequency));
    let value = if free { speech.say("free") } else { terms::from_price(speech, offer) };
    let said = offer.sub_description.as_ref().or(offer.description.as_ref());
    let lengths = match &offer.terms[..] {
        [term] => terms::name(speech, term),
        all => speech.with("memberships-terms", &[("count", all.len().into())]),
    };
    let subtitle: Vec<_> = std::iter::once(lengths).chain(said.map(ToString::to_string)).collect();
    Row {
        title: Cow::Borrowed(offer.name.as_str()),
        subtitle: Cow::Owned(subtitle.join(" · ")),
        value: Cow::Owned(value),
        free,
        dim,
    }
}

/// The selected membership: what the list knows at once, the rest as soon as it is here.
pub fn view_beside(
    sight: &Sight<'_>,
    canvas: &mut Canvas<'_>,
    area: Rect,
    offer: &MembershipOffer,
    detail: Option<(Side, &MembershipOfferDetail)>,
) {
    let mut lines = vec![(offer.name.to_string(), Tone::Title), (String::new(), Tone::Text)];
    for term in &offer.terms {
        let price = terms::price(sight.speech, &term.frequency).join("; ");
        let values = [("term", terms::name(sight.speech, term).into()), ("price", price.into())];
        lines.push((sight.speech.with("membership-term-title", &values), Tone::Price));
    }
    lines.push((String::new(), Tone::Text));
    match detail {
        Some((side, detail)) => lines.extend(about::detail(sight, side, detail)),
        None => lines.extend(about::offer(sight, offer)),
    }
    column(canvas, area, &lines);
}
