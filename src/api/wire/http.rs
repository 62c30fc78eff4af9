//! A call and its answer as plain data, without a connection, a host or a key.
//!
//! The transport adds host and key and turns these into HTTP; the embedded studio answers them directly. So a test or
//! a simulation speaks the same language as the network does.

use std::fmt;

use serde::Serialize;

use crate::domain::language::Language;

/// One request to the API.
#[derive(Clone, PartialEq, Eq)]
pub struct Call {
    /// What to do.
    pub method: Method,
    /// The path from the root of the host, such as `/v1/studios/information`; segments are already safe ids.
    pub path: String,
    /// Names and values of the query, not yet encoded.
    pub query: Vec<(String, String)>,
    /// The language that messages are wanted in; none means the studio's own.
    pub language: Option<Language>,
    /// A JSON document.
    pub body: Option<Vec<u8>>,
}

/// The methods of the operations that the kiosk uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Read.
    Get,
    /// Check the key, on any path.
    Head,
    /// Write, and the reads that take a body.
    Post,
}

/// What came back for a [`Call`].
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body as it came, empty when there was none.
    pub body: Vec<u8>,
}

impl Call {
    /// A read without a query.
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: Method::Get, path: path.into(), query: Vec::new(), language: None, body: None }
    }

    /// The key check, which every path answers alike.
    pub fn head(path: impl Into<String>) -> Self {
        Self { method: Method::Head, ..Self::get(path) }
    }

    /// A call that carries a JSON document.
    ///
    /// Fails when `body` has no JSON form, which none of the types of this module lack.
    pub fn post(path: impl Into<String>, body: &impl Serialize) -> Result<Self, serde_json::Error> {
        Ok(Self { method: Method::Post, body: Some(serde_json::to_vec(body)?), ..Self::get(path) })
    }

    /// A write that says everything with its path, without a document.
    pub fn post_nothing(path: impl Into<String>) -> Self {
        Self { method: Method::Post, ..Self::get(path) }
    }

    /// The same call with one more value in its query.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.query.push((name.to_owned(), value.into()));
        self
    }

    /// The same call with messages wanted in `language`.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }
}

impl Method {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
        }
    }
}

impl Answer {
    /// The first value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether the status is one of success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl fmt::Debug for Call {
    /// Names the call; the values of query and body may be personal and are left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method.name(), self.path)?;
        for (at, (name, _)) in self.query.iter().enumerate() {
            write!(f, "{}{name}=***", if at == 0 { '?' } else { '&' })?;
        }
        match &self.body {
            Some(body) => write!(f, " ({} bytes)", body.len()),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Answer {
    /// Shows the status, the names of the headers and the size of the body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        for (name, _) in &self.headers {
            write!(f, " {name}")?;
        }
        write!(f, " ({} bytes)", self.body.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_neither_bodies_nor_values() {
        let call = Call::post("/v1/customers/search", &["canary"]).expect("JSON").with("pin", "canary");
        let answer = Answer {
            status: 200,
            headers: vec![("location".to_owned(), "canary".to_owned())],
            body: b"canary".to_vec(),
        };
        assert_eq!(format!("{call:?}"), "POST /v1/customers/search?pin=*** (10 bytes)");
        assert_eq!(format!("{answer:?}"), "200 location (6 bytes)");
    }
}
