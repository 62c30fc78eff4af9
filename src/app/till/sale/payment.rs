//! A sale and the phone: payment sessions, the page, and its tokens on their way home. A membership may need two, each of a session
//! of its own, one after the other under one code.

use std::sync::Arc;
use std::time::Duration;

use super::{
    ENDING, ENDING_MIN, ENDING_PART, EXPIRED_GRACE, Errand, Payment, READS_MAX, RETRY_PAUSE, SESSION_MAX,
    SHOWINGS_MAX, Sale, TRIES_MAX, Token, WAIT_MAX,
};
use crate::app::effect::{Effect, PaymentsEffect, PhoneEffect, RequestId};
use crate::app::shared::Outbox;
use crate::app::till::guard::{self, Guard};
use crate::domain::fault::{Fate, Fault, FaultKind};
use crate::domain::intent::{Abandonment, State, Step};
use crate::domain::language::Language;
use crate::domain::payment::{
    Payer, PaymentId, PaymentScope, PaymentSession, PhonePage, PhoneProgress, PhoneTask, PhoneVerdict,
};
use crate::domain::text::Secret;
use crate::domain::time::{Moment, Now, Timestamp};

/// Payment on the phone.
impl Sale {
    /// Which token is needed next; none where all that are needed are there.
    pub(super) fn next_token(&self) -> Option<PaymentScope> {
        self.intent.order.tokens().get(self.tokens.len()).copied()
    }

    /// Whether there was something to pay, and every token for it is there.
    pub(super) fn is_paid(&self) -> bool {
        !self.intent.order.is_free() && self.next_token().is_none()
    }

    /// The token of a scope: each goes into a field of its own.
    pub(super) fn token(&self, scope: PaymentScope) -> Option<Secret> {
        let at = self.intent.order.tokens().iter().position(|needed| *needed == scope)?;
        self.tokens.get(at).map(|token| token.secret.clone())
    }

    /// Whether one more session may be opened for the token that is needed now, and those after it can still have theirs.
    pub(super) fn may_open_after(&self, attempt: u8) -> bool {
        let later = self.intent.order.tokens().len().saturating_sub(self.tokens.len() + 1);
        u8::try_from(later).is_ok_and(|later| attempt.saturating_add(later) < self.intent.sessions_max())
    }

    pub(super) fn open_session(&mut self, now: Now, tries: u8, out: &mut Outbox) {
        match self.ask_session(out) {
            Some(request) => self.errand = Errand::OpenSession { request, tries },
            None => self.give_up(now, Abandonment::Unavailable, out),
        }
    }

    /// Tries to open a session. What was signed or given on the phone before is not thrown away for a short gap.
    fn openings_max(&self) -> u8 {
        if self.payment.is_some() { READS_MAX } else { TRIES_MAX }
    }

    fn ask_session(&self, out: &mut Outbox) -> Option<RequestId> {
        let (scope, payable) = (self.next_token()?, self.intent.order.payable()?);
        let payer = match (self.intent.order.customer(), &self.payer) {
            (Some(customer), _) => Payer::Customer(customer),
            // A second payer would not be the customer of the first.
            (None, Some(payer)) if !self.tokens.is_empty() => Payer::Known(payer.clone()),
            (None, _) => Payer::New,
        };
        let effect = PaymentsEffect::OpenSession {
            payer,
            amount: match scope {
                PaymentScope::MemberAccount => payable.nothing_of(),
                PaymentScope::Ecom => *payable,
            },
            scope,
            choices: self.choices.clone(),
            reference_text: self.reference_text.clone(),
        };
        Some(out.ask(|request| Effect::Payments(request, self.language, effect)))
    }

    /// Keeps who pays for a second session. Whether there is one that could not be opened without it.
    fn keep_payer(&mut self, session: &PaymentSession) -> bool {
        let is_first = self.tokens.is_empty();
        if is_first {
            self.payer.clone_from(&session.payer);
        }
        let needs_it = self.intent.order.customer().is_none() && self.intent.order.tokens().len() > 1;
        !needs_it || self.payer.is_some()
    }

    pub(in crate::app::till) fn session_opened(
        &mut self,
        now: Now,
        their_time: Timestamp,
        result: &Result<PaymentSession, Fault>,
        out: &mut Outbox,
    ) {
        match (self.errand.clone(), result) {
            (Errand::OpenSession { .. }, Ok(session)) if !self.keep_payer(session) => {
                self.give_up(now, Abandonment::Unavailable, out);
            }
            (Errand::OpenSession { .. }, Ok(session)) => self.begin_session(now, their_time, session, out),
            (Errand::OpenSession { .. }, Err(fault)) if fault.is_out_of_order() => {
                self.give_up(now, Abandonment::Unpayable, out);
            }
            (Errand::OpenSession { tries, .. }, Err(fault))
                if fault.fate() == Fate::Refused || tries + 1 >= self.openings_max() =>
            {
                self.give_up(now, Abandonment::Unavailable, out);
            }
            (Errand::OpenSession { tries, .. }, Err(fault)) => {
                let pause = match fault.kind {
                    FaultKind::RateLimited(wait) if self.payment.is_some() => {
                        wait.clamp(RETRY_PAUSE, WAIT_MAX)
                    }
                    _ => RETRY_PAUSE,
                };
                self.errand = Errand::OpenLater { at: now.moment + pause, tries: tries + 1 };
            }
            (Errand::Extend { .. }, result) => {
                self.extension_opened(now, their_time, result.as_ref().ok(), out);
            }
            _ => {}
        }
    }

    /// What is to be paid follows what was done on the phone before, under the same code; or it is the first of it.
    fn begin_session(&mut self, now: Now, their_time: Timestamp, session: &PaymentSession, out: &mut Outbox) {
        if self.payment.is_none() {
            self.showings = self.showings.saturating_add(1);
        }
        let next = self.new_payment(now, their_time, session);
        match (&mut self.payment, next) {
            (Some(open), Some(next)) => open.follow(next),
            (payment, next) => *payment = next,
        }
        self.write(now, Step::PaymentAwaited, out);
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
        let is_processing =
            self.payment.as_ref().is_some_and(|open| open.progress == Some(PhoneProgress::Processing));
        // Who pays is told by the session that counts: the open one, unless this one takes its place.
        let longer =
            longer.filter(|_| is_processing || session.is_some_and(|session| self.keep_payer(session)));
        let Some(open) = &mut self.payment else { return };
        match longer {
            Some(longer) if !is_processing => {
                open.follow(longer);
                self.write(now, Step::PaymentAwaited, out);
            }
            longer => {
                open.extension_failed = longer.is_none();
                self.errand = Errand::Pay;
            }
        }
    }

    fn new_payment(&self, now: Now, their_time: Timestamp, session: &PaymentSession) -> Option<Payment> {
        let (scope, payable) = (self.next_token()?, self.intent.order.payable()?);
        let attempt = match self.intent.state() {
            State::AwaitingPayment { attempt } => attempt + 1,
            _ => 1,
        };
        let lives = Duration::try_from(session.valid_until.duration_since(their_time)).unwrap_or_default();
        // What was collected before ends with its own session, and the rest is of no use then.
        let lives =
            self.tokens.iter().map(|token| token.expires.since(now.moment)).fold(lives, Duration::min);
        let lives = lives.min(SESSION_MAX);
        let amount = match scope {
            PaymentScope::MemberAccount => payable.nothing_of(),
            PaymentScope::Ecom => *payable,
        };
        let task = PhoneTask::Pay { session: session.clone(), amount, scope };
        Some(Payment::new(now, self.page(attempt, task, now.wall + lives), lives))
    }

    /// The page for what is done on the phone now.
    pub(super) fn page(&self, attempt: u8, task: PhoneTask, until: Timestamp) -> PhonePage {
        let count = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
        let signing = self.contracting.as_ref().is_some_and(|contracting| contracting.is_signed_on_phone());
        let tokens = self.intent.order.tokens().len();
        let step = match task {
            PhoneTask::Sign(_) => 1,
            PhoneTask::Pay { .. } => usize::from(signing) + self.tokens.len() + 1,
        };
        PhonePage {
            payment: PaymentId { reference: self.intent.reference.clone(), attempt, showing: self.showings },
            step: count(step),
            steps: count(usize::from(signing) + tokens),
            extendable: matches!(task, PhoneTask::Sign(_)) || self.may_open_after(attempt),
            task,
            item: self.intent.order.name().cloned().unwrap_or_default(),
            studio: self.studio.clone(),
            language: self.language,
            until,
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
        let again = self.accepted.as_ref() == Some(paid) || self.is_delivered(paid);
        // The token of another step is of another session: it pays for nothing here.
        let is_used = self.tokens.iter().any(|used| used.secret == *token);
        if (again || is_used || !self.is_paying(paid)) && guard::stands(Guard::TokenOnce) {
            if !again {
                too_late(paid, out);
            }
            return;
        }
        let expires = self.payment.as_ref().map_or(now.moment, |payment| payment.expires);
        self.tokens.push(Token { payment: paid.clone(), secret: token.clone(), expires });
        match self.next_token() {
            Some(_) => self.open_session(now, 0, out),
            None => self.write(now, Step::Authorised, out),
        }
    }

    /// Whether this payment has delivered its token.
    fn is_delivered(&self, paid: &PaymentId) -> bool {
        self.tokens.iter().any(|token| token.payment == *paid)
    }

    /// Whether it is of a page that was followed by another one under the same code: its work is done.
    pub(super) fn is_of_earlier_page(&self, id: &PaymentId) -> bool {
        self.is_shown(id) && self.payment.as_ref().is_some_and(|open| id.attempt < open.page.payment.attempt)
    }

    /// Whether a token for this session is waited for.
    pub(super) fn is_paying(&self, id: &PaymentId) -> bool {
        matches!(self.errand, Errand::Pay | Errand::Extend { .. })
            && self.payment.as_ref().is_some_and(|payment| payment.page.payment == *id)
    }

    /// Whether this is the page the phone may have, also while its session is being followed by a longer one.
    fn is_shown(&self, id: &PaymentId) -> bool {
        self.payment.as_ref().is_some_and(|payment| payment.page.payment.is_same_code(id))
    }

    /// Asks for a longer session; the phone goes on with the one it has until it is there.
    pub(in crate::app::till) fn extend(&mut self, now: Now, out: &mut Outbox) {
        if self.errand == Errand::Pay && self.is_to_be_signed() {
            self.prolong_signing(now, out);
        } else if self.errand == Errand::Pay && self.may_renew() {
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
        if let Some(payment) =
            self.payment.as_ref().filter(|payment| self.is_delivered(&payment.page.payment))
        {
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
        self.tokens.clear();
    }

    pub(super) fn token_is_alive(&self, at: Moment) -> bool {
        self.tokens.iter().all(|token| at < token.expires)
    }
}

impl Payment {
    /// What is shown from now on, and for so long.
    pub(super) fn new(now: Now, page: PhonePage, lives: Duration) -> Self {
        let ending = (lives / ENDING_PART).min(ENDING).max(ENDING_MIN);
        Self {
            page: Arc::new(page),
            expires: now.moment + lives,
            ending: now.moment + lives.saturating_sub(ending),
            extension_failed: false,
            address: None,
            progress: None,
            since: now.moment,
            heard: now.moment,
        }
    }

    /// Another one takes its place under the same address, for the phone that has it.
    pub(super) fn follow(&mut self, next: Self) {
        let Self { progress, since, heard, .. } = *self;
        *self = Self { address: self.address.take(), progress, since, heard, ..next };
    }
}

/// Tells a phone that nobody waits for its token any more.
pub(in crate::app::till) fn too_late(payment: &PaymentId, out: &mut Outbox) {
    let payment = payment.clone();
    out.send(Effect::Phone(PhoneEffect::AnswerPhone { payment, verdict: PhoneVerdict::TooLate }));
}
