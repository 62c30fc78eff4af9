//! The pure state machine: `update(now, msg) -> effects` and `view(now, canvas)`.
//!
//! It never waits, never fails, reads no clock and opens nothing. What it wants done are [`effect`]s, what comes of them
//! are [`msg`]s; failure reaches it as data.
//!
//! State has three lifetimes: a screen's own ([`screens`]), the visit's ([`visit`]), the kiosk's ([`station`] and
//! [`till`]).

pub mod agreement;
pub mod effect;
pub mod member;
pub mod model;
pub mod msg;
pub mod no_sale;
pub mod overlay;
pub mod remote;
pub mod screens;
pub mod shared;
pub mod station;
pub mod till;
pub mod visit;
