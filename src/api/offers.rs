//! Online offers: what is on sale, what it costs a customer, the purchase, and what was purchased.

mod catalogue;
mod tickets;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::answer::{decode, present};
use super::time::day;
use super::wire::offers as wire;
use super::wire::{self as shapes, Call};
use super::{Client, Manner, Transport, garbage};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::offer::{Offer, OfferDetail, OfferId};
use crate::domain::pass::{AccessCode, PurchaseId, PurchasedPass, Receipt};
use crate::domain::person::CustomerId;
use crate::domain::price::{PricePreview, Voucher, VoucherError};
use crate::domain::text::{Secret, Text};
use crate::domain::time::{Date, TimeZone};
use catalogue::Catalogue;

pub(super) use catalogue::hours;

const PURCHASABLE: &str = "/v1/online-offers/purchasable";
const PREVIEW: &str = "/v1/online-offers/purchase/preview";
const PURCHASE: &str = "/v1/online-offers/purchase";

/// Offers of one chunk; the only size that every chunked operation of the API family accepts.
const SLICE_SIZE: usize = 50;
/// Time for all chunks together; 10,000 offers from a slow server take half of it.
const LISTING_TIME_MAX: Duration = Duration::from_mins(1);
/// Passes of one customer. More is a refusal instead of a cut, which could hide the one that is looked for.
const PURCHASES_MAX: usize = 5_000;

/// What a purchase takes. Its `Debug` shows neither voucher nor token.
#[derive(Clone, Copy, Debug)]
pub struct PurchaseCall<'a> {
    /// The offer.
    pub offer: OfferId,
    /// Who buys it.
    pub customer: CustomerId,
    /// First day of validity, in the studio's zone.
    pub valid_from: Date,
    /// The voucher of the preview.
    pub voucher: Option<&'a Voucher>,
    /// The token of the payment component; none when nothing is to be paid.
    pub token: Option<&'a Secret>,
}

impl<T: Transport> Client<T> {
    /// Every offer on sale, each once, in the order of the studio (`GET /v1/online-offers/purchasable`, all chunks).
    ///
    /// An offer without an id or a price cannot be sold and is left out; see [`Client::offers_left_out`].
    ///
    /// Faults: [`FaultKind::TooLarge`] for a list without an end, [`FaultKind::TimedOut`] for one that takes too long.
    pub async fn list_offers(&self, language: Language) -> Result<Arc<[Offer]>, Fault> {
        let started = self.clock.now().moment;
        let mut catalogue = Catalogue::default();
        let mut offset: Option<String> = None;
        loop {
            let call = Call::get(PURCHASABLE).with("sliceSize", SLICE_SIZE.to_string());
            let call = match offset {
                Some(offset) => call.with("offset", offset),
                None => call,
            };
            offset = catalogue.add(self.get(language, call).await?)?;
            if offset.is_none() {
                break;
            }
            if self.clock.now().moment.since(started) > LISTING_TIME_MAX {
                return Err(FaultKind::TimedOut.into());
            }
        }
        self.offers_left_out.store(catalogue.left_out, Ordering::Relaxed);
        Ok(catalogue.offers.into())
    }

    /// One offer with all a buyer should know (`GET /v1/online-offers/purchasable/{offerId}`).
    pub async fn read_offer(&self, language: Language, offer: OfferId) -> Result<OfferDetail, Fault> {
        let detail = self.get(language, Call::get(format!("{PURCHASABLE}/{}", offer.0))).await?;
        catalogue::detail(detail).ok_or_else(garbage)
    }

    /// What a customer would pay (`POST /v1/online-offers/purchase/preview`); stores nothing.
    ///
    /// A voucher that is not accepted is no fault but part of the answer.
    pub async fn preview_price(
        &self,
        language: Language,
        offer: OfferId,
        customer: CustomerId,
        voucher: Option<&Voucher>,
    ) -> Result<PricePreview, Fault> {
        let request = wire::PreviewRequest {
            online_offer_id: offer.0,
            customer_id: customer.0,
            voucher_code: voucher.map(|voucher| voucher.code().to_owned()),
        };
        preview(self.post(language, PREVIEW, &request, Manner::Read).await?).ok_or_else(garbage)
    }

    /// Buys a pass (`POST /v1/online-offers/purchase`): moves money, and is sent once.
    ///
    /// [`Fault::fate`] tells what is known after a fault. A success that cannot be read is [`FaultKind::Garbage`]: the
    /// pass may have been bought.
    pub async fn purchase(&self, language: Language, purchase: PurchaseCall<'_>) -> Result<Receipt, Fault> {
        let request = wire::PurchaseRequest {
            online_offer_id: purchase.offer.0,
            customer_id: purchase.customer.0,
            valid_from: purchase.valid_from.to_string(),
            voucher_code: purchase.voucher.map(|voucher| voucher.code().to_owned()),
            payment_request_token: purchase.token.map(|token| token.reveal().to_owned()),
        };
        let result: wire::PurchaseResult = self.post(language, PURCHASE, &request, Manner::Purchase).await?;
        Ok(Receipt {
            purchase: PurchaseId(result.online_offer_purchase_id),
            code: result.studio_access_code.as_deref().and_then(AccessCode::new),
        })
    }

    /// A customer's passes of one offer (`GET /v1/online-offers/{customerId}/purchased/{offerId}`).
    ///
    /// The API's own 404 means that there are none. A 404 without the API's words is a fault: a page of some gateway
    /// says nothing about purchases. A list with an unreadable entry is [`FaultKind::Garbage`] as a whole, because one
    /// that misses a purchase reads as "not bought".
    pub async fn list_purchased_of(
        &self,
        language: Language,
        customer: CustomerId,
        offer: OfferId,
    ) -> Result<Vec<PurchasedPass>, Fault> {
        let path = format!("/v1/online-offers/{}/purchased/{}", customer.0, offer.0);
        let call = Call::get(path).in_language(language);
        match self.ask(call, Manner::Look).await.and_then(|answer| decode(&answer)) {
            Ok(purchased) => passes(purchased, &self.zone),
            Err(fault) if fault.kind == FaultKind::NotFound && fault.message.is_some() => Ok(Vec::new()),
            Err(fault) => Err(fault),
        }
    }
}

/// A preview in which every amount is a price of one currency.
fn preview(preview: wire::Preview) -> Option<PricePreview> {
    let price = Money::try_from(&preview.price).ok()?;
    let amount = |wire: Option<&shapes::Money>| match wire.map(Money::try_from) {
        None => Some(None),
        Some(Ok(money)) if money.currency() == price.currency() => Some(Some(money)),
        Some(_) => None,
    };
    Some(PricePreview {
        price,
        discounted: amount(preview.discounted_price.as_ref())?,
        discount: amount(preview.discount_value.as_ref())?,
        voucher_message: present(preview.voucher_success_message.as_deref().map(Text::long)),
        voucher_error: present(preview.voucher_error_code.as_deref().map(Text::name)).map(|code| match code
            .as_str()
        {
            "INVALID_CODE" => VoucherError::InvalidCode,
            _ => VoucherError::Other(code),
        }),
    })
}

fn passes(purchased: Vec<wire::PurchasedOnlineOffer>, zone: &TimeZone) -> Result<Vec<PurchasedPass>, Fault> {
    if purchased.len() > PURCHASES_MAX {
        return Err(FaultKind::TooLarge.into());
    }
    Ok(purchased.iter().map(|pass| held(pass, zone)).collect())
}

/// A day that cannot be read is as good as none: it cannot be ruled out, and an old pass must not hide the others.
fn held(pass: &wire::PurchasedOnlineOffer, zone: &TimeZone) -> PurchasedPass {
    PurchasedPass {
        purchase: PurchaseId(pass.online_offer_purchase_id),
        offer: pass.offer_id().map(OfferId),
        valid_from: day(pass.valid_from.as_deref(), zone),
        code: pass.studio_access_code.as_deref().and_then(AccessCode::new),
    }
}
