//! From method and path to an operation and the scope it needs.

use crate::api::wire::{Call, Method};

use super::refusal::{Problem, Refusal};

/// An operation with the ids of its path, as they were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route<'a> {
    StudioInformation,
    StudioUtilization,
    CustomerBy,
    CustomerSearch,
    Customer { customer: &'a str },
    AccessCode { customer: &'a str },
    LeadConfig,
    LeadValidate,
    LeadCreate,
    Offers,
    Offer { offer: &'a str },
    Preview,
    Purchase,
    Purchased { customer: &'a str },
    PurchasedOffer { customer: &'a str, offer: &'a str },
    UserSession,
    Contracts { customer: &'a str },
    Reasons,
    CancelContract { customer: &'a str },
    WithdrawContract { customer: &'a str, contract: &'a str },
    Modules,
    Purchasable { contract: &'a str },
    ValidateModule { contract: &'a str },
    PurchaseModule { contract: &'a str },
    ModuleContract { contract: &'a str, id: &'a str },
    CancelModule { contract: &'a str, id: &'a str },
    WithdrawModule { contract: &'a str, id: &'a str },
    Redeem,
    Memberships,
    Membership { offer: &'a str },
    SignupPreview,
    Signup,
    AddPreview { customer: &'a str },
    AddMembership { customer: &'a str },
    Switches { customer: &'a str },
    SwitchConfig { customer: &'a str, config: &'a str },
    SwitchPreview { customer: &'a str },
    Switch { customer: &'a str },
}

/// What a key may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is a scope of the API by its name")]
pub enum Scope {
    StudioRead,
    CustomerRead,
    LeadRead,
    LeadWrite,
    OnlineOfferRead,
    OnlineOfferWrite,
    PaymentWrite,
    MembershipSelfServiceRead,
    MembershipSelfServiceWrite,
    MembershipSelfServiceAdditionalModuleRead,
    MembershipSelfServiceAdditionalModuleContractRead,
    MembershipSelfServiceAdditionalModuleContractWrite,
    CheckinVoucherWrite,
    MembershipRead,
    MembershipWrite,
}

impl Scope {
    /// Every scope of the operations here.
    pub const ALL: [Self; 15] = [
        Self::StudioRead,
        Self::CustomerRead,
        Self::LeadRead,
        Self::LeadWrite,
        Self::OnlineOfferRead,
        Self::OnlineOfferWrite,
        Self::PaymentWrite,
        Self::MembershipSelfServiceRead,
        Self::MembershipSelfServiceWrite,
        Self::MembershipSelfServiceAdditionalModuleRead,
        Self::MembershipSelfServiceAdditionalModuleContractRead,
        Self::MembershipSelfServiceAdditionalModuleContractWrite,
        Self::CheckinVoucherWrite,
        Self::MembershipRead,
        Self::MembershipWrite,
    ];
}

/// The short names of the operations, by which faults call them; `key-check` is the HEAD of any path.
pub(in crate::sandbox) const NAMES: [&str; 38] = [
    "key-check",
    "information",
    "utilization",
    "offers",
    "offer",
    "form",
    "search-customers",
    "customer",
    "customer-by",
    "validate-lead",
    "create-lead",
    "preview",
    "session",
    "purchased",
    "purchase",
    "access-code",
    "contracts",
    "reasons",
    "cancel-contract",
    "withdraw-contract",
    "modules",
    "purchasable",
    "validate-module",
    "purchase-module",
    "module-contract",
    "cancel-module",
    "withdraw-module",
    "redeem",
    "membership-offers",
    "membership-offer",
    "signup-preview",
    "signup",
    "add-preview",
    "add-membership",
    "switches",
    "switch-config",
    "switch-preview",
    "switch",
];

/// The name of a call's operation, of [`NAMES`]; none where no operation is.
pub(in crate::sandbox) fn operation_name(call: &Call) -> Option<&'static str> {
    if call.method == Method::Head {
        return Some("key-check");
    }
    Route::find(call.method, &call.path).ok().map(|route| route.name())
}

impl<'a> Route<'a> {
    /// Static segments win over ids, as on the real server.
    pub(super) fn find(method: Method, path: &'a str) -> Result<Self, Refusal> {
        Self::matching(method, path).ok_or_else(|| {
            let known =
                [Method::Get, Method::Post].into_iter().any(|other| Self::matching(other, path).is_some());
            if known { Problem::MethodNotAllowed } else { Problem::ResourceUnknown }.into()
        })
    }

    fn matching(method: Method, path: &'a str) -> Option<Self> {
        let segments: Vec<&str> = path.strip_prefix("/v1/")?.split('/').collect();
        let route = match (method, segments.as_slice()) {
            (Method::Get, ["studios", "information"]) => Self::StudioInformation,
            (Method::Get, ["studios", "utilization"]) => Self::StudioUtilization,
            (Method::Get, ["customers", "by"]) => Self::CustomerBy,
            (Method::Post, ["customers", "search"]) => Self::CustomerSearch,
            (Method::Get, ["customers", customer]) if *customer != "search" => Self::Customer { customer },
            (Method::Get, ["customers", customer, "access-code"]) => Self::AccessCode { customer },
            (Method::Get, ["leads", "config"]) => Self::LeadConfig,
            (Method::Post, ["leads", "validate"]) => Self::LeadValidate,
            (Method::Post, ["leads", "create"]) => Self::LeadCreate,
            (Method::Get, ["online-offers", "purchasable"]) => Self::Offers,
            (Method::Get, ["online-offers", "purchasable", offer]) => Self::Offer { offer },
            (Method::Post, ["online-offers", "purchase", "preview"]) => Self::Preview,
            (Method::Post, ["online-offers", "purchase"]) => Self::Purchase,
            (Method::Get, ["online-offers", customer, "purchased"]) => Self::Purchased { customer },
            (Method::Get, ["online-offers", customer, "purchased", offer]) => {
                Self::PurchasedOffer { customer, offer }
            }
            (Method::Post, ["payments", "user-session"]) => Self::UserSession,
            (Method::Post, ["checkin-vouchers", "redeem"]) => Self::Redeem,
            (_, ["memberships", rest @ ..]) => return Self::of_members(method, rest),
            _ => return None,
        };
        Some(route)
    }

    /// What lies below `memberships`. The first id is a customer's for contracts, and a contract's for modules.
    fn of_members(method: Method, rest: &[&'a str]) -> Option<Self> {
        let route = match (method, rest) {
            (Method::Get, ["membership-offers"]) => Self::Memberships,
            (Method::Get, ["membership-offers", offer]) => Self::Membership { offer },
            (Method::Post, ["signup", "preview"]) => Self::SignupPreview,
            (Method::Post, ["signup"]) => Self::Signup,
            (Method::Post, ["customers", customer, "add-membership", "preview"]) => {
                Self::AddPreview { customer }
            }
            (Method::Post, ["customers", customer, "add-membership"]) => Self::AddMembership { customer },
            (Method::Get, [customer, "membership-switch", "configs"]) => Self::Switches { customer },
            (Method::Get, [customer, "membership-switch", "configs", config]) => {
                Self::SwitchConfig { customer, config }
            }
            (Method::Post, [customer, "membership-switch", "preview"]) => Self::SwitchPreview { customer },
            (Method::Post, [customer, "membership-switch"]) => Self::Switch { customer },
            (Method::Get, ["self-service", "contract-cancelation-reasons"]) => Self::Reasons,
            (Method::Get, ["self-service", "additional-modules"]) => Self::Modules,
            (Method::Get, [customer, "self-service", "contract-data"]) => Self::Contracts { customer },
            (Method::Post, [customer, "self-service", "ordinary-contract-cancelation"]) => {
                Self::CancelContract { customer }
            }
            (
                Method::Post,
                [customer, "self-service", "withdraw-ordinary-contract-cancelation", contract],
            ) => Self::WithdrawContract { customer, contract },
            (Method::Get, [contract, "self-service", "additional-modules", "purchasable"]) => {
                Self::Purchasable { contract }
            }
            (Method::Post, [contract, "self-service", "additional-modules", "validate"]) => {
                Self::ValidateModule { contract }
            }
            (Method::Post, [contract, "self-service", "additional-modules", "purchase"]) => {
                Self::PurchaseModule { contract }
            }
            (Method::Get, [contract, "self-service", "additional-module-contracts", id]) => {
                Self::ModuleContract { contract, id }
            }
            (Method::Post, [contract, "self-service", "additional-module-contracts", id, what]) => {
                match *what {
                    "ordinary-cancelation" => Self::CancelModule { contract, id },
                    "withdraw-cancelation" => Self::WithdrawModule { contract, id },
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(route)
    }

    /// The `operationId` of the contract, which the rate limit counts by.
    pub(super) const fn operation(&self) -> &'static str {
        match self {
            Self::StudioInformation => "getStudioInformation",
            Self::StudioUtilization => "getUtilization",
            Self::CustomerBy => "getCustomerBy",
            Self::CustomerSearch => "searchCustomers",
            Self::Customer { .. } => "getCustomerById",
            Self::LeadConfig => "getLeadConfig",
            Self::LeadValidate => "validateForLeadCreation",
            Self::LeadCreate => "createLead",
            Self::Offers => "getPurchasableOnlineOffers",
            Self::Offer { .. } => "getPurchasableOnlineOfferById",
            Self::Preview => "postOnlineOfferPurchasePreview",
            Self::Purchase => "postOnlineOfferPurchase",
            Self::Purchased { .. } => "getPurchasedOnlineOffers",
            Self::PurchasedOffer { .. } => "getPurchasedOnlineOffersByOfferId",
            Self::UserSession => "userSession",
            Self::AccessCode { .. } => "getCustomerAccessCode",
            Self::Contracts { .. } => "getContractData",
            Self::Reasons => "getContractCancelationReasonData",
            Self::CancelContract { .. } => "createContractCancelationAmendment",
            Self::WithdrawContract { .. } => "withdrawContractCancelation",
            Self::Modules => "getAdditionalModules",
            Self::Purchasable { .. } => "getPurchasableAdditionalModules",
            Self::ValidateModule { .. } => "validateAdditionalModuleContractRequest",
            Self::PurchaseModule { .. } => "purchaseAdditionalModuleContract",
            Self::ModuleContract { .. } => "getAdditionalModuleContract",
            Self::CancelModule { .. } => "createModuleContractCancelationAmendment",
            Self::WithdrawModule { .. } => "withdrawAdditionalModuleContractCancelation",
            Self::Redeem => "redeemCheckinVoucher",
            Self::Memberships => "getMembershipOffers",
            Self::Membership { .. } => "getMembershipOfferById",
            Self::SignupPreview => "postSignupPreview",
            Self::Signup => "signupMembership",
            Self::AddPreview { .. } => "postMembershipPreview",
            Self::AddMembership { .. } => "addMembership",
            Self::Switches { .. } => "getMembershipSwitchConfigurationsForCustomer",
            Self::SwitchConfig { .. } => "getMembershipSwitchConfigurationForCustomer",
            Self::SwitchPreview { .. } => "postMembershipSwitchPreview",
            Self::Switch { .. } => "switchMembership",
        }
    }

    /// The short name; the two lists of what was bought share one.
    const fn name(&self) -> &'static str {
        match self {
            Self::StudioInformation => "information",
            Self::StudioUtilization => "utilization",
            Self::CustomerBy => "customer-by",
            Self::CustomerSearch => "search-customers",
            Self::Customer { .. } => "customer",
            Self::LeadConfig => "form",
            Self::LeadValidate => "validate-lead",
            Self::LeadCreate => "create-lead",
            Self::Offers => "offers",
            Self::Offer { .. } => "offer",
            Self::Preview => "preview",
            Self::Purchase => "purchase",
            Self::Purchased { .. } | Self::PurchasedOffer { .. } => "purchased",
            Self::UserSession => "session",
            Self::AccessCode { .. } => "access-code",
            Self::Contracts { .. } => "contracts",
            Self::Reasons => "reasons",
            Self::CancelContract { .. } => "cancel-contract",
            Self::WithdrawContract { .. } => "withdraw-contract",
            Self::Modules => "modules",
            Self::Purchasable { .. } => "purchasable",
            Self::ValidateModule { .. } => "validate-module",
            Self::PurchaseModule { .. } => "purchase-module",
            Self::ModuleContract { .. } => "module-contract",
            Self::CancelModule { .. } => "cancel-module",
            Self::WithdrawModule { .. } => "withdraw-module",
            Self::Redeem => "redeem",
            Self::Memberships => "membership-offers",
            Self::Membership { .. } => "membership-offer",
            Self::SignupPreview => "signup-preview",
            Self::Signup => "signup",
            Self::AddPreview { .. } => "add-preview",
            Self::AddMembership { .. } => "add-membership",
            Self::Switches { .. } => "switches",
            Self::SwitchConfig { .. } => "switch-config",
            Self::SwitchPreview { .. } => "switch-preview",
            Self::Switch { .. } => "switch",
        }
    }

    pub(super) const fn scope(&self) -> Scope {
        match self {
            Self::StudioInformation | Self::StudioUtilization => Scope::StudioRead,
            Self::CustomerBy | Self::CustomerSearch | Self::Customer { .. } | Self::AccessCode { .. } => {
                Scope::CustomerRead
            }
            Self::LeadConfig | Self::LeadValidate => Scope::LeadRead,
            Self::LeadCreate => Scope::LeadWrite,
            Self::Offers
            | Self::Offer { .. }
            | Self::Preview
            | Self::Purchased { .. }
            | Self::PurchasedOffer { .. } => Scope::OnlineOfferRead,
            Self::Purchase => Scope::OnlineOfferWrite,
            Self::UserSession => Scope::PaymentWrite,
            Self::Contracts { .. } | Self::Reasons => Scope::MembershipSelfServiceRead,
            Self::CancelContract { .. } | Self::WithdrawContract { .. } => Scope::MembershipSelfServiceWrite,
            Self::Modules | Self::Purchasable { .. } | Self::ValidateModule { .. } => {
                Scope::MembershipSelfServiceAdditionalModuleRead
            }
            Self::ModuleContract { .. } => Scope::MembershipSelfServiceAdditionalModuleContractRead,
            Self::PurchaseModule { .. } | Self::CancelModule { .. } | Self::WithdrawModule { .. } => {
                Scope::MembershipSelfServiceAdditionalModuleContractWrite
            }
            Self::Redeem => Scope::CheckinVoucherWrite,
            Self::Memberships
            | Self::Membership { .. }
            | Self::SignupPreview
            | Self::AddPreview { .. }
            | Self::Switches { .. }
            | Self::SwitchConfig { .. }
            | Self::SwitchPreview { .. } => Scope::MembershipRead,
            Self::Signup | Self::AddMembership { .. } | Self::Switch { .. } => Scope::MembershipWrite,
        }
    }
}
