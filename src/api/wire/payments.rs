//! Payment sessions: `POST /v1/payments/user-session`.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::lenient;
use super::money::Amount;

/// Asks for a short-lived session of the payment component; charges nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserSessionRequest {
    /// Major units of the studio's currency; a bare number.
    pub amount: Amount,
    /// `ECOM` for a purchase of the moment, `MEMBER_ACCOUNT` for an instrument of payment runs.
    pub scope: String,
    /// An existing customer; excludes `finion_pay_customer_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<u64>,
    /// A future customer, known from an earlier session; excludes `customer_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finion_pay_customer_id: Option<String>,
    /// Such as `CREDIT_CARD`; empty leaves the choice to the scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub permitted_payment_choices: Vec<String>,
    /// What stands on the bank statement.
    pub reference_text: String,
    /// Forces a signature for direct debits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub require_direct_debit_signature: Option<bool>,
    /// The API's default is true; a shared device says false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_existing_payment_instruments: Option<bool>,
}

/// The session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserSessionResponse {
    /// The `userSessionToken` of the payment component.
    #[serde(deserialize_with = "lenient::required_text")]
    pub token: String,
    /// An instant, with microseconds and `Z`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub token_valid_until: Option<String>,
    /// The payer, for a second session of the same new person.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub finion_pay_customer_id: Option<String>,
}

impl fmt::Debug for UserSessionRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserSessionRequest")
            .field("amount", &self.amount)
            .field("scope", &self.scope)
            .field("customer_id", &self.customer_id)
            .field("permitted_payment_choices", &self.permitted_payment_choices)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for UserSessionResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserSessionResponse")
            .field("token_valid_until", &self.token_valid_until)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_asked_for_with_a_bare_exact_amount_and_nothing_absent() {
        let request = UserSessionRequest {
            amount: serde_json::from_str("19.90").expect("an amount"),
            scope: "ECOM".to_owned(),
            customer_id: Some(67890),
            finion_pay_customer_id: None,
            permitted_payment_choices: vec!["CREDIT_CARD".to_owned()],
            reference_text: "Day Ticket".to_owned(),
            require_direct_debit_signature: None,
            show_existing_payment_instruments: Some(false),
        };
        assert_eq!(
            serde_json::to_string(&request).expect("JSON"),
            r#"{"amount":19.90,"scope":"ECOM","customerId":67890,"permittedPaymentChoices":["CREDIT_CARD"],"referenceText":"Day Ticket","showExistingPaymentInstruments":false}"#
        );
    }

    #[test]
    fn a_session_without_a_token_is_none_and_debug_hides_it() {
        assert!(serde_json::from_str::<UserSessionResponse>(r#"{"token": null}"#).is_err());
        assert!(serde_json::from_str::<UserSessionResponse>(r#"{"token": ""}"#).is_err());
        let session: UserSessionResponse = serde_json::from_str(r#"{"token": "canary"}"#).expect("a session");
        assert!(!format!("{session:?}").contains("canary"));
    }
}
