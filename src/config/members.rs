//! `[members]`: who may help themselves, and how they prove who they are.

use std::time::Duration;

use super::section::{Section, Wrong};
use super::{Identifier, MembersConfig, Proof};
use crate::domain::person::CardNumberFormat;

/// What somebody may be found by, and what it is called in the file.
const IDENTIFIERS: [(&str, Identifier); 4] = [
    ("card", Identifier::Card),
    ("barcode", Identifier::Barcode),
    ("number", Identifier::CustomerNumber),
    ("pin", Identifier::Pin),
];
const FORMATS: [(&str, CardNumberFormat); 3] = [
    ("DECIMAL", CardNumberFormat::Decimal),
    ("HEX_MSB", CardNumberFormat::HexMsb),
    ("HEX_LSB", CardNumberFormat::HexLsb),
];
const PROOFS: [(&str, Proof); 2] = [("birth_date", Proof::BirthDate), ("pin", Proof::Pin)];

/// Reads the table.
pub(super) fn members(section: Section<'_, '_>) -> MembersConfig {
    let enabled =
        section.text("self_service", "\"on\"", |text| one_of(&[("on", true), ("off", false)], text));
    let identify_by =
        section.list("identify_by", "[\"card\", \"barcode\", \"number\"]", |text| one_of(&IDENTIFIERS, text));
    let format = section.text("card_number_format", "\"DECIMAL\"", |text| one_of(&FORMATS, text));
    let proof =
        section.text("proof", "\"birth_date\"", |text| one_of(&PROOFS, text)).unwrap_or(Proof::BirthDate);
    let tries_max = section.number("tries", "tries a day", 3..=20, 5);
    let idle_warning = section.number("idle_warning", "seconds", 20..=300, 30);
    let identify_by = identify_by.unwrap_or_else(|| {
        let pin = (proof != Proof::Pin).then_some(Identifier::Pin);
        [Identifier::Card, Identifier::Barcode, Identifier::CustomerNumber].into_iter().chain(pin).collect()
    });
    if proof == Proof::Pin && identify_by.contains(&Identifier::Pin) {
        let what = "`identify_by` and `proof` are both \"pin\", which would prove nothing";
        section.report().add(None, what, "Take \"pin\" out of identify_by, or write: proof = \"birth_date\"");
    }
    section.finish();
    MembersConfig {
        enabled: enabled.unwrap_or(true),
        identify_by,
        card_number_format: format.unwrap_or_default(),
        proof,
        tries_max: u8::try_from(tries_max).unwrap_or(5),
        idle_warning: Duration::from_secs(idle_warning),
    }
}

pub(super) fn one_of<T: Copy>(known: &[(&str, T)], text: &str) -> Result<T, Wrong> {
    known.iter().find(|(name, _)| *name == text).map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
        Wrong::new(format!("= \"{text}\" is not one of {}", names.join(" ")), "Choose one")
    })
}
