//! What can be asked of the ledger, and what an answer needs.

use std::path::Path;
use std::str::FromStr;

use clap::{Args, Subcommand, ValueEnum};

use super::standing::Standing;
use crate::cli::{ConfigArgs, ReportArgs};
use crate::domain::pass::{ClaimCode, Reference};
use crate::domain::text::Text;
use crate::domain::time::Date;

/// What can be asked of the ledger.
#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Lists every sale with its state, those that need a person first, and totals per day and currency
    ///
    /// Reads only, and works beside a running kiosk. Exit code 1 while a sale needs staff.
    #[command(
        after_help = "Example:\n  walkin ledger list --config /etc/walkin/config.toml --from 2026-11-01"
    )]
    List(ListArgs),
    /// Shows one sale: what was ordered, where the money is, every step, and what to do next
    ///
    /// Reads only, and works beside a running kiosk. Exit code 1 if this sale needs staff.
    #[command(after_help = "Example:\n  walkin ledger show --config /etc/walkin/config.toml K7Q2-M9XD")]
    Show(ShowArgs),
    /// Writes every sale ordered in a span of days, for accountants
    ///
    /// Reads only, and works beside a running kiosk. docs/ledger.md tells the columns.
    #[command(
        after_help = "Example:\n  walkin ledger export --config /etc/walkin/config.toml --from 2026-11-01 --to 2026-11-30 --format csv"
    )]
    Export(ExportArgs),
    /// Writes down what staff found out about a sale that needs them
    ///
    /// The kiosk has to be stopped for it.
    #[command(
        after_help = "Example:\n  walkin ledger close --config /etc/walkin/config.toml K7Q2-M9XD --by Kim --note refunded"
    )]
    Close(CloseArgs),
    /// Asks the studio what became of unsettled sales, and writes down what it says
    ///
    /// Buys nothing. The kiosk has to be stopped for it. Exit code 1 while a sale needs staff, and when the studio could
    /// not be asked.
    #[command(after_help = "Example:\n  walkin ledger reconcile --config /etc/walkin/config.toml")]
    Reconcile(ReconcileArgs),
}

impl LedgerCommand {
    /// Where the configuration is.
    pub fn config(&self) -> &Path {
        let args = match self {
            Self::List(args) => &args.report.config,
            Self::Show(args) => &args.report.config,
            Self::Export(args) => &args.config,
            Self::Close(args) => &args.config,
            Self::Reconcile(args) => &args.report.config,
        };
        &args.config
    }
}

/// Of `walkin ledger list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// What to report on, and how.
    #[command(flatten)]
    pub report: ReportArgs,
    /// Only sales ordered on this day of the studio or later
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<Date>,
    /// Only sales ordered on this day of the studio or earlier
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub to: Option<Date>,
    /// Only sales that stand there
    #[arg(long, value_name = "STATE", hide_possible_values = true)]
    pub state: Option<Standing>,
}

/// Of `walkin ledger show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// What to report on, and how.
    #[command(flatten)]
    pub report: ReportArgs,
    /// Reference or claim code of the sale, in capitals or not, with dashes or without
    #[arg(value_name = "REF")]
    pub asked: Asked,
}

/// Of `walkin ledger export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The configuration.
    #[command(flatten)]
    pub config: ConfigArgs,
    /// First day, in the studio's zone
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Date,
    /// Last day, in the studio's zone
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub to: Date,
    /// What to write
    #[arg(long)]
    pub format: Format,
}

/// What an export is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Comma-separated values (RFC 4180) in UTF-8, with a header
    Csv,
    /// A JSON array of the same fields
    Json,
}

/// Of `walkin ledger close`.
#[derive(Debug, Args)]
pub struct CloseArgs {
    /// The configuration.
    #[command(flatten)]
    pub config: ConfigArgs,
    /// Reference or claim code of the sale
    #[arg(value_name = "REF")]
    pub asked: Asked,
    /// Who found out
    #[arg(long, value_name = "NAME", value_parser = name)]
    pub by: String,
    /// What they found; no personal data of the visitor
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub note: String,
}

/// Of `walkin ledger reconcile`.
#[derive(Debug, Args)]
pub struct ReconcileArgs {
    /// What to report on, and how.
    #[command(flatten)]
    pub report: ReportArgs,
    /// Reference or claim code of one sale; all that are unsettled when left away
    #[arg(value_name = "REF")]
    pub asked: Option<Asked>,
}

/// A sale as somebody at the desk names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its public part.
    pub reference: Reference,
    /// All of it, where a whole claim code was given.
    pub claim: Option<ClaimCode>,
}

/// Neither a reference nor a claim code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a reference has two groups of four letters and digits (K7Q2-M9XD), a claim code three; 0, 1, I, L, O and U are in none"
)]
pub struct NotAsked;

impl FromStr for Asked {
    type Err = NotAsked;

    fn from_str(text: &str) -> Result<Self, NotAsked> {
        if let Ok(claim) = text.parse::<ClaimCode>() {
            return Ok(Self { reference: claim.reference().clone(), claim: Some(claim) });
        }
        text.parse().map(|reference| Self { reference, claim: None }).map_err(|_| NotAsked)
    }
}

/// A day as every table of the ledger writes it; the way it is written on paper is translated.
fn day(raw: &str) -> Result<Date, String> {
    raw.parse().map_err(|_| {
        // With dots the day comes first everywhere; with slashes it does not, so that nothing is guessed.
        match Date::strptime("%d.%m.%Y", raw) {
            Ok(day) => format!("write it as {day}"),
            Err(_) => "write a day as 2026-11-20".to_owned(),
        }
    })
}

/// Characters of a name.
const NAME_MAX: usize = 60;
/// Characters of a note: a few sentences, in one cell of a table.
const NOTE_MAX: usize = 500;

fn name(raw: &str) -> Result<String, String> {
    plain(raw, NAME_MAX)
}

fn note(raw: &str) -> Result<String, String> {
    plain(raw, NOTE_MAX)
}

/// A text without anything that acts on a terminal, whole or not at all: what staff write down is not cut.
fn plain(raw: &str, max: usize) -> Result<String, String> {
    let clean = Text::long(raw);
    let length = clean.as_str().chars().count();
    match length {
        0 => Err("there has to be a text".to_owned()),
        _ if length > max => Err(format!("{length} characters are too many, {max} are the most")),
        _ => Ok(clean.as_str().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sale_is_named_by_its_reference_or_its_claim_code_however_it_is_typed() {
        let asked: Asked = "k7q2m9xd".parse().expect("a reference");
        assert_eq!((asked.reference.to_string().as_str(), asked.claim), ("K7Q2-M9XD", None));
        let asked: Asked = "K7Q2 m9xd-4tza".parse().expect("a claim code");
        assert_eq!(asked.reference.to_string(), "K7Q2-M9XD");
        assert_eq!(asked.claim.map(|claim| claim.to_string()).as_deref(), Some("K7Q2-M9XD-4TZA"));
        for wrong in ["", "K7Q2", "K7Q2-M9X0", "K7Q2-M9XD-4T"] {
            assert_eq!(wrong.parse::<Asked>(), Err(NotAsked), "{wrong}");
        }
    }

    #[test]
    fn a_day_written_as_on_paper_is_answered_with_how_it_is_written_here() {
        assert_eq!(day("2026-11-20").map(|day| day.to_string()).as_deref(), Ok("2026-11-20"));
        assert_eq!(day("20.11.2026"), Err("write it as 2026-11-20".to_owned()));
        for wrong in ["", "yesterday", "1/2/2026", "20.13.2026", "2026-02-30"] {
            assert_eq!(day(wrong), Err("write a day as 2026-11-20".to_owned()), "{wrong}");
        }
    }

    #[test]
    fn what_staff_write_is_clean_and_whole_or_refused() {
        assert_eq!(name("  Kim\u{1b}[2J "), Ok("Kim[2J".to_owned()));
        assert!(name(" \u{200b}").is_err() && name(&"x".repeat(NAME_MAX + 1)).is_err());
        assert_eq!(note(&"x".repeat(NOTE_MAX)).map(|note| note.len()), Ok(NOTE_MAX));
        assert!(note(&"x".repeat(NOTE_MAX + 1)).is_err_and(|why| why.contains("500")));
    }
}
