//! The loop: one order of messages, every effect performed in one place, one draw after each batch.

pub mod input;
pub mod services;
pub mod terminal;
