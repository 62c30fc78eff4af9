//! How a contract stands, in words: what the list of contracts, a contract and its end say alike.
//!
//! Invariant: a cancelation is called "requested" until the studio shows it as canceled.

use crate::domain::contract::{
    Cancelation, CancelationOrigin, CancelationStatus, Contract, ContractPrice, ContractStatus,
};
use crate::domain::frequency::Rhythm;
use crate::domain::time::Date;
use crate::ui::theme::Tone;
use crate::words::Speech;

/// Whether a contract runs.
pub fn status(speech: Speech<'_>, contract: &Contract, today: Date) -> String {
    let on = |key, day| speech.with(key, &[("day", speech.date_short(day).into())]);
    match (&contract.status, contract.start, contract.end) {
        (ContractStatus::Active, ..) => speech.say("contract-active"),
        (ContractStatus::Inactive, Some(start), _) if start > today => on("contract-starts", start),
        (ContractStatus::Inactive, _, Some(end)) if end < today => on("contract-ended", end),
        (ContractStatus::Inactive, ..) => speech.say("contract-inactive"),
        (ContractStatus::Other(status), ..) => speech.with("contract-unknown", &[("status", status.into())]),
    }
}

/// How far a cancelation has come.
pub fn cancelation(speech: Speech<'_>, cancelation: &Cancelation) -> (String, Tone) {
    let day = cancelation.date.map(|day| speech.date_short(day));
    // The studio does not always tell the day.
    let said = |with_day: &str, without: &str| match &day {
        Some(day) => speech.with(with_day, &[("day", day.into())]),
        None => speech.say(without),
    };
    match &cancelation.status {
        CancelationStatus::Canceled if cancelation.origin == Some(CancelationOrigin::Studio) => {
            (said("contract-canceled-by-studio-to", "contract-canceled-by-studio"), Tone::Warning)
        }
        CancelationStatus::Canceled => (said("contract-canceled-to", "contract-canceled"), Tone::Warning),
        CancelationStatus::PendingVerification => {
            (said("contract-requested-to", "contract-requested"), Tone::Warning)
        }
        CancelationStatus::PendingWithdrawal => {
            (said("contract-withdrawing-to", "contract-withdrawing"), Tone::Warning)
        }
        CancelationStatus::Other(status) => {
            (speech.with("contract-unknown", &[("status", status.into())]), Tone::Warning)
        }
    }
}

/// What a contract costs now, with its rhythm where that is one sentence; whom to ask where the price cannot be read.
pub fn price(speech: Speech<'_>, price: Option<&ContractPrice>) -> String {
    let Some(price) = price else { return speech.say("contract-price-desk") };
    match price.frequency.as_ref().map(|frequency| &frequency.rhythm) {
        Some(Rhythm::Every { term, .. }) => speech.every(term.as_ref(), &price.current),
        Some(Rhythm::Free) if price.current.is_zero() => speech.say("rhythm-free"),
        Some(Rhythm::Once(_)) => {
            speech.with("rhythm-once", &[("price", speech.money(&price.current).into())])
        }
        _ => speech.money(&price.current),
    }
}

/// What is to be said of its payments beside [`price`]: the several prices of a rhythm, and one that is another than now.
pub fn payments(speech: Speech<'_>, price: &ContractPrice) -> Vec<String> {
    let Some(frequency) = &price.frequency else { return Vec::new() };
    let is_said = match &frequency.rhythm {
        Rhythm::Every { price: each, .. } | Rhythm::Once(each) => {
            *each == price.current || Some(each) == price.base.as_ref()
        }
        Rhythm::Free => price.current.is_zero(),
        Rhythm::OnDays(_) | Rhythm::AfterTerms(_) | Rhythm::Other(_) => false,
    };
    if is_said { Vec::new() } else { speech.rhythm(frequency) }
}
