//! As much of a URL as the configuration has to judge: who is reached, and over what.

use std::net::{IpAddr, Ipv4Addr};

/// An `http` or `https` address without user, query and fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Url<'a> {
    /// Whether it is `https`.
    pub secure: bool,
    /// Name or address of the host, without brackets.
    pub host: &'a str,
    /// What follows host and port; empty, or from its first slash on, without a slash at the end.
    pub path: &'a str,
}

impl<'a> Url<'a> {
    /// Takes an address apart; says what is wrong with it, without quoting it, since it may hold a password.
    pub fn parse(text: &'a str) -> Result<Self, &'static str> {
        let (secure, rest) = match text.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (true, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (false, rest),
            Some(_) => return Err("is neither http:// nor https://"),
            None => return Err("does not start with http:// or https://"),
        };
        if !rest.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("has spaces or characters that must not stand in an address");
        }
        if rest.contains(['?', '#']) {
            return Err("has a query or a fragment");
        }
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err("has a user or a password in it");
        }
        let (host, port) = split_port(authority)?;
        if port.is_some_and(|port| port.parse::<u16>().is_err()) {
            return Err("has a port that is not a number up to 65535");
        }
        if host.is_empty() {
            return Err("names no host");
        }
        Ok(Self { secure, host, path: path.trim_end_matches('/') })
    }

    /// Whether it is this machine itself.
    pub fn is_loopback(&self) -> bool {
        match self.host.parse::<IpAddr>() {
            Ok(address) => address.is_loopback(),
            // Only the full name: a host that merely starts like it may be anybody's.
            Err(_) => self.host.eq_ignore_ascii_case("localhost"),
        }
    }

    /// Whether it is an address nothing can be reached under (`0.0.0.0`).
    pub fn is_unspecified(&self) -> bool {
        self.host.parse::<IpAddr>().is_ok_and(|address| address.is_unspecified())
            || self.host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_broadcast())
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<&str>), &'static str> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (host, after) = rest.split_once(']').ok_or("has a bracket that is not closed")?;
        if host.parse::<std::net::Ipv6Addr>().is_err() {
            return Err("has brackets around something that is no IPv6 address");
        }
        return match after.strip_prefix(':') {
            Some(port) => Ok((host, Some(port))),
            None if after.is_empty() => Ok((host, None)),
            None => Err("has something between its host and its port"),
        };
    }
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    if host.bytes().all(legal) { Ok((host, port)) } else { Err("has characters no host name has") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_loopback() {
        for near in ["http://127.0.0.1:80", "http://127.9.9.9", "http://localhost:1/", "http://[::1]:8080/x"]
        {
            assert!(Url::parse(near).is_ok_and(|url| url.is_loopback()), "{near}");
        }
        for far in
            ["http://localhost.evil.example", "http://127.0.0.1.nip.io", "http://10.0.0.1", "http://[::2]"]
        {
            assert!(Url::parse(far).is_ok_and(|url| !url.is_loopback()), "{far}");
        }
    }

    #[test]
    fn what_could_mislead_is_refused() {
        for wrong in [
            "ftp://a",
            "a.example",
            "https://",
            "https://u:p@a.example",
            "https://a.example?x=1",
            "https://a.example/#x",
            "https://a b",
            "https://a:99999",
            "https://a:",
            "https://[::1",
            "https://[a]",
            "https://a\\b",
        ] {
            assert!(Url::parse(wrong).is_err(), "{wrong}");
        }
    }
}
