//! The kiosk.

pub mod api;
pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod doctor;
pub mod domain;
pub mod handoff;
pub mod ledger;
pub mod log;
pub mod runtime;
pub mod sandbox;
pub mod ui;
pub mod words;
