//! Every screen as people see it: in English and German, at 72x20 and at 80x24.
//!
//! A scene is a text file in `tests/gallery` that leads to one screen, in the words of the journeys; its four pictures are
//! one snapshot in `tests/gallery/snapshots`. After a change that is meant:
//!
//! ```sh
//! INSTA_UPDATE=always cargo test --test gallery
//! ```
//!
//! `SCENE=offer cargo test --test gallery` draws those with `offer` in their name alone.
//!
//! In every picture nothing is cut, there is a primary action, and everything that can be touched is large enough. A
//! scene that may break one of the rules says so, with the reason, in a line such as `# may cut: ...` or
//! `# no primary action: ...`, and takes the line out when it does not need it any more.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/kiosk/kiosk.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod kiosk;
#[path = "support/script/script.rs"]
#[allow(dead_code, reason = "shared with other tests, which need other parts")]
mod script;

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use kiosk::screen::Screen;
use script::Play;
use walkin::ui::GRID_MIN;
use walkin::ui::key::Key;

const LANGUAGES: [&str; 2] = ["en", "de"];
const SIZES: [(u16, u16); 2] = [GRID_MIN, (80, 24)];

/// What a scene says that may break a rule, before the reason.
const RULES: [&str; 3] = [CUT, NO_PRIMARY_ACTION, SMALL_TARGET];
const CUT: &str = "may cut";
const NO_PRIMARY_ACTION: &str = "no primary action";
const SMALL_TARGET: &str = "small target";

#[test]
fn every_screen_looks_as_it_is_pictured() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let only = std::env::var("SCENE").unwrap_or_default();
    let mut failed = Vec::new();
    for path in scenes(&tests.join("gallery")) {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if !name.contains(&only) {
            continue;
        }
        let source = std::fs::read_to_string(&path).expect("a scene");
        let mut pictures = String::new();
        let mut broken = Vec::new();
        for language in LANGUAGES {
            for size in SIZES {
                let screen = picture(&tests, &path, language, size);
                let variant = format!("{language} {}x{}", size.0, size.1);
                let rules = broken_rules(&screen, size).into_iter();
                broken.extend(rules.map(|(rule, what)| (rule, format!("{name}, {variant}: {rule}: {what}"))));
                write!(pictures, "{variant}\n{}", framed(&screen)).expect("a string");
            }
        }
        for rule in RULES {
            let excused = source.lines().any(|line| line.starts_with(&format!("# {rule}: ")));
            let mut breaks =
                broken.iter().filter(|(which, _)| *which == rule).map(|(_, words)| words.clone()).peekable();
            if !excused {
                failed.extend(breaks);
            } else if breaks.peek().is_none() {
                failed.push(format!("{name}: says `# {rule}: ...` and does not need to any more"));
            }
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(tests.join("gallery/snapshots"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let same = || settings.bind(|| insta::assert_snapshot!(name.clone(), pictures));
        if catch_unwind(AssertUnwindSafe(same)).is_err() {
            failed.push(format!("{name}: not what its snapshot shows, see above"));
        }
    }
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

/// What a person sees at the end of a scene.
fn picture(tests: &Path, scene: &Path, language: &str, (columns, rows): (u16, u16)) -> Screen {
    let journeys = tests.join("journeys");
    let mut play = Play::new(&journeys);
    play.blind = true;
    let setting = [format!("language {language}"), format!("size {columns}x{rows}")];
    let set = setting.iter().try_for_each(|line| play.line(line));
    if let Err(error) = set.and_then(|()| play.file(scene)) {
        panic!("{error}");
    }
    play.kiosk.screen()
}

/// The rules of every screen that this one breaks, and where.
fn broken_rules(screen: &Screen, size: (u16, u16)) -> Vec<(&'static str, String)> {
    let mut broken: Vec<_> =
        screen.rows().into_iter().filter(|row| is_cut(row)).map(|row| (CUT, row)).collect();
    if !screen.regions.iter().any(|(_, key)| key == Key::Enter) {
        broken.push((NO_PRIMARY_ACTION, "there is none".to_owned()));
    }
    if size == GRID_MIN {
        let small = screen.regions.iter().filter(|(area, _)| area.height < 2 || area.width < 6);
        broken.extend(small.map(|(area, key)| (SMALL_TARGET, format!("{key:?} at {area}"))));
    }
    broken
}

/// Whether a text ends with `…` where a word was going on; what is still under way has a blank before its dots.
fn is_cut(row: &str) -> bool {
    row.match_indices('…').any(|(at, _)| row[..at].chars().next_back().is_some_and(|c| !c.is_whitespace()))
}

/// The rows in a frame, so that the edges of the screen are seen.
fn framed(screen: &Screen) -> String {
    let width = usize::from(screen.buffer.area.width);
    let edge = "-".repeat(width);
    let rows = screen.rows().into_iter().fold(String::new(), |rows, row| rows + "|" + &row + "\n");
    format!("+{edge}+\n{rows}+{edge}+\n\n")
}

fn scenes(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("tests/gallery");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut scenes: Vec<_> = paths.filter(|path| path.extension().is_some_and(|it| it == "scene")).collect();
    scenes.sort();
    scenes
}
