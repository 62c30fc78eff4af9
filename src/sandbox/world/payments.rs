//! Payment sessions and the tokens that the payment component makes of them: `POST /v1/payments/user-session`.
//!
//! Invariant: a token pays once, for its customer, its amount and within its session's time; and a session is over with
//! the first of its tokens that was used.

use std::fmt;
use std::time::Duration;

use rust_decimal::Decimal;

use crate::api::wire::payments::{UserSessionRequest, UserSessionResponse};
use crate::domain::time::Timestamp;

use super::ask::Ask;
use super::refusal::{Problem, Refusal, json};
use super::{Outcome, World};

/// How long a session lives, unless the world is told otherwise.
pub(super) const SESSION_LIFETIME: Duration = Duration::from_mins(10);
/// Seconds for which a lapsed session is still told apart from one that never was.
const REMEMBERED_SECONDS: i64 = 3_600;
/// Payments that one session authorises, and questions it asks at the bank; a person who tries more often is a script.
pub(super) const PER_SESSION_MAX: usize = 20;
/// Letters of the two kinds of token.
const TOKEN_LETTERS: usize = 54;
/// The longest text of a bank statement.
const REFERENCE_CHARS_MAX: usize = 140;
/// The payment choices of the contract.
const CHOICES: [&str; 11] = [
    "CASH",
    "BANK_TRANSFER",
    "BACS",
    "SEPA",
    "CH_DD",
    "LSV",
    "CREDIT_CARD",
    "TWINT",
    "PAYPAL",
    "BANCONTACT",
    "IDEAL",
];

/// An open session of the payment component.
#[derive(Clone)]
pub struct Session {
    /// The existing customer who pays, if there is one already.
    pub customer_id: Option<u64>,
    /// The payer.
    pub finion_pay_customer_id: String,
    /// Major units of the studio's currency.
    pub amount: Decimal,
    /// The studio's currency.
    pub currency: String,
    /// `ECOM` or `MEMBER_ACCOUNT`.
    pub scope: String,
    /// What will stand on the bank statement.
    pub reference_text: String,
    /// The ways of paying that were allowed; empty means all.
    pub permitted_payment_choices: Vec<String>,
    /// When it lapses.
    pub valid_until: Timestamp,
    /// Whether one of its tokens has paid for something.
    pub is_used: bool,
}

/// What the component hands out after the person has agreed to pay.
pub(super) struct PaymentToken {
    session: String,
    is_used: bool,
}

/// What a token is used for.
pub(super) struct TokenUse<'a> {
    /// The scope of its session.
    pub(super) scope: &'static str,
    /// The customer of its session; none for somebody new.
    pub(super) customer: Option<u64>,
    /// Major units of the studio's currency.
    pub(super) amount: Decimal,
    /// The ways of paying that are allowed; empty for all. A session must not have permitted another.
    pub(super) choices: &'a [String],
}

/// How the payment component behaves in a browser. A page must cope with each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Component {
    /// It mounts its form.
    #[default]
    Works,
    /// Its script is not there.
    Missing,
    /// Its script takes this long to arrive.
    Slow(Duration),
    /// Its `init` throws, as for a parameter that it does not like.
    Throws,
    /// Its `init` returns and mounts nothing.
    Empty,
}

/// Why the payment component cannot take a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthoriseError {
    /// There is no such session.
    #[error("the payment session is not known")]
    Unknown,
    /// Its time is over.
    #[error("the payment session has expired")]
    Expired,
    /// It has paid for something already.
    #[error("the payment session was already used")]
    Used,
    /// It has authorised more payments than a person would.
    #[error("the payment session has authorised too many payments")]
    TooMany,
    /// The card, or the payer at the bank, said no.
    #[error("the payment was declined")]
    Declined,
    /// The payer brings back something that the bank did not give them in this session.
    #[error("the bank was not asked in this payment session")]
    NotAsked,
    /// The address to come back to from the bank is not one of the web.
    #[error("the address to come back to is not an http or https address")]
    ReturnUrl,
}

impl World {
    /// The session behind a session token, used or not.
    pub fn session(&self, token: &str) -> Option<&Session> {
        self.sessions.get(token)
    }

    /// Every session so far.
    pub fn sessions(&self) -> impl Iterator<Item = &Session> {
        self.sessions.values()
    }

    /// Tokens that were handed out and have not been spent.
    pub fn unspent_tokens(&self) -> usize {
        self.tokens.values().filter(|token| !token.is_used).count()
    }

    /// The session behind a session token, while it can still be paid in.
    pub fn payable(&self, now: Timestamp, session_token: &str) -> Result<&Session, AuthoriseError> {
        let session = self.session(session_token).ok_or(AuthoriseError::Unknown)?;
        if session.is_used {
            return Err(AuthoriseError::Used);
        }
        if now >= session.valid_until {
            return Err(AuthoriseError::Expired);
        }
        Ok(session)
    }

    /// Does what the payment component does when the person agrees to pay, and gives the `paymentRequestToken`.
    ///
    /// No money moves before a purchase spends the token.
    pub fn authorise(&mut self, now: Timestamp, session_token: &str) -> Result<String, AuthoriseError> {
        self.payable(now, session_token)?;
        let earlier = self.tokens.values().filter(|token| token.session == session_token).count();
        if earlier >= PER_SESSION_MAX {
            return Err(AuthoriseError::TooMany);
        }
        let token = self.random.letters(TOKEN_LETTERS);
        self.tokens.insert(token.clone(), PaymentToken { session: session_token.to_owned(), is_used: false });
        Ok(token)
    }

    pub(super) fn user_session(&mut self, ask: &Ask<'_>) -> Outcome {
        let request: UserSessionRequest = ask.body()?;
        check(&request)?;
        self.forget_sessions(ask.now);
        let payer = self.payer(&request)?;
        let valid_until = ask.now.checked_add(self.session_lifetime).map_err(|_| Problem::Internal)?;
        let token = self.random.letters(TOKEN_LETTERS);
        let session = Session {
            customer_id: request.customer_id,
            finion_pay_customer_id: payer.clone(),
            amount: request.amount.0,
            currency: self.club.studio.currency.clone(),
            scope: request.scope,
            reference_text: request.reference_text,
            permitted_payment_choices: request.permitted_payment_choices,
            valid_until,
            is_used: false,
        };
        self.sessions.insert(token.clone(), session);
        json(&UserSessionResponse {
            token,
            token_valid_until: Some(format!("{valid_until:.6}")),
            finion_pay_customer_id: Some(payer),
        })
    }

    /// Drops what lapsed long ago, so that a studio that runs for weeks does not grow with its sessions.
    fn forget_sessions(&mut self, now: Timestamp) {
        let oldest = now.as_second().saturating_sub(REMEMBERED_SECONDS);
        self.sessions.retain(|_, session| session.valid_until.as_second() >= oldest);
        let sessions = &self.sessions;
        self.tokens.retain(|_, token| sessions.contains_key(&token.session));
        self.challenges.retain(|_, challenge| sessions.contains_key(&challenge.session));
    }

    /// A customer is their own payer for ever; someone without an id gets a new one.
    fn payer(&mut self, request: &UserSessionRequest) -> Result<String, Refusal> {
        if let Some(id) = request.customer_id {
            return Ok(self.person(id)?.uuid.clone());
        }
        match &request.finion_pay_customer_id {
            None => Ok(self.random.uuid()),
            Some(known) if self.sessions.values().any(|session| session.finion_pay_customer_id == *known) => {
                Ok(known.clone())
            }
            Some(_) => Err(Problem::NotFound.of("finionPayCustomerId")),
        }
    }

    /// Whether a token pays `amount` for `customer` at `now`; the next step is [`World::spend`].
    pub(super) fn check_token(
        &self,
        token: &str,
        customer: u64,
        amount: Decimal,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let field = "paymentRequestToken";
        let session = self.session_of(token, Some(customer), field, now)?;
        if session.amount != amount || session.scope != "ECOM" {
            return Err(Problem::TokenAmount.of(field));
        }
        Ok(())
    }

    /// Whether a token can be used so for a membership at `now`; the next step is [`World::spend`].
    pub(super) fn check_membership_token(
        &self,
        token: &str,
        field: &str,
        wanted: &TokenUse<'_>,
        now: Timestamp,
    ) -> Result<&Session, Refusal> {
        let session = self.session_of(token, wanted.customer, field, now)?;
        if session.scope != wanted.scope {
            return Err(Problem::TokenScope.of(field));
        }
        if session.amount != wanted.amount {
            return Err(Problem::TokenAmount.of(field));
        }
        let is_allowed = |choice: &String| wanted.choices.is_empty() || wanted.choices.contains(choice);
        if !session.permitted_payment_choices.iter().all(is_allowed) {
            return Err(Problem::TokenChoice.of(field));
        }
        Ok(session)
    }

    /// The session of a token of `customer`, or of somebody new, while both can still be used.
    fn session_of(
        &self,
        token: &str,
        customer: Option<u64>,
        field: &str,
        now: Timestamp,
    ) -> Result<&Session, Refusal> {
        let found = self.tokens.get(token).ok_or_else(|| Problem::TokenUnknown.of(field))?;
        let session = self.sessions.get(&found.session).ok_or_else(|| Problem::TokenUnknown.of(field))?;
        if session.customer_id != customer {
            return Err(Problem::TokenForeign.of(field));
        }
        if found.is_used || session.is_used {
            return Err(Problem::TokenUsed.of(field));
        }
        if self.refuses_tokens || now >= session.valid_until {
            return Err(Problem::TokenExpired.of(field));
        }
        Ok(session)
    }

    /// Uses a checked token and ends its session.
    pub(super) fn spend(&mut self, token: &str) {
        if let Some(token) = self.tokens.get_mut(token) {
            token.is_used = true;
            if let Some(session) = self.sessions.get_mut(&token.session) {
                session.is_used = true;
            }
        }
    }
}

fn check(request: &UserSessionRequest) -> Result<(), Refusal> {
    if request.customer_id.is_some() && request.finion_pay_customer_id.is_some() {
        return Err(Problem::SessionIdentity.of("finionPayCustomerId"));
    }
    let amount = request.amount.0;
    let is_free = amount.is_zero();
    if amount.is_sign_negative() && !is_free || amount.normalize().scale() > 2 {
        return Err(Problem::FieldInvalid.of("amount"));
    }
    match request.scope.as_str() {
        "MEMBER_ACCOUNT" => {}
        "ECOM" if !is_free => {}
        "ECOM" => return Err(Problem::FieldInvalid.of("amount")),
        _ => return Err(Problem::FieldInvalid.of("scope")),
    }
    if request.permitted_payment_choices.iter().any(|choice| !CHOICES.contains(&choice.as_str())) {
        return Err(Problem::FieldInvalid.of("permittedPaymentChoices"));
    }
    let text = request.reference_text.trim();
    if text.is_empty() || text.chars().count() > REFERENCE_CHARS_MAX {
        return Err(Problem::FieldInvalid.of("referenceText"));
    }
    Ok(())
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("customer_id", &self.customer_id)
            .field("amount", &self.amount)
            .field("valid_until", &self.valid_until)
            .field("is_used", &self.is_used)
            .finish_non_exhaustive()
    }
}
