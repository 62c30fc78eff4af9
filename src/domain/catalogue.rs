//! The offers as they were read, and when: what a visitor may look at while the studio cannot be reached.
//!
//! It is for looking only. Nothing is sold from it: what is sold is previewed first.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::language::Language;
use super::offer::Offer;
use super::text::Text;
use super::time::Timestamp;

/// The offers of one language, as the studio's system told them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferList {
    /// In the order of the studio.
    pub offers: Arc<[Offer]>,
    /// When they were read, by the kiosk's wall clock.
    pub read_at: Timestamp,
}

/// What outlives the process: the studio's name and its last good list of offers in each language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// What the studio calls itself.
    pub studio: Option<Text>,
    /// The list of each language that somebody asked for.
    pub lists: BTreeMap<Language, OfferList>,
}

impl OfferList {
    /// Offers that are kept of a list: as many as somebody looks through who cannot buy.
    pub const KEPT_MAX: usize = 500;

    /// The list as it is kept.
    #[must_use]
    pub fn kept(&self) -> Self {
        let offers = match self.offers.get(..Self::KEPT_MAX) {
            Some(first) => first.into(),
            None => Arc::clone(&self.offers),
        };
        Self { offers, read_at: self.read_at }
    }
}

impl Catalogue {
    /// Whether another says the same, whenever it was read.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.studio == other.studio
            && self.lists.len() == other.lists.len()
            && self.lists.iter().zip(&other.lists).all(|((language, list), (another, theirs))| {
                language == another && list.offers == theirs.offers
            })
    }

    /// When the list was read that was read last.
    pub fn read_at(&self) -> Option<Timestamp> {
        self.lists.values().map(|list| list.read_at).max()
    }
}
