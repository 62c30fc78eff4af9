//! The contract of one module: what it shows, its cancelation and the withdrawal of that.

use std::fmt;

use rust_decimal::Decimal;

use crate::api::wire::Money;
use crate::api::wire::frequency::PaymentFrequency;
use crate::api::wire::modules::{
    AdditionalModule, AdditionalModuleContract, ModuleContractCancelationRequest, TrialPeriod,
};
use crate::api::wire::offers::Term;
use crate::domain::time::{Date, Timestamp};

use super::super::ask::{Ask, path_id};
use super::super::contracts::{Wish, accepted};
use super::super::ending::{Cancelation, Ending, Seen};
use super::super::refusal::{Problem, Refusal, json};
use super::super::terms::{Extension, Terms, last_day};
use super::super::{Outcome, World};

/// A module that a member has beside a main contract.
#[derive(Clone)]
pub struct ModuleContract {
    /// Its own contract.
    pub id: u64,
    /// The main contract.
    pub contract_id: u64,
    /// Whose.
    pub customer_id: u64,
    /// What was bought, as it was then.
    pub module: AdditionalModule,
    /// How it is paid.
    pub frequency: PaymentFrequency,
    /// Whether it begins with its trial period.
    pub with_trial: bool,
    /// Its first day.
    pub start: Date,
    /// When it was bought; none for what members had before the world began.
    pub bought_at: Option<Timestamp>,
    /// From when on it is shown; none for at once.
    pub visible_at: Option<Timestamp>,
    /// Its cancelation, and what was done to it.
    pub ending: Ending,
}

impl ModuleContract {
    /// Whether it is there, as far as it is seen.
    pub(super) fn is_visible(&self, seen: Seen) -> bool {
        match seen {
            Seen::By(now) => self.visible_at.is_none_or(|at| at <= now),
            Seen::All => true,
        }
    }

    /// Whether it has not ended by `today`.
    pub(super) fn runs(&self, cancelation: Option<&Cancelation>, today: Date) -> bool {
        self.end(cancelation, today).is_some_and(|end| today <= end)
    }

    /// The last day as it stands.
    fn end(&self, cancelation: Option<&Cancelation>, today: Date) -> Option<Date> {
        match cancelation.filter(|cancelation| cancelation.is_in_effect()) {
            Some(cancelation) => Some(cancelation.date),
            None => self.terms()?.end(self.start, today).map(|end| end.day),
        }
    }

    /// The days it can be ended on: the end of a trial that has not passed first.
    fn available(&self, today: Date) -> Vec<Date> {
        let trial = self.trial().and_then(|trial| last_day(self.start, trial)).filter(|last| *last >= today);
        let later = self.terms().map(|terms| terms.available(self.start, today)).unwrap_or_default();
        trial.into_iter().chain(later).collect()
    }

    fn trial(&self) -> Option<&Term> {
        self.module.trial_period_config.as_ref().filter(|_| self.with_trial)?.term.as_ref()
    }

    /// How long it runs. What is renewed (`NEW`) runs for the same term again, with the same notice.
    fn terms(&self) -> Option<Terms> {
        let information = self.module.term_information.as_ref()?;
        let term = information.term.clone()?;
        let extension = information.extension.as_ref().map(|extension| Extension {
            term: extension.term_extension.clone().unwrap_or_else(|| term.clone()),
            notice: extension.extension_cancelation_period.clone(),
        });
        Some(Terms {
            term,
            notice: information.cancelation_period.clone(),
            extension,
            longer_by: Vec::new(),
            from_receipt: false,
        })
    }

    /// What is paid first; nothing for what is free.
    fn price(&self, nothing: Money) -> Money {
        let frequency = &self.frequency;
        let of_days = frequency.month_days_to_prices.as_ref().and_then(|list| list.entries.first());
        let of_terms = frequency.terms_to_prices.as_ref().and_then(|list| list.entries.first());
        frequency
            .price
            .clone()
            .or_else(|| of_days.map(|first| first.price.clone()))
            .or_else(|| of_terms.map(|first| first.price.clone()))
            .unwrap_or(nothing)
    }
}

impl World {
    /// Every module that a member has beside a contract, in the order they were bought.
    pub fn module_contracts(&self) -> &[ModuleContract] {
        &self.module_contracts
    }

    pub(in super::super) fn module_contract(&self, ask: &Ask<'_>, contract: &str, id: &str) -> Outcome {
        let at = self.module_contract_at(contract, id)?;
        let owned = Some(&self.module_contracts[at]).filter(|owned| owned.is_visible(Seen::By(ask.now)));
        let owned = owned.ok_or_else(|| Problem::NotFound.of("additionalModuleContractId"))?;
        json(&self.shown_module(owned, ask))
    }

    pub(in super::super) fn cancel_module(&mut self, ask: &Ask<'_>, contract: &str, id: &str) -> Outcome {
        let at = self.module_contract_at(contract, id)?;
        let request: ModuleContractCancelationRequest = ask.body()?;
        let owned = &self.module_contracts[at];
        if owned.ending.cancelation().is_some() && !self.accepts_repeats {
            return Err(Problem::CancelationExists.into());
        }
        let wish = Wish { date: &request.cancelation_date, reason: request.cancelation_reason_id };
        let cancelation = self.cancelation(&wish, &owned.available(ask.today))?;
        let visible_at = self.visible_at(ask.now);
        self.module_contracts[at].ending.cancel(cancelation, ask.now, visible_at);
        accepted()
    }

    pub(in super::super) fn withdraw_module(&mut self, ask: &Ask<'_>, contract: &str, id: &str) -> Outcome {
        let at = self.module_contract_at(contract, id)?;
        let (is_verified, visible_at) = (self.verifies_cancelations, self.visible_at(ask.now));
        let ending = &mut self.module_contracts[at].ending;
        if !Ending::can_be_withdrawn(ending.cancelation(), ask.today) {
            return Err(Problem::CancelationMissing.into());
        }
        ending.withdraw(is_verified, ask.now, visible_at);
        accepted()
    }

    /// Where a module contract is that belongs to this main contract.
    fn module_contract_at(&self, contract: &str, id: &str) -> Result<usize, Refusal> {
        let (contract, field) = (path_id(contract, "contractId")?, "additionalModuleContractId");
        let id = path_id(id, field)?;
        let found =
            self.module_contracts.iter().position(|owned| owned.id == id && owned.contract_id == contract);
        found.ok_or_else(|| Problem::NotFound.of(field))
    }

    fn shown_module(&self, owned: &ModuleContract, ask: &Ask<'_>) -> AdditionalModuleContract {
        let today = ask.today;
        let shown = owned.ending.shown(ask.now);
        let is_settled = shown.is_some_and(Cancelation::is_in_effect);
        let available = if is_settled { Vec::new() } else { owned.available(today) };
        let end = owned.terms().and_then(|terms| terms.end(owned.start, today));
        AdditionalModuleContract {
            name: owned.module.name.clone(),
            price: Some(owned.price(self.club.money(Decimal::ZERO))),
            start_date: Some(owned.start.to_string()),
            end_date: owned.end(shown, today).map(|day| day.to_string()),
            cancelation_date: shown.map(|shown| shown.date.to_string()),
            last_possible_cancelation_date: end
                .filter(|_| !available.is_empty())
                .map(|end| end.cancel_by.to_string()),
            cancelation_reason: shown.map(|shown| shown.reason.clone()),
            contract_cancelation_status: shown.map(|shown| shown.status.name().to_owned()),
            contract_cancelation_can_be_withdrawn: Some(Ending::can_be_withdrawn(shown, today)),
            trial_period: owned.trial().map(|term| TrialPeriod {
                term: Some(term.clone()),
                start_date: Some(owned.start.to_string()),
            }),
            rate_codes: owned.module.rate_codes.clone(),
            available_cancelation_dates: available.iter().map(Date::to_string).collect(),
        }
    }
}

impl fmt::Debug for ModuleContract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ModuleContract")
            .field("id", &self.id)
            .field("contract_id", &self.contract_id)
            .field("module", &self.module.id)
            .field("ending", &self.ending)
            .finish_non_exhaustive()
    }
}
