//! Whether a file is whole, before anything is sold on it.

use rusqlite::Connection;

use crate::domain::fault::LedgerFault;

/// Reads the whole file. Whatever does not hold together is damage.
pub(super) fn file(connection: &Connection, version: usize) -> Result<(), LedgerFault> {
    let said: String = connection.query_row("PRAGMA integrity_check(1)", (), |row| row.get(0))?;
    if said != "ok" || connection.prepare("PRAGMA foreign_key_check")?.exists(())? {
        return Err(LedgerFault::Damaged);
    }
    if version > 0 {
        nothing_is_missing(connection)?;
    }
    Ok(())
}

/// Rows are numbered from 1 on and never deleted, so that a gap is a row that was there.
fn nothing_is_missing(connection: &Connection) -> Result<(), LedgerFault> {
    for table in ["intents", "steps"] {
        let query = format!("SELECT count(*) = coalesce(max(rowid), 0) FROM {table}");
        if !connection.query_row(&query, (), |row| row.get::<_, bool>(0))? {
            return Err(LedgerFault::Damaged);
        }
    }
    Ok(())
}
