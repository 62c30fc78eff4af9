//! A form that is being filled in: its fields, and the keyboard on the screen for fingers.

use ratatui::layout::Rect;

use super::chrome::keyboard_below;
use crate::app::shared::Sight;
use crate::domain::language::Language;
use crate::ui::canvas::{Canvas, is_large, touch_rows};
use crate::ui::form::{Form, FormOutcome};
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::keyboard::KeyboardState;

/// A form, and whether the keyboard is on the screen.
#[derive(Debug)]
pub struct FormEntry {
    /// The fields.
    pub form: Form,
    keyboard: KeyboardState,
    keyboard_open: bool,
    /// How many of its fields stood on the pages seen so far.
    seen: usize,
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormEntryOutcome {
    /// Nothing that has to be looked at.
    Stay,
    /// What is in this field changed.
    Changed(usize),
    /// This field was left for another.
    Left(usize),
    /// Going on was asked for.
    GoOn,
    /// Going back was asked for.
    Close,
}

impl FormEntry {
    /// Nothing is typed yet.
    pub fn new(form: Form) -> Self {
        Self { form, keyboard: KeyboardState { shift: true, page: 0 }, keyboard_open: false, seen: 0 }
    }

    /// Types, moves, goes on or back. A field brings up the keyboard when it is touched; `is_name` says which fields begin
    /// with a capital.
    pub fn on_key(
        &mut self,
        key: Key,
        by_touch: bool,
        language: Language,
        is_name: impl Fn(usize) -> bool,
    ) -> FormEntryOutcome {
        if self.keyboard_open
            && (self.keyboard.on_key(key, language.code()) || key == Key::DONE || key == Key::Esc)
        {
            self.keyboard_open = !matches!(key, Key::DONE | Key::Esc);
            return FormEntryOutcome::Stay;
        }
        let left = self.form.focus();
        let outcome = match self.form.on_key(key) {
            FormOutcome::Changed(index) => FormEntryOutcome::Changed(index),
            FormOutcome::Moved => {
                self.keyboard = self.keyboard_for(&is_name);
                self.keyboard_open &= self.form.wants_keyboard();
                FormEntryOutcome::Left(left)
            }
            FormOutcome::Turned => {
                self.keyboard_open = false;
                return FormEntryOutcome::Stay;
            }
            FormOutcome::Submit | FormOutcome::Missing(_) => {
                self.keyboard_open = false;
                return FormEntryOutcome::GoOn;
            }
            FormOutcome::Ignored if key == Key::Esc => return FormEntryOutcome::Close,
            FormOutcome::Ignored => FormEntryOutcome::Stay,
        };
        if by_touch && matches!(key, Key::Pick(_)) {
            self.keyboard_open = self.form.wants_keyboard();
            self.keyboard = self.keyboard_for(&is_name);
        }
        outcome
    }

    fn keyboard_for(&self, is_name: &impl Fn(usize) -> bool) -> KeyboardState {
        let focus = self.form.focus();
        KeyboardState { shift: is_name(focus) && self.form.text(focus).is_empty(), page: 0 }
    }

    /// Whether the keyboard is on the screen.
    pub const fn is_keyboard_open(&self) -> bool {
        self.keyboard_open
    }

    /// The page with the focus is looked at, below its title in this body; with the keyboard open there is room for few of it.
    pub fn look(&mut self, body: Rect, grid: Rect) {
        if !self.keyboard_open {
            let rest = frame::below_title(body, is_large(grid));
            self.seen = self.seen.max(self.form.page_end(rest, touch_rows(grid)));
        }
    }

    /// Moves to the first field that nobody has seen yet, and says whether there is one: what need not be answered is not missed
    /// for want of turning a page.
    pub fn turn_to_unseen(&mut self) -> bool {
        self.form.focus_from(self.seen)
    }

    /// Puts the keyboard away.
    pub fn put_keyboard_away(&mut self) {
        self.keyboard_open = false;
    }

    /// Draws it below its title; with the keyboard open the fields have the room above that.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, title: &str) {
        if !self.keyboard_open {
            let rest = frame::title(canvas, body, title);
            self.form.view(canvas, rest);
            return;
        }
        let done = sight.speech.say("keyboard-done");
        let left = keyboard_below(sight, canvas, body, self.keyboard, &done);
        self.form.view(canvas, left);
    }
}
