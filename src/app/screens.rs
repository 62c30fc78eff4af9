//! The screens: one file each, named after the visitor's moment, and the one place that tells them apart.

pub mod applicant_form;
pub(super) mod awaited;
mod banner;
mod chrome;
pub mod claim;
mod code_entry;
mod deaf;
mod form_entry;
mod healing;
pub mod members;
pub mod memberships;
pub mod offer;
pub mod offers;
pub mod out_of_order;
pub mod outcome;
mod pages;
pub mod pass;
pub mod paying;
pub mod redeem;
pub mod request;
pub mod review;
pub mod visitor;
pub mod visitor_form;
pub mod welcome;

pub(super) use awaited::next_second;

use std::time::Duration;

use super::msg::Event;
use super::shared::{Cx, Sight};
use crate::app::till::Claimed;
use crate::domain::offer::OfferId;
use crate::domain::pass::{ClaimCode, Reference};
use crate::domain::time::Moment;
use crate::ui::canvas::Canvas;
use crate::ui::key::Key;

use claim::Claim;
use members::{MemberPlace, MemberScreen};
use memberships::{MembershipPlace, MembershipScreen};
use offer::OfferScreen;
use offers::Offers;
use out_of_order::OutOfOrder;
use outcome::Outcome;
use pass::Pass;
use paying::Paying;
use redeem::RedeemScreen;
use request::RequestScreen;
use review::Review;
use visitor::Visitor;
use welcome::Welcome;

/// Where one can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nobody is here yet.
    Welcome,
    /// The key or one of its scopes is refused: nothing can be sold.
    OutOfOrder,
    /// The list of offers.
    Offers,
    /// One offer and its first day.
    Offer(OfferId),
    /// Who buys it.
    Visitor,
    /// What is ordered, and the order button.
    Review,
    /// Paying on the phone, and the purchase.
    Paying(Reference),
    /// The pass.
    Pass(Reference),
    /// A sale that did not end in a pass with a code.
    Outcome(Reference),
    /// The entry of a claim code; one that was scanned is being looked for.
    Claim(Option<(ClaimCode, Claimed)>),
    /// Where only a member is.
    Member(MemberPlace),
    /// On the way to a membership.
    Membership(MembershipPlace),
    /// The entry of a check-in voucher; with a code that was typed or scanned.
    Redeem(Option<String>),
    /// What was asked of the studio: on its way, confirmed, or how it stands.
    Request(Reference),
}

/// Where to go after a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Stay.
    Stay,
    /// On to a place; back leads here again.
    Go(Place),
    /// On to a place in place of this one; back leads to where this one was come to from.
    Replace(Place),
    /// On to a place from which nothing leads back.
    Finish(Place),
    /// Back to where one came from.
    Back,
    /// Back to this screen on the way to a membership, where something can be mended; one step back where it is not on the way.
    BackTo(MembershipPlace),
    /// The visit is over.
    Home,
}

/// What sends a visitor home who does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// Nothing: nobody is here, or something is under way that must be seen to its end.
    Never,
    /// The kiosk's warning and grace.
    Kiosk,
    /// The same, this long after the last key or touch and after something that happened.
    After {
        /// When it happened.
        since: Moment,
        /// How long after.
        span: Duration,
    },
    /// The screen's own clock, which it shows.
    Own,
}

/// The screen now shown, with what it knows.
#[derive(Debug)]
#[expect(missing_docs, reason = "each variant is the screen of the same name")]
pub enum Screen {
    Welcome(Welcome),
    OutOfOrder(OutOfOrder),
    Offers(Offers),
    Offer(OfferScreen),
    Visitor(Visitor),
    Review(Review),
    Paying(Paying),
    Pass(Pass),
    Outcome(Outcome),
    Claim(Claim),
    Member(MemberScreen),
    Membership(MembershipScreen),
    Redeem(RedeemScreen),
    Request(RequestScreen),
}

impl Screen {
    /// Enters a place.
    pub fn enter(place: Place, cx: &mut Cx<'_>) -> Self {
        match place {
            Place::Welcome => Self::Welcome(Welcome),
            Place::OutOfOrder => Self::OutOfOrder(OutOfOrder),
            Place::Offers => Self::Offers(Offers::enter(cx)),
            Place::Offer(offer) => Self::Offer(OfferScreen::enter(cx, offer)),
            Place::Visitor => Self::Visitor(Visitor::enter(cx)),
            Place::Review => Self::Review(Review::enter(cx)),
            Place::Paying(reference) => Self::Paying(Paying::new(reference)),
            Place::Pass(reference) => Self::Pass(Pass::enter(cx, reference)),
            Place::Outcome(reference) => Self::Outcome(Outcome::enter(cx, reference)),
            Place::Claim(scanned) => Self::Claim(Claim::enter(cx, scanned)),
            Place::Member(place) => Self::Member(MemberScreen::enter(cx, place)),
            Place::Membership(place) => Self::Membership(MembershipScreen::enter(cx, place)),
            Place::Redeem(code) => Self::Redeem(RedeemScreen::enter(cx, code)),
            Place::Request(reference) => Self::Request(RequestScreen::enter(cx, reference)),
        }
    }

    /// Takes a key.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        match self {
            Self::Welcome(screen) => screen.on_key(cx, key),
            Self::OutOfOrder(screen) => screen.on_key(key),
            Self::Claim(screen) => screen.on_key(cx, key),
            Self::Offers(screen) => screen.on_key(cx, key),
            Self::Offer(screen) => screen.on_key(cx, key),
            Self::Visitor(screen) => screen.on_key(cx, key),
            Self::Review(screen) => screen.on_key(cx, key),
            Self::Paying(screen) => screen.on_key(cx, key),
            Self::Pass(screen) => screen.on_key(cx, key),
            Self::Outcome(screen) => screen.on_key(cx, key),
            Self::Member(screen) => screen.on_key(cx, key),
            Self::Membership(screen) => screen.on_key(cx, key),
            Self::Redeem(screen) => screen.on_key(cx, key),
            Self::Request(screen) => screen.on_key(cx, key),
        }
    }

    /// Takes a scanned or pasted text.
    pub fn on_scan(&mut self, cx: &mut Cx<'_>, text: &str) -> Next {
        match self {
            Self::Welcome(screen) => screen.on_scan(cx, text),
            Self::OutOfOrder(_) => claim::scanned(cx, text).unwrap_or(Next::Stay),
            Self::Claim(screen) => screen.on_scan(cx, text),
            Self::Offers(screen) => screen.on_scan(cx, text),
            Self::Visitor(screen) => screen.on_scan(cx, text),
            Self::Review(screen) => screen.on_scan(cx, text),
            Self::Member(screen) => screen.on_scan(cx, text),
            Self::Membership(screen) => screen.on_scan(cx, text),
            Self::Redeem(screen) => screen.on_scan(cx, text),
            Self::Offer(_) | Self::Paying(_) | Self::Pass(_) | Self::Outcome(_) | Self::Request(_) => {
                Next::Stay
            }
        }
    }

    /// Takes an answer, after station and till have taken theirs.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        match self {
            Self::Offers(screen) => screen.on_event(cx, event),
            Self::Offer(screen) => screen.on_event(cx),
            Self::Visitor(screen) => screen.on_event(cx, event),
            Self::Review(screen) => screen.on_event(cx, event),
            Self::Paying(screen) => screen.follow(cx),
            Self::Outcome(screen) => screen.follow(cx),
            Self::Claim(screen) => screen.on_event(cx, event),
            Self::Member(screen) => screen.on_event(cx, event),
            Self::Membership(screen) => screen.on_event(cx, event),
            Self::Request(screen) => screen.on_event(cx),
            Self::Welcome(_) | Self::OutOfOrder(_) | Self::Pass(_) | Self::Redeem(_) => Next::Stay,
        }
    }

    /// Takes a wake-up, after the till has taken its own.
    pub fn on_wake(&mut self, cx: &mut Cx<'_>) -> Next {
        match self {
            Self::Paying(screen) => screen.follow(cx),
            Self::Pass(screen) => screen.on_wake(cx),
            Self::Outcome(screen) => screen.on_wake(cx),
            Self::Offers(screen) => screen.on_wake(cx),
            Self::Member(screen) => screen.on_wake(cx),
            Self::Membership(screen) => screen.on_wake(cx),
            Self::Request(screen) => screen.on_wake(cx),
            Self::Welcome(_)
            | Self::OutOfOrder(_)
            | Self::Offer(_)
            | Self::Visitor(_)
            | Self::Review(_)
            | Self::Redeem(_)
            | Self::Claim(_) => Next::Stay,
        }
    }

    /// Is returned to, or spoken in another language: what it awaited or read is asked again, what was typed stays.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        match self {
            Self::Offers(screen) => screen.on_return(cx),
            Self::Offer(screen) => screen.on_return(cx),
            Self::Visitor(screen) => screen.on_return(cx),
            Self::Review(screen) => screen.on_return(cx),
            Self::Paying(screen) => screen.on_return(cx),
            Self::Member(screen) => screen.on_return(cx),
            Self::Membership(screen) => screen.on_return(cx),
            Self::Redeem(screen) => screen.on_return(cx),
            Self::Request(screen) => screen.on_return(cx),
            Self::Welcome(_) | Self::OutOfOrder(_) | Self::Pass(_) | Self::Outcome(_) | Self::Claim(_) => {}
        }
    }

    /// Whether it is the screen of this place on the way to a membership.
    pub fn is_at(&self, place: &MembershipPlace) -> bool {
        matches!(self, Self::Membership(screen) if screen.is_at(place))
    }

    /// When something changes on it by itself.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        match self {
            Self::Offers(screen) => screen.wake_at(sight),
            Self::Offer(screen) => screen.wake_at(sight),
            Self::Visitor(screen) => screen.wake_at(sight),
            Self::Review(screen) => screen.wake_at(sight),
            Self::Paying(screen) => screen.wake_at(sight),
            Self::Pass(screen) => screen.wake_at(sight),
            Self::Outcome(screen) => screen.wake_at(sight),
            Self::Claim(screen) => screen.wake_at(sight),
            Self::Member(screen) => screen.wake_at(sight),
            Self::Membership(screen) => screen.wake_at(sight),
            Self::Request(screen) => screen.wake_at(sight),
            Self::Welcome(_) | Self::OutOfOrder(_) | Self::Redeem(_) => None,
        }
    }

    /// What sends a visitor home who does nothing.
    pub fn idle(&self, sight: &Sight<'_>) -> Idle {
        match self {
            Self::Welcome(_) | Self::OutOfOrder(_) => Idle::Never,
            Self::Offers(_)
            | Self::Offer(_)
            | Self::Visitor(_)
            | Self::Review(_)
            | Self::Claim(_)
            | Self::Member(_)
            | Self::Membership(_)
            | Self::Redeem(_) => Idle::Kiosk,
            Self::Paying(screen) => screen.idle(sight),
            Self::Pass(_) | Self::Outcome(_) | Self::Request(_) => Idle::Own,
        }
    }

    /// The sale it is about.
    pub fn sale(&self) -> Option<&Reference> {
        match self {
            Self::Paying(screen) => Some(&screen.reference),
            Self::Pass(screen) => Some(&screen.reference),
            Self::Outcome(screen) => Some(&screen.reference),
            Self::Request(screen) => Some(&screen.reference),
            Self::Welcome(_)
            | Self::OutOfOrder(_)
            | Self::Offers(_)
            | Self::Offer(_)
            | Self::Visitor(_)
            | Self::Review(_)
            | Self::Claim(_)
            | Self::Member(_)
            | Self::Membership(_)
            | Self::Redeem(_) => None,
        }
    }

    /// The key of its help text.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Welcome(_) | Self::OutOfOrder(_) => "help-welcome",
            Self::Offers(_) => "help-offers",
            Self::Offer(_) => "help-offer",
            Self::Visitor(_) => "help-visitor",
            Self::Review(_) => "help-review",
            Self::Paying(_) => "help-paying",
            Self::Pass(_) => "help-pass",
            Self::Outcome(_) => "help-outcome",
            Self::Claim(_) => "help-claim",
            Self::Member(screen) => screen.help(),
            Self::Membership(screen) => screen.help(),
            Self::Redeem(_) => "help-redeem",
            Self::Request(_) => "help-request",
        }
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        match self {
            Self::Welcome(screen) => screen.view(sight, canvas),
            Self::OutOfOrder(screen) => screen.view(sight, canvas),
            Self::Offers(screen) => screen.view(sight, canvas),
            Self::Offer(screen) => screen.view(sight, canvas),
            Self::Visitor(screen) => screen.view(sight, canvas),
            Self::Review(screen) => screen.view(sight, canvas),
            Self::Paying(screen) => screen.view(sight, canvas),
            Self::Pass(screen) => screen.view(sight, canvas),
            Self::Outcome(screen) => screen.view(sight, canvas),
            Self::Claim(screen) => screen.view(sight, canvas),
            Self::Member(screen) => screen.view(sight, canvas),
            Self::Membership(screen) => screen.view(sight, canvas),
            Self::Redeem(screen) => screen.view(sight, canvas),
            Self::Request(screen) => screen.view(sight, canvas),
        }
    }
}
