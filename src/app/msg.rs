//! What reaches the core: keys, touches, scans, answers and wake-ups, in one order.

use std::sync::Arc;
use std::time::Duration;

use super::effect::RequestId;
use crate::domain::catalogue::Catalogue;
use crate::domain::contract::{CancelationReason, Contract};
use crate::domain::fault::{Fault, LedgerFault, PhoneFault};
use crate::domain::intent::Intent;
use crate::domain::membership::{
    MembershipOffer, MembershipOfferDetail, MembershipPreview, Signatures, SwitchConfig, SwitchDetail,
};
use crate::domain::module::{KeptModule, Module, ModuleContract, ModuleContractId, ModuleVerdict};
use crate::domain::offer::{Offer, OfferDetail};
use crate::domain::pass::{AccessCode, DoorCode, PurchasedPass, Receipt, Reference, Ticket};
use crate::domain::payment::{PaymentId, PaymentSession, PhoneProgress};
use crate::domain::person::{Customer, CustomerId, LeadForm, LeadVerdict};
use crate::domain::price::PricePreview;
use crate::domain::studio::{Studio, Utilization};
use crate::domain::text::Secret;
use crate::domain::tries::Try;
use crate::ui::key::Key;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// A touch or click: on something that stands for a key, or beside all of it.
    Touch(Option<Key>),
    /// A scanner, or a paste: one text, without its terminator and without control characters.
    Scan(String),
    /// The terminal has this many columns and rows.
    Resized(u16, u16),
    /// An answer from outside.
    Event(Event),
    /// The moment of `wake_at` has come.
    Wake,
}

/// An answer from outside; the name says which effect it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// About the studio.
    Studio(RequestId, StudioEvent),
    /// About online offers.
    Offers(RequestId, OffersEvent),
    /// About leads.
    Leads(RequestId, LeadsEvent),
    /// About customers.
    Customers(RequestId, CustomersEvent),
    /// About payment sessions.
    Payments(RequestId, PaymentsEvent),
    /// About a member's contracts.
    Contracts(RequestId, ContractsEvent),
    /// About additional modules.
    Modules(RequestId, ModulesEvent),
    /// About check-in vouchers.
    Vouchers(RequestId, VouchersEvent),
    /// About memberships.
    Memberships(RequestId, MembershipsEvent),
    /// About the ledger.
    Ledger(LedgerEvent),
    /// About the catalogue on disk.
    Catalogue(CatalogueEvent),
    /// From the page for the phone.
    Phone(PhoneEvent),
    /// How far the server's clock (`Date`) is ahead of ours (or behind: the flag), whenever that is learned.
    ClockCompared {
        /// The difference.
        off_by: Duration,
        /// Whether the server's clock is ahead.
        ahead: bool,
    },
    /// The process was asked to end (SIGTERM): sell nothing more, end when nothing is in flight.
    Ending,
}

impl Event {
    /// What went wrong with a call to the API, if this is about one and something did.
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Studio(_, StudioEvent::InformationRead(result)) => result.as_ref().err(),
            Self::Studio(_, StudioEvent::UtilizationRead(result)) => result.as_ref().err(),
            Self::Offers(_, OffersEvent::OffersListed(result)) => result.as_ref().err(),
            Self::Offers(_, OffersEvent::OfferRead(result)) => result.as_ref().err(),
            Self::Offers(_, OffersEvent::PricePreviewed(result)) => result.as_ref().err(),
            Self::Offers(_, OffersEvent::PurchasedListed(result)) => result.as_ref().err(),
            Self::Offers(_, OffersEvent::TicketsListed(result)) => result.as_ref().err(),
            Self::Offers(_, OffersEvent::TicketsRead(result)) => result.as_ref().err(),
            Self::Offers(_, OffersEvent::Purchased(result)) => result.as_ref().err(),
            Self::Leads(_, LeadsEvent::FormRead(result)) => result.as_ref().err(),
            Self::Leads(_, LeadsEvent::LeadValidated(result)) => result.as_ref().err(),
            Self::Leads(_, LeadsEvent::LeadCreated(result)) => result.as_ref().err(),
            Self::Customers(_, CustomersEvent::CustomersFound(result)) => result.as_ref().err(),
            Self::Customers(_, CustomersEvent::CustomerFound(result)) => result.as_ref().err(),
            Self::Customers(_, CustomersEvent::DoorCodeRead(result)) => result.as_ref().err(),
            Self::Payments(_, PaymentsEvent::SessionOpened(result)) => result.as_ref().err(),
            Self::Contracts(_, ContractsEvent::ContractsListed(result)) => result.as_ref().err(),
            Self::Contracts(_, ContractsEvent::ReasonsListed(result)) => result.as_ref().err(),
            Self::Contracts(_, ContractsEvent::ContractCanceled(result)) => result.as_ref().err(),
            Self::Contracts(_, ContractsEvent::CancelationWithdrawn(result)) => result.as_ref().err(),
            Self::Modules(_, ModulesEvent::ModulesListed(result)) => result.as_ref().err(),
            Self::Modules(_, ModulesEvent::PurchasableListed(result)) => result.as_ref().err(),
            Self::Modules(_, ModulesEvent::ModuleValidated(result)) => result.as_ref().err(),
            Self::Modules(_, ModulesEvent::ModulePurchased(result)) => result.as_ref().err(),
            Self::Modules(_, ModulesEvent::ModuleContractRead(result)) => result.as_ref().err(),
            Self::Modules(_, ModulesEvent::ModuleCanceled(result)) => result.as_ref().err(),
            Self::Modules(_, ModulesEvent::ModuleCancelationWithdrawn(result)) => result.as_ref().err(),
            Self::Vouchers(_, VouchersEvent::VoucherRedeemed(result)) => result.as_ref().err(),
            Self::Customers(_, CustomersEvent::CustomerRead(result)) => result.as_ref().err(),
            Self::Customers(
                _,
                CustomersEvent::ApplicantSearched(result) | CustomersEvent::NamesakesSearched(result),
            ) => result.as_ref().err(),
            Self::Memberships(_, MembershipsEvent::MembershipOffersListed(result)) => result.as_ref().err(),
            Self::Memberships(_, MembershipsEvent::MembershipOfferRead(result)) => result.as_ref().err(),
            Self::Memberships(_, MembershipsEvent::SwitchesListed(result)) => result.as_ref().err(),
            Self::Memberships(_, MembershipsEvent::SwitchRead(result)) => result.as_ref().err(),
            Self::Memberships(_, MembershipsEvent::MembershipPreviewed(result)) => result.as_ref().err(),
            Self::Memberships(_, MembershipsEvent::MembershipConcluded(result)) => result.as_ref().err(),
            Self::Ledger(_)
            | Self::Catalogue(_)
            | Self::Phone(_)
            | Self::ClockCompared { .. }
            | Self::Ending => None,
        }
    }
}

/// Answers about the studio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudioEvent {
    /// To `ReadInformation`.
    InformationRead(Result<Studio, Fault>),
    /// To `ReadUtilization`.
    UtilizationRead(Result<Utilization, Fault>),
}

/// Answers about online offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OffersEvent {
    /// To `ListOffers`.
    OffersListed(Result<Arc<[Offer]>, Fault>),
    /// To `ReadOffer`.
    OfferRead(Result<Box<OfferDetail>, Fault>),
    /// To `PreviewPrice`.
    PricePreviewed(Result<PricePreview, Fault>),
    /// To `ListPurchased`.
    PurchasedListed(Result<Vec<PurchasedPass>, Fault>),
    /// To `ListTickets`.
    TicketsListed(Result<Arc<[Ticket]>, Fault>),
    /// To `ReadTickets`.
    TicketsRead(Result<Arc<[Ticket]>, Fault>),
    /// To `Purchase`.
    Purchased(Result<Receipt, Fault>),
}

/// Answers about leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeadsEvent {
    /// To `ReadForm`.
    FormRead(Result<Box<LeadForm>, Fault>),
    /// To `ValidateLead`.
    LeadValidated(Result<LeadVerdict, Fault>),
    /// To `CreateLead`; without an id where an old server tells none.
    LeadCreated(Result<Option<CustomerId>, Fault>),
}

/// Answers about customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomersEvent {
    /// To `SearchCustomers`.
    CustomersFound(Result<Vec<Customer>, Fault>),
    /// To `FindCustomer`; [`FaultKind::NotFound`](crate::domain::fault::FaultKind) where there is none.
    CustomerFound(Result<Box<Customer>, Fault>),
    /// To `ReadDoorCode`.
    DoorCodeRead(Result<DoorCode, Fault>),
    /// To `ReadCustomer`.
    CustomerRead(Result<Box<Customer>, Fault>),
    /// To `SearchApplicant`.
    ApplicantSearched(Result<Vec<Customer>, Fault>),
    /// To `SearchNamesakes`.
    NamesakesSearched(Result<Vec<Customer>, Fault>),
}

/// Answers about memberships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MembershipsEvent {
    /// To `ListMembershipOffers`.
    MembershipOffersListed(Result<Arc<[MembershipOffer]>, Fault>),
    /// To `ReadMembershipOffer`.
    MembershipOfferRead(Result<Arc<MembershipOfferDetail>, Fault>),
    /// To `ListSwitches`; empty where nothing can be switched.
    SwitchesListed(Result<Arc<[SwitchConfig]>, Fault>),
    /// To `ReadSwitch`.
    SwitchRead(Result<Arc<SwitchDetail>, Fault>),
    /// To `PreviewMembership`.
    MembershipPreviewed(Result<Arc<MembershipPreview>, Fault>),
    /// To `ConcludeMembership`: whose it is; none where somebody new joined and the studio tells no id.
    MembershipConcluded(Result<Option<CustomerId>, Fault>),
}

/// Answers about a member's contracts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContractsEvent {
    /// To `ListContracts`.
    ContractsListed(Result<Arc<[Contract]>, Fault>),
    /// To `ListReasons`.
    ReasonsListed(Result<Arc<[CancelationReason]>, Fault>),
    /// To `CancelContract`: accepted.
    ContractCanceled(Result<(), Fault>),
    /// To `WithdrawCancelation`: accepted.
    CancelationWithdrawn(Result<(), Fault>),
}

/// Answers about additional modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModulesEvent {
    /// To `ListModules`.
    ModulesListed(Result<Arc<[Module]>, Fault>),
    /// To `ListPurchasable`.
    PurchasableListed(Result<Arc<[Module]>, Fault>),
    /// To `ValidateModule`.
    ModuleValidated(Result<ModuleVerdict, Fault>),
    /// To `PurchaseModule`; without an id where the studio tells none.
    ModulePurchased(Result<Option<ModuleContractId>, Fault>),
    /// To `ReadModuleContract`.
    ModuleContractRead(Result<Box<ModuleContract>, Fault>),
    /// To `CancelModule`: accepted.
    ModuleCanceled(Result<(), Fault>),
    /// To `WithdrawModuleCancelation`: accepted.
    ModuleCancelationWithdrawn(Result<(), Fault>),
}

/// Answers about check-in vouchers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VouchersEvent {
    /// To `RedeemVoucher`.
    VoucherRedeemed(Result<AccessCode, Fault>),
}

/// Answers about payment sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentsEvent {
    /// To `OpenSession`.
    SessionOpened(Result<PaymentSession, Fault>),
}

/// Answers of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerEvent {
    /// To `OpenLedger`.
    LedgerOpened(Result<Opened, LedgerFault>),
    /// To `RecordIntent`: it is on disk.
    IntentRecorded(Reference, Result<(), LedgerFault>),
    /// To `RecordStep`: it is on disk.
    StepRecorded(Reference, Result<(), LedgerFault>),
    /// To `FindIntent`: none where no order has this reference.
    IntentFound(RequestId, Result<Option<Box<Intent>>, LedgerFault>),
    /// To `FindModules`: oldest first.
    ModulesFound(RequestId, Result<Arc<[KeptModule]>, LedgerFault>),
    /// To `RecordTry`: it is on disk.
    TryRecorded(RequestId, Result<(), LedgerFault>),
}

/// What a kiosk that starts has to know of the time before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// What is not settled, or was settled of late.
    pub intents: Vec<Intent>,
    /// Who did not prove of late who they are.
    pub tries: Vec<Try>,
}

/// Answers about the catalogue on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatalogueEvent {
    /// To `LoadCatalogue`: what was kept; empty where that is nothing, or cannot be used.
    CatalogueLoaded(Box<Catalogue>),
}

/// What the page for the phone reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhoneEvent {
    /// To `ServePages`.
    PagesServed(Result<(), PhoneFault>),
    /// To `ShowPage`: the address to draw, in capitals where it may be.
    PageShown(PaymentId, Result<String, PhoneFault>),
    /// A phone took the payment; its code is spent.
    PageTaken(PaymentId),
    /// The phone that took the payment tells where it stands: when that changes, and from time to time while it is there.
    PhoneProgressed(PaymentId, PhoneProgress),
    /// The payment component delivered its token (`paymentRequestToken`).
    TokenArrived(PaymentId, Secret),
    /// What was to be read and signed is; each signature is an image of strokes and nothing else.
    PapersSigned(PaymentId, Arc<Signatures>),
    /// To `PretendPhone`, when it could not pay; success is `PageTaken` and `TokenArrived`.
    PretendFailed(PaymentId),
}
