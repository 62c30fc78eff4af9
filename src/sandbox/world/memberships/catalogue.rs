//! The offers, their modules and texts, the vouchers and the ways to switch, as the files of the club hold them.

use std::collections::BTreeMap;

use jiff::Span;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::api::wire::Amount;
use crate::api::wire::lenient::Lenient;
use crate::api::wire::memberships::{
    ContractTextBlock, DatePeriod, MembershipModule, MembershipOffer, MembershipOfferTerm,
};
use crate::domain::time::Date;

use super::super::club::read;
use super::super::moving::MovingDay;
use super::switches::SwitchFile;
use super::vouchers::MembershipVoucher;

/// Everything in `assets/sandbox/memberships`.
#[derive(Clone)]
pub(in super::super) struct Catalogue {
    pub(super) offerings: Vec<Offering>,
    pub(super) vouchers: Vec<MembershipVoucher>,
    pub(super) switches: Vec<SwitchFile>,
}

/// An offer, and what only the studio knows of it.
#[derive(Clone)]
pub(super) struct Offering {
    /// As its detail is shown, but for what depends on the day.
    pub(super) offer: MembershipOffer,
    on_sale: OnSale,
    /// Years completed on the first day; zero for everybody.
    pub(super) min_age: i64,
    /// Days from today until the first day on which it can start.
    earliest_start_days: u32,
    /// What a day before the start costs, where that is billed.
    pub(super) pre_use_daily: Decimal,
    pub(super) due_on_signing: DueOnSigning,
}

/// What has to be paid when a contract is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum DueOnSigning {
    /// Nothing; everything is collected later.
    Nothing,
    /// Everything that is due by the first day of the contract.
    FirstDay,
    /// Fees, and what training before the start costs, that are due by then; not the rate.
    Fees,
}

/// The first and the last day on which an offer is on sale.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct OnSale {
    from: MovingDay,
    to: MovingDay,
}

/// An offer of a file.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OfferFile {
    on_sale: OnSale,
    #[serde(default)]
    min_age: i64,
    #[serde(default)]
    earliest_start: u32,
    #[serde(default)]
    pre_use_daily: Option<Amount>,
    due_on_signing: DueOnSigning,
    texts: Vec<u64>,
    included: Vec<u64>,
    #[serde(default)]
    selectable: Vec<u64>,
    /// Paid modules by the id of their term.
    optional: BTreeMap<u64, Vec<u64>>,
    offer: MembershipOffer,
}

impl Catalogue {
    /// The files inside the binary.
    pub(in super::super) fn embedded() -> Self {
        let modules: Vec<MembershipModule> = read(
            "memberships/modules.json",
            include_str!("../../../../assets/sandbox/memberships/modules.json"),
        );
        let texts: Vec<ContractTextBlock> =
            read("memberships/texts.json", include_str!("../../../../assets/sandbox/memberships/texts.json"));
        let offers: [OfferFile; 6] = [
            read("memberships/basic.json", include_str!("../../../../assets/sandbox/memberships/basic.json")),
            read(
                "memberships/classic.json",
                include_str!("../../../../assets/sandbox/memberships/classic.json"),
            ),
            read(
                "memberships/premium.json",
                include_str!("../../../../assets/sandbox/memberships/premium.json"),
            ),
            read(
                "memberships/student.json",
                include_str!("../../../../assets/sandbox/memberships/student.json"),
            ),
            read("memberships/trial.json", include_str!("../../../../assets/sandbox/memberships/trial.json")),
            read("memberships/past.json", include_str!("../../../../assets/sandbox/memberships/past.json")),
        ];
        Self {
            offerings: offers.into_iter().map(|file| Offering::of(file, &modules, &texts)).collect(),
            vouchers: read(
                "memberships/vouchers.json",
                include_str!("../../../../assets/sandbox/memberships/vouchers.json"),
            ),
            switches: read(
                "memberships/switches.json",
                include_str!("../../../../assets/sandbox/memberships/switches.json"),
            ),
        }
    }
}

#[cfg(test)]
impl Catalogue {
    /// The ids of all offers.
    pub(in super::super) fn offer_ids(&self) -> impl Iterator<Item = u64> {
        self.offerings.iter().map(|offering| offering.offer.id)
    }

    /// Where each way to switch leads, and which rates can be left by it.
    pub(in super::super) fn ways(&self) -> impl Iterator<Item = (&[u64], &[u64])> {
        self.switches.iter().map(|way| (way.destinations.as_slice(), way.rates.as_slice()))
    }
}

impl Offering {
    /// Puts modules and texts where they belong. An id that is not there is left out; a test holds that none is.
    fn of(file: OfferFile, modules: &[MembershipModule], texts: &[ContractTextBlock]) -> Self {
        let named = |ids: &[u64]| -> Vec<MembershipModule> {
            let one = |id: &u64| modules.iter().find(|module| module.id == *id).cloned();
            ids.iter().filter_map(one).collect()
        };
        let mut offer = file.offer;
        offer.included_modules = Some(named(&file.included).into());
        offer.selectable_modules = Some(named(&file.selectable).into());
        offer.maximum_number_of_selectable_modules.get_or_insert(0);
        let one = |id: &u64| texts.iter().find(|text| text.id == Some(*id)).cloned();
        offer.contract_text_blocks = Some(file.texts.iter().filter_map(one).collect::<Vec<_>>().into());
        for term in &mut offer.terms {
            term.optional_modules = named(file.optional.get(&term.id).map_or(&[], Vec::as_slice));
        }
        Self {
            offer,
            on_sale: file.on_sale,
            min_age: file.min_age,
            earliest_start_days: file.earliest_start,
            pre_use_daily: file.pre_use_daily.map_or(Decimal::ZERO, |daily| daily.0),
            due_on_signing: file.due_on_signing,
        }
    }

    /// Whether it is on sale on `today`, in a world that began on `began_on`.
    pub(super) fn is_on_sale(&self, began_on: Date, today: Date) -> bool {
        (self.on_sale.from.from(began_on)..=self.on_sale.to.from(began_on)).contains(&today)
    }

    /// The first day on which it can start.
    pub(super) fn earliest_start(&self, today: Date) -> Date {
        today.saturating_add(Span::new().days(i64::from(self.earliest_start_days)))
    }

    /// Whether one can train before the start, and whether that is billed.
    pub(super) fn pre_use(&self) -> &str {
        self.offer.pre_use_type.as_deref().unwrap_or("NOT_AVAILABLE")
    }

    /// The detail on `today`, without the totals.
    pub(super) fn shown(&self, began_on: Date, today: Date) -> MembershipOffer {
        let mut offer = self.offer.clone();
        offer.limited_offering_period = Some(DatePeriod {
            start_date: self.on_sale.from.from(began_on).to_string(),
            end_date: self.on_sale.to.from(began_on).to_string(),
        });
        let start = self.earliest_start(today);
        let of_use = if self.pre_use() == "FREE" { today } else { start };
        for term in &mut offer.terms {
            term.default_contract_start_date = Some(start.to_string());
            term.default_contract_start_date_of_use = Some(of_use.to_string());
        }
        offer
    }

    /// How it can be paid; empty for any way.
    pub(super) fn choices(&self) -> &[String] {
        self.offer.allowed_payment_choices.as_ref().map_or(&[], |choices| &choices.entries)
    }

    /// Its legal texts.
    pub(super) fn texts(&self) -> &[ContractTextBlock] {
        entries(self.offer.contract_text_blocks.as_ref())
    }

    /// The modules that are always part of it.
    pub(super) fn included(&self) -> &[MembershipModule] {
        entries(self.offer.included_modules.as_ref())
    }

    /// The modules that are free to choose from.
    pub(super) fn selectable(&self) -> &[MembershipModule] {
        entries(self.offer.selectable_modules.as_ref())
    }

    /// How many of these can be chosen.
    pub(super) fn selectable_max(&self) -> i64 {
        self.offer.maximum_number_of_selectable_modules.unwrap_or(0)
    }
}

/// An offer as the list shows it.
pub(super) fn brief(offer: MembershipOffer) -> MembershipOffer {
    let term = |term: MembershipOfferTerm| MembershipOfferTerm {
        id: term.id,
        term: term.term,
        contract_volume_information: term.contract_volume_information,
        payment_frequency: term.payment_frequency,
        extension_term: term.extension_term,
        ..MembershipOfferTerm::default()
    };
    MembershipOffer {
        terms: offer.terms.into_iter().map(term).collect(),
        included_modules: None,
        selectable_modules: None,
        maximum_number_of_selectable_modules: None,
        contract_signatures_required: None,
        allowed_payment_choices: None,
        contract_text_blocks: None,
        time_restrictions: None,
        ..offer
    }
}

fn entries<T>(list: Option<&Lenient<T>>) -> &[T] {
    list.map_or(&[], |list| &list.entries)
}
