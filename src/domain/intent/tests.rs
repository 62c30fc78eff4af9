//! The table, walked.

use super::*;
use crate::domain::money::Money;
use crate::domain::offer::OfferId;
use crate::domain::pass::ClaimCode;
use crate::domain::person::CustomerId;
use crate::domain::text::Text;
use jiff::civil::date;
use proptest::prelude::*;

fn order(amount: &str) -> PassOrder {
    PassOrder {
        offer: OfferId(7),
        offer_name: Text::name("Day ticket"),
        customer: CustomerId(9),
        valid_from: date(2026, 11, 20),
        valid_until: None,
        payable: Money::parse(amount, "EUR").expect("money"),
    }
}

fn intent(amount: &str) -> Intent {
    let code = ClaimCode::from_random([3; 12]);
    Intent::new(code.reference().clone(), code.hash(), Timestamp::UNIX_EPOCH, order(amount).into())
}

fn walk(amount: &str, steps: &[Step]) -> Result<Intent, NotInTable> {
    let mut intent = intent(amount);
    steps.iter().try_for_each(|step| intent.take(Timestamp::UNIX_EPOCH, step))?;
    Ok(intent)
}

fn submitted() -> Step {
    Step::Submitted { before: vec![ResultId(1)] }
}

fn completed(code: Option<&str>) -> Step {
    Step::Completed { purchase: PurchaseId(2), code: code.and_then(AccessCode::new) }
}

#[test]
fn a_paid_pass_goes_through_payment() {
    let intent = walk("20", &[Step::PaymentAwaited, Step::Authorised, submitted(), completed(Some("A"))]);
    assert!(intent.expect("in the table").is_settled());
    assert!(walk("20", &[submitted()]).is_err(), "a paid pass is not bought without a payment");
    assert!(walk("20", &[Step::PaymentAwaited, submitted()]).is_err());
}

#[test]
fn a_free_pass_skips_payment() {
    assert!(walk("0.00", &[submitted(), completed(Some("A"))]).is_ok());
    assert!(walk("0.00", &[Step::PaymentAwaited]).is_err());
}

#[test]
fn sessions_and_submissions_are_limited() {
    let awaited = Step::PaymentAwaited;
    assert!(walk("1", &[awaited.clone(), awaited.clone(), awaited.clone()]).is_ok());
    assert!(walk("1", &[awaited.clone(), awaited.clone(), awaited.clone(), awaited.clone()]).is_err());
    let again =
        [awaited, Step::Authorised, submitted(), Step::NotDone, submitted(), Step::NotDone, submitted()];
    let third = walk("1", &again).expect("two repeats");
    assert!(!third.may_submit_again());
    let mut fourth = third;
    fourth.take(Timestamp::UNIX_EPOCH, &Step::NotDone).expect("still provably not done");
    assert!(fourth.take(Timestamp::UNIX_EPOCH, &submitted()).is_err());
}

#[test]
fn after_the_call_left_nothing_is_given_up() {
    let abandoned = Step::Abandoned { why: Abandonment::Cancelled };
    for after in [vec![submitted()], vec![submitted(), Step::LostTrack { refused: false }]] {
        let steps: Vec<_> = after.into_iter().chain([abandoned.clone()]).collect();
        assert!(walk("0", &steps).is_err());
    }
}

#[test]
fn only_an_answered_no_can_become_a_refusal() {
    assert!(walk("0", &[submitted(), Step::LostTrack { refused: false }, Step::Refused]).is_err());
    assert!(walk("0", &[submitted(), Step::LostTrack { refused: true }, Step::Refused]).is_ok());
    assert!(walk("0", &[submitted(), Step::Refused]).is_err(), "first look, then say no");
    let late = [submitted(), Step::LostTrack { refused: true }, Step::Refused, completed(Some("A"))];
    assert!(walk("0", &late).is_ok(), "a result found late completes it all the same");
}

#[test]
fn a_late_code_completes_and_a_known_one_stays() {
    assert!(walk("0", &[submitted(), completed(None), completed(Some("A"))]).is_ok());
    assert!(walk("0", &[submitted(), completed(Some("A")), completed(Some("B"))]).is_err());
}

#[test]
fn a_restart_gives_up_or_looks() {
    assert_eq!(intent("1").step_at_restart(), Some(Step::Abandoned { why: Abandonment::Restarted }));
    let sent = walk("0", &[submitted()]).expect("in the table");
    assert_eq!(sent.step_at_restart(), Some(Step::LostTrack { refused: false }));
    let done = walk("0", &[submitted(), completed(None)]).expect("in the table");
    assert_eq!(done.step_at_restart(), None);
}

#[test]
fn looks_follow_the_schedule() {
    let seconds: Vec<u64> = (0..8).map(|n| look_due(n).as_secs()).collect();
    assert_eq!(seconds, [2, 5, 10, 30, 60, 120, 420, 720]);
}

fn pass(id: u64, day: Option<Date>) -> PurchasedPass {
    PurchasedPass { purchase: PurchaseId(id), offer: Some(OfferId(7)), valid_from: day, code: None }
}

#[test]
fn a_result_is_exactly_one_new_id_with_this_day() {
    let (today, tomorrow) = (Some(date(2026, 11, 20)), Some(date(2026, 11, 21)));
    let before = [ResultId(1)];
    let find = |now: &[PurchasedPass]| match find_result(&order("1"), &before, &[PurchaseId(66)], now) {
        Found::Nothing => 0,
        Found::One(pass) => pass.purchase.0,
        Found::Several => 999,
    };
    assert_eq!(find(&[pass(1, today)]), 0);
    assert_eq!(find(&[pass(1, today), pass(2, today), pass(3, tomorrow)]), 2);
    assert_eq!(find(&[pass(2, None)]), 2);
    assert_eq!(find(&[pass(66, today)]), 0, "the result of another order");
    assert_eq!(find(&[pass(2, today), pass(66, today)]), 2);
    assert_eq!(find(&[pass(2, today), pass(2, today)]), 2, "one id listed twice is one purchase");
    assert_eq!(find(&[pass(2, today), pass(3, today)]), 999);
    let other = PurchasedPass { offer: Some(OfferId(8)), ..pass(2, today) };
    assert_eq!(find(&[other]), 0);
}

proptest! {
    #[test]
    fn no_walk_completes_a_paid_pass_without_an_authorisation(picks in prop::collection::vec(0usize..9, 0..12)) {
        let steps = [
            Step::PaymentAwaited, Step::Authorised, submitted(), Step::NotDone, Step::LostTrack { refused: true },
            completed(None), Step::Refused, Step::Abandoned { why: Abandonment::Expired },
            Step::StaffCalled { why: StaffReason::NotFound },
        ];
        let mut intent = intent("5");
        let mut authorised = false;
        for pick in picks {
            if intent.take(Timestamp::UNIX_EPOCH, &steps[pick]).is_ok() {
                authorised |= steps[pick] == Step::Authorised;
            }
        }
        let completed = matches!(intent.state(), State::Completed { .. });
        prop_assert!(authorised || !completed);
    }

    #[test]
    fn a_step_survives_the_ledger(id: u64, code in "[A-Z0-9]{1,20}") {
        for step in [submitted(), completed(Some(&code)), Step::Completed { purchase: PurchaseId(id), code: None },
            Step::StaffCalled { why: StaffReason::Several }, Step::Abandoned { why: Abandonment::NotDone }] {
            let json = serde_json::to_string(&step).expect("json");
            prop_assert_eq!(serde_json::from_str::<Step>(&json).expect("a step"), step);
        }
    }
}

#[test]
fn a_pass_is_shown_from_its_first_day_on_and_not_beyond_its_last() {
    let zone = TimeZone::get("Europe/Berlin").expect("bundled");
    let at = |text: &str| text.parse::<Timestamp>().expect("a timestamp");
    let shown = |valid_from, valid_until| {
        let dates = PassOrder { valid_from, valid_until, ..order("0") };
        let ordered_at = at("2026-11-20T09:00:00Z");
        let code = ClaimCode::from_random([3; 12]);
        let intent = Intent::new(code.reference().clone(), code.hash(), ordered_at, dates.into());
        intent.shown_until(Duration::from_hours(24), &zone)
    };
    let friday = date(2026, 11, 20);
    assert_eq!(shown(friday, None), at("2026-11-21T09:00:00Z"), "a day from the purchase on");
    assert_eq!(shown(date(2026, 11, 23), None), at("2026-11-23T23:00:00Z"), "a day from its first day on");
    assert_eq!(
        shown(friday, Some(friday)),
        at("2026-11-20T23:00:00Z"),
        "its last day ends at midnight there"
    );
    assert_eq!(shown(friday, Some(date(2026, 12, 4))), at("2026-11-21T09:00:00Z"));
}
