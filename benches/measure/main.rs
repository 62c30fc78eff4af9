//! What the kiosk costs beside a bare ratatui program: `cargo bench` prints a table.
//!
//! Both programs run in pseudo-terminals of the same size, in turn and in the same run, so that whatever else the machine
//! does hits both; a value is the median of its samples. The kiosk is `walkin run`; its studio is in this process, so
//! that it does not count.

#![expect(clippy::expect_used, clippy::panic, reason = "a measurement that cannot be made ends the run")]
#![expect(clippy::print_stdout, reason = "the table is the result")]
#![expect(clippy::disallowed_methods, reason = "real time is what is measured")]

mod process;
mod table;

#[expect(dead_code, reason = "shared with the end-to-end test, which needs other parts of it")]
#[path = "../../tests/support/pty.rs"]
mod pty;
#[expect(dead_code, reason = "shared with the end-to-end test, which needs other parts of it")]
#[path = "../../tests/support/tenant.rs"]
mod tenant;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use process::{resident_kib, voluntary_switches};
use pty::{Pty, SMALLEST};
use table::{Row, Table, median, micros, millis};
use tenant::{SEED, Tenant, WALKIN};
use walkin::clock;
use walkin::sandbox::World;

/// Starts of each program.
const STARTS: usize = 25;
/// Keys pressed in each program.
const KEYS: usize = 300;
/// How long nothing happens.
const IDLE: Duration = Duration::from_secs(10);
/// How long a program is left alone before the next sample, so that it is asleep.
const REST: Duration = Duration::from_millis(8);
/// Offers beside those of the club.
const MANY: u64 = 10_000;

const ENTER: &str = "\r";
const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";
const BACKSPACE: &str = "\x7f";
const PAGE_UP: &str = "\x1b[5~";
const PAGE_DOWN: &str = "\x1b[6~";

fn main() {
    // `cargo test --benches` only asks whether it builds.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let bare = build_bare();
    let mut table = Table::new();
    starts(&mut table, &bare);
    let few = Tenant::open();
    keys_and_idleness(&mut table, &bare, &few);
    long_list(&mut table, &few);
    demo(&mut table);
    println!("\n{table}");
}

/// Builds the bare program as the kiosk was built.
fn build_bare() -> PathBuf {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--release", "--example", "bare"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status();
    assert!(built.is_ok_and(|status| status.success()), "the bare program is built");
    Path::new(WALKIN).parent().expect("a directory").join("examples/bare")
}

/// From the start of the process to a whole screen.
fn starts(table: &mut Table, bare: &Path) {
    let tenant = Tenant::open();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        ours.push(start_time(|| tenant.run()));
        theirs.push(start_time(|| Pty::start(bare, &[], &[], SMALLEST)));
    }
    let row = Row::new("process start to first full screen", millis(median(&ours)), millis(median(&theirs)));
    table.add(row.ratio(median(&ours), median(&theirs), 3.0));
}

fn start_time(start: impl FnOnce() -> Pty) -> Duration {
    let began = Instant::now();
    let pty = start();
    // Both have words in their last line, and draw from the top.
    let at = pty.wait_for("a whole screen", |screen| {
        let (rows, columns) = screen.size();
        let last = screen.rows(0, columns.get()).nth(usize::from(rows.get()) - 1);
        last.is_some_and(|last| last.contains("Enter"))
    });
    at.saturating_duration_since(began)
}

/// A key, then nothing, on the welcome screen and in a list.
fn keys_and_idleness(table: &mut Table, bare: &Path, tenant: &Tenant) {
    let mut theirs = Pty::start(bare, &[], &[], SMALLEST);
    theirs.wait_for_text("Enter");
    let mut ours = tenant.run();
    // The number of visitors is the last thing the welcome screen learns.
    ours.wait_for_text("Kraftwerk Ostufer");
    thread::sleep(Duration::from_secs(1));
    let welcome = idle(&mut ours, &mut theirs);
    let resident = (resident_kib(ours.id()), resident_kib(theirs.id()));

    ours.send(ENTER);
    ours.wait_for_text("Tageskarte Erwachsene");
    let (mut our_keys, mut their_keys) = (Samples::default(), Samples::default());
    for _ in 0..KEYS / 2 {
        for key in [DOWN, UP] {
            our_keys.press(&mut ours, key);
            their_keys.press(&mut theirs, key);
        }
    }
    let (a, b) = (our_keys.time(), their_keys.time());
    let name = format!("key to first byte ({} and {} cells)", our_keys.cells(), their_keys.cells());
    table.add(Row::new(&name, micros(a), micros(b)).ratio(a, b, 2.0));
    let list = idle(&mut ours, &mut theirs);

    let mib = |kib: u64| format!("{:.1} MiB", kib_to_mib(kib));
    let row = Row::new("resident with the catalogue", mib(resident.0), mib(resident.1));
    table.add(row.at_most(kib_to_mib(resident.0), 24.0, "MiB"));
    for (place, [ours, theirs]) in [("on the welcome screen", welcome), ("in a list", list)] {
        let row = Row::new(&format!("bytes a second, idle {place}"), rate(ours.bytes), rate(theirs.bytes));
        table.add(row.at_most(ours.bytes, 0.0, ""));
        let row = Row::new(&format!("wake-ups a second, idle {place}"), rate(ours.wakes), rate(theirs.wakes));
        table.add(row.at_most(ours.wakes, 1.0, ""));
    }
}

/// What a program did in a second in which nothing happened.
#[derive(Clone, Copy)]
struct Idleness {
    bytes: f64,
    wakes: f64,
}

fn idle(ours: &mut Pty, theirs: &mut Pty) -> [Idleness; 2] {
    let count = |pty: &Pty| (pty.written(), voluntary_switches(pty.id()));
    let before = [count(ours), count(theirs)];
    thread::sleep(IDLE);
    let after = [count(ours), count(theirs)];
    [0, 1].map(|which| {
        let ((bytes, wakes), (bytes_then, wakes_then)) = (after[which], before[which]);
        Idleness { bytes: per_second(bytes - bytes_then), wakes: per_second(wakes - wakes_then) }
    })
}

/// A list of ten thousand beside one of a dozen.
fn long_list(table: &mut Table, few: &Tenant) {
    let many = Tenant::serving(World::new(SEED, clock::wall()).with_offers(MANY));
    let mut long = many.run();
    let mut short = few.run();
    for pty in [&mut long, &mut short] {
        pty.wait_for_text("Kraftwerk Ostufer");
        pty.send(ENTER);
        pty.wait_for_text("Tageskarte Erwachsene");
    }
    for (name, keys) in [("key Down", [DOWN, UP]), ("key Page Down", [PAGE_DOWN, PAGE_UP])] {
        let (mut in_long, mut in_short) = (Samples::default(), Samples::default());
        for _ in 0..KEYS / 2 {
            for key in keys {
                in_long.press(&mut long, key);
                in_short.press(&mut short, key);
            }
        }
        let (a, b) = (in_long.time(), in_short.time());
        let name = format!("{name}, 10,000 offers beside a dozen");
        table.add(Row::new(&name, micros(a), micros(b)).ratio(a, b, 1.25));
    }
    let mib = format!("{:.1} MiB", kib_to_mib(resident_kib(long.id())));
    table.add(Row::new("resident with 10,000 offers", mib, String::new()));
    search(table, &mut long, &mut short);
}

/// A letter typed into the search, which looks at every offer. A letter is held back until no scanner can have typed it,
/// here for 11 ms.
fn search(table: &mut Table, long: &mut Pty, short: &mut Pty) {
    let (mut in_long, mut in_short) = (Samples::default(), Samples::default());
    let mut deleting = Samples::default();
    for _ in 0..KEYS / 10 {
        in_long.press(long, "k");
        in_short.press(short, "k");
        deleting.press(long, BACKSPACE);
        deleting.press(short, BACKSPACE);
    }
    let name = "letter of a search, 10,000 offers beside a dozen";
    let row = Row::new(name, millis(in_long.time()), millis(in_short.time()));
    table.add(row.at_most(in_long.time().as_secs_f64() * 1e3, 100.0, "ms"));
}

/// The demo has its studio inside.
fn demo(table: &mut Table) {
    let tenant = Tenant::open();
    let mut demo = tenant.start(&["demo"]);
    demo.wait_for_text("Kraftwerk Ostufer");
    demo.send(ENTER);
    demo.wait_for_text("Tageskarte Erwachsene");
    let mib = format!("{:.1} MiB", kib_to_mib(resident_kib(demo.id())));
    table.add(Row::new("resident, walkin demo with its studio", mib, String::new()));
}

/// Times from a key to the first byte of the answer, and how many cells the answers repainted.
#[derive(Default)]
struct Samples {
    times: Vec<Duration>,
    cells: Vec<usize>,
}

impl Samples {
    fn press(&mut self, pty: &mut Pty, key: &str) {
        thread::sleep(REST);
        let before = pty.written();
        let pressed = Instant::now();
        pty.send(key);
        let at = pty.wait_for_more_than(before);
        self.times.push(at.saturating_duration_since(pressed));
        thread::sleep(REST);
        self.cells.push(count_cells(&pty.bytes()[before..]));
    }

    fn time(&self) -> Duration {
        median(&self.times)
    }

    fn cells(&self) -> usize {
        median(&self.cells)
    }
}

/// The characters among what was written; the rest are orders to the terminal, which end in a letter.
fn count_cells(written: &[u8]) -> usize {
    let text = String::from_utf8_lossy(written);
    let mut parts = text.split("\x1b[");
    let first = parts.next().map_or(0, |text| text.chars().count());
    let after = |part: &str| part.chars().skip_while(|c| !c.is_ascii_alphabetic()).skip(1).count();
    first + parts.map(after).sum::<usize>()
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn kib_to_mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}

fn per_second(count: impl TryInto<u32>) -> f64 {
    let count: u32 = count.try_into().unwrap_or(u32::MAX);
    f64::from(count) / IDLE.as_secs_f64()
}

fn rate(value: f64) -> String {
    format!("{value:.1}")
}
