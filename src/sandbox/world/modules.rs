//! Additional modules: what is on sale, whether an order would be taken, and the order.
//!
//! Invariant: the check and the order decide by the same rules. They differ in what they see: the check sees what is shown
//! already, the order what is there.

mod contracts;

use serde::Deserialize;

use crate::api::wire::frequency::PaymentFrequency;
use crate::api::wire::modules::{
    AdditionalModule, AdditionalModuleContractCreated, AdditionalModuleContractRequest,
    AdditionalModuleValidationResult,
};
use crate::domain::time::Date;

use super::ask::{Ask, path_id};
use super::contracts::{CancelationFile, Contract};
use super::ending::{Ending, Seen};
use super::moving::MovingDay;
use super::refusal::{Problem, Refusal, json};
use super::{Outcome, World};

pub use contracts::ModuleContract;

/// `modules.json`.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ModulesFile {
    /// On sale online.
    pub(super) modules: Vec<AdditionalModule>,
    /// Sold by staff only.
    pub(super) desk_modules: Vec<AdditionalModule>,
    /// What members have from before the world began.
    pub(super) owned: Vec<OwnedFile>,
}

/// A module that somebody has already.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct OwnedFile {
    pub(super) id: u64,
    pub(super) contract_id: u64,
    pub(super) module_id: u64,
    pub(super) frequency_id: u64,
    start: MovingDay,
    #[serde(default)]
    cancelation: Option<CancelationFile>,
}

/// What is wrong with an order, as the check says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Objection {
    AlreadyPurchased,
    ContractStatus,
    NotFound,
    NotOnline,
    Trial,
}

impl Objection {
    const fn status(self) -> &'static str {
        match self {
            Self::AlreadyPurchased => "ADDITIONAL_MODULE_CONTRACT_ALREADY_PURCHASED",
            Self::ContractStatus => "ADDITIONAL_MODULE_CONTRACT_INVALID_STATUS",
            Self::NotFound => "ADDITIONAL_MODULE_NOT_FOUND",
            Self::NotOnline => "ADDITIONAL_MODULE_NOT_ONLINE_PURCHASABLE",
            Self::Trial => "ADDITIONAL_MODULE_TRIAL_PERIOD_NOT_BOOKABLE",
        }
    }

    /// Why an order is refused for it.
    fn refusal(self) -> Refusal {
        let module = "additionalModuleId";
        match self {
            Self::AlreadyPurchased => Problem::ModuleOwned.of(module),
            Self::ContractStatus => Problem::ContractStatus.of("contractId"),
            Self::NotFound => Problem::NotFound.of(module),
            Self::NotOnline => Problem::ModuleNotOnline.of(module),
            Self::Trial => Problem::ModuleTrial.of("bookTrialPeriod"),
        }
    }
}

impl World {
    /// The modules on sale online.
    pub fn modules_on_sale(&self) -> &[AdditionalModule] {
        &self.club.modules.modules
    }

    pub(super) fn modules(&self) -> Outcome {
        json(&self.modules_on_sale())
    }

    pub(super) fn purchasable_modules(&self, ask: &Ask<'_>, contract: &str) -> Outcome {
        let contract = self.main_contract(contract)?;
        let seen = Seen::By(ask.now);
        let takes = contract.takes_modules(ask.today, seen);
        let is_owned = |module: &AdditionalModule| self.owns(contract.id, module.id, ask.today, seen);
        let modules = self.modules_on_sale().iter();
        json(&modules.filter(|module| takes && !is_owned(module)).collect::<Vec<_>>())
    }

    /// Stores nothing; what would be refused is no error.
    pub(super) fn validate_module(&self, ask: &Ask<'_>, contract: &str) -> Outcome {
        let contract = self.main_contract(contract)?;
        let order: AdditionalModuleContractRequest = ask.body()?;
        let objection = self.object(contract, &order, ask.today, Seen::By(ask.now));
        // A frequency of another module is a mistake of the caller: the check has no answer for it.
        if objection.is_none() {
            self.frequency(&order)?;
        }
        let status = objection.map_or("ADDITIONAL_MODULE_PURCHASABLE", Objection::status);
        json(&AdditionalModuleValidationResult { validation_status: status.to_owned() })
    }

    pub(super) fn purchase_module(&mut self, ask: &Ask<'_>, contract: &str) -> Outcome {
        let contract = self.main_contract(contract)?;
        let order: AdditionalModuleContractRequest = ask.body()?;
        if let Some(objection) = self.object(contract, &order, ask.today, Seen::All) {
            return Err(objection.refusal());
        }
        let (module, frequency) = self.frequency(&order)?;
        let (module, frequency) = (module.clone(), frequency.clone());
        let (contract_id, customer_id) = (contract.id, contract.customer_id);
        let booked = ModuleContract {
            id: self.next_id(),
            contract_id,
            customer_id,
            module,
            frequency,
            with_trial: order.book_trial_period,
            start: ask.today,
            bought_at: Some(ask.now),
            visible_at: self.visible_at(ask.now),
            ending: Ending::default(),
        };
        let created = AdditionalModuleContractCreated { id: Some(booked.id) };
        self.module_contracts.push(booked);
        json(&created)
    }

    /// The module contracts that members have when a world begins. What names a contract, a module or a frequency that is
    /// not there is left out; a test holds that nothing does.
    pub(super) fn owned_modules(&self, today: Date) -> Vec<ModuleContract> {
        let owned = self.club.modules.owned.iter().filter_map(|owned| {
            let contract = self.contracts.iter().find(|contract| contract.id == owned.contract_id)?;
            let order = AdditionalModuleContractRequest {
                additional_module_id: owned.module_id,
                payment_frequency_id: owned.frequency_id,
                book_trial_period: false,
            };
            let (module, frequency) = self.frequency(&order).ok()?;
            Some(ModuleContract {
                id: owned.id,
                contract_id: contract.id,
                customer_id: contract.customer_id,
                frequency: frequency.clone(),
                module: module.clone(),
                with_trial: false,
                start: owned.start.from(today),
                bought_at: None,
                visible_at: None,
                ending: self.club.contracts.ending(owned.cancelation.as_ref(), today),
            })
        });
        owned.collect()
    }

    /// The contract of a path, whoever has it.
    fn main_contract(&self, id: &str) -> Result<&Contract, Refusal> {
        let id = path_id(id, "contractId")?;
        let found = self.contracts.iter().find(|contract| contract.id == id);
        found.ok_or_else(|| Problem::NotFound.of("contractId"))
    }

    /// What speaks against an order, whatever it says about payment.
    fn object(
        &self,
        contract: &Contract,
        order: &AdditionalModuleContractRequest,
        today: Date,
        seen: Seen,
    ) -> Option<Objection> {
        let file = &self.club.modules;
        let is_wanted = |module: &&AdditionalModule| module.id == order.additional_module_id;
        let Some(module) = file.modules.iter().find(is_wanted) else {
            let at_desk = file.desk_modules.iter().any(|module| is_wanted(&module));
            return Some(if at_desk { Objection::NotOnline } else { Objection::NotFound });
        };
        let may_repeat = seen == Seen::All && self.accepts_repeats;
        if self.owns(contract.id, module.id, today, seen) && !may_repeat {
            return Some(Objection::AlreadyPurchased);
        }
        if !contract.takes_modules(today, seen) {
            return Some(Objection::ContractStatus);
        }
        let no_trial = order.book_trial_period && module.trial_period_config.is_none();
        no_trial.then_some(Objection::Trial)
    }

    /// The module on sale and the frequency that an order names.
    fn frequency(
        &self,
        order: &AdditionalModuleContractRequest,
    ) -> Result<(&AdditionalModule, &PaymentFrequency), Refusal> {
        let found = self.modules_on_sale().iter().find(|module| module.id == order.additional_module_id);
        let module = found.ok_or_else(|| Problem::NotFound.of("additionalModuleId"))?;
        let mut frequencies = module.payment_frequencies.iter();
        let wanted = Some(order.payment_frequency_id);
        let frequency = frequencies.find(|frequency| frequency.id == wanted);
        Ok((module, frequency.ok_or_else(|| Problem::FieldInvalid.of("paymentFrequencyId"))?))
    }

    /// Whether a contract has a module that has not ended, as far as it is seen.
    fn owns(&self, contract: u64, module: u64, today: Date, seen: Seen) -> bool {
        self.module_contracts
            .iter()
            .filter(|owned| owned.contract_id == contract && owned.module.id == module)
            .any(|owned| owned.is_visible(seen) && owned.runs(owned.ending.seen(seen), today))
    }
}
