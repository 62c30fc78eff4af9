//! Memberships: offers, their previews, what concludes a contract, and switches.
//!
//! A list and its detail share one shape, whose parts that only the detail tells are absent in the list. What both an offer
//! and a preview tell stands here: texts, bonus periods, volumes and payment frequencies with more than other areas tell.

mod offers;
mod previews;
mod requests;
mod switches;

use serde::{Deserialize, Serialize};

use super::frequency::{MonthDayPrice, PaymentFrequency, TermPrice};
use super::lenient::{self, Lenient};
use super::money::{Amount, Money};
use super::offers::Term;

pub use super::contracts::RateCode;
pub use offers::{
    DatePeriod, FlatFee, MembershipModule, MembershipOffer, MembershipOfferTerm, ModuleTerm, ModuleTrial,
    PriceAdjustmentRule, SubsequentRate,
};
pub use previews::{
    MembershipPreview, PaymentPreview, PaymentScheduleEntry, SubContractPreview, VoucherDiscountPeriod,
};
pub use requests::{
    AdditionalInformationFieldAssignment, DocumentIdentification, MembershipContractRequest,
    MembershipSignupCustomer, MembershipSignupRequest, MembershipSignupResult, Signature, TextBlockSignature,
};
pub use switches::{
    MembershipSwitchConfig, MembershipSwitchRequest, SwitchPresentation, SwitchSourceContract,
};

/// When and how much is paid, with what only offers and previews tell (`OfferPaymentFrequency`).
///
/// The first six properties are those of [`PaymentFrequency`]: amounts do not survive flattening.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OfferPaymentFrequency {
    /// Its id; null for a starter package.
    #[serde(deserialize_with = "lenient::optional_id")]
    pub id: Option<u64>,
    /// `FREE`, `NON_RECURRING`, `RECURRING`, `MONTH_DAY`, `TERM_BASED`, or one to come.
    #[serde(rename = "type", deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// How far the payments are apart.
    #[serde(deserialize_with = "super::offers::binding", skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// Each payment of `RECURRING`, the only one of `NON_RECURRING`.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// The payments of `MONTH_DAY`; unreadable ones are counted.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub month_days_to_prices: Option<Lenient<MonthDayPrice>>,
    /// The payments of `TERM_BASED`; unreadable ones are counted.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub terms_to_prices: Option<Lenient<TermPrice>>,
    /// Whether the cycle has no end; only for `TERM_BASED` and `MONTH_DAY`.
    #[serde(deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub recurring: Option<bool>,
    /// What people of some age pay more or less.
    #[serde(deserialize_with = "lenient::list", skip_serializing_if = "Vec::is_empty")]
    pub age_based_adjustments: Vec<AgeBasedAdjustment>,
    /// Ready-made text, such as "Every 6 months".
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub formatted_payment_frequency: Option<String>,
}

/// What people of some age pay more or less.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgeBasedAdjustment {
    /// Of which age.
    pub age_range: AgeRange,
    /// By how much, with the digits it was sent with.
    pub value: Amount,
    /// `ABSOLUTE`, `PERCENTAGE`, or one to come.
    #[serde(
        rename = "type",
        default,
        deserialize_with = "lenient::code",
        skip_serializing_if = "Option::is_none"
    )]
    pub kind: Option<String>,
}

/// Ages, both of which count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgeRange {
    /// The first age.
    #[serde(deserialize_with = "lenient::id")]
    pub start_age: u64,
    /// The last one.
    #[serde(deserialize_with = "lenient::id")]
    pub end_age: u64,
}

/// Totals over the initial runtime.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ContractVolume {
    /// All of it.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub total_contract_volume: Option<Money>,
    /// A month's part.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub average_payment_volume_per_month: Option<Money>,
    /// The part of one payment.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub average_payment_volume_per_payment_frequency_term: Option<Money>,
}

/// A time that costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BonusPeriod {
    /// How long.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// `CONTRACT_START`, `FIXED`, `END_OF_CURRENT_TERM`, `START_OF_NEXT_TERM`, or one to come.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub term_strategy: Option<String>,
    /// Whether it is shown by itself.
    #[serde(deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub display_separately: Option<bool>,
    /// `WITH_EXTENSION`, `WITHOUT_EXTENSION`, or one to come: whether the contract runs so much longer.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub runtime_extension_type: Option<String>,
    /// Whether the notice period grows with it; with two l, as nowhere else.
    #[serde(deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub extends_cancellation_period: Option<bool>,
}

/// A legal text to show, and perhaps to confirm or sign.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ContractTextBlock {
    /// What `textBlockSignatures[].textBlockId` names.
    #[serde(deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    /// Its heading.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it says.
    #[serde(deserialize_with = "lenient::readable_text", skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where it stands among the others.
    #[serde(deserialize_with = "lenient::integer", skip_serializing_if = "Option::is_none")]
    pub order: Option<i64>,
    /// Whether it has a field for a signature.
    #[serde(deserialize_with = "lenient::obligation", skip_serializing_if = "Option::is_none")]
    pub has_signature: Option<bool>,
    /// Whether the consent matrix stands beside it.
    #[serde(deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub show_communication_privacy_options: Option<bool>,
    /// `NONE`, `FILE`, `URL`, `CONTRACT_PDF_PREVIEW`, or one to come.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub attachment_type: Option<String>,
    /// The page of `URL`.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub attached_external_url_dto: Option<AttachedUrl>,
    /// The document of `FILE`.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub attached_document: Option<AttachedDocument>,
    /// The module whose consent it is.
    #[serde(deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub rate_bundle_module_id: Option<u64>,
    /// Whether the person has to say that they have read it.
    #[serde(deserialize_with = "lenient::obligation", skip_serializing_if = "Option::is_none")]
    pub confirmation_required: Option<bool>,
}

/// A page beside a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AttachedUrl {
    /// What it is called.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it is.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A document beside a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AttachedDocument {
    /// What it is called.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Where it is; the link lapses after five hours.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl OfferPaymentFrequency {
    /// What other areas tell of a frequency as well.
    pub fn frequency(&self) -> PaymentFrequency {
        PaymentFrequency {
            id: self.id,
            kind: self.kind.clone(),
            term: self.term.clone(),
            price: self.price.clone(),
            month_days_to_prices: self.month_days_to_prices.clone(),
            terms_to_prices: self.terms_to_prices.clone(),
        }
    }
}

impl From<PaymentFrequency> for OfferPaymentFrequency {
    fn from(frequency: PaymentFrequency) -> Self {
        Self {
            id: frequency.id,
            kind: frequency.kind,
            term: frequency.term,
            price: frequency.price,
            month_days_to_prices: frequency.month_days_to_prices,
            terms_to_prices: frequency.terms_to_prices,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_frequency_keeps_the_digits_of_its_prices_and_adjustments() {
        let json = r#"{"id":null,"type":"RECURRING","term":{"value":1,"unit":"MONTH"},"price":{"amount":19.90,"currency":"EUR"},"recurring":false,"ageBasedAdjustments":[{"ageRange":{"startAge":14,"endAge":17},"value":10.50,"type":"PERCENTAGE"}],"formattedPaymentFrequency":"Monthly"}"#;
        let frequency: OfferPaymentFrequency = serde_json::from_str(json).expect("a frequency");
        assert_eq!(serde_json::to_string(&frequency).expect("JSON"), json);
        let plain = frequency.frequency();
        assert_eq!(plain.price.as_ref().expect("a price").amount.0.to_string(), "19.90");
        assert_eq!(OfferPaymentFrequency::from(plain.clone()).frequency(), plain);
    }

    #[test]
    fn an_adjustment_without_an_age_or_a_value_is_left_out() {
        let frequency: OfferPaymentFrequency = serde_json::from_value(json!({"ageBasedAdjustments": [
            {"ageRange": {"startAge": "14", "endAge": 17}, "value": "5"},
            {"ageRange": null, "value": 5}, {"ageRange": {"startAge": 1, "endAge": 2}}, 7]}))
        .expect("always readable");
        let [adjustment] = frequency.age_based_adjustments.as_slice() else { panic!("one: {frequency:?}") };
        assert_eq!((adjustment.age_range.start_age, &adjustment.kind), (14, &None));
    }

    #[test]
    fn nothing_of_a_text_or_a_bonus_period_is_needed_to_read_it() {
        for json in [
            json!({}),
            json!({"id": null, "title": null, "text": null, "order": null, "hasSignature": null,
                "attachmentType": null, "attachedExternalUrlDto": null, "attachedDocument": null,
                "rateBundleModuleId": null, "confirmationRequired": null}),
            json!({"id": {}, "title": [], "order": 1.5,
                "attachedExternalUrlDto": "https://x", "attachedDocument": 7, "more": {"a": 1}}),
        ] {
            let text: ContractTextBlock = serde_json::from_value(json.clone()).expect("always readable");
            assert_eq!(text, ContractTextBlock::default(), "{json}");
        }
        let odd = json!({"hasSignature": 3, "confirmationRequired": "yes"});
        let odd: ContractTextBlock = serde_json::from_value(odd).expect("readable");
        assert_eq!((odd.has_signature, odd.confirmation_required), (Some(true), Some(true)));
        assert!(
            serde_json::from_value::<ContractTextBlock>(json!({"text": {}})).is_err(),
            "nobody can read it"
        );
        for json in [json!({}), json!({"term": null, "termStrategy": null}), json!({"term": 7})] {
            assert_eq!(
                serde_json::from_value::<BonusPeriod>(json).expect("readable"),
                BonusPeriod::default()
            );
        }
    }
}
