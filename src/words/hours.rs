//! Hours of the week in words: days with the same hours together, several hours of a day on one line.

use std::collections::BTreeMap;

use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;

use super::Speech;
use super::locale::icu_locale;
use crate::domain::offer::TimeWindow;
use crate::domain::time::{Time, Weekday};

/// Days of the week, counted from Monday as 1.
type Day = u8;

/// Minutes since midnight, from and to; [`DAY`] is the midnight at the end. Hours over midnight end before they begin.
type Span = (u16, u16);

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// Days in a row from which on only the first and the last are named.
const RUN_MIN: usize = 3;

impl Speech<'_> {
    /// Writes the hours in which a pass works, a line for each group of days with the same hours, such as
    /// `Montag bis Freitag, 06:00–10:00, 20:00–22:00`.
    pub fn windows(&self, windows: &[TimeWindow]) -> Vec<String> {
        let mut groups: Vec<(Vec<Span>, Vec<Day>)> = Vec::new();
        for (day, spans) in week(windows) {
            match groups.iter_mut().find(|(same, _)| *same == spans) {
                Some((_, days)) => days.push(day),
                None => groups.push((spans, vec![day])),
            }
        }
        groups.iter().map(|(spans, days)| self.hours(days, spans)).collect()
    }

    /// Joins items as the language does, such as `A, B and C`.
    pub fn list(&self, items: &[String]) -> String {
        ListFormatter::try_new_and((&icu_locale(self.language())).into(), ListFormatterOptions::default())
            .map_or_else(|_| items.join(", "), |list| list.format(items.iter()).to_string())
    }

    fn hours(&self, days: &[Day], spans: &[Span]) -> String {
        let times: Vec<String> = spans.iter().map(|span| self.span(*span)).collect();
        self.with("hours", &[("days", self.days(days).into()), ("times", times.join(", ").into())])
    }

    fn days(&self, days: &[Day]) -> String {
        if days.len() == 7 {
            return self.say("hours-every-day");
        }
        let mut names = Vec::new();
        for run in days.chunk_by(|day, next| day + 1 == *next) {
            if let (Some(first), Some(last), RUN_MIN..) = (run.first(), run.last(), run.len()) {
                let ends = [("first", self.day(*first).into()), ("last", self.day(*last).into())];
                names.push(self.with("hours-days", &ends));
            } else {
                names.extend(run.iter().map(|day| self.day(*day)));
            }
        }
        self.list(&names)
    }

    fn day(&self, day: Day) -> String {
        let weekday = i8::try_from(day).ok().and_then(|day| Weekday::from_monday_one_offset(day).ok());
        weekday.map(|day| self.weekday(day)).unwrap_or_default()
    }

    fn span(&self, (from, to): Span) -> String {
        if (from, to) == (0, DAY) {
            return self.say("hours-all-day");
        }
        self.with("hours-span", &[("from", self.minute(from).into()), ("to", self.minute(to).into())])
    }

    fn minute(&self, minute: u16) -> String {
        if minute == DAY {
            return self.say("hours-midnight");
        }
        let parts = i8::try_from(minute / 60).ok().zip(i8::try_from(minute % 60).ok());
        let time = parts.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
        time.map(|time| self.time(time)).unwrap_or_default()
    }
}

/// The hours of each day, in order; those that touch or overlap are one.
fn week(windows: &[TimeWindow]) -> BTreeMap<Day, Vec<Span>> {
    let mut week: BTreeMap<Day, Vec<Span>> = BTreeMap::new();
    for window in windows {
        let to = Some(minutes(window.to)).filter(|to| *to > 0).unwrap_or(DAY);
        let day = window.day.to_monday_one_offset().unsigned_abs();
        week.entry(day).or_default().push((minutes(window.from), to));
    }
    for spans in week.values_mut() {
        spans.sort_unstable();
        spans.dedup_by(|next, last| {
            let touching = last.0 < last.1 && next.0 < next.1 && next.0 <= last.1;
            if touching {
                last.1 = last.1.max(next.1);
            }
            touching || next == last
        });
    }
    week
}

fn minutes(time: Time) -> u16 {
    u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::words::Words;
    use jiff::civil::time;

    fn window(day: Weekday, from: (i8, i8), to: (i8, i8)) -> TimeWindow {
        TimeWindow { day, from: time(from.0, from.1, 0, 0), to: time(to.0, to.1, 0, 0) }
    }

    fn say(language: Language, windows: &[TimeWindow]) -> Vec<String> {
        Words::load().expect("word files").speech(language).windows(windows)
    }

    /// The days from Monday, as many as asked for, with the same hours.
    fn days(count: i8, from: (i8, i8), to: (i8, i8)) -> Vec<TimeWindow> {
        let day = |number| Weekday::from_monday_one_offset(number).expect("a day");
        (1..=count).map(|number| window(day(number), from, to)).collect()
    }

    #[test]
    fn days_with_the_same_hours_are_one_line() {
        let mut windows = days(5, (6, 0), (15, 0));
        windows
            .extend([window(Weekday::Saturday, (8, 30), (12, 0)), window(Weekday::Sunday, (8, 30), (12, 0))]);
        assert_eq!(
            say(Language::En, &windows),
            ["Monday to Friday, 06:00–15:00", "Saturday and Sunday, 08:30–12:00"]
        );
    }

    #[test]
    fn days_apart_are_listed() {
        let mut windows = days(3, (6, 0), (15, 0));
        windows.push(window(Weekday::Friday, (6, 0), (15, 0)));
        windows.push(window(Weekday::Sunday, (6, 0), (15, 0)));
        assert_eq!(say(Language::De, &windows), ["Montag bis Mittwoch, Freitag und Sonntag, 06:00–15:00"]);
    }

    #[test]
    fn hours_of_a_day_are_in_order_and_joined_where_they_touch() {
        let day = Weekday::Tuesday;
        let windows =
            [window(day, (20, 0), (22, 0)), window(day, (6, 0), (9, 0)), window(day, (9, 0), (10, 0))];
        assert_eq!(say(Language::En, &windows), ["Tuesday, 06:00–10:00, 20:00–22:00"]);
        assert_eq!(say(Language::En, &[windows[0], windows[0]]), ["Tuesday, 20:00–22:00"]);
    }

    #[test]
    fn midnight_ends_a_day_and_two_midnights_are_a_whole_one() {
        assert_eq!(say(Language::En, &days(7, (0, 0), (0, 0))), ["Every day, all day"]);
        assert_eq!(say(Language::De, &days(1, (18, 0), (0, 0))), ["Montag, 18:00–24:00"]);
    }

    #[test]
    fn hours_over_midnight_stay_as_they_came() {
        let windows = [window(Weekday::Friday, (22, 0), (6, 0)), window(Weekday::Friday, (8, 0), (9, 0))];
        assert_eq!(say(Language::En, &windows), ["Friday, 08:00–09:00, 22:00–06:00"]);
        assert_eq!(say(Language::En, &[]), Vec::<String>::new());
    }
}
