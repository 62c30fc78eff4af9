//! A person in front of the kiosk: presses keys and reads the screen.

use std::thread;
use std::time::Duration;

use vt100::Screen;
use walkin::domain::language::Language;
use walkin::words::Words;

use super::pty::Pty;

/// Who buys, in words that occur nowhere else.
pub const FIRST_NAME: &str = "Quirinella";
pub const LAST_NAME: &str = "Zaubersteyn";
pub const EMAIL: &str = "quirinella@zaubersteyn.example";
pub const TELEPHONE: &str = "+49305550142";
pub const BORN: &str = "21031987";

/// What would betray them, however it is written.
pub const PERSONAL: [&str; 8] =
    [FIRST_NAME, LAST_NAME, EMAIL, "zaubersteyn", TELEPHONE, "305550142", "1987-03-21", "21/03/1987"];

/// Columns of a line that is sure to be whole: what is left beside a code.
const LINE: usize = 30;
/// Gap between two keys: longer than the `scan_gap` of the configuration, so that nobody is taken for a scanner.
const GAP: Duration = Duration::from_millis(25);
/// How long a person looks at a price before ordering: longer than the order button is deaf to a key that is held.
const LOOK: Duration = Duration::from_millis(400);

pub const ENTER: &str = "\r";
pub const TAB: &str = "\t";
pub const ESC: &str = "\x1b";
/// What a terminal sends for F4, the key of somebody who is sure.
pub const F4: &str = "\x1bOS";
/// What it sends for F6, which leads to the memberships.
pub const F6: &str = "\x1b[17~";
const PAGE_DOWN: &str = "\x1b[6~";
/// Strokes by which the keys for pages reach the last field of the options of any membership of the pretend studio.
const OPTIONS_PAGES: usize = 3;
/// Where somebody lives who joins, in words that occur nowhere else.
pub const STREET: &str = "Xylophonweg";

/// A person at a terminal.
pub struct Visitor<'a> {
    pub kiosk: &'a mut Pty,
    words: Words,
    language: Language,
}

impl<'a> Visitor<'a> {
    /// Somebody who reads English.
    pub fn at(kiosk: &'a mut Pty) -> Self {
        Self::speaking(kiosk, Language::En)
    }

    /// Somebody who reads the language that the kiosk begins with.
    pub fn speaking(kiosk: &'a mut Pty, language: Language) -> Self {
        Self { kiosk, words: Words::load().expect("word files"), language }
    }

    /// What the kiosk says.
    pub fn say(&self, key: &str) -> String {
        self.words.speech(self.language).say(key)
    }

    /// A code as a person reads it.
    pub fn in_groups(&self, code: &str) -> String {
        self.words.speech(self.language).code_groups(code)
    }

    /// Waits until the kiosk says this: as much of it as stands on one line, also beside a code.
    pub fn reads(&self, key: &str) {
        let said = self.say(key);
        let line = said.split(' ').scan(0, |columns, word| {
            *columns += word.chars().count() + 1;
            (*columns <= LINE).then_some(word)
        });
        self.kiosk.wait_for_text(&line.collect::<Vec<_>>().join(" "));
    }

    /// From the welcome screen to the list of offers.
    pub fn begin(&mut self) {
        self.kiosk.wait_for_text("Kraftwerk Ostufer");
        self.press(ENTER);
        self.kiosk.wait_for_text("Tageskarte Erwachsene");
    }

    /// Types until the list shows this offer alone, and opens it.
    pub fn choose(&mut self, search: &str, offer: &str, another: &str) {
        self.type_text(search);
        self.kiosk.wait_for("the search", |screen| {
            let text = screen.contents();
            text.contains(search) && text.contains(offer) && !text.contains(another)
        });
        self.press(ENTER);
        self.kiosk.wait_for("the offer alone", |screen| {
            let text = screen.contents();
            text.contains(offer) && !text.contains(search)
        });
    }

    /// Chooses the row of a list that says this, by the digit before it.
    pub fn pick(&mut self, row: &str) {
        let digit = self.kiosk.wait_to_find(row, |screen| {
            let line = screen.contents().lines().find(|line| line.contains(row))?.to_owned();
            line.split(row).next()?.chars().find(char::is_ascii_digit)
        });
        self.press(&digit.to_string());
    }

    /// From the list to the form of the first offer.
    pub fn look_at_form(&mut self) {
        let offer = "Tageskarte Erwachsene";
        self.press(ENTER);
        self.kiosk.wait_for("the offer alone", |screen| {
            let text = screen.contents();
            text.contains(offer) && !text.contains("Youth")
        });
        self.press(ENTER);
        self.kiosk.wait_for("a form", |screen| !screen.hide_cursor());
    }

    /// Fills in the form of the offer on the screen and goes on.
    pub fn register(&mut self) {
        self.press(ENTER);
        for (label, text) in [
            ("visitor-first-name", FIRST_NAME),
            ("visitor-last-name", LAST_NAME),
            ("visitor-email", EMAIL),
            ("visitor-birth-date", BORN),
            ("visitor-telephone", TELEPHONE),
        ] {
            self.fill(&self.say(label), text);
        }
        self.tick("House rules read");
    }

    /// Fills in what must be filled in, each field at once, as a scanner does.
    pub fn register_quickly(&mut self, email: &str) {
        for (label, text) in
            [("visitor-first-name", FIRST_NAME), ("visitor-last-name", LAST_NAME), ("visitor-email", email)]
        {
            self.reach(&self.say(label));
            self.press(&format!("\x1b[200~{text}\x1b[201~"));
            self.kiosk.wait_for(text, |screen| field(screen).is_some_and(|field| field.contains(text)));
        }
        let has = |screen: &Screen, box_: &str| {
            screen
                .rows(0, screen.size().1.get())
                .any(|row| row.contains(box_) && row.contains("House rules read"))
        };
        for _ in 0..FIELDS_MAX {
            if self.kiosk.look(|screen| has(screen, "► [ ]")) {
                self.press(" ");
                self.kiosk.wait_for("a tick", |screen| has(screen, "► [x]"));
                return;
            }
            self.go_to_next_field();
        }
        panic!("no box:\n{}", self.kiosk.text());
    }

    /// Leaves the form, to the screen with this button. Nothing is open in the form, so one Enter does.
    pub fn go_on_to(&mut self, button: &str) {
        self.press(ENTER);
        self.kiosk.wait_for_text(button);
    }

    /// Reads the price, then orders.
    pub fn order(&mut self) {
        thread::sleep(LOOK);
        self.press(ENTER);
    }

    pub fn press(&mut self, key: &str) {
        thread::sleep(GAP);
        self.kiosk.send(key);
    }

    /// Types, one key at a time.
    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.press(c.encode_utf8(&mut [0; 4]));
        }
    }

    /// Fills in the field with this label, key by key, each once the one before is seen: on a busy machine keys would come
    /// in bursts, as a scanner's do.
    pub fn fill(&mut self, label: &str, text: &str) {
        self.reach(label);
        for (at, key) in text.char_indices() {
            let typed = &text[..at + key.len_utf8()];
            self.press(key.encode_utf8(&mut [0; 4]));
            self.kiosk.wait_for(&format!("{typed} in {label}"), |screen| {
                field(screen).is_some_and(|field| filled(&field).contains(&filled(typed)))
            });
        }
    }

    /// Moves from field to field until the cursor is in the one with this label.
    fn reach(&mut self, label: &str) {
        self.kiosk.wait_for("a form", |screen| !screen.hide_cursor());
        for _ in 0..FIELDS_MAX {
            if self.kiosk.look(|screen| field(screen).is_some_and(|field| field.contains(label))) {
                return;
            }
            self.go_to_next_field();
        }
        panic!("no field {label:?}:\n{}", self.kiosk.text());
    }

    fn go_to_next_field(&mut self) {
        let before = self.kiosk.look(Screen::contents_formatted);
        self.press(TAB);
        self.kiosk.wait_for("another field", |screen| screen.contents_formatted() != before);
    }

    /// From the welcome screen to the order of a membership, by somebody new.
    pub fn comes_to_join(&mut self, membership: &str) {
        self.kiosk.wait_for_text("Kraftwerk Ostufer");
        self.press(F6);
        self.kiosk.wait_for_text(membership);
        self.chooses_membership(membership);
        self.tell_who_joins();
        self.comes_to_order();
    }

    /// From the list of memberships to what follows the options, with the first of its terms and nothing besides.
    pub fn chooses_membership(&mut self, membership: &str) {
        self.pick(membership);
        self.kiosk.wait_for_text("Choose 12 months");
        self.press(ENTER);
        self.reads("options-start");
        // Enter leads to the fields that nobody has seen yet, as many pages as they take.
        for _ in 0..OPTIONS_PAGES {
            self.press(PAGE_DOWN);
        }
        self.press(ENTER);
    }

    /// From the price to the order.
    pub fn comes_to_order(&mut self) {
        self.reads("agreement-nothing-yet");
        let price = self.kiosk.text();
        self.press(ENTER);
        self.kiosk.wait_for("what follows the price", |screen| screen.contents() != price);
        self.agree_to_every_text();
    }

    fn tell_who_joins(&mut self) {
        self.reads("applicant-title");
        // All of it has to be there, or a key meant to look for a field would come after it was found.
        let first = self.say("visitor-first-name");
        self.kiosk
            .wait_for("the first field", |screen| field(screen).is_some_and(|field| field.contains(&first)));
        for (label, text) in [
            ("visitor-first-name", FIRST_NAME),
            ("visitor-last-name", LAST_NAME),
            ("visitor-birth-date", BORN),
            ("visitor-email", EMAIL),
            ("applicant-mobile", TELEPHONE),
            ("visitor-street", STREET),
            ("visitor-zip-code", "10115"),
            ("visitor-city", "Berlin"),
        ] {
            self.fill(&self.say(label), text);
        }
        self.tick("House rules read");
        self.turn_to_the_end();
    }

    /// Goes on as often as there are fields that nobody has seen yet.
    fn turn_to_the_end(&mut self) {
        let title = self.say("applicant-title");
        for _ in 0..FIELDS_MAX {
            let before = self.kiosk.text();
            self.press(ENTER);
            self.kiosk.wait_for("what follows", |screen| screen.contents() != before);
            if !self.kiosk.text().contains(&title) {
                return;
            }
        }
        panic!("a form without an end:\n{}", self.kiosk.text());
    }

    /// Reads one text after the other, ticks where that is asked, and comes to the order.
    fn agree_to_every_text(&mut self) {
        let (button, ticked) = (self.say("review-order"), format!("[x] {}", self.say("agreement-tick")));
        for _ in 0..TEXTS_MAX {
            let text = self.kiosk.text();
            if text.contains(&button) {
                // The order is deaf to keys for a moment after it has appeared.
                thread::sleep(DEAF);
                return;
            }
            if text.contains("[ ]") {
                self.press(F4);
                self.kiosk.wait_for_text(&ticked);
            }
            let before = self.kiosk.text();
            self.press(ENTER);
            self.kiosk.wait_for("the next text", |screen| screen.contents() != before);
        }
        panic!("more texts than there are:\n{}", self.kiosk.text());
    }

    /// Looks for a box, and ticks it with a finger.
    pub fn tick(&mut self, label: &str) {
        for _ in 0..FIELDS_MAX {
            let place = self.kiosk.look(|screen| {
                let rows = screen.rows(0, screen.size().1.get());
                rows.zip(1..).find_map(|(row, line)| Some((row.find(label)?, line)))
            });
            if let Some((column, line)) = place {
                // Screens are deaf to fingers for a moment after they have changed.
                thread::sleep(LOOK);
                let before = self.kiosk.look(Screen::contents_formatted);
                self.press(&format!("\x1b[<0;{};{line}M\x1b[<0;{};{line}m", column + 1, column + 1));
                self.kiosk.wait_for("a tick", |screen| screen.contents_formatted() != before);
                return;
            }
            self.go_to_next_field();
        }
        panic!("no box {label:?}:\n{}", self.kiosk.text());
    }
}

/// How long nobody orders a membership that has just appeared.
const DEAF: Duration = Duration::from_millis(1_200);

/// More texts than an offer has.
const TEXTS_MAX: usize = 10;

/// More fields than the form has.
const FIELDS_MAX: usize = 40;

/// The line the cursor is in and the label above it, while the cursor is shown.
fn field(screen: &Screen) -> Option<String> {
    let (row, _) = screen.cursor_position();
    let rows = screen.rows(0, screen.size().1.get());
    let field: Vec<String> =
        rows.take(usize::from(row) + 1).skip(usize::from(row.saturating_sub(1))).collect();
    (!screen.hide_cursor()).then(|| field.join("\n"))
}

/// Without what a field adds by itself, such as the separators of a date.
fn filled(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
