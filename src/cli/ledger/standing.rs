//! Where a sale stands, in the words staff read: state, money, and what to do next.

use clap::ValueEnum;
use serde::Serialize;

use super::commands::Commands;
use super::reason::Reason;
use super::request;
use crate::domain::intent::{Intent, Order, PassOrder, StaffReason, State, Step, UNKNOWN_FOR_MAX};
use crate::domain::money::Money;
use crate::domain::time::Timestamp;
use crate::ledger::Sale;

/// The states of a sale, by the names that exports and filters use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub enum Standing {
    /// Ordered; no money anywhere
    Intended,
    /// A payment session is open
    AwaitingPayment,
    /// The payment is authorised, not taken
    Authorised,
    /// The purchase call may be on its way
    Submitted,
    /// Nobody knows whether it was bought or done
    Unknown,
    /// Bought, or done or being done
    Completed,
    /// Refused by the studio
    Refused,
    /// Given up before anything was sent
    Abandoned,
    /// Only a person can tell
    NeedsStaff,
    /// Settled by staff
    Closed,
}

/// How soon somebody should look at a sale; what comes first is listed first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Only a person can tell.
    NeedsStaff,
    /// It is being looked for.
    Unknown,
    /// Bought or accepted, and its code or how it is recorded is being looked for.
    Incomplete,
    /// Nothing to do.
    None,
}

impl Standing {
    /// Where a sale stands.
    pub fn of(state: &State) -> Self {
        match state {
            State::Intended => Self::Intended,
            State::AwaitingPayment { .. } => Self::AwaitingPayment,
            State::Authorised => Self::Authorised,
            State::Submitted { .. } => Self::Submitted,
            State::Unknown { .. } => Self::Unknown,
            State::Completed { .. } | State::Granted(_) => Self::Completed,
            State::Refused { .. } => Self::Refused,
            State::Abandoned(_) => Self::Abandoned,
            State::NeedsStaff(_) => Self::NeedsStaff,
            State::Closed => Self::Closed,
        }
    }

    /// The name, as in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Intended => "intended",
            Self::AwaitingPayment => "awaiting_payment",
            Self::Authorised => "authorised",
            Self::Submitted => "submitted",
            Self::Unknown => "unknown",
            Self::Completed => "completed",
            Self::Refused => "refused",
            Self::Abandoned => "abandoned",
            Self::NeedsStaff => "needs_staff",
            Self::Closed => "closed",
        }
    }
}

impl Urgency {
    /// A pass without a code counts for as long as one is looked for: some studios give none.
    pub fn of(intent: &Intent, now: Timestamp) -> Self {
        match intent.state() {
            State::NeedsStaff(_) => Self::NeedsStaff,
            State::Submitted { .. } | State::Unknown { .. } if intent.needs_staff(now) => Self::NeedsStaff,
            State::Submitted { .. } | State::Unknown { .. } => Self::Unknown,
            State::Completed { .. } | State::Granted(_)
                if !intent.is_settled() && intent.stood(now) < UNKNOWN_FOR_MAX =>
            {
                Self::Incomplete
            }
            State::Completed { .. }
            | State::Granted(_)
            | State::Intended
            | State::AwaitingPayment { .. }
            | State::Authorised
            | State::Refused { .. }
            | State::Abandoned(_)
            | State::Closed => Self::None,
        }
    }
}

/// Where the money is.
pub fn money(intent: &Intent) -> String {
    match (intent.state(), &intent.order) {
        (State::Closed, _) => "settled by staff, see the note".to_owned(),
        (state, Order::Request(request)) => match request.membership() {
            Some(membership) if membership.due.is_zero() => {
                "nothing is due on signing: no money can have moved; the studio bills the rest".to_owned()
            }
            Some(membership) => money_of_payment(state, &membership.due),
            None => request::money(request),
        },
        (_, Order::Pass(order)) if order.payable.is_zero() => {
            "free of charge: no money can have moved".to_owned()
        }
        (state, Order::Pass(order)) => money_of_payment(state, &order.payable),
    }
}

fn money_of_payment(state: &State, amount: &Money) -> String {
    match state {
        State::Intended | State::AwaitingPayment { .. } => "nobody has been charged".to_owned(),
        State::Authorised => format!("nobody has been charged; {amount} are authorised, not taken"),
        State::Submitted { .. } | State::Unknown { .. } => {
            format!("not known yet: {amount} may have been charged")
        }
        State::Completed { .. } | State::Granted(_) => format!("{amount} were charged"),
        State::Refused { .. } => "nobody was charged: the studio refused and nothing was found".to_owned(),
        State::Abandoned(_) => "nobody was charged".to_owned(),
        State::NeedsStaff(StaffReason::NotFound) => {
            format!("not known: no purchase was found, {amount} may have been charged")
        }
        State::NeedsStaff(StaffReason::Several) => {
            format!("not known: more than one purchase fits, {amount} may have been charged")
        }
        State::NeedsStaff(StaffReason::FoundAfterRefusal) => {
            format!("not known: the studio refused, yet a purchase fits; {amount} may have been charged")
        }
        State::NeedsStaff(StaffReason::Untraceable) => {
            format!("not known: nothing can be read that tells, {amount} may have been charged")
        }
        // Said before.
        State::Closed => "see the note".to_owned(),
    }
}

/// What staff do next.
pub fn next(intent: &Intent, commands: &Commands) -> String {
    match &intent.order {
        Order::Pass(order) => next_of_pass(intent, order, commands),
        Order::Request(request) => request::next(intent, request, commands),
    }
}

fn next_of_pass(intent: &Intent, order: &PassOrder, commands: &Commands) -> String {
    let (reference, customer, free) = (&intent.reference, order.customer.0, order.payable.is_zero());
    match intent.state() {
        State::Intended | State::AwaitingPayment { .. } | State::Authorised => {
            "Nothing: the kiosk finishes it or gives it up, at the latest when it starts again.".to_owned()
        }
        State::Submitted { .. } | State::Unknown { .. } => format!(
            "The kiosk looks by itself, for a day and as long as the studio's lists cannot be read. To look now, stop the \
             kiosk and run: {} After a day without a result, look at the customer in the studio's system; then it can be \
             closed.",
            commands.ledger(&format!("reconcile {reference}"))
        ),
        State::Completed { code: Some(_), .. } => {
            "Nothing: it was bought, and the kiosk shows the code again for the claim code.".to_owned()
        }
        State::Completed { purchase, code: None } => format!(
            "It was bought: where the visitor has no code, find purchase {} of customer {customer} in the studio's \
             system and let them in.",
            purchase.0
        ),
        State::Refused { .. } if free => "Nothing: it was free, and no pass was found.".to_owned(),
        State::Refused { .. } => format!(
            "Nothing, unless the visitor says they were charged: then look at customer {customer} in the studio's \
             system."
        ),
        State::Granted(_) | State::Abandoned(_) | State::Closed => "Nothing.".to_owned(),
        State::NeedsStaff(_) => {
            let give = if free {
                "give the pass where there is none (nothing was paid)"
            } else {
                "give the pass or the money back"
            };
            format!(
                "Look at customer {customer} in the studio's system for this offer and first day, {give}, then stop \
                 the kiosk and run: {}",
                commands.ledger(&format!("close {reference} --by NAME --note TEXT"))
            )
        }
    }
}

/// What a step of an order was.
pub fn step(order: &Order, step: &Step) -> String {
    if let Order::Request(request) = order {
        return request::step(request, step);
    }
    match step {
        Step::PaymentAwaited => "payment session opened".to_owned(),
        Step::Authorised => "payment authorised, nothing taken".to_owned(),
        Step::Submitted { before } => {
            format!("purchase sent; passes of this offer the customer had before: {}", before.len())
        }
        Step::NotDone => "purchase not done, as the studio or the connection says for certain".to_owned(),
        Step::LostTrack { refused: true } => "answered with a refusal; looked whether it happened".to_owned(),
        Step::LostTrack { refused: false } => "no answer to rely on; looked whether it happened".to_owned(),
        Step::Completed { purchase, code: Some(_) } => {
            format!("bought: purchase {}, with an access code", purchase.0)
        }
        Step::Completed { purchase, code: None } => {
            format!("bought: purchase {}, without an access code", purchase.0)
        }
        // Not in the table of a pass.
        Step::Granted { .. } => "not a step of a pass".to_owned(),
        Step::Refused => "nothing found, so the refusal stands".to_owned(),
        Step::Abandoned { why } => format!("given up: {}", Reason::Abandoned(*why).sentence()),
        Step::StaffCalled { why } => {
            format!("staff called: {}", Reason::Staff(*why).sentence())
        }
        Step::Closed { .. } => "closed by staff".to_owned(),
    }
}

/// Sales that a person has to look at.
pub fn needing_staff(sales: &[Sale], now: Timestamp) -> usize {
    sales.iter().filter(|sale| sale.intent.needs_staff(now)).count()
}
