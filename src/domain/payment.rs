//! Payment on the visitor's own phone: sessions of the payment component and the page that mounts it.

use super::language::Language;
use super::money::Money;
use super::pass::Reference;
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

/// One payment session of one intent; a token for an older one is refused.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PaymentId {
    /// The intent.
    pub reference: Reference,
    /// Its n-th session, from 1.
    pub attempt: u8,
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
}

/// What became of the token a phone delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneVerdict {
    /// The authorisation is in the ledger: "paid, look at the kiosk".
    Accepted,
    /// Nobody waits for it any more: "too late, you have not been charged".
    TooLate,
}
