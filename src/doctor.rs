//! `walkin doctor`: tries out everything that a sale depends on, and says what to do about what fails.
//!
//! Invariant: nothing is changed, neither in the studio nor on the disk; so a scope that only writes stays unproven.

mod phone;
mod place;
mod studio;

use std::fmt::Write;

use serde::Serialize;

pub use studio::what_happened;

use crate::config::{Config, ConfigError, Loaded};
use crate::domain::language::Language;
use crate::ui::theme::Colours;
use crate::words::Words;

/// What was found, check by check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// Whether nothing fails.
    pub healthy: bool,
    /// Each check, in the order they were made.
    pub checks: Vec<Check>,
}

/// One thing that was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What: `config`, `key`, the name of a scope, `data`, ...
    pub check: &'static str,
    /// How it went.
    pub verdict: Verdict,
    /// What was seen, and what to do about it.
    pub detail: String,
}

/// How a check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// Cannot be tried without changing something, or not here.
    Unproven,
    /// Works, but somebody should look.
    Warning,
    /// Nothing can be sold like this.
    Failed,
}

/// The terminal that the doctor was called from.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Columns and rows, where there is one.
    pub size: Option<(u16, u16)>,
    /// Its colours.
    pub colours: Colours,
}

/// Tries everything out; needs a tokio runtime.
pub async fn examine(
    loaded: Result<Loaded, ConfigError>,
    terminal: Terminal,
    words: Words,
    user_agent: &str,
) -> Diagnosis {
    let mut checks = Vec::new();
    match loaded {
        Ok(Loaded { config, key_file }) => {
            checks.push(Check::new("config", Verdict::Ok, "can be used"));
            checks.extend(key_file.map(|path| place::key_file(&path)));
            checks.extend(privacy(&config));
            checks.extend(choices(&config.payment.choices));
            checks.extend(studio::checks(&config, user_agent).await);
            checks.extend(place::data(&config.data.dir));
            checks.extend(place::log_file(config.log.file.as_deref()));
            checks.extend(phone::checks(&config.payment, words, user_agent).await);
        }
        Err(error) => checks.push(Check::new("config", Verdict::Failed, error.to_string())),
    }
    checks.extend(place::terminal(terminal));
    Diagnosis { healthy: checks.iter().all(|check| check.verdict != Verdict::Failed), checks }
}

/// Every language should have a privacy notice: people are asked for their data.
fn privacy(config: &Config) -> Option<Check> {
    let lacks = |language: &&Language| !config.legal.privacy.contains_key(language);
    let missing: Vec<&str> = config.kiosk.languages.iter().filter(lacks).map(|one| one.code()).collect();
    (!missing.is_empty()).then(|| {
        let detail = format!(
            "no notice in {}; add to [legal]: privacy.{} = {{ link = \"https://...\" }}",
            missing.join(" "),
            missing[0]
        );
        Check::new("privacy", Verdict::Warning, detail)
    })
}

/// The payment choices of the API as of 1.16; later ones are taken as they come.
const CHOICES: [&str; 11] = [
    "CASH",
    "BANK_TRANSFER",
    "BACS",
    "SEPA",
    "CH_DD",
    "LSV",
    "CREDIT_CARD",
    "TWINT",
    "PAYPAL",
    "BANCONTACT",
    "IDEAL",
];

fn choices(choices: &[String]) -> Option<Check> {
    let unknown: Vec<&str> =
        choices.iter().map(String::as_str).filter(|choice| !CHOICES.contains(choice)).collect();
    (!unknown.is_empty()).then(|| {
        let detail = format!("{} is not known; known are {}", unknown.join(" "), CHOICES.join(" "));
        Check::new("choices", Verdict::Warning, detail)
    })
}

impl Diagnosis {
    /// For people: a line a check.
    pub fn text(&self) -> String {
        let width = self.checks.iter().map(|check| check.check.len()).max().unwrap_or(0);
        let mut text = String::new();
        for check in &self.checks {
            let verdict = check.verdict.name();
            // Further lines of a detail start under its first.
            let detail = check.detail.replace('\n', &format!("\n{:indent$}", "", indent = width + 12));
            // A string takes whatever is written to it.
            let _ = writeln!(text, "{verdict:<8}  {:<width$}  {detail}", check.check);
        }
        text + if self.healthy {
            "\nNothing fails.\n"
        } else {
            "\nSomething fails: nothing can be sold like this.\n"
        }
    }

    /// For programs: `{"healthy": ..., "checks": [{"check", "verdict", "detail"}]}`.
    pub fn json(&self) -> String {
        serde_json::json!(self).to_string() + "\n"
    }
}

impl Check {
    fn new(check: &'static str, verdict: Verdict, detail: impl Into<String>) -> Self {
        Self { check, verdict, detail: detail.into() }
    }
}

impl Verdict {
    const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Unproven => "unproven",
            Self::Warning => "warning",
            Self::Failed => "FAILED",
        }
    }
}

#[cfg(test)]
mod tests;
