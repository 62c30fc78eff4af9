//! The extras of one contract: what was booked here, what it can have now, and what else the studio has.
//!
//! Three shelves make one list, and a fault of one hides nothing of the others. The last shelf comes whenever it comes,
//! because what it adds stands below everything else.

mod entries;
mod view;

use super::MemberPlace;
use crate::app::member::Kept;
use crate::app::msg::{Event, LedgerEvent, ModulesEvent};
use crate::app::remote::Remote;
use crate::app::screens::awaited::next_change;
use crate::app::screens::healing::Healing;
use crate::app::screens::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::domain::contract::ContractId;
use crate::domain::request::Target;
use crate::domain::text::Text;
use crate::domain::time::Moment;
use crate::ui::canvas::is_large;
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::list::{List, ListOutcome};

use entries::{Entry, EntryId, Group, entries};

/// Booked modules whose state is read when the list is: nobody has more, and each is a call of its own. Those beyond are read
/// when they are opened.
const STATES_MAX: usize = 20;

/// The extras of one contract.
#[derive(Debug)]
pub struct Modules {
    contract: ContractId,
    list: List,
    /// What is selected, so that it stays selected when the list is read again.
    selected: Option<EntryId>,
    /// An extra that can only be had at the desk, while that is said.
    explained: Option<Text>,
    healing: Healing,
}

impl Modules {
    /// Asks for all three shelves.
    pub fn enter(cx: &mut Cx<'_>, contract: ContractId) -> Self {
        let mut screen = Self {
            contract,
            list: List::short(),
            selected: None,
            explained: None,
            healing: Healing::default(),
        };
        screen.healing.healed(cx.station.link);
        if let Some(member) = &mut cx.visit.member {
            member.ask_kept(cx.out);
        }
        screen.on_return(cx);
        screen
    }

    /// Asks again; what was booked here is asked of the ledger only where it is not known.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        let (now, language, contract) = (cx.now.moment, cx.visit.language, self.contract);
        let Some(member) = &mut cx.visit.member else { return };
        member.ask_purchasable(now, language, contract, cx.out);
        member.ask_modules(now, language, cx.out);
        if matches!(member.kept, Kept::Unasked | Kept::Unavailable) {
            member.ask_kept(cx.out);
        }
        self.ask_states(cx);
        self.select(cx);
    }

    /// Asks how the booked ones stand.
    fn ask_states(&self, cx: &mut Cx<'_>) {
        let (now, language, contract) = (cx.now.moment, cx.visit.language, self.contract);
        let Some(member) = &mut cx.visit.member else { return };
        let Kept::Known(kept) = &member.kept else { return };
        let kept = kept.clone();
        let mine = kept.iter().filter(|kept| kept.order.contract == contract);
        let targets = mine.filter_map(|kept| Some(Target { contract, module: Some(kept.contract?) }));
        for target in targets.take(STATES_MAX) {
            member.ask_module_contract(now, language, target, cx.out);
        }
    }

    /// Moves, chooses, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if self.explained.is_some() {
            if matches!(key, Key::Enter | Key::Esc) {
                self.explained = None;
            }
            return Next::Stay;
        }
        let area = frame::below_title(frame::body(cx.grid), is_large(cx.grid));
        let shown = self.entries(&cx.sight());
        let page = self.list.page(shown.len(), area, is_large(cx.grid));
        let outcome = self.list.on_key(key, shown.len(), page);
        let chosen = shown.get(self.list.selected).copied();
        self.selected = chosen.map(Entry::id);
        match outcome {
            ListOutcome::Chosen(_) => match chosen.map(|entry| self.open(entry)) {
                Some(Opened::Place(place)) => return Next::Go(Place::Member(place)),
                Some(Opened::Explained(name)) => self.explained = Some(name),
                Some(Opened::Again(group)) => self.again(cx, group),
                None => {}
            },
            ListOutcome::Ignored if key == Key::Esc => return Next::Back,
            ListOutcome::Ignored if key == Key::Enter && self.is_empty(&cx.sight()) => return Next::Back,
            ListOutcome::Moved | ListOutcome::Searched | ListOutcome::Ignored => {}
        }
        Next::Stay
    }

    /// What Enter on a row leads to.
    fn open(&self, entry: Entry<'_>) -> Opened {
        let contract = self.contract;
        match entry {
            Entry::Kept(kept) => match kept.contract {
                Some(module) => {
                    Opened::Place(MemberPlace::ModuleContract(Target { contract, module: Some(module) }))
                }
                None => Opened::Explained(kept.name.clone()),
            },
            Entry::Open(module) => Opened::Place(MemberPlace::Module(contract, module.id)),
            Entry::AtDesk(module) => Opened::Explained(module.name.clone()),
            Entry::Unread(group) => Opened::Again(group),
        }
    }

    /// Asks again for the shelf that could not be read.
    fn again(&mut self, cx: &mut Cx<'_>, group: Group) {
        let (now, language) = (cx.now.moment, cx.visit.language);
        if let Some(member) = &mut cx.visit.member {
            match group {
                Group::Kept => member.ask_kept(cx.out),
                Group::Open => member.ask_purchasable(now, language, self.contract, cx.out),
                Group::Elsewhere => member.ask_modules(now, language, cx.out),
            }
        }
        self.select(cx);
    }

    /// Takes what was read; asks anew once the link is back.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        if self.healing.healed(cx.station.link) {
            self.on_return(cx);
        }
        match event {
            Event::Ledger(LedgerEvent::ModulesFound(..)) => {
                self.ask_states(cx);
                self.select(cx);
            }
            Event::Modules(_, ModulesEvent::PurchasableListed(_) | ModulesEvent::ModulesListed(_)) => {
                self.select(cx);
            }
            _ => {}
        }
        Next::Stay
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        next_change(self.waiting_since(sight)?, sight.now.moment)
    }

    /// Since when there is nothing to show yet: what can be had now is awaited for the first time.
    fn waiting_since(&self, sight: &Sight<'_>) -> Option<Moment> {
        let shelf = sight.visit.member.as_ref()?.purchasable.get(&self.contract)?;
        if shelf.value().is_some() { None } else { shelf.asked_at() }
    }

    /// Whether the list can be shown: only the last group may still be on its way.
    fn is_ready(&self, sight: &Sight<'_>) -> bool {
        let Some(member) = &sight.visit.member else { return false };
        let told = |shelf: &Remote<_>| shelf.value().is_some() || shelf.fault().is_some();
        let is_told = member.purchasable.get(&self.contract).is_some_and(told);
        is_told && !matches!(member.kept, Kept::Unasked | Kept::Asked(_))
    }

    /// The rows there are now.
    fn entries<'a>(&self, sight: &Sight<'a>) -> Vec<Entry<'a>> {
        match &sight.visit.member {
            Some(member) if self.is_ready(sight) => entries(member, self.contract),
            _ => Vec::new(),
        }
    }

    /// Whether the studio has nothing for this contract.
    fn is_empty(&self, sight: &Sight<'_>) -> bool {
        self.is_ready(sight) && self.entries(sight).is_empty()
    }

    /// Keeps the selection on what was selected, wherever that stands now.
    fn select(&mut self, cx: &Cx<'_>) {
        let shown = self.entries(&cx.sight());
        let last = shown.len().saturating_sub(1);
        let row = shown.iter().position(|entry| Some(entry.id()) == self.selected);
        self.list.selected = row.unwrap_or_else(|| self.list.selected.min(last));
        self.selected = shown.get(self.list.selected).copied().map(Entry::id);
    }
}

/// What Enter on a row leads to.
enum Opened {
    /// A screen of its own.
    Place(MemberPlace),
    /// What can only be had at the desk, by its name.
    Explained(Text),
    /// Another try to read a shelf.
    Again(Group),
}
