//! Whether a file is whole, before anything is sold on it.

use rusqlite::Connection;

use super::schema::WITH_REQUESTS;
use crate::domain::fault::LedgerFault;
use crate::domain::pass::Reference;

/// Reads the whole file. Whatever does not hold together is damage.
pub(super) fn file(connection: &Connection, version: usize) -> Result<(), LedgerFault> {
    let said: String = connection.query_row("PRAGMA integrity_check(1)", (), |row| row.get(0))?;
    if said != "ok" || connection.prepare("PRAGMA foreign_key_check")?.exists(())? {
        return Err(LedgerFault::Damaged);
    }
    if version > 0 {
        nothing_is_missing(connection, &SALES)?;
    }
    if version >= WITH_REQUESTS {
        nothing_is_missing(connection, &["tries"])?;
    }
    Ok(())
}

/// Whether a reference that leads to no order is one that nobody has, and not one whose row is hidden: the table and its
/// index agree, no number is missing, and no step is without its order. A fraction of what [`file`] reads.
pub(super) fn is_unknown(connection: &Connection, reference: &Reference) -> Result<(), LedgerFault> {
    let said: String = connection.query_row("PRAGMA integrity_check(intents)", (), |row| row.get(0))?;
    let mut steps = connection.prepare("SELECT 1 FROM steps WHERE reference = ?1")?;
    if said != "ok" || steps.exists((reference.to_string(),))? {
        return Err(LedgerFault::Damaged);
    }
    nothing_is_missing(connection, &SALES)
}

/// The tables that sales are made of.
const SALES: [&str; 2] = ["intents", "steps"];

/// Rows are numbered from 1 on and never deleted, so that a gap is a row that was there.
fn nothing_is_missing(connection: &Connection, tables: &[&str]) -> Result<(), LedgerFault> {
    for table in tables {
        let query = format!("SELECT count(*) = coalesce(max(rowid), 0) FROM {table} NOT INDEXED");
        if !connection.query_row(&query, (), |row| row.get::<_, bool>(0))? {
            return Err(LedgerFault::Damaged);
        }
    }
    Ok(())
}
