//! Membership offers as the kiosk knows them.

use super::parts::{bonus, code, money, name, rhythm, text_block, texts, volume, words};
use super::wire;
use super::{bounded, whole};
use crate::api::answer::name_or_number;
use crate::api::garbage;
use crate::api::offers::hours;
use crate::api::time::{binding, day, term};
use crate::api::wire::lenient::Lenient;
use crate::domain::fault::Fault;
use crate::domain::frequency::Rhythm;
use crate::domain::membership::{
    FlatFee, MembershipOffer, MembershipOfferDetail, MembershipOfferId, Notice, NoticeStrategy,
    OfferExtension, OfferExtensionKind, OfferModule, OfferModuleId, OfferTerm, PreUse, PriceRule, RateCode,
    TermDetail, TermId,
};
use crate::domain::module::Trial;
use crate::domain::payment::PaymentChoice;
use crate::domain::text::Text;
use crate::domain::time::{Date, TimeZone};

/// Terms of one offer; nobody compares more, and each of them says all there is to know of it.
const TERMS_MAX: usize = 100;
/// Modules of one kind of one offer or term.
const MODULES_MAX: usize = 500;
/// Names of one rate.
const RATE_CODES_MAX: usize = 100;
/// Rules, fees and bonus periods of one term.
const CLAUSES_MAX: usize = 200;
/// Payment methods of one offer; the API knows eleven.
const CHOICES_MAX: usize = 50;
/// Bytes of the name of a payment method, which goes back as it came.
const CHOICE_BYTES_MAX: usize = 60;

/// An offer of the list; none where it has no name, or no term that could be concluded.
pub(super) fn listed(wire: &wire::MembershipOffer, zone: &TimeZone) -> Option<MembershipOffer> {
    let can_be_said = |term: &OfferTerm| !matches!(term.frequency.frequency.rhythm, Rhythm::Other(_));
    offer(wire, zone).filter(|offer| offer.terms.iter().any(can_be_said))
}

/// What the list and the detail tell; none where it has no name.
fn offer(wire: &wire::MembershipOffer, zone: &TimeZone) -> Option<MembershipOffer> {
    Some(MembershipOffer {
        id: MembershipOfferId(wire.id),
        name: name(wire.name.as_ref())?,
        description: words(wire.description.as_ref()),
        sub_description: words(wire.sub_description.as_ref()),
        footnote: words(wire.footnote.as_ref()),
        pre_use: pre_use(wire.pre_use_type.as_ref()),
        on_sale: wire.limited_offering_period.as_ref().and_then(|period| on_sale(period, zone)),
        rate_codes: wire.rate_codes.iter().filter_map(rate_code).take(RATE_CODES_MAX).collect(),
        terms: wire.terms.iter().take(TERMS_MAX).map(offer_term).collect(),
    })
}

/// An offer with all that is told of it.
///
/// Faults: garbage where it has no name, no term, or a text that cannot be read.
pub(super) fn detail(wire: &wire::MembershipOffer, zone: &TimeZone) -> Result<MembershipOfferDetail, Fault> {
    let offer = offer(wire, zone).filter(|offer| !offer.terms.is_empty()).ok_or_else(garbage)?;
    let (windows, windows_name) = hours(wire.time_restrictions.as_ref());
    Ok(MembershipOfferDetail {
        offer,
        terms: wire
            .terms
            .iter()
            .take(TERMS_MAX)
            .map(|term| term_detail(term, zone))
            .collect::<Result<_, _>>()?,
        included: modules(wire.included_modules.as_ref())?,
        selectable: modules(wire.selectable_modules.as_ref())?,
        selectable_max: wire
            .maximum_number_of_selectable_modules
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(0),
        signature_required: wire.contract_signatures_required.unwrap_or(false),
        choices: choices(wire.allowed_payment_choices.as_ref())?,
        texts: texts(wire.contract_text_blocks.as_ref())?,
        windows,
        windows_name,
    })
}

fn pre_use(wire: Option<&String>) -> PreUse {
    match code(wire) {
        "" | "NOT_AVAILABLE" => PreUse::NotAvailable,
        "CHARGEABLE" => PreUse::Chargeable,
        "FREE" => PreUse::Free,
        other => PreUse::Other(Text::name(other)),
    }
}

fn on_sale(wire: &wire::DatePeriod, zone: &TimeZone) -> Option<(Date, Date)> {
    Some((day(Some(&wire.start_date), zone)?, day(Some(&wire.end_date), zone)?))
}

/// A name of the rate; one that says nothing is none.
fn rate_code(wire: &wire::RateCode) -> Option<RateCode> {
    let code = RateCode { name: name(wire.name.as_ref()), identifier: name(wire.identifier.as_ref()) };
    (code.name.is_some() || code.identifier.is_some()).then_some(code)
}

fn offer_term(wire: &wire::MembershipOfferTerm) -> OfferTerm {
    OfferTerm {
        id: TermId(wire.id),
        term: wire.term.as_ref().map(binding),
        volume: volume(wire.contract_volume_information.as_ref()),
        frequency: rhythm(&wire.payment_frequency.clone().unwrap_or_default()),
        extension: wire.extension_term.as_ref().map(binding),
    }
}

fn term_detail(wire: &wire::MembershipOfferTerm, zone: &TimeZone) -> Result<TermDetail, Fault> {
    let day = |text: &Option<String>| day(text.as_deref(), zone);
    Ok(TermDetail {
        term: offer_term(wire),
        start: day(&wire.default_contract_start_date),
        start_of_use: day(&wire.default_contract_start_date_of_use),
        price_rules: bounded(CLAUSES_MAX, &wire.price_adjustment_rules)?
            .iter()
            .filter_map(price_rule)
            .collect(),
        fees: fees(wire.flat_fees.as_ref())?,
        extension: extension(wire),
        notice: Notice {
            strategy: match code(wire.cancelation_strategy.as_ref()) {
                "TERM" => NoticeStrategy::Term,
                "RECEIPT_DATE" => NoticeStrategy::ReceiptDate,
                other => NoticeStrategy::Other(Text::name(other)),
            },
            period: wire.cancelation_period.as_ref().map(binding),
            extension_period: wire.extension_cancelation_period.as_ref().map(binding),
        },
        bonuses: bounded(CLAUSES_MAX, &wire.rate_bonus_periods)?.iter().filter_map(bonus).collect(),
        start_price: money(wire.rate_start_price.as_ref()),
        optional: bounded(MODULES_MAX, &wire.optional_modules)?.iter().map(module).collect(),
    })
}

/// The studio's sentence; else by how much, and how often.
fn price_rule(wire: &wire::PriceAdjustmentRule) -> Option<PriceRule> {
    let known = || {
        let parts = [&wire.kind, &wire.value, &wire.recurrence_frequency];
        let parts: Vec<_> = parts.into_iter().flatten().map(String::as_str).collect();
        words(Some(&parts.join(", ")))
    };
    words(wire.default_description.as_ref()).or_else(known).map(|said| PriceRule { said })
}

/// Every fee; one that cannot be read is one of which nothing is told.
fn fees(list: Option<&Lenient<wire::FlatFee>>) -> Result<Vec<FlatFee>, Fault> {
    let mut fees: Vec<_> = whole(CLAUSES_MAX, list)?.iter().map(fee).collect();
    if list.is_some_and(|list| list.skipped > 0) {
        fees.push(fee(&wire::FlatFee::default()));
    }
    Ok(fees)
}

/// A fee by its name; else by what tells it apart, or by its price alone.
fn fee(wire: &wire::FlatFee) -> FlatFee {
    let formatted = name(wire.formatted_payment_frequency.as_ref());
    let called = name(wire.name.as_ref()).or_else(|| name(wire.identifier.as_ref()));
    FlatFee {
        name: called.unwrap_or_default(),
        frequency: wire.payment_frequency.as_ref().map(rhythm),
        formatted,
        delay: wire.first_booking_delay.as_ref().and_then(term),
        is_starter_package: wire.starter_package.unwrap_or(false),
    }
}

/// What follows the first term. A prolongation of no length, and a rate that follows without a name, cannot be said: they count as
/// ways that are not known.
fn extension(wire: &wire::MembershipOfferTerm) -> OfferExtension {
    let by = wire.extension_term.as_ref().map(binding);
    let fixed = wire.extension_fixed_term.as_ref().map(binding);
    let subsequent = wire
        .subsequent_rate
        .as_ref()
        .and_then(|rate| Some((name(rate.name.as_ref())?, rate.payment_frequency.as_ref().map(rhythm))));
    let kind = match extension_kind(wire.extension_type.as_ref()) {
        OfferExtensionKind::TermExtension if by.is_none() && fixed.is_none() => unsaid(wire),
        OfferExtensionKind::SubsequentRate if subsequent.is_none() => unsaid(wire),
        kind => kind,
    };
    OfferExtension {
        kind,
        term: by,
        fixed,
        subsequent,
        term_after: wire.term_after_extension.as_ref().map(binding),
        price_after: money(wire.price_after_extension.as_ref()),
    }
}

fn unsaid(wire: &wire::MembershipOfferTerm) -> OfferExtensionKind {
    OfferExtensionKind::Other(Text::name(code(wire.extension_type.as_ref())))
}

fn extension_kind(wire: Option<&String>) -> OfferExtensionKind {
    match code(wire) {
        "NONE" => OfferExtensionKind::None,
        "TERM_EXTENSION" => OfferExtensionKind::TermExtension,
        "SUBSEQUENT_RATE_DETAIL" => OfferExtensionKind::SubsequentRate,
        other => OfferExtensionKind::Other(Text::name(other)),
    }
}

/// The modules of a list; one without an id cannot be chosen and is left out.
fn modules(list: Option<&Lenient<wire::MembershipModule>>) -> Result<Vec<OfferModule>, Fault> {
    Ok(whole(MODULES_MAX, list)?.iter().map(module).collect())
}

fn module(wire: &wire::MembershipModule) -> OfferModule {
    let terms = wire.term.clone().unwrap_or_default();
    OfferModule {
        id: OfferModuleId(wire.id),
        name: name_or_number(wire.name.as_deref(), wire.id),
        description: words(wire.description.as_ref()),
        term: terms.term.as_ref().map(binding),
        extension: extension_kind(terms.extension_type.as_ref()),
        extension_term: terms.term_extension.as_ref().map(binding),
        notice: terms.cancelation_period.as_ref().map(binding),
        extension_notice: terms.extension_cancelation_period.as_ref().map(binding),
        trial: wire.trial_period.as_ref().map(|trial| Trial {
            term: trial.trial_period.as_ref().and_then(term),
            description: words(trial.description.as_ref()),
        }),
        consent: wire.consent_text_block.as_ref().map(text_block),
        frequency: wire.payment_frequency.as_ref().map(rhythm),
    }
}

/// How it can be paid. A list of which nothing is left narrows the choice to nothing, and must not pass for one that leaves it open.
fn choices(list: Option<&Lenient<String>>) -> Result<Vec<PaymentChoice>, Fault> {
    let named = whole(CHOICES_MAX, list)?;
    let sane = |name: &&String| {
        (1..=CHOICE_BYTES_MAX).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let choices: Vec<_> = named.iter().filter(sane).cloned().map(PaymentChoice).collect();
    let was_narrowed = list.is_some_and(|list| list.entries.len() + list.skipped > 0);
    if was_narrowed && choices.is_empty() { Err(garbage()) } else { Ok(choices) }
}
