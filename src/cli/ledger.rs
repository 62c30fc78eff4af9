//! `walkin ledger`: what was sold, for staff.

use std::path::{Path, PathBuf};

use crate::domain::fault::LedgerFault;
use crate::ledger;

/// Why the ledger cannot be shown, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the ledger in {} {}", dir.display(), reason(*fault))]
pub struct LedgerError {
    dir: PathBuf,
    fault: LedgerFault,
}

/// Every sale in `dir`, as a table or as JSON.
pub fn list(dir: &Path, json: bool) -> Result<String, LedgerError> {
    let failed = |fault| LedgerError { dir: dir.to_owned(), fault };
    let entries = ledger::list(dir).map_err(failed)?;
    if json {
        serde_json::to_string(&entries).map(|json| json + "\n").map_err(|_| failed(LedgerFault::Failed))
    } else {
        Ok(ledger::table(&entries))
    }
}

fn reason(fault: LedgerFault) -> &'static str {
    match fault {
        LedgerFault::Full => "cannot be read: the disk is full; make room",
        LedgerFault::ReadOnly => "cannot be opened; run this as the user of the kiosk, and check [data] dir",
        LedgerFault::Damaged => {
            "is damaged, no ledger, or of a later version of walkin; keep the file and restore a copy"
        }
        LedgerFault::InUse => "is locked by another process; try again",
        LedgerFault::Failed => "cannot be read; check [data] dir and the disk",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_without_sales_has_none_and_a_missing_one_says_what_to_check() {
        let dir = tempfile::tempdir().expect("a directory");
        assert_eq!(list(dir.path(), true).as_deref(), Ok("[]\n"));
        assert!(list(dir.path(), false).is_ok_and(|table| table.starts_with("REFERENCE")));
        let missing = list(&dir.path().join("nowhere"), false).expect_err("no directory").to_string();
        assert!(missing.contains("nowhere") && missing.contains("[data] dir"), "{missing}");
    }
}
