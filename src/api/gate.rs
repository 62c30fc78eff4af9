//! Which calls may leave. What was learned from the answers so far decides, and what has been sent in the last minute.
//!
//! Four guards, each with a file of its own or a few lines here:
//! - an operation that answered 429 is left alone until its time is over;
//! - the kiosk's own limit for each operation ([`rate`]), because all kiosks of a studio share the budget of its key;
//! - repeats of reads are a small part of all reads ([`budget`]);
//! - a group of operations that does not answer is left alone for seconds ([`breaker`]), so that a screen has its fault
//!   at once and a server that struggles its breath.
//!
//! The last three are ours and never stand in the way of money: a purchase and the looks that tell what became of one
//! pass the breaker, and have the room of the server's own limit. The till looks on a schedule of its own, seconds to
//! minutes apart, and draws conclusions from a look that fails (it gives up an order whose list of passes cannot be read),
//! so a fault that was only made here would cost a sale. Their ends are learned from like all others.

mod breaker;
mod budget;
mod rate;

use std::collections::HashMap;

use super::Manner;
use super::transport::limits::Limits;
use crate::domain::fault::FaultKind;
use crate::domain::time::Moment;
use breaker::{Breaker, Pauses, Turn};
use budget::Budget;
pub(super) use rate::PER_MINUTE_MAX;
use rate::Sent;

/// What was learned, and what was sent.
#[derive(Debug)]
pub(super) struct Gate {
    /// By route, of which there is one for each operation.
    operations: HashMap<String, Operation>,
    breakers: HashMap<Group, Breaker>,
    budget: Budget,
    pauses: Pauses,
}

#[derive(Debug, Default)]
struct Operation {
    /// The end of the time a 429 asked for.
    limited_until: Moment,
    sent: Sent,
}

/// Operations that fail together, and that the kiosk can do without one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// The studio and how full it is: shown, but nothing is sold by it.
    Studio,
    /// Who somebody is.
    Customers,
    /// The form for a new person, and making one.
    Leads,
    /// What is on sale.
    Offers,
    /// Prices, purchases and what was purchased. The price stands here so that no order begins while purchases go
    /// unanswered.
    Purchase,
    /// Payment sessions.
    Payments,
    /// A member's contracts, and the reasons to end one.
    Contracts,
    /// Additional modules and their contracts.
    Modules,
    /// Memberships on offer, ways to switch, what they cost, and what concludes one.
    Memberships,
    /// Check-in vouchers.
    Vouchers,
    /// Whatever is none of the above.
    Others,
}

/// A breaker opened or closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakerTurn {
    /// Calls of the group are held back.
    Opened(Group),
    /// They go out again.
    Closed(Group),
}

impl Gate {
    /// A gate that has seen nothing.
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            operations: HashMap::new(),
            breakers: HashMap::new(),
            budget: Budget::default(),
            pauses: Pauses::from(limits),
        }
    }

    /// Whether a call may leave now, or why not. What may leave is taken to leave.
    pub(super) fn admit(
        &mut self,
        now: Moment,
        route: &str,
        manner: Manner,
        is_repeat: bool,
    ) -> Result<(), FaultKind> {
        let is_about_money = matches!(manner, Manner::Purchase | Manner::Look);
        let operation = operation(&mut self.operations, route);
        if operation.limited_until > now {
            return Err(FaultKind::RateLimited(operation.limited_until.since(now)));
        }
        if !operation.sent.has_room(now, is_about_money) || is_repeat && !self.budget.has_room(manner) {
            return Err(FaultKind::HeldBack);
        }
        // The breaker comes last, because its leave may make this call the probe.
        if !is_about_money && !breaker(&mut self.breakers, self.pauses, Group::of(route)).admit(now) {
            return Err(FaultKind::HeldBack);
        }
        operation.sent.take(now);
        if manner.may_be_repeated() {
            self.budget.take(is_repeat);
        }
        Ok(())
    }

    /// Takes note of how a try ended that was admitted at `began`.
    pub(super) fn learn(
        &mut self,
        began: Moment,
        now: Moment,
        route: &str,
        fault: Option<&FaultKind>,
    ) -> Option<BreakerTurn> {
        if let Some(FaultKind::RateLimited(span)) = fault {
            let operation = operation(&mut self.operations, route);
            operation.limited_until = operation.limited_until.max(now + *span);
        }
        let group = Group::of(route);
        let turn = breaker(&mut self.breakers, self.pauses, group).learn(began, now, is_answered(fault))?;
        Some(match turn {
            Turn::Opened => BreakerTurn::Opened(group),
            Turn::Closed => BreakerTurn::Closed(group),
        })
    }
}

impl Group {
    /// The group of a route.
    pub(super) fn of(route: &str) -> Self {
        let path = route.split_once(" /v1/").map_or("", |(_, path)| path);
        let mut segments = path.split('/');
        match (segments.next().unwrap_or_default(), segments.next().unwrap_or_default()) {
            ("studios", _) => Self::Studio,
            ("customers", _) => Self::Customers,
            ("leads", _) => Self::Leads,
            ("online-offers", "purchasable") => Self::Offers,
            ("online-offers", _) => Self::Purchase,
            ("payments", _) => Self::Payments,
            ("memberships", _) if path.contains("self-service/additional-module") => Self::Modules,
            ("memberships", _) if path.contains("self-service/") => Self::Contracts,
            ("memberships", _) => Self::Memberships,
            ("checkin-vouchers", _) => Self::Vouchers,
            _ => Self::Others,
        }
    }

    /// What it is called in logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Studio => "studio",
            Self::Customers => "customers",
            Self::Leads => "leads",
            Self::Offers => "offers",
            Self::Purchase => "purchase",
            Self::Payments => "payments",
            Self::Contracts => "contracts",
            Self::Modules => "modules",
            Self::Memberships => "memberships",
            Self::Vouchers => "vouchers",
            Self::Others => "others",
        }
    }
}

/// Whether an answer came from a server that works, if only to refuse.
///
/// 503 asks for room, and 502 and 504 are a gateway's word that nobody answered behind it. Any other 5xx comes from the
/// operation itself, which may fail for one customer or offer and work for the next.
fn is_answered(fault: Option<&FaultKind>) -> bool {
    !matches!(
        fault,
        Some(
            FaultKind::Unreachable
                | FaultKind::TimedOut
                | FaultKind::Cut
                | FaultKind::Busy
                | FaultKind::Broken(502 | 504)
        )
    )
}

fn operation<'a>(operations: &'a mut HashMap<String, Operation>, route: &str) -> &'a mut Operation {
    operations.entry(route.to_owned()).or_default()
}

fn breaker(breakers: &mut HashMap<Group, Breaker>, pauses: Pauses, group: Group) -> &mut Breaker {
    breakers.entry(group).or_insert_with(|| Breaker::new(pauses))
}

#[cfg(test)]
mod tests;
