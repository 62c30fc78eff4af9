//! Leaving a contract for another: the ways that are open to a member, what one leads to, what it costs, and the switch.

use serde::Deserialize;

use crate::api::wire::memberships::{
    MembershipContractRequest, MembershipSwitchConfig, MembershipSwitchRequest, SwitchPresentation,
    SwitchSourceContract,
};

use super::super::ask::{Ask, path_id};
use super::super::contracts::Contract;
use super::super::ending::{Cancelation, CancelationOrigin, CancelationStatus, Seen};
use super::super::refusal::{Problem, Refusal, json};
use super::super::{Outcome, World};
use super::conclusions::{Conclusion, Tokens};
use super::order::{Fields, Order, Wish};

/// Why the contract that was left ends, in the studio's words.
const REASON: &str = "Vertragswechsel";

/// A way to switch of `memberships/switches.json`.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SwitchFile {
    pub(super) id: u64,
    name: String,
    presentation: SwitchPresentation,
    /// The rates that can be left by it.
    pub(super) rates: Vec<u64>,
    source_ids: SourceIds,
    /// The studio it leads to; none for the member's own.
    #[serde(default)]
    studio_id: Option<u64>,
    /// The offers it leads to.
    pub(super) destinations: Vec<u64>,
}

/// What the id of a source contract is: the API describes it once so and once so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum SourceIds {
    Contract,
    Rate,
}

impl World {
    pub(in super::super) fn switch_configs(&self, ask: &Ask<'_>, customer: &str) -> Outcome {
        let customer = self.person(path_id(customer, "customerId")?)?.id;
        let ways = self.ways(ask)?.filter(|way| self.sources(way, customer, ask).next().is_some());
        json(&ways.map(|way| self.shown_way(way, customer, ask)).collect::<Vec<_>>())
    }

    pub(in super::super) fn switch_config(&self, ask: &Ask<'_>, customer: &str, id: &str) -> Outcome {
        let customer = self.person(path_id(customer, "customerId")?)?.id;
        let id = path_id(id, "configId")?;
        let mut ways = self.ways(ask)?;
        let way = ways.find(|way| way.id == id && self.sources(way, customer, ask).next().is_some());
        let way = way.ok_or_else(|| Problem::NotFound.of("configId"))?;
        let offers = way.destinations.iter().filter_map(|id| self.offering(*id, "membershipOfferId").ok());
        let offers: Vec<_> = offers.map(|offering| self.shown_membership(offering, ask.today)).collect();
        let mut shown = self.shown_way(way, customer, ask);
        shown.destination_membership_offers = Some(offers.into());
        json(&shown)
    }

    /// Stores nothing.
    pub(in super::super) fn switch_preview(&self, ask: &Ask<'_>, customer: &str) -> Outcome {
        let customer = self.person(path_id(customer, "customerId")?)?.id;
        let request: MembershipSwitchRequest = ask.body()?;
        let known = self.ways(ask)?.any(|way| way.id == request.config_id);
        if !known {
            return Err(Problem::NotFound.of("configId"));
        }
        let (order, _) = self.switch_order(ask, customer, &request, Seen::By(ask.now))?;
        json(&self.switch_preview_of(&order, &order.costs()))
    }

    /// The contract that is left ends the day before the new one starts, by the studio: nobody can take that back.
    pub(in super::super) fn switch_membership(&mut self, ask: &Ask<'_>, customer: &str) -> Outcome {
        let person = self.person(path_id(customer, "customerId")?)?;
        let customer = person.id;
        if person.access_refusal {
            return Err(Problem::AccessRefused.of("customerId"));
        }
        let request: MembershipSwitchRequest = ask.body()?;
        let (order, source) = self.switch_order(ask, customer, &request, Seen::All)?;
        let source_id = self.contracts[source].id;
        let tokens = Tokens {
            recurring: None,
            upfront: request.initial_payment_request_token.as_deref(),
            customer: Some(customer),
            fields: Fields::SWITCH,
        };
        let paid = self.check_tokens(&tokens, &order, ask.now)?;
        let last_day = order.start.yesterday().map_err(|_| Problem::Internal)?;
        let conclusion = Conclusion::Switched { source: source_id };
        let mut concluded = self.conclude(ask, &order, conclusion, customer, paid)?;
        let left = Cancelation {
            date: last_day,
            reason: REASON.to_owned(),
            origin: CancelationOrigin::Studio,
            status: CancelationStatus::Canceled,
        };
        let visible_at = self.visible_at(ask.now);
        self.contracts[source].ending.cancel(left, ask.now, visible_at);
        concluded.reference.clone_from(&request.third_party_id);
        self.record_conclusion(concluded, as_contract(request));
        Ok(Vec::new())
    }

    /// The ways that lead to the studio of the query, or stay in the member's own.
    fn ways(&self, ask: &Ask<'_>) -> Result<impl Iterator<Item = &SwitchFile>, Refusal> {
        let ways = &self.club.memberships.switches;
        let wanted = ask.query("studioId").map(|text| path_id(text, "studioId")).transpose()?;
        let wanted = wanted.filter(|id| *id != self.club.studio.information.studio_id);
        if wanted.is_some() && !ways.iter().any(|way| way.studio_id == wanted) {
            return Err(Problem::NotFound.of("studioId"));
        }
        Ok(ways.iter().filter(move |way| way.studio_id == wanted))
    }

    /// The contracts of a member that can be left by a way, as far as they are shown.
    fn sources(&self, way: &SwitchFile, customer: u64, ask: &Ask<'_>) -> impl Iterator<Item = &Contract> {
        let (today, seen) = (ask.today, Seen::By(ask.now));
        let theirs = self.contracts.iter().filter(move |contract| contract.customer_id == customer);
        theirs.filter(move |contract| way.leaves(contract) && contract.can_be_left(today, seen))
    }

    fn shown_way(&self, way: &SwitchFile, customer: u64, ask: &Ask<'_>) -> MembershipSwitchConfig {
        let source = |contract: &Contract| SwitchSourceContract {
            id: match way.source_ids {
                SourceIds::Contract => contract.id,
                SourceIds::Rate => contract.rate_id.unwrap_or_default(),
            },
            rate_name: Some(contract.rate_name.clone()),
        };
        MembershipSwitchConfig {
            id: way.id,
            name: Some(way.name.clone()),
            presentation: Some(way.presentation.clone()),
            source_contracts: self.sources(way, customer, ask).map(source).collect(),
            destination_membership_offers: None,
        }
    }

    /// A switch as it was understood, and where the contract is that is left.
    fn switch_order(
        &self,
        ask: &Ask<'_>,
        customer: u64,
        request: &MembershipSwitchRequest,
        seen: Seen,
    ) -> Result<(Order, usize), Refusal> {
        let ways = &self.club.memberships.switches;
        let way = ways.iter().find(|way| way.id == request.config_id);
        let way = way.ok_or_else(|| Problem::NotFound.of("configId"))?;
        let source = self.source_of(way, customer, request.source_contract_id, ask, seen)?;
        let order = self.order(
            ask,
            &Wish {
                term: request.membership_offer_term_id,
                start: &request.start_date,
                pre_use: None,
                selectable: &request.selected_selectable_module_ids,
                optional: &request.selected_optional_module_ids,
                voucher: None,
                birth: self.person(customer)?.birth(),
                fields: Fields::SWITCH,
            },
        )?;
        if !way.destinations.contains(&order.offer_id) {
            return Err(Problem::TermNotInSwitch.of("membershipOfferTermId"));
        }
        if order.start <= self.contracts[source].start {
            return Err(Problem::StartTooEarly.of("startDate"));
        }
        Ok((order, source))
    }

    /// Where a contract is that can be left by a way.
    fn source_of(
        &self,
        way: &SwitchFile,
        customer: u64,
        id: u64,
        ask: &Ask<'_>,
        seen: Seen,
    ) -> Result<usize, Refusal> {
        let field = "sourceContractId";
        let found = self.contracts.iter().position(|found| found.id == id && found.customer_id == customer);
        let at = found.ok_or_else(|| Problem::NotFound.of(field))?;
        let contract = &self.contracts[at];
        if !way.leaves(contract) {
            return Err(Problem::SwitchSource.of(field));
        }
        if !contract.can_be_left(ask.today, seen) {
            return Err(Problem::SwitchNotPossible.of(field));
        }
        Ok(at)
    }
}

impl SwitchFile {
    /// Whether a contract is of a rate that can be left by it.
    fn leaves(&self, contract: &Contract) -> bool {
        contract.rate_id.is_some_and(|rate| self.rates.contains(&rate))
    }
}

/// What a switch asks for, in the shape of a contract.
fn as_contract(request: MembershipSwitchRequest) -> MembershipContractRequest {
    MembershipContractRequest {
        contract_offer_term_id: request.membership_offer_term_id,
        start_date: request.start_date,
        notes: request.notes,
        third_party_id: request.third_party_id,
        selected_selectable_module_ids: request.selected_selectable_module_ids,
        selected_optional_module_ids: request.selected_optional_module_ids,
        initial_payment_request_token: request.initial_payment_request_token,
        ..MembershipContractRequest::default()
    }
}
