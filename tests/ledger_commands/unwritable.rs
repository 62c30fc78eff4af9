//! Places made by the operating system: a mount that cannot be written, a disk of a few MiB.
//!
//! A mount needs a namespace of one's own. Where that is not permitted, the tests print so and prove nothing.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output};

use super::pty::{Pty, SMALLEST};
use super::tenant::{Tenant, WALKIN};

/// A shell script run where its mounts are its own; `$1` is the data directory, `$WALKIN` the program.
pub fn script<'a>(script: &'a str, data: &'a str) -> [&'a str; 6] {
    ["-rm", "sh", "-ec", script, "sh", data]
}

/// Whether mounts of one's own are permitted here.
pub fn mounts_are_permitted(test: &str) -> bool {
    let tried = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).output();
    let permitted = tried.is_ok_and(|tried| tried.status.success());
    if !permitted {
        // Past the capture of the tests: somebody should know.
        writeln!(io::stderr(), "LEFT OUT: {test}: no mounts of one's own are permitted here").ok();
    }
    permitted
}

/// Runs a script to its end.
pub fn run(tenant: &Tenant, text: &str) -> Output {
    Command::new("unshare")
        .args(script(text, data(tenant)))
        .env_clear()
        .envs(surroundings(tenant))
        .output()
        .expect("a program that starts")
}

/// Runs the program as the owner of its files and nothing more, whoever runs the tests.
pub fn run_unprivileged(tenant: &Tenant, command: &[&str]) -> Output {
    Command::new("unshare")
        .args(["-U", WALKIN])
        .args(command)
        .env_clear()
        .envs(surroundings(tenant))
        .output()
        .expect("a program that starts")
}

/// Runs a script that ends in the kiosk, in a terminal.
pub fn kiosk(tenant: &Tenant, text: &str) -> Pty {
    let surroundings = surroundings(tenant);
    Pty::start(Path::new("/usr/bin/unshare"), &script(text, data(tenant)), &surroundings, SMALLEST)
}

fn data(tenant: &Tenant) -> &str {
    // As long as the test, which ends with the process.
    tenant.dir().join("data").to_str().expect("a readable path").to_owned().leak()
}

fn surroundings(tenant: &Tenant) -> Vec<(&'static str, &'static str)> {
    let leak = |path: &Path| -> &'static str { path.to_str().expect("a readable path").to_owned().leak() };
    vec![
        ("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
        ("HOME", leak(tenant.dir())),
        ("TMPDIR", leak(tenant.dir())),
        ("WALKIN", WALKIN),
        ("WALKIN_CONFIG", leak(&tenant.config_file())),
    ]
}
