//! Additional modules: what a member can add to a contract, and what became of it.

use serde::{Deserialize, Serialize};

use super::contract::{Cancelation, ContractId};
use super::frequency::{FrequencyId, PaymentFrequency};
use super::money::Money;
use super::text::Text;
use super::time::{Date, Term};

/// Id of an additional module (`additionalModuleId`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ModuleId(pub u64);

/// Id of the contract of one module (`additionalModuleContractId`): told by the purchase, and by nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ModuleContractId(pub u64);

/// An additional module (`GET /v1/memberships/self-service/additional-modules` and `.../purchasable`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its id.
    pub id: ModuleId,
    /// What the studio calls it.
    pub name: Text,
    /// What it is.
    pub description: Option<Text>,
    /// How it can be paid; only [`PaymentFrequency::is_orderable`] ones are offered.
    pub frequencies: Vec<PaymentFrequency>,
    /// How long it runs at first.
    pub term: Option<Term>,
    /// What happens then; none: it ends.
    pub extension: Option<Extension>,
    /// How long before its end it has to be canceled (`cancelationPeriod`).
    pub notice: Option<Term>,
    /// A time to try it out, where there is one.
    pub trial: Option<Trial>,
}

/// What follows the first term (`extension`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// How.
    pub kind: ExtensionKind,
    /// By how much each time.
    pub term: Option<Term>,
    /// How long before the end of an extension it has to be canceled.
    pub notice: Option<Term>,
}

/// How something goes on after its term (`extensionType`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtensionKind {
    /// It is prolonged.
    TermExtension,
    /// It begins anew.
    New,
    /// A way this kiosk does not know.
    Other(Text),
}

/// A time to try a module out (`trialPeriodConfig`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// How long.
    pub term: Option<Term>,
    /// What the studio says of it.
    pub description: Option<Text>,
}

/// A module as it is checked and ordered (`AdditionalModuleContractRequest`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleOrder {
    /// The main contract it is added to.
    pub contract: ContractId,
    /// The module.
    pub module: ModuleId,
    /// How it is paid.
    pub frequency: FrequencyId,
    /// Whether it begins with its trial period.
    pub trial: bool,
}

/// What the studio says of an order before it is placed (`validationStatus`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModuleVerdict {
    /// `ADDITIONAL_MODULE_PURCHASABLE`: the only go-ahead.
    Purchasable,
    /// `ADDITIONAL_MODULE_CONTRACT_ALREADY_PURCHASED`.
    AlreadyPurchased,
    /// `ADDITIONAL_MODULE_CONTRACT_INVALID_STATUS`.
    ContractInvalid,
    /// `ADDITIONAL_MODULE_NOT_FOUND`.
    NotFound,
    /// `ADDITIONAL_MODULE_NOT_ONLINE_PURCHASABLE`.
    NotOnline,
    /// `ADDITIONAL_MODULE_TRIAL_PERIOD_NOT_BOOKABLE`.
    TrialNotBookable,
    /// A status this kiosk does not know: as good as a refusal.
    Other(Text),
}

/// One module of a member (`GET .../additional-module-contracts/{additionalModuleContractId}`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleContract {
    /// What the studio calls the module.
    pub name: Text,
    /// What it costs; none where the server's answer cannot be read.
    pub price: Option<Money>,
    /// Its first day.
    pub start: Option<Date>,
    /// Its last day as it stands.
    pub end: Option<Date>,
    /// Its cancelation, requested or in effect.
    pub cancelation: Option<Cancelation>,
    /// The last day on which it can be canceled for the end it has now.
    pub cancel_by: Option<Date>,
    /// Whether a cancelation can be taken back (`contractCancelationCanBeWithdrawn`).
    pub can_be_withdrawn: bool,
    /// The time to try it out, where there is one, and since when.
    pub trial: Option<(Option<Term>, Option<Date>)>,
    /// The days it can be ended on: these and no other.
    pub cancelation_dates: Vec<Date>,
}

/// A module that was bought at this kiosk, as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptModule {
    /// What was ordered.
    pub order: ModuleOrder,
    /// Its contract; none where the studio did not tell the id, so that only staff can end it.
    pub contract: Option<ModuleContractId>,
    /// What the studio called it.
    pub name: Text,
}

impl ModuleContract {
    /// Whether the member can ask for its end here.
    pub fn can_be_canceled(&self) -> bool {
        self.cancelation.is_none() && !self.cancelation_dates.is_empty()
    }
}
