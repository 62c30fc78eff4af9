//! The catalogue on disk: what a kiosk shows that starts without a network.
//!
//! One small file beside the ledger, and never in its way: it is replaced as a whole, so that a power cut leaves the
//! old one or the new one, and nothing depends on it. A file that is damaged, of another version or of another studio
//! is as good as none; the next good list takes its place. What is read is as foreign as what comes over the network
//! and goes through the same constructors.
//!
//! Invariant: what this module does or fails to do stops no sale and starts none.

mod wire;

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use crate::domain::catalogue::Catalogue;

/// Why the catalogue could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum KeptError {
    /// The disk refuses.
    #[error("the disk refuses")]
    Disk(#[from] io::Error),
    /// It is longer than any honest one.
    #[error("it is too large")]
    TooLarge,
    /// It is no catalogue, or one of another version.
    #[error("it is damaged, or of another version")]
    Damaged,
    /// It was read from another studio's system.
    #[error("it is another studio's")]
    Foreign,
}

/// The file inside the data directory.
pub const FILE: &str = "catalogue.json";
/// The file that takes its place once it is whole.
const NEXT: &str = "catalogue.json.next";
/// Bytes of the file: every language with as many offers as are kept, and long names.
const BYTES_MAX: usize = 4 << 20;

/// Reads what was kept of the studio behind `source`, the base URL of its API; nothing where nothing was kept.
///
/// # Errors
/// When the file cannot be read, or is not to be used.
pub fn load(dir: &Path, source: &str) -> Result<Option<Catalogue>, KeptError> {
    let file = match File::open(dir.join(FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    let mut bytes = Vec::new();
    file.take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    decode(source, &bytes).map(Some)
}

/// Puts a catalogue in the place of the one before.
///
/// # Errors
/// When the disk refuses, or it is too large to be kept; then what was there before is still there.
pub fn keep(dir: &Path, source: &str, catalogue: &Catalogue) -> Result<(), KeptError> {
    let bytes = encode(source, catalogue)?;
    if !fs::metadata(dir).is_ok_and(|found| found.is_dir()) {
        DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    }
    let next = dir.join(NEXT);
    let written = write_whole(&next, &bytes).and_then(|()| fs::rename(&next, dir.join(FILE)));
    if let Err(error) = written {
        // On a full disk half a file would only take room from the ledger.
        fs::remove_file(&next).ok();
        return Err(error.into());
    }
    // The name is on disk once its directory is.
    File::open(dir)?.sync_all()?;
    Ok(())
}

/// What stands in the file.
///
/// # Errors
/// When it is too large.
pub fn encode(source: &str, catalogue: &Catalogue) -> Result<Vec<u8>, KeptError> {
    let bytes = serde_json::to_vec(&wire::File::of(source, catalogue)).map_err(|_| KeptError::Damaged)?;
    if bytes.len() > BYTES_MAX { Err(KeptError::TooLarge) } else { Ok(bytes) }
}

/// Understands what stands in the file.
///
/// # Errors
/// When it is not to be used.
pub fn decode(source: &str, bytes: &[u8]) -> Result<Catalogue, KeptError> {
    if bytes.len() > BYTES_MAX {
        return Err(KeptError::TooLarge);
    }
    let file: wire::File<'_> = serde_json::from_slice(bytes).map_err(|_| KeptError::Damaged)?;
    file.into_catalogue(source)
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests;
