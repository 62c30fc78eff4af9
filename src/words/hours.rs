//! Hours of the week in words: days with the same hours together, several hours of a day on one line.

use std::collections::BTreeMap;

use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;

use super::locale::icu_locale;
use super::{Arg, Speech};
use crate::domain::offer::TimeWindow;
use crate::domain::time::{Time, Weekday};

/// Hours of a day in minutes since its midnight; the end may be 1440.
type Span = (u16, u16);

/// Minutes of a day.
const DAY: u16 = 24 * 60;

impl Speech<'_> {
    /// Writes the hours in which a pass works, a line for each group of days with the same hours, such as
    /// `Montag bis Freitag, 06:00–10:00 und 20:00–22:00`.
    pub fn windows(&self, windows: &[TimeWindow]) -> Vec<String> {
        let mut groups: Vec<(Vec<u8>, Vec<Span>)> = Vec::new();
        for (day, spans) in week(windows) {
            match groups.last_mut() {
                Some((days, same)) if *same == spans && days.last().is_some_and(|last| last + 1 == day) => {
                    days.push(day);
                }
                _ => groups.push((vec![day], spans)),
            }
        }
        groups.iter().map(|(days, spans)| self.hours(days, spans)).collect()
    }

    /// Joins items as the language does, such as `A, B and C`.
    pub fn list(&self, items: &[String]) -> String {
        ListFormatter::try_new_and((&icu_locale(self.language())).into(), ListFormatterOptions::default())
            .map_or_else(|_| items.join(", "), |list| list.format(items.iter()).to_string())
    }

    fn hours(&self, days: &[u8], spans: &[Span]) -> String {
        let days = match days {
            [_, _, _, _, _, _, _] => self.say("hours-every-day"),
            [first, _, .., last] => {
                let args = [("first", self.day_name(*first)), ("last", self.day_name(*last))];
                self.with("hours-days", &args)
            }
            _ => self.list(&days.iter().map(|day| self.weekday(weekday(*day))).collect::<Vec<_>>()),
        };
        let spans: Vec<String> = spans.iter().map(|span| self.span(*span)).collect();
        self.with("hours", &[("days", days.into()), ("times", spans.join(", ").into())])
    }

    fn day_name(&self, day: u8) -> Arg {
        self.weekday(weekday(day)).into()
    }

    fn span(&self, (from, to): Span) -> String {
        if (from, to) == (0, DAY) {
            return self.say("hours-all-day");
        }
        let args = [("from", self.minute(from).into()), ("to", self.minute(to).into())];
        self.with("hours-span", &args)
    }

    /// A minute of the day; the end of the day is written as the midnight it is.
    fn minute(&self, minute: u16) -> String {
        let minute = i8::try_from(minute % DAY / 60).ok().zip(i8::try_from(minute % 60).ok());
        minute
            .and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok())
            .map_or_else(String::new, |time| self.time(time))
    }
}

/// The hours of each day from Monday (1) on, in order, where they touch or overlap as one.
fn week(windows: &[TimeWindow]) -> BTreeMap<u8, Vec<Span>> {
    let mut week: BTreeMap<u8, Vec<Span>> = BTreeMap::new();
    for window in windows {
        let (day, from, to) = (day_number(window.day), minutes(window.from), minutes(window.to));
        if to == 0 || from < to {
            add(&mut week, day, (from, if to == 0 { DAY } else { to }));
        } else {
            // Hours over midnight belong to two days.
            add(&mut week, day, (from, DAY));
            add(&mut week, day % 7 + 1, (0, to));
        }
    }
    for spans in week.values_mut() {
        spans.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for &(from, to) in &*spans {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        *spans = joined;
    }
    week
}

fn add(week: &mut BTreeMap<u8, Vec<Span>>, day: u8, span: Span) {
    week.entry(day).or_default().push(span);
}

fn minutes(time: Time) -> u16 {
    u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs())
}

fn day_number(day: Weekday) -> u8 {
    day.to_monday_one_offset().unsigned_abs()
}

fn weekday(number: u8) -> Weekday {
    i8::try_from(number)
        .ok()
        .and_then(|day| Weekday::from_monday_one_offset(day).ok())
        .unwrap_or(Weekday::Monday)
}
