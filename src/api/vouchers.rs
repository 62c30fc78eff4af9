//! Check-in vouchers.

use super::answer::decode_object;
use super::wire::Call;
use super::wire::checkin as wire;
use super::{Client, Manner, Transport, garbage};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::language::Language;
use crate::domain::pass::AccessCode;
use crate::domain::request::Redemption;

const REDEEM: &str = "/v1/checkin-vouchers/redeem";

impl<T: Transport> Client<T> {
    /// Turns a voucher into a door code (`POST /v1/checkin-vouchers/redeem`): spends it, and is sent once.
    ///
    /// A success without a code that can be shown is [`FaultKind::Garbage`]: the voucher may be spent, and nothing that can
    /// be read tells its code.
    pub async fn redeem_voucher(
        &self,
        language: Language,
        redemption: &Redemption,
    ) -> Result<AccessCode, Fault> {
        let request = wire::CheckinVoucherRedeemRequest {
            voucher_code: redemption.voucher.code().to_owned(),
            firstname: redemption.first_name.clone(),
            lastname: redemption.last_name.clone(),
            email: redemption.email.clone(),
        };
        let call = Call::post(REDEEM, &request).map_err(|_| FaultKind::HeldBack)?.in_language(language);
        let result: wire::CheckinVoucherRedeemResult =
            decode_object(&self.ask(call, Manner::Purchase).await?)?;
        AccessCode::new(&result.studio_access_code).ok_or_else(garbage)
    }
}
