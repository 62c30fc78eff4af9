//! The catalogue's desk: reads and replaces the file, one after the other, in nobody's way.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::app::effect::CatalogueEffect;
use crate::app::msg::{CatalogueEvent, Event};
use crate::domain::catalogue::Catalogue;
use crate::kept::{self, KeptError};
use crate::log::{Level, Log};

/// Takes effects one after the other.
pub(super) struct Desk {
    effects: mpsc::Sender<CatalogueEffect>,
    events: mpsc::Sender<Event>,
    server: JoinHandle<()>,
}

/// Effects that may wait: the core writes once in minutes. On a disk that hangs, the newest catalogue is not kept.
const WAITING_MAX: usize = 4;

/// Whose catalogue, and where it is kept.
struct Place {
    dir: PathBuf,
    source: String,
}

impl Desk {
    /// Opens the desk; the file is touched when it is asked for.
    pub(super) fn open(dir: PathBuf, source: String, log: Log, events: mpsc::Sender<Event>) -> Self {
        let (effects, waiting) = mpsc::channel(WAITING_MAX);
        let server = tokio::spawn(serve(Place { dir, source }, log, waiting, events.clone()));
        Self { effects, events, server }
    }

    /// Performs what it was told before, and ends.
    pub(super) async fn close(self) {
        drop(self.effects);
        // It can only fail by panicking, and a panic has ended the process.
        self.server.await.ok();
    }

    /// Puts an effect behind those before it.
    pub(super) fn perform(&self, effect: CatalogueEffect) {
        let refused = self.effects.try_send(effect).err().map(mpsc::error::TrySendError::into_inner);
        if let Some(CatalogueEffect::LoadCatalogue) = refused {
            let events = self.events.clone();
            tokio::spawn(async move { events.send(loaded(Catalogue::default())).await });
        }
    }
}

async fn serve(
    place: Place,
    log: Log,
    mut waiting: mpsc::Receiver<CatalogueEffect>,
    events: mpsc::Sender<Event>,
) {
    let place = Arc::new(place);
    while let Some(effect) = waiting.recv().await {
        let (place, log) = (Arc::clone(&place), log.clone());
        // It can only fail by panicking, and a panic has ended the process.
        let answer = spawn_blocking(move || perform(&place.dir, &place.source, effect, &log)).await.ok();
        if let Some(event) = answer.flatten() {
            // Without a listener the process is ending.
            events.send(event).await.ok();
        }
    }
}

fn perform(dir: &Path, source: &str, effect: CatalogueEffect, log: &Log) -> Option<Event> {
    match effect {
        CatalogueEffect::LoadCatalogue => {
            let kept = kept::load(dir, source).unwrap_or_else(|error| {
                note(log, "catalogue_not_read", &error);
                None
            });
            Some(loaded(kept.unwrap_or_default()))
        }
        CatalogueEffect::KeepCatalogue(catalogue) => {
            if let Err(error) = kept::keep(dir, source, &catalogue) {
                note(log, "catalogue_not_kept", &error);
            }
            None
        }
    }
}

fn loaded(catalogue: Catalogue) -> Event {
    Event::Catalogue(CatalogueEvent::CatalogueLoaded(Box::new(catalogue)))
}

fn note(log: &Log, event: &'static str, error: &KeptError) {
    let fault = match error {
        KeptError::Disk(_) => "disk",
        KeptError::TooLarge => "too_large",
        KeptError::Damaged => "damaged",
        KeptError::Foreign => "another_studio",
    };
    log.line(Level::Warn, event).with("fault", fault).write();
}
