//! Whether the files of the ledger are where they were: an open file that was removed or replaced takes every write and
//! keeps none.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::store::{FILE, LOG};
use crate::domain::fault::LedgerFault;

/// One file, whatever it is called: no other is it while this one exists or is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileId {
    device: u64,
    inode: u64,
}

impl FileId {
    /// The file at a path; none where there is none.
    pub(super) fn at(path: &Path) -> Result<Option<Self>, LedgerFault> {
        match fs::metadata(path) {
            Ok(found) => Ok(Some(Self { device: found.dev(), inode: found.ino() })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Refuses where the ledger of a directory is another file than this one, or none.
    ///
    /// # Errors
    /// [`LedgerFault::Damaged`], or what keeps from looking.
    pub fn require_in(self, dir: &Path) -> Result<(), LedgerFault> {
        self.require_at(&dir.join(FILE))
    }

    pub(super) fn require_at(self, path: &Path) -> Result<(), LedgerFault> {
        if Self::at(path)? == Some(self) { Ok(()) } else { Err(LedgerFault::Damaged) }
    }
}

/// Refuses a log with sales whose file is empty or missing. `SQLite` takes such a log for a leftover and deletes it, also
/// where it only reads. Since the file is written and synced before its log begins, no power cut leaves this.
pub(super) fn require_file_of_log(dir: &Path) -> Result<(), LedgerFault> {
    let is_empty = |name: &str| match fs::metadata(dir.join(name)) {
        Ok(found) => Ok(found.is_file() && found.len() == 0),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(LedgerFault::from(error)),
    };
    if is_empty(FILE)? && !is_empty(LOG)? { Err(LedgerFault::Damaged) } else { Ok(()) }
}
