//! The kiosk.

pub mod domain;
