//! The address that is drawn as a code: short, in capitals, of the letters that a QR code packs tightest. Also what else
//! follows from where phones reach the kiosk: the path of its cookies, and which pages may send to it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

use axum::http::HeaderMap;
use axum::http::header::{self, AsHeaderName};

use super::HandoffError;
use super::secret::Code;

/// Characters of an address: what a code of version 3 holds in its alphanumeric form at level M, the most that fits the
/// smallest screen beside its lines.
pub(super) const MAX: usize = 61;

/// Everything of the address but the one-time code.
#[derive(Clone, Debug)]
pub(super) struct Base {
    /// The whole of it, without a slash at the end.
    url: String,
    /// Bytes of it that are scheme, host and port; the rest is the path.
    origin_length: usize,
    /// Phones reach it by this address only, because the operator says so.
    is_public: bool,
}

impl Base {
    /// Takes the configured address, else the one that is bound; where that is "any", the one this machine has towards
    /// the network.
    pub(super) fn new(public_url: Option<&str>, bound: SocketAddr) -> Result<Self, HandoffError> {
        let url = match public_url {
            Some(url) => url.trim_end_matches('/').to_ascii_uppercase(),
            None if bound.ip().is_unspecified() => {
                format!("HTTP://{}", SocketAddr::new(outward_ip(), bound.port()))
            }
            None => format!("HTTP://{bound}"),
        };
        let host = ["HTTP://", "HTTPS://"].iter().find_map(|scheme| url.strip_prefix(scheme));
        let fits = url.len() + 1 + Code::LENGTH <= MAX;
        match host {
            Some(host) if !host.is_empty() && fits && url.bytes().all(is_alphanumeric) => {
                let path_length = host.find('/').map_or(0, |slash| host.len() - slash);
                let origin_length = url.len() - path_length;
                Ok(Self { url, origin_length, is_public: public_url.is_some() })
            }
            _ => Err(HandoffError::Address(url)),
        }
    }

    /// The address of a page.
    pub(super) fn with(&self, code: &Code) -> String {
        format!("{}/{}", self.url, code.as_str())
    }

    /// Whether phones reach it over HTTPS only.
    pub(super) fn is_secure(&self) -> bool {
        self.url.starts_with("HTTPS://")
    }

    /// What stands in front of a code in the path of a request; empty, or from its first slash on.
    pub(super) fn path(&self) -> &str {
        &self.url[self.origin_length..]
    }

    /// Whether a request that changes something comes from a page of the kiosk itself, by what the browser says of it.
    ///
    /// What is no browser says nothing and may pass: it has no cookies of others to misuse.
    pub(super) fn is_sent_from_here(&self, headers: &HeaderMap) -> bool {
        let Ok(site) = only(headers, "sec-fetch-site") else { return false };
        if site.is_some_and(|site| !matches!(site, "same-origin" | "none")) {
            return false;
        }
        match only(headers, header::ORIGIN) {
            Err(Unclear) => false,
            Ok(None) => true,
            Ok(Some("null")) => site == Some("same-origin"),
            Ok(Some(origin)) => self.is_origin(origin) || !self.is_public && is_host(headers, origin),
        }
    }

    fn is_origin(&self, origin: &str) -> bool {
        without_port(&self.url[..self.origin_length]).eq_ignore_ascii_case(without_port(origin))
    }
}

/// A header that is not text, or is there more than once.
struct Unclear;

fn only(headers: &HeaderMap, name: impl AsHeaderName) -> Result<Option<&str>, Unclear> {
    let mut lines = headers.get_all(name).iter();
    match (lines.next(), lines.next()) {
        (None, _) => Ok(None),
        (Some(line), None) => line.to_str().map(Some).map_err(|_| Unclear),
        (Some(_), Some(_)) => Err(Unclear),
    }
}

/// Whether an origin has the host and port that the browser thinks it talks to.
fn is_host(headers: &HeaderMap, origin: &str) -> bool {
    let authority = ["http://", "https://"].iter().find_map(|scheme| origin.strip_prefix(scheme));
    let Ok(Some(host)) = only(headers, header::HOST) else { return false };
    authority.is_some_and(|authority| !authority.is_empty() && authority.eq_ignore_ascii_case(host))
}

/// Leaves the port away that the scheme implies, as browsers do.
fn without_port(origin: &str) -> &str {
    let is_https = origin.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"));
    origin.strip_suffix(if is_https { ":443" } else { ":80" }).unwrap_or(origin)
}

/// Whether the alphanumeric form of a QR code has this character (a space would not survive in an address).
fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"$%*+-./:".contains(&byte)
}

/// The address this machine would use to reach the network; loopback where there is none.
///
/// Connecting a datagram socket sends nothing, it only asks the routing table. The destination is reserved for
/// documentation (RFC 5737).
fn outward_ip() -> IpAddr {
    let ask = || {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        socket.local_addr()
    };
    ask().map_or(Ipv4Addr::LOCALHOST.into(), |address| address.ip())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn base(public_url: Option<&str>, bound: &str) -> Result<Base, HandoffError> {
        Base::new(public_url, bound.parse().expect("an address"))
    }

    fn address(public_url: Option<&str>, bound: &str) -> Result<String, HandoffError> {
        base(public_url, bound).map(|base| base.with(&Code::parse("0123456789AB").expect("a code")))
    }

    #[test]
    fn addresses_are_in_capitals() {
        assert_eq!(address(None, "10.0.0.7:8080").expect("fits"), "HTTP://10.0.0.7:8080/0123456789AB");
        let public = address(Some("https://pay.gym.example/k1/"), "10.0.0.7:8080").expect("fits");
        assert_eq!(public, "HTTPS://PAY.GYM.EXAMPLE/K1/0123456789AB");
    }

    #[test]
    fn the_path_is_what_follows_the_host() {
        let path = |url| base(Some(url), "10.0.0.7:1").expect("fits").path().to_owned();
        assert_eq!(path("https://pay.gym.example"), "");
        assert_eq!(path("https://pay.gym.example:8443/"), "");
        assert_eq!(path("https://pay.gym.example/k1/a/"), "/K1/A");
        assert_eq!(base(None, "10.0.0.7:1").expect("fits").path(), "");
    }

    #[test]
    fn any_address_becomes_one_that_a_phone_can_use() {
        for any in ["0.0.0.0:8080", "[::]:8080"] {
            let address = address(None, any).expect("fits");
            assert!(address.ends_with(":8080/0123456789AB"), "{address}");
            assert!(!address.contains("0.0.0.0") && !address.contains('['), "{address}");
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        let longest = format!("https://{}", "a".repeat(MAX - 8 - 1 - Code::LENGTH));
        assert_eq!(address(Some(&longest), "10.0.0.7:1").expect("just fits").len(), MAX);
        let longer = format!("{longest}a");
        for wrong in
            [longer.as_str(), "https://", "ftp://gym.example", "https://gym.example/a_b", "gym.example"]
        {
            assert!(matches!(base(Some(wrong), "10.0.0.7:1"), Err(HandoffError::Address(_))), "{wrong}");
        }
        assert!(base(None, "[2001:db8::1]:8080").is_err(), "brackets have no compact form");
    }

    /// Whether a request with these headers passes.
    fn passes(base: &Base, headers: &[(&'static str, &'static str)]) -> bool {
        let lines = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        let mut map = HeaderMap::new();
        for (name, value) in lines {
            map.append(name, value);
        }
        base.is_sent_from_here(&map)
    }

    #[test]
    fn behind_a_public_address_only_its_own_pages_may_send() {
        let base = base(Some("https://Pay.Gym.example:443/K1"), "10.0.0.7:1").expect("fits");
        assert!(passes(&base, &[]));
        assert!(passes(&base, &[("origin", "https://pay.gym.example"), ("sec-fetch-site", "same-origin")]));
        assert!(passes(&base, &[("origin", "null"), ("sec-fetch-site", "same-origin")]));
        for wrong in [
            &[("origin", "https://evil.example")] as &[(&'static str, &'static str)],
            &[("origin", "http://pay.gym.example")],
            &[("origin", "https://pay.gym.example:8443")],
            &[("origin", "https://pay.gym.example.evil.example")],
            &[("origin", "https://evil.example"), ("host", "evil.example")],
            &[("origin", "")],
            &[("origin", "null")],
            &[("origin", "null"), ("sec-fetch-site", "none")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "")],
            &[("origin", "https://pay.gym.example"), ("sec-fetch-site", "cross-site")],
            &[("origin", "https://pay.gym.example"), ("origin", "https://evil.example")],
        ] {
            assert!(!passes(&base, wrong), "{wrong:?}");
        }
    }

    #[test]
    fn without_a_public_address_a_page_sends_to_the_host_it_came_from() {
        let base = base(None, "10.0.0.7:8080").expect("fits");
        assert!(passes(&base, &[("origin", "http://10.0.0.7:8080")]));
        assert!(passes(&base, &[("origin", "http://kiosk.local:8080"), ("host", "Kiosk.local:8080")]));
        for wrong in [
            &[("origin", "http://kiosk.local"), ("host", "kiosk.local:8080")]
                as &[(&'static str, &'static str)],
            &[("origin", "http://"), ("host", "")],
            &[("origin", "ftp://kiosk.local"), ("host", "kiosk.local")],
            &[("origin", "http://evil.example"), ("host", "evil.example"), ("host", "10.0.0.7:8080")],
            &[("origin", "http://evil.example")],
        ] {
            assert!(!passes(&base, wrong), "{wrong:?}");
        }
    }
}
