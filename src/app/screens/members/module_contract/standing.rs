//! How an extra stands that was booked, out of its days and its cancelation.

use crate::domain::contract::CancelationStatus;
use crate::domain::module::ModuleContract;
use crate::domain::time::{Date, Term};
use crate::ui::theme::Tone;
use crate::words::Speech;

/// How an extra stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its first day is still to come.
    Begins(Date),
    /// It can be tried out: for how long, since when.
    Trial(Option<Term>, Option<Date>),
    /// It runs; since when, where that is told.
    Running(Option<Date>),
    /// Its last day is over.
    Ended(Date),
    /// Its end is asked for, and staff have to see to it.
    Requested(Option<Date>),
    /// Its end is certain.
    Canceled(Option<Date>),
    /// Its end was certain, and it is asked to go on.
    Withdrawing,
    /// The studio says something of its end that this kiosk does not know.
    Unclear,
}

impl Standing {
    /// How it stands on this day. A cancelation is what weighs most, after an end that is over.
    pub fn of(module: &ModuleContract, today: Date) -> Self {
        let cancelation = module.cancelation.as_ref();
        let end = cancelation.and_then(|cancelation| cancelation.date).or(module.end);
        let is_over = end.filter(|end| *end < today);
        match cancelation.map(|cancelation| &cancelation.status) {
            Some(CancelationStatus::Canceled) => is_over.map_or(Self::Canceled(end), Self::Ended),
            Some(CancelationStatus::PendingVerification) => {
                Self::Requested(cancelation.and_then(|cancelation| cancelation.date))
            }
            Some(CancelationStatus::PendingWithdrawal) => Self::Withdrawing,
            Some(CancelationStatus::Other(_)) => Self::Unclear,
            None => match (is_over, module.start.filter(|start| *start > today)) {
                (Some(end), _) => Self::Ended(end),
                (None, Some(start)) => Self::Begins(start),
                (None, None) if is_trial(module, today) => {
                    let (term, start) = module.trial.clone().unwrap_or_default();
                    Self::Trial(term, start)
                }
                (None, None) => Self::Running(module.start),
            },
        }
    }

    /// It in a few words.
    pub fn words(&self, speech: Speech<'_>) -> String {
        let on = |key, day: Date| speech.with(key, &[("day", speech.date_short(day).into())]);
        match self {
            Self::Begins(day) => on("module-begins", *day),
            Self::Trial(term, start) => {
                speech.with("module-in-trial", &[("span", trial_words(speech, term.as_ref(), *start).into())])
            }
            Self::Running(Some(day)) => on("module-running-since", *day),
            Self::Running(None) => speech.say("module-running"),
            Self::Ended(day) => on("module-ended", *day),
            Self::Requested(Some(day)) => on("module-requested-for", *day),
            Self::Requested(None) => speech.say("module-requested"),
            Self::Canceled(Some(day)) => on("module-canceled-to", *day),
            Self::Canceled(None) => speech.say("module-canceled"),
            Self::Withdrawing => speech.say("module-withdrawing"),
            Self::Unclear => speech.say("module-unclear"),
        }
    }

    /// How loud that is.
    pub fn tone(&self) -> Tone {
        match self {
            Self::Trial(..) | Self::Running(_) => Tone::Success,
            Self::Requested(_) | Self::Canceled(_) | Self::Withdrawing | Self::Unclear => Tone::Warning,
            Self::Begins(_) | Self::Ended(_) => Tone::Text,
        }
    }
}

/// Whether the trial period may still last. Which day is its last one the studio does not tell, so that none is named.
fn is_trial(module: &ModuleContract, today: Date) -> bool {
    let Some((Some(term), Some(start))) = &module.trial else { return false };
    term.last_day(*start).is_some_and(|last| *start <= today && today <= last)
}

/// How long a trial period is, and since when.
pub fn trial_words(speech: Speech<'_>, term: Option<&Term>, start: Option<Date>) -> String {
    let start = start.map(|day| speech.date_short(day));
    match (term.map(|term| speech.term(term)), start) {
        (Some(term), Some(day)) => {
            speech.with("module-trial-from", &[("term", term.into()), ("day", day.into())])
        }
        (Some(term), None) => term,
        (None, Some(day)) => speech.with("module-trial-since", &[("day", day.into())]),
        (None, None) => speech.say("module-trial-unsaid"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contract::Cancelation;
    use crate::domain::time::TermUnit;
    use jiff::civil::date;

    fn module() -> ModuleContract {
        ModuleContract {
            name: "Drinks".into(),
            price: None,
            start: Some(date(2026, 11, 1)),
            end: Some(date(2027, 10, 31)),
            cancelation: None,
            cancel_by: None,
            can_be_withdrawn: false,
            trial: None,
            cancelation_dates: Vec::new(),
        }
    }

    fn canceled(status: CancelationStatus, day: Option<Date>) -> ModuleContract {
        let cancelation = Cancelation { status, date: day, reason: None, origin: None };
        ModuleContract { cancelation: Some(cancelation), ..module() }
    }

    const TODAY: Date = date(2026, 11, 20);

    #[test]
    fn what_has_no_cancelation_stands_by_its_days() {
        let on = |day| Standing::of(&module(), day);
        assert_eq!(on(date(2026, 10, 31)), Standing::Begins(date(2026, 11, 1)));
        assert_eq!(on(date(2026, 11, 1)), Standing::Running(Some(date(2026, 11, 1))));
        assert_eq!(on(date(2027, 10, 31)), Standing::Running(Some(date(2026, 11, 1))));
        assert_eq!(on(date(2027, 11, 1)), Standing::Ended(date(2027, 10, 31)));
    }

    #[test]
    fn a_trial_period_is_one_while_it_may_last_and_its_last_day_is_not_made_up() {
        let term = Some(Term { value: 2, unit: TermUnit::Week });
        let start = Some(date(2026, 11, 1));
        let trial = ModuleContract { trial: Some((term.clone(), start)), ..module() };
        assert_eq!(Standing::of(&trial, date(2026, 11, 14)), Standing::Trial(term, start));
        assert_eq!(Standing::of(&trial, date(2026, 11, 16)), Standing::Running(start));
        let unsaid = ModuleContract { trial: Some((None, start)), ..module() };
        assert_eq!(Standing::of(&unsaid, TODAY), Standing::Running(start));
    }

    #[test]
    fn a_cancelation_is_requested_until_the_studio_says_canceled() {
        let day = Some(date(2026, 12, 31));
        let of = |status| Standing::of(&canceled(status, day), TODAY);
        assert_eq!(of(CancelationStatus::PendingVerification), Standing::Requested(day));
        assert_eq!(of(CancelationStatus::Canceled), Standing::Canceled(day));
        assert_eq!(of(CancelationStatus::PendingWithdrawal), Standing::Withdrawing);
        assert_eq!(of(CancelationStatus::Other("LOST".into())), Standing::Unclear);
    }

    #[test]
    fn a_canceled_one_ends_on_the_day_of_its_cancelation_or_on_its_own() {
        let over = canceled(CancelationStatus::Canceled, Some(date(2026, 11, 10)));
        assert_eq!(Standing::of(&over, TODAY), Standing::Ended(date(2026, 11, 10)));
        let unsaid = canceled(CancelationStatus::Canceled, None);
        assert_eq!(Standing::of(&unsaid, TODAY), Standing::Canceled(Some(date(2027, 10, 31))));
    }
}
