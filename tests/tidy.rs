//! Holds the house together: who uses whom, how long files are, that nothing is left undone, and that every invariant of
//! ARCHITECTURE.md has its test.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Who may use whom: a module and the paths below `crate` that it may name. A module may always use itself.
const LAYERS: [(&str, &[&str]); 17] = [
    ("domain", &[]),
    ("ui", &[]),
    ("clock", &["domain"]),
    ("words", &["domain"]),
    ("config", &["domain", "ui::theme"]),
    ("app", &["domain", "words", "ui", "config"]),
    ("api", &["domain", "config", "clock"]),
    ("ledger", &["domain", "config", "clock"]),
    ("kept", &["domain", "config", "clock"]),
    ("handoff", &["domain", "words", "config", "clock"]),
    ("sandbox", &["domain", "api::wire", "clock"]),
    ("log", &["domain", "config", "clock"]),
    ("runtime", EVERYTHING_BUT_THE_SANDBOX),
    ("doctor", &["domain", "words", "ui", "config", "clock", "api", "ledger", "handoff", "log", "runtime"]),
    ("cli", ANYTHING),
    ("main", ANYTHING),
    ("lib", ANYTHING),
];

const EVERYTHING_BUT_THE_SANDBOX: &[&str] =
    &["domain", "words", "ui", "config", "app", "clock", "api", "kept", "ledger", "handoff", "log"];
const ANYTHING: &[&str] = &["*"];

/// Foreign crates that have one place: the crate, or one of its modules, and who may name it. The longest name counts.
const FOREIGN: [(&str, &[&str]); 12] = [
    ("ratatui", &["ui", "runtime"]),
    ("ratatui::layout", &["ui", "app", "runtime"]),
    ("tui_input", &["ui"]),
    ("qrcode", &["ui"]),
    ("crossterm", &["runtime"]),
    ("ratatui::crossterm", &["runtime"]),
    ("reqwest", &["api"]),
    ("rusqlite", &["ledger"]),
    ("rustix", &["ledger"]),
    ("axum", &["handoff", "sandbox"]),
    ("getrandom", &["clock"]),
    ("tokio", &["api", "ledger", "handoff", "sandbox", "runtime", "doctor", "cli", "main", "log"]),
];

/// Lines of a source file; longer ones are two.
const LINES_MAX: usize = 450;

/// A source file without its tests and comments.
struct Source {
    path: PathBuf,
    /// The first part of its module path.
    module: String,
    code: String,
}

#[test]
fn every_module_keeps_to_its_layer() {
    let mut complaints = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = LAYERS.iter().find(|(module, _)| *module == source.module) else {
            complaints.push(format!("{}: {} has no layer", source.path.display(), source.module));
            continue;
        };
        for path in paths_after(&source.code, "crate::") {
            let own = path == source.module || path.starts_with(&format!("{}::", source.module));
            let may = |allowed: &&str| {
                *allowed == "*" || path == **allowed || path.starts_with(&format!("{allowed}::"))
            };
            if !own && !allowed.iter().any(may) {
                complaints.push(format!("{}: {} must not use {path}", source.path.display(), source.module));
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn every_foreign_crate_has_its_place() {
    let mut complaints = Vec::new();
    for source in sources() {
        for (name, _) in FOREIGN.iter().filter(|(name, _)| !name.contains("::")) {
            for path in paths_after(&source.code, &format!("{name}::")) {
                let whole = format!("{name}::{path}");
                let fits =
                    |rule: &&(&str, &[&str])| whole == rule.0 || whole.starts_with(&format!("{}::", rule.0));
                let rule =
                    FOREIGN.iter().filter(fits).max_by_key(|rule| rule.0.len()).expect("the crate itself");
                if !rule.1.contains(&source.module.as_str()) {
                    complaints.push(format!(
                        "{}: {} must not use {whole}",
                        source.path.display(),
                        source.module
                    ));
                }
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn no_file_is_longer_than_a_person_reads_in_one_sitting() {
    let long = files(&root().join("src"), "rs").into_iter().filter_map(|path| {
        let lines = read(&path).lines().count();
        (lines > LINES_MAX).then(|| format!("{}: {lines} lines, at most {LINES_MAX}", path.display()))
    });
    let long: Vec<_> = long.collect();
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

#[test]
fn nothing_is_left_undone() {
    // Put together here, so that this file does not find itself.
    let notes = ["TO\u{44}O", "FIX\u{4d}E", "X\u{58}X"];
    let holes = ["unimplemente\u{64}!", "tod\u{6f}!"];
    let mut found = Vec::new();
    for folder in ["src", "tests", "benches", "examples"] {
        for path in files(&root().join(folder), "rs") {
            for (number, line) in read(&path).lines().enumerate() {
                let comment = line.split_once("//").map_or("", |(_, comment)| comment);
                if notes.iter().any(|note| comment.contains(note))
                    || holes.iter().any(|hole| line.contains(hole))
                {
                    found.push(format!("{}:{}: {line}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_invariant_has_its_test() {
    let text = read(&root().join("ARCHITECTURE.md"));
    let everywhere: String = ["src", "tests"]
        .iter()
        .flat_map(|folder| files(&root().join(folder), "rs"))
        .map(|path| read(&path))
        .collect();
    let invariants: Vec<_> = text.split("Invariant:").skip(1).collect();
    assert!(!invariants.is_empty(), "ARCHITECTURE.md states no invariant");
    for invariant in invariants {
        let said = invariant.split("\n\n").next().unwrap_or_default();
        let names: Vec<_> = said.split('`').skip(1).step_by(2).filter(|name| is_test_name(name)).collect();
        assert!(!names.is_empty(), "no test is named for:{said}");
        for name in names {
            assert!(everywhere.contains(&format!("fn {name}(")), "there is no test {name}, named for:{said}");
        }
    }
}

/// What operators copy from the README is what the tests run behind a real proxy.
#[test]
fn the_readme_shows_the_proxies_as_they_are_tested() {
    let readme = read(&root().join("README.md"));
    for (language, file) in [("nginx", "nginx.conf"), ("caddy", "Caddyfile"), ("yaml", "cloudflared.yml")] {
        let published = read(&root().join("docs/publishing").join(file));
        let shown =
            readme.split(&format!("```{language}\n")).nth(1).and_then(|rest| rest.split("```").next());
        let shown = shown.unwrap_or_else(|| panic!("the README shows no {language}"));
        let code = |line: &str| line.split(" #").next().unwrap_or_default().trim().to_owned();
        for line in shown.lines().map(code).filter(|line| !line.is_empty()) {
            assert!(
                published.lines().any(|there| code(there).starts_with(&line)),
                "{file} has no line {line:?}"
            );
        }
    }
}

#[test]
fn paths_are_found_however_they_are_written() {
    let code = "use crate::a::b;\nuse crate::{c, d::{e, f}};\nlet x = crate::g::h(); mycrate::i::j";
    let found = paths_after(code, "crate::");
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a::b", "c", "d::e", "d::f", "g::h"]);
}

/// A sentence in one word, as tests are named; other things in backticks have capitals, dots or no underscore.
fn is_test_name(name: &str) -> bool {
    name.matches('_').count() > 1
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Every path in the code that begins with a prefix such as `crate::`, without it; groups in braces are taken apart.
fn paths_after(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let stands_alone =
            code[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | ':'));
        if stands_alone {
            take_path(&code[at + prefix.len()..], String::new(), &mut found);
        }
    }
    found
}

/// Takes one path, or a group of them, from the beginning of a text; gives what follows.
fn take_path<'a>(text: &'a str, before: String, found: &mut BTreeSet<String>) -> &'a str {
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start_matches([' ', '\n', '\t', ',']);
            if rest.is_empty() {
                return rest;
            }
            if let Some(after) = rest.strip_prefix('}') {
                return after;
            }
            let left = rest.len();
            rest = take_path(rest, before.clone(), found);
            if rest.len() == left {
                // A `*`, or `as` and a name: nothing that leads further.
                rest = rest.trim_start_matches(|c: char| !matches!(c, ',' | '}'));
            }
        }
    }
    let name: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let rest = &text[name.len()..];
    let whole =
        if before.is_empty() || name.is_empty() { before + &name } else { format!("{before}::{name}") };
    match rest.strip_prefix("::") {
        Some(further) if !name.is_empty() => take_path(further, whole, found),
        _ => {
            if !whole.is_empty() {
                found.insert(whole);
            }
            rest
        }
    }
}

/// What is built into the binary: tests and comments may speak of anything.
fn sources() -> Vec<Source> {
    let src = root().join("src");
    let paths = files(&src, "rs").into_iter().filter(|path| {
        let is_test = |part: &str| matches!(part, "tests.rs" | "tests" | "testing.rs");
        !path.components().any(|part| part.as_os_str().to_str().is_some_and(is_test))
    });
    paths
        .map(|path| {
            let inside = path.strip_prefix(&src).expect("below src");
            let first = inside.components().next().expect("a name").as_os_str().to_string_lossy();
            let module = first.strip_suffix(".rs").unwrap_or(&first).to_owned();
            let text = read(&path);
            // Tests stand at the end of a file.
            let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
            Source { code: code.collect::<Vec<_>>().join("\n"), module, path }
        })
        .collect()
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
