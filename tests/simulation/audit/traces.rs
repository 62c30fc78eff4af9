//! What tells requests apart, and what an answer of the studio tells of one.

use walkin::domain::contract::{Cancelation, CancelationStatus};
use walkin::domain::intent::Intent;
use walkin::domain::module::ModuleVerdict;
use walkin::domain::request::Request;

use super::memberships;
use crate::kiosk::seen::{About, Shows};

/// Whether nothing tells two requests apart: the same kind, about the same thing.
pub(super) fn is_same(one: &Intent, other: &Intent) -> bool {
    if one.order.membership().is_some() {
        return memberships::are_alike(one, other);
    }
    one.request().map(kind) == other.request().map(kind) && one.is_twin_of(&other.order)
}

/// The place of a request in the counts.
pub(super) fn kind(request: &Request) -> usize {
    match request {
        Request::Cancel(_) => 0,
        Request::Withdraw(_) => 1,
        Request::Book(_) => 2,
        Request::Redeem(_) => 3,
        Request::Join(_) => 4,
        Request::Add(_) => 5,
        Request::Switch(_) => 6,
    }
}

/// Whether an answer to this question tells whether a request is there.
pub(super) fn tells(about: &About, asked: &Request) -> bool {
    match (about, asked) {
        (About::Contracts(member), Request::Add(_) | Request::Switch(_)) => asked.member() == Some(*member),
        // Who joins is not kept with the request: whether it was them is told when it is sent.
        (About::Applicant(_), Request::Join(_)) => true,
        (About::Contracts(member), Request::Cancel(_) | Request::Withdraw(_)) => {
            asked.member() == Some(*member) && asked.target().is_some_and(|target| target.module.is_none())
        }
        (About::Module(about), Request::Cancel(_) | Request::Withdraw(_)) => asked.target() == Some(*about),
        (About::Order(order), Request::Book(book)) => *order == book.order,
        _ => false,
    }
}

/// Whether what the studio shows says that it is not there.
pub(super) fn is_absent(asked: &Request, shows: &Shows) -> bool {
    let target = asked.target();
    let cancelation: Option<&Cancelation> = match shows {
        Shows::Verdict(verdict) => return *verdict == ModuleVerdict::Purchasable,
        Shows::Module(module) => module.cancelation.as_ref(),
        Shows::Contracts(contracts) => {
            let of = contracts.iter().find(|contract| target.is_some_and(|it| it.contract == contract.id));
            of.and_then(|contract| contract.cancelation.as_ref())
        }
        Shows::Customers(_) => None,
    };
    match asked {
        // What there is does not speak against it, but for the contract that is left.
        Request::Switch(switch) => match shows {
            Shows::Contracts(contracts) => contracts.iter().any(|contract| contract.id == switch.source),
            _ => false,
        },
        Request::Join(_) | Request::Add(_) => true,
        Request::Withdraw(_) => {
            cancelation.is_some_and(|shown| shown.status != CancelationStatus::PendingWithdrawal)
        }
        _ => cancelation.is_none(),
    }
}
