//! Customers: `GET /v1/customers/by`, `POST /v1/customers/search`, `GET /v1/customers/{customerId}` and their door codes.
//!
//! The API answers with far more than a sale needs (bank account, address, pictures); what is not listed here is never
//! decoded, so it cannot be kept by accident.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::lenient;

/// A person the studio knows: member, former member or prospect.
///
/// In lists an unreadable customer fails the whole answer: leaving one out could make another look like the only match.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// The id that purchases and sessions take.
    #[serde(deserialize_with = "lenient::id")]
    pub id: u64,
    /// `MEMBER`, `PROSPECT`, `FORMER_MEMBER`, or one to come.
    #[serde(deserialize_with = "lenient::required_text")]
    pub status: String,
    /// True while the person is barred from entry; none when the answer did not say.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub access_refusal: Option<bool>,
    /// The number on the card, such as `1-12345`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub customer_number: Option<String>,
    /// First name.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Last name.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// `yyyy-MM-dd`, where recorded.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<String>,
    /// E-mail, where recorded.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The home studio.
    #[serde(default, deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub studio_id: Option<u64>,
    /// The caller's own reference, where a lead was created with one.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub third_party_id: Option<String>,
    /// What identifies the person at a reader. The studio sends it; the kiosk has no use for it and keeps none.
    #[serde(default, skip_deserializing, skip_serializing_if = "Vec::is_empty")]
    pub access_mediums: Vec<AccessMedium>,
}

/// A card, a PIN or a barcode of a customer; never decoded.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessMedium {
    /// The medium.
    pub id: u64,
    /// `CARD_NUMBER`, `PIN`, `BARCODE` or `WALLET_PASS`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What the reader reads.
    pub value: String,
}

/// What a customer shows at the door (`GET /v1/customers/{customerId}/access-code`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerAccessCode {
    /// `QR_CODE`, or one to come.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// An instant: after it the code has to be fetched again.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    /// What is drawn; bytes to be shown as they are.
    #[serde(deserialize_with = "lenient::required_text")]
    pub content: String,
}

/// What to search by; names match as prefixes.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CustomerSearchRequest {
    /// The beginning of the first name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The beginning of the last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The whole e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// `yyyy-MM-dd`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<String>,
}

impl fmt::Debug for Customer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Customer")
            .field("id", &self.id)
            .field("status", &self.status)
            .field("access_refusal", &self.access_refusal)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for AccessMedium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessMedium").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl fmt::Debug for CustomerAccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomerAccessCode")
            .field("format", &self.format)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for CustomerSearchRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomerSearchRequest").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_with_one_unreadable_customer_is_no_list() {
        let good = r#"{"id": "1001", "status": "SLEEPING", "accessRefusal": null, "firstName": null}"#;
        let list: Vec<Customer> = serde_json::from_str(&format!("[{good}]")).expect("a list");
        assert_eq!((list[0].id, list[0].access_refusal), (1001, None));
        assert!(
            serde_json::from_str::<Vec<Customer>>(&format!("[{good}, {{\"status\": \"MEMBER\"}}]")).is_err()
        );
    }

    #[test]
    fn debug_shows_no_person() {
        let customer: Customer = serde_json::from_str(
            r#"{"id": 1, "status": "MEMBER", "firstName": "canary", "email": "canary@example.com"}"#,
        )
        .expect("a customer");
        let search = CustomerSearchRequest { email: Some("canary".to_owned()), ..Default::default() };
        assert!(!format!("{customer:?} {search:?}").contains("canary"));
        assert_eq!(serde_json::to_string(&search).expect("JSON"), r#"{"email":"canary"}"#);
    }

    #[test]
    fn a_medium_is_sent_and_never_read() {
        let mut customer: Customer = serde_json::from_str(
            r#"{"id": 1, "status": "MEMBER", "accessMediums": [{"id": 2, "type": "PIN", "value": "canary"}]}"#,
        )
        .expect("a customer");
        assert!(customer.access_mediums.is_empty());
        customer.access_mediums =
            vec![AccessMedium { id: 2, kind: "PIN".to_owned(), value: "canary".to_owned() }];
        assert!(serde_json::to_string(&customer).expect("JSON").contains(r#""type":"PIN","value":"canary""#));
        assert!(!format!("{:?}", customer.access_mediums).contains("canary"));
    }

    #[test]
    fn a_door_code_needs_its_content_alone_and_debug_hides_it() {
        let code: CustomerAccessCode =
            serde_json::from_str(r#"{"format": null, "expiresAt": {}, "content": "canary"}"#)
                .expect("a code");
        assert_eq!((&code.format, &code.expires_at), (&None, &None));
        assert!(!format!("{code:?}").contains("canary"));
        assert!(serde_json::from_str::<CustomerAccessCode>(r#"{"format": "QR_CODE"}"#).is_err());
    }
}
