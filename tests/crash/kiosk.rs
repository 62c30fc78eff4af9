//! The kiosk's process, and the visitor in front of it.

use walkin::domain::pass::ClaimCode;

use super::phone::Phone;
use super::pty::{Pty, read_code};
use super::signal::{END, signal};
use super::visitor::{EMAIL, ENTER, F4, Visitor};

/// A running kiosk.
pub struct Kiosk {
    pub pty: Pty,
}

/// What a visitor orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ticket {
    /// A day ticket.
    Paid,
    /// A guest pass.
    Free,
}

impl Kiosk {
    /// Kills it.
    pub fn kill(mut self) {
        signal(self.pty.id(), "KILL");
        self.pty.wait_for_end(END);
    }

    /// Who stands in front of it.
    pub fn visitor(&mut self) -> Visitor<'_> {
        Visitor::at(&mut self.pty)
    }

    /// The visitor goes from the welcome screen to the press of the order button.
    pub fn order(&mut self, ticket: Ticket) {
        self.order_as(ticket, EMAIL);
    }

    /// The same for a visitor with this address.
    pub fn order_as(&mut self, ticket: Ticket, email: &str) {
        self.review_as(ticket, email);
        self.press_order();
    }

    /// The visitor goes from the welcome screen to the review.
    pub fn review(&mut self, ticket: Ticket) {
        self.review_as(ticket, EMAIL);
    }

    /// The visitor reads the price and presses the order button.
    pub fn press_order(&mut self) {
        self.visitor().order();
    }

    fn review_as(&mut self, ticket: Ticket, email: &str) {
        let mut visitor = self.visitor();
        visitor.begin();
        let button = match ticket {
            Ticket::Paid => {
                visitor.look_at_form();
                "review-order"
            }
            Ticket::Free => {
                visitor.choose("gästepass", "Guest pass", "Company");
                visitor.press(ENTER);
                "review-order-free"
            }
        };
        visitor.register_quickly(email);
        visitor.go_on_to(&visitor.say(button));
    }

    /// The address that a phone scans.
    pub fn scanned(&self) -> String {
        self.pty.wait_to_find("an address to scan", |screen| {
            read_code(screen).filter(|code| code.starts_with("HTTP://"))
        })
    }

    /// The visitor pays on the phone, until the phone is told that it is accepted.
    pub fn pay(&self) {
        Phone::default().pay(&self.scanned());
    }

    /// The access code on the screen. Others are drawn as well, but not beside these words.
    pub fn pass(&mut self) -> String {
        let title = self.visitor().say("pass-title");
        self.pty.wait_to_find("a pass", |screen| {
            screen.contents().contains(&title).then(|| read_code(screen)).flatten()
        })
    }

    /// Waits until the kiosk says this, over however many lines and beside whatever code.
    pub fn reads(&mut self, key: &str) {
        let text = self.visitor().say(key);
        self.pty.wait_for(&text, |screen| {
            let words = screen.contents().replace(['▀', '▄', '█'], " ");
            words.split_whitespace().collect::<Vec<_>>().join(" ").contains(&text)
        });
    }

    /// The claim code on the screen, for the visitor to take along.
    pub fn claim_code(&self) -> String {
        let is_claim = |word: &&str| word.len() == 14 && word.parse::<ClaimCode>().is_ok();
        self.pty.wait_to_find("a claim code", |screen| {
            screen.contents().split_whitespace().find(is_claim).map(str::to_owned)
        })
    }

    /// The visitor comes back with the claim code and types it on the welcome screen.
    pub fn come_back(&mut self, claim: &str) {
        let mut visitor = self.visitor();
        visitor.reads("claim-open");
        visitor.press(F4);
        visitor.reads("claim-title");
        visitor.type_text(claim);
        let (title, not_now) = (visitor.say("claim-title"), visitor.say("claim-unavailable"));
        // A kiosk that has just been started may still be opening its ledger, and says so.
        let mut answer = not_now.clone();
        while answer.contains(&not_now) {
            visitor.press(ENTER);
            answer = visitor.kiosk.wait_to_find("an answer", |screen| {
                let text = screen.contents();
                (!text.contains(&title) || text.contains(&not_now)).then_some(text)
            });
        }
    }

    /// The next visitor is served.
    pub fn assert_sells(mut self) {
        self.visitor().begin();
    }
}
