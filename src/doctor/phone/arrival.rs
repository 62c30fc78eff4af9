//! Who asks the kiosk when a phone asks the proxy: only a proxy that is trusted may say for which phone it asks.

use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use super::entrance::Entrance;
use crate::api::probe::Probe;
use crate::clock;
use crate::config::PaymentConfig;
use crate::doctor::{Check, Verdict};

/// Bytes of a request's head; proxies add a few hundred.
const HEAD_MAX: usize = 8 << 10;
/// For the head of one connection, so that one that says nothing does not hold up the next.
const HEAD_TIME: Duration = Duration::from_secs(2);
/// The answer to the doctor's own question; nobody reads it.
const ANSWER: &[u8] = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";

/// The connection on which a request arrived at the kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arrival {
    /// Who made it.
    peer: IpAddr,
    /// Whether it says for whom.
    forwarded: bool,
    /// Whether nobody stands between: the doctor has reached the kiosk's own place.
    straight: bool,
}

impl Arrival {
    /// Listens in the kiosk's place, and asks for something there the way a phone does. `None` when nothing arrives; why
    /// is told by the page, which is asked for the same way.
    pub(super) async fn watch(config: &PaymentConfig, entrance: &Entrance, probe: &Probe) -> Option<Self> {
        // Random, so that a request of somebody else is not taken for the doctor's.
        let mark = format!("{:016X}", u64::from_be_bytes(clock::random()?));
        let listener = TcpListener::bind(config.listen).await.ok()?;
        let url = entrance.at(&mark);
        let mut asking = pin!(probe.get(&url));
        let (peer, at, forwarded) = tokio::select! {
            heard = hear(&listener, &mark) => heard?,
            _ = &mut asking => return None,
        };
        let answered_by = asking.await.ok().and_then(|seen| seen.peer);
        let straight = answered_by.map(canonical) == Some(at);
        Some(Self { peer: peer.ip(), forwarded, straight })
    }

    /// Compares with what the kiosk is told to believe.
    pub(super) fn check(self, config: &PaymentConfig) -> Check {
        let name = "trusted proxies";
        let Self { peer, forwarded, straight } = self;
        if straight {
            let detail = "payment.public_url leads straight to the kiosk; there is no proxy to believe";
            return Check::new(name, Verdict::Ok, detail);
        }
        let counted = "so that all phones count as one";
        if !config.trusted_proxies.iter().any(|network| network.contains(&peer)) {
            let detail = format!(
                "the proxy comes from {peer}, which is not believed, {counted}; add \"{peer}\" to \
                 payment.trusted_proxies"
            );
            return Check::new(name, Verdict::Warning, detail);
        }
        if !forwarded {
            let detail = format!(
                "the proxy at {peer} does not say for whom it asks (X-Forwarded-For), {counted}; nginx: \
                 proxy_set_header X-Forwarded-For $remote_addr, Caddy: no header_up -X-Forwarded-For"
            );
            return Check::new(name, Verdict::Warning, detail);
        }
        Check::new(name, Verdict::Ok, format!("the proxy comes from {peer} and is believed for whom it asks"))
    }
}

/// Waits for the request that bears the mark: who made it, to which of the kiosk's own addresses, and whether it says for
/// whom.
async fn hear(listener: &TcpListener, mark: &str) -> Option<(SocketAddr, SocketAddr, bool)> {
    loop {
        let (mut stream, peer) = listener.accept().await.ok()?;
        let Ok(Some(head)) = timeout(HEAD_TIME, head(&mut stream)).await else { continue };
        if head.lines().next().is_some_and(|asked| asked.contains(mark)) {
            let is_forwarded = |line: &str| line.to_ascii_lowercase().starts_with("x-forwarded-for:");
            let forwarded = head.lines().any(is_forwarded);
            stream.write_all(ANSWER).await.ok();
            return Some((canonical(peer), canonical(stream.local_addr().ok()?), forwarded));
        }
    }
}

/// An IPv4 guest of an IPv6 socket has an IPv4 address all the same.
fn canonical(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}

/// The head of a request; `None` when it is none, or too long.
async fn head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut piece = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut piece).await.ok().filter(|read| *read > 0)?;
        head.extend_from_slice(&piece[..read]);
        if head.len() > HEAD_MAX {
            return None;
        }
    }
    String::from_utf8(head).ok()
}
