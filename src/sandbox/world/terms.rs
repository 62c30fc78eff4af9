//! How long a contract runs, and the days on which it can end.
//!
//! Every end is counted from the first day, never from the end before, so that 31 January does not become the 28th of every
//! month that follows. Once it is too late to cancel for an end, the contract is as good as prolonged: its end is the next.

use jiff::Span;
use serde::Deserialize;

use crate::api::wire::offers::Term;
use crate::domain::time::Date;

/// A contract that is prolonged every month is followed for a hundred years.
const EXTENSIONS_MAX: i64 = 1_200;
/// The ends that a member can choose from; later ones nobody asks for.
const DATES_MAX: usize = 4;

/// The length of a contract.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Terms {
    /// The first term.
    pub(super) term: Term,
    /// How long before its end it has to be canceled; none takes the last day itself.
    #[serde(default)]
    pub(super) notice: Option<Term>,
    /// What follows; none, and it ends by itself and cannot be canceled.
    #[serde(default)]
    pub(super) extension: Option<Extension>,
    /// How much longer the first term is, because of times that cost nothing.
    #[serde(default)]
    pub(super) longer_by: Vec<Term>,
    /// Whether it can be ended on any day after the first term, the notice counted from the day it is canceled.
    #[serde(default)]
    pub(super) from_receipt: bool,
}

/// What follows a term, again and again.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Extension {
    pub(super) term: Term,
    /// The notice from then on, where it is another one.
    #[serde(default)]
    pub(super) notice: Option<Term>,
}

/// A day on which a contract can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    pub(super) day: Date,
    /// The last day on which it can be canceled for that.
    pub(super) cancel_by: Date,
}

impl Terms {
    /// The end as it stands on `today` while nobody cancels.
    pub(super) fn end(&self, start: Date, today: Date) -> Option<End> {
        let mut last = None;
        for end in self.ends(start) {
            last = Some(end);
            if end.cancel_by >= today {
                break;
            }
        }
        last
    }

    /// The days for which it can be canceled on `today`, soonest first.
    pub(super) fn available(&self, start: Date, today: Date) -> Vec<Date> {
        let in_time = self.ends(start).filter(|end| self.extension.is_some() && end.cancel_by >= today);
        let soonest = self.soonest(start, today);
        let later = in_time.map(|end| end.day).filter(|day| soonest.is_none_or(|soonest| *day > soonest));
        soonest.into_iter().chain(later).take(DATES_MAX).collect()
    }

    /// The day it ends on if it is canceled on `today`, where that is none of its usual ends.
    fn soonest(&self, start: Date, today: Date) -> Option<Date> {
        let first_end = self.ends(start).next()?.day;
        let notice = self.notice.as_ref().filter(|_| self.from_receipt && self.extension.is_some())?;
        after(today, notice, 1).filter(|day| *day > first_end)
    }

    /// The end of the first term, and of every extension.
    fn ends(&self, start: Date) -> impl Iterator<Item = End> {
        let extensions = if self.extension.is_some() { EXTENSIONS_MAX } else { 0 };
        (0..=extensions).map_while(move |count| {
            let extension = self.extension.as_ref().filter(|_| count > 0);
            let mut length = lengthen(Span::new(), &self.term, 1)?;
            for more in &self.longer_by {
                length = lengthen(length, more, 1)?;
            }
            if let Some(extension) = extension {
                length = lengthen(length, &extension.term, count)?;
            }
            let day = start.checked_add(length).ok()?.yesterday().ok()?;
            let notice = extension.and_then(|extension| extension.notice.as_ref()).or(self.notice.as_ref());
            let notice = notice.map_or(Some(Span::new()), |notice| lengthen(Span::new(), notice, 1))?;
            Some(End { day, cancel_by: day.checked_sub(notice).ok()? })
        })
    }
}

/// The last day of something that begins on `start` and is as long as `term`.
pub(super) fn last_day(start: Date, term: &Term) -> Option<Date> {
    start.checked_add(lengthen(Span::new(), term, 1)?).ok()?.yesterday().ok()
}

/// The day that lies `count` terms after another, or before it; none for a unit that the API does not have here.
pub(super) fn after(day: Date, term: &Term, count: i64) -> Option<Date> {
    day.checked_add(lengthen(Span::new(), term, count)?).ok()
}

/// A span with `count` terms more; none for a unit that the API does not have here.
fn lengthen(span: Span, term: &Term, count: i64) -> Option<Span> {
    let value = i64::try_from(term.value).ok()?.checked_mul(count)?;
    let span = match term.unit.as_str() {
        "DAY" => span.try_days(value + i64::from(span.get_days())),
        "WEEK" => span.try_weeks(value + i64::from(span.get_weeks())),
        "MONTH" => span.try_months(value + i64::from(span.get_months())),
        "YEAR" => span.try_years(value + i64::from(span.get_years())),
        _ => return None,
    };
    span.ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn terms(json: &str) -> Terms {
        serde_json::from_str(json).expect("terms")
    }

    #[test]
    fn after_the_first_term_a_contract_ends_with_any_month_in_time() {
        let terms = terms(
            r#"{"term": {"value": 12, "unit": "MONTH"}, "notice": {"value": 1, "unit": "MONTH"},
                "extension": {"term": {"value": 1, "unit": "MONTH"}}}"#,
        );
        let start = date(2025, 4, 1);
        let first = End { day: date(2026, 3, 31), cancel_by: date(2026, 2, 28) };
        assert_eq!(terms.end(start, date(2025, 6, 10)), Some(first));
        assert_eq!(terms.end(start, date(2026, 2, 28)), Some(first), "the last day in time");
        assert_eq!(terms.end(start, date(2026, 3, 1)).map(|end| end.day), Some(date(2026, 4, 30)));
        let dates = terms.available(start, date(2026, 6, 10));
        assert_eq!(dates, [date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)]);
    }

    #[test]
    fn without_an_extension_a_contract_ends_by_itself() {
        let terms = terms(r#"{"term": {"value": 3, "unit": "WEEK"}}"#);
        let start = date(2026, 6, 1);
        assert_eq!(terms.end(start, start).map(|end| end.day), Some(date(2026, 6, 21)));
        assert_eq!(terms.end(start, date(2027, 1, 1)).map(|end| end.day), Some(date(2026, 6, 21)));
        assert!(terms.available(start, start).is_empty());
    }

    #[test]
    fn a_notice_that_counts_from_its_receipt_ends_a_contract_on_any_day_after_the_first_term() {
        let terms = terms(
            r#"{"term": {"value": 3, "unit": "MONTH"}, "notice": {"value": 2, "unit": "WEEK"}, "from_receipt": true,
                "extension": {"term": {"value": 1, "unit": "MONTH"}}}"#,
        );
        let start = date(2026, 1, 1);
        let first = [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30)];
        assert_eq!(terms.available(start, date(2026, 2, 1)), first, "not before the first term is over");
        let later = [date(2026, 5, 24), date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31)];
        assert_eq!(terms.available(start, date(2026, 5, 10)), later);
    }

    #[test]
    fn a_first_term_may_be_longer_by_what_costs_nothing() {
        let terms = terms(
            r#"{"term": {"value": 12, "unit": "MONTH"}, "longer_by": [{"value": 2, "unit": "MONTH"}, {"value": 1, "unit": "WEEK"}]}"#,
        );
        let start = date(2026, 7, 1);
        assert_eq!(terms.end(start, start).map(|end| end.day), Some(date(2027, 9, 7)));
    }

    #[test]
    fn an_extension_may_have_a_notice_of_its_own_and_the_calendar_has_an_end() {
        let terms = terms(
            r#"{"term": {"value": 1, "unit": "YEAR"}, "notice": {"value": 3, "unit": "MONTH"},
                "extension": {"term": {"value": 4, "unit": "WEEK"}, "notice": {"value": 14, "unit": "DAY"}}}"#,
        );
        let start = date(2025, 1, 1);
        let prolonged = End { day: date(2026, 1, 28), cancel_by: date(2026, 1, 14) };
        assert_eq!(terms.end(start, date(2025, 12, 1)), Some(prolonged));
        assert_eq!(terms.end(Date::MAX, start), None);
        assert!(last_day(start, &Term { value: 1, unit: "MOON".to_owned() }).is_none());
    }
}
