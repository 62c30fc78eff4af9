//! Why nothing is sold: derived in one place, and told and obeyed alike wherever a visitor could go on to an order.

use super::station::Station;
use super::till::{LedgerState, Till};
use crate::domain::fault::LedgerFault;
use crate::domain::money::Money;

/// Why nothing can be bought now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSale {
    /// The process is about to end.
    Ending,
    /// The ledger is being opened: a matter of moments.
    Opening,
    /// The ledger cannot be written.
    Ledger(LedgerFault),
    /// So many purchases are being looked for that no further one should join them.
    Crowded,
    /// The studio's system cannot be reached.
    Offline,
    /// Our clock is too far off the server's.
    Clock,
    /// Nothing can be paid here; what is free can be had.
    Unpayable,
}

impl NoSale {
    /// The reason that weighs most, if there is one.
    pub fn why(station: &Station, till: &Till) -> Option<Self> {
        match till.ledger() {
            _ if station.ending => Some(Self::Ending),
            LedgerState::Closed(fault) => Some(Self::Ledger(fault)),
            LedgerState::Opening => Some(Self::Opening),
            LedgerState::Open if !till.has_room() => Some(Self::Crowded),
            LedgerState::Open if station.link.is_down() => Some(Self::Offline),
            LedgerState::Open if !station.clock_sane() => Some(Self::Clock),
            LedgerState::Open if !till.is_payable() => Some(Self::Unpayable),
            LedgerState::Open => None,
        }
    }

    /// Whether it keeps something from being bought that costs this.
    pub fn stops(self, price: &Money) -> bool {
        self != Self::Unpayable || !price.is_zero()
    }

    /// Whether it keeps something from being asked of the studio that is not paid here.
    pub fn stops_requests(self) -> bool {
        self != Self::Unpayable
    }

    /// The key of the words that say so to a member who asks for something.
    pub fn request_key(self) -> &'static str {
        match self {
            Self::Ending => "no-sale-ending",
            Self::Opening => "no-sale-opening",
            Self::Ledger(_) | Self::Crowded | Self::Unpayable => "no-request-ledger",
            Self::Offline => "no-request-offline",
            Self::Clock => "no-request-clock",
        }
    }

    /// The key of the words that say it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ending => "no-sale-ending",
            Self::Opening => "no-sale-opening",
            Self::Ledger(_) | Self::Crowded => "no-sale-ledger",
            Self::Offline => "no-sale-offline",
            Self::Clock => "no-sale-clock",
            Self::Unpayable => "no-sale-unpayable",
        }
    }
}
