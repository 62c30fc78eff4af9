//! What can go wrong outside, as data: a call to the API, the ledger, the page for the phone.
//!
//! The core branches on the kind; the view chooses the words; the trace id goes to the log.

use std::time::Duration;

use super::text::Text;

/// A call to the API that brought no usable answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What happened.
    pub kind: FaultKind,
    /// The server's own words, in the language of the call (`errorMessage`).
    pub message: Option<Text>,
    /// The field the server complains about (`reference`).
    pub reference: Option<Text>,
    /// What the vendor's support asks for (`traceId`).
    pub trace: Option<Text>,
}

/// The kinds of fault, by what they mean for the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// No connection could be made: nothing was sent.
    Unreachable,
    /// Held back here (own rate limit, open breaker): nothing was sent.
    HeldBack,
    /// No answer within the time of the call.
    TimedOut,
    /// The connection broke before the answer was complete.
    Cut,
    /// 400: the request does not pass validation.
    Invalid,
    /// 401: the key is missing, wrong, or not of this tenant.
    KeyRefused,
    /// 403: the key lacks the scope, or may not see this resource.
    ScopeMissing,
    /// 404: there is no such entity.
    NotFound,
    /// 409: the request contradicts the state of things.
    Conflict,
    /// 429: refused before any work, for this long.
    RateLimited(Duration),
    /// 503: throttled; back off.
    Busy,
    /// 500 and its like.
    Broken(u16),
    /// A status no operation documents, redirects among them.
    Unexpected(u16),
    /// An answer that is not what the contract says: HTML, half a body, a missing price.
    Garbage,
    /// An answer longer than any honest one, or a list without an end.
    TooLarge,
}

/// What is known of the fate of a write that was answered with a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It never left, or was refused before any work: it may be sent again.
    NotDone,
    /// The server said no; a first delivery may still have happened. Look before saying "refused".
    Refused,
    /// Nobody knows: look.
    Unknown,
}

impl Fault {
    /// A fault without words of the server.
    pub fn new(kind: FaultKind) -> Self {
        Self { kind, message: None, reference: None, trace: None }
    }

    /// What this fault says about a write.
    pub fn fate(&self) -> Fate {
        match self.kind {
            FaultKind::Unreachable | FaultKind::HeldBack | FaultKind::RateLimited(_) => Fate::NotDone,
            FaultKind::Invalid
            | FaultKind::KeyRefused
            | FaultKind::ScopeMissing
            | FaultKind::NotFound
            | FaultKind::Conflict => Fate::Refused,
            FaultKind::TimedOut
            | FaultKind::Cut
            | FaultKind::Busy
            | FaultKind::Broken(_)
            | FaultKind::Unexpected(_)
            | FaultKind::Garbage
            | FaultKind::TooLarge => Fate::Unknown,
        }
    }

    /// Whether the link to the server is the trouble, rather than what was asked.
    pub fn is_offline(&self) -> bool {
        use FaultKind::{Cut, HeldBack, TimedOut, Unreachable};
        matches!(self.kind, Unreachable | HeldBack | TimedOut | Cut)
    }

    /// Whether the operator has to act before anything can be sold: the key or one of its scopes.
    pub fn is_out_of_order(&self) -> bool {
        matches!(self.kind, FaultKind::KeyRefused | FaultKind::ScopeMissing)
    }
}

impl From<FaultKind> for Fault {
    fn from(kind: FaultKind) -> Self {
        Self::new(kind)
    }
}

/// Why the ledger cannot be written or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerFault {
    /// The disk is full.
    Full,
    /// The directory or the file cannot be written.
    ReadOnly,
    /// The file is damaged or no ledger.
    Damaged,
    /// The file was written by a later version of the program.
    Later,
    /// Another process owns the data directory.
    InUse,
    /// Any other failure of the disk, or a write that the rules of an intent refuse.
    Failed,
}

/// The page for the phone cannot be served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhoneFault;
