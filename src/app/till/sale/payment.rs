//! A sale and the phone: payment sessions, the page, and the token on its way home.

use std::sync::Arc;
use std::time::Duration;

use super::{EXPIRED_GRACE, Errand, Payment, RETRY_PAUSE, SESSION_MAX, Sale, TRIES_MAX};
use crate::app::effect::{Effect, PaymentsEffect, PhoneEffect};
use crate::app::shared::Outbox;
use crate::domain::fault::{Fate, Fault};
use crate::domain::intent::{Abandonment, State, Step};
use crate::domain::payment::{PaymentId, PaymentSession, PhonePage, PhoneProgress, PhoneVerdict};
use crate::domain::text::Secret;
use crate::domain::time::{Moment, Now};

/// Payment on the phone.
impl Sale {
    pub(super) fn open_session(&mut self, tries: u8, out: &mut Outbox) {
        let order = &self.intent.order;
        let effect = PaymentsEffect::OpenSession {
            customer: order.customer,
            amount: order.payable,
            reference_text: self.reference_text.clone(),
        };
        let request = out.ask(|request| Effect::Payments(request, self.language, effect));
        self.errand = Errand::OpenSession { request, tries };
    }

    pub(in crate::app::till) fn session_opened(
        &mut self,
        now: Now,
        result: &Result<PaymentSession, Fault>,
        out: &mut Outbox,
    ) {
        let Errand::OpenSession { tries, .. } = self.errand else { return };
        match result {
            Ok(session) => {
                let attempt = match self.intent.state() {
                    State::AwaitingPayment { attempt } => attempt + 1,
                    _ => 1,
                };
                let lives =
                    Duration::try_from(session.valid_until.duration_since(now.wall)).unwrap_or_default();
                self.payment = Some(Payment {
                    page: Arc::new(self.page(attempt, session)),
                    expires: now.moment + lives.min(SESSION_MAX),
                    address: None,
                    progress: None,
                });
                self.write(now, Step::PaymentAwaited, out);
            }
            Err(fault) if fault.is_out_of_order() => self.give_up(now, Abandonment::Unpayable, out),
            Err(fault) if fault.fate() == Fate::Refused || tries + 1 >= TRIES_MAX => {
                self.give_up(now, Abandonment::Unavailable, out);
            }
            Err(_) => self.errand = Errand::OpenLater { at: now.moment + RETRY_PAUSE, tries: tries + 1 },
        }
    }

    pub(super) fn page(&self, attempt: u8, session: &PaymentSession) -> PhonePage {
        PhonePage {
            payment: PaymentId { reference: self.intent.reference.clone(), attempt, showing: attempt },
            session: session.clone(),
            amount: self.intent.order.payable,
            item: self.intent.order.offer_name.clone(),
            studio: self.studio.clone(),
            language: self.language,
        }
    }

    pub(super) fn show_page(&mut self, now: Now, out: &mut Outbox) {
        let Some(payment) = &self.payment else { return self.give_up(now, Abandonment::Unavailable, out) };
        out.send(Effect::Phone(PhoneEffect::ShowPage(payment.page.clone())));
        self.errand = Errand::Pay;
    }

    pub(in crate::app::till) fn page_shown(
        &mut self,
        now: Now,
        shown: &PaymentId,
        address: Option<&str>,
        out: &mut Outbox,
    ) {
        if !self.is_paying(shown) {
            return;
        }
        match (address, &mut self.payment) {
            (Some(address), Some(payment)) => payment.address = Some(address.to_owned()),
            _ => self.give_up(now, Abandonment::Unpayable, out),
        }
    }

    pub(in crate::app::till) fn page_taken(&mut self, taken: &PaymentId) {
        if self.is_paying(taken)
            && let Some(payment) = &mut self.payment
        {
            payment.progress = Some(PhoneProgress::Open);
        }
    }

    pub(in crate::app::till) fn phone_progressed(&mut self, paying: &PaymentId, progress: PhoneProgress) {
        if self.is_paying(paying)
            && let Some(payment) = &mut self.payment
        {
            payment.progress = Some(progress);
        }
    }

    /// A token counts only for the session now open; the phone is answered when it is on disk.
    pub(in crate::app::till) fn token_arrived(
        &mut self,
        now: Now,
        paid: &PaymentId,
        token: &Secret,
        out: &mut Outbox,
    ) {
        if self.token.is_some() && self.payment.as_ref().is_some_and(|payment| payment.page.payment == *paid)
        {
            return;
        }
        if !self.is_paying(paid) {
            return too_late(paid, out);
        }
        self.token = Some(token.clone());
        self.write(now, Step::Authorised, out);
    }

    pub(super) fn is_paying(&self, id: &PaymentId) -> bool {
        self.errand == Errand::Pay && self.payment.as_ref().is_some_and(|payment| payment.page.payment == *id)
    }

    pub(super) fn session_expired(&mut self, now: Now, out: &mut Outbox) {
        self.end_payment(out);
        self.errand = Errand::Renew { until: now.moment + EXPIRED_GRACE };
    }

    pub(super) fn answer_phone(&self, verdict: PhoneVerdict, out: &mut Outbox) {
        if let (Some(payment), Some(_)) = (&self.payment, &self.token) {
            let payment = payment.page.payment.clone();
            out.send(Effect::Phone(PhoneEffect::AnswerPhone { payment, verdict }));
        }
    }

    /// The address is dead from now on, and a token that was taken is forgotten.
    pub(super) fn end_payment(&mut self, out: &mut Outbox) {
        if let Some(payment) = self.payment.take() {
            out.send(Effect::Phone(PhoneEffect::HidePage(payment.page.payment.clone())));
        }
        self.token = None;
    }

    pub(super) fn token_is_alive(&self, at: Moment) -> bool {
        self.payment.as_ref().is_none_or(|payment| at < payment.expires)
    }
}

/// Tells a phone that nobody waits for its token any more.
pub(in crate::app::till) fn too_late(payment: &PaymentId, out: &mut Outbox) {
    let payment = payment.clone();
    out.send(Effect::Phone(PhoneEffect::AnswerPhone { payment, verdict: PhoneVerdict::TooLate }));
}
