//! What a proxy makes of the page itself on its way: the same one for every phone, or another one than the kiosk's.

use super::obstacle::shown;
use crate::api::wire::Answer;
use crate::doctor::{Check, Verdict};

/// What is shown of a page that was changed, from where it differs: enough to know whose doing it is.
const EXCERPT: usize = 60;

/// Compares two answers to two phones: each must get the page anew, with a cookie of its own, or one could pay for the
/// other.
pub(super) fn stored(first: &Answer, second: &Answer) -> Check {
    let name = "phone cache";
    let remedy = "nginx: proxy_cache off, a CDN: bypass its cache for this address";
    match (first.header("set-cookie"), second.header("set-cookie")) {
        (Some(first), Some(second)) if first == second => {
            let detail =
                format!("the proxy stores the page, so that all phones get the same cookie; {remedy}");
            Check::new(name, Verdict::Failed, detail)
        }
        (Some(_), Some(_)) => Check::new(name, Verdict::Ok, "each phone gets a page and a cookie of its own"),
        _ => {
            let detail = format!("the page arrives without its cookie, as if the proxy stored it; {remedy}");
            Check::new(name, Verdict::Warning, detail)
        }
    }
}

/// Compares the kiosk's own page with the one that arrives behind a proxy.
pub(super) fn changed(own: &Answer, seen: &Answer) -> Check {
    let name = "phone text";
    if own.body == seen.body {
        return Check::new(name, Verdict::Ok, "arrives as the kiosk writes it");
    }
    let same = own.body.iter().zip(&seen.body).take_while(|(own, seen)| own == seen).count();
    let rest = String::from_utf8_lossy(&seen.body[same..]);
    let excerpt: String = rest.chars().take(EXCERPT).collect();
    let detail = format!(
        "the proxy changes the page, from \"{}\" on; nothing may be injected, minified or rewritten, e.g. Cloudflare: \
         Rocket Loader, Email Obfuscation and Web Analytics off, nginx: no sub_filter",
        shown(&excerpt)
    );
    Check::new(name, Verdict::Warning, detail)
}
