//! What a request asks for, taken from its path, its cookie and its body.

use axum::body::{Body, to_bytes};
use axum::http::StatusCode;
use axum::http::header::{self, HeaderMap};
use serde::Deserialize;
use tokio::time::timeout;

use super::Desk;
use crate::domain::membership::{Signatures, TextBlockId};
use crate::domain::payment::PhoneProgress;
use crate::handoff::secret::{Browser, Code};
use crate::handoff::{page, signature};

/// Bytes of a request's body; a payment token has a few hundred.
pub(in crate::handoff) const BODY_MAX: usize = 16 * 1024;
/// Bytes of the body with the signatures: the page's script draws 18,000 points in all, of nine letters at most, and base64
/// makes four of three; the rest is room for what stands around them.
pub(in crate::handoff) const SIGNED_MAX: usize = 256 * 1024;

/// What a path names.
#[derive(Debug)]
pub(super) enum Target {
    /// A script, and what it says.
    Script(&'static str),
    /// A page; `None` for what cannot be a code, which is answered like a wrong one.
    Page(Option<Code>),
    /// Something to be done with a page.
    Deed(Option<Code>, Deed),
    /// Nothing of ours.
    Nowhere,
}

/// What a browser does with a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Takes it.
    Take,
    /// Tells how the payment stands.
    State,
    /// Delivers the payment component's token.
    Token,
    /// Delivers what was read and signed.
    Sign,
}

impl Target {
    /// Reads a path as it was sent, letter by letter: nothing is decoded, so nothing can be smuggled in.
    ///
    /// `base` may stand in front or not: some proxies take it away, others do not.
    pub(super) fn parse(path: &str, base: &str) -> Self {
        let has_base = path.get(..base.len()).is_some_and(|front| front.eq_ignore_ascii_case(base));
        let rest = if has_base { &path[base.len()..] } else { path };
        let mut parts = rest.split('/');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(""), Some("-"), Some("page.js"), None) => Self::Script(page::SCRIPT),
            (Some(""), Some("-"), Some("sign.js"), None) => Self::Script(page::SIGNING),
            (Some(""), Some(code), None, None) => Self::Page(Code::parse(code)),
            (Some(""), Some(code), Some(deed), None) => match deed {
                "take" => Self::Deed(Code::parse(code), Deed::Take),
                "state" => Self::Deed(Code::parse(code), Deed::State),
                "token" => Self::Deed(Code::parse(code), Deed::Token),
                "sign" => Self::Deed(Code::parse(code), Deed::Sign),
                _ => Self::Nowhere,
            },
            _ => Self::Nowhere,
        }
    }
}

/// Whether the path of `public_url` stands in front, but not in its capitals.
fn is_misspelt(path: &str, base: &str) -> bool {
    path.get(..base.len()).is_some_and(|front| front != base && front.eq_ignore_ascii_case(base))
}

/// The body of `take`.
#[derive(Deserialize)]
pub(super) struct Empty {}

/// The body of `state`.
#[derive(Deserialize)]
pub(super) struct Told {
    pub(super) state: State,
    pub(super) session: u8,
}

/// Where the payment stands, in the words of the page's script.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    Open,
    Processing,
    Declined,
    Closed,
    Broken,
}

impl From<State> for PhoneProgress {
    fn from(state: State) -> Self {
        match state {
            State::Open => Self::Open,
            State::Processing => Self::Processing,
            State::Declined => Self::Declined,
            State::Closed => Self::Closed,
            State::Broken => Self::Broken,
        }
    }
}

/// The body of `token`, in the payment component's terms.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Delivered {
    pub(super) payment_request_token: String,
    pub(super) session: u8,
}

/// The body of `sign`: images as the page's script draws them.
#[derive(Deserialize)]
pub(super) struct Signed {
    contract: Option<String>,
    texts: Vec<SignedText>,
}

/// A signature under one text.
#[derive(Deserialize)]
struct SignedText {
    /// In digits, since a script's numbers are not exact above 53 bits.
    id: String,
    svg: String,
}

impl Signed {
    /// The signatures; none where one of them is anything but a drawing. Whether they are those that are wanted, the page knows.
    pub(super) fn signatures(&self) -> Option<Signatures> {
        let contract = match &self.contract {
            Some(svg) => Some(signature::read(svg)?),
            None => None,
        };
        let text =
            |text: &SignedText| Some((TextBlockId(text.id.parse().ok()?), signature::read(&text.svg)?));
        Some(Signatures { contract, texts: self.texts.iter().map(text).collect::<Option<_>>()? })
    }
}

/// Reads a small JSON body. A page elsewhere cannot send this content type without asking first, and is never allowed.
pub(super) async fn read<T: for<'a> Deserialize<'a>>(
    desk: &Desk,
    headers: &HeaderMap,
    body: Body,
) -> Result<T, StatusCode> {
    read_up_to(desk, headers, body, BODY_MAX).await
}

/// The same, of at most so many bytes.
pub(super) async fn read_up_to<T: for<'a> Deserialize<'a>>(
    desk: &Desk,
    headers: &HeaderMap,
    body: Body,
    max: usize,
) -> Result<T, StatusCode> {
    if content_type(headers) != "application/json" {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > max) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    match timeout(desk.limits.body, to_bytes(body, max)).await {
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
        Ok(Err(_)) => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Ok(Ok(bytes)) => serde_json::from_slice(&bytes).map_err(|_| StatusCode::BAD_REQUEST),
    }
}

/// Whether a browser sends what stands in a form.
pub(super) fn is_form(headers: &HeaderMap) -> bool {
    ["application/x-www-form-urlencoded", "multipart/form-data"].contains(&content_type(headers))
}

/// The type of the body, without its parameters.
fn content_type(headers: &HeaderMap) -> &str {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim()
}

/// What the name of a page's cookie starts with; the code follows, so that several can be open in one browser.
const COOKIE: &str = "walkin-";

/// The browser, by the cookie for this page.
pub(super) fn browser(headers: &HeaderMap, code: &Code) -> Option<Browser> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| name.strip_prefix(COOKIE) == Some(code.as_str()))
        .find_map(|(_, value)| Browser::parse(value))
}

/// The cookie that a browser is known by: out of the script's reach, and still sent on the way back from a bank (`Lax`).
///
/// Browsers compare its path letter by letter: whoever typed the base in small letters gets one for every path.
pub(super) fn cookie(desk: &Desk, asked: &str, code: &Code, browser: &Browser) -> String {
    let secure = if desk.base.is_secure() { "; Secure" } else { "" };
    let base = desk.base.path();
    let path = if base.is_empty() || is_misspelt(asked, base) { "/" } else { base };
    let (code, browser) = (code.as_str(), browser.as_str());
    format!("{COOKIE}{code}={browser}; Path={path}; HttpOnly; SameSite=Lax{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "0123456789AB";

    fn parsed(path: &str, base: &str) -> String {
        match Target::parse(path, base) {
            Target::Page(code) => format!("page {}", code.is_some()),
            Target::Deed(code, deed) => format!("{deed:?} {}", code.is_some()),
            Target::Script(page::SCRIPT) => "the script of the page".to_owned(),
            Target::Script(page::SIGNING) => "the script of signing".to_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_path_is_read_with_and_without_its_base() {
        for base in ["", "/K1", "/K1/A"] {
            for front in ["", base, &base.to_ascii_lowercase()] {
                assert_eq!(parsed(&format!("{front}/{CODE}"), base), "page true");
                assert_eq!(parsed(&format!("{front}/{CODE}/take"), base), "Take true");
                assert_eq!(parsed(&format!("{front}/{CODE}/state"), base), "State true");
                assert_eq!(parsed(&format!("{front}/{CODE}/token"), base), "Token true");
                assert_eq!(parsed(&format!("{front}/{CODE}/sign"), base), "Sign true");
                assert_eq!(parsed(&format!("{front}/-/page.js"), base), "the script of the page");
                assert_eq!(parsed(&format!("{front}/-/sign.js"), base), "the script of signing");
            }
        }
    }

    #[test]
    fn a_base_in_small_letters_is_misspelt() {
        assert!(is_misspelt(&format!("/k1/{CODE}"), "/K1"));
        for right in [format!("/K1/{CODE}"), format!("/{CODE}"), "/".into(), String::new()] {
            assert!(!is_misspelt(&right, "/K1") && !is_misspelt(&right, ""), "{right}");
        }
    }

    #[test]
    fn what_is_not_exactly_a_path_of_ours_leads_nowhere() {
        for path in [
            format!("//{CODE}"),
            format!("/{CODE}/"),
            format!("/{CODE}/take/"),
            format!("/K1//{CODE}"),
            format!("/K1{CODE}"),
            format!("/K2/{CODE}"),
            format!("/K1/../{CODE}"),
            format!("/{CODE}/TAKE"),
            format!("/{CODE}%2ftake"),
            format!("/%30{}", &CODE[1..]),
            "/-/page.css".into(),
            "/".into(),
            String::new(),
            "*".into(),
            "/K".into(),
            "/ä".into(),
        ] {
            let read = parsed(&path, "/K1");
            assert!(matches!(read.as_str(), "Nowhere" | "page false" | "Take false"), "{path}: {read}");
        }
    }
}
