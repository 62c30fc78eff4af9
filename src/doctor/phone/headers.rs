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

/// Looks at the cookie that comes with the answer to the button: without it, no phone that returns from its bank is known.
///
/// `path` is where the page is.
pub(super) fn cookie(answer: &Answer, path: &str, is_secure: bool) -> Check {
    let name = "phone cookie";
    let Some(cookie) = answer.header("set-cookie") else {
        let detail = "the proxy takes the cookie away, without which nobody can pay; nginx: no proxy_hide_header \
                      Set-Cookie, Caddy: no header -Set-Cookie";
        return Check::new(name, Verdict::Failed, detail);
    };
    let attributes: Vec<&str> = cookie.split(';').skip(1).map(str::trim).collect();
    let value = |name: &str| {
        let pairs = attributes.iter().filter_map(|attribute| attribute.split_once('='));
        pairs.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).next_back()
    };
    let covered = value("path").unwrap_or_default();
    if !covered.is_empty() && !path.starts_with(covered) {
        let detail = format!(
            "the cookie is for {}, where the page is not, so nobody can pay; nginx: no proxy_cookie_path, Caddy: no \
             header directive",
            shown(covered)
        );
        return Check::new(name, Verdict::Failed, detail);
    }
    let wanted = ["HttpOnly", "SameSite=Lax", "Secure"];
    let wanted = wanted.iter().filter(|wanted| is_secure || **wanted != "Secure");
    let lacks = |wanted: &&&str| !attributes.iter().any(|attribute| attribute.eq_ignore_ascii_case(wanted));
    let lacking: Vec<&str> = wanted.filter(lacks).copied().collect();
    if lacking.is_empty() {
        let secure = if is_secure { ", for https only (Secure)" } else { "" };
        return Check::new(name, Verdict::Ok, format!("arrives as the kiosk sends it{secure}"));
    }
    let detail = format!(
        "arrives without {}; nginx: no proxy_cookie_flags, Caddy: no header directive",
        lacking.join(" and ")
    );
    Check::new(name, Verdict::Warning, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(cookie: &str, is_secure: bool) -> (Verdict, String) {
        let headers = vec![("set-cookie".to_owned(), cookie.to_owned())];
        let check = cookie_of(headers, is_secure);
        (check.verdict, check.detail)
    }

    fn cookie_of(headers: Vec<(String, String)>, is_secure: bool) -> Check {
        cookie(&Answer { status: 200, headers, body: Vec::new() }, "/K1/0123456789AB", is_secure)
    }

    #[test]
    fn a_cookie_is_judged_by_where_it_goes_and_who_may_read_it() {
        for right in
            ["a=b; Path=/; HttpOnly; SameSite=Lax; Secure", "a=b; secure;httponly; samesite=lax; path=/K1"]
        {
            assert_eq!(judged(right, true).0, Verdict::Ok, "{right}");
        }
        assert_eq!(judged("a=b; Path=/; HttpOnly; SameSite=Lax", false).0, Verdict::Ok, "http has no Secure");
        for (wrong, verdict, said) in [
            ("a=b; Path=/; HttpOnly; SameSite=Lax", Verdict::Warning, "without Secure"),
            ("a=b; Path=/; Secure", Verdict::Warning, "without HttpOnly and SameSite=Lax"),
            ("a=b; Path=/k1; HttpOnly; SameSite=Lax; Secure", Verdict::Failed, "is for /k1"),
        ] {
            let (was, detail) = judged(wrong, true);
            assert_eq!(was, verdict, "{wrong}");
            assert!(detail.contains(said), "{said} is missing in: {detail}");
        }
        assert_eq!(cookie_of(Vec::new(), true).verdict, Verdict::Failed);
    }
}
