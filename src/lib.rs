//! The kiosk.

pub mod api;
pub mod domain;
