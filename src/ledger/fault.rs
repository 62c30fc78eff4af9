//! What `SQLite` and the file system say, as the few kinds that the kiosk tells apart.

use std::io;

use rusqlite::ErrorCode;

use crate::domain::fault::LedgerFault;

/// What a fault means for whoever looks after the kiosk, and what to do: goes on from "the ledger in DIRECTORY".
pub fn remedy(fault: LedgerFault) -> &'static str {
    match fault {
        LedgerFault::Full => "has too little room: make room on its disk; until then nothing is sold",
        LedgerFault::ReadOnly => {
            "cannot be opened or written: run this as the user of the kiosk, and check [data] dir and whether its disk \
             is mounted read-only"
        }
        LedgerFault::Damaged => {
            "is damaged or no ledger: nothing was changed or deleted; keep the file, and put a copy in its place or \
             move it away to begin a new one"
        }
        LedgerFault::Later => {
            "was written by a later version of walkin: nothing was changed; run that version or a later one"
        }
        LedgerFault::InUse => {
            "is in use by a running kiosk: stop it first (systemctl stop walkin, or SIGTERM to `walkin run`), and start \
             it again afterwards"
        }
        LedgerFault::Failed => "cannot be read or written: check [data] dir and the disk",
    }
}

impl From<rusqlite::Error> for LedgerFault {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        match &error {
            // A column of the wrong type or a missing row: the file is SQLite, but not what we wrote.
            E::FromSqlConversionFailure(..)
            | E::IntegralValueOutOfRange(..)
            | E::InvalidColumnType(..)
            | E::QueryReturnedNoRows => return Self::Damaged,
            _ => {}
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::ReadOnly,
            // What we ask is always the same: a table or a column that is not there is a file that is not whole.
            Some(
                ErrorCode::NotADatabase
                | ErrorCode::DatabaseCorrupt
                | ErrorCode::SchemaChanged
                | ErrorCode::TooBig
                | ErrorCode::Unknown,
            ) => Self::Damaged,
            _ => Self::Failed,
        }
    }
}

impl From<io::Error> for LedgerFault {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind as K;
        match error.kind() {
            K::StorageFull | K::QuotaExceeded => Self::Full,
            K::PermissionDenied | K::ReadOnlyFilesystem | K::NotFound | K::NotADirectory => Self::ReadOnly,
            K::IsADirectory | K::AlreadyExists => Self::ReadOnly,
            _ => Self::Failed,
        }
    }
}
