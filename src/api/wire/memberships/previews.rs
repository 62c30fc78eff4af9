//! What a membership would cost: the answers of the three previews.
//!
//! Version 1.5.0 sent plain numbers where money stands today. A plain number has no currency, so it counts as absent and is
//! never completed by a guess.

use serde::{Deserialize, Serialize};

use super::{BonusPeriod, ContractTextBlock, ContractVolume, OfferPaymentFrequency};
use crate::api::wire::lenient::{self, Lenient};
use crate::api::wire::money::{self, Money};
use crate::api::wire::offers::Term;

/// What a membership would cost (`MembershipPreview`; `MembershipSwitchPreview`, which tells less).
///
/// What the rate costs is read strictly: a price that is there but cannot be read is an error, because the full price would
/// stand in the place of the adjusted one. Missing ones, and what is due, may be absent: then staff have to help.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MembershipPreview {
    /// Each payment before adjustments; a switch does not tell it.
    #[serde(deserialize_with = "money::priced", skip_serializing_if = "Option::is_none")]
    pub base_price: Option<Money>,
    /// What training before the start costs.
    #[serde(deserialize_with = "money::priced", skip_serializing_if = "Option::is_none")]
    pub pre_use_charge: Option<Money>,
    /// Each payment for the age of the person; null unless a rule applies.
    #[serde(deserialize_with = "money::strict")]
    pub age_adjusted_price: Option<Money>,
    /// `CONTRACT`, `CREDIT`, `DISCOUNT`, `COMPANY_FEE_SPLIT`, `CHECKIN`, or one to come.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub voucher_type: Option<String>,
    /// Small print of the voucher.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub voucher_remarks: Option<String>,
    /// A text for people.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub voucher_success_message: Option<String>,
    /// `INVALID_CODE`, or one to come: the voucher was not taken.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub voucher_error_code: Option<String>,
    /// What the voucher takes off, and for how long.
    #[serde(deserialize_with = "lenient::list", skip_serializing_if = "Vec::is_empty")]
    pub voucher_discount_periods: Vec<VoucherDiscountPeriod>,
    /// What training before the start costs with the voucher.
    #[serde(deserialize_with = "money::priced", skip_serializing_if = "Option::is_none")]
    pub discounted_pre_use_charge: Option<Money>,
    /// What the voucher puts on the member account.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub credit_value: Option<Money>,
    /// `ABSOLUTE`, `PERCENTAGE`, or one to come.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub company_fee_split_type: Option<String>,
    /// How much the company pays, by that type.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub company_fee_split_value: Option<Money>,
    /// Which company.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub company_name: Option<String>,
    /// What the company pays.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub company_amount: Option<Money>,
    /// What the member pays.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub member_amount: Option<Money>,
    /// What the company pays without the discount.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub company_amount_without_discount: Option<Money>,
    /// What the member pays without the discount.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub member_amount_without_discount: Option<Money>,
    /// A time that costs nothing.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub voucher_bonus_period: Option<BonusPeriod>,
    /// Texts to agree to because of the voucher; unreadable ones are counted.
    #[serde(deserialize_with = "lenient::counted", skip_serializing_if = "Option::is_none")]
    pub voucher_text_blocks: Option<Lenient<ContractTextBlock>>,
    /// What the fees cost; unreadable ones are counted.
    #[serde(deserialize_with = "lenient::counted", skip_serializing_if = "Option::is_none")]
    pub flat_fee_previews: Option<Lenient<SubContractPreview>>,
    /// What it adds up to over the first term.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub contract_volume_information: Option<ContractVolume>,
    /// Texts to agree to because of modules; unreadable ones are counted.
    #[serde(deserialize_with = "lenient::counted", skip_serializing_if = "Option::is_none")]
    pub module_consent_text_blocks: Option<Lenient<ContractTextBlock>>,
    /// What the paid modules that were chosen cost.
    #[serde(deserialize_with = "lenient::list", skip_serializing_if = "Vec::is_empty")]
    pub selected_optional_modules_previews: Vec<SubContractPreview>,
    /// What will be paid when; absent in old versions.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub payment_preview: Option<PaymentPreview>,
    /// Deprecated, as all that follows: for how long the one discount counts.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub voucher_effective_period: Option<String>,
    /// How long that is with `TIME_BASED`.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub effective_period_time_based_term: Option<Term>,
    /// Each payment with the discount.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub discounted_base_price: Option<Money>,
    /// `ABSOLUTE`, `PERCENTAGE`, or one to come.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub discount_type: Option<String>,
    /// How much it takes off, by that type.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub discount_value: Option<Money>,
}

/// A discount over some time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VoucherDiscountPeriod {
    /// `ABSOLUTE`, `PERCENTAGE`, or one to come.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub discount_type: Option<String>,
    /// By how much; with `PERCENTAGE` its amount is one, though it has the shape of money.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub discount_value: Option<Money>,
    /// `UNLIMITED`, `INITIAL_TERM`, `TIME_BASED`, or one to come.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub effective_period: Option<String>,
    /// How long that is with `TIME_BASED`.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub effective_period_time_based_term: Option<Term>,
    /// Each payment with the discount.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub discounted_base_price: Option<Money>,
    /// What the company pays of that.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub company_amount: Option<Money>,
    /// What the member pays.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub member_amount: Option<Money>,
}

/// What a fee or a module costs (`FlatFeePreview`, `ModuleContractPreview`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SubContractPreview {
    /// Which module; absent for fees.
    #[serde(deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    /// Which fee; absent for modules.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// What the studio calls it.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the voucher takes off, and for how long.
    #[serde(deserialize_with = "lenient::list", skip_serializing_if = "Vec::is_empty")]
    pub discount_periods: Vec<VoucherDiscountPeriod>,
    /// What the company pays.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub company_amount: Option<Money>,
    /// What the member pays.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub member_amount: Option<Money>,
    /// What the voucher puts on the member account for it.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub credit_value: Option<Money>,
    /// `REFERENCE_DATE`, `NORMALIZATION_ON_CALENDAR_UNIT`, or one to come. Nothing here shows it.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub paid_time_period_calculation_type: Option<String>,
    /// When and how much is paid.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub payment_frequency: Option<OfferPaymentFrequency>,
    /// Ready-made text for the rhythm; older versions list it here.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub formatted_payment_frequency: Option<String>,
    /// A time that costs nothing.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub voucher_bonus_period: Option<BonusPeriod>,
    /// Deprecated: what it costs with the voucher.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub discounted_price: Option<Money>,
}

/// What will be paid when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PaymentPreview {
    /// In the order of the days. Entries that cannot be read are counted: a payment that is left out is no cheaper.
    #[serde(deserialize_with = "lenient::counted", skip_serializing_if = "Option::is_none")]
    pub payment_schedule: Option<Lenient<PaymentScheduleEntry>>,
    /// What is charged now; absent is not zero.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub due_on_signing_amount: Option<Money>,
}

/// One payment to come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PaymentScheduleEntry {
    /// When.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub due_date: Option<String>,
    /// What for, in the studio's words.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// `CONTRACT_FEE`, `STARTER_PACKAGE`, `FLAT_FEE`, `MODULE_FEE`, `BONUS_PERIOD`, or one to come.
    #[serde(rename = "type", deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// How much.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Whether it is part of what is due on signing.
    #[serde(deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub mandatory_on_signing: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(json: Value) -> Result<MembershipPreview, serde_json::Error> {
        serde_json::from_str(&json.to_string())
    }

    #[test]
    fn plain_numbers_of_an_old_server_have_no_currency_and_count_as_absent() {
        let preview = read(json!({"basePrice": 20, "preUseCharge": 5.5,
            "creditValue": 3, "discountedBasePrice": 19, "discountValue": 1, "companyAmount": 2,
            "flatFeePreviews": [{"name": "Starter", "creditValue": 1, "discountedPrice": 4}]}))
        .expect("readable");
        let fee = SubContractPreview { name: Some("Starter".to_owned()), ..Default::default() };
        assert_eq!(
            preview,
            MembershipPreview { flat_fee_previews: Some(vec![fee].into()), ..Default::default() }
        );
    }

    #[test]
    fn a_price_of_the_rate_that_is_there_and_is_none_spoils_the_preview() {
        // The full price would stand in its place.
        assert!(read(json!({"ageAdjustedPrice": "18.00"})).is_err());
        for name in ["basePrice", "ageAdjustedPrice", "preUseCharge", "discountedPreUseCharge"] {
            assert!(read(json!({name: {"amount": "much", "currency": "EUR"}})).is_err(), "{name}");
            assert!(read(json!({name: null})).is_ok(), "{name}");
        }
    }

    #[test]
    fn odd_enums_nulls_and_shapes_spoil_nothing() {
        let preview =
            read(json!({"voucherType": "LOTTERY", "voucherErrorCode": 7, "voucherDiscountPeriods": null,
            "contractVolumeInformation": [], "moduleConsentTextBlocks": null, "more": {"a": [1]},
            "paymentPreview": {"paymentSchedule": [{"type": "TIP", "amount": 3}, null, "soon"],
                "dueOnSigningAmount": {"amount": "19.90", "currency": "EUR"}}}))
            .expect("readable");
        assert_eq!(preview.voucher_type.as_deref(), Some("LOTTERY"));
        assert_eq!(preview.voucher_error_code.as_deref(), Some("7"));
        let payments = preview.payment_preview.expect("payments");
        let schedule = payments.payment_schedule.expect("a schedule");
        assert_eq!((schedule.entries.len(), schedule.skipped), (1, 2));
        assert_eq!(
            (&schedule.entries[0].kind, &schedule.entries[0].amount),
            (&Some("TIP".to_owned()), &None)
        );
        assert_eq!(payments.due_on_signing_amount.expect("due").amount.0.to_string(), "19.90");
    }

    #[test]
    fn the_answer_to_a_switch_has_nothing_of_a_signup() {
        let due = r#"{"ageAdjustedPrice":null,"paymentPreview":{"dueOnSigningAmount":{"amount":20.00,"currency":"EUR"}}}"#;
        let preview: MembershipPreview = serde_json::from_str(due).expect("readable");
        assert_eq!(serde_json::to_string(&preview).expect("JSON"), due);
    }
}
