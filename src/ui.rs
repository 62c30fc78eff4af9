//! Stand-in until the widgets land.

pub mod key;
pub mod theme;
