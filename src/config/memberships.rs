//! `[memberships]`: what is concluded here, and with whom.

use super::members::one_of;
use super::section::{Section, Wrong};
use super::{ListItem, MembershipsConfig};
use crate::domain::person::FieldId;

/// Years after which anybody may sign for themselves, everywhere.
const AGE_MAX: u64 = 25;

/// Reads the table.
pub(super) fn memberships(section: Section<'_, '_>) -> MembershipsConfig {
    let default = MembershipsConfig::default();
    let on_or_off =
        |name, example| section.text(name, example, |text| one_of(&[("on", true), ("off", false)], text));
    let join = on_or_off("join", "\"on\"");
    let add = on_or_off("add", "\"on\"");
    let switch = on_or_off("switch", "\"on\"");
    let signing_age = section.number("signing_age", "years", 14..=AGE_MAX, u64::from(default.signing_age));
    let list_items = section.list_or_none("list_items", "[\"1246357240:5001:Radio\"]", list_item);
    section.finish();
    MembershipsConfig {
        join: join.unwrap_or(default.join),
        add: add.unwrap_or(default.add),
        switch: switch.unwrap_or(default.switch),
        signing_age: u8::try_from(signing_age).unwrap_or(default.signing_age),
        list_items: list_items.unwrap_or_default(),
    }
}

fn list_item(text: &str) -> Result<ListItem, Wrong> {
    let item = || {
        let (field, rest) = text.split_once(':')?;
        let (item, option) = rest.split_once(':')?;
        let (field, item) = (field.trim().parse().ok()?, item.trim().parse().ok()?);
        let option = option.trim();
        (!option.is_empty()).then(|| ListItem { field: FieldId(field), item, option: option.to_owned() })
    };
    item().ok_or_else(|| {
        let what = format!("= \"{text}\" is not the id of a field, the id of an item, and the item's text");
        Wrong::new(what, "Write them with colons between them, such as \"1246357240:5001:Radio\"")
    })
}
