//! The gate, the lists, people and the form.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;
use crate::domain::language::Language;
use crate::sandbox::{Ending, Scope};

#[test]
fn a_head_on_any_path_says_whether_the_key_is_right_and_nothing_else() {
    let mut front = Front::open();
    let key = front.world.key().to_owned();
    for path in ["/v1/studios/information", "/nowhere", "/v1/online-offers/purchase"] {
        for (given, status) in [(Some(key.as_str()), 200), (Some("wrong"), 401), (None, 401)] {
            let answer = front.world.answer(front.now, &Call::head(path), given);
            assert_eq!((answer.status, answer.body.len()), (status, 0), "{path}");
            assert_eq!(answer.header("date"), Some("Wed, 10 Jun 2026 12:00:00 GMT"));
        }
    }
    let answer = front.world.answer(front.now, &Call::get("/nowhere"), Some("wrong"));
    assert_eq!(refused(&answer), (401, "auth.failed".to_owned()));
}

#[test]
fn a_missing_scope_is_forbidden_and_unknown_addresses_are_told_apart_from_wrong_methods() {
    let mut front = Front::open();
    front.world.scopes.remove(&Scope::LeadWrite);
    assert_eq!(refused(&front.post("/v1/leads/create", &json!({}))), (403, "permission.denied".to_owned()));
    assert_eq!(front.get("/v1/leads/config").status, 200);
    assert_eq!(front.get("/v1/leads/create").status, 405);
    assert_eq!(front.get("/v1/customers/search").status, 405);
    assert_eq!(refused(&front.get("/v2/leads/config")), (404, "resource.unknown".to_owned()));
    assert_eq!(refused(&front.get("/v1/customers/abc")), (400, "field.invalid".to_owned()));
    assert_eq!(refused(&front.get("/v1/customers/1")), (404, "not_found".to_owned()));
}

#[test]
fn a_thousand_requests_a_minute_and_then_a_minute_of_nothing() {
    let mut front = Front::open();
    for _ in 0..1_000 {
        assert_eq!(front.get("/v1/studios/utilization").status, 200);
    }
    let answer = front.get("/v1/studios/utilization");
    assert_eq!((answer.status, answer.header("retry-after")), (429, Some("60")));
    assert_eq!(front.get("/v1/studios/information").status, 200, "each endpoint has its own count");
    front.wait(59);
    let answer = front.get("/v1/studios/utilization");
    assert_eq!((answer.status, answer.header("retry-after")), (429, Some("1")));
    front.wait(1);
    assert_eq!(front.get("/v1/studios/utilization").status, 200);
}

#[test]
fn slices_meet_without_gap_or_overlap() {
    let mut front = Front::open();
    front.world = front.world.with_offers(240);
    let total = front.world.offers_on_sale().len();
    for size in ["10", "50", "100"] {
        let (mut ids, mut offset, mut slices) = (Vec::new(), None::<String>, 0);
        loop {
            let mut call = Call::get("/v1/online-offers/purchasable").with("sliceSize", size);
            if let Some(offset) = &offset {
                call = call.with("offset", offset);
            }
            let slice: Value = read(&front.call(&call));
            ids.extend(
                slice["result"]
                    .as_array()
                    .expect("a list")
                    .iter()
                    .map(|offer| offer["onlineOfferId"].as_u64()),
            );
            slices += 1;
            if slice["hasNext"] != true {
                break;
            }
            offset = slice["offset"].as_str().map(str::to_owned);
        }
        assert_eq!(ids.len(), total);
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), total);
        assert_eq!(slices, total.div_ceil(size.parse().expect("a number")));
    }
    for (name, value) in
        [("sliceSize", "9"), ("sliceSize", "101"), ("sliceSize", "x"), ("offset", "elsewhere")]
    {
        let answer = front.call(&Call::get("/v1/online-offers/purchasable").with(name, value));
        assert_eq!(answer.status, 400, "{name}={value}");
    }
}

#[test]
fn one_seed_is_one_world() {
    let run = |seed| {
        let mut front = Front {
            world: World::new(seed, NOON.parse().expect("a time")),
            now: NOON.parse().expect("a time"),
        };
        let bought = front.buy(GUEST_PASS, JONAS, &json!({}));
        let refused = front.buy(GUEST_PASS, BARRED, &json!({}));
        (front.world.key().to_owned(), bought.body, refused.body)
    };
    assert!(run(1) == run(1));
    assert!(run(1) != run(2));
}

#[test]
fn it_is_empty_at_night_and_full_after_work() {
    let mut front = Front::open();
    let mut load = |time: &str| -> i64 {
        front.now = time.parse().expect("a time");
        read::<Value>(&front.get("/v1/studios/utilization"))["count"].as_i64().expect("a count")
    };
    assert_eq!(load("2026-06-10T01:00:00Z"), 0);
    assert!(load("2026-06-10T16:45:00Z") > 100, "18:45 in Berlin");
    assert!(load("2026-06-10T12:00:00Z") < 70, "14:00 in Berlin");
}

#[test]
fn messages_come_in_the_language_asked_for_then_english_then_the_studios() {
    let mut front = Front::open();
    let mut message = |language: Option<Language>| -> String {
        let call = Call { language, ..Call::get("/v1/customers/1") };
        let body: Value = serde_json::from_slice(&front.call(&call).body).expect("JSON");
        body["errorMessage"].as_str().expect("a message").to_owned()
    };
    assert_eq!(message(Some(Language::En)), "Entity not found.");
    assert_eq!(message(Some(Language::Hu)), "Entity not found.");
    assert_eq!(message(Some(Language::De)), "Der Eintrag wurde nicht gefunden.");
    assert_eq!(message(None), "Der Eintrag wurde nicht gefunden.");
}

#[test]
fn a_person_is_found_by_exactly_one_identifier() {
    let mut front = Front::open();
    let by = |pairs: &[(&str, &str)]| {
        pairs.iter().fold(Call::get("/v1/customers/by"), |call, (name, value)| call.with(name, *value))
    };
    for pairs in [
        vec![("cardNumber", "1290158199")],
        vec![("cardNumber", "4CE64077"), ("cardNumberFormat", "HEX_MSB")],
        vec![("barcode", "4006381333931")],
        vec![("pin", "4711")],
        vec![("customerNumber", "1-20101")],
        vec![("debtorId", "D-20101")],
    ] {
        let found: Value = read(&front.call(&by(&pairs)));
        assert_eq!(found["id"], JONAS, "{pairs:?}");
        assert_eq!(found["identifiers"], Value::Null);
        assert_eq!(
            found["accessMediums"].as_array().map(Vec::len),
            Some(3),
            "answers carry more than is asked"
        );
    }
    assert_eq!(front.call(&by(&[])).status, 400);
    assert_eq!(front.call(&by(&[("pin", "4711"), ("barcode", "4006381333931")])).status, 400);
    assert_eq!(front.call(&by(&[("pin", "0000")])).status, 404);
    assert_eq!(front.call(&by(&[("cardNumber", "12"), ("cardNumberFormat", "OCTAL")])).status, 400);
}

#[test]
fn a_card_that_is_known_in_hexadecimal_digits_is_not_found_by_decimal_ones() {
    let mut front = Front::open();
    let by = |number: &str, format: &str| {
        Call::get("/v1/customers/by").with("cardNumber", number).with("cardNumberFormat", format)
    };
    for (number, format) in [("04A1B2C3D4E580", "HEX_MSB"), ("80E5D4C3B2A104", "HEX_LSB")] {
        let found: Value = read(&front.call(&by(number, format)));
        assert_eq!((&found["id"], &found["accessMediums"][0]["value"]), (&json!(OSKAR), &json!(number)));
    }
    let decimal = 0x04_A1B2_C3D4_E580_u64.to_string();
    assert_eq!(front.call(&by(&decimal, "DECIMAL")).status, 404);
}

#[test]
fn a_search_takes_prefixes_of_names_and_whole_addresses_in_any_case() {
    let mut front = Front::open();
    for (body, count) in [
        (json!({"lastName": "hoff"}), 2),
        (json!({"lastName": "hoff", "firstName": "LENA"}), 1),
        (json!({"email": "Familie.Hoffmann@Example.com"}), 2),
        (json!({"email": "familie.hoffmann@example"}), 0),
        (json!({"email": "mira.kowalska@example.com", "dateOfBirth": "1987-11-02"}), 1),
        (json!({"lastName": "Hoffmann", "dateOfBirth": "1984-05-30"}), 1),
    ] {
        let found: Value = read(&front.post("/v1/customers/search", &body));
        assert_eq!(found.as_array().map(Vec::len), Some(count), "{body}");
    }
    assert_eq!(front.post("/v1/customers/search", &json!({})).status, 400);
    assert_eq!(front.post("/v1/customers/search", &json!({"dateOfBirth": "1.2.1990"})).status, 400);
}

/// A lead that the form accepts.
fn lead() -> Value {
    json!({
        "leadCustomer": {"firstname": "Ada", "lastname": "Neu", "email": "ada@example.com", "dateOfBirth": "1990-01-02"},
        "additionalInformation": [{"additionalFieldId": 7101, "value": "true"}]
    })
}

#[test]
fn a_lead_becomes_a_prospect_who_can_buy_and_is_known_from_then_on() {
    let mut front = Front::open();
    let status = |front: &mut Front, lead: &Value| {
        read::<Value>(&front.post("/v1/leads/validate", lead))["status"].clone()
    };
    assert_eq!(status(&mut front, &lead()), "POSSIBLE");
    let created: Value = read(&front.post("/v1/leads/create", &lead()));
    let id = created["customerId"].as_u64().expect("an id");
    assert!(id > u64::from(u32::MAX), "ids of real studios do not fit 32 bits");
    let customer: Value = read(&front.get(&format!("/v1/customers/{id}")));
    assert_eq!((&customer["status"], &customer["dateOfBirth"]), (&json!("PROSPECT"), &json!("1990-01-02")));
    assert_eq!(front.buy(GUEST_PASS, id, &json!({})).status, 200);

    assert_eq!(status(&mut front, &lead()), "DUPLICATE_CUSTOMER");
    let mut other_mail = lead();
    other_mail["leadCustomer"]["email"] = json!("other@example.com");
    other_mail["leadCustomer"]["lastname"] = json!(" NEU");
    assert_eq!(status(&mut front, &other_mail), "DUPLICATE_CUSTOMER", "the same names and date of birth");
    other_mail["leadCustomer"]["dateOfBirth"] = json!("1990-01-03");
    assert_eq!(status(&mut front, &other_mail), "POSSIBLE");
    assert_eq!(refused(&front.post("/v1/leads/create", &lead())), (409, "lead.duplicate".to_owned()));
}

#[test]
fn every_field_of_the_form_is_checked() {
    let mut front = Front::open();
    front.world.lead_config.telephone_mode = Some("MANDATORY".to_owned());
    front.world.lead_config.address_mode = Some("OPTIONAL".to_owned());
    let mut good = lead();
    good["leadCustomer"]["telephone"] = json!("+49 30 555-0170");
    assert_eq!(read::<Value>(&front.post("/v1/leads/validate", &good))["status"], "POSSIBLE");
    let house = json!({"additionalFieldId": 7101, "value": "true"});
    for (path, value) in [
        ("/leadCustomer/firstname", json!(" ")),
        ("/leadCustomer/email", json!("ada@example")),
        ("/leadCustomer/email", json!("a da@example.com")),
        ("/leadCustomer/dateOfBirth", json!("2999-01-01")),
        ("/leadCustomer/telephone", json!("call me")),
        ("/leadCustomer/telephone", Value::Null),
        (
            "/address",
            json!({"street": "", "houseNumber": "1", "zipCode": "1", "city": "B", "countryCode": "DE"}),
        ),
        ("/additionalInformation", json!([])),
        ("/additionalInformation", json!([{"additionalFieldId": 7101, "value": "yes"}])),
        ("/additionalInformation", json!([house, {"additionalFieldId": 7102, "values": ["Mars"]}])),
        ("/additionalInformation", json!([house, {"additionalFieldId": 7102, "value": "Plakat"}])),
        ("/additionalInformation", json!([house, {"additionalFieldId": 7103, "value": "Mars"}])),
        ("/additionalInformation", json!([house, {"additionalFieldId": 7104, "value": "1.2.2026"}])),
        ("/additionalInformation", json!([house, {"additionalFieldId": 7105, "value": "two"}])),
        ("/additionalInformation", json!([house, {"additionalFieldId": 9, "value": "x"}])),
        (
            "/communicationPreferences",
            json!([{"messageCategory": "CONTRACT",
            "channels": [{"communicationChannel": "EMAIL", "customerOverridable": false, "active": false}]}]),
        ),
        ("/communicationPreferences", json!([{"messageCategory": "GOSSIP", "channels": []}])),
    ] {
        let mut lead = good.clone();
        let (parent, name) = path.rsplit_once('/').expect("a path");
        lead.pointer_mut(parent).expect("an object")[name] = value;
        let answer = front.post("/v1/leads/validate", &lead);
        assert_eq!(read::<Value>(&answer)["status"], "INVALID_LEAD_DATA", "{path} of {lead}");
        assert_eq!(
            refused(&front.post("/v1/leads/create", &lead)),
            (400, "lead.invalid".to_owned()),
            "{path}"
        );
    }
}

#[test]
fn what_the_form_does_not_ask_for_is_not_kept() {
    let mut front = Front::open();
    front.world.lead_config.date_of_birth_mode = Some("INACTIVE".to_owned());
    let created: Value = read(&front.post("/v1/leads/create", &lead()));
    let person = front.world.people().find(|person| Some(person.id) == created["customerId"].as_u64());
    assert_eq!(person.expect("the new person").date_of_birth, None);
}

#[test]
fn a_body_that_cannot_be_read_names_the_missing_field() {
    let mut front = Front::open();
    let answer = front.post("/v1/online-offers/purchase", &json!({"onlineOfferId": 1}));
    let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!((answer.status, &body["reference"]), (400, &json!("customerId")));
    let broken = Call { body: Some(b"{".to_vec()), ..Call::post("/v1/leads/create", &1).expect("JSON") };
    assert_eq!(refused(&front.call(&broken)), (400, "body.unreadable".to_owned()));
    let empty = Call { body: None, ..broken };
    assert_eq!(refused(&front.call(&empty)), (400, "body.missing".to_owned()));
}

#[test]
fn the_files_of_the_club_fit_together() {
    let club = super::super::club::Club::embedded();
    assert_eq!(club.zone().iana_name(), Some(club.studio.time_zone.as_str()));
    assert_eq!(club.language().code(), club.studio.language);
    let ids: BTreeSet<_> =
        club.offers.iter().filter_map(crate::api::wire::offers::OnlineOffer::offer_id).collect();
    assert_eq!(ids.len(), club.offers.len());
    assert!(club.offers.iter().all(|offer| offer.price.currency == club.studio.currency));
    let people: BTreeSet<_> = club.people.iter().map(|person| person.id).collect();
    assert_eq!(people.len(), club.people.len());
    assert!(club.contracts.contracts.iter().all(|contract| people.contains(&contract.customer_id)));
    assert!(club.passes.iter().all(|pass| people.contains(&pass.customer_id)));
    let now = NOON.parse().expect("a time");
    let world = World::new(7, now);
    let owned = world.module_contracts().iter().map(|owned| owned.id);
    assert!(
        owned.eq(club.modules.owned.iter().map(|owned| owned.id)),
        "each has its contract and its module"
    );
    let day = jiff::civil::date(2026, 6, 10);
    let passes = world.earlier_passes(day);
    assert!(passes.iter().map(|pass| pass.id).eq(club.passes.iter().map(|pass| pass.id)));
    let endings = world.contracts().iter().map(|contract| &contract.ending);
    let mut cancelations = endings
        .chain(world.module_contracts().iter().map(|owned| &owned.ending))
        .filter_map(Ending::cancelation);
    assert!(cancelations.all(|cancelation| !cancelation.reason.is_empty()), "each has a known reason");
    assert_eq!(
        club.messages["en"].keys().collect::<Vec<_>>(),
        club.messages["de"].keys().collect::<Vec<_>>()
    );
}
