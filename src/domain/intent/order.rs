//! What is ordered: a pass, a membership, or something of a contract.

use crate::domain::membership::Membership;
use crate::domain::money::Money;
use crate::domain::offer::OfferId;
use crate::domain::payment::PaymentScope;
use crate::domain::person::CustomerId;
use crate::domain::request::Request;
use crate::domain::text::Text;
use crate::domain::time::Date;

/// What was ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// A pass.
    Pass(PassOrder),
    /// Something of a contract or a voucher.
    Request(Request),
}

/// A pass that was ordered: enough to buy it, to find it again, and to tell staff about it. No name, no mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassOrder {
    /// The offer.
    pub offer: OfferId,
    /// What the studio calls it.
    pub offer_name: Text,
    /// The buyer.
    pub customer: CustomerId,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day on which it can be of use, as far as the offer tells.
    pub valid_until: Option<Date>,
    /// What is to be paid, as the preview said.
    pub payable: Money,
}

impl Order {
    /// Whether another order is of the same thing: of a pass, same buyer, offer and first day.
    pub fn is_twin_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Pass(mine), Self::Pass(theirs)) => {
                (mine.customer, mine.offer, mine.valid_from)
                    == (theirs.customer, theirs.offer, theirs.valid_from)
            }
            (Self::Request(mine), Self::Request(theirs)) => mine.is_twin_of(theirs),
            (Self::Pass(_), Self::Request(_)) | (Self::Request(_), Self::Pass(_)) => false,
        }
    }

    /// What it is, by the words of the ledger.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Pass(_) => "pass",
            Self::Request(Request::Cancel(_)) => "cancel",
            Self::Request(Request::Withdraw(_)) => "withdraw",
            Self::Request(Request::Book(_)) => "book",
            Self::Request(Request::Redeem(_)) => "redeem",
            Self::Request(Request::Join(_)) => "join",
            Self::Request(Request::Add(_)) => "add",
            Self::Request(Request::Switch(_)) => "switch",
        }
    }

    /// Whether no payment token is needed for it.
    pub fn is_free(&self) -> bool {
        self.tokens().is_empty()
    }

    /// The payment tokens it needs, each of a session of its own, in the order in which they are collected. Somebody new leaves an
    /// instrument for the payments to come, also where nothing is due now.
    pub fn tokens(&self) -> &'static [PaymentScope] {
        use PaymentScope::{Ecom, MemberAccount};
        let is_due = self.payable().is_some_and(|payable| !payable.is_zero());
        match (self, is_due) {
            (Self::Request(Request::Join(_)), true) => &[MemberAccount, Ecom],
            (Self::Request(Request::Join(_)), false) => &[MemberAccount],
            (_, true) => &[Ecom],
            (_, false) => &[],
        }
    }

    /// What is to be paid at the kiosk.
    pub fn payable(&self) -> Option<&Money> {
        match self {
            Self::Pass(order) => Some(&order.payable),
            Self::Request(request) => request.membership().map(|membership| &membership.due),
        }
    }

    /// The membership that is concluded, if one is.
    pub fn membership(&self) -> Option<&Membership> {
        match self {
            Self::Pass(_) => None,
            Self::Request(request) => request.membership(),
        }
    }

    /// What the studio calls what it is about.
    pub fn name(&self) -> Option<&Text> {
        match self {
            Self::Pass(order) => Some(&order.offer_name),
            Self::Request(request) => request.name(),
        }
    }

    /// Who ordered it, where the studio knows.
    pub fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::Pass(order) => Some(order.customer),
            Self::Request(request) => request.member(),
        }
    }

    /// Whether anything can be read afterwards that tells what became of it.
    pub fn leaves_a_trace(&self) -> bool {
        match self {
            Self::Pass(_) => true,
            Self::Request(request) => request.leaves_a_trace(),
        }
    }
}

impl From<PassOrder> for Order {
    fn from(order: PassOrder) -> Self {
        Self::Pass(order)
    }
}

impl From<Request> for Order {
    fn from(request: Request) -> Self {
        Self::Request(request)
    }
}
