//! The club as its files describe it: what does not change while the world runs.

use std::sync::{Arc, OnceLock};

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::api::wire::leads::LeadConfig;
use crate::api::wire::offers::{OnlineOffer, Restrictions};
use crate::api::wire::studio::StudioInformation;
use crate::api::wire::{Amount, Money};
use crate::domain::language::Language;
use crate::domain::time::TimeZone;

use super::checkin::CheckinVoucher;
use super::contracts::ContractsFile;
use super::earlier::PassFile;
use super::memberships::Catalogue;
use super::modules::ModulesFile;
use super::person::Person;
use super::refusal::Messages;
use super::vouchers::Voucher;

/// Everything in `assets/sandbox`.
#[derive(Clone)]
pub(super) struct Club {
    pub(super) studio: StudioFile,
    pub(super) offers: Vec<OnlineOffer>,
    pub(super) vouchers: Vec<Voucher>,
    pub(super) people: Vec<Person>,
    pub(super) lead_config: LeadConfig,
    pub(super) messages: Messages,
    pub(super) contracts: ContractsFile,
    pub(super) modules: ModulesFile,
    pub(super) checkin_vouchers: Vec<CheckinVoucher>,
    pub(super) passes: Vec<PassFile>,
    /// Shared by all worlds whose prices have not changed.
    pub(super) memberships: Arc<Catalogue>,
}

/// `studio.json`.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct StudioFile {
    pub(super) time_zone: String,
    pub(super) language: String,
    pub(super) currency: String,
    pub(super) capacity: i64,
    pub(super) busy_weekday: [u8; 24],
    pub(super) busy_weekend: [u8; 24],
    pub(super) information: StudioInformation,
}

/// Ids of offers made for a long list start here.
const FIRST_MADE_OFFER: u64 = 5_000_000_000;

impl Club {
    /// The files inside the binary, read once.
    pub(super) fn embedded() -> Self {
        static READ: OnceLock<Club> = OnceLock::new();
        READ.get_or_init(Self::read).clone()
    }

    fn read() -> Self {
        Self {
            studio: read("studio.json", include_str!("../../../assets/sandbox/studio.json")),
            offers: read("offers.json", include_str!("../../../assets/sandbox/offers.json")),
            vouchers: read("vouchers.json", include_str!("../../../assets/sandbox/vouchers.json")),
            people: read("customers.json", include_str!("../../../assets/sandbox/customers.json")),
            lead_config: read("leads.json", include_str!("../../../assets/sandbox/leads.json")),
            messages: read("messages.json", include_str!("../../../assets/sandbox/messages.json")),
            contracts: read("contracts.json", include_str!("../../../assets/sandbox/contracts.json")),
            modules: read("modules.json", include_str!("../../../assets/sandbox/modules.json")),
            checkin_vouchers: read(
                "checkin-vouchers.json",
                include_str!("../../../assets/sandbox/checkin-vouchers.json"),
            ),
            passes: read("passes.json", include_str!("../../../assets/sandbox/passes.json")),
            memberships: Arc::new(Catalogue::embedded()),
        }
    }

    /// The studio's zone; a test holds that the file names one.
    pub(super) fn zone(&self) -> TimeZone {
        TimeZone::get(&self.studio.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// The language of messages when none is asked for.
    pub(super) fn language(&self) -> Language {
        self.studio.language.parse().unwrap_or(Language::En)
    }

    /// An amount in the studio's currency.
    pub(super) fn money(&self, amount: Decimal) -> Money {
        Money { amount: Amount(amount), currency: self.studio.currency.clone() }
    }

    /// A person of the file, with this studio as their own where the file names none.
    pub(super) fn at_home(&self, person: &Person) -> Person {
        Person { studio_id: person.studio_id.or(Some(self.studio.information.studio_id)), ..person.clone() }
    }

    /// Puts `count` more offers on sale, in ten categories and with rising prices.
    pub(super) fn add_offers(&mut self, count: u64) {
        let Some(pattern) = self.offers.first().cloned() else { return };
        self.offers.reserve(usize::try_from(count).unwrap_or_default());
        for number in 1..=count {
            let mut offer = pattern.clone();
            offer.online_offer_id = Some(FIRST_MADE_OFFER + number);
            offer.name = Some(format!("Kurs {number:05} · Class"));
            offer.price = self.money(Decimal::new(990 + i64::try_from(number % 5_000).unwrap_or(0), 2));
            if let Some(category) = &mut offer.category {
                category.id = Some(100 + number % 10);
                category.name = Some(format!("Kurse {}", number % 10));
            }
            offer.restrictions = Some(Restrictions::default());
            self.offers.push(offer);
        }
    }
}

/// Reads one of the files.
#[expect(
    clippy::panic,
    reason = "the files are part of the binary: a mistake in one is a programmer's, and a test reads them all"
)]
pub(super) fn read<T: DeserializeOwned>(name: &str, text: &str) -> T {
    match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => panic!("assets/sandbox/{name}: {error}"),
    }
}
