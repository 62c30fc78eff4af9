//! The till alone, told event by event what the world answers.

mod claims;
mod counter;
mod memberships;
mod phone;
mod requests;

use std::time::Duration;

use super::*;
use crate::app::msg::Opened;
use crate::domain::fault::FaultKind;
use crate::domain::pass::{PurchaseId, Receipt};
use counter::{Counter, receipt};

#[test]
fn everything_is_on_disk_before_what_depends_on_it() {
    let mut counter = Counter::open();
    assert_eq!(counter.order("20"), ["record intent"]);
    assert_eq!(counter.intent_is_on_disk(), ["open session"]);
    assert_eq!(counter.session_opens(), ["record payment awaited"]);
    assert_eq!(counter.step_is_on_disk(), ["show page"]);
    assert_eq!(counter.phone_pays(1), ["record authorised"]);
    assert_eq!(counter.step_is_on_disk(), ["accepted", "list purchased"]);
    assert_eq!(counter.list_says(&[4]), ["record submitted"]);
    assert_eq!(counter.step_is_on_disk(), ["purchase"]);
    assert_eq!(counter.server_says(Ok(receipt())), ["record completed", "hide page"]);
    assert!(counter.stage().starts_with("Bought"), "{}", counter.stage());
}

#[test]
fn a_free_pass_needs_no_session_and_no_phone() {
    let mut counter = Counter::open();
    counter.order("0");
    assert_eq!(counter.intent_is_on_disk(), ["list purchased"]);
    assert_eq!(counter.list_says(&[]), ["record submitted"]);
    assert_eq!(counter.step_is_on_disk(), ["purchase"]);
}

#[test]
fn a_disk_that_refuses_the_submission_keeps_the_call_from_leaving() {
    let mut counter = Counter::open();
    counter.order("0");
    counter.intent_is_on_disk();
    counter.list_says(&[]);
    assert!(!counter.disk_refuses().contains(&"purchase"));
    assert_eq!(counter.stage(), "NotRecorded");
    assert_eq!(counter.till.ledger(), LedgerState::Closed(LedgerFault::Full));
    assert!(counter.order("0").is_empty(), "nothing is sold without a ledger");
}

#[test]
fn a_lost_answer_is_looked_for_and_never_sent_again() {
    let mut counter = Counter::submitted();
    assert_eq!(counter.server_says(Err(FaultKind::TimedOut)), ["record lost track", "hide page"]);
    assert_eq!(counter.stage(), "Checking");
    assert_eq!(counter.pass_time(3), ["list purchased"]);
    assert_eq!(counter.list_says(&[4]), Vec::<&str>::new());
    assert_eq!(counter.pass_time(4), ["list purchased"]);
    assert_eq!(counter.list_says(&[4, 5]), ["record completed"]);
    assert!(counter.stage().starts_with("Bought"));
}

#[test]
fn a_refusal_is_believed_only_after_two_looks_found_nothing() {
    let mut counter = Counter::submitted();
    counter.server_says(Err(FaultKind::Conflict));
    assert_eq!(counter.stage(), "Checking");
    counter.pass_time(3);
    assert!(counter.list_says(&[4]).is_empty());
    counter.pass_time(4);
    assert_eq!(counter.list_says(&[4]), ["unused", "record refused"]);
    assert_eq!(counter.stage(), "Refused");
}

#[test]
fn what_was_provably_not_sent_is_sent_again_twice_at_most() {
    let mut counter = Counter::submitted();
    for _ in 0..2 {
        assert_eq!(counter.server_says(Err(FaultKind::Unreachable)), Vec::<&str>::new());
        assert_eq!(counter.pass_time(4), ["list purchased"]);
        assert_eq!(counter.list_says(&[4]), ["record not done", "record submitted"]);
        assert_eq!(counter.step_is_on_disk(), Vec::<&str>::new());
        assert_eq!(counter.step_is_on_disk(), ["purchase"]);
    }
    let last = counter.server_says(Err(FaultKind::Unreachable));
    assert_eq!(last, ["record not done", "unused", "hide page", "record abandoned"]);
}

#[test]
fn what_was_not_done_but_is_there_all_the_same_is_not_sent_again() {
    let mut counter = Counter::submitted();
    counter.server_says(Err(FaultKind::RateLimited(Duration::from_secs(3))));
    assert!(counter.pass_time(9).is_empty(), "what was done all the same has time to show");
    assert_eq!(counter.pass_time(2), ["list purchased"]);
    assert_eq!(counter.list_says(&[4, 5]), ["record completed", "hide page"]);
    assert!(counter.stage().starts_with("Bought"));
}

#[test]
fn a_minute_of_429_is_waited_for_while_the_token_lives() {
    let mut counter = Counter::submitted();
    counter.server_says(Err(FaultKind::RateLimited(Duration::from_mins(1))));
    assert!(counter.pass_time(50).is_empty());
    assert_eq!(counter.pass_time(11), ["list purchased"]);
    let mut late = Counter::submitted();
    let answer = late.server_says(Err(FaultKind::RateLimited(Duration::from_mins(11))));
    assert_eq!(answer, ["record lost track", "hide page"], "the token would be dead by then");
    late.pass_time(3);
    late.list_says(&[4]);
    late.pass_time(4);
    assert_eq!(
        late.list_says(&[4]),
        ["unused", "record refused"],
        "nobody was charged, and two looks say so"
    );
}

#[test]
fn a_refusal_that_was_a_lie_is_found_late() {
    for visitor_left in [false, true] {
        let mut counter = Counter::submitted();
        counter.server_says(Err(FaultKind::Conflict));
        for seconds in [3, 4, 6] {
            counter.pass_time(seconds);
            counter.list_says(&[4]);
        }
        assert_eq!(counter.stage(), "Refused");
        if visitor_left {
            counter.till.visitor_left(counter.now(), &mut counter.out);
        }
        counter.pass_time(25);
        // Once they have left, the desk may have sold it to them: only staff can tell.
        let expected: &[_] =
            if visitor_left { &["record staff called"] } else { &["accepted", "record completed"] };
        assert_eq!(counter.list_says(&[4, 5]), expected);
    }
}

#[test]
fn a_second_order_that_comes_upon_the_first_ones_result_is_not_sent() {
    let mut counter = Counter::refused();
    let first = counter.reference();
    counter.order_again();
    assert_eq!(
        counter.list_says(&[4, 5]),
        ["accepted", "record completed", "unused", "hide page", "record abandoned"]
    );
    assert_eq!(counter.till.twin(&counter.reference()), Some(&first));
}

#[test]
fn nothing_is_ordered_beside_an_order_of_the_same_thing_that_is_unknown() {
    let mut counter = Counter::submitted();
    counter.server_says(Err(FaultKind::TimedOut));
    counter.till.visitor_left(counter.now(), &mut counter.out);
    assert!(counter.order("20").is_empty());
    assert_eq!(counter.reference, None);
}

#[test]
fn the_same_thing_bought_a_moment_ago_is_remembered_for_ten_minutes() {
    let mut counter = Counter::submitted();
    counter.server_says(Ok(receipt()));
    let order = counter.till.ordered(&counter.reference()).expect("kept").order.clone();
    counter.step_is_on_disk();
    counter.till.visitor_left(counter.now(), &mut counter.out);
    assert_eq!(counter.till.earlier(counter.now(), &order), Some(Earlier::Bought));
    counter.pass_time(601);
    assert_eq!(counter.till.earlier(counter.now(), &order), None);
}

#[test]
fn a_token_for_an_older_session_or_nobody_is_too_late() {
    let mut counter = Counter::open();
    counter.order("20");
    counter.intent_is_on_disk();
    counter.session_opens();
    counter.step_is_on_disk();
    assert_eq!(counter.pass_time(601), ["hide page"]);
    assert_eq!(counter.phone_pays(1), ["too late"]);
    let reference = counter.reference();
    let now = counter.now();
    counter.till.renew(now, &reference, &mut counter.out);
    assert_eq!(counter.issued(), ["open session"]);
    counter.session_opens();
    counter.step_is_on_disk();
    assert_eq!(counter.phone_pays(1), ["too late"]);
    assert_eq!(counter.phone_pays(2), ["record authorised"]);
    assert!(counter.phone_pays(2).is_empty(), "the same token delivered twice is answered once");
}

#[test]
fn leaving_gives_up_what_was_not_submitted_and_keeps_what_was() {
    let mut counter = Counter::open();
    counter.order("20");
    counter.intent_is_on_disk();
    counter.session_opens();
    counter.step_is_on_disk();
    counter.till.visitor_left(counter.now(), &mut counter.out);
    assert_eq!(counter.issued(), ["hide page", "record abandoned"]);
    counter.step_is_on_disk();
    assert_eq!(counter.stage(), "gone");

    let mut sent = Counter::submitted();
    sent.till.visitor_left(sent.now(), &mut sent.out);
    assert!(sent.issued().is_empty());
    assert!(sent.server_says(Ok(receipt())).contains(&"record completed"));
}

#[test]
fn cancelling_while_the_disk_is_busy_takes_effect_on_its_answer() {
    let mut counter = Counter::open();
    counter.order("20");
    let reference = counter.reference();
    counter.till.cancel(counter.now(), &reference, &mut counter.out);
    assert!(counter.issued().is_empty());
    assert_eq!(counter.intent_is_on_disk(), ["record abandoned"]);
}

#[test]
fn a_restart_gives_up_or_looks() {
    let counter = Counter::submitted();
    let submitted = counter.till.ordered(&counter.reference()).expect("kept").clone();
    let mut after = Counter::open();
    after.reference = Some(submitted.reference.clone());
    assert_eq!(
        after.tell(Event::Ledger(LedgerEvent::LedgerOpened(Ok(Opened {
            intents: vec![submitted],
            tries: vec![]
        })))),
        ["record lost track"]
    );
    assert_eq!(after.pass_time(3), ["list purchased"]);
    after.step_is_on_disk();
    assert_eq!(after.list_says(&[4, 5]), ["record completed"]);
    after.step_is_on_disk();
    assert_eq!(after.stage(), "gone", "nobody watches, and it is written");
}

#[test]
fn several_new_purchases_and_a_day_without_any_are_for_staff() {
    let mut several = Counter::submitted();
    several.server_says(Err(FaultKind::Cut));
    several.pass_time(3);
    assert_eq!(several.list_says(&[4, 5, 6]), ["record staff called"]);

    let mut nothing = Counter::submitted();
    nothing.server_says(Err(FaultKind::Cut));
    nothing.pass_time(24 * 3_600);
    assert_eq!(nothing.list_says(&[4]), ["record staff called"]);
    assert_eq!(nothing.stage(), "AtDesk");
}

#[test]
fn what_happened_is_written_as_soon_as_the_disk_lets_it() {
    let mut counter = Counter::submitted();
    counter.server_says(Ok(receipt()));
    counter.disk_refuses();
    assert!(counter.stage().starts_with("Bought"), "the visitor gets the pass all the same");
    assert_eq!(counter.pass_time(11), ["record completed"]);
    counter.step_is_on_disk();
    counter.till.visitor_left(counter.now(), &mut counter.out);
    assert_eq!(counter.stage(), "gone");
}

#[test]
fn a_code_that_comes_later_is_looked_for() {
    let mut counter = Counter::submitted();
    counter.server_says(Ok(Receipt { purchase: PurchaseId(5), code: None }));
    assert!(counter.stage().contains("code: None"));
    counter.pass_time(3);
    assert_eq!(counter.list_says(&[4, 5]), ["record completed"]);
    assert!(!counter.stage().contains("code: None"));
}

#[test]
fn behind_a_step_that_the_disk_refused_the_later_ones_wait() {
    let mut counter = Counter::submitted();
    assert_eq!(counter.server_says(Err(FaultKind::TimedOut)), ["record lost track", "hide page"]);
    counter.disk_refuses();
    counter.pass_time(3);
    assert_eq!(
        counter.list_says(&[4, 5]),
        Vec::<&str>::new(),
        "known, but written only after what came before"
    );
    assert!(counter.stage().starts_with("Bought"));
    assert_eq!(counter.pass_time(10), ["record lost track"]);
    assert_eq!(counter.step_is_on_disk(), ["record completed"]);
}

#[test]
fn a_refused_order_does_not_take_the_result_of_the_next_one() {
    let mut counter = Counter::refused();
    let refused = counter.reference();
    counter.order_again();
    counter.list_says(&[4]);
    counter.step_is_on_disk();
    counter.server_says(Ok(receipt()));
    assert_eq!(counter.pass_time(10), ["list purchased"], "the refused order is looked for once more");
    assert!(counter.list_says(&[4, 5]).is_empty(), "what is there is the second order's");
    assert_eq!(counter.till.stage(&refused), Some(Stage::Refused));
}

#[test]
fn while_the_next_order_is_in_doubt_a_refused_one_takes_nothing() {
    let mut counter = Counter::refused();
    let refused = counter.reference();
    counter.order_again();
    counter.list_says(&[4]);
    counter.step_is_on_disk();
    // The second call is on its way, and its result shows before its answer.
    let call = counter.last;
    assert_eq!(counter.pass_time(10), ["list purchased"]);
    assert!(counter.list_says(&[4, 5]).is_empty());
    counter.last = call;
    assert!(counter.server_says(Ok(receipt())).contains(&"record completed"));
    assert_eq!(counter.till.stage(&refused), Some(Stage::Refused));
}

#[test]
fn an_id_that_was_there_before_is_no_result() {
    for id in [0, 4] {
        let mut counter = Counter::submitted();
        let receipt = Receipt { purchase: PurchaseId(id), code: None };
        assert_eq!(counter.server_says(Ok(receipt)), ["record lost track", "hide page"]);
        assert_eq!(counter.stage(), "Checking");
    }
}

#[test]
fn a_refusal_outlives_a_restart_and_failed_looks_call_nobody() {
    let mut counter = Counter::submitted();
    counter.server_says(Err(FaultKind::Conflict));
    counter.pass_time(3);
    counter.list_says(&[4]);
    counter.pass_time(4);
    counter.list_says(&[4]);
    let refused = counter.till.ordered(&counter.reference()).expect("kept").clone();
    let mut after = Counter::open();
    after.reference = Some(refused.reference.clone());
    after
        .tell(Event::Ledger(LedgerEvent::LedgerOpened(Ok(Opened { intents: vec![refused], tries: vec![] }))));
    assert_eq!(after.pass_time(3), ["list purchased"]);
    assert_eq!(after.list_says(&[4, 5]), ["record staff called"]);

    let mut unknown = Counter::submitted();
    unknown.server_says(Err(FaultKind::Cut));
    unknown.pass_time(25 * 3_600);
    let request = unknown.last.expect("asked");
    let failed = OffersEvent::PurchasedListed(Err(FaultKind::Unreachable.into()));
    assert!(unknown.tell(Event::Offers(request, failed)).is_empty(), "a look that failed says nothing");
    assert_eq!(unknown.stage(), "AtDesk", "and still it is for staff");
}

#[test]
fn an_order_given_up_while_its_submission_was_written_is_not_sent() {
    let mut counter = Counter::open();
    counter.order("20");
    counter.order_is_paid();
    assert_eq!(counter.list_says(&[4]), ["record submitted"]);
    let reference = counter.reference();
    counter.till.cancel(counter.now(), &reference, &mut counter.out);
    assert_eq!(counter.step_is_on_disk(), ["record not done", "unused", "hide page", "record abandoned"]);
}

#[test]
fn of_two_refusals_the_newest_has_the_result() {
    let mut counter = Counter::refused();
    let first = counter.reference();
    counter.order_again();
    counter.list_says(&[4]);
    counter.step_is_on_disk();
    counter.server_says(Err(FaultKind::Conflict));
    for _ in 0..3 {
        counter.pass_time(4);
        counter.list_says(&[4]);
    }
    assert_eq!(counter.stage(), "Refused");
    counter.pass_time(30);
    counter.list_says(&[4, 5]);
    assert!(counter.stage().starts_with("Bought"), "{}", counter.stage());
    assert_eq!(counter.till.stage(&first), Some(Stage::Refused));
}
