//! The file itself: opened, locked, written and replayed on whatever thread calls.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, TransactionBehavior};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::schema;
use crate::clock;
use crate::domain::fault::LedgerFault;
use crate::domain::intent::{Intent, PassOrder, REMEMBERED_FOR, State, Step};
use crate::domain::money::Money;
use crate::domain::offer::OfferId;
use crate::domain::pass::{ClaimHash, Reference};
use crate::domain::person::CustomerId;
use crate::domain::text::Text;
use crate::domain::time::Timestamp;

/// The open ledger of this process.
#[derive(Debug)]
pub(super) struct Store {
    connection: Connection,
    /// Held as long as the connection lives; the operating system gives it free when the process dies.
    _lock: File,
}

/// The file of the ledger inside the data directory.
pub(super) const FILE: &str = "ledger.sqlite";
/// The file whose lock says which process owns the directory.
const LOCK: &str = "lock";
/// How long a write waits for a reader that is in its way: `walkin ledger list` is done long before.
pub(super) const BUSY_MAX: Duration = Duration::from_secs(5);

impl Store {
    /// Opens or creates the ledger and reads what is not settled, oldest first.
    pub(super) fn open(dir: &Path) -> Result<(Self, Vec<Intent>), LedgerFault> {
        create_dir(dir)?;
        let lock = lock(dir)?;
        let path = dir.join(FILE);
        // SQLite gives its side files the mode of the main file, so that one is made here first.
        OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(&path, flags)?;
        prepare(&mut connection)?;
        let store = Self { connection, _lock: lock };
        let unsettled = store.unsettled()?;
        Ok((store, unsettled))
    }

    /// Writes a new intent and syncs.
    pub(super) fn record_intent(&mut self, intent: &Intent) -> Result<(), LedgerFault> {
        if *intent.state() != State::Intended {
            return Err(LedgerFault::Failed);
        }
        let order = &intent.order;
        let id = |id: u64| i64::try_from(id).map_err(|_| LedgerFault::Failed);
        self.connection.execute(
            "INSERT INTO intents
             (reference, kind, claim, ordered_at, offer, offer_name, customer, valid_from, valid_until, amount,
              currency)
             VALUES (?1, 'pass', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            (
                intent.reference.to_string(),
                to_word(&intent.claim)?,
                intent.ordered_at.to_string(),
                id(order.offer.0)?,
                order.offer_name.as_str(),
                id(order.customer.0)?,
                order.valid_from.to_string(),
                order.valid_until.map(|day| day.to_string()),
                order.payable.amount().to_string(),
                order.payable.currency().code(),
            ),
        )?;
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
        let mut intent = replay(&transaction, reference)?.ok_or(LedgerFault::Failed)?;
        intent.take(at, step).map_err(|_| LedgerFault::Failed)?;
        let json = serde_json::to_string(step).map_err(|_| LedgerFault::Failed)?;
        transaction.execute(
            "INSERT INTO steps (reference, at, step) VALUES (?1, ?2, ?3)",
            (reference.to_string(), at.to_string(), json),
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// Intents that are not settled, and those that were of late, oldest first.
    fn unsettled(&self) -> Result<Vec<Intent>, LedgerFault> {
        let now = clock::wall();
        // A coarse sieve, so that years of sales are not replayed at every start; `matters_at` has the last word.
        let mut query = self.connection.prepare(
            "SELECT reference FROM intents WHERE ordered_at >= ?1 OR NOT EXISTS (
                 SELECT 1 FROM steps WHERE steps.reference = intents.reference AND (
                     step ->> 'step' IN ('abandoned', 'closed')
                     OR step ->> 'step' = 'completed' AND step ->> 'code' IS NOT NULL))
             ORDER BY rowid",
        )?;
        let mut rows = query.query(((now - REMEMBERED_FOR * 2).to_string(),))?;
        let mut unsettled = Vec::new();
        while let Some(row) = rows.next()? {
            let reference = parse(&row.get::<_, String>(0)?)?;
            let intent = replay(&self.connection, &reference)?.ok_or(LedgerFault::Damaged)?;
            if intent.matters_at(now) {
                unsettled.push(intent);
            }
        }
        Ok(unsettled)
    }
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

fn lock(dir: &Path) -> Result<File, LedgerFault> {
    let file =
        OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(dir.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(LedgerFault::InUse),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Sets what every write relies on, and brings the tables up to date.
fn prepare(connection: &mut Connection) -> Result<(), LedgerFault> {
    connection.busy_timeout(BUSY_MAX)?;
    // SQLite opens a write-protected file for reading without a word.
    if connection.is_readonly("main")? {
        return Err(LedgerFault::ReadOnly);
    }
    // Before anything is written: a file of a later version is left as it is.
    schema::version(connection)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // So that the triggers also see what `INSERT OR REPLACE` would delete.
    connection.pragma_update(None, "recursive_triggers", true)?;
    schema::migrate(connection)
}

/// Rebuilds an intent from its row and its steps, taken again one by one; `None` when there is no such row.
pub(super) fn replay(connection: &Connection, reference: &Reference) -> Result<Option<Intent>, LedgerFault> {
    let mut intents = connection.prepare_cached(&format!("{SELECT_INTENT} WHERE reference = ?1"))?;
    let found = intents.query_row((reference.to_string(),), |row| Ok(read_intent(row))).optional()?;
    let Some(mut intent) = found.transpose()? else { return Ok(None) };
    let mut steps =
        connection.prepare_cached("SELECT at, step FROM steps WHERE reference = ?1 ORDER BY seq")?;
    let mut rows = steps.query((reference.to_string(),))?;
    while let Some(row) = rows.next()? {
        take(&mut intent, &row.get::<_, String>(0)?, &row.get::<_, String>(1)?)?;
    }
    Ok(Some(intent))
}

/// The columns that [`read_intent`] reads, in its order.
pub(super) const SELECT_INTENT: &str = "SELECT reference, claim, ordered_at, offer, offer_name, customer, valid_from, valid_until, amount, currency FROM intents";

/// Reads a row of [`SELECT_INTENT`]; the intent is as it was when ordered.
pub(super) fn read_intent(row: &Row<'_>) -> Result<Intent, LedgerFault> {
    let text = |column| row.get::<_, String>(column);
    let id = |column| -> Result<u64, LedgerFault> {
        u64::try_from(row.get::<_, i64>(column)?).map_err(|_| LedgerFault::Damaged)
    };
    let order = PassOrder {
        offer: OfferId(id(3)?),
        offer_name: Text::name(&text(4)?),
        customer: CustomerId(id(5)?),
        valid_from: parse(&text(6)?)?,
        valid_until: row.get::<_, Option<String>>(7)?.map(|day| parse(&day)).transpose()?,
        payable: Money::parse(&text(8)?, &text(9)?).map_err(|_| LedgerFault::Damaged)?,
    };
    let claim: ClaimHash = from_word(text(1)?)?;
    Ok(Intent::new(parse(&text(0)?)?, claim, parse(&text(2)?)?, order))
}

/// Takes a step as it is on disk; one that is not in the table means that the file is not what was written.
pub(super) fn take(intent: &mut Intent, at: &str, step: &str) -> Result<(), LedgerFault> {
    let step = serde_json::from_str(step).map_err(|_| LedgerFault::Damaged)?;
    intent.take(parse(at)?, &step).map_err(|_| LedgerFault::Damaged)
}

fn parse<T: std::str::FromStr>(text: &str) -> Result<T, LedgerFault> {
    text.parse().map_err(|_| LedgerFault::Damaged)
}

/// Writes a value that serializes as one string without its quotes.
fn to_word(value: &impl Serialize) -> Result<String, LedgerFault> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(LedgerFault::Failed),
    }
}

/// Reads what [`to_word`] wrote.
fn from_word<T: DeserializeOwned>(word: String) -> Result<T, LedgerFault> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|_| LedgerFault::Damaged)
}

#[cfg(test)]
pub(super) mod tests;
