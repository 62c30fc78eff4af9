//! What members do for themselves: contracts, additional modules, check-in vouchers, tickets, door codes.

use super::openapi::{check_request, examples};
use super::*;
use walkin::domain::contract::{
    CancelationOrigin, CancelationStatus, Contract, ContractId, ContractStatus, ReasonId,
};
use walkin::domain::frequency::{FrequencyId, Rhythm};
use walkin::domain::module::{
    ExtensionKind, ModuleContract, ModuleContractId, ModuleId, ModuleOrder, ModuleVerdict,
};
use walkin::domain::request::Redemption;
use walkin::domain::time::Term;

const CONTRACT: ContractId = ContractId(1000);
const MODULE: ModuleContractId = ModuleContractId(1001);
const REASON: ReasonId = ReasonId(1234);
const ORDER: ModuleOrder =
    ModuleOrder { contract: CONTRACT, module: ModuleId(203), frequency: FrequencyId(204), trial: true };

/// The operations of this area.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Ask {
    Contracts,
    Reasons,
    Cancel,
    Withdraw,
    Modules,
    Purchasable,
    Validate,
    Purchase,
    ModuleContract,
    CancelModule,
    WithdrawModule,
    Redeem,
    DoorCode,
    Tickets,
    TicketsOf,
}

use Ask::{
    Cancel, CancelModule, Contracts, DoorCode, ModuleContract as ReadModule, Modules, Purchasable, Purchase,
    Reasons, Redeem, Tickets, TicketsOf, Validate, Withdraw, WithdrawModule,
};

const ALL: [Ask; 15] = [
    Contracts,
    Reasons,
    Cancel,
    Withdraw,
    Modules,
    Purchasable,
    Validate,
    Purchase,
    ReadModule,
    CancelModule,
    WithdrawModule,
    Redeem,
    DoorCode,
    Tickets,
    TicketsOf,
];

/// What changes something.
const WRITES: [Ask; 6] = [Cancel, Withdraw, Purchase, CancelModule, WithdrawModule, Redeem];
/// What tells what became of a write.
const LOOKS: [Ask; 3] = [Contracts, Validate, ReadModule];

impl Ask {
    async fn of(self, client: &Client<Script>) -> Result<(), Fault> {
        let day = date(2023, 1, 25);
        match self {
            Contracts => client.list_contracts(EN, CUSTOMER).await.map(drop),
            Reasons => client.list_reasons(EN).await.map(drop),
            Cancel => client.cancel_contract(EN, CUSTOMER, CONTRACT, day, REASON).await,
            Withdraw => client.withdraw_cancelation(EN, CUSTOMER, CONTRACT).await,
            Modules => client.list_modules(EN).await.map(drop),
            Purchasable => client.list_purchasable(EN, CONTRACT).await.map(drop),
            Validate => client.validate_module(EN, &ORDER).await.map(drop),
            Purchase => client.purchase_module(EN, &ORDER).await.map(drop),
            ReadModule => client.read_module_contract(EN, CONTRACT, MODULE).await.map(drop),
            CancelModule => client.cancel_module(EN, CONTRACT, MODULE, day, REASON).await,
            WithdrawModule => client.withdraw_module_cancelation(EN, CONTRACT, MODULE).await,
            Redeem => client.redeem_voucher(EN, &redemption()).await.map(drop),
            DoorCode => client.read_door_code(EN, CUSTOMER).await.map(drop),
            Tickets => client.list_tickets(EN, CUSTOMER).await.map(drop),
            TicketsOf => client.read_tickets(EN, CUSTOMER, OFFER).await.map(drop),
        }
    }
}

fn redemption() -> Redemption {
    Redemption {
        voucher: Voucher::new("CHVB1-YL29-MYVA").expect("a voucher"),
        first_name: "Max".into(),
        last_name: "Mustermann".into(),
        email: "example@email.com".into(),
    }
}

async fn contracts(body: Value) -> Result<Vec<Contract>, Fault> {
    told(body).list_contracts(EN, CUSTOMER).await.map(|list| list.to_vec())
}

async fn module_contract(body: Value) -> Result<ModuleContract, Fault> {
    told(body).read_module_contract(EN, CONTRACT, MODULE).await
}

fn months(value: u32) -> Term {
    Term { value, unit: TermUnit::Month }
}

#[tokio::test]
async fn every_request_is_one_of_the_contract_and_every_example_of_it_is_understood() {
    for ask in ALL {
        let client = client([]);
        assert_eq!(ask.of(&client).await, Err(FaultKind::Unreachable.into()));
        let (call, manner) = asked(&client).remove(0);
        check_request(&call);
        let expected = match ask {
            write if WRITES.contains(&write) => Manner::Purchase,
            look if LOOKS.contains(&look) => Manner::Look,
            _ => Manner::Read,
        };
        assert_eq!((manner, call.language), (expected, Some(EN)), "{ask:?}");
        let examples = examples(&call);
        assert!(!examples.is_empty(), "{ask:?} has an example");
        for example in examples {
            assert_eq!(ask.of(&told(&example)).await, Ok(()), "{ask:?}: {example}");
        }
    }
}

#[tokio::test]
async fn each_status_has_its_meaning_for_every_operation() {
    let words = json!({"errorMessage": "Nein.", "traceId": "t-1"}).to_string();
    for ask in ALL {
        for (status, kind) in [
            (400, FaultKind::Invalid),
            (401, FaultKind::KeyRefused),
            (403, FaultKind::ScopeMissing),
            (404, FaultKind::NotFound),
            (409, FaultKind::Conflict),
            (429, FaultKind::RateLimited(Duration::from_mins(1))),
            (500, FaultKind::Broken(500)),
            (503, FaultKind::Busy),
        ] {
            let bare = client([(status, "<html>".to_owned())]);
            assert_eq!(ask.of(&bare).await, Err(kind.clone().into()), "{ask:?} {status}");
            let told = ask.of(&client([(status, words.clone())])).await;
            if status == 404 && matches!(ask, Tickets | TicketsOf) {
                assert_eq!(told, Ok(()), "the API's own 404 says that there are none");
            } else {
                let fault = told.expect_err("a fault");
                assert_eq!((fault.kind, fault.message), (kind, Some(Text::long("Nein."))), "{ask:?}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_no_document_is_garbage_for_every_operation() {
    let deep = "[".repeat(100_000);
    for ask in ALL {
        for body in ["<html>Bad gateway</html>", r#"{"id": 12"#, "\u{feff}", "7", "\"ok\"", &deep] {
            assert_eq!(ask.of(&told(body)).await, Err(FaultKind::Garbage.into()), "{ask:?} {body:.20}");
        }
        let acknowledged = matches!(ask, Cancel | Withdraw | CancelModule | WithdrawModule);
        let nothing = if acknowledged { Ok(()) } else { Err(FaultKind::Garbage.into()) };
        assert_eq!(ask.of(&told("")).await, nothing, "{ask:?}");
        let lists = matches!(ask, Contracts | Reasons | Modules | Purchasable | Tickets | TicketsOf);
        for body in ["[]", "null"] {
            let empty = if lists { Ok(()) } else { Err(FaultKind::Garbage.into()) };
            assert_eq!(ask.of(&told(body)).await, empty, "{ask:?} {body}");
        }
        if lists {
            assert_eq!(ask.of(&told("{}")).await, Err(FaultKind::Garbage.into()), "{ask:?}");
            let flood = json!(vec![json!({"junk": true}); 5_001]);
            assert_eq!(ask.of(&told(flood)).await, Err(FaultKind::TooLarge.into()), "{ask:?}");
        }
    }
}

#[tokio::test]
async fn an_accepted_request_says_so_and_a_refused_one_too() {
    for ask in [Cancel, Withdraw, CancelModule, WithdrawModule] {
        for yes in [json!({"success": "true"}), json!({"success": true}), json!({"anything": [1]})] {
            assert_eq!(ask.of(&told(&yes)).await, Ok(()), "{ask:?} {yes}");
        }
        let no = ask.of(&told(json!({"success": "false"}))).await.expect_err("a fault");
        assert_eq!((no.kind.clone(), no.fate()), (FaultKind::Conflict, Fate::Refused));
    }
}

#[tokio::test]
async fn what_is_asked_is_what_was_chosen() {
    for (ask, path, body) in [
        (
            Cancel,
            "/v1/memberships/67890/self-service/ordinary-contract-cancelation",
            Some(json!({"cancelationDate": "2023-01-25", "cancelationReasonId": 1234, "contractId": 1000})),
        ),
        (Withdraw, "/v1/memberships/67890/self-service/withdraw-ordinary-contract-cancelation/1000", None),
        (
            Purchase,
            "/v1/memberships/1000/self-service/additional-modules/purchase",
            Some(json!({"additionalModuleId": 203, "paymentFrequencyId": 204, "bookTrialPeriod": true})),
        ),
        (
            CancelModule,
            "/v1/memberships/1000/self-service/additional-module-contracts/1001/ordinary-cancelation",
            Some(json!({"cancelationDate": "2023-01-25", "cancelationReasonId": 1234})),
        ),
        (
            Redeem,
            "/v1/checkin-vouchers/redeem",
            Some(json!({"voucherCode": "CHVB1-YL29-MYVA", "firstname": "Max", "lastname": "Mustermann",
                "email": "example@email.com"})),
        ),
    ] {
        let client = client([]);
        ask.of(&client).await.expect_err("nobody is there");
        let (call, _) = asked(&client).remove(0);
        assert_eq!(call.path, path);
        let sent = call.body.map(|body| serde_json::from_slice::<Value>(&body).expect("JSON"));
        assert_eq!(sent, body, "{ask:?}");
    }
}

#[tokio::test]
async fn a_contract_is_understood_in_full() {
    let list = contracts(json!([{
        "id": 1000, "startDate": "2022-01-15", "endDate": "2025-10-15T00:00:00+02:00[Europe/Berlin]",
        "rateName": "Pre\u{1b}[2Jmium", "contractStatus": "ACTIVE",
        "cancelationPeriod": {"periodValue": 3, "periodUnit": "MONTH"},
        "cancelationStatus": "PENDING_VERIFICATION", "cancelationDate": "2023-01-24T23:00:00Z",
        "cancelationReason": "Moving", "cancelationOrigin": "CUSTOMER", "price": 99,
        "priceDetails": {"basePrice": {"amount": 24.90, "currency": "EUR"},
            "currentPrice": {"amount": 19.90, "currency": "EUR"},
            "paymentFrequency": {"id": 203, "type": "RECURRING", "term": {"value": 1, "unit": "MONTH"},
                "price": {"amount": 19.90, "currency": "EUR"}}},
        "lastPossibleCancelationDate": "2023-01-25",
        "availableCancelationDates": ["2023-02-25", "2023-01-25", "soon", "2023-02-25", 7]
    }]));
    let list = list.await.expect("a list");
    let [contract] = list.as_slice() else { panic!("one contract") };
    assert_eq!((contract.id, contract.name.as_str()), (CONTRACT, "Pre[2Jmium"));
    assert_eq!((contract.start, contract.end), (Some(date(2022, 1, 15)), Some(date(2025, 10, 15))));
    assert_eq!((&contract.status, &contract.notice), (&ContractStatus::Active, &Some(months(3))));
    let cancelation = contract.cancelation.as_ref().expect("a cancelation");
    assert_eq!(cancelation.status, CancelationStatus::PendingVerification);
    assert_eq!(cancelation.origin, Some(CancelationOrigin::Customer));
    assert_eq!(
        (cancelation.date, &cancelation.reason),
        (Some(date(2023, 1, 25)), &Some(Text::name("Moving")))
    );
    let price = contract.price.as_ref().expect("a price");
    assert_eq!(price.current, Money::parse("19.90", "EUR").expect("money"));
    assert_eq!(price.base, Some(Money::parse("24.90", "EUR").expect("money")));
    let rhythm = &price.frequency.as_ref().expect("a frequency").rhythm;
    assert_eq!(*rhythm, Rhythm::Every { term: Some(months(1)), price: price.current });
    assert_eq!(contract.cancelation_dates, [date(2023, 1, 25), date(2023, 2, 25)]);
}

#[tokio::test]
async fn an_odd_contract_hides_no_other_and_promises_nothing() {
    let euros = |amount: u32| json!({"amount": amount, "currency": "EUR"});
    let list = contracts(json!([
        {"rateName": "No id"}, null, 7,
        {"id": 1, "price": 19.9, "priceDetails": null, "contractStatus": "FROZEN"},
        {"id": "2", "rateName": " ", "priceDetails": {"basePrice": euros(20), "currentPrice": {"amount": 20}}},
        {"id": 3, "priceDetails": {"basePrice": {"amount": 20, "currency": "USD"}, "currentPrice": euros(20)},
            "availableCancelationDates": {"2023": true}}
    ]));
    let list = list.await.expect("a list");
    assert_eq!(list.iter().map(|contract| contract.id.0).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!((&list[0].price, &list[1].price), (&None, &None), "a number without a currency is no price");
    assert_eq!(list[0].status, ContractStatus::Other(Text::name("FROZEN")));
    assert_eq!(list[1].name.as_str(), "#2", "what has no name is called by its number");
    let price = list[2].price.as_ref().expect("a price");
    assert_eq!((price.base, &price.frequency), (None, &None));
    assert!(list.iter().all(|contract| contract.cancelation.is_none() && !contract.can_be_canceled()));
}

#[tokio::test]
async fn only_a_status_that_is_not_there_means_that_there_is_no_cancelation() {
    for (status, known) in [
        (json!(null), None),
        (json!(""), None),
        (json!("CANCELED"), Some(CancelationStatus::Canceled)),
        (json!("PENDING_WITHDRAWAL_VERIFICATION"), Some(CancelationStatus::PendingWithdrawal)),
        (json!("ON_ICE"), Some(CancelationStatus::Other(Text::name("ON_ICE")))),
        (json!({"a": 1}), Some(CancelationStatus::Other(Text::name(r#"{"a":1}"#)))),
    ] {
        let contract = json!([{"id": 1, "cancelationStatus": status, "cancelationDate": "2023-01-25"}]);
        let read = contracts(contract).await.expect("a list")[0].cancelation.clone();
        assert_eq!(read.map(|cancelation| cancelation.status), known, "{status}");
        let module = json!({"name": "x", "contractCancelationStatus": status});
        let read = module_contract(module).await.expect("a module").cancelation;
        assert_eq!(read.map(|cancelation| cancelation.status), known, "{status}");
    }
    let odd = json!([{"id": 1, "cancelationStatus": "CANCELED", "cancelationOrigin": {"by": "us"}}]);
    assert!(!contracts(odd).await.expect("a list")[0].can_be_withdrawn(), "whose wish it was is not known");
}

#[tokio::test]
async fn a_list_of_days_is_refused_rather_than_cut() {
    let days = vec!["2023-01-25"; 3_661];
    let list = contracts(json!([{"id": 1, "availableCancelationDates": days}])).await;
    assert_eq!(list, Err(FaultKind::TooLarge.into()));
    let module = module_contract(json!({"name": "x", "availableCancelationDates": days})).await;
    assert_eq!(module, Err(FaultKind::TooLarge.into()));
    let ways = vec![json!({"type": "FREE"}); 201];
    let modules = told(json!([{"id": 1, "paymentFrequencies": ways}])).list_modules(EN).await;
    assert_eq!(modules, Err(FaultKind::TooLarge.into()));
}

#[tokio::test]
async fn a_reason_without_an_id_is_left_out_and_one_without_a_name_has_its_number() {
    let list = json!([{"cancelationReasonName": "Moving"}, {"cancelationReasonId": 5},
        {"cancelationReasonId": 6, "cancelationReasonName": "Too far\u{202e}"}]);
    let reasons = told(list).list_reasons(EN).await.expect("a list");
    let reasons: Vec<_> = reasons.iter().map(|reason| (reason.id.0, reason.name.as_str())).collect();
    assert_eq!(reasons, [(5, "#5"), (6, "Too far")]);
}

#[tokio::test]
async fn a_module_is_offered_with_what_is_understood_of_it() {
    let list = json!([
        {"name": "No id", "paymentFrequencies": []},
        {"id": 203, "name": "Drinks", "description": "As much\nas you like", "imageUrl": null,
            "paymentFrequencies": [
                {"id": 204, "type": "RECURRING", "term": {"value": 1, "unit": "MONTH"},
                    "price": {"amount": 20, "currency": "EUR"}},
                {"id": null, "type": "FREE"}, {"id": 206, "type": "RECURRING", "price": null}],
            "termInformation": {"term": {"value": 12, "unit": "MONTH"},
                "extension": {"extensionType": "TERM_EXTENSION", "termExtension": {"value": 1, "unit": "MONTH"}},
                "cancelationPeriod": {"value": 2, "unit": "MONTH"}},
            "trialPeriodConfig": {"term": {"value": 2, "unit": "WEEK"}, "description": "Try it"}},
        {"id": 205, "termInformation": {"extension": {"extensionType": "SPIRAL"}}}
    ]);
    for modules in [told(&list).list_modules(EN).await, told(&list).list_purchasable(EN, CONTRACT).await] {
        let modules = modules.expect("a list");
        let [drinks, bare] = &*modules else { panic!("two modules") };
        assert_eq!((drinks.id, drinks.name.as_str()), (ModuleId(203), "Drinks"));
        let orderable: Vec<_> = drinks
            .frequencies
            .iter()
            .map(walkin::domain::frequency::PaymentFrequency::is_orderable)
            .collect();
        assert_eq!(orderable, [true, false, false]);
        assert_eq!((&drinks.term, &drinks.notice), (&Some(months(12)), &Some(months(2))));
        let extension = drinks.extension.as_ref().expect("an extension");
        assert_eq!((&extension.kind, &extension.term), (&ExtensionKind::TermExtension, &Some(months(1))));
        let trial = drinks.trial.as_ref().expect("a trial");
        assert_eq!(trial.description, Some(Text::long("Try it")));
        assert_eq!((bare.name.as_str(), &bare.trial, bare.frequencies.len()), ("#205", &None, 0));
        let spiral = ExtensionKind::Other(Text::name("SPIRAL"));
        assert_eq!(bare.extension.as_ref().map(|extension| &extension.kind), Some(&spiral));
    }
}

#[tokio::test]
async fn each_verdict_on_an_order_has_its_meaning() {
    for (status, verdict) in [
        ("ADDITIONAL_MODULE_PURCHASABLE", ModuleVerdict::Purchasable),
        ("ADDITIONAL_MODULE_CONTRACT_ALREADY_PURCHASED", ModuleVerdict::AlreadyPurchased),
        ("ADDITIONAL_MODULE_CONTRACT_INVALID_STATUS", ModuleVerdict::ContractInvalid),
        ("ADDITIONAL_MODULE_NOT_FOUND", ModuleVerdict::NotFound),
        ("ADDITIONAL_MODULE_NOT_ONLINE_PURCHASABLE", ModuleVerdict::NotOnline),
        ("ADDITIONAL_MODULE_TRIAL_PERIOD_NOT_BOOKABLE", ModuleVerdict::TrialNotBookable),
        ("ADDITIONAL_MODULE_SOLD_OUT", ModuleVerdict::Other(Text::name("ADDITIONAL_MODULE_SOLD_OUT"))),
    ] {
        let client = told(json!({"validationStatus": status}));
        assert_eq!(client.validate_module(EN, &ORDER).await, Ok(verdict));
    }
    for nothing in [json!({}), json!({"validationStatus": null}), json!({"validationStatus": " "})] {
        let verdict = told(&nothing).validate_module(EN, &ORDER).await;
        assert_eq!(verdict, Err(FaultKind::Garbage.into()), "{nothing}");
    }
}

#[tokio::test]
async fn a_module_is_bought_with_or_without_its_id() {
    let buy = |body: Value| async move { told(body).purchase_module(EN, &ORDER).await };
    assert_eq!(buy(json!({"id": 1001})).await, Ok(Some(MODULE)));
    for silent in [json!({}), json!({"id": null}), json!({"id": 0}), json!({"id": "soon"}), json!({"id": -1})]
    {
        assert_eq!(buy(silent.clone()).await, Ok(None), "{silent}");
    }
}

#[tokio::test]
async fn a_module_contract_is_told_from_any_other_object() {
    let full = json!({"name": "drinks", "price": {"amount": 20, "currency": "EUR"}, "startDate": "2022-01-15",
        "endDate": "2023-01-14", "contractCancelationStatus": "CANCELED", "cancelationDate": "2022-12-14",
        "contractCancelationCanBeWithdrawn": "true", "trialPeriod": {"startDate": "2022-01-15"},
        "availableCancelationDates": ["2023-01-14"]});
    let module = module_contract(full).await.expect("a contract");
    assert_eq!((module.name.as_str(), module.can_be_withdrawn), ("drinks", true));
    assert_eq!(module.cancelation.expect("a cancelation").date, Some(date(2022, 12, 14)));
    assert_eq!(module.trial, Some((None, Some(date(2022, 1, 15)))));
    assert_eq!(module.cancelation_dates, [date(2023, 1, 14)]);

    let bare = json!({"name": null, "startDate": "2022-01-15", "price": "20 EUR", "trialPeriod": 3});
    let bare = module_contract(bare).await.expect("a contract");
    assert_eq!((bare.name.as_str(), bare.price, bare.can_be_withdrawn), ("#1001", None, false));
    for other in [json!({}), json!({"status": "ok"}), json!({"name": null, "startDate": null})] {
        assert_eq!(module_contract(other).await, Err(FaultKind::Garbage.into()));
    }
}

#[tokio::test]
async fn a_redeemed_voucher_gives_its_code_byte_for_byte() {
    let redeem = |body: Value| async move { told(body).redeem_voucher(EN, &redemption()).await };
    let code = redeem(json!({"studioAccessCode": " PTK\tX "})).await.expect("a code");
    assert_eq!(code.as_str(), " PTK\tX ");
    for none in [json!({}), json!({"studioAccessCode": null}), json!({"studioAccessCode": "  "})] {
        let fault = redeem(none.clone()).await.expect_err("a fault");
        assert_eq!((fault.kind.clone(), fault.fate()), (FaultKind::Garbage, Fate::Unknown), "{none}");
    }
}
