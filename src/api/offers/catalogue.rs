//! Offers as the kiosk knows them, and the list of them put together from its chunks.

use std::collections::HashSet;

use super::SLICE_SIZE;
use super::wire;
use crate::api::answer::{name_or_number, present};
use crate::api::gate::PER_MINUTE_MAX;
use crate::api::time::term;
use crate::api::wire::studio::Availability;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::money::Money;
use crate::domain::offer::{Offer, OfferDetail, OfferId, PaymentMethod, StudioAccess, TimeWindow};
use crate::domain::studio::StudioId;
use crate::domain::text::Text;
use crate::domain::time::{Time, Weekday};

/// Offers of one studio; twice what the kiosk is built to scroll smoothly.
const OFFERS_MAX: usize = 20_000;
/// Chunks of one list: a full list in full chunks.
const SLICES_MAX: usize = OFFERS_MAX / SLICE_SIZE;
const _: () = assert!(SLICES_MAX < PER_MINUTE_MAX, "the kiosk's own limit lets a full list through");
/// Chunks in a row that may bring nothing new before the list counts as complete.
const IDLE_SLICES_MAX: usize = 8;
/// Bytes of an offset, which becomes part of an address.
const OFFSET_BYTES_MAX: usize = 512;
/// Time windows of one offer; a week has 168 hours, and no studio opens for each of them anew.
const WINDOWS_MAX: usize = 100;
/// Payment methods of one offer; the API knows one.
const METHODS_MAX: usize = 20;
/// Studios an offer is restricted to: no chain has more.
const STUDIOS_MAX: usize = 20_000;

/// The list of offers as far as it has been read.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    /// Each offer once, in the order they came.
    pub(super) offers: Vec<Offer>,
    /// Entries that cannot be sold.
    pub(super) left_out: usize,
    known: HashSet<OfferId>,
    offsets: HashSet<String>,
    /// Chunks in a row that brought nothing new.
    idle_slices: usize,
}

impl Catalogue {
    /// Takes one chunk; answers where the next one starts, none when the list is complete.
    ///
    /// A server that promises more but repeats an offset has nothing more: what was read so far is the list. A chunk may
    /// bring nothing new and the next one something, where the server sieves after cutting; a few such chunks in a row
    /// end the list too. One that always brings something new is cut off as [`FaultKind::TooLarge`].
    pub(super) fn add(&mut self, slice: wire::OnlineOfferSlice) -> Result<Option<String>, Fault> {
        let before = self.offers.len() + self.left_out;
        self.left_out += slice.result.skipped;
        for entry in slice.result.entries {
            match offer(&entry) {
                Some(offer) if self.known.insert(offer.id) => self.offers.push(offer),
                Some(_) => {}
                None => self.left_out += 1,
            }
        }
        let after = self.offers.len() + self.left_out;
        if after > OFFERS_MAX {
            return Err(FaultKind::TooLarge.into());
        }
        self.idle_slices = if after > before { 0 } else { self.idle_slices + 1 };
        let goes_on = slice.has_next == Some(true) && self.idle_slices < IDLE_SLICES_MAX;
        let Some(next) = slice.offset.filter(|_| goes_on) else {
            return Ok(None);
        };
        if next.len() > OFFSET_BYTES_MAX || self.offsets.len() + 1 >= SLICES_MAX {
            return Err(FaultKind::TooLarge.into());
        }
        Ok(self.offsets.insert(next.clone()).then_some(next))
    }
}

/// An offer that can be sold: with an id and a price.
fn offer(wire: &wire::OnlineOffer) -> Option<Offer> {
    let id = wire.offer_id()?;
    Some(Offer {
        id: OfferId(id),
        name: name_or_number(wire.name.as_deref(), id),
        price: Money::try_from(&wire.price).ok()?,
        uses: wire.scope_of_usage.and_then(uses),
        period_of_use: wire.period_of_use.as_ref().and_then(|period| period.term.as_ref()).and_then(term),
        category: wire
            .category
            .as_ref()
            .and_then(|category| present(category.name.as_deref().map(Text::name))),
    })
}

/// An offer with everything else that is told about it.
pub(super) fn detail(wire: wire::OnlineOffer) -> Option<OfferDetail> {
    let offer = offer(&wire)?;
    let restrictions = wire.restrictions.unwrap_or_default();
    let (windows, windows_name) = hours(restrictions.time_restrictions.as_ref());
    Some(OfferDetail {
        offer,
        validity: wire.validity.as_ref().and_then(term),
        min_age: restrictions.min_age.and_then(min_age),
        access: access(restrictions.studio_access_type.as_deref(), &restrictions.restricted_studio_ids),
        windows,
        windows_name,
        payment_methods: wire.payment_methods.iter().map(|code| method(code)).take(METHODS_MAX).collect(),
    })
}

/// How often something can be used; nothing is sold that never can.
pub(super) fn uses(count: i64) -> Option<u32> {
    count.try_into().ok().filter(|uses| *uses > 0)
}

/// Years; below one there is no limit, and a limit beyond every age stays one that nobody meets.
fn min_age(years: i64) -> Option<u8> {
    (years > 0).then(|| u8::try_from(years).unwrap_or(u8::MAX))
}

pub(super) fn access(code: Option<&str>, studios: &[u64]) -> StudioAccess {
    match code {
        None | Some("") => StudioAccess::Unsaid,
        Some("MAIN_STUDIO") => StudioAccess::MainStudio,
        Some("ALL_STUDIOS") => StudioAccess::AllStudios,
        Some("RESTRICTED_STUDIOS") => {
            StudioAccess::Restricted(studios.iter().copied().take(STUDIOS_MAX).map(StudioId).collect())
        }
        Some(other) => StudioAccess::Other(Text::name(other)),
    }
}

fn method(code: &str) -> PaymentMethod {
    match code {
        "ONLINE_PAYMENT" => PaymentMethod::Online,
        other => PaymentMethod::Other(Text::name(other)),
    }
}

/// The hours in which something may be used, and what the studio calls them; none means at any time.
pub(in crate::api) fn hours(wire: Option<&wire::TimeRestrictions>) -> (Vec<TimeWindow>, Option<Text>) {
    let Some(wire) = wire else { return (Vec::new(), None) };
    let name = wire.opening_hours_category.as_ref().and_then(|category| category.name.as_deref());
    let windows = wire.availabilities.iter().filter_map(window).take(WINDOWS_MAX).collect();
    (windows, present(name.map(Text::name)))
}

fn window(wire: &Availability) -> Option<TimeWindow> {
    Some(TimeWindow {
        day: weekday(&wire.day_of_week)?,
        from: time_of_day(&wire.time_from)?,
        to: time_of_day(&wire.time_to)?,
    })
}

fn weekday(code: &str) -> Option<Weekday> {
    Some(match code {
        "MONDAY" => Weekday::Monday,
        "TUESDAY" => Weekday::Tuesday,
        "WEDNESDAY" => Weekday::Wednesday,
        "THURSDAY" => Weekday::Thursday,
        "FRIDAY" => Weekday::Friday,
        "SATURDAY" => Weekday::Saturday,
        "SUNDAY" => Weekday::Sunday,
        _ => return None,
    })
}

/// `HH:mm:ss` or `HH:mm`; `24:00` is the midnight that ends a day.
fn time_of_day(text: &str) -> Option<Time> {
    if text.starts_with("24:00") { Some(Time::midnight()) } else { text.parse().ok() }
}
