//! How the catalogue is written down, and its way back into the nouns of the kiosk.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::KeptError;
use crate::domain::catalogue::{Catalogue, OfferList};
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::offer::{Offer, OfferId};
use crate::domain::text::Text;
use crate::domain::time::{Term, TermUnit, Timestamp};

/// The form of the file; another form has another number.
const VERSION: u32 = 1;

/// The whole file.
#[derive(Serialize, Deserialize)]
pub(super) struct File<'a> {
    version: u32,
    /// The base URL of the API it was read from.
    source: Cow<'a, str>,
    studio: Option<Cow<'a, str>>,
    /// By the code of the language.
    lists: BTreeMap<Cow<'a, str>, List<'a>>,
}

#[derive(Serialize, Deserialize)]
struct List<'a> {
    /// RFC 3339.
    read_at: String,
    offers: Vec<Row<'a>>,
}

#[derive(Serialize, Deserialize)]
struct Row<'a> {
    id: u64,
    name: Cow<'a, str>,
    /// With every digit, which a number would lose.
    amount: Cow<'a, str>,
    currency: Cow<'a, str>,
    uses: Option<u32>,
    period_of_use: Option<Length<'a>>,
    category: Option<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
struct Length<'a> {
    value: u32,
    unit: Cow<'a, str>,
}

impl<'a> File<'a> {
    pub(super) fn of(source: &'a str, catalogue: &'a Catalogue) -> Self {
        let lists = catalogue.lists.iter().map(|(language, list)| {
            let offers = list.offers.iter().take(OfferList::KEPT_MAX).map(Row::of).collect();
            (language.code().into(), List { read_at: list.read_at.to_string(), offers })
        });
        Self {
            version: VERSION,
            source: source.into(),
            studio: catalogue.studio.as_ref().map(|name| name.as_str().into()),
            lists: lists.collect(),
        }
    }

    pub(super) fn into_catalogue(self, source: &str) -> Result<Catalogue, KeptError> {
        if self.version != VERSION {
            return Err(KeptError::Damaged);
        }
        if self.source != source {
            return Err(KeptError::Foreign);
        }
        let lists = self.lists.into_iter().map(|(code, list)| {
            let language: Language = code.parse().map_err(|_| KeptError::Damaged)?;
            let offers = list.offers.into_iter().take(OfferList::KEPT_MAX).map(Row::into_offer);
            let offers = offers.collect::<Result<Vec<_>, _>>()?.into();
            let read_at: Timestamp = list.read_at.parse().map_err(|_| KeptError::Damaged)?;
            Ok((language, OfferList { offers, read_at }))
        });
        Ok(Catalogue {
            studio: self.studio.map(|name| Text::name(&name)),
            lists: lists.collect::<Result<_, KeptError>>()?,
        })
    }
}

impl<'a> Row<'a> {
    fn of(offer: &'a Offer) -> Self {
        Self {
            id: offer.id.0,
            name: offer.name.as_str().into(),
            amount: offer.price.amount().to_string().into(),
            currency: offer.price.currency().code().to_owned().into(),
            uses: offer.uses,
            period_of_use: offer.period_of_use.as_ref().map(Length::of),
            category: offer.category.as_ref().map(|name| name.as_str().into()),
        }
    }

    fn into_offer(self) -> Result<Offer, KeptError> {
        Ok(Offer {
            id: OfferId(self.id),
            name: Text::name(&self.name),
            price: Money::parse(&self.amount, &self.currency).map_err(|_| KeptError::Damaged)?,
            uses: self.uses,
            period_of_use: self.period_of_use.map(Length::into_term),
            category: self.category.map(|name| Text::name(&name)),
        })
    }
}

/// Units by name, both ways.
const UNITS: [(&str, TermUnit); 6] = [
    ("minute", TermUnit::Minute),
    ("hour", TermUnit::Hour),
    ("day", TermUnit::Day),
    ("week", TermUnit::Week),
    ("month", TermUnit::Month),
    ("year", TermUnit::Year),
];

impl<'a> Length<'a> {
    fn of(term: &'a Term) -> Self {
        let unit = match &term.unit {
            TermUnit::Other(unit) => unit.as_str(),
            unit => UNITS.iter().find(|(_, known)| known == unit).map_or("", |(name, _)| name),
        };
        Self { value: term.value, unit: unit.into() }
    }

    fn into_term(self) -> Term {
        let known = UNITS.into_iter().find(|(name, _)| *name == self.unit).map(|(_, unit)| unit);
        Term { value: self.value, unit: known.unwrap_or_else(|| TermUnit::Other(Text::name(&self.unit))) }
    }
}
