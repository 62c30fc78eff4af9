//! Memberships: what is signed and paid on the phone, each token for its field, and the contract that comes of it.

use jiff::civil::date;

mod counter;
mod doubt;
mod gaps;

use super::counter::Counter;
use super::*;
use crate::app::effect::{MembershipsEffect, PaymentsEffect};
use crate::app::msg::{ContractsEvent, MembershipsEvent};
use crate::config::ReferenceText;
use crate::domain::contract::{Contract, ContractId, ContractStatus};
use crate::domain::fault::FaultKind;
use crate::domain::frequency::Rhythm;
use crate::domain::membership::{
    Applicant, Choice, Conclusion, Draft, HomeAddress, Membership, MembershipOfferId, Papers, Party,
    Signature, Signatures, SwitchConfigId, TermId,
};
use crate::domain::money::Money;
use crate::domain::payment::{Payer, PayerId, PaymentId, PaymentScope, PaymentSession, PhoneProgress};
use crate::domain::person::{Customer, CustomerId, CustomerStatus};
use crate::domain::request::{Add, Join, Request, Switch};
use crate::domain::text::{Secret, Text};
use std::sync::Arc;

const MEMBER: CustomerId = CustomerId(2);
const NEW: CustomerId = CustomerId(70);

fn membership(due: &str) -> Membership {
    Membership {
        offer: MembershipOfferId(8),
        term: TermId(81),
        name: Text::name("Flex"),
        start: date(1970, 2, 1),
        rhythm: Rhythm::Free,
        runs: None,
        renewal: None,
        notice: None,
        due: Money::parse(due, "EUR").expect("money"),
        rates: vec![Text::name("FLEX")],
    }
}

fn applicant() -> Box<Applicant> {
    Box::new(Applicant {
        first_name: "Ada".into(),
        second_first_name: None,
        last_name: "Lovelace".into(),
        second_last_name: None,
        date_of_birth: date(1950, 12, 10),
        place_of_birth: None,
        country_of_birth: None,
        email: "ada@example.org".into(),
        gender: None,
        phone_private: None,
        phone_mobile: None,
        address: HomeAddress::default(),
        language: Language::En,
        tax_id: None,
        document: None,
        consents: vec![],
        additional: vec![],
    })
}

fn papers(signs_contract: bool) -> Papers {
    Papers { facts: vec![], texts: vec![], signs_contract }
}

fn signed() -> Arc<Signatures> {
    Arc::new(Signatures { contract: Signature::new("PHN2Zy8+"), texts: vec![] })
}

/// How a contract shows itself.
fn contract(id: u64, start: Option<jiff::civil::Date>, rate: &str) -> Contract {
    Contract {
        id: ContractId(id),
        name: Text::name("Flex"),
        start,
        end: None,
        status: ContractStatus::Active,
        price: None,
        notice: None,
        cancelation: None,
        cancel_by: None,
        cancelation_dates: vec![],
        rates: vec![Text::name(rate)],
    }
}

fn ours(id: u64) -> Contract {
    contract(id, Some(date(1970, 2, 1)), "FLEX")
}

/// What a switch leaves.
fn basic() -> Contract {
    Contract { name: Text::name("Basic"), ..contract(1000, Some(date(1969, 1, 1)), "BASIC") }
}

#[test]
fn two_tokens_are_collected_under_one_code_and_each_goes_into_its_own_field() {
    let mut counter = Counter::open();
    assert_eq!(counter.join("29.90", true), ["record intent"]);
    assert_eq!(counter.intent_is_on_disk(), ["show papers"], "what is to be signed comes first");
    assert_eq!(counter.phone_signs(), ["open session for payments to come"]);
    assert_eq!(counter.asked_for(), (Payer::New, "0 EUR".to_owned()));
    assert_eq!(counter.session_of(Some("payer")), ["record payment awaited"]);
    assert_eq!(counter.step_is_on_disk(), ["show page"]);
    assert_eq!(counter.phone_gives(1, "for later"), ["open session"], "nothing is authorised yet");
    let payer = Payer::Known(PayerId(Secret::new("payer")));
    assert_eq!(counter.asked_for(), (payer, "29.90 EUR".to_owned()));
    assert_eq!(counter.session_of(Some("another")), ["record payment awaited"]);
    assert_eq!(counter.step_is_on_disk(), ["show page"]);
    assert_eq!(counter.phone_gives(2, "for now"), ["record authorised"]);
    assert_eq!(counter.step_is_on_disk(), ["accepted", "search applicant"]);
    assert_eq!(counter.search_brings(&[]), ["record submitted"]);
    assert_eq!(counter.step_is_on_disk(), ["conclude membership"]);
    let sent = counter.sent();
    assert_eq!(sent.recurring, Some(Secret::new("for later")));
    assert_eq!(sent.upfront, Some(Secret::new("for now")));
    assert_eq!(sent.signatures, *signed());
    assert_eq!(sent.reference, counter.reference());
}

#[test]
fn a_token_of_the_first_session_is_not_taken_for_the_second() {
    let mut counter = Counter::open();
    counter.join("29.90", false);
    counter.intent_is_on_disk();
    counter.session_of(Some("payer"));
    counter.step_is_on_disk();
    counter.phone_gives(1, "for later");
    assert_eq!(counter.phone_gives(1, "for later"), [""; 0], "delivered once more while the next is opened");
    counter.session_of(Some("payer"));
    counter.step_is_on_disk();
    assert_eq!(counter.phone_gives(1, "for later"), [""; 0], "and once more");
    assert_eq!(counter.phone_gives(1, "another"), [""; 0], "nor another of that session");
    assert_eq!(counter.phone_gives(2, "for later"), ["too late"], "nor the same as of the second");
    assert_eq!(counter.phone_gives(2, "for now"), ["record authorised"]);
}

#[test]
fn without_a_payer_no_second_session_is_opened() {
    let mut counter = Counter::open();
    counter.join("29.90", false);
    counter.intent_is_on_disk();
    assert_eq!(counter.session_of(None), ["record abandoned"], "it would be of somebody else");
    let mut counter = Counter::open();
    counter.join("0", false);
    counter.intent_is_on_disk();
    assert_eq!(counter.session_of(None), ["record payment awaited"], "there is no second one");
}

#[test]
fn a_first_token_that_ends_while_the_second_is_collected_is_asked_for_again() {
    let mut counter = Counter::open();
    counter.join("29.90", false);
    counter.intent_is_on_disk();
    counter.session_of(Some("payer"));
    counter.step_is_on_disk();
    counter.pass_time(9 * 60);
    counter.phone_gives(1, "for later");
    counter.session_of(Some("payer"));
    counter.step_is_on_disk();
    assert_eq!(counter.pass_time(61), ["hide page"], "the second session would live longer");
    let (now, reference) = (counter.now(), counter.reference());
    counter.till.renew(now, &reference, &mut counter.out);
    assert_eq!(counter.issued(), ["open session for payments to come"]);
    assert_eq!(counter.asked_for().0, Payer::New);
}

#[test]
fn signatures_count_for_the_page_now_shown_and_only_if_they_are_all_that_is_wanted() {
    let mut counter = Counter::open();
    counter.add("0", true);
    counter.intent_is_on_disk();
    let none = Arc::new(Signatures::default());
    let page = counter.behind_first(0);
    assert_eq!(counter.tell(Event::Phone(PhoneEvent::PapersSigned(page.clone(), none))), [""; 0]);
    let other = PaymentId { showing: 2, ..page };
    assert_eq!(counter.tell(Event::Phone(PhoneEvent::PapersSigned(other, signed()))), ["too late"]);
    assert_eq!(counter.phone_signs(), ["accepted", "list contracts"], "nothing is paid");
    assert_eq!(counter.phone_signs(), [""; 0], "once");
    counter.contracts_are(&[]);
    counter.step_is_on_disk();
    assert_eq!(counter.sent().signatures, *signed());
}

#[test]
fn a_membership_is_concluded_when_the_studio_shows_its_contract() {
    let mut counter = Counter::joining();
    assert_eq!(counter.concluded(Ok(Some(NEW))), ["record granted", "hide page"]);
    counter.step_is_on_disk();
    assert_eq!(counter.pass_time(0), ["list contracts"], "at once");
    assert_eq!(counter.contracts_are(&[]), [""; 0]);
    assert_eq!(counter.pass_time(6), ["list contracts"]);
    assert_eq!(counter.contracts_are(&[ours(2000)]), ["record granted"]);
    assert!(counter.stage().contains("ContractId(2000)"), "{}", counter.stage());
}

#[test]
fn a_lost_signup_is_found_by_who_joined_and_never_sent_again() {
    let mut counter = Counter::joining();
    assert_eq!(counter.concluded(Err(FaultKind::TimedOut)), ["record lost track", "hide page"]);
    counter.step_is_on_disk();
    assert_eq!(counter.pass_time(3), ["search applicant"]);
    assert_eq!(counter.search_brings(&[(60, None)]), [""; 0], "who was there before is not new");
    assert_eq!(counter.pass_time(4), ["search applicant"]);
    let own = counter.reference().to_string();
    let found = [(60, None), (70, Some(own.as_str())), (80, Some("somebody else's"))];
    assert_eq!(counter.search_brings(&found), ["record granted"]);
    counter.step_is_on_disk();
    counter.pass_time(30);
    assert_eq!(counter.contracts_are(&[ours(2000)]), ["record granted"]);
}

#[test]
fn a_success_that_tells_nobodys_id_proves_nothing() {
    for told in [None, Some(CustomerId(0))] {
        let mut counter = Counter::joining();
        assert_eq!(counter.concluded(Ok(told)), ["record lost track", "hide page"]);
        counter.step_is_on_disk();
        assert_eq!(counter.pass_time(0), ["search applicant"], "at once");
    }
}

#[test]
fn a_lost_signup_is_for_staff_once_who_joined_is_gone() {
    let mut counter = Counter::joining();
    counter.concluded(Err(FaultKind::TimedOut));
    counter.step_is_on_disk();
    let now = counter.now();
    counter.till.visitor_left(now, &mut counter.out);
    assert_eq!(counter.issued(), ["record staff called"]);
    let shown = format!("{:?}", counter.till);
    assert!(!shown.contains("Contracting"), "who it was is forgotten: {shown}");
}

#[test]
fn a_signup_that_is_answered_after_the_visitor_left_is_concluded_all_the_same() {
    let mut counter = Counter::joining();
    let now = counter.now();
    counter.till.visitor_left(now, &mut counter.out);
    assert_eq!(counter.issued(), [""; 0], "the call is on its way");
    assert_eq!(counter.concluded(Ok(Some(NEW))), ["record granted", "hide page"]);
    counter.step_is_on_disk();
    assert_eq!(counter.pass_time(0), ["list contracts"]);
}

#[test]
fn a_signup_that_was_not_done_is_not_sent_again_without_who_joins() {
    let mut counter = Counter::joining();
    let now = counter.now();
    counter.till.visitor_left(now, &mut counter.out);
    counter.issued();
    let limited = FaultKind::RateLimited(Duration::from_secs(5));
    assert_eq!(
        counter.concluded(Err(limited)),
        ["record lost track", "hide page", "record staff called"],
        "and a refusal may be a lie"
    );
}

#[test]
fn an_added_membership_is_the_one_contract_that_is_new_with_its_rate_and_day() {
    let mut counter = Counter::adding();
    assert_eq!(counter.concluded(Err(FaultKind::Cut)), ["record lost track"]);
    counter.step_is_on_disk();
    counter.pass_time(3);
    let others = [ours(1000), contract(3, Some(date(1970, 3, 1)), "FLEX"), contract(4, None, "OTHER")];
    assert_eq!(counter.contracts_are(&others), [""; 0]);
    counter.pass_time(4);
    assert_eq!(counter.contracts_are(&[ours(1000), ours(5), ours(6)]), [""; 0], "nobody can tell");
    counter.pass_time(10);
    assert_eq!(counter.contracts_are(&[ours(1000), ours(5), ours(5)]), ["record granted"]);
    assert!(counter.stage().contains("ContractId(5)"), "{}", counter.stage());
}

#[test]
fn an_empty_success_is_accepted_and_the_contract_is_read() {
    let mut counter = Counter::adding();
    assert_eq!(counter.concluded(Ok(None)), ["record granted"]);
    counter.step_is_on_disk();
    assert_eq!(counter.pass_time(0), ["list contracts"]);
    assert_eq!(counter.contracts_are(&[ours(1000)]), [""; 0], "that was there before");
    counter.pass_time(6);
    assert_eq!(counter.contracts_are(&[ours(1000), ours(1001)]), ["record granted"]);
}

#[test]
fn what_was_not_done_but_is_there_all_the_same_is_not_concluded_again() {
    let mut counter = Counter::adding();
    counter.concluded(Err(FaultKind::RateLimited(Duration::from_secs(5))));
    assert_eq!(counter.pass_time(11), ["list contracts"]);
    assert_eq!(counter.contracts_are(&[ours(1000), ours(1001)]), ["record granted"]);
    let mut counter = Counter::adding();
    counter.concluded(Err(FaultKind::RateLimited(Duration::from_secs(5))));
    counter.pass_time(11);
    assert_eq!(counter.contracts_are(&[ours(1000)]), ["record not done", "record submitted"]);
    counter.step_is_on_disk();
    assert_eq!(counter.step_is_on_disk(), ["conclude membership"]);
}

#[test]
fn what_is_left_has_to_be_there_still() {
    let mut counter = Counter::open();
    counter.switch(1000);
    counter.intent_is_on_disk();
    assert_eq!(counter.contracts_are(&[ours(999)]), ["record abandoned"]);
    let mut counter = Counter::open();
    counter.switch(1000);
    counter.intent_is_on_disk();
    assert_eq!(counter.contracts_are(&[ours(1000)]), ["record abandoned"], "it was switched already");
    let mut counter = Counter::open();
    counter.switch(1000);
    counter.intent_is_on_disk();
    assert_eq!(counter.contracts_are(&[basic()]), ["record submitted"]);
}

#[test]
fn nothing_is_concluded_beside_what_is_in_doubt_for_the_same_member() {
    let mut counter = Counter::adding();
    counter.concluded(Err(FaultKind::Cut));
    assert_eq!(counter.switch(1000), [""; 0]);
    assert_eq!(counter.add("0", false), [""; 0]);
    assert_eq!(counter.join("0", false), ["record intent"], "others do not wait");
}

#[test]
fn who_joins_alike_is_asked_about_and_nobody_else_is() {
    let join = |membership: Membership| Request::Join(Join { membership: membership.into() }).into();
    let alike = join(membership("29.90"));
    let other = join(Membership { start: date(1970, 2, 2), ..membership("29.90") });
    let add = Request::Add(Add { member: MEMBER, membership: membership("29.90").into() }).into();
    let mut counter = Counter::joining();
    assert_eq!(counter.till.earlier_alike(counter.now(), &alike), Some(Earlier::Unsettled), "on its way");
    counter.concluded(Err(FaultKind::Cut));
    assert_eq!(counter.till.earlier_alike(counter.now(), &alike), Some(Earlier::Unsettled));
    for stranger in [&other, &add] {
        assert_eq!(counter.till.earlier_alike(counter.now(), stranger), None);
    }
    let mut counter = Counter::joining();
    counter.concluded(Ok(Some(NEW)));
    counter.step_is_on_disk();
    counter.pass_time(0);
    counter.contracts_are(&[ours(1001)]);
    counter.step_is_on_disk();
    assert_eq!(counter.till.earlier_alike(counter.now(), &alike), Some(Earlier::Bought));
    counter.pass_time(Till::REPEAT_WITHIN.as_secs());
    assert_eq!(counter.till.earlier_alike(counter.now(), &alike), None, "long ago");
}

#[test]
fn who_joined_by_an_earlier_process_is_for_staff() {
    let counter = Counter::joining();
    let mut intent = counter.till.ordered(&counter.reference()).expect("there").clone();
    let submitted = intent.state().clone();
    assert!(matches!(submitted, crate::domain::intent::State::Submitted { .. }));
    let at = counter.now().wall;
    let mut restarted = Counter::open();
    let opened = Opened { intents: vec![intent.clone()], tries: vec![] };
    let told = restarted.tell(Event::Ledger(LedgerEvent::LedgerOpened(Ok(opened))));
    assert_eq!(told, ["record lost track", "record staff called"]);
    intent.take(at, &crate::domain::intent::Step::LostTrack { refused: false }).expect("in the table");
    assert!(counter.till.in_flight(), "the call of the first is still on its way");
    assert_eq!(intent.order.tokens(), [PaymentScope::MemberAccount, PaymentScope::Ecom]);
}

#[test]
fn a_session_that_does_not_take_the_place_of_the_open_one_does_not_say_who_pays() {
    let mut counter = Counter::open();
    counter.join("29.90", false);
    counter.intent_is_on_disk();
    counter.session_of(Some("payer"));
    counter.step_is_on_disk();
    let (now, reference) = (counter.now(), counter.reference());
    counter.till.extend(now, &reference, &mut counter.out);
    assert_eq!(counter.issued(), ["open session for payments to come"]);
    let works = PhoneEvent::PhoneProgressed(counter.behind_first(1), PhoneProgress::Processing);
    counter.tell(Event::Phone(works));
    assert_eq!(counter.session_of(Some("another")), [""; 0], "the token that comes would be refused");
    assert_eq!(counter.phone_gives(1, "for later"), ["open session"]);
    let payer = Payer::Known(PayerId(Secret::new("payer")));
    assert_eq!(counter.asked_for(), (payer, "29.90 EUR".to_owned()));
}
