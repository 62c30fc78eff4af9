//! A panic gives the terminal back, leaves a report, and ends the process for its supervisor.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::OpenOptionsExt;
use std::panic::Location;
use std::path::{Path, PathBuf};
use std::process;

use super::give_back;
use crate::clock;

/// The name of the report in the data directory; the last one replaces the one before.
const REPORT: &str = "panic.txt";

/// The exit code of a panic, the same in every build.
const EXIT: i32 = 101;

/// From now on a panic on any thread gives the terminal back, writes `panic.txt` into `dir` and ends the process.
///
/// The process exits instead of aborting, since a core dump would hold what the visitor typed.
pub fn restore_on_panic(dir: PathBuf) {
    std::panic::set_hook(Box::new(move |panic| {
        if let Ok(out) = io::stdout().as_fd().try_clone_to_owned() {
            give_back(&mut File::from(out));
        }
        let report = report(panic.location());
        // Nothing can be done about a report that cannot be written: the exit code still tells.
        let _ = write(&dir, &report);
        let _ = io::stderr().write_all(report.as_bytes());
        process::exit(EXIT);
    }));
}

/// When, which version, where in the sources. The message of the panic stays out: it may quote what a visitor typed.
fn report(location: Option<&Location<'_>>) -> String {
    let place = location.map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    format!("{} walkin {} panicked at {place}\n", clock::wall(), env!("CARGO_PKG_VERSION"))
}

fn write(dir: &Path, report: &str) -> io::Result<()> {
    let path = dir.join(REPORT);
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(report.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_when_what_and_where_and_is_written_for_the_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().expect("a directory");
        write(dir.path(), &report(Some(Location::caller()))).expect("written");
        let path = dir.path().join(REPORT);
        let text = std::fs::read_to_string(&path).expect("a report");
        assert!(text.contains("panic.rs:") && text.contains(env!("CARGO_PKG_VERSION")), "{text}");
        assert_eq!(std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
    }
}
