//! The transport against servers that misbehave: nothing is followed, nothing is sent twice, nothing is read without a
//! bound, and every failure is told by its kind. The servers speak raw TCP, because no HTTP library would misbehave so.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod gate;
mod members;
mod memberships;
mod server;

use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::civil::date;
use serde_json::json;
use server::Server;
use tokio::net::TcpListener;
use walkin::api::transport::{ApiError, Http, Limits};
use walkin::api::{Client, PurchaseCall};
use walkin::clock;
use walkin::config::ApiConfig;
use walkin::domain::fault::{Fate, Fault, FaultKind};
use walkin::domain::language::Language;
use walkin::domain::offer::OfferId;
use walkin::domain::pass::Receipt;
use walkin::domain::person::CustomerId;
use walkin::domain::text::Secret;
use walkin::domain::time::TimeZone;

const KEY: &str = "canary-key";
const EN: Language = Language::En;
const UTILIZATION: &str = r#"{"count": 3, "capacity": 60}"#;

impl Server {
    fn http(&self, limits: Limits) -> Http {
        http(&self.base_url, limits)
    }

    fn client(&self) -> Client<Http> {
        self.client_with(patient())
    }

    fn client_with(&self, limits: Limits) -> Client<Http> {
        Client::new(self.http(limits), TimeZone::UTC)
    }
}

fn http(base_url: &str, limits: Limits) -> Http {
    let config = ApiConfig { base_url: base_url.to_owned(), key: Secret::new(KEY) };
    Http::with_limits(&config, "walkin-test", limits).expect("a transport")
}

/// Waits as long as a kiosk does, and hardly pauses.
fn patient() -> Limits {
    let pause = Duration::from_millis(1);
    Limits { backoff: pause, backoff_busy: pause, ..Limits::default() }
}

/// Gives up at once.
fn hasty() -> Limits {
    let limit = Duration::from_millis(40);
    let try_min = Duration::from_millis(1);
    Limits { read: limit, write: limit, purchase: limit, try_min, ..patient() }
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len())
}

async fn buy(client: &Client<Http>) -> Result<Receipt, Fault> {
    let purchase = PurchaseCall {
        offer: OfferId(12345),
        customer: CustomerId(67890),
        valid_from: date(2026, 1, 15),
        voucher: None,
        token: Some(&Secret::new("canary-token")),
    };
    client.purchase(EN, purchase).await
}

fn sold() -> String {
    answer("200 OK", "", r#"{"onlineOfferPurchaseId": 1, "studioAccessCode": "PTK"}"#)
}

#[tokio::test]
async fn a_call_carries_the_key_the_language_and_a_document() {
    let server = Server::answering(&[sold()]).await;
    buy(&server.client()).await.expect("a receipt");
    let requests = server.requests();
    let (head, body) = requests[0].split_once("\r\n\r\n").expect("a head");
    assert!(head.starts_with("POST /v1/online-offers/purchase HTTP/1.1\r\n"), "{head}");
    let head = head.to_lowercase();
    for line in [
        "x-api-key: canary-key",
        "accept-language: en",
        "accept: application/json",
        "content-type: application/json",
        "user-agent: walkin-test",
    ] {
        assert!(head.lines().any(|own| own == line), "{line} in {head}");
    }
    assert!(body.contains(r#""paymentRequestToken":"canary-token""#), "{body}");
}

#[tokio::test]
async fn a_query_is_encoded() {
    let slice = |next: &str| answer("200 OK", "", &format!(r#"{{"result": [{{"id": 1}}], {next}}}"#));
    let server =
        Server::answering(&[slice(r#""hasNext": true, "offset": "a&b=ü""#), slice(r#""hasNext": false"#)])
            .await;
    server.client().list_offers(EN).await.expect("a list");
    assert_eq!(
        server.count("GET /v1/online-offers/purchasable?sliceSize=50&offset=a%26b%3D%C3%BC HTTP/1.1"),
        1
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_the_key_goes_nowhere_else() {
    let target = Server::answering(&[sold()]).await;
    for status in ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let location = format!("Location: {}/v1/studios/utilization\r\n", target.base_url);
        let server = Server::answering(&[answer(status, &location, "")]).await;
        let code = status[..3].parse().expect("a status");
        let client = server.client();
        assert_eq!(client.read_utilization(EN).await, Err(FaultKind::Unexpected(code).into()));
        assert_eq!(buy(&client).await, Err(FaultKind::Unexpected(code).into()));
        assert_eq!(server.requests().len(), 2);
    }
    assert!(target.requests().is_empty(), "{:?}", target.requests());
}

#[tokio::test]
async fn nobody_listening_means_that_nothing_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base_url = format!("http://{}", listener.local_addr().expect("bound"));
    drop(listener);
    let client = Client::new(http(&base_url, patient()), TimeZone::UTC);
    let fault = buy(&client).await.expect_err("a fault");
    assert_eq!((fault.kind.clone(), fault.fate()), (FaultKind::Unreachable, Fate::NotDone));
    assert_eq!(client.read_utilization(EN).await, Err(FaultKind::Unreachable.into()));
}

#[tokio::test]
async fn a_failed_handshake_means_that_nothing_was_sent() {
    // One server closes the connection, one answers in plain text, one says nothing.
    let closing = Server::start(|_, connection| async move { drop(connection) }).await;
    let plain = Server::start(|_, mut connection| async move {
        connection.send(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        pending::<()>().await;
    })
    .await;
    let silent = Server::start(|_, connection| async move {
        let _open = connection;
        pending::<()>().await;
    })
    .await;
    for server in [closing, plain, silent] {
        let base_url = server.base_url.replace("http://", "https://");
        let config = ApiConfig { base_url, key: Secret::new(KEY) };
        let limits = Limits { connect: Duration::from_millis(40), ..patient() };
        let http = match Http::with_limits(&config, "walkin-test", limits) {
            // A machine without root certificates cannot make the attempt.
            Err(ApiError::Tls(_)) => return,
            made => made.expect("a transport"),
        };
        assert_eq!(buy(&Client::new(http, TimeZone::UTC)).await, Err(FaultKind::Unreachable.into()));
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_cut_and_only_reads_are_repeated() {
    for broken in ["HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"count\"", "HTTP/1.1 200", ""] {
        let server = Server::start(move |_, mut connection| async move {
            connection.request().await;
            connection.send(broken.as_bytes()).await;
        })
        .await;
        let client = server.client();
        assert_eq!(client.read_utilization(EN).await, Err(FaultKind::Cut.into()), "{broken}");
        assert_eq!(server.count("GET"), 3, "{broken}");
        let fault = buy(&client).await.expect_err("a fault");
        assert_eq!((fault.kind.clone(), fault.fate()), (FaultKind::Cut, Fate::Unknown));
        assert_eq!(server.count("POST"), 1, "{broken}");
    }
}

#[tokio::test]
async fn a_read_that_fails_once_succeeds_on_a_repeat() {
    let good = answer("200 OK", "", UTILIZATION);
    for bad in ["500 Oops", "502 Bad Gateway", "503 Busy"] {
        let server = Server::answering(&[answer(bad, "", ""), good.clone()]).await;
        assert_eq!(server.client().read_utilization(EN).await.expect("a load").count, 3, "{bad}");
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn refusals_are_not_repeated_and_writes_never_are() {
    for status in ["400 Bad", "401 No", "403 No", "404 No", "409 No", "418 Teapot"] {
        let server = Server::answering(&[answer(status, "", "")]).await;
        server.client().read_utilization(EN).await.expect_err("a fault");
        assert_eq!(server.requests().len(), 1, "{status}");
    }
    for status in ["500 Oops", "503 Busy", "429 Slow"] {
        let server = Server::answering(&[answer(status, "", "")]).await;
        buy(&server.client()).await.expect_err("a fault");
        assert_eq!(server.requests().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn silence_and_drips_end_in_time() {
    let silent = Server::start(|_, mut connection| async move {
        connection.request().await;
        pending::<()>().await;
    })
    .await;
    let dripping = Server::start(|_, mut connection| async move {
        connection.request().await;
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n").await;
        while connection.send(b" ").await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
    for server in [silent, dripping] {
        let client = server.client_with(hasty());
        let fault = buy(&client).await.expect_err("a fault");
        assert_eq!((fault.kind.clone(), fault.fate()), (FaultKind::TimedOut, Fate::Unknown));
        assert_eq!(server.count("POST"), 1);
        assert_eq!(client.read_utilization(EN).await, Err(FaultKind::TimedOut.into()));
        assert_eq!(server.count("GET"), 3);
    }
}

#[tokio::test]
async fn an_answer_without_an_end_is_left_at_the_limit() {
    let written = Arc::<Mutex<usize>>::default();
    let count = Arc::clone(&written);
    let server = Server::start(move |_, mut connection| {
        let count = Arc::clone(&count);
        async move {
            connection.request().await;
            connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await;
            let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
            while connection.send(chunk.as_bytes()).await {
                *count.lock().expect("unpoisoned") += 0x10000;
            }
        }
    })
    .await;
    let client = server.client();
    assert_eq!(client.read_utilization(EN).await, Err(FaultKind::TooLarge.into()));
    assert_eq!(server.requests().len(), 1);
    // What the sockets hold comes on top of the 8 MiB that are read.
    let written = *written.lock().expect("unpoisoned");
    assert!((8 << 20..40 << 20).contains(&written), "{written}");
}

#[tokio::test]
async fn a_refusal_keeps_its_meaning_when_its_body_is_huge_or_broken() {
    let words = json!({"errorMessage": "x".repeat(100_000)}).to_string();
    let huge = Server::answering(&[answer("409 Conflict", "", &words)]).await;
    assert_eq!(buy(&huge.client()).await, Err(FaultKind::Conflict.into()));
    let broken = Server::start(|_, mut connection| async move {
        connection.request().await;
        connection.send(b"HTTP/1.1 409 Conflict\r\nContent-Length: 100\r\n\r\n{").await;
    })
    .await;
    assert_eq!(buy(&broken.client()).await, Err(FaultKind::Conflict.into()));
}

#[tokio::test]
async fn a_write_after_a_connection_died_reaches_the_server_once() {
    // Each connection answers one read, promises to stay open, and takes whatever comes next without an answer.
    let server = Server::start(|_, mut connection| async move {
        connection.request().await;
        connection.send(answer("200 OK", "Connection: keep-alive\r\n", UTILIZATION).as_bytes()).await;
        connection.request().await;
    })
    .await;
    let client = server.client();
    for _ in 0..5 {
        client.read_utilization(EN).await.expect("a load");
        let receipt = buy(&client).await;
        assert_eq!(receipt, Err(FaultKind::Garbage.into()), "the write has a connection of its own");
    }
    assert_eq!(server.count("POST"), 5);

    let closing = Server::start(|number, mut connection| async move {
        connection.request().await;
        if number == 0 {
            connection.send(answer("200 OK", "Connection: keep-alive\r\n", UTILIZATION).as_bytes()).await;
        }
    })
    .await;
    let client = closing.client();
    client.read_utilization(EN).await.expect("a load");
    assert_eq!(buy(&client).await, Err(FaultKind::Cut.into()));
    assert_eq!(closing.count("POST"), 1);
}

#[tokio::test]
async fn the_servers_clock_is_compared_with_ours() {
    let ahead = clock::wall() + Duration::from_mins(10);
    let date =
        jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&ahead).expect("a date");
    let server = Server::answering(&[answer("200 OK", &format!("Date: {date}\r\n"), UTILIZATION)]).await;
    let client = server.client();
    assert_eq!(client.transport().clock_offset(), None);
    client.read_utilization(EN).await.expect("a load");
    let offset = client.transport().clock_offset().expect("an offset");
    assert!(offset.ahead && (590..=600).contains(&offset.off_by.as_secs()), "{offset:?}");
}

#[tokio::test]
async fn each_try_is_reported_without_a_person_or_the_key() {
    let words = json!({"errorMessage": "canary-words", "traceId": "t-1"}).to_string();
    let server = Server::answering(&[
        answer("500 Oops", "", &words),
        answer("404 No", "", &words),
        answer("429 Slow", "", ""),
    ])
    .await;
    let lines = Arc::<Mutex<Vec<String>>>::default();
    let log = Arc::clone(&lines);
    let http = server.http(patient()).with_report(Arc::new(move |report| {
        log.lock().expect("unpoisoned").push(format!("{report:?}"));
    }));
    assert!(!format!("{http:?}").contains("canary"));
    let client = Client::new(http, TimeZone::UTC);
    for _ in 0..3 {
        // The API's own 404 says that there are none, the 429 that it is enough.
        let _ = client.list_purchased_of(EN, CustomerId(67890), OfferId(12345)).await;
    }
    let lines = lines.lock().expect("unpoisoned").clone();
    assert_eq!(lines.len(), 4, "{lines:#?}");
    for (line, says) in lines.iter().zip([
        "attempt: 1, status: Some(500), fault: Some(Broken(500))",
        "attempt: 2, status: Some(404), fault: Some(NotFound)",
        "attempt: 1, status: Some(429), fault: Some(RateLimited(60s))",
        "attempt: 0, status: None, fault: Some(RateLimited(",
    ]) {
        assert!(line.contains(says), "{says} in {line}");
        assert!(line.contains("GET /v1/online-offers/{id}/purchased/{id}"), "{line}");
        assert!(!line.contains("67890") && !line.contains("canary"), "{line}");
    }
    assert!(lines[0].contains("t-1"));
}

#[tokio::test]
async fn a_refused_key_is_told_from_a_good_one() {
    let server = Server::answering(&["HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n".to_owned()]).await;
    assert_eq!(server.client().check_key().await, Ok(()));
    assert_eq!(server.count("HEAD /v1/studios/information"), 1);
    let server = Server::answering(&["HTTP/1.1 401 Unauthorized\r\n\r\n".to_owned()]).await;
    assert_eq!(server.client().check_key().await, Err(FaultKind::KeyRefused.into()));
}
