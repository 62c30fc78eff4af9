//! What a studio asks beyond who somebody is: fields of its own, and how it may write to them. Every form about a new person
//! asks it alike.

use crate::domain::person::{AdditionalField, Consent, FieldKind};
use crate::domain::text::Text;
use crate::ui::form::{Item, Value};
use crate::words::{Speech, consent_category_key, consent_channel_key};

/// Characters of an answer in a field of the studio's own.
const ANSWER_MAX: usize = 200;

/// The field of a form for a field of the studio's own.
pub fn item(speech: Speech<'_>, field: &AdditionalField) -> Item {
    let label = field.name.as_str();
    let item = match &field.kind {
        FieldKind::Boolean => Item::check(label),
        FieldKind::Date => Item::date(label, &speech.date_input().placeholder),
        FieldKind::List { options, multiple } => {
            let options = options.iter().map(|option| option.label.to_string()).collect();
            if *multiple { Item::multi(label, options) } else { Item::choice(label, options) }
        }
        FieldKind::Numeric | FieldKind::Text => Item::text(label, ANSWER_MAX),
    };
    item.hint(&speech.say("visitor-why-studio"))
}

/// What was answered, as it is sent: text, digits, an ISO date, `true` or `false`; none where nothing was, and of a list, whose
/// answers each form names in its own way.
pub fn answer(speech: Speech<'_>, kind: &FieldKind, value: Value<'_>) -> Option<String> {
    match (kind, value) {
        (FieldKind::Boolean, Value::Check(ticked)) => Some(ticked.to_string()),
        (FieldKind::Date, Value::Text(text)) => {
            speech.parse_date(text, &speech.date_input()).map(|date| date.to_string())
        }
        (FieldKind::Numeric | FieldKind::Text, Value::Text(text)) => {
            Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
        }
        _ => None,
    }
}

/// One tick box for each channel the person may decide about, by its row and column, none of them ticked. Each says what it is
/// about: on the next page of the form nobody remembers a heading.
pub fn consent_items(speech: Speech<'_>, consents: &[Consent]) -> Vec<((usize, usize), Item)> {
    let known = |key: Option<&str>, value: &str| {
        key.map_or_else(|| Text::name(value).to_string(), |key| speech.say(key))
    };
    let why = speech.say("visitor-why-consent");
    let mut items = Vec::new();
    for (row, consent) in consents.iter().enumerate() {
        let category = known(consent_category_key(&consent.category), &consent.category);
        for (column, channel) in
            consent.channels.iter().enumerate().filter(|(_, channel)| channel.overridable)
        {
            let channel = known(consent_channel_key(&channel.channel), &channel.channel);
            let values = [("category", category.as_str().into()), ("channel", channel.into())];
            items.push(((row, column), Item::check(&speech.with("visitor-consent", &values)).hint(&why)));
        }
    }
    items
}

/// The matrix as delivered, with what was ticked; a channel that may not be changed goes back as it came.
pub fn consents_with(
    delivered: &[Consent],
    ticks: impl Iterator<Item = ((usize, usize), bool)>,
) -> Vec<Consent> {
    let mut consents = delivered.to_vec();
    for ((row, column), ticked) in ticks {
        let channel = consents.get_mut(row).and_then(|consent| consent.channels.get_mut(column));
        if let Some(channel) = channel.filter(|channel| channel.overridable) {
            channel.active = ticked;
        }
    }
    consents
}
