//! The code that is shown, the phone that has it, and more time.

use std::time::Duration;

use super::counter::Counter;
use crate::app::msg::Event;
use crate::app::till::Stage;
use crate::domain::language::Language;
use crate::domain::payment::{PaymentId, PhoneProgress};

/// A code is shown, and a phone has taken it.
fn taken() -> (Counter, PaymentId) {
    let mut counter = Counter::open();
    counter.order("20");
    counter.intent_is_on_disk();
    counter.session_opens();
    assert_eq!(counter.step_is_on_disk(), ["show page"]);
    let first = counter.payment(1);
    counter.page_is_shown(first.clone(), "HTTP://K/A");
    assert!(counter.stage().contains("progress: None"), "{}", counter.stage());
    counter.phone_stands(first.clone(), PhoneProgress::Open);
    assert!(counter.stage().contains("progress: Some(Open)"), "{}", counter.stage());
    (counter, first)
}

fn extend(counter: &mut Counter) -> Vec<&'static str> {
    let reference = counter.reference();
    let now = counter.now();
    counter.till.extend(now, &reference, &mut counter.out);
    counter.issued()
}

fn show_again(counter: &mut Counter) -> Vec<&'static str> {
    let (now, reference) = (counter.now(), counter.reference());
    counter.till.show_again(now, &reference, &mut counter.out);
    counter.issued()
}

#[test]
fn more_time_keeps_the_code_and_the_phone_and_refuses_older_tokens() {
    let (mut counter, first) = taken();
    assert_eq!(extend(&mut counter), ["open session"]);
    assert!(extend(&mut counter).is_empty(), "asked once");
    assert_eq!(counter.session_opens(), ["record payment awaited"]);
    assert!(
        counter.stage().contains("HTTP://K/A"),
        "the code stays while it is written: {}",
        counter.stage()
    );
    assert_eq!(counter.phone_pays_behind(first.clone()), ["too late"], "its session has been followed");
    assert_eq!(counter.step_is_on_disk(), ["show page"]);
    let second = PaymentId { attempt: 2, ..first.clone() };
    counter.page_is_shown(second.clone(), "HTTP://K/A");
    assert!(counter.stage().contains("progress: Some(Open)"), "{}", counter.stage());
    assert_eq!(counter.phone_pays_behind(first), ["too late"]);
    assert_eq!(counter.phone_pays_behind(second), ["record authorised"]);
}

#[test]
fn a_page_that_comes_back_under_another_address_has_been_taken_by_nobody() {
    let (mut counter, first) = taken();
    extend(&mut counter);
    counter.session_opens();
    counter.step_is_on_disk();
    counter.page_is_shown(PaymentId { attempt: 2, ..first }, "HTTP://K/B");
    assert!(counter.stage().contains("progress: None"), "{}", counter.stage());
}

#[test]
fn a_token_that_comes_before_more_time_does_counts() {
    let (mut counter, first) = taken();
    extend(&mut counter);
    assert_eq!(counter.phone_pays_behind(first), ["record authorised"]);
    assert!(counter.session_opens().is_empty(), "nobody awaits it any more");
    assert_eq!(counter.step_is_on_disk(), ["accepted", "list purchased"]);
}

#[test]
fn more_time_does_not_disturb_a_payment_that_is_being_processed() {
    let (mut counter, first) = taken();
    extend(&mut counter);
    counter.phone_stands(first.clone(), PhoneProgress::Processing);
    assert!(counter.session_opens().is_empty(), "the session stays");
    assert_eq!(counter.phone_pays_behind(first), ["record authorised"]);
}

#[test]
fn more_time_that_cannot_be_had_leaves_everything_as_it_was() {
    let (mut counter, first) = taken();
    extend(&mut counter);
    assert!(counter.session_fails().is_empty());
    assert!(counter.stage().contains("more_time: Failed"), "{}", counter.stage());
    assert_eq!(extend(&mut counter), ["open session"], "it can be asked for again");
    assert_eq!(counter.phone_pays_behind(first), ["record authorised"]);
}

#[test]
fn three_sessions_are_the_end_of_more_time() {
    let (mut counter, _) = taken();
    for _ in 0..2 {
        extend(&mut counter);
        counter.session_opens();
        counter.step_is_on_disk();
    }
    assert!(extend(&mut counter).is_empty());
    assert!(counter.stage().contains("more_time: Never"), "{}", counter.stage());
    assert_eq!(counter.pass_time(601), ["hide page"]);
}

#[test]
fn a_session_that_ends_while_more_time_is_asked_for_has_ended() {
    let (mut counter, first) = taken();
    extend(&mut counter);
    assert_eq!(counter.pass_time(601), ["hide page"]);
    assert!(counter.session_opens().is_empty(), "nobody awaits it any more");
    assert_eq!(counter.phone_pays_behind(first), ["too late"]);
    assert!(counter.stage().starts_with("Expired"), "{}", counter.stage());
}

#[test]
fn cancelling_while_more_time_is_written_ends_the_code() {
    let (mut counter, _) = taken();
    extend(&mut counter);
    counter.session_opens();
    let (now, reference) = (counter.now(), counter.reference());
    counter.till.cancel(now, &reference, &mut counter.out);
    assert!(counter.issued().is_empty(), "the disk is awaited");
    assert_eq!(counter.step_is_on_disk(), ["hide page", "record abandoned"]);
}

#[test]
fn a_payment_that_is_cancelled_while_its_token_is_written_is_too_late() {
    let (mut counter, first) = taken();
    counter.phone_pays_behind(first);
    let (now, reference) = (counter.now(), counter.reference());
    counter.till.cancel(now, &reference, &mut counter.out);
    assert!(counter.issued().is_empty(), "the disk is awaited");
    assert_eq!(counter.step_is_on_disk(), ["too late", "hide page", "record abandoned"]);
}

#[test]
fn a_new_code_ends_the_old_one_and_its_phone() {
    let (mut counter, first) = taken();
    assert_eq!(show_again(&mut counter), ["hide page", "show page"]);
    assert!(counter.stage().contains("address: None, progress: None"), "{}", counter.stage());
    counter.phone_stands(first.clone(), PhoneProgress::Closed);
    counter.page_is_shown(first.clone(), "HTTP://K/A");
    assert!(
        counter.stage().contains("address: None, progress: None"),
        "the old one is nothing: {}",
        counter.stage()
    );
    let second = PaymentId { showing: 2, ..first.clone() };
    counter.page_is_shown(second.clone(), "HTTP://K/B");
    assert!(show_again(&mut counter).is_empty(), "a code that nobody has taken stays");
    assert_eq!(counter.phone_pays_behind(first), ["too late"]);
    assert_eq!(counter.phone_pays_behind(second), ["record authorised"]);
    assert!(show_again(&mut counter).is_empty(), "it is paid");
}

#[test]
fn codes_without_an_end_are_not_shown() {
    let (mut counter, mut shown) = taken();
    let mut codes = 1;
    loop {
        counter.phone_stands(shown.clone(), PhoneProgress::Open);
        if show_again(&mut counter).is_empty() {
            break;
        }
        codes += 1;
        shown.showing += 1;
    }
    assert_eq!(codes, 50);
}

#[test]
fn a_session_ends_by_the_clock_of_the_server() {
    let mut counter = Counter::open();
    counter.order("20");
    counter.intent_is_on_disk();
    counter.tell(Event::ClockCompared { off_by: Duration::from_secs(90), ahead: true });
    counter.session_opens();
    counter.step_is_on_disk();
    assert!(counter.pass_time(509).is_empty());
    assert_eq!(
        counter.pass_time(1),
        ["hide page"],
        "ten minutes by our clock are eight and a half by theirs"
    );
}

#[test]
fn the_page_follows_the_language_of_the_visit() {
    let (mut counter, first) = taken();
    let reference = counter.reference();
    counter.till.speak(&reference, Language::De, &mut counter.out);
    assert_eq!(counter.issued(), ["show page"]);
    counter.page_is_shown(first.clone(), "HTTP://K/A");
    assert!(counter.stage().contains("progress: Some(Open)"), "{}", counter.stage());
    assert_eq!(counter.phone_pays_behind(first), ["record authorised"]);
    counter.till.speak(&reference, Language::En, &mut counter.out);
    assert!(counter.issued().is_empty(), "the page has done its work");
}

#[test]
fn a_payment_that_was_accepted_and_is_not_used_is_taken_back() {
    let (mut counter, first) = taken();
    counter.phone_pays_behind(first);
    assert_eq!(counter.step_is_on_disk(), ["accepted", "list purchased"]);
    assert!(counter.till.in_flight(), "the process does not end under somebody who has paid");
    let (now, reference) = (counter.now(), counter.reference());
    counter.till.cancel(now, &reference, &mut counter.out);
    assert_eq!(counter.issued(), ["unused", "hide page", "record abandoned"]);
}

#[test]
fn a_payment_whose_session_ends_while_its_token_is_written_is_too_late() {
    let (mut counter, first) = taken();
    counter.pass_time(599);
    counter.phone_pays_behind(first);
    counter.pass_time(1);
    assert_eq!(counter.step_is_on_disk(), ["too late", "hide page", "record abandoned"]);
}

#[test]
fn a_disk_that_refuses_the_submission_takes_an_accepted_payment_back() {
    let (mut counter, first) = taken();
    counter.phone_pays_behind(first);
    counter.step_is_on_disk();
    counter.list_says(&[]);
    assert_eq!(counter.disk_refuses(), ["unused", "hide page", "record abandoned"]);
}

#[test]
fn a_phone_is_heard_of_without_being_somewhere_else() {
    let (mut counter, first) = taken();
    counter.pass_time(50);
    counter.phone_stands(first, PhoneProgress::Open);
    counter.pass_time(50);
    let reference = counter.reference();
    let Some(Stage::Paying(phone)) = counter.till.stage(&reference) else { panic!("{}", counter.stage()) };
    let now = counter.now().moment;
    assert!(!phone.is_silent(now) && now.since(phone.since) == Duration::from_secs(100));
    counter.pass_time(10);
    let Some(Stage::Paying(phone)) = counter.till.stage(&reference) else { panic!("{}", counter.stage()) };
    assert!(phone.is_silent(counter.now().moment));
}
