//! Keeps the word files and the sources together: no word missing in any language, none left over, none broken.
//!
//! A key is *used* when it stands in the sources as a string literal of its own, or anywhere in `assets/handoff`. Keys put
//! together at run time are declared below, in one place. Tests in the sources do not count.

#![expect(clippy::expect_used, clippy::panic, reason = "the whole file is a test, what it calls too")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use walkin::domain::fault::{FaultKind, LedgerFault};
use walkin::domain::frequency::MonthDay;
use walkin::domain::language::Language;
use walkin::domain::money::Money;
use walkin::domain::offer::TimeWindow;
use walkin::domain::person::Gender;
use walkin::domain::time::{Date, Term, TermUnit, Time, TimeZone, Timestamp, Weekday};
use walkin::words::{self, Speech, Words};

/// What the sources add to a literal to get a key, as `fault_key` and `Speech::fault` do.
const SUFFIXES: [&str; 2] = ["-what", "-next"];

/// Beginnings of keys whose rest is only known at run time; each needs a reason here.
const PREFIXES: [&str; 0] = [];

/// Functions of `words` that answer with a key, and everything they can answer.
fn keys_from_functions() -> Vec<String> {
    let kinds = fault_kinds();
    let with_suffixes = kinds
        .iter()
        .map(words::fault_key)
        .flat_map(|key| SUFFIXES.map(|suffix| format!("{key}{suffix}")))
        .chain(ledger_faults().map(|fault| words::ledger_fault_key(fault).to_owned()));
    let genders = [Gender::Female, Gender::Male, Gender::Unisex].map(words::gender_key);
    let categories = CATEGORIES.map(|name| words::consent_category_key(name).expect(name));
    let channels = CHANNELS.map(|name| words::consent_channel_key(name).expect(name));
    with_suffixes.chain(genders.into_iter().chain(categories).chain(channels).map(str::to_owned)).collect()
}

/// `messageCategory` of the API.
const CATEGORIES: [&str; 5] = ["CONTRACT", "GENERAL", "APPOINTMENT", "NEWSLETTER", "LOYALTY_PROGRAM"];

/// `communicationChannel` of the API.
const CHANNELS: [&str; 8] =
    ["LETTER", "EMAIL", "TEXT_MESSAGE", "PHONE", "FAX", "CONVERSATION", "CHAT", "OTHER"];

fn ledger_faults() -> impl Iterator<Item = LedgerFault> {
    {
        use LedgerFault::{Damaged, Failed, Full, InUse, ReadOnly};
        [Full, ReadOnly, Damaged, InUse, Failed].into_iter()
    }
}

fn fault_kinds() -> Vec<FaultKind> {
    vec![
        FaultKind::Unreachable,
        FaultKind::HeldBack,
        FaultKind::TimedOut,
        FaultKind::Cut,
        FaultKind::Invalid,
        FaultKind::KeyRefused,
        FaultKind::ScopeMissing,
        FaultKind::NotFound,
        FaultKind::Conflict,
        FaultKind::RateLimited(Duration::from_mins(1)),
        FaultKind::Busy,
        FaultKind::Broken(500),
        FaultKind::Unexpected(302),
        FaultKind::Garbage,
        FaultKind::TooLarge,
    ]
}

#[test]
fn every_language_has_the_areas_keys_and_values_of_english() {
    let languages = languages();
    let english = &languages["en"];
    let mut complaints = String::new();
    for (language, areas) in &languages {
        for (area, messages) in english {
            let Some(theirs) = areas.get(area) else {
                writeln!(complaints, "{language}/{area}.ftl is missing").expect("a string");
                continue;
            };
            for (key, message) in messages {
                match theirs.get(key) {
                    None => writeln!(complaints, "{language}/{area}.ftl lacks {key}"),
                    Some(it) if it.variables != message.variables => writeln!(
                        complaints,
                        "{language}/{area}.ftl: {key} has the values {:?}, English has {:?}",
                        it.variables, message.variables
                    ),
                    Some(_) => Ok(()),
                }
                .expect("a string");
            }
        }
        for (area, messages) in areas {
            for key in
                messages.keys().filter(|key| !english.get(area).is_some_and(|it| it.contains_key(*key)))
            {
                writeln!(complaints, "{language}/{area}.ftl has {key}, which en/{area}.ftl lacks")
                    .expect("a string");
            }
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

#[test]
fn every_file_is_read_without_a_mistake_and_every_message_can_be_said() {
    for (path, text) in word_files() {
        let harmful = text.chars().find(|c| is_harmful(*c));
        assert_eq!(harmful, None, "{}: a control character", path.display());
        let resource = FluentResource::try_new(text).unwrap_or_else(|(_, errors)| {
            panic!("{}: {errors:?}", path.display());
        });
        let mut bundle = FluentBundle::new(vec!["en".parse().expect("a language")]);
        bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{}: {errors:?}", path.display()));
        for (key, message) in &messages(&fs::read_to_string(&path).expect("a word file")) {
            let value = bundle.get_message(key).and_then(|message| message.value());
            let value = value.unwrap_or_else(|| panic!("{}: {key} says nothing", path.display()));
            let mut args = FluentArgs::new();
            for variable in &message.variables {
                args.set(variable.clone(), 2);
            }
            let mut errors = Vec::new();
            let said = bundle.format_pattern(value, Some(&args), &mut errors);
            assert!(errors.is_empty(), "{}: {key}: {errors:?}", path.display());
            assert!(!said.trim().is_empty(), "{}: {key} says nothing", path.display());
        }
    }
}

/// Whether a character acts on a terminal, or turns the direction of what follows.
fn is_harmful(c: char) -> bool {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || c.is_control() && c != '\n'
}

#[test]
fn no_key_stands_in_two_areas() {
    let languages = languages();
    let mut seen: BTreeMap<&String, &String> = BTreeMap::new();
    for (area, messages) in &languages["en"] {
        for key in messages.keys() {
            let first = seen.insert(key, area);
            assert!(first.is_none(), "{key} stands in both {}.ftl and {area}.ftl", first.expect("checked"));
        }
    }
}

#[test]
fn every_key_said_in_the_sources_exists() {
    let known = english_keys();
    let mut missing = BTreeSet::new();
    // Calls of the API are built with a `with` of their own, and these modules may not use words.
    let silent =
        |path: &Path| ["src/api", "src/sandbox", "src/runtime"].iter().any(|folder| path.starts_with(folder));
    for (path, text) in sources().into_iter().filter(|(path, _)| !silent(path)) {
        for literal in literals(&text).into_iter().filter(|literal| literal.is_said) {
            if !known.contains(&literal.text) {
                missing.insert(format!("{}:{}: {}", path.display(), literal.line, literal.text));
            }
        }
    }
    let built = keys_from_functions().into_iter().filter(|key| !known.contains(key));
    missing.extend(built.map(|key| format!("src/words: {key}")));
    assert!(missing.is_empty(), "said, but in no file of assets/words/en:\n{}", lines(missing));
}

#[test]
fn every_key_of_the_files_is_said_somewhere() {
    let mut said: BTreeSet<String> = keys_from_functions().into_iter().collect();
    for (_, text) in sources() {
        said.extend(literals(&text).into_iter().map(|literal| literal.text));
    }
    let pages = handoff_pages();
    let is_used = |key: &str| {
        said.contains(key)
            || PREFIXES.iter().any(|prefix| key.starts_with(prefix))
            || pages.iter().any(|page| has_word(page, key))
    };
    let languages = languages();
    let unused = languages["en"]
        .iter()
        .flat_map(|(area, messages)| messages.iter().map(move |(key, it)| (area, key, it.line)))
        .filter(|(_, key, _)| !is_used(key))
        .map(|(area, key, line)| format!("assets/words/en/{area}.ftl:{line}: {key}"));
    let unused = lines(unused);
    assert!(
        unused.is_empty(),
        "in the files, but said nowhere (remove it in every language, or say it):\n{unused}"
    );
}

#[test]
fn the_files_on_disk_are_the_ones_in_the_binary() {
    let words = Words::load().expect("word files");
    let built_in: Vec<&str> = words.languages().into_iter().map(Language::code).collect();
    assert_eq!(built_in, languages().keys().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn every_language_says_and_writes_everything() {
    let words = Words::load().expect("word files");
    for language in Language::ALL {
        for said in everything(words.speech(language)) {
            assert!(!said.is_empty(), "{language} leaves something unsaid");
            assert!(!said.contains(['[', '{', '\u{202f}', '\u{2009}']), "{language}: {said:?}");
            assert!(!said.chars().any(char::is_control), "{language}: {said:?}");
        }
    }
}

fn everything(speech: Speech<'_>) -> Vec<String> {
    let day = Date::new(2026, 11, 5).expect("a date");
    let time = |hour| Time::new(hour, 0, 0, 0).expect("a time");
    let window = |day, from, to| TimeWindow { day, from: time(from), to: time(to) };
    let input = speech.date_input();
    assert_eq!(speech.parse_date("1990-02-01", &input), Date::new(1990, 2, 1).ok());
    let mut said = vec![
        speech.money(&Money::parse("1290.5", "EUR").expect("money")),
        speech.number(1_234_567),
        speech.date(day),
        speech.date_short(day),
        speech.day_month(day),
        speech.month(day),
        speech.day_of_year(MonthDay { month: 2, day: 29 }),
        speech.weekday(Weekday::Friday),
        speech.time(time(6)),
        speech.date_time(Timestamp::UNIX_EPOCH, &TimeZone::UTC),
        speech.list(&["A".to_owned(), "B".to_owned(), "C".to_owned()]),
        speech.code_groups("K7Q2M9XD"),
        speech.countdown(Duration::from_secs(299)),
        format!("{:?}", speech.week_start()),
        input.placeholder,
    ];
    said.extend(speech.weekdays());
    let units = [
        TermUnit::Minute,
        TermUnit::Hour,
        TermUnit::Day,
        TermUnit::Week,
        TermUnit::Month,
        TermUnit::Year,
        TermUnit::Other("FORTNIGHT".into()),
    ];
    said.extend(units.into_iter().map(|unit| speech.term(&Term { value: 2, unit })));
    said.extend(speech.windows(&[
        window(Weekday::Monday, 6, 22),
        window(Weekday::Tuesday, 6, 22),
        window(Weekday::Wednesday, 6, 22),
        window(Weekday::Saturday, 0, 0),
        window(Weekday::Sunday, 18, 0),
    ]));
    let faults = fault_kinds().iter().map(|kind| speech.fault(kind)).collect::<Vec<_>>();
    said.extend(ledger_faults().map(|fault| speech.ledger_fault(fault)));
    said.extend(faults.into_iter().flat_map(|words| [words.what, words.next]));
    said.extend(english_keys().iter().map(|key| speech.say(key)).filter(|said| !said.contains('{')));
    said
}

/// One message of a word file.
struct Message {
    line: usize,
    variables: BTreeSet<String>,
}

type Messages = BTreeMap<String, Message>;

/// Language, area, key.
fn languages() -> BTreeMap<String, BTreeMap<String, Messages>> {
    let mut languages: BTreeMap<String, BTreeMap<String, Messages>> = BTreeMap::new();
    for (path, text) in word_files() {
        let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
        let language = name(path.parent().expect("a folder"));
        let area = name(&path).strip_suffix(".ftl").expect("only .ftl files belong here").to_owned();
        languages.entry(language).or_default().insert(area, messages(&text));
    }
    languages
}

fn english_keys() -> BTreeSet<String> {
    languages()["en"].values().flat_map(BTreeMap::keys).cloned().collect()
}

/// Reads keys and the values in them; a message begins in the first column, everything of it is indented.
fn messages(text: &str) -> Messages {
    let mut messages = Messages::new();
    let mut key = String::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        if line.starts_with('-') {
            // A term: only messages speak of it.
            key.clear();
        } else if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            line.split(['=', ' ']).next().unwrap_or_default().clone_into(&mut key);
            let message = Message { line: number + 1, variables: BTreeSet::new() };
            assert!(messages.insert(key.clone(), message).is_none(), "{key} stands there twice");
        }
        if let Some(message) = messages.get_mut(&key) {
            message.variables.extend(line.split('$').skip(1).map(|rest| {
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
            }));
        }
    }
    messages
}

/// A string literal of a source file.
struct Literal {
    text: String,
    line: usize,
    /// Whether it is the argument of `say` or `with`.
    is_said: bool,
}

/// Finds the string literals of Rust code, up to its tests and without its comments.
fn literals(source: &str) -> Vec<Literal> {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut before = String::new();
    let (mut rest, mut line) = (code, 1);
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("'\"'") {
            "'\"'".len()
        } else if let Some(raw) = rest.strip_prefix("r#\"") {
            // No key is written raw.
            raw.find("\"#").map_or(rest.len(), |end| "r#\"\"#".len() + end)
        } else if c == '"' {
            let length = quoted(rest);
            let is_said = [".say(", ".with("].iter().any(|call| before.ends_with(call));
            found.push(Literal { text: rest[1..length - 1].to_owned(), line, is_said });
            before.clear();
            length
        } else {
            if !c.is_whitespace() {
                before.push(c);
            }
            c.len_utf8()
        };
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    found
}

/// Bytes of the literal at the beginning, its quotes included.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    panic!("a string without an end: {}", text.lines().next().unwrap_or_default());
}

/// Whether a key stands in a text as a whole, not as a part of a longer one.
fn has_word(text: &str, key: &str) -> bool {
    let belongs = |c: char| c.is_ascii_alphanumeric() || c == '-';
    text.match_indices(key)
        .any(|(at, _)| !text[..at].ends_with(belongs) && !text[at + key.len()..].starts_with(belongs))
}

fn sources() -> Vec<(PathBuf, String)> {
    files("src", "rs")
}

fn handoff_pages() -> Vec<String> {
    files("assets/handoff", "").into_iter().map(|(_, text)| text).collect()
}

fn word_files() -> Vec<(PathBuf, String)> {
    files("assets/words", "")
}

/// The text files below a folder of the project, in order; of one kind, or of all.
fn files(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut found, mut folders) = (Vec::new(), vec![root.join(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("a folder that can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if extension.is_empty() || path.extension().is_some_and(|it| it == extension) {
                // A picture has no words.
                let Ok(text) = fs::read_to_string(&path) else { continue };
                found.push((path.strip_prefix(root).expect("below the root").to_owned(), text));
            }
        }
    }
    found.sort();
    found
}

fn lines(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().collect::<Vec<_>>().join("\n")
}

mod the_scan {
    use super::*;

    #[test]
    fn finds_what_is_said_across_lines_and_not_what_is_in_comments_or_tests() {
        let source = "fn a() { // \"not this\"\n let q = '\"'; let r = r#\"{\"no\": 1}\"#;\n speech\n  .with(\n   \"one\", &[(\"count\", 1)]); it.say(\"two\") }\n#[cfg(test)]\nmod tests {\nsay(\"three\")";
        let found: Vec<_> = literals(source).into_iter().map(|it| (it.text, it.line, it.is_said)).collect();
        let expected = [("one", 5, true), ("count", 5, false), ("two", 5, true)];
        assert_eq!(found, expected.map(|(text, line, is_said)| (text.to_owned(), line, is_said)));
    }

    #[test]
    fn knows_a_key_from_a_part_of_one() {
        assert!(has_word("<p data-word=\"pay\">", "pay"));
        assert!(!has_word("pay-now", "pay") && !has_word("prepay", "pay"));
    }

    #[test]
    fn reads_keys_and_the_values_in_them() {
        let read = messages("# a = $no\na = { $count ->\n    [one] { $day }\n   *[other] x\n}\nb-c = y\n");
        assert_eq!(read.keys().collect::<Vec<_>>(), ["a", "b-c"]);
        assert_eq!(read["a"].variables, ["count".to_owned(), "day".to_owned()].into());
        assert_eq!(read["b-c"].line, 6);
    }
}
