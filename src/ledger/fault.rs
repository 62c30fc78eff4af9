//! What `SQLite` and the file system say, as the few kinds that the kiosk tells apart.

use std::io;

use rusqlite::ErrorCode;

use crate::domain::fault::LedgerFault;

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
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt | ErrorCode::SchemaChanged) => {
                Self::Damaged
            }
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
