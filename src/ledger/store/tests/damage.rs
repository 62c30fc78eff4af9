//! Files that are not what was written, and disks that are full.

use super::*;
use crate::ledger::{find, sale, sales};

/// Every file of the ledger but what whoever reads may make: the index of its log, and an empty log.
fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).expect("a directory") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a readable name");
        let bytes = fs::read(entry.path()).expect("readable");
        if !name.ends_with("-shm") && (name != LOG || !bytes.is_empty()) {
            files.push((name, bytes));
        }
    }
    files.sort();
    files
}

/// A ledger of several pages, closed.
fn filled() -> TempDir {
    let (dir, mut store) = new_ledger();
    for n in 0..120 {
        store.record_intent(&intent(n, "0")).expect("written");
        store.record_step(&intent(n, "0").reference, at(1), &submitted()).expect("in the table");
    }
    dir
}

fn overwrite(path: &Path, at: usize, with: &[u8]) {
    let mut bytes = fs::read(path).expect("readable");
    bytes[at..at + with.len()].copy_from_slice(with);
    fs::write(path, bytes).expect("written");
}

fn assert_damaged_and_untouched(dir: &Path) {
    // An opening leaves its lock, which is empty.
    fs::write(dir.join(LOCK), "").expect("written");
    let before = files(dir);
    assert_eq!(Store::open(dir, None).err(), Some(LedgerFault::Damaged));
    assert_eq!(sales(dir), Err(LedgerFault::Damaged));
    for n in [1, 125] {
        let asked = intent(n, "0").reference;
        assert_eq!(sale(dir, &asked), Err(LedgerFault::Damaged), "staff see the same, whatever they ask for");
    }
    assert!(files(dir) == before, "something was written, moved or deleted");
}

/// In a ledger made by [`filled`].
fn assert_nothing_is_hidden(dir: &Path) {
    for n in 0..120 {
        let asked = intent(n, "0").reference;
        assert_ne!(find(dir, &asked), Ok(None), "{asked} is hidden and not unknown");
    }
}

#[test]
fn a_reference_that_nobody_has_is_unknown_in_a_file_that_is_whole() {
    let dir = filled();
    assert_eq!(find(dir.path(), &intent(125, "0").reference), Ok(None));
    assert_nothing_is_hidden(dir.path());
}

#[test]
fn noise_over_any_page_is_found_before_a_sale_and_nothing_is_written() {
    const PAGE: usize = 4096;
    let whole = filled();
    let pages = fs::read(whole.path().join(FILE)).expect("readable").len() / PAGE;
    assert!(pages > 12, "{pages} pages are too few to tell");
    let noise: Vec<u8> = (0..PAGE).map(|n| u8::try_from(n * 7919 % 251).expect("a byte")).collect();
    for page in 0..pages {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join(FILE);
        fs::copy(whole.path().join(FILE), &path).expect("copied");
        overwrite(&path, page * PAGE, &noise);
        assert_damaged_and_untouched(dir.path());
        assert_nothing_is_hidden(dir.path());
    }
}

#[test]
fn a_damaged_file_keeps_the_log_that_a_power_cut_left() {
    let (whole, mut store) = new_ledger();
    for n in 0..120 {
        store.record_intent(&intent(n, "0")).expect("written");
    }
    store.connection.pragma_query_value(None, "wal_checkpoint", |_| Ok(())).expect("moved into the file");
    store.record_step(&intent(0, "0").reference, at(1), &submitted()).expect("in the table");
    let dir = tempfile::tempdir().expect("a directory");
    for name in [FILE, LOG] {
        fs::copy(whole.path().join(name), dir.path().join(name)).expect("copied");
    }
    assert!(Store::open(dir.path(), None).is_ok(), "whole as it is");
    for name in [FILE, LOG] {
        fs::copy(whole.path().join(name), dir.path().join(name)).expect("copied");
    }
    // Of the last page, which the log does not have.
    let length = fs::read(dir.path().join(FILE)).expect("readable").len();
    overwrite(&dir.path().join(FILE), length - 4096, &[0xa5; 4096]);
    assert_damaged_and_untouched(dir.path());
}

#[test]
fn a_step_of_a_later_version_is_damage_and_no_panic() {
    let (dir, mut store) = new_ledger();
    let reference = intent(1, "5").reference;
    store.record_intent(&intent(1, "5")).expect("written");
    let row = (reference.to_string(), at(1).to_string(), r#"{"step":"teleported","to":7}"#);
    store
        .connection
        .execute("INSERT INTO steps (reference, at, step) VALUES (?1, ?2, ?3)", row)
        .expect("written");
    drop(store);
    assert_eq!(sales(dir.path()), Err(LedgerFault::Damaged));
    assert_damaged_and_untouched(dir.path());
}

#[test]
fn a_row_that_is_missing_is_noticed_wherever_it_was() {
    for delete in [
        "DROP TRIGGER steps_are_not_deleted; DELETE FROM steps WHERE seq = 60",
        "DROP TRIGGER intents_are_not_deleted; PRAGMA foreign_keys = OFF;
         DELETE FROM intents WHERE rowid = 60",
    ] {
        let dir = filled();
        let other = Connection::open(dir.path().join(FILE)).expect("a database");
        other.execute_batch(delete).expect("deleted");
        drop(other);
        assert_damaged_and_untouched(dir.path());
        assert_nothing_is_hidden(dir.path());
    }
}

#[test]
fn a_value_longer_than_any_we_write_is_damage() {
    let (dir, mut store) = new_ledger();
    store.record_intent(&intent(1, "5")).expect("written");
    drop(store);
    let other = Connection::open(dir.path().join(FILE)).expect("a database");
    let long = format!(r#"{{"step":"payment_awaited","x":"{}"}}"#, "x".repeat(2 << 20));
    let row = (intent(1, "5").reference.to_string(), at(1).to_string(), long);
    other.execute("INSERT INTO steps (reference, at, step) VALUES (?1, ?2, ?3)", row).expect("written");
    drop(other);
    assert_eq!(sales(dir.path()), Err(LedgerFault::Damaged));
}

#[test]
fn without_room_no_sale_begins_and_those_under_way_are_finished() {
    let (_dir, mut store) = new_ledger();
    store.record_intent(&intent(1, "0")).expect("written");
    store.reserve = u64::MAX;
    assert_eq!(store.record_intent(&intent(2, "0")), Err(LedgerFault::Full));
    assert_eq!(store.resume().err(), Some(LedgerFault::Full), "nor does the till open again");
    store.record_step(&intent(1, "0").reference, at(1), &submitted()).expect("the reserve is for this");
    store.reserve = RESERVE;
    assert_eq!(store.resume().map(|remembered| remembered.intents.len()), Ok(1));
    store.record_intent(&intent(2, "0")).expect("written once there is room");
}

#[test]
fn every_opening_is_written_down() {
    let (dir, store) = new_ledger();
    drop(store);
    let (mut store, _) = Store::open(dir.path(), None).expect("the same ledger");
    store.resume().expect("a disk that takes it");
    let count: i64 =
        store.connection.query_row("SELECT count(*) FROM openings", (), |row| row.get(0)).expect("a number");
    assert_eq!(count, 3);
    for change in ["UPDATE openings SET at = ''", "DELETE FROM openings"] {
        assert!(store.connection.execute(change, ()).is_err(), "{change}");
    }
}

/// Every step is found through the index: one that it does not lead to would not be seen.
#[test]
fn a_step_that_the_index_does_not_lead_to_is_found_before_a_sale() {
    let dir = filled();
    let path = dir.path().join(FILE);
    let schema = "FROM sqlite_schema WHERE name = 'steps_of_an_intent'";
    let other = Connection::open(&path).expect("a database");
    other.pragma_update(None, "writable_schema", true).expect("set");
    let row = other.query_row(&format!("SELECT rootpage, sql {schema}"), (), |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
    });
    let row = row.expect("an index");
    other.execute(&format!("DELETE {schema}"), ()).expect("forgotten");
    drop(other);
    let without = Connection::open(&path).expect("a database");
    let elsewhere = "DROP TRIGGER steps_are_not_changed; UPDATE steps SET reference =
                     (SELECT reference FROM steps WHERE seq = 1) WHERE seq = 60";
    without.execute_batch(elsewhere).expect("written past the index");
    drop(without);
    let other = Connection::open(&path).expect("a database");
    other.pragma_update(None, "writable_schema", true).expect("set");
    let again = "INSERT INTO sqlite_schema VALUES ('index', 'steps_of_an_intent', 'steps', ?1, ?2)";
    other.execute(again, row).expect("remembered");
    drop(other);
    let other = Connection::open(&path).expect("a database");
    let quick: String = other.query_row("PRAGMA quick_check", (), |row| row.get(0)).expect("an answer");
    assert_eq!(quick, "ok", "a quicker check does not see it");
    drop(other);
    assert_damaged_and_untouched(dir.path());
}
