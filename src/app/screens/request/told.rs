//! What is told of a request that did not end in a confirmation: what happened, what it means, what to do next.

use crate::app::screens::outcome::ticket::Told;
use crate::app::till::Stage;
use crate::domain::intent::Abandonment;
use crate::domain::request::Request;

/// What is told of it, as it stands.
pub(super) fn told(request: &Request, stage: Stage<'_>) -> Told {
    let undone = |what, next, again| Told { what, means: nothing_done(request), next, again, keep: false };
    let kept = |what, means, next| Told { what, means, next, again: false, keep: true };
    match stage {
        Stage::Preparing
        | Stage::Paying(_)
        | Stage::Expired { .. }
        | Stage::Authorised
        | Stage::Retrying
        | Stage::Waiting { .. } => undone("request-waiting", "request-waiting-next", false),
        Stage::Buying | Stage::Checking => kept("request-checking", "request-once", "request-checking-next"),
        Stage::Bought(_) | Stage::Granted(_) => {
            kept("request-accepted", "request-accepted-means", "request-accepted-next")
        }
        Stage::AtDesk => kept("request-desk", "request-uncertain", "request-desk-next"),
        Stage::Settled => {
            Told { keep: false, ..kept("request-settled", "request-settled-means", "request-settled-next") }
        }
        Stage::ShownBefore => {
            Told { keep: false, ..kept("request-shown-before", "request-done", "request-desk-next") }
        }
        Stage::Refused => undone("request-refused", "request-again-next", true),
        Stage::NotRecorded => undone("request-not-recorded", "request-desk-next", false),
        Stage::GivenUp(Abandonment::AlreadyThere | Abandonment::BoughtBefore) => {
            undone(already_there(request), "request-look-next", false)
        }
        Stage::GivenUp(Abandonment::Impossible) => {
            undone("request-impossible", "request-impossible-next", true)
        }
        Stage::GivenUp(
            Abandonment::Unavailable | Abandonment::NotDone | Abandonment::Unpayable | Abandonment::Expired,
        ) => undone("request-unavailable", "request-again-next", true),
        Stage::GivenUp(Abandonment::Cancelled | Abandonment::Restarted) => {
            undone("request-cancelled", "request-again-next", true)
        }
    }
}

/// What it means that nothing was done.
fn nothing_done(request: &Request) -> &'static str {
    match request {
        Request::Cancel(_) | Request::Withdraw(_) => "request-nothing-changed",
        Request::Book(_) => "request-nothing-booked",
        Request::Redeem(_) => "request-nothing-redeemed",
    }
}

/// What was there already when it was about to be sent.
fn already_there(request: &Request) -> &'static str {
    match request {
        Request::Cancel(_) => "request-canceled-before",
        Request::Withdraw(_) => "request-withdrawn-before",
        Request::Book(_) => "request-booked-before",
        Request::Redeem(_) => "request-redeemed-before",
    }
}
