//! The desk of the page for the phone: shows pages, ends them, and brings what phones report.

mod colours;

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

use super::{DESK_MAX, Pretend, Pretended};
use crate::app::effect::PhoneEffect;
use crate::app::msg::{Event, PhoneEvent};
use crate::config::PaymentConfig;
use crate::domain::fault::PhoneFault;
use crate::domain::payment::{PaymentId, PhonePage, PhoneProgress};
use crate::handoff::{Colours, Handoff, Report};
use crate::log::{Level, Log};
use crate::ui::theme::ThemeName;
use crate::words::Words;

/// Takes effects one after the other.
pub(super) struct Desk {
    effects: mpsc::Sender<PhoneEffect>,
    events: mpsc::Sender<Event>,
}

/// What the desk works with.
struct Clerk {
    config: PaymentConfig,
    colours: Colours,
    words: Arc<Words>,
    pretend: Option<Pretend>,
    log: Log,
    /// Started when the kiosk does; a start that failed is tried again when it is asked for again.
    handoff: Option<Handoff>,
    reports: mpsc::Sender<Report>,
    /// What the phone told last; it tells the same again from time to time.
    told: Option<(PaymentId, PhoneProgress)>,
}

impl Desk {
    /// Opens the desk; the port itself is opened when the kiosk asks for it.
    pub(super) fn open(
        config: PaymentConfig,
        theme: ThemeName,
        words: Arc<Words>,
        pretend: Option<Pretend>,
        log: Log,
        events: mpsc::Sender<Event>,
    ) -> Self {
        let (effects, waiting) = mpsc::channel(DESK_MAX);
        let (reports, heard) = mpsc::channel(DESK_MAX);
        let colours = colours::of(theme);
        let clerk = Clerk { config, colours, words, pretend, log, handoff: None, reports, told: None };
        tokio::spawn(serve(clerk, waiting, heard, events.clone()));
        Self { effects, events }
    }

    /// Puts an effect behind those before it.
    pub(super) fn perform(&self, effect: PhoneEffect) {
        if let Err(TrySendError::Full(effect) | TrySendError::Closed(effect)) = self.effects.try_send(effect)
        {
            let events = self.events.clone();
            tokio::spawn(async move {
                if let Some(event) = refusal(effect) {
                    events.send(Event::Phone(event)).await.ok();
                }
            });
        }
    }
}

async fn serve(
    mut clerk: Clerk,
    mut waiting: mpsc::Receiver<PhoneEffect>,
    mut heard: mpsc::Receiver<Report>,
    events: mpsc::Sender<Event>,
) {
    loop {
        let answers = tokio::select! {
            effect = waiting.recv() => match effect {
                Some(effect) => clerk.perform(effect).await,
                None => return,
            },
            Some(report) = heard.recv() => clerk.hear(report),
        };
        for answer in answers {
            // Without a listener the process is ending.
            if events.send(Event::Phone(answer)).await.is_err() {
                return;
            }
        }
    }
}

impl Clerk {
    fn hear(&mut self, report: Report) -> Vec<PhoneEvent> {
        match report {
            Report::Taken(payment) => vec![PhoneEvent::PageTaken(payment)],
            Report::Progress(payment, progress) => {
                // One phone may have no network; many say that the component is out of reach.
                let told = Some((payment.clone(), progress));
                if progress == PhoneProgress::Broken && self.told != told {
                    self.log.line(Level::Warn, "phone_component_broken").write();
                }
                self.told = told;
                vec![PhoneEvent::PhoneProgressed(payment, progress)]
            }
            Report::Token(payment, token) => vec![PhoneEvent::TokenArrived(payment, token)],
            Report::Signed(payment, signatures) => vec![PhoneEvent::PapersSigned(payment, signatures)],
            Report::WrongCodes(count) => {
                self.log.line(Level::Warn, "phone_codes_guessed").with("count", u64::from(count)).write();
                Vec::new()
            }
        }
    }

    async fn perform(&mut self, effect: PhoneEffect) -> Vec<PhoneEvent> {
        match effect {
            PhoneEffect::ServePages => vec![PhoneEvent::PagesServed(self.served().await.map(|_| ()))],
            PhoneEffect::ShowPage(page) => {
                let payment = page.payment.clone();
                vec![PhoneEvent::PageShown(payment, self.show(page).await)]
            }
            PhoneEffect::HidePage(payment) => {
                if let Some(handoff) = &self.handoff {
                    handoff.hide_page(&payment);
                }
                Vec::new()
            }
            PhoneEffect::AnswerPhone { payment, verdict } => {
                if let Some(handoff) = &self.handoff {
                    handoff.answer(&payment, verdict);
                }
                Vec::new()
            }
            PhoneEffect::PretendPhone(page) => self.pretend(&page),
        }
    }

    async fn show(&mut self, page: Arc<PhonePage>) -> Result<String, PhoneFault> {
        self.served().await?.show_page(page)
    }

    /// The server of the pages, started if it is not yet.
    async fn served(&mut self) -> Result<&Handoff, PhoneFault> {
        if self.handoff.is_none() {
            let started = Handoff::start(&self.config, Arc::clone(&self.words), self.reports.clone()).await;
            if started.is_err() {
                let port = u64::from(self.config.listen.port());
                self.log.line(Level::Error, "phone_page_not_served").with("port", port).write();
            }
            self.handoff = started.ok();
            if let Some(handoff) = &self.handoff {
                handoff.paint(&self.colours);
            }
        }
        self.handoff.as_ref().ok_or(PhoneFault)
    }

    fn pretend(&self, page: &PhonePage) -> Vec<PhoneEvent> {
        let payment = page.payment.clone();
        let taken = PhoneEvent::PageTaken(payment.clone());
        match self.pretend.as_ref().and_then(|act| act(page)) {
            Some(Pretended::Paid(token)) => vec![taken, PhoneEvent::TokenArrived(payment, token)],
            Some(Pretended::Signed(signatures)) => vec![taken, PhoneEvent::PapersSigned(payment, signatures)],
            None => vec![PhoneEvent::PretendFailed(payment)],
        }
    }
}

/// The answer to an effect that could not be performed, where it has one.
fn refusal(effect: PhoneEffect) -> Option<PhoneEvent> {
    match effect {
        PhoneEffect::ServePages => Some(PhoneEvent::PagesServed(Err(PhoneFault))),
        PhoneEffect::ShowPage(page) => Some(PhoneEvent::PageShown(page.payment.clone(), Err(PhoneFault))),
        PhoneEffect::PretendPhone(page) => Some(PhoneEvent::PretendFailed(page.payment.clone())),
        PhoneEffect::AnswerPhone { .. } | PhoneEffect::HidePage(_) => None,
    }
}
