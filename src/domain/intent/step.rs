//! What happens to an order, as the ledger keeps it, and why it may end without a result.

use serde::{Deserialize, Serialize};

use super::ResultId;
use crate::domain::pass::{AccessCode, PurchaseId};
use crate::domain::request::Grant;

/// A change of state, as the ledger keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// A payment session was opened, the first or a later one.
    PaymentAwaited,
    /// The payment token is here.
    Authorised,
    /// The purchase call is about to leave.
    Submitted {
        /// What was there before, of which it is to be told.
        before: Vec<ResultId>,
    },
    /// The purchase call was provably not done.
    NotDone,
    /// The purchase call was answered with an error or not at all.
    LostTrack {
        /// The server said no.
        refused: bool,
    },
    /// The purchase exists.
    Completed {
        /// Its id.
        purchase: PurchaseId,
        /// Its access code, once known.
        code: Option<AccessCode>,
    },
    /// What was asked is done, or being done; of a request that was accepted, later also how it is recorded.
    Granted {
        /// What came of it.
        #[serde(flatten)]
        grant: Grant,
    },
    /// The server refused and nothing was found.
    Refused,
    /// Given up before the call.
    Abandoned {
        /// Why.
        why: Abandonment,
    },
    /// A person has to look.
    StaffCalled {
        /// Why.
        why: StaffReason,
    },
    /// A person has looked.
    Closed {
        /// Who.
        by: String,
        /// What they found.
        note: String,
    },
}

/// Why an intent was given up before the purchase call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Abandonment {
    /// The visitor cancelled or left.
    Cancelled,
    /// The time to pay ran out.
    Expired,
    /// No payment session could be opened, or the server could not be asked what exists.
    Unavailable,
    /// The kiosk was started anew.
    Restarted,
    /// The server refused the purchase as not done, too often or without a token left to send.
    NotDone,
    /// The page for the phone cannot be served.
    Unpayable,
    /// An earlier order of the same thing, thought refused, turned out to be bought.
    BoughtBefore,
    /// What was asked was there before it was sent.
    AlreadyThere,
    /// The studio does not offer it any more.
    Impossible,
}

/// Why a person has to look at an intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffReason {
    /// Nothing was found for [`UNKNOWN_FOR_MAX`](super::UNKNOWN_FOR_MAX).
    NotFound,
    /// More than one new purchase fits.
    Several,
    /// The server had refused it, and a purchase that fits showed up after the visitor had left: theirs, or the desk's.
    FoundAfterRefusal,
    /// Nothing can be read that tells what became of it.
    Untraceable,
}
