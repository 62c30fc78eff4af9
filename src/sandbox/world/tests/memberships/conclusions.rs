//! What is there once a contract is concluded.

use std::time::Duration;

use super::*;
use crate::sandbox::Conclusion;

#[test]
fn somebody_new_is_a_member_with_a_contract_like_everybody_else() {
    let mut front = Front::open();
    let (recurring, upfront) = front.two_tokens("82.80");
    let more = json!({
        "thirdPartyId": "K7Q2-M9XD", "initialPaymentRequestToken": upfront, "voucherCode": "HALB3",
        "selectedSelectableModuleIds": [TOWELS], "referralCode": "JONAS", "notes": "Kiosk",
        "preuseDate": "2026-06-14", "selectedOptionalModuleIds": [DRINKS],
    });
    let wished = with(&contract(CLASSIC_YEAR, &signed()), &more);
    // 17 days at 1.50, half of it: 12.75, 19.95, 29.00 and 9.90 make 71.60.
    let person = applicant(&json!({
        "thirdPartyId": "K7Q2-M9XD", "paymentRequestToken": recurring,
        "additionalInformationFieldAssignments": [{"additionalInformationFieldId": 7103, "value": "2"}],
    }));
    let wrong = front.signup(&wished, &person);
    assert_eq!(refusal(&wrong), no(400, "token.amount", "contract.initialPaymentRequestToken"));
    let payer = front.world.sessions().next().map(|session| session.finion_pay_customer_id.clone());
    let (upfront, _) = front.agree("ECOM", "71.60", &json!({"finionPayCustomerId": payer}));
    let wished = with(&wished, &json!({"initialPaymentRequestToken": upfront}));
    let joined: Value = read(&front.signup(&wished, &person));
    let id = joined["customerId"].as_u64().expect("an id");

    let search = json!({"email": "ADA.neu@example.com", "dateOfBirth": "1990-01-02"});
    let found: Value = read(&front.post("/v1/customers/search", &search));
    assert_eq!((&found[0]["id"], &found[0]["status"]), (&json!(id), &json!("MEMBER")));
    assert_eq!((&found[0]["thirdPartyId"], &found[0]["city"]), (&json!("K7Q2-M9XD"), &json!("Berlin")));
    let number = found[0]["customerNumber"].as_str().expect("a number").to_owned();
    let by: Value = read(&front.call(&Call::get("/v1/customers/by").with("customerNumber", &number)));
    assert_eq!(by["id"], id);
    assert_eq!(front.get(&format!("/v1/customers/{id}/access-code")).status, 200);

    let contracts = front.contracts(id);
    let [shown] = contracts.as_slice() else { panic!("one contract") };
    assert_eq!(
        (&shown["rateName"], &shown["startDate"], &shown["endDate"]),
        (&json!("Kraftwerk Classic"), &json!("2026-07-01"), &json!("2027-06-30"))
    );
    assert_eq!(shown["rateCodes"][0]["identifier"], "KW-CLASSIC");
    let prices = &shown["priceDetails"];
    assert_eq!(
        (amount(&prices["basePrice"]), amount(&prices["currentPrice"])),
        ("39.90".to_owned(), "19.95".to_owned())
    );
    assert_eq!(prices["paymentFrequency"]["id"], 72_201);
    assert_eq!(
        (&shown["contractStatus"], &shown["cancelationStatus"]),
        (&json!("INACTIVE"), &Value::Null),
        "to come"
    );
    assert_eq!(shown["lastPossibleCancelationDate"], "2027-05-30");
    assert_eq!(shown["availableCancelationDates"][0], "2027-06-30");
    let contract_id = shown["id"].as_u64().expect("an id");
    assert_eq!(front.cancel(id, contract_id, "2027-06-30").status, 200);

    let concluded = &front.world.concluded()[0];
    assert_eq!(
        (concluded.conclusion, concluded.contract_id, concluded.customer_id),
        (Conclusion::Signup, contract_id, id)
    );
    assert_eq!(
        (concluded.reference.as_deref(), concluded.due.to_string()),
        (Some("K7Q2-M9XD"), "71.60".to_owned())
    );
    assert_eq!((concluded.offer_id, concluded.term_id), (CLASSIC, CLASSIC_YEAR));
    assert_eq!(concluded.modules, [TOWELS, DRINKS]);
    assert_eq!(concluded.request.text_block_signatures[0].text_block_id, TERMS_TEXT);
    assert_eq!(concluded.request.referral_code.as_deref(), Some("JONAS"));
    assert_eq!(concluded.applicant.as_ref().map(|person| person.first_name.as_str()), Some("Ada"));
    let kept = front.world.contracts().last().and_then(|contract| contract.third_party_id.clone());
    assert_eq!(kept.as_deref(), Some("K7Q2-M9XD"));
    assert!(!format!("{:?}", front.world.concluded()).contains("Ada"));
}

#[test]
fn a_customer_gets_one_more_and_one_who_was_none_becomes_a_member() {
    let mut front = Front::open();
    let answer = front.add(MIRA, &contract(BASIC_MONTH, &json!({"thirdPartyId": "AAAA-BBBB"})));
    assert_eq!((answer.status, answer.body.is_empty()), (200, true));
    let mira: Value = read(&front.get(&format!("/v1/customers/{MIRA}")));
    assert_eq!(mira["status"], "MEMBER");
    let contracts = front.contracts(MIRA);
    assert_eq!((contracts.len(), &contracts[1]["rateName"]), (2, &json!("Kraftwerk Basic")));
    assert_eq!(contracts[1]["endDate"], "2026-07-31");
    assert_eq!(front.world.concluded()[0].conclusion, Conclusion::Added);
    assert_eq!(front.world.concluded()[0].reference.as_deref(), Some("AAAA-BBBB"));
    assert!(!front.world.concluded()[0].pays_cash(), "what they had before is not known to change");
}

#[test]
fn a_second_delivery_without_a_token_makes_a_second_contract() {
    let mut front = Front::open();
    let wished = contract(BASIC_YEAR, &json!({"thirdPartyId": "AAAA-BBBB"}));
    assert_eq!((front.add(EMIL, &wished).status, front.add(EMIL, &wished).status), (200, 200));
    assert_eq!(front.contracts(EMIL).len(), 2);
    let person = applicant(&json!({}));
    assert_eq!((front.signup(&wished, &person).status, front.signup(&wished, &person).status), (200, 200));
    let found: Value = read(&front.post("/v1/customers/search", &json!({"email": "ada.neu@example.com"})));
    assert_eq!(found.as_array().map(Vec::len), Some(2));
}

#[test]
fn what_is_concluded_may_be_shown_late() {
    let mut front = Front::open();
    front.world.visible_after = Duration::from_secs(30);
    let joined: Value = read(&front.signup(&contract(BASIC_YEAR, &json!({})), &applicant(&json!({}))));
    let id = joined["customerId"].as_u64().expect("an id");
    assert_eq!(front.add(EMIL, &contract(BASIC_YEAR, &json!({}))).status, 200);
    let search = json!({"email": "ada.neu@example.com"});
    let seen = |front: &mut Front| {
        let found: Value = read(&front.post("/v1/customers/search", &search));
        (found.as_array().map_or(0, Vec::len), front.contracts(id).len(), front.contracts(EMIL).len())
    };
    front.wait(29);
    assert_eq!(seen(&mut front), (0, 0, 0));
    front.wait(1);
    assert_eq!(seen(&mut front), (1, 1, 1));
    front.wait(-10);
    assert_eq!(seen(&mut front), (1, 1, 1), "what was shown stays shown, though the clock is set back");
    assert_eq!(front.world.contracts().len(), front.world.concluded().len() + 12);
}

#[test]
fn contracts_end_as_their_offers_said() {
    let mut front = Front::open();
    let days = json!({"startDate": "2026-06-13"});
    for (term, more, end, dates) in [
        // Two years and the two months that cost nothing.
        (CLASSIC_TWO_YEARS, signed(), "2028-08-12", 4),
        // A trial ends by itself.
        (TRIAL, json!({}), "2026-07-10", 0),
        (BASIC_MONTH, json!({}), "2026-07-12", 4),
    ] {
        let answer = front.add(EMIL, &with(&contract(term, &more), &days));
        assert_eq!(answer.status, 200, "{term}");
        let contracts = front.contracts(EMIL);
        let shown = contracts.last().expect("a contract");
        assert_eq!(shown["endDate"], end, "{term}");
        assert_eq!(shown["availableCancelationDates"].as_array().map(Vec::len), Some(dates), "{term}");
    }
    // Two weeks from the day of the cancelation, once the first month is over.
    front.wait(40 * 86_400);
    let contracts = front.contracts(EMIL);
    assert_eq!(front.now.to_string(), "2026-07-20T12:00:00Z");
    let dates = contracts.last().expect("a contract")["availableCancelationDates"].clone();
    assert_eq!(dates, json!(["2026-08-03", "2026-08-12", "2026-09-12", "2026-10-12"]));
}
