//! What a trace tells.

use jiff::civil::date;

use super::*;
use crate::domain::contract::{Cancelation, CancelationOrigin, ContractStatus};
use crate::domain::frequency::FrequencyId;
use crate::domain::module::ModuleId;

const TARGET: Target = Target { contract: ContractId(1000), module: None };
const OF_MODULE: Target = Target { contract: ContractId(1000), module: Some(ModuleContractId(5)) };

fn cancel(target: Target) -> Request {
    let (member, name) = (CustomerId(2), Text::name("Premium"));
    Request::Cancel(Cancel { member, target, name, date: date(2027, 3, 31), reason: ReasonId(7) })
}

fn withdraw(target: Target) -> Request {
    Request::Withdraw(Withdraw { member: CustomerId(2), target, name: Text::name("Premium") })
}

fn book(module: u64) -> Request {
    let order = ModuleOrder {
        contract: ContractId(1000),
        module: ModuleId(module),
        frequency: FrequencyId(1),
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

fn cancelation(status: CancelationStatus, day: Option<Date>) -> Cancelation {
    Cancelation { status, date: day, reason: None, origin: Some(CancelationOrigin::Customer) }
}

fn contract(cancelation: Option<Cancelation>) -> Contract {
    Contract {
        id: ContractId(1000),
        name: Text::name("Premium"),
        start: None,
        end: None,
        status: ContractStatus::Active,
        price: None,
        notice: None,
        cancelation,
        cancel_by: None,
        cancelation_dates: vec![date(2027, 3, 31)],
        rates: vec![],
    }
}

fn module(cancelation: Option<Cancelation>, can_be_withdrawn: bool) -> ModuleContract {
    ModuleContract {
        name: Text::name("Sauna"),
        price: None,
        start: None,
        end: None,
        cancelation,
        cancel_by: None,
        can_be_withdrawn,
        trial: None,
        cancelation_dates: vec![date(2027, 3, 31)],
    }
}

fn recorded(pending: bool, day: Option<Date>) -> Trace {
    Trace::Present(Grant::Recorded { record: Some(Record { pending, date: day }) })
}

#[test]
fn a_cancelation_is_what_the_studio_shows_of_it() {
    use CancelationStatus::{Canceled, Other, PendingVerification, PendingWithdrawal};
    let day = Some(date(2027, 4, 30));
    let traced = |shown| cancel(TARGET).trace(Evidence::Contracts(&[contract(shown)]), &[]);
    assert_eq!(traced(None), Trace::Absent);
    assert_eq!(traced(Some(cancelation(PendingVerification, day))), recorded(true, day));
    assert_eq!(traced(Some(cancelation(Canceled, day))), recorded(false, day), "the day is the studio's");
    assert_eq!(
        traced(Some(cancelation(PendingWithdrawal, day))),
        Trace::Unclear,
        "in effect, or only requested"
    );
    assert_eq!(traced(Some(cancelation(Other("PAUSED".into()), None))), Trace::Unclear);
    assert_eq!(
        cancel(TARGET).trace(Evidence::Contracts(&[]), &[]),
        Trace::Impossible,
        "the contract is gone"
    );
    let without = Contract { cancelation_dates: vec![], ..contract(None) };
    assert_eq!(
        cancel(TARGET).trace(Evidence::Contracts(&[without]), &[]),
        Trace::Impossible,
        "the day is gone"
    );
}

#[test]
fn a_withdrawal_is_done_when_nothing_is_left_to_withdraw() {
    use CancelationStatus::{Canceled, PendingVerification, PendingWithdrawal};
    let traced = |shown| withdraw(TARGET).trace(Evidence::Contracts(&[contract(shown)]), &[]);
    assert_eq!(traced(Some(cancelation(Canceled, None))), Trace::Absent);
    assert_eq!(traced(Some(cancelation(PendingVerification, None))), Trace::Absent);
    assert_eq!(traced(Some(cancelation(PendingWithdrawal, None))), recorded(true, None));
    assert_eq!(traced(None), recorded(false, None));
    let by_studio = Cancelation { origin: Some(CancelationOrigin::Studio), ..cancelation(Canceled, None) };
    assert_eq!(traced(Some(by_studio)), Trace::Impossible, "not theirs to take back");
}

#[test]
fn a_module_is_told_by_its_own_contract() {
    let canceled = Some(cancelation(CancelationStatus::Canceled, None));
    let (running, ended) = (module(None, false), module(canceled, false));
    assert_eq!(cancel(OF_MODULE).trace(Evidence::Module(&running), &[]), Trace::Absent);
    assert_eq!(cancel(OF_MODULE).trace(Evidence::Module(&ended), &[]), recorded(false, None));
    assert_eq!(withdraw(OF_MODULE).trace(Evidence::Module(&ended), &[]), Trace::Impossible);
    let withdrawable = ModuleContract { can_be_withdrawn: true, ..ended };
    assert_eq!(withdraw(OF_MODULE).trace(Evidence::Module(&withdrawable), &[]), Trace::Absent);
    assert_eq!(
        cancel(TARGET).trace(Evidence::Module(&running), &[]),
        Trace::Impossible,
        "of another contract"
    );
}

#[test]
fn a_module_is_bought_when_it_cannot_be_bought_once_more() {
    let traced = |verdict| book(203).trace(Evidence::Verdict(&verdict), &[]);
    assert_eq!(traced(ModuleVerdict::Purchasable), Trace::Absent);
    let bought = Trace::Present(Grant::Module { contract: None });
    assert_eq!(traced(ModuleVerdict::AlreadyPurchased), bought);
    assert_eq!(traced(ModuleVerdict::NotOnline), Trace::Impossible);
    assert_eq!(traced(ModuleVerdict::Other("LATER".into())), Trace::Unclear);
}

#[test]
fn the_end_of_a_contract_and_taking_it_back_are_about_the_same() {
    assert!(cancel(TARGET).is_twin_of(&withdraw(TARGET)));
    assert!(!cancel(TARGET).is_twin_of(&cancel(OF_MODULE)));
    assert!(!cancel(TARGET).is_twin_of(&book(203)));
    assert!(book(203).is_twin_of(&book(203)) && !book(203).is_twin_of(&book(204)));
    let redeem = |code: &str| {
        Request::Redeem(Redeem { voucher: VoucherHash::of(&Voucher::new(code).expect("a code")) })
    };
    assert!(redeem("chvb1-yl29").is_twin_of(&redeem("CHVB1-YL29")));
    assert!(!redeem("CHVB1-YL29").is_twin_of(&redeem("CHVB1-YL30")));
    assert!(!redeem("CHVB1-YL29").is_twin_of(&cancel(TARGET)));
}

#[test]
fn what_is_written_is_read_back() {
    let all = [cancel(TARGET), withdraw(OF_MODULE), book(203)];
    for request in all {
        let json = serde_json::to_string(&request).expect("JSON");
        assert_eq!(serde_json::from_str::<Request>(&json).expect("read"), request, "{json}");
    }
    for grant in [
        Grant::Recorded { record: None },
        Grant::Recorded { record: Some(Record { pending: true, date: Some(date(2027, 3, 31)) }) },
        Grant::Module { contract: Some(ModuleContractId(1001)) },
    ] {
        let json = serde_json::to_string(&grant).expect("JSON");
        assert_eq!(serde_json::from_str::<Grant>(&json).expect("read"), grant, "{json}");
    }
}
