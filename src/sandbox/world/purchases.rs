//! Buying a pass and listing what was bought: `POST /v1/online-offers/purchase` and `GET .../purchased`.
//!
//! Invariant: a purchase happens whole or not at all; every check comes before the first change.

use std::fmt;

use jiff::Span;
use rust_decimal::Decimal;

use crate::api::wire::offers::{OnlineOffer, PurchaseRequest, PurchaseResult, PurchasedOnlineOffer, Term};
use crate::domain::time::{Date, Timestamp, age_on};

use super::ask::{Ask, iso_date, path_id};
use super::offers::Quote;
use super::person::Person;
use super::refusal::{Problem, Refusal, json};
use super::{Outcome, World};

/// How far ahead a pass can begin, in days.
const AHEAD_DAYS_MAX: i64 = 366;
/// Letters of an access code.
const ACCESS_CODE_LETTERS: usize = 8;
/// How long before its beginning a world remembers a purchase, in days.
const REMEMBERED_DAYS: i64 = 7;

/// A pass that was sold.
#[derive(Clone)]
pub struct Purchase {
    /// The sale.
    pub id: u64,
    /// Who bought it.
    pub customer_id: u64,
    /// What was bought, as it was then.
    pub offer: OnlineOffer,
    /// The first day, in the studio's zone.
    pub valid_from: Date,
    /// When it was bought.
    pub bought_at: Timestamp,
    /// When it is listed; none for at once, whatever the clock does.
    pub visible_at: Option<Timestamp>,
    /// What opens the door.
    pub access_code: String,
    /// The voucher that was taken.
    pub voucher_code: Option<String>,
    /// What the voucher took off.
    pub discount: Decimal,
    /// What was captured, major units of the studio's currency; zero without a payment.
    pub paid: Decimal,
}

impl World {
    /// Everything sold since the week before the world began, oldest first; what members have from before that is listed
    /// for them only.
    pub fn purchases(&self) -> &[Purchase] {
        &self.purchases
    }

    /// Sells a pass at the front desk, for cash: what the API did not sell stands in the same lists.
    ///
    /// Gives the id of the sale; none where the studio does not know the customer or the offer.
    pub fn sell_at_desk(
        &mut self,
        now: Timestamp,
        customer: u64,
        offer: u64,
        valid_from: Date,
    ) -> Option<u64> {
        let offer = self.offer(offer, "onlineOfferId").ok()?.clone();
        let customer = self.person(customer).ok()?.id;
        let price = offer.price.amount.0;
        let quote = Quote { price, discount: Decimal::ZERO, voucher: None, is_rejected: false };
        Some(self.record(customer, offer, valid_from, quote, now).id)
    }

    pub(super) fn purchase(&mut self, ask: &Ask<'_>) -> Outcome {
        let request: PurchaseRequest = ask.body()?;
        let offer = self.offer(request.online_offer_id, "onlineOfferId")?.clone();
        let buyer = self.person(request.customer_id)?;
        let valid_from = first_day(&request.valid_from, ask.today)?;
        check_buyer(buyer, &offer, valid_from)?;
        let quote = self.quote(&offer, request.voucher_code.as_deref(), ask);
        if quote.is_rejected {
            return Err(Problem::VoucherInvalid.of("voucherCode"));
        }
        self.settle(&request, &quote, ask.now)?;
        let preview = self.priced(&quote, ask);
        let sale = self.record(request.customer_id, offer, valid_from, quote, ask.now);
        json(&PurchaseResult {
            online_offer_purchase_id: sale.id,
            studio_access_code: Some(sale.access_code.clone()),
            price: Some(preview.price),
            discounted_price: preview.discounted_price,
            discount_value: preview.discount_value,
            voucher_success_message: preview.voucher_success_message,
            voucher_error_code: None,
        })
    }

    /// Captures what is due, or makes sure that nothing is.
    fn settle(&mut self, request: &PurchaseRequest, quote: &Quote, now: Timestamp) -> Result<(), Refusal> {
        let field = "paymentRequestToken";
        match (quote.payable(), request.payment_request_token.as_deref()) {
            (due, None) if due.is_zero() => Ok(()),
            (due, Some(_)) if due.is_zero() => Err(Problem::TokenUnwanted.of(field)),
            (_, None) => Err(Problem::TokenMissing.of(field)),
            (due, Some(token)) => {
                self.check_token(token, request.customer_id, due, now)?;
                self.spend(token);
                Ok(())
            }
        }
    }

    fn record(
        &mut self,
        customer_id: u64,
        offer: OnlineOffer,
        valid_from: Date,
        quote: Quote,
        now: Timestamp,
    ) -> &Purchase {
        let sale = Purchase {
            id: self.next_id(),
            customer_id,
            offer,
            valid_from,
            bought_at: now,
            visible_at: self.visible_at(now),
            access_code: self.random.letters(ACCESS_CODE_LETTERS),
            discount: quote.discount,
            paid: quote.payable(),
            voucher_code: quote.voucher,
        };
        let at = self.purchases.len();
        self.purchases.push(sale);
        &self.purchases[at]
    }

    /// Gives the first customer of the club an older pass of the first offer, so that "what is new" is a real question.
    pub(super) fn remember_a_purchase(&mut self, clock_now: Timestamp) {
        let (Some(id), Some(offer)) = (self.people.keys().next().copied(), self.club.offers.first().cloned())
        else {
            return;
        };
        let then = clock_now - jiff::SignedDuration::from_hours(24 * REMEMBERED_DAYS);
        let day = self.zone.to_datetime(then).date();
        let quote =
            Quote { price: offer.price.amount.0, discount: Decimal::ZERO, voucher: None, is_rejected: false };
        self.record(id, offer, day, quote, then);
    }

    pub(super) fn purchased(&self, ask: &Ask<'_>, customer: &str) -> Outcome {
        let customer = self.person(path_id(customer, "customerId")?)?.id;
        let sales = self.visible(ask, customer);
        let listed: Vec<PurchasedOnlineOffer> = sales
            .map(|sale| PurchasedOnlineOffer { validity: None, restrictions: None, ..self.listed(sale) })
            .collect();
        json(&listed)
    }

    pub(super) fn purchased_offer(&self, ask: &Ask<'_>, customer: &str, offer: &str) -> Outcome {
        let customer = self.person(path_id(customer, "customerId")?)?.id;
        let offer = self.offer(path_id(offer, "offerId")?, "offerId")?.offer_id();
        let sales = self.visible(ask, customer).filter(|sale| sale.offer.offer_id() == offer);
        json(&sales.map(|sale| self.listed(sale)).collect::<Vec<_>>())
    }

    /// What a customer has bought, as far as it is listed by now.
    fn visible(&self, ask: &Ask<'_>, customer: u64) -> impl Iterator<Item = &Purchase> {
        let now = ask.now;
        self.earlier_passes
            .iter()
            .chain(&self.purchases)
            .filter(move |sale| sale.customer_id == customer && sale.visible_at.is_none_or(|at| at <= now))
    }

    fn listed(&self, sale: &Purchase) -> PurchasedOnlineOffer {
        let offer = &sale.offer;
        let discounted = sale.voucher_code.is_some();
        let zoned = |day: Date| day.to_zoned(self.zone.clone()).map(|zoned| zoned.to_string()).ok();
        let bought_at = Timestamp::from_second(sale.bought_at.as_second()).unwrap_or(sale.bought_at);
        PurchasedOnlineOffer {
            online_offer_purchase_id: sale.id,
            online_offer_id: offer.online_offer_id,
            id: None,
            name: offer.name.clone(),
            scope_of_usage: offer.scope_of_usage,
            price: Some(offer.price.clone()),
            discounted_price: discounted.then(|| self.club.money(offer.price.amount.0 - sale.discount)),
            discount_value: discounted.then(|| self.club.money(sale.discount)),
            voucher_code: sale.voucher_code.clone(),
            period_of_use: offer.period_of_use.clone(),
            kind: offer.kind.clone(),
            category: offer.category.clone(),
            validity: offer.validity.clone(),
            restrictions: offer.restrictions.clone(),
            purchase_date: Some(bought_at.to_zoned(self.zone.clone()).to_string()),
            expiry_date: zoned(last_day(sale.valid_from, offer.validity.as_ref())),
            valid_from: zoned(sale.valid_from),
            studio_access_code: Some(sale.access_code.clone()),
            studio_id: Some(self.club.studio.information.studio_id),
        }
    }
}

fn first_day(text: &str, today: Date) -> Result<Date, Refusal> {
    let day = iso_date(text).ok_or_else(|| Problem::FieldInvalid.of("validFrom"))?;
    if day < today {
        return Err(Problem::ValidFromPast.of("validFrom"));
    }
    let last = today.checked_add(Span::new().days(AHEAD_DAYS_MAX)).map_err(|_| Problem::Internal)?;
    if day > last {
        return Err(Problem::ValidFromTooFar.of("validFrom"));
    }
    Ok(day)
}

/// An age can only be checked where a date of birth is recorded; the desk sees to the others.
fn check_buyer(buyer: &Person, offer: &OnlineOffer, valid_from: Date) -> Result<(), Refusal> {
    if buyer.access_refusal {
        return Err(Problem::AccessRefused.of("customerId"));
    }
    let min_age = offer.restrictions.as_ref().and_then(|restrictions| restrictions.min_age).unwrap_or(0);
    match buyer.birth() {
        Some(birth) if i64::from(age_on(birth, valid_from)) < min_age => {
            Err(Problem::TooYoung { min_age }.of("customerId"))
        }
        _ => Ok(()),
    }
}

/// The day on which a pass stops being usable: the first day itself where its validity is shorter than one.
fn last_day(first: Date, validity: Option<&Term>) -> Date {
    let Some(validity) = validity else { return first };
    let value = i64::try_from(validity.value).unwrap_or(0);
    let span = match validity.unit.as_str() {
        "DAY" => Span::new().try_days(value),
        "WEEK" => Span::new().try_weeks(value),
        "MONTH" => Span::new().try_months(value),
        "YEAR" => Span::new().try_years(value),
        _ => Ok(Span::new()),
    };
    span.and_then(|span| first.checked_add(span)).unwrap_or(first)
}

impl fmt::Debug for Purchase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Purchase")
            .field("id", &self.id)
            .field("customer_id", &self.customer_id)
            .field("offer", &self.offer.offer_id())
            .field("valid_from", &self.valid_from)
            .field("paid", &self.paid)
            .finish_non_exhaustive()
    }
}
