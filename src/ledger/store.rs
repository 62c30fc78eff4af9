//! The file itself: opened, locked, written and replayed on whatever thread calls.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use serde::Serialize;

use super::lock::Lock;
use super::place::{self, FileId};
use super::replay::{self, Remembered, VALUE_MAX};
use super::space::{self, RESERVE};
use super::{check, schema};
use crate::clock;
use crate::domain::fault::LedgerFault;
use crate::domain::intent::{Intent, State, Step};
use crate::domain::pass::Reference;
use crate::domain::time::Timestamp;
use crate::domain::tries::Try;

/// The open ledger of this process.
#[derive(Debug)]
pub(super) struct Store {
    connection: Connection,
    dir: PathBuf,
    /// Bytes that have to be free before a sale begins.
    reserve: u64,
    /// What is open, whatever lies at its path by now.
    file: FileId,
    /// The same of its log, which stays as long as the connection lives.
    log: FileId,
    /// Held as long as the connection lives.
    _lock: Lock,
}

/// The file of the ledger inside the data directory.
pub(super) const FILE: &str = "ledger.sqlite";
/// Beside it, what is committed and not yet moved into it.
pub(super) const LOG: &str = "ledger.sqlite-wal";
/// How long a write waits for a reader that is in its way: `walkin ledger list` is done long before.
pub(super) const BUSY_MAX: Duration = Duration::from_secs(5);

impl Store {
    /// Opens or creates the ledger, checks that it is whole, and reads what a kiosk that starts has to know.
    ///
    /// Nothing is written to a file that is not whole, not even what a power cut left in its log.
    /// Where `known` is given, no other file than that one is opened, and none is made.
    pub(super) fn open(dir: &Path, known: Option<FileId>) -> Result<(Self, Remembered), LedgerFault> {
        known.map_or(Ok(()), |known| known.require_in(dir))?;
        // Before anything is made.
        place::require_file_of_log(dir)?;
        create_dir(dir)?;
        let lock = Lock::own(dir)?;
        space::require(dir, RESERVE)?;
        let path = dir.join(FILE);
        // SQLite gives its side files the mode of the main file, so that one is made here first.
        OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path)?;
        let file = known.map_or_else(|| located(&path), Ok)?;
        let mut connection = connect(&path)?;
        let version = schema::version(&connection)?;
        check::file(&connection, version)?;
        let remembered = replay::remembered(&connection, version, clock::wall())?;
        prepare(&mut connection)?;
        record_opening(&connection)?;
        let log = located(&dir.join(LOG))?;
        let store = Self { connection, dir: dir.to_owned(), reserve: RESERVE, file, log, _lock: lock };
        store.require_in_place()?;
        Ok((store, remembered))
    }

    /// Writes a new intent and syncs, where the file is still in its place and there is room for what follows from it.
    pub(super) fn record_intent(&mut self, intent: &Intent) -> Result<(), LedgerFault> {
        if *intent.state() != State::Intended {
            return Err(LedgerFault::Failed);
        }
        self.require_in_place()?;
        space::require(&self.dir, self.reserve)?;
        self.insert(intent)
    }

    fn insert(&self, intent: &Intent) -> Result<(), LedgerFault> {
        let id = |id: u64| i64::try_from(id).map_err(|_| LedgerFault::Failed);
        let (pass, request) = (intent.pass(), intent.request());
        let request = request.map(serde_json::to_string).transpose().map_err(|_| LedgerFault::Failed)?;
        self.connection.execute(
            "INSERT INTO intents
             (reference, kind, claim, ordered_at, customer, offer, offer_name, valid_from, valid_until, amount,
              currency, request)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            (
                intent.reference.to_string(),
                intent.order.kind(),
                to_word(&intent.claim)?,
                intent.ordered_at.to_string(),
                intent.order.customer().map(|customer| id(customer.0)).transpose()?,
                pass.map(|pass| id(pass.offer.0)).transpose()?,
                pass.map(|pass| pass.offer_name.as_str()),
                pass.map(|pass| pass.valid_from.to_string()),
                pass.and_then(|pass| pass.valid_until).map(|day| day.to_string()),
                pass.map(|pass| pass.payable.amount().to_string()),
                pass.map(|pass| pass.payable.currency().to_string()),
                request,
            ),
        )?;
        Ok(())
    }

    /// Writes a wrong try and syncs. What is reserved for sales under way is not for this.
    pub(super) fn record_try(&mut self, wrong: &Try) -> Result<(), LedgerFault> {
        self.require_in_place()?;
        space::require(&self.dir, self.reserve)?;
        let who = serde_json::to_string(&wrong.who).map_err(|_| LedgerFault::Failed)?;
        self.connection
            .execute("INSERT INTO tries (at, who) VALUES (?1, ?2)", (wrong.at.to_string(), who))?;
        Ok(())
    }

    /// Writes a step and syncs, if it is in the table for what is on disk.
    pub(super) fn record_step(
        &mut self,
        reference: &Reference,
        at: Timestamp,
        step: &Step,
    ) -> Result<(), LedgerFault> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sale = replay::sale(&transaction, schema::VERSION, reference)?.ok_or(LedgerFault::Failed)?;
        let mut intent = sale.intent;
        intent.take(at, step).map_err(|_| LedgerFault::Failed)?;
        let json = serde_json::to_string(step).map_err(|_| LedgerFault::Failed)?;
        transaction.execute(
            "INSERT INTO steps (reference, at, step) VALUES (?1, ?2, ?3)",
            (reference.to_string(), at.to_string(), json),
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// Makes sure that sales can be written (again), and reads what [`Store::open`] does.
    pub(super) fn resume(&mut self) -> Result<Remembered, LedgerFault> {
        self.require_in_place()?;
        space::require(&self.dir, self.reserve)?;
        let remembered = replay::remembered(&self.connection, schema::VERSION, clock::wall())?;
        record_opening(&self.connection)?;
        Ok(remembered)
    }

    /// Moves what is committed from the log into the file, as far as no reader is in the way: damage in a log silently
    /// ends it there, damage in the file is found. Where it fails, the log still has everything.
    pub(super) fn empty_log(&self) {
        self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |_| Ok(())).ok();
    }

    /// Which file is open.
    pub(super) fn file(&self) -> FileId {
        self.file
    }

    fn require_in_place(&self) -> Result<(), LedgerFault> {
        self.file.require_in(&self.dir)?;
        self.log.require_at(&self.dir.join(LOG))
    }
}

/// Writes down that the ledger was opened, so that a disk that takes no sale is known before one is begun.
fn record_opening(connection: &Connection) -> Result<(), LedgerFault> {
    let row = (clock::wall().to_string(), env!("CARGO_PKG_VERSION"));
    connection.execute("INSERT INTO openings (at, version) VALUES (?1, ?2)", row)?;
    Ok(())
}

/// A file that was there a moment ago.
fn located(path: &Path) -> Result<FileId, LedgerFault> {
    FileId::at(path)?.ok_or(LedgerFault::Damaged)
}

fn create_dir(dir: &Path) -> Result<(), LedgerFault> {
    if fs::metadata(dir).is_ok_and(|found| found.is_dir()) {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    // A new directory survives a power cut only once the one above it is synced.
    if let Some(parent) = dir.canonicalize()?.parent() {
        File::open(parent)?.sync_all()?;
    }
    Ok(())
}

/// Tries whether the ledger in a directory can be written, as an opening does, and writes nothing: false where it has yet
/// to be made, [`LedgerFault::InUse`] while a kiosk writes. Whether it is whole is not asked.
pub fn try_writing(dir: &Path) -> Result<bool, LedgerFault> {
    // SQLite would delete a log that has lost its file.
    place::require_file_of_log(dir)?;
    let path = dir.join(FILE);
    let Some(_lock) = Lock::own_again(dir)? else { return Ok(false) };
    if !path.exists() {
        return Ok(false);
    }
    let had_log = dir.join(LOG).exists();
    let mut connection = connect(&path)?;
    connection.transaction_with_behavior(TransactionBehavior::Immediate)?.rollback()?;
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    // What was not there before goes again; what a power cut left in the log stays there until the file is known to be whole.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, had_log)?;
    Ok(mode == "wal")
}

/// Opens a file for writing without changing it, or says that it is not ours to write to.
fn connect(path: &Path) -> Result<Connection, LedgerFault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_MAX)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, VALUE_MAX)?;
    // Until it is known to be whole, nothing is moved from the log into the file.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    // SQLite opens a write-protected file for reading without a word.
    if connection.is_readonly("main")? {
        return Err(LedgerFault::ReadOnly);
    }
    Ok(connection)
}

/// Sets what every write relies on, and brings the tables up to date.
fn prepare(connection: &mut Connection) -> Result<(), LedgerFault> {
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // So that the triggers also see what `INSERT OR REPLACE` would delete.
    connection.pragma_update(None, "recursive_triggers", true)?;
    // Switches foreign keys on.
    schema::migrate(connection)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

/// Writes a value that serializes as one string without its quotes.
fn to_word(value: &impl Serialize) -> Result<String, LedgerFault> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(LedgerFault::Failed),
    }
}

#[cfg(test)]
pub(super) mod tests;
