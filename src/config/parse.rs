//! From the text of the file to validated types, one function a table.
//!
//! Every function reports what is wrong and goes on with a default, so that one look at the message is enough to
//! correct the whole file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use toml::de::DeTable;
use unicode_width::UnicodeWidthStr;

use super::error::{ConfigError, nearest};
use super::legal::legal;
use super::members::members;
use super::memberships::memberships;
use super::payment::payment;
use super::section::{Report, Section, Wrong};
use super::url::Url;
use super::{
    ApiConfig, BooksConfig, Config, DataConfig, KEY_VARIABLE, KioskConfig, LegalConfig, Loaded, LogConfig,
    LogLevel, MembersConfig, MembershipsConfig, PaymentConfig, StudioConfig,
};
use crate::domain::language::Language;
use crate::domain::text::{Secret, Text};
use crate::domain::time::TimeZone;
use crate::ui::theme::ThemeName;

/// What a configuration is read against, besides its own text.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The file: its name stands in messages, and relative paths start at its folder.
    pub file: &'a Path,
    /// Looks up a variable of the environment.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// The languages the kiosk has words for.
    pub spoken: &'a [Language],
}

/// An example of the API's address.
const BASE_URL: &str = "\"https://my-studio.open-api.perfectgym.com\"";
/// The name shown before the server told the studio's.
const NAME: &str = "walkin";
/// Where a system service keeps what it writes.
const DATA_DIR: &str = "/var/lib/walkin";
/// Columns of the contact, which stands on a line beside a code.
const CONTACT_MAX: usize = 30;
/// Bytes of a key file; a key has some dozens.
const KEY_FILE_MAX: u64 = 4096;

/// Every table but `[api]`.
struct Tables {
    studio: StudioConfig,
    kiosk: KioskConfig,
    members: MembersConfig,
    memberships: MembershipsConfig,
    payment: PaymentConfig,
    legal: LegalConfig,
    log: LogConfig,
    data: DataConfig,
}

/// Reads the text of a configuration.
pub(super) fn parse(text: &str, around: Surroundings<'_>) -> Result<Loaded, ConfigError> {
    let ((api, key_file), rest) = tables(text, around, |section| api(section, around))?;
    let Tables { studio, kiosk, members, memberships, payment, legal, log, data } = rest;
    Ok(Loaded {
        config: Config { api, studio, kiosk, members, memberships, payment, legal, log, data },
        key_file,
    })
}

/// Reads the text of a configuration for the ledger: all of it has to be right, and the key is not read.
pub(super) fn parse_for_books(text: &str, around: Surroundings<'_>) -> Result<BooksConfig, ConfigError> {
    let without_key = |section: Section<'_, '_>| {
        let base_url = section.required("base_url", BASE_URL, base_url);
        section.find("key_file");
        section.finish();
        base_url
    };
    let (_, Tables { studio, data, .. }) = tables(text, around, without_key)?;
    Ok(BooksConfig { studio, data })
}

fn tables<A>(
    text: &str,
    around: Surroundings<'_>,
    api: impl FnOnce(Section<'_, '_>) -> Option<A>,
) -> Result<(A, Tables), ConfigError> {
    let report = Report::new(text);
    let (root, syntax) = DeTable::parse_recoverable(text);
    for error in syntax {
        let remedy = "See https://toml.io and config.example.toml for how it is written";
        report.add(error.span().map(|span| span.start), error.message(), remedy);
    }
    let mistakes = report.into_mistakes();
    if !mistakes.is_empty() {
        return Err(ConfigError::new(around.file, mistakes));
    }

    let report = Report::new(text);
    let root = Section::root(root.get_ref(), &report);
    let api = api(root.section("api"));
    let studio = studio(root.section("studio"));
    let kiosk = kiosk(root.section("kiosk"), around.spoken);
    let members = members(root.section("members"));
    let memberships = memberships(root.section("memberships"));
    let payment = payment(root.section("payment"));
    let legal = legal(root.section("legal"));
    let log = log(root.section("log"), around.file);
    let data = data(root.section("data"), around.file);
    root.finish();
    let mistakes = report.into_mistakes();
    match (api, studio, payment) {
        (Some(api), Some(studio), Some(payment)) if mistakes.is_empty() => {
            Ok((api, Tables { studio, kiosk, members, memberships, payment, legal, log, data }))
        }
        _ => Err(ConfigError::new(around.file, mistakes)),
    }
}

fn api(section: Section<'_, '_>, around: Surroundings<'_>) -> Option<(ApiConfig, Option<PathBuf>)> {
    let base_url = section.required("base_url", BASE_URL, base_url);
    let variable = (around.variable)(KEY_VARIABLE).filter(|key| !key.trim().is_empty());
    let key = if let Some(key) = variable {
        // Named all the same, so that the name counts as known.
        section.find("key_file");
        match api_key(&key) {
            Ok(key) => Some((key, None)),
            Err(wrong) => {
                section.report().add(None, format!("{KEY_VARIABLE} {}", wrong.what), wrong.remedy);
                None
            }
        }
    } else if section.names().iter().any(|(name, _)| *name == "key_file") {
        section.text("key_file", "\"/etc/walkin/key\"", |text| {
            let path = resolve(text, around.file)?;
            read_key(&path).map(|key| (key, Some(path)))
        })
    } else {
        section.find("key_file");
        let remedy =
            format!("Add to [api]: key_file = \"/etc/walkin/key\", or set {KEY_VARIABLE} in the environment");
        section.report().add(None, "the API key is missing", remedy);
        None
    };
    section.finish();
    let (key, key_file) = key?;
    Some((ApiConfig { base_url: base_url?, key }, key_file))
}

fn base_url(text: &str) -> Result<String, Wrong> {
    let remedy =
        "Give the address from the activation mail, such as https://my-studio.open-api.perfectgym.com";
    let url = Url::parse(text).map_err(|what| Wrong::new(what, remedy))?;
    if !url.secure && !url.is_loopback() {
        return Err(Wrong::new(
            "is http:// to another machine, which would send the key in the clear",
            "Use https://; http:// is for 127.0.0.1, [::1] and localhost only",
        ));
    }
    if url.path.split('/').next_back() == Some("v1") {
        return Err(Wrong::new("ends with /v1", "Leave /v1 away: it is part of each operation"));
    }
    Ok(text.trim_end_matches('/').to_owned())
}

fn read_key(path: &Path) -> Result<Secret, Wrong> {
    let remedy = format!("Put the key into {}, readable by the kiosk's user only", path.display());
    let size = std::fs::metadata(path).map(|file| file.len());
    let text = size.and_then(|size| match size {
        0..=KEY_FILE_MAX => std::fs::read_to_string(path).map(Some),
        _ => Ok(None),
    });
    match text {
        Ok(Some(text)) => api_key(&text).map_err(|wrong| {
            Wrong::new(format!("names {}, which {}", path.display(), wrong.what), wrong.remedy)
        }),
        Ok(None) => Err(Wrong::new(format!("names {}, which is too long for a key", path.display()), remedy)),
        // The kind and not the error: that of a file that is not UTF-8 must not show anything of it.
        Err(error) => Err(Wrong::new(
            format!("names {}, which cannot be read ({})", path.display(), error.kind()),
            remedy,
        )),
    }
}

fn api_key(text: &str) -> Result<Secret, Wrong> {
    let key = text.trim();
    if key.is_empty() {
        return Err(Wrong::new("is empty", "It holds the API key of the studio and nothing else"));
    }
    if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        let remedy = "It holds the API key of the studio and nothing else, on one line";
        return Err(Wrong::new("has spaces, line breaks or letters no key has", remedy));
    }
    Ok(Secret::new(key))
}

fn studio(section: Section<'_, '_>) -> Option<StudioConfig> {
    let time_zone = section.required("time_zone", "\"Europe/Berlin\"", |text| {
        TimeZone::get(text).map_err(|_| {
            let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
            let remedy = match nearest(text, known.iter().map(String::as_str)) {
                Some(close) => format!("Did you mean \"{close}\"?"),
                None => "Give the studio's IANA zone, such as \"Europe/Berlin\"".to_owned(),
            };
            Wrong::new(format!("= \"{text}\" is not a time zone"), remedy)
        })
    });
    section.finish();
    Some(StudioConfig { time_zone: time_zone? })
}

fn kiosk(section: Section<'_, '_>, spoken: &[Language]) -> KioskConfig {
    let name = section.text("name", "\"My Gym\"", |text| {
        let name = Text::name(text);
        if name.is_empty() {
            return Err(Wrong::new("is empty", "Give the name of the studio, or leave the line away"));
        }
        Ok(name)
    });
    let languages = section.list("languages", "[\"en\", \"de\"]", |text| spoken_language(text, spoken));
    let mut offered = languages.unwrap_or_else(|| spoken.to_vec());
    // A language named twice is offered once, where it was named first.
    let mut seen = Vec::new();
    offered.retain(|language| {
        !seen.contains(language) && {
            seen.push(*language);
            true
        }
    });
    let theme = section.text("theme", "\"dark\"", |text| {
        text.parse::<ThemeName>()
            .map_err(|known| Wrong::new(format!("= \"{text}\" is {known}"), "Choose one"))
    });
    let idle_warning = section.number("idle_warning", "seconds", 20..=300, 45);
    let idle_grace = section.number("idle_grace", "seconds", 20..=300, 20);
    let scan_gap = section.number("scan_gap", "milliseconds", 10..=100, 50);
    let show_again = section.number("show_again", "hours", 1..=720, 24);
    let contact = section.text("contact", "\"+49 30 1234567\"", |text| {
        let contact = Text::name(text);
        let columns = UnicodeWidthStr::width(contact.as_str());
        if contact.is_empty() || columns > CONTACT_MAX {
            let what = format!("has {columns} characters; 1 to {CONTACT_MAX} are shown");
            return Err(Wrong::new(
                what,
                "Give a telephone number or a short address, or leave the line away",
            ));
        }
        Ok(contact)
    });
    section.finish();
    KioskConfig {
        name: name.unwrap_or_else(|| Text::name(NAME)),
        languages: offered,
        theme: theme.unwrap_or_default(),
        idle_warning: Duration::from_secs(idle_warning),
        idle_grace: Duration::from_secs(idle_grace),
        scan_gap: Duration::from_millis(scan_gap),
        show_again: Duration::from_hours(show_again),
        contact,
    }
}

fn spoken_language(text: &str, spoken: &[Language]) -> Result<Language, Wrong> {
    let codes = || spoken.iter().map(|language| language.code()).collect::<Vec<_>>().join(" ");
    let language: Language = text.parse().map_err(|known| {
        Wrong::new(format!("= \"{text}\" is {known}"), format!("The kiosk speaks: {}", codes()))
    })?;
    if !spoken.contains(&language) {
        let what = format!("= \"{text}\" is a language the kiosk has no words for");
        return Err(Wrong::new(what, format!("It speaks: {}", codes())));
    }
    Ok(language)
}

fn log(section: Section<'_, '_>, config: &Path) -> LogConfig {
    let file = section.text("file", "\"/var/log/walkin.jsonl\"", |text| resolve(text, config));
    let level = section.text("level", "\"info\"", |text| match text {
        "error" => Ok(LogLevel::Error),
        "warn" => Ok(LogLevel::Warn),
        "info" => Ok(LogLevel::Info),
        "debug" => Ok(LogLevel::Debug),
        _ => Err(Wrong::new(format!("= \"{text}\" is not one of error warn info debug"), "Choose one")),
    });
    // Small enough for the cheapest disk, large enough for weeks.
    let size_max = section.number("size_max", "bytes", 65_536..=1_073_741_824, 10_485_760);
    section.finish();
    LogConfig { file, level: level.unwrap_or(LogLevel::Info), size_max }
}

fn data(section: Section<'_, '_>, config: &Path) -> DataConfig {
    let dir = section.text("dir", "\"/var/lib/walkin\"", |text| resolve(text, config));
    section.finish();
    DataConfig { dir: dir.unwrap_or_else(|| PathBuf::from(DATA_DIR)) }
}

/// A path as the file means it: relative ones start at the file's own folder, wherever the kiosk is started.
fn resolve(text: &str, config: &Path) -> Result<PathBuf, Wrong> {
    if text.trim().is_empty() || text.contains('\0') {
        return Err(Wrong::new("is empty", "Give a path, or leave the line away"));
    }
    Ok(config.parent().unwrap_or(Path::new("")).join(text))
}
