//! Who comes back with a claim code.

use crate::app::effect::{Effect, LedgerEffect};
use crate::app::msg::{Event, LedgerEvent};
use crate::app::till::Claimed;
use crate::domain::fault::{FaultKind, LedgerFault};
use crate::domain::intent::{Intent, Step};
use crate::domain::pass::{AccessCode, ClaimCode, PurchaseId};

use super::counter::Counter;

/// An intent that was bought an hour ago and of which the till knows nothing any more, and its code.
fn bought(counter: &Counter) -> (ClaimCode, Intent) {
    let claim = ClaimCode::from_random([3; 12]);
    let intent = counter.till.ordered(&counter.reference()).expect("ordered");
    let mut order = intent.pass().expect("a pass").clone();
    order.payable = crate::domain::money::Money::parse("0", "EUR").expect("money");
    let mut intent = Intent::new(claim.reference().clone(), claim.hash(), counter.now().wall, order.into());
    let completed = Step::Completed { purchase: PurchaseId(77), code: AccessCode::new("OPEN") };
    for step in [Step::Submitted { before: vec![] }, completed] {
        intent.take(counter.now().wall, &step).expect("in the table");
    }
    (claim, intent)
}

fn with_secret(claim: &ClaimCode, secret: &str) -> ClaimCode {
    format!("{}-{secret}", claim.reference()).parse().expect("a code")
}

impl Counter {
    fn enters(&mut self, code: &ClaimCode) -> Claimed {
        let claimed = self.till.claim_again(self.now(), code, &mut self.out);
        if let Claimed::Asked(request) = claimed {
            self.last = Some(request);
        }
        claimed
    }

    fn ledger_has(&mut self, intent: Option<&Intent>) {
        let found = Ok(intent.cloned().map(Box::new));
        self.tell(Event::Ledger(LedgerEvent::IntentFound(self.last.expect("asked"), found)));
    }
}

#[test]
fn the_secret_opens_what_the_ledger_has_and_leaving_closes_it() {
    let mut counter = Counter::refused();
    let (claim, intent) = bought(&counter);
    assert!(matches!(counter.enters(&claim), Claimed::Asked(_)));
    assert!(matches!(
        counter.out.drain().as_slice(),
        [Effect::Ledger(LedgerEffect::FindIntent(_, reference))] if reference == claim.reference()
    ));
    assert_eq!(counter.till.stage(claim.reference()), None, "not before the ledger has answered");
    counter.ledger_has(Some(&intent));
    let stage = format!("{:?}", counter.till.stage(claim.reference()));
    assert!(stage.starts_with("Some(Bought"), "{stage}");
    assert_eq!(counter.till.claim(claim.reference()), Some(&claim));
    counter.till.visitor_left(counter.now(), &mut counter.out);
    assert_eq!(counter.till.stage(claim.reference()), None);
    assert_eq!(counter.till.claim(claim.reference()), None);
}

#[test]
fn without_the_secret_nobody_learns_whether_there_is_a_sale() {
    let mut counter = Counter::refused();
    let (claim, intent) = bought(&counter);
    let wrong = with_secret(&claim, "2222");
    assert!(matches!(counter.enters(&wrong), Claimed::Asked(_)));
    counter.ledger_has(Some(&intent));
    assert_eq!(counter.till.stage(claim.reference()), None);
    assert_eq!(counter.till.claim(claim.reference()), None);
    // Also not of one that is still on its way.
    let mine = counter.reference();
    let wrong: ClaimCode = format!("{mine}-2222").parse().expect("a code");
    counter.till.visitor_left(counter.now(), &mut counter.out);
    assert_eq!(counter.enters(&wrong), Claimed::Wrong);
}

#[test]
fn wrong_secrets_rest_their_reference_and_nobody_else() {
    let mut counter = Counter::refused();
    let (claim, intent) = bought(&counter);
    for secret in ["2222", "3333", "4444", "6666", "7777"] {
        assert!(matches!(counter.enters(&with_secret(&claim, secret)), Claimed::Asked(_)));
        counter.ledger_has(Some(&intent));
        counter.pass_time(30);
    }
    let Claimed::Rest(rest) = counter.enters(&claim) else {
        panic!("also the right one rests, or it could be guessed");
    };
    assert_eq!(rest.as_secs(), 5 * 60 - 5 * 30, "until the first of them is old enough");
    let other = ClaimCode::from_random([9; 12]);
    assert!(matches!(counter.enters(&other), Claimed::Asked(_)), "others are not kept waiting");
    counter.pass_time(rest.as_secs());
    assert!(matches!(counter.enters(&claim), Claimed::Asked(_)));
}

#[test]
fn the_kiosk_as_a_whole_rests_for_a_minute() {
    let mut counter = Counter::refused();
    for n in 0..10 {
        let code = ClaimCode::from_random([n + 40; 12]);
        assert!(matches!(counter.enters(&code), Claimed::Asked(_)), "{n}");
        counter.ledger_has(None);
    }
    let (claim, _) = bought(&counter);
    assert!(matches!(counter.enters(&claim), Claimed::Rest(_)));
    counter.pass_time(61);
    assert!(matches!(counter.enters(&claim), Claimed::Asked(_)));
}

#[test]
fn a_pass_is_shown_for_a_day_and_a_ledger_that_cannot_be_read_counts_as_no_wrong_try() {
    let mut counter = Counter::refused();
    let (claim, intent) = bought(&counter);
    counter.pass_time(24 * 3_600 - 60);
    counter.enters(&claim);
    counter.ledger_has(Some(&intent));
    assert!(format!("{:?}", counter.till.stage(claim.reference())).starts_with("Some(Bought"));
    counter.pass_time(60);
    for _ in 0..20 {
        counter.enters(&claim);
        let failed = LedgerEvent::IntentFound(counter.last.expect("asked"), Err(LedgerFault::Failed));
        counter.tell(Event::Ledger(failed));
    }
    counter.enters(&claim);
    counter.ledger_has(Some(&intent));
    assert_eq!(format!("{:?}", counter.till.stage(claim.reference())), "Some(ShownBefore)");
}

#[test]
fn who_comes_back_to_an_unknown_sale_has_it_looked_for_at_once() {
    let mut counter = Counter::submitted();
    let claim = counter.till.claim(&counter.reference()).expect("this visit's").clone();
    counter.server_says(Err(FaultKind::Cut));
    counter.till.visitor_left(counter.now(), &mut counter.out);
    for seconds in [3, 4, 7, 25] {
        counter.pass_time(seconds);
        counter.list_says(&[4]);
    }
    assert!(counter.pass_time(1).is_empty());
    assert_eq!(counter.enters(&claim), Claimed::Found);
    assert_eq!(counter.pass_time(0), ["list purchased"]);
    counter.list_says(&[4, 5]);
    assert!(counter.stage().starts_with("Bought"), "{}", counter.stage());
}

#[test]
fn what_shows_up_after_a_refusal_is_for_the_staff_once_the_visitor_had_left() {
    let mut counter = Counter::refused();
    let claim = counter.till.claim(&counter.reference()).expect("this visit's").clone();
    counter.till.visitor_left(counter.now(), &mut counter.out);
    counter.pass_time(60);
    counter.list_says(&[4]);
    assert_eq!(counter.enters(&claim), Claimed::Found);
    counter.pass_time(0);
    // The desk may have sold it while nobody stood here.
    assert_eq!(counter.list_says(&[4, 5]), ["record staff called"]);
}

#[test]
fn in_a_ledger_that_cannot_be_believed_no_code_is_looked_up() {
    let mut counter = Counter::refused();
    let claim = ClaimCode::from_random([3; 12]);
    for fault in [LedgerFault::InUse, LedgerFault::Damaged, LedgerFault::Later] {
        counter.tell(Event::Ledger(LedgerEvent::LedgerOpened(Err(fault))));
        assert_eq!(counter.enters(&claim), Claimed::Unavailable, "{fault:?}");
    }
    counter.tell(Event::Ledger(LedgerEvent::LedgerOpened(Err(LedgerFault::Full))));
    assert!(matches!(counter.enters(&claim), Claimed::Asked(_)), "a full disk can still be read");
}

#[test]
fn the_same_wrong_code_counts_once() {
    let mut counter = Counter::refused();
    let (claim, intent) = bought(&counter);
    let wrong = with_secret(&claim, "2222");
    for _ in 0..20 {
        assert!(matches!(counter.enters(&wrong), Claimed::Asked(_)));
        counter.ledger_has(Some(&intent));
    }
    assert!(matches!(counter.enters(&claim), Claimed::Asked(_)), "a slip of the finger locks nobody out");
}

#[test]
fn what_cannot_be_looked_up_for_a_day_is_for_the_staff_and_found_all_the_same() {
    let mut counter = Counter::submitted();
    counter.server_says(Err(FaultKind::Cut));
    counter.pass_time(25 * 3_600);
    counter.list_fails();
    assert_eq!(counter.stage(), "AtDesk");
    counter.pass_time(600);
    counter.list_says(&[4, 5]);
    assert!(counter.stage().starts_with("Bought"), "{}", counter.stage());
}
