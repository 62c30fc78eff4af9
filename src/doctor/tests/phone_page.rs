//! Proxies that do it right, and in every way wrong.

use std::net::SocketAddr;
use std::time::Duration;

use super::server::{AUTHORITY, EXPIRED, GOOD, NOT_YET, OTHER_NAME, Server, place, reply};
use super::*;
use crate::api::probe::Probe;
use crate::config::{Environment, PaymentConfig};
use crate::handoff::Handoff;

/// Far more than loopback needs, and little enough to wait for.
const PATIENT: Duration = Duration::from_secs(10);
const SCRIPT: &str = include_str!("../../../assets/handoff/page.js");

fn probe(time: Duration) -> Probe {
    Probe::with("test", time, AUTHORITY).expect("a probe")
}

pub(super) fn config(listen: SocketAddr, public_url: Option<String>) -> PaymentConfig {
    let component =
        Server::saying(reply("200 OK", "text/javascript; charset=utf-8", "window.paymentWidget = {}"));
    PaymentConfig {
        public_url,
        widget_url: format!("http://127.0.0.1:{}/widget.js", component.port),
        ..PaymentConfig::with_defaults(listen, Environment::Test, "DE".into())
    }
}

pub(super) async fn look(config: &PaymentConfig) -> Vec<Check> {
    phone::look(config, Words::load().expect("words"), &probe(PATIENT)).await
}

/// What is found where phones come by a server in front of the kiosk.
pub(super) async fn behind(listen: SocketAddr, server: &Server, path: &str) -> Vec<Check> {
    look(&config(listen, Some(format!("http://127.0.0.1:{}{path}", server.port)))).await
}

pub(super) fn found<'a>(checks: &'a [Check], name: &str) -> (Verdict, &'a str) {
    let check =
        checks.iter().find(|check| check.check == name).unwrap_or_else(|| panic!("{name}: {checks:#?}"));
    (check.verdict, &check.detail)
}

/// That a check fails so, and says all of this.
pub(super) fn assert_found(checks: &[Check], name: &str, verdict: Verdict, said: &[&str]) {
    let (was, detail) = found(checks, name);
    assert_eq!(was, verdict, "{name}: {detail}");
    for said in said {
        assert!(detail.contains(said), "{said} is missing in: {detail}");
    }
}

/// Takes `/K1` off, as a proxy of several kiosks should.
fn below_k1(path: &str) -> Option<String> {
    path.strip_prefix("/K1").map(ToOwned::to_owned)
}

pub(super) fn everything() -> impl Fn(&str) -> Option<String> + Send + Sync {
    |path| Some(path.to_owned())
}

#[tokio::test]
async fn a_proxy_that_does_it_right_shows_the_page_as_the_kiosk_does() {
    let listen = place();
    let proxy = Server::proxy(Some(GOOD), listen, below_k1, |answer| answer);
    let checks = look(&config(listen, Some(format!("https://localhost:{}/K1", proxy.port)))).await;
    for name in [
        "phone page",
        "phone proxy",
        "phone files",
        "phone headers",
        "phone text",
        "phone cache",
        "phone button",
        "phone cookie",
        "phone code",
        "component",
    ] {
        assert_found(&checks, name, Verdict::Ok, &[]);
    }
    assert_found(&checks, "phone cookie", Verdict::Ok, &["Secure"]);
    let heads = proxy.heads();
    assert!(heads.iter().all(|head| head.contains(" /K1/")), "in capitals, as the code has it: {heads:?}");
}

#[tokio::test]
async fn without_a_proxy_the_drawn_address_is_opened_and_named() {
    let listen = place();
    let checks = look(&config(listen, None)).await;
    assert_found(&checks, "phone page", Verdict::Ok, &["can be served"]);
    assert_found(&checks, "phone files", Verdict::Ok, &[]);
    assert_found(
        &checks,
        "phone address",
        Verdict::Warning,
        &["only this machine", &format!("http://{listen}")],
    );
    assert!(!checks.iter().any(|check| check.check == "phone proxy"), "{checks:#?}");
}

#[tokio::test]
async fn a_proxy_must_be_believed_and_say_for_whom_it_asks() {
    let listen = place();
    // The test's own proxy says nothing about for whom it asks.
    let proxy = Server::proxy(None, listen, everything(), |answer| answer);
    let said = ["127.0.0.1", "X-Forwarded-For", "proxy_set_header X-Forwarded-For $remote_addr"];
    assert_found(&behind(listen, &proxy, "").await, "trusted proxies", Verdict::Warning, &said);

    // A header smuggled in after the path, where the proxy writes what follows.
    let forwards = |path: &str| Some(format!("{path} HTTP/1.1\r\nX-Forwarded-For: 192.0.2.7\r\nX-Rest:"));
    let proxy = Server::proxy(None, listen, forwards, |answer| answer);
    assert_found(
        &behind(listen, &proxy, "").await,
        "trusted proxies",
        Verdict::Ok,
        &["127.0.0.1", "is believed"],
    );

    let public_url = Some(format!("http://127.0.0.1:{}", proxy.port));
    let stranger = PaymentConfig { trusted_proxies: Vec::new(), ..config(listen, public_url) };
    let said = ["comes from 127.0.0.1, which is not believed", "payment.trusted_proxies"];
    assert_found(&look(&stranger).await, "trusted proxies", Verdict::Warning, &said);
}

#[tokio::test]
async fn an_address_that_leads_straight_to_the_kiosk_blames_no_proxy() {
    let listen = place();
    // Nobody is trusted, and nobody has to be.
    let config = config(listen, Some(format!("http://{listen}")));
    let checks = look(&PaymentConfig { trusted_proxies: Vec::new(), ..config }).await;
    assert_found(&checks, "phone proxy", Verdict::Ok, &[]);
    assert_found(&checks, "trusted proxies", Verdict::Ok, &["leads straight to the kiosk"]);
}

#[tokio::test]
async fn an_address_where_the_page_is_not_seen_is_not_praised() {
    // A name that is no loopback address, and that nobody knows.
    let checks = look(&config(place(), Some("https://walkin.invalid".to_owned()))).await;
    assert_found(&checks, "phone proxy", Verdict::Failed, &[]);
    assert_found(&checks, "phone address", Verdict::Unproven, &["https://walkin.invalid"]);
}

#[tokio::test]
async fn a_proxy_that_does_not_reach_the_kiosk_is_told_where_it_is() {
    let listen = place();
    let nowhere = place();
    let proxy = Server::proxy(None, nowhere, everything(), |answer| answer);
    let checks = behind(listen, &proxy, "").await;
    assert_found(&checks, "phone page", Verdict::Ok, &[]);
    let said =
        ["it answers 502", "cannot reach payment.listen", &listen.to_string(), "proxy_pass", "reverse_proxy"];
    assert_found(&checks, "phone proxy", Verdict::Failed, &said);
}

#[tokio::test]
async fn a_redirect_is_reported_and_not_followed() {
    let login = Server::saying(reply("200 OK", "text/html", "log in"));
    let to = format!("http://127.0.0.1:{}/login", login.port);
    let answer = reply("302 Found", "text/html", "").replacen("\r\n", &format!("\r\nLocation: {to}\r\n"), 1);
    let checks = behind(place(), &Server::saying(answer), "").await;
    assert_found(&checks, "phone proxy", Verdict::Failed, &["302", &to, "no login", "auth_request"]);
    assert_eq!(login.heads().len(), 0);
}

#[tokio::test]
async fn what_is_not_the_kiosk_is_told_by_what_it_is() {
    for (answer, said) in [
        (reply("200 OK", "text/html", "It works!"), "something else answers (text/html)"),
        (reply("403 Forbidden", "text/html", "robots"), "phones have no login"),
        (reply("400 Bad Request", "text/html", "plain HTTP to HTTPS port"), "write https://"),
        (reply("500 Internal Server Error", "text/html", "oh"), "error log"),
        ("SSH-2.0-OpenSSH\r\n".to_owned(), "no HTTP"),
    ] {
        let checks = behind(place(), &Server::saying(answer), "").await;
        assert_found(&checks, "phone proxy", Verdict::Failed, &[said]);
    }
}

#[tokio::test]
async fn a_path_may_be_taken_off_or_not_but_must_be_known_in_capitals() {
    let listen = place();
    let kept = Server::proxy(None, listen, everything(), |answer| answer);
    let checks = behind(listen, &kept, "/K1").await;
    assert_found(&checks, "phone proxy", Verdict::Ok, &["a phone sees the page at"]);
    assert_found(&checks, "phone files", Verdict::Ok, &[]);

    let mangled = Server::proxy(None, listen, |path| Some(path.replace("/K1", "/X/K1")), |answer| answer);
    let checks = behind(listen, &mangled, "/K1").await;
    assert_found(
        &checks,
        "phone proxy",
        Verdict::Failed,
        &["must lead everything below /K1/", "location /K1/ {", "handle_path /K1/*"],
    );

    let lower = |path: &str| path.strip_prefix("/k1").map(ToOwned::to_owned);
    let lower = Server::proxy(None, listen, lower, |answer| answer);
    let checks = behind(listen, &lower, "/K1").await;
    assert_found(
        &checks,
        "phone proxy",
        Verdict::Failed,
        &["it knows /k1, but phones ask for /K1 in capitals"],
    );

    let unknown = Server::proxy(None, listen, |_| None, |answer| answer);
    let checks = behind(listen, &unknown, "/K1").await;
    assert_found(&checks, "phone proxy", Verdict::Failed, &["it answers 404", "location /K1/"]);
}

#[tokio::test]
async fn another_kiosk_behind_the_address_is_not_taken_for_this_one() {
    let other = place();
    let (reports, _unheard) = tokio::sync::mpsc::channel(1);
    let words = || Words::load().expect("words");
    let _other = Handoff::start(&config(other, None), words().into(), reports).await.expect("started");
    let proxy = Server::proxy(None, other, everything(), |answer| answer);
    let checks = behind(place(), &proxy, "").await;
    assert_found(&checks, "phone proxy", Verdict::Failed, &["it is another kiosk"]);
}

#[tokio::test]
async fn a_server_that_hangs_or_never_ends_does_not_hold_the_doctor() {
    let hangs = Server::start(None, |_, stream| stream.read(&mut [0]).map(drop));
    let url = |server: &Server| format!("http://127.0.0.1:{}", server.port);
    let short = probe(Duration::from_millis(200));
    let words = || Words::load().expect("words");
    let checks = phone::look(&config(place(), Some(url(&hangs))), words(), &short).await;
    assert_found(&checks, "phone proxy", Verdict::Failed, &["no whole answer came in time", "mobile data"]);

    let endless = Server::start(None, |_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")?;
        loop {
            stream.write_all(&[b'x'; 8192])?;
        }
    });
    let checks = behind(place(), &endless, "").await;
    assert_found(&checks, "phone proxy", Verdict::Failed, &["something else answers"]);
}

#[tokio::test]
async fn certificates_are_told_apart_by_what_is_wrong_with_them() {
    let judged = async |certificate: Option<&[u8]>, probe: Probe| {
        let listen = place();
        let proxy = Server::proxy(certificate, listen, everything(), |answer| answer);
        let config = config(listen, Some(format!("https://localhost:{}", proxy.port)));
        phone::look(&config, Words::load().expect("words"), &probe).await
    };
    for (certificate, said) in [
        (Some(OTHER_NAME), ["is for another name", "get one for localhost"]),
        (Some(EXPIRED), ["has expired", "certbot renew"]),
        (Some(NOT_YET), ["not valid yet", "clock"]),
        (None, ["speaks no TLS", "listen 443 ssl"]),
    ] {
        let checks = judged(certificate, probe(PATIENT)).await;
        assert_found(&checks, "phone proxy", Verdict::Failed, &said);
    }
    let checks = judged(Some(GOOD), Probe::with("test", PATIENT, &[]).expect("a probe")).await;
    let (verdict, detail) = found(&checks, "phone proxy");
    // A machine without any root certificates cannot judge.
    let is_right = match verdict {
        Verdict::Failed => detail.contains("signed by nobody") && detail.contains("fullchain.pem"),
        verdict => verdict == Verdict::Unproven && detail.contains("ca-certificates"),
    };
    assert!(is_right, "{detail}");
}

#[tokio::test]
async fn names_that_nobody_knows_and_ports_where_nobody_listens_are_told() {
    let refused = place();
    let checks = look(&config(place(), Some(format!("http://{refused}")))).await;
    assert_found(&checks, "phone proxy", Verdict::Failed, &["connection refused", "start nginx or Caddy"]);

    let unknown = "https://walkin.invalid";
    let checks = look(&config(place(), Some(unknown.to_owned()))).await;
    assert_found(
        &checks,
        "phone proxy",
        Verdict::Failed,
        &["no name server knows", "walkin.invalid in your DNS"],
    );
}

#[tokio::test]
async fn a_running_kiosk_is_known_by_its_script() {
    let listen = place();
    let (reports, _unheard) = tokio::sync::mpsc::channel(1);
    let words = Words::load().expect("words").into();
    let _kiosk = Handoff::start(&config(listen, None), words, reports).await.expect("started");
    let proxy = Server::proxy(None, listen, below_k1, |answer| answer);
    let checks = behind(listen, &proxy, "/K1").await;
    assert_found(&checks, "phone page", Verdict::Ok, &["in use, by a running kiosk of this version"]);
    assert_found(&checks, "phone proxy", Verdict::Ok, &["reaches a running kiosk of this version"]);
    assert_found(&checks, "phone headers", Verdict::Ok, &[]);
    assert_found(&checks, "phone address", Verdict::Warning, &["only this machine"]);

    let down = Server::proxy(None, place(), below_k1, |answer| answer);
    let checks = behind(listen, &down, "/K1").await;
    assert_found(&checks, "phone proxy", Verdict::Failed, &["502", &listen.to_string()]);
}

#[tokio::test]
async fn a_port_that_something_else_has_is_told_from_one_of_an_older_kiosk() {
    let at = |server: &Server| config(SocketAddr::from(([127, 0, 0, 1], server.port)), None);
    let older = SCRIPT.replace("'use strict'", "'use  strict'");
    let older = Server::saying(reply("200 OK", "text/javascript", &older));
    assert_found(&look(&at(&older)).await, "phone page", Verdict::Warning, &["another version", "restart"]);

    let other = Server::saying(reply("200 OK", "text/html", "It works!"));
    let said = ["in use by something else", "payment.listen"];
    assert_found(&look(&at(&other)).await, "phone page", Verdict::Failed, &said);
}

#[tokio::test]
async fn a_component_that_is_no_script_is_a_warning() {
    for (answer, said) in [
        (reply("404 Not Found", "text/html", "?"), "it answers 404"),
        (reply("200 OK", "text/html", "<h1>Portal</h1>"), "text/html, no script"),
    ] {
        let portal = Server::saying(answer);
        let widget_url = format!("http://127.0.0.1:{}/widget.js", portal.port);
        let checks = look(&PaymentConfig { widget_url, ..config(place(), None) }).await;
        assert_found(&checks, "component", Verdict::Warning, &[said, "payment.widget_url"]);
    }
}

#[tokio::test]
async fn a_port_that_changes_with_each_start_is_nothing_for_a_proxy() {
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let checks = look(&config(listen, Some("http://127.0.0.1:1".to_owned()))).await;
    assert_found(&checks, "phone page", Verdict::Failed, &["port 0"]);
}

#[tokio::test]
async fn the_api_key_goes_to_none_of_the_addresses() {
    let trial = Trial::new(|_| {}).await;
    let public = Server::saying(reply("404 Not Found", "text/html", "no"));
    let component = Server::saying(reply("200 OK", "text/javascript", "x"));
    let extra = format!(
        "public_url = \"http://127.0.0.1:{}/K1\"\nwidget_url = \"http://127.0.0.1:{}/widget.js\"",
        public.port, component.port
    );
    let diagnosis = trial.examine_with(&trial.studio.key, place(), &extra).await;
    assert_eq!(verdict(&diagnosis, "key"), Some(Verdict::Ok), "the key is in use");
    let heads = [public.heads(), component.heads()].concat();
    assert_eq!(heads.len(), 4, "who asks, the page, the page in lower case, the component: {heads:?}");
    for head in heads {
        let is_clean = !head.contains(&trial.studio.key) && !head.to_lowercase().contains("api-key");
        assert!(is_clean && !head.to_lowercase().contains("authorization"), "{head}");
    }
}
