//! How often something is paid, and how much each time: contracts, additional modules and memberships share it.

use serde::{Deserialize, Serialize};

use super::money::Money;
use super::text::Text;
use super::time::Term;

/// Id of a payment frequency (`paymentFrequencyId`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FrequencyId(pub u64);

/// When and how much is paid (`PaymentFrequency`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentFrequency {
    /// Its id; without one nothing can be ordered with it.
    pub id: Option<FrequencyId>,
    /// The rhythm and its prices.
    pub rhythm: Rhythm,
}

/// The rhythm of payments (`type`) with the prices that count for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "prices", rename_all = "snake_case")]
pub enum Rhythm {
    /// `FREE`: nothing is paid.
    Free,
    /// `NON_RECURRING`: once.
    Once(Money),
    /// `RECURRING`: the same again and again.
    Every {
        /// How far the payments are apart, where it is told.
        term: Option<Term>,
        /// Each of them.
        price: Money,
    },
    /// `MONTH_DAY`: on these days of the year.
    OnDays(Vec<(MonthDay, Money)>),
    /// `TERM_BASED`: each price applies after its term.
    AfterTerms(Vec<(Term, Money)>),
    /// A type this kiosk does not know, or one whose price is missing: it can be shown, and not ordered.
    Other(Text),
}

/// A day of the year; 29 February is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MonthDay {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl Rhythm {
    /// The same rhythm with another price; one of several prices stays as it is, since nobody tells which of them it would be.
    #[must_use]
    pub fn at(&self, price: Money) -> Self {
        match self {
            Self::Once(_) => Self::Once(price),
            Self::Every { term, .. } => Self::Every { term: term.clone(), price },
            Self::Free | Self::OnDays(_) | Self::AfterTerms(_) | Self::Other(_) => self.clone(),
        }
    }
}

impl Rhythm {
    /// Every price of it.
    pub fn prices(&self) -> Vec<Money> {
        match self {
            Self::Free | Self::Other(_) => Vec::new(),
            Self::Once(price) | Self::Every { price, .. } => vec![*price],
            Self::OnDays(prices) => prices.iter().map(|(_, price)| *price).collect(),
            Self::AfterTerms(prices) => prices.iter().map(|(_, price)| *price).collect(),
        }
    }

    /// Whether it can be said when and how much is paid.
    pub fn can_be_said(&self) -> bool {
        match self {
            Self::Free | Self::Once(_) | Self::OnDays(_) => true,
            Self::Every { term, .. } => term.as_ref().is_none_or(Term::is_known),
            Self::AfterTerms(prices) => prices.iter().all(|(term, _)| term.is_known()),
            Self::Other(_) => false,
        }
    }
}

impl PaymentFrequency {
    /// Whether something can be ordered with it: it has an id, and what it costs can be said.
    pub fn is_orderable(&self) -> bool {
        self.id.is_some() && self.rhythm.can_be_said()
    }
}
