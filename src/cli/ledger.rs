//! `walkin ledger`: what was sold, for staff and accountants.
//!
//! Reading works beside a running kiosk. Writing takes the kiosk's lock, and goes through the same table of steps.

mod args;
mod close;
mod commands;
mod export;
mod list;
mod reason;
mod reconcile;
mod record;
mod request;
mod show;
mod standing;
mod totals;

use std::path::{Path, PathBuf};

pub use args::{CloseArgs, ExportArgs, Format, LedgerCommand, ListArgs, ReconcileArgs, ShowArgs};

use self::commands::Commands;
use crate::clock;
use crate::config::{BooksConfig, Config};
use crate::domain::fault::LedgerFault;
use crate::domain::language::Language;
use crate::domain::pass::Reference;
use crate::domain::time::Date;
use crate::ledger::{self, Ledger, Sale};

/// What a command has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// For the standard output.
    pub text: String,
    /// Whether a person is needed: exit code 1.
    pub needs_person: bool,
}

/// Why the ledger cannot be shown or written, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// The file or its place.
    #[error("the ledger in {} {}", dir.display(), ledger::remedy(*fault))]
    Fault {
        /// Where it is.
        dir: PathBuf,
        /// What is wrong with it.
        fault: LedgerFault,
    },
    /// Nothing has this reference.
    #[error(
        "no sale has the reference {reference}; `{list}` shows those there are, and every kiosk has a ledger of its own"
    )]
    NoSuchSale {
        /// That nothing has.
        reference: Reference,
        /// The command that lists those there are.
        list: String,
    },
    /// A span of days that ends before it begins.
    #[error("--from {from} is after --to {to}")]
    Backwards {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// Only a sale that needs staff can be closed.
    #[error("{reference} {why}")]
    NotToBeClosed {
        /// Of the sale.
        reference: Reference,
        /// Where it stands, and what to do instead.
        why: String,
    },
}

/// Performs a command on the ledger of the configuration it names; `spoken` as for [`Config::load`].
///
/// # Errors
/// When the configuration cannot be used, the ledger cannot be read or written, or what is asked for is not there.
pub async fn perform(command: &LedgerCommand, spoken: &[Language]) -> anyhow::Result<Said> {
    let commands = Commands::on(command.config());
    let BooksConfig { studio, data } = BooksConfig::load(command.config(), spoken)?;
    let (dir, zone) = (data.dir.as_path(), &studio.time_zone);
    Ok(match command {
        LedgerCommand::List(args) => {
            in_order(args.from, args.to)?;
            list::list(&sales(dir)?, args, zone, clock::wall(), &commands)?
        }
        LedgerCommand::Show(args) => {
            show::show(&sale(dir, &args.asked.reference, &commands)?, args, zone, &commands)?
        }
        LedgerCommand::Export(args) => {
            in_order(Some(args.from), Some(args.to))?;
            export::export(&sales(dir)?, args, zone)?
        }
        LedgerCommand::Close(args) => close::close(dir, args, &commands).await?,
        LedgerCommand::Reconcile(args) => {
            // Whoever asks the studio needs its key, and nobody else.
            let config = Config::load(command.config(), spoken)?.config;
            reconcile::reconcile(&config, args, &commands).await?
        }
    })
}

fn sales(dir: &Path) -> Result<Vec<Sale>, LedgerError> {
    ledger::sales(dir).map_err(|fault| LedgerError::of(dir, fault))
}

fn sale(dir: &Path, reference: &Reference, commands: &Commands) -> Result<Sale, LedgerError> {
    let found = ledger::sale(dir, reference).map_err(|fault| LedgerError::of(dir, fault))?;
    found.ok_or_else(|| LedgerError::no_such_sale(reference, commands))
}

/// Opens the ledger for writing, which no kiosk does meanwhile.
async fn open(dir: &Path) -> Result<Ledger, LedgerError> {
    let opened = Ledger::open(dir).await;
    opened.map(|(ledger, _)| ledger).map_err(|fault| LedgerError::of(dir, fault))
}

fn in_order(from: Option<Date>, to: Option<Date>) -> Result<(), LedgerError> {
    match (from, to) {
        (Some(from), Some(to)) if from > to => Err(LedgerError::Backwards { from, to }),
        _ => Ok(()),
    }
}

impl LedgerError {
    /// Whether it is the arguments that cannot be used: exit code 2.
    pub const fn is_unusable(&self) -> bool {
        matches!(self, Self::Backwards { .. })
    }

    fn no_such_sale(reference: &Reference, commands: &Commands) -> Self {
        Self::NoSuchSale { reference: reference.clone(), list: commands.ledger("list") }
    }

    fn of(dir: &Path, fault: LedgerFault) -> Self {
        Self::Fault { dir: dir.to_owned(), fault }
    }
}
