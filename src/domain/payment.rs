//! Payment on the visitor's own phone: sessions of the payment component and the page that mounts it.

use super::language::Language;
use super::money::Money;
use super::pass::{ClaimCode, Reference};
use super::text::{Secret, Text};
use super::time::Timestamp;

/// A payment session (`POST /v1/payments/user-session`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentSession {
    /// What the payment component is started with (`userSessionToken`).
    pub token: Secret,
    /// When it ends (`tokenValidUntil`).
    pub valid_until: Timestamp,
}

/// One payment session of one intent, behind one code to scan; a token for an older session or code is refused.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PaymentId {
    /// The intent.
    pub reference: Reference,
    /// Its n-th session, from 1.
    pub attempt: u8,
    /// Its n-th code, from 1. A longer session keeps the code; a code that is shown again is a new one.
    pub showing: u8,
}

impl PaymentId {
    /// Whether both are reached under the same code.
    pub fn is_same_code(&self, other: &Self) -> bool {
        self.reference == other.reference && self.showing == other.showing
    }
}

/// What the page for the phone shows and needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhonePage {
    /// Which payment.
    pub payment: PaymentId,
    /// The session behind it.
    pub session: PaymentSession,
    /// What is to be paid.
    pub amount: Money,
    /// What is bought.
    pub item: Text,
    /// Who sells it.
    pub studio: Text,
    /// The language of the visit.
    pub language: Language,
    /// When the kiosk ends it, by our clock.
    pub until: Timestamp,
    /// Whether the visitor can get more time than that.
    pub extendable: bool,
    /// What brings the sale back at the kiosk, for the phone that takes the payment: it is there when the kiosk is not.
    pub claim: Option<ClaimCode>,
}

/// What became of the token a phone delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneVerdict {
    /// The authorisation is in the ledger: "paid, look at the kiosk".
    Accepted,
    /// Nobody waits for it any more: "too late, you have not been charged".
    TooLate,
    /// It had been accepted, and then the purchase was given up or refused: "not used, look at the kiosk".
    Unused,
}

/// Where the phone that took a payment stands, as its page reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PhoneProgress {
    /// The payment form is open.
    Open,
    /// The payment component is working (`isProcessing`), maybe at the bank.
    Processing,
    /// The payment component stopped working and there is no token: declined, or given up by the person.
    Declined,
    /// The page was left.
    Closed,
    /// The payment component could not be loaded or started.
    Broken,
}
