//! A studio and a kiosk's directory for it: configuration, key, data, log.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;
use walkin::clock;
use walkin::sandbox::{Faults, Studio, World};

use super::pty::{Pty, SMALLEST};

/// The studio and the directory; both are gone when this is dropped.
pub struct Tenant {
    /// None where the studio is elsewhere.
    studio: Option<Arc<Studio>>,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
    dir: tempfile::TempDir,
}

/// Makes codes and ids the same in every run.
pub const SEED: u64 = 7;
/// The program under test.
pub const WALKIN: &str = env!("CARGO_BIN_EXE_walkin");

impl Tenant {
    /// A studio as the demo has it.
    pub fn open() -> Self {
        Self::serving(World::new(SEED, clock::wall()))
    }

    /// A studio changed before it opens.
    pub fn with(change: impl FnOnce(&mut World)) -> Self {
        let mut world = World::new(SEED, clock::wall());
        change(&mut world);
        Self::serving(world)
    }

    /// A studio with this world.
    pub fn serving(world: World) -> Self {
        let (stop, stopped) = oneshot::channel();
        let (ready, opened) = mpsc::channel();
        let server = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async move {
                let here = "127.0.0.1:0".parse().expect("an address");
                let studio =
                    Studio::serve(here, world, Faults::default(), clock::wall).await.expect("a studio");
                ready.send(Arc::new(studio)).expect("somebody waits");
                stopped.await.ok();
            });
        });
        let studio = opened.recv().expect("a studio");
        let dir = tempfile::tempdir().expect("a directory");
        let tenant = Self { studio: Some(studio), stop: Some(stop), server: Some(server), dir };
        tenant.write_key(&tenant.studio().key);
        tenant.write_config(&tenant.config());
        tenant
    }

    /// A studio that is open elsewhere.
    pub fn of(api: &str, widget_url: &str, key: &str) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let tenant = Self { studio: None, stop: None, server: None, dir };
        tenant.write_key(key);
        tenant.write_config(&config(api, widget_url));
        tenant
    }

    /// The studio in this process.
    pub fn studio(&self) -> &Studio {
        self.studio.as_ref().expect("a studio in this process")
    }

    /// Everything the kiosk may write to or read from.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// The configuration's file.
    pub fn config_file(&self) -> PathBuf {
        self.dir().join("walkin.toml")
    }

    /// A configuration for this studio.
    pub fn config(&self) -> String {
        config(&self.studio().api, &self.studio().widget_url)
    }

    /// Puts another configuration in place.
    pub fn write_config(&self, text: &str) {
        fs::write(self.config_file(), text).expect("a file");
    }

    /// Puts another key in place.
    pub fn write_key(&self, key: &str) {
        fs::write(self.dir().join("key"), key).expect("a file");
    }

    /// `walkin run` in a terminal of its own.
    pub fn run(&self) -> Pty {
        let config = self.config_file();
        self.start(&["run", "--config", config.to_str().expect("a readable path")])
    }

    /// The program in a terminal of its own, with nothing around it but this directory.
    pub fn start(&self, args: &[&str]) -> Pty {
        let dir = self.dir().to_str().expect("a readable path");
        Pty::start(Path::new(WALKIN), args, &[("HOME", dir), ("TMPDIR", dir)], SMALLEST)
    }

    /// Runs a command on the configuration that ends by itself.
    pub fn ask(&self, command: &[&str]) -> Output {
        Command::new(WALKIN)
            .args(command)
            .env_clear()
            .env("HOME", self.dir())
            .env("WALKIN_CONFIG", self.config_file())
            .output()
            .expect("a program that starts")
    }
}

/// A configuration for the studio at `api`, whose payment component is at `widget_url`.
fn config(api: &str, widget_url: &str) -> String {
    format!(
        r#"[api]
base_url = "{api}"
key_file = "key"
[studio]
time_zone = "Europe/Berlin"
[kiosk]
languages = ["en", "de"]
idle_warning = 300
scan_gap = 10
[payment]
listen = "127.0.0.1:0"
widget_url = "{widget_url}"
environment = "sandbox"
country = "DE"
[legal]
privacy.en = {{ text = "What you type is used for your ticket." }}
privacy.de = {{ text = "Was Sie eingeben, dient Ihrem Ticket." }}
[log]
file = "walkin.jsonl"
level = "debug"
[data]
dir = "data"
"#
    )
}

impl Drop for Tenant {
    fn drop(&mut self) {
        self.studio.take();
        self.stop.take();
        if let Some(server) = self.server.take() {
            // It can only fail by panicking, which its own message tells of.
            server.join().ok();
        }
    }
}
