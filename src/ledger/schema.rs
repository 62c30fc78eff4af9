//! The tables, and how an older file becomes a newer one.
//!
//! A file carries the number of the last migration in `user_version`. Migrations are only ever appended; each runs in one
//! transaction with its number, so a power cut leaves the file before or after it.

use rusqlite::{Connection, TransactionBehavior};

use crate::domain::fault::LedgerFault;

/// The n-th makes version n + 1.
pub(super) const MIGRATIONS: [&str; 5] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
];

/// The version this program writes.
pub(super) const VERSION: usize = MIGRATIONS.len();

/// The first version whose intents have a `valid_until`.
const WITH_LAST_DAY: usize = 2;
/// The first version that knows requests and tries.
pub(super) const WITH_REQUESTS: usize = 4;

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

/// Brings a file to [`VERSION`]. A migration may make a table anew that others refer to, so that foreign keys are off
/// meanwhile, and whether they hold is asked of each before it counts.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), LedgerFault> {
    let from = version(connection)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    for (done, migration) in MIGRATIONS.iter().enumerate().skip(from) {
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        step.execute_batch(migration)?;
        step.pragma_update(None, "user_version", i64::try_from(done + 1).map_err(|_| LedgerFault::Failed)?)?;
        if step.prepare("PRAGMA foreign_key_check")?.exists(())? {
            return Err(LedgerFault::Damaged);
        }
        step.commit()?;
    }
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// Selects intents from a file of a version, in the columns that [`super::replay`] reads.
pub(super) fn select_intents(version: usize) -> String {
    let valid_until = if version < WITH_LAST_DAY { "NULL" } else { "valid_until" };
    let request = if version < WITH_REQUESTS { "NULL" } else { "request" };
    format!(
        "SELECT reference, claim, ordered_at, kind, {request}, offer, offer_name, customer, valid_from, {valid_until},
                amount, currency
         FROM intents"
    )
}

fn has_tables(connection: &Connection) -> Result<bool, LedgerFault> {
    Ok(connection.query_row("SELECT EXISTS (SELECT 1 FROM sqlite_schema)", (), |row| row.get(0))?)
}
