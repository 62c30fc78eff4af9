//! The previews: `POST /v1/memberships/signup/preview`, `.../add-membership/preview` and what a switch tells of them.

use rust_decimal::Decimal;

use crate::api::wire::memberships::{
    FlatFee, MembershipContractRequest, MembershipModule, MembershipPreview, MembershipSignupRequest,
    OfferPaymentFrequency, PaymentPreview, PaymentScheduleEntry, SubContractPreview, VoucherDiscountPeriod,
};
use crate::api::wire::{Amount, Money};
use crate::domain::time::Date;

use super::super::ask::{Ask, path_id};
use super::super::person::Person;
use super::super::refusal::{Refusal, json, say};
use super::super::{Outcome, World};
use super::applicant;
use super::costs::{Costs, Entry};
use super::order::{Fields, Order, Wish};
use super::vouchers::{Discount, MembershipVoucher, rounded};

/// How periods that are paid for are counted here: from day to day.
const CALCULATION: &str = "REFERENCE_DATE";

impl World {
    /// Stores nothing. Of the person only the birth date counts: everything else may still be unknown.
    pub(in super::super) fn signup_preview(&self, ask: &Ask<'_>) -> Outcome {
        let request: MembershipSignupRequest = ask.body()?;
        let birth = applicant::birth(&request.customer, ask.today)?;
        let order = self.order(ask, &wish(&request.contract, Some(birth), Fields::SIGNUP))?;
        json(&self.membership_preview(ask, &order))
    }

    /// Stores nothing.
    pub(in super::super) fn add_preview(&self, ask: &Ask<'_>, customer: &str) -> Outcome {
        let person = self.person(path_id(customer, "customerId")?)?;
        let request: MembershipContractRequest = ask.body()?;
        let order = self.order_for(ask, person, &request)?;
        json(&self.membership_preview(ask, &order))
    }

    /// One more contract, as a customer orders it.
    pub(super) fn order_for(
        &self,
        ask: &Ask<'_>,
        person: &Person,
        request: &MembershipContractRequest,
    ) -> Result<Order, Refusal> {
        self.order(ask, &wish(request, person.birth(), Fields::ADD))
    }

    /// What an order costs, as it is told.
    fn membership_preview(&self, ask: &Ask<'_>, order: &Order) -> MembershipPreview {
        let costs = order.costs();
        let mut preview = MembershipPreview {
            base_price: Some(self.club.money(costs.base)),
            pre_use_charge: costs.pre_use.map(|pre_use| self.club.money(pre_use.charge)),
            flat_fee_previews: Some(
                order.fees().map(|fee| self.fee_preview(order, fee)).collect::<Vec<_>>().into(),
            ),
            selected_optional_modules_previews: self.module_previews(order),
            voucher_text_blocks: Some(order.voucher_texts().to_vec().into()),
            voucher_error_code: order.is_voucher_rejected.then(|| "INVALID_CODE".to_owned()),
            ..self.switch_preview_of(order, &costs)
        };
        if let Some(voucher) = &order.voucher {
            self.tell_voucher(&mut preview, voucher, &costs, ask);
        }
        preview
    }

    /// What a switch tells as well: sums, texts of modules, payments.
    pub(super) fn switch_preview_of(&self, order: &Order, costs: &Costs) -> MembershipPreview {
        let entry = |entry: &Entry| PaymentScheduleEntry {
            due_date: Some(entry.day.to_string()),
            description: Some(entry.description.clone()),
            kind: Some(entry.kind.name().to_owned()),
            amount: Some(self.club.money(entry.amount)),
            mandatory_on_signing: Some(entry.on_signing),
        };
        MembershipPreview {
            age_adjusted_price: costs.age_adjusted.map(|price| self.club.money(price)),
            contract_volume_information: Some(self.volume(&costs.volume)),
            module_consent_text_blocks: Some(order.module_texts().into()),
            payment_preview: Some(PaymentPreview {
                payment_schedule: Some(costs.entries.iter().map(entry).collect::<Vec<_>>().into()),
                due_on_signing_amount: Some(self.club.money(costs.due())),
            }),
            ..MembershipPreview::default()
        }
    }

    /// What a voucher does. The deprecated fields are those of its only period.
    fn tell_voucher(
        &self,
        preview: &mut MembershipPreview,
        voucher: &MembershipVoucher,
        costs: &Costs,
        ask: &Ask<'_>,
    ) {
        let price = costs.price();
        preview.voucher_type = Some(voucher.kind.clone());
        preview.voucher_remarks.clone_from(&voucher.remarks);
        let message = say(&self.club.messages, ask.language, "voucher.applied", &voucher.code);
        preview.voucher_success_message = Some(message);
        preview.voucher_discount_periods = self.periods(voucher, price);
        let pre_use = costs.pre_use.filter(|_| !voucher.periods.is_empty());
        preview.discounted_pre_use_charge = pre_use.map(|pre_use| self.club.money(pre_use.discounted));
        preview.credit_value = voucher.credit.map(|credit| self.club.money(credit.0));
        preview.voucher_bonus_period.clone_from(&voucher.bonus);
        if let [only] = voucher.periods.as_slice() {
            preview.voucher_effective_period = Some(only.period.clone());
            preview.effective_period_time_based_term.clone_from(&only.term);
            preview.discounted_base_price = Some(self.club.money(rounded(only.on(price))));
            preview.discount_type = Some(only.kind.name().to_owned());
            preview.discount_value = Some(self.value(only.value));
        }
        if let Some(company) = &voucher.company {
            preview.company_fee_split_type = Some(company.kind.name().to_owned());
            preview.company_fee_split_value = Some(self.value(company.value));
            preview.company_name = Some(company.name.clone());
            (preview.company_amount, preview.member_amount) = self.split(voucher, price);
            let share = voucher.share(price);
            preview.company_amount_without_discount = Some(self.club.money(rounded(share)));
            preview.member_amount_without_discount = Some(self.club.money(rounded(price - share)));
        }
    }

    /// What company and member pay of a price; with several periods those tell it.
    fn split(&self, voucher: &MembershipVoucher, price: Decimal) -> (Option<Money>, Option<Money>) {
        if voucher.company.is_none() || voucher.periods.len() > 1 {
            return (None, None);
        }
        let discounted = voucher.periods.first().map_or(price, |only| only.on(price));
        let share = voucher.share(discounted);
        let money = |amount| Some(self.club.money(rounded(amount)));
        (money(share), money(discounted - share))
    }

    fn periods(&self, voucher: &MembershipVoucher, price: Decimal) -> Vec<VoucherDiscountPeriod> {
        let period = |discount: &Discount| {
            let left = discount.on(price);
            let share = voucher.company.as_ref().map(|_| voucher.share(left));
            VoucherDiscountPeriod {
                discount_type: Some(discount.kind.name().to_owned()),
                discount_value: Some(self.value(discount.value)),
                effective_period: Some(discount.period.clone()),
                effective_period_time_based_term: discount.term.clone(),
                discounted_base_price: Some(self.club.money(rounded(left))),
                company_amount: share.map(|share| self.club.money(rounded(share))),
                member_amount: share.map(|share| self.club.money(rounded(left - share))),
            }
        };
        voucher.periods.iter().map(period).collect()
    }

    /// A value that is an amount, or a percentage in the shape of one.
    fn value(&self, value: Amount) -> Money {
        self.club.money(value.0)
    }

    fn fee_preview(&self, order: &Order, fee: &FlatFee) -> SubContractPreview {
        let voucher = order.voucher.as_ref().filter(|voucher| voucher.fees);
        SubContractPreview {
            identifier: fee.identifier.clone(),
            ..self.part_preview(fee.name.clone(), fee.payment_frequency.as_ref(), voucher)
        }
    }

    fn module_previews(&self, order: &Order) -> Vec<SubContractPreview> {
        let voucher = order.voucher.as_ref().filter(|voucher| voucher.modules);
        let modules = order.optional.iter();
        let preview = |module: &MembershipModule| SubContractPreview {
            id: Some(module.id),
            ..self.part_preview(module.name.clone(), module.payment_frequency.as_ref(), voucher)
        };
        modules.map(preview).collect()
    }

    fn part_preview(
        &self,
        name: Option<String>,
        frequency: Option<&OfferPaymentFrequency>,
        voucher: Option<&MembershipVoucher>,
    ) -> SubContractPreview {
        let price = frequency.and_then(|frequency| frequency.price.as_ref()).map(|price| price.amount.0);
        let of_voucher = voucher.zip(price);
        let (company, member) =
            of_voucher.map_or((None, None), |(voucher, price)| self.split(voucher, price));
        let only = of_voucher.and_then(|(voucher, price)| match voucher.periods.as_slice() {
            [only] => Some(self.club.money(rounded(only.on(price)))),
            _ => None,
        });
        SubContractPreview {
            name,
            discount_periods: of_voucher
                .map_or_else(Vec::new, |(voucher, price)| self.periods(voucher, price)),
            company_amount: company,
            member_amount: member,
            paid_time_period_calculation_type: Some(CALCULATION.to_owned()),
            payment_frequency: frequency.cloned(),
            formatted_payment_frequency: frequency
                .and_then(|frequency| frequency.formatted_payment_frequency.clone()),
            discounted_price: only,
            ..SubContractPreview::default()
        }
    }
}

/// A contract as it is wished.
pub(super) fn wish(request: &MembershipContractRequest, birth: Option<Date>, fields: Fields) -> Wish<'_> {
    Wish {
        term: request.contract_offer_term_id,
        start: &request.start_date,
        pre_use: request.preuse_date.as_deref(),
        selectable: &request.selected_selectable_module_ids,
        optional: &request.selected_optional_module_ids,
        voucher: request.voucher_code.as_deref(),
        birth,
        fields,
    }
}
