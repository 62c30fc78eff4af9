//! Check-in vouchers.

use crate::api::{Client, Transport};
use crate::app::effect::VouchersEffect;
use crate::app::msg::VouchersEvent;
use crate::domain::language::Language;

/// Redeems, and gives the answer its name.
pub(super) async fn perform<T: Transport>(
    client: &Client<T>,
    language: Language,
    effect: VouchersEffect,
) -> VouchersEvent {
    match effect {
        VouchersEffect::RedeemVoucher(redemption) => {
            VouchersEvent::VoucherRedeemed(client.redeem_voucher(language, &redemption).await)
        }
    }
}
