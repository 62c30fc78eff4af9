//! Payment sessions.

use std::time::Duration;

use super::wire::Amount;
use super::wire::payments::{UserSessionRequest, UserSessionResponse};
use super::{Client, Manner, Transport};
use crate::clock;
use crate::domain::fault::Fault;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::payment::PaymentSession;
use crate::domain::person::CustomerId;
use crate::domain::text::{Secret, Text};
use crate::domain::time::{Timestamp, parse_instant};

const USER_SESSION: &str = "/v1/payments/user-session";

/// How long a session is taken to live when its answer does not say. Too short costs the visitor a second session; too
/// long would show a code that no longer pays.
const SESSION_ASSUMED: Duration = Duration::from_mins(10);

impl<T: Transport> Client<T> {
    /// Opens a payment session over exactly `amount` (`POST /v1/payments/user-session`, scope `ECOM`).
    ///
    /// Charges nothing and lapses unused, so it counts as a read. Stored payment methods are not offered: the kiosk is
    /// shared, and a name is no proof of identity. No `choices` leave the methods to the studio.
    pub async fn open_session(
        &self,
        language: Language,
        customer: CustomerId,
        amount: Money,
        reference_text: &Text,
        choices: &[String],
    ) -> Result<PaymentSession, Fault> {
        let request = UserSessionRequest {
            amount: Amount(amount.amount()),
            scope: "ECOM".to_owned(),
            customer_id: Some(customer.0),
            finion_pay_customer_id: None,
            permitted_payment_choices: choices.to_vec(),
            reference_text: reference_text.as_str().to_owned(),
            require_direct_debit_signature: None,
            show_existing_payment_instruments: Some(false),
        };
        let session: UserSessionResponse = self.post(language, USER_SESSION, &request, Manner::Read).await?;
        let valid_until = session.token_valid_until.and_then(|text| parse_instant(&text, &self.zone));
        Ok(PaymentSession {
            token: Secret::new(session.token),
            valid_until: valid_until.unwrap_or_else(assumed_end),
        })
    }
}

fn assumed_end() -> Timestamp {
    clock::wall().checked_add(SESSION_ASSUMED).unwrap_or(Timestamp::MAX)
}
