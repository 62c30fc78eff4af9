//! The list of offers: grouped as the studio groups them, searched by typing, picked by digit, key or touch.

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

use ratatui::layout::{Constraint, Layout, Rect};

use super::awaited::next_change;
use super::banner;
use super::chrome::{Chrome, STEPS, busy_since, fault, keyboard_below};
use super::claim::scanned_instead;
use super::paying::column;
use super::{Next, Place};
use crate::app::msg::{Event, OffersEvent};
use crate::app::no_sale::NoSale;
use crate::app::remote::Remote;
use crate::app::shared::{Cx, Sight};
use crate::app::station::Station;
use crate::domain::catalogue::OfferList;
use crate::domain::language::Language;
use crate::domain::offer::{Offer, OfferId};
use crate::domain::text::{Text, fold};
use crate::domain::time::{Moment, Term};
use crate::ui::canvas::{ButtonKind, Canvas, is_large};
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::keyboard::{self, KeyboardState};
use crate::ui::list::{List, ListOutcome, ListWords, Row};
use crate::ui::notice;
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
    /// The offer selected, which stays selected when another list comes under the finger.
    selected: Option<OfferId>,
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
            selected: None,
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
        let body = banner::below(&cx.sight(), frame::body(cx.grid));
        let (area, _) = self.places(body, cx.grid);
        self.peek_at = Some(cx.now.moment + PEEK_AFTER);
        let page = self.list.page(self.shown.len(), area, is_large(cx.grid));
        if self.keyboard_open && (self.keyboard.on_key(key, cx.visit.language.code()) || key == Key::DONE) {
            self.keyboard_open = key != Key::DONE;
            return Next::Stay;
        }
        self.keyboard_open |= key == Key::SEARCH && cx.visit.by_touch;
        let outcome = self.list.on_key(key, self.shown.len(), page);
        self.selected = offer_of(cx.station, cx.visit.language, &self.shown, self.list.selected);
        match outcome {
            ListOutcome::Moved => Next::Stay,
            ListOutcome::Searched => {
                self.keyboard_open &= self.list.search().is_some();
                // What is searched for begins at the top.
                self.selected = None;
                self.sort(cx);
                Next::Stay
            }
            ListOutcome::Chosen(_) => self.selected.map_or(Next::Stay, |offer| Next::Go(Place::Offer(offer))),
            ListOutcome::Ignored if key == Key::Esc => Next::Back,
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
        if let Some(next) = scanned_instead(cx, text) {
            return next;
        }
        let searching = self.list.search().is_some();
        self.selected = None;
        self.list.selected = 0;
        self.list.insert(text);
        self.sort(cx);
        if self.shown.is_empty() && !searching {
            self.list = List::new();
            self.sort(cx);
            cx.visit.scanned = Some(text.to_owned());
        }
        Next::Stay
    }

    /// Sorts anew when a catalogue has come.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        if let Event::Offers(_, OffersEvent::OffersListed(_)) | Event::Catalogue(_) = event {
            self.sort(cx);
            self.peek_at = Some(cx.now.moment + PEEK_AFTER);
        }
        Next::Stay
    }

    /// Fetches the detail of an offer that has been selected for a while, where there is room to show it.
    pub fn on_wake(&mut self, cx: &mut Cx<'_>) -> Next {
        if self.peek_at.is_some_and(|at| at <= cx.now.moment) {
            self.peek_at = None;
            let (language, selected) = (cx.visit.language, self.list.selected);
            let offer = offer_of(cx.station, language, &self.shown, selected);
            if let (Some(offer), true, false) = (offer, is_wide(cx.grid), cx.station.link.is_down()) {
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

    /// Keeps the offers that fit the search, in the order in which the studio first names their categories.
    fn sort(&mut self, cx: &Cx<'_>) {
        let Some(OfferList { offers, .. }) = cx.station.list(cx.visit.language) else {
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
        let last = self.shown.len().saturating_sub(1);
        let wanted = self.selected;
        let row = self.shown.iter().position(|index| Some(offers[*index].id) == wanted);
        self.list.selected = row.unwrap_or_else(|| self.list.selected.min(last));
        self.selected = self.shown.get(self.list.selected).map(|index| offers[*index].id);
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let back = speech.say("back");
        let offers = sight.station.list(sight.visit.language).map(|list| &list.offers[..]);
        let primary = self.primary(sight, offers);
        let chrome = Chrome {
            step: Some((1, STEPS)),
            banner: true,
            notice: hint(sight, offers),
            back: Some(&back),
            primary: primary.as_deref().map(|label| (label, ButtonKind::Primary)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        let Some(offers) = offers else {
            view_nothing(sight, canvas, body);
            return;
        };
        let (list, beside) = self.places(body, canvas.area());
        self.view_list(sight, canvas, list, offers);
        let selected = self.shown.get(self.list.selected).and_then(|index| offers.get(*index));
        if let (Some(area), Some(offer)) = (beside, selected) {
            view_beside(sight, canvas, area, offer);
        }
        if self.keyboard_open {
            keyboard_below(sight, canvas, body, self.keyboard, &speech.say("keyboard-done"));
        }
    }

    /// What Enter does: choose, look where nothing can be bought, or try again where there is nothing.
    fn primary(&self, sight: &Sight<'_>, offers: Option<&[Offer]>) -> Option<String> {
        let key = match offers {
            Some(_) if self.shown.is_empty() => return None,
            Some(_) if sight.no_sale().is_some_and(|why| why != NoSale::Unpayable) => "no-sale-look",
            Some(_) => "offers-choose",
            None if sight.station.link.is_down() => "frame-again",
            None => catalogue(sight).and_then(Remote::fault).map(|_| "frame-again")?,
        };
        Some(sight.speech.say(key))
    }

    /// The list, and the room beside it; with the keyboard open, what is left above it.
    fn places(&self, body: Rect, grid: Rect) -> (Rect, Option<Rect>) {
        if self.keyboard_open {
            let rows = keyboard::rows(is_large(grid)).min(body.height);
            return (Rect { height: body.height - rows, ..body }, None);
        }
        columns(body, grid)
    }

    fn view_list(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, offers: &[Offer]) {
        let speech = sight.speech;
        // A list of the time before is grey until the studio has told it anew.
        let is_kept = catalogue(sight).and_then(Remote::value).is_none();
        let no_sale = sight.no_sale();
        let dim = |offer: &Offer| is_kept || no_sale.is_some_and(|why| why.stops(&offer.price));
        let empty = if self.list.search().is_some() { "offers-none" } else { "offers-empty" };
        let (search, empty) = (speech.say("offers-search"), speech.say(empty));
        let words = ListWords { search: &search, empty: &empty };
        let at = |row: usize| self.shown.get(row).and_then(|index| offers.get(*index));
        let row = |index: usize| at(index).map(|offer| row_of(speech, offer, dim(offer))).unwrap_or_default();
        let heading =
            |index: usize| at(index)?.category.as_ref().map(|category| Cow::Borrowed(category.as_str()));
        self.list.view(canvas, body, self.shown.len(), &words, row, heading);
    }
}

/// One offer of those shown, by its row.
fn offer_of(station: &Station, language: Language, shown: &[usize], row: usize) -> Option<OfferId> {
    let index = *shown.get(row)?;
    station.list(language)?.offers.get(index).map(|offer| offer.id)
}

/// What is to be known of the list.
fn hint(sight: &Sight<'_>, offers: Option<&[Offer]>) -> Option<(String, Tone)> {
    offers?;
    let speech = sight.speech;
    let remote = catalogue(sight);
    Some(match remote.and_then(Remote::fault) {
        // The banner says it.
        Some(_) if sight.station.link.is_down() => (speech.say("offers-hint"), Tone::Dim),
        Some(_) => {
            let as_of = sight.offers_as_of().unwrap_or_default();
            (format!("{} {as_of}", speech.say("offers-old")), Tone::Warning)
        }
        None if sight.visit.scanned.is_some() => (speech.say("offers-voucher-kept"), Tone::Success),
        None => (speech.say("offers-hint"), Tone::Dim),
    })
}

/// There is no list, not even an old one.
fn view_nothing(sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect) {
    let speech = sight.speech;
    let remote = catalogue(sight);
    match (remote.and_then(Remote::fault), remote.and_then(Remote::asked_at)) {
        _ if sight.station.link.is_down() => {
            let (nothing, itself) = (speech.say("no-sale-nothing"), speech.say("no-sale-itself"));
            notice::block(canvas, body, &[(&nothing, Tone::Title), ("", Tone::Text), (&itself, Tone::Text)]);
        }
        (Some(told), _) => fault(sight, canvas, body, told),
        (None, Some(since)) => busy_since(sight, canvas, body, &speech.say("offers-loading"), since),
        (None, None) => {}
    }
}

/// Whether there is room beside the list.
pub fn is_wide(grid: Rect) -> bool {
    grid.width >= GRID_WIDE.0 && grid.height >= GRID_WIDE.1
}

/// The list, and the room beside it.
pub fn columns(body: Rect, grid: Rect) -> (Rect, Option<Rect>) {
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

fn row_of<'a>(speech: Speech<'_>, offer: &'a Offer, dim: bool) -> Row<'a> {
    let free = offer.price.is_zero();
    let value = if free { speech.say("free") } else { speech.money(&offer.price) };
    Row {
        title: Cow::Borrowed(offer.name.as_str()),
        subtitle: Cow::Owned(usage(speech, offer)),
        value: Cow::Owned(value),
        free,
        dim,
    }
}

/// Uses and the length of a use, in one line.
pub fn usage(speech: Speech<'_>, offer: &Offer) -> String {
    let uses = offer.uses.map(|uses| speech.with("offer-uses", &[("count", uses.into())]));
    uses.into_iter().chain(period(speech, offer)).collect::<Vec<_>>().join(" · ")
}

/// How long a use of an offer lasts.
pub fn period(speech: Speech<'_>, offer: &Offer) -> Option<String> {
    period_of(speech, offer.uses, offer.period_of_use.as_ref())
}

/// How long a use lasts. Of a pass with a single one that is how long the pass lasts.
pub fn period_of(speech: Speech<'_>, uses: Option<u32>, period: Option<&Term>) -> Option<String> {
    let term = period.filter(|term| term.is_known())?;
    let key = if uses == Some(1) { "offer-period-once" } else { "offer-period" };
    Some(speech.with(key, &[("term", speech.term(term).into())]))
}
