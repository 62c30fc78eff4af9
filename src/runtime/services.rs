//! Effect, call, event: the one place where the kiosk's effects are performed.
//!
//! Questions to the studio run beside each other, each a task of its own. Ledger, catalogue and phone page have a desk each, which
//! performs what it is told one after the other, since there the order is the meaning.
//!
//! Invariant: every effect that has an answer gets exactly one, whatever happens to the service behind it.

mod ask;
mod calls;
mod catalogue;
mod contracts;
mod customers;
mod leads;
mod ledger;
mod memberships;
mod modules;
mod offers;
mod payments;
mod phone;
mod studio;
mod vouchers;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc;

pub use ask::ask;
pub use calls::{label, log_calls};

use crate::api::transport::ClockOffset;
use crate::api::{Client, Transport};
use crate::app::effect::Effect;
use crate::app::msg::{Event, OffersEvent};
use crate::config::PaymentConfig;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::membership::Signatures;
use crate::domain::payment::PhonePage;
use crate::domain::text::Secret;
use crate::log::{Level, Log};
use crate::ui::theme::ThemeName;
use crate::words::Words;

/// Performs effects; their answers go to the channel it was opened with.
pub struct Services<T> {
    studio: Arc<Link<T>>,
    ledger: ledger::Desk,
    catalogue: catalogue::Desk,
    phone: phone::Desk,
}

/// What services are made of.
pub struct Parts<T> {
    /// The studio's API.
    pub client: Client<T>,
    /// How far the transport found the server's clock to be off, where it can tell.
    pub clock_offset: fn(&T) -> Option<ClockOffset>,
    /// Where the ledger lives, and the catalogue.
    pub data_dir: PathBuf,
    /// The base URL of the API: whose catalogue it is.
    pub base_url: String,
    /// The page for the phone.
    pub payment: PaymentConfig,
    /// The theme whose colours the page has.
    pub theme: ThemeName,
    /// What the page says.
    pub words: Arc<Words>,
    /// What a demo does in place of a phone.
    pub pretend: Option<Pretend>,
    /// Where faults of ledger and page are noted.
    pub log: Log,
}

/// Does what a page asks for now, as a phone would; nothing when that cannot be done.
pub type Pretend = Box<dyn Fn(&PhonePage) -> Option<Pretended> + Send + Sync>;

/// What a demo did in place of a phone.
#[derive(Clone, Debug)]
pub enum Pretended {
    /// It signed what is to be signed.
    Signed(Arc<Signatures>),
    /// It paid: the `paymentRequestToken`.
    Paid(Secret),
}

/// The studio's API and what is known of its clock.
struct Link<T> {
    client: Client<T>,
    clock_offset: fn(&T) -> Option<ClockOffset>,
    clock_told: Mutex<Option<ClockOffset>>,
    log: Log,
    events: mpsc::Sender<Event>,
}

/// Effects of one kind that may wait for a desk at once; the core has a handful of intents in motion.
const DESK_MAX: usize = 64;

/// Clocks that drift apart by no more than this are not worth a message: `Date` has whole seconds.
const CLOCK_STEP: Duration = Duration::from_secs(1);

impl<T: Transport + 'static> Services<T> {
    /// Makes ready to perform effects; must be called within a tokio runtime. Opens no file and no port yet.
    pub fn new(parts: Parts<T>, events: mpsc::Sender<Event>) -> Self {
        let link = Link {
            client: parts.client,
            clock_offset: parts.clock_offset,
            clock_told: Mutex::default(),
            log: parts.log.clone(),
            events: events.clone(),
        };
        let phone = phone::Desk::open(
            parts.payment,
            parts.theme,
            parts.words,
            parts.pretend,
            parts.log.clone(),
            events.clone(),
        );
        let (dir, log) = (parts.data_dir, parts.log);
        let catalogue = catalogue::Desk::open(dir.clone(), parts.base_url, log.clone(), events.clone());
        let ledger = ledger::Desk::open(dir, log, events);
        Self { studio: Arc::new(link), ledger, catalogue, phone }
    }

    /// Starts an effect and returns at once.
    pub fn perform(&self, effect: Effect) {
        match effect {
            Effect::Ledger(effect) => self.ledger.perform(effect),
            Effect::Catalogue(effect) => self.catalogue.perform(effect),
            Effect::Phone(effect) => self.phone.perform(effect),
            effect @ (Effect::Studio(..)
            | Effect::Offers(..)
            | Effect::Leads(..)
            | Effect::Customers(..)
            | Effect::Payments(..)
            | Effect::Contracts(..)
            | Effect::Modules(..)
            | Effect::Vouchers(..)
            | Effect::Memberships(..)) => self.ask(effect),
        }
    }
}

impl<T: Transport + 'static> Services<T> {
    /// Asks once whether the studio knows the key, and returns at once; for the start of the kiosk.
    pub fn check_key(&self) {
        let link = Arc::clone(&self.studio);
        tokio::spawn(async move { link.note_refused_key().await });
    }

    /// Closes ledger and catalogue, so that whoever comes next finds the directory free, or can remove it.
    pub async fn close(self) {
        self.ledger.close().await;
        self.catalogue.close().await;
    }

    /// Asks the studio in a task of its own.
    fn ask(&self, effect: Effect) {
        let link = Arc::clone(&self.studio);
        tokio::spawn(async move {
            let Some(answer) = ask(&link.client, effect).await else { return };
            if let Event::Offers(_, answer) = &answer {
                link.note_left_out(answer);
            }
            // Told first, so that an answer is judged by a clock that is known to be right or wrong.
            if let Some(compared) = link.compare_clocks() {
                link.events.send(compared).await.ok();
            }
            // Without a listener the process is ending.
            link.events.send(answer).await.ok();
        });
    }
}

impl<T: Transport> Link<T> {
    /// A key that is refused is mended elsewhere than a scope that is missing, which a screen cannot tell apart. What else goes
    /// wrong with the question is a line of the log of its own, as with every call.
    async fn note_refused_key(&self) {
        if let Err(Fault { kind: FaultKind::KeyRefused, .. }) = self.client.check_key().await {
            self.log.line(Level::Warn, "key_refused").write();
        }
    }

    /// An offer without an id or a price cannot be sold; that it is missing is for the operator to know.
    fn note_left_out(&self, answer: &OffersEvent) {
        let count = self.client.offers_left_out();
        if let (OffersEvent::OffersListed(Ok(_)), 1..) = (answer, count) {
            self.log.line(Level::Warn, "offers_left_out").with("count", count as u64).write();
        }
    }

    /// The difference of the clocks, when it is news.
    fn compare_clocks(&self) -> Option<Event>
    where
        T: Transport,
    {
        let offset = (self.clock_offset)(self.client.transport())?;
        let mut told = self.clock_told.lock().unwrap_or_else(PoisonError::into_inner);
        let is_news = told.is_none_or(|told| signed(told).abs_diff(signed(offset)) > CLOCK_STEP.as_millis());
        is_news.then(|| {
            *told = Some(offset);
            Event::ClockCompared { off_by: offset.off_by, ahead: offset.ahead }
        })
    }
}

/// Milliseconds that the server is ahead.
fn signed(offset: ClockOffset) -> i128 {
    let off_by = i128::try_from(offset.off_by.as_millis()).unwrap_or(i128::MAX);
    if offset.ahead { off_by } else { -off_by }
}

#[cfg(test)]
mod tests;
