//! A membership on its way to being concluded: whose it is to be, what is chosen of it, and what was told so far. Personal, and
//! gone with the visit.

use std::fmt;
use std::sync::Arc;

use super::screens::applicant_form::ApplicantForm;
use crate::domain::contract::ContractId;
use crate::domain::language::Language;
use crate::domain::membership::{
    Applicant, Choice, Draft, Membership, MembershipOfferDetail, MembershipPreview, OfferExtensionKind,
    OfferModule, OfferModuleId, Papers, Party, SwitchConfigId, TermDetail, TermId, TextBlock,
};
use crate::domain::money::Money;
use crate::domain::person::CustomerId;
use crate::domain::price::Voucher;
use crate::domain::request::{Add, Join, Request, Switch};
use crate::domain::text::Text;
use crate::domain::time::Date;

/// What somebody is about to conclude.
pub struct Agreement {
    /// Whose it is to be.
    pub side: Side,
    /// What is offered.
    pub detail: Arc<MembershipOfferDetail>,
    /// The language in which it says so; none where that is not known.
    pub language: Option<Language>,
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
    /// What it costs with that voucher, as the server said last of what is chosen now.
    pub preview: Option<Arc<MembershipPreview>>,
    /// The texts that were confirmed, each by its place among [`Agreement::texts`].
    pub confirmed: Vec<usize>,
}

/// A screen on the way from an offer to its conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the screens by their names")]
pub enum Stop {
    Options,
    Person,
    Price,
    Texts,
    Order,
    Phone,
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
            language: None,
            term,
            pre_use: None,
            selectable: Vec::new(),
            optional: Vec::new(),
            referral: None,
            voucher: None,
            form: None,
            applicant: None,
            preview: None,
            confirmed: Vec::new(),
        }
    }

    /// The same in place of an earlier one: what somebody told of themselves stays, and what was chosen as far as the offer and
    /// the term still have it: free modules belong to the offer, paid ones to a term.
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
            new.pre_use = old.pre_use.filter(|day| *day < new.start);
            // The texts of modules and vouchers come after those of the offer, and may be others now.
            let texts = new.detail.texts.len();
            if old.detail.texts == new.detail.texts {
                new.confirmed = old.confirmed.iter().copied().filter(|at| *at < texts).collect();
            }
        }
        let has = |modules: &[OfferModule], id: &OfferModuleId| modules.iter().any(|it| it.id == *id);
        if is_same_offer {
            new.selectable =
                old.selectable.iter().copied().filter(|id| has(&new.detail.selectable, id)).collect();
            new.selectable.truncate(new.detail.selectable_max);
        }
        if is_same_offer && old.term == new.term {
            let optional = new.term().map(|term| term.optional.clone()).unwrap_or_default();
            new.optional = old.optional.iter().copied().filter(|id| has(&optional, id)).collect();
        }
        Self { referral: old.referral, voucher: old.voucher, form: old.form, applicant: old.applicant, ..new }
    }

    /// Takes over what is offered in the words of another language. It stays as it is where that is not the same any more: without
    /// the term, or a module that was picked. A text in other words has not been confirmed. Says whether it was taken over.
    pub fn reword(&mut self, detail: Arc<MembershipOfferDetail>, language: Language) -> bool {
        let has = |modules: &[OfferModule], id: &OfferModuleId| modules.iter().any(|it| it.id == *id);
        let fits = detail.offer.id == self.detail.offer.id
            && detail.term(self.term).is_some_and(|it| self.optional.iter().all(|id| has(&it.optional, id)))
            && self.selectable.iter().all(|id| has(&detail.selectable, id));
        if !fits {
            return false;
        }
        let before: Vec<_> = self.texts().into_iter().cloned().collect();
        (self.detail, self.language) = (detail, Some(language));
        let mut confirmed = std::mem::take(&mut self.confirmed);
        let after = self.texts();
        confirmed.retain(|at| before.get(*at).zip(after.get(*at)).is_some_and(|(was, is)| was.says_as(is)));
        self.confirmed = confirmed;
        true
    }

    /// Which step of the way this is, from 1, and how many there are as far as is known.
    pub fn step(&self, stop: Stop) -> (u8, u8) {
        let joins = self.side == Side::Joining;
        let is_due = self.preview.as_ref().and_then(|preview| preview.due).is_some_and(|due| !due.is_zero());
        let way = [
            (Stop::Options, true),
            (Stop::Person, joins),
            (Stop::Price, true),
            (Stop::Texts, !self.texts().is_empty()),
            (Stop::Order, true),
            (Stop::Phone, joins || is_due || self.papers(Vec::new()).need_phone()),
        ];
        let stops = || way.iter().filter(|(other, is_made)| *is_made || *other == stop);
        let at = stops().take_while(|(other, _)| *other != stop).count();
        let number = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
        (number(at + 1), number(stops().count()))
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

    /// Takes over what the server says it costs with this voucher. Texts of the preview that are others than before have not been
    /// confirmed.
    pub fn priced(&mut self, preview: Arc<MembershipPreview>, voucher: Option<Voucher>) {
        let before = self.preview.as_ref().map(|preview| preview.consents.as_slice()).unwrap_or_default();
        if before != preview.consents {
            let kept = self.detail.texts.len();
            self.confirmed.retain(|index| *index < kept);
        }
        self.preview = Some(preview);
        self.voucher = voucher;
    }

    /// Whether it takes the place of another: it knows no voucher and takes no signature.
    pub fn is_switch(&self) -> bool {
        matches!(self.side, Side::Switching { .. })
    }

    /// The texts there are to read: those of the offer in their order, then those that the preview asks for; each once.
    pub fn texts(&self) -> Vec<&TextBlock> {
        let mut texts: Vec<_> = self.detail.texts.iter().collect();
        texts.sort_by_key(|text| text.order);
        let more = self.preview.iter().flat_map(|preview| &preview.consents);
        for text in more {
            if text.id.is_none() || !texts.iter().any(|known| known.says_as(text)) {
                texts.push(text);
            }
        }
        texts
    }

    /// Whether this text has to be signed; a switch has no field for that.
    pub fn is_signed(&self, text: &TextBlock) -> bool {
        text.has_signature && !self.is_switch()
    }

    /// Whether nobody can agree to the texts here: one is not there to its end, or is to be signed and has no id.
    pub fn texts_are_unusable(&self) -> bool {
        self.texts().iter().any(|text| !text.text.is_whole() || (self.is_signed(text) && text.id.is_none()))
    }

    /// Whether every text that has to be confirmed is.
    pub fn is_confirmed(&self) -> bool {
        self.first_open().is_none()
    }

    /// The first text that has to be confirmed and is not, by its place among [`Agreement::texts`].
    pub fn first_open(&self) -> Option<usize> {
        let texts = self.texts();
        let mut required = (0..).zip(texts).filter(|(_, text)| text.confirmation_required);
        required.find(|(at, _)| !self.confirmed.contains(at)).map(|(at, _)| at)
    }

    /// Whether the person is asked how the studio may write to them: somebody new, where a text of the offer says so.
    pub fn asks_consents(&self) -> bool {
        self.side == Side::Joining && self.detail.texts.iter().any(|text| text.shows_consents)
    }

    /// What is read and signed on the phone, with these facts above the signature.
    pub fn papers(&self, facts: Vec<(Text, Text)>) -> Papers {
        let texts = self.texts().into_iter().map(|text| {
            let has_signature = self.is_signed(text);
            TextBlock { has_signature, ..text.clone() }
        });
        let signs_contract = self.detail.signature_required && !self.is_switch();
        Papers { facts, texts: texts.collect(), signs_contract }
    }

    /// The modules that were picked: free ones, then paid ones.
    pub fn modules(&self) -> (Vec<&OfferModule>, Vec<&OfferModule>) {
        let free = self.detail.selectable.iter().filter(|module| self.selectable.contains(&module.id));
        let optional = self.term().map(|term| term.optional.as_slice()).unwrap_or_default();
        let paid = optional.iter().filter(|module| self.optional.contains(&module.id));
        (free.collect(), paid.collect())
    }

    /// What the till is asked for, with this due on signing and, of a switch, this name of what is left; none while the term is not
    /// known.
    pub fn request(&self, due: Money, left: &str) -> Option<Request> {
        let membership = Box::new(self.membership(due)?);
        Some(match self.side {
            Side::Joining => Request::Join(Join { membership }),
            Side::Adding(member) => Request::Add(Add { member, membership }),
            Side::Switching { member, config, source } => {
                Request::Switch(Switch { member, source, left: Text::name(left), config, membership })
            }
        })
    }

    fn membership(&self, due: Money) -> Option<Membership> {
        let (offer, term) = (&self.detail.offer, self.term()?);
        let rhythm = &term.term.frequency.frequency.rhythm;
        // What it costs is what the preview says, also in the summary.
        let price = self.preview.as_ref().and_then(|preview| preview.price());
        let is_prolonged = term.extension.kind == OfferExtensionKind::TermExtension;
        Some(Membership {
            offer: offer.id,
            term: self.term,
            name: offer.name.clone(),
            start: self.start,
            rhythm: price.map_or_else(|| rhythm.clone(), |price| rhythm.at(*price)),
            runs: term.term.term.clone(),
            renewal: term.extension.term.clone().filter(|_| is_prolonged),
            notice: term.notice.period.clone(),
            due,
            rates: offer.rate_codes.iter().filter_map(|code| code.identifier.clone()).collect(),
        })
    }

    /// A first day that has passed while somebody looked at it becomes today; says whether it has.
    pub fn catch_up(&mut self, today: Date) -> bool {
        let passed = self.start < today || self.pre_use.is_some_and(|day| day < today);
        self.start = self.start.max(today);
        self.pre_use = self.pre_use.map(|day| day.max(today)).filter(|day| *day < self.start);
        passed
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

#[cfg(test)]
mod tests;
