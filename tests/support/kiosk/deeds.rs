//! What the pretend studio did besides selling passes: memberships, cancelations, withdrawals, modules, check-in vouchers.

use std::collections::HashMap;

use walkin::api::wire::{Call, Method};
use walkin::domain::contract::ContractId;
use walkin::domain::module::{ModuleContractId, ModuleId};
use walkin::domain::pass::Reference;
use walkin::domain::person::CustomerId;
use walkin::domain::request::Target;
use walkin::domain::time::{Date, Moment};
use walkin::sandbox::{Conclusion, Spent, World};

use super::studio::State;

/// Something the studio did, and the request whose call it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The request; none for what was done at the desk.
    pub caller: Option<Reference>,
    /// What.
    pub deed: Deed,
    /// When.
    pub at: Moment,
    /// Whether the network had delivered the same call before.
    pub repeated: bool,
}

/// What the studio did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A contract ends.
    Canceled {
        /// Which.
        target: Target,
        /// Its last day.
        date: Date,
        /// Whether staff have to verify it.
        pending: bool,
    },
    /// A contract goes on.
    Withdrawn {
        /// Which.
        target: Target,
        /// Whether staff have to verify it.
        pending: bool,
    },
    /// A module was added to a contract.
    Booked {
        /// The main contract.
        contract: ContractId,
        /// The module.
        module: ModuleId,
        /// Its own contract.
        id: ModuleContractId,
    },
    /// A check-in voucher became a door code.
    Redeemed {
        /// The door code.
        code: String,
    },
    /// A contract was concluded: by somebody new, by a customer who got one more, by a member who left another for it.
    Concluded(Box<Contract>),
    /// Staff have agreed to everything that was pending.
    Verified,
}

/// A contract that was concluded, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// By which operation.
    pub conclusion: Conclusion,
    /// Its id.
    pub id: ContractId,
    /// Whose it is.
    pub customer: CustomerId,
    /// The reference that came with it (`thirdPartyId`).
    pub reference: Option<String>,
    /// The token of the payments to come, and whose session it was of.
    pub recurring: Option<Spent>,
    /// The token of what was due on signing.
    pub upfront: Option<Spent>,
}

/// The operations that do such things, as scripts call them.
const WRITES: [&str; 9] = [
    "cancel",
    "withdraw",
    "purchase-module",
    "cancel-module",
    "withdraw-module",
    "redeem",
    "join",
    "add",
    "switch",
];

/// How much had been done before a call.
pub(super) struct Tally {
    /// Cancelations and withdrawals of each contract, and of each module's.
    endings: HashMap<Target, (u32, u32)>,
    booked: usize,
    redeemed: usize,
    concluded: usize,
}

impl Tally {
    /// Counts, if the operation can change anything.
    pub(super) fn before(world: &World, operation: &str) -> Option<Self> {
        WRITES.contains(&operation).then(|| Self::of(world))
    }

    fn of(world: &World) -> Self {
        let endings =
            endings(world).map(|(target, ending)| (target, (ending.cancelations(), ending.withdrawals())));
        Self {
            endings: endings.collect(),
            booked: world.module_contracts().len(),
            redeemed: world.redemptions().len(),
            concluded: world.concluded().len(),
        }
    }

    /// What has been done since.
    pub(super) fn since(&self, world: &World) -> Vec<Deed> {
        let mut deeds: Vec<Deed> = world.concluded()[self.concluded..].iter().map(concluded).collect();
        // What is left in a switch ends with it, and by nothing else.
        let left: Vec<_> = deeds.iter().filter_map(left).collect();
        for (target, ending) in endings(world).filter(|(target, _)| !left.contains(target)) {
            let (cancelations, withdrawals) = self.endings.get(&target).copied().unwrap_or_default();
            let shown = ending.cancelation();
            let pending = shown.is_some_and(|shown| shown.status != CANCELED);
            if let Some(shown) = shown.filter(|_| ending.cancelations() > cancelations) {
                deeds.push(Deed::Canceled { target, date: shown.date, pending });
            }
            if ending.withdrawals() > withdrawals {
                deeds.push(Deed::Withdrawn { target, pending: shown.is_some() });
            }
        }
        deeds.extend(world.module_contracts()[self.booked..].iter().map(|booked| Deed::Booked {
            contract: ContractId(booked.contract_id),
            module: ModuleId(booked.module.id),
            id: ModuleContractId(booked.id),
        }));
        let redeemed = world.redemptions()[self.redeemed..].iter();
        deeds.extend(redeemed.map(|redeemed| Deed::Redeemed { code: redeemed.access_code.clone() }));
        deeds
    }
}

const CANCELED: walkin::sandbox::CancelationStatus = walkin::sandbox::CancelationStatus::Canceled;

fn concluded(done: &walkin::sandbox::Concluded) -> Deed {
    Deed::Concluded(Box::new(Contract {
        conclusion: done.conclusion,
        id: ContractId(done.contract_id),
        customer: CustomerId(done.customer_id),
        reference: done.reference.clone(),
        recurring: done.recurring.clone(),
        upfront: done.upfront.clone(),
    }))
}

/// The contract that was left for another.
fn left(deed: &Deed) -> Option<Target> {
    match deed {
        Deed::Concluded(contract) => match contract.conclusion {
            Conclusion::Switched { source } => Some(Target { contract: ContractId(source), module: None }),
            Conclusion::Signup | Conclusion::Added => None,
        },
        _ => None,
    }
}

/// Every contract, main ones and those of modules.
fn endings(world: &World) -> impl Iterator<Item = (Target, &walkin::sandbox::Ending)> {
    let contracts = world
        .contracts()
        .iter()
        .map(|contract| (Target { contract: ContractId(contract.id), module: None }, &contract.ending));
    contracts.chain(world.module_contracts().iter().map(|owned| {
        let (contract, module) = (ContractId(owned.contract_id), Some(ModuleContractId(owned.id)));
        (Target { contract, module }, &owned.ending)
    }))
}

/// What staff do at the desk.
impl State {
    /// Ends a contract, on the first day there is.
    pub fn cancel_at_desk(&mut self, contract: u64) -> Option<()> {
        let customer = self.owner(contract)?;
        let path = format!("/v1/memberships/{customer}/self-service/contract-data");
        let shown: serde_json::Value =
            serde_json::from_slice(&self.at_desk(Method::Get, path, None)?).expect("a list");
        let shown = shown.as_array()?.iter().find(|shown| shown["id"].as_u64() == Some(contract))?;
        let date = shown["availableCancelationDates"].as_array()?.first()?.clone();
        let reasons = "/v1/memberships/self-service/contract-cancelation-reasons".to_owned();
        let reasons: serde_json::Value =
            serde_json::from_slice(&self.at_desk(Method::Get, reasons, None)?).expect("a list");
        let reason = &reasons.as_array()?.first()?["cancelationReasonId"];
        let path = format!("/v1/memberships/{customer}/self-service/ordinary-contract-cancelation");
        let body = serde_json::json!({
            "contractId": contract, "cancelationDate": date, "cancelationReasonId": reason
        });
        self.at_desk(Method::Post, path, Some(body)).map(|_| ())
    }

    /// Takes the cancelation of a contract back.
    pub fn withdraw_at_desk(&mut self, contract: u64) -> Option<()> {
        let customer = self.owner(contract)?;
        let path = format!(
            "/v1/memberships/{customer}/self-service/withdraw-ordinary-contract-cancelation/{contract}"
        );
        self.at_desk(Method::Post, path, None).map(|_| ())
    }

    /// Adds a module to a contract.
    pub fn book_at_desk(&mut self, contract: u64, module: u64) -> Option<()> {
        let module = self.world.modules_on_sale().iter().find(|on_sale| on_sale.id == module)?;
        let frequency = module.payment_frequencies.first()?.id?;
        let body = serde_json::json!({
            "additionalModuleId": module.id, "paymentFrequencyId": frequency, "bookTrialPeriod": false
        });
        let path = format!("/v1/memberships/{contract}/self-service/additional-modules/purchase");
        self.at_desk(Method::Post, path, Some(body)).map(|_| ())
    }

    /// Gives somebody one more contract, paid and signed there.
    pub fn conclude_at_desk(&mut self, email: &str, term: u64, start: Date) -> Option<()> {
        let (now, before) = (self.their_time(), Tally::of(&self.world));
        let customer = self.world.people().find(|person| person.email.eq_ignore_ascii_case(email))?.id;
        self.world.conclude_at_desk(now, customer, term, start)?;
        self.note_done(before.since(&self.world), None, false);
        Some(())
    }

    /// Takes somebody down who is no member yet.
    pub fn register_at_desk(&mut self, name: &str, born: Date, email: &str) -> Option<()> {
        let (first, last) = name.split_once(' ')?;
        let body = serde_json::json!({
            "leadCustomer": {"firstname": first, "lastname": last, "email": email, "dateOfBirth": born}
        });
        // The desk asks for it, whatever the form does.
        let asked = self.world.lead_config.date_of_birth_mode.replace("OPTIONAL".to_owned());
        let answer = self.at_desk(Method::Post, "/v1/leads/create".to_owned(), Some(body));
        self.world.lead_config.date_of_birth_mode = asked;
        answer.map(|_| ())
    }

    /// Agrees to everything that is pending.
    pub fn verify_at_desk(&mut self) {
        self.world.verify_all();
        self.note_done(vec![Deed::Verified], None, false);
    }

    pub(super) fn note_done(&mut self, deeds: Vec<Deed>, caller: Option<&Reference>, repeated: bool) {
        let at = self.moment;
        let done = |deed| Done { caller: caller.cloned(), deed, at, repeated };
        self.done.extend(deeds.into_iter().map(done));
    }

    fn owner(&self, contract: u64) -> Option<u64> {
        let found = self.world.contracts().iter().find(|found| found.id == contract);
        found.map(|contract| contract.customer_id)
    }

    /// A call that no line carries.
    fn at_desk(&mut self, method: Method, path: String, body: Option<serde_json::Value>) -> Option<Vec<u8>> {
        let body = body.map(|body| serde_json::to_vec(&body).expect("JSON"));
        let call = Call { method, path, query: Vec::new(), language: None, body };
        let (now, key, before) = (self.their_time(), self.key.clone(), Tally::of(&self.world));
        let answer = self.world.answer(now, &call, Some(&key));
        self.note_done(before.since(&self.world), None, false);
        answer.is_success().then_some(answer.body)
    }
}
