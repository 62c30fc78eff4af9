//! The frame of every screen: header, body, one line of notice, footer.
//!
//! The footer says what the keys do: back at the far left, the primary action at the bottom right and louder than
//! anything else. A screen that shows a code gives the code all rows at the right, and lives in the columns left of it.

use ratatui::layout::Rect;

use super::canvas::{ButtonKind, Canvas, is_large, measure};
use super::key::Key;
use super::theme::Tone;

/// The columns left of a code: what 72 columns leave beside a version 3 code.
pub const BESIDE_CODE: u16 = 35;

/// What the first rows say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Header<'a> {
    /// The studio's name.
    pub studio: &'a str,
    /// Where in the sequence of steps, such as "Step 2 of 5".
    pub step: Option<&'a str>,
    /// The language of the visit, in that language.
    pub language: &'a str,
    /// The mark of a try-out; empty on a real kiosk.
    pub demo: &'a str,
}

/// A button at the bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FooterButton<'a> {
    /// What it does.
    pub label: &'a str,
    /// Its key.
    pub key: Key,
    /// How loud it is. The primary one goes to the bottom right.
    pub kind: ButtonKind,
}

/// The columns of the smallest button.
const BUTTON_MIN: u16 = 6;
/// The columns of the widest primary button: wide enough for legal words, not a bar across a wide screen.
const PRIMARY_MAX: u16 = 48;

/// Draws the frame and gives the area of the body.
pub fn frame(
    canvas: &mut Canvas,
    header: &Header,
    notice: Option<(&str, Tone)>,
    buttons: &[FooterButton],
) -> Rect {
    let area = canvas.area();
    canvas.fill(area, Tone::Text);
    let (rows, large) = (canvas.touch_rows(), canvas.large());
    let margin = margin(area.width);
    wide_header(canvas, header, margin);
    let footer = strip(area, area.height.saturating_sub(rows), rows);
    canvas.fill(footer, Tone::Footer);
    wide_footer(canvas, inset(footer, if large { margin } else { 0 }), buttons);
    let line = strip(area, footer.y.saturating_sub(1), 1);
    draw_notice(canvas, inset(line, margin), notice);
    body(area)
}

/// The body of a frame on this grid, for who has to know how many rows a page has before it is drawn.
pub fn body(grid: Rect) -> Rect {
    let large = is_large(grid);
    let top = if large { 3 } else { 2 };
    // On high grids there is a row of air above the notice.
    let below = if large { 4 } else { 3 } + u16::from(grid.height >= 30);
    inset(strip(grid, grid.y + top, grid.height.saturating_sub(top + below)), margin(grid.width))
}

/// Draws the frame of a screen with a code of this many columns and rows; gives the body and the place of the code.
pub fn frame_with_code(
    canvas: &mut Canvas,
    header: &Header,
    notice: Option<(&str, Tone)>,
    buttons: &[FooterButton],
    code: (u16, u16),
) -> (Rect, Rect) {
    let area = canvas.area();
    canvas.fill(area, Tone::Text);
    // On wide grids the words get half, where the code leaves it.
    let left = area.width.saturating_sub(code.0).min((area.width / 2).max(BESIDE_CODE));
    let column = Rect { width: left, ..area };
    let place = Rect { x: area.x + left, width: area.width - left, ..area };
    let margin = if left > BESIDE_CODE { margin(area.width) } else { 1 };
    let inner = inset(column, margin);
    narrow_header(canvas, header, column, margin);
    let top = narrow_footer(canvas, Rect { width: left.saturating_sub(1), ..column }, margin, buttons);
    let line = strip(inner, top.saturating_sub(1), 1);
    draw_notice(canvas, line, notice);
    let first = if canvas.large() { 3 } else { 2 };
    (strip(inner, area.y + first, line.y.saturating_sub(area.y + first)), place)
}

/// Draws the line that says what a screen is about, on the first row of its body; gives the rows below it.
pub fn title(canvas: &mut Canvas, body: Rect, text: &str) -> Rect {
    canvas.line(body, &[("▌", Tone::Accent), (text, Tone::Title)]);
    below_title(body, canvas.large())
}

/// What [`title`] leaves of a body, for who has to know before it is drawn.
pub fn below_title(body: Rect, large: bool) -> Rect {
    let rows = if large { 2 } else { 1 };
    strip(body, body.y + rows, body.height.saturating_sub(rows))
}

/// The columns kept free at both sides.
fn margin(width: u16) -> u16 {
    match width {
        110.. => 4,
        80.. => 2,
        _ => 1,
    }
}

fn wide_header(canvas: &mut Canvas, header: &Header, margin: u16) {
    let area = canvas.area();
    let row = strip(area, area.y, 1);
    canvas.fill(row, Tone::Header);
    let row = inset(row, margin);
    let step = header.step.unwrap_or_default();
    let gap = if step.is_empty() || header.language.is_empty() { "" } else { "  ·  " };
    let right = measure(step) + measure(gap) + measure(header.language);
    canvas.text(Rect { width: row.width.saturating_sub(right + 2), ..row }, header.studio, Tone::Header);
    let at = row.width.saturating_sub(right);
    canvas.line(
        Rect { x: row.x + at, width: row.width - at, ..row },
        &[(step, Tone::Header), (gap, Tone::HeaderDim), (header.language, Tone::HeaderDim)],
    );
    rule_with_mark(canvas, strip(area, area.y + 1, 1), margin, header.demo);
}

fn narrow_header(canvas: &mut Canvas, header: &Header, column: Rect, margin: u16) {
    let row = strip(column, column.y, 1);
    canvas.fill(row, Tone::Header);
    let row = inset(row, margin);
    let language = measure(header.language);
    canvas.text(Rect { width: row.width.saturating_sub(language + 1), ..row }, header.studio, Tone::Header);
    canvas.right(row, header.language, Tone::HeaderDim);
    let row = strip(column, column.y + 1, 1);
    rule_with_mark(canvas, row, margin, header.demo);
    if let Some(step) = header.step.filter(|step| !step.is_empty()) {
        let room = row.width.saturating_sub(measure(header.demo) + 3 * margin);
        canvas.text(Rect { x: row.x + margin, width: room, ..row }, &format!("{step} "), Tone::Dim);
    }
}

fn rule_with_mark(canvas: &mut Canvas, row: Rect, margin: u16, mark: &str) {
    canvas.rule(row);
    if !mark.is_empty() {
        canvas.right(inset(row, margin), &format!(" {mark} "), Tone::Warning);
    }
}

fn draw_notice(canvas: &mut Canvas, row: Rect, notice: Option<(&str, Tone)>) {
    let Some((text, tone)) = notice else { return };
    let mark = match tone {
        Tone::Error | Tone::Warning => "!",
        Tone::Success => "√",
        _ => "·",
    };
    if canvas.theme().is_slab(tone) {
        canvas.fill(row, tone);
        canvas.line(row, &[(" ", tone), (mark, tone), (" ", tone), (text, tone)]);
    } else {
        canvas.line(row, &[(mark, tone), (" ", tone), (text, tone)]);
    }
}

/// One row of buttons: all but the primary from the left, the primary at the right in what is left.
fn wide_footer(canvas: &mut Canvas, row: Rect, buttons: &[FooterButton]) {
    let (primary, others): (Vec<_>, Vec<_>) = buttons.iter().partition(|button| is_primary(button));
    let wanted = primary.first().map_or(0, |button| natural(button) + 1);
    let widths = shrink(&others, row.width.saturating_sub(wanted));
    let mut x = row.x;
    for (button, width) in others.iter().zip(widths) {
        let place = Rect { x, width, ..row }.intersection(row);
        canvas.button(place, button.label, button.key, button.kind);
        x = x.saturating_add(width + 1);
    }
    if let Some(button) = primary.first() {
        let width = row.right().saturating_sub(x).min(PRIMARY_MAX);
        let place = Rect { x: row.right() - width, width, ..row };
        canvas.button(place, button.label, button.key, button.kind);
    }
}

/// Buttons in a column beside a code; gives the first row they take.
fn narrow_footer(canvas: &mut Canvas, column: Rect, margin: u16, buttons: &[FooterButton]) -> u16 {
    let rows = canvas.touch_rows();
    let margin = if margin > 1 { margin } else { 0 };
    let column = inset(column, margin);
    let small = |button: &&FooterButton| matches!(button.key, Key::F(_));
    let (small, big): (Vec<_>, Vec<_>) = buttons.iter().partition(small);
    // Back and the primary action share the last row where both fit whole.
    let needed: u16 = big.iter().map(|button| natural(button) + 1).sum();
    let lines: Vec<Vec<&FooterButton>> = if needed <= column.width + 1 {
        vec![small, big]
    } else {
        std::iter::once(small).chain(big.into_iter().map(|button| vec![button])).collect()
    };
    let lines: Vec<_> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let height = rows.saturating_mul(u16::try_from(lines.len()).unwrap_or(u16::MAX));
    let mut y = column.bottom().saturating_sub(height);
    let top = y;
    for line in lines {
        let row = strip(column, y, rows);
        if line.iter().any(|button| is_primary(button)) {
            let owned: Vec<_> = line.into_iter().cloned().collect();
            wide_footer(canvas, row, &owned);
        } else {
            even(canvas, row, &line);
        }
        y += rows;
    }
    top
}

/// Buttons of the same width over a whole row.
fn even(canvas: &mut Canvas, row: Rect, buttons: &[&FooterButton]) {
    let count = u16::try_from(buttons.len()).unwrap_or(1).max(1);
    let width = (row.width + 1) / count;
    for (place, button) in (0..count).zip(buttons) {
        let last = place + 1 == count;
        let x = row.x + place * width;
        let width = if last { row.right().saturating_sub(x) } else { width.saturating_sub(1) };
        canvas.button(Rect { x, width, ..row }, button.label, button.key, button.kind);
    }
}

/// A primary action that does nothing now keeps its place, so that no other button is pressed in its stead.
fn is_primary(button: &FooterButton) -> bool {
    button.kind == ButtonKind::Primary || button.kind == ButtonKind::Disabled && button.key == Key::Enter
}

fn natural(button: &FooterButton) -> u16 {
    let mark = if button.kind == ButtonKind::Primary { 2 } else { 0 };
    (measure(button.label) + mark).max(measure(&button.key.cap())).max(BUTTON_MIN - 2) + 2
}

/// The widths of buttons that together must leave room; function keys give way first, the last one first.
fn shrink(buttons: &[&FooterButton], room: u16) -> Vec<u16> {
    let mut widths: Vec<u16> = buttons.iter().map(|button| natural(button)).collect();
    let mut over = widths.iter().map(|width| width + 1).sum::<u16>().saturating_sub(room);
    for function_keys in [true, false] {
        for (width, button) in widths.iter_mut().zip(buttons).rev() {
            if matches!(button.key, Key::F(_)) == function_keys {
                let less = over.min(*width - BUTTON_MIN);
                *width -= less;
                over -= less;
            }
        }
    }
    widths
}

fn strip(area: Rect, y: u16, height: u16) -> Rect {
    Rect { y, height, ..area }.intersection(area)
}

fn inset(area: Rect, columns: u16) -> Rect {
    Rect { x: area.x + columns.min(area.width), width: area.width.saturating_sub(2 * columns), ..area }
}

#[cfg(test)]
mod tests;
