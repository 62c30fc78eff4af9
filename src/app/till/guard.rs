//! The guards that keep a purchase or a request from being lost or made twice, by name, so that a test can take one away and
//! see that the simulation notices.
//!
//! Outside the library's own tests every guard stands, and that is a constant: nothing can take one away.

/// A guard. Each is asked for at the one place where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guard {
    /// A call that buys or changes something leaves only when the disk has it.
    DiskFirst,
    /// What became of a call is looked for before anything is sent again.
    Looking,
    /// One press is one order: none is placed beside another of the same thing.
    OnePress,
    /// A result is told from what was there before: a purchase or a contract by the ids read before the call, another request by
    /// there being none of it.
    Matching,
    /// A token counts once, and only for the session now open.
    TokenOnce,
    /// Each of two tokens goes into its own field: that of the payments to come, and that of what is due now.
    TokenPlace,
}

/// Whether a guard stands.
#[cfg(not(test))]
pub(super) const fn stands(_: Guard) -> bool {
    true
}

#[cfg(test)]
pub(super) use tests::stands;

#[cfg(test)]
mod tests;
