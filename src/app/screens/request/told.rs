//! What is told of a request that did not end in a confirmation: what happened, what it means, what to do next.

use crate::app::screens::outcome::ticket::Told;
use crate::app::till::Stage;
use crate::domain::intent::Abandonment;
use crate::domain::request::Request;

/// What is told of it, as it stands.
pub(super) fn told(request: &Request, stage: Stage<'_>) -> Told {
    let undone = |what, next, again| Told { what, means: nothing_done(request), next, again, keep: false };
    let kept = |what, means, next| Told { what, means, next, again: false, keep: true };
    match stage {
        Stage::Preparing
        | Stage::Paying(_)
        | Stage::Expired { .. }
        | Stage::Authorised
        | Stage::Retrying
        | Stage::Waiting { .. } => undone("request-waiting", "request-waiting-next", false),
        Stage::Buying | Stage::Checking if request.membership().is_some() => {
            kept("request-checking", "request-once-paid", "request-stay-next")
        }
        Stage::Buying | Stage::Checking => kept("request-checking", "request-once", "request-checking-next"),
        Stage::Bought(_) | Stage::Granted(_) => {
            kept("request-accepted", "request-accepted-means", "request-accepted-next")
        }
        Stage::AtDesk if request.membership().is_some() => {
            kept("request-desk", "request-uncertain-paid", "request-desk-next")
        }
        Stage::AtDesk => kept("request-desk", "request-uncertain", "request-desk-next"),
        Stage::Settled => {
            Told { keep: false, ..kept("request-settled", "request-settled-means", "request-settled-next") }
        }
        Stage::ShownBefore => {
            Told { keep: false, ..kept("request-shown-before", "request-done", "request-desk-next") }
        }
        Stage::Refused if matches!(request, Request::Redeem(_)) => Told {
            means: "request-not-redeemed",
            ..undone("request-voucher-refused", "request-voucher-next", true)
        },
        Stage::Refused if request.membership().is_some() => {
            Told { means: "request-refused-paid", ..undone("request-refused", "request-again-next", true) }
        }
        Stage::Refused => {
            Told { means: "request-refused-means", ..undone("request-refused", "request-again-next", true) }
        }
        Stage::NotRecorded => undone("request-not-recorded", "request-desk-next", false),
        Stage::GivenUp(Abandonment::AlreadyThere | Abandonment::BoughtBefore) => {
            undone(already_there(request), "request-look-next", false)
        }
        Stage::GivenUp(Abandonment::Impossible) => {
            undone("request-impossible", "request-impossible-next", true)
        }
        Stage::GivenUp(
            Abandonment::Unavailable | Abandonment::NotDone | Abandonment::Unpayable | Abandonment::Expired,
        ) => undone("request-unavailable", "request-again-next", true),
        Stage::GivenUp(Abandonment::Cancelled | Abandonment::Restarted) => {
            undone("request-cancelled", "request-again-next", true)
        }
    }
}

/// What it means that nothing was done.
fn nothing_done(request: &Request) -> &'static str {
    match request {
        Request::Cancel(_) | Request::Withdraw(_) => "request-nothing-changed",
        Request::Book(_) => "request-nothing-booked",
        Request::Redeem(_) => "request-nothing-redeemed",
        Request::Join(_) | Request::Add(_) | Request::Switch(_) => "request-nothing-concluded",
    }
}

/// What was there already when it was about to be sent.
fn already_there(request: &Request) -> &'static str {
    match request {
        Request::Cancel(_) => "request-canceled-before",
        Request::Withdraw(_) => "request-withdrawn-before",
        Request::Book(_) => "request-booked-before",
        Request::Redeem(_) => "request-redeemed-before",
        Request::Join(_) | Request::Add(_) | Request::Switch(_) => "request-concluded-before",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contract::{ContractId, ReasonId};
    use crate::domain::frequency::{FrequencyId, Rhythm};
    use crate::domain::membership::{Membership, MembershipOfferId, SwitchConfigId, TermId};
    use crate::domain::module::{ModuleId, ModuleOrder};
    use crate::domain::money::Money;
    use crate::domain::person::CustomerId;
    use crate::domain::price::Voucher;
    use crate::domain::request::{
        Add, Book, Cancel, Grant, Join, Redeem, Switch, Target, VoucherHash, Withdraw,
    };
    use crate::domain::time::Moment;
    use jiff::civil::date;

    fn requests() -> [Request; 7] {
        let (member, name) = (CustomerId(1), || "Flex".into());
        let target = Target { contract: ContractId(2), module: None };
        let order = ModuleOrder {
            contract: ContractId(2),
            module: ModuleId(3),
            frequency: FrequencyId(4),
            trial: false,
        };
        let voucher = VoucherHash::of(&Voucher::new("GUEST-1").expect("a voucher"));
        [
            Request::Cancel(Cancel {
                member,
                target,
                name: name(),
                date: date(2026, 12, 31),
                reason: ReasonId(5),
            }),
            Request::Withdraw(Withdraw { member, target, name: name() }),
            Request::Book(Book {
                member,
                order,
                name: name(),
                rhythm: Rhythm::Free,
                term: None,
                notice: None,
            }),
            Request::Redeem(Redeem { voucher }),
            Request::Join(Join { membership: membership().into() }),
            Request::Add(Add { member, membership: membership().into() }),
            Request::Switch(Switch {
                member,
                source: ContractId(2),
                left: "Basic".into(),
                config: SwitchConfigId(6),
                membership: membership().into(),
            }),
        ]
    }

    fn membership() -> Membership {
        Membership {
            offer: MembershipOfferId(8),
            term: TermId(81),
            name: "Flex".into(),
            start: date(2027, 1, 1),
            rhythm: Rhythm::Free,
            runs: None,
            renewal: None,
            notice: None,
            due: Money::parse("29.90", "EUR").expect("money"),
            rates: vec![],
        }
    }

    const ACCEPTED: Grant = Grant::Recorded { record: None };

    #[test]
    fn what_may_have_been_done_is_never_said_to_be_undone_nor_offered_again_and_its_code_is_kept() {
        let stages = [Stage::Buying, Stage::Checking, Stage::AtDesk, Stage::Granted(&ACCEPTED)];
        for (request, stage) in requests().iter().flat_map(|request| stages.map(|stage| (request, stage))) {
            let told = told(request, stage);
            assert_ne!(told.means, nothing_done(request), "{stage:?}");
            assert!(!told.again && told.keep, "{stage:?}");
        }
    }

    #[test]
    fn what_was_not_done_is_said_to_be_undone() {
        let stages = [
            Stage::NotRecorded,
            Stage::Retrying,
            Stage::Waiting { until: Moment::default() },
            Stage::GivenUp(Abandonment::AlreadyThere),
            Stage::GivenUp(Abandonment::Impossible),
            Stage::GivenUp(Abandonment::Unavailable),
            Stage::GivenUp(Abandonment::NotDone),
            Stage::GivenUp(Abandonment::Cancelled),
            Stage::GivenUp(Abandonment::Restarted),
        ];
        for (request, stage) in requests().iter().flat_map(|request| stages.map(|stage| (request, stage))) {
            let told = told(request, stage);
            assert_eq!(told.means, nothing_done(request), "{stage:?}");
            assert!(!told.keep, "{stage:?}");
        }
    }

    #[test]
    fn a_refusal_says_no_more_than_the_studio_does() {
        for request in &requests() {
            let told = told(request, Stage::Refused);
            assert_ne!(told.means, nothing_done(request), "it may be a lie");
            assert!(told.again && !told.keep);
        }
    }

    #[test]
    fn what_is_there_already_is_not_offered_again() {
        for request in &requests() {
            assert!(!told(request, Stage::GivenUp(Abandonment::AlreadyThere)).again);
            assert!(told(request, Stage::GivenUp(Abandonment::Impossible)).again);
        }
    }
}
