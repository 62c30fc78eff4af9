//! `walkin sandbox`, which says where it is and what its key is in one line: a studio in a process of its own.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use super::signal::signal;
use super::tenant::WALKIN;

/// The studio; it is killed when this is dropped.
pub struct Sandbox {
    process: Child,
    /// Its base address, such as `http://127.0.0.1:8080`.
    pub api: String,
    pub key: String,
}

impl Sandbox {
    /// Opens one at a free port.
    pub fn start() -> Self {
        Self::start_at("127.0.0.1:0".parse().expect("an address"))
    }

    /// Opens one at this address; its key is always the same.
    pub fn start_at(address: SocketAddr) -> Self {
        let mut process = Command::new(WALKIN)
            .args(["sandbox", "--listen", &address.to_string(), "--seed", "7"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("a program that starts");
        let mut line = String::new();
        let out = process.stdout.take().expect("a pipe");
        BufReader::new(out).read_line(&mut line).expect("one line");
        let ready: Value = serde_json::from_str(&line).expect("JSON");
        let text = |name: &str| ready[name].as_str().expect("a text").to_owned();
        Self { api: text("api"), key: text("key"), process }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        let address = self.api.strip_prefix("http://").expect("an address");
        address.parse().expect("an address and a port")
    }

    /// Ends it as its supervisor does.
    pub fn end(mut self) {
        signal(self.process.id(), "TERM");
        assert!(self.process.wait().expect("a child").success());
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone after this.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
