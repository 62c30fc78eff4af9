//! How one membership looks.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::super::terms;
use super::super::{about, admission};
use super::lines::{self, GAP, LABELS, Line};
use super::{Closed, Found, MembershipOfferScreen, closed, comparison};
use crate::app::agreement::Side;
use crate::app::remote::Remote;
use crate::app::screens::chrome::{Chrome, busy_since, unread};
use crate::app::screens::pages;
use crate::app::shared::Sight;
use crate::domain::membership::{MembershipOfferDetail, TermDetail};
use crate::ui::canvas::{ButtonKind, Canvas, is_large};
use crate::ui::frame;
use crate::ui::list::{ListWords, Row};
use crate::ui::notice::{self, FaultWords};
use crate::ui::theme::Tone;

/// The fewest rows in which something is said of the selected term.
const ABOVE_MIN: u16 = 3;

/// What is said above the list of terms.
struct Above {
    /// All rows of it.
    lines: Vec<Line>,
    /// Where a page of them stands.
    area: Rect,
    /// The columns for what is said of the term.
    column: u16,
    /// How many pages they take.
    pages: usize,
}

impl MembershipOfferScreen {
    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let found = self.found(sight);
        let (label, kind) = self.primary(sight, &found);
        let (back, more) = (speech.say("back"), speech.say("offer-more"));
        let above = match &found {
            Found::Here(detail) => self.above(sight, canvas.area(), detail),
            _ => None,
        };
        let turns = above.as_ref().is_some_and(|above| above.pages > 1);
        let chrome = Chrome {
            notice: self.notice(sight, &found),
            back: Some(&back),
            primary: Some((&label, kind)),
            more: if turns { vec![(more.as_str(), pages::TURN)] } else { Vec::new() },
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        match found {
            Found::Here(detail) => self.view_detail(sight, canvas, body, (detail, above)),
            Found::Unread(told) => unread(sight, canvas, body, told),
            Found::Awaited(since) => {
                busy_since(sight, canvas, body, &speech.say("membership-loading"), since);
            }
            Found::Gone => {
                let (what, next) = (speech.say("membership-gone"), speech.say("admission-desk"));
                notice::fault(
                    canvas,
                    body,
                    &FaultWords { what: &what, next: &next, ..FaultWords::default() },
                );
            }
            Found::Unasked => {}
        }
    }

    fn term<'a>(&self, detail: &'a MembershipOfferDetail) -> Option<&'a TermDetail> {
        self.selected.and_then(|id| detail.term(id))
    }

    fn primary(&self, sight: &Sight<'_>, found: &Found<'_>) -> (String, ButtonKind) {
        let speech = sight.speech;
        match found {
            Found::Here(detail) => {
                let term = self.term(detail);
                let name = term.map(|term| terms::name(speech, &term.term)).unwrap_or_default();
                let is_open = term.is_some_and(|term| closed(sight, detail, term).is_none())
                    && admission::no_order(sight, self.side).is_none();
                let kind = if is_open { ButtonKind::Primary } else { ButtonKind::Disabled };
                (speech.with("membership-choose", &[("term", name.into())]), kind)
            }
            Found::Unread(_) => (speech.say("frame-again"), ButtonKind::Primary),
            Found::Gone => (speech.say("frame-done"), ButtonKind::Primary),
            Found::Awaited(_) | Found::Unasked => (speech.say("frame-wait"), ButtonKind::Disabled),
        }
    }

    /// Why the selected term cannot be had here or now, or that what is shown may be old.
    fn notice(&self, sight: &Sight<'_>, found: &Found<'_>) -> Option<(String, Tone)> {
        let Found::Here(detail) = found else { return None };
        let say = |key| (sight.speech.say(key), Tone::Warning);
        let desk = self.term(detail).and_then(|term| closed(sight, detail, term)).map(|why| {
            say(match why {
                Closed::Unpayable => "memberships-unpayable",
                Closed::Unsaid => "membership-desk-why",
            })
        });
        let old = || self.is_old(sight).then(|| say("contracts-old"));
        admission::no_order_notice(sight, self.side).or(desk).or_else(old)
    }

    fn is_old(&self, sight: &Sight<'_>) -> bool {
        match self.side {
            Side::Joining | Side::Adding(_) => sight.membership(self.offer).and_then(Remote::fault).is_some(),
            Side::Switching { config, .. } => {
                let member = sight.visit.member.as_ref();
                member.and_then(|member| member.switch(config)).and_then(Remote::fault).is_some()
            }
        }
    }

    fn view_detail(
        &self,
        sight: &Sight<'_>,
        canvas: &mut Canvas<'_>,
        body: Rect,
        (detail, above): (&MembershipOfferDetail, Option<Above>),
    ) {
        let rest = frame::title(canvas, body, detail.offer.name.as_str());
        let count = detail.terms.len();
        let Some(above) = above else {
            let at = comparison::Shown { terms: &self.terms, turned: self.turned, side: self.side };
            comparison::view(sight, canvas, rest, detail, &at);
            return;
        };
        let page = self.turned % above.pages;
        if above.pages > 1 {
            canvas.right(body, &format!("{} / {}", page + 1, above.pages), Tone::Dim);
        }
        lines::view_page(canvas, above.area, &above.lines, page, above.column);
        let row = |index: usize| {
            detail.terms.get(index).map(|term| self.row(sight, detail, term)).unwrap_or_default()
        };
        let below = terms_area(body, count, canvas.area());
        self.terms.view(canvas, below, count, &ListWords::default(), row, |_| None);
    }

    /// What is said above the list of terms; none where they stand beside each other.
    fn above(&self, sight: &Sight<'_>, grid: Rect, detail: &MembershipOfferDetail) -> Option<Above> {
        let count = detail.terms.len();
        if comparison::fits(grid, count) {
            return None;
        }
        let body = frame::body(grid);
        let rest = frame::below_title(body, is_large(grid));
        let area = Rect { height: terms_area(body, count, grid).y.saturating_sub(rest.y), ..rest };
        let column = area.width.saturating_sub(LABELS);
        // What a term binds to comes before what is in it.
        let mut lines = lines::texts(&about::head(sight, &detail.offer), area.width);
        if let Some(term) = self.term(detail) {
            lines.extend(term_lines(sight, detail, term, column.saturating_sub(GAP)));
            lines.push(lines::air());
        }
        lines.extend(lines::texts(&about::rest(sight, self.side, detail), area.width));
        pages::fit(&mut lines, area.height, lines::is_air);
        let pages = pages::count(&lines, area.height);
        Some(Above { lines, area, column, pages })
    }

    fn row<'a>(&self, sight: &Sight<'_>, detail: &MembershipOfferDetail, term: &'a TermDetail) -> Row<'a> {
        let speech = sight.speech;
        let closed = closed(sight, detail, term).is_some();
        let free = terms::is_free(&term.term.frequency);
        let price = || terms::price_in_short(speech, &term.term);
        let subtitle = if closed { speech.say("membership-desk") } else { terms::in_short(speech, term) };
        Row {
            title: Cow::Owned(terms::name(speech, &term.term)),
            subtitle: Cow::Owned(subtitle),
            value: Cow::Owned(if free { speech.say("free") } else { price() }),
            free,
            dim: closed || admission::no_order(sight, self.side).is_some(),
        }
    }
}

/// What is said of the selected term beside its row, under a heading where there are others.
fn term_lines(sight: &Sight<'_>, detail: &MembershipOfferDetail, term: &TermDetail, width: u16) -> Vec<Line> {
    let speech = sight.speech;
    let mut lines = Vec::new();
    if detail.terms.len() > 1 {
        lines.push(Line::Text(terms::name(speech, &term.term), Tone::Accent));
    }
    let prices = terms::price(speech, &term.term.frequency);
    if prices.len() > 1 {
        lines.extend(prices.into_iter().map(|line| Line::Text(line, Tone::Price)));
    }
    lines.extend(lines::rows(sight, &[term], width));
    lines
}

/// The rows at the bottom of the body in which the terms stand: all of them where a few rows are left for what is said of the
/// one selected, else a page of them. Nobody chooses a term they have not seen; the rest of what is said is on further pages.
pub fn terms_area(body: Rect, terms: usize, grid: Rect) -> Rect {
    let each = if is_large(grid) { 3 } else { 2 };
    let room = frame::below_title(body, is_large(grid)).height.saturating_sub(ABOVE_MIN);
    let most = room.max(each) / each * each;
    let height = u16::try_from(terms).unwrap_or(u16::MAX).saturating_mul(each).min(most);
    Rect { y: body.bottom().saturating_sub(height), height, ..body }
}
