//! How anything is drawn and touched; knows ratatui, and nothing of the business.
//!
//! Texts arrive translated and cleaned, states arrive as plain values, and every widget is a pure function of them onto
//! a [`canvas::Canvas`]. Touch is a keyboard: a widget registers for each place on screen the [`key::Key`] it stands for,
//! so a finger and a key take one path from there on.
//!
//! Invariant: every widget is complete at 72x20 cells, draws nothing outside its area, and registers no touch target
//! smaller than two rows by six columns.

pub mod calendar;
pub mod canvas;
pub mod facts;
pub mod field;
pub mod form;
pub mod frame;
pub mod key;
pub mod keyboard;
pub mod list;
pub mod notice;
pub mod pager;
pub mod qr;
pub mod theme;

#[cfg(test)]
mod testing;

/// The smallest grid the kiosk is complete on: columns and rows.
pub const GRID_MIN: (u16, u16) = (72, 20);

/// The grid from which there is room for larger buttons and more air: columns and rows.
pub const GRID_LARGE: (u16, u16) = (80, 24);
