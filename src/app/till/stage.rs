//! A sale as a screen shows it: derived from the intent and what is awaited, never stored.

use std::time::Duration;

use crate::domain::intent::{Abandonment, Intent, State};
use crate::domain::money::Money;
use crate::domain::pass::{AccessCode, PurchaseId};
use crate::domain::payment::{PaymentScope, PhonePage, PhoneProgress, PhoneTask};
use crate::domain::request::Grant;
use crate::domain::time::Moment;

/// A phone that has not been heard of for so long has its page closed or covered; it tells of itself several times a minute.
const SILENT_AFTER: Duration = Duration::from_mins(1);

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
    /// What was asked is done, or being done.
    Granted(&'a Grant),
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
    /// Staff have settled it.
    Settled,
    /// Bought a while ago: its pass is not shown any more.
    ShownBefore,
}

/// How an intent stands that nothing is done about just now: what was not submitted is given up at a restart.
pub(super) fn stage_of(intent: &Intent, withheld: bool) -> Stage<'_> {
    match intent.state() {
        State::Completed { .. } if withheld => Stage::ShownBefore,
        State::Completed { purchase, code } => {
            Stage::Bought(Bought { purchase: *purchase, code: code.as_ref() })
        }
        // A confirmation stays what it is; a code that opens a door is shown as long as a pass.
        State::Granted(Grant::Code { .. }) if withheld => Stage::ShownBefore,
        State::Granted(grant) => Stage::Granted(grant),
        State::Submitted { .. } | State::Unknown { .. } => Stage::Checking,
        State::Refused { .. } => Stage::Refused,
        State::Abandoned(why) => Stage::GivenUp(*why),
        State::NeedsStaff(_) => Stage::AtDesk,
        State::Closed => Stage::Settled,
        State::Intended | State::AwaitingPayment { .. } | State::Authorised => {
            Stage::GivenUp(Abandonment::Restarted)
        }
    }
}

/// The payment page of a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhoneView<'a> {
    /// The address to draw, once it is known.
    pub address: Option<&'a str>,
    /// Where the phone stands that took it; none while nobody did.
    pub progress: Option<PhoneProgress>,
    /// Since when the code is shown, or the phone stands where it stands.
    pub since: Moment,
    /// When the phone was last heard of.
    pub heard: Moment,
    /// When the session ends.
    pub expires: Moment,
    /// Whether there can be a longer one.
    pub more_time: MoreTime,
    /// What is done on the phone.
    pub task: TaskView,
}

/// What is done on the phone now, and what is still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskView {
    /// The n-th thing to do there, from 1,
    pub step: u8,
    /// of so many.
    pub steps: u8,
    /// What is agreed to in the payment component, and over how much; none while something is read and signed.
    pub payment: Option<(PaymentScope, Money)>,
    /// Signatures that are wanted, or were, where something is read and signed.
    pub signatures: usize,
}

impl TaskView {
    pub(super) fn of(page: &PhonePage, signatures: usize) -> Self {
        let payment = match &page.task {
            PhoneTask::Sign(_) => None,
            PhoneTask::Pay { scope, amount, .. } => Some((*scope, *amount)),
        };
        Self { step: page.step, steps: page.steps, payment, signatures }
    }
}

/// Whether a payment session that nears its end can be followed by another one, while the phone goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoreTime {
    /// It was the last one.
    Never,
    /// The visitor may ask for it from then on.
    From(Moment),
    /// It was asked for.
    Asked,
    /// It could not be had; it can be asked for again.
    Failed,
}

impl PhoneView<'_> {
    /// Whether a phone has taken it.
    pub fn is_taken(&self) -> bool {
        self.progress.is_some()
    }

    /// Whether the visitor may ask for more time now. Not while the payment component works: its token would be refused.
    pub fn offers_more_time(&self, now: Moment) -> bool {
        let is_due = match self.more_time {
            MoreTime::From(at) => at <= now,
            MoreTime::Failed => true,
            MoreTime::Never | MoreTime::Asked => false,
        };
        is_due && self.progress != Some(PhoneProgress::Processing)
    }

    /// Whether a new code may be asked for: a phone has this one, and is not in the middle of paying.
    pub fn offers_new_code(&self, now: Moment) -> bool {
        let is_busy = self.progress == Some(PhoneProgress::Processing) && !self.is_silent(now);
        self.is_taken() && !is_busy && self.more_time != MoreTime::Asked
    }

    /// Whether the phone that has the payment has not been heard of for some time. It tells nothing while another app lies
    /// over its page, such as the bank's.
    pub fn is_silent(&self, now: Moment) -> bool {
        self.is_taken() && now.since(self.heard) >= SILENT_AFTER
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
            Self::Checking
            | Self::Refused
            | Self::GivenUp(_)
            | Self::NotRecorded
            | Self::AtDesk
            | Self::Settled
            | Self::ShownBefore => true,
            Self::Bought(bought) => bought.code.is_none(),
            Self::Granted(grant) => !grant.is_whole(),
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
