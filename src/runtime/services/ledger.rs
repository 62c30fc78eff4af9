//! The ledger's desk: opens it, writes to it in the order it is told, and answers when a write is on disk.

use std::path::{Path, PathBuf};

use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;
use tokio::task::JoinHandle;

use super::DESK_MAX;
use crate::app::effect::LedgerEffect;
use crate::app::msg::{Event, LedgerEvent, Opened};
use crate::domain::fault::LedgerFault;
use crate::ledger::{self, FileId, Ledger, Remembered};
use crate::log::{Level, Log};

/// Takes effects one after the other.
pub(super) struct Desk {
    effects: mpsc::Sender<LedgerEffect>,
    events: mpsc::Sender<Event>,
    server: JoinHandle<()>,
}

impl Desk {
    /// Opens the desk; the ledger itself is opened when it is asked for.
    pub(super) fn open(dir: PathBuf, log: Log, events: mpsc::Sender<Event>) -> Self {
        let (effects, waiting) = mpsc::channel(DESK_MAX);
        let server = tokio::spawn(serve(dir, log, waiting, events.clone()));
        Self { effects, events, server }
    }

    /// Performs what it was told before, then closes the ledger.
    pub(super) async fn close(self) {
        drop(self.effects);
        // It can only fail by panicking, and a panic has ended the process.
        self.server.await.ok();
    }

    /// Puts an effect behind those before it.
    pub(super) fn perform(&self, effect: LedgerEffect) {
        if let Err(TrySendError::Full(effect) | TrySendError::Closed(effect)) = self.effects.try_send(effect)
        {
            // A desk that does not keep up is a disk that does not: nothing may be sold on it.
            let event = Event::Ledger(refusal(effect, LedgerFault::Failed));
            let events = self.events.clone();
            tokio::spawn(async move { events.send(event).await });
        }
    }
}

async fn serve(
    dir: PathBuf,
    log: Log,
    mut waiting: mpsc::Receiver<LedgerEffect>,
    events: mpsc::Sender<Event>,
) {
    let mut kept = Kept::default();
    while let Some(effect) = waiting.recv().await {
        let event = perform(&dir, &mut kept, effect).await;
        if let Some(fault) = fault_of(&event) {
            log.line(Level::Error, "ledger_fault").with("fault", label(fault)).write();
        }
        // Without a listener the process is ending; what is still told is written all the same.
        events.send(Event::Ledger(event)).await.ok();
    }
    if let Some(ledger) = kept.open {
        // Every write is on disk by now; only the lock and the side files are left.
        ledger.close().await.ok();
    }
}

/// What the desk has from one effect to the next.
#[derive(Default)]
struct Kept {
    open: Option<Ledger>,
    /// The first one that was opened. While this process lives no other is the ledger: its sales would be forgotten.
    file: Option<FileId>,
}

async fn perform(dir: &Path, kept: &mut Kept, effect: LedgerEffect) -> LedgerEvent {
    match (effect, kept.open.as_ref()) {
        (LedgerEffect::OpenLedger, _) => {
            if let Some(owned) = kept.open.as_ref() {
                match owned.resume().await {
                    Ok(remembered) => return LedgerEvent::LedgerOpened(Ok(opened(remembered))),
                    // Steps of sales under way are still tried: for them there is the reserve, and a file that is
                    // no longer in its place, or of which a part is damaged, may still take them.
                    Err(fault @ (LedgerFault::Full | LedgerFault::Damaged)) => {
                        return LedgerEvent::LedgerOpened(Err(fault));
                    }
                    Err(_) => {}
                }
            }
            // An owner that is to open it anew frees its lock first.
            if let Some(before) = kept.open.take() {
                before.close().await.ok();
            }
            let tried = match kept.file {
                Some(known) => Ledger::reopen(dir, known).await,
                None => Ledger::open(dir).await,
            };
            LedgerEvent::LedgerOpened(tried.map(|(ledger, remembered)| {
                kept.file = Some(ledger.file());
                kept.open = Some(ledger);
                opened(remembered)
            }))
        }
        (LedgerEffect::RecordIntent(intent), Some(ledger)) => {
            let reference = intent.reference.clone();
            LedgerEvent::IntentRecorded(reference, ledger.record_intent(*intent).await)
        }
        (LedgerEffect::RecordStep { reference, at, step }, Some(ledger)) => {
            let written = ledger.record_step(reference.clone(), at, step).await;
            LedgerEvent::StepRecorded(reference, written)
        }
        (LedgerEffect::FindIntent(request, reference), _) => {
            let found = read(dir, kept, move |dir| ledger::find(dir, &reference)).await;
            LedgerEvent::IntentFound(request, found.map(|intent| intent.map(Box::new)))
        }
        (LedgerEffect::FindModules(request, customer), _) => {
            let found = read(dir, kept, move |dir| ledger::modules(dir, customer)).await;
            LedgerEvent::ModulesFound(request, found.map(Into::into))
        }
        (LedgerEffect::RecordTry(request, wrong), Some(ledger)) => {
            LedgerEvent::TryRecorded(request, ledger.record_try(wrong).await)
        }
        (effect, None) => refusal(effect, LedgerFault::Failed),
    }
}

/// Reads beside the open ledger, so that it also works where nothing can be written any more.
async fn read<T: Send + 'static>(
    dir: &Path,
    kept: &Kept,
    look: impl FnOnce(&Path) -> Result<T, LedgerFault> + Send + 'static,
) -> Result<T, LedgerFault> {
    let (dir, known) = (dir.to_owned(), kept.file);
    let read = tokio::task::spawn_blocking(move || {
        // In another file it is not found, which would say that there is no such sale.
        known.map_or(Ok(()), |known| known.require_in(&dir))?;
        look(&dir)
    });
    read.await.unwrap_or(Err(LedgerFault::Failed))
}

fn opened(remembered: Remembered) -> Opened {
    Opened { intents: remembered.intents, tries: remembered.tries }
}

/// The answer to an effect that could not be performed.
fn refusal(effect: LedgerEffect, fault: LedgerFault) -> LedgerEvent {
    match effect {
        LedgerEffect::OpenLedger => LedgerEvent::LedgerOpened(Err(fault)),
        LedgerEffect::RecordIntent(intent) => LedgerEvent::IntentRecorded(intent.reference, Err(fault)),
        LedgerEffect::RecordStep { reference, .. } => LedgerEvent::StepRecorded(reference, Err(fault)),
        LedgerEffect::FindIntent(request, _) => LedgerEvent::IntentFound(request, Err(fault)),
        LedgerEffect::FindModules(request, _) => LedgerEvent::ModulesFound(request, Err(fault)),
        LedgerEffect::RecordTry(request, _) => LedgerEvent::TryRecorded(request, Err(fault)),
    }
}

fn fault_of(event: &LedgerEvent) -> Option<LedgerFault> {
    match event {
        LedgerEvent::LedgerOpened(result) => result.as_ref().err().copied(),
        LedgerEvent::IntentRecorded(_, result) | LedgerEvent::StepRecorded(_, result) => {
            result.as_ref().err().copied()
        }
        LedgerEvent::IntentFound(_, result) => result.as_ref().err().copied(),
        LedgerEvent::ModulesFound(_, result) => result.as_ref().err().copied(),
        LedgerEvent::TryRecorded(_, result) => result.as_ref().err().copied(),
    }
}

fn label(fault: LedgerFault) -> &'static str {
    match fault {
        LedgerFault::Full => "full",
        LedgerFault::ReadOnly => "read_only",
        LedgerFault::Damaged => "damaged",
        LedgerFault::Later => "later",
        LedgerFault::InUse => "in_use",
        LedgerFault::Failed => "failed",
    }
}
