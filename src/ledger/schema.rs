//! The tables, and how an older file becomes a newer one.
//!
//! A file carries the number of the last migration in `user_version`. Migrations are only ever appended; each runs in one
//! transaction with its number, so a power cut leaves the file before or after it.

use rusqlite::{Connection, TransactionBehavior};

use crate::domain::fault::LedgerFault;

/// The n-th makes version n + 1.
pub(super) const MIGRATIONS: [&str; 3] =
    [include_str!("schema/1.sql"), include_str!("schema/2.sql"), include_str!("schema/3.sql")];

/// The version this program writes.
pub(super) const VERSION: usize = MIGRATIONS.len();

/// The first version whose intents have a `valid_until`.
const WITH_LAST_DAY: usize = 2;

/// The version a file has; 0 is an empty file. Refused: a later version than this program's, whose meaning is not known
/// here (guessing could lose a sale), and a database of somebody else, as damaged.
pub(super) fn version(connection: &Connection) -> Result<usize, LedgerFault> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let version = usize::try_from(version).map_err(|_| LedgerFault::Damaged)?;
    if version > VERSION {
        return Err(LedgerFault::Later);
    }
    if version == 0 && has_tables(connection)? { Err(LedgerFault::Damaged) } else { Ok(version) }
}

/// Brings a file to [`VERSION`].
pub(super) fn migrate(connection: &mut Connection) -> Result<(), LedgerFault> {
    let from = version(connection)?;
    for (done, migration) in MIGRATIONS.iter().enumerate().skip(from) {
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        step.execute_batch(migration)?;
        step.pragma_update(None, "user_version", i64::try_from(done + 1).map_err(|_| LedgerFault::Failed)?)?;
        step.commit()?;
    }
    Ok(())
}

/// Selects intents from a file of a version, in the columns that [`super::replay`] reads.
pub(super) fn select_intents(version: usize) -> String {
    let valid_until = if version < WITH_LAST_DAY { "NULL" } else { "valid_until" };
    format!(
        "SELECT reference, claim, ordered_at, offer, offer_name, customer, valid_from, {valid_until}, amount, currency
         FROM intents"
    )
}

fn has_tables(connection: &Connection) -> Result<bool, LedgerFault> {
    Ok(connection.query_row("SELECT EXISTS (SELECT 1 FROM sqlite_schema)", (), |row| row.get(0))?)
}
