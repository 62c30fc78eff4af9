//! Asks an address the way a visitor's phone would, for the self-test: one request, and what became of it as data.
//!
//! Invariant: a probe has no API key, follows nobody elsewhere, asks no proxy of the environment, and reads for a limited
//! time and so many bytes; `the_api_key_goes_to_none_of_the_addresses` holds the first of it.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Request, Url};
use rustls::CertificateError;
use tokio::net::lookup_host;
use tokio::time::timeout;

use super::transport::{by_itself_nothing, readable};
use super::wire::Answer;

/// From the first step to the last byte: somebody waits for the report, and a phone's owner gives up sooner.
const TIME_MAX: Duration = Duration::from_secs(10);
/// To reach a host and agree on TLS.
const CONNECT_MAX: Duration = Duration::from_secs(5);
/// Bytes of a body that are read; what is looked for stands in the first few thousand.
const BODY_MAX: usize = 256 << 10;

/// Looks at addresses.
#[derive(Debug)]
pub struct Probe {
    /// Needs no root certificates.
    plain: reqwest::Client,
    /// `None` on a machine without root certificates.
    secure: Option<reqwest::Client>,
    time: Duration,
}

/// What an address answered.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The answer, whatever its status; its body is cut after 256 KiB.
    pub answer: Answer,
    /// Who answered.
    pub peer: Option<SocketAddr>,
}

/// Why an address gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProbeFault {
    /// It is no `http` or `https` address.
    #[error("this is no http or https address")]
    Address,
    /// No name server knows the host.
    #[error("no name server knows its name")]
    Name,
    /// Nobody listens at the port.
    #[error("nobody listens there (connection refused)")]
    Refused,
    /// No way leads there.
    #[error("no way leads there")]
    Unreachable,
    /// It was not reached, or did not answer to the end, in time.
    #[error("no whole answer came in time")]
    TimedOut,
    /// The connection ended before the answer did, or what came is no HTTP.
    #[error("the connection broke, or what came is no HTTP")]
    Cut,
    /// The port does not speak TLS.
    #[error("what listens there speaks no TLS, although the address says https")]
    NoTls,
    /// TLS could not be agreed on.
    #[error("TLS cannot be agreed on")]
    Tls,
    /// Its certificate is of nobody whom this machine trusts, as phones hardly will.
    #[error("its certificate is signed by nobody whom this machine trusts")]
    Untrusted,
    /// Its certificate is for another name.
    #[error("its certificate is for another name")]
    OtherName,
    /// Its certificate has run out.
    #[error("its certificate has expired")]
    Expired,
    /// Its certificate is not valid yet, or the clock of this machine is behind.
    #[error("its certificate is not valid yet; is this machine's clock right?")]
    NotYet,
    /// This machine has no root certificates, so nobody can be trusted.
    #[error("this machine has no root certificates; install ca-certificates")]
    NoRoots,
}

impl Probe {
    /// A probe with the limits of the self-test. Fails when the HTTP stack cannot be set up at all.
    pub fn new(user_agent: &str) -> Result<Self, ProbeFault> {
        Self::with(user_agent, TIME_MAX, &[])
    }

    /// The same with another time limit, and certificates (PEM) trusted besides those of the system.
    pub(crate) fn with(user_agent: &str, time: Duration, roots: &[u8]) -> Result<Self, ProbeFault> {
        // A provider that is set already serves as well.
        drop(rustls::crypto::ring::default_provider().install_default());
        // Each look has a connection of its own, as a phone's first has.
        let client = || by_itself_nothing(user_agent, CONNECT_MAX.min(time)).pool_max_idle_per_host(0);
        let roots = reqwest::Certificate::from_pem_bundle(roots).map_err(|_| ProbeFault::Tls)?;
        let plain = client().tls_certs_only([]).build().map_err(|_| ProbeFault::Tls)?;
        let secure = client().https_only(true).tls_certs_merge(roots).build().ok();
        Ok(Self { plain, secure, time })
    }

    /// Gets an address, and reports a redirect as the answer that it is.
    pub async fn get(&self, url: &str) -> Result<Seen, ProbeFault> {
        self.ask(Method::GET, url).await
    }

    /// Posts an empty JSON object to an address, as the button of a page does.
    pub async fn press(&self, url: &str) -> Result<Seen, ProbeFault> {
        self.ask(Method::POST, url).await
    }

    async fn ask(&self, method: Method, url: &str) -> Result<Seen, ProbeFault> {
        let url = Url::parse(url).map_err(|_| ProbeFault::Address)?;
        let client = match url.scheme() {
            "http" => &self.plain,
            "https" => self.secure.as_ref().ok_or(ProbeFault::NoRoots)?,
            _ => return Err(ProbeFault::Address),
        };
        let mut request = Request::new(method, url);
        if request.method() == Method::POST {
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            *request.body_mut() = Some("{}".into());
        }
        timeout(self.time, perform(client, request)).await.unwrap_or(Err(ProbeFault::TimedOut))
    }
}

async fn perform(client: &reqwest::Client, request: Request) -> Result<Seen, ProbeFault> {
    let url = request.url();
    if let Some(name) = url.domain() {
        let port = url.port_or_known_default().unwrap_or_default();
        // Asked apart, because the client does not tell a name nobody knows from a host nobody reaches.
        lookup_host((name, port)).await.map_err(|_| ProbeFault::Name)?.next().ok_or(ProbeFault::Name)?;
    }
    let mut response = client.execute(request).await.map_err(|error| fault_of(&error))?;
    let (status, peer) = (response.status().as_u16(), response.remote_addr());
    let headers = readable(response.headers());
    let mut body = Vec::new();
    while body.len() < BODY_MAX {
        let Some(piece) = response.chunk().await.map_err(|error| fault_of(&error))? else { break };
        body.extend_from_slice(&piece);
    }
    body.truncate(BODY_MAX);
    Ok(Seen { answer: Answer { status, headers, body }, peer })
}

/// The first cause in the chain that says what an operator can act on.
fn fault_of(error: &reqwest::Error) -> ProbeFault {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(cause) = next {
        if let Some(tls) = cause.downcast_ref() {
            return tls_fault(tls);
        }
        next = cause.source();
        if let Some(io) = cause.downcast_ref::<io::Error>() {
            match io.kind() {
                ErrorKind::ConnectionRefused => return ProbeFault::Refused,
                ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => return ProbeFault::Unreachable,
                ErrorKind::TimedOut => return ProbeFault::TimedOut,
                // Its source is that of the error it wraps, which would be passed over.
                _ => next = io.get_ref().map(|wrapped| wrapped as &(dyn Error + 'static)),
            }
        }
    }
    if error.is_timeout() { ProbeFault::TimedOut } else { ProbeFault::Cut }
}

fn tls_fault(error: &rustls::Error) -> ProbeFault {
    use CertificateError as Wrong;
    match error {
        rustls::Error::InvalidMessage(_) => ProbeFault::NoTls,
        rustls::Error::InvalidCertificate(wrong) => match wrong {
            Wrong::Expired | Wrong::ExpiredContext { .. } => ProbeFault::Expired,
            Wrong::NotValidYet | Wrong::NotValidYetContext { .. } => ProbeFault::NotYet,
            Wrong::NotValidForName | Wrong::NotValidForNameContext { .. } => ProbeFault::OtherName,
            _ => ProbeFault::Untrusted,
        },
        _ => ProbeFault::Tls,
    }
}
