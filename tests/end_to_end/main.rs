//! The built program in a terminal, from the first key to the access code, and every way out of it.
//!
//! Nothing is pretended but the studio: real keys, real cells, a real phone page over real HTTP, a real file.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test waits by the real clock")]

mod demo;
mod offline;
mod phone;
mod sale;
mod service;

#[expect(dead_code, reason = "shared with the benchmark, which needs other parts of it")]
#[path = "../support/pty.rs"]
mod pty;
#[path = "../support/tenant.rs"]
mod tenant;
#[expect(dead_code, reason = "shared with the tests in a browser, which need other parts of it")]
#[path = "../support/visitor.rs"]
mod visitor;

use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use pty::Pty;
use vt100::MouseProtocolMode;

/// How long what must happen soon may take; far more than it takes.
const END: Duration = Duration::from_secs(20);

/// Waits until something is so that nothing announces.
fn eventually<T>(what: &str, mut find: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = find() {
            return found;
        }
        assert!(began.elapsed() < END, "waited for {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Sends a signal, as a supervisor does.
fn signal(process: u32, name: &str) {
    // The shell's own `kill`, which is there on every system.
    let sent = Command::new("sh").args(["-c", &format!("kill -{name} {process}")]).status();
    assert!(sent.is_ok_and(|status| status.success()), "SIG{name}");
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
