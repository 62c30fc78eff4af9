//! What a browser may ask, and what it is answered.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, FromRequestParts, Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use super::door::Heard;
use super::page::{self, Widget};
use super::pages::{Delivery, Pages, Taking};
use super::secret::{Browser, Code};
use super::{Limits, Report, lock};
use crate::domain::payment::PhoneVerdict;
use crate::domain::text::Secret;
use crate::words::Words;

/// Bytes of a request's body; a payment token has a few hundred.
pub(super) const BODY_MAX: usize = 16 * 1024;
/// Bytes of a payment token; the rest of a body is its wrapping.
const TOKEN_MAX: usize = 8 * 1024;

/// What every answer needs.
pub(super) struct Desk {
    pub(super) pages: Arc<Mutex<Pages>>,
    pub(super) widget: Widget,
    pub(super) words: Arc<Words>,
    pub(super) reports: mpsc::Sender<Report>,
    pub(super) limits: Limits,
    /// Phones come over HTTPS only, so a cookie need never travel otherwise.
    pub(super) is_secure: bool,
}

/// The routes, each answer with the headers that keep it private.
pub(super) fn router(desk: Desk) -> Router {
    let policy = desk.widget.policy();
    let private = move |heard: ConnectInfo<Heard>, request: Request, next: Next| {
        let policy = HeaderValue::from_str(&policy);
        async move {
            heard.0.note();
            let mut answer = next.run(request).await;
            make_private(answer.headers_mut());
            // Only words of the configuration are in it, checked at the start.
            if let Ok(policy) = policy {
                answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            answer
        }
    };
    Router::new()
        .route("/{code}", get(show))
        .route("/{code}/take", post(take))
        .route("/{code}/token", post(token))
        .route("/-/page.js", get(|| async { typed("text/javascript; charset=utf-8", page::SCRIPT) }))
        .route("/-/page.css", get(|| async { typed("text/css; charset=utf-8", page::STYLE) }))
        .fallback(nowhere)
        .layer(middleware::from_fn(private))
        .with_state(Arc::new(desk))
}

/// Keeps an answer out of caches, frames and referrers, and ends the connection after it.
fn make_private(headers: &mut HeaderMap) {
    const PRIVATE: [(HeaderName, &str); 6] = [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
        (header::CONNECTION, "close"),
    ];
    for (name, value) in PRIVATE {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// `GET /{code}`: the page. Changes nothing, since apps that scan codes fetch ahead.
///
/// The browser gets its cookie here already: an answer to `take` that is lost on the way then locks nobody out.
async fn show(State(desk): State<Arc<Desk>>, asked: Asked, headers: HeaderMap) -> Response {
    let Some((code, page)) =
        asked.code.and_then(|code| lock(&desk.pages).read(&code).map(|page| (code, page)))
    else {
        return gone(&desk, &headers);
    };
    let shown = html(StatusCode::OK, page::payment(&desk.words, &page));
    match (asked.browser, Browser::random()) {
        (None, Some(browser)) => with_cookie(shown, &code, &browser, desk.is_secure),
        _ => shown,
    }
}

/// `POST /{code}/take`: binds the payment to this browser and hands it the session.
async fn take(State(desk): State<Arc<Desk>>, asked: Asked, headers: HeaderMap, body: Body) -> Response {
    if let Err(refusal) = read::<Empty>(&desk, &headers, body).await {
        return refusal;
    }
    let Some(code) = asked.code else { return result(StatusCode::NOT_FOUND, "gone") };
    // Without random bytes there is no telling browsers apart, so nobody may have it.
    let Some(browser) = asked.browser.or_else(Browser::random) else {
        return result(StatusCode::CONFLICT, "in-use");
    };
    let taking = lock(&desk.pages).take(&code, &browser);
    let page = match taking {
        Taking::Gone => return result(StatusCode::NOT_FOUND, "gone"),
        Taking::InUse => return result(StatusCode::CONFLICT, "in-use"),
        Taking::Yours(page) => page,
        Taking::Taken(page) => {
            // Nobody listens only while the kiosk ends; the phone then learns of it from its token.
            timeout(desk.limits.answer, desk.reports.send(Report::Taken(page.payment.clone()))).await.ok();
            page
        }
    };
    with_cookie(answer(StatusCode::OK, &desk.widget.session(&page)), &code, &browser, desk.is_secure)
}

/// `POST /{code}/token`: reports the token and waits for the core's verdict on it.
async fn token(State(desk): State<Arc<Desk>>, asked: Asked, headers: HeaderMap, body: Body) -> Response {
    let token = match read::<Delivered>(&desk, &headers, body).await {
        Ok(delivered) => delivered.payment_request_token,
        Err(refusal) => return refusal,
    };
    if token.is_empty() || token.len() > TOKEN_MAX || token.chars().any(char::is_control) {
        return result(StatusCode::BAD_REQUEST, "invalid");
    }
    let delivery = match &asked.code {
        Some(code) => lock(&desk.pages).deliver(code, asked.browser.as_ref()),
        None => Delivery::Gone,
    };
    let verdict = match delivery {
        Delivery::Gone => return result(StatusCode::NOT_FOUND, "too-late"),
        Delivery::InUse => return result(StatusCode::CONFLICT, "in-use"),
        Delivery::Again(verdict) => timeout(desk.limits.answer, verdict_of(verdict)).await,
        Delivery::First(payment, verdict) => {
            let report = Report::Token(payment, Secret::new(token));
            let reported = async {
                // Nobody listens only while the kiosk ends; then nobody answers either, and the time runs out.
                desk.reports.send(report).await.ok();
                verdict_of(verdict).await
            };
            timeout(desk.limits.answer, reported).await
        }
    };
    let said = match verdict.ok().flatten() {
        Some(PhoneVerdict::Accepted) => "accepted",
        Some(PhoneVerdict::TooLate) => "too-late",
        // Whether it counts is not known here, so the phone is told where it is.
        None => "look",
    };
    result(StatusCode::OK, said)
}

/// Waits for the verdict; `None` when the page was forgotten before there was one.
async fn verdict_of(mut verdict: watch::Receiver<Option<PhoneVerdict>>) -> Option<PhoneVerdict> {
    verdict.wait_for(Option::is_some).await.ok().and_then(|verdict| *verdict)
}

/// The body of `take`.
#[derive(Deserialize)]
struct Empty {}

/// The body of `token`, in the payment component's terms.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Delivered {
    payment_request_token: String,
}

/// Reads a small JSON body. A page elsewhere cannot send this content type without asking first, and is never allowed.
async fn read<T: for<'a> Deserialize<'a>>(
    desk: &Desk,
    headers: &HeaderMap,
    body: Body,
) -> Result<T, Response> {
    let is_json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.split(';').next().unwrap_or_default().trim() == "application/json");
    if !is_json {
        return Err(result(StatusCode::UNSUPPORTED_MEDIA_TYPE, "invalid"));
    }
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > BODY_MAX) {
        return Err(result(StatusCode::PAYLOAD_TOO_LARGE, "invalid"));
    }
    match timeout(desk.limits.body, to_bytes(body, BODY_MAX)).await {
        Err(_) => Err(result(StatusCode::REQUEST_TIMEOUT, "invalid")),
        Ok(Err(_)) => Err(result(StatusCode::PAYLOAD_TOO_LARGE, "invalid")),
        Ok(Ok(bytes)) => {
            serde_json::from_slice(&bytes).map_err(|_| result(StatusCode::BAD_REQUEST, "invalid"))
        }
    }
}

/// Which page a request is about, and who asks.
struct Asked {
    /// `None` for what cannot be a code; it is answered like a wrong one.
    code: Option<Code>,
    /// By the cookie for this page; each page has its own, so that several can be open in one browser.
    browser: Option<Browser>,
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let path = Path::<String>::from_request_parts(parts, state).await.ok();
        let code = path.and_then(|Path(code)| Code::parse(&code));
        let browser = code.as_ref().and_then(|code| cookie(&parts.headers, code));
        Ok(Self { code, browser })
    }
}

/// What the name of a page's cookie starts with; the code follows.
const COOKIE: &str = "walkin-";

fn cookie(headers: &HeaderMap, code: &Code) -> Option<Browser> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| name.strip_prefix(COOKIE) == Some(code.as_str()))
        .find_map(|(_, value)| Browser::parse(value))
}

fn with_cookie(mut answer: Response, code: &Code, browser: &Browser, is_secure: bool) -> Response {
    let secure = if is_secure { "; Secure" } else { "" };
    let (code, browser) = (code.as_str(), browser.as_str());
    let cookie = format!("{COOKIE}{code}={browser}; Path=/; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    answer
}

/// Every address that is not one of ours.
async fn nowhere(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    gone(&desk, &headers)
}

fn gone(desk: &Desk, headers: &HeaderMap) -> Response {
    let language = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    html(StatusCode::NOT_FOUND, page::gone(&desk.words, language))
}

fn html(status: StatusCode, page: String) -> Response {
    (status, typed("text/html; charset=utf-8", page)).into_response()
}

fn result(status: StatusCode, result: &str) -> Response {
    answer(status, &json!({ "result": result }))
}

fn answer(status: StatusCode, value: &Value) -> Response {
    (status, typed("application/json", value.to_string())).into_response()
}

fn typed(kind: &'static str, body: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, kind)], body.into()).into_response()
}
