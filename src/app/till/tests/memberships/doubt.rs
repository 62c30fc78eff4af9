//! Memberships of which nobody here can tell: those are for staff.

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
