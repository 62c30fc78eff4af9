//! What is ordered: a pass, or something of a contract.

use crate::domain::money::Money;
use crate::domain::offer::OfferId;
use crate::domain::person::CustomerId;
use crate::domain::request::Request;
use crate::domain::text::Text;
use crate::domain::time::Date;

/// What was ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// A pass.
    Pass(PassOrder),
    /// Something of a contract or a voucher, which is not paid here.
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
        }
    }

    /// Whether nothing is to be paid at the kiosk.
    pub fn is_free(&self) -> bool {
        self.payable().is_none_or(Money::is_zero)
    }

    /// What is to be paid at the kiosk.
    pub fn payable(&self) -> Option<&Money> {
        match self {
            Self::Pass(order) => Some(&order.payable),
            Self::Request(_) => None,
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
