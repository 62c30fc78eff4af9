//! What comes to the till: an order of a pass, or a request of a contract or a voucher. Neither is taken beside another one of
//! the same thing whose fate is not known.

use super::{Earlier, LedgerState, Sale, Till};
use crate::app::effect::{Effect, LedgerEffect};
use crate::app::shared::Outbox;
use crate::config::ReferenceText;
use crate::domain::intent::{Intent, Order, PassOrder};
use crate::domain::language::Language;
use crate::domain::membership::{Draft, Papers};
use crate::domain::pass::{ClaimCode, Reference};
use crate::domain::payment::PaymentChoice;
use crate::domain::price::Voucher;
use crate::domain::request::{Redemption, Request};
use crate::domain::text::Text;
use crate::domain::time::Now;

/// What a screen orders.
#[derive(Clone, Debug)]
pub struct NewOrder {
    /// What is bought, by whom, for when and for how much.
    pub order: PassOrder,
    /// The voucher of the preview.
    pub voucher: Option<Voucher>,
    /// The language of the visit.
    pub language: Language,
    /// Who sells it, for the page on the phone.
    pub studio: Text,
    /// What stands on the bank statement.
    pub reference_text: ReferenceText,
    /// The methods a payment session may offer; empty leaves that to the studio.
    pub choices: Vec<PaymentChoice>,
}

/// What a screen concludes.
#[derive(Clone, Debug)]
pub struct NewMembership {
    /// What is concluded: to join, to add, or to switch.
    pub request: Request,
    /// What was previewed: who, and what is chosen.
    pub draft: Box<Draft>,
    /// What is read and signed on the phone.
    pub papers: Papers,
    /// The methods a payment session may offer; empty leaves that to the studio.
    pub choices: Vec<PaymentChoice>,
    /// The language of the visit.
    pub language: Language,
    /// Who sells it, for the page on the phone.
    pub studio: Text,
    /// What stands on the bank statement.
    pub reference_text: ReferenceText,
}

/// What a screen asks of a contract or a voucher.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// What is asked.
    pub request: Request,
    /// Who redeems a voucher; of nothing else.
    pub redemption: Option<Redemption>,
    /// The language of the visit.
    pub language: Language,
}

impl Till {
    /// Takes an order whose fresh preview equals what was shown; not while the ledger is closed, and not while it is unknown
    /// whether an earlier order of the same thing was bought.
    pub fn order(&mut self, now: Now, new: NewOrder, out: &mut Outbox) -> Option<Reference> {
        let (intent, claim) = self.intend(now, new.order.clone().into(), out)?;
        let reference = intent.reference.clone();
        self.sales.push(Sale::ordered(now, intent, claim, new));
        Some(reference)
    }

    /// Takes a request of a contract or a voucher; not while the ledger is closed, not while it is unknown what became of an
    /// earlier one about the same thing, and not what was done already and is done once.
    pub fn request(&mut self, now: Now, new: NewRequest, out: &mut Outbox) -> Option<Reference> {
        if self.earlier(now, &new.request.clone().into()).is_some() {
            return None;
        }
        let (intent, claim) = self.intend(now, new.request.clone().into(), out)?;
        let reference = intent.reference.clone();
        self.sales.push(Sale::asked(now, intent, claim, new));
        Some(reference)
    }

    /// Takes a membership whose fresh preview equals what was shown; not while the ledger is closed, and not while it is unknown
    /// what became of an earlier request about the same contract. What was concluded a moment ago is for the screen to ask about.
    pub fn conclude(&mut self, now: Now, new: NewMembership, out: &mut Outbox) -> Option<Reference> {
        let (intent, claim) = self.intend(now, new.request.clone().into(), out)?;
        let reference = intent.reference.clone();
        self.sales.push(Sale::concluded(now, intent, claim, new));
        Some(reference)
    }

    /// A new intent on its way to the ledger.
    fn intend(&mut self, now: Now, order: Order, out: &mut Outbox) -> Option<(Intent, ClaimCode)> {
        let unsettled = self.earlier(now, &order) == Some(Earlier::Unsettled);
        if self.ledger != LedgerState::Open || !self.has_room() || unsettled {
            return None;
        }
        let claim = ClaimCode::from_random(self.random.bytes());
        let intent = Intent::new(claim.reference().clone(), claim.hash(), now.wall, order);
        out.send(Effect::Ledger(LedgerEffect::RecordIntent(Box::new(intent.clone()))));
        Some((intent, claim))
    }
}
