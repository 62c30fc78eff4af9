//! The kiosk.

pub mod app;
pub mod clock;
pub mod config;
pub mod domain;
pub mod handoff;
pub mod ledger;
pub mod ui;
pub mod words;
