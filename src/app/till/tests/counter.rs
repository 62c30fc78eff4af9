//! A till at a counter where everything that happens is spelled out.

use std::time::Duration;

use jiff::civil::date;

use crate::app::effect::{
    ContractsEffect, CustomersEffect, Effect, LedgerEffect, MembershipsEffect, ModulesEffect, OffersEffect,
    PaymentsEffect, PhoneEffect, RequestId, VouchersEffect,
};
use crate::app::msg::{Event, LedgerEvent, OffersEvent, Opened, PaymentsEvent, PhoneEvent};
use crate::app::shared::Outbox;
use crate::app::till::{NewOrder, ShowAgain, Till};
use crate::config::ReferenceText;
use crate::domain::fault::{Fault, FaultKind, LedgerFault};
use crate::domain::intent::{PassOrder, Step};
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::offer::OfferId;
use crate::domain::pass::{AccessCode, PurchaseId, PurchasedPass, Receipt, Reference};
use crate::domain::payment::{PaymentId, PaymentScope, PaymentSession, PhoneProgress, PhoneVerdict};
use crate::domain::person::CustomerId;
use crate::domain::text::{Secret, Text};
use crate::domain::time::{Moment, Now, TimeZone, Timestamp};

/// A pass is shown again for a day.
pub(super) fn show_again() -> ShowAgain {
    ShowAgain { span: Duration::from_hours(24), zone: TimeZone::UTC }
}

/// A till in a world that is spelled out.
pub(super) struct Counter {
    pub(super) till: Till,
    pub(super) out: Outbox,
    pub(super) at: Duration,
    pub(super) last: Option<RequestId>,
    /// What was issued last.
    pub(super) effects: Vec<Effect>,
    pub(super) reference: Option<Reference>,
}

impl Counter {
    pub(super) fn open() -> Self {
        let mut counter = Self {
            till: Till::new([7; 32], show_again()),
            out: Outbox::default(),
            at: Duration::ZERO,
            last: None,
            effects: Vec::new(),
            reference: None,
        };
        counter.tell(Event::Ledger(LedgerEvent::LedgerOpened(Ok(Opened::default()))));
        counter
    }

    pub(super) fn now(&self) -> Now {
        Now { moment: Moment::after_start(self.at), wall: Timestamp::UNIX_EPOCH + self.at }
    }

    /// What was issued since the last time, as short names.
    pub(super) fn issued(&mut self) -> Vec<&'static str> {
        let effects = self.out.drain();
        self.effects.clone_from(&effects);
        for effect in &effects {
            match effect {
                Effect::Offers(request, ..)
                | Effect::Payments(request, ..)
                | Effect::Contracts(request, ..)
                | Effect::Modules(request, ..)
                | Effect::Vouchers(request, ..)
                | Effect::Customers(request, ..)
                | Effect::Memberships(request, ..) => self.last = Some(*request),
                _ => {}
            }
        }
        effects.iter().map(name).collect()
    }

    pub(super) fn order(&mut self, amount: &str) -> Vec<&'static str> {
        let order = PassOrder {
            offer: OfferId(1),
            offer_name: Text::name("Day ticket"),
            customer: CustomerId(2),
            valid_from: date(1970, 1, 1),
            valid_until: None,
            payable: Money::parse(amount, "EUR").expect("money"),
        };
        let new = NewOrder {
            order,
            voucher: None,
            language: Language::En,
            studio: Text::name("Studio"),
            reference_text: ReferenceText::default(),
            choices: vec![],
        };
        self.reference = self.till.order(self.now(), new, &mut self.out);
        self.issued()
    }

    pub(super) fn tell(&mut self, event: Event) -> Vec<&'static str> {
        let now = self.now();
        self.till.observe(now, true, &event, &mut self.out);
        self.issued()
    }

    pub(super) fn reference(&self) -> Reference {
        self.reference.clone().expect("ordered")
    }

    pub(super) fn intent_is_on_disk(&mut self) -> Vec<&'static str> {
        self.tell(Event::Ledger(LedgerEvent::IntentRecorded(self.reference(), Ok(()))))
    }

    pub(super) fn step_is_on_disk(&mut self) -> Vec<&'static str> {
        self.tell(Event::Ledger(LedgerEvent::StepRecorded(self.reference(), Ok(()))))
    }

    pub(super) fn disk_refuses(&mut self) -> Vec<&'static str> {
        self.tell(Event::Ledger(LedgerEvent::StepRecorded(self.reference(), Err(LedgerFault::Full))))
    }

    pub(super) fn session_opens(&mut self) -> Vec<&'static str> {
        let session = PaymentSession {
            token: Secret::new("session"),
            valid_until: self.now().wall + Duration::from_mins(10),
            payer: None,
        };
        let request = self.last.expect("asked");
        self.tell(Event::Payments(request, PaymentsEvent::SessionOpened(Ok(session))))
    }

    pub(super) fn payment(&self, attempt: u8) -> PaymentId {
        PaymentId { reference: self.reference(), attempt, showing: attempt }
    }

    pub(super) fn phone_pays(&mut self, attempt: u8) -> Vec<&'static str> {
        self.phone_pays_behind(self.payment(attempt))
    }

    pub(super) fn phone_pays_behind(&mut self, payment: PaymentId) -> Vec<&'static str> {
        self.tell(Event::Phone(PhoneEvent::TokenArrived(payment, Secret::new("token"))))
    }

    pub(super) fn phone_stands(&mut self, payment: PaymentId, progress: PhoneProgress) -> Vec<&'static str> {
        self.tell(Event::Phone(PhoneEvent::PhoneProgressed(payment, progress)))
    }

    pub(super) fn page_is_shown(&mut self, payment: PaymentId, address: &str) -> Vec<&'static str> {
        self.tell(Event::Phone(PhoneEvent::PageShown(payment, Ok(address.to_owned()))))
    }

    pub(super) fn session_fails(&mut self) -> Vec<&'static str> {
        let request = self.last.expect("asked");
        self.tell(Event::Payments(request, PaymentsEvent::SessionOpened(Err(FaultKind::Busy.into()))))
    }

    pub(super) fn list_says(&mut self, ids: &[u64]) -> Vec<&'static str> {
        let passes = ids.iter().map(|id| pass(*id)).collect();
        let request = self.last.expect("asked");
        self.tell(Event::Offers(request, OffersEvent::PurchasedListed(Ok(passes))))
    }

    pub(super) fn list_fails(&mut self) -> Vec<&'static str> {
        let request = self.last.expect("asked");
        let failed = OffersEvent::PurchasedListed(Err(FaultKind::Broken(500).into()));
        self.tell(Event::Offers(request, failed))
    }

    pub(super) fn server_says(&mut self, result: Result<Receipt, FaultKind>) -> Vec<&'static str> {
        let request = self.last.expect("asked");
        self.tell(Event::Offers(request, OffersEvent::Purchased(result.map_err(Fault::new))))
    }

    pub(super) fn pass_time(&mut self, seconds: u64) -> Vec<&'static str> {
        self.at += Duration::from_secs(seconds);
        let now = self.now();
        self.till.wake(now, true, &mut self.out);
        self.issued()
    }

    pub(super) fn stage(&self) -> String {
        self.till.stage(&self.reference()).map_or("gone".to_owned(), |stage| format!("{stage:?}"))
    }

    /// A paid order that the server refused, and that two looks did not find.
    pub(super) fn refused() -> Self {
        let mut counter = Self::submitted();
        counter.server_says(Err(FaultKind::Conflict));
        for seconds in [3, 4] {
            counter.pass_time(seconds);
            counter.list_says(&[4]);
        }
        // Lost track, and refused.
        counter.step_is_on_disk();
        counter.step_is_on_disk();
        counter
    }

    /// The same order once more, as far as the reading of what exists.
    pub(super) fn order_again(&mut self) {
        self.order("20");
        self.order_is_paid();
    }

    /// From the order to the reading of what exists.
    pub(super) fn order_is_paid(&mut self) {
        self.intent_is_on_disk();
        self.session_opens();
        self.step_is_on_disk();
        self.phone_pays(1);
        self.step_is_on_disk();
    }

    /// A paid order whose purchase call has just left.
    pub(super) fn submitted() -> Self {
        let mut counter = Self::open();
        counter.order("20");
        counter.intent_is_on_disk();
        counter.session_opens();
        counter.step_is_on_disk();
        counter.phone_pays(1);
        counter.step_is_on_disk();
        counter.list_says(&[4]);
        assert_eq!(counter.step_is_on_disk(), ["purchase"]);
        counter
    }
}

fn pass(id: u64) -> PurchasedPass {
    PurchasedPass {
        purchase: PurchaseId(id),
        offer: Some(OfferId(1)),
        valid_from: Some(date(1970, 1, 1)),
        code: AccessCode::new("OPEN"),
    }
}

pub(super) fn receipt() -> Receipt {
    Receipt { purchase: PurchaseId(5), code: AccessCode::new("OPEN") }
}

fn name(effect: &Effect) -> &'static str {
    match effect {
        Effect::Ledger(LedgerEffect::OpenLedger) => "open ledger",
        Effect::Ledger(LedgerEffect::RecordIntent(_)) => "record intent",
        Effect::Ledger(LedgerEffect::RecordStep { step, .. }) => match step {
            Step::PaymentAwaited => "record payment awaited",
            Step::Authorised => "record authorised",
            Step::Submitted { .. } => "record submitted",
            Step::NotDone => "record not done",
            Step::LostTrack { .. } => "record lost track",
            Step::Completed { .. } => "record completed",
            Step::Granted { .. } => "record granted",
            Step::Refused => "record refused",
            Step::Abandoned { .. } => "record abandoned",
            Step::StaffCalled { .. } => "record staff called",
            Step::Closed { .. } => "record closed",
        },
        Effect::Offers(_, _, OffersEffect::ListPurchased { .. }) => "list purchased",
        Effect::Offers(_, _, OffersEffect::Purchase(_)) => "purchase",
        Effect::Contracts(_, _, ContractsEffect::ListContracts(_)) => "list contracts",
        Effect::Contracts(_, _, ContractsEffect::CancelContract { .. }) => "cancel contract",
        Effect::Contracts(_, _, ContractsEffect::WithdrawCancelation { .. }) => "withdraw cancelation",
        Effect::Modules(_, _, ModulesEffect::ValidateModule(_)) => "validate module",
        Effect::Modules(_, _, ModulesEffect::PurchaseModule(_)) => "purchase module",
        Effect::Modules(_, _, ModulesEffect::ReadModuleContract(..)) => "read module contract",
        Effect::Modules(_, _, ModulesEffect::CancelModule { .. }) => "cancel module",
        Effect::Modules(_, _, ModulesEffect::WithdrawModuleCancelation(..)) => "withdraw module cancelation",
        Effect::Vouchers(_, _, VouchersEffect::RedeemVoucher(_)) => "redeem voucher",
        Effect::Customers(_, _, CustomersEffect::SearchApplicant(_)) => "search applicant",
        Effect::Memberships(_, _, MembershipsEffect::ConcludeMembership(_)) => "conclude membership",
        Effect::Payments(_, _, PaymentsEffect::OpenSession { scope: PaymentScope::MemberAccount, .. }) => {
            "open session for payments to come"
        }
        Effect::Payments(_, _, PaymentsEffect::OpenSession { .. }) => "open session",
        Effect::Phone(PhoneEffect::ShowPage(page)) if page.session().is_none() => "show papers",
        Effect::Phone(PhoneEffect::ShowPage(_)) => "show page",
        Effect::Phone(PhoneEffect::HidePage(_)) => "hide page",
        Effect::Phone(PhoneEffect::AnswerPhone { verdict: PhoneVerdict::Accepted, .. }) => "accepted",
        Effect::Phone(PhoneEffect::AnswerPhone { verdict: PhoneVerdict::TooLate, .. }) => "too late",
        Effect::Phone(PhoneEffect::AnswerPhone { verdict: PhoneVerdict::Unused, .. }) => "unused",
        _ => "other",
    }
}
