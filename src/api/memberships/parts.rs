//! What offers and previews both tell: texts, rhythms, totals, and times that cost nothing.

use reqwest::Url;

use super::whole;
use super::wire;
use crate::api::answer::present;
use crate::api::frequency::frequency;
use crate::api::garbage;
use crate::api::time::term;
use crate::api::wire::Money as WireMoney;
use crate::api::wire::lenient::Lenient;
use crate::domain::fault::Fault;
use crate::domain::membership::{
    Adjustment, AgeAdjustment, Attachment, BonusPeriod, BonusStrategy, OfferFrequency, OfferModuleId, Prose,
    TextBlock, TextBlockId, Volume,
};
use crate::domain::money::Money;
use crate::domain::text::Text;

/// Texts of one contract; more than anybody reads.
const TEXTS_MAX: usize = 200;
/// Bytes of an address that is opened on a phone; signed links have some hundred.
const URL_BYTES_MAX: usize = 2_048;
/// Ages of one price: as many as people get old.
const AGES_MAX: usize = 120;

/// An amount that need not be there, or counts as absent where it is no price.
pub(super) fn money(wire: Option<&WireMoney>) -> Option<Money> {
    wire.and_then(|wire| Money::try_from(wire).ok())
}

/// A name; none where nothing of it is left.
pub(super) fn name(wire: Option<&String>) -> Option<Text> {
    present(wire.map(|text| Text::name(text)))
}

/// Some words; none where nothing of them is left.
pub(super) fn words(wire: Option<&String>) -> Option<Text> {
    present(wire.map(|text| Text::long(text)))
}

/// A word of a list that may grow.
pub(super) fn code(wire: Option<&String>) -> &str {
    wire.map_or("", |code| code.trim())
}

/// Legal texts in their order: the studio's number, and as they came where that is the same or missing.
///
/// Faults: [`FaultKind::Garbage`](crate::domain::fault::FaultKind) where one cannot be read; nobody agrees to what they cannot
/// read.
pub(super) fn texts(list: Option<&Lenient<wire::ContractTextBlock>>) -> Result<Vec<TextBlock>, Fault> {
    let blocks = whole(TEXTS_MAX, list)?;
    if list.is_some_and(|list| list.skipped > 0) {
        return Err(garbage());
    }
    let mut texts: Vec<_> = blocks.iter().map(text_block).filter(has_something).collect();
    texts.sort_by_key(|text| text.order);
    Ok(texts)
}

/// One legal text.
pub(super) fn text_block(wire: &wire::ContractTextBlock) -> TextBlock {
    TextBlock {
        id: wire.id.map(TextBlockId),
        title: name(wire.title.as_ref()),
        text: Prose::new(wire.text.as_deref().unwrap_or_default()),
        order: wire.order.unwrap_or(i64::MAX),
        has_signature: wire.has_signature.unwrap_or(false),
        shows_consents: wire.show_communication_privacy_options.unwrap_or(false),
        confirmation_required: wire.confirmation_required.unwrap_or(false),
        attachment: attachment(wire),
        module: wire.rate_bundle_module_id.map(OfferModuleId),
    }
}

/// Whether there is anything to read, to sign or to choose.
fn has_something(text: &TextBlock) -> bool {
    let is_read = text.title.is_some() || !text.text.is_empty() || text.attachment.is_some();
    is_read || text.has_signature || text.shows_consents
}

/// What is beside a text, by its type and else by what is there.
fn attachment(wire: &wire::ContractTextBlock) -> Option<Attachment> {
    let document = || {
        let document = wire.attached_document.as_ref()?;
        Some((document.file_name.as_ref(), document.url.as_deref()))
    };
    let page = || {
        let page = wire.attached_external_url_dto.as_ref()?;
        Some((page.title.as_ref(), page.url.as_deref()))
    };
    let (title, url) = match code(wire.attachment_type.as_ref()) {
        "NONE" => None,
        "URL" => page().or_else(document),
        _ => document().or_else(page),
    }?;
    let url = url.and_then(address);
    // Without a title it is called by where it is.
    let title = name(title).or_else(|| url.as_deref().map(Text::name))?;
    Some(Attachment { title, url })
}

/// An address that a browser opens as a page or a document, in the form in which it can be shown without harm.
fn address(raw: &str) -> Option<String> {
    if raw.len() > URL_BYTES_MAX {
        return None;
    }
    let url = Url::parse(raw.trim()).ok()?;
    let is_plain = url.username().is_empty() && url.password().is_none();
    let fits = matches!(url.scheme(), "http" | "https") && url.has_host() && is_plain;
    let url = String::from(url);
    (fits && url.len() <= URL_BYTES_MAX).then_some(url)
}

/// When and how much is paid.
pub(super) fn rhythm(wire: &wire::OfferPaymentFrequency) -> OfferFrequency {
    OfferFrequency {
        frequency: frequency(&wire.frequency()),
        is_endless: wire.recurring.unwrap_or(false),
        ages: wire.age_based_adjustments.iter().filter_map(age).take(AGES_MAX).collect(),
        formatted: name(wire.formatted_payment_frequency.as_ref()),
    }
}

/// Ages beyond any person's are as good as the oldest.
fn age(wire: &wire::AgeBasedAdjustment) -> Option<AgeAdjustment> {
    let years = |years: u64| u8::try_from(years).unwrap_or(u8::MAX);
    let (from, to) = (years(wire.age_range.start_age), years(wire.age_range.end_age));
    (from <= to).then(|| AgeAdjustment {
        from,
        to,
        kind: adjustment(wire.kind.as_ref()),
        value: Text::name(&wire.value.0.to_string()),
    })
}

/// How a value is meant.
pub(super) fn adjustment(wire: Option<&String>) -> Adjustment {
    match code(wire) {
        "ABSOLUTE" => Adjustment::Absolute,
        "PERCENTAGE" => Adjustment::Percentage,
        other => Adjustment::Other(Text::name(other)),
    }
}

/// Totals over the first term.
pub(super) fn volume(wire: Option<&wire::ContractVolume>) -> Volume {
    wire.map(|wire| Volume {
        total: money(wire.total_contract_volume.as_ref()),
        monthly: money(wire.average_payment_volume_per_month.as_ref()),
        per_payment: money(wire.average_payment_volume_per_payment_frequency_term.as_ref()),
    })
    .unwrap_or_default()
}

/// A time that costs nothing; one of an unknown length says nothing.
pub(super) fn bonus(wire: &wire::BonusPeriod) -> Option<BonusPeriod> {
    Some(BonusPeriod {
        term: wire.term.as_ref().and_then(term)?,
        strategy: match code(wire.term_strategy.as_ref()) {
            "CONTRACT_START" => BonusStrategy::ContractStart,
            "FIXED" => BonusStrategy::Fixed,
            "END_OF_CURRENT_TERM" => BonusStrategy::EndOfCurrentTerm,
            "START_OF_NEXT_TERM" => BonusStrategy::StartOfNextTerm,
            other => BonusStrategy::Other(Text::name(other)),
        },
        is_separate: wire.display_separately.unwrap_or(false),
        extends_runtime: match code(wire.runtime_extension_type.as_ref()) {
            "WITH_EXTENSION" => Some(true),
            "WITHOUT_EXTENSION" => Some(false),
            _ => None,
        },
        extends_notice: wire.extends_cancellation_period.unwrap_or(false),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_pages_are_opened() {
        for (raw, kept) in [
            ("https://example.com/a b.pdf?sig=1%2B2", Some("https://example.com/a%20b.pdf?sig=1%2B2")),
            (" HTTP://Example.com ", Some("http://example.com/")),
            ("https://bücher.example/", Some("https://xn--bcher-kva.example/")),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("//example.com/x", None),
            ("contract.pdf", None),
            ("https://", None),
            ("https://bank.example@evil.example/", None),
            ("", None),
        ] {
            assert_eq!(address(raw).as_deref(), kept, "{raw}");
        }
        assert_eq!(address(&format!("https://example.com/{}", "x".repeat(URL_BYTES_MAX))), None);
    }

    #[test]
    fn what_is_beside_a_text_is_found_by_its_type_and_else_by_what_is_there() {
        let beside = |json: &str| attachment(&serde_json::from_str(json).expect("always readable"));
        let both = r#""attachedDocument": {"fileName": "a.pdf", "url": "https://d.example/"},
            "attachedExternalUrlDto": {"title": "Page", "url": "https://p.example/"}"#;
        for (kind, title) in [
            ("FILE", Some("a.pdf")),
            ("URL", Some("Page")),
            ("CONTRACT_PDF_PREVIEW", Some("a.pdf")),
            ("HOLOGRAM", Some("a.pdf")),
            ("NONE", None),
        ] {
            let found = beside(&format!(r#"{{"attachmentType": "{kind}", {both}}}"#));
            assert_eq!(found.as_ref().map(|it| it.title.as_str()), title, "{kind}");
        }
        let untitled = beside(r#"{"attachedDocument": {"url": "https://d.example/x"}}"#).expect("a document");
        assert_eq!(untitled.title.as_str(), "https://d.example/x");
        let dead = beside(r#"{"attachedDocument": {"fileName": "a.pdf", "url": "ftp://d.example/x"}}"#);
        assert_eq!(dead, Some(Attachment { title: Text::name("a.pdf"), url: None }));
        assert_eq!(beside(r#"{"attachmentType": "FILE", "attachedDocument": null}"#), None);
    }
}
