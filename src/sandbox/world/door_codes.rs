//! `GET /v1/customers/{customerId}/access-code`: what a customer shows at the door, another one every second.

use crate::api::wire::customers::CustomerAccessCode;
use crate::api::wire::studio::AccessCodeConfiguration;
use crate::domain::time::Timestamp;

use super::ask::{Ask, path_id};
use super::random::Random;
use super::refusal::{Problem, json};
use super::{Outcome, World};

/// Digits of a code.
const CODE_DIGITS: usize = 19;
/// Sets the codes of one customer apart from those of the next; any odd number would do.
const CUSTOMER_FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl World {
    /// The code that a customer gets who asks at `at`; a pure function, so that asking changes nothing.
    pub fn door_code(&self, customer: u64, at: Timestamp) -> String {
        let second = at.as_second().cast_unsigned();
        let mut random =
            Random::new(self.seed ^ customer.wrapping_mul(CUSTOMER_FACTOR) ^ second.rotate_left(32));
        random.digits(CODE_DIGITS)
    }

    /// Lets this studio have door codes or not; the studio's information says the same.
    pub fn enable_door_codes(&mut self, enabled: bool) {
        let configuration = AccessCodeConfiguration { enabled: Some(enabled) };
        self.club.studio.information.access_code_configuration = Some(configuration);
    }

    pub(super) fn access_code(&self, ask: &Ask<'_>, customer: &str) -> Outcome {
        let customer = self.person(path_id(customer, "customerId")?)?;
        let configuration = self.club.studio.information.access_code_configuration.as_ref();
        if configuration.and_then(|configuration| configuration.enabled) != Some(true) {
            return Err(Problem::DoorCodesDisabled.into());
        }
        if customer.access_refusal {
            return Err(Problem::AccessRefused.of("customerId"));
        }
        let expires_at = ask.now.checked_add(self.door_code_lifetime).map_err(|_| Problem::Internal)?;
        let expires_at = Timestamp::from_second(expires_at.as_second()).unwrap_or(expires_at);
        json(&CustomerAccessCode {
            format: Some("QR_CODE".to_owned()),
            expires_at: Some(expires_at.to_string()),
            content: self.door_code(customer.id, ask.now),
        })
    }
}
