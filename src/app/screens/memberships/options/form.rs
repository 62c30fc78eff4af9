//! The form of the options: which fields there are, what is wrong with them, and what they say of the agreement.

use super::super::terms;
use super::last_start;
use crate::app::agreement::Agreement;
use crate::app::screens::form_entry::FormEntry;
use crate::domain::language::Language;
use crate::domain::membership::{OfferModule, OfferModuleId, PreUse};
use crate::domain::time::Date;
use crate::ui::form::{Form, Item, Value};
use crate::words::{Speech, Words};

/// Characters of a code of whoever brought them; those of the studio have some six.
const REFERRAL_MAX: usize = 60;

/// The fields, and what is in them.
#[derive(Debug)]
pub struct OptionsForm {
    /// The fields as they are drawn.
    pub entry: FormEntry,
    slots: Vec<Slot>,
    language: Language,
}

/// What a field is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The first day.
    Start,
    /// From when on one trains before that.
    PreUse,
    /// A line between fields.
    Note,
    /// A free module, by its place among them.
    Selectable(usize),
    /// A paid module, by its place among those of the term.
    Optional(usize),
    /// Who brought them.
    Referral,
}

impl Slot {
    /// Whether it is a day.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Start | Self::PreUse)
    }

    /// The module it is about.
    pub fn module(self, agreement: &Agreement) -> Option<&OfferModule> {
        match self {
            Self::Selectable(at) => agreement.detail.selectable.get(at),
            Self::Optional(at) => agreement.term()?.optional.get(at),
            Self::Start | Self::PreUse | Self::Note | Self::Referral => None,
        }
    }
}

impl OptionsForm {
    /// The fields that an agreement has, filled in with what was chosen so far.
    pub fn new(speech: Speech<'_>, agreement: &Agreement) -> Self {
        let (items, slots) = fields(speech, agreement);
        let mut form = Self { entry: FormEntry::new(Form::new(items)), slots, language: speech.language() };
        form.set_date(speech, Slot::Start, agreement.start);
        if let Some(day) = agreement.pre_use {
            form.set_date(speech, Slot::PreUse, day);
        }
        for (index, slot) in form.slots.iter().enumerate() {
            let is_chosen = slot.module(agreement).is_some_and(|module| {
                agreement.selectable.contains(&module.id) || agreement.optional.contains(&module.id)
            });
            form.entry.form.set_check(index, is_chosen);
        }
        if let (Some(index), Some(code)) = (form.index_of(Slot::Referral), &agreement.referral) {
            form.entry.form.set_text(index, code);
        }
        form
    }

    /// Puts the same fields in another language; a date is written as that writes it.
    pub fn reword(&mut self, words: &Words, language: Language, agreement: &Agreement) {
        let (before, speech) = (words.speech(self.language), words.speech(language));
        let (items, slots) = fields(speech, agreement);
        if slots == self.slots {
            self.entry.form.relabel(items, Some);
        } else {
            *self = Self::new(before, agreement);
        }
        self.language = language;
        for slot in [Slot::Start, Slot::PreUse] {
            if let Some(day) = self.date(before, slot) {
                self.set_date(speech, slot, day);
            }
        }
    }

    /// What a field is about.
    pub fn slot(&self, index: usize) -> Option<Slot> {
        self.slots.get(index).copied()
    }

    /// What the field with the focus is about.
    pub fn focused(&self) -> Option<Slot> {
        self.slot(self.entry.form.focus())
    }

    /// Moves the focus.
    pub fn focus(&mut self, slot: Slot) {
        if let Some(index) = self.index_of(slot) {
            self.entry.form.set_focus(index);
        }
    }

    fn index_of(&self, slot: Slot) -> Option<usize> {
        self.slots.iter().position(|other| *other == slot)
    }

    /// The day that is typed in a field, when it is one.
    pub fn date(&self, speech: Speech<'_>, slot: Slot) -> Option<Date> {
        speech.parse_date(self.typed(slot), &speech.date_input())
    }

    fn typed(&self, slot: Slot) -> &str {
        self.index_of(slot).map_or("", |index| self.entry.form.text(index).trim())
    }

    /// Puts a day in a field.
    pub fn set_date(&mut self, speech: Speech<'_>, slot: Slot, day: Date) {
        if let Some(index) = self.index_of(slot) {
            self.entry.form.set_text(index, &speech.date_short(day));
            self.entry.form.set_error(index, None);
        }
    }

    /// The last day that a field can have: nobody trains before the start after it.
    pub fn last_day(
        &self,
        speech: Speech<'_>,
        slot: Slot,
        agreement: Option<&Agreement>,
        today: Date,
    ) -> Date {
        let last = agreement.map_or(today, |agreement| last_start(agreement, today));
        match slot {
            Slot::PreUse => self.date(speech, Slot::Start).map_or(last, |start| start.min(last)),
            _ => last,
        }
    }

    /// Takes back the tick of one free module too many; says whether it was one.
    pub fn refuse_too_many(&mut self, index: usize, agreement: &Agreement) -> bool {
        let is_over = matches!(self.slot(index), Some(Slot::Selectable(_)))
            && self.ticked(agreement, true).len() > agreement.detail.selectable_max;
        if is_over {
            self.entry.form.set_check(index, false);
        }
        is_over
    }

    /// Says what is wrong with a day, where something is; the first day decides about training before it too.
    pub fn check(&mut self, speech: Speech<'_>, index: usize, agreement: &Agreement, today: Date) {
        let Some(slot) = self.slot(index).filter(|slot| slot.is_date()) else { return };
        if slot == Slot::Start
            && let Some(pre_use) = self.index_of(Slot::PreUse)
        {
            self.check(speech, pre_use, agreement, today);
        }
        let last = self.last_day(speech, slot, Some(agreement), today);
        let error = match self.date(speech, slot) {
            _ if self.typed(slot).is_empty() => None,
            None => {
                let pattern = speech.date_input().placeholder;
                Some(speech.with("visitor-error-date", &[("pattern", pattern.into())]))
            }
            Some(day) if slot == Slot::PreUse && day > last => {
                let values = [("day", speech.date_short(last).into())];
                Some(speech.with("options-error-before", &values))
            }
            Some(day) if day < today || day > last => {
                let day = |day| speech.date_short(day);
                let values = [("from", day(today).into()), ("to", day(last).into())];
                Some(speech.with("options-error-range", &values))
            }
            Some(_) => None,
        };
        self.entry.form.set_error(index, error);
    }

    /// The same for all fields; says whether nothing is wrong, and goes to the first one where something is.
    pub fn check_all(&mut self, speech: Speech<'_>, agreement: &Agreement, today: Date) -> bool {
        for index in 0..self.slots.len() {
            self.check(speech, index, agreement, today);
        }
        let form = &self.entry.form;
        let is_open = |index: &usize| {
            form.has_error(*index) || form.is_required(*index) && form.text(*index).is_empty()
        };
        let wrong = (0..self.slots.len()).find(is_open);
        if let Some(index) = wrong {
            self.entry.form.set_focus(index);
        }
        wrong.is_none()
    }

    /// Writes down in the agreement what was chosen. What is wrong stays as it was.
    pub fn keep(&self, speech: Speech<'_>, agreement: &mut Agreement, today: Date) {
        let last = last_start(agreement, today);
        let start = self.date(speech, Slot::Start).filter(|day| (today..=last).contains(day));
        agreement.start = start.unwrap_or(agreement.start);
        let pre_use = self.date(speech, Slot::PreUse);
        // Who trains from the first day on does not train before it.
        agreement.pre_use = pre_use.filter(|day| (today..agreement.start).contains(day));
        let modules = (self.ticked(agreement, true), self.ticked(agreement, false));
        if modules != (agreement.selectable.clone(), agreement.optional.clone()) {
            // The texts of modules come after those of the offer, and are others now.
            let texts = agreement.detail.texts.len();
            agreement.confirmed.retain(|at| *at < texts);
        }
        (agreement.selectable, agreement.optional) = modules;
        agreement.referral = Some(self.typed(Slot::Referral).to_owned()).filter(|code| !code.is_empty());
    }

    /// The modules that are ticked: the free ones, or the paid ones.
    fn ticked(&self, agreement: &Agreement, free: bool) -> Vec<OfferModuleId> {
        let is_ticked = |index: usize| self.entry.form.value(index) == Value::Check(true);
        let ticked = self
            .slots
            .iter()
            .enumerate()
            .filter(|(index, slot)| matches!(slot, Slot::Selectable(_)) == free && is_ticked(*index));
        ticked.filter_map(|(_, slot)| slot.module(agreement)).map(|module| module.id).collect()
    }
}

/// The fields that an agreement has.
fn fields(speech: Speech<'_>, agreement: &Agreement) -> (Vec<Item>, Vec<Slot>) {
    let say = |key| speech.say(key);
    let pattern = speech.date_input().placeholder;
    let mut fields = vec![(Item::date(&say("options-start"), &pattern).required(), Slot::Start)];
    let pre_use = match agreement.detail.offer.pre_use {
        _ if agreement.is_switch() => None,
        PreUse::Free => Some("options-pre-use-free"),
        PreUse::Chargeable => Some("options-pre-use-paid"),
        PreUse::NotAvailable | PreUse::Other(_) => None,
    };
    let if_you_like = say("options-if-you-like");
    if let Some(label) = pre_use {
        fields.push((Item::date(&say(label), &pattern).hint(&if_you_like), Slot::PreUse));
    }
    let most = agreement.detail.selectable_max.min(agreement.detail.selectable.len());
    if most > 0 {
        let title = speech.with("options-selectable", &[("count", most.into())]);
        fields.push((Item::note(&title), Slot::Note));
        let modules = agreement.detail.selectable.iter().enumerate();
        fields.extend(modules.map(|(at, module)| (tick(module.name.as_str(), module), Slot::Selectable(at))));
    }
    let optional = agreement.term().map_or(&[][..], |term| &term.optional[..]);
    if !optional.is_empty() {
        fields.push((Item::note(&say("options-optional")), Slot::Note));
    }
    for (at, module) in optional.iter().enumerate() {
        fields.push(if terms::can_be_ordered(module) {
            (tick(&terms::extra(speech, module), module), Slot::Optional(at))
        } else {
            let said = speech.with("options-at-desk", &[("name", (&module.name).into())]);
            (Item::note(&said), Slot::Note)
        });
    }
    if !agreement.is_switch() {
        let code = Item::text(&say("options-referral"), REFERRAL_MAX).hint(&if_you_like);
        fields.push((code, Slot::Referral));
    }
    fields.into_iter().unzip()
}

/// A module to tick, with what it is below its name.
fn tick(label: &str, module: &OfferModule) -> Item {
    Item::check(label).hint(module.description.as_ref().map_or("", |text| text.as_str()))
}
