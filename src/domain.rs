//! The nouns and rules of the kiosk, pure: no clock, no channel, no terminal, nothing of ours above it.
//!
//! Everything that comes from outside becomes one of these types once, at the edge, and cannot be wrong afterwards:
//! an amount has a currency, a text has no control characters, a date is a date.

pub mod catalogue;
pub mod contract;
mod digest;
pub mod fault;
pub mod frequency;
pub mod intent;
pub mod language;
pub mod look;
pub mod membership;
pub mod module;
pub mod money;
pub mod offer;
pub mod pass;
pub mod payment;
pub mod person;
pub mod price;
pub mod random;
pub mod request;
pub mod studio;
pub mod text;
pub mod time;
pub mod tries;
