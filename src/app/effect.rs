//! What the core wants done, as plain data: it opens nothing itself.
//!
//! Each effect that has an answer is paired by name with an event (`PreviewPrice` / `PricePreviewed`) and carries the
//! [`RequestId`] the answer repeats. Production and tests are two interpreters of the same list.

use std::sync::Arc;

use crate::domain::catalogue::Catalogue;
use crate::domain::contract::{ContractId, ReasonId};
use crate::domain::intent::{Intent, Step};
use crate::domain::language::Language;
use crate::domain::membership::{Applicant, Conclusion, Draft, MembershipOfferId, SwitchConfigId};
use crate::domain::module::{ModuleContractId, ModuleOrder};
use crate::domain::money::Money;
use crate::domain::offer::OfferId;
use crate::domain::pass::Reference;
use crate::domain::payment::{Payer, PaymentChoice, PaymentId, PaymentScope, PhonePage, PhoneVerdict};
use crate::domain::person::{CustomerId, CustomerKey, Lead};
use crate::domain::price::Voucher;
use crate::domain::request::Redemption;
use crate::domain::text::{Secret, Text};
use crate::domain::time::{Date, Timestamp};
use crate::domain::tries::Try;

/// Names one question, so that an answer nobody awaits any more is told from the one awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub u64);

/// Something to be done outside the core.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask about the studio.
    Studio(RequestId, Language, StudioEffect),
    /// Ask about online offers, or buy one.
    Offers(RequestId, Language, OffersEffect),
    /// Ask about leads, or create one.
    Leads(RequestId, Language, LeadsEffect),
    /// Ask about customers.
    Customers(RequestId, Language, CustomersEffect),
    /// Open a payment session.
    Payments(RequestId, Language, PaymentsEffect),
    /// Ask about a member's contracts, or change one.
    Contracts(RequestId, Language, ContractsEffect),
    /// Ask about additional modules, book or change one.
    Modules(RequestId, Language, ModulesEffect),
    /// Redeem a check-in voucher.
    Vouchers(RequestId, Language, VouchersEffect),
    /// Ask about memberships, or conclude one.
    Memberships(RequestId, Language, MembershipsEffect),
    /// Read or write the ledger.
    Ledger(LedgerEffect),
    /// Read or write the catalogue on disk.
    Catalogue(CatalogueEffect),
    /// Tell the page for the phone.
    Phone(PhoneEffect),
}

/// Questions about the studio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudioEffect {
    /// `GET /v1/studios/information`.
    ReadInformation,
    /// `GET /v1/studios/utilization`.
    ReadUtilization,
}

/// Questions about online offers, and the one write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OffersEffect {
    /// `GET /v1/online-offers/purchasable`, all slices.
    ListOffers,
    /// `GET /v1/online-offers/purchasable/{offerId}`.
    ReadOffer(OfferId),
    /// `POST /v1/online-offers/purchase/preview`.
    PreviewPrice {
        /// The offer.
        offer: OfferId,
        /// Who would buy it.
        customer: CustomerId,
        /// With this voucher.
        voucher: Option<Voucher>,
    },
    /// `GET /v1/online-offers/{customerId}/purchased/{offerId}`.
    ListPurchased {
        /// Whose.
        customer: CustomerId,
        /// Of which offer.
        offer: OfferId,
    },
    /// `GET /v1/online-offers/{customerId}/purchased`, as a member looks at it.
    ListTickets(CustomerId),
    /// `GET /v1/online-offers/{customerId}/purchased/{offerId}`, as a member looks at it.
    ReadTickets {
        /// Whose.
        customer: CustomerId,
        /// Of which offer.
        offer: OfferId,
    },
    /// `POST /v1/online-offers/purchase`: moves money. Issued only on the ledger's answer that it is on disk.
    Purchase(Box<Purchase>),
}

/// The purchase call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// The offer.
    pub offer: OfferId,
    /// Who buys it.
    pub customer: CustomerId,
    /// First day of validity.
    pub valid_from: Date,
    /// The voucher of the preview.
    pub voucher: Option<Voucher>,
    /// The token of the payment component; none when nothing is to be paid.
    pub token: Option<Secret>,
}

/// Questions about leads, and the write that makes a person a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeadsEffect {
    /// `GET /v1/leads/config`.
    ReadForm,
    /// `POST /v1/leads/validate`.
    ValidateLead(Box<Lead>),
    /// `POST /v1/leads/create`.
    CreateLead(Box<Lead>),
}

/// Questions about customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomersEffect {
    /// `POST /v1/customers/search` with e-mail and last name of a lead.
    SearchCustomers(Box<Lead>),
    /// `GET /v1/customers/by`.
    FindCustomer(CustomerKey),
    /// `GET /v1/customers/{customerId}`.
    ReadCustomer(CustomerId),
    /// `POST /v1/customers/search` with e-mail and birth date of who joins; tells what became of it.
    SearchApplicant(Box<Applicant>),
    /// `POST /v1/customers/search` with last name and birth date of who wants to join.
    SearchNamesakes(Box<Applicant>),
    /// `GET /v1/customers/{customerId}/access-code`.
    ReadDoorCode(CustomerId),
}

/// A member's contracts. The writes are issued only on the ledger's answer that they are on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContractsEffect {
    /// `GET /v1/memberships/{customerId}/self-service/contract-data`.
    ListContracts(CustomerId),
    /// `GET /v1/memberships/self-service/contract-cancelation-reasons`.
    ListReasons,
    /// `POST /v1/memberships/{customerId}/self-service/ordinary-contract-cancelation`.
    CancelContract {
        /// Whose.
        member: CustomerId,
        /// Which.
        contract: ContractId,
        /// Its last day.
        date: Date,
        /// Why.
        reason: ReasonId,
    },
    /// `POST /v1/memberships/{customerId}/self-service/withdraw-ordinary-contract-cancelation/{contractId}`.
    WithdrawCancelation {
        /// Whose.
        member: CustomerId,
        /// Which.
        contract: ContractId,
    },
}

/// Additional modules. The writes are issued only on the ledger's answer that they are on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModulesEffect {
    /// `GET /v1/memberships/self-service/additional-modules`.
    ListModules,
    /// `GET /v1/memberships/{contractId}/self-service/additional-modules/purchasable`.
    ListPurchasable(ContractId),
    /// `POST /v1/memberships/{contractId}/self-service/additional-modules/validate`.
    ValidateModule(ModuleOrder),
    /// `POST /v1/memberships/{contractId}/self-service/additional-modules/purchase`: moves money.
    PurchaseModule(ModuleOrder),
    /// `GET /v1/memberships/{contractId}/self-service/additional-module-contracts/{additionalModuleContractId}`.
    ReadModuleContract(ContractId, ModuleContractId),
    /// `POST .../additional-module-contracts/{additionalModuleContractId}/ordinary-cancelation`.
    CancelModule {
        /// The main contract.
        contract: ContractId,
        /// Which.
        module: ModuleContractId,
        /// Its last day.
        date: Date,
        /// Why.
        reason: ReasonId,
    },
    /// `POST .../additional-module-contracts/{additionalModuleContractId}/withdraw-cancelation`.
    WithdrawModuleCancelation(ContractId, ModuleContractId),
}

/// Memberships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MembershipsEffect {
    /// `GET /v1/memberships/membership-offers`.
    ListMembershipOffers,
    /// `GET /v1/memberships/membership-offers/{membershipOfferId}`.
    ReadMembershipOffer(MembershipOfferId),
    /// `GET /v1/memberships/{customerId}/membership-switch/configs`.
    ListSwitches(CustomerId),
    /// `GET /v1/memberships/{customerId}/membership-switch/configs/{configId}`.
    ReadSwitch(CustomerId, SwitchConfigId),
    /// `POST /v1/memberships/signup/preview`, `.../add-membership/preview` or `.../membership-switch/preview`, by whose
    /// contract it is.
    PreviewMembership(Box<Draft>),
    /// `POST /v1/memberships/signup`, `.../add-membership` or `.../membership-switch`, by whose contract it is. Issued only on
    /// the ledger's answer that it is on disk.
    ConcludeMembership(Box<Conclusion>),
}

/// Check-in vouchers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VouchersEffect {
    /// `POST /v1/checkin-vouchers/redeem`. Issued only on the ledger's answer that it is on disk.
    RedeemVoucher(Box<Redemption>),
}

/// Payment sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentsEffect {
    /// `POST /v1/payments/user-session`.
    OpenSession {
        /// Who pays.
        payer: Payer,
        /// How much, exactly as previewed; nothing for payments to come.
        amount: Money,
        /// What it is for.
        scope: PaymentScope,
        /// The methods it may offer; empty leaves that to the studio.
        choices: Vec<PaymentChoice>,
        /// What stands on the bank statement.
        reference_text: Text,
    },
}

/// Reads and writes of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerEffect {
    /// Open it and read what is not settled.
    OpenLedger,
    /// Write a new intent.
    RecordIntent(Box<Intent>),
    /// Write a step of an intent.
    RecordStep {
        /// Which.
        reference: Reference,
        /// When it happened.
        at: Timestamp,
        /// What happened.
        step: Step,
    },
    /// Read one intent as it stands on disk, however old: somebody has its claim code.
    FindIntent(RequestId, Reference),
    /// Read the modules that a member has bought here.
    FindModules(RequestId, CustomerId),
    /// Write down that somebody did not prove who they are.
    RecordTry(RequestId, Try),
}

/// The catalogue on disk, which nothing depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatalogueEffect {
    /// Read what was kept.
    LoadCatalogue,
    /// Keep this in place of what was kept; has no answer, since nobody would do anything else for it.
    KeepCatalogue(Box<Catalogue>),
}

/// What the page for the phone is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhoneEffect {
    /// Open the port that pages are served on.
    ServePages,
    /// Serve a page for a payment: under the address of the page with the same code, which it replaces, also for the browser
    /// that has taken it; else under a new one-time address.
    ShowPage(Arc<PhonePage>),
    /// Answer the phone that delivered a token.
    AnswerPhone {
        /// Which payment.
        payment: PaymentId,
        /// What became of it.
        verdict: PhoneVerdict,
    },
    /// End the page: its address is dead from now on.
    HidePage(PaymentId),
    /// Demo only: do what a phone would do.
    PretendPhone(Arc<PhonePage>),
}
