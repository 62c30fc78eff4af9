//! What a proxy does to the headers that keep a page private, and to the cookie that tells phones apart.

use super::obstacle::shown;
use crate::api::wire::Answer;
use crate::doctor::{Check, Verdict};

/// Headers that must arrive as the kiosk sends them: no more, no fewer, no others.
const PRIVATE: [&str; 5] = [
    "content-security-policy",
    "cache-control",
    "referrer-policy",
    "x-frame-options",
    "x-content-type-options",
];

/// Compares the headers of the kiosk's own answer with those that arrive behind a proxy.
pub(super) fn check(own: &Answer, seen: &Answer) -> Check {
    let name = "phone headers";
    let changes: Vec<String> = PRIVATE.iter().filter_map(|header| change(own, seen, header)).collect();
    if changes.is_empty() {
        return Check::new(name, Verdict::Ok, "arrive as the kiosk sends them");
    }
    let detail = format!(
        "the proxy {}; a browser obeys all that it is told, so the payment form may be blocked, or a page be kept that \
         should not; nginx: no add_header, proxy_hide_header or expires here, Caddy: no header directive",
        changes.join(", ")
    );
    Check::new(name, Verdict::Warning, detail)
}

fn change(own: &Answer, seen: &Answer, name: &str) -> Option<String> {
    let (own, seen) = (values(own, name), values(seen, name));
    match seen.as_slice() {
        _ if seen == own => None,
        [] => Some(format!("takes {name} away")),
        [one] => Some(format!("changes {name} to \"{}\"", shown(one))),
        more if more.len() > own.len() => Some(format!("sends {name} {} times", more.len())),
        _ => Some(format!("changes {name}")),
    }
}

fn values<'a>(answer: &'a Answer, name: &str) -> Vec<&'a str> {
    answer.headers.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
}

/// Compares the cookie, where the kiosk sets one with its page.
pub(super) fn cookie(own: &Answer, seen: &Answer, is_secure: bool) -> Option<Check> {
    let name = "phone cookie";
    let sent = attributes(own.header("set-cookie")?);
    let Some(arrived) = seen.header("set-cookie").map(attributes) else {
        let detail = "the proxy takes the cookie away, without which nobody can pay; nginx: no proxy_hide_header \
                      Set-Cookie, Caddy: no header -Set-Cookie, elsewhere: no cache";
        return Some(Check::new(name, Verdict::Failed, detail));
    };
    let lacks_secure = is_secure && !arrived.contains(&"secure".to_owned());
    Some(if arrived == sent && !lacks_secure {
        let secure = if is_secure { ", for https only (Secure)" } else { "" };
        Check::new(name, Verdict::Ok, format!("arrives as the kiosk sends it{secure}"))
    } else {
        let detail = format!(
            "arrives with \"{}\" instead of \"{}\"; nginx: no proxy_cookie_flags, proxy_cookie_path or \
             proxy_cookie_domain, Caddy: no header directive",
            shown(&arrived.join("; ")),
            shown(&sent.join("; "))
        );
        Check::new(name, Verdict::Warning, detail)
    })
}

/// What follows a cookie's name and value, in an order of its own and in lower case, since neither counts.
fn attributes(cookie: &str) -> Vec<String> {
    let mut attributes: Vec<_> =
        cookie.split(';').skip(1).map(|attribute| attribute.trim().to_ascii_lowercase()).collect();
    attributes.sort();
    attributes
}
