//! The payment component: what it is started with, and what the page allows it.

use super::HandoffError;
use crate::config::{Environment, PaymentConfig};
use crate::domain::payment::PhonePage;

/// What the payment component needs besides a session (`window.paymentWidget.init`).
#[derive(Clone, Debug)]
pub(super) struct Widget {
    url: String,
    environment: &'static str,
    country: String,
    policy: String,
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
        let (country, policy) = (config.country.clone(), policy(origin, config));
        Ok(Self { url: url.clone(), environment, country, policy })
    }

    /// What the script passes to the component, as JSON.
    pub(super) fn session(&self, page: &PhonePage) -> serde_json::Value {
        serde_json::json!({
            "userSessionToken": page.session().map(|session| session.token.reveal()),
            "environment": self.environment,
            "countryCode": self.country,
            "locale": page.language.code(),
            "widgetUrl": self.url,
            "session": page.payment.attempt,
            "step": page.step,
            "claim": page.claim.as_ref().map(ToString::to_string),
        })
    }

    /// The `Content-Security-Policy` of every answer.
    pub(super) fn policy(&self) -> &str {
        &self.policy
    }
}

/// Scripts only from here, from the component's origin and from those the operator names.
///
/// The component talks to payment providers and, for 3-D Secure, to banks whose hosts nobody can list; so its calls,
/// frames, forms and pictures may go wherever the configuration says, by default to any `https` address. It styles itself
/// inline.
fn policy(widget: &str, config: &PaymentConfig) -> String {
    let scripts = sources(widget, &config.script_origins);
    let others = sources(widget, &config.csp_sources);
    format!(
        "default-src 'none'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline' {widget}; \
         img-src 'self' data: {others}; font-src data: {others}; connect-src 'self' {others}; frame-src {others}; \
         form-action 'self' {others}; base-uri 'none'; frame-ancestors 'none'"
    )
}

fn sources(widget: &str, more: &[String]) -> String {
    std::iter::once(widget).chain(more.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
}

/// Scheme, host and port of an address; `None` for anything that could say more than that in a header.
fn origin(url: &str) -> Option<&str> {
    let start = ["https://", "http://"].iter().find(|scheme| url.starts_with(**scheme))?.len();
    let end = url[start..].find('/').map_or(url.len(), |slash| start + slash);
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte);
    (end > start && url[start..end].bytes().all(is_host)).then_some(&url[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn the_policy_says_what_the_configuration_allows() {
        let defaults =
            PaymentConfig::with_defaults(([127, 0, 0, 1], 0).into(), Environment::Test, "DE".into());
        let policy_of =
            |config: &PaymentConfig| Widget::new(config).expect("a component").policy().to_owned();
        let anywhere = policy_of(&defaults);
        assert!(
            anywhere.contains("script-src 'self' https://widget.payment.sportalliance.com;"),
            "{anywhere}"
        );
        for directive in ["connect-src 'self'", "frame-src", "form-action 'self'"] {
            let expected = format!("{directive} https://widget.payment.sportalliance.com https:;");
            assert!(anywhere.contains(&expected), "{expected} is not in {anywhere}");
        }
        let narrow = policy_of(&PaymentConfig {
            widget_url: "https://w.example/widget.js".into(),
            csp_sources: vec!["https://*.bank.example".into(), "https://pay.example".into()],
            script_origins: vec!["https://js.example".into()],
            ..defaults
        });
        assert!(narrow.contains("script-src 'self' https://w.example https://js.example;"), "{narrow}");
        assert!(narrow.contains("frame-src https://w.example https://*.bank.example https://pay.example;"));
        assert!(!narrow.contains(" https: ") && !narrow.contains(" https:;"), "{narrow}");
    }
}
