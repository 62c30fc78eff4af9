//! A membership on its way to being concluded: whose it is to be, what is chosen of it, and what was told so far. Personal, and
//! gone with the visit.

use std::fmt;
use std::sync::Arc;

use super::remote::Remote;
use super::screens::applicant_form::ApplicantForm;
use crate::domain::contract::ContractId;
use crate::domain::membership::{
    Applicant, Choice, Draft, MembershipOfferDetail, MembershipPreview, OfferModule, OfferModuleId, Party, SwitchConfigId,
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
        Self {
            side,
            start: default_start(&detail, term, today),
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

    /// The same in place of an earlier one: what somebody told of themselves stays, and what was chosen as far as the offer and
    /// the term still have it. Modules belong to a term.
    pub fn again(
        earlier: Option<Self>,
        side: Side,
        detail: Arc<MembershipOfferDetail>,
        term: TermId,
        today: Date,
    ) -> Self {
        let mut new = Self::new(side, detail, term, today);
        let Some(old) = earlier.filter(|old| old.side == side) else { return new };
        let is_same_offer = old.detail.offer.id == new.detail.offer.id;
        // A day that was chosen, and not only proposed, is meant for this one too.
        if old.start != default_start(&old.detail, old.term, today) && old.start >= today {
            new.start = old.start;
        }
        if is_same_offer {
            new.pre_use = old.pre_use.filter(|day| *day <= new.start);
            // The texts of modules and vouchers come after those of the offer, and may be others now.
            let texts = new.detail.texts.len();
            if old.detail.texts == new.detail.texts {
                new.confirmed = old.confirmed.iter().copied().filter(|at| *at < texts).collect();
            }
        }
        if is_same_offer && old.term == new.term {
            let has = |modules: &[OfferModule], id: &OfferModuleId| modules.iter().any(|it| it.id == *id);
            let optional = new.term().map(|term| term.optional.clone()).unwrap_or_default();
            new.selectable =
                old.selectable.iter().copied().filter(|id| has(&new.detail.selectable, id)).collect();
            new.selectable.truncate(new.detail.selectable_max);
            new.optional = old.optional.iter().copied().filter(|id| has(&optional, id)).collect();
        }
        Self { referral: old.referral, voucher: old.voucher, form: old.form, applicant: old.applicant, ..new }
    }

    /// Whether it takes the place of another membership.
    pub fn is_switch(&self) -> bool {
        matches!(self.side, Side::Switching { .. })
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
        let switches = self.is_switch();
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

/// The first day that the studio proposes, which is not before `today`.
fn default_start(detail: &MembershipOfferDetail, term: TermId, today: Date) -> Date {
    let start = detail.term(term).and_then(|term| term.start);
    start.map_or(today, |start| start.max(today))
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
