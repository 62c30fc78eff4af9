//! A sale that concludes a membership: what is read and signed on the phone, and what is sent.

use std::sync::Arc;

use super::payment::too_late;
use super::{Payment, SIGNING, Sale};
use crate::app::effect::{
    ContractsEffect, CustomersEffect, Effect, MembershipsEffect, PhoneEffect, RequestId,
};
use crate::app::shared::Outbox;
use crate::app::till::guard::{self, Guard};
use crate::domain::intent::{ResultId, State};
use crate::domain::membership::{Applicant, Conclusion, Draft, Papers, Party, Signatures};
use crate::domain::payment::{PaymentId, PaymentScope, PhoneTask, PhoneVerdict};
use crate::domain::person::{Customer, CustomerId};
use crate::domain::request::{Evidence, Grant, Recorded};
use crate::domain::time::Now;

/// Who concludes a membership, and what of it. Personal, and gone with the visitor.
#[derive(Debug)]
pub(super) struct Contracting {
    draft: Draft,
    papers: Arc<Papers>,
    signatures: Option<Arc<Signatures>>,
}

impl Contracting {
    pub(super) fn new(draft: Draft, papers: Papers) -> Self {
        Self { draft, papers: Arc::new(papers), signatures: None }
    }

    /// The call has been answered, or is looked for: nothing of it is sent any more but the question who joined.
    pub(super) fn is_sent(&mut self) {
        self.signatures = None;
        (self.draft.choice.voucher, self.draft.choice.referral) = (None, None);
    }

    /// Whether something is read or signed on the phone, or was.
    pub(super) fn is_signed_on_phone(&self) -> bool {
        self.papers.need_phone()
    }

    fn applicant(&self) -> Option<&Applicant> {
        match &self.draft.party {
            Party::New(applicant) => Some(applicant),
            Party::Customer(_) | Party::Switching { .. } => None,
        }
    }
}

/// Reading and signing.
impl Sale {
    /// Whether something is still to be read or signed on the phone.
    pub(super) fn is_to_be_signed(&self) -> bool {
        let open = self.contracting.as_ref().filter(|contracting| contracting.signatures.is_none());
        open.is_some_and(|contracting| contracting.is_signed_on_phone())
    }

    /// How many signatures are wanted, there already or not.
    pub(super) fn signatures(&self) -> usize {
        self.contracting.as_ref().map_or(0, |contracting| contracting.papers.signatures())
    }

    /// The next thing to do on the phone, or what follows when there is nothing to do there.
    pub(super) fn begin_on_phone(&mut self, now: Now, out: &mut Outbox) {
        if self.is_to_be_signed() {
            self.show_papers(now, out);
        } else if self.next_token().is_some() {
            self.open_session(now, 0, out);
        } else {
            self.read_before_now(now, 0, out);
        }
    }

    /// Has the papers shown on the phone.
    fn show_papers(&mut self, now: Now, out: &mut Outbox) {
        let Some(papers) = self.contracting.as_ref().map(|contracting| contracting.papers.clone()) else {
            return;
        };
        self.showings = self.showings.saturating_add(1);
        let page = self.page(0, PhoneTask::Sign(papers), now.wall + SIGNING);
        self.payment = Some(Payment::new(now, page, SIGNING));
        self.show_page(now, out);
    }

    /// Signing is prolonged by as much as it had at first.
    pub(super) fn prolong_signing(&mut self, now: Now, out: &mut Outbox) {
        let Some(papers) = self.contracting.as_ref().map(|contracting| contracting.papers.clone()) else {
            return;
        };
        let page = self.page(0, PhoneTask::Sign(papers), now.wall + SIGNING);
        if let Some(payment) = &mut self.payment {
            payment.follow(Payment::new(now, page, SIGNING));
            self.show_page(now, out);
        }
    }

    /// What was signed counts for the page now shown and if it is all that is wanted; then what is paid follows, under the same
    /// code.
    pub(in crate::app::till) fn papers_signed(
        &mut self,
        now: Now,
        signed: &PaymentId,
        signatures: &Arc<Signatures>,
        out: &mut Outbox,
    ) {
        if !self.is_paying(signed) {
            if self.accepted.as_ref() != Some(signed) && !self.is_of_earlier_page(signed) {
                too_late(signed, out);
            }
            return;
        }
        let Some(contracting) = &mut self.contracting else { return };
        if contracting.signatures.is_some() || !contracting.papers.are_signed_by(signatures) {
            return;
        }
        contracting.signatures = Some(Arc::clone(signatures));
        if self.next_token().is_some() {
            self.open_session(now, 0, out);
        } else {
            self.accepted = Some(signed.clone());
            out.send(Effect::Phone(PhoneEffect::AnswerPhone {
                payment: signed.clone(),
                verdict: PhoneVerdict::Accepted,
            }));
            self.read_before_now(now, 0, out);
        }
    }
}

/// What is sent, and what tells what became of it.
impl Sale {
    /// Whether there is what a call takes: of a membership only while its visitor is here.
    pub(super) fn has_what_is_sent(&self) -> bool {
        self.intent.order.membership().is_none() || self.contracting.is_some()
    }

    /// Whether anything can be asked that tells what became of it: who joined is known only while they are here.
    pub(super) fn can_be_traced(&self) -> bool {
        let is_found_by_id = self.intent.order.customer().or(self.concluded_for()).is_some();
        let joins = self.intent.order.membership().is_some();
        self.intent.order.leaves_a_trace() && (!joins || is_found_by_id || self.contracting.is_some())
    }

    /// Whose membership it is, of one that was concluded.
    fn concluded_for(&self) -> Option<CustomerId> {
        match self.intent.state() {
            State::Granted(Grant::Concluded { customer, .. }) => Some(*customer),
            _ => None,
        }
    }

    /// What a membership is to be told by: the contracts of whose it is, else who has been recorded.
    pub(super) fn read_concluded(&self, out: &mut Outbox) -> Option<RequestId> {
        let language = self.language;
        let customer = self.intent.order.customer().or(self.concluded_for());
        if let Some(customer) = customer {
            let effect = ContractsEffect::ListContracts(customer);
            return Some(out.ask(|request| Effect::Contracts(request, language, effect)));
        }
        let applicant = self.contracting.as_ref()?.applicant()?.clone();
        let effect = CustomersEffect::SearchApplicant(Box::new(applicant));
        Some(out.ask(|request| Effect::Customers(request, language, effect)))
    }

    /// The customers of a search that may be the record of who joins.
    pub(in crate::app::till) fn records(&self, found: &[Customer]) -> Vec<Recorded> {
        let applicant = self.contracting.as_ref().and_then(|contracting| contracting.applicant());
        applicant.map(|applicant| applicant.records(found, &self.intent.reference)).unwrap_or_default()
    }

    /// What is sent.
    pub(super) fn conclusion(&self) -> Option<MembershipsEffect> {
        let contracting = self.contracting.as_ref()?;
        let signatures = contracting.signatures.as_deref().cloned().unwrap_or_default();
        let (recurring, upfront) = (self.token(PaymentScope::MemberAccount), self.token(PaymentScope::Ecom));
        let (recurring, upfront) =
            if guard::stands(Guard::TokenPlace) { (recurring, upfront) } else { (upfront, recurring) };
        Some(MembershipsEffect::ConcludeMembership(Box::new(Conclusion {
            draft: contracting.draft.clone(),
            reference: self.intent.reference.clone(),
            recurring,
            upfront,
            signatures,
        })))
    }

    /// What the studio says of a membership that was sent for: it is accepted, and its contract is read. The id of who joined may
    /// be missing, which proves nothing.
    pub(in crate::app::till) fn grant_of(&self, told: Option<CustomerId>) -> Option<Grant> {
        let customer = self.intent.order.customer().or(told.filter(|customer| customer.0 != 0))?;
        let before = match self.intent.state() {
            // Of somebody new it was people that were read before.
            State::Submitted { before } if self.intent.order.customer().is_some() => before.clone(),
            _ => Vec::new(),
        };
        Some(Grant::Concluded { customer, contract: None, before })
    }
}

impl Evidence<'_> {
    /// What is there before a membership is sent for.
    pub(super) fn ids(&self) -> Vec<ResultId> {
        match self {
            Self::Contracts(contracts) => contracts.iter().map(|contract| contract.id.into()).collect(),
            Self::Records(records) => records.iter().map(|record| record.customer.into()).collect(),
            Self::Module(_) | Self::Verdict(_) => Vec::new(),
        }
    }
}
