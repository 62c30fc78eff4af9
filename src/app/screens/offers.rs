//! The list of offers: grouped as the studio groups them, searched by typing, picked by digit, key or touch.

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

use ratatui::layout::{Constraint, Layout, Rect};

use super::awaited::next_change;
use super::chrome::{Chrome, busy_since, fault, keyboard_below};
use super::paying::column;
use super::{Next, Place};
use crate::app::msg::{Event, OffersEvent};
use crate::app::remote::Remote;
use crate::app::shared::{Cx, Sight};
use crate::domain::offer::Offer;
use crate::domain::text::{Text, fold};
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas, is_large};
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::keyboard::{self, KeyboardState};
use crate::ui::list::{List, ListOutcome, ListWords, Row};
use crate::ui::theme::Tone;
use crate::words::Speech;

/// The list of offers.
#[derive(Debug)]
pub struct Offers {
    list: List,
    /// Indices into the catalogue, grouped by category, as far as the search lets them through.
    shown: Vec<usize>,
    keyboard: KeyboardState,
    /// Whether the keyboard is on the screen, for a finger that searches.
    keyboard_open: bool,
    /// When the detail of the selected offer is fetched, on a grid with room beside the list.
    peek_at: Option<Moment>,
}

/// From this grid on the selected offer stands beside the list.
const GRID_WIDE: (u16, u16) = (100, 30);
/// A selection that rests this long is worth a look at its detail; one that moves on is not.
const PEEK_AFTER: Duration = Duration::from_millis(300);

impl Offers {
    /// Shows what is known and asks for what is not.
    pub fn enter(cx: &mut Cx<'_>) -> Self {
        let mut screen = Self {
            list: List::new(),
            shown: Vec::new(),
            keyboard: KeyboardState::default(),
            keyboard_open: false,
            peek_at: None,
        };
        screen.on_return(cx);
        screen
    }

    /// Asks again for what is old and sorts what is known.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        let language = cx.visit.language;
        cx.station.stock(cx.now.moment, language, cx.out);
        self.sort(cx);
        self.peek_at = Some(cx.now.moment + PEEK_AFTER);
    }

    /// Moves, searches, or chooses.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        let (area, _) = self.places(frame::body(cx.grid), cx.grid);
        self.peek_at = Some(cx.now.moment + PEEK_AFTER);
        let page = self.list.page(self.shown.len(), area, is_large(cx.grid));
        if self.keyboard_open && (self.keyboard.on_key(key, cx.visit.language.code()) || key == Key::DONE) {
            self.keyboard_open = key != Key::DONE;
            return Next::Stay;
        }
        self.keyboard_open |= key == Key::SEARCH && cx.visit.by_touch;
        match self.list.on_key(key, self.shown.len(), page) {
            ListOutcome::Moved => Next::Stay,
            ListOutcome::Searched => {
                self.keyboard_open &= self.list.search().is_some();
                self.sort(cx);
                Next::Stay
            }
            ListOutcome::Chosen(row) => self.choose(cx, row),
            ListOutcome::Ignored if key == Key::Esc => Next::Home,
            ListOutcome::Ignored => {
                if key == Key::Enter {
                    self.on_return(cx);
                }
                Next::Stay
            }
        }
    }

    /// A scan or paste searches; what finds nothing is taken for a voucher and kept for the order.
    pub fn on_scan(&mut self, cx: &mut Cx<'_>, text: &str) -> Next {
        let searching = self.list.search().is_some();
        self.list.insert(text);
        self.sort(cx);
        if self.shown.is_empty() && !searching {
            self.list = List::new();
            self.sort(cx);
            cx.visit.scanned = Some(text.to_owned());
        }
        self.list.selected = 0;
        Next::Stay
    }

    /// Sorts anew when the catalogue has come.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        if let Event::Offers(_, OffersEvent::OffersListed(_)) = event {
            self.sort(cx);
            self.peek_at = Some(cx.now.moment + PEEK_AFTER);
        }
        Next::Stay
    }

    /// Fetches the detail of an offer that has been selected for a while, where there is room to show it.
    pub fn on_wake(&mut self, cx: &mut Cx<'_>) -> Next {
        if self.peek_at.is_some_and(|at| at <= cx.now.moment) {
            self.peek_at = None;
            let offers = cx.station.shelf(cx.visit.language).and_then(|shelf| shelf.offers.value());
            let selected = self.shown.get(self.list.selected).and_then(|index| offers?.get(*index));
            if let (Some(offer), true) = (selected.map(|offer| offer.id), is_wide(cx.grid)) {
                cx.station.stock_detail(cx.now.moment, cx.visit.language, offer, cx.out);
            }
        }
        Next::Stay
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        let asked = catalogue(sight).and_then(Remote::asked_at);
        let busy = asked.and_then(|asked| next_change(asked, sight.now.moment));
        busy.into_iter().chain(self.peek_at).min()
    }

    fn choose(&self, cx: &Cx<'_>, row: usize) -> Next {
        let offers = cx.station.shelf(cx.visit.language).and_then(|shelf| shelf.offers.value());
        let offer = self.shown.get(row).and_then(|index| offers?.get(*index));
        offer.map_or(Next::Stay, |offer| Next::Go(Place::Offer(offer.id)))
    }

    /// Keeps the offers that fit the search, in the order in which the studio first names their categories.
    fn sort(&mut self, cx: &Cx<'_>) {
        let offers = cx.station.shelf(cx.visit.language).and_then(|shelf| shelf.offers.value());
        let Some(offers) = offers else {
            self.shown.clear();
            return;
        };
        let wanted = fold(self.list.search().unwrap_or_default());
        let mut ranks: HashMap<Option<&Text>, usize> = HashMap::new();
        for offer in offers.iter() {
            let next = ranks.len();
            ranks.entry(offer.category.as_ref()).or_insert(next);
        }
        self.shown = (0..offers.len()).filter(|index| fits(&offers[*index], &wanted)).collect();
        self.shown.sort_by_key(|index| ranks.get(&offers[*index].category.as_ref()));
        self.list.selected = self.list.selected.min(self.shown.len().saturating_sub(1));
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let (back, choose, again) =
            (speech.say("back"), speech.say("offers-choose"), speech.say("frame-again"));
        let remote = catalogue(sight);
        let offers = remote.and_then(Remote::value);
        let fault_now = remote.and_then(Remote::fault);
        let notice = match (offers, fault_now) {
            (Some(_), Some(_)) => Some((speech.say("offers-old"), Tone::Warning)),
            (Some(_), None) if sight.visit.scanned.is_some() => {
                Some((speech.say("offers-voucher-kept"), Tone::Success))
            }
            (Some(_), None) => Some((speech.say("offers-hint"), Tone::Dim)),
            (None, _) => None,
        };
        let primary = match (offers, fault_now) {
            (Some(_), _) if !self.shown.is_empty() => Some((choose.as_str(), ButtonKind::Primary)),
            (None, Some(_)) => Some((again.as_str(), ButtonKind::Primary)),
            _ => None,
        };
        let chrome = Chrome { step: Some(1), notice, back: Some(&back), primary, ..Chrome::default() };
        let body = chrome.draw(sight, canvas);
        match (offers, fault_now, remote.and_then(Remote::asked_at)) {
            (Some(offers), _, _) => {
                let (list, beside) = self.places(body, canvas.area());
                self.view_list(speech, canvas, list, offers);
                let selected = self.shown.get(self.list.selected).and_then(|index| offers.get(*index));
                if let (Some(area), Some(offer)) = (beside, selected) {
                    view_beside(sight, canvas, area, offer);
                }
                if self.keyboard_open {
                    keyboard_below(sight, canvas, body, self.keyboard, &speech.say("keyboard-done"));
                }
            }
            (None, Some(told), _) => fault(sight, canvas, body, told),
            (None, None, Some(since)) => {
                busy_since(sight, canvas, body, &speech.say("offers-loading"), since);
            }
            (None, None, None) => {}
        }
    }

    /// The list, and the room beside it; with the keyboard open, what is left above it.
    fn places(&self, body: Rect, grid: Rect) -> (Rect, Option<Rect>) {
        if self.keyboard_open {
            let rows = keyboard::rows(is_large(grid)).min(body.height);
            return (Rect { height: body.height - rows, ..body }, None);
        }
        columns(body, grid)
    }

    fn view_list(&self, speech: Speech<'_>, canvas: &mut Canvas<'_>, body: Rect, offers: &[Offer]) {
        let empty = if self.list.search().is_some() { "offers-none" } else { "offers-empty" };
        let (search, empty) = (speech.say("offers-search"), speech.say(empty));
        let words = ListWords { search: &search, empty: &empty };
        let at = |row: usize| self.shown.get(row).and_then(|index| offers.get(*index));
        let row = |index: usize| at(index).map(|offer| row_of(speech, offer)).unwrap_or_default();
        let heading =
            |index: usize| at(index)?.category.as_ref().map(|category| Cow::Borrowed(category.as_str()));
        self.list.view(canvas, body, self.shown.len(), &words, row, heading);
    }
}

/// Whether there is room beside the list.
fn is_wide(grid: Rect) -> bool {
    grid.width >= GRID_WIDE.0 && grid.height >= GRID_WIDE.1
}

/// The list, and the room beside it.
fn columns(body: Rect, grid: Rect) -> (Rect, Option<Rect>) {
    if !is_wide(grid) {
        return (body, None);
    }
    let [list, _, beside] =
        Layout::horizontal([Constraint::Fill(2), Constraint::Length(3), Constraint::Fill(1)]).areas(body);
    (list, Some(beside))
}

/// The selected offer: what the list knows at once, the rest as soon as it is here.
fn view_beside(sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect, offer: &Offer) {
    let speech = sight.speech;
    let air = || (String::new(), Tone::Text);
    let mut lines = vec![(offer.name.to_string(), Tone::Title), air()];
    match sight.detail(offer.id).and_then(Remote::value) {
        Some(detail) => lines.extend(super::offer::facts(sight, detail)),
        None => lines.push((usage(speech, offer), Tone::Text)),
    }
    column(canvas, area, &lines);
}

fn catalogue<'a>(sight: &Sight<'a>) -> Option<&'a Remote<std::sync::Arc<[Offer]>>> {
    sight.station.shelf(sight.visit.language).map(|shelf| &shelf.offers)
}

/// Every word of the search stands somewhere in the name or the category.
fn fits(offer: &Offer, wanted: &str) -> bool {
    let name = fold(offer.name.as_str());
    let category = offer.category.as_ref().map(|category| fold(category.as_str())).unwrap_or_default();
    wanted.split_whitespace().all(|word| name.contains(word) || category.contains(word))
}

fn row_of<'a>(speech: Speech<'_>, offer: &'a Offer) -> Row<'a> {
    let free = offer.price.is_zero();
    let value = if free { speech.say("free") } else { speech.money(&offer.price) };
    Row {
        title: Cow::Borrowed(offer.name.as_str()),
        subtitle: Cow::Owned(usage(speech, offer)),
        value: Cow::Owned(value),
        free,
        dim: false,
    }
}

/// Uses and the length of a use, in one line.
pub fn usage(speech: Speech<'_>, offer: &Offer) -> String {
    let uses = offer.uses.map(|uses| speech.with("offer-uses", &[("count", uses.into())]));
    uses.into_iter().chain(period(speech, offer)).collect::<Vec<_>>().join(" · ")
}

/// How long a use lasts. Of a pass with a single one that is how long the pass lasts.
pub fn period(speech: Speech<'_>, offer: &Offer) -> Option<String> {
    let term = offer.period_of_use.as_ref().filter(|term| term.is_known())?;
    let key = if offer.uses == Some(1) { "offer-period-once" } else { "offer-period" };
    Some(speech.with(key, &[("term", speech.term(term).into())]))
}
