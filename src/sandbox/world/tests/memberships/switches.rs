//! Leaving a contract for another.

use std::time::Duration;

use super::*;
use crate::sandbox::Conclusion;

const UPGRADE: u64 = 75_001;
const DOWNGRADE: u64 = 75_002;
const MOVE: u64 = 75_003;
/// Lena's contract.
const PREMIUM_24: u64 = 300_105;
const SISTER: u64 = 1_238_735_971;

fn configs(front: &mut Front, customer: u64) -> Value {
    read(&front.get(&format!("/v1/memberships/{customer}/membership-switch/configs")))
}

/// The ids of ways that are open to a member.
fn ways(front: &mut Front, customer: u64) -> Vec<u64> {
    let all = configs(front, customer);
    all.as_array().expect("a list").iter().filter_map(|way| way["id"].as_u64()).collect()
}

fn wish(config: u64, term: u64, source: u64, more: &Value) -> Value {
    let plain = json!({
        "configId": config, "membershipOfferTermId": term, "sourceContractId": source, "startDate": "2026-07-01",
    });
    with(&plain, more)
}

impl Front {
    fn switch(&mut self, customer: u64, wish: &Value) -> Answer {
        self.post(&format!("/v1/memberships/{customer}/membership-switch"), wish)
    }

    fn preview_switch(&mut self, customer: u64, wish: &Value) -> Answer {
        self.post(&format!("/v1/memberships/{customer}/membership-switch/preview"), wish)
    }
}

#[test]
fn a_way_is_open_to_who_has_a_contract_that_can_be_left() {
    let mut front = Front::open();
    for (customer, expected) in [
        (JONAS, vec![UPGRADE]),
        (LENA, vec![DOWNGRADE]),
        (AYLIN, vec![DOWNGRADE]),
        (BARRED, vec![]),
        (EMIL, vec![]),
        (SOPHIE, vec![]),
        (OSKAR, vec![]),
        (GEORG, vec![]),
    ] {
        assert_eq!(ways(&mut front, customer), expected, "{customer}");
    }
    let of_jonas = configs(&mut front, JONAS);
    assert_eq!(
        of_jonas[0]["sourceContracts"],
        json!([{"id": FLEX, "rateName": "Kraftwerk Flex"}]),
        "the id of a contract"
    );
    let of_lena = configs(&mut front, LENA);
    assert_eq!(
        of_lena[0]["sourceContracts"],
        json!([{"id": 70_902, "rateName": "Kraftwerk Premium 24"}]),
        "the id of a rate"
    );
    // Once it is to end, it cannot be left any more.
    assert_eq!(front.cancel(JONAS, FLEX, "2026-07-31").status, 200);
    assert_eq!(ways(&mut front, JONAS), [0; 0]);
    assert_eq!(front.get("/v1/memberships/1/membership-switch/configs").status, 404);
}

#[test]
fn a_way_tells_the_offers_that_it_leads_to() {
    let mut front = Front::open();
    let detail = |front: &mut Front, customer: u64, way: u64| {
        front.get(&format!("/v1/memberships/{customer}/membership-switch/configs/{way}"))
    };
    let upgrade: Value = read(&detail(&mut front, JONAS, UPGRADE));
    let offers = upgrade["destinationMembershipOffers"].as_array().expect("offers");
    assert_eq!(offers.iter().map(|offer| offer["id"].clone()).collect::<Vec<_>>(), [70_200, 70_300]);
    assert!(offers[0]["contractTextBlocks"].is_array());
    for (customer, way) in [(JONAS, DOWNGRADE), (JONAS, 1), (EMIL, UPGRADE)] {
        assert_eq!(
            refusal(&detail(&mut front, customer, way)),
            no(404, "not_found", "configId"),
            "{customer} {way}"
        );
    }
}

#[test]
fn another_studio_may_be_asked_about() {
    let mut front = Front::open();
    let path = format!("/v1/memberships/{JONAS}/membership-switch/configs");
    let mut ask = |path: &str, studio: &str| front.call(&Call::get(path).with("studioId", studio));
    let there: Value = read(&ask(&path, &SISTER.to_string()));
    assert_eq!((there.as_array().map(Vec::len), &there[0]["id"]), (Some(1), &json!(MOVE)));
    let here: Value = read(&ask(&path, "1238735970"));
    assert_eq!(here[0]["id"], UPGRADE);
    assert_eq!(refusal(&ask(&path, "5")), no(404, "not_found", "studioId"));
    assert_eq!(refusal(&ask(&path, "x")), no(400, "field.invalid", "studioId"));
    assert_eq!(ask(&format!("{path}/{MOVE}"), &SISTER.to_string()).status, 200);
    assert_eq!(ask(&format!("{path}/{UPGRADE}"), &SISTER.to_string()).status, 404);
    let preview = format!("/v1/memberships/{JONAS}/membership-switch/preview");
    let wished = wish(MOVE, CLASSIC_YEAR, FLEX, &json!({}));
    let call = Call::post(preview, &wished).expect("JSON");
    assert_eq!(refusal(&front.call(&call)), no(404, "not_found", "configId"));
    assert_eq!(front.call(&call.with("studioId", SISTER.to_string())).status, 200);
}

#[test]
fn a_switch_is_priced_like_any_contract() {
    let mut front = Front::open();
    let wished = wish(
        UPGRADE,
        CLASSIC_YEAR,
        FLEX,
        &json!({"selectedOptionalModuleIds": [DRINKS], "selectedSelectableModuleIds": [MINERALS]}),
    );
    let preview: Value = read(&front.preview_switch(JONAS, &wished));
    assert_eq!(amount(&preview["paymentPreview"]["dueOnSigningAmount"]), "78.80", "29.00, 39.90 and 9.90");
    assert_eq!(amount(&preview["contractVolumeInformation"]["totalContractVolume"]), "478.80");
    assert_eq!(preview["moduleConsentTextBlocks"].as_array().map(Vec::len), Some(2));
    assert_eq!((preview.get("basePrice"), &preview["ageAdjustedPrice"]), (None, &Value::Null));
    let georg_is_old = front.add(GEORG, &contract(BASIC_YEAR, &json!({"startDate": "2026-06-10"})));
    assert_eq!(georg_is_old.status, 200);
    let basic = front.world.concluded()[0].contract_id;
    let preview: Value = read(&front.preview_switch(GEORG, &wish(UPGRADE, CLASSIC_YEAR, basic, &json!({}))));
    assert_eq!(amount(&preview["ageAdjustedPrice"]), "34.90");
}

#[test]
fn what_is_left_ends_the_day_before_what_follows_starts() {
    let mut front = Front::open();
    let (token, _) = front.agree("ECOM", "68.90", &json!({"customerId": JONAS}));
    let more = json!({"initialPaymentRequestToken": token, "thirdPartyId": "AAAA-BBBB", "notes": "Kiosk"});
    let wished = wish(UPGRADE, CLASSIC_YEAR, FLEX, &more);
    let answer = front.switch(JONAS, &wished);
    assert_eq!((answer.status, answer.body.is_empty()), (200, true));
    let contracts = front.contracts(JONAS);
    let left = &contracts[0];
    assert_eq!((&left["endDate"], &left["cancelationDate"]), (&json!("2026-06-30"), &json!("2026-06-30")));
    assert_eq!(
        (&left["cancelationOrigin"], &left["cancelationStatus"]),
        (&json!("STUDIO"), &json!("CANCELED"))
    );
    assert_eq!(
        (&contracts[2]["rateName"], &contracts[2]["startDate"]),
        (&json!("Kraftwerk Classic"), &json!("2026-07-01"))
    );
    assert_eq!(front.withdraw(JONAS, FLEX).status, 409, "nobody takes that back");
    let concluded = &front.world.concluded()[0];
    assert_eq!(concluded.conclusion, Conclusion::Switched { source: FLEX });
    assert_eq!(
        (concluded.reference.as_deref(), concluded.due.to_string()),
        (Some("AAAA-BBBB"), "68.90".to_owned())
    );
    assert_eq!(concluded.upfront.as_ref().map(|spent| spent.token.as_str()), Some(token.as_str()));
    let again = front.switch(JONAS, &wished);
    assert_eq!(refusal(&again), no(409, "switch.not_possible", "sourceContractId"));
    assert_eq!(front.world.concluded().len(), 1);
}

#[test]
fn a_switch_may_be_shown_late_and_is_done_once_all_the_same() {
    let mut front = Front::open();
    front.world.visible_after = Duration::from_secs(30);
    let wished = wish(DOWNGRADE, BASIC_YEAR, PREMIUM_24, &json!({}));
    assert_eq!(front.switch(LENA, &wished).status, 200);
    assert_eq!(
        (front.contracts(LENA).len(), &front.contracts(LENA)[0]["cancelationStatus"]),
        (1, &Value::Null)
    );
    assert_eq!(ways(&mut front, LENA), [DOWNGRADE], "as long as it is not shown");
    assert_eq!(refusal(&front.switch(LENA, &wished)), no(409, "switch.not_possible", "sourceContractId"));
    front.wait(30);
    let contracts = front.contracts(LENA);
    assert_eq!((contracts.len(), &contracts[0]["cancelationDate"]), (2, &json!("2026-06-30")));
    assert_eq!(ways(&mut front, LENA), [0; 0], "what has not begun cannot be left");
}

#[test]
fn only_a_contract_of_the_way_is_left_and_only_for_an_offer_of_it() {
    let mut front = Front::open();
    let (config, source, term) = ("configId", "sourceContractId", "membershipOfferTermId");
    for (wished, expected) in [
        (wish(1, CLASSIC_YEAR, FLEX, &json!({})), no(404, "not_found", config)),
        (wish(UPGRADE, CLASSIC_YEAR, 1, &json!({})), no(404, "not_found", source)),
        (wish(UPGRADE, CLASSIC_YEAR, PREMIUM_24, &json!({})), no(404, "not_found", source)),
        (wish(UPGRADE, CLASSIC_YEAR, 70_901, &json!({})), no(404, "not_found", source)),
        (wish(UPGRADE, CLASSIC_YEAR, WELLNESS, &json!({})), no(400, "switch.source", source)),
        (wish(DOWNGRADE, BASIC_YEAR, FLEX, &json!({})), no(400, "switch.source", source)),
        (wish(UPGRADE, 1, FLEX, &json!({})), no(404, "not_found", term)),
        (wish(UPGRADE, CLASSIC, FLEX, &json!({})), no(400, "term.is_offer", term)),
        (wish(UPGRADE, BASIC_YEAR, FLEX, &json!({})), no(400, "term.not_in_switch", term)),
        (
            wish(UPGRADE, CLASSIC_YEAR, FLEX, &json!({"startDate": "2026-06-09"})),
            no(400, "start.past", "startDate"),
        ),
        (
            wish(UPGRADE, CLASSIC_YEAR, FLEX, &json!({"selectedOptionalModuleIds": [SAUNA_24]})),
            no(400, "module.not_of_term", "selectedOptionalModuleIds"),
        ),
        (wish(UPGRADE, CLASSIC_YEAR, FLEX, &json!({"configId": null})), no(400, "field.missing", config)),
    ] {
        assert_eq!(refusal(&front.preview_switch(JONAS, &wished)), expected, "{wished}");
        assert_eq!(refusal(&front.switch(JONAS, &wished)), expected, "{wished}");
    }
    let (token, _) = front.agree("ECOM", "68.90", &json!({"customerId": LENA}));
    for (token, code) in [(None, "token.missing"), (Some(token), "token.foreign")] {
        let wished = wish(UPGRADE, CLASSIC_YEAR, FLEX, &json!({"initialPaymentRequestToken": token}));
        assert_eq!(refusal(&front.switch(JONAS, &wished)), no(400, code, "initialPaymentRequestToken"));
    }
    let barred = front.switch(BARRED, &wish(UPGRADE, CLASSIC_YEAR, 300_104, &json!({})));
    assert_eq!(refusal(&barred), no(400, "access.refused", "customerId"));
    assert!(front.world.concluded().is_empty());
}
