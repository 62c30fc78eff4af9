//! The lock that says which process owns a data directory; the operating system gives it free when the process dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::domain::fault::LedgerFault;

/// The file that is locked.
pub(super) const LOCK: &str = "lock";

/// A lock that is held. It is given back when dropped, also where a process that was started meanwhile has inherited it.
#[derive(Debug)]
pub(super) struct Lock(Option<File>);

impl Lock {
    /// Takes a directory for this process alone.
    pub(super) fn own(dir: &Path) -> Result<Self, LedgerFault> {
        let mut options = OpenOptions::new();
        let file = options.write(true).create(true).truncate(false).mode(0o600).open(dir.join(LOCK))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(Some(file))),
            Err(TryLockError::WouldBlock) => Err(LedgerFault::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Takes a directory that was taken before, so that nothing is made; none where it never was.
    pub(super) fn own_again(dir: &Path) -> Result<Option<Self>, LedgerFault> {
        if !dir.join(LOCK).exists() {
            return Ok(None);
        }
        Self::own(dir).map(Some)
    }

    /// Keeps owners away, beside others who do; none while there is an owner, or where that cannot be told.
    pub(super) fn without_owner(dir: &Path) -> Option<Self> {
        match File::open(dir.join(LOCK)) {
            Ok(file) => file.try_lock_shared().is_ok().then_some(Self(Some(file))),
            // A copy of the ledger alone.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Some(Self(None)),
            Err(_) => None,
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(file) = &self.0 {
            // Where that fails, closing the file does the same.
            file.unlock().ok();
        }
    }
}

/// Whether a kiosk has the directory now.
pub fn is_in_use(dir: &Path) -> bool {
    let Ok(file) = File::open(dir.join(LOCK)) else { return false };
    let tried = file.try_lock_shared();
    drop(Lock(tried.is_ok().then_some(file)));
    matches!(tried, Err(TryLockError::WouldBlock))
}
