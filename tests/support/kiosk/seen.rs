//! What happens about money, as whoever holds the kiosk to its promises sees it.

use std::sync::Arc;

use walkin::app::effect::{Effect, Purchase, RequestId};
use walkin::domain::contract::Contract;
use walkin::domain::fault::Fate;
use walkin::domain::intent::{Intent, State, Step};
use walkin::domain::membership::{Applicant, Signatures};
use walkin::domain::module::{ModuleContract, ModuleOrder, ModuleVerdict};
use walkin::domain::offer::OfferId;
use walkin::domain::pass::Reference;
use walkin::domain::payment::{PaymentId, PhonePage, PhoneVerdict};
use walkin::domain::person::{Customer, CustomerId};
use walkin::domain::request::Target;
use walkin::domain::text::Secret;

use super::deeds::Done;

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Seen {
    /// The process began, for the first time or after a power cut.
    Started,
    /// Enter, or the key of somebody who is sure, was pressed where that orders.
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
    /// A call left that concludes or changes a contract, or spends a check-in voucher.
    Sent {
        /// Its name.
        request: RequestId,
        /// The request it is made for.
        caller: Option<Reference>,
        /// The call.
        call: Box<Effect>,
        /// How the request stood on the synced disk.
        disk: Option<State>,
    },
    /// A call that buys or changes something was answered.
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
    /// The studio did something besides selling a pass.
    Done(Done),
    /// What can tell of a request was asked for.
    Looked {
        /// Its name.
        request: RequestId,
        /// About what.
        about: About,
    },
    /// That was answered.
    Read {
        /// Its name.
        request: RequestId,
        /// What it shows, if it worked.
        shows: Option<Shows>,
    },
    /// A page was shown, to sign or to pay.
    Shown(Arc<PhonePage>),
    /// A phone delivered signatures.
    Signed {
        /// Of which page.
        payment: PaymentId,
        /// What was drawn.
        signatures: Arc<Signatures>,
    },
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

/// What can tell of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The contracts of a member.
    Contracts(CustomerId),
    /// The contract of a module.
    Module(Target),
    /// Whether a module would be taken.
    Order(ModuleOrder),
    /// Who is recorded that may be somebody who joins.
    Applicant(Box<Applicant>),
}

/// What it showed.
#[derive(Clone, Debug)]
pub enum Shows {
    /// The contracts of a member.
    Contracts(Arc<[Contract]>),
    /// The contract of a module.
    Module(Box<ModuleContract>),
    /// Whether a module would be taken.
    Verdict(ModuleVerdict),
    /// Who is recorded.
    Customers(Vec<Customer>),
}
