//! Proxies that let the page through, and not as it is.

use std::sync::OnceLock;

use super::phone_page::{assert_found, behind, config, everything, found, look};
use super::server::{GOOD, Server, place};
use super::*;

#[tokio::test]
async fn headers_that_a_proxy_strips_doubles_or_changes_are_named() {
    let listen = place();
    let proxy = Server::proxy(None, listen, everything(), |answer| {
        let without = |name: &str, text: String| {
            let kept = text.split_inclusive("\r\n").filter(|line| !line.to_lowercase().starts_with(name));
            kept.collect::<String>()
        };
        let answer = without("content-security-policy:", without("set-cookie:", answer));
        answer.replacen("cache-control: no-store", "cache-control: max-age=60", 1).replacen(
            "\r\n\r\n",
            "\r\nX-Frame-Options: SAMEORIGIN\r\n\r\n",
            1,
        )
    });
    let checks = behind(listen, &proxy, "").await;
    assert_found(&checks, "phone proxy", Verdict::Ok, &[]);
    let said = [
        "takes content-security-policy away",
        "changes cache-control to \"max-age=60\"",
        "sends x-frame-options 2 times",
        "add_header",
        "Caddy",
    ];
    assert_found(&checks, "phone headers", Verdict::Warning, &said);
    assert!(!found(&checks, "phone headers").1.contains("referrer-policy"), "that one arrives");
    assert_found(&checks, "phone cookie", Verdict::Failed, &["takes the cookie away"]);
}

#[tokio::test]
async fn a_proxy_that_stores_the_page_gives_two_phones_the_same_cookie() {
    let listen = place();
    let stored = OnceLock::new();
    let proxy = Server::proxy(None, listen, everything(), move |answer| {
        // The page alone: what is asked by POST, no cache stores.
        if answer.contains("text/html") { stored.get_or_init(|| answer).clone() } else { answer }
    });
    let said = ["the same cookie", "proxy_cache off", "CDN"];
    assert_found(&behind(listen, &proxy, "").await, "phone cache", Verdict::Failed, &said);

    let proxy = Server::proxy(None, listen, everything(), |answer| {
        let kept =
            answer.split_inclusive("\r\n").filter(|line| !line.to_lowercase().starts_with("set-cookie:"));
        if answer.contains("text/html") { kept.collect() } else { answer }
    });
    let said = ["without its cookie", "proxy_cache off"];
    assert_found(&behind(listen, &proxy, "").await, "phone cache", Verdict::Warning, &said);
}

#[tokio::test]
async fn a_proxy_that_changes_the_page_is_named_with_what_it_writes() {
    let listen = place();
    // As long as before, so that its length still fits.
    let proxy = Server::proxy(None, listen, everything(), |answer| {
        answer.replacen("<script src=", "<SCRIPT src=", 1)
    });
    let said = ["the proxy changes the page", "SCRIPT src=", "Rocket Loader", "Email Obfuscation"];
    assert_found(&behind(listen, &proxy, "").await, "phone text", Verdict::Warning, &said);
}

#[tokio::test]
async fn a_cookie_that_arrives_without_secure_is_a_warning() {
    let listen = place();
    let proxy = Server::proxy(Some(GOOD), listen, everything(), |answer| answer.replacen("; Secure", "", 1));
    let checks = look(&config(listen, Some(format!("https://localhost:{}", proxy.port)))).await;
    assert_found(&checks, "phone cookie", Verdict::Warning, &["proxy_cookie_flags"]);
}

#[tokio::test]
async fn a_proxy_that_lets_no_button_through_fails() {
    let listen = place();
    let no_take = |path: &str| (!path.ends_with("/take")).then(|| path.to_owned());
    let proxy = Server::proxy(None, listen, no_take, |answer| answer);
    let checks = behind(listen, &proxy, "").await;
    assert_found(&checks, "phone button", Verdict::Failed, &["it answers 404", "let POST"]);
    assert!(!checks.iter().any(|check| check.check == "phone cookie"), "there is none to look at");
}

#[tokio::test]
async fn a_page_whose_files_do_not_arrive_fails() {
    let listen = place();
    let only_the_page = |path: &str| (!path.ends_with("page.js")).then(|| path.to_owned());
    let proxy = Server::proxy(None, listen, only_the_page, |answer| answer);
    let checks = behind(listen, &proxy, "").await;
    assert_found(&checks, "phone proxy", Verdict::Ok, &[]);
    assert_found(&checks, "phone files", Verdict::Failed, &["-/page.js", "404"]);

    let proxy = Server::proxy(None, listen, everything(), |answer| {
        answer.replacen("text/javascript", "text/plain", 1)
    });
    let checks = behind(listen, &proxy, "").await;
    assert_found(&checks, "phone files", Verdict::Failed, &["-/page.js arrives as text/plain"]);

    // As long as before, so that its length still fits.
    let proxy =
        Server::proxy(None, listen, everything(), |answer| answer.replace("'use strict'", "'use_strict'"));
    let checks = behind(listen, &proxy, "").await;
    assert_found(&checks, "phone files", Verdict::Failed, &["changed on its way"]);
}
