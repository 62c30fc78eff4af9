//! Reading answers without insisting: what a property may look like and still be understood.
//!
//! The contract lets any optional property be missing or null, and samples of it show numbers where texts are declared.
//! A property that cannot be understood is treated as absent instead of spoiling the answer around it; what must not
//! be guessed (ids, prices, statuses) uses [`id`], [`required_text`] or a plain derive and fails.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// Entries that could be read, and how many could not.
///
/// For lists in which an entry that cannot be read may be left out, such as offers: what is not understood is not sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lenient<T> {
    /// The readable entries, in the order they came.
    pub entries: Vec<T>,
    /// The number of entries left out, for the log.
    pub skipped: usize,
}

/// An id that must be there: a number or its digits as text, at most `i64::MAX`.
pub fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    whole(&raw).and_then(as_id).ok_or_else(|| D::Error::custom("not an id"))
}

/// An id, where it can be read.
pub fn optional_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(present(deserializer)?.and_then(|raw| whole(&raw)).and_then(as_id))
}

/// A status, a token: a text or number that must be there and not be empty.
pub fn required_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    scalar(&raw).filter(|text| !text.is_empty()).ok_or_else(|| D::Error::custom("not a text"))
}

/// A text; a number or a truth value is taken by its characters.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(present(deserializer)?.and_then(|raw| scalar(&raw)))
}

/// A word of a list that may grow, such as a status: what is there but is no text is kept as it stands, so that it counts as
/// unknown instead of missing.
pub fn code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(present(deserializer)?.map(|raw| scalar(&raw).unwrap_or_else(|| raw.get().to_owned())))
}

/// A whole number: `10`, `10.0` or `"10"`.
pub fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Ok(present(deserializer)?.and_then(|raw| whole(&raw)))
}

/// A truth value: `true` or `"true"`.
pub fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    Ok(present(deserializer)?.and_then(|raw| scalar(&raw)?.trim().to_ascii_lowercase().parse().ok()))
}

/// Whether something is demanded of a person: what is there and is no truth value demands it.
pub fn obligation<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    let truth = |raw: &RawValue| scalar(raw)?.trim().to_ascii_lowercase().parse().ok();
    Ok(present(deserializer)?.map(|raw| truth(&raw).unwrap_or(true)))
}

/// A text that nobody may miss: one that is there has to be one.
pub fn readable_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let Some(raw) = present(deserializer)? else { return Ok(None) };
    scalar(&raw).map(Some).ok_or_else(|| D::Error::custom("not a text"))
}

/// An object or number, absent when it has another shape.
pub fn maybe<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    Ok(present(deserializer)?.and_then(|raw| serde_json::from_str(raw.get()).ok()))
}

/// The readable entries of a list that is there for information only; empty for null and other shapes.
pub fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let raw: Option<Vec<Box<RawValue>>> = maybe(deserializer)?;
    Ok(raw.into_iter().flatten().filter_map(|entry| serde_json::from_str(entry.get()).ok()).collect())
}

/// A list whose unreadable entries count, such as legal texts; another shape counts as one that cannot be read.
pub fn counted<'de, D, T>(deserializer: D) -> Result<Option<Lenient<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let unread = || Lenient { entries: Vec::new(), skipped: 1 };
    Ok(present(deserializer)?.map(|raw| serde_json::from_str(raw.get()).unwrap_or_else(|_| unread())))
}

/// The texts of a list; empty for null and other shapes.
pub fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let raw: Vec<Box<RawValue>> = list(deserializer)?;
    Ok(raw.iter().filter_map(|entry| scalar(entry)).collect())
}

/// The ids of a list; empty for null and other shapes.
pub fn ids<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u64>, D::Error> {
    let raw: Vec<Box<RawValue>> = list(deserializer)?;
    Ok(raw.iter().filter_map(|entry| whole(entry)).filter_map(as_id).collect())
}

/// What stands there, unless it is null.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<RawValue>>, D::Error> {
    Option::deserialize(deserializer)
}

/// A text, or the characters of a number or truth value; nothing for null, lists and objects.
fn scalar(raw: &RawValue) -> Option<String> {
    match raw.get().as_bytes().first()? {
        b'"' => serde_json::from_str(raw.get()).ok(),
        b'n' | b'[' | b'{' => None,
        _ => Some(raw.get().to_owned()),
    }
}

/// A whole number, however it is written; a fraction other than zero is none.
fn whole(raw: &RawValue) -> Option<i64> {
    let text = scalar(raw)?;
    let text = text.trim();
    let digits = match text.split_once('.') {
        Some((digits, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => digits,
        _ => text,
    };
    digits.parse().ok()
}

fn as_id(number: i64) -> Option<u64> {
    u64::try_from(number).ok()
}

impl<T> Default for Lenient<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), skipped: 0 }
    }
}

impl<T> From<Vec<T>> for Lenient<T> {
    fn from(entries: Vec<T>) -> Self {
        Self { entries, skipped: 0 }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Lenient<T> {
    /// Null is an empty list; anything but a list is an error, because an error page must not look like "nothing".
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Option::<Vec<Box<RawValue>>>::deserialize(deserializer)?.unwrap_or_default();
        let entries: Vec<T> = raw.iter().filter_map(|entry| serde_json::from_str(entry.get()).ok()).collect();
        Ok(Self { skipped: raw.len() - entries.len(), entries })
    }
}

impl<T: Serialize> Serialize for Lenient<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.entries.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Sample {
        #[serde(default, deserialize_with = "text")]
        text: Option<String>,
        #[serde(default, deserialize_with = "integer")]
        integer: Option<i64>,
        #[serde(default, deserialize_with = "flag")]
        flag: Option<bool>,
        #[serde(default, deserialize_with = "texts")]
        texts: Vec<String>,
        #[serde(default, deserialize_with = "ids")]
        ids: Vec<u64>,
        #[serde(default, deserialize_with = "optional_id")]
        id: Option<u64>,
        #[serde(default, deserialize_with = "code")]
        code: Option<String>,
    }

    fn read(json: &str) -> Sample {
        serde_json::from_str(json).expect("always readable")
    }

    #[test]
    fn scalars_are_understood_across_types() {
        let sample = read(
            r#"{"text": 30, "integer": "7", "flag": "TRUE", "texts": ["a", 1, null, {}], "ids": ["5", 6, -1], "id": "9"}"#,
        );
        assert_eq!(sample.text.as_deref(), Some("30"));
        assert_eq!((sample.integer, sample.flag, sample.id), (Some(7), Some(true), Some(9)));
        assert_eq!(sample.texts, ["a", "1"]);
        assert_eq!(sample.ids, [5, 6]);
        assert_eq!(read(r#"{"integer": 10.0}"#).integer, Some(10));
    }

    #[test]
    fn what_is_missing_null_or_of_another_shape_is_absent() {
        for json in [
            "{}",
            r#"{"text": null, "integer": null, "flag": null, "texts": null, "ids": null, "id": null}"#,
            r#"{"text": {}, "integer": 1.5, "flag": 2, "texts": {}, "ids": "x", "id": -4}"#,
            r#"{"text": "\ud800", "integer": "x", "flag": [], "texts": 1, "ids": {}, "id": 9223372036854775808}"#,
        ] {
            let sample = read(json);
            assert_eq!(
                (sample.text, sample.integer, sample.flag, sample.id),
                (None, None, None, None),
                "{json}"
            );
            assert!(sample.texts.is_empty() && sample.ids.is_empty(), "{json}");
        }
    }

    #[test]
    fn a_code_is_missing_only_where_nothing_stands() {
        for (json, code) in [
            ("{}", None),
            (r#"{"code": null}"#, None),
            (r#"{"code": "CANCELED"}"#, Some("CANCELED")),
            (r#"{"code": 3}"#, Some("3")),
            (r#"{"code": {"a": 1}}"#, Some(r#"{"a": 1}"#)),
        ] {
            assert_eq!(read(json).code.as_deref(), code, "{json}");
        }
    }

    #[test]
    fn unreadable_entries_are_counted_and_other_shapes_are_errors() {
        let list: Lenient<u8> = serde_json::from_str(r#"[1, "x", null, 2]"#).expect("a list");
        assert_eq!((list.entries, list.skipped), (vec![1, 2], 2));
        assert_eq!(serde_json::from_str::<Lenient<u8>>("null").expect("a list"), Lenient::default());
        assert!(serde_json::from_str::<Lenient<u8>>("{}").is_err());
        assert!(serde_json::from_str::<Lenient<u8>>("\"busy\"").is_err());
    }
}
