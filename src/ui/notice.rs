//! Panels that say something: busy, something went wrong, a question, a terminal that is too small.

use ratatui::layout::Rect;

use super::canvas::{Canvas, wrap};
use super::frame::FooterButton;
use super::theme::Tone;

/// What a person has to know after something went wrong, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FaultWords<'a> {
    /// What happened.
    pub what: &'a str,
    /// Whether money moved; empty where money was never in question.
    pub money: &'a str,
    /// What to do next.
    pub next: &'a str,
    /// What to tell the staff, such as a reference; empty without.
    pub reference: &'a str,
}

/// The columns of a line a standing person reads at a glance.
const READABLE: u16 = 64;
/// The rows of a banner; a longer one would hide what it is about.
const BANNER_MAX: u16 = 4;

/// Says that something is under way, and what, below it, in second rank.
pub fn busy(canvas: &mut Canvas, area: Rect, text: &str, detail: &str) {
    block(
        canvas,
        area,
        &[("· · ·", Tone::Accent), ("", Tone::Text), (text, Tone::Title), (detail, Tone::Dim)],
    );
}

/// Says what happened, whether money moved, and what to do next: three things, one below the other.
pub fn fault(canvas: &mut Canvas, area: Rect, words: &FaultWords) {
    let what = format!(" ! {} ", words.what);
    let next = if words.next.is_empty() { String::new() } else { format!("► {}", words.next) };
    let mut lines = vec![(what.as_str(), Tone::Error), ("", Tone::Text)];
    for (text, tone) in [(words.money, Tone::Title), (&next, Tone::Text), (words.reference, Tone::Dim)] {
        if !text.is_empty() {
            lines.extend([(text, tone), ("", Tone::Text)]);
        }
    }
    lines.pop();
    block(canvas, area, &lines);
}

/// Says across the top of an area what stands above everything else on the screen, and below it what comes of it; gives the
/// rows that are left, with air between.
pub fn banner(canvas: &mut Canvas, area: Rect, what: &str, next: &str) -> Rect {
    let rest = below_banner(area, what, next);
    let band = Rect { height: (rest.y - area.y).saturating_sub(1), ..area };
    canvas.fill(band, Tone::Banner);
    canvas.text(Rect { x: band.x + 1, width: 1, height: 1, ..band }, "!", Tone::Banner);
    let inner = banner_text(band);
    let used = canvas.paragraph(inner, what, Tone::Banner);
    let below = Rect { y: inner.y + used, height: inner.height.saturating_sub(used), ..inner };
    canvas.paragraph(below, next, Tone::Banner);
    rest
}

/// What [`banner`] leaves of an area.
pub fn below_banner(area: Rect, what: &str, next: &str) -> Rect {
    let width = banner_text(area).width;
    let lines = u16::try_from(wrap(what, width).len() + wrap(next, width).len()).unwrap_or(u16::MAX);
    let rows = lines.min(BANNER_MAX).saturating_add(1).min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// Where the words of a banner stand: behind its mark.
fn banner_text(area: Rect) -> Rect {
    Rect { x: area.x + 3, width: area.width.saturating_sub(4), ..area }
}

/// Lays a question over the screen. What lies under it cannot be touched any more.
pub fn question(canvas: &mut Canvas, title: &str, text: &str, buttons: &[FooterButton]) {
    let screen = canvas.area();
    canvas.tint(screen, Tone::Backdrop);
    canvas.forget_regions();
    canvas.cursor = None;
    let rows = canvas.touch_rows();
    let width = screen.width.saturating_sub(8).min(READABLE);
    let inner = width.saturating_sub(6);
    let lines = u16::try_from(wrap(title, inner).len() + wrap(text, inner).len()).unwrap_or(u16::MAX);
    let height = lines.saturating_add(rows + 6).min(screen.height);
    let panel = centred(screen, width, height);
    canvas.fill(panel, Tone::Panel);
    outline(canvas, panel);
    let mut body =
        Rect { x: panel.x + 3, y: panel.y + 2, width: inner, height: height.saturating_sub(rows + 4) };
    let used = canvas.paragraph(body, title, Tone::PanelTitle) + 1;
    body = Rect { y: body.y + used, height: body.height.saturating_sub(used), ..body };
    canvas.paragraph(body, text, Tone::Panel);
    let strip = Rect { y: panel.bottom().saturating_sub(rows + 1), height: rows, ..body };
    let count = u16::try_from(buttons.len()).unwrap_or(1).max(1);
    let each = (strip.width + 2) / count;
    for (button, place) in buttons.iter().zip(0..) {
        let area = Rect { x: strip.x + place * each, width: each.saturating_sub(2), ..strip };
        canvas.button(area, button.label, button.key, button.kind);
    }
}

/// Says that the terminal is too small, with whatever room there is.
pub fn too_small(canvas: &mut Canvas, text: &str) {
    let area = canvas.area();
    canvas.fill(area, Tone::Text);
    let rows = u16::try_from(wrap(text, area.width).len()).unwrap_or(u16::MAX).min(area.height);
    canvas.paragraph(centred(area, area.width, rows), text, Tone::Title);
}

/// Lines in the middle of an area, each centred and wrapped.
pub fn block(canvas: &mut Canvas, area: Rect, lines: &[(&str, Tone)]) {
    let width = area.width.min(READABLE);
    let mut rows: Vec<(String, Tone)> = Vec::new();
    for (text, tone) in lines {
        let wrapped = wrap(text, width);
        let slab = canvas.theme().is_slab(*tone);
        if wrapped.is_empty() {
            rows.push((String::new(), *tone));
        }
        // A line on a surface keeps the blank at both ends that wrapping takes away.
        rows.extend(wrapped.into_iter().map(|line| (if slab { format!(" {line} ") } else { line }, *tone)));
    }
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(area.height);
    // A little above the middle is where the eye looks for the middle.
    let y = area.y + (area.height - height) / 3;
    for ((line, tone), y) in rows.iter().zip(y..area.bottom()) {
        canvas.centre(Rect { y, height: 1, ..area }, line, *tone);
    }
}

fn outline(canvas: &mut Canvas, area: Rect) {
    let (right, bottom) = (area.right().saturating_sub(1), area.bottom().saturating_sub(1));
    let line = "─".repeat(usize::from(area.width.saturating_sub(2)));
    for (y, ends) in [(area.y, ["┌", "┐"]), (bottom, ["└", "┘"])] {
        let row = Rect { y, height: 1, ..area };
        canvas.line(row, &[(ends[0], Tone::Panel), (&line, Tone::Panel), (ends[1], Tone::Panel)]);
    }
    for y in area.y + 1..bottom {
        for x in [area.x, right] {
            canvas.text(Rect { x, y, width: 1, height: 1 }, "│", Tone::Panel);
        }
    }
}

fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::canvas::ButtonKind;
    use crate::ui::key::Key;
    use crate::ui::testing::{assert_touchable, check, draw};

    const AREA: Rect = Rect { x: 1, y: 2, width: 70, height: 15 };

    #[test]
    fn a_fault_says_what_happened_whether_money_moved_and_what_is_next_in_this_order() {
        let words = FaultWords {
            what: "The studio did not answer.",
            money: "You have not been charged.",
            next: "Try again in a minute.",
            reference: "",
        };
        let drawn = check(AREA, |canvas| fault(canvas, AREA, &words));
        let text = drawn.text();
        let at = |part| text.lines().position(|line| line.contains(part)).expect(part);
        assert!(at("did not answer") < at("not been charged"));
        assert!(at("not been charged") < at("Try again"));
        assert!(text.contains("! The studio"), "no meaning by colour alone");
    }

    #[test]
    fn under_a_question_nothing_can_be_touched() {
        let buttons = [
            FooterButton { label: "No", key: Key::Esc, kind: ButtonKind::Plain },
            FooterButton { label: "Yes, leave", key: Key::Enter, kind: ButtonKind::Danger },
        ];
        for (width, height) in [(72, 20), (80, 24), (120, 40)] {
            let drawn = draw(width, height, |canvas| {
                canvas.region(canvas.area(), Key::Pick(1));
                question(canvas, "Leave?", &"What you typed is lost. ".repeat(6), &buttons);
            });
            assert_touchable(&drawn);
            assert_eq!(drawn.regions.iter().count(), 2);
            assert!(drawn.text().contains("Leave?") && drawn.text().contains("Yes, leave"));
        }
    }

    #[test]
    fn a_question_that_is_too_long_keeps_its_buttons() {
        let buttons = [FooterButton { label: "OK", key: Key::Enter, kind: ButtonKind::Primary }];
        let drawn = draw(72, 20, |canvas| question(canvas, "Long", &"word ".repeat(500), &buttons));
        assert!(drawn.text().contains("OK") && drawn.text().contains('…'));
    }

    #[test]
    fn a_terminal_of_any_size_can_be_too_small() {
        for (width, height) in [(1, 1), (0, 0), (10, 3), (71, 19)] {
            let drawn = draw(width, height, |canvas| too_small(canvas, "71 x 19, needs 72 x 20"));
            assert!(width < 10 || drawn.text().contains("71 x 19"), "{}", drawn.text());
        }
    }

    #[test]
    fn words_too_long_for_a_panel_are_cut_inside_of_it() {
        let long = "Donaudampfschifffahrt ".repeat(60);
        check(AREA, |canvas| busy(canvas, AREA, &long, &long));
    }
}
