//! The keyboard on the screen, for touch: twelve columns, five rows.
//!
//! A target stands for the character on it, so a field never knows which keyboard it was typed on. Three keys exist only
//! here: [`Key::SHIFT`], [`Key::LETTERS`] and [`Key::DONE`]. Besides the letters of a language there are pages with
//! every accented letter of Europe, for a person's name is not spelled in the language of the visit.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::key::Key;
use super::theme::Tone;

/// What the keyboard shows now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeyboardState {
    /// Whether the next letter is a capital.
    pub shift: bool,
    /// Which set of letters; counted on from the letters of the language, and taken round.
    pub page: usize,
}

/// The words on the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeyboardWords<'a> {
    /// On the space bar.
    pub space: &'a str,
    /// On the key that puts the keyboard away.
    pub done: &'a str,
}

const COLUMNS: u16 = 12;
const ROWS: u16 = 5;

/// Four rows of twelve. `⌂` is shift, `⌫` deletes; a space is no key.
type Page = [&'static str; 4];

const SHIFT: char = '⌂';
const DELETE: char = '⌫';

const QWERTY: Page = ["1234567890-⌫", "qwertyuiop+@", "asdfghjkl'_.", "⌂zxcvbnm,/?!"];
const QWERTZ: Page = ["1234567890ß⌫", "qwertzuiopü@", "asdfghjklöä.", "⌂yxcvbnm,-_+"];
const AZERTY: Page = ["1234567890-⌫", "azertyuiopé@", "qsdfghjklmè.", "⌂wxcvbn'çà_+"];
const CYRILLIC: Page = ["1234567890-⌫", "йцукенгшщзхъ", "фывапролджэ.", "⌂ячсмитьбюё@"];
const ACCENTS_WEST: Page = ["áàâäãåæāăą-⌫", "éèêëēęěėíìîï", "óòôöõøœőúùûü", "⌂çñßýÿðþğış'"];
const ACCENTS_EAST: Page = ["ćčĉċďđģğħ'-⌫", "īįıķľłĺļńňņŋ", "ōŕřśšşșťțţūů", "⌂űųźžżŷŵĝĥĵš"];
const SYMBOLS: Page = ["1234567890-⌫", "!\"#$%&/()=?'", "*+~:;,.<>|@€", "⌂_{}[]\\^`§°£"];

/// The pages of a language, its own letters first.
fn pages(language: &str) -> &'static [Page] {
    match language {
        "de" => &[QWERTZ, ACCENTS_WEST, ACCENTS_EAST, SYMBOLS],
        "fr" => &[AZERTY, ACCENTS_WEST, ACCENTS_EAST, SYMBOLS],
        // Mail addresses need Latin letters, so those come right after.
        "ru" => &[CYRILLIC, QWERTY, ACCENTS_WEST, ACCENTS_EAST, SYMBOLS],
        _ => &[QWERTY, ACCENTS_WEST, ACCENTS_EAST, SYMBOLS],
    }
}

/// The rows the keyboard takes on this grid.
pub fn rows(large: bool) -> u16 {
    ROWS * if large { 3 } else { 2 }
}

impl KeyboardState {
    /// Handles the keys that belong to the keyboard alone, and says whether this was one. Characters go on to the field;
    /// a capital is taken back after one letter, and after one accent or sign the letters of the language are back.
    pub fn on_key(&mut self, key: Key, language: &str) -> bool {
        match key {
            Key::SHIFT => self.shift = !self.shift,
            Key::LETTERS => self.page = self.page.wrapping_add(1),
            Key::Char(_) => {
                self.shift = false;
                let pages = pages(language);
                if [ACCENTS_WEST, ACCENTS_EAST, SYMBOLS].contains(&pages[self.page % pages.len()]) {
                    self.page = 0;
                }
                return false;
            }
            _ => return false,
        }
        true
    }

    /// Draws the keyboard; it takes [`rows`] rows and 72 columns, and is centred where there are more.
    pub fn view(self, canvas: &mut Canvas, area: Rect, language: &str, words: &KeyboardWords) {
        let (key_width, key_height) = (area.width / COLUMNS, area.height / ROWS);
        // Wider keys than this only make the way of the finger longer.
        let (key_width, key_height) = (key_width.min(8), key_height.min(3));
        let x = area.x + (area.width - key_width * COLUMNS) / 2;
        let place = |column: u16, row: u16, columns: u16| Rect {
            x: x + column * key_width,
            y: area.y + row * key_height,
            width: columns * key_width,
            height: key_height,
        };
        canvas.cover(area, Tone::Text);
        let pages = pages(language);
        let page = &pages[self.page % pages.len()];
        for (keys, row) in page.iter().zip(0..) {
            for (c, column) in keys.chars().zip(0..) {
                self.draw_char(canvas, place(column, row, 1), c);
            }
        }
        let next = &pages[(self.page + 1) % pages.len()];
        let next: String = next[1].chars().take(3).collect();
        draw_key(canvas, place(0, 4, 2), &next, Key::LETTERS, Tone::Field);
        draw_key(canvas, place(2, 4, 5), words.space, Key::Char(' '), Tone::Button);
        draw_key(canvas, place(7, 4, 1), "←", Key::Left, Tone::Field);
        draw_key(canvas, place(8, 4, 1), "→", Key::Right, Tone::Field);
        draw_key(canvas, place(9, 4, 3), words.done, Key::DONE, Tone::Selected);
    }

    fn draw_char(self, canvas: &mut Canvas, area: Rect, c: char) {
        match c {
            SHIFT if self.shift => draw_key(canvas, area, "▲", Key::SHIFT, Tone::Selected),
            SHIFT => draw_key(canvas, area, "▲", Key::SHIFT, Tone::Field),
            DELETE => draw_key(canvas, area, "◄x", Key::Backspace, Tone::Field),
            _ => {
                let c = if self.shift { capital(c) } else { c };
                draw_key(canvas, area, c.encode_utf8(&mut [0; 4]), Key::Char(c), Tone::Button);
            }
        }
    }
}

/// The capital of a letter, where that is one letter too.
fn capital(c: char) -> char {
    let mut capitals = c.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) => capital,
        _ => c,
    }
}

/// One key, with a gap to its neighbours inside of its target.
fn draw_key(canvas: &mut Canvas, area: Rect, label: &str, key: Key, tone: Tone) {
    let face = Rect { width: area.width.saturating_sub(1), ..area };
    // High keys begin half a row lower, so that the label stands in the middle of them.
    let middle = u16::from(area.height > 2);
    let label_row = Rect { y: face.y + middle, height: 1, ..face };
    if canvas.theme().is_slab(tone) {
        canvas.half_above(Rect { height: middle, ..face }, tone);
        canvas.fill(label_row, tone);
        canvas.half_below(Rect { y: label_row.y + 1, ..label_row }.intersection(face), tone);
        canvas.centre(label_row, label, tone);
    } else {
        canvas.centre(label_row, &format!("[{label}]"), tone);
    }
    canvas.region(area, key);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::testing::{assert_touchable, check, draw};

    const AREA: Rect = Rect { x: 0, y: 8, width: 72, height: 10 };
    const WORDS: KeyboardWords = KeyboardWords { space: "Space", done: "Done" };

    fn letters(language: &str, shift: bool) -> String {
        let mut all = String::new();
        for page in 0..pages(language).len() {
            let state = KeyboardState { shift, page };
            let drawn = check(AREA, |canvas| state.view(canvas, AREA, language, &WORDS));
            all.extend(drawn.regions.iter().filter_map(|(_, key)| match key {
                Key::Char(c) => Some(c),
                _ => None,
            }));
        }
        all
    }

    #[test]
    fn every_page_of_every_language_is_twelve_columns_wide() {
        for language in ["de", "fr", "en", "ru"] {
            for page in pages(language) {
                for row in page {
                    assert_eq!(row.chars().count(), 12, "{row}");
                }
                assert!(page[0].ends_with(DELETE) && page[3].starts_with(SHIFT));
            }
        }
    }

    #[test]
    fn every_european_name_and_address_can_be_typed_in_every_language() {
        let names = "Łukasz Çağla Þórðardóttir Őri Ștefan Nuñez Åse Ærø Žemaitė Dvořák Ľubica Œuvre Ğıșık Müßig Ħal ĳ";
        for language in ["de", "fr", "en", "ru"] {
            let all = letters(language, false) + &letters(language, true);
            for c in names.chars().filter(|c| *c != 'ĳ') {
                assert!(all.contains(c), "{c} in {language}");
            }
            for c in "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789@.-_+' ".chars() {
                assert!(all.contains(c), "{c} in {language}");
            }
        }
    }

    #[test]
    fn shift_lasts_for_one_letter() {
        let mut state = KeyboardState::default();
        assert!(state.on_key(Key::SHIFT, "en"));
        assert!(state.shift);
        assert!(!state.on_key(Key::Char('A'), "en"));
        assert!(!state.shift);
        assert!(!state.on_key(Key::Enter, "en"));
        for _ in 0..9 {
            assert!(state.on_key(Key::LETTERS, "en"));
        }
        draw(72, 20, |canvas| state.view(canvas, AREA, "de", &WORDS));
    }

    #[test]
    fn keys_are_three_rows_high_on_large_grids() {
        let drawn = draw(80, 24, |canvas| {
            let area = Rect::new(0, 9, 80, rows(true));
            KeyboardState::default().view(canvas, area, "de", &WORDS);
        });
        assert_touchable(&drawn);
        assert!(drawn.regions.iter().all(|(area, _)| area.height == 3));
    }

    #[test]
    fn after_an_accent_the_letters_are_back_and_a_second_alphabet_stays() {
        let mut state = KeyboardState { shift: false, page: 1 };
        state.on_key(Key::Char('é'), "de");
        assert_eq!(state.page, 0);
        let mut latin = KeyboardState { shift: false, page: 1 };
        latin.on_key(Key::Char('a'), "ru");
        assert_eq!(latin.page, 1);
    }
}
