//! The machine: key file, data directory, ledger, log, the terminal.

use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

use super::{Check, Terminal, Verdict};
use crate::clock;
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
    if let Err(error) = tried {
        let detail = format!("{shown}: {error}; make it writable for the kiosk's user, or change [data] dir");
        return vec![Check::new("data", Verdict::Failed, detail)];
    }
    let state = if is_there { "is writable" } else { "is not there yet and can be made" };
    let check = Check::new("data", Verdict::Ok, format!("{shown} {state}"));
    let ledger = is_there.then(|| {
        if let Ok(sales) = ledger::list(dir) {
            let waiting = sales.iter().filter(|sale| sale.state == "needs_staff").count();
            let verdict = if waiting == 0 { Verdict::Ok } else { Verdict::Warning };
            let detail = format!("{} sales, {waiting} of them need a person", sales.len());
            Check::new("ledger", verdict, detail)
        } else {
            let detail = "cannot be read: it is damaged, no ledger, or of a later version; keep the file";
            Check::new("ledger", Verdict::Failed, detail)
        }
    });
    std::iter::once(check).chain(ledger).collect()
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
