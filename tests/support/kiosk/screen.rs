//! What a person sees and touches: the cells of one frame and its touch regions.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;
use walkin::app::model::Model;
use walkin::domain::time::Now;
use walkin::ui::canvas::{Canvas, Regions};
use walkin::ui::key::Key;
use walkin::ui::theme::Theme;

/// One frame.
pub struct Screen {
    /// Its cells.
    pub buffer: Buffer,
    /// Where it can be touched.
    pub regions: Regions,
}

impl Screen {
    /// Draws what the model shows now.
    pub fn draw(model: &Model, now: Now, theme: &Theme, (columns, rows): (u16, u16)) -> Self {
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        let mut regions = Regions::new();
        model.view(now, &mut Canvas::new(&mut buffer, &mut regions, theme));
        Self { buffer, regions }
    }

    /// The rows, without the blanks at their right.
    pub fn rows(&self) -> Vec<String> {
        let area = self.buffer.area;
        (0..area.height).map(|y| self.row(y).concat().trim_end().to_owned()).collect()
    }

    /// One symbol a cell; the cell behind a wide one holds nothing.
    fn row(&self, y: u16) -> Vec<&str> {
        let mut skip = 0;
        (0..self.buffer.area.width)
            .map(|x| {
                if skip > 0 {
                    skip -= 1;
                    return "";
                }
                let symbol = self.buffer[(x, y)].symbol();
                skip = symbol.width().saturating_sub(1);
                symbol
            })
            .collect()
    }

    /// Whether a text can be read somewhere: in a row, or over several, where it was wrapped.
    pub fn says(&self, text: &str) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted = plain(text);
        let rows = self.rows();
        rows.iter().any(|row| plain(row).contains(&wanted)) || plain(&rows.join(" ")).contains(&wanted)
    }

    /// Every place where a text stands: the cell of its first character.
    pub fn find(&self, text: &str) -> Vec<(u16, u16)> {
        let mut found = Vec::new();
        for y in 0..self.buffer.area.height {
            let cells = self.row(y);
            let row = cells.concat();
            for (at, _) in row.match_indices(text) {
                let mut bytes = 0;
                let x = cells.iter().position(|cell| {
                    let here = bytes == at && !cell.is_empty();
                    bytes += cell.len();
                    here
                });
                found.extend(x.and_then(|x| u16::try_from(x).ok()).map(|x| (x, y)));
            }
        }
        found
    }

    fn stands_alone(&self, x: u16, y: u16, text: &str) -> bool {
        let blank = |x: Option<u16>| {
            x.and_then(|x| self.buffer.cell((x, y))).is_none_or(|cell| cell.symbol().trim().is_empty())
        };
        blank(x.checked_sub(1))
            && blank(u16::try_from(text.width()).ok().and_then(|width| x.checked_add(width)))
    }

    /// The key that a touch of this text stands for; a text that stands alone comes before one inside another, and of
    /// several places the first that can be touched counts.
    pub fn touch(&self, text: &str) -> Result<Key, String> {
        let mut places = self.find(text);
        places.sort_by_key(|(x, y)| !self.stands_alone(*x, *y, text));
        if places.is_empty() {
            return Err(format!("{text:?} does not stand on the screen"));
        }
        let found = places.iter().find_map(|(x, y)| self.regions.find(*x, *y));
        found.ok_or_else(|| format!("{text:?} cannot be touched"))
    }
}
