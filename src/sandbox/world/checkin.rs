//! Check-in vouchers: a code with a name and an address becomes a door code, once.

use std::fmt;

use serde::Deserialize;

use crate::api::wire::checkin::{CheckinVoucherRedeemRequest, CheckinVoucherRedeemResult};
use crate::domain::time::Timestamp;

use super::ask::{Ask, fold};
use super::leads::{is_email, is_filled};
use super::moving::MovingDay;
use super::refusal::{Problem, json};
use super::{Outcome, World};

/// Letters of a door code.
const ACCESS_CODE_LETTERS: usize = 8;

/// A voucher of `checkin-vouchers.json`.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CheckinVoucher {
    code: String,
    /// The last day on which it is taken.
    #[serde(default)]
    valid_until: Option<MovingDay>,
}

/// A voucher that was turned into a door code.
#[derive(Clone)]
pub struct Redemption {
    /// The voucher.
    pub voucher_code: String,
    /// Who, with first and last name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What opens the door.
    pub access_code: String,
    /// When.
    pub redeemed_at: Timestamp,
}

impl World {
    /// Every voucher that was redeemed, oldest first.
    pub fn redemptions(&self) -> &[Redemption] {
        &self.redemptions
    }

    pub(super) fn redeem(&mut self, ask: &Ask<'_>) -> Outcome {
        let request: CheckinVoucherRedeemRequest = ask.body()?;
        for (field, is_fine) in [
            ("firstname", is_filled(&request.firstname)),
            ("lastname", is_filled(&request.lastname)),
            ("email", is_email(&request.email)),
        ] {
            if !is_fine {
                return Err(Problem::FieldInvalid.of(field));
            }
        }
        let typed = fold(&request.voucher_code);
        let known = self.club.checkin_vouchers.iter().find(|voucher| fold(&voucher.code) == typed);
        let voucher = known.ok_or_else(|| Problem::NotFound.of("voucherCode"))?;
        if voucher.valid_until.is_some_and(|last| last.from(self.began_on) < ask.today) {
            return Err(Problem::CheckinExpired.of("voucherCode"));
        }
        let is_used = self.redemptions.iter().any(|used| used.voucher_code == voucher.code);
        if is_used && !self.accepts_repeats {
            return Err(Problem::CheckinUsed.of("voucherCode"));
        }
        let redemption = Redemption {
            voucher_code: voucher.code.clone(),
            name: format!("{} {}", request.firstname.trim(), request.lastname.trim()),
            email: request.email.trim().to_owned(),
            access_code: self.random.letters(ACCESS_CODE_LETTERS),
            redeemed_at: ask.now,
        };
        let result = CheckinVoucherRedeemResult { studio_access_code: redemption.access_code.clone() };
        self.redemptions.push(redemption);
        json(&result)
    }
}

impl fmt::Debug for Redemption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redemption").field("redeemed_at", &self.redeemed_at).finish_non_exhaustive()
    }
}
