//! Contracts, their cancelation and the withdrawal of that.

use serde_json::{Value, json};

use super::*;
use crate::sandbox::CancelationStatus;

/// What is shown of one contract.
fn contract(front: &mut Front, customer: u64, id: u64) -> Value {
    let all = front.contracts(customer);
    all.into_iter().find(|contract| contract["id"] == id).expect("a contract")
}

/// Whether it runs, how far its cancelation has come, and who wished that.
type State = (String, Value, Value);

/// The states of a member's contracts.
fn states(front: &mut Front, customer: u64) -> Vec<State> {
    let state = |contract: &Value| {
        let status = contract["contractStatus"].as_str().expect("a status").to_owned();
        (status, contract["cancelationStatus"].clone(), contract["cancelationOrigin"].clone())
    };
    front.contracts(customer).iter().map(state).collect()
}

#[test]
fn there_are_contracts_in_every_state() {
    let mut front = Front::open();
    let mut states = |customer| states(&mut front, customer);
    let of = |status: &str, how: &str, who: &str| (status.to_owned(), json!(how), json!(who));
    let running = || ("ACTIVE".to_owned(), Value::Null, Value::Null);
    let idle = || ("INACTIVE".to_owned(), Value::Null, Value::Null);
    assert_eq!(states(JONAS), [running(), of("ACTIVE", "CANCELED", "CUSTOMER")]);
    assert_eq!(states(MIRA), [of("INACTIVE", "CANCELED", "CUSTOMER")]);
    assert_eq!(states(BARRED), [of("ACTIVE", "CANCELED", "STUDIO")]);
    assert_eq!(states(LENA), [running()]);
    assert_eq!(states(AYLIN), [running(), idle(), idle()], "running, to come, and over");
    assert_eq!(states(GEORG), [of("ACTIVE", "PENDING_VERIFICATION", "CUSTOMER")]);
    assert_eq!(states(CHIARA), [of("ACTIVE", "PENDING_WITHDRAWAL_VERIFICATION", "CUSTOMER")]);
    assert_eq!(states(SOPHIE), [running()]);
    assert_eq!(states(EMIL), []);
}

#[test]
fn the_states_are_the_same_on_whatever_day_the_world_begins() {
    let mut front = Front::open();
    let people: Vec<u64> = front.world.people().map(|person| person.id).collect();
    let of = |front: &mut Front| people.iter().map(|id| states(front, *id)).collect::<Vec<_>>();
    let expected = of(&mut front);
    for _ in 0..400 {
        front.wait(24 * 60 * 60);
        front.world = World::new(7, front.now);
        assert_eq!(of(&mut front), expected, "{}", front.now);
        let ends = contract(&mut front, JONAS, FLEX)["availableCancelationDates"].clone();
        assert_eq!(ends.as_array().map(Vec::len), Some(4), "{}", front.now);
        let canceled = contract(&mut front, JONAS, WELLNESS)["cancelationDate"].clone();
        let open = &front.world.contracts()[1];
        let last_day = open.ending.cancelation().map(|done| done.date);
        assert_eq!(last_day.map(|day| json!(day.to_string())), Some(canceled));
        assert!(last_day.is_some_and(|day| day.tomorrow().is_ok_and(|next| next.day() == 1)), "a month ends");
    }
}

#[test]
fn contracts_and_modules_have_every_way_of_paying() {
    let mut front = Front::open();
    let mut kinds = std::collections::BTreeSet::new();
    for customer in front.world.people().map(|person| person.id).collect::<Vec<_>>() {
        let of = |contract: &Value| contract["priceDetails"]["paymentFrequency"]["type"].to_string();
        kinds.extend(front.contracts(customer).iter().map(of));
    }
    assert_eq!(kinds.len(), 5, "{kinds:?}");
    let modules: Vec<Value> = read(&front.get("/v1/memberships/self-service/additional-modules"));
    let frequencies = modules.iter().filter_map(|module| module["paymentFrequencies"].as_array()).flatten();
    let frequencies: Vec<&Value> = frequencies.collect();
    let of_modules: std::collections::BTreeSet<String> =
        frequencies.iter().map(|frequency| frequency["type"].to_string()).collect();
    assert_eq!(of_modules, kinds);
    assert!(frequencies.iter().any(|frequency| frequency["id"].is_null()));
}

#[test]
fn dates_are_those_of_the_day_of_the_call() {
    let mut front = Front::open();
    let flex = contract(&mut front, JONAS, FLEX);
    assert_eq!(flex["startDate"], "2025-04-01");
    assert_eq!(flex["endDate"], "2026-07-31");
    assert_eq!(flex["lastPossibleCancelationDate"], "2026-06-30");
    assert_eq!(
        flex["availableCancelationDates"],
        json!(["2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"])
    );
    let premium = front.contracts(LENA).remove(0);
    assert_eq!(premium["availableCancelationDates"][0], "2028-01-31", "the end of the first term");
    let summer = front.contracts(SOPHIE).remove(0);
    assert_eq!(
        (&summer["endDate"], &summer["availableCancelationDates"]),
        (&json!("2026-08-14"), &json!([]))
    );
    front.wait(21 * 24 * 60 * 60);
    let flex = contract(&mut front, JONAS, FLEX);
    assert_eq!(
        (&flex["endDate"], &flex["availableCancelationDates"][0]),
        (&json!("2026-08-31"), &json!("2026-08-31"))
    );
    front.wait(60 * 24 * 60 * 60);
    assert_eq!(
        contract(&mut front, JONAS, WELLNESS)["contractStatus"],
        "INACTIVE",
        "its last day was in July"
    );
    assert_eq!(refused(&front.withdraw(JONAS, WELLNESS)), (409, "cancelation.missing".to_owned()));
}

#[test]
fn a_cancelation_takes_effect_at_once_and_can_be_taken_back() {
    let mut front = Front::open();
    assert_eq!(front.cancel(JONAS, FLEX, "2026-08-31").status, 200);
    let shown = contract(&mut front, JONAS, FLEX);
    assert_eq!(shown["cancelationStatus"], "CANCELED");
    assert_eq!((&shown["cancelationDate"], &shown["endDate"]), (&json!("2026-08-31"), &json!("2026-08-31")));
    assert_eq!(
        (&shown["cancelationReason"], &shown["cancelationOrigin"]),
        (&json!("Umzug"), &json!("CUSTOMER"))
    );
    assert_eq!(shown["availableCancelationDates"], json!([]));
    assert_eq!(refused(&front.cancel(JONAS, FLEX, "2026-08-31")), (409, "cancelation.exists".to_owned()));
    assert_eq!(front.withdraw(JONAS, FLEX).status, 200);
    assert_eq!(contract(&mut front, JONAS, FLEX)["cancelationStatus"], Value::Null);
    assert_eq!(refused(&front.withdraw(JONAS, FLEX)), (409, "cancelation.missing".to_owned()));
    let ending = &front.world.contracts()[0].ending;
    assert_eq!((ending.cancelations(), ending.withdrawals()), (1, 1));
}

#[test]
fn what_cannot_be_canceled_or_taken_back_is_refused_and_leaves_no_trace() {
    let mut front = Front::open();
    for (customer, id, date, expected) in [
        (JONAS, FLEX, "2026-06-30", (400, "cancelation.date")),
        (JONAS, FLEX, "31.07.2026", (400, "cancelation.date")),
        (LENA, FLEX, "2026-07-31", (404, "not_found")),
        (1, FLEX, "2026-07-31", (404, "not_found")),
        (JONAS, WELLNESS, "2026-07-31", (409, "cancelation.exists")),
        (GEORG, 300_109, "2026-07-31", (409, "cancelation.exists")),
        (SOPHIE, 300_112, "2026-08-14", (400, "cancelation.date")),
        (AYLIN, 300_108, "2026-08-14", (400, "cancelation.date")),
    ] {
        let (status, code) = refused(&front.cancel(customer, id, date));
        assert_eq!((status, code.as_str()), expected, "{customer} {id} {date}");
    }
    let path = format!("/v1/memberships/{JONAS}/self-service/ordinary-contract-cancelation");
    let body = json!({"contractId": FLEX, "cancelationDate": "2026-07-31", "cancelationReasonId": 1});
    assert_eq!(refused(&front.post(&path, &body)), (400, "cancelation.reason".to_owned()));
    for (customer, id, expected) in [
        (JONAS, FLEX, (409, "cancelation.missing")),
        (MIRA, 300_103, (409, "cancelation.missing")),
        (BARRED, 300_104, (409, "cancelation.missing")),
        (CHIARA, 300_110, (409, "cancelation.missing")),
        (LENA, WELLNESS, (404, "not_found")),
    ] {
        let (status, code) = refused(&front.withdraw(customer, id));
        assert_eq!((status, code.as_str()), expected, "{customer} {id}");
    }
    let endings = front.world.contracts().iter().map(|contract| &contract.ending);
    assert!(endings.map(|ending| ending.cancelations() + ending.withdrawals()).all(|count| count == 0));
}

#[test]
fn where_staff_verify_it_is_pending_until_they_do() {
    let mut front = Front::open();
    front.world.verifies_cancelations = true;
    assert_eq!(front.cancel(JONAS, FLEX, "2026-07-31").status, 200);
    let pending = contract(&mut front, JONAS, FLEX);
    assert_eq!(pending["cancelationStatus"], "PENDING_VERIFICATION");
    assert_eq!(pending["availableCancelationDates"].as_array().map(Vec::len), Some(4));
    front.world.verify_all();
    assert_eq!(contract(&mut front, JONAS, FLEX)["cancelationStatus"], "CANCELED");
    assert_eq!(front.withdraw(JONAS, FLEX).status, 200);
    let pending = contract(&mut front, JONAS, FLEX);
    assert_eq!(pending["cancelationStatus"], "PENDING_WITHDRAWAL_VERIFICATION");
    assert_eq!(pending["endDate"], "2026-07-31", "it stands until staff agree");
    front.world.verify_all();
    assert_eq!(contract(&mut front, JONAS, FLEX)["cancelationStatus"], Value::Null);
}

#[test]
fn a_studio_that_does_not_look_cancels_twice_and_shows_it() {
    let mut front = Front::open();
    front.world.accepts_repeats = true;
    assert_eq!(front.cancel(JONAS, FLEX, "2026-07-31").status, 200);
    assert_eq!(front.cancel(JONAS, FLEX, "2026-07-31").status, 200);
    let ending = &front.world.contracts()[0].ending;
    assert_eq!((ending.cancelations(), ending.withdrawals()), (2, 0));
    assert_eq!(ending.cancelation().map(|done| done.status), Some(CancelationStatus::Canceled));
}
