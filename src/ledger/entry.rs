//! The ledger as staff read it: `walkin ledger list`.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::schema;
use super::store::{self, FILE, SELECT_INTENT};
use crate::domain::fault::LedgerFault;
use crate::domain::intent::{Intent, State};
use crate::domain::pass::Reference;

/// One sale, as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The public part of the claim code.
    pub reference: String,
    /// When the order button was pressed, UTC.
    pub ordered_at: String,
    /// Where it stands: `intended`, `awaiting_payment`, `authorised`, `submitted`, `unknown`, `completed`, `refused`,
    /// `abandoned`, `needs_staff` or `closed`.
    pub state: &'static str,
    /// What was ordered.
    pub offer_name: String,
    /// First day of validity, `yyyy-mm-dd`.
    pub valid_from: String,
    /// What was to be paid, such as `19.99 EUR`.
    pub amount: String,
    /// The buyer's id at the studio, with which staff find them.
    pub customer_id: u64,
    /// The id of the offer.
    pub offer_id: u64,
    /// The id of the purchase, once known (`onlineOfferPurchaseId`).
    pub purchase_id: Option<u64>,
    /// Whether an access code came with it.
    pub has_access_code: bool,
    /// Why it was given up or needs a person, where it was.
    pub reason: Option<String>,
    /// Since when it stands there, UTC.
    pub changed_at: String,
}

/// Reads every sale: those that need a person first, the others after them, each group newest last.
///
/// Opens the file for reading only and works beside a running kiosk. A directory without a ledger has no sales.
pub fn list(dir: &Path) -> Result<Vec<Entry>, LedgerFault> {
    let Some(mut connection) = open(dir)? else { return Ok(Vec::new()) };
    // One transaction, so that both queries see the same moment.
    let moment = connection.transaction()?;
    let mut intents = moment.prepare(&format!("{SELECT_INTENT} ORDER BY rowid"))?;
    let mut steps = moment.prepare("SELECT at, step FROM steps WHERE reference = ?1 ORDER BY seq")?;
    let mut rows = intents.query(())?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let mut intent = store::read_intent(row)?;
        let mut taken = steps.query((intent.reference.to_string(),))?;
        while let Some(row) = taken.next()? {
            store::take(&mut intent, &row.get::<_, String>(0)?, &row.get::<_, String>(1)?)?;
        }
        entries.push(Entry::new(&intent));
    }
    entries.sort_by_key(|entry| entry.state != NEEDS_STAFF);
    Ok(entries)
}

/// Reads one sale as it stands; none where nothing has this reference. Works beside a running kiosk, as [`list`] does.
pub fn find(dir: &Path, reference: &Reference) -> Result<Option<Intent>, LedgerFault> {
    let Some(mut connection) = open(dir)? else { return Ok(None) };
    let moment = connection.transaction()?;
    store::replay(&moment, reference)
}

/// Opens the file for reading only; none where there is no ledger yet.
fn open(dir: &Path) -> Result<Option<Connection>, LedgerFault> {
    let path = dir.join(FILE);
    if !path.exists() && dir.is_dir() {
        return Ok(None);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&path, flags)?;
    connection.busy_timeout(store::BUSY_MAX)?;
    // Version 0 was made a moment ago, its tables are still to come.
    Ok((schema::version(&connection)? > 0).then_some(connection))
}

/// Draws entries as a plain table with a line for each, for a terminal or a mail.
pub fn table(entries: &[Entry]) -> String {
    let head = ["REFERENCE", "ORDERED AT", "STATE", "AMOUNT", "VALID FROM", "OFFER"];
    let rows: Vec<[&str; 6]> = std::iter::once(head).chain(entries.iter().map(Entry::cells)).collect();
    let widths: [usize; 6] =
        std::array::from_fn(|column| rows.iter().map(|row| row[column].width()).max().unwrap_or(0));
    let mut table = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            // Padded by columns on screen, which `{:width$}` does not count.
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width - cell.width() + GAP));
        }
        table.push_str(line.trim_end());
        table.push('\n');
    }
    table
}

/// Columns between two cells.
const GAP: usize = 2;
/// The state in which only a person can tell.
const NEEDS_STAFF: &str = "needs_staff";

impl Entry {
    fn new(intent: &Intent) -> Self {
        let (purchase_id, has_access_code) = match intent.state() {
            State::Completed { purchase, code } => (Some(purchase.0), code.is_some()),
            _ => (None, false),
        };
        Self {
            reference: intent.reference.to_string(),
            ordered_at: format!("{:.0}", intent.ordered_at),
            state: state_name(intent.state()),
            offer_name: intent.order.offer_name.to_string(),
            valid_from: intent.order.valid_from.to_string(),
            amount: intent.order.payable.to_string(),
            customer_id: intent.order.customer.0,
            offer_id: intent.order.offer.0,
            purchase_id,
            has_access_code,
            reason: reason(intent.state()),
            changed_at: format!("{:.0}", intent.changed_at()),
        }
    }

    /// In the order of the table's head.
    fn cells(&self) -> [&str; 6] {
        [&self.reference, &self.ordered_at, self.state, &self.amount, &self.valid_from, &self.offer_name]
    }
}

/// The word the ledger itself keeps for it.
fn reason(state: &State) -> Option<String> {
    let word = match state {
        State::Abandoned(why) => serde_json::to_value(why),
        State::NeedsStaff(why) => serde_json::to_value(why),
        _ => return None,
    };
    word.ok()?.as_str().map(str::to_owned)
}

fn state_name(state: &State) -> &'static str {
    match state {
        State::Intended => "intended",
        State::AwaitingPayment { .. } => "awaiting_payment",
        State::Authorised => "authorised",
        State::Submitted { .. } => "submitted",
        State::Unknown { .. } => "unknown",
        State::Completed { .. } => "completed",
        State::Refused { .. } => "refused",
        State::Abandoned(_) => "abandoned",
        State::NeedsStaff(_) => NEEDS_STAFF,
        State::Closed => "closed",
    }
}

#[cfg(test)]
mod tests {
    use super::super::store::Store;
    use super::super::store::tests::{intent, submitted};
    use super::*;
    use crate::domain::intent::{StaffReason, Step};
    use crate::domain::time::Timestamp;

    #[test]
    fn a_sale_that_needs_a_person_comes_first_and_the_newest_last() {
        let dir = tempfile::tempdir().expect("a directory");
        assert_eq!(list(dir.path()), Ok(vec![]), "no ledger, no sales");
        let (mut store, _) = Store::open(dir.path()).expect("a new ledger");
        assert_eq!(list(dir.path()), Ok(vec![]), "an empty ledger");
        for n in 1..=3 {
            store.record_intent(&intent(n, "0")).expect("written");
        }
        let lost = Step::LostTrack { refused: false };
        for step in [submitted(), lost, Step::StaffCalled { why: StaffReason::NotFound }] {
            store.record_step(&intent(2, "0").reference, Timestamp::UNIX_EPOCH, &step).expect("in the table");
        }
        let read = list(dir.path()).expect("read beside the owner");
        let seen: Vec<_> = read.iter().map(|entry| (entry.reference.as_str(), entry.state)).collect();
        let reference = |n| intent(n, "0").reference.to_string();
        let [one, two, three] = [1, 2, 3].map(reference);
        assert_eq!(seen, [(&*two, "needs_staff"), (&*one, "intended"), (&*three, "intended")]);
    }

    #[test]
    fn a_table_lines_up_whatever_the_script() {
        let entry = |offer_name: &str, amount: &str| Entry {
            reference: "K7Q2-M9XD".into(),
            ordered_at: "2026-11-20T10:00:00Z".into(),
            state: "completed",
            offer_name: offer_name.into(),
            valid_from: "2026-11-20".into(),
            amount: amount.into(),
            customer_id: 9,
            offer_id: 7,
            purchase_id: None,
            has_access_code: false,
            reason: None,
            changed_at: "2026-11-20T10:00:00Z".into(),
        };
        let drawn = table(&[entry("日帰り券", "20 EUR"), entry("Day ticket", "1299.00 EUR")]);
        let lines: Vec<&str> = drawn.lines().collect();
        assert_eq!(lines[0], "REFERENCE  ORDERED AT            STATE      AMOUNT       VALID FROM  OFFER");
        assert_eq!(lines[1], "K7Q2-M9XD  2026-11-20T10:00:00Z  completed  20 EUR       2026-11-20  日帰り券");
        assert_eq!(
            lines[2],
            "K7Q2-M9XD  2026-11-20T10:00:00Z  completed  1299.00 EUR  2026-11-20  Day ticket"
        );
    }

    #[test]
    fn a_missing_directory_is_not_an_empty_ledger() {
        let dir = tempfile::tempdir().expect("a directory");
        assert_eq!(list(&dir.path().join("nowhere")), Err(LedgerFault::ReadOnly));
    }
}
