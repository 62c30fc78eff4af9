//! Where a frame is drawn, and where it can be touched.
//!
//! A canvas draws texts in tones and registers touch regions in the same breath, so that what can be seen and what can
//! be touched are the same thing. Everything is clipped to the buffer: a widget in a wrong area draws less, it never
//! panics.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::GRID_LARGE;
use super::key::Key;
use super::theme::{Theme, Tone};

/// One frame being drawn: cells, touch regions, and the place of the cursor.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    regions: &'a mut Regions,
    theme: &'a Theme,
    /// Where the cursor blinks after this frame; hidden without.
    pub cursor: Option<Position>,
}

/// What a button is for; decides how loud it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ButtonKind {
    /// What the screen is about; at most one on a screen.
    Primary,
    /// Everything else.
    Plain,
    /// Gives something up.
    Danger,
    /// Does nothing now, and cannot be touched.
    Disabled,
}

impl<'a> Canvas<'a> {
    /// A canvas over a whole buffer. Regions of the frame before are forgotten.
    pub fn new(buffer: &'a mut Buffer, regions: &'a mut Regions, theme: &'a Theme) -> Self {
        regions.clear();
        Self { buffer, regions, theme, cursor: None }
    }

    /// The whole grid.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// The theme.
    pub const fn theme(&self) -> &'a Theme {
        self.theme
    }

    /// How a tone looks.
    pub const fn style(&self, tone: Tone) -> Style {
        self.theme.style(tone)
    }

    /// Whether there is room for buttons of three rows and for air.
    pub fn large(&self) -> bool {
        is_large(self.area())
    }

    /// The rows of a button or another touch target on this grid.
    pub fn touch_rows(&self) -> u16 {
        touch_rows(self.area())
    }

    /// One line at the left of an area's first row, cut with `…`; gives the columns it took.
    pub fn text(&mut self, area: Rect, text: &str, tone: Tone) -> u16 {
        self.line(area, &[(text, tone)])
    }

    /// One line that ends at the right edge; gives the columns it took.
    pub fn right(&mut self, area: Rect, text: &str, tone: Tone) -> u16 {
        let shift = area.width.saturating_sub(measure(text));
        self.text(from_column(area, shift), text, tone)
    }

    /// One line in the middle; gives the columns it took.
    pub fn centre(&mut self, area: Rect, text: &str, tone: Tone) -> u16 {
        let shift = area.width.saturating_sub(measure(text)) / 2;
        self.text(from_column(area, shift), text, tone)
    }

    /// Runs of text one after the other on one line, cut with `…`; gives the columns they took.
    pub fn line(&mut self, area: Rect, runs: &[(&str, Tone)]) -> u16 {
        let area = self.clip(area);
        if area.is_empty() {
            return 0;
        }
        let whole = runs.iter().fold(0_u16, |sum, (text, _)| sum.saturating_add(measure(text)));
        let mut left = area.width;
        for (text, tone) in runs {
            let style = self.style(*tone);
            let text = &plain_blanks(text);
            let at = area.right() - left;
            let width = measure(text);
            if whole > area.width && width >= left {
                let cut = elide(text, left);
                self.buffer.set_stringn(at, area.y, &cut, usize::from(left), style);
                left -= measure(&cut);
                break;
            }
            self.buffer.set_stringn(at, area.y, text, usize::from(left), style);
            left -= width;
        }
        area.width - left
    }

    /// Text wrapped at words; gives the rows it took. What does not fit ends with `…`.
    pub fn paragraph(&mut self, area: Rect, text: &str, tone: Tone) -> u16 {
        let area = self.clip(area);
        let lines = wrap(text, area.width);
        let shown = lines.len().min(usize::from(area.height));
        for (row, line) in area.rows().zip(&lines) {
            let last = row.y + 1 == area.bottom() && lines.len() > shown;
            if last {
                self.text(row, &elide(&format!("{line} "), area.width), tone);
            } else {
                self.text(row, line, tone);
            }
        }
        u16::try_from(shown).unwrap_or(u16::MAX)
    }

    /// Makes an area an empty surface.
    pub fn fill(&mut self, area: Rect, tone: Tone) {
        self.repeat(area, " ", tone);
    }

    /// A line between things, as wide as the area, on its first row.
    pub fn rule(&mut self, area: Rect) {
        self.repeat(Rect { height: area.height.min(1), ..area }, "─", Tone::Rule);
    }

    /// Fills an area with one symbol, one column wide.
    pub fn repeat(&mut self, area: Rect, symbol: &str, tone: Tone) {
        let (area, style) = (self.clip(area), self.style(tone));
        for position in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
                cell.set_symbol(symbol).set_style(style);
            }
        }
    }

    /// Lays a tone over what is drawn already, keeping its characters.
    pub fn tint(&mut self, area: Rect, tone: Tone) {
        let (area, style) = (self.clip(area), self.style(tone));
        for position in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                // Halves of surfaces are no characters.
                if matches!(cell.symbol(), "▄" | "▀" | "█") {
                    cell.set_symbol(" ");
                }
                cell.modifier = Modifier::empty();
                cell.set_style(style);
            }
        }
    }

    /// Clears an area for something that lies over the screen: what was there can neither be seen nor touched.
    pub fn cover(&mut self, area: Rect, tone: Tone) {
        self.fill(area, tone);
        self.regions.list.retain(|(place, _)| !place.intersects(area));
        self.cursor = self.cursor.filter(|position| !area.contains(*position));
    }

    /// How much of something is used, in percent, as a bar on the area's first row.
    pub fn gauge(&mut self, area: Rect, percent: u8, tone: Tone) {
        let area = Rect { height: area.height.min(1), ..self.clip(area) };
        let part = u32::from(area.width) * u32::from(percent.min(100)) / 100;
        let full = Rect { width: u16::try_from(part).unwrap_or(area.width), ..area };
        self.repeat(area, "░", tone);
        self.repeat(full, "█", tone);
    }

    /// A button: its label, the cap of its key, and the region that stands for the key.
    pub fn button(&mut self, area: Rect, label: &str, key: Key, kind: ButtonKind) {
        let area = self.clip(area);
        if area.is_empty() {
            return;
        }
        let tone = match kind {
            ButtonKind::Primary => Tone::ButtonPrimary,
            ButtonKind::Plain => Tone::Button,
            ButtonKind::Danger => Tone::ButtonDanger,
            ButtonKind::Disabled => Tone::ButtonDisabled,
        };
        let mut rows = area;
        if area.height > 2 {
            self.half_above(Rect { height: 1, ..area }, tone);
            rows = Rect { y: area.y + 1, height: area.height - 1, ..area };
        }
        self.fill(rows, tone);
        let slab = self.theme.is_slab(tone);
        let cap = key.cap();
        let label = match kind {
            ButtonKind::Primary => format!("► {label}"),
            _ => label.to_owned(),
        };
        // Neither surface nor brackets nor cap: nothing that looks as if it could be pressed.
        if kind == ButtonKind::Disabled {
            self.centre(rows, &label, tone);
            return;
        }
        let label = if slab { label } else { bracketed(&label, rows.width) };
        if rows.height < 2 {
            self.centre(rows, &format!("{label}  {cap}"), tone);
        } else {
            self.centre(rows, &label, tone);
            self.centre(Rect { y: rows.y + 1, height: 1, ..rows }, &cap, tone);
        }
        self.region(area, key);
    }

    /// Fills an area with the lower half of a surface, so that it begins half a row lower.
    pub fn half_above(&mut self, area: Rect, tone: Tone) {
        self.half(area, tone, "▄");
    }

    /// Fills an area with the upper half of a surface, so that it ends half a row higher.
    pub fn half_below(&mut self, area: Rect, tone: Tone) {
        self.half(area, tone, "▀");
    }

    /// The other half stays what lies under it. Without colours nothing is drawn: a half of a surface would be a bar.
    fn half(&mut self, area: Rect, tone: Tone, symbol: &str) {
        let Some(surface) = self.style(tone).bg else { return };
        let area = self.clip(area);
        for position in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                let under = cell.bg;
                cell.reset();
                cell.set_symbol(symbol).set_fg(surface).set_bg(under);
            }
        }
    }

    /// Makes an area stand for a key. Of regions over each other the last one counts.
    pub fn region(&mut self, area: Rect, key: Key) {
        let area = self.clip(area);
        if !area.is_empty() {
            self.regions.list.push((area, key));
        }
    }

    /// Forgets every region so far: what lies under a panel cannot be touched.
    pub fn forget_regions(&mut self) {
        self.regions.clear();
    }

    /// Shows the cursor here after this frame.
    pub fn cursor(&mut self, x: u16, y: u16) {
        if self.area().contains(Position { x, y }) {
            self.cursor = Some(Position { x, y });
        }
    }

    /// One cell in colours of its own, for codes, which have to stay black on white under every theme.
    pub fn cell(&mut self, x: u16, y: u16, symbol: &str, ink: Color, surface: Color) {
        if let Some(cell) = self.buffer.cell_mut(Position { x, y }) {
            cell.reset();
            cell.set_symbol(symbol).set_fg(ink).set_bg(surface);
        }
    }

    fn clip(&self, area: Rect) -> Rect {
        area.intersection(self.buffer.area)
    }
}

/// The touch regions of the frame on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regions {
    list: Vec<(Rect, Key)>,
}

impl Regions {
    /// No regions.
    pub const fn new() -> Self {
        Self { list: Vec::new() }
    }

    /// The key that a touch of this cell stands for.
    pub fn find(&self, x: u16, y: u16) -> Option<Key> {
        let hit = |(area, _): &&(Rect, Key)| area.contains(Position { x, y });
        self.list.iter().rev().find(hit).map(|(_, key)| *key)
    }

    /// Forgets all of them.
    pub fn clear(&mut self) {
        self.list.clear();
    }

    /// All of them, in the order in which they were drawn.
    pub fn iter(&self) -> impl Iterator<Item = (Rect, Key)> + '_ {
        self.list.iter().copied()
    }
}

/// Whether a grid has room for buttons of three rows and for air.
pub const fn is_large(grid: Rect) -> bool {
    grid.width >= GRID_LARGE.0 && grid.height >= GRID_LARGE.1
}

/// The rows of a button or another touch target on a grid of this size.
pub const fn touch_rows(grid: Rect) -> u16 {
    if is_large(grid) { 3 } else { 2 }
}

/// The columns a text takes on screen.
pub fn measure(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// A text cut to a number of columns, with `…` where something is missing.
pub fn cut(text: &str, columns: u16) -> String {
    if measure(text) <= columns { text.to_owned() } else { elide(text, columns) }
}

/// As much of a text as leaves a column for the `…` that follows it.
fn elide(text: &str, columns: u16) -> String {
    let mut taken = 0;
    let mut kept = String::new();
    for grapheme in text.graphemes(true) {
        taken += measure(grapheme);
        if taken >= columns {
            break;
        }
        kept.push_str(grapheme);
    }
    if columns > 0 {
        kept.truncate(kept.trim_end().len());
        kept.push('…');
    }
    kept
}

/// A text in lines of at most this many columns, broken at spaces where possible.
pub fn wrap(text: &str, columns: u16) -> Vec<String> {
    let mut lines = Vec::new();
    if columns == 0 {
        return lines;
    }
    for paragraph in text.lines() {
        let mut line = String::new();
        // Not at every white space: an amount keeps its currency beside it by one that must not break.
        for word in paragraph.split([' ', '\t']).filter(|word| !word.is_empty()) {
            if !line.is_empty() && measure(&line) + 1 + measure(word) > columns {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            for grapheme in word.graphemes(true) {
                if measure(&line) + measure(grapheme) > columns {
                    lines.push(std::mem::take(&mut line));
                }
                line.push_str(grapheme);
            }
        }
        lines.push(line);
    }
    lines
}

/// Blanks that must not break, as plain ones: the kernel console has no glyph for the narrow one.
fn plain_blanks(text: &str) -> Cow<'_, str> {
    const BLANKS: [char; 2] = ['\u{a0}', '\u{202f}'];
    if text.contains(BLANKS) { text.replace(BLANKS, " ").into() } else { text.into() }
}

fn from_column(area: Rect, shift: u16) -> Rect {
    Rect { x: area.x.saturating_add(shift), width: area.width.saturating_sub(shift), ..area }
}

/// What stands for the surface of a button where there is none.
fn bracketed(label: &str, columns: u16) -> String {
    let air = if measure(label) + 4 <= columns { " " } else { "" };
    format!("[{air}{}{air}]", cut(label, columns.saturating_sub(2)))
}

#[cfg(test)]
mod tests;
