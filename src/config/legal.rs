//! `[legal]`: what the law wants shown, per language.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::error::nearest;
use super::section::{Section, Wrong};
use super::url::Url;
use super::{LegalConfig, LegalText};
use crate::domain::language::Language;
use crate::domain::text::Text;

/// Reads the table.
pub(super) fn legal(section: Section<'_, '_>) -> LegalConfig {
    let config = LegalConfig { privacy: texts(&section, "privacy"), terms: texts(&section, "terms") };
    section.finish();
    config
}

fn texts(section: &Section<'_, '_>, name: &'static str) -> BTreeMap<Language, LegalText> {
    let section = section.section(name);
    let mut texts = BTreeMap::new();
    for (code, at) in section.names() {
        let Ok(language) = code.parse::<Language>() else {
            let remedy = match nearest(code, Language::ALL.map(Language::code)) {
                Some(close) => format!("Did you mean `{close}`?"),
                None => format!("Write: {}.de = {{ link = \"https://...\" }}", section.name()),
            };
            let what = format!("`{code}` in [{}] is not a language of the API", section.name());
            section.report().add(Some(at), what, remedy);
            continue;
        };
        if let Some(text) = text(&section, language, at) {
            texts.insert(language, text);
        }
    }
    texts
}

fn text(section: &Section<'_, '_>, language: Language, at: usize) -> Option<LegalText> {
    let is_table = matches!(section.find(language.code())?.value, DeValue::Table(_));
    let example = format!("{} = {{ link = \"https://...\" }} or {{ text = \"...\" }}", language.code());
    if !is_table {
        let what = format!("`{}` in [{}] must say whether it is a text or a link", language, section.name());
        section.report().add(Some(at), what, format!("Write: {example}"));
        return None;
    }
    let entry = section.section(language.code());
    let said = entry.names().len();
    let text = entry.text("text", "\"...\"", plain);
    let link = entry.text("link", "\"https://...\"", link);
    entry.finish();
    match (text, link) {
        (Some(text), None) => Some(LegalText::Text(text)),
        (None, Some(link)) => Some(LegalText::Link(link)),
        (None, None) if said > 0 => None,
        _ => {
            let what = format!("`{}` in [{}] needs one of text and link", language, section.name());
            section.report().add(Some(at), what, format!("Write: {example}"));
            None
        }
    }
}

fn plain(raw: &str) -> Result<Text, Wrong> {
    let text = Text::long(raw);
    if text.is_empty() {
        return Err(Wrong::new("is empty", "Give the text, or leave the line away"));
    }
    // A text of the law is shown whole or not at all.
    if raw.chars().count() > Text::LONG_MAX {
        let remedy = format!("Shorten it to {} characters, or use link = \"https://...\"", Text::LONG_MAX);
        return Err(Wrong::new("is too long for the screen", remedy));
    }
    Ok(text)
}

fn link(raw: &str) -> Result<Text, Wrong> {
    // A query is allowed here: it is only shown.
    let address = raw.split(['?', '#']).next().unwrap_or_default();
    let remedy = format!("Give an address of at most {} characters", Text::NAME_MAX);
    Url::parse(address).map_err(|what| Wrong::new(what, remedy.clone()))?;
    let text = Text::name(raw);
    if text.as_str() == raw { Ok(text) } else { Err(Wrong::new("is too long or has odd characters", remedy)) }
}
