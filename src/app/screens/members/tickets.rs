//! A member's passes: those that can be used today first, then those of a later day; the newest of them first.

use std::borrow::Cow;
use std::cmp::Reverse;

use crate::app::member::Member;
use crate::app::remote::Remote;
use crate::app::screens::awaited::next_change;
use crate::app::screens::chrome::{Chrome, busy_since, unread};
use crate::app::screens::members::{MemberPlace, list_area};
use crate::app::screens::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::domain::pass::Ticket;
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas, is_large};
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::list::{List, ListOutcome, ListWords, Row};
use crate::ui::notice;
use crate::ui::theme::Tone;

/// A member's passes.
#[derive(Debug)]
pub struct Tickets {
    list: List,
}

impl Tickets {
    /// Asks for them.
    pub fn enter(cx: &mut Cx<'_>) -> Self {
        Self::on_return(cx);
        Self { list: List::short() }
    }

    /// Asks anew; what is known stays meanwhile.
    pub fn on_return(cx: &mut Cx<'_>) {
        if let Some(member) = &mut cx.visit.member {
            member.ask_tickets(cx.now.moment, cx.visit.language, cx.out);
        }
    }

    /// Chooses one, tries again, buys the first one, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if key == Key::Esc {
            return Next::Back;
        }
        let sight = cx.sight();
        let purchases = shown(&sight)
            .map(|tickets| tickets.into_iter().map(|ticket| ticket.pass.purchase).collect::<Vec<_>>());
        match purchases {
            None if key == Key::Enter && fault(&sight).is_some() => Self::on_return(cx),
            None => {}
            Some(none) if none.is_empty() && key == Key::Enter && can_buy(&sight) => {
                return Next::Go(Place::Offers);
            }
            Some(purchases) => {
                let page = self.list.page(
                    purchases.len(),
                    list_area(frame::body(cx.grid), is_large(cx.grid)),
                    is_large(cx.grid),
                );
                if let ListOutcome::Chosen(index) = self.list.on_key(key, purchases.len(), page)
                    && let Some(purchase) = purchases.get(index)
                {
                    return Next::Go(Place::Member(MemberPlace::Ticket(*purchase)));
                }
            }
        }
        Next::Stay
    }

    /// When the busy text appears.
    pub fn wake_at(sight: &Sight<'_>) -> Option<Moment> {
        next_change(shelf(sight)?.asked_at()?, sight.now.moment)
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let back = speech.say("back");
        let tickets = shown(sight);
        let label = match &tickets {
            None => fault(sight).map(|_| "frame-again"),
            Some(none) if none.is_empty() => Some("tickets-buy").filter(|_| can_buy(sight)),
            Some(_) => Some("tickets-show"),
        };
        let label = label.map(|key| speech.say(key));
        let is_old = tickets.is_some() && fault(sight).is_some();
        let chrome = Chrome {
            notice: is_old.then(|| (speech.say("offers-old"), Tone::Warning)),
            back: Some(&back),
            primary: label.as_deref().map(|label| (label, ButtonKind::Primary)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        let rest = frame::title(canvas, body, &speech.say("member-tickets"));
        match (tickets, fault(sight), shelf(sight).and_then(Remote::asked_at)) {
            (Some(none), ..) if none.is_empty() => {
                let lines = [(speech.say("tickets-none"), Tone::Title)];
                notice::block(canvas, rest, &lines.each_ref().map(|(text, tone)| (text.as_str(), *tone)));
            }
            (Some(tickets), ..) => {
                let row = |index: usize| tickets.get(index).map(|it| row_of(sight, it)).unwrap_or_default();
                let area = list_area(body, canvas.large());
                self.list.view(canvas, area, tickets.len(), &ListWords::default(), row, |_| None);
            }
            (None, Some(told), _) => unread(sight, canvas, rest, told),
            (None, None, Some(since)) => {
                busy_since(sight, canvas, rest, &speech.say("tickets-loading"), since);
            }
            (None, None, None) => {}
        }
    }
}

fn shelf<'a>(sight: &Sight<'a>) -> Option<&'a Remote<std::sync::Arc<[Ticket]>>> {
    sight.visit.member.as_ref().map(|member: &Member| &member.tickets)
}

fn fault<'a>(sight: &Sight<'a>) -> Option<&'a crate::domain::fault::Fault> {
    shelf(sight)?.fault()
}

/// Whom the studio keeps out buys nothing here.
fn can_buy(sight: &Sight<'_>) -> bool {
    sight.visit.member.as_ref().is_some_and(|member| !member.barred)
}

/// The passes in the order of the rows; none while they are not known.
fn shown<'a>(sight: &Sight<'a>) -> Option<Vec<&'a Ticket>> {
    let mut tickets: Vec<_> = shelf(sight)?.value()?.iter().collect();
    let zone = &sight.settings.time_zone;
    let today = sight.settings.today(sight.now);
    tickets.sort_by_key(|ticket| {
        let is_early = ticket.pass.valid_from.is_some_and(|first| first > today);
        let rank = (ticket.is_expired(sight.now, zone), is_early);
        (rank, Reverse(ticket.bought_at), Reverse(ticket.pass.purchase))
    });
    Some(tickets)
}

fn row_of<'a>(sight: &Sight<'_>, ticket: &'a Ticket) -> Row<'a> {
    let speech = sight.speech;
    let is_expired = ticket.is_expired(sight.now, &sight.settings.time_zone);
    let last = ticket.expires_at.map(|at| sight.settings.time_zone.to_datetime(at).date());
    let validity = match (last, ticket.pass.valid_from) {
        (Some(last), _) if is_expired => {
            Some(speech.with("tickets-expired", &[("day", speech.date_short(last).into())]))
        }
        (Some(last), Some(from)) if last > from => {
            let days = [("from", speech.date_short(from).into()), ("to", speech.date_short(last).into())];
            Some(speech.with("tickets-span", &days))
        }
        (_, Some(from)) => Some(speech.with("pass-from", &[("day", speech.date_short(from).into())])),
        (Some(last), None) => Some(speech.with("pass-until", &[("day", speech.date_short(last).into())])),
        (None, None) => None,
    };
    let uses = ticket.uses.map(|uses| speech.with("offer-uses", &[("count", uses.into())]));
    let paid = ticket.paid();
    let free = paid.is_some_and(crate::domain::money::Money::is_zero);
    let value = paid.map(|paid| if free { speech.say("free") } else { speech.money(paid) });
    Row {
        title: Cow::Borrowed(ticket.name.as_str()),
        subtitle: Cow::Owned(validity.into_iter().chain(uses).collect::<Vec<_>>().join(" · ")),
        value: Cow::Owned(value.unwrap_or_default()),
        free,
        dim: is_expired,
    }
}
