//! One sale on its way: its intent, and the one thing it is waiting for.

mod contracting;
mod errand;
pub(super) mod payment;
pub(super) mod purchase;
mod record;
pub(super) mod request;
mod view;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::{NewMembership, NewOrder, NewRequest};
use crate::app::effect::{Effect, PhoneEffect, RequestId};
use crate::app::shared::Outbox;
use crate::domain::intent::{Abandonment, Intent, State, Step, look_due};
use crate::domain::language::Language;
use crate::domain::pass::ClaimCode;
use crate::domain::payment::{PayerId, PaymentChoice, PaymentId, PhonePage, PhoneProgress};
use crate::domain::price::Voucher;
use crate::domain::request::Redemption;
use crate::domain::text::{Secret, Text};
use crate::domain::time::{Moment, Now};

use contracting::Contracting;
use errand::{Errand, Unsent};

/// Tries to open a payment session, or to read what exists, before an order is given up.
const TRIES_MAX: u8 = 3;
/// Tries to read what exists with an authorisation in hand, or to open the session of the next step on the phone; the client tries
/// each of them more than once.
const READS_MAX: u8 = 12;
/// A server that limits its calls is waited for between two steps on the phone, but no longer than its minute.
const WAIT_MAX: Duration = Duration::from_mins(1);
/// Pause before such a try is repeated.
const RETRY_PAUSE: Duration = Duration::from_secs(2);
/// Time to ask for a new payment session after one ended.
const EXPIRED_GRACE: Duration = Duration::from_mins(1);
/// Time to read and sign on the phone; it can be prolonged.
const SIGNING: Duration = Duration::from_mins(15);
/// A payment session that claims to live longer is not believed.
const SESSION_MAX: Duration = Duration::from_mins(15);
/// Time before the end of a payment session in which the visitor may ask for more,
const ENDING: Duration = Duration::from_mins(1);
/// at least so much, whatever the session's length,
const ENDING_MIN: Duration = Duration::from_secs(20);
/// and else at most this part of it.
const ENDING_PART: u32 = 3;
/// Codes shown for one order; a visitor needs one or two.
const SHOWINGS_MAX: u8 = 50;
/// Pause before a purchase that was provably not sent is sent once more.
const RESEND_PAUSE: Duration = Duration::from_secs(3);
/// A 429 that asks for less is given more, so that what was done all the same has time to show.
const LIMITED_PAUSE_MIN: Duration = Duration::from_secs(10);
/// Pause before a write that the disk refused is tried again.
const REWRITE_PAUSE: Duration = Duration::from_secs(10);

/// Failures in a row, for another reason than the disk's, after which a step is not written any more: most of an hour.
const REFUSALS_MAX: u8 = 250;

/// One order on its way.
#[derive(Debug)]
pub struct Sale {
    pub(super) intent: Intent,
    /// The whole claim code, while the process that made it lives.
    pub(super) claim: Option<ClaimCode>,
    voucher: Option<Voucher>,
    /// Who redeems a check-in voucher, until it is sent.
    redemption: Option<Redemption>,
    /// Who concludes a membership, and what of it; until it is settled or the visitor leaves.
    contracting: Option<Box<Contracting>>,
    /// Why the studio refused it, in its own words.
    pub(super) refusal: Option<Text>,
    language: Language,
    studio: Text,
    reference_text: Text,
    /// The methods a payment session may offer.
    choices: Vec<PaymentChoice>,
    errand: Errand,
    /// Steps the ledger was given and has not answered, oldest first.
    writes: VecDeque<Write>,
    /// Steps that happened and that the disk refused.
    unwritten: VecDeque<Step>,
    rewrite_at: Option<Moment>,
    /// Failures of a write in a row that are not the disk's.
    refusals: u8,
    payment: Option<Payment>,
    /// Codes shown so far.
    showings: u8,
    /// The tokens that were delivered, in the order in which they are needed.
    tokens: Vec<Token>,
    /// Who pays, once a session of somebody new has told.
    payer: Option<PayerId>,
    /// The payment of which the phone was told that it is accepted.
    accepted: Option<PaymentId>,
    visitor: Visitor,
    /// Whether its pass is not shown any more: the time for that is over.
    withheld: bool,
    /// Whether it has been looked for so long, in lists that could not be read, that only staff can tell.
    overdue: bool,
    /// When it was ordered, on the clock of this process.
    pub(super) ordered_moment: Moment,
    /// Since when it stands where it stands, on the clock of this process,
    stands_since: Moment,
    /// and how long it had stood there before this process, as far as the wall clock can be believed.
    stood_before: Duration,
    /// Why it is to be given up as soon as the ledger has answered.
    cancelled: Option<Abandonment>,
}

/// Where the person is who ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visitor {
    /// At the kiosk, from the order on.
    Here,
    /// Not at the kiosk any more, or not known.
    Gone,
    /// At the kiosk again, with the claim code.
    Back,
}

/// A token of the payment component.
#[derive(Debug)]
struct Token {
    payment: PaymentId,
    secret: Secret,
    /// When its session ends, and it with it.
    expires: Moment,
}

/// A step given to the ledger.
#[derive(Debug)]
struct Write {
    step: Step,
    /// Whether it was taken already, because it had happened anyway.
    taken: bool,
}

/// An open payment session.
#[derive(Debug)]
struct Payment {
    page: Arc<PhonePage>,
    expires: Moment,
    /// From when on the visitor may ask for more time.
    ending: Moment,
    /// More time was asked for and could not be had.
    extension_failed: bool,
    address: Option<String>,
    /// Where the phone stands that took it, if one did.
    progress: Option<PhoneProgress>,
    /// Since when: shown, taken, or gone on.
    since: Moment,
    /// When the phone was last heard of.
    heard: Moment,
}

impl Sale {
    /// A new order; its intent is on its way to the ledger.
    pub(super) fn ordered(now: Now, intent: Intent, claim: ClaimCode, new: NewOrder) -> Self {
        Self {
            voucher: new.voucher,
            reference_text: new.reference_text.fill(&new.order.offer_name, &new.studio, &intent.reference),
            studio: new.studio,
            choices: new.choices,
            ..Self::placed(now, intent, claim, new.language)
        }
    }

    /// The same of what is not paid here.
    pub(super) fn asked(now: Now, intent: Intent, claim: ClaimCode, new: NewRequest) -> Self {
        Self { redemption: new.redemption, ..Self::placed(now, intent, claim, new.language) }
    }

    /// The same of a membership.
    pub(super) fn concluded(now: Now, intent: Intent, claim: ClaimCode, new: NewMembership) -> Self {
        let name = intent.order.name().cloned().unwrap_or_default();
        Self {
            reference_text: new.reference_text.fill(&name, &new.studio, &intent.reference),
            studio: new.studio,
            choices: new.choices,
            contracting: Some(Box::new(Contracting::new(*new.draft, new.papers))),
            ..Self::placed(now, intent, claim, new.language)
        }
    }

    fn placed(now: Now, intent: Intent, claim: ClaimCode, language: Language) -> Self {
        Self {
            ordered_moment: now.moment,
            stands_since: now.moment,
            claim: Some(claim),
            language,
            visitor: Visitor::Here,
            ..Self::bare(intent, Errand::Record)
        }
    }

    /// An order that an earlier process left unsettled.
    pub(super) fn taken_up(now: Now, intent: Intent, out: &mut Outbox) -> Self {
        let mut sale = Self::bare(intent, Errand::Rest);
        sale.stands_since = now.moment;
        sale.stood_before = sale.intent.stood(now.wall);
        if let Some(step) = sale.intent.step_at_restart() {
            sale.happened(now, step, out);
        }
        sale.settle_untraceable(now, out);
        if sale.intent.is_worth_looking() {
            sale.errand = Errand::LookLater { at: now.moment + look_due(0), looks: 0, empty: 0 };
        }
        sale
    }

    fn bare(intent: Intent, errand: Errand) -> Self {
        Self {
            intent,
            claim: None,
            voucher: None,
            redemption: None,
            contracting: None,
            refusal: None,
            language: Language::En,
            studio: Text::default(),
            reference_text: Text::default(),
            choices: Vec::new(),
            errand,
            writes: VecDeque::new(),
            unwritten: VecDeque::new(),
            rewrite_at: None,
            refusals: 0,
            payment: None,
            showings: 0,
            tokens: Vec::new(),
            payer: None,
            accepted: None,
            visitor: Visitor::Gone,
            withheld: false,
            overdue: false,
            ordered_moment: Moment::default(),
            stands_since: Moment::default(),
            stood_before: Duration::ZERO,
            cancelled: None,
        }
    }

    pub(super) fn awaits(&self, awaited: RequestId) -> bool {
        self.errand.asked() == Some(awaited)
    }

    pub(super) fn in_flight(&self) -> bool {
        let sent = matches!(
            self.errand,
            Errand::Record | Errand::Purchase { .. } | Errand::ResendLater { .. } | Errand::ReadAgain { .. }
        );
        // Somebody has been told on the phone that it is paid.
        let paid = self.is_paid();
        sent || paid || !self.writes.is_empty()
    }

    pub(super) fn is_forgettable(&self) -> bool {
        let looking = matches!(self.errand, Errand::LookLater { .. } | Errand::Look { .. });
        // What is bought and was looked for long enough is not waited for, whatever is still missing of it.
        let given_up = self.errand == Errand::Rest && self.is_done();
        let ended = (self.intent.is_settled() && !looking) || given_up || self.errand == Errand::Broken;
        self.visitor == Visitor::Gone && ended && self.writes.is_empty() && self.unwritten.is_empty()
    }

    /// Whether the studio has done it.
    pub(super) fn is_done(&self) -> bool {
        matches!(self.intent.state(), State::Completed { .. } | State::Granted(_))
    }

    pub(super) fn wake_at(&self) -> Option<Moment> {
        let errand = match self.errand {
            Errand::Pay | Errand::Extend { .. } => self.payment.as_ref().map(|payment| payment.expires),
            _ => self.errand.due(),
        };
        // While a write is on its way, its answer is waited for and not the clock.
        let rewrite_at = self.rewrite_at.filter(|_| self.writes.is_empty());
        errand.into_iter().chain(rewrite_at).min()
    }

    pub(super) fn wake(&mut self, now: Now, clock_sane: bool, out: &mut Outbox) {
        self.rewrite_if_due(now, out);
        if self.wake_at().is_none_or(|at| at > now.moment) {
            return;
        }
        match self.errand {
            Errand::OpenLater { tries, .. } => self.open_session(now, tries, out),
            Errand::ReadLater { tries, .. } => self.read_before(now, clock_sane, tries, out),
            Errand::ResendLater { unsent, .. } => {
                if let Some(request) = self.read_existing(out) {
                    self.errand = Errand::ReadAgain { request, unsent };
                } else {
                    self.happened(now, Step::NotDone, out);
                    self.submit(now, Vec::new(), out);
                }
            }
            Errand::LookLater { looks, empty, .. } => {
                let request = self.read_existing(out);
                self.errand = request.map_or(Errand::Rest, |request| Errand::Look { request, looks, empty });
            }
            Errand::Renew { .. } => self.give_up(now, Abandonment::Expired, out),
            Errand::Pay | Errand::Extend { .. } => self.session_expired(now, out),
            Errand::Record
            | Errand::Write
            | Errand::OpenSession { .. }
            | Errand::ReadBefore { .. }
            | Errand::Purchase { .. }
            | Errand::ReadAgain { .. }
            | Errand::Look { .. }
            | Errand::Rest
            | Errand::Broken => {}
        }
    }
}

/// What the visitor and the screens do.
impl Sale {
    pub(super) fn cancel(&mut self, now: Now, why: Abandonment, out: &mut Outbox) {
        match self.errand {
            Errand::OpenSession { .. }
            | Errand::OpenLater { .. }
            | Errand::Pay
            | Errand::Extend { .. }
            | Errand::Renew { .. }
            | Errand::ReadBefore { .. }
            | Errand::ReadLater { .. } => self.give_up(now, why, out),
            Errand::ResendLater { unsent, .. } | Errand::ReadAgain { unsent, .. } => {
                self.stop_resending(now, unsent, why, out);
            }
            Errand::Record | Errand::Write => self.cancelled = Some(why),
            Errand::Purchase { .. }
            | Errand::Look { .. }
            | Errand::LookLater { .. }
            | Errand::Rest
            | Errand::Broken => {}
        }
    }

    /// A new session after the last one has ended.
    pub(super) fn renew(&mut self, now: Now, out: &mut Outbox) {
        if matches!(self.errand, Errand::Renew { .. }) && self.may_renew() {
            self.begin_on_phone(now, out);
        }
    }

    pub(super) fn pretend_phone(&self, out: &mut Outbox) {
        if let (Errand::Pay, Some(payment)) = (&self.errand, &self.payment)
            && (payment.progress.is_none() || payment.page.step > 1)
        {
            out.send(Effect::Phone(PhoneEffect::PretendPhone(payment.page.clone())));
        }
    }

    pub(super) fn visitor_left(&mut self, now: Now, out: &mut Outbox) {
        self.visitor = Visitor::Gone;
        (self.claim, self.refusal) = (None, None);
        self.cancel(now, Abandonment::Cancelled, out);
        // Without who it is nobody can look for a signup: that is for staff, unless it was looked for long enough.
        if self.contracting.take().is_some() && self.errand != Errand::Rest {
            self.settle_untraceable(now, out);
        }
    }

    pub(super) fn is_of_this_visit(&self) -> bool {
        self.visitor == Visitor::Here
    }

    /// The process is about to end; what is authorised or sent goes on to its end.
    pub(super) fn process_ends(&mut self, now: Now, out: &mut Outbox) {
        if self.is_unsent() && !self.is_paid() {
            self.cancel(now, Abandonment::Restarted, out);
        }
    }

    /// The visitor is back, with the claim code: what is being looked for is looked for now.
    pub(super) fn return_to(&mut self, now: Now, claim: &ClaimCode, withheld: bool) {
        (self.visitor, self.withheld) = (Visitor::Back, withheld);
        self.claim = Some(claim.clone());
        if let Errand::LookLater { at, .. } = &mut self.errand {
            *at = now.moment;
        }
    }

    /// Whether what is done on the phone may take longer, or be begun anew.
    fn may_renew(&self) -> bool {
        match self.intent.state() {
            State::AwaitingPayment { attempt } => self.may_open_after(*attempt),
            // Reading and signing takes as long as it takes.
            State::Intended => self.is_to_be_signed(),
            _ => false,
        }
    }
}
