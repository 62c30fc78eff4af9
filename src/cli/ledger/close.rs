//! `walkin ledger close`: what staff found out, as the last step of a sale that needed them.

use std::path::Path;

use super::commands::Commands;
use super::{CloseArgs, LedgerError, Said, open, sale};
use crate::clock;
use crate::domain::fault::LedgerFault;
use crate::domain::intent::{Intent, StaffReason, State, Step};
use crate::domain::pass::Reference;

/// Closes a sale; only one that needs staff can be.
pub async fn close(dir: &Path, args: &CloseArgs, commands: &Commands) -> Result<Said, LedgerError> {
    let reference = &args.asked.reference;
    closable(&sale(dir, reference, commands)?.intent, commands)?;
    let ledger = open(dir).await?;
    // What happened before the lock was taken counts.
    closable(&sale(dir, reference, commands)?.intent, commands)?;
    let failed = |fault: LedgerFault| LedgerError::of(dir, fault);
    for step in steps_to_staff(&sale(dir, reference, commands)?.intent) {
        ledger.record_step(reference.clone(), clock::wall(), step).await.map_err(failed)?;
    }
    let step = Step::Closed { by: args.by.clone(), note: args.note.clone() };
    ledger.record_step(reference.clone(), clock::wall(), step).await.map_err(failed)?;
    ledger.close().await.map_err(failed)?;
    let text =
        format!("{reference} is closed by {}: {}\nThe kiosk can be started again.\n", args.by, args.note);
    Ok(Said { text, needs_person: false })
}

/// What has to stand before the last step of a sale that has been in doubt for a day, for want of a list that can be read.
fn steps_to_staff(intent: &Intent) -> Vec<Step> {
    let why = if intent.order.leaves_a_trace() { StaffReason::NotFound } else { StaffReason::Untraceable };
    let (lost, called) = (Step::LostTrack { refused: false }, Step::StaffCalled { why });
    match intent.state() {
        State::Submitted { .. } => vec![lost, called],
        State::Unknown { .. } => vec![called],
        _ => Vec::new(),
    }
}

fn closable(intent: &Intent, commands: &Commands) -> Result<(), LedgerError> {
    let why = match intent.state() {
        State::NeedsStaff(_) => return Ok(()),
        State::Submitted { .. } | State::Unknown { .. } if intent.needs_staff(clock::wall()) => return Ok(()),
        State::Submitted { .. } | State::Unknown { .. } => format!(
            "is still being looked for, and may turn out to be bought by itself; to ask the studio now, run: {}",
            commands.ledger(&format!("reconcile {}", intent.reference))
        ),
        State::Closed => {
            let show = commands.ledger(&format!("show {}", intent.reference));
            format!("is closed already; `{show}` tells by whom")
        }
        State::Completed { .. } => "was bought; only a sale that needs staff can be closed".to_owned(),
        State::Granted(_) => "was granted; only a sale that needs staff can be closed".to_owned(),
        State::Refused { .. } | State::Abandoned(_) => {
            "charged nobody; only a sale that needs staff can be closed".to_owned()
        }
        State::Intended | State::AwaitingPayment { .. } | State::Authorised => {
            "is not paid yet, and the kiosk gives it up when it starts; only a sale that needs staff can be closed"
                .to_owned()
        }
    };
    let reference: Reference = intent.reference.clone();
    Err(LedgerError::NotToBeClosed { reference, why })
}
