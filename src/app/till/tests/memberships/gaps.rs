//! The studio's server is away between two steps on the phone.

use super::*;

#[test]
fn what_was_done_on_the_phone_is_not_thrown_away_for_a_gap_before_the_next_step() {
    let mut counter = Counter::open();
    counter.join("29.90", true);
    counter.intent_is_on_disk();
    counter.phone_signs();
    for _ in 0..11 {
        assert_eq!(counter.session_fails_with(FaultKind::Unreachable), [""; 0]);
        assert_eq!(counter.pass_time(2), ["open session for payments to come"]);
    }
    counter.session_of(Some("payer"));
    assert_eq!(counter.step_is_on_disk(), ["show page"]);
    counter.phone_gives(1, "for later");
    let limited = FaultKind::RateLimited(Duration::from_secs(20));
    assert_eq!(counter.session_fails_with(limited), [""; 0]);
    assert_eq!(counter.pass_time(19), [""; 0], "it asks to wait");
    assert_eq!(counter.pass_time(1), ["open session"]);
    for _ in 0..10 {
        counter.session_fails_with(FaultKind::Unreachable);
        counter.pass_time(2);
    }
    assert!(
        counter.session_fails_with(FaultKind::Unreachable).contains(&"record abandoned"),
        "but not for ever"
    );

    let mut counter = Counter::open();
    counter.join("29.90", false);
    counter.intent_is_on_disk();
    for _ in 0..2 {
        counter.session_fails_with(FaultKind::Unreachable);
        counter.pass_time(2);
    }
    assert_eq!(
        counter.session_fails_with(FaultKind::Unreachable),
        ["record abandoned"],
        "nothing was done yet"
    );
}
