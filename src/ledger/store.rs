//! The file itself: opened, locked, written and replayed on whatever thread calls.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, TransactionBehavior};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::schema;
use crate::domain::fault::LedgerFault;
use crate::domain::intent::{Intent, PassOrder, State, Step};
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
             (reference, kind, claim, ordered_at, offer, offer_name, customer, valid_from, amount, currency)
             VALUES (?1, 'pass', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            (
                intent.reference.to_string(),
                to_word(&intent.claim)?,
                intent.ordered_at.to_string(),
                id(order.offer.0)?,
                order.offer_name.as_str(),
                id(order.customer.0)?,
                order.valid_from.to_string(),
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

    /// Intents that are not settled, oldest first.
    fn unsettled(&self) -> Result<Vec<Intent>, LedgerFault> {
        // A coarse sieve, so that years of sales are not replayed at every start; `is_settled` has the last word.
        let mut query = self.connection.prepare(
            "SELECT reference FROM intents WHERE NOT EXISTS (
                 SELECT 1 FROM steps WHERE steps.reference = intents.reference AND (
                     step ->> 'step' IN ('refused', 'abandoned', 'closed')
                     OR step ->> 'step' = 'completed' AND step ->> 'code' IS NOT NULL))
             ORDER BY rowid",
        )?;
        let mut rows = query.query(())?;
        let mut unsettled = Vec::new();
        while let Some(row) = rows.next()? {
            let reference = parse(&row.get::<_, String>(0)?)?;
            let intent = replay(&self.connection, &reference)?.ok_or(LedgerFault::Damaged)?;
            if !intent.is_settled() {
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
fn replay(connection: &Connection, reference: &Reference) -> Result<Option<Intent>, LedgerFault> {
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
pub(super) const SELECT_INTENT: &str = "SELECT reference, claim, ordered_at, offer, offer_name, customer, valid_from, amount, currency FROM intents";

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
        payable: Money::parse(&text(7)?, &text(8)?).map_err(|_| LedgerFault::Damaged)?,
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
pub(super) mod tests {
    use super::*;
    use crate::domain::intent::{Abandonment, StaffReason};
    use crate::domain::pass::{AccessCode, ClaimCode, PurchaseId};
    use jiff::civil::date;
    use proptest::prelude::*;
    use std::os::unix::fs::PermissionsExt;
    use tempfile::TempDir;

    /// The n-th order, its reference unlike any other's.
    pub(in crate::ledger) fn intent(n: u8, amount: &str) -> Intent {
        let code = ClaimCode::from_random([n; 12]);
        let order = PassOrder {
            offer: OfferId(7),
            offer_name: Text::name("Day \u{201c}ticket\u{201d}; DROP TABLE steps"),
            customer: CustomerId(9),
            valid_from: date(2026, 11, 20),
            payable: Money::parse(amount, "EUR").expect("money"),
        };
        Intent::new(code.reference().clone(), code.hash(), at(0), order)
    }

    pub(in crate::ledger) fn submitted() -> Step {
        Step::Submitted { before: vec![PurchaseId(1), PurchaseId(4)] }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::new(1_795_000_000 + second, 123_456_789).expect("a time")
    }

    fn new_ledger() -> (TempDir, Store) {
        let dir = tempfile::tempdir().expect("a directory");
        let (store, _) = Store::open(dir.path()).expect("a new ledger");
        (dir, store)
    }

    #[test]
    fn the_files_are_for_their_owner_only() {
        let above = tempfile::tempdir().expect("a directory");
        let dir = above.path().join("deep/data");
        let (mut store, _) = Store::open(&dir).expect("a new ledger");
        store.record_intent(&intent(1, "1")).expect("written");
        let mode =
            |name: &str| fs::metadata(dir.join(name)).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode("."), 0o700);
        for name in [LOCK, FILE, "ledger.sqlite-wal", "ledger.sqlite-shm"] {
            assert_eq!(mode(name), 0o600, "{name}");
        }
    }

    #[test]
    fn every_commit_is_synced() {
        let (_dir, store) = new_ledger();
        let pragma = |name| store.connection.pragma_query_value(None, name, |row| row.get::<_, String>(0));
        assert_eq!(pragma("journal_mode").as_deref(), Ok("wal"));
        let synchronous: i64 =
            store.connection.pragma_query_value(None, "synchronous", |row| row.get(0)).expect("a number");
        assert_eq!(synchronous, 2, "2 is FULL: the log is synced at each commit");
    }

    #[test]
    fn what_is_written_cannot_be_changed() {
        let (_dir, mut store) = new_ledger();
        let free = intent(1, "0");
        store.record_intent(&free).expect("written");
        store.record_step(&free.reference, at(1), &submitted()).expect("in the table");
        for change in [
            "UPDATE steps SET at = ''",
            "DELETE FROM steps",
            "UPDATE intents SET amount = '0'",
            "DELETE FROM intents",
            "INSERT OR REPLACE INTO steps SELECT * FROM steps",
            "INSERT OR REPLACE INTO intents SELECT * FROM intents",
        ] {
            assert!(store.connection.execute(change, ()).is_err(), "{change}");
        }
        assert!(store.record_intent(&free).is_err(), "a reference is used once");
    }

    #[test]
    fn only_a_fresh_intent_is_a_new_one() {
        let (_dir, mut store) = new_ledger();
        let mut sent = intent(1, "0");
        sent.take(at(1), &submitted()).expect("in the table");
        assert_eq!(store.record_intent(&sent), Err(LedgerFault::Failed));
    }

    #[test]
    fn garbage_is_damaged_and_left_as_it_is() {
        let dir = tempfile::tempdir().expect("a directory");
        let garbage = b"not a ledger, but somebody may want it back".repeat(99);
        fs::write(dir.path().join(FILE), &garbage).expect("written");
        assert_eq!(Store::open(dir.path()).err(), Some(LedgerFault::Damaged));
        assert_eq!(super::super::list(dir.path()), Err(LedgerFault::Damaged));
        assert_eq!(fs::read(dir.path().join(FILE)).expect("still there"), garbage);
    }

    #[test]
    fn a_database_of_somebody_else_is_left_alone() {
        let dir = tempfile::tempdir().expect("a directory");
        let other = Connection::open(dir.path().join(FILE)).expect("a database");
        other.execute_batch("CREATE TABLE intents (name TEXT)").expect("a table");
        drop(other);
        assert_eq!(Store::open(dir.path()).err(), Some(LedgerFault::Damaged));
    }

    #[test]
    fn a_later_version_is_refused_untouched() {
        let (dir, store) = new_ledger();
        let later = i64::try_from(schema::VERSION + 1).expect("small");
        store.connection.pragma_update(None, "user_version", later).expect("set");
        drop(store);
        let before = fs::read(dir.path().join(FILE)).expect("there");
        assert_eq!(Store::open(dir.path()).err(), Some(LedgerFault::Damaged));
        assert_eq!(super::super::list(dir.path()), Err(LedgerFault::Damaged));
        assert_eq!(fs::read(dir.path().join(FILE)).expect("there"), before);
    }

    #[test]
    fn a_step_that_was_never_in_the_table_is_damage() {
        let (dir, mut store) = new_ledger();
        let paid = intent(1, "5");
        store.record_intent(&paid).expect("written");
        let forged = (paid.reference.to_string(), r#"{"step":"authorised"}"#);
        let forge = "INSERT INTO steps (reference, at, step) VALUES (?1, '2026-11-20T10:00:00Z', ?2)";
        store.connection.execute(forge, forged).expect("the tables cannot tell");
        assert_eq!(
            store.record_step(&paid.reference, at(1), &Step::PaymentAwaited),
            Err(LedgerFault::Damaged)
        );
        drop(store);
        assert_eq!(Store::open(dir.path()).err(), Some(LedgerFault::Damaged));
    }

    #[test]
    fn a_place_that_cannot_be_written_is_read_only() {
        let dir = tempfile::tempdir().expect("a directory");
        fs::create_dir(dir.path().join(FILE)).expect("a directory in the way");
        assert_eq!(Store::open(dir.path()).err(), Some(LedgerFault::ReadOnly));
        let file = dir.path().join("file");
        fs::write(&file, "").expect("written");
        assert_eq!(Store::open(&file.join("data")).err(), Some(LedgerFault::ReadOnly));

        let sealed = dir.path().join("sealed");
        fs::create_dir(&sealed).expect("a directory");
        fs::set_permissions(&sealed, fs::Permissions::from_mode(0o500)).expect("sealed");
        // The superuser may write everywhere; there is nothing to see then.
        if File::create(sealed.join("probe")).is_err() {
            assert_eq!(Store::open(&sealed).err(), Some(LedgerFault::ReadOnly));
        }
    }

    #[test]
    fn a_full_disk_is_said_and_survived() {
        let (_dir, mut store) = new_ledger();
        let free = intent(1, "0");
        store.record_intent(&free).expect("written");
        let pages: i64 =
            store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).expect("a number");
        let limit = |store: &Store, pages: i64| {
            store.connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).expect("set");
        };
        limit(&store, pages);
        let big = Step::Submitted { before: (0..5_000).map(PurchaseId).collect() };
        assert_eq!(store.record_step(&free.reference, at(1), &big), Err(LedgerFault::Full));
        limit(&store, pages + 99);
        store.record_step(&free.reference, at(2), &big).expect("written once there is room");
    }

    /// Every kind of step, so that a random walk can meet each edge of the table.
    fn steps() -> Vec<Step> {
        let completed = |code: Option<&str>| Step::Completed {
            purchase: PurchaseId(u64::MAX),
            code: code.and_then(AccessCode::new),
        };
        vec![
            Step::PaymentAwaited,
            Step::Authorised,
            submitted(),
            Step::NotDone,
            Step::LostTrack { refused: true },
            Step::LostTrack { refused: false },
            completed(None),
            completed(Some("PG-\u{fc}\n'1")),
            Step::Refused,
            Step::Abandoned { why: Abandonment::Expired },
            Step::StaffCalled { why: StaffReason::Several },
            Step::Closed { by: "desk".into(), note: "seen \"twice\"".into() },
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn a_random_walk_survives_a_restart(
            walks in prop::collection::vec((any::<bool>(), prop::collection::vec(0usize..12, 0..40)), 1..6)
        ) {
            let (dir, mut store) = new_ledger();
            let mut intents = Vec::new();
            for (n, (free, picks)) in (0u8..).zip(walks) {
                let mut intent = intent(n, if free { "0.00" } else { "19.990" });
                store.record_intent(&intent).expect("written");
                for (second, pick) in (1..).zip(picks) {
                    let step = &steps()[pick];
                    let taken = intent.take(at(second), step).is_ok();
                    let recorded = store.record_step(&intent.reference, at(second), step);
                    prop_assert_eq!(recorded, if taken { Ok(()) } else { Err(LedgerFault::Failed) });
                }
                intents.push(intent);
            }
            drop(store);
            let (_, unsettled) = Store::open(dir.path()).expect("the same ledger");
            let settled = |intent: &Intent| intent.is_settled();
            let expected: Vec<Intent> = intents.into_iter().filter(|intent| !settled(intent)).collect();
            prop_assert_eq!(unsettled, expected);
        }
    }
}
