//! Phones against the real server, over loopback.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::*;
use crate::config::Environment;
use crate::domain::language::Language;
use crate::domain::membership::{Papers, Prose, TextBlock, TextBlockId};
use crate::domain::money::Money;
use crate::domain::pass::ClaimCode;
use crate::domain::payment::{PaymentScope, PaymentSession, PhoneTask};
use crate::domain::time::Timestamp;

/// The n-th session of one payment, behind its n-th code.
pub(super) fn page(attempt: u8, showing: u8) -> Arc<PhonePage> {
    let session = PaymentSession {
        token: Secret::new("session-token"),
        valid_until: Timestamp::UNIX_EPOCH,
        payer: None,
    };
    let amount = Money::parse("19.99", "EUR").expect("money");
    let claim = ClaimCode::from_random([3; 12]);
    let reference = claim.reference().clone();
    Arc::new(PhonePage {
        payment: PaymentId { reference, attempt, showing },
        task: PhoneTask::Pay { session, amount, scope: PaymentScope::Ecom },
        step: 1,
        steps: 1,
        item: "Day ticket".into(),
        studio: "Kraftwerk Mitte".into(),
        language: Language::En,
        until: Timestamp::UNIX_EPOCH,
        extendable: true,
        claim: Some(claim),
    })
}

/// The first of three steps: this is read and signed.
pub(super) fn signing(papers: Papers) -> Arc<PhonePage> {
    step(0, 1, PhoneTask::Sign(Arc::new(papers)))
}

/// The second: an instrument is kept, in the n-th session.
pub(super) fn keeping(attempt: u8) -> Arc<PhonePage> {
    step(attempt, 2, pay(attempt, "0.00", PaymentScope::MemberAccount))
}

/// The third: what is due is paid, in the n-th session.
pub(super) fn paying(attempt: u8) -> Arc<PhonePage> {
    step(attempt, 3, pay(attempt, "29.90", PaymentScope::Ecom))
}

fn step(attempt: u8, step: u8, task: PhoneTask) -> Arc<PhonePage> {
    let item = "Gold, 12 months".into();
    Arc::new(PhonePage { task, step, steps: 3, item, ..PhonePage::clone(&page(attempt, 1)) })
}

fn pay(attempt: u8, amount: &str, scope: PaymentScope) -> PhoneTask {
    let token = Secret::new(format!("session-token-{attempt}"));
    let session = PaymentSession { token, valid_until: Timestamp::UNIX_EPOCH, payer: None };
    PhoneTask::Pay { session, amount: Money::parse(amount, "EUR").expect("money"), scope }
}

/// A text to sign, one to read, and the contract itself to sign.
pub(super) fn papers() -> Papers {
    let block = |id, title: &str, text: &str, has_signature| TextBlock {
        id: Some(TextBlockId(id)),
        title: Some(title.into()),
        text: Prose::new(text),
        order: 0,
        has_signature,
        shows_consents: false,
        confirmation_required: false,
        attachment: None,
        module: None,
    };
    Papers {
        facts: vec![("Membership".into(), "Gold".into()), ("Per month".into(), "29.90 EUR".into())],
        texts: vec![
            block(77, "House rules", "Bring a towel.\n\nBe kind.", true),
            block(78, "Terms", "The contract runs for 12 months.", false),
        ],
        signs_contract: true,
    }
}

fn config() -> PaymentConfig {
    PaymentConfig {
        widget_url: "https://widget.example/widget.js".into(),
        ..PaymentConfig::with_defaults(SocketAddr::from(([127, 0, 0, 1], 0)), Environment::Test, "DE".into())
    }
}

/// As a phone meets it that no proxy stands in front of.
fn without_proxies() -> PaymentConfig {
    PaymentConfig { trusted_proxies: Vec::new(), ..config() }
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
        Self::open_with(config(), LIMITS).await
    }

    async fn open_with(config: PaymentConfig, limits: Limits) -> Self {
        Self::open_at(page(1, 1), config, limits).await
    }

    /// A kiosk with this page open.
    async fn open_at(first: Arc<PhonePage>, config: PaymentConfig, limits: Limits) -> Self {
        let (sender, reports) = mpsc::channel(64);
        let words = Arc::new(Words::load().expect("word files"));
        // The port is chosen here, since the address that is drawn may name another host.
        let listen = std::net::TcpListener::bind(config.listen).expect("a port").local_addr().expect("bound");
        let config = PaymentConfig { listen, ..config };
        let handoff = Handoff::start_with(&config, words, sender, limits).await.expect("started");
        let address = handoff.show_page(first).expect("shown");
        Self { handoff, reports, host: listen.to_string(), path: path_of(&address) }
    }

    /// Sends one request as it stands and reads the whole answer.
    async fn send(&self, raw: &str) -> Answer {
        send(&self.host, raw).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host)).await
    }

    /// Looks at the page as the browser with this cookie.
    async fn look(&self, cookie: &str) -> Answer {
        let (path, host) = (&self.path, &self.host);
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n")).await
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
        let cookie = self.get(&self.path).await.cookie();
        let taken = self.post("take", &cookie, "{}").await;
        assert!(matches!(self.reports.recv().await, Some(Report::Taken(_))), "{taken:?}");
        cookie
    }

    /// Delivers the token of the n-th session in the background; the answer comes with the verdict.
    fn deliver(&self, cookie: &str, session: u8) -> tokio::task::JoinHandle<Answer> {
        let (host, request) = (self.host.clone(), self.request("token", cookie, &token(session)));
        tokio::spawn(async move { send(&host, &request).await })
    }
}

fn path_of(address: &str) -> String {
    let (_, rest) = address.split_once("://").expect("an address");
    rest[rest.find('/').expect("a path")..].to_owned()
}

/// The body that delivers a token of the n-th session.
fn token(session: u8) -> String {
    format!(r#"{{"paymentRequestToken":"token-{session}","session":{session}}}"#)
}

#[derive(Clone, Debug, PartialEq, Eq)]
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

    fn cookie(&self) -> String {
        self.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    fn result(&self) -> (u16, String) {
        (self.status, self.json()["result"].as_str().unwrap_or_default().to_owned())
    }

    /// What the page's script finds the payment to be.
    fn stage(&self) -> &str {
        let stage = self.body.split("<main data-stage=\"").nth(1).and_then(|rest| rest.split('"').next());
        stage.unwrap_or("no stage")
    }

    /// Everything of it but its date.
    fn undated(&self) -> (Vec<&str>, &str) {
        (self.head.lines().filter(|line| !line.starts_with("date")).collect(), &self.body)
    }
}

async fn send(host: &str, raw: &str) -> Answer {
    let mut stream = TcpStream::connect(host).await.expect("connected");
    stream.write_all(raw.as_bytes()).await.expect("sent");
    read(stream).await
}

/// Reads everything until the kiosk closes; a connection that is closed without an answer has the status 0.
async fn read(mut stream: TcpStream) -> Answer {
    let mut answer = Vec::new();
    // A kiosk that hangs up while it is still being written to may reset the connection.
    stream.read_to_end(&mut answer).await.ok();
    let answer = String::from_utf8(answer).expect("UTF-8");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

fn said(status: u16, result: &str) -> (u16, String) {
    (status, result.to_owned())
}

mod attacks;
mod floods;
mod paying;
mod seen;
mod signing;
