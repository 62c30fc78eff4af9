//! The pretend bank: a page of its own, without a script, that asks whether the payment is the payer's.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::Desk;
use crate::domain::language::Language;
use crate::sandbox::world::{AuthoriseError, BankAnswer, World};

/// The page; its words are those of `messages.json`.
const PAGE: &str = include_str!("../../../assets/sandbox/bank.html");

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/bank/{id}", get(page))
        .route("/bank/{id}/confirm", post(confirm))
        .route("/bank/{id}/reject", post(reject))
}

/// Where the bank asks about a challenge.
pub(super) fn path(id: &str) -> String {
    format!("/bank/{id}")
}

/// Asks, in the language of `?locale=`.
async fn page(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let locale =
        query.iter().find(|(name, _)| name == "locale").and_then(|(_, value)| super::language(value));
    match question(&desk.world(), &id, locale.unwrap_or(Language::En)) {
        Some(page) => private(
            (StatusCode::OK, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response(),
        ),
        None => unknown(),
    }
}

async fn confirm(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
    send_back(&desk, &id, BankAnswer::Confirm)
}

async fn reject(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
    send_back(&desk, &id, BankAnswer::Reject)
}

/// Sends the payer back to where the challenge was begun, and nowhere else.
fn send_back(desk: &Desk, id: &str, answer: BankAnswer) -> Response {
    let now = (desk.clock)();
    let back: Result<String, AuthoriseError> = desk.world().answer_bank(now, id, answer);
    match back {
        Ok(back) => private((StatusCode::SEE_OTHER, [(header::LOCATION, back)]).into_response()),
        Err(_) => unknown(),
    }
}

/// The page's text, or nothing for a challenge that there is not.
fn question(world: &World, id: &str, language: Language) -> Option<String> {
    let session = world.challenged(id)?;
    // No session has more than two decimals.
    let amount = format!("{:.2} {}", session.amount, session.currency);
    let say = |code: &str, filled: &str| world.say(language, code, filled);
    let filled = [
        ("{{language}}", language.code().to_owned()),
        ("{{title}}", say("bank.title", "")),
        (
            "{{question}}",
            if session.amount.is_zero() { say("bank.keep", "") } else { say("bank.question", &amount) },
        ),
        ("{{note}}", say("bank.note", "")),
        ("{{confirm}}", say("bank.confirm", "")),
        ("{{reject}}", say("bank.reject", "")),
        ("{{path}}", path(id)),
    ];
    // Ids, amounts and our own words need no escaping: none has a character that HTML knows.
    Some(filled.iter().fold(PAGE.to_owned(), |page, (mark, text)| page.replace(mark, text)))
}

fn unknown() -> Response {
    private(StatusCode::NOT_FOUND.into_response())
}

/// Addresses of the bank stay out of caches and of the referrer.
fn private(mut response: Response) -> Response {
    const PRIVATE: [(HeaderName, &str); 2] =
        [(header::CACHE_CONTROL, "no-store"), (header::REFERRER_POLICY, "no-referrer")];
    for (name, value) in PRIVATE {
        response.headers_mut().insert(name, axum::http::HeaderValue::from_static(value));
    }
    response
}
