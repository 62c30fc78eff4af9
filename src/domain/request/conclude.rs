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

    /// What tells a membership's contract among those of whose it is; the record of somebody new was found before.
    pub fn trace_of_contract(
        &self,
        customer: CustomerId,
        contracts: &[Contract],
        before: &[ResultId],
    ) -> Trace {
        match self.membership() {
            Some(membership) => membership.trace(customer, contracts, before),
            None => Trace::Impossible,
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
    pub(super) fn trace(&self, customer: CustomerId, contracts: &[Contract], before: &[ResultId]) -> Trace {
        let fits = |contract: &&Contract| {
            let is_of_rate = self.rates.is_empty()
                || contract.rates.is_empty()
                || contract.rates.iter().any(|rate| self.rates.contains(rate));
            !before.contains(&contract.id.into())
                && contract.start.is_none_or(|start| start == self.start)
                && is_of_rate
        };
        let mut new: Vec<_> = contracts.iter().filter(fits).collect();
        new.sort_unstable_by_key(|contract| contract.id);
        new.dedup_by_key(|contract| contract.id);
        match new.as_slice() {
            [] => Trace::Absent,
            [contract] => Trace::Present(Grant::Concluded {
                customer,
                contract: Some(Concluded { id: contract.id, start: contract.start }),
                before: before.to_vec(),
            }),
            _ => Trace::Unclear,
        }
    }
}
