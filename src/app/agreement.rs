//! A membership on its way to being concluded: whose it is to be, what is chosen of it, and what was told so far. Personal, and
//! gone with the visit.

use std::fmt;
use std::sync::Arc;

use super::remote::Remote;
use super::screens::applicant_form::ApplicantForm;
use crate::domain::contract::ContractId;
use crate::domain::membership::{
    Applicant, Choice, Draft, MembershipOfferDetail, MembershipPreview, OfferModuleId, Party, SwitchConfigId,
    TermDetail, TermId,
};
use crate::domain::person::CustomerId;
use crate::domain::price::Voucher;
use crate::domain::time::Date;

/// What somebody is about to conclude.
pub struct Agreement {
    /// Whose it is to be.
    pub side: Side,
    /// What is offered.
    pub detail: Arc<MembershipOfferDetail>,
    /// Which of its terms.
    pub term: TermId,
    /// Its first day.
    pub start: Date,
    /// From when on one trains before that.
    pub pre_use: Option<Date>,
    /// Free modules that were picked.
    pub selectable: Vec<OfferModuleId>,
    /// Paid modules that were picked.
    pub optional: Vec<OfferModuleId>,
    /// Who brought them.
    pub referral: Option<String>,
    /// A voucher that the last preview accepted.
    pub voucher: Option<Voucher>,
    /// The form of somebody new, as far as it is filled in.
    pub form: Option<ApplicantForm>,
    /// What it told, once it is whole.
    pub applicant: Option<Box<Applicant>>,
    /// What it costs, as the server said last.
    pub preview: Remote<Arc<MembershipPreview>>,
    /// The texts that were confirmed, each by its place among [`Agreement::texts`].
    pub confirmed: Vec<usize>,
}

/// Whose membership it is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Somebody new.
    Joining,
    /// A customer gets one more.
    Adding(CustomerId),
    /// A member leaves another for it.
    Switching {
        /// Who.
        member: CustomerId,
        /// By which way.
        config: SwitchConfigId,
        /// What is left.
        source: ContractId,
    },
}

impl Agreement {
    /// An offer with one of its terms, from its default first day on, which is not before `today`.
    pub fn new(side: Side, detail: Arc<MembershipOfferDetail>, term: TermId, today: Date) -> Self {
        let default = detail.term(term).and_then(|term| term.start);
        Self {
            side,
            start: default.map_or(today, |start| start.max(today)),
            detail,
            term,
            pre_use: None,
            selectable: Vec::new(),
            optional: Vec::new(),
            referral: None,
            voucher: None,
            form: None,
            applicant: None,
            preview: Remote::default(),
            confirmed: Vec::new(),
        }
    }

    /// The term that is chosen.
    pub fn term(&self) -> Option<&TermDetail> {
        self.detail.term(self.term)
    }

    /// What is previewed and concluded, with this voucher; none while somebody new has not told who they are.
    pub fn draft(&self, voucher: Option<&Voucher>) -> Option<Draft> {
        let party = match self.side {
            Side::Joining => Party::New(self.applicant.clone()?),
            Side::Adding(member) => Party::Customer(member),
            Side::Switching { member, config, source } => Party::Switching { member, config, source },
        };
        let switches = matches!(self.side, Side::Switching { .. });
        let choice = Choice {
            term: self.term,
            start: self.start,
            pre_use: self.pre_use.filter(|_| !switches),
            selectable: self.selectable.clone(),
            optional: self.optional.clone(),
            referral: self.referral.clone().filter(|_| !switches),
            voucher: voucher.filter(|_| !switches).cloned(),
        };
        Some(Draft { party, choice })
    }
}

impl fmt::Debug for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Agreement")
            .field("side", &self.side)
            .field("term", &self.term)
            .field("start", &self.start)
            .finish_non_exhaustive()
    }
}
