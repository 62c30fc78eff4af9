//! A QR code a phone or a turnstile reads off the screen.
//!
//! Two modules stand in one cell, as half blocks. White is always the background and black always the ink: the kernel
//! console shows a white ink and a white background in two shades, which would stripe the code.
//!
//! Invariant: explicit black on explicit white with four modules of quiet zone, in every theme and never inverted;
//! `any_bytes_that_fit_are_read_back_from_the_cells` holds it.

use qrcode::bits::Bits;
use qrcode::{QrCode, Version};
use ratatui::layout::Rect;
use ratatui::style::Color;

pub use qrcode::EcLevel;

use super::canvas::Canvas;
use super::theme::Colours;

/// The modules kept white at each side.
const QUIET: usize = 4;

/// The columns and rows of the largest code that 72x20 cells hold beside its lines: version 3.
pub const VERSION_3: (u16, u16) = (37, 19);

/// A code, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    width: usize,
    dark: Vec<bool>,
}

impl Code {
    /// The code of these bytes at the first of the levels at which it takes at most `max` columns and rows.
    pub fn new(bytes: &[u8], levels: &[EcLevel], max: (u16, u16)) -> Option<Self> {
        levels.iter().find_map(|level| {
            // Too long even for the largest version of this level: a lower one may hold it.
            let code = smallest(bytes, *level)?;
            let width = code.width();
            let dark = code.into_colors().into_iter().map(|c| c == qrcode::Color::Dark).collect();
            Some(Self { width, dark }).filter(|code| code.size().0 <= max.0 && code.size().1 <= max.1)
        })
    }

    /// The code of a payment address, which should be in capitals: those are packed two by two. At level M, up to
    /// 38 of them are a version 2 code and up to 61 a version 3 code.
    pub fn payment(address: &str, max: (u16, u16)) -> Option<Self> {
        Self::new(address.as_bytes(), &[EcLevel::M], max)
    }

    /// The code of an access code: as robust as version 3 allows, else larger where the grid allows.
    pub fn access(bytes: &[u8], max: (u16, u16)) -> Option<Self> {
        const LEVELS: [EcLevel; 4] = [EcLevel::H, EcLevel::Q, EcLevel::M, EcLevel::L];
        let small = (max.0.min(VERSION_3.0), max.1.min(VERSION_3.1));
        Self::new(bytes, &LEVELS, small).or_else(|| Self::new(bytes, &LEVELS, max))
    }

    /// The columns and rows it takes at least, quiet zone included.
    pub fn size(&self) -> (u16, u16) {
        self.scaled(1)
    }

    /// The columns and rows it takes in this much room: twice as wide and high where that fits, for a larger code is
    /// read from further away.
    pub fn size_in(&self, room: (u16, u16)) -> (u16, u16) {
        self.scaled(self.scale_in(room))
    }

    /// Draws it in the middle of an area, as large as [`Code::size_in`] says; nothing at all where it does not fit, for
    /// a cut code helps nobody.
    pub fn view(&self, canvas: &mut Canvas, area: Rect) {
        let scale = self.scale_in((area.width, area.height));
        let (columns, rows) = self.scaled(scale);
        if columns > area.width || rows > area.height {
            return;
        }
        let (ink, surface) = match canvas.theme().colours() {
            Colours::True => (Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)),
            // A code is no decoration: it is black on white even where no colours are wanted.
            Colours::None | Colours::Sixteen => (Color::Black, Color::White),
        };
        let (x, y) = (area.x + (area.width - columns) / 2, area.y + (area.height - rows) / 2);
        for row in 0..rows {
            for column in 0..columns {
                let across = column / scale;
                let symbol = match (
                    self.is_dark(across, 2 * row / scale),
                    self.is_dark(across, (2 * row + 1) / scale),
                ) {
                    (true, true) => "█",
                    (true, false) => "▀",
                    (false, true) => "▄",
                    (false, false) => " ",
                };
                canvas.cell(x + column, y + row, symbol, ink, surface);
            }
        }
    }

    fn scaled(&self, scale: u16) -> (u16, u16) {
        let modules = u16::try_from(self.width + 2 * QUIET).unwrap_or(u16::MAX).saturating_mul(scale);
        (modules, modules.div_ceil(2))
    }

    fn scale_in(&self, room: (u16, u16)) -> u16 {
        let (columns, rows) = self.scaled(2);
        if columns <= room.0 && rows <= room.1 { 2 } else { 1 }
    }

    /// A module by its place in the code with its quiet zone; white everywhere outside.
    fn is_dark(&self, x: u16, y: u16) -> bool {
        let inside = |at: u16| usize::from(at).checked_sub(QUIET);
        let (Some(x), Some(y)) = (inside(x), inside(y)) else { return false };
        x < self.width && y < self.width && self.dark[y * self.width + x]
    }
}

/// The largest version that is tried in one piece; no terminal shows a larger one.
const VERSION_MAX: i16 = 20;

/// The smallest code of these bytes at this level.
///
/// The library cuts bytes into pieces of different modes, and now and then takes more for the changes of mode than it
/// gains: then all of them in one mode are smaller.
fn smallest(bytes: &[u8], level: EcLevel) -> Option<QrCode> {
    let in_pieces = QrCode::with_error_correction_level(bytes, level).ok();
    let whole = (1..=VERSION_MAX).find_map(|version| {
        let mut bits = Bits::new(Version::Normal(version));
        if bytes.iter().all(|byte| is_alphanumeric(*byte)) {
            bits.push_alphanumeric_data(bytes).ok()?;
        } else {
            bits.push_byte_data(bytes).ok()?;
        }
        bits.push_terminator(level).ok()?;
        QrCode::with_bits(bits, level).ok()
    });
    [in_pieces, whole].into_iter().flatten().min_by_key(QrCode::width)
}

/// Whether a byte is one of the 45 that are packed two by two.
const fn is_alphanumeric(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'A'..=b'Z' | b' ' | b'$' | b'%' | b'*' | b'+' | b'-' | b'.' | b'/' | b':')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ui::testing::{Drawn, check, draw, draw_with};

    /// What a camera sees: every half cell as a square of pixels, by the colours of the cell alone.
    fn read(drawn: &Drawn) -> Option<Vec<u8>> {
        const SIDE: usize = 4;
        let area = drawn.buffer.area;
        let shade = |colour| match colour {
            Color::Black | Color::Rgb(0, 0, 0) => 0_u8,
            Color::White | Color::Rgb(255, 255, 255) => 255,
            _ => 128,
        };
        let pixel = |x: usize, y: usize| {
            let (column, half) = (x / SIDE, y / SIDE);
            let at = (u16::try_from(column).expect("small"), u16::try_from(half / 2).expect("small"));
            let cell = &drawn.buffer[at];
            let inked = match cell.symbol() {
                "█" => true,
                "▀" => half % 2 == 0,
                "▄" => half % 2 == 1,
                _ => false,
            };
            shade(if inked { cell.fg } else { cell.bg })
        };
        let (width, height) = (usize::from(area.width) * SIDE, usize::from(area.height) * 2 * SIDE);
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, pixel);
        let grid = image.detect_grids().into_iter().next()?;
        let mut bytes = Vec::new();
        grid.decode_to(&mut bytes).ok()?;
        Some(bytes)
    }

    proptest! {
        // Each case encodes at up to four levels and reads a picture; more of them would slow every test run.
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn any_bytes_that_fit_are_read_back_from_the_cells(
            bytes in proptest::collection::vec(any::<u8>(), 1..70),
            columns in 29_u16..90,
            rows in 15_u16..45,
            colours in prop_oneof![Just(Colours::None), Just(Colours::Sixteen), Just(Colours::True)],
        ) {
            let Some(code) = Code::access(&bytes, (columns, rows)) else { return Ok(()) };
            let drawn = draw_with(colours, columns + 4, rows + 2, |canvas| code.view(canvas, canvas.area()));
            prop_assert_eq!(read(&drawn), Some(bytes));
        }

        #[test]
        fn capitals_of_a_payment_address_are_packed(address in "HTTPS://[A-Z0-9./:-]{30}") {
            let code = Code::payment(&address, (72, 36)).expect("fits");
            prop_assert_eq!(code.size(), (33, 17));
        }
    }

    #[test]
    fn sizes_are_those_of_the_versions() {
        let max = (72, 36);
        assert_eq!(Code::payment(&"A".repeat(38), max).expect("fits").size(), (33, 17));
        assert_eq!(Code::payment(&"A".repeat(61), max).expect("fits").size(), VERSION_3);
        assert_eq!(Code::payment(&"A".repeat(62), max).expect("fits").size(), (41, 21));
        assert_eq!(Code::payment(&"A".repeat(62), VERSION_3), None);
        assert_eq!(Code::payment(&"a".repeat(38), max).expect("fits").size(), VERSION_3);
    }

    #[test]
    fn an_access_code_gives_up_robustness_before_it_grows() {
        // Version 3 holds 24 bytes at level H, 53 at level L; one more needs a larger grid.
        assert_eq!(Code::access(&[b'x'; 24], (72, 20)).expect("fits").size(), VERSION_3);
        assert_eq!(Code::access(&[b'x'; 53], (72, 20)).expect("fits").size(), VERSION_3);
        assert_eq!(Code::access(&[b'x'; 54], (72, 20)), None);
        assert!(Code::access(&[b'x'; 54], (80, 24)).is_some());
    }

    #[test]
    fn a_code_is_drawn_whole_or_not_at_all() {
        let code = Code::payment("HTTPS://PAY.EXAMPLE/K7Q2", VERSION_3).expect("fits");
        let (columns, rows) = code.size();
        let area = Rect::new(30, 1, columns, rows);
        let drawn = check(area, |canvas| code.view(canvas, area));
        assert_eq!(read(&drawn), Some(b"HTTPS://PAY.EXAMPLE/K7Q2".to_vec()));
        let drawn = draw(72, 20, |canvas| code.view(canvas, Rect { width: columns - 1, ..area }));
        assert_eq!(drawn.text().trim(), "");
    }

    #[test]
    fn a_code_with_room_for_it_is_drawn_twice_as_large() {
        let code = Code::access(b"K7Q2M9XD4TZA", VERSION_3).expect("fits");
        let (columns, rows) = code.size_in((85, 40));
        assert_eq!((columns, rows), (2 * code.size().0, code.size().0));
        assert_eq!(code.size_in((72, 40)).0, code.size().0 * if columns <= 72 { 2 } else { 1 });
        let drawn = draw(columns, rows, |canvas| code.view(canvas, canvas.area()));
        assert_eq!(read(&drawn), Some(b"K7Q2M9XD4TZA".to_vec()));
    }

    #[test]
    fn the_half_cell_below_an_odd_number_of_rows_is_white() {
        let code = Code::payment("A", VERSION_3).expect("fits");
        let (columns, rows) = code.size();
        let drawn = draw(columns, rows, |canvas| code.view(canvas, canvas.area()));
        for x in 0..columns {
            assert_eq!(drawn.buffer[(x, rows - 1)].bg, Color::White);
            assert_eq!(drawn.buffer[(x, rows - 1)].symbol(), " ");
        }
    }
}
