//! The client against answers as they come in the field: tolerant where nothing is at stake, strict with ids, prices and
//! statuses. The transport is a script, so that every odd answer can be put into words.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod catalogue;
mod members;
mod memberships;
#[path = "../support/openapi.rs"]
mod openapi;
mod payments;
mod people;
mod purchases;
mod tickets;

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use jiff::civil::{date, time};
use serde_json::{Value, json};
use walkin::api::wire::{Answer, Call};
use walkin::api::{Client, Manner, PurchaseCall, Transport};
use walkin::domain::fault::{Fate, Fault, FaultKind};
use walkin::domain::language::Language;
use walkin::domain::money::Money;
use walkin::domain::offer::{OfferId, PaymentMethod, StudioAccess};
use walkin::domain::pass::AccessCode;
use walkin::domain::payment::{Payer, PaymentScope};
use walkin::domain::person::{CardNumberFormat, CustomerId, CustomerKey, FieldKind, Lead, LeadVerdict, Mode};
use walkin::domain::price::{Voucher, VoucherError};
use walkin::domain::text::{Secret, Text};
use walkin::domain::time::{TermUnit, TimeZone, Weekday};

/// Answers in the order of the script and keeps what was asked.
#[derive(Default)]
struct Script {
    answers: Mutex<VecDeque<Answer>>,
    calls: Mutex<Vec<(Call, Manner)>>,
}

impl Transport for Script {
    async fn exchange(&self, call: Call, manner: Manner) -> Result<Answer, Fault> {
        self.calls.lock().expect("unpoisoned").push((call, manner));
        self.answers.lock().expect("unpoisoned").pop_front().ok_or_else(|| FaultKind::Unreachable.into())
    }
}

fn client(answers: impl IntoIterator<Item = (u16, String)>) -> Client<Script> {
    let answers =
        answers.into_iter().map(|(status, body)| Answer { status, headers: vec![], body: body.into_bytes() });
    let script = Script { answers: Mutex::new(answers.collect()), ..Script::default() };
    Client::new(script, TimeZone::get("Europe/Berlin").expect("bundled"))
}

/// A client that is given one success.
fn told(body: impl ToString) -> Client<Script> {
    client([(200, body.to_string())])
}

fn asked(client: &Client<Script>) -> Vec<(Call, Manner)> {
    client.transport().calls.lock().expect("unpoisoned").clone()
}

/// The JSON of the only call.
fn sent(client: &Client<Script>) -> Value {
    let calls = asked(client);
    let [(call, _)] = calls.as_slice() else { panic!("one call, not {calls:?}") };
    serde_json::from_slice(call.body.as_deref().expect("a body")).expect("JSON")
}

fn offer(id: u64) -> Value {
    json!({"onlineOfferId": id, "name": format!("Pass {id}"), "price": {"amount": 20, "currency": "EUR"}})
}

fn slice(offers: impl Into<Value>, next: Option<&str>) -> (u16, String) {
    let slice = json!({"result": offers.into(), "hasNext": next.is_some(), "offset": next});
    (200, slice.to_string())
}

fn lead() -> Lead {
    Lead {
        first_name: "Ada".into(),
        last_name: "Lovelace".into(),
        email: "ada@example.org".into(),
        date_of_birth: Some(date(1990, 12, 10)),
        gender: None,
        telephone: None,
        address: None,
        language: Language::De,
        consents: vec![],
        additional: vec![],
    }
}

const EN: Language = Language::En;
const OFFER: OfferId = OfferId(12345);
const CUSTOMER: CustomerId = CustomerId(67890);
const PAYER: Payer = Payer::Customer(CUSTOMER);
const ECOM: PaymentScope = PaymentScope::Ecom;

fn purchase() -> PurchaseCall<'static> {
    PurchaseCall {
        offer: OFFER,
        customer: CUSTOMER,
        valid_from: date(2026, 1, 15),
        voucher: None,
        token: None,
    }
}

#[tokio::test]
async fn names_from_the_server_are_harmless_and_bounded() {
    let nasty = format!("\u{1b}]0;owned\u{7}\u{202e}{}", "x".repeat(5_000));
    let list = json!([{"onlineOfferId": 1, "name": nasty, "price": {"amount": 1, "currency": "EUR"},
        "category": {"name": nasty}}]);
    let offers = client([slice(list, None)]).list_offers(EN).await.expect("a list");
    for text in [&offers[0].name, offers[0].category.as_ref().expect("a category")] {
        assert!(text.as_str().chars().count() <= Text::NAME_MAX + 1);
        assert!(!text.as_str().chars().any(|c| c.is_control() || c == '\u{202e}'));
    }
    let message = json!({"errorMessage": nasty}).to_string();
    let fault = client([(400, message)]).read_information(EN).await.expect_err("a fault");
    assert!(fault.message.expect("a message").as_str().chars().count() <= Text::LONG_MAX + 1);
}

#[tokio::test]
async fn every_operation_calls_what_is_no_document_garbage() {
    let truncated = r#"{"onlineOfferPurchaseId": 123456, "studioAcc"#;
    let deep = "[".repeat(100_000);
    for body in ["", "<html>Bad gateway</html>", truncated, "\u{feff}", "7", "\"ok\"", &deep] {
        let garbage = || Some(FaultKind::Garbage);
        let kind = |fault: Fault| Some(fault.kind);
        let amount = Money::parse("5", "EUR").expect("money");
        let text = Text::name("Day");
        assert_eq!(told(body).read_information(EN).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).read_utilization(EN).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).list_offers(EN).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).read_offer(EN, OFFER).await.map_or_else(kind, |_| None), garbage());
        let preview = told(body).preview_price(EN, OFFER, CUSTOMER, None).await;
        assert_eq!(preview.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).purchase(EN, purchase()).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).list_tickets(EN, CUSTOMER).await.map_or_else(kind, |_| None), garbage());
        let of = told(body).list_purchased_of(EN, CUSTOMER, OFFER).await;
        assert_eq!(of.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).read_lead_form(EN).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).validate_lead(EN, &lead()).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).create_lead(EN, &lead()).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).search_customers(EN, &lead()).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).read_customer(EN, CUSTOMER).await.map_or_else(kind, |_| None), garbage());
        let session = told(body).open_session(EN, &PAYER, ECOM, amount, &text, &[]).await;
        assert_eq!(session.map_or_else(kind, |_| None), garbage());
    }
}

#[tokio::test]
async fn each_status_has_its_meaning_with_and_without_words() {
    for (status, kind, fate) in [
        (302, FaultKind::Unexpected(302), Fate::Unknown),
        (400, FaultKind::Invalid, Fate::Refused),
        (401, FaultKind::KeyRefused, Fate::Refused),
        (403, FaultKind::ScopeMissing, Fate::Refused),
        (404, FaultKind::NotFound, Fate::Refused),
        (409, FaultKind::Conflict, Fate::Refused),
        (429, FaultKind::RateLimited(Duration::from_mins(1)), Fate::NotDone),
        (500, FaultKind::Broken(500), Fate::Unknown),
        (503, FaultKind::Busy, Fate::Unknown),
    ] {
        let fault = client([(status, "<html>".to_owned())]).purchase(EN, purchase()).await;
        assert_eq!(fault, Err(kind.clone().into()));
        let words =
            json!({"errorMessage": "Nein.", "traceId": "t-1", "reference": "validFrom", "errorCode": 7});
        let fault =
            client([(status, words.to_string())]).purchase(EN, purchase()).await.expect_err("a fault");
        assert_eq!((fault.kind.clone(), fault.fate()), (kind, fate));
        assert_eq!(fault.message, Some(Text::long("Nein.")));
        assert_eq!((fault.reference, fault.trace), (Some(Text::name("validFrom")), Some(Text::name("t-1"))));
    }
}

#[tokio::test]
async fn the_studio_and_how_full_it_is() {
    let client = told(json!({"studioId": 7, "name": " Club\u{7} ", "zip": 20095}));
    let studio = client.read_information(Language::De).await.expect("a studio");
    assert_eq!((studio.id.0, studio.name), (7, Some(Text::name("Club"))));
    assert_eq!(told(json!({"studioId": 7})).read_information(EN).await.expect("a studio").name, None);
    assert_eq!(told(json!({"name": "x"})).read_information(EN).await, Err(FaultKind::Garbage.into()));

    let load = |body: Value| async move { told(body).read_utilization(EN).await };
    let full = load(json!({"count": 70, "capacity": 60})).await.expect("a load");
    assert_eq!((full.count, full.capacity), (70, Some(60)));
    assert_eq!(load(json!({"count": 3, "capacity": null})).await.expect("a load").capacity, None);
    assert_eq!(load(json!({"capacity": 60})).await, Err(FaultKind::Garbage.into()));
    assert_eq!(load(json!({"count": -1})).await, Err(FaultKind::Garbage.into()));
}

#[tokio::test]
async fn the_key_check_needs_no_body() {
    assert_eq!(client([(200, String::new())]).check_key().await, Ok(()));
    assert_eq!(client([(401, String::new())]).check_key().await, Err(FaultKind::KeyRefused.into()));
}
