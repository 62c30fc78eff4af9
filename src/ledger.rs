//! The ledger: every order and every step of it, on disk before anything that depends on it.
//!
//! One thread owns the file and answers each write only after it is committed and synced, so an answer means "a power
//! cut now loses nothing". The file only grows: what is written is never changed or deleted, and a step is taken only
//! if [`Intent::take`] takes it from what is on disk. A second process is kept out by a lock.
//!
//! Invariant: ids, names of what the studio sells, days, amounts, states, codes and hashes only; no name, mail or birth date
//! of a person, no card number or PIN, and no payment token ever gets here.

mod check;
mod fault;
mod lock;
mod place;
mod read;
mod replay;
mod schema;
mod space;
mod store;

use std::path::Path;
use std::thread;

use tokio::sync::{mpsc, oneshot};

pub use self::fault::remedy;
pub use self::lock::is_in_use;
pub use self::place::FileId;
pub use self::read::{find, modules, sale, sales};
pub use self::replay::{Remembered, Sale};
pub use self::space::{RESERVE, free};
use self::store::Store;
pub use self::store::try_writing;
use crate::domain::fault::LedgerFault;
use crate::domain::intent::{Intent, Step};
use crate::domain::pass::Reference;
use crate::domain::time::Timestamp;
use crate::domain::tries::Try;

/// A handle to the thread that owns the ledger; clones share it, and the last one dropped ends it.
#[derive(Clone, Debug)]
pub struct Ledger {
    requests: mpsc::Sender<Request>,
    file: FileId,
}

/// Writes that may wait for the disk at once: far more than one kiosk has intents in motion. Who comes later waits.
const REQUESTS_MAX: usize = 32;

/// Answers a request once it is on disk, or says why it is not.
type Reply<T> = oneshot::Sender<Result<T, LedgerFault>>;

enum Request {
    RecordIntent(Box<Intent>, Reply<()>),
    RecordStep(Reference, Timestamp, Step, Reply<()>),
    RecordTry(Try, Reply<()>),
    Resume(Reply<Remembered>),
    Close(Reply<()>),
}

impl Ledger {
    /// Opens the ledger in `dir`, checks that it is whole, and reads what a kiosk that starts has to know; creates both
    /// where they are missing.
    ///
    /// Answers [`LedgerFault::InUse`] while another process owns the directory, [`LedgerFault::Full`] where less than
    /// [`RESERVE`] is free, and, touching nothing, [`LedgerFault::Damaged`] and [`LedgerFault::Later`].
    pub async fn open(dir: &Path) -> Result<(Self, Remembered), LedgerFault> {
        Self::start(dir, None).await
    }

    /// Opens a ledger that this process had open before, and no other: [`LedgerFault::Damaged`] where the file is gone or
    /// replaced, since sales that were known a moment ago would be forgotten.
    pub async fn reopen(dir: &Path, known: FileId) -> Result<(Self, Remembered), LedgerFault> {
        Self::start(dir, Some(known)).await
    }

    async fn start(dir: &Path, known: Option<FileId>) -> Result<(Self, Remembered), LedgerFault> {
        let (requests, queue) = mpsc::channel(REQUESTS_MAX);
        let (opened, is_open) = oneshot::channel();
        let dir = dir.to_owned();
        thread::Builder::new()
            .name("ledger".into())
            .spawn(move || {
                let (store, remembered) = match Store::open(&dir, known) {
                    Ok(both) => both,
                    Err(fault) => return answer(opened, Err(fault)),
                };
                // Whoever asked may have gone; then the queue is closed as well and the thread ends.
                answer(opened, Ok((store.file(), remembered)));
                store.empty_log();
                serve(store, queue);
            })
            .map_err(|_| LedgerFault::Failed)?;
        let (file, remembered) = is_open.await.map_err(|_| LedgerFault::Failed)??;
        Ok((Self { requests, file }, remembered))
    }

    /// Which file is open, for [`Ledger::reopen`].
    pub fn file(&self) -> FileId {
        self.file
    }

    /// Makes sure that sales can be written again after a write was refused, and reads what [`Ledger::open`] does, without
    /// giving up the lock.
    pub async fn resume(&self) -> Result<Remembered, LedgerFault> {
        self.ask(Request::Resume).await
    }

    /// Writes a new intent; the answer comes after the sync. [`LedgerFault::Full`] where less than [`RESERVE`] is free,
    /// [`LedgerFault::Damaged`] where the file was removed or replaced since it was opened.
    pub async fn record_intent(&self, intent: Intent) -> Result<(), LedgerFault> {
        self.ask(|reply| Request::RecordIntent(Box::new(intent), reply)).await
    }

    /// Writes a step; the answer comes after the sync. A step that is not in the table for what is on disk is refused
    /// as [`LedgerFault::Failed`].
    pub async fn record_step(
        &self,
        reference: Reference,
        at: Timestamp,
        step: Step,
    ) -> Result<(), LedgerFault> {
        self.ask(|reply| Request::RecordStep(reference, at, step, reply)).await
    }

    /// Writes that somebody did not prove who they are; the answer comes after the sync. Refused as a new intent is.
    pub async fn record_try(&self, wrong: Try) -> Result<(), LedgerFault> {
        self.ask(|reply| Request::RecordTry(wrong, reply)).await
    }

    /// Finishes the writes before it and gives file and lock free; later requests of clones fail.
    pub async fn close(self) -> Result<(), LedgerFault> {
        self.ask(Request::Close).await
    }

    async fn ask<T>(&self, request: impl FnOnce(Reply<T>) -> Request) -> Result<T, LedgerFault> {
        let (reply, answered) = oneshot::channel();
        self.requests.send(request(reply)).await.map_err(|_| LedgerFault::Failed)?;
        answered.await.map_err(|_| LedgerFault::Failed)?
    }
}

/// Performs requests one after the other until told to close or no handle is left.
fn serve(mut store: Store, mut queue: mpsc::Receiver<Request>) {
    while let Some(request) = queue.blocking_recv() {
        match request {
            Request::RecordIntent(intent, reply) => answer(reply, store.record_intent(&intent)),
            Request::RecordStep(reference, at, step, reply) => {
                answer(reply, store.record_step(&reference, at, &step));
                if rests_after(&step) {
                    // Now that nobody waits for it.
                    store.empty_log();
                }
            }
            Request::RecordTry(wrong, reply) => answer(reply, store.record_try(&wrong)),
            Request::Resume(reply) => answer(reply, store.resume()),
            Request::Close(reply) => {
                drop(store);
                return answer(reply, Ok(()));
            }
        }
    }
}

/// Whether the visitor of a sale waits for no further write soon.
fn rests_after(step: &Step) -> bool {
    match step {
        Step::PaymentAwaited | Step::Authorised | Step::Submitted { .. } | Step::NotDone => false,
        Step::LostTrack { .. }
        | Step::Completed { .. }
        | Step::Granted { .. }
        | Step::Refused
        | Step::Abandoned { .. }
        | Step::StaffCalled { .. }
        | Step::Closed { .. } => true,
    }
}

/// An asker that went away does not undo what was done: its answer is dropped, the row stays.
fn answer<T>(reply: Reply<T>, result: Result<T, LedgerFault>) {
    reply.send(result).ok();
}

#[cfg(test)]
mod tests {
    use super::store::tests::{intent, submitted};
    use super::*;
    use crate::domain::intent::{Abandonment, State};
    use crate::domain::pass::{AccessCode, PurchaseId};

    const NOON: Timestamp = Timestamp::UNIX_EPOCH;

    #[tokio::test]
    async fn what_was_written_is_there_after_a_restart() {
        let dir = tempfile::tempdir().expect("a directory");
        let (ledger, remembered) = Ledger::open(dir.path()).await.expect("a new ledger");
        assert_eq!(remembered, Remembered::default());
        let (mut free, paid) = (intent(1, "0"), intent(2, "20.00"));
        ledger.record_intent(free.clone()).await.expect("written");
        ledger.clone().record_intent(paid.clone()).await.expect("written");
        ledger.record_step(free.reference.clone(), NOON, submitted()).await.expect("in the table");
        ledger.close().await.expect("closed");

        free.take(NOON, &submitted()).expect("in the table");
        let (_ledger, remembered) = Ledger::open(dir.path()).await.expect("the same ledger");
        assert_eq!(remembered.intents, [free, paid]);
    }

    #[tokio::test]
    async fn settled_intents_do_not_come_back() {
        let dir = tempfile::tempdir().expect("a directory");
        let (ledger, _) = Ledger::open(dir.path()).await.expect("a new ledger");
        // Long ago: what was bought of late does come back, since its result is nobody else's.
        let long_ago = |intent: Intent| Intent::new(intent.reference, intent.claim, NOON, intent.order);
        let (bought, left) = (long_ago(intent(1, "0")), long_ago(intent(2, "1")));
        let code = AccessCode::new("PG-1");
        for step in [submitted(), Step::Completed { purchase: PurchaseId(5), code }] {
            if step == submitted() {
                ledger.record_intent(bought.clone()).await.expect("written");
            }
            ledger.record_step(bought.reference.clone(), NOON, step).await.expect("in the table");
        }
        ledger.record_intent(left.clone()).await.expect("written");
        let why = Abandonment::Cancelled;
        ledger.record_step(left.reference, NOON, Step::Abandoned { why }).await.expect("in the table");
        ledger.close().await.expect("closed");
        assert_eq!(Ledger::open(dir.path()).await.expect("the same ledger").1, Remembered::default());
    }

    #[tokio::test]
    async fn the_second_process_is_refused_and_a_reader_is_not() {
        let dir = tempfile::tempdir().expect("a directory");
        let (ledger, _) = Ledger::open(dir.path()).await.expect("a new ledger");
        assert_eq!(Ledger::open(dir.path()).await.err(), Some(LedgerFault::InUse));
        ledger.record_intent(intent(1, "3")).await.expect("written");
        assert_eq!(sales(dir.path()).expect("read beside the owner").len(), 1);
        ledger.close().await.expect("closed");
        assert_eq!(sales(dir.path()).expect("read without an owner").len(), 1);
        assert!(Ledger::open(dir.path()).await.is_ok());
    }

    #[tokio::test]
    async fn a_closed_ledger_fails_instead_of_hanging() {
        let dir = tempfile::tempdir().expect("a directory");
        let (ledger, _) = Ledger::open(dir.path()).await.expect("a new ledger");
        let clone = ledger.clone();
        ledger.close().await.expect("closed");
        assert_eq!(clone.record_intent(intent(1, "3")).await, Err(LedgerFault::Failed));
    }

    #[tokio::test]
    async fn a_step_outside_the_table_is_refused_and_changes_nothing() {
        let dir = tempfile::tempdir().expect("a directory");
        let (ledger, _) = Ledger::open(dir.path()).await.expect("a new ledger");
        let paid = intent(1, "3");
        let reference = paid.reference.clone();
        assert_eq!(
            ledger.record_step(reference.clone(), NOON, Step::PaymentAwaited).await,
            Err(LedgerFault::Failed),
            "no step before the intent"
        );
        ledger.record_intent(paid).await.expect("written");
        assert_eq!(ledger.record_step(reference, NOON, submitted()).await, Err(LedgerFault::Failed));
        ledger.close().await.expect("closed");
        let (_ledger, remembered) = Ledger::open(dir.path()).await.expect("the same ledger");
        assert_eq!(remembered.intents.iter().map(Intent::state).collect::<Vec<_>>(), [&State::Intended]);
    }
}
