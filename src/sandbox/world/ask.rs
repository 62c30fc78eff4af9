//! One call on its way through the business, and how its parts are read.

use serde::de::DeserializeOwned;

use crate::api::wire::Call;
use crate::domain::language::Language;
use crate::domain::time::{Date, Timestamp};

use super::refusal::{Problem, Refusal};

/// A call, when it came, and who asks in which language.
pub(super) struct Ask<'a> {
    pub(super) now: Timestamp,
    /// The day in the studio's zone.
    pub(super) today: Date,
    pub(super) language: Language,
    pub(super) call: &'a Call,
}

impl Ask<'_> {
    /// The document of the call; a missing property is named in the refusal.
    pub(super) fn body<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        let bytes = self.call.body.as_deref().ok_or(Problem::BodyMissing)?;
        serde_json::from_slice(bytes).map_err(|error| match missing_field(&error.to_string()) {
            Some(field) => Problem::FieldMissing.of(field),
            None => Problem::BodyUnreadable.into(),
        })
    }

    /// A value of the query that is not empty.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        let value = self.call.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        value.filter(|value| !value.is_empty())
    }
}

/// An id of the path.
pub(super) fn path_id(text: &str, name: &str) -> Result<u64, Refusal> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let id = text.parse::<i64>().ok().filter(|_| digits).and_then(|id| u64::try_from(id).ok());
    id.ok_or_else(|| Problem::FieldInvalid.of(name))
}

/// `yyyy-MM-dd` and nothing else.
pub(super) fn iso_date(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

/// A name or an e-mail as it is compared: without case and without spaces around and doubled inside.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn missing_field(error: &str) -> Option<&str> {
    error.strip_prefix("missing field `")?.split('`').next()
}
