//! The file behind the log: it grows to its limit, then becomes its own predecessor.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

/// An open log file and how much is in it.
pub(super) struct LogFile {
    path: PathBuf,
    size_max: u64,
    open: Option<(File, u64)>,
}

impl LogFile {
    /// A file that is opened with its first line.
    pub fn new(path: PathBuf, size_max: u64) -> Self {
        Self { path, size_max, open: None }
    }

    /// Appends a line. One that cannot be written is lost, and the file is opened anew for the next.
    pub fn append(&mut self, line: &str) {
        if self.try_append(line).is_err() {
            self.open = None;
        }
    }

    fn try_append(&mut self, line: &str) -> io::Result<()> {
        let length = line.len() as u64;
        let (mut file, mut size) = match self.open.take() {
            Some(open) => open,
            None => self.start()?,
        };
        if size > 0 && size + length > self.size_max {
            drop(file);
            fs::rename(&self.path, self.predecessor())?;
            (file, size) = self.start()?;
        }
        file.write_all(line.as_bytes())?;
        self.open = Some((file, size + length));
        Ok(())
    }

    fn start(&self) -> io::Result<(File, u64)> {
        let file = OpenOptions::new().append(true).create(true).mode(0o600).open(&self.path)?;
        let size = file.metadata()?.len();
        Ok((file, size))
    }

    /// The same name with `.1` at its end.
    fn predecessor(&self) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(".1");
        name.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_file_becomes_its_predecessor_and_the_one_before_goes() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("log.jsonl");
        let mut file = LogFile::new(path.clone(), 10);
        for line in ["one\n", "two\n", "three\n", "four\n", "five\n"] {
            file.append(line);
        }
        assert_eq!(fs::read_to_string(&path).expect("the log"), "four\nfive\n");
        assert_eq!(fs::read_to_string(dir.path().join("log.jsonl.1")).expect("the last"), "three\n");
        assert_eq!(fs::read_dir(dir.path()).expect("a directory").count(), 2);
    }

    #[test]
    fn a_restart_goes_on_where_the_file_ends() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("log.jsonl");
        LogFile::new(path.clone(), 10).append("one\n");
        LogFile::new(path.clone(), 10).append("two\n");
        assert_eq!(fs::read_to_string(&path).expect("the log"), "one\ntwo\n");
    }

    #[test]
    fn a_line_that_cannot_be_written_is_lost_and_the_next_is_tried() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("later").join("log.jsonl");
        let mut file = LogFile::new(path.clone(), 100);
        file.append("lost\n");
        fs::create_dir(dir.path().join("later")).expect("a directory");
        file.append("kept\n");
        assert_eq!(fs::read_to_string(&path).expect("the log"), "kept\n");
    }
}
