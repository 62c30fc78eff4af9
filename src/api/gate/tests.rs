use std::time::Duration;

use super::budget::RESERVE;
use super::rate::PER_MINUTE_HARD_MAX;
use super::*;

const INFORMATION: &str = "GET /v1/studios/information";
const UTILIZATION: &str = "GET /v1/studios/utilization";
const PREVIEW: &str = "POST /v1/online-offers/purchase/preview";
const PURCHASE: &str = "POST /v1/online-offers/purchase";
const PURCHASED: &str = "GET /v1/online-offers/{id}/purchased/{id}";
const LEAD: &str = "POST /v1/leads/create";

const HELD_BACK: Result<(), FaultKind> = Err(FaultKind::HeldBack);

fn at(seconds: u64) -> Moment {
    Moment::after_start(Duration::from_secs(seconds))
}

fn gate() -> Gate {
    Gate::new(&Limits::default())
}

/// Three tries in a row of an operation end at a moment with a fault.
fn fail(gate: &mut Gate, now: Moment, route: &str, kind: &FaultKind) -> Option<BreakerTurn> {
    (0..breaker::FAILURES_MAX).filter_map(|_| gate.learn(now, now, route, Some(kind))).last()
}

#[test]
fn a_limited_endpoint_is_left_alone_until_its_time_is_over() {
    let mut gate = gate();
    let limit = |seconds| FaultKind::RateLimited(Duration::from_secs(seconds));
    gate.learn(at(10), at(10), PURCHASED, Some(&limit(60)));
    for manner in [Manner::Read, Manner::Look, Manner::Write, Manner::Purchase] {
        assert_eq!(gate.admit(at(45), PURCHASED, manner, false), Err(limit(25)), "{manner:?}");
    }
    assert_eq!(gate.admit(at(45), PURCHASE, Manner::Purchase, false), Ok(()), "another endpoint");
    gate.learn(at(45), at(46), PURCHASED, Some(&limit(1)));
    assert_eq!(gate.admit(at(60), PURCHASED, Manner::Look, false), Err(limit(10)), "the longer one holds");
    assert_eq!(gate.admit(at(70), PURCHASED, Manner::Look, false), Ok(()));
}

#[test]
fn a_group_that_does_not_answer_is_held_back_and_the_others_are_not() {
    let mut gate = gate();
    let turn = fail(&mut gate, at(1), UTILIZATION, &FaultKind::TimedOut);
    assert_eq!(turn, Some(BreakerTurn::Opened(Group::Studio)));
    assert_eq!(gate.admit(at(1), INFORMATION, Manner::Read, false), HELD_BACK);
    assert_eq!(gate.admit(at(1), PREVIEW, Manner::Read, false), Ok(()));
    assert_eq!(gate.admit(at(1), LEAD, Manner::Write, false), Ok(()));
    assert_eq!(gate.admit(at(2), INFORMATION, Manner::Read, false), Ok(()), "the probe");
    assert_eq!(gate.admit(at(2), UTILIZATION, Manner::Read, false), HELD_BACK);
    assert_eq!(gate.learn(at(2), at(3), INFORMATION, None), Some(BreakerTurn::Closed(Group::Studio)));
    assert_eq!(gate.admit(at(3), UTILIZATION, Manner::Read, false), Ok(()));
}

#[test]
fn what_is_about_money_passes_an_open_breaker() {
    let mut gate = gate();
    fail(&mut gate, at(1), PURCHASE, &FaultKind::TimedOut);
    assert_eq!(gate.admit(at(1), PREVIEW, Manner::Read, false), HELD_BACK, "no further order begins");
    for _ in 0..20 {
        assert_eq!(gate.admit(at(1), PURCHASE, Manner::Purchase, false), Ok(()));
        assert_eq!(gate.admit(at(1), PURCHASED, Manner::Look, false), Ok(()));
        assert_eq!(gate.learn(at(1), at(1), PURCHASED, Some(&FaultKind::TimedOut)), None);
    }
    assert_eq!(gate.admit(at(2), PREVIEW, Manner::Read, false), Ok(()), "their failures do not lengthen it");
    assert_eq!(gate.admit(at(2), PURCHASED, Manner::Look, false), Ok(()), "also beside a probe");
    assert_eq!(gate.learn(at(2), at(2), PURCHASED, None), Some(BreakerTurn::Closed(Group::Purchase)));
}

#[test]
fn a_write_that_moves_no_money_is_held_back_instead_of_being_lost() {
    let mut gate = gate();
    fail(&mut gate, at(1), LEAD, &FaultKind::Unreachable);
    assert_eq!(gate.admit(at(1), LEAD, Manner::Write, false), HELD_BACK);
    assert_eq!(gate.admit(at(2), LEAD, Manner::Write, false), Ok(()), "the press after the pause");
}

#[test]
fn what_was_answered_opens_no_breaker() {
    for kind in [
        FaultKind::Invalid,
        FaultKind::KeyRefused,
        FaultKind::NotFound,
        FaultKind::RateLimited(Duration::from_secs(1)),
        FaultKind::Broken(500),
        FaultKind::Unexpected(302),
        FaultKind::Garbage,
        FaultKind::TooLarge,
    ] {
        assert_eq!(fail(&mut gate(), at(1), PREVIEW, &kind), None, "{kind:?}");
    }
    for kind in [
        FaultKind::Unreachable,
        FaultKind::TimedOut,
        FaultKind::Cut,
        FaultKind::Busy,
        FaultKind::Broken(502),
        FaultKind::Broken(504),
    ] {
        let turn = fail(&mut gate(), at(1), PREVIEW, &kind);
        assert_eq!(turn, Some(BreakerTurn::Opened(Group::Purchase)), "{kind:?}");
    }
}

#[test]
fn repeats_are_a_tenth_of_the_first_tries_when_everything_fails() {
    let mut gate = gate();
    let (mut first_tries, mut repeats) = (0, 0);
    for minute in 0..1_000 {
        for (route, manner) in
            [(INFORMATION, Manner::Read), (PREVIEW, Manner::Read), (PURCHASED, Manner::Look)]
        {
            // No end of a call is learned from, so no breaker opens: the budget alone holds.
            assert_eq!(gate.admit(at(minute * 60), route, manner, false), Ok(()));
            first_tries += 1;
            for _ in 0..2 {
                repeats += u32::from(gate.admit(at(minute * 60), route, manner, true).is_ok());
            }
        }
        assert!(repeats <= first_tries / 10 + RESERVE, "{repeats} repeats of {first_tries}");
    }
    assert!(repeats >= first_tries / 10, "{repeats} repeats of {first_tries}");
}

#[test]
fn writes_earn_no_repeats() {
    let mut gate = gate();
    while gate.admit(at(0), PURCHASED, Manner::Look, true).is_ok() {}
    for _ in 0..100 {
        assert_eq!(gate.admit(at(0), PURCHASE, Manner::Purchase, false), Ok(()));
        assert_eq!(gate.admit(at(0), LEAD, Manner::Write, false), Ok(()));
    }
    assert_eq!(gate.admit(at(0), PURCHASED, Manner::Look, true), HELD_BACK);
}

#[test]
fn the_own_limit_is_counted_for_each_operation_and_spares_money() {
    let mut gate = gate();
    for _ in 0..PER_MINUTE_MAX {
        assert_eq!(gate.admit(at(5), INFORMATION, Manner::Read, false), Ok(()));
        assert_eq!(gate.admit(at(5), PURCHASE, Manner::Purchase, false), Ok(()));
        assert_eq!(gate.admit(at(5), PURCHASED, Manner::Look, false), Ok(()));
    }
    assert_eq!(gate.admit(at(64), INFORMATION, Manner::Read, false), HELD_BACK);
    assert_eq!(gate.admit(at(64), UTILIZATION, Manner::Read, false), Ok(()));
    for (route, manner) in [(PURCHASE, Manner::Purchase), (PURCHASED, Manner::Look)] {
        for _ in PER_MINUTE_MAX..PER_MINUTE_HARD_MAX {
            assert_eq!(gate.admit(at(64), route, manner, false), Ok(()));
        }
        assert_eq!(gate.admit(at(64), route, manner, false), HELD_BACK, "a thousand are never reached");
    }
    assert_eq!(gate.admit(at(66), INFORMATION, Manner::Read, false), Ok(()));
}

#[test]
fn a_call_that_is_refused_is_no_probe_and_costs_nothing() {
    let mut gate = gate();
    for _ in 0..PER_MINUTE_MAX {
        assert_eq!(gate.admit(at(1), INFORMATION, Manner::Read, false), Ok(()));
    }
    fail(&mut gate, at(1), INFORMATION, &FaultKind::Cut);
    for _ in 0..1_000 {
        assert_eq!(gate.admit(at(2), INFORMATION, Manner::Read, false), HELD_BACK, "over the limit");
    }
    assert_eq!(gate.admit(at(2), UTILIZATION, Manner::Read, false), Ok(()), "the probe was not wasted");
    for _ in 0..PER_MINUTE_MAX {
        assert_eq!(gate.admit(at(2), UTILIZATION, Manner::Read, false), HELD_BACK, "it is out");
    }
    gate.learn(at(2), at(3), UTILIZATION, None);
    assert_eq!(
        gate.admit(at(3), UTILIZATION, Manner::Read, false),
        Ok(()),
        "what was refused is not counted"
    );
}

#[test]
fn every_operation_in_use_has_its_group() {
    for (route, group) in [
        ("HEAD /v1/studios/information", Group::Studio),
        (UTILIZATION, Group::Studio),
        ("GET /v1/customers/by", Group::Customers),
        ("POST /v1/customers/search", Group::Customers),
        ("GET /v1/leads/config", Group::Leads),
        ("POST /v1/leads/validate", Group::Leads),
        (LEAD, Group::Leads),
        ("GET /v1/online-offers/purchasable", Group::Offers),
        ("GET /v1/online-offers/purchasable/{id}", Group::Offers),
        (PREVIEW, Group::Purchase),
        (PURCHASE, Group::Purchase),
        (PURCHASED, Group::Purchase),
        ("GET /v1/online-offers/{id}/purchased", Group::Purchase),
        ("POST /v1/payments/user-session", Group::Payments),
        ("GET /v1/customers/{id}/access-code", Group::Customers),
        ("GET /v1/memberships/{id}/self-service/contract-data", Group::Contracts),
        ("GET /v1/memberships/self-service/contract-cancelation-reasons", Group::Contracts),
        ("POST /v1/memberships/{id}/self-service/ordinary-contract-cancelation", Group::Contracts),
        (
            "POST /v1/memberships/{id}/self-service/withdraw-ordinary-contract-cancelation/{id}",
            Group::Contracts,
        ),
        ("GET /v1/memberships/self-service/additional-modules", Group::Modules),
        ("POST /v1/memberships/{id}/self-service/additional-modules/purchase", Group::Modules),
        ("GET /v1/memberships/{id}/self-service/additional-module-contracts/{id}", Group::Modules),
        ("POST /v1/checkin-vouchers/redeem", Group::Vouchers),
        ("GET /v1/memberships/membership-offers", Group::Memberships),
        ("GET /v1/memberships/membership-offers/{id}", Group::Memberships),
        ("POST /v1/memberships/signup", Group::Memberships),
        ("POST /v1/memberships/signup/preview", Group::Memberships),
        ("POST /v1/memberships/customers/{id}/add-membership", Group::Memberships),
        ("POST /v1/memberships/customers/{id}/add-membership/preview", Group::Memberships),
        ("GET /v1/memberships/{id}/membership-switch/configs", Group::Memberships),
        ("GET /v1/memberships/{id}/membership-switch/configs/{id}", Group::Memberships),
        ("POST /v1/memberships/{id}/membership-switch", Group::Memberships),
        ("POST /v1/memberships/{id}/membership-switch/preview", Group::Memberships),
        ("GET /", Group::Others),
    ] {
        assert_eq!(Group::of(route), group, "{route}");
    }
}
