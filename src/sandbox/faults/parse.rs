//! Faults as the command line writes them: `OPERATION:KIND[=VALUE][@CALLS]`.

use std::fmt::Write;
use std::str::FromStr;
use std::time::Duration;

use jiff::SignedDuration;
use rust_decimal::Decimal;

use super::{Calls, FaultRule, Kind, Refused, Way};
use crate::sandbox::world::OPERATION_NAMES;

/// Every kind, as it is written (what it takes, and the default where it may be left out) and what it does.
const KINDS: [(&str, &str); 15] = [
    ("lost-request", "never reaches the studio; the connection is closed without an answer"),
    ("lost-answer", "the studio acts; the connection is closed before the answer"),
    ("timeout", "the studio acts; the answer never comes, the connection stays open"),
    ("hang", "never reaches the studio, the connection stays open"),
    ("half-body", "the studio acts; the connection is closed in the middle of the answer"),
    ("garbage", "the studio acts; the answer is a web page with status 200"),
    ("slow-drip[=20s]", "the studio acts; the answer comes byte by byte, over this time"),
    ("status=503[/60s]", "refused with this status, 400 to 599, and this Retry-After"),
    ("done-but-status=500[/60s]", "the studio acts, and answers with this status all the same"),
    ("duplicate-delivery", "the studio gets the call twice; the second answer comes back"),
    ("late-delivery[=10s]", "the connection is closed at once; the studio acts this much later"),
    ("delayed-visibility[=30s]", "writes of passes, contracts, modules: not shown for this time"),
    ("token-refused", "orders: the payment is refused, as for a token that has expired"),
    ("price-changed[=1.00]", "previews, orders: prices have just changed by this much, or by -1.00"),
    ("clock-off=5m", "the studio's clock is this far ahead, or behind with -5m"),
];

/// How a fault may begin that concerns every operation.
const ANY: &str = "any";
/// The longest time a fault may take: what is unknown for longer is no longer looked for.
const TIME_MAX: Duration = Duration::from_hours(24);
/// The largest change of a price in major units, far above any price of the club.
const CHANGE_MAX: Decimal = Decimal::ONE_THOUSAND;
/// What a 429 tells callers to wait, in seconds: the minute that the API documents.
const LIMITED_SECONDS: u64 = 60;

/// Why a fault is not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// There is no colon.
    #[error("a fault is written OPERATION:KIND[=VALUE][@CALLS], such as purchase:lost-answer@2")]
    Form,
    /// No operation is called so.
    #[error("there is no operation {0:?}; there are {ANY}, {operations}", operations = OPERATION_NAMES.join(", "))]
    Operation(String),
    /// No kind is called so.
    #[error("there is no kind {0:?}; there are {kinds}", kinds = kinds())]
    Kind(String),
    /// The kind takes another value, or none, or needs one.
    #[error("{0:?} is not understood: it is written {1} (times at most 24h)")]
    Value(String, &'static str),
    /// The kind happens to other operations.
    #[error("{0} is a fault of {1}")]
    Misplaced(String, String),
    /// Not a number, a range, or a beginning.
    #[error(
        "@{0} is not understood: calls are counted from 1, as in @2 (the second), @2-4 or @2+ (from then on)"
    )]
    Calls(String),
}

impl FromStr for FaultRule {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let (operation, rest) = text.split_once(':').ok_or(FaultError::Form)?;
        let operation = match operation {
            ANY => None,
            name => {
                let known = OPERATION_NAMES.into_iter().find(|known| *known == name);
                Some(known.ok_or_else(|| FaultError::Operation(name.to_owned()))?)
            }
        };
        let (what, calls) = match rest.split_once('@') {
            None => (rest, Calls::EVERY),
            Some((what, which)) => (what, calls(which).ok_or_else(|| FaultError::Calls(which.to_owned()))?),
        };
        let (name, value) = match what.split_once('=') {
            None => (what, None),
            Some((name, value)) => (name, Some(value)),
        };
        let written = KINDS.iter().map(|(written, _)| *written).find(|written| name_of(written) == name);
        let written = written.ok_or_else(|| FaultError::Kind(name.to_owned()))?;
        let kind = kind(name, value).ok_or_else(|| FaultError::Value(what.to_owned(), written))?;
        if let Some(place) = place(kind).filter(|place| operation.is_none_or(|name| !place.contains(&name))) {
            return Err(FaultError::Misplaced(name.to_owned(), place.join(", ")));
        }
        Ok(Self { operation, kind, calls })
    }
}

/// What `--help` says about faults: how they are written, the operations, and a line for each kind.
pub fn fault_help() -> String {
    let mut help = format!(
        "Lets something go wrong, such as purchase:lost-answer@2; may be given several times\n\n\
         Written OPERATION:KIND[=VALUE][@CALLS]. CALLS are counted for each operation: @2 is the second alone, @2-4 a \
         range, @2+ from the second on; without it every call is meant.\n\n\
         Operations: {ANY}, {}\n\nKinds:",
        OPERATION_NAMES.join(", ")
    );
    for (written, line) in KINDS {
        // Writing to a text cannot fail.
        let _ = write!(help, "\n  {written:<27}{line}");
    }
    help
}

/// The kind of this name; none when the value does not fit.
fn kind(name: &str, value: Option<&str>) -> Option<Kind> {
    let plain = |kind: Kind| value.is_none().then_some(kind);
    let time = |seconds| value.map_or(Some(Duration::from_secs(seconds)), span);
    match name {
        "lost-request" => plain(Way::LostRequest.into()),
        "lost-answer" => plain(Way::LostAnswer.into()),
        "timeout" => plain(Way::Timeout.into()),
        "hang" => plain(Way::Hang.into()),
        "half-body" => plain(Way::HalfBody.into()),
        "garbage" => plain(Way::Garbage.into()),
        "slow-drip" => time(20).map(|time| Way::SlowDrip(time).into()),
        "status" => refused(value?).map(|refused| Way::Refused(refused).into()),
        "done-but-status" => refused(value?).map(|refused| Way::DoneButRefused(refused).into()),
        "duplicate-delivery" => plain(Kind::DuplicateDelivery),
        "late-delivery" => time(10).map(|time| Way::LateDelivery(time).into()),
        "delayed-visibility" => time(30).map(Kind::DelayedVisibility),
        "token-refused" => plain(Kind::TokenRefused),
        "price-changed" => value.map_or(Some(Decimal::ONE), change).map(Kind::PriceChanged),
        "clock-off" => offset(value?).map(Kind::ClockOff),
        _ => None,
    }
}

/// The operations that a kind can happen to; none for all of them.
fn place(kind: Kind) -> Option<&'static [&'static str]> {
    match kind {
        Kind::DelayedVisibility(_) => Some(&[
            "purchase",
            "signup",
            "add-membership",
            "switch",
            "cancel-contract",
            "withdraw-contract",
            "purchase-module",
            "cancel-module",
            "withdraw-module",
        ]),
        Kind::TokenRefused => Some(&["purchase", "signup", "add-membership", "switch"]),
        Kind::PriceChanged(_) => Some(&[
            "preview",
            "purchase",
            "signup-preview",
            "signup",
            "add-preview",
            "add-membership",
            "switch-preview",
            "switch",
        ]),
        Kind::Way(_) | Kind::DuplicateDelivery | Kind::ClockOff(_) => None,
    }
}

/// `2`, `2-4` or `2+`.
fn calls(text: &str) -> Option<Calls> {
    let number = |text: &str| text.parse().ok().filter(|number: &u64| *number > 0);
    let calls = if let Some(first) = text.strip_suffix('+') {
        Calls { first: number(first)?, last: None }
    } else if let Some((first, last)) = text.split_once('-') {
        Calls { first: number(first)?, last: Some(number(last)?) }
    } else {
        Calls { first: number(text)?, last: Some(number(text)?) }
    };
    calls.last.is_none_or(|last| calls.first <= last).then_some(calls)
}

/// `503`, or `503/60s` with the `Retry-After`.
fn refused(text: &str) -> Option<Refused> {
    let (status, wait) = match text.split_once('/') {
        None => (text, None),
        Some((status, wait)) => (status, Some(span(wait)?.as_secs())),
    };
    let status = status.parse().ok().filter(|status| (400..=599).contains(status))?;
    Some(Refused { status, wait_seconds: wait.or((status == 429).then_some(LIMITED_SECONDS)) })
}

/// A time such as `20s` or `5m`.
fn span(text: &str) -> Option<Duration> {
    offset(text).and_then(|time| Duration::try_from(time).ok())
}

/// The same, and it may be negative.
fn offset(text: &str) -> Option<SignedDuration> {
    text.parse::<SignedDuration>().ok().filter(|time| time.unsigned_abs() <= TIME_MAX)
}

/// An amount with at most two decimals that is not zero.
fn change(text: &str) -> Option<Decimal> {
    let change: Decimal = text.parse().ok()?;
    (!change.is_zero() && change.abs() <= CHANGE_MAX && change.normalize().scale() <= 2).then_some(change)
}

fn name_of(written: &'static str) -> &'static str {
    written.split(['[', '=']).next().unwrap_or(written)
}

fn kinds() -> String {
    KINDS.map(|(written, _)| name_of(written)).join(", ")
}
