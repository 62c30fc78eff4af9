//! The body of every answer that is an error.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::lenient;

/// `ErrorResponse`: only the message is certain, and no catalogue of codes is published.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ErrorBody {
    /// A text for people, in the language that was asked for.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
    /// A translation key.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// What the vendor's support asks for.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
    /// The path of the offending field, such as `leadCustomer.email`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Values placed into the message; deprecated.
    #[serde(deserialize_with = "lenient::list")]
    pub args: Vec<Value>,
    /// The same with types; deprecated.
    #[serde(deserialize_with = "lenient::list")]
    pub typed_args: Vec<TypedArgument>,
}

/// A value placed into a message, with its type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TypedArgument {
    /// Any JSON value.
    #[serde(default)]
    pub value: Value,
    /// Such as `STRING` or `DATE`.
    #[serde(
        rename = "type",
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub kind: Option<String>,
}

impl fmt::Debug for ErrorBody {
    /// Leaves out the message and its arguments, which may repeat what a person typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorBody")
            .field("error_code", &self.error_code)
            .field("trace_id", &self.trace_id)
            .field("reference", &self.reference)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_with_the_message_alone_is_enough() {
        let body: ErrorBody =
            serde_json::from_str(r#"{"errorMessage": "No.", "args": null, "new": 1}"#).expect("a body");
        assert_eq!(body.error_message.as_deref(), Some("No."));
        assert!(body.args.is_empty() && body.reference.is_none());
        assert!(!format!("{body:?}").contains("No."));
    }
}
