//! The button that asks something of the studio: when it may, why it may not, and where it leads.

use crate::app::no_sale::NoSale;
use crate::app::screens::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::app::station::Station;
use crate::app::till::{Earlier, NewRequest, Till};
use crate::domain::intent::Order;
use crate::domain::request::{Redemption, Request};
use crate::domain::time::Now;

/// Why the studio cannot be asked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closed {
    /// Nothing can be sent, or written down.
    NoSale(NoSale),
    /// It is not known yet what became of an earlier request about the same thing.
    Unsettled,
    /// It was done here, and is done once.
    Done,
}

/// Sends a request, and goes where it is followed; nothing while it cannot be sent.
pub fn ask_studio(cx: &mut Cx<'_>, request: Request) -> Next {
    ask_studio_as(cx, request, None)
}

/// The same of somebody who redeems a voucher, and need not be known to the studio.
pub fn ask_studio_as(cx: &mut Cx<'_>, request: Request, redemption: Option<Redemption>) -> Next {
    if closed(cx.now, cx.station, cx.till, &request).is_some() {
        return Next::Stay;
    }
    let new = NewRequest { request, redemption, language: cx.visit.language };
    match cx.till.request(cx.now, new, cx.out) {
        Some(reference) => Next::Go(Place::Request(reference)),
        None => Next::Stay,
    }
}

/// Why a request cannot be sent now, in one line.
pub fn closed_words(sight: &Sight<'_>, request: &Request) -> Option<String> {
    let key = match closed(sight.now, sight.station, sight.till, request)? {
        Closed::NoSale(why) => why.request_key(),
        Closed::Unsettled => "request-closed-unsettled",
        Closed::Done => match request {
            Request::Redeem(_) => "redeem-before",
            Request::Book(_)
            | Request::Cancel(_)
            | Request::Withdraw(_)
            | Request::Join(_)
            | Request::Add(_)
            | Request::Switch(_) => "module-before",
        },
    };
    Some(sight.speech.say(key))
}

fn closed(now: Now, station: &Station, till: &Till, request: &Request) -> Option<Closed> {
    if let Some(why) = NoSale::why(station, till).filter(|why| why.stops_requests()) {
        return Some(Closed::NoSale(why));
    }
    Some(match till.earlier(now, &Order::Request(request.clone()))? {
        Earlier::Unsettled => Closed::Unsettled,
        Earlier::Bought => Closed::Done,
    })
}
