//! The kinds of fields a form has, and what is in them.

use crate::ui::field::Field;

/// One field, or a paragraph between fields.
#[derive(Clone, Debug)]
pub struct Item {
    pub(super) kind: Kind,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) placeholder: String,
    pub(super) required: bool,
    pub(super) error: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Text(Field),
    Date(Field),
    Choice { options: Vec<String>, chosen: Option<usize> },
    Multi { options: Vec<String>, chosen: Vec<bool> },
    Check(bool),
    Note,
}

/// What is in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// What is typed in a text or a date.
    Text(&'a str),
    /// The chosen option, if any.
    Choice(Option<usize>),
    /// For each option whether it is chosen.
    Multi(&'a [bool]),
    /// Whether it is ticked.
    Check(bool),
    /// A paragraph; it has no value.
    Note,
}

impl Item {
    fn new(kind: Kind, label: &str) -> Self {
        let (hint, placeholder) = (String::new(), String::new());
        Self { kind, label: label.to_owned(), hint, placeholder, required: false, error: None }
    }

    /// A line of at most `max` characters.
    pub fn text(label: &str, max: usize) -> Self {
        Self::new(Kind::Text(Field::new(max)), label)
    }

    /// A line of at most `max` characters, of which only their number is shown.
    pub fn secret(label: &str, max: usize) -> Self {
        Self::new(Kind::Text(Field::new(max).masked()), label)
    }

    /// A date as the visitor writes it; the placeholder shows how, and its separators are typed by themselves.
    pub fn date(label: &str, placeholder: &str) -> Self {
        let max = placeholder.chars().count().max(10);
        Self::new(Kind::Date(Field::new(max)), label).placeholder(placeholder)
    }

    /// One of several options, none chosen.
    pub fn choice(label: &str, options: Vec<String>) -> Self {
        Self::new(Kind::Choice { options, chosen: None }, label)
    }

    /// Any of several options, none chosen.
    pub fn multi(label: &str, options: Vec<String>) -> Self {
        let chosen = vec![false; options.len()];
        Self::new(Kind::Multi { options, chosen }, label)
    }

    /// A tick box, not ticked.
    pub fn check(label: &str) -> Self {
        Self::new(Kind::Check(false), label)
    }

    /// A paragraph.
    pub fn note(text: &str) -> Self {
        Self::new(Kind::Note, text)
    }

    /// Takes over what is in a field of the same kind.
    pub(super) fn keep(&mut self, old: Self) {
        match (&mut self.kind, old.kind) {
            (Kind::Text(new), Kind::Text(old)) | (Kind::Date(new), Kind::Date(old)) => *new = old,
            (Kind::Choice { options, chosen }, Kind::Choice { chosen: Some(old), .. })
                if old < options.len() =>
            {
                *chosen = Some(old);
            }
            (Kind::Multi { chosen, .. }, Kind::Multi { chosen: old, .. }) if old.len() == chosen.len() => {
                *chosen = old;
            }
            (Kind::Check(new), Kind::Check(old)) => *new = old,
            _ => {}
        }
    }

    /// Why it is asked.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        hint.clone_into(&mut self.hint);
        self
    }

    /// What could be typed, or what stands for "none chosen".
    #[must_use]
    pub fn placeholder(mut self, placeholder: &str) -> Self {
        placeholder.clone_into(&mut self.placeholder);
        self
    }

    /// Nobody goes on without it.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub(super) fn value(&self) -> Value<'_> {
        match &self.kind {
            Kind::Text(field) | Kind::Date(field) => Value::Text(field.value()),
            Kind::Choice { chosen, .. } => Value::Choice(*chosen),
            Kind::Multi { chosen, .. } => Value::Multi(chosen),
            Kind::Check(ticked) => Value::Check(*ticked),
            Kind::Note => Value::Note,
        }
    }

    pub(super) fn options(&self) -> &[String] {
        match &self.kind {
            Kind::Choice { options, .. } | Kind::Multi { options, .. } => options,
            _ => &[],
        }
    }

    pub(super) fn is_chosen(&self, option: usize) -> bool {
        match &self.kind {
            Kind::Choice { chosen, .. } => *chosen == Some(option),
            Kind::Multi { chosen, .. } => chosen.get(option) == Some(&true),
            _ => false,
        }
    }

    /// Chooses an option, or takes the choice of it back where several may be chosen.
    pub(super) fn choose(&mut self, option: usize) -> bool {
        match &mut self.kind {
            Kind::Choice { options, chosen } if option < options.len() => *chosen = Some(option),
            Kind::Multi { chosen, .. } if option < chosen.len() => chosen[option] = !chosen[option],
            _ => return false,
        }
        true
    }

    /// Whether it keeps the form from going on.
    pub(super) fn is_open_question(&self) -> bool {
        let empty = match self.value() {
            Value::Text(text) => text.trim().is_empty(),
            Value::Choice(chosen) => chosen.is_none(),
            Value::Multi(chosen) => !chosen.contains(&true),
            Value::Check(ticked) => !ticked,
            Value::Note => false,
        };
        self.required && empty || self.error.is_some()
    }
}
