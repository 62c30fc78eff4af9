//! The pages, and what a browser may do with each.
//!
//! A page is taken by one browser. It may be given a new session under its address, any number of times, and go on to its
//! next step; each session delivers one token, or the signatures, and gets one verdict. When it has ended, or has been paid,
//! only the browser that had taken it is told what became of it, for a while.
//!
//! Reports are sent while the pages are locked, so that the kiosk hears of things in the order in which they happened;
//! what the kiosk does not hear has not happened.

mod page;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};

use self::page::OpenPage;
use super::Report;
use super::secret::{Browser, Code};
use crate::domain::fault::PhoneFault;
use crate::domain::language::Language;
use crate::domain::membership::Signatures;
use crate::domain::payment::{PaymentId, PhonePage, PhoneProgress, PhoneTask, PhoneVerdict};
use crate::domain::text::Secret;
use crate::domain::time::{Moment, Now};

/// Every page that is open, and those that have ended and are remembered; oldest first.
#[derive(Debug)]
pub(super) struct Pages {
    pages: Vec<OpenPage>,
    reports: mpsc::Sender<Report>,
}

/// How a page stands for the browser that has taken it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It can be signed, or paid in the n-th session.
    Open(u8),
    /// A token has arrived, or what was signed, and its fate is not known here.
    Look,
    /// Paid.
    Accepted,
    /// It had been paid, and then the purchase was given up or refused.
    Unused,
    /// A token has arrived when nobody waited for it any more; nobody was charged.
    TooLate,
    /// Ended without a token; nobody was charged.
    Ended,
    /// The same, and the kiosk shows a newer code for what is bought.
    NewCode,
}

/// Why somebody gets nothing of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// There is no such page.
    Gone,
    /// Another browser has it, or none where one must.
    InUse,
    /// The kiosk cannot be told, so it has not happened.
    Unheard,
}

/// What a page shows.
#[derive(Debug)]
pub(super) enum View {
    /// What is bought, to be taken.
    Free(Arc<PhonePage>),
    /// The same for the browser that has taken it.
    Taken(Arc<PhonePage>, Standing),
    /// That another browser has taken it, in the language of its visit.
    InUse(Language),
}

/// Whom a request is from that names a live code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearer {
    /// Somebody who could take the page.
    Finder,
    /// The browser that has taken it.
    Owner,
}

/// What a phone delivers.
#[derive(Clone, Debug)]
pub(super) enum Goods {
    /// The token of the n-th session.
    Token(u8, Secret),
    /// What was signed, before any session.
    Signatures(Arc<Signatures>),
}

/// What a delivery meets.
#[derive(Debug)]
pub(super) enum Delivery {
    /// It is settled.
    Settled(Standing),
    /// The page lives on with a newer session; a token of this one charges nobody.
    Renewed,
    /// The page has gone on to its next step.
    Next,
    /// It is not what the page asks for.
    Wrong,
    /// Ask again when the page has changed.
    Wait(watch::Receiver<()>),
}

impl Pages {
    /// Pages kept at once; a kiosk has one visitor and a few payments in their last seconds.
    pub(super) const MAX: usize = 64;
    /// How long an ended page is remembered: a reload after paying, with time to walk through the turnstile.
    pub(super) const KEPT: Duration = Duration::from_mins(15);

    pub(super) fn new(reports: mpsc::Sender<Report>) -> Self {
        Self { pages: Vec::new(), reports }
    }

    /// Shows a page and names its code: that of the open page with the same code, which it replaces, else a new one; then
    /// every other page of this intent ends.
    pub(super) fn show(&mut self, page: Arc<PhonePage>, now: Now) -> Result<Code, PhoneFault> {
        let is_open = |open: &&mut OpenPage| !open.is_ended() && open.is_of(&page.payment);
        if let Some(open) = self.pages.iter_mut().find(is_open) {
            open.replace(page);
            return Ok(open.code().clone());
        }
        if self.pages.len() >= Self::MAX {
            self.make_room(now)?;
        }
        let code = Code::random().ok_or(PhoneFault)?;
        self.end(now.moment, |open| open.payment().reference == page.payment.reference);
        self.pages.push(OpenPage::new(code.clone(), page));
        Ok(code)
    }

    /// Forgets the oldest page that has ended, or else whose payment session has.
    fn make_room(&mut self, now: Now) -> Result<(), PhoneFault> {
        let ended = self.pages.iter().position(OpenPage::is_ended);
        let is_over = |open: &OpenPage| {
            open.page().session().map_or(open.page().until, |session| session.valid_until) < now.wall
        };
        let oldest = ended.or_else(|| self.pages.iter().position(is_over)).ok_or(PhoneFault)?;
        self.pages.remove(oldest);
        Ok(())
    }

    /// Ends the page with the code of this payment, whichever session it has got to.
    pub(super) fn hide(&mut self, payment: &PaymentId, now: Moment) {
        self.end(now, |open| open.is_of(payment));
    }

    fn end(&mut self, now: Moment, is_one: impl Fn(&OpenPage) -> bool) {
        self.pages.iter_mut().filter(|open| is_one(open)).for_each(|open| open.end(now));
        self.pages.retain(|open| !open.is_ended() || open.is_taken());
    }

    /// Forgets pages that ended long ago.
    pub(super) fn forget(&mut self, now: Moment) {
        self.pages.retain(|open| open.ended_at().is_none_or(|at| now.since(at) < Self::KEPT));
    }

    /// Answers the token of a session; one that has been renewed since needs no answer.
    pub(super) fn answer(&mut self, payment: &PaymentId, verdict: PhoneVerdict) {
        self.pages.iter_mut().filter(|open| open.payment() == payment).for_each(|open| open.judge(verdict));
    }

    /// What a page shows; changes nothing.
    pub(super) fn view(&self, code: &Code, browser: Option<&Browser>) -> Result<View, Refusal> {
        let open = &self.pages[self.find(code)?];
        let page = || Arc::clone(open.page());
        if open.is_owner(browser) {
            Ok(View::Taken(page(), self.standing(open)))
        } else if open.is_dead() {
            Err(Refusal::Gone)
        } else if open.is_taken() {
            Ok(View::InUse(open.page().language))
        } else {
            Ok(View::Free(page()))
        }
    }

    /// How an ended page that had no token stands depends on whether there is another for the same intent, which
    /// can only be a newer one.
    fn standing(&self, of: &OpenPage) -> Standing {
        let follows = |open: &OpenPage| !open.is_dead() && open.payment().reference == of.payment().reference;
        match of.standing() {
            Standing::Ended if self.pages.iter().any(follows) => Standing::NewCode,
            standing => standing,
        }
    }

    /// To whom of those who may use it a code belongs; `None` when it is of no use to this browser.
    pub(super) fn bearer(&self, code: &Code, browser: Option<&Browser>) -> Option<Bearer> {
        let open = &self.pages[self.find(code).ok()?];
        match (open.is_dead(), open.is_taken()) {
            (true, _) => None,
            (false, false) => Some(Bearer::Finder),
            (false, true) => open.is_owner(browser).then_some(Bearer::Owner),
        }
    }

    /// Whether a page can be taken by a browser, be it the one that has it already.
    pub(super) fn check_take(&self, code: &Code, browser: Option<&Browser>) -> Result<(), Refusal> {
        let open = &self.pages[self.find(code)?];
        if open.is_dead() || open.is_taken() { open.check_owner(browser) } else { Ok(()) }
    }

    /// Binds a page to a browser.
    pub(super) fn take(
        &mut self,
        code: &Code,
        browser: &Browser,
    ) -> Result<(Arc<PhonePage>, Standing), Refusal> {
        self.check_take(code, Some(browser))?;
        let n = self.find(code)?;
        let open = &mut self.pages[n];
        if !open.is_taken() {
            // Every take is heard of, or the code would stay on the kiosk's screen for others to scan.
            tell(&self.reports, Report::Taken(open.payment().clone()))?;
            open.take(browser.clone());
        }
        let open = &self.pages[n];
        Ok((Arc::clone(open.page()), self.standing(open)))
    }

    /// Notes where the payment stands on the phone; the kiosk hears of it when it is news, and from time to time.
    pub(super) fn progress(
        &mut self,
        code: &Code,
        browser: Option<&Browser>,
        (session, progress): (u8, PhoneProgress),
        now: Moment,
    ) -> Result<(Arc<PhonePage>, Standing), Refusal> {
        let n = self.find(code)?;
        let reports = self.reports.clone();
        let open = self.owned(n, browser)?;
        // What the kiosk has no ear for now is still news the next time.
        if open.is_news(session, progress, now)
            && tell(&reports, Report::Progress(open.payment().clone(), progress)).is_ok()
        {
            open.note(progress, now);
        }
        let open = &self.pages[n];
        Ok((Arc::clone(open.page()), self.standing(open)))
    }

    /// Whether what this browser has to deliver is listened to at all.
    pub(super) fn check_owner(&self, code: &Code, browser: Option<&Browser>) -> Result<(), Refusal> {
        self.pages[self.find(code)?].check_owner(browser)
    }

    /// Accepts what a session, or the signing before it, brings: once; and tells what has become of it.
    pub(super) fn deliver(
        &mut self,
        code: &Code,
        browser: Option<&Browser>,
        goods: &Goods,
    ) -> Result<Delivery, Refusal> {
        let n = self.find(code)?;
        let reports = self.reports.clone();
        let open = self.owned(n, browser)?;
        match open.standing() {
            over @ (Standing::Accepted | Standing::Unused | Standing::TooLate) => {
                return Ok(Delivery::Settled(over));
            }
            // What comes after the end charges nobody either.
            Standing::Ended | Standing::NewCode => return Ok(Delivery::Settled(Standing::TooLate)),
            Standing::Open(_) | Standing::Look if open.is_past(goods.session()) => return Ok(Delivery::Next),
            Standing::Open(_) | Standing::Look if !goods.fit(open.page()) => return Ok(Delivery::Wrong),
            Standing::Open(_) | Standing::Look if goods.session() != open.payment().attempt => {
                return Ok(Delivery::Renewed);
            }
            Standing::Open(_) | Standing::Look if open.is_spent(goods) => return Ok(Delivery::Wrong),
            Standing::Open(_) => {
                tell(&reports, goods.report(open.payment().clone()))?;
                open.deliver(goods);
            }
            Standing::Look => {}
        }
        Ok(Delivery::Wait(open.changes()))
    }

    /// A page for the browser that has taken it.
    fn owned(&mut self, n: usize, browser: Option<&Browser>) -> Result<&mut OpenPage, Refusal> {
        let open = &mut self.pages[n];
        open.check_owner(browser)?;
        Ok(open)
    }

    /// Compares with every code, so that the time tells nothing of how many there are or which was nearly hit.
    fn find(&self, code: &Code) -> Result<usize, Refusal> {
        let pages = self.pages.iter().enumerate();
        let found = pages.fold(None, |found, (n, open)| if open.code().is(code) { Some(n) } else { found });
        found.ok_or(Refusal::Gone)
    }
}

impl Goods {
    /// Of which session they are; what is signed comes before the first.
    fn session(&self) -> u8 {
        match self {
            Self::Token(session, _) => *session,
            Self::Signatures(_) => 0,
        }
    }

    /// Whether it is what the page asks for: a token where something is paid, and every signature that is wanted under texts
    /// that can be read.
    fn fit(&self, page: &PhonePage) -> bool {
        match (self, &page.task) {
            (Self::Token(..), PhoneTask::Pay { .. }) => true,
            (Self::Signatures(signatures), PhoneTask::Sign(papers)) => {
                papers.texts.iter().all(|text| text.text.is_whole()) && papers.are_signed_by(signatures)
            }
            (Self::Token(..), PhoneTask::Sign(_)) | (Self::Signatures(_), PhoneTask::Pay { .. }) => false,
        }
    }

    fn report(&self, payment: PaymentId) -> Report {
        match self {
            Self::Token(_, token) => Report::Token(payment, token.clone()),
            Self::Signatures(signatures) => Report::Signed(payment, Arc::clone(signatures)),
        }
    }
}

/// Never waits: a kiosk that is so far behind is not told at all.
fn tell(reports: &mpsc::Sender<Report>, report: Report) -> Result<(), Refusal> {
    reports.try_send(report).map_err(|_| Refusal::Unheard)
}

#[cfg(test)]
mod tests;
