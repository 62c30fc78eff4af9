//! Reading one table of the file: names are asked for one by one, and what nobody asked for is a mistake.

use std::cell::RefCell;
use std::ops::RangeInclusive;

use toml::de::{DeTable, DeValue};

use super::error::{Mistake, nearest};

/// Collects mistakes, so that an operator sees all of them at once.
pub(super) struct Report<'t> {
    text: &'t str,
    mistakes: RefCell<Vec<Mistake>>,
}

impl<'t> Report<'t> {
    /// A report on a text without mistakes so far.
    pub fn new(text: &'t str) -> Self {
        Self { text, mistakes: RefCell::default() }
    }

    /// Notes a mistake at a byte of the text.
    pub fn add(&self, at: Option<usize>, what: impl Into<String>, remedy: impl Into<String>) {
        let place = at.map(|at| self.place(at));
        self.mistakes.borrow_mut().push(Mistake { place, what: what.into(), remedy: remedy.into() });
    }

    /// All of them.
    pub fn into_mistakes(self) -> Vec<Mistake> {
        self.mistakes.into_inner()
    }

    fn place(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// One table of the file, present or not.
pub(super) struct Section<'a, 't> {
    name: String,
    table: Option<&'a DeTable<'t>>,
    report: &'a Report<'t>,
    asked: RefCell<Vec<&'static str>>,
}

/// A value and the byte of the text it starts at.
pub(super) struct Found<'a, 't> {
    pub value: &'a DeValue<'t>,
    pub at: usize,
}

impl<'a, 't> Section<'a, 't> {
    /// The file itself.
    pub fn root(table: &'a DeTable<'t>, report: &'a Report<'t>) -> Self {
        Self { name: String::new(), table: Some(table), report, asked: RefCell::default() }
    }

    /// A table of this one; an absent one has no values.
    pub fn section(&self, name: &'static str) -> Section<'a, 't> {
        let path = if self.name.is_empty() { name.to_owned() } else { format!("{}.{name}", self.name) };
        let table = self.find(name).and_then(|found| match found.value {
            DeValue::Table(table) => Some(table),
            other => {
                let what = format!("`{path}` is {}, but must be a table", article(other));
                self.report.add(Some(found.at), what, format!("Write [{path}] on a line of its own"));
                None
            }
        });
        Section { name: path, table, report: self.report, asked: RefCell::default() }
    }

    /// A value, when it is there.
    pub fn find(&self, name: &'static str) -> Option<Found<'a, 't>> {
        self.asked.borrow_mut().push(name);
        let value = self.table?.get(name)?;
        Some(Found { value: value.get_ref(), at: value.span().start })
    }

    /// A text that `parse` accepts; what it refuses it says together with the remedy.
    pub fn text<T>(
        &self,
        name: &'static str,
        example: &str,
        parse: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        let found = self.find(name)?;
        let DeValue::String(text) = found.value else {
            self.wrong_type(&found, name, "a text in quotes", example);
            return None;
        };
        match parse(text) {
            Ok(value) => Some(value),
            Err(wrong) => {
                self.report.add(Some(found.at), format!("`{name}` {}", wrong.what), wrong.remedy);
                None
            }
        }
    }

    /// Like [`Section::text`], but its absence is a mistake.
    pub fn required<T>(
        &self,
        name: &'static str,
        example: &str,
        parse: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        if self.table.is_none_or(|table| !table.contains_key(name)) {
            self.asked.borrow_mut().push(name);
            self.missing(name, example);
            return None;
        }
        self.text(name, example, parse)
    }

    /// Says that a name is missing.
    pub fn missing(&self, name: &str, example: &str) {
        let what = format!("`{name}` is missing in [{}]", self.name);
        self.report.add(None, what, format!("Add to [{}]: {name} = {example}", self.name));
    }

    /// A whole number within limits, or the default.
    pub fn number(&self, name: &'static str, unit: &str, limits: RangeInclusive<u64>, default: u64) -> u64 {
        let Some(found) = self.find(name) else { return default };
        let DeValue::Integer(digits) = found.value else {
            self.wrong_type(&found, name, &format!("a whole number of {unit}"), &default.to_string());
            return default;
        };
        let number = u64::from_str_radix(&digits.as_str().replace('_', ""), digits.radix()).ok();
        if let Some(number) = number.filter(|number| limits.contains(number)) {
            return number;
        }
        let what = format!("`{name}` = {digits} is out of range");
        let remedy = format!("Give {} to {} {unit}", limits.start(), limits.end());
        self.report.add(Some(found.at), what, remedy);
        default
    }

    /// A list of texts, each of which `parse` accepts; `None` when it is absent, empty or wrong.
    pub fn list<T>(
        &self,
        name: &'static str,
        example: &str,
        parse: impl Fn(&str) -> Result<T, Wrong>,
    ) -> Option<Vec<T>> {
        let items = self.list_or_none(name, example, parse)?;
        if items.is_empty() {
            let at = self.table.and_then(|table| table.get(name)).map(|value| value.span().start);
            self.report.add(at, format!("`{name}` is empty"), format!("Write: {name} = {example}"));
            return None;
        }
        Some(items)
    }

    /// Like [`Section::list`], but an empty one is a list as well.
    pub fn list_or_none<T>(
        &self,
        name: &'static str,
        example: &str,
        parse: impl Fn(&str) -> Result<T, Wrong>,
    ) -> Option<Vec<T>> {
        let found = self.find(name)?;
        let DeValue::Array(items) = found.value else {
            self.wrong_type(&found, name, "a list of texts", example);
            return None;
        };
        let parsed = items.iter().map(|item| {
            let found = Found { value: item.get_ref(), at: item.span().start };
            let DeValue::String(text) = found.value else {
                self.wrong_type(&found, name, "a list of texts", example);
                return None;
            };
            let refused = |wrong: Wrong| {
                self.report.add(Some(found.at), format!("`{name}` {}", wrong.what), wrong.remedy);
            };
            parse(text).map_err(refused).ok()
        });
        // Collected twice, so that every wrong item is reported and not only the first.
        parsed.collect::<Vec<_>>().into_iter().collect()
    }

    /// The names in this table that are there, with their places.
    pub fn names(&self) -> Vec<(&'a str, usize)> {
        let table = self.table.into_iter().flat_map(|table| table.iter());
        table.map(|(name, _)| (name.get_ref().as_ref(), name.span().start)).collect()
    }

    /// Refuses what nobody asked for.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for (name, at) in self.names() {
            if asked.contains(&name) {
                continue;
            }
            let of = if self.name.is_empty() { String::new() } else { format!(" in [{}]", self.name) };
            let remedy = match nearest(name, asked.iter().copied()) {
                Some(close) => format!("Did you mean `{close}`?"),
                None => format!("Known here: {}", asked.join(", ")),
            };
            self.report.add(Some(at), format!("unknown name `{name}`{of}"), remedy);
        }
    }

    /// The table's name, such as `legal.privacy`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The report the section writes to.
    pub fn report(&self) -> &'a Report<'t> {
        self.report
    }

    fn wrong_type(&self, found: &Found<'_, '_>, name: &str, wanted: &str, example: &str) {
        let what = format!("`{name}` is {}, but must be {wanted}", article(found.value));
        self.report.add(Some(found.at), what, format!("Write: {name} = {example}"));
    }
}

/// Why a value is refused, and what would be right.
pub(super) struct Wrong {
    pub what: String,
    pub remedy: String,
}

impl Wrong {
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }
}

fn article(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
