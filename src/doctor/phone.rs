//! The page for the phone, as a phone would see it: what it is answered at the address that is drawn as a code.
//!
//! Where no kiosk is running, the doctor serves a page of its own and fetches it, once past every proxy and once the way
//! a phone goes; where one is running, its script is looked at instead. What differs between the two ways is the proxy's
//! doing, and the remedy names it in the words of nginx and Caddy.
//!
//! Invariant: the page is one of nothing for nothing, and no visitor sees its code.

mod arrival;
mod copies;
mod entrance;
mod headers;
mod obstacle;

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;

use self::arrival::Arrival;
use self::entrance::Entrance;
use self::obstacle::Obstacle;
use super::{Check, Verdict};
use crate::api::probe::{Probe, ProbeFault, Seen};
use crate::clock;
use crate::config::PaymentConfig;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::pass::ClaimCode;
use crate::domain::payment::{PaymentId, PaymentScope, PaymentSession, PhonePage, PhoneTask};
use crate::domain::text::Secret;
use crate::domain::time::Timestamp;
use crate::handoff::{Handoff, HandoffError};
use crate::words::Words;

/// The page's own script: who serves it is a kiosk of this version.
const SCRIPT: &str = include_str!("../../assets/handoff/page.js");
/// What the script of every version mentions: the entry of the payment component.
const SCRIPT_MARK: &str = "paymentWidget";
/// Where it is, below the address of the kiosk.
const SCRIPT_PATH: &str = "-/page.js";
/// What the addresses of the page's own files begin with.
const FILES: &str = "-/";
/// How many there are at most; a page that names more is not as the kiosk made it.
const FILES_MAX: usize = 4;
/// What the page's button is answered for a browser without the page's cookie, which is sent along.
const BUTTON_MARK: &str = r#"{"result":"cookie"}"#;
/// The types of a script that browsers run; `nosniff` rules out the others.
const SCRIPT_TYPES: [&str; 3] = ["text/javascript", "application/javascript", "application/x-javascript"];
/// What may change a file on its way.
const CHANGED: &str =
    "nginx: no sub_filter and no proxy_cache, Caddy: no replace, elsewhere: no script optimisation";
/// How long the trial page would be good for, far longer than it is looked at.
const TRIAL: Duration = Duration::from_mins(5);

/// Looks at the page and at what it needs.
pub(super) async fn checks(config: &PaymentConfig, words: Words, user_agent: &str) -> Vec<Check> {
    match Probe::new(user_agent) {
        Ok(probe) => look(config, words, &probe).await,
        Err(fault) => vec![Check::new("phone page", Verdict::Unproven, fault.to_string())],
    }
}

/// The same with a probe of any limits.
pub(super) async fn look(config: &PaymentConfig, words: Words, probe: &Probe) -> Vec<Check> {
    // Looked at before the page is served, since both need the kiosk's place.
    let arrival = match &config.public_url {
        Some(_) => Arrival::watch(config, &Entrance::new(config, ""), probe).await,
        None => None,
    };
    let failed = |detail: String| vec![Check::new("phone page", Verdict::Failed, detail)];
    let (reports, _unheard) = mpsc::channel(1);
    let mut checks = match Handoff::start(config, Arc::new(words), reports).await {
        Ok(handoff) => match Trial::open(&handoff) {
            Some(trial) => trial.checks(config, probe).await,
            None => failed("no page can be opened: the system has no random bytes".to_owned()),
        },
        Err(HandoffError::Listen(error)) if error.kind() == ErrorKind::AddrInUse => {
            running(config, probe).await
        }
        Err(error) => failed(error.to_string()),
    };
    checks.extend(arrival.map(|arrival| arrival.check(config)));
    checks.push(component(&config.widget_url, probe).await);
    checks
}

/// A page of nothing for nothing, served as a visitor's would be.
struct Trial {
    /// As it would be drawn.
    address: String,
    /// Stands in the page and nowhere else, so it proves that the page is ours.
    reference: String,
}

impl Trial {
    /// `None` when the system has no random bytes.
    fn open(handoff: &Handoff) -> Option<Self> {
        let page = page()?;
        let reference = page.payment.reference.to_string();
        let address = handoff.show_page(Arc::new(page)).ok()?;
        Some(Self { address, reference })
    }

    async fn checks(&self, config: &PaymentConfig, probe: &Probe) -> Vec<Check> {
        let (base, code) = self.address.rsplit_once('/').unwrap_or((&self.address, ""));
        let entrance = Entrance::new(config, base);
        let failed = |detail: String| {
            vec![Check::new("phone page", Verdict::Failed, detail), entrance.check(None, false)]
        };
        if entrance.is_proxied && config.listen.port() == 0 {
            let detail = "payment.listen has port 0, which is another one at each start; give one that the proxy can know";
            return failed(detail.to_owned());
        }
        // Without a public address the phone goes straight to the kiosk, and there is only one way to look at.
        let own = if entrance.is_proxied { direct(config.listen, code) } else { self.address.clone() };
        let own = probe.get(&own).await;
        if let Some(obstacle) = Obstacle::find(&own, |text| self.is_shown_in(text)) {
            let remedy = format!("check payment.listen {} and this machine's firewall", config.listen);
            return failed(format!("{obstacle}; {remedy}"));
        }
        let detail = format!("can be served at {}", config.listen);
        let mut checks = vec![Check::new("phone page", Verdict::Ok, detail)];
        if entrance.is_proxied {
            checks.extend(self.proxied(&entrance, code, &own, probe).await);
        } else if let Ok(own) = &own {
            checks.extend(self.used(&entrance, own, probe).await);
            checks.push(entrance.check(None, true));
        }
        checks.push(entrance::code(&self.address));
        checks
    }

    /// The same page the way a phone goes, compared with the kiosk's `own` answer.
    async fn proxied(
        &self,
        entrance: &Entrance,
        code: &str,
        own: &Result<Seen, ProbeFault>,
        probe: &Probe,
    ) -> Vec<Check> {
        let seen = probe.get(&self.address).await;
        let proxy = entrance.proxy(&seen, code, |text| self.is_shown_in(text), probe).await;
        let arrives = proxy.verdict == Verdict::Ok;
        let mut checks = vec![proxy];
        if let (true, Ok(own), Ok(seen)) = (arrives, own, &seen) {
            checks.push(headers::check(&own.answer, &seen.answer));
            checks.push(copies::changed(&own.answer, &seen.answer));
            // Another phone, before the button of the first is pressed.
            if let Ok(again) = probe.get(&self.address).await {
                checks.push(copies::stored(&seen.answer, &again.answer));
            }
            checks.extend(self.used(entrance, seen, probe).await);
        }
        checks.push(entrance.check(peer(&seen), arrives));
        checks
    }

    /// What a page that is shown needs further: its files, and an answer to its button.
    async fn used(&self, entrance: &Entrance, shown: &Seen, probe: &Probe) -> Vec<Check> {
        let page = String::from_utf8_lossy(&shown.answer.body);
        let mut checks = vec![files(entrance, &page, probe).await];
        let pressed = probe.press(&format!("{}/take", self.address)).await;
        checks.push(match Obstacle::find(&pressed, |text| text.contains(BUTTON_MARK)) {
            None => Check::new("phone button", Verdict::Ok, "is answered by the kiosk"),
            Some(obstacle) => {
                let detail = format!(
                    "{obstacle}; the proxy must let POST with a JSON body through (nginx: no limit_except, Caddy: no \
                     method matcher, elsewhere: no protection against robots on this path)"
                );
                Check::new("phone button", Verdict::Failed, detail)
            }
        });
        if let (Verdict::Ok, Ok(pressed)) = (checks[1].verdict, pressed) {
            let path = format!("{}/", entrance.path());
            checks.push(headers::cookie(&pressed.answer, &path, entrance.is_secure()));
        }
        checks
    }

    fn is_shown_in(&self, text: &str) -> bool {
        text.contains(&self.reference)
    }
}

/// Who answered.
fn peer(seen: &Result<Seen, ProbeFault>) -> Option<IpAddr> {
    seen.as_ref().ok()?.peer.map(|at| at.ip())
}

/// `None` when the system has no random bytes.
fn page() -> Option<PhonePage> {
    let reference = ClaimCode::from_random(clock::random()?).reference().clone();
    Some(PhonePage {
        payment: PaymentId { reference, attempt: 1, showing: 1 },
        task: PhoneTask::Pay {
            session: PaymentSession {
                token: Secret::new("walkin-doctor"),
                valid_until: clock::wall() + TRIAL,
                payer: None,
            },
            amount: Money::parse("0.00", "EUR").ok()?,
            scope: PaymentScope::Ecom,
        },
        step: 1,
        steps: 1,
        item: "walkin doctor".into(),
        studio: "walkin".into(),
        language: Language::En,
        until: Timestamp::MAX,
        extendable: true,
        claim: None,
    })
}

/// The page's own files, from where the page in a browser would load them.
async fn files(entrance: &Entrance, page: &str, probe: &Probe) -> Check {
    let failed = |detail: String| Check::new("phone files", Verdict::Failed, detail);
    if !page.contains(SCRIPT_PATH) {
        return failed(format!("the page arrives without its script; {CHANGED}"));
    }
    for path in page.split('"').filter(|quoted| quoted.starts_with(FILES)).take(FILES_MAX) {
        let url = entrance.at(path);
        let seen = probe.get(&url).await;
        // Out of a page that a proxy may have changed.
        let url = obstacle::shown(&url);
        // A file has no mark of its own to be known by; its type is what a browser goes by.
        if let Some(obstacle) = Obstacle::find(&seen, |_| true) {
            return failed(format!("{url}: {obstacle}; {}", entrance.mapped()));
        }
        let Ok(Seen { answer, .. }) = seen else { continue };
        let found = answer.header("content-type").unwrap_or("no type");
        let kind = if path.rsplit('.').next() == Some("css") { "text/css" } else { "text/javascript" };
        if !has_type(found, &[kind]) {
            return failed(format!(
                "{url} arrives as {}, not as {kind}, so a browser does not take it; {}",
                obstacle::shown(found),
                entrance.mapped()
            ));
        }
        if path == SCRIPT_PATH && answer.body != SCRIPT.as_bytes() {
            return failed(format!("{url} is changed on its way, or old; {CHANGED}"));
        }
    }
    Check::new("phone files", Verdict::Ok, "arrive beside the page")
}

/// A kiosk may be running: who answers at the address is told by the script.
async fn running(config: &PaymentConfig, probe: &Probe) -> Vec<Check> {
    let listen = config.listen;
    let own = probe.get(&direct(listen, SCRIPT_PATH)).await;
    let mut checks = vec![match Obstacle::find(&own, is_script) {
        None => served("phone page", &format!("{listen} is in use, by"), &own),
        Some(obstacle) => {
            let detail = format!(
                "{listen} is in use by something else ({obstacle}); end it, or change payment.listen"
            );
            Check::new("phone page", Verdict::Failed, detail)
        }
    }];
    let entrance = Entrance::new(config, &format!("http://{listen}"));
    if !entrance.is_proxied {
        checks.push(entrance.check(None, true));
        return checks;
    }
    let seen = probe.get(&entrance.at(SCRIPT_PATH)).await;
    let proxy = entrance.proxy(&seen, SCRIPT_PATH, is_script, probe).await;
    let arrives = proxy.verdict == Verdict::Ok;
    let reaches = format!("{} reaches", entrance.base);
    checks.push(if arrives { served("phone proxy", &reaches, &seen) } else { proxy });
    if let (true, Verdict::Ok, Ok(own), Ok(seen)) = (arrives, checks[0].verdict, &own, &seen) {
        checks.push(headers::check(&own.answer, &seen.answer));
    }
    checks.push(entrance.check(peer(&seen), arrives));
    checks
}

/// Whether a text is the script of a page, of whatever version.
fn is_script(text: &str) -> bool {
    text == SCRIPT || text.contains(SCRIPT_MARK)
}

/// A running kiosk, by the version of its script.
fn served(name: &'static str, what: &str, seen: &Result<Seen, ProbeFault>) -> Check {
    if seen.as_ref().is_ok_and(|seen| seen.answer.body == SCRIPT.as_bytes()) {
        return Check::new(name, Verdict::Ok, format!("{what} a running kiosk of this version"));
    }
    let detail = format!("{what} a running kiosk of another version; restart it after an update");
    Check::new(name, Verdict::Warning, detail)
}

/// The payment component's script. It is the phone that must reach it, so this proves little where it fails.
async fn component(url: &str, probe: &Probe) -> Check {
    let name = "component";
    let warning = |what: String| {
        let detail = format!(
            "{url}: {what}; phones need it to pay. Check payment.widget_url, or whether only this machine is cut off \
             from it"
        );
        Check::new(name, Verdict::Warning, detail)
    };
    let seen = probe.get(url).await;
    if let Some(obstacle) = Obstacle::find(&seen, |_| true) {
        return warning(obstacle.to_string());
    }
    let kind = seen.as_ref().ok().and_then(|seen| seen.answer.header("content-type")).unwrap_or("no type");
    if has_type(kind, &SCRIPT_TYPES) {
        Check::new(name, Verdict::Ok, format!("the payment component is at {url}"))
    } else {
        warning(format!("what answers is {}, no script", obstacle::shown(kind)))
    }
}

/// Whether a `Content-Type` is one of these, whatever its parameters.
fn has_type(found: &str, wanted: &[&str]) -> bool {
    let found = found.split(';').next().unwrap_or_default().trim();
    wanted.iter().any(|wanted| found.eq_ignore_ascii_case(wanted))
}

/// The kiosk's own address of something, past every proxy.
fn direct(listen: SocketAddr, path: &str) -> String {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    format!("http://{}/{path}", SocketAddr::new(ip, listen.port()))
}
