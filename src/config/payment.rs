//! `[payment]`: where the page for the phone is, what it may load, and what stands on the bank statement.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ipnet::IpNet;

use super::reference_text::ReferenceText;
use super::section::{Section, Wrong};
use super::url::Url;
use super::{Environment, PaymentConfig};

/// The page for the phone, unless the operator says where: a phone reaches it only by an address of the network.
const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 8378);
/// The stable payment component of the vendor.
const WIDGET_URL: &str = "https://widget.payment.sportalliance.com/widget.js";
/// The method every studio has online.
const CHOICE: &str = "CREDIT_CARD";
/// Payment providers and banks are many, and nobody can list them; all of them are reached over TLS.
const ANYWHERE: &str = "https:";
/// Characters of `public_url`: with its one-time code, the page's address must fit a QR code of version 3 (61 characters).
const PUBLIC_URL_MAX: usize = 48;

impl PaymentConfig {
    /// What holds where the operator says nothing else.
    pub fn with_defaults(listen: SocketAddr, environment: Environment, country: String) -> Self {
        Self {
            listen,
            public_url: None,
            trusted_proxies: vec![
                IpNet::from(IpAddr::V4(Ipv4Addr::LOCALHOST)),
                IpNet::from(IpAddr::V6(Ipv6Addr::LOCALHOST)),
            ],
            widget_url: WIDGET_URL.to_owned(),
            environment,
            country,
            choices: vec![CHOICE.to_owned()],
            reference_text: ReferenceText::default(),
            csp_sources: vec![ANYWHERE.to_owned()],
            script_origins: Vec::new(),
        }
    }
}

pub(super) fn payment(section: Section<'_, '_>) -> Option<PaymentConfig> {
    let listen = section.text("listen", &format!("\"{LISTEN}\""), |text| {
        text.parse::<SocketAddr>().map_err(|_| {
            let what = format!("= \"{text}\" is not an address and a port");
            Wrong::new(what, "Give an IP address of this machine and a port, such as \"192.168.1.20:8378\"")
        })
    });
    let public_url = section.text("public_url", "\"https://pay.my-gym.example\"", public_url);
    let trusted_proxies = section.list_or_none("trusted_proxies", "[\"127.0.0.1\", \"::1\"]", proxy);
    let widget_url = section.text("widget_url", &format!("\"{WIDGET_URL}\""), widget_url);
    let environment = section.required("environment", "\"live\"", environment);
    let country = section.required("country", "\"DE\"", country);
    let choices = section.list("choices", "[\"CREDIT_CARD\"]", choice);
    let reference_text =
        section.text("reference_text", &format!("\"{}\"", ReferenceText::default()), |text| {
            text.parse::<ReferenceText>().map_err(|error| {
                Wrong::new(error.to_string(), "Use any of {offer} {studio} {reference}, and text of your own")
            })
        });
    let csp_sources = section.list("csp_sources", "[\"https:\"]", csp_source);
    let script_origins = section.list_or_none("script_origins", "[\"https://js.stripe.com\"]", script_origin);
    section.finish();
    let default = PaymentConfig::with_defaults(listen.unwrap_or(LISTEN), environment?, country?);
    Some(PaymentConfig {
        public_url,
        trusted_proxies: trusted_proxies.unwrap_or(default.trusted_proxies),
        widget_url: widget_url.unwrap_or(default.widget_url),
        choices: choices.unwrap_or(default.choices),
        reference_text: reference_text.unwrap_or(default.reference_text),
        csp_sources: csp_sources.unwrap_or(default.csp_sources),
        script_origins: script_origins.unwrap_or(default.script_origins),
        ..default
    })
}

fn public_url(text: &str) -> Result<String, Wrong> {
    let remedy = "Give scheme, host and port as a phone reaches them, such as \"https://pay.my-gym.example\"";
    let url = Url::parse(text).map_err(|what| Wrong::new(what, remedy))?;
    if url.is_unspecified() {
        return Err(Wrong::new("is no address a phone can reach", remedy));
    }
    // Drawn in capitals, since that halves the code to scan; a host does not mind, a path would.
    if url.path.bytes().any(|byte| byte.is_ascii_lowercase() || !is_alphanumeric_mode(byte)) {
        let what = "has a path with letters that make the code on the screen larger than it can be scanned";
        return Err(Wrong::new(what, "Use capital letters, digits, - and . in the path, or no path"));
    }
    let text = text.trim_end_matches('/');
    if text.len() > PUBLIC_URL_MAX {
        let what = format!("has {} characters, too many for the code on the screen", text.len());
        return Err(Wrong::new(what, format!("Use an address of at most {PUBLIC_URL_MAX} characters")));
    }
    Ok(text.to_owned())
}

/// Whether a QR code holds a character in its compact mode.
fn is_alphanumeric_mode(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"$%*+-./:".contains(&byte)
}

fn proxy(text: &str) -> Result<IpNet, Wrong> {
    let alone = text.parse::<IpAddr>().map(IpNet::from);
    alone.or_else(|_| text.parse()).map_err(|_| {
        let what = format!("= \"{text}\" is neither an IP address nor a network");
        Wrong::new(what, "Give the address of the proxy, such as \"192.168.1.2\" or \"10.1.0.0/16\"")
    })
}

fn widget_url(text: &str) -> Result<String, Wrong> {
    let remedy = format!("Leave the line away for {WIDGET_URL}");
    let url = Url::parse(text).map_err(|what| Wrong::new(what, remedy.clone()))?;
    let safe = url.secure || url.is_loopback();
    safe.then(|| text.to_owned())
        .ok_or_else(|| Wrong::new("is a script over http://, which anybody on the way can change", remedy))
}

fn environment(text: &str) -> Result<Environment, Wrong> {
    match text {
        "test" => Ok(Environment::Test),
        "sandbox" => Ok(Environment::Sandbox),
        "live" => Ok(Environment::Live),
        _ => Err(Wrong::new(format!("= \"{text}\" is not one of test sandbox live"), "Choose one")),
    }
}

fn country(text: &str) -> Result<String, Wrong> {
    let code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let what = || format!("= \"{text}\" is not a country code");
    code.then(|| text.to_owned())
        .ok_or_else(|| Wrong::new(what(), "Give two capital letters (ISO 3166-1), such as \"DE\""))
}

fn choice(text: &str) -> Result<String, Wrong> {
    let legal = |byte: u8| byte.is_ascii_uppercase() || byte == b'_';
    let shaped = (1..=40).contains(&text.len()) && text.bytes().all(legal);
    let what = || format!("= \"{text}\" is not a payment choice");
    shaped.then(|| text.to_owned()).ok_or_else(|| {
        Wrong::new(what(), "Give names of the API in capital letters, such as \"CREDIT_CARD\"")
    })
}

/// A source that can stand in a policy without ending its line: `https:`, or a host over https, `*.` in front allowed.
fn csp_source(text: &str) -> Result<String, Wrong> {
    if text == ANYWHERE || is_origin(&text.replacen("https://*.", "https://", 1)) {
        return Ok(text.to_owned());
    }
    let what = format!("= \"{text}\" is not a source");
    Err(Wrong::new(what, "Give \"https:\", \"https://host\" or \"https://*.host\""))
}

fn script_origin(text: &str) -> Result<String, Wrong> {
    let what = || format!("= \"{text}\" is not the origin of a script");
    let remedy = "Give scheme and host only, such as \"https://js.stripe.com\"";
    is_origin(text).then(|| text.to_owned()).ok_or_else(|| Wrong::new(what(), remedy))
}

/// Scheme and host, maybe a port, and nothing else; over https, or on this machine itself.
fn is_origin(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| {
        let safe = url.secure || url.is_loopback();
        safe && url.path.is_empty() && !text.ends_with('/') && text == text.to_ascii_lowercase()
    })
}
