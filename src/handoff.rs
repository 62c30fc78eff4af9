//! The page for the visitor's phone: shows what is to be read and collects signatures under it; shows what is to be paid,
//! mounts the payment component, and hands its token over. It leads from one step to the next under one address.
//!
//! The kiosk draws a one-time address as a code to scan; the phone opens it here, in the kiosk's own process, so that
//! card data meets only the payment component and the API key stays out of every browser.
//!
//! Invariant: reading a page changes nothing (apps that scan codes fetch ahead); the first browser that presses the
//! button owns the page, and only it sees what is to be signed, and may deliver signatures and tokens. What the phone is told
//! of them is the core's verdict, never a guess. Codes that lead nowhere all answer alike, and no crowd keeps the phone with the right one out.

mod address;
mod client;
mod colours;
mod door;
mod guesses;
mod page;
mod pages;
mod routes;
mod secret;
mod shelf;
mod signature;
mod widget;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

pub use self::colours::{Colours, Rgb, Scheme};
pub use self::signature::scribble;

use self::address::Base;
use self::client::Proxies;
use self::guesses::Guesses;
use self::pages::Pages;
use self::shelf::Shelf;
use self::widget::Widget;
use crate::config::PaymentConfig;
use crate::domain::fault::PhoneFault;
use crate::domain::membership::Signatures;
use crate::domain::payment::{PaymentId, PhonePage, PhoneProgress, PhoneVerdict};
use crate::domain::text::Secret;
use crate::words::Words;

/// The server of the pages; ends when dropped.
#[derive(Debug)]
pub struct Handoff {
    base: Base,
    shelf: Arc<Shelf>,
    server: JoinHandle<()>,
}

/// What a phone did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// A browser took the payment; its address is of no use to another.
    Taken(PaymentId),
    /// The browser that took the payment tells where it stands: when that changes, and from time to time while it is there.
    Progress(PaymentId, PhoneProgress),
    /// The payment component delivered its token (`paymentRequestToken`). The phone waits for [`Handoff::answer`].
    Token(PaymentId, Secret),
    /// What is to be read was read, and signed where that is wanted. The phone waits for the next step, or for
    /// [`Handoff::answer`].
    Signed(PaymentId, Arc<Signatures>),
    /// Somebody guesses codes: so many were wrong since this was reported last. At most once a minute.
    WrongCodes(u32),
}

/// Why the page cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum HandoffError {
    /// The address to listen at is taken, or not of this machine.
    #[error("payment.listen: cannot listen: {0}")]
    Listen(#[from] io::Error),
    /// The address would not fit the code that is drawn, or cannot be drawn in its compact form.
    #[error(
        "payment.public_url: an address such as {0} cannot be drawn: it must start with http:// or https://, have at \
         most {max} characters, and consist of letters, digits and - . / : $ % * +",
        max = address::MAX
    )]
    Address(String),
    /// The address of the payment component's script is not one.
    #[error("payment.widget_url: {0} is not an http or https address")]
    WidgetUrl(String),
}

impl From<HandoffError> for PhoneFault {
    fn from(_: HandoffError) -> Self {
        Self
    }
}

/// Times and sizes that a guest on the studio's network cannot stretch.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// From the connection to the end of the request's head.
    head: Duration,
    /// From the head to the end of the body.
    body: Duration,
    /// From a token or signatures to the core's verdict or the next step: a ledger write and one call take far less.
    answer: Duration,
    /// Before the answer to a wrong code that is one too many: with the places there are, it bounds how fast anybody guesses.
    pause: Duration,
}

const LIMITS: Limits = Limits {
    head: Duration::from_secs(10),
    body: Duration::from_secs(10),
    answer: Duration::from_secs(30),
    pause: Duration::from_secs(1),
};

impl Handoff {
    /// Binds `listen` and serves pages from now on; what phones do is sent to `reports`.
    pub async fn start(
        config: &PaymentConfig,
        words: Arc<Words>,
        reports: mpsc::Sender<Report>,
    ) -> Result<Self, HandoffError> {
        Self::start_with(config, words, reports, LIMITS).await
    }

    async fn start_with(
        config: &PaymentConfig,
        words: Arc<Words>,
        reports: mpsc::Sender<Report>,
        limits: Limits,
    ) -> Result<Self, HandoffError> {
        let widget = Widget::new(config)?;
        let listener = TcpListener::bind(config.listen).await?;
        let base = Base::new(config.public_url.as_deref(), listener.local_addr()?)?;
        let shelf = Arc::new(Shelf::new(Pages::new(reports.clone())));
        let proxies = Proxies::new(config.trusted_proxies.clone());
        let desk = routes::Desk {
            base: base.clone(),
            shelf: Arc::clone(&shelf),
            proxies,
            guesses: Guesses::default().into(),
            widget,
            words,
            reports,
            limits,
        };
        let server = tokio::spawn(door::serve(listener, desk));
        Ok(Self { base, shelf, server })
    }

    /// Gives the pages colours; without, they are black and white.
    pub fn paint(&self, colours: &Colours) {
        self.shelf.paint(colours);
    }

    /// Serves a page, and returns its address in capitals.
    ///
    /// A page with the same code that is open is replaced under its address, also for the browser that has taken it; if the
    /// step is a later one, that browser goes on to it. Else the page gets a new one-time address, and every other page of the intent ends.
    ///
    /// Fails when 64 pages are open or the system has no random bytes to give.
    pub fn show_page(&self, page: Arc<PhonePage>) -> Result<String, PhoneFault> {
        let code = self.shelf.open().show(page, self.shelf.now())?;
        Ok(self.base.with(&code))
    }

    /// Ends the page with the code of this payment: its address is dead, and a token that arrives from now on is too late.
    ///
    /// The browser that has taken it is told what became of it, for a quarter of an hour.
    pub fn hide_page(&self, payment: &PaymentId) {
        self.shelf.open().hide(payment, self.shelf.now().moment);
    }

    /// Answers the phone that delivered a token or signatures, now and at every further delivery.
    ///
    /// The first verdict stands, but for one change: what was accepted may turn out unused, also after the page has ended.
    ///
    /// Once it is accepted, the address is dead for everybody else.
    pub fn answer(&self, payment: &PaymentId, verdict: PhoneVerdict) {
        self.shelf.open().answer(payment, verdict);
    }
}

impl Drop for Handoff {
    fn drop(&mut self) {
        self.server.abort();
    }
}

#[cfg(test)]
mod tests;
