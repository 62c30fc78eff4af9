//! The kiosk.

pub mod api;
pub mod app;
pub mod clock;
pub mod config;
pub mod domain;
pub mod handoff;
pub mod ledger;
pub mod log;
pub mod runtime;
pub mod sandbox;
pub mod ui;
pub mod words;
