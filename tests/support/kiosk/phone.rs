//! A phone, and the pages the kiosk shows it: the same promises as the page that is served over the network.
//!
//! A page has a one-time address; the first phone takes it; a page that has ended is dead, but a token that was on its
//! way when it ended still arrives.

use std::sync::Arc;

use walkin::app::effect::PhoneEffect;
use walkin::app::msg::PhoneEvent;
use walkin::domain::fault::PhoneFault;
use walkin::domain::membership::{Papers, Signatures};
use walkin::domain::payment::{PhonePage, PhoneProgress, PhoneTask};
use walkin::domain::text::Secret;

/// The pages shown so far.
#[derive(Default)]
pub struct Phone {
    /// Whether pages cannot be served.
    pub broken: bool,
    pages: Vec<Page>,
    /// What a phone that has its page open tells again and again.
    beat: Option<PhoneEvent>,
}

struct Page {
    shows: Arc<PhonePage>,
    taken: bool,
    open: bool,
}

/// What a page's address looks like; one more letter for each page.
const ADDRESS: &str = "HTTP://127.0.0.1:8088/ABCDEFGHJKM";
const NO_PAGE: &str = "no page is shown";
const LETTERS: &[u8] = b"NPQRSTVWXYZ23456789";

fn address(n: usize) -> String {
    format!("{ADDRESS}{}", char::from(LETTERS[n % LETTERS.len()]))
}

impl Phone {
    /// Shows or ends a page.
    pub fn perform(&mut self, effect: &PhoneEffect) -> Option<PhoneEvent> {
        match effect {
            PhoneEffect::ServePages => {
                let served = if self.broken { Err(PhoneFault) } else { Ok(()) };
                Some(PhoneEvent::PagesServed(served))
            }
            PhoneEffect::ShowPage(page) => {
                let address = self.show(page);
                Some(PhoneEvent::PageShown(page.payment.clone(), address))
            }
            PhoneEffect::HidePage(payment) => {
                for page in self.pages.iter_mut().filter(|page| page.shows.payment.is_same_code(payment)) {
                    page.open = false;
                }
                None
            }
            PhoneEffect::AnswerPhone { .. } | PhoneEffect::PretendPhone(_) => None,
        }
    }

    fn show(&mut self, page: &Arc<PhonePage>) -> Result<String, PhoneFault> {
        if self.broken {
            return Err(PhoneFault);
        }
        let same = |open: &Page| open.open && open.shows.payment.is_same_code(&page.payment);
        if let Some(n) = self.pages.iter().position(same) {
            self.pages[n].shows = page.clone();
            return Ok(address(n));
        }
        self.pages.push(Page { shows: page.clone(), taken: false, open: true });
        Ok(address(self.pages.len() - 1))
    }

    /// Somebody opens the page now shown; nothing when it is taken already.
    pub fn take(&mut self) -> Result<Option<PhoneEvent>, String> {
        let page = self.pages.iter_mut().rev().find(|page| page.open).ok_or(NO_PAGE)?;
        if std::mem::replace(&mut page.taken, true) {
            return Ok(None);
        }
        let payment = page.shows.payment.clone();
        self.beat = Some(PhoneEvent::PhoneProgressed(payment.clone(), PhoneProgress::Open));
        Ok(Some(PhoneEvent::PageTaken(payment)))
    }

    /// The page that was taken tells where it stands.
    pub fn progress(&mut self, progress: PhoneProgress) -> Result<PhoneEvent, String> {
        let page = self.pages.iter().rev().find(|page| page.taken).ok_or("no page is taken")?;
        let told = PhoneEvent::PhoneProgressed(page.shows.payment.clone(), progress);
        self.beat = (progress != PhoneProgress::Closed).then(|| told.clone());
        Ok(told)
    }

    /// Another app lies over the page, or the phone is locked: nothing is heard of it.
    pub fn fall_silent(&mut self) {
        self.beat = None;
    }

    /// What the phone tells from time to time while its page is open.
    pub fn beat(&self) -> Option<PhoneEvent> {
        let is_open = |page: &Page| page.open && page.taken;
        self.beat.clone().filter(|_| self.pages.last().is_some_and(is_open))
    }

    /// The page now shown.
    pub fn shown(&self) -> Result<Arc<PhonePage>, String> {
        let page = self.pages.iter().rev().find(|page| page.open).ok_or(NO_PAGE)?;
        Ok(page.shows.clone())
    }

    /// The page shown last, also when it has ended.
    pub fn last(&self) -> Result<Arc<PhonePage>, String> {
        self.pages.last().map(|page| page.shows.clone()).ok_or_else(|| NO_PAGE.to_owned())
    }

    /// Every page ends with the process.
    pub fn end(&mut self) {
        for page in &mut self.pages {
            page.open = false;
        }
    }

    /// Every signature that is wanted is drawn; where none is, the texts were read. Fails where there is something to pay.
    pub fn sign(page: &PhonePage) -> Result<PhoneEvent, String> {
        let signatures = walkin::handoff::scribble(Self::papers(page)?).ok_or("nothing is drawn")?;
        Ok(Self::signed(page, signatures))
    }

    /// These signatures arrive, whatever was wanted.
    pub fn signed(page: &PhonePage, signatures: Signatures) -> PhoneEvent {
        PhoneEvent::PapersSigned(page.payment.clone(), Arc::new(signatures))
    }

    /// What is read and signed on a page.
    pub fn papers(page: &PhonePage) -> Result<&Papers, String> {
        match &page.task {
            PhoneTask::Sign(papers) => Ok(papers),
            PhoneTask::Pay { .. } => Err("there is nothing to sign, but something to pay".to_owned()),
        }
    }

    /// The payment component hands its token over.
    pub fn deliver(page: &PhonePage, token: String) -> PhoneEvent {
        PhoneEvent::TokenArrived(page.payment.clone(), Secret::new(token))
    }
}
