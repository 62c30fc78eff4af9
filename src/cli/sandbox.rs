//! `walkin sandbox`: the demo's studio as a server of its own.

use anyhow::Context;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::SandboxArgs;
use crate::clock;
use crate::sandbox::Studio;

/// The studio, open.
pub struct Sandbox {
    studio: Studio,
    terminate: Signal,
    interrupt: Signal,
}

impl Sandbox {
    /// Opens the studio. Signals are listened to first: who reads the announcement may end it at once.
    ///
    /// # Errors
    /// When the address or the signals cannot be listened to.
    pub async fn start(args: &SandboxArgs) -> anyhow::Result<Self> {
        let seed = match args.seed {
            Some(seed) => seed,
            None => u64::from_le_bytes(clock::random().context("the system has no random bytes to give")?),
        };
        let terminate = signal(SignalKind::terminate())?;
        let interrupt = signal(SignalKind::interrupt())?;
        let studio = Studio::start(args.listen, seed, args.faults.faults(), clock::wall).await?;
        Ok(Self { studio, terminate, interrupt })
    }

    /// What a client needs to know: `{"api": "http://...", "key": "..."}`.
    pub fn announcement(&self) -> String {
        serde_json::json!({"api": self.studio.api, "key": self.studio.key}).to_string()
    }

    /// Serves until SIGTERM or Ctrl-C, then finishes what it has begun.
    pub async fn serve(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
        self.studio.stop().await;
    }
}
