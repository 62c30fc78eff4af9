//! A ledger in memory: the same rule as the one on disk, which is that a step is kept if it is in the table.

use walkin::app::effect::LedgerEffect;
use walkin::app::msg::LedgerEvent;
use walkin::domain::fault::LedgerFault;
use walkin::domain::intent::{Intent, State};
use walkin::domain::time::Timestamp;

/// Intents in the order they were written, with the steps they took.
#[derive(Default)]
pub struct Ledger {
    intents: Vec<Intent>,
    /// Why nothing can be written now.
    pub fault: Option<LedgerFault>,
}

impl Ledger {
    /// Performs an effect and answers it.
    pub fn perform(&mut self, effect: LedgerEffect) -> LedgerEvent {
        match effect {
            LedgerEffect::OpenLedger => {
                LedgerEvent::LedgerOpened(self.fault.map_or(Ok(()), Err).map(|()| self.unsettled()))
            }
            LedgerEffect::RecordIntent(intent) => {
                LedgerEvent::IntentRecorded(intent.reference.clone(), self.record(*intent))
            }
            LedgerEffect::RecordStep { reference, at, step } => {
                let result = match self.fault {
                    Some(fault) => Err(fault),
                    None => self.take(&reference.to_string(), at, &step),
                };
                LedgerEvent::StepRecorded(reference, result)
            }
            LedgerEffect::FindIntent(request, reference) => {
                let found = self.intents.iter().find(|intent| intent.reference == reference);
                LedgerEvent::IntentFound(request, Ok(found.cloned().map(Box::new)))
            }
        }
    }

    fn record(&mut self, intent: Intent) -> Result<(), LedgerFault> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let known = self.intents.iter().any(|other| other.reference == intent.reference);
        if known || *intent.state() != State::Intended {
            return Err(LedgerFault::Failed);
        }
        self.intents.push(intent);
        Ok(())
    }

    fn take(
        &mut self,
        reference: &str,
        at: Timestamp,
        step: &walkin::domain::intent::Step,
    ) -> Result<(), LedgerFault> {
        let found = self.intents.iter_mut().find(|intent| intent.reference.to_string() == reference);
        found.ok_or(LedgerFault::Failed)?.take(at, step).map_err(|_| LedgerFault::Failed)
    }

    fn unsettled(&self) -> Vec<Intent> {
        self.intents.iter().filter(|intent| !intent.is_settled()).cloned().collect()
    }

    /// Every intent, oldest first.
    pub fn intents(&self) -> &[Intent] {
        &self.intents
    }
}
