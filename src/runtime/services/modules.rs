//! Questions about additional modules, their order, its cancelation and withdrawal.

use crate::api::{Client, Transport};
use crate::app::effect::ModulesEffect;
use crate::app::msg::ModulesEvent;
use crate::domain::language::Language;

/// Asks or writes, and gives the answer its name.
pub(super) async fn perform<T: Transport>(
    client: &Client<T>,
    language: Language,
    effect: ModulesEffect,
) -> ModulesEvent {
    match effect {
        ModulesEffect::ListModules => ModulesEvent::ModulesListed(client.list_modules(language).await),
        ModulesEffect::ListPurchasable(contract) => {
            ModulesEvent::PurchasableListed(client.list_purchasable(language, contract).await)
        }
        ModulesEffect::ValidateModule(order) => {
            ModulesEvent::ModuleValidated(client.validate_module(language, &order).await)
        }
        ModulesEffect::PurchaseModule(order) => {
            ModulesEvent::ModulePurchased(client.purchase_module(language, &order).await)
        }
        ModulesEffect::ReadModuleContract(contract, module) => {
            let read = client.read_module_contract(language, contract, module).await;
            ModulesEvent::ModuleContractRead(read.map(Box::new))
        }
        ModulesEffect::CancelModule { contract, module, date, reason } => {
            ModulesEvent::ModuleCanceled(client.cancel_module(language, contract, module, date, reason).await)
        }
        ModulesEffect::WithdrawModuleCancelation(contract, module) => {
            ModulesEvent::ModuleCancelationWithdrawn(
                client.withdraw_module_cancelation(language, contract, module).await,
            )
        }
    }
}
