//! The machine: key file, data directory, ledger, log, the terminal.

use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

use super::{Check, Terminal, Verdict};
use crate::clock;
use crate::domain::fault::LedgerFault;
use crate::ledger;
use crate::ui::GRID_MIN;
use crate::ui::theme::Colours;

/// Bits that let others than the owner read a file.
const OTHERS_READ: u32 = 0o044;

/// Whether only the kiosk's user can read the key.
pub(super) fn key_file(path: &Path) -> Check {
    let mode = fs::metadata(path).map(|file| file.permissions().mode());
    match mode {
        Ok(mode) if mode & OTHERS_READ != 0 => {
            let detail = format!("others can read {}; run: chmod 600 {0}", path.display());
            Check::new("key file", Verdict::Warning, detail)
        }
        Ok(_) => Check::new("key file", Verdict::Ok, "readable by its owner only"),
        Err(error) => Check::new("key file", Verdict::Failed, format!("{}: {error}", path.display())),
    }
}

/// Whether the data directory can be written, or made, and what the ledger in it says.
pub(super) fn data(dir: &Path) -> Vec<Check> {
    let shown = dir.display();
    let is_there = dir.is_dir();
    let tried = if is_there { try_write(dir) } else { try_make(dir) };
    // As the kiosk tries it: a ledger that is there may be writable where no further file can be made.
    let written = if is_there { ledger::try_writing(dir) } else { Ok(false) };
    // While a kiosk writes, it can be written.
    let is_open = matches!(written, Ok(true) | Err(LedgerFault::InUse));
    if let Err(error) = &tried
        && !is_open
    {
        let remedy = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "make room; nothing is sold until then"
            }
            io::ErrorKind::ReadOnlyFilesystem => {
                "its disk is mounted read-only: see why, and mount it for writing"
            }
            _ => "make it writable for the kiosk's user, or change [data] dir",
        };
        let detail = format!("{shown}: {error}; {remedy}");
        return vec![Check::new("data", Verdict::Failed, detail)];
    }
    let (verdict, state) = match (is_there, &tried) {
        (false, _) => (Verdict::Ok, "is not there yet and can be made".to_owned()),
        (true, Ok(())) if written == Err(LedgerFault::InUse) => {
            (Verdict::Ok, "is writable, and a kiosk runs on it".to_owned())
        }
        (true, Ok(())) => (Verdict::Ok, "is writable".to_owned()),
        (true, Err(error)) => {
            let what = "the ledger can be written, but the offers are not kept for a start without a network";
            (Verdict::Warning, format!("takes no new file ({error}): {what}"))
        }
    };
    let check = Check::new("data", verdict, format!("{shown} {state}"));
    if !is_there {
        return vec![check];
    }
    vec![check, room(dir), book(dir, written)]
}

/// Whether there is room for a sale.
fn room(dir: &Path) -> Check {
    const KIB: u64 = 1024;
    match ledger::free(dir) {
        Ok(free) if free < ledger::RESERVE => {
            let detail = format!(
                "{} KiB are free for the kiosk's user, {} are needed: make room; nothing is sold until then",
                free / KIB,
                ledger::RESERVE / KIB
            );
            Check::new("room", Verdict::Failed, detail)
        }
        Ok(free) => Check::new("room", Verdict::Ok, format!("{} MiB are free", free / KIB / KIB)),
        Err(error) => Check::new("room", Verdict::Warning, format!("cannot be told: {error}")),
    }
}

/// Whether the ledger is whole and can be written, and who waits for staff.
fn book(dir: &Path, written: Result<bool, LedgerFault>) -> Check {
    // What a kiosk writes to can be written.
    let unwritable = written.err().filter(|fault| *fault != LedgerFault::InUse);
    match ledger::sales(dir).and_then(|sales| unwritable.map_or(Ok(sales), Err)) {
        Ok(sales) => {
            let now = clock::wall();
            let waiting = sales.iter().filter(|sale| sale.intent.needs_staff(now)).count();
            let said = format!("whole, {} sales, {waiting} of them need staff", sales.len());
            if waiting == 0 {
                Check::new("ledger", Verdict::Ok, said)
            } else {
                Check::new("ledger", Verdict::Warning, said + "; `walkin ledger list` shows them")
            }
        }
        Err(fault) => Check::new("ledger", Verdict::Failed, ledger::remedy(fault)),
    }
}

/// Writes a file of its own and takes it away again.
fn try_write(dir: &Path) -> io::Result<()> {
    let name = clock::random().map_or(0, u64::from_le_bytes);
    let probe = dir.join(format!(".doctor-{name:016x}"));
    let written = fs::write(&probe, b"probe\n");
    let removed = fs::remove_file(&probe);
    written.and(removed)
}

/// Makes the directory and takes it away again, so that it is later made by the user who needs it.
fn try_make(dir: &Path) -> io::Result<()> {
    fs::DirBuilder::new().mode(0o700).create(dir)?;
    fs::remove_dir(dir)
}

/// Whether lines can be appended to the log.
pub(super) fn log_file(file: Option<&Path>) -> Option<Check> {
    let file = file?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let tried = if file.exists() {
        fs::OpenOptions::new().append(true).open(file).map(drop)
    } else {
        try_write(folder)
    };
    Some(match tried {
        Ok(()) => Check::new("log", Verdict::Ok, format!("{} is writable", file.display())),
        Err(error) => {
            let detail = format!("{}: {error}; nothing will be logged", file.display());
            Check::new("log", Verdict::Warning, detail)
        }
    })
}

/// Whether every screen fits the terminal the doctor was called from.
pub(super) fn terminal(terminal: Terminal) -> [Check; 2] {
    let (columns_min, rows_min) = GRID_MIN;
    let size = match terminal.size {
        None => Check::new(
            "terminal",
            Verdict::Unproven,
            "there is none here; call the doctor on the kiosk's own",
        ),
        Some((columns, rows)) if columns < columns_min || rows < rows_min => {
            let detail = format!(
                "{columns}x{rows} is smaller than {columns_min}x{rows_min}; make the window larger or the font smaller"
            );
            Check::new("terminal", Verdict::Failed, detail)
        }
        Some((columns, rows)) => Check::new("terminal", Verdict::Ok, format!("{columns}x{rows}")),
    };
    let colours = match terminal.colours {
        Colours::None => "none, by NO_COLOR or TERM",
        Colours::Sixteen => "sixteen; COLORTERM=truecolor would say that there are more",
        Colours::True => "24 bits",
    };
    [size, Check::new("colours", Verdict::Ok, colours)]
}
