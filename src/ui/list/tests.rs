use std::cell::RefCell;

use super::*;
use crate::ui::testing::{assert_touchable, check, draw};

const AREA: Rect = Rect { x: 1, y: 3, width: 70, height: 14 };

fn row(index: usize) -> Row<'static> {
    Row {
        title: format!("Offer {index}").into(),
        subtitle: "valid one day".into(),
        value: if index == 2 { "Free".into() } else { format!("{index},00 €").into() },
        free: index == 2,
        dim: false,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "rows without a group exist too")]
fn group(index: usize) -> Option<Cow<'static, str>> {
    Some(if index < 3 { "Day passes".into() } else { "Ten times".into() })
}

const WORDS: ListWords = ListWords { search: "Search", empty: "Nothing here." };

#[test]
fn only_the_rows_of_the_page_are_asked_for() {
    let asked = RefCell::new(Vec::new());
    let list = List { selected: 5_001, ..List::new() };
    check(AREA, |canvas| {
        list.view(
            canvas,
            AREA,
            10_000,
            &WORDS,
            |index| {
                asked.borrow_mut().push(index);
                row(index)
            },
            group,
        );
    });
    assert_eq!(asked.into_inner(), (4_998..5_004).collect::<Vec<_>>());
}

#[test]
fn a_row_shows_everything_and_can_be_touched() {
    let list = List::new();
    let drawn = check(AREA, |canvas| list.view(canvas, AREA, 5, &WORDS, row, group));
    let text = drawn.text();
    for part in ["Day passes", "Ten times", "► 1 Offer 0", "3 Offer 2", " Free", "valid one day", "4,00 €"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert_eq!(drawn.regions.find(40, 5), Some(Key::Pick(1)));
    assert!(!text.contains('▼'), "all rows fit");
}

#[test]
fn digits_pick_the_rows_they_stand_in_front_of() {
    let mut list = List { selected: 7, ..List::new() };
    let page = list.page(20, AREA, false);
    assert_eq!(page, 6);
    let drawn = check(AREA, |canvas| list.view(canvas, AREA, 20, &WORDS, row, |_| None));
    assert!(drawn.text().contains("  2 Offer 7") || drawn.text().contains("► 2 Offer 7"), "{}", drawn.text());
    assert_eq!(list.on_key(Key::Char('3'), 20, page), ListOutcome::Chosen(8));
    assert_eq!(list.on_key(Key::Char('9'), 20, page), ListOutcome::Ignored);
    list.selected = 19;
    assert_eq!(list.on_key(Key::Char('3'), 20, page), ListOutcome::Ignored, "the last page has two rows");
}

#[test]
fn keys_walk_and_stop_at_the_ends() {
    let mut list = List::new();
    for (key, selected) in [
        (Key::Up, 0),
        (Key::Down, 1),
        (Key::PageDown, 6),
        (Key::PageDown, 12),
        (Key::PageUp, 6),
        (Key::End, 19),
        (Key::PageDown, 19),
        (Key::Down, 19),
        (Key::Home, 0),
        (Key::PageUp, 0),
    ] {
        assert_eq!(list.on_key(key, 20, 6), ListOutcome::Moved);
        assert_eq!(list.selected, selected, "{key:?}");
    }
    assert_eq!(list.on_key(Key::Enter, 20, 6), ListOutcome::Chosen(0));
    assert_eq!(list.on_key(Key::Pick(25), 20, 6), ListOutcome::Ignored);
    assert_eq!(list.on_key(Key::Enter, 0, 6), ListOutcome::Ignored);
}

#[test]
fn letters_open_the_search_in_which_digits_are_text() {
    let mut list = List { selected: 4, ..List::new() };
    assert_eq!(list.on_key(Key::Char('t'), 20, 6), ListOutcome::Searched);
    assert_eq!(list.on_key(Key::Char('1'), 20, 6), ListOutcome::Searched);
    assert_eq!(list.search(), Some("t1"));
    assert_eq!(list.selected, 0);
    let drawn = check(AREA, |canvas| list.view(canvas, AREA, 0, &WORDS, row, group));
    assert!(drawn.text().contains("Nothing here.") && drawn.text().contains("t1"));
    assert!(drawn.cursor.is_some());
    for _ in 0..3 {
        list.on_key(Key::Backspace, 20, 6);
    }
    assert_eq!(list.search(), None);
    assert_eq!(list.on_key(Key::Esc, 20, 6), ListOutcome::Ignored);
    list.insert(&"x".repeat(1_000));
    assert_eq!(list.search().map(str::len), Some(SEARCH_MAX));
    assert_eq!(list.on_key(Key::Esc, 20, 6), ListOutcome::Searched);
    assert_eq!(list.search(), None);
}

#[test]
fn rows_are_three_high_on_large_grids() {
    let list = List::new();
    let drawn = draw(80, 24, |canvas| list.view(canvas, Rect::new(2, 3, 76, 17), 30, &WORDS, row, group));
    assert_touchable(&drawn);
    assert!(drawn.regions.iter().all(|(area, _)| area.height >= 3));
}

#[test]
fn a_list_that_shrank_under_its_selection_still_shows_its_end() {
    let list = List { selected: 50, ..List::new() };
    let drawn = check(AREA, |canvas| list.view(canvas, AREA, 3, &WORDS, row, group));
    assert!(drawn.text().contains("► 3 Offer 2"), "{}", drawn.text());
}
