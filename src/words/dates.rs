//! Days, months, times and lengths of time as a language writes them.

use icu_calendar::Gregorian;
use icu_calendar::week::WeekInformation;
use icu_datetime::fieldsets::{E, MD, MDE, T, YM, YMD, YMDE};
use icu_datetime::options::{Alignment, YearStyle};
use icu_datetime::preferences::HourCycle;
use icu_datetime::{
    DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter, NoCalendarFormatter, input,
};

use super::locale::icu_locale;
use super::money::plain_spaces;
use super::{Arg, Speech};
use crate::domain::frequency::MonthDay;
use crate::domain::language::Language;
use crate::domain::time::{Date, Term, TermUnit, Time, TimeZone, Timestamp, Weekday};

/// All calendars of the API are Gregorian; the others' data stays out of the binary.
type Formatter<F> = FixedCalendarDateTimeFormatter<Gregorian, F>;

/// A year that has every day a year can have.
const LEAP_YEAR: i16 = 2024;

/// The days of a week in the order of `weekdays`.
const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

impl Speech<'_> {
    /// The whole date, such as `Freitag, 20. November 2026`.
    pub fn date(&self, date: Date) -> String {
        let formatter = Formatter::try_new(self.dates(), YMDE::long()).ok();
        spaced_or(date, formatter.and_then(|it| Some(it.format(&gregorian(date)?).to_string())))
    }

    /// The date in digits, such as `20.11.2026`.
    pub fn date_short(&self, date: Date) -> String {
        let formatter = Formatter::try_new(self.dates(), digits()).ok();
        spaced_or(date, formatter.and_then(|it| Some(it.format(&gregorian(date)?).to_string())))
    }

    /// The day without its year, such as `Fr., 20. Nov.`.
    pub fn day_month(&self, date: Date) -> String {
        let formatter = Formatter::try_new(self.dates(), MDE::medium()).ok();
        spaced_or(date, formatter.and_then(|it| Some(it.format(&gregorian(date)?).to_string())))
    }

    /// A day of every year, such as `20. November`; one that no year has is written in digits.
    pub fn day_of_year(&self, day: MonthDay) -> String {
        let formatter = Formatter::try_new(self.dates(), MD::long()).ok();
        let date = Date::new(LEAP_YEAR, day.month, day.day).ok();
        let written = formatter.and_then(|it| Some(it.format(&gregorian(date?)?).to_string()));
        spaced_or(format!("{}/{}", day.month, day.day), written)
    }

    /// The month of a date, such as `November 2026`.
    pub fn month(&self, date: Date) -> String {
        let formatter = Formatter::try_new(self.dates(), YM::long()).ok();
        spaced_or(date, formatter.and_then(|it| Some(it.format(&gregorian(date)?).to_string())))
    }

    /// The short names of the weekdays from Monday on, as above a calendar.
    pub fn weekdays(&self) -> [String; 7] {
        WEEK.map(|day| self.weekday_short(day))
    }

    /// The name of a weekday, such as `Freitag`.
    pub fn weekday(&self, day: Weekday) -> String {
        self.weekday_as(day, E::long())
    }

    /// The short name of a weekday, such as `Fr`.
    pub fn weekday_short(&self, day: Weekday) -> String {
        self.weekday_as(day, E::short())
    }

    /// The time of day, such as `06:00`; with 24 hours in every language.
    pub fn time(&self, time: Time) -> String {
        let formatter =
            NoCalendarFormatter::try_new(self.dates(), T::hm().with_alignment(Alignment::Column)).ok();
        spaced_or(time, formatter.and_then(|it| Some(it.format(&icu_time(time)?).to_string())))
    }

    /// An instant in a zone, such as `20.11.2026, 18:30`.
    pub fn date_time(&self, instant: Timestamp, zone: &TimeZone) -> String {
        let local = zone.to_datetime(instant);
        let formatter = Formatter::try_new(self.dates(), digits().with_time_hm()).ok();
        spaced_or(
            local,
            formatter.and_then(|it| {
                let input = input::DateTime { date: gregorian(local.date())?, time: icu_time(local.time())? };
                Some(it.format(&input).to_string())
            }),
        )
    }

    /// The day on which a week begins.
    pub fn week_start(&self) -> Weekday {
        let week = WeekInformation::try_new((&icu_locale(self.language())).into());
        week.map_or(Weekday::Monday, |week| {
            WEEK.into_iter().find(|day| icu_weekday(*day) == week.first_weekday).unwrap_or(Weekday::Monday)
        })
    }

    /// A length of time, such as `2 Wochen`.
    pub fn term(&self, term: &Term) -> String {
        let key = match &term.unit {
            TermUnit::Minute => "term-minute",
            TermUnit::Hour => "term-hour",
            TermUnit::Day => "term-day",
            TermUnit::Week => "term-week",
            TermUnit::Month => "term-month",
            TermUnit::Year => "term-year",
            // One that could not be read.
            TermUnit::Other(unit) if unit.is_empty() => return "?".to_owned(),
            TermUnit::Other(unit) => return format!("{} {unit}", self.number(term.value.into())),
        };
        self.with(key, &[("count", Arg::from(term.value))])
    }

    fn weekday_as(&self, day: Weekday, format: E) -> String {
        let formatter = Formatter::try_new(self.dates(), format);
        formatter.map_or_else(|_| format!("{day:?}"), |it| it.format(&icu_weekday(day)).to_string())
    }

    fn dates(&self) -> DateTimeFormatterPreferences {
        preferences(self.language())
    }
}

fn preferences(language: Language) -> DateTimeFormatterPreferences {
    let mut preferences: DateTimeFormatterPreferences = (&icu_locale(language)).into();
    preferences.hour_cycle = Some(HourCycle::H23);
    preferences
}

/// Day, month and all four digits of the year, in columns.
fn digits() -> YMD {
    YMD::short().with_year_style(YearStyle::Full).with_alignment(Alignment::Column)
}

/// The written form, or the ISO one should ICU lack the language.
fn spaced_or(value: impl ToString, written: Option<String>) -> String {
    written.map_or_else(|| value.to_string(), |written| plain_spaces(&written))
}

fn gregorian(date: Date) -> Option<input::Date<Gregorian>> {
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    input::Date::try_new_gregorian(date.year().into(), month, day).ok()
}

fn icu_time(time: Time) -> Option<input::Time> {
    input::Time::try_new(time.hour().unsigned_abs(), time.minute().unsigned_abs(), 0, 0).ok()
}

fn icu_weekday(day: Weekday) -> icu_calendar::types::Weekday {
    icu_calendar::types::Weekday::from_days_since_sunday(day.to_sunday_zero_offset().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;
    use jiff::civil::{date, time};

    #[test]
    fn a_day_is_written_as_the_language_writes_it() {
        let words = Words::load().expect("word files");
        let (german, english) = (words.speech(Language::De), words.speech(Language::En));
        let day = date(2026, 11, 5);
        assert_eq!(german.date(day), "Donnerstag, 5. November 2026");
        assert_eq!(english.date(day), "Thursday, 5 November 2026");
        assert_eq!(german.date_short(day), "05.11.2026");
        assert_eq!(english.date_short(day), "05/11/2026");
        assert_eq!(german.day_month(day), "Do., 5. Nov.");
        assert_eq!(english.day_month(day), "Thu 5 Nov");
        assert_eq!(german.month(day), "November 2026");
        assert_eq!(words.speech(Language::Cs).month(day), "listopad 2026");
    }

    #[test]
    fn a_week_begins_on_monday_and_has_seven_names() {
        let words = Words::load().expect("word files");
        let german = words.speech(Language::De);
        assert_eq!(german.weekdays(), ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]);
        assert_eq!(german.weekday(Weekday::Sunday), "Sonntag");
        assert_eq!(german.weekday_short(Weekday::Friday), "Fr");
        assert_eq!(words.speech(Language::En).week_start(), Weekday::Monday);
    }

    #[test]
    fn every_language_has_twenty_four_hours_and_no_halves_of_the_day() {
        let words = Words::load().expect("word files");
        for language in Language::ALL {
            let speech = words.speech(language);
            assert_eq!(speech.time(time(6, 0, 0, 0)).replace('.', ":"), "06:00", "{language}");
            assert_eq!(speech.time(time(0, 5, 0, 0)).replace('.', ":"), "00:05", "{language}");
            assert_eq!(speech.time(time(23, 59, 59, 0)).replace('.', ":"), "23:59", "{language}");
        }
    }

    #[test]
    fn an_instant_is_written_in_the_zone_asked_for() {
        let words = Words::load().expect("word files");
        let instant = "2026-11-20T23:30:00Z".parse().expect("a timestamp");
        let berlin = TimeZone::get("Europe/Berlin").expect("bundled");
        assert_eq!(words.speech(Language::De).date_time(instant, &berlin), "21.11.2026, 00:30");
    }

    #[test]
    fn a_length_of_time_knows_one_and_many_and_units_of_the_future() {
        let words = Words::load().expect("word files");
        let term = |value, unit| Term { value, unit };
        let german = words.speech(Language::De);
        assert_eq!(german.term(&term(1, TermUnit::Day)), "1 Tag");
        assert_eq!(german.term(&term(2, TermUnit::Week)), "2 Wochen");
        assert_eq!(german.term(&term(4, TermUnit::Hour)), "4 Stunden");
        assert_eq!(words.speech(Language::En).term(&term(1, TermUnit::Year)), "1 year");
        assert_eq!(german.term(&term(3, TermUnit::Other("FORTNIGHT".into()))), "3 FORTNIGHT");
    }
}
