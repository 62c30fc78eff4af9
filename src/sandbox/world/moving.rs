//! Days that move with the clock: the files of the club say how far they lie from the day on which a world begins.

use jiff::Span;
use serde::Deserialize;

use crate::domain::time::Date;

/// A day relative to another: first the months, then the day of that month, then the days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MovingDay {
    months: i32,
    /// The day of the month, the last one where the month is shorter; the same day as today's without it.
    day: Option<i8>,
    days: i32,
}

impl MovingDay {
    /// The day for a world that begins on `begin`; at the ends of the calendar that day itself.
    pub(super) fn from(self, begin: Date) -> Date {
        let months = Span::new().try_months(self.months);
        let Ok(month) = months.and_then(|span| begin.checked_add(span)) else { return begin };
        let day = self.day.map_or(month.day(), |day| day.clamp(1, month.days_in_month()));
        let days = Span::new().try_days(self.days);
        let date = Date::new(month.year(), month.month(), day);
        date.and_then(|date| date.checked_add(days?)).unwrap_or(begin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_moves_with_the_day_the_world_begins() {
        let begin = date(2026, 3, 31);
        for (text, expected) in [
            ("{}", begin),
            (r#"{"months": -14, "day": 1}"#, date(2025, 1, 1)),
            (r#"{"months": 1, "day": 31}"#, date(2026, 4, 30)),
            (r#"{"months": -1}"#, date(2026, 2, 28)),
            (r#"{"days": 9}"#, date(2026, 4, 9)),
            (r#"{"months": 1, "day": 1, "days": -1}"#, begin),
        ] {
            let day: MovingDay = serde_json::from_str(text).expect("a day");
            assert_eq!(day.from(begin), expected, "{text}");
        }
        assert_eq!(MovingDay { days: 9, ..MovingDay::default() }.from(Date::MAX), Date::MAX);
    }
}
