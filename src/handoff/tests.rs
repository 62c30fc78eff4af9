//! Phones against the real server, over loopback.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::*;
use crate::config::Environment;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::pass::ClaimCode;
use crate::domain::payment::PaymentSession;
use crate::domain::time::Timestamp;

/// The n-th session of one payment.
pub(super) fn page(attempt: u8) -> Arc<PhonePage> {
    let session = PaymentSession { token: Secret::new("session-token"), valid_until: Timestamp::UNIX_EPOCH };
    Arc::new(PhonePage {
        payment: PaymentId {
            reference: ClaimCode::from_random([3; 12]).reference().clone(),
            attempt,
            showing: attempt,
        },
        session,
        amount: Money::parse("19.99", "EUR").expect("money"),
        item: "Day ticket".into(),
        studio: "Kraftwerk Mitte".into(),
        language: Language::En,
    })
}

fn config() -> PaymentConfig {
    PaymentConfig {
        widget_url: "https://widget.example/widget.js".into(),
        ..PaymentConfig::with_defaults(SocketAddr::from(([127, 0, 0, 1], 0)), Environment::Test, "DE".into())
    }
}

/// A kiosk with one page open.
struct Kiosk {
    handoff: Handoff,
    reports: mpsc::Receiver<Report>,
    host: String,
    path: String,
}

impl Kiosk {
    async fn open() -> Self {
        Self::open_with(LIMITS).await
    }

    async fn open_with(limits: Limits) -> Self {
        let (sender, reports) = mpsc::channel(8);
        let words = Arc::new(Words::load().expect("word files"));
        let handoff = Handoff::start_with(&config(), words, sender, limits).await.expect("started");
        let address = handoff.show_page(page(1)).expect("shown");
        let (host, code) =
            address.strip_prefix("HTTP://").and_then(|rest| rest.split_once('/')).expect("an address");
        let (host, path) = (host.to_owned(), format!("/{code}"));
        Self { handoff, reports, host, path }
    }

    /// Sends one request as it stands and reads the whole answer.
    async fn send(&self, raw: &str) -> Answer {
        send(&self.host, raw).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host)).await
    }

    async fn post(&self, what: &str, cookie: &str, body: &str) -> Answer {
        self.send(&self.request(what, cookie, body)).await
    }

    fn request(&self, what: &str, cookie: &str, body: &str) -> String {
        let (path, length) = (&self.path, body.len());
        format!(
            "POST {path}/{what} HTTP/1.1\r\nHost: kiosk\r\nContent-Type: application/json\r\nCookie: {cookie}\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        )
    }

    /// Takes the payment, and names the cookie of the browser that did.
    async fn take(&mut self) -> String {
        let taken = self.post("take", "", "{}").await;
        assert!(matches!(self.reports.recv().await, Some(Report::Taken(_))), "{taken:?}");
        taken.header("set-cookie").split(';').next().expect("a cookie").to_owned()
    }

    /// Delivers a token in the background; the answer comes with the verdict.
    fn deliver(&self, cookie: &str) -> tokio::task::JoinHandle<Answer> {
        let (host, request) = (self.host.clone(), self.request("token", cookie, TOKEN));
        tokio::spawn(async move { send(&host, &request).await })
    }
}

const TOKEN: &str = r#"{"paymentRequestToken":"token-1"}"#;

#[derive(Debug, PartialEq, Eq)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let is_wanted = |(found, _): &(&str, &str)| found.eq_ignore_ascii_case(name);
        let line = self.head.lines().find_map(|line| line.split_once(": ").filter(is_wanted));
        line.map(|(_, value)| value).unwrap_or_default()
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("JSON")
    }

    fn result(&self) -> (u16, String) {
        (self.status, self.json()["result"].as_str().unwrap_or_default().to_owned())
    }
}

async fn send(host: &str, raw: &str) -> Answer {
    let mut stream = TcpStream::connect(host).await.expect("connected");
    stream.write_all(raw.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("answered");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

fn said(status: u16, result: &str) -> (u16, String) {
    (status, result.to_owned())
}

#[tokio::test]
async fn a_phone_sees_what_it_pays_and_gets_the_session_when_it_takes_it() {
    let mut kiosk = Kiosk::open().await;
    let shown = kiosk.get(&kiosk.path).await;
    assert_eq!(shown.status, 200);
    for seen in ["Kraftwerk Mitte", "Day ticket", "19.99", "Continue to payment"] {
        assert!(shown.body.contains(seen), "{seen} is missing in {}", shown.body);
    }
    assert!(!shown.body.contains("session-token"), "the session is for the browser that takes it");

    let taken = kiosk.post("take", "", "{}").await;
    let cookie = taken.header("set-cookie");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");
    let expected = serde_json::json!({
        "userSessionToken": "session-token", "environment": "test", "countryCode": "DE", "locale": "en",
        "widgetUrl": "https://widget.example/widget.js",
    });
    assert_eq!(taken.json(), expected);
    assert_eq!(kiosk.reports.recv().await, Some(Report::Taken(page(1).payment.clone())));

    let again = kiosk.post("take", cookie.split(';').next().expect("a cookie"), "{}").await;
    assert_eq!((again.json(), again.header("set-cookie")), (expected, cookie));
    assert!(kiosk.reports.try_recv().is_err(), "taken once");
}

#[tokio::test]
async fn the_verdict_reaches_the_phone_and_every_further_try_of_it() {
    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    let (first, second) = (kiosk.deliver(&cookie), kiosk.deliver(&cookie));
    let reported = Report::Token(page(1).payment.clone(), Secret::new("token-1"));
    assert_eq!(kiosk.reports.recv().await, Some(reported));
    kiosk.handoff.answer(&page(1).payment, PhoneVerdict::Accepted);
    kiosk.handoff.hide_page(&page(1).payment);
    let third = kiosk.deliver(&cookie);
    assert_eq!(first.await.expect("answered").result(), said(200, "accepted"));
    // The second may have come after the page was hidden; it is told the same either way.
    assert_eq!(second.await.expect("answered").result(), said(200, "accepted"));
    assert_eq!(third.await.expect("answered").result(), said(200, "accepted"));
    assert!(kiosk.reports.try_recv().is_err(), "reported once");
}

#[tokio::test]
async fn a_token_that_nobody_waits_for_is_too_late() {
    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    let waiting = kiosk.deliver(&cookie);
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Token(..))));
    kiosk.handoff.answer(&page(1).payment, PhoneVerdict::TooLate);
    assert_eq!(waiting.await.expect("answered").result(), said(200, "too-late"));
}

#[tokio::test]
async fn a_token_for_an_ended_page_is_too_late() {
    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    kiosk.handoff.hide_page(&page(1).payment);
    let late = kiosk.deliver(&cookie).await.expect("answered");
    assert_eq!(late.result(), said(404, "too-late"));
    assert!(kiosk.reports.try_recv().is_err(), "nobody hears of it");
    assert_eq!(kiosk.get(&kiosk.path).await.status, 404);
    assert_eq!(kiosk.post("take", &cookie, "{}").await.result(), said(404, "gone"));
}

#[tokio::test]
async fn without_a_verdict_in_time_the_phone_is_sent_to_the_kiosk() {
    let mut kiosk = Kiosk::open_with(Limits { answer: Duration::ZERO, ..LIMITS }).await;
    let cookie = kiosk.take().await;
    let unsure = kiosk.deliver(&cookie).await.expect("answered");
    assert_eq!(unsure.result(), said(200, "look"));
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Token(..))));
    kiosk.handoff.answer(&page(1).payment, PhoneVerdict::Accepted);
    assert_eq!(kiosk.deliver(&cookie).await.expect("answered").result(), said(200, "accepted"));
}

#[tokio::test]
async fn fetching_ahead_changes_nothing() {
    let mut kiosk = Kiosk::open().await;
    let first = kiosk.get(&kiosk.path).await;
    for method in ["GET", "HEAD", "GET"] {
        let ahead = kiosk.send(&format!("{method} {} HTTP/1.1\r\nHost: k\r\n\r\n", kiosk.path)).await;
        assert_eq!(ahead.status, 200);
    }
    assert_eq!(kiosk.get(&kiosk.path.to_lowercase()).await.body, first.body, "in any case");
    assert!(kiosk.reports.try_recv().is_err());
    kiosk.take().await;
}

#[tokio::test]
async fn a_lost_answer_locks_nobody_out() {
    let mut kiosk = Kiosk::open().await;
    let shown = kiosk.get(&kiosk.path).await;
    let cookie = shown.header("set-cookie").split(';').next().expect("a cookie");
    let lost = kiosk.post("take", cookie, "{}").await;
    let again = kiosk.post("take", cookie, "{}").await;
    assert_eq!((again.status, again.body), (200, lost.body));
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Taken(_))));
    assert!(kiosk.reports.try_recv().is_err(), "taken once");
}

#[tokio::test]
async fn a_second_browser_neither_pays_nor_delivers() {
    let mut kiosk = Kiosk::open().await;
    let before = kiosk.deliver("").await.expect("answered");
    assert_eq!(before.result(), said(409, "in-use"), "nobody has taken it");
    let cookie = kiosk.take().await;
    let name = cookie.split('=').next().expect("a name");
    for other in [String::new(), format!("{name}=0000"), format!("{name}={}", "0".repeat(26))] {
        assert_eq!(kiosk.post("take", &other, "{}").await.result(), said(409, "in-use"));
        assert_eq!(kiosk.post("token", &other, TOKEN).await.result(), said(409, "in-use"));
    }
    assert!(kiosk.reports.try_recv().is_err());
    let several = format!("a=b; {name}=0000; {cookie}; {name}x=1");
    assert_eq!(kiosk.post("take", &several, "{}").await.status, 200, "found among others");
}

#[tokio::test]
async fn wrong_codes_all_answer_alike() {
    let kiosk = Kiosk::open().await;
    let mut near = kiosk.path.clone();
    let last = if near.pop() == Some('0') { '1' } else { '0' };
    near.push(last);
    let gone = kiosk.get("/000000000000").await;
    assert_eq!(gone.status, 404);
    assert!(gone.body.contains("look at the kiosk"));
    let undated = |answer: Answer| {
        let kept: Vec<_> =
            answer.head.lines().filter(|line| !line.starts_with("date")).map(String::from).collect();
        (kept, answer.body)
    };
    let expected = undated(gone);
    for path in [near.as_str(), "/", "/x", "/%F0%9F", "/../etc/passwd", &format!("{}/", kiosk.path), "/a/b/c"]
    {
        assert_eq!(undated(kiosk.get(path).await), expected, "{path}");
    }
    let wrong = |what: &str| kiosk.request(what, "", TOKEN).replace(&kiosk.path, &near);
    assert_eq!(kiosk.send(&wrong("take")).await.result(), said(404, "gone"));
    assert_eq!(kiosk.send(&wrong("token")).await.result(), said(404, "too-late"));
}

#[tokio::test]
async fn every_answer_stays_out_of_caches_frames_and_referrers() {
    let kiosk = Kiosk::open().await;
    for path in [kiosk.path.as_str(), "/-/page.js", "/-/page.css", "/wrong"] {
        let answer = kiosk.get(path).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("script-src 'self' https://widget.example;"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    }
    assert!(kiosk.get("/-/page.js").await.body.contains("paymentWidget.init"));
}

#[tokio::test]
async fn other_methods_and_other_bodies_are_refused() {
    let mut kiosk = Kiosk::open().await;
    for (method, path) in [("POST", ""), ("PUT", ""), ("DELETE", ""), ("GET", "/take"), ("GET", "/token")] {
        let request =
            format!("{method} {}{path} HTTP/1.1\r\nHost: k\r\nContent-Length: 0\r\n\r\n", kiosk.path);
        assert_eq!(kiosk.send(&request).await.status, 405, "{method} {path}");
    }
    let form = kiosk.request("take", "", "{}").replace("application/json", "text/plain");
    assert_eq!(kiosk.send(&form).await.status, 415);
    for body in ["", "[", "{}", r#"{"paymentRequestToken":""}"#, r#"{"paymentRequestToken":"a\u0000"}"#] {
        assert_eq!(kiosk.post("token", "", body).await.status, 400, "{body}");
    }
    let cookie = kiosk.take().await;
    let long = format!(r#"{{"paymentRequestToken":"{}"}}"#, "x".repeat(9_000));
    assert_eq!(kiosk.post("token", &cookie, &long).await.status, 400);
    assert!(kiosk.reports.try_recv().is_err());
}

#[tokio::test]
async fn an_oversized_body_is_refused() {
    let kiosk = Kiosk::open().await;
    let announced = kiosk.request("token", "", "").replace("Content-Length: 0", "Content-Length: 16385");
    assert_eq!(kiosk.send(&announced).await.status, 413);
    let chunked = kiosk.request("token", "", "").replace("Content-Length: 0", "Transfer-Encoding: chunked");
    let body = format!("4001\r\n{}\r\n0\r\n\r\n", "x".repeat(0x4001));
    assert_eq!(kiosk.send(&format!("{chunked}{body}")).await.status, 413);
}

#[tokio::test]
async fn whoever_is_slow_or_talkative_is_let_go() {
    let soon = Duration::from_millis(10);
    let kiosk = Kiosk::open_with(Limits { head: soon, body: soon, ..LIMITS }).await;
    let mut silent = TcpStream::connect(&kiosk.host).await.expect("connected");
    silent.write_all(b"GET / HT").await.expect("sent");
    let mut answer = Vec::new();
    let closed = tokio::time::timeout(LIMITS.head, silent.read_to_end(&mut answer)).await;
    assert_eq!(closed.expect("let go").expect("closed"), 0);

    let half = kiosk.request("token", "", "").replace("Content-Length: 0", "Content-Length: 9");
    assert_eq!(kiosk.send(&half).await.status, 408);

    let kiosk = Kiosk::open().await;
    let mut talker = TcpStream::connect(&kiosk.host).await.expect("connected");
    let head = format!("GET / HTTP/1.1\r\nHost: k\r\nX: {}\r\n\r\n", "x".repeat(100_000));
    // The kiosk may hang up while this is still being written.
    talker.write_all(head.as_bytes()).await.ok();
    let mut answer = Vec::new();
    talker.read_to_end(&mut answer).await.ok();
    assert!(!answer.starts_with(b"HTTP/1.1 404"), "it was read to its end");
}

#[tokio::test]
async fn a_start_that_cannot_work_says_why() {
    let words = Arc::new(Words::load().expect("word files"));
    let (sender, _reports) = mpsc::channel(1);
    let start = |config: PaymentConfig| {
        let (words, sender) = (Arc::clone(&words), sender.clone());
        async move { Handoff::start(&config, words, sender).await.err().map(|error| error.to_string()) }
    };
    let taken = Handoff::start(&config(), Arc::clone(&words), sender.clone()).await.expect("started");
    let listen = taken.show_page(page(1)).expect("shown")[7..]
        .split('/')
        .next()
        .expect("a host")
        .parse()
        .expect("an address");
    let busy = start(PaymentConfig { listen, ..config() }).await.expect("an error");
    assert!(busy.starts_with("payment.listen: "), "{busy}");
    let long =
        start(PaymentConfig { public_url: Some(format!("https://{}.example", "a".repeat(60))), ..config() })
            .await;
    assert!(long.expect("an error").contains("at most 61 characters"));
    let widget = start(PaymentConfig { widget_url: "widget.js".into(), ..config() }).await;
    assert!(widget.expect("an error").starts_with("payment.widget_url: "));
}
