//! The open pages, and what a browser may do with each.
//!
//! A page is taken by one browser, delivers one token, and gets one verdict, in this order.

use std::sync::Arc;

use tokio::sync::watch;

use super::secret::{Browser, Code};
use crate::domain::fault::PhoneFault;
use crate::domain::payment::{PaymentId, PhonePage, PhoneVerdict};
use crate::domain::time::Timestamp;

/// Every page that is shown, and those hidden of which a verdict may be asked again; oldest first.
#[derive(Debug, Default)]
pub(super) struct Pages(Vec<OpenPage>);

#[derive(Debug)]
struct OpenPage {
    code: Code,
    page: Arc<PhonePage>,
    /// Who took it.
    browser: Option<Browser>,
    /// Its token has arrived.
    delivered: bool,
    /// Its address is dead; only the browser that delivered may still ask what became of it.
    hidden: bool,
    verdict: watch::Sender<Option<PhoneVerdict>>,
}

/// What a browser gets that wants to pay.
#[derive(Debug)]
pub(super) enum Taking {
    /// There is no such page.
    Gone,
    /// Another browser has it.
    InUse,
    /// It was free and is this browser's now.
    Taken(Arc<PhonePage>),
    /// It was this browser's already.
    Yours(Arc<PhonePage>),
}

/// What a token meets.
#[derive(Debug)]
pub(super) enum Delivery {
    /// There is no such page.
    Gone,
    /// Another browser has it, or none.
    InUse,
    /// The first one for this payment: report it, then wait.
    First(PaymentId, watch::Receiver<Option<PhoneVerdict>>),
    /// One was delivered, or the verdict was there before: wait.
    Again(watch::Receiver<Option<PhoneVerdict>>),
}

impl Pages {
    /// Pages kept at once; a kiosk has one visitor and a few payments in their last seconds.
    pub(super) const MAX: usize = 64;

    /// Opens a page and names its code; one that is open keeps its own.
    pub(super) fn show(&mut self, page: Arc<PhonePage>, now: Timestamp) -> Result<Code, PhoneFault> {
        if let Some(open) = self.0.iter().find(|open| !open.hidden && open.page == page) {
            return Ok(open.code.clone());
        }
        if self.0.len() >= Self::MAX {
            self.make_room(now)?;
        }
        let code = Code::random().ok_or(PhoneFault)?;
        self.hide(&page.payment);
        self.0.push(OpenPage {
            code: code.clone(),
            page,
            browser: None,
            delivered: false,
            hidden: false,
            verdict: watch::Sender::new(None),
        });
        Ok(code)
    }

    /// Forgets the oldest page that is hidden or whose payment session has ended.
    fn make_room(&mut self, now: Timestamp) -> Result<(), PhoneFault> {
        let is_over = |open: &OpenPage| open.hidden || open.page.session.valid_until < now;
        let oldest = self.0.iter().position(is_over).ok_or(PhoneFault)?;
        self.0.remove(oldest);
        Ok(())
    }

    pub(super) fn hide(&mut self, payment: &PaymentId) {
        self.0.retain_mut(|open| {
            open.hidden |= open.page.payment == *payment;
            !open.hidden || open.delivered
        });
    }

    pub(super) fn answer(&mut self, payment: &PaymentId, verdict: PhoneVerdict) {
        for open in self.0.iter().filter(|open| open.page.payment == *payment) {
            open.verdict.send_if_modified(|stands| {
                let is_first = stands.is_none();
                stands.get_or_insert(verdict);
                is_first
            });
        }
    }

    /// What a page shows; changes nothing.
    pub(super) fn read(&self, code: &Code) -> Option<Arc<PhonePage>> {
        self.find(code).filter(|n| !self.0[*n].hidden).map(|n| Arc::clone(&self.0[n].page))
    }

    /// Binds a page to a browser.
    pub(super) fn take(&mut self, code: &Code, browser: &Browser) -> Taking {
        let Some(open) = self.find(code).map(|n| &mut self.0[n]).filter(|open| !open.hidden) else {
            return Taking::Gone;
        };
        match &open.browser {
            None => {
                open.browser = Some(browser.clone());
                Taking::Taken(Arc::clone(&open.page))
            }
            Some(owner) if owner.is(browser) => Taking::Yours(Arc::clone(&open.page)),
            Some(_) => Taking::InUse,
        }
    }

    /// Accepts a token, once.
    pub(super) fn deliver(&mut self, code: &Code, browser: Option<&Browser>) -> Delivery {
        let Some(open) = self.find(code).map(|n| &mut self.0[n]) else { return Delivery::Gone };
        let is_owner = matches!((&open.browser, browser), (Some(owner), Some(browser)) if owner.is(browser));
        if !is_owner {
            return if open.hidden { Delivery::Gone } else { Delivery::InUse };
        }
        let verdict = open.verdict.subscribe();
        if open.delivered || verdict.borrow().is_some() {
            return Delivery::Again(verdict);
        }
        open.delivered = true;
        Delivery::First(open.page.payment.clone(), verdict)
    }

    /// Compares with every code, so that the time tells nothing of how many there are or which was nearly hit.
    fn find(&self, code: &Code) -> Option<usize> {
        self.0
            .iter()
            .enumerate()
            .fold(None, |found, (n, open)| if open.code.is(code) { Some(n) } else { found })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::page;
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn taken(pages: &mut Pages, attempt: u8) -> (Code, Browser) {
        let code = pages.show(page(attempt), NOW).expect("shown");
        let browser = Browser::random().expect("random bytes");
        assert!(matches!(pages.take(&code, &browser), Taking::Taken(_)));
        (code, browser)
    }

    #[test]
    fn a_page_shown_twice_keeps_its_address_and_a_changed_one_gets_another() {
        let mut pages = Pages::default();
        let first = pages.show(page(1), NOW).expect("shown");
        assert!(first.is(&pages.show(page(1), NOW).expect("shown")));
        let renewed = PhonePage { item: "Ten tickets".into(), ..PhonePage::clone(&page(1)) };
        assert!(!first.is(&pages.show(Arc::new(renewed), NOW).expect("shown")));
        assert!(pages.read(&first).is_none(), "the old address is dead");
    }

    #[test]
    fn the_first_verdict_stands_and_outlives_the_page() {
        let mut pages = Pages::default();
        let (code, browser) = taken(&mut pages, 1);
        let payment = page(1).payment.clone();
        assert!(matches!(pages.deliver(&code, Some(&browser)), Delivery::First(..)));
        pages.answer(&payment, PhoneVerdict::Accepted);
        pages.answer(&payment, PhoneVerdict::TooLate);
        pages.hide(&payment);
        assert!(pages.read(&code).is_none());
        assert!(matches!(pages.take(&code, &browser), Taking::Gone));
        match pages.deliver(&code, Some(&browser)) {
            Delivery::Again(verdict) => assert_eq!(*verdict.borrow(), Some(PhoneVerdict::Accepted)),
            other => panic!("{other:?}"),
        }
        assert!(matches!(pages.deliver(&code, None), Delivery::Gone), "to others it is gone");
    }

    #[test]
    fn pages_are_bounded_and_ended_ones_make_room() {
        let mut pages = Pages::default();
        for attempt in 0..64 {
            pages.show(page(attempt), NOW).expect("shown");
        }
        assert_eq!(pages.show(page(64), NOW).err(), Some(PhoneFault));
        assert!(
            pages.show(page(64), page(0).session.valid_until + std::time::Duration::from_secs(1)).is_ok()
        );
        pages.hide(&page(5).payment);
        assert!(pages.show(page(65), NOW).is_ok());
        assert_eq!(pages.0.len(), Pages::MAX);
    }
}
