//! What travels between the kiosk and the studio: one file per area of the contract.
//!
//! These are raw shapes, not nouns of the kiosk: enums are plain texts, dates are texts, and nothing is checked beyond
//! what no caller could do without. Answers are read tolerantly: only ids, prices and statuses are hard requirements,
//! everything else may be missing, null, unknown or of another scalar type. Requests are read strictly, because the
//! only one who reads them is the embedded studio, and it is there to find the kiosk's mistakes.
//!
//! Invariant: a decimal amount keeps its digits in both directions, and no `Debug` of this module shows a person, a
//! token or a code.

pub mod checkin;
pub mod contracts;
pub mod customers;
pub mod fault;
pub mod frequency;
pub mod http;
pub mod leads;
pub mod lenient;
pub mod memberships;
pub mod modules;
pub mod money;
pub mod offers;
pub mod payments;
pub mod studio;

pub use http::{Answer, Call, Method};
pub use money::{Amount, Money};
