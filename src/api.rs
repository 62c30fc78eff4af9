//! The studio's API: what travels, and who carries it.
//!
//! [`wire`] is shared by the two ends, the kiosk's client and the embedded studio, so that neither can drift from the
//! other without a test of the contract noticing.

pub mod wire;
