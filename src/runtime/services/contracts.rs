//! Questions about a member's contracts, their cancelation and its withdrawal.

use crate::api::{Client, Transport};
use crate::app::effect::ContractsEffect;
use crate::app::msg::ContractsEvent;
use crate::domain::language::Language;

/// Asks or writes, and gives the answer its name.
pub(super) async fn perform<T: Transport>(
    client: &Client<T>,
    language: Language,
    effect: ContractsEffect,
) -> ContractsEvent {
    match effect {
        ContractsEffect::ListContracts(member) => {
            ContractsEvent::ContractsListed(client.list_contracts(language, member).await)
        }
        ContractsEffect::ListReasons => ContractsEvent::ReasonsListed(client.list_reasons(language).await),
        ContractsEffect::CancelContract { member, contract, date, reason } => {
            ContractsEvent::ContractCanceled(
                client.cancel_contract(language, member, contract, date, reason).await,
            )
        }
        ContractsEffect::WithdrawCancelation { member, contract } => ContractsEvent::CancelationWithdrawn(
            client.withdraw_cancelation(language, member, contract).await,
        ),
    }
}
