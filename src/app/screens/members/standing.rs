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
    if is_said { Vec::new() } else { speech.rhythm(&frequency.rhythm) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contract::ContractId;
    use crate::domain::frequency::PaymentFrequency;
    use crate::domain::language::Language;
    use crate::domain::money::Money;
    use crate::domain::time::{Term, TermUnit};
    use crate::words::Words;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 20);

    fn contract(status: ContractStatus) -> Contract {
        Contract {
            id: ContractId(1),
            name: "Flex".into(),
            start: Some(date(2025, 9, 1)),
            end: Some(date(2026, 12, 31)),
            status,
            price: None,
            notice: None,
            cancelation: None,
            cancel_by: None,
            cancelation_dates: Vec::new(),
            rates: vec![],
        }
    }

    fn said(status: CancelationStatus, origin: Option<CancelationOrigin>, date: Option<Date>) -> String {
        let words = Words::load().expect("word files");
        let it = Cancelation { status, date, reason: None, origin };
        cancelation(words.speech(Language::En), &it).0
    }

    #[test]
    fn a_cancelation_is_requested_until_the_studio_says_canceled() {
        let day = Some(date(2026, 12, 31));
        let requested = said(CancelationStatus::PendingVerification, None, day);
        assert_eq!(requested, "cancellation as of 31/12/2026 requested: the studio still has to confirm it");
        assert_eq!(said(CancelationStatus::Canceled, None, day), "cancelled as of 31/12/2026");
        assert_eq!(said(CancelationStatus::Canceled, None, None), "cancelled");
        assert!(!said(CancelationStatus::PendingVerification, None, None).contains("cancelled"));
    }

    #[test]
    fn what_the_studio_wished_is_said_to_be_its_wish() {
        let studio = said(CancelationStatus::Canceled, Some(CancelationOrigin::Studio), None);
        assert_eq!(studio, "cancelled by the studio");
    }

    #[test]
    fn what_is_unknown_is_shown_with_whom_to_ask() {
        assert_eq!(said(CancelationStatus::Other("SOLD".into()), None, None), "SOLD: ask at the desk");
        let words = Words::load().expect("word files");
        let asleep = contract(ContractStatus::Other("ASLEEP".into()));
        assert_eq!(status(words.speech(Language::En), &asleep, TODAY), "ASLEEP: ask at the desk");
        assert_eq!(price(words.speech(Language::En), None), "ask at the desk");
    }

    #[test]
    fn a_contract_that_does_not_run_says_since_or_from_when() {
        let words = Words::load().expect("word files");
        let say = |contract: &Contract| status(words.speech(Language::En), contract, TODAY);
        let inactive = contract(ContractStatus::Inactive);
        assert_eq!(say(&inactive), "not active");
        assert_eq!(
            say(&Contract { start: Some(date(2026, 12, 1)), ..inactive.clone() }),
            "starts on 01/12/2026"
        );
        assert_eq!(say(&Contract { end: Some(date(2026, 11, 19)), ..inactive }), "ended on 19/11/2026");
    }

    #[test]
    fn a_price_is_what_is_paid_now_and_another_one_of_its_rhythm_is_said_beside_it() {
        let euro = |amount| Money::parse(amount, "EUR").expect("money");
        let term = Some(Term { value: 1, unit: TermUnit::Month });
        let rhythm = Rhythm::Every { term, price: euro("29.9") };
        let frequency = Some(PaymentFrequency { id: None, rhythm });
        let current =
            |amount| ContractPrice { base: None, current: euro(amount), frequency: frequency.clone() };
        let words = Words::load().expect("word files");
        let speech = words.speech(Language::En);
        assert_eq!(price(speech, Some(&current("19.9"))), "€19.90 monthly");
        assert_eq!(payments(speech, &current("19.9")), ["€29.90 monthly"]);
        assert!(payments(speech, &current("29.90")).is_empty());
    }
}
