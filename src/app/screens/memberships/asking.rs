//! What price, texts and order share: the question what it costs, and why it cannot be concluded here.

use ratatui::layout::Rect;

use super::admission;
use crate::app::agreement::Agreement;
use crate::app::effect::{Effect, MembershipsEffect};
use crate::app::no_sale::NoSale;
use crate::app::screens::awaited::Awaited;
use crate::app::shared::{Cx, Sight};
use crate::app::till::Earlier;
use crate::domain::frequency::Rhythm;
use crate::domain::intent::Order;
use crate::domain::membership::{MembershipPreview, OfferModuleId, PreUse, TermDetail};
use crate::domain::payment::permitted;
use crate::domain::price::Voucher;
use crate::ui::canvas::Canvas;
use crate::ui::notice::{self, FaultWords};
use crate::ui::theme::Tone;

/// Why this membership cannot be concluded here at all: staff have to help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The studio's system does not tell what is due on signing, or an amount cannot be read: that is not zero.
    Untold,
    /// What it binds to cannot be said.
    Unsayable,
    /// A text cannot be read to its end, or not be signed.
    Texts,
    /// It cannot be paid in a way that a phone can.
    Unpayable,
}

/// Asks what it costs with this voucher; nothing while it is not known whose it is to be.
pub fn ask_price(cx: &mut Cx<'_>, voucher: Option<&Voucher>) -> Option<Awaited> {
    let language = cx.visit.language;
    let agreement = cx.visit.agreement.as_mut()?;
    if let Some(applicant) = &mut agreement.applicant {
        applicant.language = language;
    }
    let effect = MembershipsEffect::PreviewMembership(Box::new(agreement.draft(voucher)?));
    let request = cx.out.ask(|request| Effect::Memberships(request, language, effect));
    Some(Awaited::new(request, cx.now.moment))
}

/// Why it cannot be concluded here, as far as is known.
pub fn obstacle(sight: &Sight<'_>, agreement: &Agreement) -> Option<Obstacle> {
    let Some(term) = agreement.term().filter(|term| term.is_orderable()) else {
        return Some(Obstacle::Unsayable);
    };
    if agreement.texts_are_unusable() {
        return Some(Obstacle::Texts);
    }
    let preview = agreement.preview.as_ref()?;
    let is_told = preview.is_complete()
        && preview.is_in_currency_of(&term.term.frequency.frequency.rhythm)
        && (agreement.is_switch() || tells_choice(agreement, term, preview));
    let Some(due) = preview.due.filter(|_| is_told) else { return Some(Obstacle::Untold) };
    let is_paid_here = agreement.request(due, "").is_some_and(|request| !Order::from(request).is_free());
    let is_payable = permitted(&agreement.detail.choices, &sight.settings.choices).is_some();
    (is_paid_here && !is_payable).then_some(Obstacle::Unpayable)
}

/// Whether a preview tells the price of all that was chosen; that of the offer is none to conclude at.
fn tells_choice(agreement: &Agreement, term: &TermDetail, preview: &MembershipPreview) -> bool {
    let is_free = term.term.frequency.frequency.rhythm == Rhythm::Free;
    let is_charged = agreement.pre_use.is_some() && agreement.detail.offer.pre_use == PreUse::Chargeable;
    let has = |module: &OfferModuleId| preview.modules.iter().any(|(id, _)| id == module);
    (is_free || preview.base.is_some())
        && (!is_charged || preview.pre_use.or(preview.pre_use_discounted).is_some())
        && agreement.optional.iter().all(has)
}

impl Obstacle {
    /// Says it, in the words of a fault.
    pub fn view(self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect) {
        let speech = sight.speech;
        let what = match self {
            Self::Untold => "agreement-untold-what",
            Self::Unsayable => "agreement-unsayable-what",
            Self::Texts => "agreement-texts-what",
            Self::Unpayable => "agreement-unpayable-what",
        };
        let (what, next) = (speech.say(what), speech.say("applicant-desk-next"));
        let money = speech.say("agreement-nothing-concluded");
        let words = FaultWords { what: &what, money: &money, next: &next, reference: "" };
        notice::fault(canvas, body, &words);
    }
}

/// Why this order cannot be given now, by the key of the words that say it: nothing can be sent, written down or paid, or it is
/// not known yet what became of an earlier request about the same contract.
pub fn closed_key(sight: &Sight<'_>, order: &Order) -> Option<&'static str> {
    let is_stopped = |why: &NoSale| *why != NoSale::Unpayable || !order.is_free();
    if let Some(why) = NoSale::why(sight.station, sight.till).filter(is_stopped) {
        return Some(if why == NoSale::Unpayable { why.key() } else { why.request_key() });
    }
    let unsettled = sight.till.earlier(sight.now, order) == Some(Earlier::Unsettled);
    unsettled.then_some("request-closed-unsettled")
}

/// Why nobody goes on to an order now, in one line.
pub fn no_order_notice(sight: &Sight<'_>) -> Option<(String, Tone)> {
    admission::no_order_notice(sight, sight.visit.agreement.as_ref()?.side)
}

/// What the question before it is concluded once more is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// This member has concluded this, or something like it, a few minutes ago.
    SameMember,
    /// Somebody has joined with this term and first day a few minutes ago,
    SomebodyJoined,
    /// or it is not known yet whether they have.
    SomebodyUnsettled,
}

/// Whether the visitor has to be asked before this is concluded, and what.
pub fn again(sight: &Sight<'_>, order: &Order) -> Option<Again> {
    if sight.till.earlier(sight.now, order) == Some(Earlier::Bought) {
        return Some(Again::SameMember);
    }
    Some(match sight.till.earlier_alike(sight.now, order)? {
        Earlier::Bought => Again::SomebodyJoined,
        Earlier::Unsettled => Again::SomebodyUnsettled,
    })
}
