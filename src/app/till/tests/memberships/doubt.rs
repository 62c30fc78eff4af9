//! Memberships in doubt: found by what tells them, or for staff where nobody here can tell.

use super::*;

#[test]
fn a_signup_that_was_refused_is_for_staff_when_who_joins_leaves_before_it_was_looked_for_long_enough() {
    let mut counter = Counter::joining();
    counter.concluded(Err(FaultKind::Invalid));
    counter.pass_time(3);
    counter.search_brings(&[]);
    counter.pass_time(6);
    assert_eq!(counter.search_brings(&[]), ["unused", "record refused"]);
    let now = counter.now();
    counter.till.visitor_left(now, &mut counter.out);
    assert_eq!(counter.issued(), ["record staff called"]);
}

#[test]
fn one_of_two_new_contracts_is_for_staff_to_tell() {
    let mut counter = Counter::adding();
    counter.concluded(Ok(None));
    counter.pass_time(0);
    assert_eq!(counter.contracts_are(&[ours(1000), ours(1001), ours(1002)]), [""; 0]);
    counter.pass_time(25 * 3_600);
    assert_eq!(counter.contracts_are(&[ours(1000), ours(1001), ours(1002)]), ["record staff called"]);
}

#[test]
fn several_contracts_after_a_refusal_are_for_staff() {
    let mut counter = Counter::adding();
    counter.concluded(Err(FaultKind::Invalid));
    counter.pass_time(3);
    counter.contracts_are(&[ours(1000)]);
    counter.pass_time(6);
    assert_eq!(counter.contracts_are(&[ours(1000)]), ["record refused"]);
    counter.pass_time(10);
    assert_eq!(counter.contracts_are(&[ours(1000), ours(1001), ours(1002)]), ["record staff called"]);
}

#[test]
fn a_new_contract_with_another_first_day_or_rate_is_neither_taken_nor_a_reason_to_say_not_concluded() {
    for other in [contract(3, Some(date(1970, 3, 1)), "FLEX"), contract(3, Some(date(1970, 2, 1)), "OTHER")] {
        let mut counter = Counter::adding();
        assert_eq!(counter.concluded(Err(FaultKind::Invalid)), ["record lost track"]);
        counter.step_is_on_disk();
        for seconds in [3, 6, 12, 24] {
            counter.pass_time(seconds);
            assert_eq!(counter.contracts_are(&[ours(1000), other.clone()]), [""; 0], "nobody can tell");
        }
        counter.pass_time(25 * 3_600);
        assert_eq!(counter.contracts_are(&[ours(1000), other.clone()]), ["record staff called"]);

        let mut counter = Counter::adding();
        counter.concluded(Ok(None));
        counter.step_is_on_disk();
        counter.pass_time(0);
        assert_eq!(counter.contracts_are(&[ours(1000), other]), ["record granted"], "it was accepted");
        assert!(counter.stage().contains("ContractId(3)"), "{}", counter.stage());
    }
}

#[test]
fn a_switch_that_changes_the_contract_in_place_is_found_and_one_that_does_not_is_refused() {
    let switched = Contract { name: Text::name("Flex"), ..basic() };
    for answer in [Ok(None), Err(FaultKind::Invalid), Err(FaultKind::Cut)] {
        let mut counter = Counter::switching();
        counter.concluded(answer);
        counter.step_is_on_disk();
        counter.pass_time(3);
        assert_eq!(counter.contracts_are(&[switched.clone(), ours(999)]), ["record granted"]);
        assert!(counter.stage().contains("ContractId(1000)"), "{}", counter.stage());
    }
    let mut counter = Counter::switching();
    counter.concluded(Err(FaultKind::Invalid));
    counter.step_is_on_disk();
    counter.pass_time(3);
    counter.contracts_are(&[basic(), ours(999)]);
    counter.pass_time(6);
    assert_eq!(counter.contracts_are(&[basic(), ours(999)]), ["record refused"]);
    let mut counter = Counter::switching();
    counter.concluded(Err(FaultKind::Invalid));
    counter.step_is_on_disk();
    for seconds in [3, 6, 12] {
        let renamed = Contract { name: Text::name("Basic 2"), ..basic() };
        counter.pass_time(seconds);
        assert_eq!(counter.contracts_are(&[renamed, ours(999)]), [""; 0], "nobody can tell");
    }
}

#[test]
fn a_record_that_carries_the_reference_is_who_joined_also_where_it_was_there_before() {
    let mut counter = Counter::joining();
    counter.concluded(Err(FaultKind::Invalid));
    counter.step_is_on_disk();
    assert_eq!(counter.pass_time(3), ["search applicant"], "a refusal may be a lie");
    let own = counter.reference().to_string();
    assert_eq!(counter.search_brings(&[(60, Some(own.as_str()))]), ["record granted"], "a member by now");
}

#[test]
fn what_was_over_long_before_is_not_what_was_just_concluded() {
    let over = Contract { status: ContractStatus::Inactive, ..contract(9, Some(date(1969, 6, 1)), "TRIAL") };
    let old = contract(8, Some(date(1960, 1, 1)), "TRIAL");
    let mut counter = Counter::joining();
    counter.concluded(Ok(Some(NEW)));
    counter.step_is_on_disk();
    counter.pass_time(0);
    assert_eq!(counter.contracts_are(&[over.clone(), old.clone()]), [""; 0], "it is not shown yet");
    counter.pass_time(6);
    let moved = contract(10, Some(date(1970, 3, 1)), "OTHER");
    assert_eq!(counter.contracts_are(&[over, moved, old]), ["record granted"]);
    assert!(counter.stage().contains("ContractId(10)"), "{}", counter.stage());
}
