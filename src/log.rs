//! The log: JSON lines for operators, in a file, without personal data.
//!
//! A line is made of fixed names and of values that cannot be personal: numbers, words of the program, route templates,
//! and trace ids of the server. A thread writes the lines, so the loop never waits for a disk; when the disk does not
//! keep up, lines are dropped and counted.
//!
//! Invariant: the only text from outside is a trace id, cleaned and bounded.

mod file;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::clock;
use crate::config::LogConfig;
use crate::domain::text::Text;

pub use crate::config::LogLevel as Level;
use file::LogFile;

/// Where lines go; clones share it, and the last one dropped ends its thread.
#[derive(Clone, Debug)]
pub struct Log {
    level: Level,
    writer: Option<Writer>,
}

#[derive(Clone, Debug)]
struct Writer {
    orders: SyncSender<Order>,
    dropped: Arc<AtomicU64>,
}

/// What the thread is told.
#[derive(Debug)]
enum Order {
    /// Write this line.
    Append(String),
    /// Say when every line before is written.
    Flush(SyncSender<()>),
}

/// A line being made.
#[derive(Debug)]
pub struct Line<'a> {
    log: &'a Log,
    fields: Option<Map<String, Value>>,
}

/// A value that cannot be personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// A count, a status, a time in the unit its name says.
    Number(u64),
    /// A word of the program.
    Word(&'static str),
    /// Method and path of an operation with its ids left out.
    Route(String),
    /// What the vendor's support asks for, made by the server.
    Trace(Text),
}

/// Lines that wait for the disk; more come only when it has stopped.
const LINES_MAX: usize = 256;
/// How long the end of the process may wait for the last lines; a disk that takes longer has stopped.
const FLUSH_WITHIN: Duration = Duration::from_secs(2);
/// Characters of a trace id; real ones have 16 or 32.
const TRACE_MAX: usize = 64;

impl Log {
    /// A log to the configured file, or nowhere. A file that cannot be opened is tried again with each line.
    pub fn open(config: &LogConfig) -> Self {
        let writer = config.file.as_ref().and_then(|path| {
            let (orders, waiting) = sync_channel(LINES_MAX);
            let file = LogFile::new(path.clone(), config.size_max);
            thread::Builder::new().name("log".into()).spawn(move || serve(waiting, file)).ok()?;
            Some(Writer { orders, dropped: Arc::default() })
        });
        Self { level: config.level, writer }
    }

    /// A log that goes nowhere.
    pub fn none() -> Self {
        Self { level: Level::Error, writer: None }
    }

    /// Waits until every line so far is written; to be called before the process ends, which would lose them.
    pub fn flush(&self) {
        let Some(writer) = &self.writer else { return };
        let (written, is_written) = sync_channel(1);
        if writer.orders.try_send(Order::Flush(written)).is_ok() {
            // Too late or never: nothing more can be done for these lines.
            is_written.recv_timeout(FLUSH_WITHIN).ok();
        }
    }

    /// Begins a line about something that happened, named in the past tense or as a noun.
    pub fn line(&self, level: Level, event: &'static str) -> Line<'_> {
        let fields = (self.writer.is_some() && level <= self.level).then(|| {
            let mut fields = Map::new();
            fields.insert("at".into(), clock::wall().to_string().into());
            fields.insert("level".into(), name(level).into());
            fields.insert("event".into(), event.into());
            fields
        });
        Line { log: self, fields }
    }
}

impl Line<'_> {
    /// Adds a field.
    #[must_use]
    pub fn with(mut self, name: &'static str, field: impl Into<Field>) -> Self {
        if let Some(fields) = &mut self.fields {
            let value = match field.into() {
                Field::Number(number) => number.into(),
                Field::Word(word) => word.into(),
                Field::Route(route) => route.into(),
                Field::Trace(trace) => trace.as_str().chars().take(TRACE_MAX).collect::<String>().into(),
            };
            fields.insert(name.into(), value);
        }
        self
    }

    /// Hands the line over to be written.
    pub fn write(self) {
        let (Some(mut fields), Some(writer)) = (self.fields, &self.log.writer) else { return };
        let dropped = writer.dropped.swap(0, Ordering::Relaxed);
        if dropped > 0 {
            fields.insert("dropped_before".into(), dropped.into());
        }
        let line = Value::Object(fields).to_string() + "\n";
        if writer.orders.try_send(Order::Append(line)).is_err() {
            writer.dropped.fetch_add(dropped + 1, Ordering::Relaxed);
        }
    }
}

/// Does what it is told until nobody can tell it anything any more.
fn serve(orders: Receiver<Order>, mut file: LogFile) {
    for order in orders {
        match order {
            Order::Append(line) => file.append(&line),
            Order::Flush(written) => {
                // Whoever waited may have given up.
                written.send(()).ok();
            }
        }
    }
}

impl From<u64> for Field {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<&'static str> for Field {
    fn from(word: &'static str) -> Self {
        Self::Word(word)
    }
}

fn name(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warn",
        Level::Info => "info",
        Level::Debug => "debug",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// What a log of this level holds after its last line is written.
    fn written(level: Level, write: impl FnOnce(&Log)) -> Vec<Value> {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("log.jsonl");
        let log = Log::open(&LogConfig { file: Some(path.clone()), level, size_max: 1_000_000 });
        write(&log);
        log.flush();
        read(&path)
    }

    fn read(path: &Path) -> Vec<Value> {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    #[test]
    fn a_line_is_json_with_time_level_event_and_fields() {
        let lines = written(Level::Info, |log| {
            let trace = Field::Trace(Text::name(&"t".repeat(100)));
            log.line(Level::Warn, "call")
                .with("route", Field::Route("GET /v1/customers/{id}".into()))
                .with("status", 500)
                .with("trace", trace)
                .write();
        });
        let [line] = lines.as_slice() else { panic!("one line, not {lines:?}") };
        assert_eq!(line["level"], "warn");
        assert_eq!(line["event"], "call");
        assert_eq!(line["route"], "GET /v1/customers/{id}");
        assert_eq!(line["status"], 500);
        assert_eq!(line["trace"].as_str().map(str::len), Some(TRACE_MAX));
        assert!(line["at"].as_str().is_some_and(|at| at.ends_with('Z')));
    }

    #[test]
    fn what_is_less_important_than_the_level_is_not_written() {
        let lines = written(Level::Warn, |log| {
            for level in [Level::Error, Level::Warn, Level::Info, Level::Debug] {
                log.line(level, "x").write();
            }
        });
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn lines_that_find_no_room_are_counted_and_nobody_waits() {
        let (orders, waiting) = sync_channel(1);
        let log = Log { level: Level::Info, writer: Some(Writer { orders, dropped: Arc::default() }) };
        let next = || match waiting.recv().expect("an order") {
            Order::Append(line) => line,
            order @ Order::Flush(_) => panic!("{order:?}"),
        };
        for _ in 0..4 {
            log.line(Level::Info, "x").write();
        }
        assert!(!next().contains("dropped"));
        log.line(Level::Info, "y").write();
        assert!(next().contains("\"dropped_before\":3"));
    }

    #[test]
    fn without_a_file_nothing_happens() {
        Log::none().line(Level::Error, "x").with("n", 1).write();
        let config = LogConfig { file: None, level: Level::Debug, size_max: 1 };
        assert!(Log::open(&config).writer.is_none());
    }
}
