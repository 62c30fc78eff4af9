//! What is asked of the studio about contracts and vouchers: to conclude a membership, to end a contract, to take that back, a
//! module beside a contract, the door code of a check-in voucher.
//!
//! Each is an [`Intent`](super::intent::Intent). What tells whether one has been done is its [`Trace`]: what the studio
//! shows of it. A trace is read before the request is sent, and there must be none; so one that is there later is its own. Of a
//! membership it is a contract, or the record of somebody new, that was not there before.

mod conclude;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::contract::{CancelationStatus, Contract, ContractId, ReasonId};
use super::digest::sha256;
use super::frequency::Rhythm;
use super::intent::ResultId;
use super::membership::Membership;
use super::module::{ModuleContract, ModuleContractId, ModuleOrder, ModuleVerdict};
use super::pass::AccessCode;
use super::person::CustomerId;
use super::price::Voucher;
use super::text::Text;
use super::time::{Date, Term};

pub use conclude::{Add, Join, Switch};

/// What is asked, as the ledger keeps it: enough to do it, to find it again, and to tell staff about it. No name of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "request", rename_all = "snake_case")]
pub enum Request {
    /// The end of a contract.
    Cancel(Cancel),
    /// To take a cancelation back.
    Withdraw(Withdraw),
    /// A module beside a contract, billed through the member account.
    Book(Book),
    /// The door code of a check-in voucher.
    Redeem(Redeem),
    /// The membership of somebody new.
    Join(Join),
    /// One more membership of a customer.
    Add(Add),
    /// Another membership in place of one that a member has.
    Switch(Switch),
}

/// To end a contract, or a module's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancel {
    /// Whose.
    pub member: CustomerId,
    /// Which.
    pub target: Target,
    /// What the studio calls it.
    pub name: Text,
    /// Its last day: one of those the studio offers.
    pub date: Date,
    /// Why.
    pub reason: ReasonId,
}

/// To take the cancelation of a contract back, or of a module's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdraw {
    /// Whose.
    pub member: CustomerId,
    /// Which.
    pub target: Target,
    /// What the studio calls it.
    pub name: Text,
}

/// To add a module to a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// Whose.
    pub member: CustomerId,
    /// What is ordered.
    pub order: ModuleOrder,
    /// What the studio calls it.
    pub name: Text,
    /// When and how much is paid, as it was ordered.
    pub rhythm: Rhythm,
    /// How long it runs at first.
    pub term: Option<Term>,
    /// How long before its end it has to be canceled.
    pub notice: Option<Term>,
}

/// To turn a check-in voucher into a door code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redeem {
    /// Which voucher, so that one in doubt is not sent once more.
    pub voucher: VoucherHash,
}

/// A main contract, or the contract of a module beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Target {
    /// The main contract.
    pub contract: ContractId,
    /// The module's, if it is about that.
    pub module: Option<ModuleContractId>,
}

/// What is stored of a check-in voucher; 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoucherHash(String);

/// Who redeems which check-in voucher (`POST /v1/checkin-vouchers/redeem`): personal, and in memory only.
#[derive(Clone, PartialEq, Eq)]
pub struct Redemption {
    /// The voucher.
    pub voucher: Voucher,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail address.
    pub email: String,
}

/// What came of a request that the studio took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "grant", rename_all = "snake_case")]
pub enum Grant {
    /// A cancelation or its withdrawal, as the studio shows it; none while it was accepted and is not shown yet.
    Recorded {
        /// What the studio shows.
        record: Option<Record>,
    },
    /// A module is booked.
    Module {
        /// Its contract, where the studio told the id: nothing else does.
        contract: Option<ModuleContractId>,
    },
    /// A check-in voucher is redeemed.
    Code {
        /// The door code.
        code: AccessCode,
    },
    /// A membership is concluded.
    Concluded {
        /// Whose it is: the member, or the record that was made of somebody new.
        customer: CustomerId,
        /// Its contract, once the studio shows it.
        contract: Option<Concluded>,
        /// Contracts that were there before, while its own is not known.
        before: Vec<ResultId>,
    },
}

/// The contract of a membership, as the studio shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concluded {
    /// Its id.
    pub id: ContractId,
    /// Its first day, where it is told.
    pub start: Option<Date>,
}

/// A cancelation or its withdrawal as the studio has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Whether staff still have to verify it: then it is "requested", and not more.
    pub pending: bool,
    /// The last day of the contract, as the studio shows it; none where it shows none, and after a withdrawal.
    pub date: Option<Date>,
}

/// What the studio shows that can tell of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence<'a> {
    /// The main contracts of the member.
    Contracts(&'a [Contract]),
    /// Customers that may be the record of who joins.
    Records(&'a [Recorded]),
    /// The contract of the module it is about.
    Module(&'a ModuleContract),
    /// What the studio says of the very same order of a module.
    Verdict(&'a ModuleVerdict),
}

/// A customer that may be the record of who joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recorded {
    /// Who.
    pub customer: CustomerId,
    /// Whether it carries the reference that was sent.
    pub is_marked: bool,
}

/// What the studio shows of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trace {
    /// Nothing, and it can be asked for.
    Absent,
    /// It is done, or being done.
    Present(Grant),
    /// Nothing, and it cannot be asked for: the contract is gone, the day is not offered any more, the module not for sale.
    Impossible,
    /// Something that this kiosk does not know the meaning of.
    Unclear,
}

impl Request {
    /// Whose; nobody's in particular where a voucher is redeemed.
    pub fn member(&self) -> Option<CustomerId> {
        match self {
            Self::Cancel(cancel) => Some(cancel.member),
            Self::Withdraw(withdraw) => Some(withdraw.member),
            Self::Book(book) => Some(book.member),
            Self::Add(add) => Some(add.member),
            Self::Switch(switch) => Some(switch.member),
            Self::Redeem(_) | Self::Join(_) => None,
        }
    }

    /// The membership that is concluded, if one is.
    pub fn membership(&self) -> Option<&Membership> {
        match self {
            Self::Join(Join { membership })
            | Self::Add(Add { membership, .. })
            | Self::Switch(Switch { membership, .. }) => Some(membership),
            Self::Cancel(_) | Self::Withdraw(_) | Self::Book(_) | Self::Redeem(_) => None,
        }
    }

    /// The contract it ends, or goes on with.
    pub fn target(&self) -> Option<Target> {
        match self {
            Self::Cancel(cancel) => Some(cancel.target),
            Self::Withdraw(withdraw) => Some(withdraw.target),
            Self::Switch(switch) => Some(Target { contract: switch.source, module: None }),
            Self::Book(_) | Self::Redeem(_) | Self::Join(_) | Self::Add(_) => None,
        }
    }

    /// What the studio calls what it is about.
    pub fn name(&self) -> Option<&Text> {
        match self {
            Self::Cancel(cancel) => Some(&cancel.name),
            Self::Withdraw(withdraw) => Some(&withdraw.name),
            Self::Book(book) => Some(&book.name),
            Self::Redeem(_) => None,
            Self::Join(_) | Self::Add(_) | Self::Switch(_) => self.membership().map(|it| &it.name),
        }
    }

    /// Whether anything can be read afterwards that tells what became of it.
    pub fn leaves_a_trace(&self) -> bool {
        !matches!(self, Self::Redeem(_))
    }

    /// Whether another request is about the same thing, so that one waits until the other is settled: a contract's end and
    /// taking it back are.
    pub fn is_twin_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Book(mine), Self::Book(theirs)) => {
                (mine.member, mine.order.contract, mine.order.module)
                    == (theirs.member, theirs.order.contract, theirs.order.module)
            }
            (Self::Redeem(mine), Self::Redeem(theirs)) => mine == theirs,
            // What is new among a member's contracts may be either's. Who joins is not known here, and nobody waits for others.
            (Self::Add(_) | Self::Switch(_), Self::Add(_) | Self::Switch(_)) => {
                self.member() == other.member()
            }
            _ => {
                self.target().is_some() && (self.member(), self.target()) == (other.member(), other.target())
            }
        }
    }

    /// What the studio shows of it. Evidence of another kind tells nothing and makes it impossible.
    /// `before` is what was there before a membership was sent for; it tells nothing of the other kinds.
    pub fn trace(&self, evidence: Evidence<'_>, before: &[ResultId]) -> Trace {
        match (self, evidence) {
            (Self::Cancel(cancel), Evidence::Contracts(contracts)) if cancel.target.module.is_none() => {
                let Some(contract) = find(contracts, cancel.target) else { return Trace::Impossible };
                cancel.trace(contract.cancelation.as_ref(), &contract.cancelation_dates)
            }
            (Self::Cancel(cancel), Evidence::Module(module)) if cancel.target.module.is_some() => {
                cancel.trace(module.cancelation.as_ref(), &module.cancelation_dates)
            }
            (Self::Withdraw(withdraw), Evidence::Contracts(contracts))
                if withdraw.target.module.is_none() =>
            {
                let Some(contract) = find(contracts, withdraw.target) else { return Trace::Impossible };
                withdrawal(contract.cancelation.as_ref(), contract.can_be_withdrawn())
            }
            (Self::Withdraw(withdraw), Evidence::Module(module)) if withdraw.target.module.is_some() => {
                withdrawal(module.cancelation.as_ref(), module.can_be_withdrawn)
            }
            (Self::Book(_), Evidence::Verdict(verdict)) => match verdict {
                ModuleVerdict::Purchasable => Trace::Absent,
                ModuleVerdict::AlreadyPurchased => Trace::Present(Grant::Module { contract: None }),
                ModuleVerdict::Other(_) => Trace::Unclear,
                _ => Trace::Impossible,
            },
            (
                Self::Add(Add { member, .. }) | Self::Switch(Switch { member, .. }),
                Evidence::Contracts(contracts),
            ) => self.trace_of_contract(*member, contracts, before, false),
            (Self::Join(_), Evidence::Records(records)) => conclude::trace_of_record(records, before),
            _ => Trace::Impossible,
        }
    }
}

impl Cancel {
    fn trace(&self, shown: Option<&super::contract::Cancelation>, dates: &[Date]) -> Trace {
        let Some(shown) = shown else {
            return if dates.contains(&self.date) { Trace::Absent } else { Trace::Impossible };
        };
        let pending = match shown.status {
            CancelationStatus::Canceled => false,
            CancelationStatus::PendingVerification => true,
            // While it is being taken back nothing tells whether it was in effect or only requested.
            CancelationStatus::PendingWithdrawal | CancelationStatus::Other(_) => return Trace::Unclear,
        };
        Trace::Present(Grant::Recorded { record: Some(Record { pending, date: shown.date }) })
    }
}

impl Trace {
    /// Whether the studio shows nothing of it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Absent | Self::Impossible)
    }
}

/// A cancelation that is gone is withdrawn; one that is being withdrawn is requested to be.
fn withdrawal(shown: Option<&super::contract::Cancelation>, can_be: bool) -> Trace {
    let present = |pending| Trace::Present(Grant::Recorded { record: Some(Record { pending, date: None }) });
    match shown.map(|shown| &shown.status) {
        None => present(false),
        Some(CancelationStatus::PendingWithdrawal) => present(true),
        Some(CancelationStatus::Other(_)) => Trace::Unclear,
        Some(_) if can_be => Trace::Absent,
        Some(_) => Trace::Impossible,
    }
}

fn find(contracts: &[Contract], target: Target) -> Option<&Contract> {
    contracts.iter().find(|contract| contract.id == target.contract)
}

impl Grant {
    /// Whether it is what comes of such a request.
    pub fn answers(&self, request: &Request) -> bool {
        match request {
            Request::Cancel(_) | Request::Withdraw(_) => matches!(self, Self::Recorded { .. }),
            Request::Book(_) => matches!(self, Self::Module { .. }),
            Request::Redeem(_) => matches!(self, Self::Code { .. }),
            Request::Join(_) | Request::Add(_) | Request::Switch(_) => matches!(self, Self::Concluded { .. }),
        }
    }

    /// Whether nothing more of it is to come.
    pub fn is_whole(&self) -> bool {
        !matches!(self, Self::Recorded { record: None } | Self::Concluded { contract: None, .. })
    }
}

impl VoucherHash {
    /// What is stored of a voucher.
    pub fn of(voucher: &Voucher) -> Self {
        Self(sha256([voucher.code().to_uppercase().as_str()]))
    }
}

impl fmt::Debug for Redemption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redemption(***)")
    }
}

#[cfg(test)]
mod tests;
