//! The kiosk's process, and the visitor in front of it.

use super::phone::Phone;
use super::pty::{Pty, read_code};
use super::signal::{END, signal};
use super::visitor::{EMAIL, ENTER, Visitor};

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

    /// The access code on the screen.
    pub fn pass(&self) -> String {
        self.pty
            .wait_to_find("a pass", |screen| read_code(screen).filter(|code| !code.starts_with("HTTP://")))
    }

    /// The next visitor is served.
    pub fn assert_sells(mut self) {
        self.visitor().begin();
    }
}
