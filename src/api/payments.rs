//! Payment sessions.

use std::time::Duration;

use super::wire::Amount;
use super::wire::payments::{UserSessionRequest, UserSessionResponse};
use super::{Client, Manner, Transport};
use crate::clock;
use crate::domain::fault::Fault;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::payment::{Payer, PayerId, PaymentChoice, PaymentScope, PaymentSession};
use crate::domain::text::{Secret, Text};
use crate::domain::time::{Timestamp, parse_instant};

const USER_SESSION: &str = "/v1/payments/user-session";

/// How long a session is taken to live when its answer does not say. Too short costs the visitor a second session; too
/// long would show a code that no longer pays.
const SESSION_ASSUMED: Duration = Duration::from_mins(10);

impl<T: Transport> Client<T> {
    /// Opens a payment session over exactly `amount` (`POST /v1/payments/user-session`).
    ///
    /// Charges nothing and lapses unused, so it counts as a read. Stored payment methods are not offered: the kiosk is
    /// shared, and a name is no proof of identity. No `choices` leave the methods to the studio.
    pub async fn open_session(
        &self,
        language: Language,
        payer: &Payer,
        scope: PaymentScope,
        amount: Money,
        reference_text: &Text,
        choices: &[PaymentChoice],
    ) -> Result<PaymentSession, Fault> {
        let request = UserSessionRequest {
            amount: Amount(amount.amount()),
            scope: code(scope).to_owned(),
            customer_id: match payer {
                Payer::Customer(customer) => Some(customer.0),
                Payer::New | Payer::Known(_) => None,
            },
            finion_pay_customer_id: match payer {
                Payer::Known(PayerId(id)) => Some(id.reveal().to_owned()),
                Payer::New | Payer::Customer(_) => None,
            },
            permitted_payment_choices: choices.iter().map(|choice| choice.0.clone()).collect(),
            reference_text: reference_text.as_str().to_owned(),
            require_direct_debit_signature: None,
            show_existing_payment_instruments: Some(false),
        };
        let session: UserSessionResponse = self.post(language, USER_SESSION, &request, Manner::Read).await?;
        let valid_until = session.token_valid_until.and_then(|text| parse_instant(&text, &self.zone));
        Ok(PaymentSession {
            token: Secret::new(session.token),
            valid_until: valid_until.unwrap_or_else(assumed_end),
            payer: session
                .finion_pay_customer_id
                .filter(|id| !id.is_empty())
                .map(|id| PayerId(Secret::new(id))),
        })
    }
}

/// The name of a scope on the wire.
const fn code(scope: PaymentScope) -> &'static str {
    match scope {
        PaymentScope::MemberAccount => "MEMBER_ACCOUNT",
        PaymentScope::Ecom => "ECOM",
    }
}

fn assumed_end() -> Timestamp {
    clock::wall().checked_add(SESSION_ASSUMED).unwrap_or(Timestamp::MAX)
}
