//! What the server says a pass costs; the kiosk computes nothing.

use super::money::Money;
use super::text::{Secret, Text};

/// The answer of a preview (`POST /v1/online-offers/purchase/preview`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricePreview {
    /// The price without the voucher.
    pub price: Money,
    /// The price with it.
    pub discounted: Option<Money>,
    /// What the voucher takes off.
    pub discount: Option<Money>,
    /// What the server says of an accepted voucher.
    pub voucher_message: Option<Text>,
    /// Why the voucher is not accepted.
    pub voucher_error: Option<VoucherError>,
}

impl PricePreview {
    /// What is to be paid: the discounted price where there is one, else the price.
    pub fn payable(&self) -> Money {
        self.discounted.unwrap_or(self.price)
    }

    /// Whether another preview says the same about money; words of the server may differ.
    pub fn same_price(&self, other: &Self) -> bool {
        self.price == other.price
            && self.discounted == other.discounted
            && self.discount == other.discount
            && self.voucher_error == other.voucher_error
    }

    /// Whether a voucher was accepted.
    pub fn voucher_accepted(&self) -> bool {
        self.voucher_error.is_none()
    }
}

/// Why a voucher was not accepted (`voucherErrorCode`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VoucherError {
    /// The one documented code.
    InvalidCode,
    /// A code this kiosk does not know.
    Other(Text),
}

/// A voucher code as it was typed or scanned; codes are worth money, so its `Debug` is masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voucher(Secret);

impl Voucher {
    /// Characters of a voucher code.
    pub const MAX: usize = 64;

    /// Takes a code without its surrounding spaces; `None` when nothing or too much is left.
    pub fn new(code: &str) -> Option<Self> {
        let code = code.trim();
        let fits =
            !code.is_empty() && code.chars().count() <= Self::MAX && !code.chars().any(char::is_control);
        fits.then(|| Self(Secret::new(code)))
    }

    /// The code, where it is sent or shown to the person who typed it.
    pub fn code(&self) -> &str {
        self.0.reveal()
    }
}
