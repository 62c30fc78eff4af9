//! The owner of every intent: it alone turns events into steps, ledger writes, calls and looks.
//!
//! Screens order, cancel and read; the visitor may leave and the next one start while the till goes on.
//!
//! Invariant: a step that something depends on is taken only when the ledger has it on disk, and what depends on it is
//! issued on that answer, never in the same batch. What has happened already (an answer of the server) is taken at once
//! and written as soon as the disk lets it.

mod claims;
mod guard;
mod memory;
mod orders;
mod requests;
mod sale;
mod stage;
#[cfg(test)]
mod tests;
mod tries;
mod twins;

use std::time::Duration;

use jiff::SignedDuration;

use super::effect::{Effect, LedgerEffect, PhoneEffect, RequestId};
use super::msg::{CustomersEvent, Event, LedgerEvent, OffersEvent, PaymentsEvent, PhoneEvent};
use super::shared::Outbox;
use crate::domain::fault::{Fault, LedgerFault};
use crate::domain::intent::{Abandonment, Intent};
use crate::domain::language::Language;
use crate::domain::pass::{ClaimCode, Reference};
use crate::domain::payment::PhoneProgress;
use crate::domain::random::Random;
use crate::domain::text::Text;
use crate::domain::time::{Moment, Now};

use claims::Claims;
pub use claims::{Claimed, ShowAgain};
use memory::Memory;
pub use orders::{NewMembership, NewOrder, NewRequest};
pub use sale::Sale;
pub use stage::{Bought, MoreTime, PhoneView, Stage, TaskView};
use tries::Tries;
pub use twins::Earlier;

/// Every sale on its way, and the state of the ledger they are written to.
#[derive(Debug)]
pub struct Till {
    sales: Vec<Sale>,
    ledger: LedgerState,
    random: Random,
    /// Whether the page for the phone can be served, as far as is known.
    payable: bool,
    /// Until when nothing is sold because the key may not open payment sessions.
    sessions_refused_until: Option<Moment>,
    /// How far the server's clock is ahead of ours: sessions end by its clock.
    server_ahead: SignedDuration,
    /// When what does not work is tried again.
    retry_at: Option<Moment>,
    /// What was bought, or given to staff, within [`REMEMBERED_FOR`].
    settled: Memory,
    /// Claim codes that are entered.
    claims: Claims,
    /// Who did not prove of late who they are.
    tries: Tries,
}

/// Whether sales can be written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerState {
    /// Being opened: nothing is sold yet.
    Opening,
    /// Open.
    Open,
    /// Not usable: nothing is sold.
    Closed(LedgerFault),
}

impl Till {
    /// The server tells its time in whole seconds, and the answer takes its time to get here.
    const CLOCK_GRAIN: Duration = Duration::from_secs(3);
    /// How long until a closed ledger or port is tried again.
    const RETRY: Duration = Duration::from_secs(30);
    /// How long nothing is sold after the key was refused for a payment session.
    const SESSIONS_REST: Duration = Duration::from_mins(5);
    /// The same person buying the same thing again within this time is asked first.
    pub const REPEAT_WITHIN: Duration = Duration::from_mins(10);
    /// Unsettled sales at one time; a kiosk serves one person, the rest are being looked for.
    pub const SALES_MAX: usize = 200;

    /// A till whose claim codes come from this seed.
    pub fn new(seed: [u8; 32], show_again: ShowAgain) -> Self {
        Self {
            sales: Vec::new(),
            ledger: LedgerState::Opening,
            payable: true,
            sessions_refused_until: None,
            server_ahead: SignedDuration::ZERO,
            retry_at: None,
            random: Random::new(seed),
            settled: Memory::default(),
            claims: Claims::new(show_again),
            tries: Tries::default(),
        }
    }

    /// Opens the ledger, and the port for the visitors' phones.
    pub fn start(&mut self, out: &mut Outbox) {
        out.send(Effect::Ledger(LedgerEffect::OpenLedger));
        out.send(Effect::Phone(PhoneEffect::ServePages));
    }

    /// Whether something that costs money can be paid here.
    pub fn is_payable(&self) -> bool {
        self.payable && self.sessions_refused_until.is_none()
    }

    /// Whether one more sale can be taken on.
    pub fn has_room(&self) -> bool {
        // What is bought or done, and only waits for its code or record, keeps nobody from buying.
        self.sales.iter().filter(|sale| !sale.is_done()).count() < Self::SALES_MAX
    }

    /// Whether sales can be written down.
    pub fn ledger(&self) -> LedgerState {
        self.ledger
    }

    /// Gives an order up, if nothing has been submitted yet.
    pub fn cancel(&mut self, now: Now, reference: &Reference, out: &mut Outbox) {
        if let Some(sale) = self.find(reference) {
            sale.cancel(now, Abandonment::Cancelled, out);
        }
    }

    /// Opens a new payment session for an order whose session ended.
    pub fn renew(&mut self, now: Now, reference: &Reference, out: &mut Outbox) {
        if let Some(sale) = self.find(reference) {
            sale.renew(now, out);
        }
    }

    /// Asks for a longer payment session while one is still open.
    pub fn extend(&mut self, now: Now, reference: &Reference, out: &mut Outbox) {
        if let Some(sale) = self.find(reference) {
            sale.extend(now, out);
        }
    }

    /// Ends the code that a phone has taken, and shows a new one.
    pub fn show_again(&mut self, now: Now, reference: &Reference, out: &mut Outbox) {
        if let Some(sale) = self.find(reference) {
            sale.show_again(now, out);
        }
    }

    /// The visitor speaks another language, and so does the page on the phone.
    pub fn speak(&mut self, reference: &Reference, language: Language, out: &mut Outbox) {
        if let Some(sale) = self.find(reference) {
            sale.speak(language, out);
        }
    }

    /// Demo only: has the pretend phone pay.
    pub fn pretend_phone(&mut self, reference: &Reference, out: &mut Outbox) {
        if let Some(sale) = self.find(reference) {
            sale.pretend_phone(out);
        }
    }

    /// The visitor is gone: what was not submitted is given up, what is settled is forgotten, the rest goes on.
    pub fn visitor_left(&mut self, now: Now, out: &mut Outbox) {
        for sale in &mut self.sales {
            sale.visitor_left(now, out);
        }
        self.claims.forget();
        self.sweep();
    }

    /// How a sale stands, as a screen shows it.
    pub fn stage(&self, reference: &Reference) -> Option<Stage<'_>> {
        let sale = self.sales.iter().find(|sale| &sale.intent.reference == reference);
        sale.map(Sale::stage).or_else(|| self.claims.stage(reference))
    }

    /// What was ordered.
    pub fn ordered(&self, reference: &Reference) -> Option<&Intent> {
        let sale = self.sales.iter().map(|sale| &sale.intent).find(|intent| &intent.reference == reference);
        sale.or_else(|| self.claims.recalled(reference))
    }

    /// Why the studio refused a request of this visit, in its own words.
    pub fn refusal(&self, reference: &Reference) -> Option<&Text> {
        let sale = self.sales.iter().find(|sale| &sale.intent.reference == reference)?;
        sale.refusal.as_ref()
    }

    /// Whether it was ordered in this visit, and not brought back by its claim code.
    pub fn is_of_this_visit(&self, reference: &Reference) -> bool {
        self.sales.iter().any(|sale| &sale.intent.reference == reference && sale.is_of_this_visit())
    }

    /// The claim code of a sale of this visit.
    pub fn claim(&self, reference: &Reference) -> Option<&ClaimCode> {
        self.sales
            .iter()
            .find(|sale| &sale.intent.reference == reference)
            .and_then(|sale| sale.claim.as_ref())
            .or_else(|| self.claims.claim(reference))
    }

    /// Sales that are not settled, written or left yet.
    pub fn sales(&self) -> usize {
        self.sales.len()
    }

    /// Whether a purchase call is on its way.
    pub fn in_flight(&self) -> bool {
        self.sales.iter().any(Sale::in_flight)
    }

    /// When the till wants to be woken.
    pub fn wake_at(&self) -> Option<Moment> {
        self.sales
            .iter()
            .filter_map(Sale::wake_at)
            .chain(self.retry_at)
            .chain(self.sessions_refused_until)
            .min()
    }

    /// Does what is due.
    pub fn wake(&mut self, now: Now, clock_sane: bool, out: &mut Outbox) {
        for sale in &mut self.sales {
            sale.wake(now, clock_sane, out);
        }
        if self.sessions_refused_until.is_some_and(|at| at <= now.moment) {
            self.sessions_refused_until = None;
        }
        if self.retry_at.is_some_and(|at| at <= now.moment) {
            self.retry_at = None;
            if matches!(self.ledger, LedgerState::Closed(_)) {
                out.send(Effect::Ledger(LedgerEffect::OpenLedger));
            }
            if !self.payable {
                out.send(Effect::Phone(PhoneEffect::ServePages));
            }
        }
        self.sweep();
    }

    /// Takes an event up, whoever is watching.
    pub fn observe(&mut self, now: Now, clock_sane: bool, event: &Event, out: &mut Outbox) {
        if let Event::Catalogue(_) = event {
            return;
        }
        let jitter = self.random.byte();
        match event {
            Event::Ledger(event) => self.observe_ledger(now, clock_sane, event, out),
            Event::Phone(event) => self.observe_phone(now, event, out),
            Event::Payments(request, PaymentsEvent::SessionOpened(result)) => {
                // A key that may not open sessions will not learn it with the next visitor.
                if result.as_ref().is_err_and(Fault::is_out_of_order) {
                    self.sessions_refused_until = Some(now.moment + Self::SESSIONS_REST);
                } else if result.is_ok() {
                    self.sessions_refused_until = None;
                }
                let their_time = now.wall.saturating_add(self.server_ahead).unwrap_or(now.wall);
                if let Some(sale) = self.awaiting(*request) {
                    sale.session_opened(now, their_time, result, out);
                }
            }
            Event::Offers(request, OffersEvent::PurchasedListed(result)) => {
                self.purchased_listed(now, clock_sane, *request, result, out);
            }
            Event::Offers(request, OffersEvent::Purchased(result)) => {
                let asking = self.awaiting(*request).map(|sale| sale.intent.reference.clone());
                let taken = asking.map(|reference| self.taken_by_others(&reference)).unwrap_or_default();
                if let Some(sale) = self.awaiting(*request) {
                    sale.purchased(now, jitter, &taken, result, out);
                }
            }
            Event::Contracts(..)
            | Event::Modules(..)
            | Event::Vouchers(..)
            | Event::Memberships(..)
            | Event::Customers(_, CustomersEvent::ApplicantSearched(_)) => {
                self.observe_request(now, clock_sane, event, out);
            }
            Event::Offers(
                _,
                OffersEvent::OffersListed(_)
                | OffersEvent::OfferRead(_)
                | OffersEvent::PricePreviewed(_)
                | OffersEvent::TicketsListed(_)
                | OffersEvent::TicketsRead(_),
            )
            | Event::Studio(..)
            | Event::Leads(..)
            | Event::Customers(
                _,
                CustomersEvent::CustomersFound(_)
                | CustomersEvent::CustomerFound(_)
                | CustomersEvent::CustomerRead(_)
                | CustomersEvent::NamesakesSearched(_)
                | CustomersEvent::DoorCodeRead(_),
            )
            | Event::Catalogue(_) => {}
            // What nobody has paid for is given up now, and not at the next start: the ledger shows no open order meanwhile.
            Event::Ending => {
                for sale in &mut self.sales {
                    sale.process_ends(now, out);
                }
            }
            // Less than that is the grain of the header, not a difference.
            Event::ClockCompared { off_by, .. } if *off_by < Self::CLOCK_GRAIN => {
                self.server_ahead = SignedDuration::ZERO;
            }
            Event::ClockCompared { off_by, ahead } => {
                let off_by = SignedDuration::try_from(*off_by).unwrap_or(SignedDuration::MAX);
                self.server_ahead = if *ahead { off_by } else { -off_by };
            }
        }
        let broken = matches!(self.ledger, LedgerState::Closed(_)) || !self.payable;
        self.retry_at = if broken { self.retry_at.or(Some(now.moment + Self::RETRY)) } else { None };
        self.remember(now);
        self.sweep();
    }

    fn observe_ledger(&mut self, now: Now, clock_sane: bool, event: &LedgerEvent, out: &mut Outbox) {
        match event {
            LedgerEvent::LedgerOpened(Ok(opened)) => {
                self.ledger = LedgerState::Open;
                self.tries.replace(&opened.tries);
                let known = |intent: &Intent, sales: &[Sale]| {
                    sales.iter().any(|s| s.intent.reference == intent.reference)
                };
                for intent in &opened.intents {
                    if known(intent, &self.sales) {
                        continue;
                    }
                    if intent.is_settled() && !intent.is_worth_looking() {
                        self.settled.add_from_disk(now, intent.clone());
                    } else {
                        self.sales.push(Sale::taken_up(now, intent.clone(), out));
                    }
                }
            }
            LedgerEvent::LedgerOpened(Err(fault)) => self.ledger = LedgerState::Closed(*fault),
            LedgerEvent::IntentRecorded(reference, result) => {
                self.note_disk(*result);
                if let Some(sale) = self.find(reference) {
                    sale.intent_recorded(now, *result, out);
                }
            }
            LedgerEvent::StepRecorded(reference, result) => {
                // On a full disk a step still finds room in the reserve, which says nothing of room for another sale.
                if result.is_err() || self.ledger != LedgerState::Closed(LedgerFault::Full) {
                    self.note_disk(*result);
                }
                if let Some(sale) = self.find(reference) {
                    sale.step_recorded(now, clock_sane, *result, out);
                }
            }
            LedgerEvent::IntentFound(request, result) => self.intent_found(now, *request, result),
            LedgerEvent::TryRecorded(_, result) => self.note_disk(*result),
            LedgerEvent::ModulesFound(..) => {}
        }
    }

    fn observe_phone(&mut self, now: Now, event: &PhoneEvent, out: &mut Outbox) {
        match event {
            PhoneEvent::PagesServed(result) => self.payable = result.is_ok(),
            PhoneEvent::PageShown(payment, result) => {
                self.payable = result.is_ok();
                if let Some(sale) = self.find(&payment.reference) {
                    sale.page_shown(now, payment, result.as_deref().ok(), out);
                }
            }
            PhoneEvent::PageTaken(payment) => {
                if let Some(sale) = self.find(&payment.reference) {
                    sale.phone_progressed(now, payment, PhoneProgress::Open);
                }
            }
            PhoneEvent::PhoneProgressed(payment, progress) => {
                if let Some(sale) = self.find(&payment.reference) {
                    sale.phone_progressed(now, payment, *progress);
                }
            }
            PhoneEvent::TokenArrived(payment, token) => match self.find(&payment.reference) {
                Some(sale) => sale.token_arrived(now, payment, token, out),
                None => sale::payment::too_late(payment, out),
            },
            PhoneEvent::PapersSigned(payment, signatures) => match self.find(&payment.reference) {
                Some(sale) => sale.papers_signed(now, payment, signatures, out),
                None => sale::payment::too_late(payment, out),
            },
            PhoneEvent::PretendFailed(_) => {}
        }
    }

    /// A disk that refuses a write stops the selling until it takes one again.
    fn note_disk(&mut self, result: Result<(), LedgerFault>) {
        self.ledger = match result {
            Ok(()) => LedgerState::Open,
            Err(fault) => LedgerState::Closed(fault),
        };
    }

    /// Remembers what was bought a moment ago, for the question before it is bought again.
    fn remember(&mut self, now: Now) {
        self.settled.forget_old(now);
        for sale in &self.sales {
            if matches!(sale.stage(), Stage::Bought(_) | Stage::Granted(_) | Stage::AtDesk) {
                self.settled.add(now, &sale.intent);
            }
        }
    }

    /// Forgets what is settled, written and no longer watched.
    fn sweep(&mut self) {
        self.sales.retain(|sale| !sale.is_forgettable());
    }

    fn find(&mut self, reference: &Reference) -> Option<&mut Sale> {
        self.sales.iter_mut().find(|sale| &sale.intent.reference == reference)
    }

    fn awaiting(&mut self, request: RequestId) -> Option<&mut Sale> {
        self.sales.iter_mut().find(|sale| sale.awaits(request))
    }
}
