//! The entry of a voucher code over the review: one field, and the keyboard on the screen for fingers.

use ratatui::layout::Rect;

use super::awaited::{Awaited, Wait};
use super::chrome::{Chrome, keyboard_below};
use crate::app::shared::Sight;
use crate::domain::language::Language;
use crate::domain::price::Voucher;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::field::{Field, FieldWords};
use crate::ui::key::Key;
use crate::ui::keyboard::KeyboardState;
use crate::ui::theme::Tone;

/// What is typed so far.
#[derive(Debug)]
pub struct VoucherEntry {
    field: Field,
    refusal: Option<String>,
    keyboard: KeyboardState,
    keyboard_open: bool,
}

/// What a key did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryOutcome {
    /// Nothing that concerns the review.
    Stay,
    /// The entry is put away.
    Close,
    /// This code is to be tried.
    Try(String),
}

impl VoucherEntry {
    /// An empty field; with the keyboard on the screen for a visitor who touches.
    pub fn new(by_touch: bool) -> Self {
        let keyboard = KeyboardState { shift: true, page: 0 };
        Self { field: Field::new(Voucher::MAX), refusal: None, keyboard, keyboard_open: by_touch }
    }

    /// Takes a scanned code in place of what was typed.
    pub fn replace(&mut self, code: &str) {
        self.field.clear();
        self.field.insert(code);
        self.refusal = None;
    }

    /// What was typed.
    pub fn into_typed(self) -> String {
        self.field.value().to_owned()
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
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, checking: Option<Awaited>) {
        let speech = sight.speech;
        let (back, try_it) = (speech.say("back"), speech.say("review-voucher-try"));
        let kind = if checking.is_some() { ButtonKind::Disabled } else { ButtonKind::Primary };
        let busy = checking.is_some_and(|awaited| awaited.wait(sight.now.moment) > Wait::Short);
        let notice = busy.then(|| (speech.say("review-voucher-checking"), Tone::Notice));
        let chrome = Chrome {
            step: Some(4),
            notice,
            back: Some(&back),
            primary: Some((&try_it, kind)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        let top = if self.keyboard_open { 0 } else { 3.min(body.height) };
        let title = Rect { y: body.y + top, height: 1, ..body };
        canvas.text(title, &speech.say("review-voucher-title"), Tone::Title);
        let place = Rect { y: title.y + 2, height: 2, ..body };
        canvas.region(place, Key::Pick(0));
        let (label, hint) = (speech.say("review-voucher"), speech.say("review-voucher-hint"));
        let words = FieldWords {
            label: &label,
            hint: &hint,
            error: self.refusal.as_deref(),
            ..FieldWords::default()
        };
        self.field.view(canvas, place, &words, true);
        if self.keyboard_open {
            keyboard_below(sight, canvas, body, self.keyboard, &try_it);
        }
    }
}
