//! The client and the pretend studio together: every operation in process, with each call and answer shown to the `OpenAPI`
//! document, and the same visit once more over real HTTP.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod memberships;
#[path = "../support/openapi.rs"]
mod openapi;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Mutex;

use jiff::civil::date;
use openapi::{check_answer, check_request};
use walkin::api::transport::Http;
use walkin::api::wire::{Answer, Call};
use walkin::api::{Client, Manner, PurchaseCall, Transport};
use walkin::config::ApiConfig;
use walkin::domain::contract::{Contract, ContractId, ContractStatus};
use walkin::domain::fault::{Fault, FaultKind};
use walkin::domain::frequency::{PaymentFrequency, Rhythm};
use walkin::domain::language::Language;
use walkin::domain::module::{ModuleOrder, ModuleVerdict};
use walkin::domain::offer::{Offer, OfferId};
use walkin::domain::pass::Receipt;
use walkin::domain::payment::{Payer, PaymentChoice, PaymentScope};
use walkin::domain::person::{
    Address, CardNumberFormat, CustomerId, CustomerKey, FieldAnswer, FieldKind, Gender, Lead, LeadForm,
    LeadVerdict, sole_match,
};
use walkin::domain::price::{Voucher, VoucherError};
use walkin::domain::request::Redemption;
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
    let (text, choices) = (Text::name("Tageskarte"), [PaymentChoice("CREDIT_CARD".to_owned())]);
    let (payer, due) = (Payer::Customer(customer), preview.payable());
    let session = client.open_session(DE, &payer, PaymentScope::Ecom, due, &text, &choices).await;
    let session = session.expect("a session");
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

/// Every operation of the client.
const ROUTES: [&str; 39] = [
    "GET /v1/customers/by",
    "GET /v1/customers/{}",
    "GET /v1/customers/{}/access-code",
    "GET /v1/leads/config",
    "GET /v1/memberships/membership-offers",
    "GET /v1/memberships/membership-offers/{}",
    "GET /v1/memberships/self-service/additional-modules",
    "GET /v1/memberships/self-service/contract-cancelation-reasons",
    "GET /v1/memberships/{}/membership-switch/configs",
    "GET /v1/memberships/{}/membership-switch/configs/{}",
    "GET /v1/memberships/{}/self-service/additional-module-contracts/{}",
    "GET /v1/memberships/{}/self-service/additional-modules/purchasable",
    "GET /v1/memberships/{}/self-service/contract-data",
    "GET /v1/online-offers/purchasable",
    "GET /v1/online-offers/purchasable/{}",
    "GET /v1/online-offers/{}/purchased",
    "GET /v1/online-offers/{}/purchased/{}",
    "GET /v1/studios/information",
    "GET /v1/studios/utilization",
    "HEAD /v1/studios/information",
    "POST /v1/checkin-vouchers/redeem",
    "POST /v1/customers/search",
    "POST /v1/leads/create",
    "POST /v1/leads/validate",
    "POST /v1/memberships/customers/{}/add-membership",
    "POST /v1/memberships/customers/{}/add-membership/preview",
    "POST /v1/memberships/signup",
    "POST /v1/memberships/signup/preview",
    "POST /v1/memberships/{}/membership-switch",
    "POST /v1/memberships/{}/membership-switch/preview",
    "POST /v1/memberships/{}/self-service/additional-module-contracts/{}/ordinary-cancelation",
    "POST /v1/memberships/{}/self-service/additional-module-contracts/{}/withdraw-cancelation",
    "POST /v1/memberships/{}/self-service/additional-modules/purchase",
    "POST /v1/memberships/{}/self-service/additional-modules/validate",
    "POST /v1/memberships/{}/self-service/ordinary-contract-cancelation",
    "POST /v1/memberships/{}/self-service/withdraw-ordinary-contract-cancelation/{}",
    "POST /v1/online-offers/purchase",
    "POST /v1/online-offers/purchase/preview",
    "POST /v1/payments/user-session",
];

const MEMBER: CustomerId = CustomerId(200_101);
const FLEX: ContractId = ContractId(300_101);

async fn contract<T: Transport>(client: &Client<T>, id: ContractId) -> Contract {
    let contracts = client.list_contracts(DE, MEMBER).await.expect("contracts");
    contracts.iter().find(|contract| contract.id == id).expect("a contract").clone()
}

/// A member looks at what they have, adds a module, and ends and keeps both.
async fn help_oneself<T: Transport>(client: &Client<T>) {
    let tickets = client.list_tickets(DE, MEMBER).await.expect("tickets");
    let offer = tickets[0].pass.offer.expect("an offer");
    let detailed = client.read_tickets(DE, MEMBER, offer).await.expect("tickets");
    assert!(detailed.iter().any(|ticket| ticket.validity.is_some() && ticket.access.is_some()));
    assert!(tickets.iter().all(|ticket| ticket.bought_at.is_some() && ticket.expires_at.is_some()));
    let code = client.read_door_code(DE, MEMBER).await.expect("a code");
    assert!(code.is_qr && code.expires_at.is_some());

    let order = add_a_module(client).await;
    assert_eq!(client.validate_module(DE, &order).await, Ok(ModuleVerdict::AlreadyPurchased));

    let reason = client.list_reasons(DE).await.expect("reasons")[0].id;
    let flex = contract(client, FLEX).await;
    assert!(flex.can_be_canceled() && flex.price.is_some() && flex.notice.is_some());
    let day = flex.cancelation_dates[1];
    client.cancel_contract(DE, MEMBER, FLEX, day, reason).await.expect("accepted");
    let canceled = contract(client, FLEX).await;
    assert!(canceled.can_be_withdrawn() && !canceled.can_be_canceled());
    assert_eq!(canceled.cancelation.expect("a cancelation").date, Some(day));
    client.withdraw_cancelation(DE, MEMBER, FLEX).await.expect("accepted");
    assert_eq!(contract(client, FLEX).await, flex, "all is as before");

    let redemption = Redemption {
        voucher: Voucher::new("CHVB1-YL29-MYVA").expect("a voucher"),
        first_name: "Max".into(),
        last_name: "Mustermann".into(),
        email: "max@example.com".into(),
    };
    client.redeem_voucher(DE, &redemption).await.expect("a door code");
    let again = client.redeem_voucher(DE, &redemption).await.expect_err("a voucher is spent once");
    assert_eq!(again.kind, FaultKind::Conflict);
}

/// Orders the first module there is, ends it and keeps it.
async fn add_a_module<T: Transport>(client: &Client<T>) -> ModuleOrder {
    let all = client.list_modules(DE).await.expect("modules");
    let modules = client.list_purchasable(DE, FLEX).await.expect("modules");
    assert!(modules.iter().all(|module| all.contains(module)));
    let is_whole = |frequency: &&PaymentFrequency| frequency.is_orderable();
    let (module, frequency) = modules
        .iter()
        .find_map(|module| Some((module, module.frequencies.iter().find(is_whole)?.id?)))
        .expect("something to order");
    let order = ModuleOrder { contract: FLEX, module: module.id, frequency, trial: module.trial.is_some() };
    assert_eq!(client.validate_module(DE, &order).await, Ok(ModuleVerdict::Purchasable));
    let bought = client.purchase_module(DE, &order).await.expect("bought").expect("its contract");
    let held = client.read_module_contract(DE, FLEX, bought).await.expect("a module");
    assert_eq!(held.name, module.name);
    assert!(held.can_be_canceled() && held.price.is_some());

    let reason = client.list_reasons(DE).await.expect("reasons")[0].id;
    let day = held.cancelation_dates[0];
    client.cancel_module(DE, FLEX, bought, day, reason).await.expect("accepted");
    let ending = client.read_module_contract(DE, FLEX, bought).await.expect("a module");
    assert!(ending.can_be_withdrawn && !ending.can_be_canceled());
    client.withdraw_module_cancelation(DE, FLEX, bought).await.expect("accepted");
    assert_eq!(client.read_module_contract(DE, FLEX, bought).await, Ok(held), "all is as before");
    order
}

/// Among all members of the pretend studio, nothing is sent that the client does not understand in full.
#[tokio::test]
async fn every_contract_and_module_of_the_pretend_studio_is_understood() {
    let client = InProcess::new().client();
    let members: Vec<u64> =
        client.transport().world.lock().expect("unpoisoned").people().map(|person| person.id).collect();
    let understood = |frequency: &PaymentFrequency| !matches!(frequency.rhythm, Rhythm::Other(_));
    for member in members {
        for contract in client.list_contracts(DE, CustomerId(member)).await.expect("contracts").iter() {
            let price = contract.price.as_ref().expect("a price");
            assert!(price.frequency.as_ref().is_some_and(understood), "{contract:?}");
            assert!(!matches!(contract.status, ContractStatus::Other(_)), "{contract:?}");
            assert!(contract.start.is_some() && contract.end.is_some(), "{contract:?}");
        }
    }
    for module in client.list_modules(DE).await.expect("modules").iter() {
        assert!(module.frequencies.iter().all(understood) && module.term.is_some(), "{module:?}");
    }
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

    help_oneself(&client).await;
    memberships::conclude(&client).await;

    let routes = client.transport().routes.lock().expect("unpoisoned").clone();
    assert_eq!(routes.iter().map(String::as_str).collect::<Vec<_>>(), ROUTES);
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
