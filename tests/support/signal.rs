//! What tests with processes of their own need: to send signals, and to wait for what nothing announces.

use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

/// How long what must happen soon may take; far more than it takes.
pub const END: Duration = Duration::from_secs(20);

/// Waits until something is so that nothing announces.
pub fn eventually<T>(what: &str, mut find: impl FnMut() -> Option<T>) -> T {
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
pub fn signal(process: u32, name: &str) {
    // The shell's own `kill`, which is there on every system.
    let sent = Command::new("sh").args(["-c", &format!("kill -{name} {process}")]).status();
    assert!(sent.is_ok_and(|status| status.success()), "SIG{name}");
}
