//! The built program in a terminal, from the first key to the access code, and every way out of it.
//!
//! Nothing is pretended but the studio: real keys, real cells, a real phone page over real HTTP, a real file.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test waits by the real clock")]

mod demo;
mod join;
mod member;
mod offline;
mod sale;
mod service;

#[path = "../support/phone.rs"]
mod phone;
#[expect(dead_code, reason = "shared with the benchmark, which needs other parts of it")]
#[path = "../support/pty.rs"]
mod pty;
#[path = "../support/sandbox.rs"]
mod sandbox;
#[path = "../support/signal.rs"]
mod signal;
#[expect(dead_code, reason = "shared with other tests, which need other parts of it")]
#[path = "../support/tenant.rs"]
mod tenant;
#[expect(dead_code, reason = "shared with the tests in a browser, which need other parts of it")]
#[path = "../support/visitor.rs"]
mod visitor;

use std::fs;
use std::path::Path;

use pty::Pty;
use signal::{END, eventually, signal};
use vt100::MouseProtocolMode;

/// The bytes of a file, or of every file in a directory.
fn bytes_in(path: &Path) -> Vec<u8> {
    if !path.is_dir() {
        return fs::read(path).expect("readable");
    }
    let entries = fs::read_dir(path).expect("readable");
    entries.flat_map(|entry| bytes_in(&entry.expect("an entry").path())).collect()
}

/// The terminal is as it was before the program took it, and nothing of the program is left on it.
fn assert_restored(terminal: &Pty) {
    terminal.wait_for_silence();
    terminal.look(|screen| {
        assert!(!screen.alternate_screen(), "the other screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None, "touches are not reported");
        assert!(!screen.bracketed_paste(), "pastes are not marked");
        assert_eq!(screen.contents().trim(), "", "nothing is left");
    });
}
