//! Which words stand for what the API knows of people.

use crate::domain::person::Gender;

/// The key of a gender's name.
pub fn gender_key(gender: Gender) -> &'static str {
    match gender {
        Gender::Female => "gender-female",
        Gender::Male => "gender-male",
        Gender::Unisex => "gender-unisex",
    }
}

/// The key of a message category's name (`messageCategory`); none for one this kiosk does not know, shown as it came.
pub fn consent_category_key(category: &str) -> Option<&'static str> {
    Some(match category {
        "CONTRACT" => "consent-category-contract",
        "GENERAL" => "consent-category-general",
        "APPOINTMENT" => "consent-category-appointment",
        "NEWSLETTER" => "consent-category-newsletter",
        "LOYALTY_PROGRAM" => "consent-category-loyalty-program",
        _ => return None,
    })
}

/// The key of a channel's name (`communicationChannel`); none for one this kiosk does not know, shown as it came.
pub fn consent_channel_key(channel: &str) -> Option<&'static str> {
    Some(match channel {
        "LETTER" => "consent-channel-letter",
        "EMAIL" => "consent-channel-email",
        "TEXT_MESSAGE" => "consent-channel-text-message",
        "PHONE" => "consent-channel-phone",
        "FAX" => "consent-channel-fax",
        "CONVERSATION" => "consent-channel-conversation",
        "CHAT" => "consent-channel-chat",
        "OTHER" => "consent-channel-other",
        _ => return None,
    })
}
