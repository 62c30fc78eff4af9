//! Main contracts: `GET .../contract-data`, the reasons for a cancelation, a cancelation and its withdrawal.
//!
//! What a contract shows is computed for the day of the call: its end, the days it can be ended on, whether it runs. The
//! state is recorded, and nothing else.

use std::fmt;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::api::wire::Amount;
use crate::api::wire::contracts::{
    CancelationReason, ContractCancelationRequest, ContractData, PriceDetails, RateCode, TimePeriod,
    VoidResult,
};
use crate::api::wire::frequency::PaymentFrequency;
use crate::domain::time::{Date, Timestamp};

use super::ask::{Ask, iso_date, path_id};
use super::ending::{Cancelation, CancelationOrigin, CancelationStatus, Ending, Seen};
use super::moving::MovingDay;
use super::refusal::{Problem, Refusal, json};
use super::terms::Terms;
use super::{Outcome, World};

/// `contracts.json`.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ContractsFile {
    pub(super) reasons: Vec<CancelationReason>,
    pub(super) contracts: Vec<ContractFile>,
}

/// A contract of the file.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ContractFile {
    pub(super) id: u64,
    pub(super) customer_id: u64,
    rate_name: String,
    /// What a switch may call it by.
    #[serde(default)]
    rate_id: Option<u64>,
    start: MovingDay,
    terms: Terms,
    base_price: Amount,
    /// After adjustments; the base price without it.
    #[serde(default)]
    current_price: Option<Amount>,
    pub(super) frequency: PaymentFrequency,
    #[serde(default)]
    rate_codes: Vec<RateCode>,
    #[serde(default)]
    cancelation: Option<CancelationFile>,
}

/// A cancelation of the file, with the id of a reason or the studio's own words for one.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CancelationFile {
    status: CancelationStatus,
    origin: CancelationOrigin,
    date: MovingDay,
    #[serde(default)]
    reason_id: Option<u64>,
    #[serde(default)]
    reason: Option<String>,
}

/// A main contract of a member.
#[derive(Clone)]
pub struct Contract {
    /// The contract.
    pub id: u64,
    /// Whose.
    pub customer_id: u64,
    /// What it is called.
    pub rate_name: String,
    /// Its first day.
    pub start: Date,
    /// Its cancelation, and what was done to it.
    pub ending: Ending,
    /// The reference of who concluded it, where that was a program.
    pub third_party_id: Option<String>,
    /// From when on it is shown; none for at once.
    pub visible_at: Option<Timestamp>,
    pub(super) rate_id: Option<u64>,
    pub(super) terms: Terms,
    pub(super) base_price: Decimal,
    pub(super) current_price: Decimal,
    pub(super) frequency: PaymentFrequency,
    pub(super) rate_codes: Vec<RateCode>,
}

impl ContractsFile {
    /// What a reason says.
    pub(super) fn reason(&self, id: u64) -> Option<&str> {
        let known = self.reasons.iter().find(|reason| reason.cancelation_reason_id == id);
        known.and_then(|reason| reason.cancelation_reason_name.as_deref())
    }

    /// What switches may call the rates of these contracts.
    #[cfg(test)]
    pub(super) fn rate_ids(&self) -> impl Iterator<Item = u64> {
        self.contracts.iter().filter_map(|contract| contract.rate_id)
    }

    /// The contracts as they stand when a world begins.
    pub(super) fn begin(&self, today: Date) -> Vec<Contract> {
        let begin = |file: &ContractFile| Contract {
            id: file.id,
            customer_id: file.customer_id,
            rate_name: file.rate_name.clone(),
            start: file.start.from(today),
            ending: self.ending(file.cancelation.as_ref(), today),
            third_party_id: None,
            visible_at: None,
            rate_id: file.rate_id,
            terms: file.terms.clone(),
            base_price: file.base_price.0,
            current_price: file.current_price.unwrap_or(file.base_price).0,
            frequency: file.frequency.clone(),
            rate_codes: file.rate_codes.clone(),
        };
        self.contracts.iter().map(begin).collect()
    }

    /// A cancelation of before, of a contract or of a module.
    pub(super) fn ending(&self, file: Option<&CancelationFile>, today: Date) -> Ending {
        Ending::of(file.map(|file| Cancelation {
            date: file.date.from(today),
            reason: file.reason.clone().unwrap_or_else(|| {
                file.reason_id.and_then(|id| self.reason(id)).unwrap_or_default().to_owned()
            }),
            origin: file.origin,
            status: file.status,
        }))
    }
}

impl Contract {
    /// The last day as it stands with what is shown of a cancelation.
    fn end(&self, cancelation: Option<&Cancelation>, today: Date) -> Option<Date> {
        match cancelation.filter(|cancelation| cancelation.is_in_effect()) {
            Some(cancelation) => Some(cancelation.date),
            None => self.terms.end(self.start, today).map(|end| end.day),
        }
    }

    /// Whether it runs on `today`.
    fn runs(&self, cancelation: Option<&Cancelation>, today: Date) -> bool {
        today >= self.start && self.end(cancelation, today).is_some_and(|end| today <= end)
    }

    /// Whether modules can be added to it on `today`: it runs, and will go on doing so.
    pub(super) fn takes_modules(&self, today: Date, seen: Seen) -> bool {
        let cancelation = self.ending.seen(seen);
        self.runs(cancelation, today) && !cancelation.is_some_and(Cancelation::is_in_effect)
    }

    /// Whether it can be left for another on `today`: it runs, and nobody wishes its end.
    pub(super) fn can_be_left(&self, today: Date, seen: Seen) -> bool {
        let cancelation = self.ending.seen(seen);
        self.is_visible(seen) && self.runs(cancelation, today) && cancelation.is_none()
    }

    /// Whether it is there, as far as it is seen.
    pub(super) fn is_visible(&self, seen: Seen) -> bool {
        match seen {
            Seen::By(now) => self.visible_at.is_none_or(|at| at <= now),
            Seen::All => true,
        }
    }

    /// The days it can be ended on, none once its end is settled.
    fn available(&self, cancelation: Option<&Cancelation>, today: Date) -> Vec<Date> {
        match cancelation {
            Some(cancelation) if cancelation.is_in_effect() => Vec::new(),
            _ => self.terms.available(self.start, today),
        }
    }
}

impl World {
    /// The contracts of all members, and what was done to each.
    pub fn contracts(&self) -> &[Contract] {
        &self.contracts
    }

    /// Staff agree to every cancelation and every withdrawal that is pending, of contracts and modules.
    pub fn verify_all(&mut self) {
        self.contracts.iter_mut().for_each(|contract| contract.ending.verify());
        self.module_contracts.iter_mut().for_each(|contract| contract.ending.verify());
    }

    /// What is shown by now of customers, contracts and modules stays shown.
    pub(super) fn settle_endings(&mut self, now: Timestamp) {
        for person in self.people.values_mut() {
            person.visible_at = person.visible_at.filter(|at| now < *at);
        }
        for contract in &mut self.contracts {
            contract.visible_at = contract.visible_at.filter(|at| now < *at);
            contract.ending.settle(now);
        }
        for module in &mut self.module_contracts {
            module.visible_at = module.visible_at.filter(|at| now < *at);
            module.ending.settle(now);
        }
    }

    pub(super) fn cancelation_reasons(&self) -> Outcome {
        json(&self.club.contracts.reasons)
    }

    pub(super) fn contract_data(&self, ask: &Ask<'_>, customer: &str) -> Outcome {
        let customer = self.person(path_id(customer, "customerId")?)?.id;
        let seen = Seen::By(ask.now);
        let theirs = self.contracts.iter().filter(|contract| contract.customer_id == customer);
        let theirs = theirs.filter(|contract| contract.is_visible(seen));
        json(&theirs.map(|contract| self.shown_contract(contract, ask)).collect::<Vec<_>>())
    }

    pub(super) fn cancel_contract(&mut self, ask: &Ask<'_>, customer: &str) -> Outcome {
        let customer = self.person(path_id(customer, "customerId")?)?.id;
        let request: ContractCancelationRequest = ask.body()?;
        let at = self.contract_of(customer, request.contract_id)?;
        let contract = &self.contracts[at];
        // What is there counts, whatever is shown of it.
        if contract.ending.cancelation().is_some() && !self.accepts_repeats {
            return Err(Problem::CancelationExists.into());
        }
        let days = contract.terms.available(contract.start, ask.today);
        let wish = Wish { date: &request.cancelation_date, reason: request.cancelation_reason_id };
        let cancelation = self.cancelation(&wish, &days)?;
        let visible_at = self.visible_at(ask.now);
        self.contracts[at].ending.cancel(cancelation, ask.now, visible_at);
        accepted()
    }

    pub(super) fn withdraw_contract(&mut self, ask: &Ask<'_>, customer: &str, contract: &str) -> Outcome {
        let customer = self.person(path_id(customer, "customerId")?)?.id;
        let at = self.contract_of(customer, path_id(contract, "contractId")?)?;
        let (is_verified, visible_at) = (self.verifies_cancelations, self.visible_at(ask.now));
        let ending = &mut self.contracts[at].ending;
        if !Ending::can_be_withdrawn(ending.cancelation(), ask.today) {
            return Err(Problem::CancelationMissing.into());
        }
        ending.withdraw(is_verified, ask.now, visible_at);
        accepted()
    }

    /// Where a contract of this customer is.
    fn contract_of(&self, customer: u64, id: u64) -> Result<usize, Refusal> {
        let found = self.contracts.iter().position(|found| found.id == id && found.customer_id == customer);
        found.ok_or_else(|| Problem::NotFound.of("contractId"))
    }

    /// A cancelation that a member wishes, as it is recorded.
    pub(super) fn cancelation(&self, wish: &Wish<'_>, days: &[Date]) -> Result<Cancelation, Refusal> {
        let reason = self.club.contracts.reason(wish.reason);
        let reason = reason.ok_or_else(|| Problem::CancelationReason.of("cancelationReasonId"))?;
        let date = iso_date(wish.date).filter(|date| days.contains(date));
        let pending = CancelationStatus::PendingVerification;
        Ok(Cancelation {
            date: date.ok_or_else(|| Problem::CancelationDate.of("cancelationDate"))?,
            reason: reason.to_owned(),
            origin: CancelationOrigin::Customer,
            status: if self.verifies_cancelations { pending } else { CancelationStatus::Canceled },
        })
    }

    /// A contract as it is shown at the moment of a call.
    fn shown_contract(&self, contract: &Contract, ask: &Ask<'_>) -> ContractData {
        let today = ask.today;
        let shown = contract.ending.shown(ask.now);
        let available = contract.available(shown, today);
        let end = contract.terms.end(contract.start, today);
        let status = if contract.runs(shown, today) { "ACTIVE" } else { "INACTIVE" };
        ContractData {
            id: contract.id,
            start_date: Some(contract.start.to_string()),
            end_date: contract.end(shown, today).map(|day| day.to_string()),
            rate_name: Some(contract.rate_name.clone()),
            contract_status: Some(status.to_owned()),
            cancelation_period: contract
                .terms
                .notice
                .as_ref()
                .map(|notice| TimePeriod { period_value: notice.value, period_unit: notice.unit.clone() }),
            cancelation_status: shown.map(|shown| shown.status.name().to_owned()),
            cancelation_date: shown.map(|shown| shown.date.to_string()),
            cancelation_reason: shown.map(|shown| shown.reason.clone()),
            cancelation_origin: shown.map(|shown| shown.origin.name().to_owned()),
            price: Some(Amount(contract.current_price)),
            price_details: Some(PriceDetails {
                base_price: Some(self.club.money(contract.base_price)),
                current_price: Some(self.club.money(contract.current_price)),
                payment_frequency: Some(contract.frequency.clone()),
            }),
            last_possible_cancelation_date: end
                .filter(|_| !available.is_empty())
                .map(|end| end.cancel_by.to_string()),
            available_cancelation_dates: available.iter().map(Date::to_string).collect(),
            rate_codes: contract.rate_codes.clone(),
        }
    }
}

/// What a member asks for: the last day, and why.
pub(super) struct Wish<'a> {
    pub(super) date: &'a str,
    /// The id of a reason.
    pub(super) reason: u64,
}

/// The answer to a request that was taken.
pub(super) fn accepted() -> Outcome {
    json(&VoidResult { success: Some("true".to_owned()) })
}

impl fmt::Debug for Contract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contract")
            .field("id", &self.id)
            .field("customer_id", &self.customer_id)
            .field("ending", &self.ending)
            .finish_non_exhaustive()
    }
}
