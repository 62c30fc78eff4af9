//! What a membership is, whatever term is chosen: one line a fact, most important first.

use std::sync::Arc;

use jiff::ToSpan;

use crate::app::agreement::Side;
use crate::app::remote::Remote;
use crate::app::shared::Sight;
use crate::domain::membership::{
    MembershipOffer, MembershipOfferDetail, MembershipOfferId, OfferModule, PreUse,
};
use crate::domain::payment::permitted;
use crate::ui::theme::Tone;

/// Days before its end in which it is said until when a membership is on sale: before that it makes nobody hurry.
const SOON: i32 = 100;

type Lines = Vec<(String, Tone)>;

impl<'a> Sight<'a> {
    /// One membership in detail, as far as it is known in the visitor's language.
    pub fn membership(&self, offer: MembershipOfferId) -> Option<&'a Remote<Arc<MembershipOfferDetail>>> {
        self.station.shelf(self.visit.language)?.memberships.detail(offer)
    }
}

/// What the list tells of a membership.
pub fn offer(sight: &Sight<'_>, offer: &MembershipOffer) -> Lines {
    let mut lines = head(sight, offer);
    lines.extend(foot(sight, offer));
    lines
}

/// Everything there is to know of it.
pub fn detail(sight: &Sight<'_>, side: Side, detail: &MembershipOfferDetail) -> Lines {
    let mut lines = head(sight, &detail.offer);
    lines.extend(rest(sight, side, detail));
    lines
}

/// The same without what it is in short.
pub fn rest(sight: &Sight<'_>, side: Side, detail: &MembershipOfferDetail) -> Lines {
    let speech = sight.speech;
    let mut lines = Lines::new();
    if is_unpayable(sight, detail) {
        lines.push((speech.say("memberships-unpayable"), Tone::Warning));
    }
    if !detail.windows.is_empty() {
        let name = detail.windows_name.as_ref().map(ToString::to_string);
        lines.push((name.unwrap_or_else(|| speech.say("offer-windows")), Tone::Accent));
        lines.extend(speech.windows(&detail.windows).into_iter().map(|line| (line, Tone::Text)));
    }
    lines.extend(modules(speech.say("membership-included"), &detail.included));
    let most = detail.selectable_max.min(detail.selectable.len());
    if most > 0 {
        let title = speech.with("membership-selectable", &[("count", most.into())]);
        lines.extend(modules(title, &detail.selectable));
    }
    // Who switches trains already, and signs nothing.
    let switches = matches!(side, Side::Switching { .. });
    match detail.offer.pre_use {
        _ if switches => {}
        PreUse::Free => lines.push((speech.say("membership-pre-use-free"), Tone::Text)),
        PreUse::Chargeable => lines.push((speech.say("membership-pre-use-paid"), Tone::Text)),
        PreUse::NotAvailable | PreUse::Other(_) => {}
    }
    if detail.signature_required && !switches {
        lines.push((speech.say("membership-signature"), Tone::Text));
    }
    lines.extend(foot(sight, &detail.offer));
    lines
}

/// Whether it can only be paid in a way that no phone pays.
pub fn is_unpayable(sight: &Sight<'_>, detail: &MembershipOfferDetail) -> bool {
    permitted(&detail.choices, &sight.settings.choices).is_none()
}

/// What it is in short, and until when it is to be had where that is soon.
pub fn head(sight: &Sight<'_>, offer: &MembershipOffer) -> Lines {
    let speech = sight.speech;
    let mut lines = Lines::new();
    lines.extend(offer.sub_description.as_ref().map(|text| (text.to_string(), Tone::Accent)));
    lines.extend(offer.description.as_ref().map(|text| (text.to_string(), Tone::Text)));
    let soon = sight.settings.today(sight.now).saturating_add(SOON.days());
    if let Some((_, until)) = offer.on_sale.filter(|(_, until)| *until <= soon) {
        let until = speech.with("membership-on-sale", &[("day", speech.date_short(until).into())]);
        lines.push((until, Tone::Text));
    }
    lines
}

fn foot(sight: &Sight<'_>, offer: &MembershipOffer) -> Lines {
    let mut lines = Lines::new();
    let names: Vec<_> =
        offer.rate_codes.iter().filter_map(|code| code.name.as_ref().or(code.identifier.as_ref())).collect();
    if !names.is_empty() {
        let names: Vec<_> = names.into_iter().map(ToString::to_string).collect();
        let names = sight.speech.with("membership-rates", &[("names", names.join(", ").into())]);
        lines.push((names, Tone::Dim));
    }
    lines.extend(offer.footnote.as_ref().map(|text| (text.to_string(), Tone::Dim)));
    lines
}

/// Modules under a heading, each with what it is.
fn modules(title: String, modules: &[OfferModule]) -> Lines {
    if modules.is_empty() {
        return Lines::new();
    }
    let said = |module: &OfferModule| match &module.description {
        Some(description) => format!("· {}: {description}", module.name),
        None => format!("· {}", module.name),
    };
    std::iter::once((title, Tone::Accent)).chain(modules.iter().map(|it| (said(it), Tone::Text))).collect()
}
