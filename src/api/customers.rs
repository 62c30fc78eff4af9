//! Customers: by an identifier, by a search, by their id, and what they show at the door.
//!
//! Of what the API tells about a person only what the sale needs is kept; bank and address data are never decoded.

use super::time::parse_day;
use super::wire::Call;
use super::wire::customers as wire;
use super::{Client, Manner, Transport, garbage};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::language::Language;
use crate::domain::membership::Applicant;
use crate::domain::pass::{AccessCode, DoorCode};
use crate::domain::person::{CardNumberFormat, Customer, CustomerId, CustomerKey, CustomerStatus, Lead};
use crate::domain::time::{TimeZone, parse_instant};

const BY: &str = "/v1/customers/by";
const SEARCH: &str = "/v1/customers/search";

/// People of one search. More is a refusal instead of a cut, which could make one person look like the only match.
const FOUND_MAX: usize = 200;
/// Bytes of a name or an address that is compared; nothing longer is either.
const PERSONAL_BYTES_MAX: usize = 1_000;

impl<T: Transport> Client<T> {
    /// The one customer with an identifier (`GET /v1/customers/by`).
    ///
    /// Faults: [`FaultKind::NotFound`] when there is none.
    pub async fn customer_by(&self, language: Language, key: &CustomerKey) -> Result<Customer, Fault> {
        let call = Call::get(BY);
        let call = match key {
            CustomerKey::CardNumber { number, format } => {
                call.with("cardNumber", number).with("cardNumberFormat", code(*format))
            }
            CustomerKey::Barcode(code) => call.with("barcode", code),
            CustomerKey::Pin(pin) => call.with("pin", pin.reveal()),
            CustomerKey::CustomerNumber(number) => call.with("customerNumber", number),
        };
        kept(self.get(language, call).await?, &self.zone)
    }

    /// Customers with the e-mail and last name of a lead, possibly none (`POST /v1/customers/search`).
    ///
    /// The birth date is not sent: it would hide those of whom none is recorded, and a second match with them.
    pub async fn search_customers(&self, language: Language, lead: &Lead) -> Result<Vec<Customer>, Fault> {
        let request = wire::CustomerSearchRequest {
            last_name: Some(lead.last_name.clone()),
            email: Some(lead.email.clone()),
            ..Default::default()
        };
        self.search(language, &request, Manner::Read).await
    }

    /// Customers with the e-mail and birth date of somebody who joins, possibly none (`POST /v1/customers/search`).
    ///
    /// It also tells what became of a signup, so it waits for no breaker of ours.
    pub async fn search_applicant(
        &self,
        language: Language,
        applicant: &Applicant,
    ) -> Result<Vec<Customer>, Fault> {
        let request = wire::CustomerSearchRequest {
            email: Some(applicant.email.clone()),
            date_of_birth: Some(applicant.date_of_birth.to_string()),
            ..Default::default()
        };
        self.search(language, &request, Manner::Look).await
    }

    /// Customers with the last name and birth date of somebody who wants to join, whatever their e-mail, possibly none
    /// (`POST /v1/customers/search`).
    pub async fn search_namesakes(
        &self,
        language: Language,
        applicant: &Applicant,
    ) -> Result<Vec<Customer>, Fault> {
        let request = wire::CustomerSearchRequest {
            last_name: Some(applicant.last_name.clone()),
            date_of_birth: Some(applicant.date_of_birth.to_string()),
            ..Default::default()
        };
        self.search(language, &request, Manner::Read).await
    }

    async fn search(
        &self,
        language: Language,
        request: &wire::CustomerSearchRequest,
        manner: Manner,
    ) -> Result<Vec<Customer>, Fault> {
        let found: Vec<wire::Customer> = self.post(language, SEARCH, request, manner).await?;
        if found.len() > FOUND_MAX {
            return Err(FaultKind::TooLarge.into());
        }
        found.into_iter().map(|customer| kept(customer, &self.zone)).collect()
    }

    /// One customer (`GET /v1/customers/{customerId}`).
    pub async fn read_customer(&self, language: Language, customer: CustomerId) -> Result<Customer, Fault> {
        kept(self.get(language, Call::get(format!("/v1/customers/{}", customer.0))).await?, &self.zone)
    }

    /// What a customer shows at the door (`GET /v1/customers/{customerId}/access-code`), byte for byte.
    ///
    /// Faults: [`FaultKind::Garbage`] for a code that nobody can show.
    pub async fn read_door_code(&self, language: Language, customer: CustomerId) -> Result<DoorCode, Fault> {
        let call = Call::get(format!("/v1/customers/{}/access-code", customer.0));
        let code: wire::CustomerAccessCode = self.get(language, call).await?;
        Ok(DoorCode {
            content: AccessCode::new(&code.content).ok_or_else(garbage)?,
            expires_at: code.expires_at.as_deref().and_then(|text| parse_instant(text, &self.zone)),
            // The one format there is goes without saying.
            is_qr: code.format.is_none_or(|format| format.trim() == "QR_CODE"),
        })
    }
}

/// What is kept of a person.
///
/// A birth date that is recorded but cannot be read spoils the answer: without it, it would count as not recorded, and
/// no birth date would have to match.
fn kept(customer: wire::Customer, zone: &TimeZone) -> Result<Customer, Fault> {
    let date_of_birth = match customer.date_of_birth.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(text) => Some(parse_day(text, zone).ok_or_else(garbage)?),
    };
    let short = |text: &String| text.len() <= PERSONAL_BYTES_MAX;
    Ok(Customer {
        id: CustomerId(customer.id),
        first_name: customer.first_name.filter(short),
        last_name: customer.last_name.filter(short),
        email: customer.email.filter(short),
        date_of_birth,
        access_refusal: customer.access_refusal.unwrap_or(false),
        status: match customer.status.trim() {
            "MEMBER" => CustomerStatus::Member,
            "FORMER_MEMBER" => CustomerStatus::FormerMember,
            "PROSPECT" => CustomerStatus::Prospect,
            _ => CustomerStatus::Other,
        },
        third_party_id: customer.third_party_id.filter(short),
    })
}

/// The name of a format on the wire.
const fn code(format: CardNumberFormat) -> &'static str {
    match format {
        CardNumberFormat::Decimal => "DECIMAL",
        CardNumberFormat::HexMsb => "HEX_MSB",
        CardNumberFormat::HexLsb => "HEX_LSB",
    }
}
