//! What happens about money, as whoever holds the kiosk to its promises sees it.

use walkin::app::effect::{Purchase, RequestId};
use walkin::domain::fault::Fate;
use walkin::domain::intent::{Intent, State, Step};
use walkin::domain::offer::OfferId;
use walkin::domain::pass::Reference;
use walkin::domain::payment::{PaymentId, PhoneVerdict};
use walkin::domain::person::CustomerId;
use walkin::domain::text::Secret;

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Seen {
    /// The process began, for the first time or after a power cut.
    Started,
    /// Enter, or the key of somebody who is sure, was pressed on the review.
    Pressed {
        /// Whether it was the key of somebody who is sure.
        sure: bool,
    },
    /// The ledger was given a new order.
    Ordered(Box<Intent>),
    /// The ledger was given a step.
    Stepped {
        /// Of which order.
        reference: Reference,
        /// Which.
        step: Step,
    },
    /// A purchase call left.
    Called {
        /// Its name.
        request: RequestId,
        /// The order it is made for.
        caller: Option<Reference>,
        /// The call.
        purchase: Box<Purchase>,
        /// How the order stood on the synced disk.
        disk: Option<State>,
    },
    /// A purchase call was answered.
    Answered {
        /// Its name.
        request: RequestId,
        /// What the fault means, if it was one.
        fate: Option<Fate>,
    },
    /// What somebody has bought was asked for.
    Asked {
        /// Its name.
        request: RequestId,
        /// Whose.
        customer: CustomerId,
        /// Of which offer.
        offer: OfferId,
    },
    /// That was answered.
    Listed {
        /// Its name.
        request: RequestId,
        /// Whether it was a list.
        worked: bool,
    },
    /// A page was shown for a payment.
    Shown(PaymentId),
    /// A phone delivered a token.
    Token {
        /// For which payment.
        payment: PaymentId,
        /// The token.
        token: Secret,
    },
    /// A phone was told what became of its token.
    Told {
        /// For which payment.
        payment: PaymentId,
        /// What it was told.
        verdict: PhoneVerdict,
    },
}
