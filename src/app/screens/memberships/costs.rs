//! What a preview says it costs, in words. Nothing is added up or worked out: each amount is one that the server told.

use super::terms;
use crate::app::agreement::Agreement;
use crate::domain::frequency::{PaymentFrequency, Rhythm};
use crate::domain::membership::{
    Adjustment, BonusPeriod, CompanySplit, DiscountPeriod, EffectivePeriod, MembershipPreview,
    OfferFrequency, PartPreview, PaymentKind, TermDetail, VoucherEffect,
};
use crate::domain::money::Money;
use crate::domain::text::Text;
use crate::ui::facts::Fact;
use crate::ui::theme::Tone;
use crate::words::Speech;

/// The price of the rate each time: of the preview, or of the offer where the preview tells none or the rhythm has several.
pub fn price(speech: Speech<'_>, term: &TermDetail, preview: &MembershipPreview) -> String {
    let frequency = &term.term.frequency;
    let said = match (preview.price(), &frequency.frequency.rhythm) {
        (Some(price), rhythm @ (Rhythm::Once(_) | Rhythm::Every { .. })) => {
            let at = PaymentFrequency { id: None, rhythm: rhythm.at(*price) };
            terms::price(speech, &OfferFrequency { frequency: at, ..frequency.clone() })
        }
        _ => terms::price(speech, frequency),
    };
    said.join("; ")
}

/// Price of the rate, what age changes in it, and training before the start.
pub fn price_facts(
    speech: Speech<'_>,
    agreement: &Agreement,
    preview: &MembershipPreview,
) -> Vec<Fact<'static>> {
    let Some(term) = agreement.term() else { return Vec::new() };
    let mut facts =
        vec![Fact::new(speech.say("review-price"), price(speech, term, preview)).tone(Tone::Price)];
    if let (Some(base), Some(_)) = (&preview.base, &preview.age_adjusted) {
        let said = speech.with("agreement-age", &[("price", speech.money(base).into())]);
        facts.push(Fact::new("", said).tone(Tone::Dim));
    }
    if let Some(charge) = preview.pre_use.filter(|_| agreement.pre_use.is_some()) {
        let label = speech.say("agreement-pre-use");
        facts.push(Fact::new(label, instead(speech, &charge, preview.pre_use_discounted.as_ref())));
    }
    facts
}

/// An amount, or what is paid instead of it.
fn instead(speech: Speech<'_>, full: &Money, discounted: Option<&Money>) -> String {
    match discounted.filter(|discounted| *discounted != full) {
        Some(less) => {
            let values = [("price", speech.money(less).into()), ("full", speech.money(full).into())];
            speech.with("agreement-instead", &values)
        }
        None => speech.money(full),
    }
}

/// The voucher, and everything it does.
pub fn voucher_facts(
    speech: Speech<'_>,
    agreement: &Agreement,
    effect: &VoucherEffect,
) -> Vec<Fact<'static>> {
    let Some(voucher) = &agreement.voucher else { return Vec::new() };
    let line = match &effect.message {
        Some(message) => format!("√ {message}"),
        None => format!("√ {}: {}", Text::name(voucher.code()), speech.say("review-voucher-accepted")),
    };
    let mut facts = vec![Fact::new(speech.say("review-voucher"), line).tone(Tone::Success)];
    facts.extend(voucher_lines(speech, effect).into_iter().map(|line| Fact::new("", line)));
    if let Some(remarks) = &effect.remarks {
        facts.push(Fact::new("", remarks.to_string()).tone(Tone::Dim));
    }
    facts
}

/// What a voucher does to the rate, one line each.
pub fn voucher_lines(speech: Speech<'_>, effect: &VoucherEffect) -> Vec<String> {
    let split = effect.company.as_ref().map(|split| (split.company, split.member));
    let mut lines: Vec<_> = effect.periods.iter().map(|period| discount(speech, period, split)).collect();
    lines.extend(effect.credit.map(|credit| credit_line(speech, &credit)));
    lines.extend(effect.bonus.as_ref().map(|bonus| bonus_line(speech, bonus)));
    lines.extend(effect.company.as_ref().and_then(|company| company_line(speech, company)));
    lines
}

/// A discount and for how long it counts, such as `20 % off for 3 months: €23.92`; with what company and member pay of it, where
/// that is not what is said of the whole.
fn discount(
    speech: Speech<'_>,
    period: &DiscountPeriod,
    split: Option<(Option<Money>, Option<Money>)>,
) -> String {
    let off = match (&period.kind, &period.value) {
        (Adjustment::Percentage, Some(value)) => {
            speech.with("agreement-off-percent", &[("number", speech.percentage(value).into())])
        }
        (Adjustment::Absolute, Some(value)) => {
            speech.with("agreement-off-amount", &[("amount", speech.money(value).into())])
        }
        (Adjustment::Other(_), _) | (_, None) => speech.say("agreement-off-unsaid"),
    };
    let time = match &period.period {
        EffectivePeriod::Unlimited => speech.say("agreement-time-unlimited"),
        EffectivePeriod::InitialTerm => speech.say("agreement-time-first-term"),
        EffectivePeriod::For(Some(term)) => {
            speech.with("agreement-time-for", &[("term", speech.term(term).into())])
        }
        EffectivePeriod::For(None) | EffectivePeriod::Other(_) => speech.say("agreement-time-unsaid"),
    };
    let values = [("off", off.into()), ("time", time.into())];
    let mut line = speech.with("agreement-discount", &values);
    if let Some(price) = &period.price {
        line = format!("{line}: {}", speech.money(price));
    }
    let is_said = split == Some((period.company, period.member));
    match shares(speech, period.company.as_ref(), period.member.as_ref()).filter(|_| !is_said) {
        Some(shares) => format!("{line} ({shares})"),
        None => line,
    }
}

fn credit_line(speech: Speech<'_>, credit: &Money) -> String {
    speech.with("agreement-credit", &[("amount", speech.money(credit).into())])
}

fn bonus_line(speech: Speech<'_>, bonus: &BonusPeriod) -> String {
    speech.with("agreement-bonus", &[("term", speech.term(&bonus.term).into())])
}

/// Who pays which part.
fn company_line(speech: Speech<'_>, split: &CompanySplit) -> Option<String> {
    let said = match (&split.name, &split.company, &split.member) {
        (Some(name), Some(company), Some(member)) => {
            let values = [
                ("name", name.into()),
                ("company", speech.money(company).into()),
                ("member", speech.money(member).into()),
            ];
            speech.with("agreement-split", &values)
        }
        (_, company, member) => shares(speech, company.as_ref(), member.as_ref())?,
    };
    let full = split.member_undiscounted.filter(|full| Some(*full) != split.member);
    Some(match full {
        Some(full) => {
            let values = [("full", speech.money(&full).into())];
            format!("{said}, {}", speech.with("agreement-shares-full", &values))
        }
        None => said,
    })
}

fn shares(speech: Speech<'_>, company: Option<&Money>, member: Option<&Money>) -> Option<String> {
    let said = |key, money: &Money| speech.with(key, &[("amount", speech.money(money).into())]);
    let parts = [
        company.map(|money| said("agreement-company-pays", money)),
        member.map(|money| said("agreement-you-pay", money)),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A fee or a module: when and how much, and what the voucher does to it.
fn part(speech: Speech<'_>, part: &PartPreview) -> String {
    let mut said = vec![terms::price(speech, &part.frequency).join("; ")];
    said.extend(
        part.periods.iter().map(|period| discount(speech, period, Some((part.company, part.member)))),
    );
    said.extend(part.credit.map(|credit| credit_line(speech, &credit)));
    said.extend(part.bonus.as_ref().map(|bonus| bonus_line(speech, bonus)));
    said.extend(shares(speech, part.company.as_ref(), part.member.as_ref()));
    said.join("; ")
}

/// Fees, then paid modules: one each, by the studio's names.
pub fn part_facts(speech: Speech<'_>, preview: &MembershipPreview) -> Vec<Fact<'static>> {
    let mut facts = Vec::new();
    let modules = preview.modules.iter().map(|(_, module)| module);
    for (label, parts) in [
        ("agreement-fees", preview.fees.iter().collect::<Vec<_>>()),
        ("agreement-modules", modules.collect()),
    ] {
        let labels = std::iter::once(speech.say(label)).chain(std::iter::repeat(String::new()));
        facts.extend(parts.into_iter().zip(labels).map(|(it, label)| Fact::new(label, named(speech, it))));
    }
    facts
}

/// A fee or a module by its name, with what it costs; that alone where it has no name.
pub fn named(speech: Speech<'_>, it: &PartPreview) -> String {
    if it.name.is_empty() {
        return part(speech, it);
    }
    let values = [("name", (&it.name).into()), ("price", part(speech, it).into())];
    speech.with("membership-fee", &values)
}

/// What it adds up to over the first term, as the server says.
pub fn volume(speech: Speech<'_>, preview: &MembershipPreview) -> Option<String> {
    let total = preview.volume.total.as_ref()?;
    let total = ("total", speech.money(total).into());
    Some(match preview.volume.monthly.filter(|monthly| Some(*monthly) != preview.volume.total) {
        Some(monthly) => {
            speech.with("agreement-volume-monthly", &[total, ("monthly", speech.money(&monthly).into())])
        }
        None => speech.with("agreement-volume", &[total]),
    })
}

/// The payments to come, each a day and what is paid on it.
pub fn schedule(speech: Speech<'_>, preview: &MembershipPreview) -> Vec<Fact<'static>> {
    let lines = preview.schedule.iter().map(|payment| {
        let day = payment.day.map(|day| speech.date_short(day)).unwrap_or_default();
        let amount = payment.amount.map(|amount| speech.money(&amount));
        let amount = amount.unwrap_or_else(|| speech.say("agreement-amount-unread"));
        let what = payment.description.as_ref().map(ToString::to_string);
        let what = what.or_else(|| kind_key(&payment.kind).map(|key| speech.say(key))).unwrap_or_default();
        let line = if what.is_empty() { amount } else { format!("{amount} · {what}") };
        if payment.on_signing {
            let now = speech.with("agreement-due-now", &[("payment", line.into())]);
            return Fact::new(day, now).tone(Tone::Price);
        }
        Fact::new(day, line)
    });
    lines.collect()
}

/// What a payment is for, where the studio has no words of its own.
fn kind_key(kind: &PaymentKind) -> Option<&'static str> {
    Some(match kind {
        PaymentKind::ContractFee => "agreement-payment-contract",
        PaymentKind::StarterPackage => "agreement-payment-starter",
        PaymentKind::FlatFee => "agreement-payment-fee",
        PaymentKind::ModuleFee => "agreement-payment-module",
        PaymentKind::BonusPeriod => "agreement-payment-bonus",
        PaymentKind::Other(_) => return None,
    })
}
