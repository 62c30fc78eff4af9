//! Contract self-service: contract data, reasons, a cancelation and its withdrawal.

use serde::{Deserialize, Serialize};

use super::frequency::PaymentFrequency;
use super::lenient;
use super::money::{Amount, Money};

/// A main contract (`GET /v1/memberships/{customerId}/self-service/contract-data`). Only its id is certain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContractData {
    /// The contract.
    #[serde(deserialize_with = "lenient::id")]
    pub id: u64,
    /// Its first day, `yyyy-MM-dd`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    /// Its last day as it stands.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// What it is called; the studio's own words.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub rate_name: Option<String>,
    /// `ACTIVE`, `INACTIVE`, or one to come.
    #[serde(default, deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub contract_status: Option<String>,
    /// How long before the end it has to be canceled.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub cancelation_period: Option<TimePeriod>,
    /// `CANCELED`, `PENDING_VERIFICATION`, `PENDING_WITHDRAWAL_VERIFICATION`, or one to come; null without a cancelation.
    #[serde(default, deserialize_with = "lenient::code")]
    pub cancelation_status: Option<String>,
    /// The day it ends by a cancelation.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub cancelation_date: Option<String>,
    /// Why, in the studio's words.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub cancelation_reason: Option<String>,
    /// `STUDIO`, `CUSTOMER`, or one to come.
    #[serde(default, deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub cancelation_origin: Option<String>,
    /// Deprecated: an amount without a currency. Sent for older readers, and read by none here.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub price: Option<Amount>,
    /// What it costs.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub price_details: Option<PriceDetails>,
    /// The last day on which it can be canceled for the end it has now.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub last_possible_cancelation_date: Option<String>,
    /// The days it can be ended on.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub available_cancelation_dates: Vec<String>,
    /// How the studio files it.
    #[serde(default, deserialize_with = "lenient::list", skip_serializing_if = "Vec::is_empty")]
    pub rate_codes: Vec<RateCode>,
}

/// What a contract costs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PriceDetails {
    /// Before adjustments.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub base_price: Option<Money>,
    /// After them.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub current_price: Option<Money>,
    /// How often.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub payment_frequency: Option<PaymentFrequency>,
}

/// A length of time under the names that only `cancelationPeriod` of a contract uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TimePeriod {
    /// How many.
    #[serde(deserialize_with = "lenient::id")]
    pub period_value: u64,
    /// `DAY`, `WEEK`, `MONTH`, `YEAR`, or one to come.
    pub period_unit: String,
}

/// How the studio files a rate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RateCode {
    /// For people.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// For other programs.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
}

/// A reason to choose (`GET /v1/memberships/self-service/contract-cancelation-reasons`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CancelationReason {
    /// The reason.
    #[serde(deserialize_with = "lenient::id")]
    pub cancelation_reason_id: u64,
    /// What it says.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub cancelation_reason_name: Option<String>,
}

/// Asks for the end of a main contract (`POST .../ordinary-contract-cancelation`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContractCancelationRequest {
    /// Its last day: one of `availableCancelationDates`.
    pub cancelation_date: String,
    /// Why.
    pub cancelation_reason_id: u64,
    /// Which contract.
    pub contract_id: u64,
}

/// Says that a request was taken; its content is not worth reading, but for a refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VoidResult {
    /// `true` as a text.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub success: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_alone_makes_a_contract() {
        for json in [
            r#"{"id": 7}"#,
            r#"{"id": "7", "startDate": null, "rateName": null, "contractStatus": null, "cancelationPeriod": null,
                "cancelationStatus": null, "price": null, "priceDetails": null, "availableCancelationDates": null}"#,
            r#"{"id": 7.0, "startDate": {}, "rateName": [], "contractStatus": null, "cancelationPeriod": "a month",
                "cancelationOrigin": null, "price": "much", "priceDetails": 20, "availableCancelationDates": "none"}"#,
        ] {
            let contract: ContractData = serde_json::from_str(json).expect(json);
            assert_eq!((contract.id, contract.contract_status, contract.price_details), (7, None, None));
            assert!(contract.available_cancelation_dates.is_empty(), "{json}");
        }
        assert!(serde_json::from_str::<ContractData>(r#"{"rateName": "Premium"}"#).is_err());
    }

    #[test]
    fn a_price_that_cannot_be_read_leaves_the_rest_of_the_details() {
        let details: PriceDetails = serde_json::from_str(
            r#"{"basePrice": {"amount": "x"}, "currentPrice": {"amount": 19.90, "currency": "EUR"}, "paymentFrequency": 3}"#,
        )
        .expect("details");
        assert_eq!((details.base_price, details.payment_frequency), (None, None));
        assert_eq!(details.current_price.expect("a price").amount.0.to_string(), "19.90");
    }

    #[test]
    fn an_acknowledgement_is_understood_as_a_text_and_as_a_truth_value() {
        for (json, success) in [
            (r#"{"success": "true"}"#, Some("true")),
            (r#"{"success": false}"#, Some("false")),
            (r#"{"success": {}, "more": 1}"#, None),
            ("{}", None),
        ] {
            let read: VoidResult = serde_json::from_str(json).expect(json);
            assert_eq!(read.success.as_deref(), success);
        }
    }
}
