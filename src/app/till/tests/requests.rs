//! What is asked of a contract or a voucher.

use jiff::civil::date;

use super::counter::Counter;
use super::*;
use crate::app::msg::{ContractsEvent, ModulesEvent, VouchersEvent};
use crate::domain::contract::{
    Cancelation, CancelationOrigin, CancelationStatus, Contract, ContractId, ContractStatus, ReasonId,
};
use crate::domain::fault::FaultKind;
use crate::domain::frequency::{FrequencyId, Rhythm};
use crate::domain::language::Language;
use crate::domain::module::{ModuleContractId, ModuleId, ModuleOrder, ModuleVerdict};
use crate::domain::pass::AccessCode;
use crate::domain::person::CustomerId;
use crate::domain::price::Voucher;
use crate::domain::request::{Book, Cancel, Redeem, Redemption, Request, Target, VoucherHash, Withdraw};
use crate::domain::text::Text;
use crate::domain::tries::{Tried, TypedHash};

const TARGET: Target = Target { contract: ContractId(1000), module: None };

fn cancel() -> Request {
    Request::Cancel(Cancel {
        member: CustomerId(2),
        target: TARGET,
        name: Text::name("Premium"),
        date: date(1970, 3, 31),
        reason: ReasonId(7),
    })
}

fn withdraw() -> Request {
    Request::Withdraw(Withdraw { member: CustomerId(2), target: TARGET, name: Text::name("Premium") })
}

fn book() -> Request {
    let order = ModuleOrder {
        contract: ContractId(1000),
        module: ModuleId(203),
        frequency: FrequencyId(9),
        trial: false,
    };
    Request::Book(Book {
        member: CustomerId(2),
        order,
        name: Text::name("Sauna"),
        rhythm: Rhythm::Free,
        term: None,
        notice: None,
    })
}

fn voucher() -> Voucher {
    Voucher::new("CHVB1-YL29-MYVA").expect("a code")
}

/// How the contract shows itself.
fn shown(status: Option<CancelationStatus>) -> Contract {
    Contract {
        id: ContractId(1000),
        name: Text::name("Premium"),
        start: None,
        end: None,
        status: ContractStatus::Active,
        price: None,
        notice: None,
        cancelation: status.map(|status| Cancelation {
            status,
            date: Some(date(1970, 3, 31)),
            reason: None,
            origin: Some(CancelationOrigin::Customer),
        }),
        cancel_by: None,
        cancelation_dates: vec![date(1970, 3, 31), date(1970, 4, 30)],
        rates: vec![],
    }
}

impl Counter {
    fn request(&mut self, request: Request, redemption: Option<Redemption>) -> Vec<&'static str> {
        let new = NewRequest { request, redemption, language: Language::En };
        self.reference = self.till.request(self.now(), new, &mut self.out);
        self.issued()
    }

    fn contracts_show(&mut self, status: Option<CancelationStatus>) -> Vec<&'static str> {
        let listed = ContractsEvent::ContractsListed(Ok([shown(status)].into()));
        self.tell(Event::Contracts(self.last.expect("asked"), listed))
    }

    fn cancelation_is(&mut self, result: Result<(), FaultKind>) -> Vec<&'static str> {
        let answer = ContractsEvent::ContractCanceled(result.map_err(Fault::new));
        self.tell(Event::Contracts(self.last.expect("asked"), answer))
    }

    fn module_is(&mut self, verdict: ModuleVerdict) -> Vec<&'static str> {
        let answer = ModulesEvent::ModuleValidated(Ok(verdict));
        self.tell(Event::Modules(self.last.expect("asked"), answer))
    }

    fn redeemed(&mut self, result: Result<(), FaultKind>) -> Vec<&'static str> {
        let code = result.map(|()| AccessCode::new("PTKXPMUO").expect("a code")).map_err(Fault::new);
        self.tell(Event::Vouchers(self.last.expect("asked"), VouchersEvent::VoucherRedeemed(code)))
    }

    /// As far as the call to cancel.
    fn canceling() -> Self {
        let mut counter = Self::open();
        assert_eq!(counter.request(cancel(), None), ["record intent"]);
        assert_eq!(counter.intent_is_on_disk(), ["list contracts"]);
        assert_eq!(counter.contracts_show(None), ["record submitted"], "disk before the call");
        assert_eq!(counter.step_is_on_disk(), ["cancel contract"]);
        counter
    }

    /// As far as the call to redeem.
    fn redeeming() -> Self {
        let mut counter = Self::open();
        let redemption = Redemption {
            voucher: voucher(),
            first_name: "Ada".into(),
            last_name: "Lovelace".into(),
            email: "ada@example.org".into(),
        };
        let redeem = Request::Redeem(Redeem { voucher: VoucherHash::of(&voucher()) });
        counter.request(redeem, Some(redemption));
        assert_eq!(counter.intent_is_on_disk(), ["record submitted"], "there is nothing to read");
        assert_eq!(counter.step_is_on_disk(), ["redeem voucher"]);
        counter
    }
}

#[test]
fn a_cancelation_is_confirmed_only_as_the_studio_shows_it() {
    let mut counter = Counter::canceling();
    assert_eq!(counter.cancelation_is(Ok(())), ["record granted"]);
    assert_eq!(counter.stage(), "Granted(Recorded { record: None })");
    counter.step_is_on_disk();
    assert_eq!(counter.pass_time(0), ["list contracts"], "at once");
    assert!(counter.contracts_show(None).is_empty(), "accepted, and not shown yet");
    assert_eq!(counter.pass_time(60), ["list contracts"]);
    assert_eq!(counter.contracts_show(Some(CancelationStatus::PendingVerification)), ["record granted"]);
    assert!(counter.stage().contains("pending: true"), "requested and not more: {}", counter.stage());
}

#[test]
fn a_clock_that_jumped_before_a_restart_ends_no_search_for_what_was_accepted() {
    let mut before = Counter::canceling();
    before.cancelation_is(Ok(()));
    let accepted = before.till.ordered(&before.reference()).expect("kept").clone();
    let mut after = Counter::open();
    after.at += Duration::from_hours(26);
    let opened = Opened { intents: vec![accepted], tries: vec![] };
    after.tell(Event::Ledger(LedgerEvent::LedgerOpened(Ok(opened))));
    for seconds in [3, 4] {
        assert_eq!(after.pass_time(seconds), ["list contracts"]);
        assert!(after.contracts_show(None).is_empty(), "not shown yet");
    }
    after.pass_time(60);
    assert_eq!(after.contracts_show(Some(CancelationStatus::Canceled)), ["record granted"]);
    before.out.drain();
}

#[test]
fn a_lost_cancelation_is_looked_for_and_never_sent_again() {
    let mut counter = Counter::canceling();
    assert_eq!(counter.cancelation_is(Err(FaultKind::TimedOut)), ["record lost track"]);
    counter.step_is_on_disk();
    for seconds in [3, 4, 6] {
        assert_eq!(counter.pass_time(seconds), ["list contracts"]);
        assert!(counter.contracts_show(None).is_empty());
    }
    assert_eq!(counter.stage(), "Checking");
    counter.pass_time(60);
    assert_eq!(counter.contracts_show(Some(CancelationStatus::Canceled)), ["record granted"]);
    assert!(counter.stage().contains("pending: false"));
}

#[test]
fn a_refused_cancelation_is_refused_after_two_looks_and_found_if_it_was_a_lie() {
    let mut counter = Counter::canceling();
    counter.cancelation_is(Err(FaultKind::Conflict));
    counter.step_is_on_disk();
    counter.pass_time(3);
    assert!(counter.contracts_show(None).is_empty());
    counter.pass_time(4);
    assert_eq!(counter.contracts_show(None), ["record refused"]);
    assert_eq!(counter.stage(), "Refused");
    counter.step_is_on_disk();
    counter.pass_time(30);
    assert_eq!(counter.contracts_show(Some(CancelationStatus::Canceled)), ["record granted"]);
}

#[test]
fn a_refusal_that_was_a_lie_goes_to_staff_when_the_member_has_left() {
    let mut counter = Counter::canceling();
    counter.cancelation_is(Err(FaultKind::Conflict));
    counter.step_is_on_disk();
    for seconds in [3, 4] {
        counter.pass_time(seconds);
        counter.contracts_show(None);
    }
    counter.step_is_on_disk();
    let now = counter.now();
    counter.till.visitor_left(now, &mut counter.out);
    counter.pass_time(30);
    assert_eq!(counter.contracts_show(Some(CancelationStatus::Canceled)), ["record staff called"]);
}

#[test]
fn what_is_there_already_or_not_offered_any_more_is_not_sent() {
    for (status, why) in [
        (CancelationStatus::Canceled, "AlreadyThere"),
        (CancelationStatus::Other(Text::name("PAUSED")), "Impossible"),
    ] {
        let mut counter = Counter::open();
        counter.request(cancel(), None);
        counter.intent_is_on_disk();
        assert_eq!(counter.contracts_show(Some(status)), ["record abandoned"]);
        counter.step_is_on_disk();
        assert_eq!(counter.stage(), format!("GivenUp({why})"));
    }
    let mut counter = Counter::open();
    counter.request(withdraw(), None);
    counter.intent_is_on_disk();
    assert_eq!(counter.contracts_show(None), ["record abandoned"], "there is nothing to take back");
}

#[test]
fn a_withdrawal_is_done_when_the_cancelation_is_gone() {
    let mut counter = Counter::open();
    counter.request(withdraw(), None);
    counter.intent_is_on_disk();
    counter.contracts_show(Some(CancelationStatus::Canceled));
    assert_eq!(counter.step_is_on_disk(), ["withdraw cancelation"]);
    let answer = ContractsEvent::CancelationWithdrawn(Err(FaultKind::Cut.into()));
    counter.tell(Event::Contracts(counter.last.expect("asked"), answer));
    counter.pass_time(3);
    assert!(counter.contracts_show(Some(CancelationStatus::Canceled)).is_empty());
    counter.step_is_on_disk();
    counter.pass_time(4);
    assert_eq!(counter.contracts_show(None), ["record granted"]);
}

#[test]
fn nothing_is_asked_beside_a_request_about_the_same_contract_that_is_not_settled() {
    let mut counter = Counter::canceling();
    counter.cancelation_is(Ok(()));
    counter.step_is_on_disk();
    let now = counter.now();
    assert_eq!(counter.till.earlier(now, &withdraw().into()), Some(Earlier::Unsettled), "not shown yet");
    assert!(counter.request(cancel(), None).is_empty());
    assert_eq!(counter.till.earlier(now, &book().into()), None, "a module is another thing");
}

#[test]
fn a_module_is_bought_once_and_found_without_its_id() {
    let mut counter = Counter::open();
    counter.request(book(), None);
    assert_eq!(counter.intent_is_on_disk(), ["validate module"]);
    counter.module_is(ModuleVerdict::Purchasable);
    assert_eq!(counter.step_is_on_disk(), ["purchase module"]);
    let answer = ModulesEvent::ModulePurchased(Err(FaultKind::TimedOut.into()));
    counter.tell(Event::Modules(counter.last.expect("asked"), answer));
    counter.step_is_on_disk();
    counter.pass_time(3);
    assert_eq!(counter.module_is(ModuleVerdict::AlreadyPurchased), ["record granted"]);
    assert_eq!(counter.stage(), "Granted(Module { contract: None })");
}

#[test]
fn a_module_that_was_sold_without_an_id_is_booked_when_the_studio_shows_it() {
    let mut counter = Counter::open();
    counter.request(book(), None);
    counter.intent_is_on_disk();
    counter.module_is(ModuleVerdict::Purchasable);
    counter.step_is_on_disk();
    let answer = ModulesEvent::ModulePurchased(Ok(None));
    assert_eq!(counter.tell(Event::Modules(counter.last.expect("asked"), answer)), ["record lost track"]);
    counter.step_is_on_disk();
    assert_eq!(counter.pass_time(0), ["validate module"], "at once");
    assert!(counter.module_is(ModuleVerdict::Purchasable).is_empty(), "a success that did nothing");
    counter.pass_time(6);
    assert_eq!(counter.module_is(ModuleVerdict::AlreadyPurchased), ["record granted"]);
}

#[test]
fn the_id_of_a_module_contract_is_kept() {
    let mut counter = Counter::open();
    counter.request(book(), None);
    counter.intent_is_on_disk();
    counter.module_is(ModuleVerdict::Purchasable);
    counter.step_is_on_disk();
    let answer = ModulesEvent::ModulePurchased(Ok(Some(ModuleContractId(1001))));
    assert_eq!(counter.tell(Event::Modules(counter.last.expect("asked"), answer)), ["record granted"]);
    assert_eq!(counter.stage(), "Granted(Module { contract: Some(ModuleContractId(1001)) })");
}

#[test]
fn a_module_that_is_not_for_sale_any_more_is_not_ordered() {
    for verdict in [ModuleVerdict::NotOnline, ModuleVerdict::TrialNotBookable, ModuleVerdict::ContractInvalid]
    {
        let mut counter = Counter::open();
        counter.request(book(), None);
        counter.intent_is_on_disk();
        assert_eq!(counter.module_is(verdict), ["record abandoned"]);
    }
}

#[test]
fn a_voucher_of_unknown_fate_goes_to_staff_at_once() {
    for lost in [FaultKind::TimedOut, FaultKind::Garbage, FaultKind::Conflict] {
        let mut counter = Counter::redeeming();
        assert_eq!(counter.redeemed(Err(lost)), ["record lost track", "record staff called"]);
        assert_eq!(counter.stage(), "AtDesk");
        assert!(counter.pass_time(600).is_empty(), "there is nothing to look at");
    }
    let mut counter = Counter::redeeming();
    assert_eq!(counter.redeemed(Err(FaultKind::NotFound)), ["record lost track", "record refused"]);
}

#[test]
fn a_voucher_that_was_not_sent_is_sent_again_without_a_look() {
    let mut counter = Counter::redeeming();
    assert!(counter.redeemed(Err(FaultKind::Unreachable)).is_empty());
    assert_eq!(counter.pass_time(5), ["record not done", "record submitted"]);
    counter.step_is_on_disk();
    assert_eq!(counter.step_is_on_disk(), ["redeem voucher"]);
    assert_eq!(counter.redeemed(Ok(())), ["record granted"]);
    assert!(counter.stage().starts_with("Granted(Code"));
}

#[test]
fn what_went_to_staff_after_it_was_in_doubt_for_too_long_is_not_asked_beside() {
    let mut counter = Counter::canceling();
    counter.cancelation_is(Err(FaultKind::TimedOut));
    counter.step_is_on_disk();
    counter.at += Duration::from_hours(25);
    counter.pass_time(0);
    // The clock cannot be believed, so that it is not given to staff yet: it only needs them.
    let listed = ContractsEvent::ContractsListed(Ok([shown(None)].into()));
    let (now, listed) = (counter.now(), Event::Contracts(counter.last.expect("asked"), listed));
    counter.till.observe(now, false, &listed, &mut counter.out);
    counter.issued();
    assert_eq!(counter.stage(), "AtDesk");
    counter.pass_time(600);
    assert_eq!(counter.contracts_show(None), ["record staff called"]);
    counter.step_is_on_disk();
    let now = counter.now();
    counter.till.visitor_left(now, &mut counter.out);
    assert_eq!(counter.till.earlier(now, &cancel().into()), Some(Earlier::Unsettled));
}

#[test]
fn a_voucher_that_was_redeemed_here_is_known() {
    let mut counter = Counter::redeeming();
    counter.redeemed(Ok(()));
    let again = Request::Redeem(Redeem { voucher: VoucherHash::of(&voucher()) });
    assert_eq!(counter.till.earlier(counter.now(), &again.clone().into()), Some(Earlier::Bought));
    assert!(counter.request(again, None).is_empty(), "it is not asked for once more");
}

#[test]
fn a_module_that_was_booked_a_moment_ago_is_not_booked_beside_though_the_studio_does_not_show_it() {
    let mut counter = Counter::open();
    counter.request(book(), None);
    counter.intent_is_on_disk();
    counter.module_is(ModuleVerdict::Purchasable);
    counter.step_is_on_disk();
    let answer = ModulesEvent::ModulePurchased(Ok(Some(ModuleContractId(1001))));
    counter.tell(Event::Modules(counter.last.expect("asked"), answer));
    counter.step_is_on_disk();
    assert_eq!(counter.till.earlier(counter.now(), &book().into()), Some(Earlier::Bought));
    assert!(counter.request(book(), None).is_empty());
    counter.pass_time(601);
    assert_eq!(counter.till.earlier(counter.now(), &book().into()), None, "then the studio is believed");
}

#[test]
fn what_was_refused_and_asked_once_more_takes_nothing_of_that() {
    let mut counter = Counter::canceling();
    counter.cancelation_is(Err(FaultKind::NotFound));
    counter.step_is_on_disk();
    for seconds in [3, 4] {
        counter.pass_time(seconds);
        counter.contracts_show(None);
    }
    counter.step_is_on_disk();
    let refused = counter.reference();
    counter.request(cancel(), None);
    counter.intent_is_on_disk();
    counter.contracts_show(None);
    assert_eq!(counter.step_is_on_disk(), ["cancel contract"]);
    counter.cancelation_is(Ok(()));
    counter.step_is_on_disk();
    counter.pass_time(0);
    assert_eq!(counter.contracts_show(Some(CancelationStatus::Canceled)), ["record granted"]);
    counter.step_is_on_disk();
    assert_eq!(counter.pass_time(30), ["list contracts"], "the first is looked for all the same");
    assert!(counter.contracts_show(Some(CancelationStatus::Canceled)).is_empty());
    assert_eq!(counter.till.stage(&refused), Some(Stage::Refused));
}

#[test]
fn a_restart_asks_staff_about_a_voucher_and_looks_for_the_rest() {
    for (mut before, then) in [
        (Counter::redeeming(), &["record lost track", "record staff called"][..]),
        (Counter::canceling(), &["record lost track"][..]),
    ] {
        let submitted = before.till.ordered(&before.reference()).expect("kept").clone();
        let mut after = Counter::open();
        let opened = Opened { intents: vec![submitted], tries: vec![] };
        assert_eq!(after.tell(Event::Ledger(LedgerEvent::LedgerOpened(Ok(opened)))), then);
        before.out.drain();
    }
}

#[test]
fn wrong_tries_are_counted_for_a_day_whatever_happens_to_the_kiosk() {
    let mut counter = Counter::open();
    let (ada, nobody) = (Tried::Customer(CustomerId(2)), Tried::Nobody(TypedHash::of("1-2345 6")));
    for _ in 0..5 {
        assert!(counter.till.may_try(counter.now(), &ada, 5));
        let now = counter.now();
        counter.till.note_wrong_try(now, ada.clone(), &mut counter.out);
    }
    assert!(!counter.till.may_try(counter.now(), &ada, 5));
    assert!(counter.till.may_try(counter.now(), &nobody, 5));
    let tries: Vec<_> = counter
        .out
        .drain()
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Ledger(LedgerEffect::RecordTry(_, wrong)) => Some(wrong),
            _ => None,
        })
        .collect();
    let mut after = Counter::open();
    after.tell(Event::Ledger(LedgerEvent::LedgerOpened(Ok(Opened { intents: vec![], tries }))));
    assert!(!after.till.may_try(after.now(), &ada, 5), "a restart forgets nothing");
    after.at += Duration::from_hours(24);
    assert!(after.till.may_try(after.now(), &ada, 5), "tomorrow is another day");
}
