//! A member's contracts: what they cost, how long they run, and how they end.

use serde::{Deserialize, Serialize};

use super::frequency::PaymentFrequency;
use super::money::Money;
use super::text::Text;
use super::time::{Date, Term};

/// Id of a main contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ContractId(pub u64);

/// Id of a reason for a cancelation (`cancelationReasonId`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReasonId(pub u64);

/// A main contract of a member (`GET /v1/memberships/{customerId}/self-service/contract-data`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Its id.
    pub id: ContractId,
    /// What the studio calls it (`rateName`).
    pub name: Text,
    /// Its first day.
    pub start: Option<Date>,
    /// The last day as it stands; without a cancelation it may be prolonged.
    pub end: Option<Date>,
    /// Whether it runs.
    pub status: ContractStatus,
    /// What it costs; none where the server's answer cannot be read.
    pub price: Option<ContractPrice>,
    /// How long before its end it has to be canceled (`cancelationPeriod`).
    pub notice: Option<Term>,
    /// Its cancelation, requested or in effect.
    pub cancelation: Option<Cancelation>,
    /// The last day on which it can be canceled for the end it has now (`lastPossibleCancelationDate`).
    pub cancel_by: Option<Date>,
    /// The days it can be ended on (`availableCancelationDates`): these and no other.
    pub cancelation_dates: Vec<Date>,
    /// The identifiers of its rate (`rateCodes`).
    pub rates: Vec<Text>,
}

/// Whether a contract runs (`contractStatus`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContractStatus {
    /// It runs.
    Active,
    /// It does not, not yet or no more.
    Inactive,
    /// A status this kiosk does not know.
    Other(Text),
}

/// What a contract costs (`priceDetails`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractPrice {
    /// Before adjustments.
    pub base: Option<Money>,
    /// After them: what is paid now.
    pub current: Money,
    /// How often.
    pub frequency: Option<PaymentFrequency>,
}

/// How a contract ends by somebody's wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancelation {
    /// How far it has come.
    pub status: CancelationStatus,
    /// The day the contract ends (`cancelationDate`).
    pub date: Option<Date>,
    /// Why, in the studio's words.
    pub reason: Option<Text>,
    /// Who wished it.
    pub origin: Option<CancelationOrigin>,
}

/// How far a cancelation has come (`cancelationStatus`, `contractCancelationStatus`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CancelationStatus {
    /// In effect.
    Canceled,
    /// Requested: staff have to verify it.
    PendingVerification,
    /// In effect, and its withdrawal is requested.
    PendingWithdrawal,
    /// A status this kiosk does not know: neither cancelation nor withdrawal is offered beside it.
    Other(Text),
}

/// Who wished a cancelation (`cancelationOrigin`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CancelationOrigin {
    /// The studio: dunning, a switch, an import and the like.
    Studio,
    /// The member.
    Customer,
    /// Somebody this kiosk does not know of.
    Other(Text),
}

/// A reason to choose from (`GET /v1/memberships/self-service/contract-cancelation-reasons`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancelationReason {
    /// Its id.
    pub id: ReasonId,
    /// In the studio's words.
    pub name: Text,
}

impl Contract {
    /// Whether the member can ask for its end here: nothing of the kind is under way, and there is a day for it.
    pub fn can_be_canceled(&self) -> bool {
        self.cancelation.is_none() && !self.cancelation_dates.is_empty()
    }

    /// Whether it is over: its last day has passed.
    pub fn is_over(&self, today: Date) -> bool {
        let ended = self.cancelation.as_ref().filter(|it| it.is_in_effect()).and_then(|it| it.date);
        ended.or(self.end).is_some_and(|last| last < today)
    }

    /// Whether the member can take a cancelation back here: theirs, and not being taken back already.
    pub fn can_be_withdrawn(&self) -> bool {
        self.cancelation.as_ref().is_some_and(|cancelation| {
            let theirs = matches!(cancelation.origin, None | Some(CancelationOrigin::Customer));
            theirs && cancelation.is_requested_or_in_effect()
        })
    }
}

impl Cancelation {
    /// Whether the contract ends by it, as it stands.
    pub fn is_in_effect(&self) -> bool {
        matches!(self.status, CancelationStatus::Canceled | CancelationStatus::PendingWithdrawal)
    }

    /// Whether it is under way or in effect, and nothing else is.
    pub fn is_requested_or_in_effect(&self) -> bool {
        matches!(self.status, CancelationStatus::Canceled | CancelationStatus::PendingVerification)
    }
}
