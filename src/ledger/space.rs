//! Whether the disk has room to finish what is begun.

use std::io;
use std::path::Path;

use crate::domain::fault::LedgerFault;

/// Bytes that have to be free before a sale begins, so that it and those under way can still be written to their ends:
/// eight sales with four steps to go, each of four pages of 4 KiB in the write-ahead log. Steps themselves are tried
/// whatever is free: for them this is kept.
pub const RESERVE: u64 = 8 * 4 * 4 * 4096;

/// Bytes that this process may still write in a directory: what is reserved for the superuser does not count. A quota may
/// leave less; then the write itself says so.
///
/// # Errors
/// When the directory cannot be looked at.
pub fn free(dir: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(dir)?;
    // Some file systems do not tell their size; theirs is found out by writing.
    if disk.f_blocks == 0 {
        return Ok(u64::MAX);
    }
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Refuses to begin where less than this is free.
pub(super) fn require(dir: &Path, reserve: u64) -> Result<(), LedgerFault> {
    if free(dir)? < reserve { Err(LedgerFault::Full) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_tells_what_is_free_and_a_missing_one_fails() {
        let dir = tempfile::tempdir().expect("a directory");
        assert!(free(dir.path()).expect("a disk") > 0);
        assert!(free(&dir.path().join("nowhere")).is_err());
        assert_eq!(require(dir.path(), 0), Ok(()));
    }
}
