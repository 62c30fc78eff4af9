use ratatui::layout::Rect;

use super::*;
use crate::ui::testing::{assert_touchable, check, draw};

const AREA: Rect = Rect { x: 1, y: 2, width: 70, height: 15 };

fn form() -> Form {
    let countries = (0..40).map(|n| format!("Land {n}")).collect();
    Form::new(vec![
        Item::note("Why all of this is asked."),
        Item::text("First name", 50).required().hint("for the pass"),
        Item::text("Nickname", 50),
        Item::date("Born", "TT.MM.JJJJ").required(),
        Item::choice("Sex", vec!["f".into(), "m".into(), "d".into()]),
        Item::choice("Country", countries),
        Item::multi("Interests", vec!["Yoga".into(), "Sauna".into()]),
        Item::check("I accept the terms of the studio"),
        Item::text("Mail", 80),
    ])
}

fn type_text(form: &mut Form, text: &str) {
    for c in text.chars() {
        form.on_key(Key::Char(c));
    }
}

#[test]
fn the_first_field_has_the_focus_and_nothing_is_ticked_or_chosen() {
    let form = form();
    assert_eq!(form.focus(), 1);
    assert_eq!(form.value(4), Value::Choice(None));
    assert_eq!(form.value(6), Value::Multi(&[false, false]));
    assert_eq!(form.value(7), Value::Check(false));
}

#[test]
fn enter_goes_on_field_by_field_and_submits_when_nothing_is_missing() {
    let mut form = form();
    type_text(&mut form, "Ana");
    assert_eq!(form.on_key(Key::Enter), FormOutcome::Moved);
    assert_eq!(form.focus(), 2);
    assert_eq!(form.on_key(Key::Enter), FormOutcome::Moved);
    assert_eq!(form.on_key(Key::Enter), FormOutcome::Missing(3));
    type_text(&mut form, "24121990");
    assert_eq!(form.text(3), "24.12.1990");
    assert_eq!(form.on_key(Key::Enter), FormOutcome::Submit);
}

#[test]
fn enter_returns_to_a_field_that_was_left_out() {
    let mut form = form();
    form.set_focus(8);
    assert_eq!(form.on_key(Key::Enter), FormOutcome::Missing(1));
    assert_eq!(form.focus(), 1);
}

#[test]
fn an_error_keeps_the_form_until_the_field_changes() {
    let mut form = form();
    type_text(&mut form, "Ana");
    form.set_focus(3);
    type_text(&mut form, "24121990");
    form.set_error(8, Some("no mail".into()));
    form.set_focus(8);
    assert_eq!(form.on_key(Key::Enter), FormOutcome::Missing(8));
    assert_eq!(form.on_key(Key::Char('a')), FormOutcome::Changed(8));
    assert_eq!(form.on_key(Key::Enter), FormOutcome::Submit);
}

#[test]
fn a_date_takes_typed_separators_as_well() {
    let mut form = form();
    form.set_focus(3);
    type_text(&mut form, "24.12.1990");
    assert_eq!(form.text(3), "24.12.1990");
    form.on_key(Key::Backspace);
    assert_eq!(form.text(3), "24.12.199");
}

#[test]
fn a_date_takes_no_letters() {
    let mut form = form();
    form.set_focus(3);
    type_text(&mut form, "24 Dez 12.1990");
    assert_eq!(form.text(3), "24.12.1990");
}

#[test]
fn what_was_proposed_is_replaced_by_typing_and_can_be_mended_instead() {
    let mut form = form();
    for (field, proposed, typed, replaced) in [(3, "01.12.2026", "15", "15"), (2, "Anna", "Bo", "Bo")] {
        form.set_text(field, proposed);
        form.set_focus(field);
        type_text(&mut form, typed);
        assert_eq!(form.text(field), replaced);
        form.set_text(field, proposed);
        form.on_key(Key::Backspace);
        type_text(&mut form, "7");
        assert_eq!(form.text(field), format!("{}7", &proposed[..proposed.len() - 1]), "mended");
    }
}

#[test]
fn a_paragraph_at_the_end_is_turned_to_and_not_tabbed_to() {
    let mut form = Form::new(vec![Item::text("Name", 9), Item::text("Mail", 9), Item::note("At the desk.")]);
    form.on_key(Key::BackTab);
    assert_eq!(form.focus(), 1);
    form.on_key(Key::PageDown);
    assert_eq!(form.focus(), 2);
    form.on_key(Key::Tab);
    assert_eq!(form.focus(), 0);
}

#[test]
fn tab_goes_round_in_both_directions() {
    let mut form = form();
    for _ in 1..form.len() {
        assert_eq!(form.on_key(Key::Tab), FormOutcome::Moved);
        assert_ne!(form.focus(), 0, "a paragraph");
    }
    assert_eq!(form.focus(), 1);
    form.on_key(Key::BackTab);
    assert_eq!(form.focus(), 8);
}

#[test]
fn a_touch_focuses_ticks_and_chooses() {
    let mut form = form();
    assert_eq!(form.on_key(Key::Pick(2)), FormOutcome::Moved);
    assert_eq!(form.focus(), 2);
    assert_eq!(form.on_key(Key::Pick(7)), FormOutcome::Changed(7));
    assert_eq!(form.value(7), Value::Check(true));
    let drawn = draw(72, 40, |canvas| form.view(canvas, canvas.area()));
    let sauna = drawn.text().lines().position(|line| line.contains("Sauna")).expect("drawn");
    let column = drawn.row(u16::try_from(sauna).unwrap()).find("Sauna").unwrap();
    let key = drawn.regions.find(u16::try_from(column).unwrap(), u16::try_from(sauna).unwrap());
    assert_eq!(form.on_key(key.expect("touchable")), FormOutcome::Changed(6));
    assert_eq!(form.value(6), Value::Multi(&[false, true]));
    assert_eq!(form.on_key(Key::Pick(99)), FormOutcome::Ignored);
    assert_eq!(form.on_key(Key::Pick(99 * OPTIONS)), FormOutcome::Ignored);
}

#[test]
fn many_options_open_as_a_list_that_can_be_touched() {
    let mut form = form();
    form.set_focus(5);
    form.on_key(Key::Char(' '));
    form.on_key(Key::End);
    let drawn = check(AREA, |canvas| form.view(canvas, AREA));
    assert!(drawn.text().contains("Land 39"), "{}", drawn.text());
    let key = drawn.regions.find(20, 4).expect("an option");
    assert!(matches!(form.on_key(key), FormOutcome::Changed(5)));
    assert!(matches!(form.value(5), Value::Choice(Some(_))));
    let drawn = check(AREA, |canvas| form.view(canvas, AREA));
    assert!(drawn.text().contains("Country"), "closed again\n{}", drawn.text());
}

#[test]
fn escape_closes_options_and_is_otherwise_left_to_the_screen() {
    let mut form = form();
    form.set_focus(6);
    form.on_key(Key::Char(' '));
    assert_eq!(form.on_key(Key::Char(' ')), FormOutcome::Changed(6));
    assert_eq!(form.on_key(Key::Esc), FormOutcome::Moved);
    assert_eq!(form.on_key(Key::Esc), FormOutcome::Ignored);
    assert_eq!(form.value(6), Value::Multi(&[true, false]));
}

#[test]
fn a_form_to_look_at_cannot_be_changed() {
    let mut form = form();
    type_text(&mut form, "Ana");
    form.set_editable(Editable::Nothing);
    type_text(&mut form, "bel");
    assert_eq!(form.insert("bel"), FormOutcome::Ignored);
    form.on_key(Key::Pick(7));
    form.on_key(Key::Pick(5 * OPTIONS));
    assert_eq!(form.text(1), "Ana");
    assert_eq!(form.value(7), Value::Check(false));
    assert_eq!(form.value(4), Value::Choice(None));
    assert_eq!(form.on_key(Key::Enter), FormOutcome::Submit);
}

#[test]
fn new_words_keep_what_was_typed() {
    let mut form = form();
    type_text(&mut form, "Ana");
    form.on_key(Key::Pick(7));
    let mut words = self::form().items;
    words[1] = Item::text("Vorname", 50).required();
    form.relabel(words, Some);
    form.set_focus(1);
    assert_eq!(form.text(1), "Ana");
    assert_eq!(form.value(7), Value::Check(true));
    assert!(draw(72, 20, |canvas| form.view(canvas, AREA)).text().contains("Vorname"));
}

#[test]
fn the_field_with_the_focus_is_on_every_page_and_every_target_can_be_touched() {
    let mut form = form();
    for index in 0..form.len() {
        form.set_focus(index);
        let drawn = check(AREA, |canvas| form.view(canvas, AREA));
        assert!(drawn.text().contains('►'), "{index}\n{}", drawn.text());
        assert_eq!(drawn.cursor.is_some(), form.wants_keyboard(), "{index}");
    }
    let drawn = draw(80, 24, |canvas| form.view(canvas, canvas.area()));
    assert_touchable(&drawn);
    assert!(drawn.regions.iter().all(|(area, _)| area.height >= 3));
}

#[test]
fn pages_are_turned_by_touch() {
    let mut form = form();
    let mut seen = String::new();
    for _ in 0..4 {
        let drawn = draw(72, 20, |canvas| form.view(canvas, AREA));
        seen += &drawn.text();
        let Some(next) = drawn.regions.find(AREA.right() - 2, AREA.bottom() - 1) else { break };
        form.on_key(next);
    }
    for label in ["First name", "Born", "Country", "terms", "Mail"] {
        assert!(seen.contains(label), "{label}\n{seen}");
    }
}

#[test]
fn a_heading_stands_on_the_page_of_what_it_is_above() {
    let mut items: Vec<_> = (0..5).map(|n| Item::text(&format!("Field {n}"), 10)).collect();
    items.extend([Item::note("Extras:"), Item::check("Sauna"), Item::check("Drinks")]);
    let mut form = Form::new(items);
    let area = Rect { height: 14, ..AREA };
    let text = |form: &Form| draw(72, 20, |canvas| form.view(canvas, area)).text();
    assert_eq!(form.page_end(area, 2), 5, "two more rows are left, and the heading takes one of them");
    assert!(!text(&form).contains("Extras"), "{}", text(&form));
    form.set_focus(6);
    assert!(text(&form).contains("Extras") && text(&form).contains("Drinks"), "{}", text(&form));
    assert_eq!(form.page_end(area, 2), form.len());
}

#[test]
fn a_field_may_be_the_only_one_that_can_be_changed() {
    let mut form = form();
    type_text(&mut form, "Ana");
    form.set_editable(Editable::Only(2));
    assert_eq!(form.focus(), 2);
    form.set_focus(1);
    type_text(&mut form, "bel");
    assert_eq!(form.text(1), "Ana");
    form.set_focus(2);
    assert!(form.wants_keyboard());
}

#[test]
fn a_field_that_moves_takes_its_text_and_the_focus_along() {
    let mut form = form();
    form.set_focus(1);
    type_text(&mut form, "Ana");
    let words = vec![Item::text("new", 50), Item::text("old", 50)];
    form.relabel(words, |index| (index == 1).then_some(1));
    assert_eq!((form.text(0), form.text(1), form.focus()), ("", "Ana", 1));
}

#[test]
fn a_separator_that_is_typed_closes_its_group() {
    for (typed, shown) in [
        ("5/7/1990", "05/07/1990"),
        ("05/07/1990", "05/07/1990"),
        ("5.7.1990", "05/07/1990"),
        ("05071990", "05/07/1990"),
        ("5 07 1990", "05/07/1990"),
        ("//5//7", "05/7"),
    ] {
        let mut form = Form::new(vec![Item::date("born", "DD/MM/YYYY")]);
        type_text(&mut form, typed);
        assert_eq!(form.text(0), shown, "{typed}");
    }
}

#[test]
fn what_is_chosen_for_a_person_is_in_the_form_and_nothing_else_is_touched() {
    let options = vec!["A".to_owned(), "B".to_owned()];
    let mut form = Form::new(vec![Item::choice("Which", options), Item::check("Also")]);
    form.set_choice(0, 1);
    form.set_choice(0, 2);
    form.set_choice(1, 0);
    form.set_check(0, true);
    assert_eq!((form.value(0), form.value(1)), (Value::Choice(Some(1)), Value::Check(false)));
    form.set_check(1, true);
    assert_eq!(form.value(1), Value::Check(true));
    assert!(!form.is_open());
    form.on_key(Key::Char(' '));
    assert!(form.is_open());
    assert_eq!((form.rows(70, 2), form.rows(70, 3)), (4, 6));
}
