//! The kiosk.

pub mod app;
pub mod clock;
pub mod config;
pub mod domain;
pub mod runtime;
pub mod ui;
pub mod words;
