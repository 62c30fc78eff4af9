//! The two questions: what somebody is found by, and what only they know.

use crate::app::shared::Settings;
use crate::config::{Identifier, Proof};
use crate::domain::language::Language;
use crate::domain::text::Secret;
use crate::domain::time::Date;
use crate::ui::form::{Form, FormOutcome, Item};
use crate::ui::key::Key;
use crate::ui::keyboard::KeyboardState;
use crate::words::{Speech, Words};

use super::lookup::Given;

/// Characters of a card number, a barcode or a member number: a QR code may carry a few dozen.
const TYPED_MAX: usize = 120;
/// Characters of a PIN: more than anybody keeps in mind.
const PIN_MAX: usize = 16;

/// The field for what somebody is found by.
const WHO: usize = 0;
/// The field for the proof.
const PROOF: usize = 1;

/// What is typed so far.
pub(super) struct Entry {
    /// The two fields.
    pub form: Form,
    /// The on-screen keyboard.
    pub keyboard: KeyboardState,
    /// Whether that keyboard is shown.
    pub keyboard_open: bool,
    proof: Proof,
    language: Language,
}

impl Entry {
    /// Two empty fields; with the keyboard on the screen for somebody who touches.
    pub(super) fn new(speech: Speech<'_>, settings: &Settings, by_touch: bool) -> Self {
        Self {
            form: Form::new(items(speech, settings)),
            keyboard: KeyboardState::default(),
            keyboard_open: by_touch,
            proof: settings.members.proof,
            language: speech.language(),
        }
    }

    /// Takes a scanned card or code in place of what was typed, and goes on to the proof.
    pub(super) fn scan(&mut self, text: &str) {
        self.form.set_text(WHO, text);
        self.form.set_error(WHO, None);
        self.form.set_focus(PROOF);
    }

    /// Types or moves.
    pub(super) fn on_key(&mut self, key: Key, by_touch: bool, language: Language) -> FormOutcome {
        if self.keyboard_open {
            if self.keyboard.on_key(key, language.code()) {
                return FormOutcome::Moved;
            }
            if key == Key::Esc {
                self.keyboard_open = false;
                return FormOutcome::Moved;
            }
        }
        let outcome = self.form.on_key(if key == Key::DONE { Key::Enter } else { key });
        self.keyboard_open |= by_touch && matches!(key, Key::Pick(_));
        outcome
    }

    /// Whether the proof is being typed, so that what comes next is the try.
    pub(super) fn is_last(&self) -> bool {
        self.form.focus() == PROOF
    }

    /// Both answers, once they can be ones; else says at the fields what is missing.
    pub(super) fn answers(&mut self, speech: Speech<'_>, today: Date) -> Option<(String, Given)> {
        let who = self.form.text(WHO).trim().to_owned();
        let typed = self.form.text(PROOF).trim().to_owned();
        let given = match self.proof {
            Proof::BirthDate => {
                speech.parse_date(&typed, &speech.date_input()).filter(|born| *born <= today).map(Given::Born)
            }
            Proof::Pin => (!typed.is_empty()).then(|| Given::Pin(Secret::new(&typed))),
        };
        let missing = || speech.say("visitor-error-missing");
        let no_proof = || if typed.is_empty() { missing() } else { speech.say("visitor-error-birth-date") };
        self.form.set_error(WHO, who.is_empty().then(missing));
        self.form.set_error(PROOF, given.is_none().then(no_proof));
        if let Some(wrong) = (WHO..=PROOF).find(|field| self.form.has_error(*field)) {
            self.form.set_focus(wrong);
        }
        given.filter(|_| !who.is_empty()).map(|given| (who, given))
    }

    /// What somebody is to be found by, as typed.
    pub(super) fn typed(&self) -> String {
        self.form.text(WHO).trim().to_owned()
    }

    /// Empties the proof after a wrong try, so that the same is not tried twice by a key pressed once too often.
    pub(super) fn clear_proof(&mut self) {
        self.form.set_text(PROOF, "");
        self.form.set_focus(PROOF);
    }

    /// Empties both, for somebody else to try.
    pub(super) fn clear(&mut self) {
        self.clear_proof();
        self.form.set_text(WHO, "");
        self.form.set_focus(WHO);
    }

    /// Puts the questions in another language; what was typed stays, a date as the new language writes it.
    pub(super) fn reword(&mut self, words: &Words, language: Language, settings: &Settings) {
        let (before, speech) = (words.speech(self.language), words.speech(language));
        self.language = language;
        self.form.relabel(items(speech, settings), Some);
        if self.proof == Proof::BirthDate
            && let Some(date) = before.parse_date(self.form.text(PROOF), &before.date_input())
        {
            self.form.set_text(PROOF, &speech.date_short(date));
        }
    }
}

fn items(speech: Speech<'_>, settings: &Settings) -> Vec<Item> {
    let members = &settings.members;
    let names: Vec<_> = members.identify_by.iter().map(|identifier| speech.say(name(*identifier))).collect();
    let who = Item::text(&names.join(" / "), TYPED_MAX).hint(&speech.say("identify-who-hint"));
    let proof = match members.proof {
        Proof::BirthDate => Item::date(&speech.say("visitor-birth-date"), &speech.date_input().placeholder),
        Proof::Pin => Item::secret(&speech.say("identify-pin"), PIN_MAX),
    };
    let proof = proof.hint(&speech.say("identify-proof-hint"));
    vec![who.required(), proof.required()]
}

/// What somebody is found by, in words.
fn name(identifier: Identifier) -> &'static str {
    match identifier {
        Identifier::Card => "identify-card",
        Identifier::Barcode => "identify-barcode",
        Identifier::CustomerNumber => "identify-number",
        Identifier::Pin => "identify-pin",
    }
}
