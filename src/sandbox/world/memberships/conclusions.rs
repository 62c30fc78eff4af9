//! Concluding a contract: `POST /v1/memberships/signup` and `POST .../add-membership`, the tokens that pay for it, and the
//! contract that comes of it.
//!
//! Invariant: a contract is concluded whole or not at all; every check comes before the first change. This studio does not
//! look whether it has done the same before: a second delivery is refused by its tokens alone, and makes a second contract
//! where there were none.

use std::fmt;

use rust_decimal::Decimal;

use crate::api::wire::memberships::{
    MembershipContractRequest, MembershipSignupCustomer, MembershipSignupRequest, MembershipSignupResult,
};
use crate::api::wire::{Call, Method};
use crate::domain::time::{Date, Timestamp};

use super::super::ask::{Ask, path_id};
use super::super::contracts::Contract;
use super::super::ending::Ending;
use super::super::payments::{Session, TokenUse};
use super::super::refusal::{Problem, Refusal, json};
use super::super::terms::{Extension, Terms};
use super::super::{Outcome, World};
use super::order::{Fields, Order, Wish};
use super::vouchers::rounded;
use super::{applicant, previews, signatures};

/// A contract that was concluded since the world began, and how.
#[derive(Clone)]
pub struct Concluded {
    /// By which operation.
    pub conclusion: Conclusion,
    /// The contract that came of it, in [`World::contracts`].
    pub contract_id: u64,
    /// Whose it is, in [`World::people`].
    pub customer_id: u64,
    /// The term that was ordered.
    pub term_id: u64,
    /// Its offer.
    pub offer_id: u64,
    /// Its first day.
    pub start: Date,
    /// The caller's own reference (`thirdPartyId` of the contract).
    pub reference: Option<String>,
    /// What was due on signing, in major units of the studio's currency.
    pub due: Decimal,
    /// The payment of what was due (`initialPaymentRequestToken`).
    pub upfront: Option<Spent>,
    /// What pays from then on (`paymentRequestToken` of the customer); none pays cash.
    pub recurring: Option<Spent>,
    /// Free and paid modules that were chosen.
    pub modules: Vec<u64>,
    /// The contract as it was asked for, with its signatures, voucher and referral code; empty but for modules in a switch.
    pub request: MembershipContractRequest,
    /// Who signed up, as they told of themselves.
    pub applicant: Option<MembershipSignupCustomer>,
    /// When it was concluded.
    pub concluded_at: Timestamp,
}

/// The operation that concluded a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// Somebody new became a member.
    Signup,
    /// A customer got one more.
    Added,
    /// A member left another for it.
    Switched {
        /// The contract that was left.
        source: u64,
    },
}

/// A token that was spent, by the session it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// The token.
    pub token: String,
    /// `ECOM` or `MEMBER_ACCOUNT`.
    pub scope: String,
    /// The payer (`finionPayCustomerId`).
    pub payer: String,
    /// The customer of the session, if there was one already.
    pub customer_id: Option<u64>,
    /// Major units of the studio's currency.
    pub amount: Decimal,
}

/// The tokens of an order, and whose they have to be.
pub(super) struct Tokens<'a> {
    pub(super) recurring: Option<&'a str>,
    pub(super) upfront: Option<&'a str>,
    /// The customer of both sessions; none for somebody new.
    pub(super) customer: Option<u64>,
    pub(super) fields: Fields,
}

/// Both tokens, as they were found to be good.
pub(super) struct Paid {
    pub(super) recurring: Option<Spent>,
    pub(super) upfront: Option<Spent>,
}

impl Concluded {
    /// Whether the customer is to pay cash from then on, since a signup left no other way.
    pub fn pays_cash(&self) -> bool {
        self.conclusion == Conclusion::Signup && self.recurring.is_none()
    }
}

impl World {
    /// Every contract that was concluded since the world began, oldest first.
    pub fn concluded(&self) -> &[Concluded] {
        &self.concluded
    }

    /// Staff give a customer one more contract, paid and signed at the desk. Gives its id; none where it cannot be had so.
    pub fn conclude_at_desk(&mut self, now: Timestamp, customer: u64, term: u64, start: Date) -> Option<u64> {
        let call =
            Call { method: Method::Post, path: String::new(), query: Vec::new(), language: None, body: None };
        let (today, language) = (self.zone.to_datetime(now).date(), self.club.language());
        let ask = Ask { now, today, language, call: &call };
        let birth = self.person(customer).ok()?.birth();
        let start = start.to_string();
        let wish = Wish {
            term,
            start: &start,
            pre_use: None,
            selectable: &[],
            optional: &[],
            voucher: None,
            birth,
            fields: Fields::ADD,
        };
        let order = self.order(&ask, &wish).ok()?;
        let paid = Paid { recurring: None, upfront: None };
        let concluded = self.conclude(&ask, &order, Conclusion::Added, customer, paid).ok()?;
        let contract = concluded.contract_id;
        self.record_conclusion(concluded, MembershipContractRequest::default());
        Some(contract)
    }

    pub(in super::super) fn signup(&mut self, ask: &Ask<'_>) -> Outcome {
        let request: MembershipSignupRequest = ask.body()?;
        let (contract, customer, fields) = (&request.contract, &request.customer, Fields::SIGNUP);
        let birth = applicant::birth(customer, ask.today)?;
        applicant::check(customer, &self.lead_config, self.club.studio.information.country_code.as_deref())?;
        let order = self.order(ask, &previews::wish(contract, Some(birth), fields))?;
        self.check_papers(&order, contract, fields)?;
        let tokens = Tokens {
            recurring: customer.payment_request_token.as_deref(),
            upfront: contract.initial_payment_request_token.as_deref(),
            customer: None,
            fields,
        };
        let paid = self.check_tokens(&tokens, &order, ask.now)?;
        let customer_id = self.welcome(customer, &paid, ask.now);
        let conclusion = Conclusion::Signup;
        let mut concluded = self.conclude(ask, &order, conclusion, customer_id, paid)?;
        concluded.applicant = Some(request.customer);
        concluded.reference.clone_from(&request.contract.third_party_id);
        self.record_conclusion(concluded, request.contract);
        json(&MembershipSignupResult { customer_id: Some(customer_id) })
    }

    pub(in super::super) fn add_membership(&mut self, ask: &Ask<'_>, customer: &str) -> Outcome {
        let person = self.person(path_id(customer, "customerId")?)?;
        let customer_id = person.id;
        let request: MembershipContractRequest = ask.body()?;
        if person.access_refusal {
            return Err(Problem::AccessRefused.of("customerId"));
        }
        let order = self.order_for(ask, person, &request)?;
        self.check_papers(&order, &request, Fields::ADD)?;
        let tokens = Tokens {
            recurring: None,
            upfront: request.initial_payment_request_token.as_deref(),
            customer: Some(customer_id),
            fields: Fields::ADD,
        };
        let paid = self.check_tokens(&tokens, &order, ask.now)?;
        let mut concluded = self.conclude(ask, &order, Conclusion::Added, customer_id, paid)?;
        concluded.reference.clone_from(&request.third_party_id);
        self.record_conclusion(concluded, request);
        Ok(Vec::new())
    }

    /// Whether the voucher is taken and everything is signed.
    fn check_papers(
        &self,
        order: &Order,
        request: &MembershipContractRequest,
        fields: Fields,
    ) -> Result<(), Refusal> {
        if order.is_voucher_rejected {
            return Err(Problem::VoucherInvalid.of(fields.of("voucherCode")));
        }
        let offering = self.offering(order.offer_id, "contractOfferTermId")?;
        let signs_contract = offering.offer.contract_signatures_required == Some(true);
        let mut texts = offering.texts().to_vec();
        texts.extend(order.module_texts());
        texts.extend_from_slice(order.voucher_texts());
        signatures::check(request, signs_contract, &texts, fields)
    }

    /// Whether the tokens are what they have to be: each of its own scope, both of one payer, over exactly what is due.
    pub(super) fn check_tokens(
        &self,
        tokens: &Tokens<'_>,
        order: &Order,
        now: Timestamp,
    ) -> Result<Paid, Refusal> {
        let choices = self.offering(order.offer_id, "contractOfferTermId")?.choices();
        let due = order.costs().due();
        let recurring = match tokens.recurring {
            None => None,
            Some(token) => {
                let field = "customer.paymentRequestToken".to_owned();
                let wanted =
                    TokenUse { scope: "MEMBER_ACCOUNT", customer: None, amount: Decimal::ZERO, choices };
                Some(spent(token, self.check_membership_token(token, &field, &wanted, now)?))
            }
        };
        let field = tokens.fields.of("initialPaymentRequestToken");
        let upfront = match tokens.upfront {
            None if due.is_zero() => None,
            None => return Err(Problem::TokenMissing.of(field)),
            Some(_) if due.is_zero() => return Err(Problem::TokenUnwanted.of(field)),
            Some(token) => {
                let wanted = TokenUse { scope: "ECOM", customer: tokens.customer, amount: due, choices };
                Some(spent(token, self.check_membership_token(token, &field, &wanted, now)?))
            }
        };
        match (&recurring, &upfront) {
            (Some(recurring), Some(upfront)) if recurring.payer != upfront.payer => {
                Err(Problem::TokenForeign.of(field))
            }
            _ => Ok(Paid { recurring, upfront }),
        }
    }

    /// Makes somebody new a customer; who has paid in a session already stays the payer that they were.
    fn welcome(&mut self, customer: &MembershipSignupCustomer, paid: &Paid, now: Timestamp) -> u64 {
        let payer = paid.recurring.as_ref().or(paid.upfront.as_ref()).map(|spent| spent.payer.clone());
        let given = applicant::Given {
            id: self.next_id(),
            customer_number: format!("1-{}", 30_000 + self.people.len()),
            uuid: payer.unwrap_or_else(|| self.random.uuid()),
            studio_id: self.club.studio.information.studio_id,
            visible_at: self.visible_at(now),
        };
        let id = given.id;
        self.people.insert(id, applicant::person(customer, given));
        id
    }

    /// Spends the tokens and makes the contract.
    pub(super) fn conclude(
        &mut self,
        ask: &Ask<'_>,
        order: &Order,
        conclusion: Conclusion,
        customer_id: u64,
        paid: Paid,
    ) -> Result<Concluded, Refusal> {
        let terms = terms(order)?;
        for spent in [&paid.recurring, &paid.upfront].into_iter().flatten() {
            self.spend(&spent.token);
        }
        if let Some(person) = self.people.get_mut(&customer_id) {
            "MEMBER".clone_into(&mut person.status);
        }
        let contract = self.contract_of_order(ask, order, customer_id, terms);
        let concluded = Concluded {
            conclusion,
            contract_id: contract.id,
            customer_id,
            term_id: order.term.id,
            offer_id: order.offer_id,
            start: order.start,
            reference: None,
            due: order.costs().due(),
            upfront: paid.upfront,
            recurring: paid.recurring,
            modules: order.selectable.iter().chain(&order.optional).map(|module| module.id).collect(),
            request: MembershipContractRequest::default(),
            applicant: None,
            concluded_at: ask.now,
        };
        self.contracts.push(contract);
        Ok(concluded)
    }

    /// Keeps how a contract came to be.
    pub(super) fn record_conclusion(&mut self, concluded: Concluded, request: MembershipContractRequest) {
        if let Some(contract) = self.contracts.last_mut() {
            contract.third_party_id.clone_from(&concluded.reference);
        }
        self.concluded.push(Concluded { request, ..concluded });
    }

    fn contract_of_order(
        &mut self,
        ask: &Ask<'_>,
        order: &Order,
        customer_id: u64,
        terms: Terms,
    ) -> Contract {
        let (costs, offering) = (order.costs(), self.offering(order.offer_id, "membershipOfferId").ok());
        let rate_codes = offering.map(|offering| offering.offer.rate_codes.clone()).unwrap_or_default();
        let price = costs.price();
        let voucher = order.voucher.as_ref();
        let current = voucher.map_or(price, |voucher| voucher.discounted(price, order.start, order.start));
        Contract {
            id: self.next_id(),
            customer_id,
            rate_name: order.name(),
            start: order.start,
            ending: Ending::default(),
            third_party_id: None,
            visible_at: self.visible_at(ask.now),
            rate_id: Some(order.offer_id),
            terms,
            base_price: costs.base,
            current_price: rounded(current),
            frequency: order.term.payment_frequency.clone().unwrap_or_default().frequency(),
            rate_codes,
        }
    }
}

/// A token by the session it came from.
fn spent(token: &str, session: &Session) -> Spent {
    Spent {
        token: token.to_owned(),
        scope: session.scope.clone(),
        payer: session.finion_pay_customer_id.clone(),
        customer_id: session.customer_id,
        amount: session.amount,
    }
}

/// How long a contract runs and how it can be ended. One without a first term cannot be concluded; a test holds that no
/// offer is like that.
fn terms(order: &Order) -> Result<Terms, Refusal> {
    let term = &order.term;
    let length = term.term.clone().ok_or(Problem::Internal)?;
    let goes_on = term.extension_type.as_deref() != Some("NONE");
    let extension = goes_on.then(|| Extension {
        term: term.extension_term.clone().unwrap_or_else(|| length.clone()),
        notice: term.extension_cancelation_period.clone(),
    });
    Ok(Terms {
        term: length,
        notice: term.cancelation_period.clone(),
        extension,
        longer_by: order.first_term().map(|first| first.longer_by).unwrap_or_default(),
        from_receipt: term.cancelation_strategy.as_deref() == Some("RECEIPT_DATE"),
    })
}

impl fmt::Debug for Concluded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Concluded")
            .field("conclusion", &self.conclusion)
            .field("contract_id", &self.contract_id)
            .field("customer_id", &self.customer_id)
            .field("term_id", &self.term_id)
            .field("start", &self.start)
            .field("reference", &self.reference)
            .finish_non_exhaustive()
    }
}
