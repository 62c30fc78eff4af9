//! The screens on the way to a membership: to join, to add one, to switch. One file each, and the one place that tells them
//! apart.
//!
//! The way is the same for all three, and leaves out what does not apply: what is offered, its options, who joins, what it
//! costs, the legal texts, the order. Nothing is concluded here: that is asked of the till.

mod about;
mod admission;
mod asking;
mod costs;
mod offer;
mod offers;
mod options;
mod order;
mod person;
mod price;
mod switch;
mod switches;
mod terms;
mod texts;
mod wording;

use super::Next;
use crate::app::agreement::Side;
use crate::app::msg::Event;
use crate::app::shared::{Cx, Sight};
use crate::domain::membership::{MembershipOfferId, SwitchConfigId};
use crate::domain::time::Moment;
use crate::ui::canvas::Canvas;
use crate::ui::key::Key;

use offer::MembershipOfferScreen;
use offers::MembershipOffers;
use options::Options;
use order::OrderScreen;
use person::Person;
use price::Price;
use switch::SwitchScreen;
use switches::Switches;
use texts::Texts;

/// Where somebody can be on the way to a membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MembershipPlace {
    /// The memberships on sale; for somebody new, or for the member who is here.
    Offers,
    /// One membership and its terms, and whose it is to be.
    Offer(Side, MembershipOfferId),
    /// The ways a member can switch.
    Switches,
    /// One way to switch: what is left, and what it leads to.
    Switch(SwitchConfigId),
    /// First day, training before it, modules, who brought them.
    Options,
    /// Who joins.
    Person,
    /// What it costs, and the voucher.
    Price,
    /// Legal texts, to be read and confirmed.
    Texts,
    /// All of it on one screen, and the order button.
    Order,
}

/// The screen on the way to a membership now shown.
#[derive(Debug)]
#[expect(missing_docs, reason = "each variant is the screen of the same name")]
pub enum MembershipScreen {
    Offers(MembershipOffers),
    Offer(MembershipOfferScreen),
    Switches(Switches),
    Switch(SwitchScreen),
    Options(Options),
    Person(Person),
    Price(Price),
    Texts(Texts),
    Order(OrderScreen),
}

impl MembershipScreen {
    /// Enters a place.
    pub fn enter(cx: &mut Cx<'_>, place: MembershipPlace) -> Self {
        match place {
            MembershipPlace::Offers => Self::Offers(MembershipOffers::enter(cx)),
            MembershipPlace::Offer(side, id) => Self::Offer(MembershipOfferScreen::enter(cx, side, id)),
            MembershipPlace::Switches => Self::Switches(Switches::enter(cx)),
            MembershipPlace::Switch(id) => Self::Switch(SwitchScreen::enter(cx, id)),
            MembershipPlace::Options => Self::Options(Options::enter(cx)),
            MembershipPlace::Person => Self::Person(Person::enter(cx)),
            MembershipPlace::Price => Self::Price(Price::enter(cx)),
            MembershipPlace::Texts => Self::Texts(Texts::enter(cx)),
            MembershipPlace::Order => Self::Order(OrderScreen::enter(cx)),
        }
    }

    /// Takes a key.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        match self {
            Self::Offers(screen) => screen.on_key(cx, key),
            Self::Offer(screen) => screen.on_key(cx, key),
            Self::Switches(screen) => screen.on_key(cx, key),
            Self::Switch(screen) => screen.on_key(cx, key),
            Self::Options(screen) => screen.on_key(cx, key),
            Self::Person(screen) => screen.on_key(cx, key),
            Self::Price(screen) => screen.on_key(cx, key),
            Self::Texts(screen) => screen.on_key(cx, key),
            Self::Order(screen) => screen.on_key(cx, key),
        }
    }

    /// Takes a scanned or pasted text.
    pub fn on_scan(&mut self, cx: &mut Cx<'_>, text: &str) -> Next {
        match self {
            Self::Offers(screen) => screen.on_scan(cx, text),
            Self::Options(screen) => screen.on_scan(text),
            Self::Person(screen) => screen.on_scan(cx, text),
            Self::Price(screen) => screen.on_scan(cx, text),
            Self::Offer(_) | Self::Switches(_) | Self::Switch(_) | Self::Texts(_) | Self::Order(_) => {
                Next::Stay
            }
        }
    }

    /// Takes a wake-up.
    pub fn on_wake(&mut self, cx: &mut Cx<'_>) -> Next {
        match self {
            Self::Offers(screen) => screen.on_wake(cx),
            Self::Offer(_)
            | Self::Switches(_)
            | Self::Switch(_)
            | Self::Options(_)
            | Self::Person(_)
            | Self::Price(_)
            | Self::Texts(_)
            | Self::Order(_) => Next::Stay,
        }
    }

    /// Takes an answer, after station, member and till have taken theirs.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        let reworded = wording::take(cx);
        let next = match self {
            Self::Offers(screen) => screen.on_event(cx, event),
            Self::Offer(screen) => screen.on_event(cx),
            Self::Switches(screen) => screen.on_event(cx),
            Self::Switch(screen) => screen.on_event(cx),
            Self::Options(_) => Next::Stay,
            Self::Person(screen) => screen.on_event(cx, event),
            Self::Price(screen) => screen.on_event(cx, event),
            Self::Texts(_) => Next::Stay,
            Self::Order(screen) => screen.on_event(cx, event),
        };
        if reworded && matches!(next, Next::Stay) { self.on_reworded(cx) } else { next }
    }

    /// What is offered is in other words now: forms take them over, and what nobody has confirmed in them is read first.
    fn on_reworded(&mut self, cx: &mut Cx<'_>) -> Next {
        match self {
            Self::Options(screen) => screen.on_return(cx),
            Self::Person(screen) => screen.on_return(cx),
            Self::Texts(screen) => screen.on_return(cx),
            Self::Order(_) if cx.visit.agreement.as_ref().is_some_and(|it| !it.is_confirmed()) => {
                return Next::BackTo(MembershipPlace::Texts);
            }
            _ => {}
        }
        Next::Stay
    }

    /// Is returned to, or spoken in another language: what it reads is asked again, what was typed stays.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        if !matches!(self, Self::Offers(_) | Self::Offer(_) | Self::Switches(_) | Self::Switch(_)) {
            wording::ask(cx);
        }
        match self {
            Self::Offers(screen) => screen.on_return(cx),
            Self::Offer(screen) => screen.on_return(cx),
            Self::Switches(_) => Switches::on_return(cx),
            Self::Switch(screen) => screen.on_return(cx),
            Self::Options(screen) => screen.on_return(cx),
            Self::Person(screen) => screen.on_return(cx),
            Self::Price(screen) => screen.on_return(cx),
            Self::Texts(screen) => screen.on_return(cx),
            Self::Order(screen) => screen.on_return(cx),
        }
    }

    /// Whether it is the screen of this place.
    pub fn is_at(&self, place: &MembershipPlace) -> bool {
        matches!(
            (self, place),
            (Self::Offers(_), MembershipPlace::Offers)
                | (Self::Options(_), MembershipPlace::Options)
                | (Self::Person(_), MembershipPlace::Person)
                | (Self::Price(_), MembershipPlace::Price)
                | (Self::Texts(_), MembershipPlace::Texts)
                | (Self::Order(_), MembershipPlace::Order)
        )
    }

    /// When something changes on it by itself.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        match self {
            Self::Offers(screen) => screen.wake_at(sight),
            Self::Offer(screen) => screen.wake_at(sight),
            Self::Switches(_) => Switches::wake_at(sight),
            Self::Switch(screen) => screen.wake_at(sight),
            Self::Options(_) => None,
            Self::Person(screen) => screen.wake_at(sight),
            Self::Price(screen) => screen.wake_at(sight),
            Self::Texts(_) => None,
            Self::Order(screen) => screen.wake_at(sight),
        }
    }

    /// The key of its help text.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Offers(_) | Self::Offer(_) => "help-memberships",
            Self::Switches(_) | Self::Switch(_) => "help-switch",
            Self::Options(_) => "help-membership-options",
            Self::Person(_) => "help-applicant",
            Self::Price(_) | Self::Order(_) => "help-membership-order",
            Self::Texts(_) => "help-membership-texts",
        }
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        match self {
            Self::Offers(screen) => screen.view(sight, canvas),
            Self::Offer(screen) => screen.view(sight, canvas),
            Self::Switches(screen) => screen.view(sight, canvas),
            Self::Switch(screen) => screen.view(sight, canvas),
            Self::Options(screen) => screen.view(sight, canvas),
            Self::Person(screen) => screen.view(sight, canvas),
            Self::Price(screen) => screen.view(sight, canvas),
            Self::Texts(screen) => screen.view(sight, canvas),
            Self::Order(screen) => screen.view(sight, canvas),
        }
    }
}
