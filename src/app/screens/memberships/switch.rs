//! One way to switch: which contract is left, and what it leads to.
//!
//! Invariant: what is left is one of the member's own contracts. Where exactly one can be left it is taken; where several
//! can, the member says which; where none can, the desk has to help.

mod view;

use super::MembershipPlace;
use super::admission::{self, Admission};
use crate::app::agreement::Side;
use crate::app::member::Member;
use crate::app::remote::Remote;
use crate::app::screens::awaited::next_change;
use crate::app::screens::healing::Healing;
use crate::app::screens::offers::columns;
use crate::app::screens::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::domain::contract::{Contract, ContractId};
use crate::domain::fault::Fault;
use crate::domain::membership::{MembershipOfferId, SwitchConfigId, SwitchDetail};
use crate::domain::time::{Date, Moment};
use crate::ui::canvas::is_large;
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::list::{List, ListOutcome};

/// One way to switch.
#[derive(Debug)]
pub struct SwitchScreen {
    config: SwitchConfigId,
    /// Which of several contracts is left, once that is said.
    source: Option<ContractId>,
    sources: List,
    destinations: List,
    healing: Healing,
}

/// What there is to be chosen now.
enum Found<'a> {
    /// The contract that is left.
    Source(Vec<&'a Contract>),
    /// What comes in place of it.
    Destination(&'a Contract, &'a SwitchDetail),
    /// None of the member's contracts can be left by it.
    NoSource,
    /// Something of it could not be read.
    Unread(&'a Fault),
    /// It is being read, since then.
    Awaited(Moment),
    /// Nobody has asked.
    Unasked,
}

impl SwitchScreen {
    /// Asks for what it leads to, and for the contracts.
    pub fn enter(cx: &mut Cx<'_>, config: SwitchConfigId) -> Self {
        let mut screen = Self {
            config,
            source: None,
            sources: List::short(),
            destinations: List::short(),
            healing: Healing::default(),
        };
        screen.healing.healed(cx.station.link);
        screen.on_return(cx);
        screen
    }

    /// Asks again.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        admission::ask(cx);
        let (now, language) = (cx.now.moment, cx.visit.language);
        if let Some(member) = &mut cx.visit.member {
            member.ask_switch(now, language, self.config, cx.out);
            member.ask_contracts(now, language, cx.out);
        }
    }

    /// Moves, chooses, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        let (body, large) = (frame::body(cx.grid), is_large(cx.grid));
        let (list, _) = columns(body, cx.grid);
        let area = frame::below_title(list, large);
        let sight = cx.sight();
        if admission::admission(&sight) != Admission::Open {
            return if matches!(key, Key::Esc | Key::Enter) { Next::Back } else { Next::Stay };
        }
        match self.found(&sight) {
            Found::Source(contracts) => {
                let ids: Vec<_> = contracts.iter().map(|contract| contract.id).collect();
                let page = self.sources.page(ids.len(), area, large);
                match self.sources.on_key(key, ids.len(), page) {
                    ListOutcome::Chosen(row) => self.source = ids.get(row).copied(),
                    ListOutcome::Ignored if key == Key::Esc => return Next::Back,
                    ListOutcome::Moved | ListOutcome::Searched | ListOutcome::Ignored => {}
                }
                Next::Stay
            }
            Found::Destination(source, detail) => {
                let (source, offers) = (source.id, offers(detail));
                let page = self.destinations.page(offers.len(), area, large);
                match self.destinations.on_key(key, offers.len(), page) {
                    ListOutcome::Chosen(row) => self.go(cx, source, offers.get(row).copied()),
                    // Back to the question which contract is left, where that was one.
                    ListOutcome::Ignored if key == Key::Esc && self.source.take().is_some() => Next::Stay,
                    ListOutcome::Ignored if key == Key::Esc => Next::Back,
                    ListOutcome::Ignored if key == Key::Enter => Next::Back,
                    ListOutcome::Moved | ListOutcome::Searched | ListOutcome::Ignored => Next::Stay,
                }
            }
            Found::NoSource if key == Key::Enter => Next::Back,
            _ if key == Key::Esc => Next::Back,
            Found::Unread(_) if key == Key::Enter => {
                self.on_return(cx);
                Next::Stay
            }
            Found::NoSource | Found::Unread(_) | Found::Awaited(_) | Found::Unasked => Next::Stay,
        }
    }

    fn go(&self, cx: &Cx<'_>, source: ContractId, offer: Option<MembershipOfferId>) -> Next {
        let (Some(offer), Some(member)) = (offer, &cx.visit.member) else { return Next::Stay };
        let side = self.side(member, source);
        Next::Go(Place::Membership(MembershipPlace::Offer(side, offer)))
    }

    /// Whose membership it is to be.
    fn side(&self, member: &Member, source: ContractId) -> Side {
        Side::Switching { member: member.customer, config: self.config, source }
    }

    /// Asks anew once the link is back.
    pub fn on_event(&mut self, cx: &mut Cx<'_>) -> Next {
        if self.healing.healed(cx.station.link) {
            self.on_return(cx);
        }
        Next::Stay
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        match (admission::admission(sight), self.found(sight)) {
            (Admission::Asking(since), _) | (Admission::Open, Found::Awaited(since)) => {
                next_change(since, sight.now.moment)
            }
            _ => None,
        }
    }

    /// What is known of it. Both shelves have to be there: what can be left is told by one and owned by the other.
    fn found<'a>(&self, sight: &Sight<'a>) -> Found<'a> {
        let Some(member) = &sight.visit.member else { return Found::Unasked };
        let Some(shelf) = member.switch(self.config) else { return Found::Unasked };
        let today = sight.settings.today(sight.now);
        match (shelf.value(), member.contracts.value()) {
            (Some(detail), Some(_)) => {
                let contracts = can_be_left(member, detail, today);
                let chosen = contracts.iter().copied().find(|contract| Some(contract.id) == self.source);
                match (chosen, &contracts[..]) {
                    (_, []) => Found::NoSource,
                    (Some(source), _) => Found::Destination(source, detail),
                    (None, [source]) => Found::Destination(source, detail),
                    (None, _) => Found::Source(contracts),
                }
            }
            (None, _) => waiting(shelf),
            (Some(_), None) => waiting(&member.contracts),
        }
    }
}

/// The member's contracts that can be left by it, those that are over left out.
fn can_be_left<'a>(member: &'a Member, detail: &SwitchDetail, today: Date) -> Vec<&'a Contract> {
    let contracts = member.contracts.value().map_or(&[][..], |contracts| &contracts[..]);
    let left = detail.config.leaves(contracts, |contract| (contract.id, &contract.name));
    left.into_iter().filter(|contract| !contract.is_over(today)).collect()
}

fn waiting<T: Clone>(shelf: &Remote<T>) -> Found<'_> {
    match (shelf.fault(), shelf.asked_at()) {
        (Some(fault), _) => Found::Unread(fault),
        (None, Some(since)) => Found::Awaited(since),
        (None, None) => Found::Unasked,
    }
}

/// The ids of what it leads to.
fn offers(detail: &SwitchDetail) -> Vec<MembershipOfferId> {
    detail.destinations.iter().map(|detail| detail.offer.id).collect()
}
