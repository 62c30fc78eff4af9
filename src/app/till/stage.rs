//! A sale as a screen shows it: derived from the intent and what is awaited, never stored.

use crate::domain::intent::Abandonment;
use crate::domain::pass::{AccessCode, PurchaseId};
use crate::domain::payment::PhoneProgress;
use crate::domain::time::Moment;

/// How a sale stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage<'a> {
    /// Being written down, or a payment session is being opened.
    Preparing,
    /// The visitor pays on the phone.
    Paying(PhoneView<'a>),
    /// The payment session ended; a new one can be opened until then.
    Expired {
        /// When the order is given up.
        until: Moment,
        /// Whether another session may be opened.
        renewable: bool,
    },
    /// Authorised, or free: what exists is being read, and nothing is bought yet.
    Authorised,
    /// The server cannot be reached; nothing is bought yet, and it is tried again.
    Retrying,
    /// The purchase call may be on its way.
    Buying,
    /// The server asked to wait; the purchase is sent again then.
    Waiting {
        /// When.
        until: Moment,
    },
    /// Bought.
    Bought(Bought<'a>),
    /// Nobody knows yet whether it was bought.
    Checking,
    /// The server refused it; nothing was bought.
    Refused,
    /// Given up before the purchase; nobody was charged.
    GivenUp(Abandonment),
    /// It could not be written down; nobody was charged.
    NotRecorded,
    /// Only staff can tell.
    AtDesk,
}

/// The payment page of a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhoneView<'a> {
    /// The address to draw, once it is known.
    pub address: Option<&'a str>,
    /// Where the phone stands that took it; none while nobody did.
    pub progress: Option<PhoneProgress>,
    /// When the session ends.
    pub expires: Moment,
}

impl PhoneView<'_> {
    /// Whether a phone has taken it.
    pub fn is_taken(&self) -> bool {
        self.progress.is_some()
    }
}

/// What was bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bought<'a> {
    /// The purchase.
    pub purchase: PurchaseId,
    /// Its access code, once known.
    pub code: Option<&'a AccessCode>,
}

impl Stage<'_> {
    /// Whether the sale has come to an end a visitor should read about.
    pub fn is_unfinished_end(&self) -> bool {
        match self {
            Self::Checking | Self::Refused | Self::GivenUp(_) | Self::NotRecorded | Self::AtDesk => true,
            Self::Bought(bought) => bought.code.is_none(),
            Self::Preparing
            | Self::Paying(_)
            | Self::Expired { .. }
            | Self::Authorised
            | Self::Retrying
            | Self::Buying
            | Self::Waiting { .. } => false,
        }
    }
}
