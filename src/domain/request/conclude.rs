//! To conclude a membership: what tells its contract, and the record of somebody new, is that they were not there before.

use serde::{Deserialize, Serialize};

use super::{Concluded, Evidence, Grant, Recorded, Request, Trace};
use crate::domain::contract::{Contract, ContractId, ContractStatus};
use crate::domain::intent::ResultId;
use crate::domain::membership::{Membership, SwitchConfigId};
use crate::domain::person::CustomerId;
use crate::domain::text::Text;

/// To become a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// What is concluded.
    pub membership: Box<Membership>,
}

/// To add a membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Add {
    /// Whose.
    pub member: CustomerId,
    /// What is concluded.
    pub membership: Box<Membership>,
}

/// To leave one membership for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switch {
    /// Whose.
    pub member: CustomerId,
    /// The contract that is left.
    pub source: ContractId,
    /// What the studio calls it.
    pub left: Text,
    /// The way it is done.
    pub config: SwitchConfigId,
    /// What is concluded.
    pub membership: Box<Membership>,
}

/// What a contract that is left has become. Some studios end it and bring a new one, some change it in place.
enum Source<'a> {
    AsItWas,
    Switched(&'a Contract),
    /// Ended, gone, or something else.
    Otherwise,
}

impl Request {
    /// Whether it is to leave a contract that is not there any more, or is what it is to be switched to already.
    pub fn leaves_nothing(&self, evidence: Evidence<'_>) -> bool {
        match (self, evidence) {
            (Self::Switch(switch), Evidence::Contracts(contracts)) => {
                let is_switched = matches!(switch.source_now(contracts), Source::Switched(_));
                is_switched || switch.source(contracts).is_none()
            }
            _ => false,
        }
    }

    /// What tells a membership's contract among those of whose it is; the record of somebody new was found before. Once the studio
    /// has accepted it, the only contract that is new is its own, whatever else is told of it.
    ///
    /// Something that is new and fits in nothing may be its own with another first day, or was sold at the desk: that is nothing to
    /// say "not concluded" by.
    pub fn trace_of_contract(
        &self,
        customer: CustomerId,
        contracts: &[Contract],
        before: &[ResultId],
        accepted: bool,
    ) -> Trace {
        let Some(membership) = self.membership() else { return Trace::Impossible };
        let concluded = |contract: &Contract, start| {
            let contract = Some(Concluded { id: contract.id, start });
            Trace::Present(Grant::Concluded { customer, contract, before: before.to_vec() })
        };
        // Of somebody new no contracts were read before: what is long over was theirs as somebody else.
        let is_old = |it: &Contract| matches!(self, Self::Join(_)) && membership.is_preceded_by(it);
        let is_new = |it: &&Contract| !before.contains(&it.id.into()) && !is_old(it);
        let mut new: Vec<_> = contracts.iter().filter(is_new).collect();
        new.sort_unstable_by_key(|contract| contract.id);
        new.dedup_by_key(|contract| contract.id);
        let fitting: Vec<_> = new.iter().filter(|contract| membership.fits(contract)).collect();
        match (fitting.as_slice(), new.as_slice()) {
            ([contract], _) => concluded(contract, contract.start),
            ([], [contract]) if accepted => concluded(contract, contract.start),
            ([], []) => match self {
                Self::Switch(switch) => match switch.source_now(contracts) {
                    Source::AsItWas => Trace::Absent,
                    // It began long before what it was switched to does.
                    Source::Switched(contract) => concluded(contract, None),
                    Source::Otherwise => Trace::Unclear,
                },
                _ => Trace::Absent,
            },
            _ => Trace::Unclear,
        }
    }
}

impl Switch {
    fn source<'a>(&self, contracts: &'a [Contract]) -> Option<&'a Contract> {
        contracts.iter().find(|contract| contract.id == self.source)
    }

    fn source_now<'a>(&self, contracts: &'a [Contract]) -> Source<'a> {
        let Some(source) = self.source(contracts) else { return Source::Otherwise };
        let has_rate = source.rates.iter().any(|rate| self.membership.rates.contains(rate));
        let has_name = source.name == self.membership.name;
        match (source.cancelation.is_some(), source.name == self.left) {
            // Where the two are called the same, a contract that was changed looks as it was.
            (false, true) if !has_name || !has_rate => Source::AsItWas,
            (false, false) if has_name || has_rate => Source::Switched(source),
            _ => Source::Otherwise,
        }
    }
}

/// The record of who joined: the one customer that was not there before. One that carries the reference is it, also where the
/// studio made a member of somebody it had recorded before.
pub(super) fn trace_of_record(records: &[Recorded], before: &[ResultId]) -> Trace {
    let is_new = |it: &&Recorded| it.is_marked || !before.contains(&it.customer.into());
    let mut new: Vec<_> = records.iter().filter(is_new).map(|it| it.customer).collect();
    new.sort_unstable();
    new.dedup();
    match new.as_slice() {
        [] => Trace::Absent,
        [customer] => {
            Trace::Present(Grant::Concluded { customer: *customer, contract: None, before: Vec::new() })
        }
        _ => Trace::Unclear,
    }
}

impl Membership {
    /// Whether another one is of the same term and first day.
    pub fn is_alike(&self, other: &Self) -> bool {
        (self.term, self.start) == (other.term, other.start)
    }

    /// Whether a contract began so long before that it cannot be this one with another first day: more than a year, which is as far
    /// ahead as one is concluded, or at all where it does not run any more.
    fn is_preceded_by(&self, contract: &Contract) -> bool {
        let year_before = self.start.saturating_sub(jiff::Span::new().years(1));
        contract.start.is_some_and(|start| {
            start < year_before || start < self.start && contract.status == ContractStatus::Inactive
        })
    }

    /// Whether a contract is of its rate and has its first day, as far as the studio tells them.
    fn fits(&self, contract: &Contract) -> bool {
        let is_of_rate = self.rates.is_empty()
            || contract.rates.is_empty()
            || contract.rates.iter().any(|rate| self.rates.contains(rate));
        contract.start.is_none_or(|start| start == self.start) && is_of_rate
    }
}
