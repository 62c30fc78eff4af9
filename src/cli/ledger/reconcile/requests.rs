//! What became of a request: read and judged as the till does.

use super::{Books, pause};
use crate::cli::ledger::{LedgerError, request};
use crate::doctor;
use crate::domain::fault::Fault;
use crate::domain::intent::{ResultId, State, Step};
use crate::domain::language::Language;
use crate::domain::look::{Circumstances, Contest, Judged, look_for_request, without_a_trace};
use crate::domain::person::CustomerId;
use crate::domain::request::{Evidence, Grant, Request, Target, Trace};

impl Books<'_> {
    pub(super) async fn ask_for_request(
        &mut self,
        index: usize,
        request: &Request,
    ) -> Result<Result<String, LedgerError>, String> {
        if !self.can_be_traced(index, request) {
            let step = without_a_trace(&self.sales[index].intent);
            let found = "the studio shows nothing that could tell".to_owned();
            return Ok(self.take_up(index, found, step).await);
        }
        let mut empty = 0;
        loop {
            let trace = self.trace(index, request).await.map_err(|fault| doctor::what_happened(&fault))?;
            // Nobody stands at the kiosk while it does not run; and staff see each request by itself.
            let overdue = self.is_overdue(index);
            let given =
                Circumstances { empty, overdue, attended: false, again: false, contest: Contest::Nobody };
            let judged = look_for_request(&self.sales[index].intent, trace, given);
            if judged == Judged::Nothing && self.is_refused(index) && empty == 0 {
                empty += 1;
                pause().await;
                continue;
            }
            let state = self.sales[index].intent.state();
            let found = told(request, &judged, state);
            // Staff who were called are not called again.
            let is_news =
                |step: &Step| !matches!((step, state), (Step::StaffCalled { .. }, State::NeedsStaff(_)));
            let step = judged.step().filter(is_news);
            return Ok(self.take_up(index, found, step).await);
        }
    }

    /// Whether anything can be asked that tells what became of it: of who joined nobody keeps the name, so that only the record
    /// that was made of them leads to their contract.
    fn can_be_traced(&self, index: usize, request: &Request) -> bool {
        let is_joined = !matches!(request, Request::Join(_)) || self.concluded_for(index).is_some();
        request.leaves_a_trace() && is_joined
    }

    /// Whose a membership is that was concluded, and what was there before.
    fn concluded_for(&self, index: usize) -> Option<(CustomerId, &[ResultId])> {
        match self.sales[index].intent.state() {
            State::Granted(Grant::Concluded { customer, before, .. }) => Some((*customer, before)),
            _ => None,
        }
    }

    /// What the studio shows of it.
    async fn trace(&self, index: usize, request: &Request) -> Result<Trace, Fault> {
        let (client, language) = (&self.client, Language::En);
        if let Some((customer, before)) = self.concluded_for(index) {
            let contracts = client.list_contracts(language, customer).await?;
            return Ok(request.trace_of_contract(customer, &contracts, before, true));
        }
        let before = self.sales[index].before().unwrap_or_default();
        match (request, request.target()) {
            (Request::Join(_), _) => Ok(Trace::Unclear),
            (Request::Book(book), _) => {
                let verdict = client.validate_module(language, &book.order).await?;
                Ok(request.trace(Evidence::Verdict(&verdict), &[]))
            }
            (_, Some(Target { contract, module: Some(module) })) => {
                let module = client.read_module_contract(language, contract, module).await?;
                Ok(request.trace(Evidence::Module(&module), &[]))
            }
            (
                Request::Cancel(_)
                | Request::Withdraw(_)
                | Request::Redeem(_)
                | Request::Add(_)
                | Request::Switch(_),
                _,
            ) => {
                let Some(member) = request.member() else { return Ok(Trace::Unclear) };
                let contracts = client.list_contracts(language, member).await?;
                Ok(request.trace(Evidence::Contracts(&contracts), before))
            }
        }
    }
}

/// What was found, in words.
fn told(request: &Request, judged: &Judged, state: &State) -> String {
    match judged {
        Judged::Nothing if matches!(state, State::Granted(_)) => {
            "it was accepted, and the studio does not show it yet".to_owned()
        }
        Judged::Nothing => "the studio shows nothing of it".to_owned(),
        Judged::Unclear => "the studio shows something that this version does not know".to_owned(),
        Judged::Granted(grant) => format!("the studio shows it: {}", request::outcome(request, grant)),
        Judged::GrantedAfterAll => {
            "the studio shows it, though it had refused: asked for here, or at the desk".to_owned()
        }
        Judged::Refused => "the studio shows nothing of it: the refusal stands".to_owned(),
        Judged::NotFound => "the studio showed nothing of it in 24 hours".to_owned(),
    }
}
