//! The dated confirmation of a request, in words: what, since when, how it stands and its reference; beside its claim code, to
//! be photographed. It is all that a printer will need.

use crate::app::shared::Sight;
use crate::domain::frequency::Rhythm;
use crate::domain::intent::Intent;
use crate::domain::membership::Membership;
use crate::domain::pass::ClaimCode;
use crate::domain::request::{
    Add, Book, Cancel, Concluded, Grant, Join, Record, Redeem, Request, Switch, Withdraw,
};
use crate::domain::text::Text;
use crate::domain::time::{Date, Term};
use crate::ui::theme::Tone;
use crate::words::Speech;

/// Payments that a confirmation names.
const PRICES_MAX: usize = 2;

/// A confirmation, ready to be drawn.
pub(super) struct Confirmation {
    /// What is drawn as a code: the door code, else the claim code.
    pub(super) code: Option<String>,
    /// What is said beside it; the empty lines are air.
    pub(super) lines: Vec<(String, Tone)>,
}

impl Confirmation {
    /// The confirmation of what was granted; none while that is not whole.
    pub(super) fn of(
        sight: &Sight<'_>,
        intent: &Intent,
        grant: &Grant,
        claim: Option<&ClaimCode>,
    ) -> Option<Self> {
        let speech = sight.speech;
        let claimed = || claim.map(ClaimCode::compact);
        let (code, mut lines) = match (intent.request()?, grant) {
            (Request::Cancel(cancel), Grant::Recorded { record: Some(record) }) => {
                (claimed(), canceled(speech, cancel, *record))
            }
            (Request::Withdraw(withdraw), Grant::Recorded { record: Some(record) }) => {
                (claimed(), withdrawn(speech, withdraw, *record))
            }
            (Request::Book(book), Grant::Module { contract }) => {
                (claimed(), booked(speech, book, contract.is_some()))
            }
            (Request::Redeem(Redeem { .. }), Grant::Code { code }) => {
                (Some(code.as_str().to_owned()), redeemed(speech, code.as_str()))
            }
            (
                Request::Join(Join { membership }) | Request::Add(Add { membership, .. }),
                Grant::Concluded { contract: Some(contract), .. },
            ) => (claimed(), concluded(speech, membership, *contract, None)),
            (
                Request::Switch(Switch { membership, left, .. }),
                Grant::Concluded { contract: Some(contract), .. },
            ) => (claimed(), concluded(speech, membership, *contract, Some(left))),
            _ => return None,
        };
        let received = speech.date_time(intent.changed_at(), &sight.settings.time_zone);
        lines.push(air());
        if !matches!(grant, Grant::Code { .. }) {
            lines.push((speech.with("request-received", &[("time", received.into())]), Tone::Text));
        }
        lines.extend(claim.map(|claim| reference(speech, claim, grant)));
        let how = match grant {
            Grant::Code { .. } => "pass-how",
            // The day it was received stands above: what has become of it since only the studio knows.
            Grant::Recorded { .. } if !sight.till.is_of_this_visit(&intent.reference) => "request-as-then",
            Grant::Recorded { .. } | Grant::Module { .. } | Grant::Concluded { .. } => "request-photograph",
        };
        lines.extend([air(), (speech.say(how), Tone::Text)]);
        Some(Self { code, lines })
    }
}

fn reference(speech: Speech<'_>, claim: &ClaimCode, grant: &Grant) -> (String, Tone) {
    let code = [("code", claim.to_string().into())];
    match grant {
        Grant::Code { .. } => (speech.with("pass-claim", &code), Tone::Dim),
        Grant::Recorded { .. } | Grant::Module { .. } | Grant::Concluded { .. } => {
            (speech.with("request-reference", &code), Tone::Price)
        }
    }
}

/// What a cancelation brought, exactly as the studio recorded it.
fn canceled(speech: Speech<'_>, cancel: &Cancel, record: Record) -> Vec<(String, Tone)> {
    let day = |key, day: Date| speech.with(key, &[("day", speech.date_short(day).into())]);
    let title = match cancel.target.module {
        _ if record.pending => "request-cancel-requested",
        Some(_) => "request-canceled-extra",
        None => "request-canceled",
    };
    let mut lines = vec![(speech.say(title), Tone::Success), (cancel.name.to_string(), Tone::Title)];
    match record.date {
        Some(recorded) if recorded != cancel.date => lines.extend([
            (day("request-recorded-day", recorded), Tone::Price),
            (day("request-asked-day", cancel.date), Tone::Text),
            (speech.say("request-other-day"), Tone::Warning),
        ]),
        Some(recorded) => lines.push((day("request-last-day", recorded), Tone::Price)),
        // The studio shows none: what was asked for is all there is to say.
        None => lines.push((day("request-asked-day", cancel.date), Tone::Price)),
    }
    if record.pending {
        lines.push((speech.say("request-pending"), Tone::Text));
    }
    lines
}

fn withdrawn(speech: Speech<'_>, withdraw: &Withdraw, record: Record) -> Vec<(String, Tone)> {
    let (title, about) = match record.pending {
        true => ("request-withdraw-requested", "request-pending"),
        false if withdraw.target.module.is_some() => ("request-withdrawn", "request-extra-goes-on"),
        false => ("request-withdrawn", "request-goes-on"),
    };
    vec![
        (speech.say(title), Tone::Success),
        (withdraw.name.to_string(), Tone::Title),
        (speech.say(about), Tone::Text),
    ]
}

fn booked(speech: Speech<'_>, book: &Book, can_be_ended_here: bool) -> Vec<(String, Tone)> {
    let mut lines = vec![(speech.say("request-booked"), Tone::Success), (book.name.to_string(), Tone::Title)];
    lines.extend(prices(speech, &book.rhythm));
    if book.rhythm != Rhythm::Free {
        lines.push((speech.say("request-billed"), Tone::Text));
    }
    let facts = [
        fact(speech, "module-term", book.term.as_ref()),
        fact(speech, "contract-notice", book.notice.as_ref()),
    ];
    lines.extend(facts.into_iter().flatten());
    if book.order.trial {
        lines.push((speech.say("request-with-trial"), Tone::Text));
    }
    if !can_be_ended_here {
        lines.push((speech.say("request-end-at-desk"), Tone::Text));
    }
    lines
}

/// The summary of a membership: its contract as the studio shows it, what was agreed, and what it took the place of.
fn concluded(
    speech: Speech<'_>,
    membership: &Membership,
    contract: Concluded,
    left: Option<&Text>,
) -> Vec<(String, Tone)> {
    let title = if left.is_some() { "request-switched" } else { "request-concluded" };
    let mut lines = vec![(speech.say(title), Tone::Success), (membership.name.to_string(), Tone::Title)];
    if let Some(name) = left.filter(|name| !name.is_empty()) {
        lines.push((speech.with("request-left", &[("name", name.into())]), Tone::Text));
    }
    lines.extend([(
        speech.with("request-contract", &[("contract", contract.id.0.to_string().into())]),
        Tone::Text,
    )]);
    let start = speech.date_short(contract.start.unwrap_or(membership.start));
    lines.push((speech.with("request-starts", &[("day", start.into())]), Tone::Price));
    lines.extend(prices(speech, &membership.rhythm));
    lines.extend(
        [
            fact(speech, "module-term", membership.runs.as_ref()),
            fact(speech, "contract-notice", membership.notice.as_ref()),
        ]
        .into_iter()
        .flatten(),
    );
    if !membership.due.is_zero() {
        let due = speech.money(&membership.due);
        lines.push((speech.with("request-paid-now", &[("amount", due.into())]), Tone::Text));
    }
    lines
}

/// The first payments; beside the code there is room for a few, and all of them stand on the order and in the contract.
fn prices(speech: Speech<'_>, rhythm: &Rhythm) -> Vec<(String, Tone)> {
    let mut prices = speech.rhythm(rhythm);
    let more = prices.len().saturating_sub(PRICES_MAX);
    prices.truncate(PRICES_MAX);
    let mut lines: Vec<_> = prices.into_iter().map(|price| (price, Tone::Price)).collect();
    if let Ok(count @ 1..) = i64::try_from(more) {
        lines.push((speech.with("request-more-payments", &[("count", count.into())]), Tone::Text));
    }
    lines
}

fn fact(speech: Speech<'_>, label: &str, term: Option<&Term>) -> Option<(String, Tone)> {
    let term = term.filter(|term| term.is_known())?;
    Some((format!("{}: {}", speech.say(label), speech.term(term)), Tone::Text))
}

fn redeemed(speech: Speech<'_>, code: &str) -> Vec<(String, Tone)> {
    let shown = speech.code_groups(Text::long(code).as_str());
    vec![(speech.say("request-redeemed"), Tone::Success), air(), (shown, Tone::Price)]
}

fn air() -> (String, Tone) {
    (String::new(), Tone::Text)
}
