//! A sale and the phone: payment sessions, the page, and the token on its way home.

use std::sync::Arc;
use std::time::Duration;

use super::{
    ENDING, ENDING_MIN, ENDING_PART, EXPIRED_GRACE, Errand, Payment, RETRY_PAUSE, SESSION_MAX, SHOWINGS_MAX,
    Sale, TRIES_MAX,
};
use crate::app::effect::{Effect, PaymentsEffect, PhoneEffect, RequestId};
use crate::app::shared::Outbox;
use crate::app::till::guard::{self, Guard};
use crate::domain::fault::{Fate, Fault};
use crate::domain::intent::{Abandonment, Intent, PassOrder, State, Step};
use crate::domain::language::Language;
use crate::domain::payment::{PaymentId, PaymentSession, PhonePage, PhoneProgress, PhoneVerdict};
use crate::domain::text::Secret;
use crate::domain::time::{Moment, Now, Timestamp};

/// Payment on the phone.
impl Sale {
    pub(super) fn open_session(&mut self, tries: u8, out: &mut Outbox) {
        if let Some(request) = self.ask_session(out) {
            self.errand = Errand::OpenSession { request, tries };
        }
    }

    /// Only a pass is paid.
    fn ask_session(&self, out: &mut Outbox) -> Option<RequestId> {
        let order = self.intent.pass()?;
        let effect = PaymentsEffect::OpenSession {
            customer: order.customer,
            amount: order.payable,
            reference_text: self.reference_text.clone(),
        };
        Some(out.ask(|request| Effect::Payments(request, self.language, effect)))
    }

    pub(in crate::app::till) fn session_opened(
        &mut self,
        now: Now,
        their_time: Timestamp,
        result: &Result<PaymentSession, Fault>,
        out: &mut Outbox,
    ) {
        match (&self.errand, result) {
            (Errand::OpenSession { .. }, Ok(session)) => {
                self.showings = self.showings.saturating_add(1);
                self.payment = self.new_payment(now, their_time, session);
                self.write(now, Step::PaymentAwaited, out);
            }
            (Errand::OpenSession { .. }, Err(fault)) if fault.is_out_of_order() => {
                self.give_up(now, Abandonment::Unpayable, out);
            }
            (Errand::OpenSession { tries, .. }, Err(fault))
                if fault.fate() == Fate::Refused || tries + 1 >= TRIES_MAX =>
            {
                self.give_up(now, Abandonment::Unavailable, out);
            }
            (Errand::OpenSession { tries, .. }, Err(_)) => {
                self.errand = Errand::OpenLater { at: now.moment + RETRY_PAUSE, tries: tries + 1 };
            }
            (Errand::Extend { .. }, result) => {
                self.extension_opened(now, their_time, result.as_ref().ok(), out);
            }
            _ => {}
        }
    }

    /// A longer session takes the place of the one now open, under the same code. While the payment component works it does
    /// not, because the token that comes would be refused.
    fn extension_opened(
        &mut self,
        now: Now,
        their_time: Timestamp,
        session: Option<&PaymentSession>,
        out: &mut Outbox,
    ) {
        let longer = session.and_then(|session| self.new_payment(now, their_time, session));
        let Some(open) = &mut self.payment else { return };
        match longer {
            Some(longer) if open.progress != Some(PhoneProgress::Processing) => {
                let Payment { progress, since, heard, .. } = *open;
                *open = Payment { address: open.address.take(), progress, since, heard, ..longer };
                self.write(now, Step::PaymentAwaited, out);
            }
            longer => {
                open.extension_failed = longer.is_none();
                self.errand = Errand::Pay;
            }
        }
    }

    fn new_payment(&self, now: Now, their_time: Timestamp, session: &PaymentSession) -> Option<Payment> {
        let order = self.intent.pass()?;
        let attempt = match self.intent.state() {
            State::AwaitingPayment { attempt } => attempt + 1,
            _ => 1,
        };
        let lives = Duration::try_from(session.valid_until.duration_since(their_time)).unwrap_or_default();
        let lives = lives.min(SESSION_MAX);
        let ending = (lives / ENDING_PART).min(ENDING).max(ENDING_MIN);
        Some(Payment {
            page: Arc::new(self.page(order, attempt, session, now.wall + lives)),
            expires: now.moment + lives,
            ending: now.moment + lives.saturating_sub(ending),
            extension_failed: false,
            address: None,
            progress: None,
            since: now.moment,
            heard: now.moment,
        })
    }

    fn page(&self, order: &PassOrder, attempt: u8, session: &PaymentSession, until: Timestamp) -> PhonePage {
        PhonePage {
            payment: PaymentId { reference: self.intent.reference.clone(), attempt, showing: self.showings },
            session: session.clone(),
            amount: order.payable,
            item: order.offer_name.clone(),
            studio: self.studio.clone(),
            language: self.language,
            until,
            extendable: attempt < Intent::SESSIONS_MAX,
            claim: self.claim.clone(),
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
            (Some(address), Some(payment)) => {
                // A page that was served anew under another address has been taken by nobody.
                if payment.address.as_deref().is_some_and(|before| before != address) {
                    (payment.progress, payment.since) = (None, now.moment);
                }
                payment.address = Some(address.to_owned());
            }
            _ => self.give_up(now, Abandonment::Unpayable, out),
        }
    }

    /// The phone that has the page tells where it stands; being taken is the first of it.
    pub(in crate::app::till) fn phone_progressed(
        &mut self,
        now: Now,
        paying: &PaymentId,
        progress: PhoneProgress,
    ) {
        if self.is_shown(paying)
            && let Some(payment) = &mut self.payment
        {
            if payment.progress != Some(progress) {
                (payment.progress, payment.since) = (Some(progress), now.moment);
            }
            payment.heard = now.moment;
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
        let delivered = self.payment.as_ref().filter(|_| self.token.is_some());
        let again = self.accepted.as_ref() == Some(paid)
            || delivered.is_some_and(|payment| payment.page.payment == *paid);
        if (again || !self.is_paying(paid)) && guard::stands(Guard::TokenOnce) {
            if !again {
                too_late(paid, out);
            }
            return;
        }
        self.token = Some(token.clone());
        self.write(now, Step::Authorised, out);
    }

    /// Whether a token for this session is waited for.
    fn is_paying(&self, id: &PaymentId) -> bool {
        matches!(self.errand, Errand::Pay | Errand::Extend { .. })
            && self.payment.as_ref().is_some_and(|payment| payment.page.payment == *id)
    }

    /// Whether this is the page the phone may have, also while its session is being followed by a longer one.
    fn is_shown(&self, id: &PaymentId) -> bool {
        self.payment.as_ref().is_some_and(|payment| payment.page.payment.is_same_code(id))
    }

    /// Asks for a longer session; the phone goes on with the one it has until it is there.
    pub(in crate::app::till) fn extend(&mut self, out: &mut Outbox) {
        if self.errand == Errand::Pay && self.may_renew() {
            let request = self.ask_session(out);
            self.errand = request.map_or(Errand::Pay, |request| Errand::Extend { request });
        }
    }

    /// Ends the code that a phone has taken and shows a new one, for the same session.
    pub(in crate::app::till) fn show_again(&mut self, now: Now, out: &mut Outbox) {
        let is_shown = matches!(self.errand, Errand::Pay | Errand::Extend { .. });
        let Some(payment) = self.payment.as_mut().filter(|payment| is_shown && payment.progress.is_some())
        else {
            return;
        };
        if self.showings >= SHOWINGS_MAX {
            return;
        }
        self.showings += 1;
        out.send(Effect::Phone(PhoneEffect::HidePage(payment.page.payment.clone())));
        let id = PaymentId { showing: self.showings, ..payment.page.payment.clone() };
        payment.page = Arc::new(PhonePage { payment: id, ..PhonePage::clone(&payment.page) });
        (payment.address, payment.progress, payment.since) = (None, None, now.moment);
        out.send(Effect::Phone(PhoneEffect::ShowPage(payment.page.clone())));
    }

    /// The page on the phone follows the language of the visit.
    pub(in crate::app::till) fn speak(&mut self, language: Language, out: &mut Outbox) {
        self.language = language;
        let is_shown = matches!(self.errand, Errand::Pay | Errand::Extend { .. });
        let Some(payment) = &mut self.payment else { return };
        payment.page = Arc::new(PhonePage { language, ..PhonePage::clone(&payment.page) });
        if is_shown {
            out.send(Effect::Phone(PhoneEffect::ShowPage(payment.page.clone())));
        }
    }

    pub(super) fn session_expired(&mut self, now: Now, out: &mut Outbox) {
        self.end_payment(out);
        self.errand = Errand::Renew { until: now.moment + EXPIRED_GRACE };
    }

    pub(super) fn answer_phone(&mut self, verdict: PhoneVerdict, out: &mut Outbox) {
        if let (Some(payment), Some(_)) = (&self.payment, &self.token) {
            let payment = payment.page.payment.clone();
            if verdict == PhoneVerdict::Accepted {
                self.accepted = Some(payment.clone());
            }
            out.send(Effect::Phone(PhoneEffect::AnswerPhone { payment, verdict }));
        }
    }

    /// The phone was told that its payment is accepted, and it will not be used after all.
    pub(super) fn take_back(&mut self, out: &mut Outbox) {
        self.correct(PhoneVerdict::Unused, out);
    }

    /// The phone was told something else of its payment before.
    pub(super) fn correct(&mut self, verdict: PhoneVerdict, out: &mut Outbox) {
        if let Some(payment) = self.accepted.clone() {
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
