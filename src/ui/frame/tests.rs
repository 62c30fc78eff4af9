use super::*;
use crate::ui::testing::{Drawn, assert_touchable, draw};

const HEADER: Header =
    Header { studio: "Studio Nord", step: Some("Schritt 2 von 5"), language: "Deutsch", demo: "Vorführung" };

fn buttons(primary: &str) -> Vec<FooterButton<'_>> {
    let plain = |label, key| FooterButton { label, key, kind: ButtonKind::Plain };
    vec![
        plain("Zurück", Key::Esc),
        plain("Hilfe", Key::F(1)),
        plain("Sprache", Key::F(2)),
        plain("Anzeige", Key::F(3)),
        FooterButton { label: primary, key: Key::Enter, kind: ButtonKind::Primary },
    ]
}

fn framed(width: u16, height: u16, primary: &str) -> (Drawn, Rect) {
    let mut body = Rect::ZERO;
    let drawn = draw(width, height, |canvas| {
        body = frame(canvas, &HEADER, Some(("Bitte prüfen.", Tone::Warning)), &buttons(primary));
    });
    (drawn, body)
}

#[test]
fn everything_fits_on_the_smallest_grid_with_german_words() {
    for primary in ["Weiter", "Zahlungspflichtig bestellen", "Order with obligation to pay"] {
        let (drawn, body) = framed(72, 20, primary);
        let text = drawn.text();
        let words = ["Studio Nord", "Schritt 2 von 5", "Deutsch", "Vorführung", "! Bitte prüfen."];
        for word in words.into_iter().chain(["Zurück", "Hilfe", "Sprache", "Anzeige", primary, "Esc", "F3"])
        {
            assert!(text.contains(word), "{word}\n{text}");
        }
        assert_eq!(body, Rect::new(1, 2, 70, 15));
        assert_touchable(&drawn);
    }
}

#[test]
fn the_primary_action_is_at_the_bottom_right_and_back_at_the_bottom_left() {
    for (width, height) in [(72, 20), (80, 24), (120, 40)] {
        let (drawn, body) = framed(width, height, "Weiter");
        assert_touchable(&drawn);
        let primary = drawn.place(Key::Enter).expect("primary");
        let back = drawn.place(Key::Esc).expect("back");
        assert_eq!((primary.bottom(), back.bottom()), (height, height));
        assert!(primary.right() + 4 >= width && back.x <= 4);
        assert!(drawn.regions.iter().all(|(area, _)| area.width <= primary.width));
        assert!(drawn.regions.iter().all(|(area, _)| area.intersection(body).is_empty()));
        assert!(height == 20 || primary.height == 3);
    }
}

#[test]
fn the_body_is_known_without_drawing() {
    for (width, height) in [(72, 20), (80, 24), (120, 40)] {
        assert_eq!(framed(width, height, "Weiter").1, body(Rect::new(0, 0, width, height)));
    }
}

#[test]
fn function_keys_give_way_to_a_long_primary_action() {
    let (drawn, _) = framed(72, 20, "Jetzt und hier zahlungspflichtig bestellen");
    assert!(drawn.text().contains("Jetzt und hier zahlungspflichtig bestellen"), "{}", drawn.text());
    assert!(drawn.text().contains("Zurück"));
    assert_touchable(&drawn);
}

#[test]
fn a_code_gets_all_rows_at_the_right() {
    for (width, height, code) in [(72, 20, (37, 19)), (80, 24, (45, 23)), (120, 40, (45, 23))] {
        let mut areas = (Rect::ZERO, Rect::ZERO);
        let drawn = draw(width, height, |canvas| {
            let notice = Some(("Noch 4:12", Tone::Notice));
            areas = frame_with_code(canvas, &HEADER, notice, &buttons("Fertig"), code);
        });
        let (body, place) = areas;
        assert_touchable(&drawn);
        assert!(place.width >= code.0 && place.height == height, "{place}");
        assert!(body.right() <= place.x && body.height >= 11, "{body}");
        assert!(drawn.regions.iter().all(|(area, _)| area.intersection(place).is_empty()));
        let text = drawn.text();
        for word in ["Studio Nord", "Schritt 2 von 5", "Zurück", "Hilfe", "Sprache", "Fertig", "Noch 4:12"] {
            assert!(text.contains(word), "{word}\n{text}");
        }
    }
}

#[test]
fn a_primary_action_that_is_dead_keeps_its_place() {
    let drawn = draw(72, 20, |canvas| {
        let mut buttons = buttons("Bestellen");
        buttons[4].kind = ButtonKind::Disabled;
        frame(canvas, &HEADER, None, &buttons);
    });
    assert_eq!(drawn.place(Key::Enter), None);
    assert!(drawn.row(18).find("Bestellen") > drawn.row(18).find("Anzeige"));
    assert!(drawn.row(18).chars().count() > 50, "{}", drawn.row(18));
}

#[test]
fn any_grid_can_be_framed() {
    for width in 0..90 {
        for height in [0, 1, 2, 3, 5, 20, 24] {
            framed(width, height, "Weiter");
            draw(width, height, |canvas| {
                frame_with_code(canvas, &HEADER, Some(("x", Tone::Error)), &buttons("Fertig"), (37, 19));
            });
        }
    }
}
