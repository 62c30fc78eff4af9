//! Plays every journey of `tests/journeys` and holds it against its snapshot.
//!
//! A journey is a text file of what a person does, one branch of the flow a file; see `tests/support/script/script.rs` for its words. Its
//! snapshot, in `tests/journeys/snapshots`, has what the kiosk wants done after each command, and the screens.
//!
//! After a change that is meant, write all snapshots anew and read the difference before it is committed:
//!
//! ```sh
//! INSTA_UPDATE=always cargo test --test journeys
//! ```
//!
//! `JOURNEY=voucher cargo test --test journeys` plays those with `voucher` in their name alone.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/kiosk/kiosk.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod kiosk;
#[path = "support/script/script.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod script;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use script::Play;

#[test]
fn every_journey_goes_as_it_is_written_down() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys");
    let only = std::env::var("JOURNEY").unwrap_or_default();
    let (mut failed, mut shown) = (Vec::new(), BTreeSet::new());
    for path in journeys(&folder) {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if name.contains(&only) {
            match play(&folder, &path, &name) {
                Ok(screens) => shown.extend(screens),
                Err(error) => failed.push(error),
            }
        }
    }
    assert!(failed.is_empty(), "{} journeys failed:\n\n{}", failed.len(), failed.join("\n\n"));
    if only.is_empty() {
        let missing: Vec<_> = screens().into_iter().filter(|screen| !shown.contains(screen)).collect();
        assert!(missing.is_empty(), "no journey shows {missing:?}");
    }
}

/// The screens there are: the variants of `app::screens::Screen`.
fn screens() -> Vec<String> {
    let source = include_str!("../src/app/screens.rs");
    let (_, list) = source.split_once("pub enum Screen {").expect("the list of screens");
    let (list, _) = list.split_once('}').expect("its end");
    list.lines().filter_map(|line| Some(line.trim().split_once('(')?.0.to_owned())).collect()
}

/// Plays one journey and tells which screens it showed. One that fails does not keep the others from being played.
fn play(folder: &Path, path: &Path, name: &str) -> Result<BTreeSet<String>, String> {
    let mut play = Play::new(folder);
    let played = catch_unwind(AssertUnwindSafe(|| play.file(path)));
    played.unwrap_or_else(|_| Err(format!("{}: panicked, see above", path.display())))?;
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let transcript = play.end();
    let same = || settings.bind(|| insta::assert_snapshot!(name, transcript));
    catch_unwind(AssertUnwindSafe(same))
        .map_err(|_| format!("{name}: not what its snapshot says, see above"))?;
    Ok(play.shown)
}

fn journeys(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("tests/journeys");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut journeys: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|it| it == "journey")).collect();
    journeys.sort();
    journeys
}
