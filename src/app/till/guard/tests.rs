//! A mutant of the core: one guard is taken away on purpose, and the simulation has to find it.
//!
//! This is a unit test of the library, because only there a guard can be taken away.

use std::cell::Cell;
use std::time::Duration;

use super::Guard;
use crate::simulation::audit::Promise;
use crate::simulation::{Violation, run};

thread_local! {
    static MISSING: Cell<Option<Guard>> = const { Cell::new(None) };
}

/// Whether a guard stands.
pub(in crate::app::till) fn stands(guard: Guard) -> bool {
    MISSING.get() != Some(guard)
}
