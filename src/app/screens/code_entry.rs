//! The entry of a code, a voucher or a claim code: one field, and the keyboard on the screen for fingers.

use ratatui::layout::Rect;

use super::awaited::{Awaited, Wait};
use super::chrome::{Chrome, keyboard_below};
use crate::app::shared::Sight;
use crate::domain::language::Language;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::field::{Field, FieldWords};
use crate::ui::key::Key;
use crate::ui::keyboard::KeyboardState;
use crate::ui::theme::Tone;

/// What is typed so far.
#[derive(Debug)]
pub struct CodeEntry {
    field: Field,
    refusal: Option<String>,
    keyboard: KeyboardState,
    keyboard_open: bool,
}

/// What an entry says of the code it asks for.
#[derive(Clone, Debug)]
pub struct EntryWords {
    /// The question over it.
    pub title: String,
    /// What the field is called.
    pub label: String,
    /// Said in the empty field.
    pub hint: String,
    /// What Enter does.
    pub button: String,
    /// Said while the code is being tried.
    pub checking: String,
    /// Where the code is found; empty where everybody knows.
    pub about: String,
    /// Where a code of another kind is taken.
    pub other: Option<OtherWay>,
}

/// The way on for who has a code of another kind.
#[derive(Clone, Debug)]
pub struct OtherWay {
    /// What its button says.
    pub label: String,
    /// Its key.
    pub key: Key,
    /// Said once a code was not taken.
    pub refused: String,
}

/// What a key did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryOutcome {
    /// Nothing that concerns the screen below.
    Stay,
    /// The entry is put away.
    Close,
    /// This code is to be tried.
    Try(String),
}

impl CodeEntry {
    /// An empty field for so many characters; with the keyboard on the screen for a visitor who touches.
    pub fn new(max: usize, by_touch: bool) -> Self {
        let keyboard = KeyboardState { shift: true, page: 0 };
        Self { field: Field::new(max), refusal: None, keyboard, keyboard_open: by_touch }
    }

    /// Takes a scanned code in place of what was typed.
    pub fn replace(&mut self, code: &str) {
        self.field.clear();
        self.field.insert(code);
        self.refusal = None;
    }

    /// What was typed.
    pub fn typed(&self) -> &str {
        self.field.value()
    }

    /// Says why the code is not taken.
    pub fn refuse(&mut self, why: String) {
        self.refusal = Some(why);
    }

    /// Types, tries or closes.
    pub fn on_key(&mut self, key: Key, by_touch: bool, language: Language) -> EntryOutcome {
        match key {
            Key::Esc => EntryOutcome::Close,
            Key::Enter | Key::DONE => EntryOutcome::Try(self.field.value().to_owned()),
            Key::Pick(_) => {
                self.keyboard_open |= by_touch;
                EntryOutcome::Stay
            }
            _ => {
                if !self.keyboard.on_key(key, language.code()) && self.field.on_key(key) {
                    self.refusal = None;
                }
                EntryOutcome::Stay
            }
        }
    }

    /// Draws it; `checking` while a code is being tried.
    pub fn view(
        &self,
        sight: &Sight<'_>,
        canvas: &mut Canvas<'_>,
        words: &EntryWords,
        step: Option<(u8, u8)>,
        checking: Option<Awaited>,
    ) {
        let back = sight.speech.say("back");
        let kind = if checking.is_some() { ButtonKind::Disabled } else { ButtonKind::Primary };
        let busy = checking.is_some_and(|awaited| awaited.wait(sight.now.moment) > Wait::Short);
        let other = words.other.as_ref();
        let notice = match other.filter(|_| self.refusal.is_some()) {
            _ if busy => Some((words.checking.clone(), Tone::Notice)),
            Some(other) => Some((other.refused.clone(), Tone::Notice)),
            None => None,
        };
        let primary = Some((words.button.as_str(), kind));
        let more = other.map(|other| (other.label.as_str(), other.key)).into_iter().collect();
        let chrome = Chrome { step, notice, back: Some(&back), primary, more, ..Chrome::default() };
        let body = chrome.draw(sight, canvas);
        let top = if self.keyboard_open { 0 } else { 3.min(body.height) };
        let title = Rect { y: body.y + top, height: 1, ..body };
        canvas.text(title, &words.title, Tone::Title);
        let place = Rect { y: title.y + 2, height: 2, ..body };
        canvas.region(place, Key::Pick(0));
        let field = FieldWords {
            label: &words.label,
            hint: &words.hint,
            error: self.refusal.as_deref(),
            ..FieldWords::default()
        };
        self.field.view(canvas, place, &field, true);
        if self.keyboard_open {
            keyboard_below(sight, canvas, body, self.keyboard, &words.button);
        } else {
            let y = place.bottom() + 1;
            let about = Rect { y, height: body.bottom().saturating_sub(y), ..body };
            canvas.paragraph(about, &words.about, Tone::Dim);
        }
    }
}
