//! Payment on the visitor's own phone: sessions of the payment component and the page that mounts it.

use std::sync::Arc;

use super::language::Language;
use super::membership::Papers;
use super::money::Money;
use super::pass::{ClaimCode, Reference};
use super::person::CustomerId;
use super::text::{Secret, Text};
use super::time::Timestamp;

/// A payment session (`POST /v1/payments/user-session`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentSession {
    /// What the payment component is started with (`userSessionToken`).
    pub token: Secret,
    /// When it ends (`tokenValidUntil`).
    pub valid_until: Timestamp,
    /// Who pays (`finionPayCustomerId`), for a second session of somebody new.
    pub payer: Option<PayerId>,
}

/// Who pays, before they are a customer (`finionPayCustomerId`); its `Debug` is masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayerId(pub Secret);

/// For whom a payment session is opened: one of these, never two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payer {
    /// A customer of the studio.
    Customer(CustomerId),
    /// Somebody new, in the first session.
    New,
    /// Somebody new, known from the first session.
    Known(PayerId),
}

/// What a payment session is for (`scope`), and with that which of the tokens it brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaymentScope {
    /// `MEMBER_ACCOUNT`, over nothing: an instrument for payments to come.
    MemberAccount,
    /// `ECOM`: a purchase of the moment.
    Ecom,
}

/// A payment method by its name in the API (`PaymentChoice`), such as `SEPA`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentChoice(pub String);

/// Methods that no payment component takes.
const BY_HAND: [&str; 2] = ["CASH", "BANK_TRANSFER"];

/// The methods that a session may offer: what the offer allows and this kiosk is set up for, in the order of the offer. Neither
/// side narrows anything by saying nothing. None where nothing is left that can be paid on a phone; empty leaves the choice to
/// the studio.
pub fn permitted(allowed: &[PaymentChoice], configured: &[String]) -> Option<Vec<PaymentChoice>> {
    if allowed.is_empty() {
        return Some(configured.iter().cloned().map(PaymentChoice).collect());
    }
    let is_configured = |choice: &str| configured.is_empty() || configured.iter().any(|it| it == choice);
    let left = allowed.iter().filter(|it| !BY_HAND.contains(&it.0.as_str()) && is_configured(&it.0));
    Some(left.cloned().collect()).filter(|left: &Vec<_>| !left.is_empty())
}

/// One payment session of one intent, behind one code to scan; a token for an older session or code is refused.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PaymentId {
    /// The intent.
    pub reference: Reference,
    /// Its n-th session, from 1; 0 before the first, while something is read and signed.
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
    /// What is done on it now.
    pub task: PhoneTask,
    /// The n-th thing to do there, from 1,
    pub step: u8,
    /// of so many.
    pub steps: u8,
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

/// What is done on the phone, one thing after the other under one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhoneTask {
    /// To read, and to sign what is to be signed; comes before any payment.
    Sign(Arc<Papers>),
    /// To agree to a payment in the payment component.
    Pay {
        /// The session behind it.
        session: PaymentSession,
        /// What is to be paid; nothing where an instrument is kept for payments to come.
        amount: Money,
        /// What the session is for.
        scope: PaymentScope,
    },
}

impl PhonePage {
    /// The payment session behind it, where something is paid.
    pub fn session(&self) -> Option<&PaymentSession> {
        match &self.task {
            PhoneTask::Sign(_) => None,
            PhoneTask::Pay { session, .. } => Some(session),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(names: &[&str]) -> Vec<PaymentChoice> {
        names.iter().map(|name| PaymentChoice((*name).to_owned())).collect()
    }

    #[test]
    fn a_session_offers_what_the_offer_allows_and_the_kiosk_is_set_up_for() {
        let set_up = ["CREDIT_CARD".to_owned(), "SEPA".to_owned()];
        let allowed = choices(&["SEPA", "CASH", "PAYPAL"]);
        assert_eq!(permitted(&allowed, &set_up), Some(choices(&["SEPA"])));
        assert_eq!(permitted(&allowed, &[]), Some(choices(&["SEPA", "PAYPAL"])));
        assert_eq!(permitted(&[], &set_up), Some(choices(&["CREDIT_CARD", "SEPA"])));
        assert_eq!(permitted(&[], &[]), Some(vec![]));
        assert_eq!(permitted(&choices(&["CASH", "BANK_TRANSFER"]), &[]), None);
        assert_eq!(permitted(&choices(&["TWINT"]), &set_up), None);
    }
}
