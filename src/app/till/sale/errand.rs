//! What a sale is waiting for: one thing at a time.

use crate::app::effect::RequestId;
use crate::domain::time::Moment;

/// The one thing a sale is waiting for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Errand {
    /// The ledger's answer to the intent.
    Record,
    /// The ledger's answer to a step.
    Write,
    /// A payment session.
    OpenSession { request: RequestId, tries: u8 },
    /// The pause before the next try to open one.
    OpenLater { at: Moment, tries: u8 },
    /// The phone, until the session ends.
    Pay,
    /// The phone as well, and a longer session.
    Extend { request: RequestId },
    /// The visitor's word for a new session.
    Renew { until: Moment },
    /// The list of what exists.
    ReadBefore { request: RequestId, tries: u8 },
    /// The pause before the next try to read it.
    ReadLater { at: Moment, tries: u8 },
    /// The answer to the purchase.
    Purchase { request: RequestId },
    /// The pause before a purchase that was not done is sent once more.
    ResendLater { at: Moment, unsent: Unsent },
    /// What exists, read once more before it is sent again: "not done" may have been done after all.
    ReadAgain { request: RequestId, unsent: Unsent },
    /// The pause before the next look.
    LookLater { at: Moment, looks: u32, empty: u32 },
    /// What a look brings.
    Look { request: RequestId, looks: u32, empty: u32 },
    /// Nothing more.
    Rest,
    /// The disk refused what had to be written first: this sale ends here.
    Broken,
}

/// How sure it is that a purchase call did nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsent {
    /// It never left.
    NeverSent,
    /// It was answered with 429, which says so, but something on the way may have delivered it twice.
    Limited,
}

impl Errand {
    /// The question whose answer it waits for.
    pub(super) fn asked(&self) -> Option<RequestId> {
        match self {
            Self::OpenSession { request, .. }
            | Self::Extend { request }
            | Self::ReadBefore { request, .. }
            | Self::Purchase { request }
            | Self::ReadAgain { request, .. }
            | Self::Look { request, .. } => Some(*request),
            Self::Record
            | Self::Write
            | Self::OpenLater { .. }
            | Self::Pay
            | Self::Renew { .. }
            | Self::ReadLater { .. }
            | Self::ResendLater { .. }
            | Self::LookLater { .. }
            | Self::Rest
            | Self::Broken => None,
        }
    }

    /// When its pause is over.
    pub(super) fn due(&self) -> Option<Moment> {
        match self {
            Self::OpenLater { at, .. }
            | Self::ReadLater { at, .. }
            | Self::ResendLater { at, .. }
            | Self::LookLater { at, .. } => Some(*at),
            Self::Renew { until } => Some(*until),
            Self::Record
            | Self::Write
            | Self::OpenSession { .. }
            | Self::Pay
            | Self::Extend { .. }
            | Self::ReadBefore { .. }
            | Self::Purchase { .. }
            | Self::ReadAgain { .. }
            | Self::Look { .. }
            | Self::Rest
            | Self::Broken => None,
        }
    }
}
