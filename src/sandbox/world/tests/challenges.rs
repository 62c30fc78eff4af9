//! The pretend bank: what is asked, answered and brought back.

use serde_json::json;

use super::*;
use crate::sandbox::{AuthoriseError, BankAnswer};

const PAGE: &str = "http://kiosk.example:8378/K1/CODE";

impl Front {
    /// Asks the bank for a new session of Jonas's.
    fn challenge(&mut self) -> (String, String) {
        let session = self.session(JONAS, "19.90");
        let id = self.world.challenge(self.now, &session, PAGE).expect("a challenge");
        (session, id)
    }

    /// Answers the bank and gives what the payer brings back.
    fn answer(&mut self, id: &str, answer: BankAnswer) -> String {
        let back = self.world.answer_bank(self.now, id, answer).expect("a way back");
        back.strip_prefix(&format!("{PAGE}?redirectResult=")).expect("the way back").to_owned()
    }
}

#[test]
fn a_confirmed_payment_pays_and_is_the_same_each_time_it_is_asked_for() {
    let mut front = Front::open();
    let (session, id) = front.challenge();
    assert_eq!(
        front.world.challenged(&id).map(|session| session.amount.to_string()).as_deref(),
        Some("19.9")
    );
    assert_eq!(front.world.unspent_tokens(), 0, "nothing is authorised before the answer");
    let result = front.answer(&id, BankAnswer::Confirm);
    let token = front.world.bank_result(front.now, &session, &result).expect("a token");
    assert_eq!(front.world.bank_result(front.now, &session, &result).as_ref(), Ok(&token), "after a reload");
    assert_eq!(front.buy(DAY_TICKET, JONAS, &json!({"paymentRequestToken": token})).status, 200);
    assert_eq!(front.world.bank_result(front.now, &session, &result), Err(AuthoriseError::Used));
}

#[test]
fn a_rejected_payment_is_declined_and_its_session_can_still_be_paid() {
    let mut front = Front::open();
    let (session, id) = front.challenge();
    let result = front.answer(&id, BankAnswer::Reject);
    assert_eq!(front.world.bank_result(front.now, &session, &result), Err(AuthoriseError::Declined));
    assert!(front.world.authorise(front.now, &session).is_ok());
}

#[test]
fn the_first_answer_to_the_bank_stands() {
    let mut front = Front::open();
    let (session, id) = front.challenge();
    let first = front.answer(&id, BankAnswer::Reject);
    assert_eq!(front.answer(&id, BankAnswer::Confirm), first);
    assert_eq!(front.world.bank_result(front.now, &session, &first), Err(AuthoriseError::Declined));
    assert_eq!(front.world.unspent_tokens(), 0);
}

#[test]
fn what_the_bank_said_counts_in_its_own_session_only() {
    let mut front = Front::open();
    let (session, id) = front.challenge();
    let (other, unanswered) = front.challenge();
    let result = front.answer(&id, BankAnswer::Confirm);
    assert_eq!(front.world.bank_result(front.now, &other, &result), Err(AuthoriseError::NotAsked));
    assert_eq!(front.world.bank_result(front.now, &session, &unanswered), Err(AuthoriseError::NotAsked));
    assert_eq!(front.world.bank_result(front.now, &session, ""), Err(AuthoriseError::NotAsked));
    assert_eq!(front.world.bank_result(front.now, "never seen", &result), Err(AuthoriseError::Unknown));
}

#[test]
fn a_payer_who_was_at_the_bank_for_too_long_comes_back_unpaid() {
    let mut front = Front::open();
    let (session, id) = front.challenge();
    front.wait(600);
    let result = front.answer(&id, BankAnswer::Confirm);
    assert_eq!(front.world.unspent_tokens(), 0);
    assert_eq!(front.world.bank_result(front.now, &session, &result), Err(AuthoriseError::Expired));
    assert_eq!(front.world.challenge(front.now, &session, PAGE), Err(AuthoriseError::Expired));
}

#[test]
fn the_bank_sends_nobody_anywhere_but_to_an_address_of_the_web() {
    let mut front = Front::open();
    let session = front.session(JONAS, "19.90");
    let long = format!("https://a/{}", "x".repeat(2_048));
    for wrong in [
        "",
        "/relative",
        "//host/path",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://host/",
        "http://",
        "https:///path",
        "http://a\r\nSet-Cookie: b=c",
        "http://a/ü",
        "http://a/ b",
        &long,
    ] {
        let asked = front.world.challenge(front.now, &session, wrong);
        assert_eq!(asked, Err(AuthoriseError::ReturnUrl), "{wrong:?}");
    }
    for (given, back) in [
        ("https://a", "https://a?redirectResult="),
        ("http://[::1]:80/x?y=1", "http://[::1]:80/x?y=1&redirectResult="),
        ("http://a/x#part", "http://a/x?redirectResult="),
    ] {
        let id = front.world.challenge(front.now, &session, given).expect("a challenge");
        let led = front.world.answer_bank(front.now, &id, BankAnswer::Reject).expect("a way back");
        assert!(led.starts_with(back), "{led}");
        assert_eq!(led.ends_with("#part"), given.ends_with("#part"), "{led}");
    }
    assert_eq!(
        front.world.answer_bank(front.now, "never asked", BankAnswer::Confirm),
        Err(AuthoriseError::Unknown)
    );
}

#[test]
fn a_session_asks_the_bank_only_so_often_and_takes_its_questions_with_it() {
    let mut front = Front::open();
    let (session, id) = front.challenge();
    for _ in 1..20 {
        front.world.challenge(front.now, &session, PAGE).expect("a challenge");
    }
    assert_eq!(front.world.challenge(front.now, &session, PAGE), Err(AuthoriseError::TooMany));
    front.wait(600 + 3_600 + 1);
    front.session(JONAS, "5");
    assert!(front.world.challenged(&id).is_none());
    assert_eq!(front.world.answer_bank(front.now, &id, BankAnswer::Confirm), Err(AuthoriseError::Unknown));
}
