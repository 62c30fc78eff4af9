//! What is offered, and that the files of the club fit together.

use std::collections::BTreeSet;

use super::*;

fn ids(list: &Value) -> Vec<u64> {
    list.as_array().expect("a list").iter().filter_map(|entry| entry["id"].as_u64()).collect()
}

#[test]
fn the_list_has_what_is_on_sale_and_the_detail_has_more() {
    let mut front = Front::open();
    let list: Value = read(&front.get("/v1/memberships/membership-offers"));
    assert_eq!(ids(&list), [BASIC, CLASSIC, 70_300, 70_400, 70_500], "and not what is over");
    assert_eq!(list[0].get("contractTextBlocks"), None);
    assert_eq!(list[0]["terms"][0].get("flatFees"), None);
    let volume = &list[1]["terms"][0]["contractVolumeInformation"];
    assert_eq!(amount(&volume["totalContractVolume"]), "478.80");
    let detail: Value = read(&front.get(&format!("/v1/memberships/membership-offers/{CLASSIC}")));
    assert_eq!(
        (ids(&detail["includedModules"]), ids(&detail["selectableModules"])),
        (vec![73_001, INCLUDED], vec![TOWELS, MINERALS, CLASSES])
    );
    assert_eq!(
        (ids(&detail["terms"][0]["optionalModules"]), ids(&detail["terms"][1]["optionalModules"])),
        (vec![DRINKS, SAUNA_MODULE], vec![SAUNA_24, 73_024])
    );
    assert_eq!(
        ids(&detail["contractTextBlocks"]),
        [74_003, TERMS_TEXT, 74_002],
        "order is told, and not kept by the list"
    );
    assert_eq!(detail["terms"][0]["defaultContractStartDate"], "2026-06-10");
    for unknown in ["1", "71101", "x"] {
        assert_ne!(front.get(&format!("/v1/memberships/membership-offers/{unknown}")).status, 200);
    }
}

#[test]
fn an_offer_for_a_short_time_moves_with_the_day_the_world_began() {
    let mut front = Front::open();
    let premium =
        |front: &mut Front| -> Value { read(&front.get("/v1/memberships/membership-offers/70300")) };
    let period = json!({"startDate": "2026-05-01", "endDate": "2026-08-31"});
    assert_eq!(premium(&mut front)["limitedOfferingPeriod"], period);
    front.wait(82 * 86_400);
    assert_eq!(front.now.to_string(), "2026-08-31T12:00:00Z");
    let on_sale = |front: &mut Front| ids(&read(&front.get("/v1/memberships/membership-offers")));
    assert!(on_sale(&mut front).contains(&70_300));
    front.wait(86_400);
    assert!(!on_sale(&mut front).contains(&70_300));
    assert_eq!(premium(&mut front)["limitedOfferingPeriod"], period, "who knows its id can still read it");
    front.world = World::new(7, front.now);
    assert!(on_sale(&mut front).contains(&70_300));
}

#[test]
fn every_id_of_the_files_is_there_once() {
    let club = super::super::super::club::Club::embedded();
    let catalogue = &club.memberships;
    let files = ["basic", "classic", "premium", "student", "trial", "past"].map(|name| {
        let path = format!("{}/assets/sandbox/memberships/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("a file");
        serde_json::from_str::<Value>(&text).expect("JSON")
    });
    let shown = World::new(7, NOON.parse().expect("a time"));
    let mut front = Front { now: NOON.parse().expect("a time"), world: shown };
    let mut terms = BTreeSet::new();
    for file in &files {
        let id = file["offer"]["id"].as_u64().expect("an id");
        let detail: Value = read(&front.get(&format!("/v1/memberships/membership-offers/{id}")));
        let count = |list: &Value| list.as_array().map_or(0, Vec::len);
        assert_eq!(count(&detail["includedModules"]), count(&file["included"]), "{id}");
        assert_eq!(count(&detail["selectableModules"]), count(&file["selectable"]), "{id}");
        assert_eq!(count(&detail["contractTextBlocks"]), count(&file["texts"]), "{id}");
        for term in detail["terms"].as_array().expect("terms") {
            let of_file = &file["optional"][term["id"].to_string()];
            assert_eq!(count(&term["optionalModules"]), count(of_file), "{term}");
            assert!(terms.insert(term["id"].as_u64()), "{term}");
            assert!(term["term"].is_object(), "a contract has a first term: {term}");
            // What is shown as the price of the first period is what it costs.
            let start = term["rateStartPrice"]["amount"].as_f64();
            let bonus = term["rateBonusPeriods"][0]["termStrategy"] == "CONTRACT_START";
            assert!(!bonus || start.is_none_or(|start| start == 0.0), "{term}");
        }
        let known: BTreeSet<_> = ids(&detail["terms"]).into_iter().map(|id| id.to_string()).collect();
        let named = file["optional"].as_object().expect("an object").keys();
        assert!(named.into_iter().all(|id| known.contains(id)), "{id}");
    }
    assert_eq!(files.len(), catalogue.offer_ids().count());
    let offers: BTreeSet<_> = catalogue.offer_ids().collect();
    let rates: BTreeSet<_> = club.contracts.rate_ids().chain(offers.iter().copied()).collect();
    for (destinations, leaves) in catalogue.ways() {
        assert!(
            destinations.iter().all(|id| offers.contains(id)) && leaves.iter().all(|id| rates.contains(id))
        );
    }
}

#[test]
fn together_the_offers_use_every_field_of_the_contract() {
    let front = Front::open();
    let all = serde_json::to_string(&front.world.memberships_on_sale()).expect("JSON");
    for name in [
        "subDescription",
        "imageUrl",
        "footnote",
        "limitedOfferingPeriod",
        "rateCodes",
        "recurring",
        "ageBasedAdjustments",
        "monthDaysToPrices",
        "termsToPrices",
        "totalContractVolume",
        "extensionTerm",
        "selectableModules",
        "timeRestrictions",
        "openingHoursCategory",
        "defaultContractStartDateOfUse",
        "priceAdjustmentRules",
        "firstBookingDelay",
        "starterPackage",
        "extensionFixedTerm",
        "subsequentRate",
        "cancelationPeriod",
        "extensionCancelationPeriod",
        "rateBonusPeriods",
        "displaySeparately",
        "extendsCancellationPeriod",
        "rateStartPrice",
        "termAfterExtension",
        "priceAfterExtension",
        "trialPeriod",
        "consentTextBlock",
        "termExtension",
        "attachedExternalUrlDto",
        "attachedDocument",
        "rateBundleModuleId",
        "showCommunicationPrivacyOptions",
    ] {
        assert!(all.contains(&format!("\"{name}\":")), "{name}");
    }
    for word in [
        "NOT_AVAILABLE",
        "CHARGEABLE",
        "FREE",
        "RECURRING",
        "NON_RECURRING",
        "MONTH_DAY",
        "TERM_BASED",
        "PERCENTAGE",
        "ABSOLUTE",
        "NONE",
        "TERM_EXTENSION",
        "SUBSEQUENT_RATE_DETAIL",
        "TERM",
        "RECEIPT_DATE",
        "RAISE",
        "REDUCTION",
        "NEW_BASIC_AMOUNT",
        "RELATIVE",
        "BASIC_AMOUNT",
        "CONTRACT_START",
        "END_OF_CURRENT_TERM",
        "START_OF_NEXT_TERM",
        "WITH_EXTENSION",
        "WITHOUT_EXTENSION",
        "FILE",
        "URL",
        "CASH",
        "BANK_TRANSFER",
        "SEPA",
        "CREDIT_CARD",
        "DAY",
        "WEEK",
        "MONTH",
        "YEAR",
    ] {
        assert!(all.contains(&format!(":\"{word}\"")) || all.contains(&format!("\"{word}\"")), "{word}");
    }
}
