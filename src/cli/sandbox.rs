//! `walkin sandbox`: the demo's studio as a server of its own.

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};

use super::SandboxArgs;
use crate::clock;
use crate::sandbox::Studio;

/// The studio, open.
pub struct Sandbox {
    studio: Studio,
}

impl Sandbox {
    /// Opens the studio.
    ///
    /// # Errors
    /// When the address cannot be listened at.
    pub async fn start(args: &SandboxArgs) -> anyhow::Result<Self> {
        let seed = match args.seed {
            Some(seed) => seed,
            None => u64::from_le_bytes(clock::random().context("the system has no random bytes to give")?),
        };
        let studio = Studio::start(args.listen, seed, None, clock::wall).await?;
        Ok(Self { studio })
    }

    /// What a client needs to know: `{"api": "http://...", "key": "..."}`.
    pub fn announcement(&self) -> String {
        serde_json::json!({"api": self.studio.api, "key": self.studio.key}).to_string()
    }

    /// Serves until SIGTERM or Ctrl-C, then finishes what it has begun.
    ///
    /// # Errors
    /// When signals cannot be listened to.
    pub async fn serve(self) -> anyhow::Result<()> {
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        self.studio.stop().await;
        Ok(())
    }
}
