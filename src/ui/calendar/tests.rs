use jiff::civil::date;

use super::*;
use crate::ui::testing::{assert_touchable, check, draw};

const AREA: Rect = Rect { x: 1, y: 3, width: 70, height: 14 };
const WORDS: CalendarWords =
    CalendarWords { month_title: "November 2026", weekdays: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"] };

fn days() -> Days {
    Days {
        min: date(2026, 11, 20),
        max: date(2027, 2, 10),
        today: date(2026, 11, 20),
        week_start: Weekday::Monday,
    }
}

#[test]
fn days_outside_of_the_range_cannot_be_picked() {
    let calendar = Calendar::new(date(2026, 11, 20));
    let drawn = check(AREA, |canvas| calendar.view(canvas, AREA, &WORDS, &days()));
    assert!(!drawn.text().contains("19"), "{}", drawn.text());
    assert!(drawn.text().contains("► 20") && drawn.text().contains("30"), "{}", drawn.text());
    assert_eq!(drawn.place(Key::PageUp), None, "nothing before today");
    assert!(drawn.place(Key::PageDown).is_some());
}

#[test]
fn a_touch_selects_the_day_it_hits() {
    let mut calendar = Calendar::new(date(2026, 11, 20));
    let drawn = check(AREA, |canvas| calendar.view(canvas, AREA, &WORDS, &days()));
    let place = drawn.place(Key::Pick(10)).expect("the 30th");
    assert!(drawn.row(place.y).contains("30"));
    assert!(calendar.on_key(Key::Pick(10), &days()));
    assert_eq!(calendar.selected, date(2026, 11, 30));
    assert!(!calendar.on_key(Key::Pick(100_000), &days()));
    assert!(!calendar.on_key(Key::Pick(usize::MAX), &days()));
    assert_eq!(calendar.selected, date(2026, 11, 30));
}

#[test]
fn keys_move_and_stay_in_the_range() {
    let mut calendar = Calendar::new(date(2026, 11, 20));
    for (key, selected) in [
        (Key::Left, date(2026, 11, 20)),
        (Key::Right, date(2026, 11, 21)),
        (Key::Down, date(2026, 11, 28)),
        (Key::PageDown, date(2026, 12, 28)),
        (Key::Up, date(2026, 12, 21)),
        (Key::End, date(2027, 2, 10)),
        (Key::PageDown, date(2027, 2, 10)),
        (Key::PageUp, date(2027, 1, 10)),
        (Key::Home, date(2026, 11, 20)),
    ] {
        assert!(calendar.on_key(key, &days()));
        assert_eq!(calendar.selected, selected, "{key:?}");
    }
    assert!(!calendar.on_key(Key::Enter, &days()));
}

#[test]
fn every_month_fits_whichever_day_a_week_begins_with() {
    let days = Days { min: date(2026, 1, 1), max: date(2030, 1, 1), ..days() };
    for month in 1..=12 {
        for week_start in [Weekday::Monday, Weekday::Saturday, Weekday::Sunday] {
            let days = Days { week_start, ..days };
            let calendar = Calendar::new(date(2027, month, 1));
            let drawn = check(AREA, |canvas| calendar.view(canvas, AREA, &WORDS, &days));
            let picks = drawn.regions.iter().filter(|(_, key)| matches!(key, Key::Pick(_))).count();
            assert_eq!(picks, usize::from(date(2027, month, 1).days_in_month().unsigned_abs()));
            let first =
                drawn.place(Key::Pick(usize::from(date(2027, month, 1).day_of_year().unsigned_abs()) + 364));
            let column = u16::from(date(2027, month, 1).weekday().since(week_start).unsigned_abs());
            assert_eq!(first.map(|place| place.x), Some(AREA.x + column * DAY));
        }
    }
}

#[test]
fn weeks_are_three_rows_high_where_there_is_room() {
    let calendar = Calendar::new(date(2026, 11, 20));
    let drawn = draw(80, 40, |canvas| calendar.view(canvas, Rect::new(2, 2, 76, 30), &WORDS, &days()));
    assert_touchable(&drawn);
    assert_eq!(drawn.place(Key::Pick(0)).map(|place| place.height), Some(3));
}
