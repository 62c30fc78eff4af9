//! What somebody chooses and tells of themselves to conclude a contract. Personal: in memory only, `Debug` is masked.

use super::{OfferModuleId, Signatures, SwitchConfigId, TermId};
use crate::domain::contract::ContractId;
use crate::domain::language::Language;
use crate::domain::pass::Reference;
use crate::domain::person::{Consent, Customer, CustomerId, FieldId, Gender, fold, masked_debug};
use crate::domain::price::Voucher;
use crate::domain::request::Recorded;
use crate::domain::text::Secret;
use crate::domain::time::Date;

/// What is previewed, and concluded once it is ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Whose contract it is.
    pub party: Party,
    /// What is chosen.
    pub choice: Choice,
}

/// Whose contract it is, which decides the operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// Somebody new (`POST /v1/memberships/signup`).
    New(Box<Applicant>),
    /// A customer gets one more (`POST /v1/memberships/customers/{customerId}/add-membership`).
    Customer(CustomerId),
    /// A member leaves another for it (`POST /v1/memberships/{customerId}/membership-switch`).
    Switching {
        /// Who.
        member: CustomerId,
        /// By which way.
        config: SwitchConfigId,
        /// What is left.
        source: ContractId,
    },
}

/// What is chosen of an offer (`MembershipContractRequest`, `MembershipSwitchRequest`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The term.
    pub term: TermId,
    /// The first day.
    pub start: Date,
    /// From when on one trains before that; not in a switch.
    pub pre_use: Option<Date>,
    /// Free modules that were picked.
    pub selectable: Vec<OfferModuleId>,
    /// Paid modules that were picked.
    pub optional: Vec<OfferModuleId>,
    /// Who brought them; not in a switch.
    pub referral: Option<String>,
    /// The voucher; not in a switch.
    pub voucher: Option<Voucher>,
}

/// What is sent when it is concluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// What was previewed.
    pub draft: Draft,
    /// The public part of the claim code, by which the studio finds it (`thirdPartyId`).
    pub reference: Reference,
    /// Of the session of payments to come (`customer.paymentRequestToken`); only of somebody new.
    pub recurring: Option<Secret>,
    /// Of the session of what is due on signing (`initialPaymentRequestToken`).
    pub upfront: Option<Secret>,
    /// What was signed on the phone; a switch takes none.
    pub signatures: Signatures,
}

/// Somebody new (`MembershipSignupCustomer`).
#[derive(Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of the API by their names")]
pub struct Applicant {
    pub first_name: String,
    pub second_first_name: Option<String>,
    pub last_name: String,
    pub second_last_name: Option<String>,
    pub date_of_birth: Date,
    pub place_of_birth: Option<String>,
    pub country_of_birth: Option<String>,
    pub email: String,
    pub gender: Option<Gender>,
    pub phone_private: Option<String>,
    pub phone_mobile: Option<String>,
    pub address: HomeAddress,
    pub language: Language,
    pub tax_id: Option<String>,
    pub document: Option<Document>,
    /// The consent matrix with the person's choices; empty where none was shown.
    pub consents: Vec<Consent>,
    /// Answers to fields of the studio's own.
    pub additional: Vec<AdditionalAnswer>,
}

/// Where somebody lives, with the parts that some countries have.
#[derive(Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of the API by their names")]
pub struct HomeAddress {
    pub street: String,
    pub house_number: Option<String>,
    pub zip_code: String,
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    pub second_street: Option<String>,
    pub city_part: Option<String>,
    pub district: Option<String>,
    pub street_type: Option<String>,
    pub street_block: Option<String>,
    pub portal: Option<String>,
    pub stairway: Option<String>,
    pub door: Option<String>,
    pub province: Option<String>,
    pub additional: Option<String>,
    pub floor: Option<String>,
    pub building: Option<String>,
}

/// A document that says who somebody is (`DocumentIdentification`).
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    /// Its number.
    pub number: String,
    /// What it is.
    pub kind: DocumentKind,
}

/// What a document is (`documentType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the values of the API")]
pub enum DocumentKind {
    IdCard,
    Passport,
    DriversLicence,
    ResidencePermit,
    NationalIdNumber,
    Others,
}

/// The answer to a field of the studio's own: text, digits, an ISO date, `true` or `false`, or the id of a list's item.
#[derive(Clone, PartialEq, Eq)]
pub struct AdditionalAnswer {
    /// Which.
    pub field: FieldId,
    /// What is sent.
    pub value: String,
}

impl Party {
    /// The customer, where the studio knows one.
    pub fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::New(_) => None,
            Self::Customer(member) | Self::Switching { member, .. } => Some(*member),
        }
    }
}

impl Applicant {
    /// Whether a customer may be this person: same e-mail and last name, and the same birth date where it is recorded.
    pub fn is_alike(&self, customer: &Customer) -> bool {
        same(customer.email.as_ref(), &self.email)
            && same(customer.last_name.as_ref(), &self.last_name)
            && customer.date_of_birth.is_none_or(|born| born == self.date_of_birth)
    }

    /// Whether a customer may be known as this person already: the same, or with the same first name and another e-mail.
    pub fn may_be(&self, customer: &Customer) -> bool {
        let by_name = same(customer.first_name.as_ref(), &self.first_name)
            && same(customer.last_name.as_ref(), &self.last_name)
            && customer.date_of_birth == Some(self.date_of_birth);
        by_name || self.is_alike(customer)
    }

    /// Which of the customers that a search brought may be this person's record under this reference: same e-mail, last name and
    /// birth date, and not another's reference. Where one carries the reference, it alone counts.
    pub fn records(&self, found: &[Customer], reference: &Reference) -> Vec<Recorded> {
        let marked = reference.to_string();
        let alike: Vec<_> = found.iter().filter(|customer| self.is_alike(customer)).collect();
        let recorded = |customer: &&Customer| Recorded {
            customer: customer.id,
            is_marked: customer.third_party_id.as_deref() == Some(marked.as_str()),
        };
        let own: Vec<_> = alike.iter().map(recorded).filter(|record| record.is_marked).collect();
        if !own.is_empty() {
            return own;
        }
        let is_unmarked = |it: &&&Customer| it.third_party_id.as_deref().is_none_or(str::is_empty);
        alike.iter().filter(is_unmarked).map(recorded).collect()
    }
}

/// Whether what is recorded is what was told, but for capitals and accents.
fn same(recorded: Option<&String>, told: &str) -> bool {
    recorded.is_some_and(|it| fold(it) == fold(told))
}

masked_debug!(Applicant, HomeAddress, Document, AdditionalAnswer);
