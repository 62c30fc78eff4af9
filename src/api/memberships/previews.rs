//! What a membership would cost, as the server says it.

use super::parts::{adjustment, bonus, code, money, name, rhythm, texts, volume, words};
use super::wire;
use super::{bounded, whole};
use crate::api::garbage;
use crate::api::time::{day, term};
use crate::api::wire::Money as WireMoney;
use crate::api::wire::lenient::Lenient;
use crate::api::wire::offers::Term as WireTerm;
use crate::domain::fault::Fault;
use crate::domain::membership::{
    CompanySplit, DiscountPeriod, EffectivePeriod, MembershipPreview, OfferModuleId, PartPreview, Payment,
    PaymentKind, VoucherEffect, VoucherKind,
};
use crate::domain::money::Money;
use crate::domain::price::VoucherError;
use crate::domain::text::Text;
use crate::domain::time::{Date, TimeZone};

/// Payments of one schedule: weekly ones of twenty years.
const PAYMENTS_MAX: usize = 1_100;
/// Fees and modules of one contract.
const PARTS_MAX: usize = 500;
/// Discounts of one voucher, one after the other.
const PERIODS_MAX: usize = 200;

/// A preview.
///
/// Faults: garbage where a price of the rate is there and is none, or of another currency than the others; where a module has no
/// id, or a text cannot be read.
pub(super) fn preview(wire: &wire::MembershipPreview, zone: &TimeZone) -> Result<MembershipPreview, Fault> {
    let base = price(wire.base_price.as_ref())?;
    let age_adjusted = price(wire.age_adjusted_price.as_ref())?;
    let pre_use = price(wire.pre_use_charge.as_ref())?;
    let pre_use_discounted = price(wire.discounted_pre_use_charge.as_ref())?;
    let mut currencies =
        [base, age_adjusted, pre_use, pre_use_discounted].into_iter().flatten().map(|money| money.currency());
    if let Some(one) = currencies.next()
        && currencies.any(|other| other != one)
    {
        return Err(garbage());
    }
    let mut consents = texts(wire.module_consent_text_blocks.as_ref())?;
    consents.extend(texts(wire.voucher_text_blocks.as_ref())?);
    let payments = wire.payment_preview.as_ref();
    Ok(MembershipPreview {
        base,
        age_adjusted,
        pre_use,
        pre_use_discounted,
        voucher: voucher(wire)?,
        fees: fees(wire.flat_fee_previews.as_ref())?,
        modules: bounded(PARTS_MAX, &wire.selected_optional_modules_previews)?
            .iter()
            .map(|module| Ok((OfferModuleId(module.id.ok_or_else(garbage)?), part(module)?)))
            .collect::<Result<_, Fault>>()?,
        volume: volume(wire.contract_volume_information.as_ref()),
        consents,
        schedule: payments.map_or_else(|| Ok(Vec::new()), |payments| schedule(payments, zone))?,
        due: payments.and_then(|payments| money(payments.due_on_signing_amount.as_ref())),
    })
}

/// A price of the rate; one that is there has to be one.
fn price(wire: Option<&WireMoney>) -> Result<Option<Money>, Fault> {
    wire.map(|wire| Money::try_from(wire).map_err(|_| garbage())).transpose()
}

fn voucher(wire: &wire::MembershipPreview) -> Result<VoucherEffect, Fault> {
    let kind = wire.voucher_type.as_ref().map(|_| match code(wire.voucher_type.as_ref()) {
        "CONTRACT" => VoucherKind::Contract,
        "CREDIT" => VoucherKind::Credit,
        "DISCOUNT" => VoucherKind::Discount,
        "COMPANY_FEE_SPLIT" => VoucherKind::CompanyFeeSplit,
        "CHECKIN" => VoucherKind::Checkin,
        other => VoucherKind::Other(Text::name(other)),
    });
    let error = wire.voucher_error_code.as_ref().map(|_| match code(wire.voucher_error_code.as_ref()) {
        "INVALID_CODE" => VoucherError::InvalidCode,
        other => VoucherError::Other(Text::name(other)),
    });
    let mut periods = periods(&wire.voucher_discount_periods)?;
    if periods.is_empty() {
        periods.extend(deprecated_period(wire));
    }
    Ok(VoucherEffect {
        kind,
        error,
        message: words(wire.voucher_success_message.as_ref()),
        remarks: words(wire.voucher_remarks.as_ref()),
        periods,
        credit: money(wire.credit_value.as_ref()),
        company: company(wire),
        bonus: wire.voucher_bonus_period.as_ref().and_then(bonus),
    })
}

fn periods(wire: &[wire::VoucherDiscountPeriod]) -> Result<Vec<DiscountPeriod>, Fault> {
    Ok(bounded(PERIODS_MAX, wire)?.iter().map(period).collect())
}

fn period(wire: &wire::VoucherDiscountPeriod) -> DiscountPeriod {
    DiscountPeriod {
        kind: adjustment(wire.discount_type.as_ref()),
        value: money(wire.discount_value.as_ref()),
        period: effective(wire.effective_period.as_ref(), wire.effective_period_time_based_term.as_ref()),
        price: money(wire.discounted_base_price.as_ref()),
        company: money(wire.company_amount.as_ref()),
        member: money(wire.member_amount.as_ref()),
    }
}

/// The one discount of an older server, which tells it without periods.
fn deprecated_period(wire: &wire::MembershipPreview) -> Option<DiscountPeriod> {
    let (value, price) = (money(wire.discount_value.as_ref()), money(wire.discounted_base_price.as_ref()));
    (value.is_some() || price.is_some()).then(|| DiscountPeriod {
        kind: adjustment(wire.discount_type.as_ref()),
        value,
        period: effective(
            wire.voucher_effective_period.as_ref(),
            wire.effective_period_time_based_term.as_ref(),
        ),
        price,
        company: None,
        member: None,
    })
}

fn effective(kind: Option<&String>, length: Option<&WireTerm>) -> EffectivePeriod {
    match code(kind) {
        "UNLIMITED" => EffectivePeriod::Unlimited,
        "INITIAL_TERM" => EffectivePeriod::InitialTerm,
        "TIME_BASED" => EffectivePeriod::For(length.and_then(term)),
        other => EffectivePeriod::Other(Text::name(other)),
    }
}

/// Who pays a part; none where nothing of it is told.
fn company(wire: &wire::MembershipPreview) -> Option<CompanySplit> {
    let split = CompanySplit {
        name: name(wire.company_name.as_ref()),
        kind: wire.company_fee_split_type.as_ref().map(|kind| adjustment(Some(kind))),
        value: money(wire.company_fee_split_value.as_ref()),
        company: money(wire.company_amount.as_ref()),
        member: money(wire.member_amount.as_ref()),
        company_undiscounted: money(wire.company_amount_without_discount.as_ref()),
        member_undiscounted: money(wire.member_amount_without_discount.as_ref()),
    };
    let amounts =
        [split.value, split.company, split.member, split.company_undiscounted, split.member_undiscounted];
    let is_told = split.name.is_some() || split.kind.is_some() || amounts.iter().any(Option::is_some);
    is_told.then_some(split)
}

fn part(wire: &wire::SubContractPreview) -> Result<PartPreview, Fault> {
    let mut frequency = rhythm(&wire.payment_frequency.clone().unwrap_or_default());
    frequency.formatted = frequency.formatted.or_else(|| name(wire.formatted_payment_frequency.as_ref()));
    let mut periods = periods(&wire.discount_periods)?;
    if periods.is_empty()
        && let Some(price) = money(wire.discounted_price.as_ref())
    {
        // An older server tells neither by how much nor for how long.
        periods
            .push(DiscountPeriod { price: Some(price), ..period(&wire::VoucherDiscountPeriod::default()) });
    }
    let called = name(wire.name.as_ref()).or_else(|| name(wire.identifier.as_ref()));
    Ok(PartPreview {
        name: called.or_else(|| wire.id.map(|id| Text::name(&format!("#{id}")))).unwrap_or_default(),
        frequency,
        periods,
        credit: money(wire.credit_value.as_ref()),
        company: money(wire.company_amount.as_ref()),
        member: money(wire.member_amount.as_ref()),
        bonus: wire.voucher_bonus_period.as_ref().and_then(bonus),
    })
}

/// Every fee: one that cannot be read is one whose price nobody tells.
fn fees(list: Option<&Lenient<wire::SubContractPreview>>) -> Result<Vec<PartPreview>, Fault> {
    if list.is_some_and(|list| list.skipped > 0) {
        return Err(garbage());
    }
    whole(PARTS_MAX, list)?.iter().map(part).collect()
}

/// What will be paid when, by day. What cannot be read stays a payment, of an amount that cannot be said.
fn schedule(wire: &wire::PaymentPreview, zone: &TimeZone) -> Result<Vec<Payment>, Fault> {
    let list = wire.payment_schedule.as_ref();
    let mut payments: Vec<_> =
        whole(PAYMENTS_MAX, list)?.iter().map(|payment| self::payment(payment, zone)).collect();
    payments.sort_by_key(|payment| payment.day.unwrap_or(Date::MAX));
    if list.is_some_and(|list| list.skipped > 0) {
        payments.push(payment(&wire::PaymentScheduleEntry::default(), zone));
    }
    Ok(payments)
}

fn payment(wire: &wire::PaymentScheduleEntry, zone: &TimeZone) -> Payment {
    Payment {
        day: day(wire.due_date.as_deref(), zone),
        description: name(wire.description.as_ref()),
        kind: match code(wire.kind.as_ref()) {
            "CONTRACT_FEE" => PaymentKind::ContractFee,
            "STARTER_PACKAGE" => PaymentKind::StarterPackage,
            "FLAT_FEE" => PaymentKind::FlatFee,
            "MODULE_FEE" => PaymentKind::ModuleFee,
            "BONUS_PERIOD" => PaymentKind::BonusPeriod,
            other => PaymentKind::Other(Text::name(other)),
        },
        amount: money(wire.amount.as_ref()),
        on_signing: wire.mandatory_on_signing.unwrap_or(false),
    }
}
