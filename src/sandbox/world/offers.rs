//! The list of passes, one pass, and what it costs: `GET /v1/online-offers/purchasable`, the same with an id, and
//! `POST /v1/online-offers/purchase/preview`.

use rust_decimal::Decimal;

use crate::api::wire::offers::{OnlineOffer, OnlineOfferSlice, Preview, PreviewRequest};

use super::ask::{Ask, path_id};
use super::refusal::{Problem, Refusal, json, say};
use super::vouchers::Voucher;
use super::{Outcome, World};

/// The sizes that `sliceSize` may ask for.
const SLICE_SIZES: std::ops::RangeInclusive<usize> = 10..=100;
/// The size without one.
const SLICE_SIZE: usize = 50;

/// What a pass costs at least that is not free: 0.01.
const PRICE_MIN: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// A price for one customer today.
pub(super) struct Quote {
    pub(super) price: Decimal,
    /// What the voucher takes off; zero without one.
    pub(super) discount: Decimal,
    /// The code of the voucher that was taken.
    pub(super) voucher: Option<String>,
    /// Whether a code was given and not taken.
    pub(super) is_rejected: bool,
}

impl Quote {
    pub(super) fn payable(&self) -> Decimal {
        self.price - self.discount
    }
}

impl World {
    /// The offers on sale, with every detail.
    pub fn offers_on_sale(&self) -> &[OnlineOffer] {
        &self.club.offers
    }

    /// Changes every price of a pass or a membership's rate that is not zero from now on, in major units; none becomes free
    /// or less.
    pub fn change_prices(&mut self, by: Decimal) {
        if by.is_zero() {
            return;
        }
        let change = |price: &mut Decimal| {
            if !price.is_zero() {
                *price = (*price + by).max(PRICE_MIN);
            }
        };
        self.club.offers.iter_mut().for_each(|offer| change(&mut offer.price.amount.0));
        self.change_membership_prices(change);
    }

    /// One chunk; the offset of the next is the id of the last offer in it, which no caller should rely on.
    pub(super) fn offers(&self, ask: &Ask<'_>) -> Outcome {
        let size = match ask.query("sliceSize") {
            None => SLICE_SIZE,
            Some(text) => text
                .parse()
                .ok()
                .filter(|size| SLICE_SIZES.contains(size))
                .ok_or_else(|| Problem::FieldInvalid.of("sliceSize"))?,
        };
        let offers = &self.club.offers;
        let start = match ask.query("offset") {
            None | Some("0") => 0,
            Some(last) => {
                // A text that is no number is nobody's id, and must not match an offer without one.
                let last = last.parse::<u64>().ok();
                let at = offers.iter().position(|offer| last.is_some() && offer.offer_id() == last);
                at.ok_or_else(|| Problem::FieldInvalid.of("offset"))? + 1
            }
        };
        let end = offers.len().min(start + size);
        let slice: Vec<OnlineOffer> = offers[start..end].iter().map(brief).collect();
        json(&OnlineOfferSlice {
            offset: slice.last().map(offset_after),
            result: slice.into(),
            has_next: Some(end < offers.len()),
        })
    }

    pub(super) fn offer_detail(&self, id: &str) -> Outcome {
        json(self.offer(path_id(id, "offerId")?, "offerId")?)
    }

    pub(super) fn offer(&self, id: u64, reference: &str) -> Result<&OnlineOffer, Refusal> {
        let found = self.club.offers.iter().find(|offer| offer.offer_id() == Some(id));
        found.ok_or_else(|| Problem::NotFound.of(reference))
    }

    /// Stores nothing; a voucher that is not taken is no error.
    pub(super) fn preview(&self, ask: &Ask<'_>) -> Outcome {
        let request: PreviewRequest = ask.body()?;
        let offer = self.offer(request.online_offer_id, "onlineOfferId")?;
        self.person(request.customer_id)?;
        let quote = self.quote(offer, request.voucher_code.as_deref(), ask);
        json(&self.priced(&quote, ask))
    }

    pub(super) fn quote(&self, offer: &OnlineOffer, code: Option<&str>, ask: &Ask<'_>) -> Quote {
        let price = offer.price.amount.0;
        let code = code.filter(|code| !code.trim().is_empty());
        let voucher = code.and_then(|code| Voucher::find(&self.club.vouchers, code, offer, ask.today));
        Quote {
            price,
            discount: voucher.map_or(Decimal::ZERO, |voucher| voucher.discount(price)),
            voucher: voucher.map(|voucher| voucher.code.clone()),
            is_rejected: code.is_some() && voucher.is_none(),
        }
    }

    pub(super) fn priced(&self, quote: &Quote, ask: &Ask<'_>) -> Preview {
        let applied = quote.voucher.as_ref();
        Preview {
            price: self.club.money(quote.price),
            discounted_price: applied.map(|_| self.club.money(quote.payable())),
            discount_value: applied.map(|_| self.club.money(quote.discount)),
            voucher_success_message: applied
                .map(|code| say(&self.club.messages, ask.language, "voucher.applied", code)),
            voucher_error_code: quote.is_rejected.then(|| "INVALID_CODE".to_owned()),
        }
    }
}

/// An offer as the list shows it.
fn brief(offer: &OnlineOffer) -> OnlineOffer {
    OnlineOffer { validity: None, restrictions: None, payment_methods: Vec::new(), ..offer.clone() }
}

fn offset_after(offer: &OnlineOffer) -> String {
    offer.offer_id().unwrap_or_default().to_string()
}
