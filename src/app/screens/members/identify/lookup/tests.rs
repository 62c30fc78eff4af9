use super::*;
use crate::config::Proof;
use crate::domain::person::CustomerStatus;
use jiff::civil::date;

const BORN: Date = date(1991, 3, 14);

#[expect(clippy::unnecessary_wraps, reason = "it is an answer of the studio")]
fn customer(id: u64, born: Option<Date>) -> Result<Box<Customer>, Fault> {
    Ok(Box::new(Customer {
        id: CustomerId(id),
        first_name: Some("Jonas".into()),
        last_name: None,
        email: None,
        date_of_birth: born,
        access_refusal: false,
        status: CustomerStatus::Member,
        third_party_id: None,
    }))
}

fn nobody() -> Result<Box<Customer>, Fault> {
    Err(FaultKind::NotFound.into())
}

fn config(proof: Proof) -> MembersConfig {
    let mut config = MembersConfig { proof, ..MembersConfig::default() };
    config.identify_by.retain(|identifier| proof == Proof::BirthDate || *identifier != Identifier::Pin);
    config
}

/// Gives these answers, one after the other, and tells what they come to and how many questions were asked.
fn play(
    given: Given,
    answers: &[Result<Box<Customer>, Fault>],
    may_try: impl Fn(&Tried) -> bool,
) -> (Step, usize) {
    let proof = if matches!(given, Given::Pin(_)) { Proof::Pin } else { Proof::BirthDate };
    let mut lookup = Lookup::new(" 1-20101 ", given, &config(proof));
    let mut step = lookup.next(&may_try);
    let mut asked = 0;
    while let Step::Ask(_) = step {
        step = lookup.take(&answers[asked], &may_try);
        asked += 1;
    }
    (step, asked)
}

fn born(answers: &[Result<Box<Customer>, Fault>]) -> (Step, usize) {
    play(Given::Born(BORN), answers, |_| true)
}

fn id_of(step: &Step) -> Option<u64> {
    if let Step::Proven(customer) = step { Some(customer.id.0) } else { None }
}

#[test]
fn every_key_is_asked_in_the_order_of_the_configuration() {
    let mut config = config(Proof::BirthDate);
    config.card_number_format = crate::domain::person::CardNumberFormat::HexMsb;
    let mut lookup = Lookup::new(" 04a2 ", Given::Born(BORN), &config);
    let mut asked = Vec::new();
    let mut step = lookup.next(|_| true);
    while let Step::Ask(key) = step {
        asked.push(key);
        step = lookup.take(&nobody(), |_| true);
    }
    let format = config.card_number_format;
    let expected = [
        CustomerKey::CardNumber { number: "04a2".into(), format },
        CustomerKey::Barcode("04a2".into()),
        CustomerKey::CustomerNumber("04a2".into()),
        CustomerKey::Pin(Secret::new("04a2")),
    ];
    assert!(asked == expected);
    assert!(step == Step::Wrong(vec![Tried::Nobody(TypedHash::of("04A2"))]));
}

#[test]
fn the_right_birth_date_proves_and_asks_no_further() {
    let (step, asked) = born(&[nobody(), customer(7, Some(BORN))]);
    assert_eq!((id_of(&step), asked), (Some(7), 2));
}

#[test]
fn a_number_that_is_the_card_of_one_and_the_number_of_another_finds_the_one_who_proves() {
    let (step, asked) = born(&[customer(7, Some(date(1980, 1, 1))), nobody(), customer(8, Some(BORN))]);
    assert_eq!((id_of(&step), asked), (Some(8), 3));
}

#[test]
fn the_wrong_birth_date_takes_as_many_questions_as_a_number_nobody_has() {
    let other = || customer(7, Some(date(1980, 1, 1)));
    let (step, asked) = born(&[other(), nobody(), other(), nobody()]);
    assert!(step == Step::Wrong(vec![Tried::Customer(CustomerId(7))]), "{step:?}");
    let (step, unknown) =
        born(&[nobody(), Err(FaultKind::Invalid.into()), Err(FaultKind::Conflict.into()), nobody()]);
    assert!(matches!(step, Step::Wrong(_)));
    assert_eq!((asked, unknown), (4, 4));
}

#[test]
fn who_has_no_tries_left_is_refused_alike_and_also_with_the_right_proof() {
    let all = [customer(7, Some(BORN)), nobody(), nobody(), nobody()];
    let (step, asked) = play(Given::Born(BORN), &all, |who| *who != Tried::Customer(CustomerId(7)));
    assert!(step == Step::TooMany, "{step:?}");
    let none = [nobody(), nobody(), nobody(), nobody()];
    let (step, unknown) = play(Given::Born(BORN), &none, |who| matches!(who, Tried::Customer(_)));
    assert!(step == Step::TooMany, "{step:?}");
    assert_eq!(asked, unknown);
}

#[test]
fn without_a_birth_date_on_record_nothing_is_counted() {
    let (step, _) = born(&[customer(7, None), nobody(), nobody(), nobody()]);
    assert!(step == Step::NoBirthDate, "{step:?}");
}

#[test]
fn a_pin_proves_whose_it_is_and_is_asked_last_also_where_nobody_was_found() {
    let pin = || Given::Pin(Secret::new("4711"));
    let (step, asked) = play(pin(), &[nobody(), nobody(), customer(7, None), customer(7, None)], |_| true);
    assert_eq!((id_of(&step), asked), (Some(7), 4));
    let (step, _) = play(pin(), &[nobody(), nobody(), customer(7, None), customer(8, None)], |_| true);
    assert!(step == Step::Wrong(vec![Tried::Customer(CustomerId(7))]), "{step:?}");
    let (step, asked) = play(pin(), &[nobody(), nobody(), nobody(), customer(8, None)], |_| true);
    assert!(matches!(&step, Step::Wrong(who) if matches!(who[..], [Tried::Nobody(_)])), "{step:?}");
    assert_eq!(asked, 4);
}

#[test]
fn a_fault_counts_nothing() {
    for kind in [FaultKind::TimedOut, FaultKind::ScopeMissing, FaultKind::Broken(500)] {
        let (step, _) = born(&[customer(7, Some(date(1980, 1, 1))), Err(kind.clone().into())]);
        assert!(step == Step::Failed(kind.into()), "{step:?}");
    }
}

#[test]
fn nothing_typed_appears_in_debug_output() {
    let lookup = Lookup::new("1-20101", Given::Pin(Secret::new("4711")), &config(Proof::Pin));
    let shown = format!("{lookup:?} {:?}", Step::Ask(CustomerKey::Barcode("1-20101".into())));
    assert!(!shown.contains("20101") && !shown.contains("4711"), "{shown}");
}
