//! The ledger as staff read it: beside a running kiosk, after a power cut, as another user, from a medium that cannot be
//! written.
//!
//! Invariant: what is shown is what the kiosk would read. Where `SQLite` needs a file beside the ledger and cannot make it,
//! the ledger is read without one, and only while the lock says that nobody writes.

use std::fmt::Write;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use super::check;
use super::lock::Lock;
use super::place;
use super::replay::{self, Sale, VALUE_MAX};
use super::schema;
use super::store::{BUSY_MAX, FILE, LOG};
use crate::domain::fault::LedgerFault;
use crate::domain::intent::Intent;
use crate::domain::module::KeptModule;
use crate::domain::pass::Reference;
use crate::domain::person::CustomerId;

/// Every sale in a directory, oldest first, from a file that was checked as at an opening for writing. A directory without
/// a ledger has none.
pub fn sales(dir: &Path) -> Result<Vec<Sale>, LedgerFault> {
    let Some(mut reader) = Reader::open(dir)? else { return Ok(Vec::new()) };
    // One transaction, so that every query sees the same moment.
    let moment = reader.connection.transaction()?;
    check::file(&moment, reader.version)?;
    // Where a kiosk could not read them, it would not open.
    replay::tries(&moment, reader.version)?;
    replay::sales(&moment, reader.version)
}

/// One sale with its history, from a file of which every sale can be read; none where nothing has this reference.
pub fn sale(dir: &Path, reference: &Reference) -> Result<Option<Sale>, LedgerFault> {
    Ok(sales(dir)?.into_iter().find(|sale| sale.intent.reference == *reference))
}

/// One sale as it stands, for a visitor who waits: only what could hide it is checked, and only where nothing was found.
pub fn find(dir: &Path, reference: &Reference) -> Result<Option<Intent>, LedgerFault> {
    let Some(mut reader) = Reader::open(dir)? else { return Ok(None) };
    let moment = reader.connection.transaction()?;
    let found = replay::sale(&moment, reader.version, reference)?;
    if found.is_none() {
        check::is_unknown(&moment, reference)?;
    }
    Ok(found.map(|sale| sale.intent))
}

/// The modules that a customer has booked here, oldest first, for a visitor who waits. A row that an index hides is not
/// missed: the file was checked when the kiosk opened it.
pub fn modules(dir: &Path, customer: CustomerId) -> Result<Vec<KeptModule>, LedgerFault> {
    let Some(mut reader) = Reader::open(dir)? else { return Ok(Vec::new()) };
    let moment = reader.connection.transaction()?;
    replay::modules(&moment, reader.version, customer)
}

/// An open file that is only read.
struct Reader {
    connection: Connection,
    version: usize,
    /// Keeps a kiosk from starting while the file is read without `SQLite`'s own precautions.
    _alone: Option<Lock>,
}

impl Reader {
    /// None where there is no ledger yet.
    fn open(dir: &Path) -> Result<Option<Self>, LedgerFault> {
        place::require_file_of_log(dir)?;
        let path = dir.join(FILE);
        if !path.exists() && dir.is_dir() {
            return Ok(None);
        }
        let opened = match Self::shared(&path) {
            // It can be read, and it is not what it should be.
            Err(fault @ (LedgerFault::Damaged | LedgerFault::Later)) => Err(fault),
            Err(fault) => Self::alone(dir, &path, fault),
            Ok(reader) => Ok(reader),
        };
        // Version 0 was made a moment ago, its tables are still to come.
        opened.map(|reader| (reader.version > 0).then_some(reader))
    }

    /// The way `SQLite` means it: beside whoever writes.
    fn shared(path: &Path) -> Result<Self, LedgerFault> {
        Self::of(Connection::open_with_flags(path, READ_ONLY)?, None)
    }

    /// Where the files that a shared reader needs cannot be made.
    fn alone(dir: &Path, path: &Path, why: LedgerFault) -> Result<Self, LedgerFault> {
        let Some(lock) = Lock::without_owner(dir) else { return Err(why) };
        let connection = if fs::metadata(dir.join(LOG)).is_ok_and(|log| log.len() > 0) {
            // A power cut left commits in the log: they count. The index of it is made in memory.
            let connection = Connection::open_with_flags_and_vfs(path, READ_ONLY, c"unix-none")?;
            connection.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(()))?;
            connection
        } else {
            let uri = format!("file:{}?immutable=1", escaped(path));
            Connection::open_with_flags(uri, READ_ONLY | OpenFlags::SQLITE_OPEN_URI)?
        };
        Self::of(connection, Some(lock))
    }

    fn of(connection: Connection, alone: Option<Lock>) -> Result<Self, LedgerFault> {
        connection.busy_timeout(BUSY_MAX)?;
        connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, VALUE_MAX)?;
        let version = schema::version(&connection)?;
        Ok(Self { connection, version, _alone: alone })
    }
}

const READ_ONLY: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// A path as it stands in a URI.
fn escaped(path: &Path) -> String {
    let mut uri = String::new();
    for byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            // A string takes whatever is written to it.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests;
