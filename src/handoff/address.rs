//! The address that is drawn as a code: short, in capitals, of the letters that a QR code packs tightest.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

use super::HandoffError;
use super::secret::Code;

/// Characters of an address: what a code of version 3 holds in its alphanumeric form at level M, the most that fits the
/// smallest screen beside its lines.
pub(super) const MAX: usize = 61;

/// Everything of the address but the one-time code.
#[derive(Clone, Debug)]
pub(super) struct Base(String);

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
        let is_web = ["HTTP://", "HTTPS://"]
            .iter()
            .any(|scheme| url.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
        let fits = url.len() + 1 + Code::LENGTH <= MAX;
        if is_web && fits && url.bytes().all(is_alphanumeric) {
            Ok(Self(url))
        } else {
            Err(HandoffError::Address(url))
        }
    }

    /// The address of a page.
    pub(super) fn with(&self, code: &Code) -> String {
        format!("{}/{}", self.0, code.as_str())
    }

    /// Whether phones reach it over HTTPS only.
    pub(super) fn is_secure(&self) -> bool {
        self.0.starts_with("HTTPS://")
    }
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

    fn base(public_url: Option<&str>, bound: &str) -> Result<String, HandoffError> {
        let code = Code::parse("0123456789AB").expect("a code");
        Base::new(public_url, bound.parse().expect("an address")).map(|base| base.with(&code))
    }

    #[test]
    fn addresses_are_in_capitals() {
        assert_eq!(base(None, "10.0.0.7:8080").expect("fits"), "HTTP://10.0.0.7:8080/0123456789AB");
        let public = base(Some("https://pay.gym.example/k1/"), "10.0.0.7:8080").expect("fits");
        assert_eq!(public, "HTTPS://PAY.GYM.EXAMPLE/K1/0123456789AB");
    }

    #[test]
    fn any_address_becomes_one_that_a_phone_can_use() {
        for any in ["0.0.0.0:8080", "[::]:8080"] {
            let address = base(None, any).expect("fits");
            assert!(address.ends_with(":8080/0123456789AB"), "{address}");
            assert!(!address.contains("0.0.0.0") && !address.contains('['), "{address}");
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        let longest = format!("https://{}", "a".repeat(MAX - 8 - 1 - Code::LENGTH));
        assert_eq!(base(Some(&longest), "10.0.0.7:1").expect("just fits").len(), MAX);
        let longer = format!("{longest}a");
        for wrong in
            [longer.as_str(), "https://", "ftp://gym.example", "https://gym.example/a_b", "gym.example"]
        {
            assert!(matches!(base(Some(wrong), "10.0.0.7:1"), Err(HandoffError::Address(_))), "{wrong}");
        }
        assert!(base(None, "[2001:db8::1]:8080").is_err(), "brackets have no compact form");
    }
}
