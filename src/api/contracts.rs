//! Contract self-service: what a member has, why it may end, its cancelation and taking that back.

use std::sync::Arc;

use super::answer::{at_most, name_or_number, present};
use super::frequency::frequency;
use super::time::{day, length};
use super::wire::contracts as wire;
use super::wire::lenient::Lenient;
use super::wire::{self as shapes, Call};
use super::{Client, Transport};
use crate::domain::contract::{
    Cancelation, CancelationOrigin, CancelationReason, CancelationStatus, Contract, ContractId,
    ContractPrice, ContractStatus, ReasonId,
};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::person::CustomerId;
use crate::domain::text::Text;
use crate::domain::time::{Date, TimeZone};

const REASONS: &str = "/v1/memberships/self-service/contract-cancelation-reasons";

/// Contracts of one member; whoever trains for a life and switches every month has fewer.
const CONTRACTS_MAX: usize = 1_000;
/// Reasons of a studio; more than anybody would read.
const REASONS_MAX: usize = 1_000;
/// Days one thing can be ended on: each of the next ten years.
const DATES_MAX: usize = 3_660;

impl<T: Transport> Client<T> {
    /// The main contracts of a customer (`GET /v1/memberships/{customerId}/self-service/contract-data`).
    ///
    /// A contract without an id is left out: nothing can be done with it, and it must not hide the others. It also tells what
    /// became of a cancelation, so it waits for no breaker of ours.
    pub async fn list_contracts(
        &self,
        language: Language,
        member: CustomerId,
    ) -> Result<Arc<[Contract]>, Fault> {
        let call = Call::get(format!("/v1/memberships/{}/self-service/contract-data", member.0));
        let list: Lenient<wire::ContractData> = self.look(language, call).await?;
        at_most(CONTRACTS_MAX, list)?.iter().map(|contract| kept(contract, &self.zone)).collect()
    }

    /// Why a contract may end, also a module's (`GET /v1/memberships/self-service/contract-cancelation-reasons`).
    pub async fn list_reasons(&self, language: Language) -> Result<Arc<[CancelationReason]>, Fault> {
        let list: Lenient<wire::CancelationReason> = self.get(language, Call::get(REASONS)).await?;
        let reason = |wire: wire::CancelationReason| CancelationReason {
            id: ReasonId(wire.cancelation_reason_id),
            name: name_or_number(wire.cancelation_reason_name.as_deref(), wire.cancelation_reason_id),
        };
        Ok(at_most(REASONS_MAX, list)?.into_iter().map(reason).collect())
    }

    /// Asks for the end of a contract (`POST .../self-service/ordinary-contract-cancelation`): sent once.
    ///
    /// Accepted is not canceled: staff may have to verify it, which [`Client::list_contracts`] tells.
    pub async fn cancel_contract(
        &self,
        language: Language,
        member: CustomerId,
        contract: ContractId,
        date: Date,
        reason: ReasonId,
    ) -> Result<(), Fault> {
        let path = format!("/v1/memberships/{}/self-service/ordinary-contract-cancelation", member.0);
        let request = wire::ContractCancelationRequest {
            cancelation_date: date.to_string(),
            cancelation_reason_id: reason.0,
            contract_id: contract.0,
        };
        self.tell(language, Call::post(path, &request).map_err(|_| FaultKind::HeldBack)?).await
    }

    /// Takes a cancelation back (`POST .../self-service/withdraw-ordinary-contract-cancelation/{contractId}`): sent once.
    ///
    /// May have to be verified by staff as well.
    pub async fn withdraw_cancelation(
        &self,
        language: Language,
        member: CustomerId,
        contract: ContractId,
    ) -> Result<(), Fault> {
        let (member, contract) = (member.0, contract.0);
        let path = format!(
            "/v1/memberships/{member}/self-service/withdraw-ordinary-contract-cancelation/{contract}"
        );
        self.tell(language, Call::post_nothing(path)).await
    }
}

fn kept(wire: &wire::ContractData, zone: &TimeZone) -> Result<Contract, Fault> {
    let day = |text: &Option<String>| day(text.as_deref(), zone);
    let notice = wire.cancelation_period.as_ref();
    Ok(Contract {
        id: ContractId(wire.id),
        name: name_or_number(wire.rate_name.as_deref(), wire.id),
        start: day(&wire.start_date),
        end: day(&wire.end_date),
        status: match wire.contract_status.as_deref().map(str::trim) {
            Some("ACTIVE") => ContractStatus::Active,
            Some("INACTIVE") => ContractStatus::Inactive,
            other => ContractStatus::Other(Text::name(other.unwrap_or_default())),
        },
        price: wire.price_details.as_ref().and_then(price),
        notice: notice.and_then(|period| length(period.period_value, &period.period_unit)),
        cancelation: cancelation_status(wire.cancelation_status.as_deref()).map(|status| Cancelation {
            status,
            date: day(&wire.cancelation_date),
            reason: present(wire.cancelation_reason.as_deref().map(Text::name)),
            origin: origin(wire.cancelation_origin.as_deref()),
        }),
        cancel_by: day(&wire.last_possible_cancelation_date),
        cancelation_dates: days(&wire.available_cancelation_dates, zone)?,
        rates: wire.rate_codes.iter().filter_map(rate).collect(),
    })
}

/// What tells a rate from others, where that is told.
fn rate(wire: &wire::RateCode) -> Option<Text> {
    present(wire.identifier.as_deref().map(Text::name))
}

/// What is paid now; the deprecated `price` beside it has no currency and says nothing.
fn price(wire: &wire::PriceDetails) -> Option<ContractPrice> {
    let money = |wire: Option<&shapes::Money>| Money::try_from(wire?).ok();
    let current = money(wire.current_price.as_ref())?;
    Some(ContractPrice {
        base: money(wire.base_price.as_ref()).filter(|base| base.currency() == current.currency()),
        current,
        frequency: wire.payment_frequency.as_ref().map(frequency),
    })
}

/// How far a cancelation has come; none where nothing stands, which is the only way to say that there is none.
pub(super) fn cancelation_status(code: Option<&str>) -> Option<CancelationStatus> {
    match code.map(str::trim) {
        None | Some("") => None,
        Some("CANCELED") => Some(CancelationStatus::Canceled),
        Some("PENDING_VERIFICATION") => Some(CancelationStatus::PendingVerification),
        Some("PENDING_WITHDRAWAL_VERIFICATION") => Some(CancelationStatus::PendingWithdrawal),
        Some(other) => Some(CancelationStatus::Other(Text::name(other))),
    }
}

fn origin(code: Option<&str>) -> Option<CancelationOrigin> {
    match code.map(str::trim) {
        None | Some("") => None,
        Some("STUDIO") => Some(CancelationOrigin::Studio),
        Some("CUSTOMER") => Some(CancelationOrigin::Customer),
        Some(other) => Some(CancelationOrigin::Other(Text::name(other))),
    }
}

/// The days something can be ended on, each once, the earliest first. A day that cannot be read cannot be asked for.
pub(super) fn days(wire: &[String], zone: &TimeZone) -> Result<Vec<Date>, Fault> {
    if wire.len() > DATES_MAX {
        return Err(FaultKind::TooLarge.into());
    }
    let mut days: Vec<_> = wire.iter().filter_map(|text| day(Some(text), zone)).collect();
    days.sort_unstable();
    days.dedup();
    Ok(days)
}
