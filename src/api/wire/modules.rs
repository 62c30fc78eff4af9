//! Additional modules: what is on sale beside a contract, the order of one, and the contract of one.
//!
//! Cancelations and withdrawals are acknowledged by [`super::contracts::VoidResult`].

use serde::{Deserialize, Serialize};

use super::contracts::RateCode;
use super::frequency::PaymentFrequency;
use super::lenient;
use super::money::Money;
use super::offers::Term;

/// A module (`GET /v1/memberships/self-service/additional-modules` and `.../purchasable`). Only its id is certain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdditionalModule {
    /// The module.
    #[serde(deserialize_with = "lenient::id")]
    pub id: u64,
    /// What it is called; the studio's own words.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// A picture; the link lapses after five hours. Nothing here opens it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    /// How it can be paid.
    #[serde(default, deserialize_with = "lenient::list")]
    pub payment_frequencies: Vec<PaymentFrequency>,
    /// How long it runs.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub term_information: Option<TermInformation>,
    /// A time to try it out; without it an order must not ask for one.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub trial_period_config: Option<TrialPeriodConfig>,
    /// How the studio files it.
    #[serde(default, deserialize_with = "lenient::list", skip_serializing_if = "Vec::is_empty")]
    pub rate_codes: Vec<RateCode>,
}

/// How long a module runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TermInformation {
    /// At first.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// What follows.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub extension: Option<TermExtension>,
    /// How long before the end it has to be canceled.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub cancelation_period: Option<Term>,
}

/// What follows the first term of a module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TermExtension {
    /// `TERM_EXTENSION`, `NEW`, or one to come.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub extension_type: Option<String>,
    /// By how much each time.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub term_extension: Option<Term>,
    /// How long before the end of an extension it has to be canceled.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub extension_cancelation_period: Option<Term>,
}

/// A time to try a module out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TrialPeriodConfig {
    /// How long.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// What the studio says of it.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// Checks or orders a module (`POST .../additional-modules/validate` and `.../purchase`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdditionalModuleContractRequest {
    /// Which module.
    pub additional_module_id: u64,
    /// How it is paid.
    pub payment_frequency_id: u64,
    /// Whether it begins with its trial period.
    pub book_trial_period: bool,
}

/// The outcome of the check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdditionalModuleValidationResult {
    /// `ADDITIONAL_MODULE_PURCHASABLE` is the only go-ahead.
    #[serde(deserialize_with = "lenient::required_text")]
    pub validation_status: String,
}

/// The contract of an ordered module. Its id is told here and nowhere else, and even here not for certain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AdditionalModuleContractCreated {
    /// The contract of the module.
    #[serde(deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
}

/// The contract of one module (`GET .../additional-module-contracts/{additionalModuleContractId}`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AdditionalModuleContract {
    /// What the module is called.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Each payment.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// Its first day, `yyyy-MM-dd`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    /// Its last day as it stands.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// The day it ends by a cancelation.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub cancelation_date: Option<String>,
    /// The last day on which it can be canceled for the end it has now.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub last_possible_cancelation_date: Option<String>,
    /// Why, in the studio's words.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub cancelation_reason: Option<String>,
    /// `CANCELED`, `PENDING_VERIFICATION`, `PENDING_WITHDRAWAL_VERIFICATION`, or one to come.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub contract_cancelation_status: Option<String>,
    /// Whether a cancelation can be taken back.
    #[serde(deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub contract_cancelation_can_be_withdrawn: Option<bool>,
    /// The time to try it out, and since when.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub trial_period: Option<TrialPeriod>,
    /// How the studio files it.
    #[serde(deserialize_with = "lenient::list", skip_serializing_if = "Vec::is_empty")]
    pub rate_codes: Vec<RateCode>,
    /// The days it can be ended on.
    #[serde(deserialize_with = "lenient::texts")]
    pub available_cancelation_dates: Vec<String>,
}

/// The trial period of a module somebody has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TrialPeriod {
    /// How long.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// Since when.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
}

/// Asks for the end of a module's contract (`POST .../ordinary-cancelation`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ModuleContractCancelationRequest {
    /// Its last day: one of `availableCancelationDates`.
    pub cancelation_date: String,
    /// Why.
    pub cancelation_reason_id: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_alone_makes_a_module_and_odd_parts_do_not_spoil_it() {
        let module: AdditionalModule = serde_json::from_str(
            r#"{"id": 203, "name": null, "paymentFrequencies": [7, {"type": "RECURRING"}], "termInformation": "long",
                "trialPeriodConfig": {"term": {"value": -1, "unit": "WEEK"}, "description": 3}}"#,
        )
        .expect("a module");
        assert_eq!((module.id, module.payment_frequencies.len(), module.term_information), (203, 1, None));
        let trial = module.trial_period_config.expect("a trial");
        assert_eq!((trial.term, trial.description.as_deref()), (None, Some("3")));
        assert!(serde_json::from_str::<AdditionalModule>(r#"{"name": "drink flat"}"#).is_err());
    }

    #[test]
    fn a_check_needs_its_status_and_a_purchase_not_even_its_id() {
        for json in ["{}", r#"{"validationStatus": null}"#, r#"{"validationStatus": ""}"#, "[]"] {
            assert!(serde_json::from_str::<AdditionalModuleValidationResult>(json).is_err(), "{json}");
        }
        for json in ["{}", r#"{"id": null}"#, r#"{"id": "soon"}"#] {
            let created: AdditionalModuleContractCreated = serde_json::from_str(json).expect(json);
            assert_eq!(created.id, None);
        }
    }
}
