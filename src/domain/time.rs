//! Time as an argument: what the core is told instead of reading a clock, and the date forms of the API.

use std::time::Duration;

use jiff::Span;
pub use jiff::civil::{Date, Time, Weekday};
pub use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A point on the monotonic clock of this process, for deadlines while it runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(Duration);

impl Moment {
    /// The moment this long after the process started.
    pub const fn after_start(elapsed: Duration) -> Self {
        Self(elapsed)
    }

    /// The time from an earlier moment to this one, zero when it is not earlier.
    pub fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

impl std::ops::Add<Duration> for Moment {
    type Output = Self;

    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add(span))
    }
}

/// What the clocks said when a message was taken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Monotonic, for deadlines.
    pub moment: Moment,
    /// Wall clock, for dates and for stamps that survive a restart.
    pub wall: Timestamp,
}

impl Now {
    /// The calendar day in a zone.
    pub fn date_in(&self, zone: &TimeZone) -> Date {
        zone.to_datetime(self.wall).date()
    }
}

/// Reads every form of instant the API uses: RFC 9557 with a zone name, an offset, or `Z`; a local date-time without an
/// offset is taken in `zone`. The offset wins over a zone name that contradicts it or is not known here.
pub fn parse_instant(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let plain = text.trim().split('[').next().unwrap_or_default();
    plain.parse::<Timestamp>().ok().or_else(|| {
        let local = plain.parse::<jiff::civil::DateTime>().ok()?;
        zone.to_timestamp(local).ok()
    })
}

/// Years completed on `day` by a person born on `birth`; a birthday on 29 February is kept on 1 March.
pub fn age_on(birth: Date, day: Date) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
    day.year() - birth.year() - i16::from(!had_birthday)
}

/// A length of time as the API gives it: a number and a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// How many.
    pub value: u32,
    /// Of what.
    pub unit: TermUnit,
}

impl Term {
    /// The last day of a length of time that begins on `first`, which is at least that day; none for an unknown unit.
    pub fn last_day(&self, first: Date) -> Option<Date> {
        let value = i64::from(self.value);
        let span = match self.unit {
            TermUnit::Minute => Span::new().try_minutes(value),
            TermUnit::Hour => Span::new().try_hours(value),
            TermUnit::Day => Span::new().try_days(value),
            TermUnit::Week => Span::new().try_weeks(value),
            TermUnit::Month => Span::new().try_months(value),
            TermUnit::Year => Span::new().try_years(value),
            TermUnit::Other(_) => return None,
        };
        // Whether it begins at midnight or with the first visit is not told: the later end counts.
        let end = first.to_datetime(Time::midnight()).checked_add(span.ok()?).ok()?;
        Some(end.date())
    }

    /// Whether its unit is one that can be put in words.
    pub fn is_known(&self) -> bool {
        !matches!(self.unit, TermUnit::Other(_))
    }
}

/// The unit of a [`Term`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermUnit {
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
    /// A unit this kiosk does not know, shown as it came.
    Other(super::text::Text),
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_form_of_instant_is_read() {
        let berlin = TimeZone::get("Europe/Berlin").expect("bundled");
        let midnight: Timestamp = "2026-01-14T23:00:00Z".parse().expect("a timestamp");
        for form in [
            "2026-01-15T00:00:00+01:00[Europe/Berlin]",
            "2026-01-15T00:00:00+01:00[Mars/Olympus]",
            "2026-01-15T00:00:00+01:00[America/New_York]",
            "2026-01-15T00:00+01:00",
            "2026-01-14T23:00:00Z",
            "2026-01-14T23:00:00.000000Z",
            "2026-01-15T00:00:00",
        ] {
            assert_eq!(parse_instant(form, &berlin), Some(midnight), "{form}");
        }
        assert_eq!(parse_instant("tomorrow", &berlin), None);
    }

    #[test]
    fn a_leap_day_child_has_its_birthday_on_the_first_of_march() {
        assert_eq!(age_on(date(2008, 2, 29), date(2026, 2, 28)), 17);
        assert_eq!(age_on(date(2008, 2, 29), date(2026, 3, 1)), 18);
        assert_eq!(age_on(date(2008, 11, 20), date(2026, 11, 20)), 18);
    }
}
