//! The pure state machine.

pub mod effect;
pub mod msg;
