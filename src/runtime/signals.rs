//! What the system and a vanishing terminal tell the process.

use std::fs::File;
use std::io;
use std::os::fd::AsFd;

use tokio::io::unix::AsyncFd;
use tokio::io::{Interest, Ready};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signals the kiosk listens to. Those that a keyboard could send are swallowed from the first one on.
pub(super) struct Signals {
    terminate: Signal,
    hang_up: Signal,
    interrupt: Signal,
    window_change: Signal,
    /// Listened to so that they do nothing.
    _swallowed: [Signal; 2],
    terminal: Option<AsyncFd<File>>,
}

/// What was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// SIGTERM: end when nothing is in flight.
    End,
    /// SIGINT, from outside: the keyboard sends a key.
    Interrupt,
    /// SIGWINCH: the terminal has another size.
    Resized,
    /// The terminal is gone.
    TerminalGone,
}

/// SIGTSTP, which has no name in tokio; its number differs between systems.
const STOP_FROM_KEYBOARD: i32 = if cfg!(any(target_os = "linux", target_os = "android")) { 20 } else { 18 };

impl Signals {
    /// Starts to listen.
    pub(super) fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            window_change: signal(SignalKind::window_change())?,
            _swallowed: [signal(SignalKind::quit())?, signal(SignalKind::from_raw(STOP_FROM_KEYBOARD))?],
            // Where a terminal cannot be watched, reading and writing still fail when it is gone.
            terminal: watch_terminal().ok(),
        })
    }

    /// Waits for the next one. Nothing is lost when the wait is given up.
    pub(super) async fn next(&mut self) -> Told {
        tokio::select! {
            _ = self.terminate.recv() => Told::End,
            _ = self.hang_up.recv() => Told::TerminalGone,
            _ = self.interrupt.recv() => Told::Interrupt,
            _ = self.window_change.recv() => Told::Resized,
            () = hung_up(self.terminal.as_ref()) => Told::TerminalGone,
        }
    }

    /// Stops watching a terminal that is known to be gone.
    pub(super) fn forget_terminal(&mut self) {
        self.terminal = None;
    }
}

/// Nothing is ever read through this; it only learns when the other end is closed. The library that reads the keys does
/// not notice and would spin.
#[expect(
    deprecated,
    reason = "the one safe constructor; what it cannot rule out, a type that changes its descriptor, a File is not"
)]
fn watch_terminal() -> io::Result<AsyncFd<File>> {
    let terminal = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    AsyncFd::with_interest(terminal, Interest::READABLE)
}

async fn hung_up(terminal: Option<&AsyncFd<File>>) {
    let Some(terminal) = terminal else { return std::future::pending().await };
    while let Ok(mut guard) = terminal.readable().await {
        if guard.ready().is_read_closed() {
            return;
        }
        // A key: the reader's business.
        guard.clear_ready_matching(Ready::READABLE);
    }
}
