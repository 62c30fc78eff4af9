//! What a quick kiosk notes of what passes through it, for whoever holds it to its promises.

use walkin::app::effect::{
    ContractsEffect, CustomersEffect, Effect, LedgerEffect, MembershipsEffect, ModulesEffect, OffersEffect,
    PhoneEffect, Purchase, RequestId, VouchersEffect,
};
use walkin::app::msg::{
    ContractsEvent, CustomersEvent, Event, MembershipsEvent, ModulesEvent, Msg, OffersEvent, PhoneEvent,
    VouchersEvent,
};
use walkin::app::screens::Screen as Place;
use walkin::app::screens::members::MemberScreen;
use walkin::app::screens::memberships::MembershipScreen;
use walkin::domain::fault::Fault;
use walkin::domain::intent::{Intent, PassOrder};
use walkin::domain::membership::{Draft, Membership, Party};
use walkin::domain::pass::Reference;
use walkin::domain::request::{Request, Target, VoucherHash};
use walkin::ui::key::Key;

use super::Kiosk;
use super::seen::{About, Seen, Shows};

impl Kiosk {
    pub(super) fn see(&mut self, seen: Seen) {
        if self.quick {
            self.seen.push((self.now.moment, seen));
        }
    }

    /// Notes what the studio has done since the last time.
    pub(super) fn see_deeds(&mut self) {
        let done = std::mem::take(&mut self.studio.state().done);
        for done in done {
            self.see(Seen::Done(done));
        }
    }

    /// Notes a press that may order, and an answer.
    pub(super) fn see_msg(&mut self, msg: &Msg) {
        match msg {
            Msg::Key(key @ (Key::Enter | Key::F(4))) if matches!(self.model.screen(), Place::Review(_)) => {
                self.see(Seen::Pressed { sure: *key != Key::Enter });
            }
            Msg::Key(key @ (Key::Enter | Key::F(4))) if may_conclude(self.model.screen()) => {
                self.see(Seen::Pressed { sure: *key != Key::Enter });
            }
            Msg::Key(Key::Enter) if may_ask(self.model.screen()) => self.see(Seen::Pressed { sure: false }),
            Msg::Event(Event::Offers(request, OffersEvent::Purchased(result))) => {
                self.see_answer(*request, result.as_ref().err());
            }
            Msg::Event(Event::Offers(request, OffersEvent::PurchasedListed(result))) => {
                self.see(Seen::Listed { request: *request, worked: result.is_ok() });
            }
            Msg::Event(Event::Contracts(request, event)) => self.see_contracts(*request, event),
            Msg::Event(Event::Modules(request, event)) => self.see_modules(*request, event),
            Msg::Event(Event::Vouchers(request, VouchersEvent::VoucherRedeemed(result))) => {
                self.see_answer(*request, result.as_ref().err());
            }
            Msg::Event(Event::Memberships(request, MembershipsEvent::MembershipConcluded(result))) => {
                self.see_answer(*request, result.as_ref().err());
            }
            Msg::Event(Event::Customers(request, CustomersEvent::ApplicantSearched(result))) => {
                let shows = result.as_ref().ok().map(|found| Shows::Customers(found.clone()));
                self.see(Seen::Read { request: *request, shows });
            }
            Msg::Event(Event::Phone(PhoneEvent::PapersSigned(payment, signatures))) => {
                self.see(Seen::Signed { payment: payment.clone(), signatures: signatures.clone() });
            }
            Msg::Event(Event::Phone(PhoneEvent::TokenArrived(payment, token))) => {
                self.see(Seen::Token { payment: payment.clone(), token: token.clone() });
            }
            _ => {}
        }
    }

    fn see_contracts(&mut self, request: RequestId, event: &ContractsEvent) {
        match event {
            ContractsEvent::ContractsListed(result) => {
                let shows = result.as_ref().ok().map(|contracts| Shows::Contracts(contracts.clone()));
                self.see(Seen::Read { request, shows });
            }
            ContractsEvent::ContractCanceled(result) | ContractsEvent::CancelationWithdrawn(result) => {
                self.see_answer(request, result.as_ref().err());
            }
            ContractsEvent::ReasonsListed(_) => {}
        }
    }

    fn see_modules(&mut self, request: RequestId, event: &ModulesEvent) {
        match event {
            ModulesEvent::ModuleContractRead(result) => {
                let shows = result.as_ref().ok().map(|module| Shows::Module(module.clone()));
                self.see(Seen::Read { request, shows });
            }
            ModulesEvent::ModuleValidated(result) => {
                let shows = result.as_ref().ok().map(|verdict| Shows::Verdict(verdict.clone()));
                self.see(Seen::Read { request, shows });
            }
            ModulesEvent::ModulePurchased(result) => self.see_answer(request, result.as_ref().err()),
            ModulesEvent::ModuleCanceled(result) | ModulesEvent::ModuleCancelationWithdrawn(result) => {
                self.see_answer(request, result.as_ref().err());
            }
            ModulesEvent::ModulesListed(_) | ModulesEvent::PurchasableListed(_) => {}
        }
    }

    fn see_answer(&mut self, request: RequestId, fault: Option<&Fault>) {
        self.see(Seen::Answered { request, fate: fault.map(Fault::fate) });
    }

    /// Notes what the ledger is given.
    pub(super) fn see_write(&mut self, effect: &LedgerEffect) {
        match effect {
            LedgerEffect::RecordIntent(intent) => self.see(Seen::Ordered(intent.clone())),
            LedgerEffect::RecordStep { reference, step, .. } => {
                self.see(Seen::Stepped { reference: reference.clone(), step: step.clone() });
            }
            LedgerEffect::OpenLedger
            | LedgerEffect::FindIntent(..)
            | LedgerEffect::FindModules(..)
            | LedgerEffect::RecordTry(..) => {}
        }
    }

    /// Notes what a phone is shown and told.
    pub(super) fn see_phone(&mut self, effect: &PhoneEffect) {
        match effect {
            PhoneEffect::AnswerPhone { payment, verdict } => {
                self.see(Seen::Told { payment: payment.clone(), verdict: *verdict });
            }
            PhoneEffect::ShowPage(page) => self.see(Seen::Shown(page.clone())),
            PhoneEffect::ServePages | PhoneEffect::HidePage(_) | PhoneEffect::PretendPhone(_) => {}
        }
    }

    /// Notes a call about money or a contract, and for which order it is made.
    pub(super) fn see_call(&mut self, effect: &Effect, cause: Option<&Reference>) {
        if !self.quick {
            return;
        }
        match effect {
            Effect::Offers(request, _, OffersEffect::Purchase(purchase)) => {
                let (caller, disk) =
                    self.made_for(cause, |intent| intent.pass().is_some_and(|order| fits(order, purchase)));
                let (request, purchase) = (*request, purchase.clone());
                self.see(Seen::Called { request, caller, purchase, disk });
            }
            Effect::Offers(request, _, OffersEffect::ListPurchased { customer, offer }) => {
                self.see(Seen::Asked { request: *request, customer: *customer, offer: *offer });
            }
            Effect::Contracts(request, _, ContractsEffect::ListContracts(member)) => {
                self.see(Seen::Looked { request: *request, about: About::Contracts(*member) });
            }
            Effect::Modules(request, _, ModulesEffect::ReadModuleContract(contract, module)) => {
                let target = Target { contract: *contract, module: Some(*module) };
                self.see(Seen::Looked { request: *request, about: About::Module(target) });
            }
            Effect::Modules(request, _, ModulesEffect::ValidateModule(order)) => {
                self.see(Seen::Looked { request: *request, about: About::Order(*order) });
            }
            Effect::Customers(request, _, CustomersEffect::SearchApplicant(applicant)) => {
                let about = About::Applicant(applicant.clone());
                self.see(Seen::Looked { request: *request, about });
            }
            Effect::Memberships(request, _, MembershipsEffect::ConcludeMembership(conclusion)) => {
                // It says itself whose it is.
                let caller = Some(conclusion.reference.clone());
                let (caller, disk) = self.made_for(caller.as_ref(), |_| false);
                self.see(Seen::Sent { request: *request, caller, call: Box::new(effect.clone()), disk });
            }
            _ => {
                let Some(request) = write(effect) else { return };
                let is_made_for = |intent: &Intent| intent.request().is_some_and(|asked| asks(effect, asked));
                let (caller, disk) = self.made_for(cause, is_made_for);
                self.see(Seen::Sent { request, caller, call: Box::new(effect.clone()), disk });
            }
        }
    }

    /// The order that a call is made for, and how it stands on the synced disk: the one whose step has just come there, or the
    /// newest that the call fits.
    fn made_for(
        &mut self,
        cause: Option<&Reference>,
        fits: impl Fn(&Intent) -> bool,
    ) -> (Option<Reference>, Option<walkin::domain::intent::State>) {
        let newest = || self.ledger.intents().iter().rev().find(|intent| fits(intent));
        let caller = cause.cloned().or_else(|| newest().map(|intent| intent.reference.clone()));
        let disk = caller.as_ref().and_then(|caller| self.ledger.find(caller));
        let disk = disk.map(|intent| intent.state().clone());
        self.studio.state().caller.clone_from(&caller);
        (caller, disk)
    }
}

/// Whether Enter may ask something of the studio here.
fn may_ask(screen: &Place) -> bool {
    use MemberScreen::{Cancel, Module, Withdraw};
    matches!(screen, Place::Redeem(_) | Place::Member(Cancel(_) | Withdraw(_) | Module(_)))
}

/// Whether Enter, or the key of somebody who is sure, may conclude a membership here.
fn may_conclude(screen: &Place) -> bool {
    matches!(screen, Place::Membership(MembershipScreen::Order(_)))
}

fn fits(order: &PassOrder, purchase: &Purchase) -> bool {
    (order.customer, order.offer, order.valid_from)
        == (purchase.customer, purchase.offer, purchase.valid_from)
}

/// The name of a call that changes a contract or spends a voucher.
fn write(effect: &Effect) -> Option<RequestId> {
    match effect {
        Effect::Contracts(
            request,
            _,
            ContractsEffect::CancelContract { .. } | ContractsEffect::WithdrawCancelation { .. },
        )
        | Effect::Modules(
            request,
            _,
            ModulesEffect::PurchaseModule(_)
            | ModulesEffect::CancelModule { .. }
            | ModulesEffect::WithdrawModuleCancelation(..),
        )
        | Effect::Vouchers(request, _, VouchersEffect::RedeemVoucher(_)) => Some(*request),
        _ => None,
    }
}

/// Whether a call is the one that asks for this, in every particular.
pub fn asks(effect: &Effect, asked: &Request) -> bool {
    match (effect, asked) {
        (
            Effect::Contracts(_, _, ContractsEffect::CancelContract { member, contract, date, reason }),
            Request::Cancel(cancel),
        ) => {
            let target = Target { contract: *contract, module: None };
            (cancel.member, cancel.target, cancel.date, cancel.reason) == (*member, target, *date, *reason)
        }
        (
            Effect::Modules(_, _, ModulesEffect::CancelModule { contract, module, date, reason }),
            Request::Cancel(cancel),
        ) => {
            let target = Target { contract: *contract, module: Some(*module) };
            (cancel.target, cancel.date, cancel.reason) == (target, *date, *reason)
        }
        (
            Effect::Contracts(_, _, ContractsEffect::WithdrawCancelation { member, contract }),
            Request::Withdraw(withdraw),
        ) => {
            let target = Target { contract: *contract, module: None };
            (withdraw.member, withdraw.target) == (*member, target)
        }
        (
            Effect::Modules(_, _, ModulesEffect::WithdrawModuleCancelation(contract, module)),
            Request::Withdraw(withdraw),
        ) => withdraw.target == Target { contract: *contract, module: Some(*module) },
        (Effect::Modules(_, _, ModulesEffect::PurchaseModule(order)), Request::Book(book)) => {
            book.order == *order
        }
        (Effect::Vouchers(_, _, VouchersEffect::RedeemVoucher(redemption)), Request::Redeem(redeem)) => {
            redeem.voucher == VoucherHash::of(&redemption.voucher)
        }
        (Effect::Memberships(_, _, MembershipsEffect::ConcludeMembership(conclusion)), _) => {
            concludes(&conclusion.draft, asked)
        }
        _ => false,
    }
}

/// Whether a draft is of what is asked for.
fn concludes(draft: &Draft, asked: &Request) -> bool {
    let is_it = |membership: &Membership| {
        (membership.term, membership.start) == (draft.choice.term, draft.choice.start)
    };
    asked.membership().is_some_and(is_it)
        && match (&draft.party, asked) {
            (Party::New(_), Request::Join(_)) => true,
            (Party::Customer(member), Request::Add(add)) => add.member == *member,
            (Party::Switching { member, config, source }, Request::Switch(switch)) => {
                (switch.member, switch.config, switch.source) == (*member, *config, *source)
            }
            _ => false,
        }
}
