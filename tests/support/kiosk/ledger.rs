//! A ledger in memory: the same promises as the one on disk, without a disk.
//!
//! Writes queue up in the order they are given; an answer comes only after the sync. A power cut keeps the oldest of the
//! writes that wait, as many as it is told, and answers none of them. A step is kept if it is in the table for what is on
//! disk; nothing that is on disk ever changes.

use std::collections::{HashMap, VecDeque};

use walkin::app::effect::LedgerEffect;
use walkin::app::msg::{LedgerEvent, Opened};
use walkin::domain::fault::LedgerFault;
use walkin::domain::intent::{Intent, REMEMBERED_FOR, State, Step};
use walkin::domain::module::KeptModule;
use walkin::domain::pass::Reference;
use walkin::domain::person::CustomerId;
use walkin::domain::request::{Grant, Request};
use walkin::domain::time::Timestamp;
use walkin::domain::tries::Try;

/// What is on disk, and what is on its way there.
#[derive(Clone, Default)]
pub struct Ledger {
    /// On disk, in the order they were written.
    intents: Vec<Intent>,
    places: HashMap<Reference, usize>,
    /// Wrong tries on disk, in the order they were written.
    tries: Vec<Try>,
    /// Not on disk yet.
    waiting: VecDeque<LedgerEffect>,
    /// Why nothing can be written now.
    pub fault: Option<LedgerFault>,
}

impl Ledger {
    /// Takes an effect; it waits for [`Ledger::sync`].
    pub fn perform(&mut self, effect: LedgerEffect) {
        self.waiting.push_back(effect);
    }

    /// Brings the oldest `count` of what waits to disk at `now`, and answers each.
    pub fn sync(&mut self, now: Timestamp, count: usize) -> Vec<LedgerEvent> {
        let count = count.min(self.waiting.len());
        let due: Vec<_> = self.waiting.drain(..count).collect();
        due.into_iter().map(|effect| self.answer(now, effect)).collect()
    }

    /// The power goes: the oldest `keep` of what waits are on disk all the same, the rest is lost, nothing is answered.
    pub fn power_cut(&mut self, now: Timestamp, keep: usize) {
        self.sync(now, keep);
        self.waiting.clear();
    }

    /// How much waits.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Every intent on disk, oldest first.
    pub fn intents(&self) -> &[Intent] {
        &self.intents
    }

    /// An intent as it stands on disk.
    pub fn find(&self, reference: &Reference) -> Option<&Intent> {
        self.places.get(reference).map(|place| &self.intents[*place])
    }

    /// Every wrong try on disk, oldest first.
    pub fn tries(&self) -> &[Try] {
        &self.tries
    }

    /// The modules that a customer has booked, oldest first.
    pub fn modules(&self, customer: CustomerId) -> Vec<KeptModule> {
        let booked = |intent: &Intent| match (intent.request(), intent.state()) {
            (Some(Request::Book(book)), State::Granted(Grant::Module { contract }))
                if book.member == customer =>
            {
                Some(KeptModule { order: book.order, contract: *contract, name: book.name.clone() })
            }
            _ => None,
        };
        self.intents.iter().filter_map(booked).collect()
    }

    /// Staff settle what needs them, while the kiosk does not run.
    pub fn close(&mut self, at: Timestamp, reference: &Reference) -> Result<(), LedgerFault> {
        let (by, note) = ("Kim".to_owned(), "looked at".to_owned());
        self.take(reference, at, &Step::Closed { by, note })
    }

    fn answer(&mut self, now: Timestamp, effect: LedgerEffect) -> LedgerEvent {
        match effect {
            LedgerEffect::OpenLedger => {
                LedgerEvent::LedgerOpened(self.fault.map_or(Ok(()), Err).map(|()| self.opened(now)))
            }
            LedgerEffect::RecordIntent(intent) => {
                LedgerEvent::IntentRecorded(intent.reference.clone(), self.record(*intent))
            }
            LedgerEffect::RecordStep { reference, at, step } => {
                let result = match self.fault {
                    Some(fault) => Err(fault),
                    None => self.take(&reference, at, &step),
                };
                LedgerEvent::StepRecorded(reference, result)
            }
            LedgerEffect::FindIntent(request, reference) => {
                let found = self.find(&reference).cloned().map(Box::new);
                LedgerEvent::IntentFound(request, Ok(found))
            }
            LedgerEffect::FindModules(request, customer) => {
                LedgerEvent::ModulesFound(request, Ok(self.modules(customer).into()))
            }
            LedgerEffect::RecordTry(request, wrong) => {
                let result = self.fault.map_or(Ok(()), Err);
                if result.is_ok() {
                    self.tries.push(wrong);
                }
                LedgerEvent::TryRecorded(request, result)
            }
        }
    }

    fn record(&mut self, intent: Intent) -> Result<(), LedgerFault> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        if self.places.contains_key(&intent.reference) || *intent.state() != State::Intended {
            return Err(LedgerFault::Failed);
        }
        self.places.insert(intent.reference.clone(), self.intents.len());
        self.intents.push(intent);
        Ok(())
    }

    fn take(&mut self, reference: &Reference, at: Timestamp, step: &Step) -> Result<(), LedgerFault> {
        let place = self.places.get(reference).ok_or(LedgerFault::Failed)?;
        self.intents[*place].take(at, step).map_err(|_| LedgerFault::Failed)
    }

    fn opened(&self, now: Timestamp) -> Opened {
        let known = self.tries.len().saturating_sub(Try::KNOWN_MAX);
        let tries = self.tries[known..].iter().filter(|one| one.counts_at(now)).cloned().collect();
        Opened { intents: self.unsettled(now), tries }
    }

    /// What is not settled, and what was settled of late. As on disk, what came to its end long after it was ordered is left
    /// out.
    fn unsettled(&self, now: Timestamp) -> Vec<Intent> {
        let ended = |intent: &Intent| match intent.state() {
            State::Abandoned(_) | State::Closed | State::Completed { code: Some(_), .. } => true,
            State::Granted(grant) => grant.is_whole(),
            _ => false,
        };
        let is_old = |intent: &Intent| intent.ordered_at < now - REMEMBERED_FOR * 2;
        let known = self.intents.iter().filter(|intent| !(ended(intent) && is_old(intent)));
        known.filter(|intent| intent.matters_at(now)).cloned().collect()
    }
}
