//! The screens of a member: who they are, and what they can do for themselves. One file each, and the one place that tells
//! them apart.
//!
//! Invariant: no screen but the first is entered by somebody who has not proved who they are.

pub(super) mod asking;
mod cancel;
mod contract;
mod contracts;
mod door_code;
mod identify;
mod menu;
mod module;
mod module_contract;
mod modules;
pub(super) mod standing;
mod subject;
mod ticket;
mod tickets;
mod withdraw;

use ratatui::layout::Rect;

use super::Next;
use crate::app::msg::Event;
use crate::app::shared::{Cx, Sight};
use crate::domain::contract::ContractId;
use crate::domain::module::ModuleId;
use crate::domain::pass::PurchaseId;
use crate::domain::request::Target;
use crate::domain::time::Moment;
use crate::ui::canvas::Canvas;
use crate::ui::key::Key;

use cancel::Cancel;
use contract::ContractScreen;
use contracts::Contracts;
use door_code::DoorCodeScreen;
use identify::Identify;
use menu::Menu;
use module::ModuleScreen;
use module_contract::ModuleContractScreen;
use modules::Modules;
use ticket::TicketScreen;
use tickets::Tickets;
use withdraw::Withdraw;

/// Where a member can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberPlace {
    /// Who are you; with what was scanned.
    Identify(Option<String>),
    /// What they can do.
    Menu,
    /// Their passes.
    Tickets,
    /// One of them.
    Ticket(PurchaseId),
    /// What opens the door for them.
    DoorCode,
    /// Their contracts.
    Contracts,
    /// One of them.
    Contract(ContractId),
    /// The end of a contract, or of a module's: why, when, and the button.
    Cancel(Target),
    /// To take that back.
    Withdraw(Target),
    /// What a contract has and can have besides.
    Modules(ContractId),
    /// One module, to be booked.
    Module(ContractId, ModuleId),
    /// One that was booked here.
    ModuleContract(Target),
}

/// The screen of a member now shown.
#[derive(Debug)]
#[expect(missing_docs, reason = "each variant is the screen of the same name")]
pub enum MemberScreen {
    Identify(Identify),
    Menu(Menu),
    Tickets(Tickets),
    Ticket(TicketScreen),
    DoorCode(DoorCodeScreen),
    Contracts(Contracts),
    Contract(ContractScreen),
    Cancel(Cancel),
    Withdraw(Withdraw),
    Modules(Modules),
    Module(ModuleScreen),
    ModuleContract(ModuleContractScreen),
}

/// Where the rows of a list stand: below the title.
fn list_area(body: Rect, large: bool) -> Rect {
    let top = if large { 2 } else { 1 };
    Rect { y: body.y + top, height: body.height.saturating_sub(top), ..body }
}

impl MemberScreen {
    /// Enters a place; who has not proved who they are is asked first.
    pub fn enter(cx: &mut Cx<'_>, place: MemberPlace) -> Self {
        if cx.visit.member.is_none() && !matches!(place, MemberPlace::Identify(_)) {
            return Self::Identify(Identify::enter(cx, None));
        }
        match place {
            MemberPlace::Identify(scanned) => Self::Identify(Identify::enter(cx, scanned)),
            MemberPlace::Menu => Self::Menu(Menu::enter(cx)),
            MemberPlace::Tickets => Self::Tickets(Tickets::enter(cx)),
            MemberPlace::Ticket(purchase) => Self::Ticket(TicketScreen::enter(cx, purchase)),
            MemberPlace::DoorCode => Self::DoorCode(DoorCodeScreen::enter(cx)),
            MemberPlace::Contracts => Self::Contracts(Contracts::enter(cx)),
            MemberPlace::Contract(contract) => Self::Contract(ContractScreen::enter(cx, contract)),
            MemberPlace::Cancel(target) => Self::Cancel(Cancel::enter(cx, target)),
            MemberPlace::Withdraw(target) => Self::Withdraw(Withdraw::enter(cx, target)),
            MemberPlace::Modules(contract) => Self::Modules(Modules::enter(cx, contract)),
            MemberPlace::Module(contract, module) => Self::Module(ModuleScreen::enter(cx, contract, module)),
            MemberPlace::ModuleContract(target) => {
                Self::ModuleContract(ModuleContractScreen::enter(cx, target))
            }
        }
    }

    /// Takes a key.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        match self {
            Self::Identify(screen) => screen.on_key(cx, key),
            Self::Menu(screen) => screen.on_key(cx, key),
            Self::Tickets(screen) => screen.on_key(cx, key),
            Self::Ticket(screen) => screen.on_key(cx, key),
            Self::DoorCode(screen) => screen.on_key(cx, key),
            Self::Contracts(screen) => screen.on_key(cx, key),
            Self::Contract(screen) => screen.on_key(cx, key),
            Self::Cancel(screen) => screen.on_key(cx, key),
            Self::Withdraw(screen) => screen.on_key(cx, key),
            Self::Modules(screen) => screen.on_key(cx, key),
            Self::Module(screen) => screen.on_key(cx, key),
            Self::ModuleContract(screen) => screen.on_key(cx, key),
        }
    }

    /// Takes a scanned or pasted text: who somebody is, and nothing else.
    pub fn on_scan(&mut self, cx: &mut Cx<'_>, text: &str) -> Next {
        match self {
            Self::Identify(screen) => screen.on_scan(cx, text),
            _ => Next::Stay,
        }
    }

    /// Takes an answer, after the member's shelves and the till have taken theirs.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        match self {
            Self::Identify(screen) => screen.on_event(cx, event),
            Self::Menu(_)
            | Self::Tickets(_)
            | Self::Ticket(_)
            | Self::Contracts(_)
            | Self::Contract(_)
            | Self::Withdraw(_) => Next::Stay,
            Self::DoorCode(screen) => screen.on_event(cx, event),
            Self::Cancel(screen) => screen.on_event(cx),
            Self::Modules(screen) => screen.on_event(cx, event),
            Self::Module(screen) => screen.on_event(cx, event),
            Self::ModuleContract(screen) => screen.on_event(cx, event),
        }
    }

    /// Takes a wake-up.
    pub fn on_wake(&mut self, cx: &mut Cx<'_>) -> Next {
        match self {
            Self::DoorCode(screen) => screen.on_wake(cx),
            _ => Next::Stay,
        }
    }

    /// Is returned to, or spoken in another language: what it reads is asked again, what was typed stays.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        match self {
            Self::Identify(screen) => screen.on_return(cx),
            Self::Menu(_) => Menu::on_return(cx),
            Self::Tickets(_) => Tickets::on_return(cx),
            Self::Ticket(screen) => screen.on_return(cx),
            Self::DoorCode(screen) => screen.on_return(cx),
            Self::Contracts(_) => Contracts::on_return(cx),
            Self::Contract(screen) => screen.on_return(cx),
            Self::Cancel(screen) => screen.on_return(cx),
            Self::Withdraw(screen) => screen.on_return(cx),
            Self::Modules(screen) => screen.on_return(cx),
            Self::Module(screen) => screen.on_return(cx),
            Self::ModuleContract(screen) => screen.on_return(cx),
        }
    }

    /// When something changes on it by itself.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        match self {
            Self::Identify(screen) => screen.wake_at(sight),
            Self::Menu(_) => None,
            Self::Tickets(_) => Tickets::wake_at(sight),
            Self::Ticket(_) => TicketScreen::wake_at(sight),
            Self::DoorCode(screen) => screen.wake_at(sight),
            Self::Contracts(_) => Contracts::wake_at(sight),
            Self::Contract(_) => ContractScreen::wake_at(sight),
            Self::Cancel(screen) => screen.wake_at(sight),
            Self::Withdraw(screen) => screen.wake_at(sight),
            Self::Modules(screen) => screen.wake_at(sight),
            Self::Module(screen) => screen.wake_at(sight),
            Self::ModuleContract(screen) => screen.wake_at(sight),
        }
    }

    /// The key of its help text.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Identify(_) => "help-identify",
            Self::Menu(_) => "help-member",
            Self::Tickets(_) | Self::Ticket(_) => "help-tickets",
            Self::DoorCode(_) => "help-door-code",
            Self::Contracts(_) | Self::Contract(_) => "help-contracts",
            Self::Cancel(_) => "help-cancel",
            Self::Withdraw(_) => "help-withdraw",
            Self::Modules(_) | Self::Module(_) | Self::ModuleContract(_) => "help-modules",
        }
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        match self {
            Self::Identify(screen) => screen.view(sight, canvas),
            Self::Menu(screen) => screen.view(sight, canvas),
            Self::Tickets(screen) => screen.view(sight, canvas),
            Self::Ticket(screen) => screen.view(sight, canvas),
            Self::DoorCode(_) => DoorCodeScreen::view(sight, canvas),
            Self::Contracts(screen) => screen.view(sight, canvas),
            Self::Contract(screen) => screen.view(sight, canvas),
            Self::Cancel(screen) => screen.view(sight, canvas),
            Self::Withdraw(screen) => screen.view(sight, canvas),
            Self::Modules(screen) => screen.view(sight, canvas),
            Self::Module(screen) => screen.view(sight, canvas),
            Self::ModuleContract(screen) => screen.view(sight, canvas),
        }
    }
}
