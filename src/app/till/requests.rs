//! What the studio shows and answers about contracts, modules and vouchers goes to the sale that asked for it.

use super::Till;
use super::sale::request::Heard;
use crate::app::effect::RequestId;
use crate::app::msg::{ContractsEvent, CustomersEvent, Event, MembershipsEvent, ModulesEvent, VouchersEvent};
use crate::app::shared::Outbox;
use crate::domain::fault::Fault;
use crate::domain::look::Contest;
use crate::domain::module::ModuleContractId;
use crate::domain::person::CustomerId;
use crate::domain::request::{Evidence, Grant};
use crate::domain::time::Now;

impl Till {
    pub(super) fn observe_request(&mut self, now: Now, clock_sane: bool, event: &Event, out: &mut Outbox) {
        let heard =
            Heard { now, clock_sane, again: false, contest: Contest::Nobody, jitter: self.random.byte() };
        match event {
            Event::Contracts(request, event) => self.contracts_answered(heard, *request, event, out),
            Event::Modules(request, event) => self.modules_answered(heard, *request, event, out),
            Event::Vouchers(request, VouchersEvent::VoucherRedeemed(result)) => {
                let grant = result.as_ref().map(|code| Grant::Code { code: code.clone() });
                self.answered(heard, *request, grant, out);
            }
            Event::Customers(request, CustomersEvent::ApplicantSearched(result)) => {
                let asking = self.sales.iter().find(|sale| sale.awaits(*request));
                let records =
                    result.as_ref().map(|found| asking.map(|sale| sale.records(found)).unwrap_or_default());
                let evidence =
                    records.as_ref().map(|records| Evidence::Records(records)).map_err(|fault| *fault);
                self.traced(heard, *request, evidence, out);
            }
            Event::Memberships(request, MembershipsEvent::MembershipConcluded(result)) => {
                self.membership_concluded(heard, *request, result, out);
            }
            _ => {}
        }
    }

    fn membership_concluded(
        &mut self,
        heard: Heard,
        request: RequestId,
        result: &Result<Option<CustomerId>, Fault>,
        out: &mut Outbox,
    ) {
        let Some(sale) = self.awaiting(request) else { return };
        match result {
            Ok(told) => match sale.grant_of(*told) {
                Some(grant) => sale.answered(heard, Ok(grant), out),
                // A success that tells not whose it is proves nothing: the studio has to show it.
                None => sale.answered_without_proof(heard, out),
            },
            Err(fault) => sale.answered(heard, Err(fault), out),
        }
    }

    fn contracts_answered(
        &mut self,
        heard: Heard,
        request: RequestId,
        event: &ContractsEvent,
        out: &mut Outbox,
    ) {
        match event {
            ContractsEvent::ContractsListed(result) => {
                let evidence = result.as_ref().map(|contracts| Evidence::Contracts(contracts));
                self.traced(heard, request, evidence, out);
            }
            ContractsEvent::ContractCanceled(result) | ContractsEvent::CancelationWithdrawn(result) => {
                let grant = result.as_ref().map(|()| Grant::Recorded { record: None });
                self.answered(heard, request, grant, out);
            }
            ContractsEvent::ReasonsListed(_) => {}
        }
    }

    fn modules_answered(&mut self, heard: Heard, request: RequestId, event: &ModulesEvent, out: &mut Outbox) {
        match event {
            ModulesEvent::ModuleContractRead(result) => {
                let evidence = result.as_ref().map(|module| Evidence::Module(module));
                self.traced(heard, request, evidence, out);
            }
            ModulesEvent::ModuleValidated(result) => {
                self.traced(heard, request, result.as_ref().map(Evidence::Verdict), out);
            }
            ModulesEvent::ModulePurchased(result) => {
                let grant = |contract: ModuleContractId| Grant::Module { contract: Some(contract) };
                match result {
                    // A success that tells no id proves nothing: the studio has to show it.
                    Ok(None) => {
                        if let Some(sale) = self.awaiting(request) {
                            sale.answered_without_proof(heard, out);
                        }
                    }
                    Ok(Some(contract)) => self.answered(heard, request, Ok(grant(*contract)), out),
                    Err(fault) => self.answered(heard, request, Err(fault), out),
                }
            }
            ModulesEvent::ModuleCanceled(result) | ModulesEvent::ModuleCancelationWithdrawn(result) => {
                let grant = result.as_ref().map(|()| Grant::Recorded { record: None });
                self.answered(heard, request, grant, out);
            }
            ModulesEvent::ModulesListed(_) | ModulesEvent::PurchasableListed(_) => {}
        }
    }

    fn traced(
        &mut self,
        heard: Heard,
        request: RequestId,
        evidence: Result<Evidence<'_>, &Fault>,
        out: &mut Outbox,
    ) {
        let asking = self.sales.iter().find(|sale| sale.awaits(request));
        let again = asking.is_some_and(|sale| self.is_asked_again(heard.now, sale));
        let contest = asking.map_or(Contest::Nobody, |sale| self.contest_of_request(sale));
        let taken = match (asking, &evidence) {
            (Some(sale), Ok(evidence)) => self.concluded_by_others(&sale.intent.reference, *evidence),
            _ => Vec::new(),
        };
        if let Some(sale) = self.awaiting(request) {
            sale.traced(Heard { again, contest, ..heard }, evidence, &taken, out);
        }
    }

    fn answered(&mut self, heard: Heard, request: RequestId, grant: Result<Grant, &Fault>, out: &mut Outbox) {
        if let Some(sale) = self.awaiting(request) {
            sale.answered(heard, grant, out);
        }
    }
}
