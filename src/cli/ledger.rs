//! `walkin ledger`: what was sold, for staff and accountants.
//!
//! Reading works beside a running kiosk. Writing takes the kiosk's lock, and goes through the same table of steps.

mod args;
mod close;
mod export;
mod list;
mod reconcile;
mod record;
mod show;
mod standing;
mod totals;

use std::path::{Path, PathBuf};

pub use args::{CloseArgs, ExportArgs, Format, LedgerCommand, ListArgs, ReconcileArgs, ShowArgs};

use crate::clock;
use crate::config::Config;
use crate::domain::fault::LedgerFault;
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
        "no sale has the reference {0}; `walkin ledger list` shows those there are, and every kiosk has a ledger of its own"
    )]
    NoSuchSale(Reference),
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

/// Performs a command on the ledger of a configuration.
///
/// # Errors
/// When the ledger cannot be read or written, or what is asked for is not there.
pub async fn perform(command: &LedgerCommand, config: &Config) -> anyhow::Result<Said> {
    let (dir, zone) = (config.data.dir.as_path(), &config.studio.time_zone);
    Ok(match command {
        LedgerCommand::List(args) => {
            in_order(args.from, args.to)?;
            list::list(&sales(dir)?, args, zone, clock::wall())?
        }
        LedgerCommand::Show(args) => show::show(&sale(dir, &args.asked.reference)?, args, zone)?,
        LedgerCommand::Export(args) => {
            in_order(Some(args.from), Some(args.to))?;
            export::export(&sales(dir)?, args, zone)?
        }
        LedgerCommand::Close(args) => close::close(dir, args).await?,
        LedgerCommand::Reconcile(args) => reconcile::reconcile(config, args).await?,
    })
}

fn sales(dir: &Path) -> Result<Vec<Sale>, LedgerError> {
    ledger::sales(dir).map_err(|fault| LedgerError::of(dir, fault))
}

fn sale(dir: &Path, reference: &Reference) -> Result<Sale, LedgerError> {
    let found = ledger::sale(dir, reference).map_err(|fault| LedgerError::of(dir, fault))?;
    found.ok_or_else(|| LedgerError::NoSuchSale(reference.clone()))
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
    fn of(dir: &Path, fault: LedgerFault) -> Self {
        Self::Fault { dir: dir.to_owned(), fault }
    }
}
