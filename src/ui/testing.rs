//! What the tests of widgets share: a canvas to draw on, and what every drawing has to keep.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::canvas::{Canvas, Regions};
use super::key::Key;
use super::theme::{Colours, Theme, ThemeName};

/// A frame after it was drawn.
pub struct Drawn {
    pub buffer: Buffer,
    pub regions: Regions,
    pub cursor: Option<Position>,
}

impl Drawn {
    /// The text of one row.
    pub fn row(&self, y: u16) -> String {
        let width = self.buffer.area.width;
        (0..width).map(|x| self.buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned()
    }

    /// All rows.
    pub fn text(&self) -> String {
        (0..self.buffer.area.height).map(|y| self.row(y) + "\n").collect()
    }

    /// The first region that stands for a key.
    pub fn place(&self, key: Key) -> Option<Rect> {
        self.regions.iter().find(|(_, k)| *k == key).map(|(area, _)| area)
    }
}

/// Draws on a grid of this size.
pub fn draw(width: u16, height: u16, paint: impl FnOnce(&mut Canvas)) -> Drawn {
    draw_with(Colours::Sixteen, width, height, paint)
}

/// Draws on a grid of this size, in these colours.
pub fn draw_with(colours: Colours, width: u16, height: u16, paint: impl FnOnce(&mut Canvas)) -> Drawn {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let mut regions = Regions::new();
    let theme = Theme::load(ThemeName::Dark, colours);
    let mut canvas = Canvas::new(&mut buffer, &mut regions, &theme);
    paint(&mut canvas);
    let cursor = canvas.cursor;
    Drawn { buffer, regions, cursor }
}

/// Draws into the middle of a smallest grid and holds what every widget promises: nothing outside of its area, and
/// nothing to touch that is smaller than a finger.
pub fn check(area: Rect, paint: impl FnOnce(&mut Canvas)) -> Drawn {
    let drawn = draw(72, 20, paint);
    let empty = Buffer::empty(drawn.buffer.area);
    for position in drawn.buffer.area.positions().filter(|position| !area.contains(*position)) {
        assert_eq!(drawn.buffer[position], empty[position], "drawn outside at {position}\n{}", drawn.text());
    }
    assert_touchable(&drawn);
    for (place, key) in drawn.regions.iter() {
        assert_eq!(place.intersection(area), place, "{key:?} reaches outside");
    }
    drawn
}

/// Nothing to touch is smaller than a finger, and nothing is hidden under something else.
pub fn assert_touchable(drawn: &Drawn) {
    for (place, key) in drawn.regions.iter() {
        assert!(
            place.width >= 6 && place.height >= 2,
            "{key:?} is too small to touch: {place}\n{}",
            drawn.text()
        );
        let centre = (place.x + place.width / 2, place.y + place.height / 2);
        assert_eq!(
            drawn.regions.find(centre.0, centre.1),
            Some(key),
            "{key:?} is covered at {place}\n{}",
            drawn.text()
        );
    }
}
