//! An order as it was understood: which term of which offer, from when on, with which modules and voucher, for somebody of
//! which age. What the studio does not offer so is refused here, in previews and orders alike.

use jiff::Span;
use rust_decimal::Decimal;

use crate::api::wire::memberships::{ContractTextBlock, MembershipModule, MembershipOfferTerm};
use crate::domain::time::{Date, age_on};

use super::super::World;
use super::super::ask::{Ask, iso_date};
use super::super::refusal::{Problem, Refusal};
use super::catalogue::{DueOnSigning, Offering};
use super::vouchers::MembershipVoucher;

/// How far ahead a contract can start, in days.
const AHEAD_DAYS_MAX: i64 = 366;

/// What is wished, as it came.
pub(super) struct Wish<'a> {
    pub(super) term: u64,
    pub(super) start: &'a str,
    pub(super) pre_use: Option<&'a str>,
    pub(super) selectable: &'a [u64],
    pub(super) optional: &'a [u64],
    pub(super) voucher: Option<&'a str>,
    /// The date of birth of whose contract it is, where the studio knows one.
    pub(super) birth: Option<Date>,
    /// What a refusal calls the fields.
    pub(super) fields: Fields,
}

/// What refusals call the fields of a wish: each operation has its own names.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    prefix: &'static str,
    term: &'static str,
    birth: &'static str,
}

/// An order that the studio would take.
#[derive(Clone)]
pub(super) struct Order {
    pub(super) offer_id: u64,
    offer_name: Option<String>,
    pub(super) term: MembershipOfferTerm,
    pub(super) start: Date,
    /// The first day of training before the start.
    pub(super) pre_use: Option<Date>,
    pub(super) pre_use_daily: Decimal,
    pub(super) due_on_signing: DueOnSigning,
    /// Years completed on the first day.
    pub(super) age: Option<i64>,
    pub(super) selectable: Vec<MembershipModule>,
    pub(super) optional: Vec<MembershipModule>,
    pub(super) voucher: Option<MembershipVoucher>,
    /// Whether a code was given and not taken.
    pub(super) is_voucher_rejected: bool,
}

impl Fields {
    /// Of a signup, whose contract is a part of the document.
    pub(super) const SIGNUP: Self =
        Self { prefix: "contract.", term: "contractOfferTermId", birth: "customer.dateOfBirth" };
    /// Of one more contract.
    pub(super) const ADD: Self = Self { prefix: "", term: "contractOfferTermId", birth: "customerId" };
    /// Of a switch.
    pub(super) const SWITCH: Self = Self { prefix: "", term: "membershipOfferTermId", birth: "customerId" };

    /// The path of a field of the contract.
    pub(super) fn of(self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// The path of the term.
    pub(super) fn term(self) -> String {
        self.of(self.term)
    }
}

impl Order {
    /// One term of an offer and nothing else.
    pub(super) fn plain(offering: &Offering, term: &MembershipOfferTerm, start: Date) -> Self {
        Self {
            offer_id: offering.offer.id,
            offer_name: offering.offer.name.clone(),
            term: term.clone(),
            start,
            pre_use: None,
            pre_use_daily: offering.pre_use_daily,
            due_on_signing: offering.due_on_signing,
            age: None,
            selectable: Vec::new(),
            optional: Vec::new(),
            voucher: None,
            is_voucher_rejected: false,
        }
    }

    /// What the studio calls the rate.
    pub(super) fn name(&self) -> String {
        self.offer_name.clone().unwrap_or_default()
    }

    /// What has to be agreed to because of the modules that were chosen.
    pub(super) fn module_texts(&self) -> Vec<ContractTextBlock> {
        let modules = self.selectable.iter().chain(&self.optional);
        modules.filter_map(|module| module.consent_text_block.clone()).collect()
    }

    /// What has to be agreed to because of the voucher.
    pub(super) fn voucher_texts(&self) -> &[ContractTextBlock] {
        self.voucher.as_ref().map_or(&[], |voucher| &voucher.texts)
    }
}

impl World {
    /// Understands a wish, or says what is wrong with it.
    pub(super) fn order(&self, ask: &Ask<'_>, wish: &Wish<'_>) -> Result<Order, Refusal> {
        let fields = wish.fields;
        let (offering, term) = self.term(wish.term, fields)?;
        if !offering.is_on_sale(self.began_on, ask.today) {
            return Err(Problem::OfferNotOnSale.of(fields.term()));
        }
        let start = start(offering, wish, ask.today)?;
        let age = wish.birth.map(|birth| i64::from(age_on(birth, start)));
        if age.is_some_and(|age| age < offering.min_age) {
            return Err(Problem::TooYoung { min_age: offering.min_age }.of(fields.birth));
        }
        let code = wish.voucher.filter(|code| !code.trim().is_empty());
        let vouchers = &self.club.memberships.vouchers;
        let voucher = code.and_then(|code| {
            MembershipVoucher::find(vouchers, code, offering.offer.id, self.began_on, ask.today)
        });
        Ok(Order {
            pre_use: pre_use(offering, wish, start, ask.today)?,
            age,
            selectable: selectable(offering, term, wish)?,
            optional: optional(offering, term, wish)?,
            voucher: voucher.cloned(),
            is_voucher_rejected: code.is_some() && voucher.is_none(),
            ..Order::plain(offering, term, start)
        })
    }

    /// A term by its id. The id of an offer is none.
    fn term(&self, id: u64, fields: Fields) -> Result<(&Offering, &MembershipOfferTerm), Refusal> {
        let offerings = &self.club.memberships.offerings;
        let mut terms = offerings
            .iter()
            .flat_map(|offering| offering.offer.terms.iter().map(move |term| (offering, term)));
        let found = terms.find(|(_, term)| term.id == id);
        let is_offer = offerings.iter().any(|offering| offering.offer.id == id);
        let problem = if is_offer { Problem::TermIsOffer } else { Problem::NotFound };
        found.ok_or_else(|| problem.of(fields.term()))
    }
}

/// The first day, where the contract can start on it.
fn start(offering: &Offering, wish: &Wish<'_>, today: Date) -> Result<Date, Refusal> {
    let field = wish.fields.of("startDate");
    let day = iso_date(wish.start).ok_or_else(|| Problem::FieldInvalid.of(&field))?;
    let last = today.saturating_add(Span::new().days(AHEAD_DAYS_MAX));
    match day {
        day if day < today => Err(Problem::StartPast.of(field)),
        day if day < offering.earliest_start(today) => Err(Problem::StartTooEarly.of(field)),
        day if day > last => Err(Problem::StartTooFar.of(field)),
        day => Ok(day),
    }
}

/// The first day of training before the start. Without one it is the start itself, or today where that costs nothing.
fn pre_use(offering: &Offering, wish: &Wish<'_>, start: Date, today: Date) -> Result<Option<Date>, Refusal> {
    let Some(text) = wish.pre_use else {
        return Ok(Some(today).filter(|_| offering.pre_use() == "FREE"));
    };
    let field = wish.fields.of("preuseDate");
    if !matches!(offering.pre_use(), "CHARGEABLE" | "FREE") {
        return Err(Problem::PreUseNotAvailable.of(field));
    }
    match iso_date(text) {
        None => Err(Problem::FieldInvalid.of(field)),
        Some(day) if day < today => Err(Problem::StartPast.of(field)),
        Some(day) if day > start => Err(Problem::PreUseAfterStart.of(field)),
        Some(day) => Ok(Some(day)),
    }
}

/// The free modules that were chosen.
fn selectable(
    offering: &Offering,
    term: &MembershipOfferTerm,
    wish: &Wish<'_>,
) -> Result<Vec<MembershipModule>, Refusal> {
    let field = wish.fields.of("selectedSelectableModuleIds");
    let chosen = chosen(offering.selectable(), offering, term, wish.selectable, &field)?;
    let max = offering.selectable_max();
    if i64::try_from(chosen.len()).is_ok_and(|count| count > max) {
        return Err(Problem::ModulesTooMany { max }.of(field));
    }
    Ok(chosen)
}

/// The paid modules that were chosen.
fn optional(
    offering: &Offering,
    term: &MembershipOfferTerm,
    wish: &Wish<'_>,
) -> Result<Vec<MembershipModule>, Refusal> {
    let field = wish.fields.of("selectedOptionalModuleIds");
    chosen(&term.optional_modules, offering, term, wish.optional, &field)
}

/// The modules of `offered` that were chosen, each once.
fn chosen(
    offered: &[MembershipModule],
    offering: &Offering,
    term: &MembershipOfferTerm,
    ids: &[u64],
    field: &str,
) -> Result<Vec<MembershipModule>, Refusal> {
    let mut modules: Vec<MembershipModule> = Vec::new();
    for id in ids {
        let Some(module) = offered.iter().find(|module| module.id == *id) else {
            let all = offering.included().iter().chain(offering.selectable()).chain(&term.optional_modules);
            let is_of_term = all.into_iter().any(|module| module.id == *id);
            let problem = if is_of_term { Problem::ModuleNotSelectable } else { Problem::ModuleNotOfTerm };
            return Err(problem.of(field));
        };
        if modules.iter().any(|other| other.id == *id) {
            return Err(Problem::FieldInvalid.of(field));
        }
        modules.push(module.clone());
    }
    Ok(modules)
}
