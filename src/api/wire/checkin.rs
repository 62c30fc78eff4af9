//! Check-in vouchers: `POST /v1/checkin-vouchers/redeem`.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::lenient;

/// Turns a voucher into a door code, for somebody by name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckinVoucherRedeemRequest {
    /// The voucher.
    pub voucher_code: String,
    /// First name; written as one word here.
    pub firstname: String,
    /// Last name.
    pub lastname: String,
    /// E-mail.
    pub email: String,
}

/// The door code. Without it the answer is worth nothing, and the voucher is spent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckinVoucherRedeemResult {
    /// What opens the door; bytes to be shown as they are.
    #[serde(deserialize_with = "lenient::required_text")]
    pub studio_access_code: String,
}

impl fmt::Debug for CheckinVoucherRedeemRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CheckinVoucherRedeemRequest").finish_non_exhaustive()
    }
}

impl fmt::Debug for CheckinVoucherRedeemResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CheckinVoucherRedeemResult").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redeemed_voucher_without_a_code_is_none_and_debug_shows_neither() {
        for json in ["{}", r#"{"studioAccessCode": null}"#, r#"{"studioAccessCode": ""}"#] {
            assert!(serde_json::from_str::<CheckinVoucherRedeemResult>(json).is_err(), "{json}");
        }
        let result: CheckinVoucherRedeemResult =
            serde_json::from_str(r#"{"studioAccessCode": "canary"}"#).expect("a code");
        let request = CheckinVoucherRedeemRequest {
            voucher_code: "canary".to_owned(),
            firstname: "canary".to_owned(),
            lastname: "canary".to_owned(),
            email: "canary".to_owned(),
        };
        assert!(!format!("{result:?} {request:?}").contains("canary"));
    }
}
