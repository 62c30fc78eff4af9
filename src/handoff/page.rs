//! What the phone is shown: two small pages, their style and their script, filled with the words of a language.

use super::HandoffError;
use crate::config::{Environment, PaymentConfig};
use crate::domain::language::Language;
use crate::domain::payment::PhonePage;
use crate::words::{Speech, Words};

/// The style, of both pages.
pub(super) const STYLE: &str = include_str!("../../assets/handoff/page.css");
/// The script.
pub(super) const SCRIPT: &str = include_str!("../../assets/handoff/page.js");
const PAGE: &str = include_str!("../../assets/handoff/page.html");
const GONE: &str = include_str!("../../assets/handoff/gone.html");

/// What the payment component needs besides a session (`window.paymentWidget.init`).
#[derive(Clone, Debug)]
pub(super) struct Widget {
    url: String,
    origin: String,
    environment: &'static str,
    country: String,
}

impl Widget {
    pub(super) fn new(config: &PaymentConfig) -> Result<Self, HandoffError> {
        let url = &config.widget_url;
        let origin = origin(url).ok_or_else(|| HandoffError::WidgetUrl(url.clone()))?;
        let environment = match config.environment {
            Environment::Test => "test",
            Environment::Sandbox => "sandbox",
            Environment::Live => "live",
        };
        Ok(Self { url: url.clone(), origin: origin.to_owned(), environment, country: config.country.clone() })
    }

    /// What the script passes to the component, as JSON.
    pub(super) fn session(&self, page: &PhonePage) -> serde_json::Value {
        serde_json::json!({
            "userSessionToken": page.session.token.reveal(),
            "environment": self.environment,
            "countryCode": self.country,
            "locale": page.language.code(),
            "widgetUrl": self.url,
        })
    }

    /// The `Content-Security-Policy`: scripts only from here and from the component's origin.
    ///
    /// The component talks to payment providers and, for 3-D Secure, to banks whose hosts nobody can list; so its calls,
    /// frames, forms and pictures may go to any `https` address. It styles itself inline.
    pub(super) fn policy(&self) -> String {
        let widget = &self.origin;
        format!(
            "default-src 'none'; script-src 'self' {widget}; style-src 'self' 'unsafe-inline' {widget}; \
             img-src 'self' data: https: {widget}; font-src data: https: {widget}; \
             connect-src 'self' https: {widget}; frame-src https: {widget}; form-action 'self' https: {widget}; \
             base-uri 'none'; frame-ancestors 'none'"
        )
    }
}

/// Scheme, host and port of an address; `None` for anything that could say more than that in a header.
fn origin(url: &str) -> Option<&str> {
    let start = ["https://", "http://"].iter().find(|scheme| url.starts_with(**scheme))?.len();
    let end = url[start..].find('/').map_or(url.len(), |slash| start + slash);
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte);
    (end > start && url[start..end].bytes().all(is_host)).then_some(&url[..end])
}

/// The page of a payment, in the language of its visit.
pub(super) fn payment(words: &Words, page: &PhonePage) -> String {
    let speech = words.speech(page.language);
    fill(PAGE, speech, |name| match name {
        "studio" => Some(page.studio.to_string()),
        "item" => Some(page.item.to_string()),
        "amount" => Some(speech.money(&page.amount)),
        "reference" => Some(page.payment.reference.to_string()),
        _ => None,
    })
}

/// The page for every address that leads nowhere, in the language the browser prefers.
pub(super) fn gone(words: &Words, accept_language: Option<&str>) -> String {
    let spoken = words.languages();
    let wanted = accept_language.unwrap_or_default().split([',', ';']).filter_map(|tag| {
        let language: Language = tag.trim().split('-').next()?.parse().ok()?;
        spoken.contains(&language).then_some(language)
    });
    fill(GONE, words.speech(wanted.into_iter().next().unwrap_or(Language::En)), |_| None)
}

/// Puts values in the place of `{{name}}`, escaped: what `value` knows, else what the words have.
fn fill(template: &str, speech: Speech<'_>, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, (name, after))) =
        rest.split_once("{{").and_then(|(before, marked)| Some((before, marked.split_once("}}")?)))
    {
        filled.push_str(before);
        let text = match name {
            "language" => speech.language().code().to_owned(),
            _ => value(name).unwrap_or_else(|| speech.say(name)),
        };
        escape_into(&mut filled, &text);
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Writes text so that it is text inside an element and inside a quoted attribute.
fn escape_into(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::page;
    use super::*;
    use std::sync::Arc;

    #[test]
    fn names_from_the_studio_are_text_and_nothing_else() {
        let words = Words::load().expect("word files");
        let nasty = PhonePage {
            item: "<script>alert(1)</script>\" onload='x' {{studio}}".into(),
            ..PhonePage::clone(&page(1))
        };
        let html = payment(&words, &nasty);
        assert!(!html.contains("<script>alert"), "{html}");
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; {{studio}}"));
    }

    #[test]
    fn every_word_is_there_in_the_language_of_the_visit() {
        let words = Words::load().expect("word files");
        for language in words.languages() {
            let html = payment(&words, &PhonePage { language, ..PhonePage::clone(&page(1)) });
            let gone = gone(&words, Some(language.code()));
            for html in [html, gone] {
                assert!(html.contains(&format!("lang=\"{language}\"")), "{html}");
                assert!(!html.contains("[phone-") && !html.contains("{{"), "{html}");
            }
        }
        let german = payment(&words, &PhonePage { language: Language::De, ..PhonePage::clone(&page(1)) });
        assert!(german.contains("Weiter zur Zahlung") && german.contains("19,99"), "{german}");
    }

    #[test]
    fn a_lost_browser_is_answered_in_its_language() {
        let words = Words::load().expect("word files");
        for (header, code) in [
            (Some("xx, de-AT;q=0.9, en"), "de"),
            (Some("q=0.9;;,-"), "en"),
            (Some("tlh"), "en"),
            (None, "en"),
        ] {
            assert!(gone(&words, header).contains(&format!("lang=\"{code}\"")), "{header:?}");
        }
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        assert_eq!(origin("https://w.example/widget.js"), Some("https://w.example"));
        assert_eq!(origin("http://127.0.0.1:81"), Some("http://127.0.0.1:81"));
        for wrong in
            ["", "widget.js", "https://", "https:///x", "javascript:alert(1)", "https://a; script-src *"]
        {
            assert_eq!(origin(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn everything_a_phone_loads_is_tiny() {
        let words = Words::load().expect("word files");
        let page = payment(&words, &Arc::unwrap_or_clone(page(1)));
        assert!(page.len() + STYLE.len() + SCRIPT.len() < 10_000);
    }
}
