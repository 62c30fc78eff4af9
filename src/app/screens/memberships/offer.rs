//! One membership and its terms: what it is, and the length and price that is chosen.
//!
//! On large grids the terms stand beside each other, row by row; on small ones they are a list below what is said of them.

mod comparison;
mod lines;
mod view;

use std::sync::Arc;

use super::{MembershipPlace, about, admission, wording};
use crate::app::agreement::{Agreement, Side};
use crate::app::remote::Remote;
use crate::app::screens::awaited::next_change;
use crate::app::screens::healing::Healing;
use crate::app::screens::{Next, Place, pages};
use crate::app::shared::{Cx, Sight};
use crate::domain::fault::Fault;
use crate::domain::language::Language;
use crate::domain::membership::{MembershipOfferDetail, MembershipOfferId, TermDetail, TermId};
use crate::domain::time::Moment;
use crate::ui::canvas::is_large;
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::list::{List, ListOutcome};

/// One membership and its terms.
#[derive(Debug)]
pub struct MembershipOfferScreen {
    side: Side,
    offer: MembershipOfferId,
    terms: List,
    /// The term selected, which stays selected when the detail is read again.
    selected: Option<TermId>,
    /// Pages turned of what is said of it, where that does not fit.
    turned: usize,
    healing: Healing,
}

/// What is known of it.
enum Found<'a> {
    /// Everything; what was known before is shown while it is read anew.
    Here(&'a MembershipOfferDetail),
    /// It could not be read.
    Unread(&'a Fault),
    /// It is being read, since then.
    Awaited(Moment),
    /// It is not among what one can switch to any more.
    Gone,
    /// Nobody has asked.
    Unasked,
}

/// Why its selected term cannot be had here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closed {
    /// It is paid in a way that no phone pays.
    Unpayable,
    /// Not all of its terms can be said.
    Unsaid,
}

impl MembershipOfferScreen {
    /// Asks for it; the term that was chosen before is selected.
    pub fn enter(cx: &mut Cx<'_>, side: Side, offer: MembershipOfferId) -> Self {
        let chosen = cx.visit.agreement.as_ref().filter(|it| it.side == side && it.detail.offer.id == offer);
        let selected = chosen.map(|agreement| agreement.term);
        let healing = Healing::default();
        let mut screen = Self { side, offer, terms: List::short(), selected, turned: 0, healing };
        screen.healing.healed(cx.station.link);
        screen.on_return(cx);
        screen
    }

    /// Asks for what is old or not here in this language.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        let (now, language) = (cx.now.moment, cx.visit.language);
        self.turned = 0;
        match (self.side, &mut cx.visit.member) {
            (Side::Switching { config, .. }, Some(member)) => {
                member.ask_switch(now, language, config, cx.out);
            }
            (Side::Switching { .. }, None) => {}
            (Side::Joining | Side::Adding(_), _) if cx.station.link.is_down() => {
                cx.station.stock(now, language, cx.out);
            }
            (Side::Joining | Side::Adding(_), _) => {
                cx.station.stock_membership(now, language, self.offer, cx.out);
            }
        }
        self.select(cx);
    }

    /// Chooses a term, turns a page, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if key == Key::Esc {
            return Next::Back;
        }
        let (body, grid) = (frame::body(cx.grid), cx.grid);
        let ids = match self.found(&cx.sight()) {
            Found::Here(detail) => detail.terms.iter().map(|term| term.term.id).collect::<Vec<_>>(),
            Found::Gone if key == Key::Enter => return Next::Back,
            _ => {
                if key == Key::Enter {
                    self.on_return(cx);
                }
                return Next::Stay;
            }
        };
        if key == pages::TURN {
            self.turned += 1;
            return Next::Stay;
        }
        let beside = comparison::fits(grid, ids.len());
        let page = if beside {
            comparison::columns(body.width, ids.len())
        } else {
            self.terms.page(ids.len(), view::terms_area(body, ids.len(), grid), is_large(grid))
        };
        let key = match key {
            Key::Left if beside => Key::Up,
            Key::Right if beside => Key::Down,
            key => key,
        };
        let outcome = self.terms.on_key(key, ids.len(), page);
        let before = self.selected;
        self.selected = ids.get(self.terms.selected).copied();
        if self.selected != before && !beside {
            self.turned = 0;
        }
        match outcome {
            ListOutcome::Chosen(_) => self.choose(cx),
            ListOutcome::Moved | ListOutcome::Searched | ListOutcome::Ignored => Next::Stay,
        }
    }

    /// On to the options with the selected term; nothing where it cannot be had here now.
    fn choose(&mut self, cx: &mut Cx<'_>) -> Next {
        let (today, sight) = (cx.today(), cx.sight());
        let Found::Here(detail) = self.found(&sight) else { return Next::Stay };
        let Some(term) = self.selected.and_then(|id| detail.term(id)) else { return Next::Stay };
        if closed(&sight, detail, term).is_some() || admission::no_order(&sight, self.side).is_some() {
            return Next::Stay;
        }
        let (detail, term) = (Arc::new(detail.clone()), term.term.id);
        let language = self.language(&sight);
        let earlier = cx.visit.agreement.take();
        let agreement = Agreement::again(earlier, self.side, detail, term, today);
        cx.visit.agreement = Some(Agreement { language, ..agreement });
        Next::Go(Place::Membership(MembershipPlace::Options))
    }

    /// Keeps the selection when it was read; asks anew once the link is back.
    pub fn on_event(&mut self, cx: &mut Cx<'_>) -> Next {
        if self.healing.healed(cx.station.link) {
            self.on_return(cx);
        }
        self.select(cx);
        Next::Stay
    }

    /// Keeps the selection on what was selected, wherever that stands now; else on the first term that can be had here.
    fn select(&mut self, cx: &Cx<'_>) {
        let sight = cx.sight();
        let Found::Here(detail) = self.found(&sight) else { return };
        let row = detail.terms.iter().position(|term| Some(term.term.id) == self.selected);
        let first = || detail.terms.iter().position(TermDetail::is_orderable);
        self.terms.selected = row.or_else(first).unwrap_or_default();
        self.selected = detail.terms.get(self.terms.selected).map(|term| term.term.id);
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        match self.found(sight) {
            Found::Awaited(since) => next_change(since, sight.now.moment),
            _ => None,
        }
    }

    /// The language in which it is shown; none where what a switch leads to may still be in an earlier one.
    fn language(&self, sight: &Sight<'_>) -> Option<Language> {
        let known = match self.side {
            Side::Joining | Side::Adding(_) => true,
            Side::Switching { config, .. } => wording::switch(sight, config).is_some(),
        };
        known.then_some(sight.visit.language)
    }

    fn found<'a>(&self, sight: &Sight<'a>) -> Found<'a> {
        match self.side {
            Side::Joining | Side::Adding(_) => {
                on(sight.membership(self.offer), |detail| Some(detail.as_ref()))
            }
            Side::Switching { config, .. } => {
                let shelf = sight.visit.member.as_ref().and_then(|member| member.switch(config));
                on(shelf, |switch| switch.destinations.iter().find(|detail| detail.offer.id == self.offer))
            }
        }
    }
}

fn on<'a, T: Clone>(
    shelf: Option<&'a Remote<T>>,
    detail: impl FnOnce(&'a T) -> Option<&'a MembershipOfferDetail>,
) -> Found<'a> {
    let Some(shelf) = shelf else { return Found::Unasked };
    match (shelf.value(), shelf.fault(), shelf.asked_at()) {
        (Some(value), ..) => detail(value).map_or(Found::Gone, Found::Here),
        (None, Some(fault), _) => Found::Unread(fault),
        (None, None, Some(since)) => Found::Awaited(since),
        (None, None, None) => Found::Unasked,
    }
}

/// Why a term cannot be had here, whatever the hour.
fn closed(sight: &Sight<'_>, detail: &MembershipOfferDetail, term: &TermDetail) -> Option<Closed> {
    if about::is_unpayable(sight, detail) {
        Some(Closed::Unpayable)
    } else {
        (!term.is_orderable()).then_some(Closed::Unsaid)
    }
}
