//! Requests in the words staff read: what was asked, what came of it, and what to do next. Nothing is paid for them at the
//! kiosk.

use super::commands::Commands;
use super::reason::Reason;
use crate::domain::frequency::Rhythm;
use crate::domain::intent::{Intent, Order, StaffReason, State, Step};
use crate::domain::membership::Membership;
use crate::domain::request::{Add, Grant, Join, Record, Request, Switch, Target};
use crate::domain::time::{Term, TermUnit};

/// What an order is about, in one line.
pub fn about(order: &Order) -> String {
    let request = match order {
        Order::Pass(order) => return order.offer_name.to_string(),
        Order::Request(request) => request,
    };
    match request {
        Request::Cancel(cancel) => format!("cancel {} to {}", named(cancel.target, request), cancel.date),
        Request::Withdraw(withdraw) => {
            format!("withdraw the cancelation of {}", named(withdraw.target, request))
        }
        Request::Book(book) => format!(
            "book module {}{} beside contract {}",
            book.order.module.0,
            name(request),
            book.order.contract.0
        ),
        Request::Redeem(_) => "redeem check-in voucher".to_owned(),
        Request::Join(Join { membership }) => format!("join {}", membership_of(membership)),
        Request::Add(Add { membership, .. }) => format!("add {}", membership_of(membership)),
        Request::Switch(Switch { source, left, membership, .. }) => {
            format!("switch contract {} '{left}' to {}", source.0, membership_of(membership))
        }
    }
}

/// `membership 'Flex' (offer 7, term 70) from 2026-12-01`.
fn membership_of(membership: &Membership) -> String {
    let Membership { offer, term, name, start, .. } = membership;
    format!("membership '{name}' (offer {}, term {}) from {start}", offer.0, term.0)
}

/// When and how much is paid for a module.
pub fn payments(rhythm: &Rhythm) -> String {
    let term = |term: &Term| match &term.unit {
        TermUnit::Other(unit) => format!("{} {unit}", term.value),
        unit => format!("{} {}", term.value, format!("{unit:?}").to_lowercase()),
    };
    match rhythm {
        Rhythm::Free => "free".to_owned(),
        Rhythm::Once(price) => format!("{price} once"),
        Rhythm::Every { term: Some(every), price } => format!("{price} every {}", term(every)),
        Rhythm::Every { term: None, price } => format!("{price} each time"),
        Rhythm::OnDays(prices) => {
            let each =
                prices.iter().map(|(day, price)| format!("{price} on {:02}-{:02}", day.month, day.day));
            each.collect::<Vec<_>>().join(", ")
        }
        Rhythm::AfterTerms(prices) => {
            let each = prices.iter().map(|(after, price)| format!("{price} after {}", term(after)));
            each.collect::<Vec<_>>().join(", ")
        }
        Rhythm::Other(name) => name.to_string(),
    }
}

/// `contract 1000 'Premium'`, or `module contract 77 'Sauna' of contract 1000`.
fn named(target: Target, request: &Request) -> String {
    let (contract, name) = (target.contract.0, name(request));
    match target.module {
        Some(module) => format!("module contract {}{name} of contract {contract}", module.0),
        None => format!("contract {contract}{name}"),
    }
}

fn name(request: &Request) -> String {
    request.name().map(|name| format!(" '{name}'")).unwrap_or_default()
}

/// What came of a request.
pub fn outcome(request: &Request, grant: &Grant) -> String {
    match (request, grant) {
        (_, Grant::Recorded { record: None }) => "accepted, not shown by the studio yet".to_owned(),
        (Request::Withdraw(_), Grant::Recorded { record: Some(Record { pending: true, .. }) }) => {
            "its withdrawal is requested, and staff have to verify it".to_owned()
        }
        (Request::Withdraw(_), Grant::Recorded { .. }) => "withdrawn: no cancelation is shown".to_owned(),
        (_, Grant::Recorded { record: Some(Record { pending, date }) }) => {
            let last = date.map(|day| format!(", last day {day}")).unwrap_or_default();
            let how = if *pending { "requested, and staff have to verify it" } else { "canceled" };
            format!("{how}{last}")
        }
        (_, Grant::Module { contract: Some(contract) }) => {
            format!("booked: module contract {}", contract.0)
        }
        (_, Grant::Module { contract: None }) => {
            "booked; the studio did not tell the id of its contract".to_owned()
        }
        (_, Grant::Code { .. }) => "redeemed, with an access code".to_owned(),
        (_, Grant::Concluded { customer, contract: Some(contract), .. }) => {
            format!("concluded: contract {} of customer {}", contract.id.0, customer.0)
        }
        (_, Grant::Concluded { customer, contract: None, .. }) => {
            format!("accepted for customer {}, its contract not shown by the studio yet", customer.0)
        }
    }
}

/// What the name of a state leaves open.
pub fn open(grant: &Grant) -> Option<&'static str> {
    match grant {
        Grant::Recorded { record: None } | Grant::Concluded { contract: None, .. } => Some("not shown yet"),
        Grant::Recorded { record: Some(Record { pending: true, .. }) } => Some("requested"),
        Grant::Recorded { .. } | Grant::Module { .. } | Grant::Code { .. } | Grant::Concluded { .. } => None,
    }
}

/// Where the money is.
pub fn money(request: &Request) -> String {
    match request {
        Request::Book(_) => "nothing is paid at the kiosk: a module is billed through the member account",
        Request::Cancel(_) | Request::Withdraw(_) | Request::Redeem(_) => "nothing is paid at the kiosk",
        Request::Join(_) | Request::Add(_) | Request::Switch(_) => "see what is due on signing",
    }
    .to_owned()
}

/// What staff do next.
pub fn next(intent: &Intent, request: &Request, commands: &Commands) -> String {
    let reference = &intent.reference;
    match intent.state() {
        State::Intended | State::AwaitingPayment { .. } | State::Authorised => {
            "Nothing: the kiosk finishes it or gives it up, at the latest when it starts again.".to_owned()
        }
        State::Submitted { .. } | State::Unknown { .. } if !request.leaves_a_trace() => {
            "Nothing yet: the kiosk settles it or calls staff, at the latest when it starts again.".to_owned()
        }
        State::Submitted { .. } | State::Unknown { .. } => format!(
            "The kiosk looks by itself, for a day and as long as the studio's lists cannot be read. To look now, stop the \
             kiosk and run: {} After a day without a result, look at {} in the studio's system; then it can be closed.",
            commands.ledger(&format!("reconcile {reference}")),
            place(request)
        ),
        State::Granted(grant) => after(request, grant),
        State::Refused { .. } => "Nothing: the studio refused it.".to_owned(),
        State::Completed { .. } | State::Abandoned(_) | State::Closed => "Nothing.".to_owned(),
        State::NeedsStaff(why) => format!(
            "{} Then stop the kiosk and run: {}",
            at_desk(request, *why),
            commands.ledger(&format!("close {reference} --by NAME --note TEXT"))
        ),
    }
}

/// What staff do about a request that the studio took.
fn after(request: &Request, grant: &Grant) -> String {
    match grant {
        Grant::Recorded { record: None } => format!(
            "The studio accepted it and does not show it yet; the kiosk looks by itself. After a day, look at {} in the \
             studio's system.",
            place(request)
        ),
        Grant::Recorded { record: Some(Record { pending: true, .. }) } => {
            format!(
                "Verify it in the studio's system, at {}, if nobody has: when the kiosk looked, it was requested, not done.",
                place(request)
            )
        }
        Grant::Concluded { contract: None, .. } => format!(
            "The studio accepted it and does not show its contract yet; the kiosk looks by itself. After a day, look at {} in \
             the studio's system.",
            place(request)
        ),
        Grant::Module { contract: None } => {
            "Nothing, until the member wants to end the module: the studio did not tell its id to the kiosk, so that only \
             staff can end it."
                .to_owned()
        }
        Grant::Recorded { .. } | Grant::Module { .. } | Grant::Code { .. } | Grant::Concluded { .. } => {
            "Nothing.".to_owned()
        }
    }
}

/// What staff find out about a request of which the kiosk cannot tell what became of it.
fn at_desk(request: &Request, why: StaffReason) -> String {
    let look = format!("Look at {} in the studio's system", place(request));
    match (request, why) {
        (Request::Redeem(_), _) => {
            "Look at the voucher in the studio's system: where it is redeemed let the person in, where it is not give it \
             back, since it is still good."
                .to_owned()
        }
        (_, StaffReason::FoundAfterRefusal) => {
            format!("{look}: it was refused and is there all the same, asked for here or at the desk.")
        }
        (Request::Cancel(cancel), _) => format!(
            "{look}: where the cancelation to {} is not there, enter it as of the moment it was asked for, or tell the \
             member.",
            cancel.date
        ),
        (Request::Withdraw(_), _) => {
            format!("{look}: where it is still canceled, withdraw the cancelation or tell the member.")
        }
        (Request::Book(_), _) => format!("{look}: where the module is not there, book it or tell the member."),
        (Request::Join(_), _) => format!(
            "{look}: the third-party id of customer and contract is the reference. Where they are not there, nothing was charged: \
             the person may join once more."
        ),
        (Request::Add(_) | Request::Switch(_), _) => format!(
            "{look}: the third-party id of the contract is the reference. Where it is not there, nothing was charged: the member may \
             do it once more."
        ),
    }
}

/// Where staff look.
fn place(request: &Request) -> String {
    let customer = request.member().map(|member| format!(" of customer {}", member.0)).unwrap_or_default();
    match request {
        Request::Cancel(_) | Request::Withdraw(_) => {
            let target = request.target().map(|target| named(target, request)).unwrap_or_default();
            format!("{target}{customer}")
        }
        Request::Book(book) => format!("the modules of contract {}{customer}", book.order.contract.0),
        Request::Redeem(_) => "the voucher".to_owned(),
        Request::Join(_) => "the customers who joined that day".to_owned(),
        Request::Add(_) | Request::Switch(_) => format!("the contracts{customer}"),
    }
}

/// What a step of a request was.
pub fn step(request: &Request, step: &Step) -> String {
    match step {
        Step::Submitted { .. } => "sent".to_owned(),
        Step::NotDone => "not done, as the studio or the connection says for certain".to_owned(),
        Step::LostTrack { refused: true } => "answered with a refusal".to_owned(),
        Step::LostTrack { refused: false } => "no answer to rely on".to_owned(),
        Step::Granted { grant } => outcome(request, grant),
        Step::Refused => "nothing found, so the refusal stands".to_owned(),
        Step::Abandoned { why } => format!("given up: {}", Reason::Abandoned(*why).sentence()),
        Step::StaffCalled { why } => format!("staff called: {}", Reason::Staff(*why).sentence()),
        Step::Closed { .. } => "closed by staff".to_owned(),
        Step::PaymentAwaited => "payment session opened".to_owned(),
        Step::Authorised => "payment authorised, nothing taken".to_owned(),
        // Not in the table of a request.
        Step::Completed { .. } => "not a step of a request".to_owned(),
    }
}
