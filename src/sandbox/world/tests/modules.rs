//! Additional modules: the check, the order, and the contract that comes of it.

use serde_json::{Value, json};

use super::*;

const DRINKS: u64 = 52_001;
const SAUNA_FLAT: u64 = 52_002;
const APP: u64 = 52_006;
const PREMIUM: u64 = 300_105;

impl Front {
    fn module(&mut self, contract: u64, what: &str, order: (u64, u64, bool)) -> Answer {
        let (module, frequency, trial) = order;
        let body =
            json!({"additionalModuleId": module, "paymentFrequencyId": frequency, "bookTrialPeriod": trial});
        self.post(&format!("/v1/memberships/{contract}/self-service/additional-modules/{what}"), &body)
    }

    fn check(&mut self, contract: u64, order: (u64, u64, bool)) -> String {
        let result: Value = read(&self.module(contract, "validate", order));
        result["validationStatus"].as_str().expect("a status").to_owned()
    }

    fn purchasable(&mut self, contract: u64) -> Vec<u64> {
        let path = format!("/v1/memberships/{contract}/self-service/additional-modules/purchasable");
        let modules: Vec<Value> = read(&self.get(&path));
        modules.iter().filter_map(|module| module["id"].as_u64()).collect()
    }

    fn of_module(&mut self, contract: u64, id: u64, what: &str, body: Option<&Value>) -> Answer {
        let path = format!("/v1/memberships/{contract}/self-service/additional-module-contracts/{id}{what}");
        match body {
            Some(body) => self.post(&path, body),
            None if what.is_empty() => self.get(&path),
            None => self.call(&Call { method: Method::Post, ..Call::get(path) }),
        }
    }
}

/// The id that an order gives.
fn bought(answer: &Answer) -> u64 {
    read::<Value>(answer)["id"].as_u64().expect("an id")
}

#[test]
fn the_check_has_six_answers_and_the_order_agrees_with_each() {
    let mut front = Front::open();
    for (contract, order, answer, refusal) in [
        (PREMIUM, (DRINKS, 62_001, false), "CONTRACT_ALREADY_PURCHASED", (409, "module.owned")),
        (WELLNESS, (DRINKS, 62_001, false), "CONTRACT_INVALID_STATUS", (409, "contract.status")),
        (300_107, (DRINKS, 62_001, false), "CONTRACT_INVALID_STATUS", (409, "contract.status")),
        (300_108, (DRINKS, 62_001, false), "CONTRACT_INVALID_STATUS", (409, "contract.status")),
        (FLEX, (1, 62_001, false), "NOT_FOUND", (404, "not_found")),
        (FLEX, (52_008, 62_008, false), "NOT_ONLINE_PURCHASABLE", (400, "module.not_online")),
        (FLEX, (SAUNA_FLAT, 62_002, true), "TRIAL_PERIOD_NOT_BOOKABLE", (400, "module.trial")),
    ] {
        assert_eq!(front.check(contract, order), format!("ADDITIONAL_MODULE_{answer}"));
        let (status, code) = refused(&front.module(contract, "purchase", order));
        assert_eq!((status, code.as_str()), refusal, "{answer}");
    }
    assert_eq!(front.check(FLEX, (DRINKS, 62_001, true)), "ADDITIONAL_MODULE_PURCHASABLE");
    for what in ["validate", "purchase"] {
        let answer = front.module(FLEX, what, (DRINKS, 62_002, false));
        assert_eq!(refused(&answer), (400, "field.invalid".to_owned()), "the frequency of another module");
        assert_eq!(front.module(1, what, (DRINKS, 62_001, false)).status, 404);
    }
    assert_eq!(front.world.module_contracts().len(), 2, "nothing was bought");
}

#[test]
fn a_module_is_bought_once_and_is_on_the_list_no_more() {
    let mut front = Front::open();
    assert!(front.purchasable(FLEX).contains(&DRINKS));
    let id = bought(&front.module(FLEX, "purchase", (DRINKS, 62_001, true)));
    assert_eq!(
        refused(&front.module(FLEX, "purchase", (DRINKS, 62_001, true))),
        (409, "module.owned".to_owned())
    );
    assert_eq!(front.check(FLEX, (DRINKS, 62_001, false)), "ADDITIONAL_MODULE_CONTRACT_ALREADY_PURCHASED");
    assert!(!front.purchasable(FLEX).contains(&DRINKS));
    assert!(front.purchasable(WELLNESS).is_empty(), "a contract that ends takes none");
    let shown: Value = read(&front.of_module(FLEX, id, "", None));
    assert_eq!((&shown["startDate"], &shown["endDate"]), (&json!("2026-06-10"), &json!("2027-06-09")));
    assert_eq!(shown["price"], json!({"amount": 9.90, "currency": "EUR"}));
    assert_eq!(shown["trialPeriod"]["term"], json!({"value": 2, "unit": "WEEK"}));
    assert_eq!(shown["availableCancelationDates"][0], "2026-06-23", "the end of the trial comes first");
    assert_eq!(shown["availableCancelationDates"][1], "2027-06-09");
    assert_eq!(front.of_module(WELLNESS, id, "", None).status, 404, "of another contract");
    let owned = front.world.module_contracts().last().expect("a module");
    assert_eq!((owned.id, owned.customer_id, owned.contract_id, owned.module.id), (id, JONAS, FLEX, DRINKS));
    assert_eq!(owned.bought_at, Some(front.now));
}

#[test]
fn a_module_is_canceled_and_taken_back_like_a_contract() {
    let mut front = Front::open();
    let id = bought(&front.module(FLEX, "purchase", (APP, 62_007, false)));
    let cancel = |date: &str| json!({"cancelationDate": date, "cancelationReasonId": MOVED});
    let shown: Value = read(&front.of_module(FLEX, id, "", None));
    assert_eq!(shown["availableCancelationDates"][1], "2026-08-09", "it begins anew each month");
    assert_eq!(shown["contractCancelationCanBeWithdrawn"], false);
    assert_eq!(shown["price"]["amount"], 0);
    let wrong = front.of_module(FLEX, id, "/ordinary-cancelation", Some(&cancel("2026-07-10")));
    assert_eq!(refused(&wrong), (400, "cancelation.date".to_owned()));
    assert_eq!(front.of_module(FLEX, id, "/ordinary-cancelation", Some(&cancel("2026-07-09"))).status, 200);
    let again = front.of_module(FLEX, id, "/ordinary-cancelation", Some(&cancel("2026-07-09")));
    assert_eq!(refused(&again), (409, "cancelation.exists".to_owned()));
    let shown: Value = read(&front.of_module(FLEX, id, "", None));
    assert_eq!(shown["contractCancelationStatus"], "CANCELED");
    assert_eq!(
        (&shown["cancelationDate"], &shown["contractCancelationCanBeWithdrawn"]),
        (&json!("2026-07-09"), &json!(true))
    );
    assert_eq!(front.of_module(FLEX, id, "/withdraw-cancelation", None).status, 200);
    let none = front.of_module(FLEX, id, "/withdraw-cancelation", None);
    assert_eq!(refused(&none), (409, "cancelation.missing".to_owned()));
    let ending = &front.world.module_contracts().last().expect("a module").ending;
    assert_eq!((ending.cancelations(), ending.withdrawals()), (1, 1));
    assert_eq!(front.of_module(FLEX, 310_101, "/withdraw-cancelation", None).status, 404);
}

#[test]
fn a_module_that_has_ended_can_be_bought_again() {
    let mut front = Front::open();
    let order = (52_004, 62_005, false);
    let first = bought(&front.module(FLEX, "purchase", order));
    front.wait(93 * 24 * 60 * 60);
    assert_eq!(front.check(FLEX, order), "ADDITIONAL_MODULE_PURCHASABLE");
    assert_ne!(bought(&front.module(FLEX, "purchase", order)), first);
}

#[test]
fn a_studio_that_does_not_look_sells_twice_and_shows_it() {
    let mut front = Front::open();
    front.world.accepts_repeats = true;
    let order = (SAUNA_FLAT, 62_002, false);
    bought(&front.module(FLEX, "purchase", order));
    bought(&front.module(FLEX, "purchase", order));
    assert_eq!(
        front.check(FLEX, order),
        "ADDITIONAL_MODULE_CONTRACT_ALREADY_PURCHASED",
        "the check does look"
    );
    assert_eq!(front.world.module_contracts().iter().filter(|owned| owned.contract_id == FLEX).count(), 2);
}
