//! What a membership binds somebody to, in words: what follows its first term, and how it is canceled.

use crate::domain::membership::{Notice, NoticeStrategy, OfferExtension, OfferExtensionKind};
use crate::domain::time::Term;
use crate::words::Speech;

/// What follows the first term, and what it costs then.
pub fn renewal(speech: Speech<'_>, extension: &OfferExtension) -> String {
    let follows = match (&extension.kind, extension.term.as_ref().or(extension.fixed.as_ref())) {
        (OfferExtensionKind::None, _) => return speech.say("module-ends"),
        (OfferExtensionKind::TermExtension, Some(term)) => {
            speech.with("module-prolonged-by", &[("term", speech.term(term).into())])
        }
        (OfferExtensionKind::TermExtension, None) => speech.say("module-prolonged"),
        (OfferExtensionKind::SubsequentRate, _) => subsequent(speech, extension),
        (OfferExtensionKind::Other(_), _) => return speech.say("module-renewal-unknown"),
    };
    match &extension.price_after {
        Some(price) => {
            let after = speech.with("agreement-price-after", &[("price", speech.money(price).into())]);
            format!("{follows} {after}")
        }
        None => follows,
    }
}

fn subsequent(speech: Speech<'_>, extension: &OfferExtension) -> String {
    let Some((name, frequency)) = &extension.subsequent else { return speech.say("agreement-another-rate") };
    match frequency {
        Some(frequency) => {
            let price = speech.rhythm(&frequency.frequency.rhythm).join("; ");
            speech.with("agreement-subsequent-at", &[("name", name.into()), ("price", price.into())])
        }
        None => speech.with("agreement-subsequent", &[("name", name.into())]),
    }
}

/// How it is canceled, at first and once it is prolonged; nothing of what ends by itself.
pub fn notice(speech: Speech<'_>, notice: &Notice, extension: &OfferExtension) -> String {
    if extension.kind == OfferExtensionKind::None {
        return String::new();
    }
    let with = |key, term: &Term| speech.with(key, &[("term", speech.term(term).into())]);
    let (first, later) = match &notice.strategy {
        NoticeStrategy::ReceiptDate => ("agreement-notice-received", "agreement-notice-received-later"),
        NoticeStrategy::Term | NoticeStrategy::Other(_) => ("module-notice-before", "module-notice-later"),
    };
    let said = match &notice.period {
        Some(term) => with(first, term),
        None => speech.say("module-notice-none"),
    };
    let other = notice.extension_period.as_ref().filter(|later| Some(*later) != notice.period.as_ref());
    let strategy = match &notice.strategy {
        NoticeStrategy::Other(strategy) => Some(format!("({strategy})")),
        NoticeStrategy::Term | NoticeStrategy::ReceiptDate => None,
    };
    let parts = [Some(said), other.map(|term| with(later, term)), strategy];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
