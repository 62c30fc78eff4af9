use super::*;
use crate::ui::theme::{Colours, ThemeName};

fn draw(width: u16, height: u16, paint: impl FnOnce(&mut Canvas)) -> (Buffer, Regions) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let mut regions = Regions::new();
    let theme = Theme::load(ThemeName::Dark, Colours::Sixteen);
    paint(&mut Canvas::new(&mut buffer, &mut regions, &theme));
    (buffer, regions)
}

fn row(buffer: &Buffer, y: u16) -> String {
    (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect()
}

#[test]
fn a_line_is_cut_by_what_it_takes_on_screen() {
    assert_eq!(cut("Tageskarte", 10), "Tageskarte");
    assert_eq!(cut("Tageskarte", 9), "Tageskar…");
    assert_eq!(cut("日本語テキスト", 8), "日本語…");
    assert_eq!(cut("日本語テキスト", 7), "日本語…");
    assert_eq!(cut("anything", 1), "…");
    assert_eq!(cut("anything", 0), "");
    for columns in 0..20 {
        assert!(measure(&cut("e\u{301}日x 🤸 本語 and more", columns)) <= columns);
    }
}

#[test]
fn runs_share_one_line_and_show_that_something_is_missing() {
    let (buffer, _) = draw(10, 1, |canvas| {
        assert_eq!(canvas.line(canvas.area(), &[("12345", Tone::Text), ("67890", Tone::Dim)]), 10);
    });
    assert_eq!(row(&buffer, 0), "1234567890");
    let (buffer, _) = draw(10, 1, |canvas| {
        assert_eq!(canvas.line(canvas.area(), &[("1234567890", Tone::Text), ("x", Tone::Dim)]), 10);
    });
    assert_eq!(row(&buffer, 0), "123456789…");
    let (buffer, _) = draw(10, 1, |canvas| {
        canvas.line(canvas.area(), &[("日本語日本", Tone::Text), ("x", Tone::Dim)]);
    });
    assert!(row(&buffer, 0).contains('…'), "{}", row(&buffer, 0));
}

#[test]
fn text_wraps_at_words_and_breaks_only_words_that_are_too_long() {
    assert_eq!(wrap("one two three", 8), ["one two", "three"]);
    assert_eq!(wrap("Donaudampfschiff ahoi", 8), ["Donaudam", "pfschiff", "ahoi"]);
    assert_eq!(wrap("a\n\nb", 8), ["a", "", "b"]);
    assert_eq!(wrap("日本語 日本", 6), ["日本語", "日本"]);
    assert_eq!(wrap("costs 1\u{202f}290,00\u{a0}€", 12), ["costs", "1\u{202f}290,00\u{a0}€"]);
    assert!(wrap("anything", 0).is_empty());
}

#[test]
fn a_paragraph_says_how_high_it_is_and_shows_that_it_goes_on() {
    let (buffer, _) = draw(8, 2, |canvas| {
        assert_eq!(canvas.paragraph(canvas.area(), "one two three four", Tone::Text), 2);
    });
    assert_eq!(row(&buffer, 0), "one two ");
    assert_eq!(row(&buffer, 1), "three…  ");
}

#[test]
fn a_button_can_be_touched_on_all_of_its_cells_and_a_disabled_one_on_none() {
    let area = Rect::new(2, 1, 9, 2);
    let (buffer, regions) = draw(20, 5, |canvas| canvas.button(area, "Zurück", Key::Esc, ButtonKind::Plain));
    assert_eq!(row(&buffer, 1).trim(), "Zurück");
    assert_eq!(row(&buffer, 2).trim(), "Esc");
    for position in buffer.area.positions() {
        let inside = area.contains(position);
        assert_eq!(regions.find(position.x, position.y).is_some(), inside, "{position}");
    }
    let (_, regions) = draw(20, 5, |canvas| canvas.button(area, "Zurück", Key::Esc, ButtonKind::Disabled));
    assert_eq!(regions.iter().count(), 0);
}

#[test]
fn of_regions_over_each_other_the_last_one_counts() {
    let (_, regions) = draw(20, 5, |canvas| {
        canvas.region(Rect::new(0, 0, 20, 5), Key::Esc);
        canvas.region(Rect::new(5, 1, 6, 2), Key::Pick(7));
    });
    assert_eq!(regions.find(5, 1), Some(Key::Pick(7)));
    assert_eq!(regions.find(4, 1), Some(Key::Esc));
    assert_eq!(regions.find(20, 1), None);
}

#[test]
fn what_stood_in_a_cell_before_does_not_shine_through() {
    let (buffer, _) = draw(6, 1, |canvas| {
        canvas.text(canvas.area(), "title", Tone::Title);
        canvas.text(canvas.area(), "text", Tone::Text);
    });
    assert!(!buffer[(0, 0)].modifier.contains(Modifier::BOLD));
}

#[test]
fn blanks_that_must_not_break_are_drawn_as_plain_ones() {
    let (buffer, _) = draw(9, 1, |canvas| {
        canvas.text(canvas.area(), "1\u{202f}290\u{a0}€", Tone::Price);
    });
    assert_eq!(row(&buffer, 0), "1 290 €  ");
}

#[test]
fn what_is_covered_cannot_be_touched() {
    let (_, regions) = draw(20, 6, |canvas| {
        canvas.region(Rect::new(0, 0, 20, 2), Key::Pick(0));
        canvas.region(Rect::new(0, 2, 20, 2), Key::Pick(1));
        canvas.cursor(3, 3);
        canvas.cover(Rect::new(0, 3, 20, 3), Tone::Text);
        assert_eq!(canvas.cursor, None);
    });
    assert_eq!(regions.iter().map(|(_, key)| key).collect::<Vec<_>>(), [Key::Pick(0)]);
}

#[test]
fn a_gauge_is_as_full_as_it_says() {
    for (percent, full) in [(0, 0), (42, 4), (100, 10), (250, 10)] {
        let (buffer, _) = draw(10, 1, |canvas| canvas.gauge(canvas.area(), percent, Tone::Accent));
        assert_eq!(row(&buffer, 0).matches('█').count(), full, "{percent}");
    }
}

#[test]
fn drawing_outside_of_the_grid_is_harmless() {
    let (_, regions) = draw(6, 2, |canvas| {
        let far = Rect::new(40, 40, 100, 100);
        canvas.text(far, "far", Tone::Text);
        canvas.paragraph(far, "far away", Tone::Text);
        canvas.fill(Rect::new(3, 1, u16::MAX, 9), Tone::Error);
        canvas.tint(far, Tone::Backdrop);
        canvas.button(far, "far", Key::Enter, ButtonKind::Primary);
        canvas.cell(50, 50, "x", Color::Black, Color::White);
        canvas.cursor(50, 50);
        assert_eq!(canvas.cursor, None);
    });
    assert_eq!(regions.iter().count(), 0);
}
