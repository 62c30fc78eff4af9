//! Who has proved who they are, and what the studio has told of them: personal, and gone with the visit.
//!
//! Every shelf is asked for anew when its screen is entered, and keeps what is known until the answer comes.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::effect::{
    ContractsEffect, CustomersEffect, Effect, LedgerEffect, MembershipsEffect, ModulesEffect, OffersEffect,
    RequestId,
};
use super::msg::{
    ContractsEvent, CustomersEvent, Event, LedgerEvent, MembershipsEvent, ModulesEvent, OffersEvent,
};
use super::remote::Remote;
use super::shared::Outbox;
use crate::domain::contract::{CancelationReason, Contract, ContractId};
use crate::domain::language::Language;
use crate::domain::membership::{SwitchConfig, SwitchConfigId, SwitchDetail};
use crate::domain::module::{KeptModule, Module, ModuleContract};
use crate::domain::offer::OfferId;
use crate::domain::pass::{DoorCode, Ticket};
use crate::domain::person::{Customer, CustomerId};
use crate::domain::request::Target;
use crate::domain::time::Moment;

/// A member at the kiosk.
pub struct Member {
    /// Who.
    pub customer: CustomerId,
    /// How they are greeted.
    pub first_name: Option<String>,
    /// Whether the studio keeps them out.
    pub barred: bool,
    /// Their contracts.
    pub contracts: Remote<Arc<[Contract]>>,
    /// Why a contract may be ended.
    pub reasons: Remote<Arc<[CancelationReason]>>,
    /// Their passes.
    pub tickets: Remote<Arc<[Ticket]>>,
    /// Their passes of one offer, in detail.
    pub tickets_of: Option<(OfferId, Remote<Arc<[Ticket]>>)>,
    /// What opens the door for them.
    pub door_code: Remote<DoorCode>,
    /// Every module of the studio.
    pub modules: Remote<Arc<[Module]>>,
    /// The modules that a contract can have now.
    pub purchasable: BTreeMap<ContractId, Remote<Arc<[Module]>>>,
    /// What they have booked at this kiosk.
    pub kept: Kept,
    /// How these stand.
    pub module_contracts: BTreeMap<Target, Remote<Box<ModuleContract>>>,
    /// Their record, as it is when they are about to conclude something.
    pub record: Remote<Box<Customer>>,
    /// The ways they can switch.
    pub switches: Remote<Arc<[SwitchConfig]>>,
    /// One of these, with what it leads to.
    pub switch: Option<(SwitchConfigId, Remote<Arc<SwitchDetail>>)>,
}

/// The modules that the ledger knows of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// Nobody has asked.
    #[default]
    Unasked,
    /// The ledger is being asked.
    Asked(RequestId),
    /// These.
    Known(Arc<[KeptModule]>),
    /// The ledger cannot be read now.
    Unavailable,
}

impl Member {
    /// A member of whom only the answer to their search is known.
    pub fn new(customer: &Customer) -> Self {
        Self {
            customer: customer.id,
            first_name: customer.first_name.clone(),
            barred: customer.access_refusal,
            contracts: Remote::default(),
            reasons: Remote::default(),
            tickets: Remote::default(),
            tickets_of: None,
            door_code: Remote::default(),
            modules: Remote::default(),
            purchasable: BTreeMap::new(),
            kept: Kept::default(),
            module_contracts: BTreeMap::new(),
            record: Remote::default(),
            switches: Remote::default(),
            switch: None,
        }
    }

    /// Asks for the contracts.
    pub fn ask_contracts(&mut self, now: Moment, language: Language, out: &mut Outbox) {
        let effect = ContractsEffect::ListContracts(self.customer);
        self.contracts.ask(out.ask(|request| Effect::Contracts(request, language, effect)), now);
    }

    /// Asks for the reasons of a cancelation.
    pub fn ask_reasons(&mut self, now: Moment, language: Language, out: &mut Outbox) {
        let effect = ContractsEffect::ListReasons;
        self.reasons.ask(out.ask(|request| Effect::Contracts(request, language, effect)), now);
    }

    /// Asks for the passes.
    pub fn ask_tickets(&mut self, now: Moment, language: Language, out: &mut Outbox) {
        let effect = OffersEffect::ListTickets(self.customer);
        self.tickets.ask(out.ask(|request| Effect::Offers(request, language, effect)), now);
    }

    /// Asks for the passes of one offer in detail.
    pub fn ask_tickets_of(&mut self, now: Moment, language: Language, offer: OfferId, out: &mut Outbox) {
        let effect = OffersEffect::ReadTickets { customer: self.customer, offer };
        let mut shelf =
            self.tickets_of.take().filter(|(of, _)| *of == offer).map_or_else(Remote::default, |it| it.1);
        shelf.ask(out.ask(|request| Effect::Offers(request, language, effect)), now);
        self.tickets_of = Some((offer, shelf));
    }

    /// Asks for the door code.
    pub fn ask_door_code(&mut self, now: Moment, language: Language, out: &mut Outbox) {
        let effect = CustomersEffect::ReadDoorCode(self.customer);
        self.door_code.ask(out.ask(|request| Effect::Customers(request, language, effect)), now);
    }

    /// Asks for every module of the studio.
    pub fn ask_modules(&mut self, now: Moment, language: Language, out: &mut Outbox) {
        let effect = ModulesEffect::ListModules;
        self.modules.ask(out.ask(|request| Effect::Modules(request, language, effect)), now);
    }

    /// Asks for the modules that a contract can have now.
    pub fn ask_purchasable(
        &mut self,
        now: Moment,
        language: Language,
        contract: ContractId,
        out: &mut Outbox,
    ) {
        let effect = ModulesEffect::ListPurchasable(contract);
        let request = out.ask(|request| Effect::Modules(request, language, effect));
        self.purchasable.entry(contract).or_default().ask(request, now);
    }

    /// Asks the ledger for what was booked here.
    pub fn ask_kept(&mut self, out: &mut Outbox) {
        let effect = |request| Effect::Ledger(LedgerEffect::FindModules(request, self.customer));
        self.kept = Kept::Asked(out.ask(effect));
    }

    /// Asks how a module stands that was booked here; nothing without its id.
    pub fn ask_module_contract(&mut self, now: Moment, language: Language, target: Target, out: &mut Outbox) {
        let Some(module) = target.module else { return };
        let effect = ModulesEffect::ReadModuleContract(target.contract, module);
        let request = out.ask(|request| Effect::Modules(request, language, effect));
        self.module_contracts.entry(target).or_default().ask(request, now);
    }

    /// Asks for their record.
    pub fn ask_record(&mut self, now: Moment, language: Language, out: &mut Outbox) {
        let effect = CustomersEffect::ReadCustomer(self.customer);
        self.record.ask(out.ask(|request| Effect::Customers(request, language, effect)), now);
    }

    /// Asks for the ways to switch.
    pub fn ask_switches(&mut self, now: Moment, language: Language, out: &mut Outbox) {
        let effect = MembershipsEffect::ListSwitches(self.customer);
        self.switches.ask(out.ask(|request| Effect::Memberships(request, language, effect)), now);
    }

    /// Asks what one way to switch leads to; what another led to is forgotten.
    pub fn ask_switch(&mut self, now: Moment, language: Language, config: SwitchConfigId, out: &mut Outbox) {
        let effect = MembershipsEffect::ReadSwitch(self.customer, config);
        let mut shelf =
            self.switch.take().filter(|(of, _)| *of == config).map_or_else(Remote::default, |it| it.1);
        shelf.ask(out.ask(|request| Effect::Memberships(request, language, effect)), now);
        self.switch = Some((config, shelf));
    }

    /// What is known of one way to switch.
    pub fn switch(&self, config: SwitchConfigId) -> Option<&Remote<Arc<SwitchDetail>>> {
        self.switch.as_ref().filter(|(of, _)| *of == config).map(|(_, shelf)| shelf)
    }

    /// One of the contracts.
    pub fn contract(&self, id: ContractId) -> Option<&Contract> {
        self.contracts.value()?.iter().find(|contract| contract.id == id)
    }

    /// Takes what was asked for.
    pub fn observe(&mut self, now: Moment, event: &Event) {
        match event {
            Event::Contracts(request, ContractsEvent::ContractsListed(result)) => {
                self.contracts.accept(*request, result, now);
            }
            Event::Contracts(request, ContractsEvent::ReasonsListed(result)) => {
                self.reasons.accept(*request, result, now);
            }
            Event::Offers(request, OffersEvent::TicketsListed(result)) => {
                self.tickets.accept(*request, result, now);
            }
            Event::Offers(request, OffersEvent::TicketsRead(result)) => {
                if let Some((_, shelf)) = &mut self.tickets_of {
                    shelf.accept(*request, result, now);
                }
            }
            Event::Customers(request, CustomersEvent::DoorCodeRead(result)) => {
                self.door_code.accept(*request, result, now);
            }
            Event::Customers(request, CustomersEvent::CustomerRead(result)) => {
                let is_awaited = self.record.accept(*request, result, now);
                // Whom the studio keeps out by now is kept out at once.
                self.barred |= is_awaited && result.as_ref().is_ok_and(|customer| customer.access_refusal);
            }
            Event::Memberships(request, MembershipsEvent::SwitchesListed(result)) => {
                self.switches.accept(*request, result, now);
            }
            Event::Memberships(request, MembershipsEvent::SwitchRead(result)) => {
                if let Some((_, shelf)) = &mut self.switch {
                    shelf.accept(*request, result, now);
                }
            }
            Event::Modules(request, ModulesEvent::ModulesListed(result)) => {
                self.modules.accept(*request, result, now);
            }
            Event::Modules(request, ModulesEvent::PurchasableListed(result)) => {
                for shelf in self.purchasable.values_mut() {
                    shelf.accept(*request, result, now);
                }
            }
            Event::Modules(request, ModulesEvent::ModuleContractRead(result)) => {
                for shelf in self.module_contracts.values_mut() {
                    shelf.accept(*request, result, now);
                }
            }
            Event::Ledger(LedgerEvent::ModulesFound(request, result))
                if self.kept == Kept::Asked(*request) =>
            {
                self.kept = result.as_ref().map_or(Kept::Unavailable, |known| Kept::Known(known.clone()));
            }
            _ => {}
        }
    }
}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Member({:?}, ***)", self.customer)
    }
}
