//! A program in a pseudo-terminal, and the screen a person would see.
//!
//! A thread reads what the program writes and keeps it three ways: as bytes, as the cells of a terminal, and as the
//! moments at which it came. Whoever waits is woken by each chunk and looks again; nobody waits for time to pass.
//!
//! Invariant: the program is killed when this is dropped.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use vt100::{Color, Parser, Screen};

/// A program and its terminal.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    /// None once the terminal has vanished.
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    reader: Option<JoinHandle<()>>,
    seen: Arc<Seen>,
}

/// What the program has written.
struct Seen {
    state: Mutex<State>,
    changed: Condvar,
    is_hung_up: AtomicBool,
}

struct State {
    parser: Parser,
    bytes: Vec<u8>,
    /// When each chunk came, and how many bytes there were then.
    chunks: Vec<(Instant, usize)>,
    is_open: bool,
}

/// Columns and rows of the smallest grid on which every screen is complete.
pub const SMALLEST: (u16, u16) = (72, 20);

/// How long a condition may take: far longer than on any machine that still works.
const PATIENCE: Duration = Duration::from_secs(30);

impl Pty {
    /// Starts a program with exactly this environment, beside the names every terminal sets.
    pub fn start(program: &Path, args: &[&str], env: &[(&str, &str)], size: (u16, u16)) -> Self {
        let (cols, rows) = size;
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        for (name, value) in env {
            command.env(name, value);
        }
        let source = pair.master.try_clone_reader().expect("a terminal to read");
        let writer = pair.master.take_writer().expect("a terminal to write to");
        let parser = Parser::new(rows.try_into().expect("rows"), cols.try_into().expect("columns"), 0);
        let state = State { parser, bytes: Vec::new(), chunks: Vec::new(), is_open: true };
        let seen = Seen { state: state.into(), changed: Condvar::new(), is_hung_up: AtomicBool::new(false) };
        let seen = Arc::new(seen);
        let reader = thread::spawn({
            let seen = Arc::clone(&seen);
            move || read(source, &seen)
        });
        let child = pair.slave.spawn_command(command).expect("a program that starts");
        Self { child, master: Some(pair.master), writer: Some(writer), reader: Some(reader), seen }
    }

    /// Writes what a terminal sends for a key.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let writer = self.writer.as_mut().expect("a terminal that is there");
        writer.write_all(bytes.as_ref()).and_then(|()| writer.flush()).expect("a terminal that takes keys");
    }

    /// Waits until the screen shows what `is_there` looks for, and gives the moment of the last change before that.
    pub fn wait_for(&self, what: &str, is_there: impl Fn(&Screen) -> bool) -> Instant {
        self.wait(what, |state| is_there(state.parser.screen()).then(|| state.last_change()))
    }

    /// Waits until the screen shows this text.
    pub fn wait_for_text(&self, text: &str) -> Instant {
        self.wait_for(&format!("{text:?}"), |screen| screen.contents().contains(text))
    }

    /// Waits until `find` finds something on the screen.
    pub fn wait_to_find<T>(&self, what: &str, find: impl Fn(&Screen) -> Option<T>) -> T {
        self.wait(what, |state| find(state.parser.screen()))
    }

    /// Waits until more than this many bytes were written, and gives the moment at which the first of them came.
    pub fn wait_for_more_than(&self, bytes: usize) -> Instant {
        self.wait("an answer", |state| {
            let later = state.chunks.iter().rev().take_while(|(_, until)| *until > bytes);
            later.last().map(|(at, _)| *at)
        })
    }

    /// Waits until the process has ended; `within` is the promise, after which it is a failure.
    pub fn wait_for_end(&mut self, within: Duration) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status;
            }
            assert!(began.elapsed() < within, "still running after {within:?}:\n{}", self.text());
            // Nothing tells that a process has ended but asking; the answer decides, not the pause.
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whether the process is still there.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("a child").is_none()
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    /// What a person reads now.
    pub fn text(&self) -> String {
        self.look(Screen::contents)
    }

    /// Looks at the screen as it is now.
    pub fn look<T>(&self, look: impl FnOnce(&Screen) -> T) -> T {
        look(self.seen.lock().parser.screen())
    }

    /// Everything written so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.lock().bytes.clone()
    }

    /// How much was written so far.
    pub fn written(&self) -> usize {
        self.seen.lock().bytes.len()
    }

    /// Waits until the terminal is closed at the other end, so that nothing more can come.
    pub fn wait_for_silence(&self) {
        self.wait("the end of all output", |state| (!state.is_open).then_some(()));
    }

    /// Pulls the plug: the terminal is gone. `key` must make the program draw, since the thread that reads learns of it
    /// only from another chunk.
    pub fn hang_up(&mut self, key: &str) {
        self.seen.is_hung_up.store(true, Ordering::SeqCst);
        self.send(key);
        let reader = self.reader.take().expect("a reader");
        reader.join().expect("the reader ends");
        self.writer = None;
        self.master = None;
    }

    fn wait<T>(&self, what: &str, mut find: impl FnMut(&State) -> Option<T>) -> T {
        let began = Instant::now();
        let mut state = self.seen.lock();
        loop {
            if let Some(found) = find(&state) {
                return found;
            }
            let left = PATIENCE.saturating_sub(began.elapsed());
            if left.is_zero() {
                let text = state.parser.screen().contents();
                drop(state);
                panic!("waited for {what}, but the screen shows:\n{text}");
            }
            (state, _) = self.seen.changed.wait_timeout(state, left).expect("a reader that lives");
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone and waited for after this.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Seen {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("a reader that lives")
    }
}

impl State {
    fn last_change(&self) -> Instant {
        self.chunks.last().map_or_else(Instant::now, |(at, _)| *at)
    }
}

fn read(mut source: Box<dyn Read + Send>, seen: &Seen) {
    let mut chunk = vec![0; 1 << 16];
    // A terminal whose other end is closed gives an error or nothing, depending on the system.
    while let Ok(length @ 1..) = source.read(&mut chunk) {
        let at = Instant::now();
        let mut state = seen.lock();
        state.parser.process(&chunk[..length]);
        state.bytes.extend_from_slice(&chunk[..length]);
        let until = state.bytes.len();
        state.chunks.push((at, until));
        drop(state);
        seen.changed.notify_all();
        if seen.is_hung_up.load(Ordering::SeqCst) {
            return;
        }
    }
    seen.lock().is_open = false;
    seen.changed.notify_all();
}

/// Reads the QR code on the screen as a phone would: by what is dark and what is light.
pub fn read_code(screen: &Screen) -> Option<String> {
    /// Pixels of a module, since a reader needs some to measure by.
    const SCALE: usize = 4;
    let (rows, columns) = screen.size();
    let (width, height) = (usize::from(columns.get()), usize::from(rows.get()) * 2);
    let light = |x: usize, y: usize| {
        let (column, row) = (u16::try_from(x).ok()?, u16::try_from(y / 2).ok()?);
        half_cell(screen, column, row, y.is_multiple_of(2))
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width * SCALE, height * SCALE, |x, y| {
        // What is neither black nor white belongs to no code; as grey it could only confuse.
        if light(x / SCALE, y / SCALE) == Some(true) { 255 } else { 0 }
    });
    image.detect_grids().into_iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}

/// Whether the upper or lower half of a cell is white; `None` when it is neither white nor black.
fn half_cell(screen: &Screen, column: u16, row: u16, upper: bool) -> Option<bool> {
    let cell = screen.cell(row, column)?;
    let is_ink = match (cell.contents(), upper) {
        ("█", _) | ("▀", true) | ("▄", false) => true,
        (" " | "", _) | ("▀", false) | ("▄", true) => false,
        _ => return None,
    };
    match if is_ink { cell.fgcolor() } else { cell.bgcolor() } {
        Color::Rgb(255, 255, 255) => Some(true),
        Color::Rgb(0, 0, 0) => Some(false),
        _ => None,
    }
}
