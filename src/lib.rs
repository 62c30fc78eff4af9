//! The kiosk.

pub mod api;
pub mod domain;
pub mod sandbox;
