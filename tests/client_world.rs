//! The client and the pretend studio together: every operation in process, with each call and answer shown to the `OpenAPI`
//! document, and the same visit once more over real HTTP.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support {
    pub mod openapi;
}

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Mutex;

use jiff::civil::date;
use support::openapi::{check_answer, check_request};
use walkin::api::transport::Http;
use walkin::api::wire::{Answer, Call};
use walkin::api::{Client, Manner, PurchaseCall, Transport};
use walkin::config::ApiConfig;
use walkin::domain::fault::{Fault, FaultKind};
use walkin::domain::language::Language;
use walkin::domain::offer::{Offer, OfferId};
use walkin::domain::pass::Receipt;
use walkin::domain::person::{
    Address, CardNumberFormat, CustomerId, CustomerKey, FieldAnswer, FieldKind, Gender, Lead, LeadForm,
    LeadVerdict, sole_match,
};
use walkin::domain::price::{Voucher, VoucherError};
use walkin::domain::text::{Secret, Text};
use walkin::domain::time::{Date, TimeZone, Timestamp};
use walkin::sandbox::{Faults, Scope, Studio, World};

const DE: Language = Language::De;
const DAY: OfferId = OfferId(41001);

/// Carries calls straight into a world, past the referee.
struct InProcess {
    world: Mutex<World>,
    now: Timestamp,
    routes: Mutex<BTreeSet<String>>,
}

impl InProcess {
    fn new() -> Self {
        let now = "2026-06-10T12:00:00Z".parse().expect("a time");
        Self { world: Mutex::new(World::new(3, now)), now, routes: Mutex::default() }
    }

    fn client(self) -> Client<Self> {
        let zone = self.world.lock().expect("unpoisoned").zone().clone();
        Client::new(self, zone)
    }
}

impl Transport for InProcess {
    async fn exchange(&self, call: Call, _: Manner) -> Result<Answer, Fault> {
        check_request(&call);
        let mut world = self.world.lock().expect("unpoisoned");
        let key = world.key().to_owned();
        let answer = world.answer(self.now, &call, Some(&key));
        check_answer(&call, &answer);
        let is_id = |segment: &&str| !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
        let route: Vec<_> =
            call.path.split('/').map(|segment| if is_id(&segment) { "{}" } else { segment }).collect();
        let route = format!("{} {}", call.method.name(), route.join("/"));
        self.routes.lock().expect("unpoisoned").insert(route);
        Ok(answer)
    }
}

/// A person who answers every question of the form.
fn ada(form: &LeadForm) -> Lead {
    let answers = form.additional.iter().map(|field| {
        let answer = match &field.kind {
            FieldKind::Boolean => FieldAnswer::Value("true".into()),
            FieldKind::Date => FieldAnswer::Value("2025-12-24".into()),
            FieldKind::Numeric => FieldAnswer::Value("3".into()),
            FieldKind::Text => FieldAnswer::Value("Charles".into()),
            FieldKind::List { options, multiple: true } => {
                FieldAnswer::Values(options.iter().map(|option| option.value.clone()).collect())
            }
            FieldKind::List { options, multiple: false } => FieldAnswer::Value(options[0].value.clone()),
        };
        (field.id, answer)
    });
    let mut consents = form.consents.clone();
    for channel in consents.iter_mut().flat_map(|row| &mut row.channels).filter(|one| one.overridable) {
        channel.active = true;
    }
    Lead {
        first_name: "Ada".into(),
        last_name: "Lovelace".into(),
        email: "ada@example.org".into(),
        date_of_birth: Some(date(1990, 12, 10)),
        gender: Some(Gender::Female),
        telephone: Some("+49 30 123456".into()),
        address: Some(Address {
            street: "Weg".into(),
            house_number: "1a".into(),
            zip_code: "10115".into(),
            city: "Berlin".into(),
            country: "DE".into(),
        }),
        language: DE,
        consents,
        additional: answers.collect(),
    }
}

/// Buys a day ticket as a new person, from the list to the pass; gives what was bought and by whom.
async fn visit<T: Transport>(
    client: &Client<T>,
    today: Date,
    pay: impl Fn(&T, &Secret) -> Secret,
) -> (Receipt, CustomerId) {
    client.check_key().await.expect("the key");
    assert!(client.read_information(DE).await.expect("a studio").name.is_some());
    client.read_utilization(DE).await.expect("a load");
    let offers = client.list_offers(DE).await.expect("offers");
    let offer: &Offer = offers.iter().find(|offer| offer.id == DAY).expect("a day ticket");
    let detail = client.read_offer(DE, DAY).await.expect("an offer");
    assert_eq!((&detail.offer, client.offers_left_out()), (offer, 0));

    let lead = ada(&client.read_lead_form(DE).await.expect("a form"));
    assert_eq!(client.search_customers(DE, &lead).await, Ok(vec![]));
    assert_eq!(client.validate_lead(DE, &lead).await, Ok(LeadVerdict::Possible));
    let customer = client.create_lead(DE, &lead).await.expect("a lead").expect("a customer");
    assert_eq!(client.validate_lead(DE, &lead).await, Ok(LeadVerdict::Duplicate));
    let found = client.search_customers(DE, &lead).await.expect("customers");
    assert_eq!(sole_match(&lead, &found).map(|one| one.id), Some(customer));
    assert!(!client.read_customer(DE, customer).await.expect("a customer").access_refusal);

    let wrong = Voucher::new("WINTER24").expect("a voucher");
    let preview = client.preview_price(DE, DAY, customer, Some(&wrong)).await.expect("a preview");
    assert_eq!((preview.voucher_error, preview.price), (Some(VoucherError::InvalidCode), offer.price));
    let voucher = Voucher::new("SOMMER20").expect("a voucher");
    let preview = client.preview_price(DE, DAY, customer, Some(&voucher)).await.expect("a preview");
    assert!(preview.voucher_accepted() && preview.discounted.is_some());
    assert_eq!(preview.payable().to_string(), "15.92 EUR");

    let before = client.list_purchased_of(DE, customer, DAY).await.expect("purchases");
    assert!(before.is_empty());
    let (text, choices) = (Text::name("Tageskarte"), ["CREDIT_CARD".to_owned()]);
    let session =
        client.open_session(DE, customer, preview.payable(), &text, &choices).await.expect("a session");
    let token = pay(client.transport(), &session.token);
    let purchase = PurchaseCall {
        offer: DAY,
        customer,
        valid_from: today,
        voucher: Some(&voucher),
        token: Some(&token),
    };
    let receipt = client.purchase(DE, purchase).await.expect("a receipt");
    let held = client.list_purchased_of(DE, customer, DAY).await.expect("purchases");
    let tickets = client.list_tickets(DE, customer).await.expect("tickets");
    assert_eq!(held, tickets.iter().map(|ticket| ticket.pass.clone()).collect::<Vec<_>>());
    let [pass] = held.as_slice() else { panic!("one pass, not {held:?}") };
    assert_eq!((pass.purchase, pass.offer, pass.valid_from), (receipt.purchase, Some(DAY), Some(today)));
    assert!(pass.code.is_some() && pass.code == receipt.code);

    let again = client.purchase(DE, purchase).await.expect_err("a token is spent once");
    assert!(again.message.is_some() && again.trace.is_some(), "{again:?}");
    (receipt, customer)
}

#[tokio::test]
async fn every_call_of_the_client_is_one_of_the_contract() {
    let client = InProcess::new().client();
    visit(&client, date(2026, 6, 10), |carrier, session| {
        let mut world = carrier.world.lock().expect("unpoisoned");
        Secret::new(world.authorise(carrier.now, session.reveal()).expect("an open session"))
    })
    .await;
    for (key, id) in [
        (CustomerKey::CardNumber { number: "1290158199".into(), format: CardNumberFormat::Decimal }, 200_101),
        (CustomerKey::Barcode("4006381333948".into()), 200_106),
        (CustomerKey::Pin(Secret::new("4712")), 200_103),
        (CustomerKey::CustomerNumber("1-20102".into()), 200_102),
    ] {
        assert_eq!(client.customer_by(DE, &key).await.expect("a customer").id, CustomerId(id));
    }
    let nobody = client.customer_by(DE, &CustomerKey::Pin(Secret::new("0000"))).await.expect_err("nobody");
    assert_eq!(nobody.kind, FaultKind::NotFound);

    let routes = client.transport().routes.lock().expect("unpoisoned").clone();
    let all = [
        "GET /v1/customers/by",
        "GET /v1/customers/{}",
        "GET /v1/leads/config",
        "GET /v1/online-offers/purchasable",
        "GET /v1/online-offers/purchasable/{}",
        "GET /v1/online-offers/{}/purchased",
        "GET /v1/online-offers/{}/purchased/{}",
        "GET /v1/studios/information",
        "GET /v1/studios/utilization",
        "HEAD /v1/studios/information",
        "POST /v1/customers/search",
        "POST /v1/leads/create",
        "POST /v1/leads/validate",
        "POST /v1/online-offers/purchase",
        "POST /v1/online-offers/purchase/preview",
        "POST /v1/payments/user-session",
    ];
    assert_eq!(routes.iter().map(String::as_str).collect::<Vec<_>>(), all);
}

#[tokio::test]
async fn a_long_list_is_read_in_all_its_slices() {
    let mut carrier = InProcess::new();
    carrier.world = Mutex::new(World::new(3, carrier.now).with_offers(10_000));
    let offers = carrier.client().list_offers(DE).await.expect("offers");
    assert!(offers.len() > 10_000, "{}", offers.len());
    assert_eq!(offers.iter().map(|offer| offer.id).collect::<BTreeSet<_>>().len(), offers.len());
}

#[tokio::test]
async fn a_missing_scope_and_a_wrong_key_are_told_apart() {
    let client = InProcess::new().client();
    client.transport().world.lock().expect("unpoisoned").scopes.remove(&Scope::OnlineOfferRead);
    assert_eq!(client.list_offers(DE).await.expect_err("a fault").kind, FaultKind::ScopeMissing);
    assert!(client.read_information(DE).await.is_ok());
    client.check_key().await.expect("the key is good all the same");
}

#[tokio::test]
async fn the_same_visit_goes_over_http() {
    let studio =
        Studio::start(SocketAddr::from(([127, 0, 0, 1], 0)), 3, Faults::default(), walkin::clock::wall)
            .await
            .expect("a studio");
    let config = ApiConfig { base_url: studio.api.clone(), key: Secret::new(studio.key.clone()) };
    let zone: TimeZone = studio.visit(|world| world.zone().clone());
    let today = zone.to_datetime(walkin::clock::wall()).date();
    let client = Client::new(Http::new(&config, "walkin-test").expect("a transport"), zone.clone());
    let (receipt, _) = visit(&client, today, |_, session| {
        Secret::new(studio.authorise(session.reveal()).expect("an open session"))
    })
    .await;
    assert!(receipt.code.is_some());
    let offset = client.transport().clock_offset().expect("an offset");
    assert!(offset.off_by.as_secs() <= 5, "{offset:?}");

    let stranger = ApiConfig { key: Secret::new("wrong"), ..config };
    let stranger = Client::new(Http::new(&stranger, "walkin-test").expect("a transport"), zone);
    assert_eq!(stranger.check_key().await, Err(FaultKind::KeyRefused.into()));
    assert_eq!(stranger.read_utilization(DE).await.expect_err("a fault").kind, FaultKind::KeyRefused);
    studio.stop().await;
}
