//! The transport over the network: time limits, repeats of reads, and nothing else that happens by itself.
//!
//! Redirects are not followed (one could carry the key or a payment token elsewhere), proxies of the environment are not
//! used, and the library's own repeats are off. A connection pool may send a request again that it believes unsent, so
//! writes do not use one: each has a connection of its own, and a fault before the connection stands is proof that
//! nothing was sent.
//!
//! Invariant: a write leaves at most once.

pub(in crate::api) mod limits;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
};
use reqwest::{Request, Response, Url};

use super::answer::{fault_of, retry_after};
use super::gate::Gate;
use super::time::parse_http_date;
use super::wire::{Answer, Call, Method};
use super::{Manner, Transport};
use crate::clock::{self, Clock};
use crate::config::ApiConfig;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::text::Text;
use crate::domain::time::Moment;

pub use super::gate::{BreakerTurn, Group};
pub use limits::Limits;

/// The transport over HTTP/1.1 and TLS.
pub struct Http {
    /// Keeps connections.
    reads: reqwest::Client,
    /// A connection for each call.
    writes: reqwest::Client,
    base: Url,
    limits: Limits,
    clock: Clock,
    gate: Mutex<Gate>,
    offset: Mutex<Option<ClockOffset>>,
    report: Option<Report>,
}

/// Why the transport cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The key holds characters that no header can carry.
    #[error("the API key holds characters that cannot be sent")]
    Key,
    /// Not an address of a host.
    #[error("the base URL of the API is not an http(s) address")]
    BaseUrl,
    /// TLS cannot be set up, most often because the machine has no root certificates.
    #[error("TLS cannot be set up; are root certificates (ca-certificates) installed?")]
    Tls(#[source] reqwest::Error),
}

/// How far the server's clock is from ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockOffset {
    /// The difference.
    pub off_by: Duration,
    /// Whether the server's clock is ahead.
    pub ahead: bool,
}

/// One try of one call, for the log; nothing personal and no key in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallReport<'a> {
    /// Method and path with its ids left out, such as `GET /v1/online-offers/{id}/purchased/{id}`.
    pub route: &'a str,
    /// Counts from 1; zero for a call that was held back here.
    pub attempt: u32,
    /// The status, when an answer came.
    pub status: Option<u16>,
    /// What went wrong.
    pub fault: Option<&'a FaultKind>,
    /// How long the try took.
    pub took: Duration,
    /// What the vendor's support asks for.
    pub trace: Option<&'a Text>,
    /// What this try did to the breaker of its group.
    pub breaker: Option<BreakerTurn>,
}

/// Takes one report for each try.
pub type Report = Arc<dyn Fn(&CallReport<'_>) + Send + Sync>;

impl Http {
    /// A transport to the host of the configuration with the limits of the field.
    pub fn new(config: &ApiConfig, user_agent: &str) -> Result<Self, ApiError> {
        Self::with_limits(config, user_agent, Limits::default())
    }

    /// The same with other limits, for tests that cannot wait.
    pub fn with_limits(config: &ApiConfig, user_agent: &str, limits: Limits) -> Result<Self, ApiError> {
        let base = Url::parse(&config.base_url).map_err(|_| ApiError::BaseUrl)?;
        if !matches!(base.scheme(), "http" | "https") || !base.has_host() || base.query().is_some() {
            return Err(ApiError::BaseUrl);
        }
        // A provider that is set already serves as well.
        drop(rustls::crypto::ring::default_provider().install_default());
        let headers = headers(config)?;
        let client = |connections_kept| build(&base, &headers, user_agent, limits.connect, connections_kept);
        Ok(Self {
            reads: client(CONNECTIONS_KEPT)?,
            writes: client(0)?,
            base,
            gate: Mutex::new(Gate::new(&limits)),
            limits,
            clock: Clock::start(),
            offset: Mutex::default(),
            report: None,
        })
    }

    /// Reports each try to the log.
    #[must_use]
    pub fn with_report(mut self, report: Report) -> Self {
        self.report = Some(report);
        self
    }

    /// How far the server's clock was from ours at its latest answer (`Date`); none before the first.
    pub fn clock_offset(&self) -> Option<ClockOffset> {
        *lock(&self.offset)
    }

    /// One try: sends the call and reads the whole answer.
    async fn send(&self, call: &Call, manner: Manner) -> Result<Answer, Fault> {
        let client = if manner.may_be_repeated() { &self.reads } else { &self.writes };
        let response = client.execute(self.request(call)).await.map_err(|error| kind_of(&error))?;
        let mut answer = Answer {
            status: response.status().as_u16(),
            headers: readable(response.headers()),
            body: Vec::new(),
        };
        self.compare_clocks(&answer);
        let limit = if answer.is_success() { self.limits.body } else { self.limits.error_body };
        match read_body(response, limit).await {
            Ok(body) => answer.body = body,
            // The status of a refusal says enough, even when its explanation cannot be read.
            Err(_) if !answer.is_success() => {}
            Err(kind) => return Err(kind.into()),
        }
        Ok(answer)
    }

    fn request(&self, call: &Call) -> Request {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{}", self.base.path().trim_end_matches('/'), call.path));
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&call.query);
        }
        let method = match call.method {
            Method::Get => reqwest::Method::GET,
            Method::Head => reqwest::Method::HEAD,
            Method::Post => reqwest::Method::POST,
        };
        let mut request = Request::new(method, url);
        if let Some(language) = call.language {
            request.headers_mut().insert(ACCEPT_LANGUAGE, HeaderValue::from_static(language.code()));
        }
        if let Some(body) = &call.body {
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            *request.body_mut() = Some(body.clone().into());
        } else if call.method == Method::Post {
            // A POST that does not say that it is empty is refused by some gateways (411).
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        request
    }

    /// Learns the server's clock. An answer out of a cache carries the time at which it was stored.
    fn compare_clocks(&self, answer: &Answer) {
        let ours = clock::wall();
        let Some(theirs) = answer.header("date").and_then(parse_http_date) else { return };
        if answer.header("age").is_some() {
            return;
        }
        let offset = ClockOffset { off_by: theirs.duration_since(ours).unsigned_abs(), ahead: theirs > ours };
        *lock(&self.offset) = Some(offset);
    }

    fn tell(&self, report: &CallReport<'_>) {
        if let Some(log) = &self.report {
            log(report);
        }
    }

    fn now(&self) -> Moment {
        self.clock.now().moment
    }

    /// Asks the gate, and answers when it let the call out. The clock is read under the lock, so that the gate is told
    /// of moments in their order.
    fn admit(&self, route: &str, manner: Manner, is_repeat: bool) -> Result<Moment, FaultKind> {
        let mut gate = lock(&self.gate);
        let now = self.now();
        gate.admit(now, route, manner, is_repeat).map(|()| now)
    }
}

impl Transport for Http {
    async fn exchange(&self, call: Call, manner: Manner) -> Result<Answer, Fault> {
        let route = route(&call);
        let started = self.now();
        let mut attempt = 0;
        let mut last = None;
        loop {
            let began = match self.admit(&route, manner, attempt > 0) {
                Ok(began) => began,
                Err(kind) => {
                    self.tell(&CallReport { fault: Some(&kind), ..CallReport::held_back(&route) });
                    // A repeat that is held back leaves what the try before it brought.
                    return last.unwrap_or(Err(kind.into()));
                }
            };
            attempt += 1;
            let limit = self.limits.of(manner, began.since(started));
            let outcome = match tokio::time::timeout(limit, self.send(&call, manner)).await {
                Ok(outcome) => outcome,
                Err(_) => Err(FaultKind::TimedOut.into()),
            };
            let fault = outcome.as_ref().map_or_else(|fault| Some(fault.clone()), fault_of);
            let kind = fault.as_ref().map(|fault| &fault.kind);
            let ended = self.now();
            let breaker = lock(&self.gate).learn(began, ended, &route, kind);
            self.tell(&CallReport {
                route: &route,
                attempt,
                status: outcome.as_ref().ok().map(|answer| answer.status),
                fault: kind,
                took: ended.since(began),
                trace: fault.as_ref().and_then(|fault| fault.trace.as_ref()),
                breaker,
            });
            let kind = kind.filter(|_| manner.may_be_repeated());
            let asked = outcome.as_ref().ok().and_then(retry_after);
            let elapsed = ended.since(started);
            let Some(pause) = kind.and_then(|kind| self.limits.pause(attempt, elapsed, kind, asked)) else {
                return outcome;
            };
            tokio::time::sleep(pause).await;
            last = Some(outcome);
        }
    }
}

impl<'a> CallReport<'a> {
    fn held_back(route: &'a str) -> Self {
        Self {
            route,
            attempt: 0,
            status: None,
            fault: None,
            took: Duration::ZERO,
            trace: None,
            breaker: None,
        }
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}

/// Connections kept open between reads; the kiosk rarely asks more than two things at once.
const CONNECTIONS_KEPT: usize = 4;
/// How long one is kept; servers tend to close them after a minute.
const CONNECTION_IDLE_MAX: Duration = Duration::from_secs(30);

fn build(
    base: &Url,
    headers: &HeaderMap,
    user_agent: &str,
    connect_limit: Duration,
    connections_kept: usize,
) -> Result<reqwest::Client, ApiError> {
    let builder = by_itself_nothing(user_agent, connect_limit)
        .default_headers(headers.clone())
        .pool_max_idle_per_host(connections_kept)
        .pool_idle_timeout(CONNECTION_IDLE_MAX);
    let builder = if base.scheme() == "https" {
        builder.https_only(true)
    } else {
        // Loopback without TLS: a machine without root certificates can run the demo.
        builder.tls_certs_only([])
    };
    builder.build().map_err(ApiError::Tls)
}

/// What every client of this module is made of: it repeats, follows and forwards nothing by itself.
pub(super) fn by_itself_nothing(user_agent: &str, connect_limit: Duration) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .user_agent(user_agent)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .no_proxy()
        // One request at a time on a connection: what breaks, breaks for one call only.
        .http1_only()
        .connect_timeout(connect_limit)
}

fn headers(config: &ApiConfig) -> Result<HeaderMap, ApiError> {
    let mut key = HeaderValue::from_str(config.key.reveal()).map_err(|_| ApiError::Key)?;
    key.set_sensitive(true);
    Ok(HeaderMap::from_iter([
        (HeaderName::from_static("x-api-key"), key),
        (ACCEPT, HeaderValue::from_static("application/json")),
    ]))
}

/// The headers that are text.
pub(super) fn readable(headers: &HeaderMap) -> Vec<(String, String)> {
    let texts = headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    texts.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Reads a body piece by piece, and stops at the limit instead of taking all of it first.
async fn read_body(mut response: Response, limit: usize) -> Result<Vec<u8>, FaultKind> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| kind_of(&error))? {
        if body.len() + chunk.len() > limit {
            return Err(FaultKind::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What a failure of the connection means. Only one before the connection stood proves that nothing was sent.
fn kind_of(error: &reqwest::Error) -> FaultKind {
    if error.is_connect() || error.is_builder() {
        FaultKind::Unreachable
    } else if error.is_timeout() {
        FaultKind::TimedOut
    } else {
        FaultKind::Cut
    }
}

/// The operation a call is of: its ids are personal, and the budget is counted for all of them together.
fn route(call: &Call) -> String {
    let segments = call.path.split('/').map(|segment| {
        let is_id = !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
        if is_id { "{id}" } else { segment }
    });
    format!("{} {}", call.method.name(), segments.collect::<Vec<_>>().join("/"))
}

/// What is behind these locks is whole after every statement, so a panic elsewhere does not spoil it.
fn lock<V>(mutex: &Mutex<V>) -> MutexGuard<'_, V> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_names_the_operation_and_no_person() {
        let call = Call::get("/v1/online-offers/67890/purchased/12345").with("pin", "1234");
        assert_eq!(route(&call), "GET /v1/online-offers/{id}/purchased/{id}");
        assert_eq!(route(&Call::head("/v1/studios/information")), "HEAD /v1/studios/information");
    }

    #[test]
    fn a_key_that_no_header_can_carry_and_an_address_without_a_host_are_refused() {
        let make = |base_url: &str, key: &str| {
            let key = crate::domain::text::Secret::new(key);
            Http::new(&ApiConfig { base_url: base_url.to_owned(), key }, "test").map(drop)
        };
        assert!(make("http://127.0.0.1:1", "key").is_ok());
        assert!(matches!(make("http://127.0.0.1:1", "k\ney"), Err(ApiError::Key)));
        for wrong in ["", "127.0.0.1", "ftp://host", "mailto:a@b"] {
            assert!(matches!(make(wrong, "key"), Err(ApiError::BaseUrl)), "{wrong}");
        }
    }
}
