//! What must hold of memberships besides what holds of every request: what is signed and paid for one goes where it belongs, and
//! counts once.
//!
//! The two tokens of somebody new are of two sessions of one payer: that of the payments to come goes into the customer, that of
//! what is due on signing beside the contract.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use walkin::domain::intent::{Intent, ResultId, Step};
use walkin::domain::membership::{Conclusion, Party, Signatures};
use walkin::domain::pass::Reference;
use walkin::domain::payment::{PaymentId, PaymentScope, PaymentSession, PhonePage, PhoneTask, PhoneVerdict};
use walkin::domain::person::Customer;
use walkin::domain::request::{Grant, Request};
use walkin::domain::text::Secret;

use super::{Holds, Judge, Promise};
use crate::kiosk::deeds::Contract;
use crate::kiosk::seen::Shows;

/// Keeps what is signed and paid for each membership.
#[derive(Default)]
pub struct Memberships {
    judge: Judge,
    /// Counts processes.
    life: u32,
    cases: HashMap<Reference, Case>,
    /// Tokens of calls that left, and for which membership.
    spent: HashMap<String, Reference>,
}

/// One membership.
struct Case {
    intent: Intent,
    /// What its phone was shown, oldest first.
    pages: Vec<Arc<PhonePage>>,
    signed: Vec<(PaymentId, Arc<Signatures>)>,
    tokens: Vec<(PaymentId, Secret)>,
    told: Vec<(PaymentId, PhoneVerdict, u32)>,
    /// In which process it was given up or refused,
    given_up: Option<u32>,
    /// and in which it was granted.
    granted: Option<u32>,
}

impl Memberships {
    /// Looks at some promises.
    pub fn new(judge: Judge) -> Self {
        Self { judge, ..Self::default() }
    }

    /// What a phone was shown and told before is of another process.
    pub fn started(&mut self) {
        self.life += 1;
    }

    /// Something was given to the ledger.
    pub fn ordered(&mut self, intent: &Intent) {
        if intent.order.membership().is_none() {
            return;
        }
        let case = Case {
            intent: intent.clone(),
            pages: Vec::new(),
            signed: Vec::new(),
            tokens: Vec::new(),
            told: Vec::new(),
            given_up: None,
            granted: None,
        };
        self.cases.insert(intent.reference.clone(), case);
    }

    /// The ledger was given a step.
    pub fn stepped(&mut self, reference: &Reference, step: &Step) {
        let life = self.life;
        let Some(case) = self.cases.get_mut(reference) else { return };
        match step {
            Step::Granted { .. } => {
                case.given_up = None;
                case.granted.get_or_insert(life);
            }
            Step::Refused | Step::Abandoned { .. } => case.given_up = Some(life),
            _ => {}
        }
    }

    /// A page was shown. Nothing is signed any more once something is to be paid.
    pub fn shown(&mut self, page: Arc<PhonePage>) -> Holds {
        let judge = self.judge;
        let reference = &page.payment.reference;
        let Some(case) = self.cases.get_mut(reference) else { return Ok(()) };
        let signs = matches!(page.task, PhoneTask::Sign(_));
        let is_paid = |shown: &Arc<PhonePage>| matches!(shown.task, PhoneTask::Pay { .. });
        judge.holds(Promise::SignedOnce, !(signs && case.pages.iter().any(is_paid)), || {
            format!("{reference} is to be signed once more")
        })?;
        case.pages.push(page);
        Ok(())
    }

    /// Signatures arrived.
    pub fn signed(&mut self, payment: PaymentId, signatures: Arc<Signatures>) {
        if let Some(case) = self.cases.get_mut(&payment.reference) {
            case.signed.push((payment, signatures));
        }
    }

    /// A token arrived.
    pub fn paid(&mut self, payment: PaymentId, token: Secret) {
        if let Some(case) = self.cases.get_mut(&payment.reference) {
            case.tokens.push((payment, token));
        }
    }

    /// A phone was told what became of what it sent.
    pub fn told(&mut self, payment: &PaymentId, verdict: PhoneVerdict) -> Holds {
        let (judge, life) = (self.judge, self.life);
        let Some(case) = self.cases.get_mut(&payment.reference) else { return Ok(()) };
        let last = case.told.iter().rev().find(|(told, _, at)| told.is_same_code(payment) && *at == life);
        let again = verdict == PhoneVerdict::Accepted
            && last.is_some_and(|(told, last, _)| told == payment && *last == PhoneVerdict::Accepted);
        judge.holds(Promise::TokenOnce, !again, || {
            format!("the phone of {} was told twice that it is accepted", payment.reference)
        })?;
        case.told.push((payment.clone(), verdict, life));
        Ok(())
    }

    /// A call left: with the tokens that are wanted, each in its place, and everything signed.
    pub fn sent(&mut self, conclusion: &Conclusion) -> Holds {
        let judge = self.judge;
        let reference = &conclusion.reference;
        let Some(case) = self.cases.get(reference) else { return Ok(()) };
        let (recurring, upfront) = (conclusion.recurring.as_ref(), conclusion.upfront.as_ref());
        let joins = matches!(case.intent.request(), Some(Request::Join(_)));
        let is_due = case.intent.order.payable().is_some_and(|due| !due.is_zero());
        judge.holds(
            Promise::TokenPlace,
            (recurring.is_some(), upfront.is_some()) == (joins, is_due),
            || format!("{reference} was sent with the wrong payment"),
        )?;
        for (scope, token) in [(PaymentScope::MemberAccount, recurring), (PaymentScope::Ecom, upfront)] {
            let Some(token) = token else { continue };
            case.is_paid_by(judge, scope, token)?;
            let before = self.spent.insert(token.reveal().to_owned(), reference.clone());
            judge.holds(
                Promise::TokenOnce,
                before.as_ref().is_none_or(|before| before == reference),
                || format!("{reference} spends a token of {before:?}"),
            )?;
        }
        let payers = [recurring, upfront].map(|token| token.and_then(|token| case.session(token)));
        if let [Some(recurring), Some(upfront)] = payers {
            // The second was asked for the payer of the first, also where its answer does not say so.
            let is_one =
                recurring.payer.is_some() && (upfront.payer.is_none() || recurring.payer == upfront.payer);
            judge.holds(Promise::TokenPlace, is_one, || format!("{reference} is paid by two payers"))?;
        }
        judge.holds(Promise::SignedOnce, case.is_signed_with(&conclusion.signatures), || {
            format!("{reference} was sent without what was signed")
        })
    }

    /// At the end: what phones say that were told anything.
    pub fn end(&self) -> Holds {
        self.cases.iter().try_for_each(|(reference, case)| case.ended_on_the_phone(self.judge, reference))
    }
}

impl Case {
    /// The page for which a token was delivered.
    fn page(&self, token: &Secret) -> Option<&PhonePage> {
        let (payment, _) = self.tokens.iter().find(|(_, known)| known.reveal() == token.reveal())?;
        self.pages.iter().rev().find(|page| page.payment == *payment).map(Arc::as_ref)
    }

    /// The session for which a token was delivered.
    fn session(&self, token: &Secret) -> Option<&PaymentSession> {
        self.page(token)?.session()
    }

    /// Whether a token is of the last session of this scope, over what is to be paid in it.
    fn is_paid_by(&self, judge: Judge, scope: PaymentScope, token: &Secret) -> Holds {
        let reference = &self.intent.reference;
        let page = self.page(token);
        let paid = page.and_then(|page| match &page.task {
            PhoneTask::Pay { scope, amount, .. } => Some((*scope, *amount)),
            PhoneTask::Sign(_) => None,
        });
        let due = self.intent.order.payable().map(|due| match scope {
            PaymentScope::MemberAccount => due.nothing_of(),
            PaymentScope::Ecom => *due,
        });
        judge.holds(Promise::TokenPlace, paid.is_some() && paid == due.map(|due| (scope, due)), || {
            format!("{reference} was sent with a token of {paid:?} in place of one of {scope:?} over {due:?}")
        })?;
        let is_of_scope =
            |page: &&Arc<PhonePage>| matches!(&page.task, PhoneTask::Pay { scope: it, .. } if *it == scope);
        let last = self.pages.iter().rev().find(is_of_scope).map(|page| page.payment.attempt);
        judge.holds(Promise::TokenOnce, page.map(|page| page.payment.attempt) == last, || {
            format!("{reference} spends the token of an earlier session, and {last:?} is open")
        })
    }

    /// Whether these are the signatures that were wanted, as they were drawn.
    fn is_signed_with(&self, signatures: &Signatures) -> bool {
        let papers = self.pages.iter().find_map(|page| match &page.task {
            PhoneTask::Sign(papers) => Some(papers),
            PhoneTask::Pay { .. } => None,
        });
        match papers {
            None => *signatures == Signatures::default(),
            Some(papers) => {
                papers.are_signed_by(signatures)
                    && self.signed.iter().any(|(_, drawn)| drawn.as_ref() == signatures)
            }
        }
    }

    fn ended_on_the_phone(&self, judge: Judge, reference: &Reference) -> Holds {
        // What a phone was told by an earlier process cannot be taken back.
        let accepted = self.told.iter().find(|(_, verdict, _)| *verdict == PhoneVerdict::Accepted);
        let last_page = self.pages.last().map(|page| &page.payment);
        let about = accepted.map_or(last_page, |(payment, ..)| Some(payment));
        let last = self.told.iter().rev().find(|(payment, ..)| Some(payment) == about);
        let Some((_, verdict, life)) = last else { return Ok(()) };
        let says_done = *verdict == PhoneVerdict::Accepted;
        judge.holds(Promise::TokenOnce, !says_done || self.given_up != Some(*life), || {
            format!("the phone of {reference} still says that it is accepted, and it was given up")
        })?;
        judge.holds(Promise::NotCharged, says_done || self.granted != Some(*life), || {
            format!("the phone of {reference} was told {verdict:?}, and it was concluded")
        })
    }
}

/// Whether nothing tells the contracts of two memberships apart: of one member, of the same rate and first day. Who joins is told
/// by their own record.
pub(super) fn are_alike(one: &Intent, other: &Intent) -> bool {
    let about = |intent: &Intent| {
        let request = intent.request()?;
        let membership = request.membership()?;
        Some((request.member()?, membership.offer, membership.start))
    };
    one.reference == other.reference || (about(one).is_some() && about(one) == about(other))
}

/// Whether a contract is the one that is told of.
pub(super) fn fits(contract: &Contract, grant: &Grant) -> bool {
    match grant {
        Grant::Concluded { customer, contract: shown, .. } => {
            contract.customer == *customer && shown.is_none_or(|shown| shown.id == contract.id)
        }
        _ => false,
    }
}

/// What was there before a membership was sent for.
pub(super) enum Existing {
    /// Contracts of the member.
    Contracts(BTreeSet<ResultId>),
    /// Customers that may be who joins.
    Customers(Vec<Customer>),
}

impl Existing {
    /// What an answer tells of it.
    pub(super) fn of_answer(shows: &Shows) -> Option<Self> {
        match shows {
            Shows::Contracts(contracts) => {
                Some(Self::Contracts(contracts.iter().map(|contract| contract.id.into()).collect()))
            }
            Shows::Customers(customers) => Some(Self::Customers(customers.clone())),
            Shows::Module(_) | Shows::Verdict(_) => None,
        }
    }

    /// What has to be known of it where this is sent.
    pub(super) fn of(&self, conclusion: &Conclusion) -> Option<BTreeSet<ResultId>> {
        match (self, &conclusion.draft.party) {
            (Self::Customers(found), Party::New(applicant)) => {
                let records = applicant.records(found, &conclusion.reference);
                Some(records.into_iter().map(|record| record.customer.into()).collect())
            }
            (Self::Contracts(contracts), Party::Customer(_) | Party::Switching { .. }) => {
                Some(contracts.clone())
            }
            _ => None,
        }
    }
}
