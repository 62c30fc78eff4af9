//! Where phones come in: who can reach it, how large its code is, and what a proxy does with it.

use std::net::{IpAddr, Ipv4Addr};

use super::obstacle::Obstacle;
use crate::api::probe::{Probe, ProbeFault, Seen};
use crate::config::PaymentConfig;
use crate::doctor::{Check, Verdict};
use crate::ui::qr;

/// The address of the kiosk as a phone knows it.
#[derive(Debug)]
pub(super) struct Entrance {
    /// Without the code and without a slash at the end.
    pub(super) base: String,
    /// Whether it is `payment.public_url`.
    pub(super) is_proxied: bool,
    /// Where the proxy finds the kiosk.
    upstream: String,
}

impl Entrance {
    /// The public address, else the one that is drawn.
    pub(super) fn new(config: &PaymentConfig, drawn: &str) -> Self {
        let listen = config.listen;
        // "Any" is an address to listen at, none to go to.
        let upstream = if listen.ip().is_unspecified() {
            format!("<kiosk>:{}", listen.port())
        } else {
            listen.to_string()
        };
        match &config.public_url {
            Some(url) => Self { base: url.trim_end_matches('/').to_owned(), is_proxied: true, upstream },
            None => Self { base: drawn.to_ascii_lowercase(), is_proxied: false, upstream },
        }
    }

    /// The address of something there.
    pub(super) fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    /// Whether phones come over TLS.
    pub(super) fn is_secure(&self) -> bool {
        self.base.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"))
    }

    /// What follows the scheme.
    fn rest(&self) -> &str {
        self.base.split_once("://").map_or(self.base.as_str(), |(_, rest)| rest)
    }

    /// Name or address of the host, with its port.
    fn authority(&self) -> &str {
        self.rest().split('/').next().unwrap_or_default()
    }

    /// What follows the host: empty, or from a slash on.
    pub(super) fn path(&self) -> &str {
        let rest = self.rest();
        rest.find('/').map_or("", |slash| &rest[slash..])
    }

    /// Where the host is, unless it has a name.
    fn ip(&self) -> Option<IpAddr> {
        match host_of(self.rest()) {
            host if host.eq_ignore_ascii_case("localhost") => Some(Ipv4Addr::LOCALHOST.into()),
            host => host.parse().ok(),
        }
    }

    /// Whether phones can reach it, and over what. `peer` is who answered there, which a name alone does not tell;
    /// `arrives` whether it was the kiosk.
    pub(super) fn check(&self, peer: Option<IpAddr>, arrives: bool) -> Check {
        let name = "phone address";
        let base = &self.base;
        let ip = self.ip();
        if ip.is_some_and(|ip| ip.is_loopback()) {
            let detail = format!(
                "only this machine reaches {base}; set [payment] listen or public_url to what a phone can reach"
            );
            return Check::new(name, Verdict::Warning, detail);
        }
        if !self.is_proxied {
            // "Any" is what is listened at; which address is drawn, only the kiosk knows that runs.
            let opened = if ip.is_some_and(|ip| ip.is_unspecified()) {
                "an address of this machine".to_owned()
            } else {
                format!("{base}/...")
            };
            let detail = format!(
                "a phone in the same network opens {opened}, one on mobile data does not reach it, and payment \
                 components want https; let nginx, Caddy or a tunnel publish it and set [payment] public_url"
            );
            return Check::new(name, Verdict::Warning, detail);
        }
        let mut remarks = Vec::new();
        match (ip, peer) {
            (Some(ip), _) if is_private(ip) => {
                remarks.push(format!("{base} is reached from the studio's own network only, not from mobile data"));
            }
            (None, Some(peer)) if is_private(peer) || peer.is_loopback() => remarks.push(format!(
                "from here {} is {peer}: unless name servers elsewhere tell another address, it is reached from the \
                 studio's own network only, not from mobile data",
                self.authority()
            )),
            _ => {}
        }
        if !self.is_secure() {
            remarks.push(
                "over http:// cookies and amounts travel in the clear, and payment components want https; let nginx or \
                 Caddy terminate TLS and write https:// in [payment] public_url"
                    .to_owned(),
            );
        }
        if !remarks.is_empty() {
            Check::new(name, Verdict::Warning, remarks.join("; "))
        } else if arrives {
            Check::new(name, Verdict::Ok, format!("phones open {base}/..."))
        } else {
            let detail = format!("phones open {base}/..., where the page was not seen");
            Check::new(name, Verdict::Unproven, detail)
        }
    }

    /// What the proxy makes of an address of the kiosk, `path` below the entrance.
    pub(super) async fn proxy(
        &self,
        seen: &Result<Seen, ProbeFault>,
        path: &str,
        is_it: impl Fn(&str) -> bool,
        probe: &Probe,
    ) -> Check {
        let name = "phone proxy";
        let Some(obstacle) = Obstacle::find(seen, &is_it) else {
            return Check::new(name, Verdict::Ok, format!("a phone sees the page at {}/...", self.base));
        };
        let remedy = match &obstacle {
            Obstacle::Fault(fault) => self.reach(*fault),
            Obstacle::Redirect(_, to) => self.redirected(to.as_str()),
            Obstacle::Unknown => self.led_astray(),
            Obstacle::Other(_) => self.mapped(),
            Obstacle::Status(404) if self.answers_in_lower_case(path, is_it, probe).await => {
                self.in_capitals()
            }
            Obstacle::Status(status) => self.refused(*status),
        };
        // What is wrong with this machine alone says nothing of the phone's way.
        let here_only = obstacle == Obstacle::Fault(ProbeFault::NoRoots);
        let verdict = if here_only { Verdict::Unproven } else { Verdict::Failed };
        let remedy = if remedy.is_empty() { remedy } else { format!("; {remedy}") };
        Check::new(name, verdict, format!("{}: {obstacle}{remedy}", self.base))
    }

    /// What to do so that the proxy is reached; nothing where the fault says it all.
    fn reach(&self, fault: ProbeFault) -> String {
        use ProbeFault as Fault;
        let host = self.authority();
        let remedy = match fault {
            Fault::Name => {
                return format!("make an entry for {host} in your DNS, or correct payment.public_url");
            }
            Fault::OtherName => {
                return format!("get one for {host} (nginx: server_name and ssl_certificate)");
            }
            Fault::Refused => "start nginx or Caddy there, or correct the port in payment.public_url",
            Fault::Unreachable | Fault::TimedOut => {
                "open its port in firewall and router, and see that the proxy runs. Some routers do not lead back from \
                 the studio's own network: then try it with a phone on mobile data"
            }
            Fault::NoTls => "nginx: listen 443 ssl, Caddy: no http:// before the site's address",
            Fault::Untrusted => {
                "nginx: ssl_certificate needs the whole chain (fullchain.pem) of a public authority, Caddy: no tls \
                 internal"
            }
            Fault::Expired => "renew it (certbot renew) and reload the proxy",
            Fault::Cut => TRY_TLS,
            Fault::Address | Fault::Tls | Fault::NotYet | Fault::NoRoots => "",
        };
        remedy.to_owned()
    }

    fn redirected(&self, to: &str) -> String {
        let target = to.strip_prefix("https://").filter(|_| !self.is_secure());
        if target.is_some_and(|target| host_of(target).eq_ignore_ascii_case(host_of(self.rest()))) {
            return "write https:// in payment.public_url, since what phones post is lost on a redirect"
                .to_owned();
        }
        "phones have no login, so let the kiosk's path through without one (nginx: no auth_request, return or rewrite \
         in its location, Caddy: no forward_auth or redir)"
            .to_owned()
    }

    /// A kiosk was reached, and asked for something it does not have.
    fn led_astray(&self) -> String {
        let upstream = &self.upstream;
        if self.path().is_empty() {
            format!(
                "it is another kiosk; nginx's proxy_pass or Caddy's reverse_proxy must lead to {upstream}"
            )
        } else {
            format!("{}; or it is another kiosk than {upstream}", self.mapped())
        }
    }

    /// How everything below the entrance arrives at the kiosk.
    pub(super) fn mapped(&self) -> String {
        let (path, upstream) = (self.path(), &self.upstream);
        if path.is_empty() {
            return format!("the proxy must lead everything there to {upstream}");
        }
        format!(
            "the proxy must lead everything below {path}/ to {upstream}; nginx: location {path}/ {{ proxy_pass \
             http://{upstream}/; }} with both slashes at the end, Caddy: handle_path {path}/* {{ reverse_proxy \
             {upstream} }}"
        )
    }

    fn in_capitals(&self) -> String {
        let path = self.path();
        let lower = path.to_ascii_lowercase();
        format!(
            "it knows {lower}, but phones ask for {path} in capitals, as the code has it; nginx: location {path}/, \
             Caddy: handle_path {path}/*"
        )
    }

    /// Whether the proxy maps a path in lower case only.
    async fn answers_in_lower_case(&self, path: &str, is_it: impl Fn(&str) -> bool, probe: &Probe) -> bool {
        let own = self.path();
        let lower = own.to_ascii_lowercase();
        if lower == own {
            return false;
        }
        let base = self.base.strip_suffix(own).unwrap_or(&self.base);
        Obstacle::find(&probe.get(&format!("{base}{lower}/{path}")).await, is_it).is_none()
    }

    /// What to do about a status of the proxy's own.
    fn refused(&self, status: u16) -> String {
        let upstream = &self.upstream;
        match status {
            400 => TRY_TLS.to_owned(),
            401 | 403 | 407 | 511 => {
                "phones have no login; nginx: no auth_basic and deny, Caddy: no basic_auth, elsewhere: no protection \
                 against robots on this path"
                    .to_owned()
            }
            404 => self.mapped(),
            // 52x and 530 are what large content networks say instead.
            502..=504 | 520..=530 => format!(
                "the proxy cannot reach payment.listen at {upstream}: check the address in nginx's proxy_pass or Caddy's \
                 reverse_proxy, and the firewall between the two"
            ),
            _ => "see the proxy's error log".to_owned(),
        }
    }
}

/// Most often http:// was asked of a port for TLS.
const TRY_TLS: &str = "is its port one for TLS? Then write https:// in payment.public_url";

/// The host at the beginning of what follows a scheme, without port and brackets.
fn host_of(rest: &str) -> &str {
    match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, _)) => host,
        None => rest.split(['/', ':']).next().unwrap_or_default(),
    }
}

/// How large the code of an address is.
pub(super) fn code(address: &str) -> Check {
    let name = "phone code";
    let characters = address.len();
    let Some(code) = qr::Code::payment(address, qr::VERSION_3) else {
        let detail = format!("{characters} characters fit no code on the screen; shorten payment.public_url");
        return Check::new(name, Verdict::Failed, detail);
    };
    let (columns, rows) = code.size();
    let version = if code.size() == qr::VERSION_3 {
        "need a version 3 code; 38 would fit one of version 2, which is read from further away"
    } else {
        "fit a version 2 code"
    };
    Check::new(name, Verdict::Ok, format!("{characters} characters {version} ({columns}x{rows} cells)"))
}

/// Addresses that only their own network reaches, those that providers share out among customers included.
fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, ..] = ip.octets();
            ip.is_private() || ip.is_link_local() || (a == 100 && (64..128).contains(&b))
        }
        IpAddr::V6(ip) => ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Environment;

    fn entrance(public_url: Option<&str>, drawn: &str) -> Entrance {
        let listen = "0.0.0.0:8378".parse().expect("an address");
        let config = PaymentConfig {
            public_url: public_url.map(ToOwned::to_owned),
            ..PaymentConfig::with_defaults(listen, Environment::Test, "DE".into())
        };
        Entrance::new(&config, drawn)
    }

    #[test]
    fn who_can_reach_the_kiosk_is_told_by_its_address_and_by_who_answers_there() {
        let judged = |url: &str, peer: &str| {
            let check = entrance(Some(url), "").check(peer.parse().ok(), true);
            (check.verdict, check.detail)
        };
        let (verdict, detail) = judged("https://pay.gym.example/K1", "93.184.215.14");
        assert_eq!((verdict, detail.as_str()), (Verdict::Ok, "phones open https://pay.gym.example/K1/..."));
        for (url, peer, said) in [
            ("https://pay.gym.example", "192.168.1.2", "from here pay.gym.example is 192.168.1.2"),
            ("https://pay.gym.example", "fd00::1", "the studio's own network only"),
            ("https://pay.gym.example", "100.64.0.9", "the studio's own network only"),
            ("https://10.1.2.3:8443", "10.1.2.3", "reached from the studio's own network only"),
            ("http://pay.gym.example", "93.184.215.14", "travel in the clear"),
            ("https://localhost/K1", "", "only this machine reaches"),
            ("http://[::1]:80", "", "only this machine reaches"),
        ] {
            let (verdict, detail) = judged(url, peer);
            assert_eq!(verdict, Verdict::Warning, "{url}");
            assert!(detail.contains(said), "{url}: {detail}");
        }
    }

    #[test]
    fn without_a_public_address_the_one_that_is_drawn_is_named() {
        let check = entrance(None, "HTTP://192.168.1.20:8378").check(None, true);
        assert_eq!(check.verdict, Verdict::Warning);
        assert!(check.detail.contains("opens http://192.168.1.20:8378/..."), "{}", check.detail);
        assert!(check.detail.contains("set [payment] public_url"), "{}", check.detail);
        let running = entrance(None, "http://0.0.0.0:8378").check(None, true);
        assert!(running.detail.contains("opens an address of this machine, one"), "{}", running.detail);
    }

    #[test]
    fn a_redirect_to_the_same_host_over_tls_is_told_from_one_to_a_login() {
        let plain = entrance(Some("http://pay.gym.example/K1"), "");
        let remedy = plain.redirected("https://pay.gym.example:443/K1/X");
        assert!(remedy.starts_with("write https:// in payment.public_url"), "{remedy}");
        for elsewhere in ["https://login.gym.example/", "/login", "nowhere"] {
            assert!(plain.redirected(elsewhere).contains("no login"), "{elsewhere}");
        }
        let secure = entrance(Some("https://pay.gym.example"), "");
        assert!(secure.redirected("https://pay.gym.example/login").contains("no login"));
    }

    #[test]
    fn the_size_of_the_code_follows_the_address() {
        let said = |characters: usize| code(&format!("HTTPS://{}", "A".repeat(characters - 8))).detail;
        assert_eq!(said(38), "38 characters fit a version 2 code (33x17 cells)");
        assert!(said(39).starts_with("39 characters need a version 3 code"), "{}", said(39));
        assert!(said(61).ends_with("(37x19 cells)"), "{}", said(61));
        assert_eq!(code(&"A".repeat(62)).verdict, Verdict::Failed);
    }

    #[test]
    fn every_remedy_for_a_path_names_where_the_proxy_finds_the_kiosk() {
        let remedy = entrance(Some("https://pay.gym.example/K1"), "").mapped();
        assert!(remedy.contains("location /K1/ { proxy_pass http://<kiosk>:8378/; }"), "{remedy}");
        assert!(remedy.contains("handle_path /K1/* { reverse_proxy <kiosk>:8378 }"), "{remedy}");
    }
}
