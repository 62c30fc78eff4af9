//! The stand-in for the payment component, and the server that it talks to.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Desk;
use crate::sandbox::world::{AuthoriseError, Component};

/// The component.
const SCRIPT: &str = include_str!("../../../assets/sandbox/widget.js");
/// A component that refuses to start, as the real one does for parameters that it does not know.
const THROWS: &str = "window.paymentWidget = { init() { throw new Error('Invalid environment'); } };";
/// A component that starts and shows nothing.
const EMPTY: &str = "window.paymentWidget = { init: () => ({ destroy() {} }) };";

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/widget.js", get(script))
        .route("/widget/session", get(session).options(preflight))
        .route("/widget/authorise", post(authorise).options(preflight))
        .route("/widget/challenge", post(challenge).options(preflight))
        .route("/widget/result", post(bank_result).options(preflight))
}

/// What the component shows.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SessionView {
    amount: String,
    currency: String,
    /// `ECOM`, or `MEMBER_ACCOUNT` for what only keeps the card for later payments.
    scope: String,
    reference_text: String,
    valid_until: String,
}

/// `POST /widget/authorise`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AuthoriseRequest {
    user_session_token: String,
    /// Whether the card is one that is declined.
    #[serde(default)]
    is_declined: bool,
}

/// `POST /widget/challenge`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ChallengeRequest {
    user_session_token: String,
    return_url: String,
}

/// `POST /widget/result`: what the payer brings back from the bank.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ResultRequest {
    user_session_token: String,
    redirect_result: String,
}

/// A payment is authorised.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Authorised {
    payment_request_token: String,
}

/// The payer is to go to the bank.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Challenged {
    /// At this server.
    bank_path: String,
}

async fn script(State(desk): State<Arc<Desk>>) -> Response {
    let component = desk.world().component;
    let script = match component {
        Component::Works => SCRIPT,
        Component::Throws => THROWS,
        Component::Empty => EMPTY,
        Component::Missing => return open_to_all(StatusCode::NOT_FOUND.into_response()),
        Component::Slow(time) => {
            tokio::time::sleep(time).await;
            SCRIPT
        }
    };
    open_to_all(([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], script).into_response())
}

async fn preflight() -> Response {
    open_to_all(StatusCode::NO_CONTENT.into_response())
}

async fn session(State(desk): State<Arc<Desk>>, Query(query): Query<Vec<(String, String)>>) -> Response {
    let token = query.iter().find(|(name, _)| name == "token").map_or("", |(_, value)| value.as_str());
    let now = (desk.clock)();
    let world = desk.world();
    answer(world.payable(now, token).map(|session| SessionView {
        amount: session.amount.to_string(),
        currency: session.currency.clone(),
        scope: session.scope.clone(),
        reference_text: session.reference_text.clone(),
        valid_until: session.valid_until.to_string(),
    }))
}

async fn authorise(State(desk): State<Arc<Desk>>, body: Bytes) -> Response {
    let Some(request) = read::<AuthoriseRequest>(&body) else { return unreadable() };
    let processing = desk.world().processing_time;
    tokio::time::sleep(processing).await;
    let token = if request.is_declined {
        let now = (desk.clock)();
        desk.world().payable(now, &request.user_session_token).and(Err(AuthoriseError::Declined))
    } else {
        desk.authorise(&request.user_session_token)
    };
    answer(token.map(|payment_request_token| Authorised { payment_request_token }))
}

async fn challenge(State(desk): State<Arc<Desk>>, body: Bytes) -> Response {
    let Some(request) = read::<ChallengeRequest>(&body) else { return unreadable() };
    let now = (desk.clock)();
    let begun = desk.world().challenge(now, &request.user_session_token, &request.return_url);
    answer(begun.map(|id| Challenged { bank_path: super::bank::path(&id) }))
}

async fn bank_result(State(desk): State<Arc<Desk>>, body: Bytes) -> Response {
    let Some(request) = read::<ResultRequest>(&body) else { return unreadable() };
    let now = (desk.clock)();
    let token = desk.world().bank_result(now, &request.user_session_token, &request.redirect_result);
    answer(token.map(|payment_request_token| Authorised { payment_request_token }))
}

fn read<T: DeserializeOwned>(body: &Bytes) -> Option<T> {
    serde_json::from_slice(body).ok()
}

fn unreadable() -> Response {
    open_to_all(StatusCode::BAD_REQUEST.into_response())
}

fn answer(outcome: Result<impl Serialize, AuthoriseError>) -> Response {
    let (status, body) = match &outcome {
        Ok(value) => (StatusCode::OK, serde_json::to_vec(value)),
        Err(error) => (status(*error), serde_json::to_vec(&serde_json::json!({"error": error.to_string()}))),
    };
    let kind = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    open_to_all((status, kind, body.unwrap_or_default()).into_response())
}

fn status(error: AuthoriseError) -> StatusCode {
    match error {
        AuthoriseError::Unknown => StatusCode::NOT_FOUND,
        AuthoriseError::Expired | AuthoriseError::Used => StatusCode::GONE,
        AuthoriseError::NotAsked => StatusCode::CONFLICT,
        AuthoriseError::TooMany => StatusCode::TOO_MANY_REQUESTS,
        AuthoriseError::Declined => StatusCode::PAYMENT_REQUIRED,
        AuthoriseError::ReturnUrl => StatusCode::BAD_REQUEST,
    }
}

/// The component is loaded into pages of other origins, as the real one is.
fn open_to_all(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, OPTIONS"));
    response
}
