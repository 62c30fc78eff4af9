//! Files of older versions.

use super::*;
use crate::ledger::{Sale, sales};

/// A way to each state of the table.
fn ways() -> Vec<(&'static str, Vec<Step>)> {
    let refused = || vec![submitted(), Step::LostTrack { refused: true }];
    let lost = || vec![submitted(), Step::LostTrack { refused: false }];
    let bought = |code| vec![submitted(), Step::Completed { purchase: PurchaseId(5), code }];
    let with = |mut steps: Vec<Step>, more: Step| {
        steps.push(more);
        steps
    };
    let called = Step::StaffCalled { why: StaffReason::NotFound };
    let closed = Step::Closed { by: "Kim".into(), note: "refunded".into() };
    vec![
        ("0", vec![]),
        ("9.90", vec![Step::PaymentAwaited]),
        ("9.90", vec![Step::PaymentAwaited, Step::Authorised]),
        ("0", vec![submitted()]),
        ("0", lost()),
        ("0", bought(None)),
        ("0", bought(AccessCode::new("PG-1"))),
        ("0", with(refused(), Step::Refused)),
        ("0", vec![Step::Abandoned { why: Abandonment::Cancelled }]),
        ("0", with(lost(), called.clone())),
        ("0", with(with(lost(), called), closed)),
    ]
}

/// A file as an older version left it, with every state in it.
fn of_version(version: usize, path: &Path) {
    let old = Connection::open(path).expect("a database");
    old.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).expect("set");
    for migration in &schema::MIGRATIONS[..version] {
        old.execute_batch(migration).expect("tables");
    }
    old.pragma_update(None, "user_version", i64::try_from(version).expect("small")).expect("set");
    for (n, (amount, steps)) in (0u8..).zip(ways()) {
        let intent = intent(n, amount);
        let order = intent.pass().expect("a pass");
        let row = (
            intent.reference.to_string(),
            to_word(&intent.claim).expect("a word"),
            intent.ordered_at.to_string(),
            order.offer_name.as_str(),
            order.valid_from.to_string(),
            order.payable.amount().to_string(),
        );
        old.execute(
            "INSERT INTO intents (reference, kind, claim, ordered_at, offer, offer_name, customer, valid_from, amount, currency)
             VALUES (?1, 'pass', ?2, ?3, 7, ?4, 9, ?5, ?6, 'EUR')",
            row,
        )
        .expect("written");
        for (second, step) in (1..).zip(steps) {
            let json = serde_json::to_string(&step).expect("JSON");
            let row = (intent.reference.to_string(), at(second).to_string(), json);
            old.execute("INSERT INTO steps (reference, at, step) VALUES (?1, ?2, ?3)", row).expect("written");
        }
    }
}

fn expected() -> Vec<Sale> {
    let sale = |(n, (amount, steps)): (u8, (&str, Vec<Step>))| {
        let mut intent = intent(n, amount);
        let history: Vec<(Timestamp, Step)> = (1..).map(at).zip(steps).collect();
        for (at, step) in &history {
            intent.take(*at, step).expect("in the table");
        }
        Sale { intent, history }
    };
    (0u8..).zip(ways()).map(sale).collect()
}

/// The number of each row, and what it is of.
fn numbers(connection: &Connection) -> Vec<(i64, String)> {
    let mut query =
        connection.prepare("SELECT rowid, reference FROM intents ORDER BY rowid").expect("a table");
    let rows = query.query_map((), |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

#[test]
fn a_file_of_an_older_version_reads_the_same_before_and_after_its_migration() {
    for version in 1..schema::VERSION {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join(FILE);
        of_version(version, &path);
        let before = numbers(&Connection::open(&path).expect("a database"));
        assert_eq!(sales(dir.path()).as_ref(), Ok(&expected()), "read by staff before a kiosk has opened it");
        assert_eq!(crate::ledger::modules(dir.path(), CustomerId(9)), Ok(vec![]));
        let (mut store, remembered) = Store::open(dir.path(), None).expect("an older ledger");
        assert_eq!(schema::version(&store.connection), Ok(schema::VERSION));
        assert_eq!(numbers(&store.connection), before, "a gap would be damage");
        assert_eq!(sales(dir.path()).as_ref(), Ok(&expected()));
        let matters = |sale: &Sale| sale.intent.matters_at(clock::wall());
        let expected: Vec<Intent> = expected().into_iter().filter(matters).map(|sale| sale.intent).collect();
        assert_eq!(remembered.intents, expected);
        assert_eq!(remembered.tries, []);
        store.record_intent(&intent(99, "1")).expect("it can be written");
    }
}

#[test]
fn after_a_migration_the_tables_hold_what_they_promise() {
    let dir = tempfile::tempdir().expect("a directory");
    of_version(3, &dir.path().join(FILE));
    let (store, _) = Store::open(dir.path(), None).expect("an older ledger");
    for change in [
        "UPDATE intents SET amount = '0'",
        "DELETE FROM intents",
        "INSERT OR REPLACE INTO intents SELECT * FROM intents",
        "INSERT INTO steps (reference, at, step) VALUES ('nobody', '', '{}')",
    ] {
        assert!(store.connection.execute(change, ()).is_err(), "{change}");
    }
}

#[test]
fn a_step_without_its_order_keeps_a_file_from_being_migrated() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join(FILE);
    of_version(3, &path);
    let mut old = Connection::open(&path).expect("a database");
    old.pragma_update(None, "foreign_keys", false).expect("set");
    let orphan = "INSERT INTO steps (reference, at, step) VALUES ('nobody', '', '{}')";
    old.execute(orphan, ()).expect("written");
    assert_eq!(schema::migrate(&mut old), Err(LedgerFault::Damaged));
    assert_eq!(schema::version(&old), Ok(3));
}

#[test]
fn a_power_cut_in_a_migration_leaves_the_file_before_or_after_it() {
    /// Bytes of the log's header, and of a page in it.
    const HEADER: usize = 32;
    const FRAME: usize = 24 + 4096;
    let old = tempfile::tempdir().expect("a directory");
    let path = old.path().join(FILE);
    of_version(1, &path);
    let mut connection = Connection::open(&path).expect("a database");
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).expect("set");
    schema::migrate(&mut connection).expect("migrated");
    let log = fs::read(old.path().join(LOG)).expect("a log");
    assert!(log.len() >= HEADER + 2 * FRAME, "two migrations are in the log");
    let mut seen = std::collections::BTreeSet::new();
    // Cut between any two pages, and in the middle of each.
    for length in (0..log.len()).step_by(FRAME / 2).chain([log.len()]) {
        let dir = tempfile::tempdir().expect("a directory");
        fs::copy(&path, dir.path().join(FILE)).expect("copied");
        fs::write(dir.path().join(LOG), &log[..length]).expect("written");
        let cut = Connection::open(dir.path().join(FILE)).expect("a database");
        seen.insert(schema::version(&cut).expect("a version"));
        drop(cut);
        assert_eq!(sales(dir.path()), Ok(expected()), "cut at {length}");
        let (store, _) = Store::open(dir.path(), None).expect("either");
        assert_eq!(schema::version(&store.connection), Ok(schema::VERSION), "cut at {length}");
    }
    assert_eq!(
        seen.into_iter().collect::<Vec<_>>(),
        [1, 2, 3, 4, 5],
        "every version is a place to be cut off at"
    );
}
