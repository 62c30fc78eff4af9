//! Who asks: the address of a phone, also behind the operator's own proxies.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

/// The header in which each proxy notes for whom it asks, the last one last.
const FORWARDED: &str = "x-forwarded-for";

/// What limits are counted by: an IPv4 address, or the /64 that an IPv6 customer has for himself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Network(IpAddr);

impl Network {
    pub(super) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(address) => Self(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into()),
            address @ IpAddr::V4(_) => Self(address),
        }
    }
}

/// Those who are believed when they say for whom they ask.
#[derive(Clone, Debug)]
pub(super) struct Proxies(Vec<IpNet>);

impl Proxies {
    pub(super) fn new(trusted: Vec<IpNet>) -> Self {
        Self(trusted)
    }

    pub(super) fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|proxy| proxy.contains(&address))
    }

    /// The last one that is not itself a proxy: what it claims about those before it may be invented.
    ///
    /// What cannot be read ends the walk, so that nobody hides behind it.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let lines = headers.get_all(FORWARDED).iter().collect::<Vec<_>>();
        let hops = lines.iter().rev().flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
        for hop in hops {
            if !self.trusts(client) {
                break;
            }
            match parse(hop.trim()) {
                Some(before) => client = before.to_canonical(),
                None => break,
            }
        }
        client
    }
}

/// Reads an address as proxies write it: alone, in brackets, or with a port.
fn parse(hop: &str) -> Option<IpAddr> {
    let alone = hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(hop);
    let with_port = || hop.parse::<SocketAddr>().map(|address| address.ip());
    alone.parse().or_else(|_| with_port()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    /// The client behind a peer, with these lines of forwarded addresses; 10.0.0.0/8 and `fd00::/8` are trusted.
    fn client(peer: &str, lines: &[&'static str]) -> IpAddr {
        let trusted = ["10.0.0.0/8", "fd00::/8"].map(|net| net.parse().expect("a network"));
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED, HeaderValue::from_static(line));
        }
        Proxies::new(trusted.into()).client(ip(peer), &headers)
    }

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(client("198.51.100.7", &["203.0.113.9"]), ip("198.51.100.7"));
        assert_eq!(client("2001:db8::7", &["203.0.113.9"]), ip("2001:db8::7"));
    }

    #[test]
    fn the_last_that_is_no_proxy_is_the_client() {
        assert_eq!(client("10.0.0.1", &["203.0.113.9"]), ip("203.0.113.9"));
        assert_eq!(client("10.0.0.1", &["192.0.2.1, 203.0.113.9, 10.1.1.1"]), ip("203.0.113.9"));
        assert_eq!(client("10.0.0.1", &["192.0.2.1", "203.0.113.9,10.1.1.1"]), ip("203.0.113.9"));
        assert_eq!(client("10.0.0.1", &["10.3.3.3,10.2.2.2"]), ip("10.3.3.3"), "a client of the house");
        assert_eq!(client("10.0.0.1", &[]), ip("10.0.0.1"));
        assert_eq!(
            client("::ffff:10.0.0.1", &["::ffff:203.0.113.9"]),
            ip("203.0.113.9"),
            "one address, two forms"
        );
    }

    #[test]
    fn addresses_are_read_with_ports_and_brackets() {
        for (line, expected) in [
            ("203.0.113.9:4711", "203.0.113.9"),
            ("[2001:db8::9]", "2001:db8::9"),
            ("[2001:db8::9]:4711", "2001:db8::9"),
            (" 2001:db8::9 ", "2001:db8::9"),
        ] {
            assert_eq!(client("fd00::1", &[line]), ip(expected), "{line}");
        }
    }

    #[test]
    fn garbage_ends_the_walk() {
        for line in [
            "203.0.113.9, unknown",
            "203.0.113.9,",
            "203.0.113.9, 10.0.0.1.evil",
            "203.0.113.9, _x, 10.2.2.2",
        ] {
            let found = client("10.0.0.1", &[line]);
            assert!(found.to_string().starts_with("10."), "{line}: {found}");
        }
        let mut headers = HeaderMap::new();
        headers.append(FORWARDED, HeaderValue::from_static("203.0.113.9"));
        headers.append(FORWARDED, HeaderValue::from_bytes(b"\xff").expect("a value"));
        let trusted = Proxies::new(vec![ip("10.0.0.1").into()]);
        assert_eq!(trusted.client(ip("10.0.0.1"), &headers), ip("10.0.0.1"), "a line that is no text");
    }

    #[test]
    fn a_customer_with_a_network_of_addresses_counts_once() {
        assert_eq!(Network::of(ip("2001:db8:1:2:3::4")), Network::of(ip("2001:db8:1:2:ffff::1")));
        assert_ne!(Network::of(ip("2001:db8:1:2::")), Network::of(ip("2001:db8:1:3::")));
        assert_ne!(Network::of(ip("192.0.2.1")), Network::of(ip("192.0.2.2")));
        assert_eq!(Network::of(ip("::ffff:192.0.2.1")), Network::of(ip("192.0.2.1")));
    }
}
