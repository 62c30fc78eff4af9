//! A form: fields of several kinds one below the other, page by page.
//!
//! The form knows no rules. It says which field changed and which required one is still empty; what is wrong with a
//! field is put to it as words. Words can be replaced while everything typed stays, for a change of language.

use super::field::Field;
use super::key::Key;

mod item;
mod view;

use item::Kind;
pub use item::{Item, Value};

/// Fields, and which of them has the focus.
#[derive(Clone, Debug, Default)]
pub struct Form {
    items: Vec<Item>,
    focus: usize,
    /// The option under the cursor, while the options of the focused field lie open.
    open: Option<usize>,
    editable: Editable,
}

/// Which fields can be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Editable {
    /// All of them.
    #[default]
    All,
    /// None: the form can be looked at.
    Nothing,
    /// This one.
    Only(usize),
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormOutcome {
    /// Nothing; the key means something to somebody else.
    Ignored,
    /// The focus moved, or options were opened or closed.
    Moved,
    /// Another page is shown; nobody wants to type there yet.
    Turned,
    /// The value of this field changed; its error is gone.
    Changed(usize),
    /// Going on was asked for, but this required field is empty or wrong; it has the focus now.
    Missing(usize),
    /// Going on was asked for, and nothing is missing.
    Submit,
}

/// The pick that stands for the first option of the first field; each field has a stride of its own.
const OPTIONS: usize = 1000;
/// Within a stride, the pick that opens the options.
const OPEN: usize = OPTIONS - 1;
/// Within a stride, the pick that shows the page of the field.
const TURN: usize = OPTIONS - 2;
/// The fields that the keys for pages move on by.
const PAGE: usize = 4;

impl Form {
    /// A form with the focus on its first field.
    pub fn new(items: Vec<Item>) -> Self {
        let focus = items.iter().position(|item| !matches!(item.kind, Kind::Note)).unwrap_or(0);
        Self { items, focus, open: None, editable: Editable::All }
    }

    /// What is in a field.
    pub fn value(&self, index: usize) -> Value<'_> {
        self.items.get(index).map_or(Value::Note, Item::value)
    }

    /// What is typed in a field of text or date; empty for other kinds.
    pub fn text(&self, index: usize) -> &str {
        if let Value::Text(text) = self.value(index) { text } else { "" }
    }

    /// How many items it has, paragraphs included.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether it has no item.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The item with the focus.
    pub const fn focus(&self) -> usize {
        self.focus
    }

    /// Moves the focus.
    pub fn set_focus(&mut self, index: usize) {
        self.focus = index.min(self.items.len().saturating_sub(1));
        self.open = None;
    }

    fn is_field(&self, index: usize) -> bool {
        self.items.get(index).is_some_and(|item| !matches!(item.kind, Kind::Note))
    }

    /// The first field from this item on; the last item where none follows, so that a paragraph at the end can be turned to.
    fn field_from(&self, index: usize) -> usize {
        (index..self.items.len()).find(|at| self.is_field(*at)).unwrap_or(self.items.len().saturating_sub(1))
    }

    /// The next field, and after the last one the first; paragraphs are passed over.
    fn field_after(&self, index: usize) -> usize {
        let mut round = (index + 1..self.items.len()).chain(0..=index);
        round.find(|at| self.is_field(*at)).unwrap_or(index)
    }

    /// The one before, and before the first one the last.
    fn field_before(&self, index: usize) -> usize {
        let mut round = (0..index).rev().chain((index..self.items.len()).rev());
        round.find(|at| self.is_field(*at)).unwrap_or(index)
    }

    /// Moves the focus to the first field from this item on; says whether there is one.
    pub fn focus_from(&mut self, index: usize) -> bool {
        let field = (index..self.items.len()).find(|at| self.is_field(*at));
        if let Some(field) = field {
            self.set_focus(field);
        }
        field.is_some()
    }

    /// Whether the focused field takes typed text, so that an on-screen keyboard is of use.
    pub fn wants_keyboard(&self) -> bool {
        let kind = self.items.get(self.focus).map(|item| &item.kind);
        self.can_edit(self.focus) && matches!(kind, Some(Kind::Text(_) | Kind::Date(_)))
    }

    /// Says what is wrong with a field, or that nothing is.
    pub fn set_error(&mut self, index: usize, error: Option<String>) {
        if let Some(item) = self.items.get_mut(index) {
            item.error = error;
        }
    }

    /// Whether nobody goes on without this field.
    pub fn is_required(&self, index: usize) -> bool {
        self.items.get(index).is_some_and(|item| item.required)
    }

    /// Whether something is wrong with this field.
    pub fn has_error(&self, index: usize) -> bool {
        self.items.get(index).is_some_and(|item| item.error.is_some())
    }

    /// Says which fields can be changed from now on.
    pub fn set_editable(&mut self, editable: Editable) {
        self.editable = editable;
        self.open = None;
        if let Editable::Only(index) = editable {
            self.set_focus(index);
        }
    }

    fn can_edit(&self, index: usize) -> bool {
        match self.editable {
            Editable::All => true,
            Editable::Nothing => false,
            Editable::Only(only) => index == only,
        }
    }

    /// Chooses an option of a field; nothing where there is none.
    pub fn set_choice(&mut self, index: usize, option: usize) {
        if let Some(item @ Item { kind: Kind::Choice { .. }, .. }) = self.items.get_mut(index) {
            item.choose(option);
        }
    }

    /// Ticks a box, or takes the tick out.
    pub fn set_check(&mut self, index: usize, on: bool) {
        if let Some(Item { kind: Kind::Check(ticked), .. }) = self.items.get_mut(index) {
            *ticked = on;
        }
    }

    /// Whether the options of a field lie open, which then have the whole area.
    pub const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Puts a text in a field in place of what was typed there; typing replaces it.
    pub fn set_text(&mut self, index: usize, text: &str) {
        if let Some(Item { kind: Kind::Text(field) | Kind::Date(field), .. }) = self.items.get_mut(index) {
            field.propose(text);
        }
    }

    /// Takes over new fields. What was typed and chosen stays where the field is still there: `from` says which one it was.
    pub fn relabel(&mut self, items: Vec<Item>, from: impl Fn(usize) -> Option<usize>) {
        let focused = self.focus;
        let mut old: Vec<_> = std::mem::replace(&mut self.items, items).into_iter().map(Some).collect();
        let mut focus = None;
        for (index, item) in self.items.iter_mut().enumerate() {
            let source = from(index);
            if source == Some(focused) {
                focus = Some(index);
            }
            if let Some(old) = source.and_then(|source| old.get_mut(source)).and_then(Option::take) {
                item.keep(old);
            }
        }
        self.set_focus(focus.unwrap_or(0));
    }

    /// Types scanned or pasted text into the focused field.
    pub fn insert(&mut self, text: &str) -> FormOutcome {
        if !self.wants_keyboard() {
            return FormOutcome::Ignored;
        }
        for c in text.chars() {
            self.type_char(c);
        }
        self.changed()
    }

    /// Handles a key.
    pub fn on_key(&mut self, key: Key) -> FormOutcome {
        if self.items.is_empty() {
            return FormOutcome::Ignored;
        }
        if let Key::Pick(pick) = key {
            return self.on_pick(pick);
        }
        if let Some(cursor) = self.open {
            return self.on_option_key(key, cursor);
        }
        match key {
            Key::Enter => return self.go_on(),
            Key::Tab | Key::Down => self.set_focus(self.field_after(self.focus)),
            Key::BackTab | Key::Up => self.set_focus(self.field_before(self.focus)),
            Key::PageDown => self.set_focus(self.field_from(self.focus + PAGE)),
            Key::PageUp => self.set_focus(self.field_from(self.focus.saturating_sub(PAGE))),
            _ if !self.can_edit(self.focus) => return FormOutcome::Ignored,
            _ => return self.on_field_key(key),
        }
        FormOutcome::Moved
    }

    fn on_field_key(&mut self, key: Key) -> FormOutcome {
        let item = &mut self.items[self.focus];
        match (&mut item.kind, key) {
            (Kind::Text(_) | Kind::Date(_), Key::Char(c)) => self.type_char(c),
            (Kind::Text(field) | Kind::Date(field), _) => {
                let before = field.value().len();
                return match field.on_key(key) {
                    true if field.value().len() == before => FormOutcome::Moved,
                    true => self.changed(),
                    false => FormOutcome::Ignored,
                };
            }
            (Kind::Check(ticked), Key::Char(' ')) => *ticked = !*ticked,
            (Kind::Choice { options, chosen }, Key::Right) if !options.is_empty() => {
                *chosen = Some(chosen.map_or(0, |at| (at + 1) % options.len()));
            }
            (Kind::Choice { options, chosen }, Key::Left) if !options.is_empty() => {
                let last = options.len() - 1;
                *chosen = Some(chosen.map_or(last, |at| if at == 0 { last } else { at - 1 }));
            }
            (Kind::Choice { .. } | Kind::Multi { .. }, Key::Char(' ') | Key::Right) => {
                return self.open_options();
            }
            _ => return FormOutcome::Ignored,
        }
        self.changed()
    }

    fn on_option_key(&mut self, key: Key, cursor: usize) -> FormOutcome {
        let item = &mut self.items[self.focus];
        let one = matches!(item.kind, Kind::Choice { .. });
        let last = item.options().len().saturating_sub(1);
        let next = match key {
            Key::Up => cursor.saturating_sub(1),
            Key::Down => cursor + 1,
            Key::PageUp => cursor.saturating_sub(PAGE),
            Key::PageDown => cursor + PAGE,
            Key::Home => 0,
            Key::End => last,
            Key::Char(' ') => return self.choose(cursor),
            Key::Enter if one => return self.choose(cursor),
            Key::Enter | Key::Esc | Key::Tab => {
                self.open = None;
                return FormOutcome::Moved;
            }
            Key::Char(letter) => {
                let starts = |option: &String| {
                    option.chars().next().is_some_and(|c| c.to_lowercase().eq(letter.to_lowercase()))
                };
                let options = item.options();
                let after = options.iter().enumerate().skip(cursor + 1).find(|(_, option)| starts(option));
                after.map(|(at, _)| at).or_else(|| options.iter().position(starts)).unwrap_or(cursor)
            }
            _ => return FormOutcome::Ignored,
        };
        self.open = Some(next.min(last));
        FormOutcome::Moved
    }

    /// A touch: on a field, on an option, or on what opens the options.
    fn on_pick(&mut self, pick: usize) -> FormOutcome {
        let (index, option) =
            if pick < OPTIONS { (pick, None) } else { (pick / OPTIONS - 1, Some(pick % OPTIONS)) };
        if index >= self.items.len() {
            return FormOutcome::Ignored;
        }
        let open = self.open;
        self.set_focus(index);
        match option {
            Some(TURN) => return FormOutcome::Turned,
            _ if !self.can_edit(index) => {}
            Some(OPEN) => return self.open_options(),
            Some(option) => {
                self.open = open;
                return self.choose(option);
            }
            None => {
                if let Kind::Check(ticked) = &mut self.items[index].kind {
                    *ticked = !*ticked;
                    return self.changed();
                }
            }
        }
        FormOutcome::Moved
    }

    fn choose(&mut self, option: usize) -> FormOutcome {
        let item = &mut self.items[self.focus];
        if !item.choose(option) {
            return FormOutcome::Ignored;
        }
        if let Some(cursor) = &mut self.open {
            *cursor = option;
        }
        if matches!(item.kind, Kind::Choice { .. }) {
            self.open = None;
        }
        self.changed()
    }

    fn open_options(&mut self) -> FormOutcome {
        let item = &self.items[self.focus];
        if item.options().is_empty() {
            return FormOutcome::Ignored;
        }
        self.open = Some((0..item.options().len()).find(|option| item.is_chosen(*option)).unwrap_or(0));
        FormOutcome::Moved
    }

    /// Enter: on to the next field while a later one is still open, then back to an open one before, then on.
    fn go_on(&mut self) -> FormOutcome {
        let open = |item: &Item| item.is_open_question();
        let Some(first) = self.items.iter().position(open).filter(|first| self.can_edit(*first)) else {
            return FormOutcome::Submit;
        };
        if self.items.iter().skip(self.focus + 1).any(open) {
            self.set_focus(self.field_after(self.focus));
            return FormOutcome::Moved;
        }
        self.set_focus(first);
        FormOutcome::Missing(first)
    }

    fn type_char(&mut self, c: char) {
        let item = &mut self.items[self.focus];
        match &mut item.kind {
            Kind::Text(field) => {
                field.begin();
                field.insert(c.encode_utf8(&mut [0; 4]));
            }
            Kind::Date(field) => type_date(field, &item.placeholder, c),
            _ => {}
        }
    }

    fn changed(&mut self) -> FormOutcome {
        self.items[self.focus].error = None;
        FormOutcome::Changed(self.focus)
    }
}

/// Types a character of a date into its pattern, such as `DD/MM/YYYY`.
///
/// The separators come by themselves: digits are all a person has to find, and letters are none of it. A separator that is typed
/// closes its group, so that `5/7/1990` becomes `05/07/1990`.
fn type_date(field: &mut Field, pattern: &str, c: char) {
    if c.is_alphabetic() {
        return;
    }
    field.begin();
    let expected = |field: &Field| pattern.chars().nth(field.value().chars().count());
    let separator = |c: &char| !c.is_alphanumeric();
    if !c.is_ascii_digit() && separator(&c) && field.at_end() {
        let typed = field.value().to_owned();
        let begun = typed.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
        match (&typed[begun..], expected(field).filter(separator)) {
            (_, Some(separator)) => field.insert(separator.encode_utf8(&mut [0; 4])),
            (digit, None) if digit.len() == 1 => {
                let digit = digit.to_owned();
                field.on_key(Key::Backspace);
                field.insert(&format!("0{digit}"));
            }
            _ => {}
        }
        return;
    }
    if c.is_ascii_digit()
        && field.at_end()
        && let Some(separator) = expected(field).filter(separator)
    {
        field.insert(separator.encode_utf8(&mut [0; 4]));
    }
    field.insert(c.encode_utf8(&mut [0; 4]));
}

#[cfg(test)]
mod tests;
