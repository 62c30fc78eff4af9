//! Memberships: what is offered, what is chosen of it, what it costs, and what is signed.

mod draft;
mod papers;
mod preview;
mod switch;

use serde::{Deserialize, Serialize};

use super::frequency::{PaymentFrequency, Rhythm};
use super::module::Trial;
use super::money::Money;
use super::offer::TimeWindow;
use super::payment::PaymentChoice;
use super::text::Text;
use super::time::{Date, Term};

pub use draft::{
    AdditionalAnswer, Applicant, Choice, Conclusion, Document, DocumentKind, Draft, HomeAddress, Party,
};
pub use papers::{Attachment, Papers, Prose, Signature, Signatures, TextBlock, TextBlockId};
pub use preview::{
    Adjustment, CompanySplit, DiscountPeriod, EffectivePeriod, MembershipPreview, PartPreview, Payment,
    PaymentKind, VoucherEffect, VoucherKind,
};
pub use switch::{SourceContract, SwitchConfig, SwitchConfigId, SwitchDetail};

/// Id of a membership offer: lists and details use it, orders use the id of one of its terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MembershipOfferId(pub u64);

/// Id of a term of an offer (`contractOfferTermId`, `membershipOfferTermId`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TermId(pub u64);

/// Id of a module of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OfferModuleId(pub u64);

/// What every view of a membership offer shares (`GET /v1/memberships/membership-offers`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipOffer {
    /// Its id.
    pub id: MembershipOfferId,
    /// Its name, as the studio wrote it.
    pub name: Text,
    /// What it is.
    pub description: Option<Text>,
    /// A line beside it, such as "Best seller".
    pub sub_description: Option<Text>,
    /// Legal small print to show below it.
    pub footnote: Option<Text>,
    /// Whether training before its start is possible.
    pub pre_use: PreUse,
    /// First and last day on which it is on sale (`limitedOfferingPeriod`).
    pub on_sale: Option<(Date, Date)>,
    /// What the studio calls the rate.
    pub rate_codes: Vec<RateCode>,
    /// How long it can be had for; at least one, or it is not offered.
    pub terms: Vec<OfferTerm>,
}

/// Training before the start of a contract (`preUseType`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreUse {
    /// Not possible.
    NotAvailable,
    /// Possible, and billed.
    Chargeable,
    /// Possible, and free.
    Free,
    /// A type this kiosk does not know: not offered.
    Other(Text),
}

/// A name of a rate (`RateCode`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateCode {
    /// For people.
    pub name: Option<Text>,
    /// For machines.
    pub identifier: Option<Text>,
}

/// One length and price of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferTerm {
    /// What an order names.
    pub id: TermId,
    /// How long it runs at first; none where it has no fixed length.
    pub term: Option<Term>,
    /// What it adds up to over that time, as the studio says.
    pub volume: Volume,
    /// When and how much is paid.
    pub frequency: OfferFrequency,
    /// By how much it is prolonged each time (`extensionTerm`).
    pub extension: Option<Term>,
}

/// Totals over the initial runtime, as the server adds them up (`ContractVolume`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Volume {
    /// All of it.
    pub total: Option<Money>,
    /// A month's part.
    pub monthly: Option<Money>,
    /// The part of one payment.
    pub per_payment: Option<Money>,
}

/// When and how much is paid, with what only offers tell (`OfferPaymentFrequency`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferFrequency {
    /// The rhythm and its prices.
    pub frequency: PaymentFrequency,
    /// Whether its cycle has no end (`recurring`).
    pub is_endless: bool,
    /// What people of some age pay more or less.
    pub ages: Vec<AgeAdjustment>,
    /// The server's own words for the rhythm.
    pub formatted: Option<Text>,
}

impl OfferFrequency {
    /// Whether it can be said when and how much is paid, in the server's words at least.
    pub fn is_told(&self) -> bool {
        self.frequency.rhythm.can_be_said() || self.formatted.is_some()
    }

    /// Whether it can be said how often it is paid, too.
    pub fn is_timed(&self) -> bool {
        self.formatted.is_some() || !matches!(self.frequency.rhythm, Rhythm::Every { term: None, .. })
    }
}

/// What people of some age pay more or less (`AgeBasedAdjustment`); whether it applies is for the preview to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeAdjustment {
    /// From this age on,
    pub from: u8,
    /// to this one, which counts too.
    pub to: u8,
    /// How it is meant.
    pub kind: Adjustment,
    /// By how much: a percentage, or major units of the price's currency, with the digits that came.
    pub value: Text,
}

/// One offer with everything somebody should know who concludes it
/// (`GET /v1/memberships/membership-offers/{membershipOfferId}`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipOfferDetail {
    /// What the list says as well; its terms are those of [`MembershipOfferDetail::terms`].
    pub offer: MembershipOffer,
    /// The same terms, in the same order, with what only the detail tells.
    pub terms: Vec<TermDetail>,
    /// Free and always part of it.
    pub included: Vec<OfferModule>,
    /// Free, to be chosen from.
    pub selectable: Vec<OfferModule>,
    /// How many of these may be chosen.
    pub selectable_max: usize,
    /// Whether the contract has to be signed (`contractSignaturesRequired`).
    pub signature_required: bool,
    /// How it can be paid; empty where the studio does not narrow it.
    pub choices: Vec<PaymentChoice>,
    /// Legal texts, in their order.
    pub texts: Vec<TextBlock>,
    /// The hours in which it may be used; empty means at any time.
    pub windows: Vec<TimeWindow>,
    /// What the studio calls those hours.
    pub windows_name: Option<Text>,
}

/// One length and price of an offer, in detail (`MembershipOfferTermDetail`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermDetail {
    /// What the list says as well.
    pub term: OfferTerm,
    /// When the contract would start unless another day is chosen.
    pub start: Option<Date>,
    /// From when on one could train (`defaultContractStartDateOfUse`).
    pub start_of_use: Option<Date>,
    /// What changes the price later.
    pub price_rules: Vec<PriceRule>,
    /// What is paid besides.
    pub fees: Vec<FlatFee>,
    /// What follows the first term.
    pub extension: OfferExtension,
    /// How it is canceled.
    pub notice: Notice,
    /// Times that cost nothing.
    pub bonuses: Vec<BonusPeriod>,
    /// The price of the first period (`rateStartPrice`); zero where it starts with a bonus period.
    pub start_price: Option<Money>,
    /// Paid extras, valid for this term only.
    pub optional: Vec<OfferModule>,
}

/// What changes the price later (`PriceAdjustmentRule`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceRule {
    /// A complete sentence to show; else what is known: by how much, and how often.
    pub said: Text,
}

/// What is paid besides the rate (`FlatFee`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlatFee {
    /// What the studio calls it.
    pub name: Text,
    /// When and how much, where it is told.
    pub frequency: Option<OfferFrequency>,
    /// The server's own words for the rhythm.
    pub formatted: Option<Text>,
    /// How long after the start it is booked first.
    pub delay: Option<Term>,
    /// Whether it is a starter package.
    pub is_starter_package: bool,
}

/// What follows the first term (`extensionType` and what belongs to it).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferExtension {
    /// How.
    pub kind: OfferExtensionKind,
    /// By how much each time (`extensionTerm`).
    pub term: Option<Term>,
    /// How much at once (`extensionFixedTerm`).
    pub fixed: Option<Term>,
    /// The rate that follows, where another one does.
    pub subsequent: Option<(Text, Option<OfferFrequency>)>,
    /// How long it runs after it was prolonged (`termAfterExtension`).
    pub term_after: Option<Term>,
    /// What it costs then (`priceAfterExtension`).
    pub price_after: Option<Money>,
}

impl FlatFee {
    /// Whether anything is told of it.
    pub fn is_told(&self) -> bool {
        !self.name.is_empty() || self.frequency.is_some() || self.formatted.is_some()
    }
}

/// How something goes on after its first term (`extensionType`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfferExtensionKind {
    /// It ends.
    None,
    /// It is prolonged.
    TermExtension,
    /// Another rate follows.
    SubsequentRate,
    /// A way this kiosk does not know, or none that is told: such a term cannot be concluded here.
    Other(Text),
}

/// How a contract is canceled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// From what the period is counted (`cancelationStrategy`).
    pub strategy: NoticeStrategy,
    /// How long before the end of the first term (`cancelationPeriod`).
    pub period: Option<Term>,
    /// How long before the end of a prolongation (`extensionCancelationPeriod`).
    pub extension_period: Option<Term>,
}

/// From what a notice period is counted (`cancelationStrategy`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeStrategy {
    /// To the end of the term.
    Term,
    /// From the day the cancelation arrives.
    ReceiptDate,
    /// A way this kiosk does not know, shown as it came.
    Other(Text),
}

/// A time that costs nothing (`BonusPeriod`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BonusPeriod {
    /// How long.
    pub term: Term,
    /// When.
    pub strategy: BonusStrategy,
    /// Whether it is shown by itself (`displaySeparately`).
    pub is_separate: bool,
    /// Whether the contract runs so much longer (`runtimeExtensionType`), where that is told.
    pub extends_runtime: Option<bool>,
    /// Whether the notice period grows with it.
    pub extends_notice: bool,
}

/// When a bonus period is (`termStrategy`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BonusStrategy {
    /// From the start of the contract.
    ContractStart,
    /// On fixed days.
    Fixed,
    /// At the end of the current term.
    EndOfCurrentTerm,
    /// At the start of the next.
    StartOfNextTerm,
    /// A time this kiosk does not know.
    Other(Text),
}

/// A module of an offer (`MembershipModule`, `PricedMembershipModule`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferModule {
    /// Its id.
    pub id: OfferModuleId,
    /// What the studio calls it.
    pub name: Text,
    /// What it is.
    pub description: Option<Text>,
    /// How long it runs at first.
    pub term: Option<Term>,
    /// What follows.
    pub extension: OfferExtensionKind,
    /// By how much it is prolonged each time.
    pub extension_term: Option<Term>,
    /// How long before its end it has to be canceled.
    pub notice: Option<Term>,
    /// How long before the end of a prolongation.
    pub extension_notice: Option<Term>,
    /// A time to try it out.
    pub trial: Option<Trial>,
    /// What has to be agreed to where it is chosen.
    pub consent: Option<TextBlock>,
    /// When and how much is paid; none for what is always part of an offer.
    pub frequency: Option<OfferFrequency>,
}

/// A membership that is concluded, as the ledger keeps it: enough to find it again and to tell staff about it. No name of a
/// person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The offer.
    pub offer: MembershipOfferId,
    /// Which of its terms.
    pub term: TermId,
    /// What the studio calls it.
    pub name: Text,
    /// Its first day.
    pub start: Date,
    /// When and how much is paid, as it was ordered.
    pub rhythm: super::frequency::Rhythm,
    /// How long it runs at first.
    pub runs: Option<Term>,
    /// By how much it is prolonged each time, where it is.
    pub renewal: Option<Term>,
    /// How long before its end it has to be canceled.
    pub notice: Option<Term>,
    /// What is due on signing, as the preview said (`dueOnSigningAmount`).
    pub due: Money,
    /// The rate's identifiers, by which its contract is known again.
    pub rates: Vec<Text>,
}

impl MembershipOfferDetail {
    /// One of its terms.
    pub fn term(&self, id: TermId) -> Option<&TermDetail> {
        self.terms.iter().find(|detail| detail.term.id == id)
    }
}

impl TermDetail {
    /// Whether everything the law wants said of it can be said: what it costs, how it goes on.
    pub fn is_orderable(&self) -> bool {
        let (frequency, extension, notice) = (&self.term.frequency, &self.extension, &self.notice);
        let terms = [
            &self.term.term,
            &extension.term,
            &extension.fixed,
            &extension.term_after,
            &notice.period,
            &notice.extension_period,
        ];
        let subsequent = extension.subsequent.as_ref().and_then(|(_, frequency)| frequency.as_ref());
        terms.into_iter().flatten().all(Term::is_known)
            && frequency.frequency.rhythm.can_be_said()
            && frequency.is_timed()
            && subsequent.is_none_or(OfferFrequency::is_told)
            && self.fees.iter().all(FlatFee::is_told)
            && !matches!(extension.kind, OfferExtensionKind::Other(_))
    }
}
