//! The pretend studio against the contract: what it answers, and what the wire types send, is what the `OpenAPI`
//! document says.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod members;
mod memberships;
#[path = "../support/openapi.rs"]
mod openapi;

use openapi::{answer_mistakes, check_answer, check_request, request_mistakes};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use walkin::api::wire::customers::{Customer, CustomerSearchRequest};
use walkin::api::wire::fault::ErrorBody;
use walkin::api::wire::leads::{
    LanguageSelection, LeadAdditionalInformation, LeadAddress, LeadConfig, LeadCreated, LeadCustomer,
    LeadRequest, LeadValidationResult,
};
use walkin::api::wire::offers::{
    OnlineOffer, OnlineOfferSlice, Preview, PreviewRequest, PurchaseRequest, PurchaseResult,
    PurchasedOnlineOffer,
};
use walkin::api::wire::payments::{UserSessionRequest, UserSessionResponse};
use walkin::api::wire::studio::{StudioInformation, StudioUtilization};
use walkin::api::wire::{Amount, Answer, Call};
use walkin::domain::language::Language;
use walkin::domain::time::Timestamp;
use walkin::sandbox::{Scope, World};

/// A caller who shows every call and every answer to the referee.
struct Caller {
    world: World,
    now: Timestamp,
}

impl Caller {
    fn new() -> Self {
        let now = "2026-06-10T12:00:00Z".parse().expect("a time");
        Self { world: World::new(3, now), now }
    }

    /// Sends a call that the contract allows.
    fn send(&mut self, call: Call) -> Answer {
        check_request(&call);
        self.send_unchecked(call)
    }

    /// Sends a call that the contract does not allow; the answer must be one of its answers all the same.
    fn send_unchecked(&mut self, call: Call) -> Answer {
        let key = self.world.key().to_owned();
        let answer = self.world.answer(self.now, &call, Some(&key));
        check_answer(&call, &answer);
        answer
    }

    fn get<T: DeserializeOwned>(&mut self, path: &str) -> T {
        read(&self.send(Call::get(path)))
    }

    fn post<T: DeserializeOwned>(&mut self, path: &str, body: &impl Serialize) -> T {
        read(&self.send(Call::post(path, body).expect("JSON")))
    }

    fn refused(&mut self, path: &str, body: &impl Serialize) -> u16 {
        let answer = self.send_unchecked(Call::post(path, body).expect("JSON"));
        let body: ErrorBody = serde_json::from_slice(&answer.body).expect("an error body");
        assert!(body.error_message.is_some() && body.trace_id.is_some());
        answer.status
    }
}

fn read<T: DeserializeOwned>(answer: &Answer) -> T {
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    serde_json::from_slice(&answer.body).expect("an answer the wire types read")
}

fn lead(email: &str) -> LeadRequest {
    LeadRequest {
        lead_customer: LeadCustomer {
            third_party_id: Some("K7Q2-M9XD".to_owned()),
            firstname: "Ada".to_owned(),
            lastname: "Neu".to_owned(),
            email: email.to_owned(),
            gender: Some("FEMALE".to_owned()),
            date_of_birth: Some("1990-01-02".to_owned()),
            telephone: Some("+49 30 5550170".to_owned()),
            language: Some(LanguageSelection {
                language_code: "de".to_owned(),
                country_code: Some("DE".to_owned()),
            }),
        },
        address: Some(LeadAddress {
            street: "Turbinenweg".to_owned(),
            house_number: "8a".to_owned(),
            zip_code: "10245".to_owned(),
            city: "Berlin".to_owned(),
            country_code: "DE".to_owned(),
            additional_address_information: Some("Hof".to_owned()),
        }),
        communication_preferences: World::new(3, Timestamp::UNIX_EPOCH).lead_config.communication_preferences,
        additional_information: vec![
            LeadAdditionalInformation {
                additional_field_id: 7101,
                value: Some("true".to_owned()),
                values: vec![],
            },
            LeadAdditionalInformation {
                additional_field_id: 7102,
                value: None,
                values: vec!["Plakat".to_owned()],
            },
        ],
        notes: Some("Day pass".to_owned()),
        external_identifier: Some("CMPGN-1".to_owned()),
    }
}

fn session(customer: Option<u64>, amount: &str) -> UserSessionRequest {
    UserSessionRequest {
        amount: serde_json::from_str::<Amount>(amount).expect("an amount"),
        scope: "ECOM".to_owned(),
        customer_id: customer,
        finion_pay_customer_id: None,
        permitted_payment_choices: vec!["CREDIT_CARD".to_owned(), "PAYPAL".to_owned()],
        reference_text: "Day ticket".to_owned(),
        require_direct_debit_signature: Some(false),
        show_existing_payment_instruments: Some(false),
    }
}

#[test]
fn a_sale_from_the_first_read_to_the_listed_pass_keeps_the_contract() {
    let mut caller = Caller::new();
    let studio: StudioInformation = caller.get("/v1/studios/information");
    assert_eq!(studio.country_code.as_deref(), Some("DE"));
    let load: StudioUtilization = caller.get("/v1/studios/utilization");
    assert!(load.count.is_some());
    let slice: OnlineOfferSlice = read(
        &caller.send(Call::get("/v1/online-offers/purchasable").with("offset", "0").with("sliceSize", "10")),
    );
    assert_eq!((slice.result.entries.len(), slice.result.skipped, slice.has_next), (10, 0, Some(true)));
    for id in caller.world.offers_on_sale().iter().filter_map(OnlineOffer::offer_id).collect::<Vec<_>>() {
        let offer: OnlineOffer = caller.get(&format!("/v1/online-offers/purchasable/{id}"));
        assert!(offer.restrictions.is_some());
    }
    let config: LeadConfig = caller.get("/v1/leads/config");
    assert!(!config.additional_information.is_empty());
    let check: LeadValidationResult = caller.post("/v1/leads/validate", &lead("ada@example.com"));
    assert_eq!(check.status, "POSSIBLE");
    let created: LeadCreated = caller.post("/v1/leads/create", &lead("ada@example.com"));
    let customer_id = created.customer_id.expect("a customer");
    let customer: Customer = caller.get(&format!("/v1/customers/{customer_id}"));
    assert_eq!(customer.third_party_id.as_deref(), Some("K7Q2-M9XD"));

    let mut preview = PreviewRequest { online_offer_id: 41001, customer_id, voucher_code: None };
    let plain: Preview = caller.post("/v1/online-offers/purchase/preview", &preview);
    assert_eq!(plain.discounted_price, None);
    for voucher in ["NONSENSE", "GRATIS", "FIVER"] {
        preview.voucher_code = Some(voucher.to_owned());
        let _: Preview = caller.post("/v1/online-offers/purchase/preview", &preview);
    }
    let opened: UserSessionResponse =
        caller.post("/v1/payments/user-session", &session(Some(customer_id), "14.90"));
    let token = caller.world.authorise(caller.now, &opened.token).expect("a token");
    let bought: PurchaseResult = caller.post(
        "/v1/online-offers/purchase",
        &PurchaseRequest {
            online_offer_id: 41001,
            customer_id,
            valid_from: "2026-06-10".to_owned(),
            voucher_code: preview.voucher_code,
            payment_request_token: Some(token),
        },
    );
    for path in ["purchased", "purchased/41001"] {
        let listed: Vec<PurchasedOnlineOffer> =
            caller.get(&format!("/v1/online-offers/{customer_id}/{path}"));
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].online_offer_purchase_id, bought.online_offer_purchase_id);
        assert_eq!(listed[0].studio_access_code, bought.studio_access_code);
    }
    let none: Vec<PurchasedOnlineOffer> =
        caller.get(&format!("/v1/online-offers/{customer_id}/purchased/41002"));
    assert!(none.is_empty());
}

#[test]
fn people_are_answered_as_the_contract_says() {
    let mut caller = Caller::new();
    for id in caller.world.people().map(|person| person.id).collect::<Vec<_>>() {
        let _: Customer = caller.get(&format!("/v1/customers/{id}"));
    }
    let by =
        Call::get("/v1/customers/by").with("cardNumber", "1290158199").with("cardNumberFormat", "DECIMAL");
    let found: Customer = read(&caller.send(by));
    assert_eq!(found.id, 200_101);
    let family: Vec<Customer> = caller.post(
        "/v1/customers/search",
        &CustomerSearchRequest { last_name: Some("Hoff".to_owned()), ..Default::default() },
    );
    assert_eq!(family.len(), 2);
}

#[test]
fn new_payers_and_free_passes_keep_the_contract() {
    let mut caller = Caller::new();
    let first: UserSessionResponse = caller.post("/v1/payments/user-session", &session(None, "5"));
    let mut again = session(None, "19.99");
    again.finion_pay_customer_id = first.finion_pay_customer_id;
    let _: UserSessionResponse = caller.post("/v1/payments/user-session", &again);
    let free = PurchaseRequest {
        online_offer_id: 41301,
        customer_id: 200_101,
        valid_from: "2026-06-10".to_owned(),
        voucher_code: None,
        payment_request_token: None,
    };
    let _: PurchaseResult = caller.post("/v1/online-offers/purchase", &free);
}

#[test]
fn a_refusal_that_was_asked_for_is_one_of_the_contract() {
    let mut world = World::new(3, Timestamp::UNIX_EPOCH);
    let call = Call::post("/v1/online-offers/purchase", &()).expect("JSON");
    for status in [400, 401, 403, 404, 409, 429, 500, 503] {
        let answer = world.fail(Timestamp::UNIX_EPOCH, &call, status, Some(5));
        assert_eq!((answer.status, answer.header("retry-after")), (status, Some("5")));
        check_answer(&call, &answer);
    }
}

#[test]
fn every_refusal_has_a_status_and_a_body_of_the_contract() {
    let mut caller = Caller::new();
    assert_eq!(caller.refused("/v1/customers/search", &json!({})), 400);
    assert_eq!(caller.refused("/v1/leads/create", &json!({"leadCustomer": {}})), 400);
    assert_eq!(caller.refused("/v1/leads/create", &lead("jonas.brandt@example.com")), 409);
    assert_eq!(caller.refused("/v1/leads/create", &lead("not an address")), 400);
    assert_eq!(caller.refused("/v1/payments/user-session", &session(Some(1), "5")), 404);
    assert_eq!(caller.refused("/v1/online-offers/purchase", &json!({"onlineOfferId": 41001})), 400);
    assert_eq!(
        caller.refused("/v1/online-offers/purchase/preview", &json!({"onlineOfferId": 1, "customerId": 1})),
        404
    );
    for path in [
        "/v1/customers/by",
        "/v1/customers/12",
        "/v1/online-offers/purchasable/1",
        "/v1/online-offers/1/purchased",
    ] {
        assert!(caller.send_unchecked(Call::get(path).in_language(Language::En)).status >= 400);
    }
    caller.world.scopes.remove(&Scope::OnlineOfferRead);
    let list = Call::get("/v1/online-offers/purchasable");
    assert_eq!(caller.send(list.clone()).status, 403);
    let answer = caller.world.answer(caller.now, &list, None);
    check_answer(&list, &answer);
    assert_eq!(answer.status, 401);
    for status in [200, 401] {
        let key = (status == 200).then(|| caller.world.key().to_owned());
        let head = Call::head("/v1/anything");
        let answer = caller.world.answer(caller.now, &head, key.as_deref());
        check_answer(&head, &answer);
        assert_eq!(answer.status, status);
    }
    let limited = (0..=1_000)
        .map(|_| {
            let key = caller.world.key().to_owned();
            caller.world.answer(caller.now, &Call::get("/v1/leads/config"), Some(&key))
        })
        .last()
        .expect("an answer");
    check_answer(&Call::get("/v1/leads/config"), &limited);
    assert_eq!(limited.status, 429);
}

#[test]
fn the_referee_sees_mistakes() {
    let post = |path: &str, body: Value| Call::post(path, &body).expect("JSON");
    for call in [
        Call::get("/v1/nowhere"),
        Call::get("/v1/customers/search"),
        Call::get("/v1/customers/by").with("name", "x"),
        Call::get("/v1/online-offers/purchasable").with("sliceSize", "5"),
        Call::get("/v1/customers/abc"),
        post("/v1/online-offers/purchase/preview", json!({"onlineOfferId": 1})),
        post("/v1/online-offers/purchase/preview", json!({"onlineOfferId": "1", "customerId": 2})),
        post(
            "/v1/online-offers/purchase/preview",
            json!({"onlineOfferId": 1, "customerId": 2, "voucher": "typo"}),
        ),
        post("/v1/payments/user-session", json!({"amount": "5", "scope": "ECOM", "referenceText": "x"})),
        post("/v1/payments/user-session", json!({"amount": 5, "scope": "GIFT", "referenceText": "x"})),
        post(
            "/v1/payments/user-session",
            json!({"amount": 5, "scope": "ECOM", "referenceText": "x",
            "customerId": 1, "finionPayCustomerId": "753ea8ec-c2ec-4761-824b-bc46eda3f644"}),
        ),
        post("/v1/customers/search", json!({"dateOfBirth": "1.2.1990"})),
        Call { body: Some(b"{}".to_vec()), ..Call::get("/v1/leads/config") },
        Call { body: None, ..post("/v1/leads/create", json!({})) },
    ] {
        assert!(!request_mistakes(&call).is_empty(), "{call:?}");
    }
    let call = Call::get("/v1/studios/utilization");
    let answer = |status: u16, body: &str| Answer {
        status,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.as_bytes().to_vec(),
    };
    assert!(answer_mistakes(&call, &answer(200, r#"{"capacity": null, "count": 1}"#)).is_empty());
    assert!(answer_mistakes(&call, &answer(503, r#"{"errorMessage": "Later."}"#)).is_empty());
    let switch = Call::post("/v1/memberships/1/membership-switch", &()).expect("JSON");
    let nothing = Answer { status: 200, headers: vec![], body: vec![] };
    assert!(answer_mistakes(&switch, &nothing).is_empty());
    assert!(!answer_mistakes(&switch, &answer(200, "{}")).is_empty(), "a success without a body has none");
    assert!(!answer_mistakes(&call, &nothing).is_empty());
    for (status, body) in [
        (200, "{}"),
        (200, "<html>"),
        (200, r#"{"count": null}"#),
        (200, r#"{"count": 1, "limit": 2}"#),
        (418, r#"{"errorMessage": "No."}"#),
        (500, "{}"),
    ] {
        assert!(!answer_mistakes(&call, &answer(status, body)).is_empty(), "{status} {body}");
    }
}
