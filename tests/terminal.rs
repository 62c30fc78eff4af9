//! The program as its supervisor and its terminal see it: how it starts, how it ends, and what it leaves behind.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// Longer than anything here takes on a busy machine; only a failure waits for it.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program in a terminal of its own.
struct Session {
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    bytes: Receiver<Vec<u8>>,
    ended: Receiver<ExitStatus>,
    pid: u32,
    screen: vt100::Parser,
}

impl Session {
    fn start(mut command: CommandBuilder) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        let mut child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let pid = child.process_id().expect("a process");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a writer");
        let (sender, bytes) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let (sender, ended) = channel();
        thread::spawn(move || sender.send(child.wait().expect("an exit status")));
        let (rows, columns) = (24.try_into().expect("rows"), 80.try_into().expect("columns"));
        let screen = vt100::Parser::new(rows, columns, 0);
        Self { master: Some(pair.master), keys: Some(keys), bytes, ended, pid, screen }
    }

    /// Reads until the screen shows a text.
    fn until(&mut self, text: &str) {
        while !self.screen.screen().contents().contains(text) {
            match self.bytes.recv_timeout(PATIENCE) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(error) => panic!("{text:?} never came ({error}):\n{}", self.screen.screen().contents()),
            }
        }
    }

    fn press(&mut self, keys: &str) {
        let writer = self.keys.as_mut().expect("the terminal is there");
        writer.write_all(keys.as_bytes()).and_then(|()| writer.flush()).expect("the terminal takes keys");
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").arg(format!("-{name}")).arg(self.pid.to_string()).status();
        assert!(sent.expect("kill runs").success());
    }

    /// The exit code, and the screen as it was left.
    fn end(mut self) -> (u32, vt100::Parser) {
        let status = self.ended.recv_timeout(PATIENCE).expect("the program ends");
        while let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(200)) {
            self.screen.process(&bytes);
        }
        (status.exit_code(), self.screen)
    }
}

fn walkin(arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_walkin"));
    command.args(arguments);
    command
}

/// A configuration for a studio that cannot be reached.
fn config(dir: &Path) -> String {
    std::fs::write(dir.join("key"), "some-key").expect("a key file");
    let text = "[api]\nbase_url = \"http://127.0.0.1:1\"\nkey_file = \"key\"\n[studio]\ntime_zone = \"Europe/Berlin\"\n\
         [kiosk]\nname = \"Nowhere Gym\"\n[payment]\nlisten = \"127.0.0.1:0\"\nenvironment = \"test\"\n\
         country = \"DE\"\n[data]\ndir = \"data\"\n";
    let path = dir.join("walkin.toml");
    std::fs::write(&path, text).expect("a configuration");
    path.to_string_lossy().into_owned()
}

fn assert_given_back(screen: &vt100::Parser) {
    let screen = screen.screen();
    assert!(!screen.alternate_screen(), "the other screen is left");
    assert!(!screen.hide_cursor(), "the cursor is back");
    assert!(!screen.bracketed_paste(), "pastes are plain again");
    assert_eq!(
        screen.mouse_protocol_mode(),
        vt100::MouseProtocolMode::None,
        "touches are the terminal's again"
    );
    assert!(!screen.contents().contains("Gym"), "nothing is left of the visit:\n{}", screen.contents());
}

#[test]
fn a_demo_ends_with_ctrl_c_and_leaves_nothing_behind() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut command = walkin(&["demo", "--seed", "7"]);
    command.env("TMPDIR", dir.path());
    let mut session = Session::start(command);
    session.until("Kraftwerk Ostufer");
    session.press("\u{3}");
    let (code, screen) = session.end();
    assert_eq!(code, 0);
    assert_given_back(&screen);
    assert!(!screen.screen().contents().contains("Kraftwerk"));
    assert_eq!(std::fs::read_dir(dir.path()).expect("readable").count(), 0);
}

#[test]
fn a_kiosk_ends_with_sigterm_and_with_nothing_a_keyboard_can_send() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut session = Session::start(walkin(&["run", "--config", &config(dir.path())]));
    session.until("Nowhere Gym");
    session.press("\u{3}\u{1a}\u{1c}\u{4}");
    for signal in ["INT", "QUIT", "TSTP"] {
        session.signal(signal);
    }
    // Still there, and not stopped: it answers with its help and draws the screen behind it again.
    session.press("\u{1b}OP");
    session.until("Close");
    assert!(session.ended.try_recv().is_err());
    session.signal("TERM");
    let (code, screen) = session.end();
    assert_eq!(code, 0);
    assert_given_back(&screen);
}

#[test]
fn a_terminal_that_vanishes_ends_the_process() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut session = Session::start(walkin(&["run", "--config", &config(dir.path())]));
    session.until("Nowhere Gym");
    session.keys = None;
    session.master = None;
    session.signal("HUP");
    let (code, _) = session.end();
    assert_eq!(code, 0);
}

#[test]
fn a_smaller_terminal_is_told_and_a_larger_one_is_used_again() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut session = Session::start(walkin(&["run", "--config", &config(dir.path())]));
    session.until("Nowhere Gym");
    let resize = |session: &mut Session, rows: u16, cols: u16| {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        session.master.as_ref().expect("there").resize(size).expect("resized");
        let (rows, columns) = (rows.try_into().expect("rows"), cols.try_into().expect("columns"));
        session.screen.screen_mut().set_size(rows, columns);
    };
    resize(&mut session, 10, 40);
    session.until("72");
    resize(&mut session, 30, 100);
    session.until("Nowhere Gym");
    session.signal("TERM");
    assert_eq!(session.end().0, 0);
}

/// Not a test: what `a_panic_gives_the_terminal_back` runs in a terminal.
#[test]
#[ignore = "panics on purpose, within another test"]
fn panicking_kiosk() {
    let Some(dir) = std::env::var_os("WALKIN_TEST_PANIC_DIR") else { return };
    walkin::runtime::terminal::restore_on_panic(dir.into());
    let _terminal = walkin::runtime::terminal::Terminal::take().expect("a terminal");
    panic!("hush: what a visitor typed");
}

#[test]
fn a_panic_gives_the_terminal_back_and_reports_without_its_message() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut command = CommandBuilder::new(std::env::current_exe().expect("this test"));
    command.args(["--exact", "panicking_kiosk", "--ignored", "--nocapture"]);
    command.env("WALKIN_TEST_PANIC_DIR", dir.path());
    let (code, screen) = Session::start(command).end();
    assert_eq!(code, 101);
    assert_given_back(&screen);
    let report = std::fs::read_to_string(dir.path().join("panic.txt")).expect("a report");
    assert!(report.contains("terminal.rs:") && !report.contains("hush"), "{report}");
    assert!(!screen.screen().contents().contains("hush"), "{}", screen.screen().contents());
}

#[test]
fn a_configuration_that_cannot_be_used_draws_nothing_and_exits_with_2() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("walkin.toml");
    std::fs::write(&path, "[api]\nbase_ulr = \"https://gym.example\"\n").expect("a file");
    for command in ["run", "ledger list"] {
        let output = Command::new(env!("CARGO_BIN_EXE_walkin"))
            .args(command.split(' '))
            .arg("--config")
            .arg(&path)
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(
            message.contains("walkin.toml:2:1: unknown name `base_ulr` in [api]. Did you mean `base_url`?"),
            "{message}"
        );
    }
}

#[test]
fn a_reader_that_goes_away_is_no_reason_to_panic() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut child = Command::new(env!("CARGO_BIN_EXE_walkin"))
        .args(["ledger", "list", "--config", &config(dir.path())])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let mut complaint = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut complaint).expect("text");
    let status = child.wait().expect("it ends");
    // The directory is missing, which is told; with or without it, nothing panics.
    assert_eq!(status.code(), Some(1), "{complaint}");
    assert!(!complaint.contains("panicked"), "{complaint}");
}

#[test]
fn the_sandbox_says_where_it_is_and_ends_with_sigterm() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_walkin"))
        .args(["sandbox", "--listen", "127.0.0.1:0", "--seed", "7"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut line = String::new();
    let mut out = std::io::BufReader::new(child.stdout.take().expect("piped"));
    std::io::BufRead::read_line(&mut out, &mut line).expect("a line");
    let announced: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert!(announced["api"].as_str().is_some_and(|api| api.starts_with("http://127.0.0.1:")), "{line}");
    assert!(announced["key"].is_string(), "{line}");
    let stopped = Command::new("kill").arg("-TERM").arg(child.id().to_string()).status();
    assert!(stopped.expect("kill runs").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}
