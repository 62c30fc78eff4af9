//! One page: who has taken it, and how its sessions went.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::{Goods, Refusal, Standing};
use crate::domain::payment::{PaymentId, PhonePage, PhoneProgress, PhoneVerdict};
use crate::domain::text::Secret;
use crate::domain::time::Moment;
use crate::handoff::secret::{Browser, Code};

/// Changes of one session that the kiosk is told of: many tries of a person, few of a script that floods it.
const NEWS_MAX: u8 = 200;
/// After so long the kiosk is told the same once more, so that it knows that the phone is still there.
const BEAT: Duration = Duration::from_secs(20);

/// A page that is open, or has ended and is remembered.
#[derive(Debug)]
pub(super) struct OpenPage {
    code: Code,
    page: Arc<PhonePage>,
    /// Who took it.
    browser: Option<Browser>,
    /// Its address leads nowhere any more, but for the browser that has taken it.
    ended_at: Option<Moment>,
    session: Session,
    /// Tokens of sessions before: each is good for one, and pays for nothing else.
    spent: Vec<Secret>,
    /// The session with which the present step began; those before it belong to steps that are done.
    step_began: u8,
    /// Woken by every change of what a waiting token may want to know.
    changed: watch::Sender<()>,
}

/// What has happened in the session that the page now has.
#[derive(Debug)]
struct Session {
    is_delivered: bool,
    token: Option<Secret>,
    verdict: Option<PhoneVerdict>,
    /// What the kiosk was told last, and when.
    told: Option<(PhoneProgress, Moment)>,
    news_left: u8,
}

impl Session {
    const NEW: Self =
        Self { is_delivered: false, token: None, verdict: None, told: None, news_left: NEWS_MAX };
}

impl OpenPage {
    pub(super) fn new(code: Code, page: Arc<PhonePage>) -> Self {
        Self {
            code,
            page,
            browser: None,
            ended_at: None,
            session: Session::NEW,
            spent: Vec::new(),
            step_began: 0,
            changed: watch::Sender::new(()),
        }
    }

    pub(super) fn code(&self) -> &Code {
        &self.code
    }

    pub(super) fn page(&self) -> &Arc<PhonePage> {
        &self.page
    }

    pub(super) fn payment(&self) -> &PaymentId {
        &self.page.payment
    }

    pub(super) fn is_of(&self, payment: &PaymentId) -> bool {
        self.payment().is_same_code(payment)
    }

    /// Puts another page under the same address; a new session starts anew, for the same browser.
    pub(super) fn replace(&mut self, page: Arc<PhonePage>) {
        if page.payment != *self.payment() {
            let before = std::mem::replace(&mut self.session, Session::NEW);
            self.spent.extend(before.token);
        }
        if page.step > self.page.step {
            self.step_began = page.payment.attempt;
        }
        self.page = page;
        self.changed.send_replace(());
    }

    pub(super) fn end(&mut self, now: Moment) {
        self.ended_at.get_or_insert(now);
        self.changed.send_replace(());
    }

    pub(super) fn ended_at(&self) -> Option<Moment> {
        self.ended_at
    }

    pub(super) fn is_ended(&self) -> bool {
        self.ended_at.is_some()
    }

    /// Whether the code is of no use to anybody but the browser that has taken it.
    pub(super) fn is_dead(&self) -> bool {
        self.is_ended() || matches!(self.session.verdict, Some(PhoneVerdict::Accepted | PhoneVerdict::Unused))
    }

    pub(super) fn take(&mut self, browser: Browser) {
        self.browser = Some(browser);
    }

    pub(super) fn is_taken(&self) -> bool {
        self.browser.is_some()
    }

    pub(super) fn is_owner(&self, browser: Option<&Browser>) -> bool {
        matches!((&self.browser, browser), (Some(owner), Some(browser)) if owner.is(browser))
    }

    /// Whether a session belongs to a step that is done.
    pub(super) fn is_past(&self, session: u8) -> bool {
        session < self.step_began
    }

    /// What keeps everybody away from it but the browser that has taken it.
    pub(super) fn check_owner(&self, browser: Option<&Browser>) -> Result<(), Refusal> {
        match (self.is_owner(browser), self.is_dead()) {
            (true, _) => Ok(()),
            (false, true) => Err(Refusal::Gone),
            (false, false) => Err(Refusal::InUse),
        }
    }

    /// The first verdict stands, but what was accepted may turn out unused.
    pub(super) fn judge(&mut self, verdict: PhoneVerdict) {
        let known = self.session.verdict.get_or_insert(verdict);
        if matches!(known, PhoneVerdict::Accepted | PhoneVerdict::Unused) && verdict != PhoneVerdict::TooLate
        {
            *known = verdict;
        }
        self.changed.send_replace(());
    }

    pub(super) fn standing(&self) -> Standing {
        match (self.session.verdict, self.is_ended(), self.session.is_delivered) {
            (Some(PhoneVerdict::Accepted), _, _) => Standing::Accepted,
            (Some(PhoneVerdict::Unused), _, _) => Standing::Unused,
            (Some(PhoneVerdict::TooLate), true, _) => Standing::TooLate,
            // Refused while the page is open: it is about to end, or to get a new session.
            (Some(PhoneVerdict::TooLate), false, _) => Standing::Look,
            (None, true, true) if !self.is_decisive() => Standing::Ended,
            (None, _, true) => Standing::Look,
            (None, true, false) => Standing::Ended,
            (None, false, false) => Standing::Open(self.payment().attempt),
        }
    }

    /// Whether what is delivered now may be all that was missing, so that something is bought with it before anything is said. What
    /// is signed is answered first, and after a step comes another one.
    fn is_decisive(&self) -> bool {
        self.page.session().is_some() && self.page.step >= self.page.steps
    }

    /// Whether the kiosk wants to know; what an older session did it does not.
    pub(super) fn is_news(&self, session: u8, progress: PhoneProgress, now: Moment) -> bool {
        self.standing() == Standing::Open(session)
            && match self.session.told {
                Some((told, at)) if told == progress => now.since(at) >= BEAT,
                _ => self.session.news_left > 0,
            }
    }

    /// Notes what the kiosk was told.
    pub(super) fn note(&mut self, told: PhoneProgress, now: Moment) {
        let before = self.session.told.replace((told, now));
        if before.is_none_or(|(before, _)| before != told) {
            self.session.news_left = self.session.news_left.saturating_sub(1);
        }
    }

    /// The kiosk has been told of what was delivered.
    pub(super) fn deliver(&mut self, goods: &Goods) {
        self.session.is_delivered = true;
        if let Goods::Token(_, token) = goods {
            self.session.token = Some(token.clone());
        }
    }

    /// Whether this is the token of a session before.
    pub(super) fn is_spent(&self, goods: &Goods) -> bool {
        matches!(goods, Goods::Token(_, token) if self.spent.contains(token))
    }

    pub(super) fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }
}
