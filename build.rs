//! Builds again when a file is added to `assets`: the compiler itself only notices changes of files it has seen.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    writeln!(std::io::stdout(), "cargo::rerun-if-changed=assets")
}
