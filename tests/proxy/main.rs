//! Kiosks behind Debian's real nginx, with the configuration of `docs/publishing/nginx.conf`.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test waits by the real clock")]

mod nginx;
mod payment;

#[expect(dead_code, reason = "shared with the tests of the page, which need other parts of it")]
#[path = "../support/browser.rs"]
mod browser;
#[expect(dead_code, reason = "shared with the benchmark and other tests, which need other parts of it")]
#[path = "../support/pty.rs"]
mod pty;
#[expect(dead_code, reason = "shared with the tests of the page, which need other parts of it")]
#[path = "../browser/scene.rs"]
mod scene;
#[expect(dead_code, reason = "shared with other tests, which need other parts of it")]
#[path = "../support/tenant.rs"]
mod tenant;
#[expect(dead_code, reason = "shared with other tests, which need other parts of it")]
#[path = "../support/visitor.rs"]
mod visitor;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use nginx::{Nginx, ONE, SEVERAL};
use reqwest::Client;
use reqwest::header::{COOKIE, ORIGIN, SET_COOKIE};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use walkin::config::{Environment, PaymentConfig};
use walkin::domain::language::Language;
use walkin::domain::membership::Papers;
use walkin::domain::money::Money;
use walkin::domain::pass::ClaimCode;
use walkin::domain::payment::{PaymentId, PaymentScope, PaymentSession, PhonePage, PhoneTask, PhoneVerdict};
use walkin::domain::text::Secret;
use walkin::domain::time::Timestamp;
use walkin::handoff::{Handoff, Report};
use walkin::words::Words;

/// A kiosk's server of pages with one page open.
struct Kiosk {
    handoff: Handoff,
    reports: mpsc::Receiver<Report>,
    page: Arc<PhonePage>,
    /// What is drawn as a code.
    address: String,
}

impl Kiosk {
    /// A kiosk that listens here and is published there; `number` makes its payment its own.
    async fn open(listen: SocketAddr, public_url: String, number: u8) -> Self {
        let config = PaymentConfig {
            public_url: Some(public_url),
            ..PaymentConfig::with_defaults(listen, Environment::Sandbox, "DE".to_owned())
        };
        let words = Arc::new(Words::load().expect("word files"));
        let (sender, reports) = mpsc::channel(8);
        let handoff = Handoff::start(&config, words, sender).await.expect("a server");
        let reference = ClaimCode::from_random([number; 12]).reference().clone();
        let page = Arc::new(PhonePage {
            payment: PaymentId { reference, attempt: 1, showing: 1 },
            task: PhoneTask::Pay {
                session: PaymentSession {
                    token: Secret::new("session-token"),
                    valid_until: Timestamp::MAX,
                    payer: None,
                },
                amount: Money::parse("19.90", "EUR").expect("money"),
                scope: PaymentScope::Ecom,
            },
            step: 1,
            steps: 1,
            item: format!("Ticket of kiosk {number}").as_str().into(),
            studio: "Kraftwerk Mitte".into(),
            language: Language::En,
            until: Timestamp::MAX,
            extendable: true,
            claim: None,
        });
        let address = handoff.show_page(Arc::clone(&page)).expect("shown");
        Self { handoff, reports, page, address }
    }

    /// The address as a browser writes it: it takes a host in any letters, and the path as it is.
    fn url(&self) -> String {
        let (host, path) = self.address.split_at(self.address[8..].find('/').expect("a path") + 8);
        host.to_ascii_lowercase() + path
    }

    /// The one-time code.
    fn code(&self) -> &str {
        self.address.rsplit('/').next().expect("a code")
    }
}

/// nginx in front of two kiosks, each under a path.
async fn two_kiosks() -> (Nginx, Kiosk, Kiosk) {
    let [front, first, second] = [Nginx::free_address(), Nginx::free_address(), Nginx::free_address()];
    let public = |path: &str| format!("https://{SEVERAL}:{}/{path}", front.port());
    let first_kiosk = Kiosk::open(first, public("K1"), 1).await;
    let second_kiosk = Kiosk::open(second, public("K2"), 2).await;
    (Nginx::start(front, [first, second]), first_kiosk, second_kiosk)
}

/// Presses the button, as the page's script does: gives the cookie.
async fn take(phone: &Client, url: &str) -> String {
    let answer = phone.get(url).send().await.expect("an answer");
    let cookie = answer.headers()[SET_COOKIE].to_str().expect("text").to_owned();
    let own = cookie.split(';').next().expect("a cookie");
    let answer = post(phone, url, "take", own, &json!({})).await;
    let session: Value = serde_json::from_str(&answer.text().await.expect("a body")).expect("JSON");
    assert_eq!(session["userSessionToken"], "session-token");
    cookie
}

async fn deliver(phone: &Client, url: &str, cookie: &str) -> Value {
    let cookie = cookie.split(';').next().expect("a cookie");
    let answer =
        post(phone, url, "token", cookie, &json!({"paymentRequestToken": "token-1", "session": 1})).await;
    assert_eq!(answer.status(), 200);
    serde_json::from_str(&answer.text().await.expect("a body")).expect("JSON")
}

async fn post(phone: &Client, url: &str, what: &str, cookie: &str, body: &Value) -> reqwest::Response {
    let origin = &url[..url[8..].find('/').expect("a path") + 8];
    let request = phone.post(format!("{url}/{what}")).header(ORIGIN, origin).header(COOKIE, cookie);
    let request = request.header("content-type", "application/json").body(body.to_string());
    request.send().await.expect("an answer")
}

async fn get(phone: &Client, url: &str) -> (u16, String) {
    let answer = phone.get(url).send().await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.expect("a body"))
}

#[tokio::test]
#[ignore = "needs nginx; bash .ci/run runs it"]
async fn each_kiosk_is_reached_under_its_path_over_tls_and_has_cookies_of_its_own() {
    let (nginx, mut first, second) = two_kiosks().await;
    let phone = nginx.phone("127.0.0.2");
    for (kiosk, item, path) in [(&first, "kiosk 1", "/K1"), (&second, "kiosk 2", "/K2")] {
        assert!(kiosk.address.starts_with("HTTPS://KIOSKS."), "{}", kiosk.address);
        let (status, page) = get(&phone, &kiosk.url()).await;
        assert!(status == 200 && page.contains(item), "{status}: {page}");
        let script = kiosk.url().replace(kiosk.code(), "-/page.js");
        assert!(get(&phone, &script).await.1.contains("paymentWidget"), "what the page loads is beside it");
        let cookie = take(&phone, &kiosk.url()).await;
        assert!(cookie.contains(&format!("Path={path}")) && cookie.contains("; Secure"), "{cookie}");
    }
    let other = second.url().replace(second.code(), first.code());
    assert_eq!(get(&phone, &other).await.0, 404, "a code belongs to one kiosk");
    assert_eq!(get(&phone, &format!("https://{SEVERAL}:{}/", nginx.address.port())).await.0, 404);
    assert!(matches!(first.reports.recv().await, Some(Report::Taken(_))));
}

#[tokio::test]
#[ignore = "needs nginx; bash .ci/run runs it"]
async fn who_types_an_address_in_small_letters_is_sent_to_the_one_in_capitals() {
    let (nginx, first, second) = two_kiosks().await;
    let phone = nginx.phone("127.0.0.2");
    for kiosk in [&first, &second] {
        let typed = kiosk.url().to_lowercase() + "?from=bank";
        let answer = phone.get(&typed).send().await.expect("an answer");
        let here = answer.url().clone();
        assert!(here.path().starts_with("/K") && here.query() == Some("from=bank"), "{here}");
        assert_eq!(answer.status(), 200);
        assert!(answer.text().await.expect("a body").contains("Ticket of kiosk"));
    }
    // Only what may be a code is sent on, so that nothing can be smuggled into the answer.
    for nowhere in ["k1/", "k1/a/take", "k1/a%0d%0aset-cookie:%20a=b"] {
        let answer = get(&phone, &format!("https://{SEVERAL}:{}/{nowhere}", nginx.address.port())).await;
        assert_eq!(answer.0, 404, "{nowhere}");
    }
}

#[tokio::test]
#[ignore = "needs nginx; bash .ci/run runs it"]
async fn a_kiosk_that_is_off_has_a_page_that_says_that_nothing_is_charged() {
    let [front, off, off_too] = [Nginx::free_address(), Nginx::free_address(), Nginx::free_address()];
    let nginx = Nginx::start(front, [off, off_too]);
    let phone = nginx.phone("127.0.0.2");
    for place in [ONE.to_owned(), format!("{SEVERAL}/K1"), format!("{SEVERAL}/K2")] {
        let place = place.replacen(".example", &format!(".example:{}", front.port()), 1);
        let answer = phone.get(format!("https://{place}/0123456789AB")).send().await.expect("an answer");
        assert_eq!(answer.status(), 502, "{place}");
        for (name, value) in [
            ("content-type", "text/html; charset=utf-8"),
            ("cache-control", "no-store"),
            ("strict-transport-security", "max-age=31536000"),
        ] {
            assert_eq!(
                answer.headers().get(name).and_then(|value| value.to_str().ok()),
                Some(value),
                "{place}"
            );
        }
        let page = answer.text().await.expect("a body");
        assert!(page.contains("has charged nothing") && page.contains("hat nichts abgebucht"), "{page}");
    }
}

#[tokio::test]
#[ignore = "needs nginx; bash .ci/run runs it"]
async fn no_log_keeps_a_code_or_the_address_of_a_phone() {
    let (nginx, first, second) = two_kiosks().await;
    let phone = nginx.phone("127.0.0.2");
    assert_eq!(get(&phone, &first.url()).await.0, 200);
    // What fails is what nginx would write most about.
    let (url, code) = (second.url(), second.code().to_owned());
    drop(second);
    assert_eq!(get(&phone, &url).await.0, 502);
    let logs = nginx.logs();
    assert!(logs.contains(&format!("{SEVERAL} GET 200")), "{logs}");
    for secret in [first.code(), &code, "127.0.0.2"] {
        assert!(!logs.contains(secret), "{logs}");
    }
}

#[tokio::test]
#[ignore = "needs nginx; bash .ci/run runs it"]
async fn who_guesses_codes_is_slowed_down_alone_whatever_they_say_of_themselves() {
    /// Wrong codes that nobody minds; a phone that meets an ended page has a few.
    const FEW: usize = 30;
    let (nginx, first, second) = two_kiosks().await;
    let (guesser, other) = (nginx.phone("127.0.0.2"), nginx.phone("127.0.0.3"));
    let wrong = first.url().replace(first.code(), second.code());
    for number in 0..=FEW {
        // A name for every guess, as if each came from somewhere else.
        let invented = format!("198.51.100.{number}, 127.0.0.1");
        let answer = guesser.get(&wrong).header("x-forwarded-for", invented).send().await.expect("an answer");
        assert_eq!(answer.status(), if number < FEW { 404 } else { 429 }, "guess {number}");
    }
    assert_eq!(get(&other, &wrong).await.0, 404, "another phone has its own few");
    assert_eq!(get(&guesser, &first.url()).await.0, 200, "the right code is never refused");
    assert_eq!(get(&guesser, &second.url()).await.0, 200);
}

#[tokio::test]
#[ignore = "needs nginx; bash .ci/run runs it"]
async fn one_kiosk_has_a_host_of_its_own() {
    let [front, here, nobody] = [Nginx::free_address(), Nginx::free_address(), Nginx::free_address()];
    let mut kiosk = Kiosk::open(here, format!("https://{ONE}:{}", front.port()), 1).await;
    let nginx = Nginx::start(front, [here, nobody]);
    let phone = nginx.phone("127.0.0.1");
    let url = kiosk.url();
    assert!(get(&phone, &url).await.1.contains("kiosk 1"));
    let cookie = take(&phone, &url).await;
    let waiting = tokio::spawn(async move { deliver(&phone, &url, &cookie).await });
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Taken(_))));
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Token(..))));
    kiosk.handoff.answer(&kiosk.page.payment, PhoneVerdict::Accepted);
    assert_eq!(waiting.await.expect("an answer")["result"], "accepted");
}

#[tokio::test]
#[ignore = "needs nginx; bash .ci/run runs it"]
async fn signatures_pass_up_to_the_size_that_a_kiosk_takes() {
    /// What a kiosk takes in one piece.
    const MAX: usize = 256 * 1024;
    let (nginx, mut first, _second) = two_kiosks().await;
    let papers = Papers { signs_contract: true, ..Papers::default() };
    let drawn = walkin::handoff::scribble(&papers).and_then(|drawn| drawn.contract).expect("a drawing");
    let payment = PaymentId { attempt: 0, ..first.page.payment.clone() };
    let task = PhoneTask::Sign(Arc::new(papers));
    let signing = PhonePage { payment: payment.clone(), task, ..PhonePage::clone(&first.page) };
    first.handoff.show_page(Arc::new(signing)).expect("shown");
    let (phone, url) = (nginx.phone("127.0.0.1"), first.url());
    let answer = phone.get(&url).send().await.expect("an answer");
    let cookie = answer.headers()[SET_COOKIE].to_str().expect("text").to_owned();
    let cookie = cookie.split(';').next().expect("a cookie").to_owned();
    assert_eq!(post(&phone, &url, "take", &cookie, &json!({})).await.status(), 200);
    // Room is filled with what nobody reads.
    let body = |length: usize| {
        let signed = |filling: usize| json!({"contract": drawn.base64_svg(), "texts": [], "filling": "x".repeat(filling)});
        signed(length - signed(0).to_string().len())
    };
    assert_eq!(post(&phone, &url, "sign", &cookie, &body(MAX + 1)).await.status(), 413);
    let whole = body(MAX);
    let waiting = tokio::spawn(async move { post(&phone, &url, "sign", &cookie, &whole).await.text().await });
    assert!(matches!(first.reports.recv().await, Some(Report::Taken(_))));
    assert!(matches!(first.reports.recv().await, Some(Report::Signed(..))));
    first.handoff.answer(&payment, PhoneVerdict::Accepted);
    assert_eq!(waiting.await.expect("answered").expect("a body"), r#"{"result":"accepted"}"#);
}

#[tokio::test]
#[ignore = "needs nginx; bash .ci/run runs it"]
async fn an_answer_that_takes_the_kiosk_its_longest_is_waited_for() {
    let (nginx, first, _second) = two_kiosks().await;
    let phone = nginx.phone("127.0.0.1");
    let cookie = take(&phone, &first.url()).await;
    let began = Instant::now();
    // Nobody gives a verdict, so the kiosk answers when its own time is over.
    assert_eq!(deliver(&phone, &first.url(), &cookie).await["result"], "look");
    assert!(began.elapsed() > Duration::from_secs(29), "{:?}", began.elapsed());
}
#[path = "../support/webdriver.rs"]
mod webdriver;
