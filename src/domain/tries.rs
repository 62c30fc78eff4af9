//! Tries to prove who one is that failed: so many a day, and the person is sent to the desk.

use std::fmt;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::digest::sha256;
use super::person::CustomerId;
use super::time::Timestamp;

/// One try that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Try {
    /// Who was tried.
    pub who: Tried,
    /// When, by the wall clock.
    pub at: Timestamp,
}

impl Try {
    /// How long it counts.
    pub const COUNTS_FOR: SignedDuration = SignedDuration::from_hours(24);
    /// Tries known at once; the oldest go first. So many wrong ones a day come from no kiosk that people use.
    pub const KNOWN_MAX: usize = 10_000;

    /// Whether it still counts. A clock that was set back does not make it uncounted.
    pub fn counts_at(&self, now: Timestamp) -> bool {
        now.duration_since(self.at) < Self::COUNTS_FOR
    }
}

/// Who was tried: a customer, however they were named, or a name that belongs to nobody. Both count alike, so that nobody
/// learns which numbers exist.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tried {
    /// A customer of the studio.
    Customer(CustomerId),
    /// What was typed or scanned, of which the studio knows nobody; 64 hexadecimal digits.
    Nobody(TypedHash),
}

/// What is stored of a card number, barcode, PIN or customer number that belongs to nobody.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TypedHash(String);

impl TypedHash {
    /// The hash of what was typed, whatever its case and however it is spaced.
    pub fn of(typed: &str) -> Self {
        let plain: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        Self(sha256([plain.to_uppercase().as_str()]))
    }
}

impl fmt::Debug for TypedHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedHash(***)")
    }
}
