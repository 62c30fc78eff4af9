//! The server over real connections; a plain socket is the client, so that nothing between hides a header.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

use super::*;
use crate::sandbox::Component;

mod faults;

/// What a raw connection got back.
struct Got {
    status: u16,
    head: String,
    body: String,
}

impl Got {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

fn noon() -> Timestamp {
    "2026-06-10T12:00:00Z".parse().expect("a time")
}

async fn open() -> Studio {
    Studio::start(SocketAddr::from(([127, 0, 0, 1], 0)), 7, Faults::default(), noon).await.expect("a studio")
}

/// Sends one request on a connection of its own.
async fn send(studio: &Studio, request: &str, headers: &str, body: &str) -> Got {
    let answer = exchange(studio, request, headers, body).await;
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head[9..12].parse().expect("a status");
    Got { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
}

/// The bytes that come for one request until the connection ends, away from the runtime's thread.
fn exchange(
    studio: &Studio,
    request: &str,
    headers: &str,
    body: &str,
) -> impl Future<Output = String> + use<> {
    let address = studio.api.strip_prefix("http://").expect("an address").to_owned();
    let text = format!(
        "{request} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n{body}",
        body.len()
    );
    let answer = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("a connection");
        // A server that refuses a long body may close before all of it was sent.
        let _ = stream.write_all(text.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8(answer).expect("UTF-8")
    });
    async { answer.await.expect("a connection that ends") }
}

#[tokio::test]
async fn key_language_query_and_date_travel_over_http() {
    let studio = open().await;
    let key = format!("X-API-KEY: {}\r\n", studio.key);
    let list = send(&studio, "GET /v1/online-offers/purchasable?sliceSize=10&offset=0", &key, "").await;
    assert_eq!((list.status, list.json()["result"].as_array().map(Vec::len)), (200, Some(10)));
    assert!(list.head.contains("date: wed, 10 jun 2026 12:00:00 gmt"), "{}", list.head);
    assert_eq!(list.head.matches("date:").count(), 1, "{}", list.head);
    assert!(list.head.contains("content-type: application/json"), "{}", list.head);

    let english = format!("{key}Accept-Language: en-GB,de;q=0.5\r\n");
    let missing = send(&studio, "GET /v1/customers/1", &english, "").await;
    assert_eq!((missing.status, &missing.json()["errorMessage"]), (404, &json!("Entity not found.")));
    assert_eq!(send(&studio, "GET /v1/studios/information", "", "").await.status, 401);
    let head = send(&studio, "HEAD /anything/at/all", &key, "").await;
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(send(&studio, "PUT /v1/leads/create", &key, "{}").await.status, 405);
    let long = send(&studio, "POST /v1/leads/create", &key, &"x".repeat(BODY_BYTES_MAX + 1)).await;
    assert_eq!(long.status, 413);
}

#[tokio::test]
async fn a_pass_is_paid_through_the_component_and_the_component_may_live_on_another_page() {
    let studio = open().await;
    let key = format!("X-API-KEY: {}\r\n", studio.key);
    let request =
        json!({"amount": 19.90, "scope": "ECOM", "customerId": 200_101, "referenceText": "Pass"}).to_string();
    let session = send(&studio, "POST /v1/payments/user-session", &key, &request).await.json();
    let token = session["token"].as_str().expect("a token");

    let shown = send(&studio, &format!("GET /widget/session?token={token}"), "", "").await;
    assert!(shown.head.contains("access-control-allow-origin: *"), "{}", shown.head);
    assert_eq!((&shown.json()["amount"], &shown.json()["currency"]), (&json!("19.9"), &json!("EUR")));
    let asked = send(&studio, "OPTIONS /widget/authorise", "Origin: http://page\r\n", "").await;
    assert_eq!(asked.status, 204);
    assert!(asked.head.contains("access-control-allow-headers: content-type"), "{}", asked.head);

    let paid =
        send(&studio, "POST /widget/authorise", "", &json!({"userSessionToken": token}).to_string()).await;
    let payment = paid.json()["paymentRequestToken"].as_str().expect("a token").to_owned();
    let order = json!({"onlineOfferId": 41001, "customerId": 200_101, "validFrom": "2026-06-10",
        "paymentRequestToken": payment});
    assert_eq!(send(&studio, "POST /v1/online-offers/purchase", &key, &order.to_string()).await.status, 200);
    assert_eq!(studio.visit(|world| world.purchases().len()), 2);
    assert_eq!(studio.authorise(token), Err(AuthoriseError::Used));
    let over = send(&studio, &format!("GET /widget/session?token={token}"), "", "").await;
    assert_eq!(over.status, 410);
    assert_eq!(send(&studio, "GET /widget/session?token=x", "", "").await.status, 404);
    assert_eq!(send(&studio, "POST /widget/authorise", "", "{").await.status, 400);
}

#[tokio::test]
async fn the_bank_asks_in_the_payers_language_and_sends_them_back() {
    let studio = open().await;
    let key = format!("X-API-KEY: {}\r\n", studio.key);
    let request =
        json!({"amount": 19.90, "scope": "ECOM", "customerId": 200_101, "referenceText": "Pass"}).to_string();
    let session = send(&studio, "POST /v1/payments/user-session", &key, &request).await.json();
    let token = session["token"].as_str().expect("a token");

    let away = json!({"userSessionToken": token, "returnUrl": "javascript:alert(1)"}).to_string();
    assert_eq!(send(&studio, "POST /widget/challenge", "", &away).await.status, 400);
    let page = "http://kiosk.example/CODE?x=1";
    let ask = json!({"userSessionToken": token, "returnUrl": page}).to_string();
    let asked = send(&studio, "POST /widget/challenge", "", &ask).await.json();
    let bank = asked["bankPath"].as_str().expect("a path").to_owned();

    let german = send(&studio, &format!("GET {bank}?locale=de-DE"), "", "").await;
    assert_eq!(german.status, 200);
    assert!(
        german.body.contains("lang=\"de\"") && german.body.contains("Zahlung über 19.90 EUR"),
        "{}",
        german.body
    );
    assert!(!german.body.contains("{{") && !german.body.contains("bank."), "{}", german.body);
    assert!(send(&studio, &format!("GET {bank}"), "", "").await.body.contains("Is this payment"));

    let back = send(&studio, &format!("POST {bank}/confirm"), "", "").await;
    assert_eq!(back.status, 303);
    let location = back.head.lines().find_map(|line| line.strip_prefix("location: ")).expect("a way back");
    assert!(location.starts_with("http://kiosk.example/code?x=1&redirectresult="), "{location}");
    assert_eq!(send(&studio, &format!("POST {bank}/reject"), "", "").await.status, 303, "answered already");
    assert_eq!(send(&studio, "GET /bank/x", "", "").await.status, 404);
    assert_eq!(send(&studio, "POST /bank/x/confirm", "", "").await.status, 404);

    let brought = location.rsplit_once('=').expect("a result").1.to_ascii_uppercase();
    let result = json!({"userSessionToken": token, "redirectResult": brought}).to_string();
    assert!(
        send(&studio, "POST /widget/result", "", &result).await.json()["paymentRequestToken"].is_string()
    );
    let other = json!({"userSessionToken": token, "redirectResult": "x"}).to_string();
    assert_eq!(send(&studio, "POST /widget/result", "", &other).await.status, 409);
    let declined = json!({"userSessionToken": token, "isDeclined": true}).to_string();
    assert_eq!(send(&studio, "POST /widget/authorise", "", &declined).await.status, 402);
}

#[tokio::test]
async fn a_session_over_nothing_keeps_a_card_and_says_so_at_the_bank() {
    let studio = open().await;
    let key = format!("X-API-KEY: {}\r\n", studio.key);
    let request = json!({"amount": 0, "scope": "MEMBER_ACCOUNT", "referenceText": "Membership"}).to_string();
    let session = send(&studio, "POST /v1/payments/user-session", &key, &request).await.json();
    let token = session["token"].as_str().expect("a token");
    let shown = send(&studio, &format!("GET /widget/session?token={token}"), "", "").await.json();
    assert_eq!((&shown["amount"], &shown["scope"]), (&json!("0"), &json!("MEMBER_ACCOUNT")));
    let script = send(&studio, "GET /widget.js", "", "").await.body;
    assert!(script.contains("Kept for later payments") && script.contains("=== 'MEMBER_ACCOUNT'"));

    let ask = json!({"userSessionToken": token, "returnUrl": "http://kiosk.example/CODE"}).to_string();
    let asked = send(&studio, "POST /widget/challenge", "", &ask).await.json();
    let bank = asked["bankPath"].as_str().expect("a path").to_owned();
    let page = send(&studio, &format!("GET {bank}?locale=de"), "", "").await.body;
    assert!(page.contains("für spätere Zahlungen hinterlegt") && !page.contains("0.00 EUR"), "{page}");
}

#[tokio::test]
async fn the_component_fails_as_it_is_told() {
    let studio = open().await;
    for (component, status, part) in [
        (Component::Missing, 404, ""),
        (Component::Throws, 200, "throw new Error"),
        (Component::Empty, 200, "destroy() {}"),
        (Component::Slow(Duration::from_millis(1)), 200, "window.paymentWidget = { init }"),
    ] {
        studio.visit(|world| world.component = component);
        let script = send(&studio, "GET /widget.js", "", "").await;
        assert_eq!(script.status, status, "{component:?}");
        assert!(script.body.contains(part), "{component:?}");
    }
}

#[tokio::test]
async fn the_component_is_where_the_studio_says() {
    let studio = open().await;
    let path = studio.widget_url.strip_prefix(&studio.api).expect("the same address");
    let script = send(&studio, &format!("GET {path}"), "", "").await;
    assert_eq!(script.status, 200);
    assert!(script.head.contains("content-type: text/javascript"), "{}", script.head);
    assert!(script.body.contains("window.paymentWidget = { init }"));
}

#[tokio::test]
async fn a_stopped_studio_gives_its_address_back() {
    let studio = open().await;
    let address: SocketAddr =
        studio.api.strip_prefix("http://").expect("an address").parse().expect("an address");
    let taken = Studio::start(address, 1, Faults::default(), noon).await;
    assert!(taken.is_err_and(|error| error.to_string().contains("cannot listen")));
    studio.stop().await;
    assert!(TcpStream::connect(address).is_err());
    assert!(Studio::start(address, 1, Faults::default(), noon).await.is_ok());
}

#[test]
fn languages_are_read_as_the_contract_says() {
    for (accepted, expected) in [
        ("de-CH", Some(Language::De)),
        ("fr-LU;q=0.9, en", Some(Language::Fr)),
        ("ja", Some(Language::En)),
        ("en", Some(Language::En)),
        ("*", None),
        ("", None),
    ] {
        assert_eq!(language(accepted), expected, "{accepted}");
    }
}
