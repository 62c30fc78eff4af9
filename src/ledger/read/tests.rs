//! Readers where nothing can be made beside the ledger.

use super::*;
use crate::domain::time::Timestamp;
use crate::ledger::lock::{LOCK, is_in_use};
use crate::ledger::store::tests::{intent, submitted};
use crate::ledger::store::{Store, try_writing};

/// A copy of a ledger while it is open: what a power cut leaves.
fn cut_off() -> tempfile::TempDir {
    let (open, dir) = (tempfile::tempdir().expect("a directory"), tempfile::tempdir().expect("a directory"));
    let (mut store, _) = Store::open(open.path(), None).expect("a new ledger");
    store.record_intent(&intent(1, "0")).expect("written");
    store.record_step(&intent(1, "0").reference, Timestamp::UNIX_EPOCH, &submitted()).expect("in the table");
    for name in [FILE, LOG, LOCK] {
        fs::copy(open.path().join(name), dir.path().join(name)).expect("copied");
    }
    dir
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).expect("a directory");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("readable")).collect();
    names.sort();
    names
}

fn steps_alone(dir: &Path) -> Result<usize, LedgerFault> {
    let mut reader = Reader::alone(dir, &dir.join(FILE), LedgerFault::ReadOnly)?;
    let moment = reader.connection.transaction()?;
    Ok(replay::sales(&moment, reader.version)?.iter().map(|sale| sale.history.len()).sum())
}

#[test]
fn what_a_power_cut_left_in_the_log_is_read_without_making_a_file() {
    let dir = cut_off();
    assert_eq!(steps_alone(dir.path()), Ok(1));
    assert_eq!(names(dir.path()), ["ledger.sqlite", "ledger.sqlite-wal", "lock"]);
    // Without its log the same file has nothing of it, so that it is the log that was read.
    fs::remove_file(dir.path().join(LOG)).expect("removed");
    assert!(steps_alone(dir.path()).is_ok_and(|steps| steps == 0) || steps_alone(dir.path()).is_err());
}

#[test]
fn a_ledger_that_was_closed_is_read_without_making_a_file() {
    let dir = cut_off();
    drop(Store::open(dir.path(), None).expect("the same ledger"));
    assert_eq!(names(dir.path()), ["ledger.sqlite", "lock"], "closed, nothing is left beside it");
    assert_eq!(steps_alone(dir.path()), Ok(1));
    assert_eq!(names(dir.path()), ["ledger.sqlite", "lock"]);
}

#[test]
fn trying_to_write_leaves_everything_as_it_was() {
    let bytes = |dir: &Path| names(dir).iter().map(|name| fs::read(dir.join(name)).ok()).collect::<Vec<_>>();
    let dir = cut_off();
    let before = bytes(dir.path())[..3].to_vec();
    assert_eq!(try_writing(dir.path()), Ok(true));
    fs::remove_file(dir.path().join("ledger.sqlite-shm")).ok();
    assert!(bytes(dir.path()) == before, "what the power cut left stays in the log: {:?}", names(dir.path()));

    drop(Store::open(dir.path(), None).expect("the same ledger"));
    let before = bytes(dir.path());
    assert_eq!(try_writing(dir.path()), Ok(true));
    assert!(bytes(dir.path()) == before, "{:?}", names(dir.path()));
    let _store = Store::open(dir.path(), None).expect("the same ledger");
    assert_eq!(try_writing(dir.path()), Err(LedgerFault::InUse));
    let empty = tempfile::tempdir().expect("a directory");
    assert_eq!(try_writing(empty.path()), Ok(false));
    assert_eq!(names(empty.path()), [""; 0]);
}

#[test]
fn nothing_is_read_past_a_kiosk_that_writes() {
    let dir = cut_off();
    let _store = Store::open(dir.path(), None).expect("the same ledger");
    assert!(is_in_use(dir.path()));
    assert_eq!(steps_alone(dir.path()), Err(LedgerFault::ReadOnly));
    assert_eq!(sales(dir.path()).map(|sales| sales.len()), Ok(1), "beside it is the way");
}

#[test]
fn a_path_is_a_path_whatever_is_in_it() {
    let above = tempfile::tempdir().expect("a directory");
    let dir = above.path().join("50% of? #1 & ü");
    fs::create_dir(&dir).expect("a directory");
    drop(Store::open(&dir, None).expect("a new ledger"));
    assert_eq!(steps_alone(&dir), Ok(0));
}
