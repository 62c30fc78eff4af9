//! What the server says a membership costs; the kiosk computes nothing.

use super::{BonusPeriod, OfferFrequency, OfferModuleId, TextBlock, Volume};
use crate::domain::frequency::Rhythm;
use crate::domain::money::Money;
use crate::domain::price::VoucherError;
use crate::domain::text::Text;
use crate::domain::time::{Date, Term};

/// The answer of a preview (`POST /v1/memberships/signup/preview`, `.../add-membership/preview`,
/// `.../membership-switch/preview`, which tells less).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MembershipPreview {
    /// The price of the rate each time; a switch does not tell it.
    pub base: Option<Money>,
    /// The same for the age of the person, where a rule applies.
    pub age_adjusted: Option<Money>,
    /// What training before the start costs,
    pub pre_use: Option<Money>,
    /// and what it costs with the voucher.
    pub pre_use_discounted: Option<Money>,
    /// What the voucher does, if one was sent.
    pub voucher: VoucherEffect,
    /// What is paid besides the rate.
    pub fees: Vec<PartPreview>,
    /// The paid modules that were chosen.
    pub modules: Vec<(OfferModuleId, PartPreview)>,
    /// What it all adds up to over the first term.
    pub volume: Volume,
    /// Texts to agree to because of what was chosen: of modules, then of the voucher.
    pub consents: Vec<TextBlock>,
    /// What will be paid when, in the order of the days.
    pub schedule: Vec<Payment>,
    /// What is due on signing. None where the server does not tell: that is not zero, and staff have to help.
    pub due: Option<Money>,
}

/// What a voucher does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoucherEffect {
    /// Its kind.
    pub kind: Option<VoucherKind>,
    /// Why it is not accepted.
    pub error: Option<VoucherError>,
    /// What the server says of an accepted one.
    pub message: Option<Text>,
    /// Small print of it.
    pub remarks: Option<Text>,
    /// What it takes off, and for how long; of an older server, put together from the deprecated fields.
    pub periods: Vec<DiscountPeriod>,
    /// What it puts on the member account.
    pub credit: Option<Money>,
    /// Who pays a part.
    pub company: Option<CompanySplit>,
    /// A time that costs nothing.
    pub bonus: Option<BonusPeriod>,
}

/// The kind of a voucher (`voucherType`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the values of the API")]
pub enum VoucherKind {
    Contract,
    Credit,
    Discount,
    CompanyFeeSplit,
    Checkin,
    Other(Text),
}

/// How a value is meant (`AdjustmentType`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// An amount.
    Absolute,
    /// A percentage, though it has the shape of money.
    Percentage,
    /// A way this kiosk does not know.
    Other(Text),
}

/// A discount over some time (`VoucherDiscountPeriod`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiscountPeriod {
    /// How its value is meant.
    pub kind: Adjustment,
    /// By how much.
    pub value: Option<Money>,
    /// For how long.
    pub period: EffectivePeriod,
    /// What the rate costs with it.
    pub price: Option<Money>,
    /// What the company pays of that,
    pub company: Option<Money>,
    /// and what the member pays.
    pub member: Option<Money>,
}

/// For how long a discount counts (`effectivePeriod`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EffectivePeriod {
    /// As long as the contract.
    Unlimited,
    /// The first term.
    InitialTerm,
    /// So long.
    For(Option<Term>),
    /// A time this kiosk does not know.
    Other(Text),
}

/// A company that pays a part (`COMPANY_FEE_SPLIT`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanySplit {
    /// Who.
    pub name: Option<Text>,
    /// How its value is meant,
    pub kind: Option<Adjustment>,
    /// and how much that is.
    pub value: Option<Money>,
    /// What the company pays,
    pub company: Option<Money>,
    /// and what the member pays.
    pub member: Option<Money>,
    /// The same without the discount: the company,
    pub company_undiscounted: Option<Money>,
    /// and the member.
    pub member_undiscounted: Option<Money>,
}

/// What a fee or a module costs (`FlatFeePreview`, `ModuleContractPreview`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartPreview {
    /// What the studio calls it.
    pub name: Text,
    /// When and how much.
    pub frequency: OfferFrequency,
    /// What the voucher takes off, and for how long; of an older server, put together from `discountedPrice`.
    pub periods: Vec<DiscountPeriod>,
    /// What the voucher puts on the member account for it.
    pub credit: Option<Money>,
    /// What the company pays,
    pub company: Option<Money>,
    /// and what the member pays.
    pub member: Option<Money>,
    /// A time that costs nothing.
    pub bonus: Option<BonusPeriod>,
}

/// One payment to come (`PaymentScheduleEntry`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// When.
    pub day: Option<Date>,
    /// What for, in the studio's words.
    pub description: Option<Text>,
    /// What for.
    pub kind: PaymentKind,
    /// How much; none where it cannot be read, so that it cannot be said.
    pub amount: Option<Money>,
    /// Whether it is part of what is due on signing.
    pub on_signing: bool,
}

/// What a payment is for (`type`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the values of the API")]
pub enum PaymentKind {
    ContractFee,
    StarterPackage,
    FlatFee,
    ModuleFee,
    BonusPeriod,
    Other(Text),
}

impl VoucherEffect {
    /// Whether the server tells anything that it does.
    pub fn does_something(&self) -> bool {
        !self.periods.is_empty() || self.credit.is_some() || self.company.is_some() || self.bonus.is_some()
    }
}

impl MembershipPreview {
    /// Whether another preview says the same about money; words of the server may differ.
    pub fn same_price(&self, other: &Self) -> bool {
        let silent = |preview: &Self| {
            let mut copy = preview.clone();
            (copy.voucher.message, copy.voucher.remarks) = (None, None);
            copy.consents.clear();
            copy
        };
        silent(self) == silent(other)
    }

    /// Whether what is due is in the currency of these prices, where there are any.
    pub fn is_in_currency_of(&self, rhythm: &Rhythm) -> bool {
        let is_of = |due: Money| rhythm.prices().iter().all(|price| price.currency() == due.currency());
        self.due.is_none_or(is_of)
    }

    /// What the rate costs each time: adjusted to the person's age where that applies.
    pub fn price(&self) -> Option<&Money> {
        self.age_adjusted.as_ref().or(self.base.as_ref())
    }

    /// Whether every amount that will be paid can be said, and what is due now among them; else staff have to help.
    pub fn is_complete(&self) -> bool {
        let mut parts = self.fees.iter().chain(self.modules.iter().map(|(_, module)| module));
        let of_parts = parts.clone().flat_map(|part| part.frequency.frequency.rhythm.prices());
        let payments = self.schedule.iter().filter_map(|payment| payment.amount);
        let of_voucher = self.voucher.periods.iter().filter_map(|period| period.price);
        let told = [self.base, self.pre_use, self.voucher.credit, self.volume.total, self.volume.monthly];
        let mut amounts = payments.chain(of_parts).chain(of_voucher).chain(told.into_iter().flatten());
        // Nothing due beside a payment that is, and no credit to pay it from: one of the two is wrong.
        let is_paid_now = self
            .schedule
            .iter()
            .any(|payment| payment.on_signing && payment.amount.is_some_and(|amount| !amount.is_zero()));
        let contradicts = |due: Money| due.is_zero() && is_paid_now && self.voucher.credit.is_none();
        self.due.is_some_and(|due| !contradicts(due) && amounts.all(|it| it.currency() == due.currency()))
            && self.schedule.iter().all(|payment| payment.amount.is_some())
            && parts.all(|part| part.frequency.is_told())
    }
}
