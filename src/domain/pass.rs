//! What a purchase brings: the pass, its access code, and the claim code to ask for it again.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::digest::sha256;
use super::money::Money;
use super::offer::{OfferId, StudioAccess};
use super::text::{Secret, Text};
use super::time::{Date, Now, Term, Time, TimeZone, Timestamp};

/// Id of a purchase (`onlineOfferPurchaseId`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PurchaseId(pub u64);

/// The code that opens the turnstile (`studioAccessCode`), byte for byte; its `Debug` is masked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessCode(String);

impl AccessCode {
    /// Bytes of a code; more than any QR code on a terminal can hold.
    pub const MAX: usize = 512;

    /// Takes a code exactly as it came; `None` when it is empty or absurdly long.
    pub fn new(code: &str) -> Option<Self> {
        (!code.trim().is_empty() && code.len() <= Self::MAX).then(|| Self(code.to_owned()))
    }

    /// The code, as it is drawn.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessCode(***)")
    }
}

/// The answer of a purchase (`POST /v1/online-offers/purchase`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its id.
    pub purchase: PurchaseId,
    /// The access code, where the studio gives one.
    pub code: Option<AccessCode>,
}

/// One pass a customer holds (`GET /v1/online-offers/{customerId}/purchased/{offerId}`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurchasedPass {
    /// Its id.
    pub purchase: PurchaseId,
    /// The offer it is of.
    pub offer: Option<OfferId>,
    /// First day of validity in the studio's zone, where told.
    pub valid_from: Option<Date>,
    /// The access code, where the studio gives one.
    pub code: Option<AccessCode>,
}

/// A pass as the member who holds it looks at it (`GET /v1/online-offers/{customerId}/purchased` and `.../{offerId}`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// What tells it from others, and its code.
    pub pass: PurchasedPass,
    /// What the studio calls it.
    pub name: Text,
    /// When it was bought.
    pub bought_at: Option<Timestamp>,
    /// When it expires (`expiryDate`).
    pub expires_at: Option<Timestamp>,
    /// How often it opens the turnstile (`scopeOfUsage`).
    pub uses: Option<u32>,
    /// How long one use lasts.
    pub period_of_use: Option<Term>,
    /// The list price.
    pub price: Option<Money>,
    /// What was paid with the voucher (`discountedPrice`).
    pub discounted: Option<Money>,
    /// What the voucher took off (`discountValue`).
    pub discount: Option<Money>,
    /// The voucher it was bought with.
    pub voucher: Option<Text>,
    /// How long it stays usable; only the list of one offer tells it.
    pub validity: Option<Term>,
    /// In which studios it opens the turnstile; only the list of one offer tells it.
    pub access: Option<StudioAccess>,
}

impl Ticket {
    /// What was paid for it, where that is told.
    pub fn paid(&self) -> Option<&Money> {
        self.discounted.as_ref().or(self.price.as_ref())
    }

    /// Whether it can no longer be used. An expiry at midnight names its last day, which counts to its end: the API gives
    /// a day ticket the same moment as its beginning.
    pub fn is_expired(&self, now: Now, zone: &TimeZone) -> bool {
        self.expires_at.is_some_and(|at| {
            let end = zone.to_datetime(at);
            if end.time() == Time::midnight() { now.date_in(zone) > end.date() } else { now.wall >= at }
        })
    }
}

/// The code a member shows at the door (`GET /v1/customers/{customerId}/access-code`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorCode {
    /// What is drawn, byte for byte (`content`).
    pub content: AccessCode,
    /// When it has to be fetched again.
    pub expires_at: Option<Timestamp>,
    /// Whether it is meant to be drawn as a QR code (`format`); else it is only written.
    pub is_qr: bool,
}

/// Letters and digits nobody mistakes for one another.
const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP: usize = 4;

/// The public part of a claim code, `K7Q2-M9XD`: what staff, exports and the ledger call a sale.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(String);

/// What the visitor takes along, `K7Q2-M9XD-4TZA`: the reference and a secret group, which is stored only as a hash.
#[derive(Clone, PartialEq, Eq)]
pub struct ClaimCode {
    reference: Reference,
    secret: Secret,
}

/// The hash of a claim code's secret, salted with its reference; 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimHash(String);

/// Not of the shape of a reference or a claim code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a code of groups of four letters and digits")]
pub struct CodeError;

impl ClaimCode {
    /// Makes a code of twelve random bytes. A letter or digit comes out of each; the bias of 256 over 30 is harmless.
    pub fn from_random(bytes: [u8; GROUP * 3]) -> Self {
        let text: String =
            bytes.iter().map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()])).collect();
        Self { reference: Reference(dashed(&text[..GROUP * 2])), secret: Secret::new(&text[GROUP * 2..]) }
    }

    /// The public part.
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// All of it without dashes.
    pub fn compact(&self) -> String {
        self.to_string().replace('-', "")
    }

    /// What is stored of the secret part.
    pub fn hash(&self) -> ClaimHash {
        ClaimHash(sha256([self.reference.0.as_str(), self.secret.reveal()]))
    }
}

impl fmt::Display for ClaimCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.reference, self.secret.reveal())
    }
}

impl fmt::Debug for ClaimCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClaimCode({}-***)", self.reference)
    }
}

impl FromStr for ClaimCode {
    type Err = CodeError;

    /// Reads a code with or without dashes, in any case.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let letters = letters(text, GROUP * 3)?;
        Ok(Self {
            reference: Reference(dashed(&letters[..GROUP * 2])),
            secret: Secret::new(&letters[GROUP * 2..]),
        })
    }
}

impl Reference {
    /// Characters of a reference as it is written.
    pub const LENGTH: usize = GROUP * 2 + 1;
}

impl FromStr for Reference {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        letters(text, GROUP * 2).map(|letters| Self(dashed(&letters)))
    }
}

impl TryFrom<String> for Reference {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        text.parse()
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn letters(text: &str, count: usize) -> Result<String, CodeError> {
    let letters: String =
        text.chars().filter(|c| !matches!(c, '-' | ' ')).map(|c| c.to_ascii_uppercase()).collect();
    let known = letters.bytes().all(|byte| ALPHABET.contains(&byte));
    (known && letters.len() == count).then_some(letters).ok_or(CodeError)
}

/// Puts a dash between groups of four.
fn dashed(letters: &str) -> String {
    letters.as_bytes().chunks(GROUP).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_claim_code_is_read_back_however_it_is_typed(bytes: [u8; 12]) {
            let code = ClaimCode::from_random(bytes);
            let shown = code.to_string();
            prop_assert_eq!(shown.len(), 14);
            prop_assert_eq!(shown.parse::<ClaimCode>(), Ok(code.clone()));
            let sloppy = shown.replace('-', " ").to_lowercase();
            prop_assert_eq!(sloppy.parse::<ClaimCode>(), Ok(code));
        }
    }

    #[test]
    fn the_hash_depends_on_both_parts() {
        let code: ClaimCode = "K7Q2-M9XD-4TZA".parse().expect("a code");
        assert_eq!(code.hash(), "k7q2m9xd4tza".parse::<ClaimCode>().expect("a code").hash());
        assert_ne!(code.hash(), "K7Q2-M9XD-4TZB".parse::<ClaimCode>().expect("a code").hash());
        assert_ne!(code.hash(), "K7Q2-M9XE-4TZA".parse::<ClaimCode>().expect("a code").hash());
    }

    #[test]
    fn look_alikes_and_wrong_lengths_are_refused() {
        for wrong in ["", "K7Q2-M9XD", "K7Q2-M9XD-4TZ0", "K7Q2-M9XD-4TZAA", "K7Q2-M9XD-4T€A"] {
            assert_eq!(wrong.parse::<ClaimCode>(), Err(CodeError), "{wrong}");
        }
    }

    #[test]
    fn an_expiry_at_midnight_counts_to_the_end_of_its_day_and_any_other_to_its_moment() {
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        let is_expired = |expiry: &str, now: &str| {
            let ticket = Ticket { expires_at: Some(expiry.parse().expect("a time")), ..ticket() };
            let wall = now.parse().expect("a time");
            ticket.is_expired(Now { moment: crate::domain::time::Moment::default(), wall }, &zone)
        };
        assert!(!is_expired("2026-01-15T00:00:00+01:00", "2026-01-15T23:59:59+01:00"));
        assert!(is_expired("2026-01-15T00:00:00+01:00", "2026-01-16T00:00:00+01:00"));
        assert!(!is_expired("2026-01-15T10:30:00+01:00", "2026-01-15T10:29:59+01:00"));
        assert!(is_expired("2026-01-15T10:30:00+01:00", "2026-01-15T10:30:00+01:00"));
        let now = Now { moment: crate::domain::time::Moment::default(), wall: Timestamp::MAX };
        assert!(!ticket().is_expired(now, &zone), "what has no end does not expire");
    }

    fn ticket() -> Ticket {
        Ticket {
            pass: PurchasedPass { purchase: PurchaseId(1), offer: None, valid_from: None, code: None },
            name: Text::name("Day ticket"),
            bought_at: None,
            expires_at: None,
            uses: None,
            period_of_use: None,
            price: None,
            discounted: None,
            discount: None,
            voucher: None,
            validity: None,
            access: None,
        }
    }

    #[test]
    fn the_secret_stays_out_of_debug_output() {
        assert_eq!(format!("{:?}", ClaimCode::from_random([7; 12])).matches("***").count(), 1);
    }
}
