//! Additional modules: what is on sale beside a contract, its check and its order, and the contract of one.

use std::sync::Arc;

use super::answer::{at_most, decode_object, name_or_number, present};
use super::contracts::{cancelation_status, days};
use super::frequency::frequency;
use super::time::{day, term};
use super::wire::Call;
use super::wire::lenient::Lenient;
use super::wire::modules as wire;
use super::{Client, Manner, Transport, garbage};
use crate::domain::contract::{Cancelation, ContractId, ReasonId};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::language::Language;
use crate::domain::module::{
    Extension, ExtensionKind, Module, ModuleContract, ModuleContractId, ModuleId, ModuleOrder, ModuleVerdict,
    Trial,
};
use crate::domain::money::Money;
use crate::domain::text::Text;
use crate::domain::time::{Date, TimeZone};

const MODULES: &str = "/v1/memberships/self-service/additional-modules";

/// Modules of a studio; more than anybody would read.
const MODULES_MAX: usize = 2_000;
/// Ways to pay one module.
const FREQUENCIES_MAX: usize = 200;

impl<T: Transport> Client<T> {
    /// Every module the studio sells online (`GET /v1/memberships/self-service/additional-modules`).
    ///
    /// A module without an id cannot be ordered and is left out.
    pub async fn list_modules(&self, language: Language) -> Result<Arc<[Module]>, Fault> {
        modules(self.get(language, Call::get(MODULES)).await?)
    }

    /// The modules that can be added to a contract
    /// (`GET /v1/memberships/{contractId}/self-service/additional-modules/purchasable`).
    pub async fn list_purchasable(
        &self,
        language: Language,
        contract: ContractId,
    ) -> Result<Arc<[Module]>, Fault> {
        let path = format!("/v1/memberships/{}/self-service/additional-modules/purchasable", contract.0);
        modules(self.get(language, Call::get(path)).await?)
    }

    /// What the studio would say to an order (`POST .../additional-modules/validate`); stores nothing.
    ///
    /// Tells what became of an order as well, so it waits for no breaker of ours.
    pub async fn validate_module(
        &self,
        language: Language,
        order: &ModuleOrder,
    ) -> Result<ModuleVerdict, Fault> {
        let call = order_call(order, "validate")?.in_language(language);
        let result: wire::AdditionalModuleValidationResult =
            decode_object(&self.ask(call, Manner::Look).await?)?;
        verdict(&result.validation_status).ok_or_else(garbage)
    }

    /// Orders a module (`POST .../additional-modules/purchase`): billed through the member account, and sent once.
    ///
    /// Answers with the id of its contract, which nothing else tells; none where the studio does not either.
    pub async fn purchase_module(
        &self,
        language: Language,
        order: &ModuleOrder,
    ) -> Result<Option<ModuleContractId>, Fault> {
        let call = order_call(order, "purchase")?.in_language(language);
        let created: wire::AdditionalModuleContractCreated =
            decode_object(&self.ask(call, Manner::Purchase).await?)?;
        // Zero is what a server tells that has no id to tell.
        Ok(created.id.filter(|id| *id > 0).map(ModuleContractId))
    }

    /// The contract of one module (`GET .../additional-module-contracts/{additionalModuleContractId}`).
    ///
    /// Tells what became of its cancelation as well, so it waits for no breaker of ours. An object that has neither a name
    /// nor a first day is [`FaultKind::Garbage`]: it would read as a contract nobody ever canceled.
    pub async fn read_module_contract(
        &self,
        language: Language,
        contract: ContractId,
        module: ModuleContractId,
    ) -> Result<ModuleContract, Fault> {
        let wire = self.look(language, Call::get(module_path(contract, module))).await?;
        kept(&wire, module, &self.zone)
    }

    /// Asks for the end of a module's contract (`POST .../ordinary-cancelation`): sent once.
    pub async fn cancel_module(
        &self,
        language: Language,
        contract: ContractId,
        module: ModuleContractId,
        date: Date,
        reason: ReasonId,
    ) -> Result<(), Fault> {
        let path = format!("{}/ordinary-cancelation", module_path(contract, module));
        let request = wire::ModuleContractCancelationRequest {
            cancelation_date: date.to_string(),
            cancelation_reason_id: reason.0,
        };
        self.tell(language, Call::post(path, &request).map_err(|_| FaultKind::HeldBack)?).await
    }

    /// Takes the cancelation of a module's contract back (`POST .../withdraw-cancelation`): sent once.
    pub async fn withdraw_module_cancelation(
        &self,
        language: Language,
        contract: ContractId,
        module: ModuleContractId,
    ) -> Result<(), Fault> {
        let path = format!("{}/withdraw-cancelation", module_path(contract, module));
        self.tell(language, Call::post_nothing(path)).await
    }
}

fn module_path(contract: ContractId, module: ModuleContractId) -> String {
    format!("/v1/memberships/{}/self-service/additional-module-contracts/{}", contract.0, module.0)
}

/// The check of an order and the order itself differ in where they go.
fn order_call(order: &ModuleOrder, what: &str) -> Result<Call, Fault> {
    let request = wire::AdditionalModuleContractRequest {
        additional_module_id: order.module.0,
        payment_frequency_id: order.frequency.0,
        book_trial_period: order.trial,
    };
    let path = format!("/v1/memberships/{}/self-service/additional-modules/{what}", order.contract.0);
    Call::post(path, &request).map_err(|_| FaultKind::HeldBack.into())
}

fn modules(list: Lenient<wire::AdditionalModule>) -> Result<Arc<[Module]>, Fault> {
    at_most(MODULES_MAX, list)?.iter().map(module).collect()
}

fn module(wire: &wire::AdditionalModule) -> Result<Module, Fault> {
    if wire.payment_frequencies.len() > FREQUENCIES_MAX {
        return Err(FaultKind::TooLarge.into());
    }
    let terms = wire.term_information.clone().unwrap_or_default();
    Ok(Module {
        id: ModuleId(wire.id),
        name: name_or_number(wire.name.as_deref(), wire.id),
        description: present(wire.description.as_deref().map(Text::long)),
        frequencies: wire.payment_frequencies.iter().map(frequency).collect(),
        term: terms.term.as_ref().and_then(term),
        extension: terms.extension.as_ref().map(extension),
        notice: terms.cancelation_period.as_ref().and_then(term),
        trial: wire.trial_period_config.as_ref().map(|trial| Trial {
            term: trial.term.as_ref().and_then(term),
            description: present(trial.description.as_deref().map(Text::long)),
        }),
    })
}

fn extension(wire: &wire::TermExtension) -> Extension {
    Extension {
        kind: match wire.extension_type.as_deref().map(str::trim) {
            Some("TERM_EXTENSION") => ExtensionKind::TermExtension,
            Some("NEW") => ExtensionKind::New,
            other => ExtensionKind::Other(Text::name(other.unwrap_or_default())),
        },
        term: wire.term_extension.as_ref().and_then(term),
        notice: wire.extension_cancelation_period.as_ref().and_then(term),
    }
}

fn verdict(status: &str) -> Option<ModuleVerdict> {
    Some(match status.trim() {
        "" => return None,
        "ADDITIONAL_MODULE_PURCHASABLE" => ModuleVerdict::Purchasable,
        "ADDITIONAL_MODULE_CONTRACT_ALREADY_PURCHASED" => ModuleVerdict::AlreadyPurchased,
        "ADDITIONAL_MODULE_CONTRACT_INVALID_STATUS" => ModuleVerdict::ContractInvalid,
        "ADDITIONAL_MODULE_NOT_FOUND" => ModuleVerdict::NotFound,
        "ADDITIONAL_MODULE_NOT_ONLINE_PURCHASABLE" => ModuleVerdict::NotOnline,
        "ADDITIONAL_MODULE_TRIAL_PERIOD_NOT_BOOKABLE" => ModuleVerdict::TrialNotBookable,
        other => ModuleVerdict::Other(Text::name(other)),
    })
}

fn kept(
    wire: &wire::AdditionalModuleContract,
    id: ModuleContractId,
    zone: &TimeZone,
) -> Result<ModuleContract, Fault> {
    if wire.name.is_none() && wire.start_date.is_none() {
        return Err(garbage());
    }
    let day = |text: &Option<String>| day(text.as_deref(), zone);
    let status = cancelation_status(wire.contract_cancelation_status.as_deref());
    Ok(ModuleContract {
        name: name_or_number(wire.name.as_deref(), id.0),
        price: wire.price.as_ref().and_then(|price| Money::try_from(price).ok()),
        start: day(&wire.start_date),
        end: day(&wire.end_date),
        cancelation: status.map(|status| Cancelation {
            status,
            date: day(&wire.cancelation_date),
            reason: present(wire.cancelation_reason.as_deref().map(Text::name)),
            origin: None,
        }),
        cancel_by: day(&wire.last_possible_cancelation_date),
        can_be_withdrawn: wire.contract_cancelation_can_be_withdrawn.unwrap_or(false),
        trial: wire
            .trial_period
            .as_ref()
            .map(|trial| (trial.term.as_ref().and_then(term), day(&trial.start_date))),
        cancelation_dates: days(&wire.available_cancelation_dates, zone)?,
    })
}
