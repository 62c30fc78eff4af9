//! What an order costs: a payment schedule of the first term, what of it is due on signing, and what the rate adds up to.
//!
//! In this order: the price of the rate, its first period, the age of the person, the discount of the voucher, the part
//! that a company pays; at the end what the voucher put on the member account is set against the first payments.

use rust_decimal::Decimal;

use crate::api::wire::memberships::{AgeBasedAdjustment, FlatFee, OfferPaymentFrequency};
use crate::domain::time::Date;

use super::super::terms::after;
use super::catalogue::DueOnSigning;
use super::order::Order;
use super::schedule::{FirstTerm, months, payments};
use super::vouchers::{MembershipVoucher, rounded};

/// What an order costs.
#[derive(Clone, Debug, Default)]
pub(super) struct Costs {
    /// Each payment of the rate, before anything changes it; the first where they differ.
    pub(super) base: Decimal,
    /// The same for the age of the person, where a rule applies.
    pub(super) age_adjusted: Option<Decimal>,
    pub(super) pre_use: Option<PreUse>,
    /// In the order of the days.
    pub(super) entries: Vec<Entry>,
    pub(super) volume: Volume,
}

/// What training before the start costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PreUse {
    pub(super) charge: Decimal,
    /// The same with the discount of the voucher.
    pub(super) discounted: Decimal,
}

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) day: Date,
    pub(super) kind: EntryKind,
    pub(super) description: String,
    pub(super) amount: Decimal,
    pub(super) on_signing: bool,
}

/// What a payment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    ContractFee,
    PreUse,
    StarterPackage,
    FlatFee,
    ModuleFee,
    BonusPeriod,
}

/// What the rate adds up to over the first term, as far as the member pays it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Volume {
    pub(super) total: Decimal,
    pub(super) monthly: Option<Decimal>,
    pub(super) per_payment: Option<Decimal>,
}

impl EntryKind {
    /// As the API writes it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::ContractFee | Self::PreUse => "CONTRACT_FEE",
            Self::StarterPackage => "STARTER_PACKAGE",
            Self::FlatFee => "FLAT_FEE",
            Self::ModuleFee => "MODULE_FEE",
            Self::BonusPeriod => "BONUS_PERIOD",
        }
    }
}

impl Costs {
    /// What is due on signing.
    pub(super) fn due(&self) -> Decimal {
        let due: Decimal =
            self.entries.iter().filter(|entry| entry.on_signing).map(|entry| entry.amount).sum();
        rounded(due)
    }

    /// What the rate costs each time, for the age of the person.
    pub(super) fn price(&self) -> Decimal {
        self.age_adjusted.unwrap_or(self.base)
    }
}

impl Order {
    /// The first term with everything that costs nothing in it.
    pub(super) fn first_term(&self) -> Option<FirstTerm> {
        let of_rate = self.term.rate_bonus_periods.iter();
        let of_voucher = self.voucher.as_ref().and_then(|voucher| voucher.bonus.as_ref());
        FirstTerm::new(self.start, self.term.term.as_ref()?, &of_rate.chain(of_voucher).collect::<Vec<_>>())
    }

    /// What it costs.
    pub(super) fn costs(&self) -> Costs {
        let frequency = self.term.payment_frequency.clone().unwrap_or_default();
        let base = base_price(&frequency);
        let rule = self.age.and_then(|age| age_rule(&frequency.age_based_adjustments, age));
        let mut costs = Costs {
            base,
            age_adjusted: rule.map(|rule| adjusted(base, rule)),
            pre_use: self.pre_use_charge(),
            ..Costs::default()
        };
        if let Some(first) = self.first_term() {
            let rate = self.rate_payments(&frequency, &first, rule);
            costs.volume = self.volume_of(&rate);
            self.enter(&mut costs, &first, &rate);
        }
        costs.entries.sort_by_key(|entry| entry.day);
        if let Some(credit) = self.voucher.as_ref().and_then(|voucher| voucher.credit) {
            set_against(&mut costs.entries, credit.0);
        }
        costs
    }

    /// What the member pays for the rate, and when.
    fn rate_payments(
        &self,
        frequency: &OfferPaymentFrequency,
        first: &FirstTerm,
        rule: Option<&AgeBasedAdjustment>,
    ) -> Vec<(Date, Decimal)> {
        let mut payments = payments(frequency, first.pays_from, first.pays_until);
        // The price of the first period counts where that is paid for at all.
        if let (Some(start_price), Some((day, price))) = (&self.term.rate_start_price, payments.first_mut())
            && *day == self.start
        {
            *price = start_price.amount.0;
        }
        for (day, price) in &mut payments {
            let full = rule.map_or(*price, |rule| adjusted(*price, rule));
            *price = self.paid(full, *day, self.voucher.as_ref());
        }
        payments
    }

    /// What the member pays of a price on a day.
    fn paid(&self, price: Decimal, day: Date, voucher: Option<&MembershipVoucher>) -> Decimal {
        let Some(voucher) = voucher else { return rounded(price) };
        let discounted = voucher.discounted(price, self.start, day);
        rounded(discounted - voucher.share(discounted))
    }

    fn volume_of(&self, rate: &[(Date, Decimal)]) -> Volume {
        let total = rounded(rate.iter().map(|(_, price)| price).sum());
        let months = self.term.term.as_ref().and_then(months);
        let count = Some(Decimal::from(rate.len())).filter(|count| !count.is_zero());
        Volume {
            total,
            monthly: months.map(|months| rounded(total / months)),
            per_payment: count.map(|count| rounded(total / count)),
        }
    }

    /// Enters everything that is paid: before the start, fees, the rate, modules, and times that cost nothing.
    fn enter(&self, costs: &mut Costs, first: &FirstTerm, rate: &[(Date, Decimal)]) {
        if let (Some(pre_use), Some(day)) = (costs.pre_use, self.pre_use)
            && !pre_use.charge.is_zero()
        {
            let description = "Training vor dem Start · Training before the start".to_owned();
            costs.entries.push(self.entry(day, EntryKind::PreUse, description, pre_use.discounted));
        }
        for fee in self.fees() {
            let kind = if fee.starter_package == Some(true) {
                EntryKind::StarterPackage
            } else {
                EntryKind::FlatFee
            };
            for (day, amount) in self.fee_payments(fee, first.until) {
                costs.entries.push(self.entry(day, kind, fee.name.clone().unwrap_or_default(), amount));
            }
        }
        for (day, amount) in rate {
            costs.entries.push(self.entry(*day, EntryKind::ContractFee, self.name(), *amount));
        }
        for module in &self.optional {
            let Some(frequency) = &module.payment_frequency else { continue };
            let voucher = self.voucher.as_ref().filter(|voucher| voucher.modules);
            for (day, price) in payments(frequency, self.start, first.until) {
                let name = module.name.clone().unwrap_or_default();
                costs.entries.push(self.entry(
                    day,
                    EntryKind::ModuleFee,
                    name,
                    self.paid(price, day, voucher),
                ));
            }
        }
        for day in &first.bonuses {
            let description = "Beitragsfrei · Free of charge".to_owned();
            costs.entries.push(self.entry(*day, EntryKind::BonusPeriod, description, rounded(Decimal::ZERO)));
        }
    }

    fn entry(&self, day: Date, kind: EntryKind, description: String, amount: Decimal) -> Entry {
        let is_due = day <= self.start && kind != EntryKind::BonusPeriod;
        let on_signing = match self.due_on_signing {
            DueOnSigning::Nothing => false,
            DueOnSigning::FirstDay => is_due,
            DueOnSigning::Fees => is_due && !matches!(kind, EntryKind::ContractFee | EntryKind::ModuleFee),
        };
        Entry { day, kind, description, amount, on_signing }
    }

    /// The fees of the term.
    pub(super) fn fees(&self) -> impl Iterator<Item = &FlatFee> {
        self.term.flat_fees.iter().flat_map(|fees| &fees.entries)
    }

    fn fee_payments(&self, fee: &FlatFee, until: Date) -> Vec<(Date, Decimal)> {
        let begin = match &fee.first_booking_delay {
            Some(delay) => after(self.start, delay, 1),
            None => Some(self.start),
        };
        let voucher = self.voucher.as_ref().filter(|voucher| voucher.fees);
        let (Some(begin), Some(frequency)) = (begin, &fee.payment_frequency) else { return Vec::new() };
        let paid = |(day, price)| (day, self.paid(price, day, voucher));
        payments(frequency, begin, until).into_iter().map(paid).collect()
    }

    /// What training before the start costs, where that is wished.
    fn pre_use_charge(&self) -> Option<PreUse> {
        let days = self.start.since(self.pre_use?).ok()?.get_days();
        let charge = rounded(self.pre_use_daily * Decimal::from(days));
        let voucher = self.voucher.as_ref();
        let discounted = voucher.map_or(charge, |voucher| voucher.discounted(charge, self.start, self.start));
        Some(PreUse { charge, discounted: rounded(discounted) })
    }
}

/// Each payment of a rate, the first where they differ; zero for what is free.
fn base_price(frequency: &OfferPaymentFrequency) -> Decimal {
    let of_days = frequency.month_days_to_prices.as_ref().and_then(|list| list.entries.first());
    let of_terms = frequency.terms_to_prices.as_ref().and_then(|list| list.entries.first());
    let price = frequency.price.as_ref().or(of_days.map(|entry| &entry.price));
    let price = price.or(of_terms.map(|entry| &entry.price));
    rounded(price.map_or(Decimal::ZERO, |price| price.amount.0))
}

/// The rule for people of an age.
fn age_rule(rules: &[AgeBasedAdjustment], age: i64) -> Option<&AgeBasedAdjustment> {
    let age = u64::try_from(age).ok()?;
    rules.iter().find(|rule| (rule.age_range.start_age..=rule.age_range.end_age).contains(&age))
}

/// A price with what people of some age pay more, or less where the value is negative; never below zero.
fn adjusted(price: Decimal, rule: &AgeBasedAdjustment) -> Decimal {
    let more = match rule.kind.as_deref() {
        Some("PERCENTAGE") => price * rule.value.0 / Decimal::ONE_HUNDRED,
        _ => rule.value.0,
    };
    rounded((price + more).max(Decimal::ZERO))
}

/// Sets what is on the member account against payments, soonest first.
fn set_against(entries: &mut [Entry], mut credit: Decimal) {
    for entry in entries {
        let part = credit.min(entry.amount);
        entry.amount = rounded(entry.amount - part);
        credit -= part;
    }
}
