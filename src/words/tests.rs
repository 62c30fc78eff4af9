//! What the words sound like; that none is missing is held by `tests/words.rs`.

use super::*;
use crate::domain::money::Money;
use crate::domain::offer::TimeWindow;
use crate::domain::time::{Term, TermUnit, Weekday};
use jiff::civil::{date, time};

fn words() -> Words {
    Words::load().expect("word files")
}

#[test]
fn look() {
    let words = words();
    for language in Language::ALL {
        let s = words.speech(language);
        let day = date(2026, 11, 5);
        println!(
            "{language}: {} | {} | {} | {} | {:?} | {} | {}",
            s.date(day),
            s.date_short(day),
            s.day_month(day),
            s.month(day),
            s.weekdays(),
            s.weekday(Weekday::Friday),
            s.time(time(6, 0, 0, 0))
        );
        println!(
            "    {} | {:?} | {}",
            s.date_time("2026-11-20T17:30:00Z".parse().unwrap(), &crate::domain::time::TimeZone::UTC),
            s.week_start(),
            s.list(&["A".into(), "B".into(), "C".into()])
        );
        for (a, c) in [
            ("20", "EUR"),
            ("1290", "EUR"),
            ("12900.5", "EUR"),
            ("19.999", "EUR"),
            ("20", "CHF"),
            ("20", "PLN"),
            ("2000", "JPY"),
            ("2000.5", "JPY"),
            ("1", "XTS"),
            ("1.5", "KWD"),
            ("5", "USD"),
            ("5", "GBP"),
            ("5", "CZK"),
            ("5", "HUF"),
        ] {
            print!("  {:?}", s.money(&Money::parse(a, c).unwrap()));
        }
        println!();
        println!("    {}", s.term(&Term { value: 1200, unit: TermUnit::Day }));
        let w = |day, from, to| TimeWindow { day, from: time(from, 0, 0, 0), to: time(to, 0, 0, 0) };
        println!(
            "    {:?}",
            s.windows(&[
                w(Weekday::Monday, 6, 15),
                w(Weekday::Tuesday, 6, 15),
                w(Weekday::Wednesday, 6, 15),
                w(Weekday::Saturday, 0, 0),
                w(Weekday::Sunday, 22, 0),
                w(Weekday::Sunday, 6, 10)
            ])
        );
    }
}
