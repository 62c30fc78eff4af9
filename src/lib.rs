//! walkin: a self-service kiosk for gyms on `PerfectGym` Next, in a terminal.
//!
//! In reading order:
//!
//! - [`domain`] has the nouns and rules: money, text, time, offers, people, and [the life of a purchase](domain::intent).
//! - [`words`] says them in every language; [`ui`] draws them and knows nothing of the business.
//! - [`config`] is what an operator can set.
//! - [`app`] is the kiosk as a pure state machine: [`app::model::Model`] takes a message and says what is to be done.
//!   [`app::till`] owns the money.
//! - [`api`], [`ledger`] and [`handoff`] touch the world: the studio's server, the disk, the visitor's phone; [`kept`] keeps
//!   the catalogue for a start without a network.
//! - [`runtime`] owns the terminal, performs the effects and feeds everything that happens back as messages, in one order.
//! - [`sandbox`] is a pretend studio behind real HTTP, for demos and tests.
//! - [`clock`] reads the clocks, [`log`] writes what happened without saying to whom, [`doctor`] says what is wrong.
//!
//! ARCHITECTURE.md draws the picture and lists what must stay true.

pub mod api;
pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod doctor;
pub mod domain;
pub mod handoff;
pub mod kept;
pub mod ledger;
pub mod log;
pub mod runtime;
pub mod sandbox;
pub mod ui;
pub mod words;

// The simulation is also played inside the library, where a guard of the core can be taken away: see `app::till::guard`.
#[cfg(test)]
extern crate self as walkin;
#[cfg(test)]
#[path = "../tests/support/kiosk/kiosk.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod kiosk;
#[cfg(test)]
#[path = "../tests/support/script/script.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod script;
#[cfg(test)]
#[path = "../tests/simulation/simulation.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod simulation;
