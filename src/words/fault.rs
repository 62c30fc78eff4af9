//! Which words tell of a fault.

use super::Speech;
use crate::domain::fault::{FaultKind, LedgerFault};

/// What is said of a fault. Whether money moved is said beside it by whoever knows (`money-…`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultWords {
    /// What happened.
    pub what: String,
    /// What to do next.
    pub next: String,
}

impl Speech<'_> {
    /// Says what a fault of a call means for the visitor.
    pub fn fault(&self, kind: &FaultKind) -> FaultWords {
        self.fault_words(fault_key(kind))
    }

    /// Says to the staff why sales cannot be written down.
    pub fn ledger_fault(&self, fault: LedgerFault) -> String {
        self.say(ledger_fault_key(fault))
    }

    fn fault_words(&self, key: &str) -> FaultWords {
        FaultWords { what: self.say(&format!("{key}-what")), next: self.say(&format!("{key}-next")) }
    }
}

/// The key of a fault's words in `faults.ftl`: with `-what` it says what happened, with `-next` what to do next.
pub fn fault_key(kind: &FaultKind) -> &'static str {
    match kind {
        FaultKind::Unreachable => "fault-unreachable",
        FaultKind::HeldBack => "fault-held-back",
        FaultKind::TimedOut => "fault-timed-out",
        FaultKind::Cut => "fault-cut",
        FaultKind::Invalid => "fault-invalid",
        FaultKind::KeyRefused => "fault-key-refused",
        FaultKind::ScopeMissing => "fault-scope-missing",
        FaultKind::NotFound => "fault-not-found",
        FaultKind::Conflict => "fault-conflict",
        FaultKind::RateLimited(_) => "fault-rate-limited",
        FaultKind::Busy => "fault-busy",
        FaultKind::Broken(_) => "fault-broken",
        FaultKind::Unexpected(_) => "fault-unexpected",
        FaultKind::Garbage => "fault-garbage",
        FaultKind::TooLarge => "fault-too-large",
    }
}

/// The key of what the staff are told of a ledger fault.
pub fn ledger_fault_key(fault: LedgerFault) -> &'static str {
    match fault {
        LedgerFault::Full => "ledger-full",
        LedgerFault::ReadOnly => "ledger-read-only",
        LedgerFault::Damaged => "ledger-damaged",
        LedgerFault::Later => "ledger-later",
        LedgerFault::InUse => "ledger-in-use",
        LedgerFault::Failed => "ledger-failed",
    }
}
