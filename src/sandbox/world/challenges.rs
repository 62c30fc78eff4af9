//! Bank confirmations (3-D Secure): the payer leaves the page of the component, answers at the bank, and is sent back.
//!
//! Invariant: a challenge is answered once, leads nowhere but back to where it was begun, and what came of it counts in its
//! own session only.

use crate::domain::time::Timestamp;

use super::World;
use super::payments::{AuthoriseError, PER_SESSION_MAX, Session};

/// Letters of a challenge's address, and of what the payer brings back from the bank.
const ID_LETTERS: usize = 32;
/// Bytes of the address to come back to; browsers send no longer ones in practice.
const RETURN_URL_MAX: usize = 2_048;
/// What the component finds in the query of the page it comes back to.
const RESULT_PARAMETER: &str = "redirectResult";

/// A question that the bank asks the payer.
pub(super) struct Challenge {
    pub(super) session: String,
    return_url: String,
    /// What the payer brings back; whoever knows it gets the outcome.
    result: String,
    outcome: Option<Outcome>,
}

/// What came of a challenge.
enum Outcome {
    /// The payment is authorised: this is its `paymentRequestToken`.
    Confirmed(String),
    Rejected,
}

/// What the payer says at the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankAnswer {
    /// It is their payment.
    Confirm,
    /// It is not, or no longer.
    Reject,
}

impl World {
    /// Sends the payer to the bank: gives the challenge's id, which is the last part of the bank's address.
    ///
    /// `return_url` is where the bank sends them back to, an http or https address.
    pub fn challenge(
        &mut self,
        now: Timestamp,
        session_token: &str,
        return_url: &str,
    ) -> Result<String, AuthoriseError> {
        self.payable(now, session_token)?;
        if !is_return_url(return_url) {
            return Err(AuthoriseError::ReturnUrl);
        }
        let earlier = self.challenges.values().filter(|earlier| earlier.session == session_token).count();
        if earlier >= PER_SESSION_MAX {
            return Err(AuthoriseError::TooMany);
        }
        let id = self.random.letters(ID_LETTERS);
        let result = self.random.letters(ID_LETTERS);
        let (session, return_url) = (session_token.to_owned(), return_url.to_owned());
        self.challenges.insert(id.clone(), Challenge { session, return_url, result, outcome: None });
        Ok(id)
    }

    /// The payment that the bank asks about.
    pub fn challenged(&self, id: &str) -> Option<&Session> {
        self.challenges.get(id).and_then(|challenge| self.session(&challenge.session))
    }

    /// Answers the bank and gives the address that the payer is sent back to. The first answer stands.
    pub fn answer_bank(
        &mut self,
        now: Timestamp,
        id: &str,
        answer: BankAnswer,
    ) -> Result<String, AuthoriseError> {
        let challenge = self.challenges.get(id).ok_or(AuthoriseError::Unknown)?;
        let back = with_result(&challenge.return_url, &challenge.result);
        if challenge.outcome.is_some() {
            return Ok(back);
        }
        let session = challenge.session.clone();
        // A payer who was at the bank for too long comes back as well, and finds that it did not work.
        let outcome = match answer {
            BankAnswer::Confirm => {
                self.authorise(now, &session).map_or(Outcome::Rejected, Outcome::Confirmed)
            }
            BankAnswer::Reject => Outcome::Rejected,
        };
        if let Some(challenge) = self.challenges.get_mut(id) {
            challenge.outcome = Some(outcome);
        }
        Ok(back)
    }

    /// What the payer brought back from the bank: the `paymentRequestToken`, the same one each time the page is loaded again.
    pub fn bank_result(
        &self,
        now: Timestamp,
        session_token: &str,
        result: &str,
    ) -> Result<String, AuthoriseError> {
        self.payable(now, session_token)?;
        let is_meant =
            |challenge: &&Challenge| challenge.session == session_token && challenge.result == result;
        let found = self.challenges.values().find(is_meant).and_then(|challenge| challenge.outcome.as_ref());
        match found {
            Some(Outcome::Confirmed(token)) => Ok(token.clone()),
            Some(Outcome::Rejected) => Err(AuthoriseError::Declined),
            None => Err(AuthoriseError::NotAsked),
        }
    }
}

/// Whether an address is one to send a browser to: of the web, and nothing but printable ASCII, since it becomes a header.
fn is_return_url(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    url.len() <= RETURN_URL_MAX
        && url.bytes().all(|byte| byte.is_ascii_graphic())
        && rest
            .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '['))
}

/// The address with the result in its query.
fn with_result(url: &str, result: &str) -> String {
    let (address, fragment) = url.find('#').map_or((url, ""), |at| url.split_at(at));
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{RESULT_PARAMETER}={result}{fragment}")
}
