//! The page for the visitor's phone: shows what is to be paid, mounts the payment component, hands its token over.
//!
//! The kiosk draws a one-time address as a code to scan; the phone opens it here, in the kiosk's own process, so that
//! card data meets only the payment component and the API key stays out of every browser.
//!
//! Invariant: reading a page changes nothing (apps that scan codes fetch ahead); the first browser that presses the
//! button owns the payment, and only it may deliver a token. What the phone is told of its token is the core's verdict,
//! never a guess. Codes that lead nowhere all answer alike.

mod address;
mod door;
mod page;
mod pages;
mod routes;
mod secret;

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use self::address::Base;
use self::door::{Door, Heard};
use self::page::Widget;
use self::pages::Pages;
use crate::clock;
use crate::config::PaymentConfig;
use crate::domain::fault::PhoneFault;
use crate::domain::payment::{PaymentId, PhonePage, PhoneProgress, PhoneVerdict};
use crate::domain::text::Secret;
use crate::words::Words;

/// The server of the pages; ends when dropped.
#[derive(Debug)]
pub struct Handoff {
    base: Base,
    pages: Arc<Mutex<Pages>>,
    server: JoinHandle<()>,
}

/// What a phone did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// A browser took the payment; its address is of no use to another.
    Taken(PaymentId),
    /// The browser that took the payment tells where it stands; only news is reported.
    Progress(PaymentId, PhoneProgress),
    /// The payment component delivered its token (`paymentRequestToken`). The phone waits for [`Handoff::answer`].
    Token(PaymentId, Secret),
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
    /// From a token to the core's verdict: a ledger write and one turn of the loop take far less.
    answer: Duration,
}

const LIMITS: Limits =
    Limits { head: Duration::from_secs(10), body: Duration::from_secs(10), answer: Duration::from_secs(30) };

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
        let pages = Arc::new(Mutex::new(Pages::default()));
        let desk = routes::Desk {
            pages: Arc::clone(&pages),
            widget,
            words,
            reports,
            limits,
            is_secure: base.is_secure(),
        };
        let service = routes::router(desk).into_make_service_with_connect_info::<Heard>();
        let door = Door::new(listener, limits);
        let server = tokio::spawn(async move {
            // Serving ends only with the task.
            axum::serve(door, service).await.ok();
        });
        Ok(Self { base, pages, server })
    }

    /// Serves a page under a new one-time address, which is returned in capitals; a page shown already keeps its own.
    ///
    /// Fails when 64 pages are open or the system has no random bytes to give.
    pub fn show_page(&self, page: Arc<PhonePage>) -> Result<String, PhoneFault> {
        let code = lock(&self.pages).show(page, clock::wall())?;
        Ok(self.base.with(&code))
    }

    /// Ends a page: its address is dead, and a token that arrives from now on is too late.
    ///
    /// One that has arrived still gets the verdict it waits for, also when it is delivered a second time.
    pub fn hide_page(&self, payment: &PaymentId) {
        lock(&self.pages).hide(payment);
    }

    /// Answers the phone that delivered a token, now and at every further delivery. The first verdict stands.
    pub fn answer(&self, payment: &PaymentId, verdict: PhoneVerdict) {
        lock(&self.pages).answer(payment, verdict);
    }
}

impl Drop for Handoff {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// A panic elsewhere leaves the pages as they were: each change is complete in itself.
fn lock(pages: &Mutex<Pages>) -> MutexGuard<'_, Pages> {
    pages.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
