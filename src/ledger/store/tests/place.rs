//! Files that are removed or replaced, beside a kiosk that runs and before one starts, and what a lost log takes with it.

use super::*;
use crate::domain::pass::AccessCode;
use crate::ledger::{Ledger, find, sales};

const MAIN_AND_LOG: [&str; 2] = [FILE, LOG];

/// Every file of a directory.
fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(dir).expect("a directory").map(|entry| entry.expect("an entry"));
    let mut files: Vec<_> = entries
        .map(|entry| {
            (entry.file_name().into_string().expect("a name"), fs::read(entry.path()).expect("bytes"))
        })
        .collect();
    files.sort();
    files
}

fn copy(names: &[&str], from: &Path) -> TempDir {
    let to = tempfile::tempdir().expect("a directory");
    for name in names {
        fs::copy(from.join(name), to.path().join(name)).expect("copied");
    }
    to
}

#[test]
fn a_log_whose_file_is_empty_or_missing_is_damage_and_nothing_is_touched() {
    let (whole, mut store) = new_ledger();
    store.record_intent(&intent(1, "0")).expect("written");
    for is_empty in [true, false] {
        let dir = copy(&[LOG], whole.path());
        if is_empty {
            fs::write(dir.path().join(FILE), "").expect("written");
        }
        // Left by the kiosk that wrote it.
        fs::write(dir.path().join(LOCK), "").expect("written");
        let before = files(dir.path());
        assert_eq!(try_writing(dir.path()), Err(LedgerFault::Damaged));
        assert!(files(dir.path()) == before, "the doctor changed something, file empty: {is_empty}");
        assert_eq!(sales(dir.path()), Err(LedgerFault::Damaged));
        assert_eq!(find(dir.path(), &intent(1, "0").reference), Err(LedgerFault::Damaged));
        assert!(files(dir.path()) == before, "a reader changed something, file empty: {is_empty}");
        assert_eq!(Store::open(dir.path(), None).err(), Some(LedgerFault::Damaged));
        assert!(files(dir.path()) == before, "an owner changed something, file empty: {is_empty}");
    }
}

#[test]
fn an_empty_file_without_sales_in_a_log_is_a_new_ledger() {
    let dir = tempfile::tempdir().expect("a directory");
    for name in MAIN_AND_LOG {
        fs::write(dir.path().join(name), "").expect("written");
    }
    assert_eq!(sales(dir.path()), Ok(Vec::new()));
    assert!(Store::open(dir.path(), None).is_ok());
}

#[tokio::test]
async fn a_lost_log_takes_no_settled_sale_with_it() {
    let dir = tempfile::tempdir().expect("a directory");
    let (ledger, _) = Ledger::open(dir.path()).await.expect("a new ledger");
    let last_steps = [
        Step::Completed { purchase: PurchaseId(5), code: AccessCode::new("PG-1") },
        Step::LostTrack { refused: false },
        Step::Abandoned { why: Abandonment::Cancelled },
    ];
    for (n, last) in (1..).zip(last_steps) {
        let order = intent(n, "0");
        ledger.record_intent(order.clone()).await.expect("written");
        if !matches!(last, Step::Abandoned { .. }) {
            ledger.record_step(order.reference.clone(), at(1), submitted()).await.expect("in the table");
        }
        ledger.record_step(order.reference.clone(), at(2), last).await.expect("in the table");
        // Refused before it is written, and answered only after the log was emptied.
        let mut begun = intent(n, "0");
        begun.take(at(1), &submitted()).expect("in the table");
        assert_eq!(ledger.record_intent(begun).await, Err(LedgerFault::Failed));
        let killed = copy(&[FILE], dir.path());
        assert_eq!(sales(killed.path()), sales(dir.path()), "sale {n}");
        assert_eq!(sales(killed.path()).map(|sales| sales.len()), Ok(usize::from(n)));
    }
}

#[test]
fn a_reader_does_not_keep_a_sale_from_being_settled() {
    let (dir, mut store) = new_ledger();
    let reader = Connection::open(dir.path().join(FILE)).expect("a database");
    reader.execute_batch("BEGIN; SELECT * FROM intents").expect("a moment that lasts");
    store.record_intent(&intent(1, "0")).expect("written");
    store.empty_log();
    store.record_step(&intent(1, "0").reference, at(1), &submitted()).expect("in the table");
    drop(reader);
    assert_eq!(sales(dir.path()).map(|sales| sales[0].history.len()), Ok(1));
}

type Loss = fn(&Path);

/// What may become of the files of a kiosk that runs.
fn losses() -> Vec<(&'static str, Loss)> {
    fn remove(path: &Path) {
        fs::remove_file(path).expect("removed");
    }
    /// As who puts a copy back does.
    fn rename_over(path: &Path) {
        let copy = path.with_extension("copy");
        fs::copy(path, &copy).expect("copied");
        fs::rename(copy, path).expect("renamed");
    }
    vec![
        ("the file is removed", |dir| remove(&dir.join(FILE))),
        ("the file is replaced", |dir| rename_over(&dir.join(FILE))),
        ("the log is removed", |dir| remove(&dir.join(LOG))),
        ("the log is replaced", |dir| rename_over(&dir.join(LOG))),
        ("the directory is wiped", |dir| {
            fs::remove_dir_all(dir).expect("removed");
            fs::create_dir(dir).expect("made anew");
        }),
        ("the directory is removed", |dir| fs::remove_dir_all(dir).expect("removed")),
    ]
}

#[test]
fn no_sale_begins_on_a_file_that_is_no_longer_in_its_place() {
    for (what, lose) in losses() {
        let above = tempfile::tempdir().expect("a directory");
        let dir = above.path().join("data");
        let (mut store, _) = Store::open(&dir, None).expect("a new ledger");
        store.record_intent(&intent(1, "0")).expect("written");
        let known = store.file();
        lose(&dir);
        assert_eq!(store.record_intent(&intent(2, "0")), Err(LedgerFault::Damaged), "{what}");
        assert_eq!(store.resume().err(), Some(LedgerFault::Damaged), "{what}");
        let under_way = store.record_step(&intent(1, "0").reference, at(1), &submitted());
        assert_eq!(under_way, Ok(()), "{what}: still tried");
        let orders: i64 = store
            .connection
            .query_row("SELECT count(*) FROM intents", (), |row| row.get(0))
            .expect("a number");
        assert_eq!(orders, 1, "{what}: nothing was written");
        let is_ours = known.require_in(&dir).is_ok();
        drop(store);
        if !is_ours {
            assert_eq!(Store::open(&dir, Some(known)).err(), Some(LedgerFault::Damaged), "{what}");
        }
    }
}

#[test]
fn the_log_of_a_file_that_was_put_in_its_place_is_not_deleted() {
    let (dir, mut store) = new_ledger();
    let (other, mut others) = new_ledger();
    others.record_intent(&intent(1, "0")).expect("written");
    store.record_intent(&intent(2, "0")).expect("written");
    let theirs = copy(&MAIN_AND_LOG, other.path());
    for name in MAIN_AND_LOG {
        fs::copy(theirs.path().join(name), dir.path().join("moved")).expect("copied");
        fs::rename(dir.path().join("moved"), dir.path().join(name)).expect("renamed");
    }
    drop(store);
    for name in MAIN_AND_LOG {
        assert!(fs::read(dir.path().join(name)).ok() == fs::read(theirs.path().join(name)).ok(), "{name}");
    }
}

#[test]
fn a_log_that_was_lost_under_a_kiosk_is_in_the_file_once_it_ends() {
    for (what, lose) in losses().into_iter().filter(|(what, _)| what.starts_with("the log")) {
        let (dir, mut store) = new_ledger();
        store.record_intent(&intent(1, "0")).expect("written");
        lose(dir.path());
        drop(store);
        assert_eq!(sales(dir.path()).map(|sales| sales.len()), Ok(1), "{what}");
    }
}
