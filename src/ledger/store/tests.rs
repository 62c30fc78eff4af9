//! The file under everything that can happen to a file.

mod damage;
mod migration;
mod place;
mod requests;

use super::super::lock::LOCK;
use super::*;
use crate::domain::intent::{Abandonment, PassOrder, ResultId, StaffReason};
use crate::domain::money::Money;
use crate::domain::offer::OfferId;
use crate::domain::pass::{AccessCode, ClaimCode, PurchaseId};
use crate::domain::person::CustomerId;
use crate::domain::text::Text;
use jiff::civil::date;
use proptest::prelude::*;
use std::os::unix::fs::PermissionsExt;
use tempfile::TempDir;

/// The n-th order, its reference unlike any other's.
pub(in crate::ledger) fn intent(n: u8, amount: &str) -> Intent {
    // A letter or digit comes out of each byte, of which there are thirty.
    let code = ClaimCode::from_random(std::array::from_fn(|place| if place == 0 { n / 30 } else { n }));
    let order = PassOrder {
        offer: OfferId(7),
        offer_name: Text::name("Day \u{201c}ticket\u{201d}; DROP TABLE steps"),
        customer: CustomerId(9),
        valid_from: date(2026, 11, 20),
        valid_until: None,
        payable: Money::parse(amount, "EUR").expect("money"),
    };
    Intent::new(code.reference().clone(), code.hash(), at(0), order.into())
}

pub(in crate::ledger) fn submitted() -> Step {
    Step::Submitted { before: vec![ResultId(1), ResultId(4)] }
}

fn at(second: i64) -> Timestamp {
    Timestamp::new(1_795_000_000 + second, 123_456_789).expect("a time")
}

fn new_ledger() -> (TempDir, Store) {
    let dir = tempfile::tempdir().expect("a directory");
    let (store, _) = Store::open(dir.path(), None).expect("a new ledger");
    (dir, store)
}

#[test]
fn the_files_are_for_their_owner_only() {
    let above = tempfile::tempdir().expect("a directory");
    let dir = above.path().join("deep/data");
    let (mut store, _) = Store::open(&dir, None).expect("a new ledger");
    store.record_intent(&intent(1, "1")).expect("written");
    let mode = |name: &str| fs::metadata(dir.join(name)).expect("it is there").permissions().mode() & 0o777;
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
    assert_eq!(Store::open(dir.path(), None).err(), Some(LedgerFault::Damaged));
    assert_eq!(super::super::sales(dir.path()), Err(LedgerFault::Damaged));
    assert_eq!(fs::read(dir.path().join(FILE)).expect("still there"), garbage);
}

#[test]
fn a_database_of_somebody_else_is_left_alone() {
    let dir = tempfile::tempdir().expect("a directory");
    let other = Connection::open(dir.path().join(FILE)).expect("a database");
    other.execute_batch("CREATE TABLE intents (name TEXT)").expect("a table");
    drop(other);
    assert_eq!(Store::open(dir.path(), None).err(), Some(LedgerFault::Damaged));
}

#[test]
fn a_later_version_is_refused_untouched() {
    let (dir, store) = new_ledger();
    let later = i64::try_from(schema::VERSION + 1).expect("small");
    store.connection.pragma_update(None, "user_version", later).expect("set");
    drop(store);
    let before = fs::read(dir.path().join(FILE)).expect("there");
    assert_eq!(Store::open(dir.path(), None).err(), Some(LedgerFault::Later));
    assert_eq!(super::super::sales(dir.path()), Err(LedgerFault::Later));
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
    assert_eq!(store.record_step(&paid.reference, at(1), &Step::PaymentAwaited), Err(LedgerFault::Damaged));
    drop(store);
    assert_eq!(Store::open(dir.path(), None).err(), Some(LedgerFault::Damaged));
}

#[test]
fn a_place_that_cannot_be_written_is_read_only() {
    let dir = tempfile::tempdir().expect("a directory");
    fs::create_dir(dir.path().join(FILE)).expect("a directory in the way");
    assert_eq!(Store::open(dir.path(), None).err(), Some(LedgerFault::ReadOnly));
    let file = dir.path().join("file");
    fs::write(&file, "").expect("written");
    assert_eq!(Store::open(&file.join("data"), None).err(), Some(LedgerFault::ReadOnly));

    let sealed = dir.path().join("sealed");
    fs::create_dir(&sealed).expect("a directory");
    fs::set_permissions(&sealed, fs::Permissions::from_mode(0o500)).expect("sealed");
    // The superuser may write everywhere; there is nothing to see then.
    if File::create(sealed.join("probe")).is_err() {
        assert_eq!(Store::open(&sealed, None).err(), Some(LedgerFault::ReadOnly));
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
    let big = Step::Submitted { before: (0..5_000).map(ResultId).collect() };
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
        let (_, remembered) = Store::open(dir.path(), None).expect("the same ledger");
        let matters = |intent: &Intent| intent.matters_at(crate::clock::wall());
        let expected: Vec<Intent> = intents.into_iter().filter(matters).collect();
        prop_assert_eq!(remembered.intents, expected);
    }
}
