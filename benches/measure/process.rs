//! What the system knows of a process, from `/proc`.

use std::fs;
use std::path::Path;

/// Memory that is resident now, in KiB.
pub fn resident_kib(process: u32) -> u64 {
    field(&Path::new("/proc").join(process.to_string()).join("status"), "VmRSS:")
}

/// How often any thread of the process went to sleep of its own accord, which is how often one was woken.
pub fn voluntary_switches(process: u32) -> u64 {
    let threads = Path::new("/proc").join(process.to_string()).join("task");
    let entries = fs::read_dir(threads).expect("a process that lives");
    entries
        .map(|entry| field(&entry.expect("an entry").path().join("status"), "voluntary_ctxt_switches:"))
        .sum()
}

fn field(status: &Path, name: &str) -> u64 {
    let text = fs::read_to_string(status).expect("a process that lives");
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|value| value.split_whitespace().next()?.parse().ok()).expect("a number")
}
