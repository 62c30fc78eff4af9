//! To conclude a membership: what tells its contract, and the record of somebody new, is that they were not there before.

use serde::{Deserialize, Serialize};

use super::{Concluded, Evidence, Grant, Request, Trace};
use crate::domain::contract::{Contract, ContractId};
use crate::domain::intent::ResultId;
use crate::domain::membership::{Membership, SwitchConfigId};
use crate::domain::person::CustomerId;

/// To become a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// What is concluded.
    pub membership: Membership,
}

/// To add a membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Add {
    /// Whose.
    pub member: CustomerId,
    /// What is concluded.
    pub membership: Membership,
}

/// To leave one membership for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switch {
    /// Whose.
    pub member: CustomerId,
    /// The contract that is left.
    pub source: ContractId,
    /// The way it is done.
    pub config: SwitchConfigId,
    /// What is concluded.
    pub membership: Membership,
}

impl Request {
    /// Whether it is to leave a contract that is not there any more.
    pub fn leaves_nothing(&self, evidence: Evidence<'_>) -> bool {
        match (self, evidence) {
            (Self::Switch(switch), Evidence::Contracts(contracts)) => {
                !contracts.iter().any(|contract| contract.id == switch.source)
            }
            _ => false,
        }
    }

    /// What is there before it is sent, so that what is new afterwards is its own. The contract that a switch leaves is not among
    /// it where it is of another rate: a studio that changes it in place shows it with the new one.
    pub fn there_before(&self, evidence: Evidence<'_>) -> Vec<ResultId> {
        let left = match self {
            Self::Switch(switch) => Some(switch),
            _ => None,
        };
        match evidence {
            Evidence::Contracts(contracts) => {
                let may_change = |contract: &Contract| {
                    left.is_some_and(|switch| {
                        contract.id == switch.source && switch.membership.fits_rate(contract) == Some(false)
                    })
                };
                contracts.iter().filter(|it| !may_change(it)).map(|contract| contract.id.into()).collect()
            }
            Evidence::Records(records) => records.iter().map(|record| (*record).into()).collect(),
            Evidence::Module(_) | Evidence::Verdict(_) => Vec::new(),
        }
    }

    /// What tells a membership's contract among those of whose it is; the record of somebody new was found before.
    pub fn trace_of_contract(
        &self,
        customer: CustomerId,
        contracts: &[Contract],
        before: &[ResultId],
    ) -> Trace {
        match self {
            Self::Switch(switch) => switch.trace(contracts, before),
            Self::Join(Join { membership }) | Self::Add(Add { membership, .. }) => {
                membership.trace(customer, contracts.iter(), before)
            }
            Self::Cancel(_) | Self::Withdraw(_) | Self::Book(_) | Self::Redeem(_) => Trace::Impossible,
        }
    }
}

/// The record of who joined: the one customer that was not there before.
pub(super) fn trace_of_record(records: &[CustomerId], before: &[ResultId]) -> Trace {
    let mut new: Vec<_> = records.iter().filter(|it| !before.contains(&ResultId::from(**it))).collect();
    new.sort_unstable();
    new.dedup();
    match new.as_slice() {
        [] => Trace::Absent,
        [customer] => {
            Trace::Present(Grant::Concluded { customer: **customer, contract: None, before: Vec::new() })
        }
        _ => Trace::Unclear,
    }
}

impl Membership {
    /// Whether another one is of the same term and first day.
    pub fn is_alike(&self, other: &Self) -> bool {
        (self.term, self.start) == (other.term, other.start)
    }

    /// Its contract: the one that was not there before, of this rate and with this first day, as far as the studio tells them.
    /// One that is new and fits neither may be its own all the same, which only staff can see.
    fn trace<'a>(
        &self,
        customer: CustomerId,
        contracts: impl Iterator<Item = &'a Contract>,
        before: &[ResultId],
    ) -> Trace {
        let mut new: Vec<_> = contracts.filter(|contract| !before.contains(&contract.id.into())).collect();
        new.sort_unstable_by_key(|contract| contract.id);
        new.dedup_by_key(|contract| contract.id);
        let fits = |contract: &&&Contract| {
            contract.start.is_none_or(|start| start == self.start) && self.fits_rate(contract) != Some(false)
        };
        let fitting: Vec<_> = new.iter().filter(fits).collect();
        match fitting.as_slice() {
            [] if new.is_empty() => Trace::Absent,
            [contract] => concluded(customer, contract, before),
            _ => Trace::Unclear,
        }
    }

    /// Whether a contract is of its rate; none where that is not told.
    fn fits_rate(&self, contract: &Contract) -> Option<bool> {
        let is_told = !self.rates.is_empty() && !contract.rates.is_empty();
        is_told.then(|| contract.rates.iter().any(|rate| self.rates.contains(rate)))
    }
}

impl Switch {
    /// Its contract: a new one, or the one that was left, where the studio has changed it in place.
    pub(super) fn trace(&self, contracts: &[Contract], before: &[ResultId]) -> Trace {
        let others = contracts.iter().filter(|contract| contract.id != self.source);
        let left = contracts.iter().find(|contract| contract.id == self.source);
        let changed = left.filter(|left| {
            !before.contains(&left.id.into()) && self.membership.fits_rate(left) == Some(true)
        });
        match (self.membership.trace(self.member, others, before), changed) {
            (Trace::Absent, Some(changed)) => concluded(self.member, changed, before),
            (trace, _) => trace,
        }
    }
}

impl Add {
    /// Its contract.
    pub(super) fn trace(&self, contracts: &[Contract], before: &[ResultId]) -> Trace {
        self.membership.trace(self.member, contracts.iter(), before)
    }
}

fn concluded(customer: CustomerId, contract: &Contract, before: &[ResultId]) -> Trace {
    let shown = Concluded { id: contract.id, start: contract.start };
    Trace::Present(Grant::Concluded { customer, contract: Some(shown), before: before.to_vec() })
}
