//! What belongs to one visitor, replaced whole when they leave.
//!
//! Invariant: everything personal in the core is here or in the screens of the trail; `Home` drops both.

use std::fmt;

use super::agreement::Agreement;
use super::member::Member;
use super::screens::visitor_form::VisitorForm;
use crate::domain::language::Language;
use crate::domain::offer::OfferDetail;
use crate::domain::person::CustomerId;
use crate::domain::price::Voucher;
use crate::domain::time::Date;

/// Who is here, and what they have chosen.
#[derive(Debug)]
pub struct Visit {
    /// The language chosen, or the kiosk's default.
    pub language: Language,
    /// The offer and the first day of validity.
    pub chosen: Option<Chosen>,
    /// The form, as far as it is filled in.
    pub form: Option<VisitorForm>,
    /// The member who has proved who they are.
    pub member: Option<Member>,
    /// The membership that is about to be concluded.
    pub agreement: Option<Agreement>,
    /// Who the visitor is to the studio.
    pub buyer: Option<Buyer>,
    /// What was scanned before there was an order: tried as a voucher with the first one.
    pub scanned: Option<String>,
    /// A voucher that a preview accepted.
    pub voucher: Option<Voucher>,
    /// Whether a payment was cancelled and nothing has been done since.
    pub cancelled: bool,
    /// Whether the last thing touched was the screen, so that fields bring up the keyboard.
    pub by_touch: bool,
}

/// An offer, and from when it is to be valid.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The offer, as read in detail.
    pub detail: Box<OfferDetail>,
    /// First day of validity.
    pub valid_from: Date,
}

/// A visitor the studio knows.
#[derive(Clone)]
pub struct Buyer {
    /// The customer id; a lead has one too.
    pub customer: CustomerId,
    /// First and last name as typed.
    pub name: String,
    /// The birth date given for the check of an age limit.
    pub born: Option<Date>,
    /// Whether the studio knew them before.
    pub returning: bool,
}

impl fmt::Debug for Buyer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Buyer({:?}, ***)", self.customer)
    }
}

impl Visit {
    /// A visit of nobody yet.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            chosen: None,
            form: None,
            member: None,
            agreement: None,
            buyer: None,
            scanned: None,
            voucher: None,
            cancelled: false,
            by_touch: false,
        }
    }
}
