//! What members do for themselves, on the wire: writes leave once, and what tells their fate is always asked.

use jiff::civil::date;
use walkin::domain::contract::{ContractId, ReasonId};
use walkin::domain::fault::{Fate, FaultKind};
use walkin::domain::frequency::FrequencyId;
use walkin::domain::module::{ModuleContractId, ModuleId, ModuleOrder};
use walkin::domain::person::CustomerId;
use walkin::domain::price::Voucher;
use walkin::domain::request::Redemption;

use super::server::Server;
use super::{EN, answer, hasty};

const MEMBER: CustomerId = CustomerId(67890);
const CONTRACT: ContractId = ContractId(1000);
const MODULE: ModuleContractId = ModuleContractId(1001);
const ORDER: ModuleOrder =
    ModuleOrder { contract: CONTRACT, module: ModuleId(203), frequency: FrequencyId(204), trial: false };

fn redemption() -> Redemption {
    Redemption {
        voucher: Voucher::new("CHVB1").expect("a voucher"),
        first_name: "Max".into(),
        last_name: "Mustermann".into(),
        email: "max@example.org".into(),
    }
}

#[tokio::test]
async fn a_write_without_a_document_says_so_and_takes_an_empty_answer() {
    let server = Server::answering(&[answer("204 No Content", "", "")]).await;
    server.client().withdraw_cancelation(EN, MEMBER, CONTRACT).await.expect("accepted");
    let request = server.requests().remove(0).to_lowercase();
    let path = "/v1/memberships/67890/self-service/withdraw-ordinary-contract-cancelation/1000";
    assert!(request.starts_with(&format!("post {path} http/1.1\r\n")), "{request}");
    assert!(request.contains("content-length: 0\r\n"), "{request}");
    assert!(!request.contains("content-type"), "{request}");
}

#[tokio::test]
async fn no_write_of_a_member_is_sent_twice() {
    for bad in ["500 Oops", "503 Busy", "429 Slow", "502 Bad Gateway"] {
        let server = Server::answering(&[answer(bad, "", "")]).await;
        let client = server.client();
        let day = date(2026, 12, 31);
        let mut faults = vec![
            client.cancel_contract(EN, MEMBER, CONTRACT, day, ReasonId(1)).await,
            client.withdraw_cancelation(EN, MEMBER, CONTRACT).await,
            client.cancel_module(EN, CONTRACT, MODULE, day, ReasonId(1)).await,
            client.withdraw_module_cancelation(EN, CONTRACT, MODULE).await,
        ];
        faults.push(client.purchase_module(EN, &ORDER).await.map(drop));
        faults.push(client.redeem_voucher(EN, &redemption()).await.map(drop));
        assert!(faults.iter().all(Result::is_err));
        assert_eq!(server.requests().len(), faults.len(), "{bad}");
    }
}

#[tokio::test]
async fn what_became_of_a_request_is_asked_past_a_breaker() {
    let server = Server::start(|_, mut connection| async move {
        connection.request().await;
    })
    .await;
    let client = server.client();
    for _ in 0..3 {
        let fault = client.purchase_module(EN, &ORDER).await.expect_err("a fault");
        assert_eq!((fault.kind.clone(), fault.fate()), (FaultKind::Cut, Fate::Unknown));
        client.cancel_contract(EN, MEMBER, CONTRACT, date(2026, 12, 31), ReasonId(1)).await.expect_err("cut");
    }
    assert_eq!(client.list_modules(EN).await, Err(FaultKind::HeldBack.into()), "what is only shown waits");
    assert_eq!(client.list_reasons(EN).await, Err(FaultKind::HeldBack.into()));
    assert_eq!(client.validate_module(EN, &ORDER).await, Err(FaultKind::Cut.into()));
    assert_eq!(client.read_module_contract(EN, CONTRACT, MODULE).await, Err(FaultKind::Cut.into()));
    assert_eq!(client.list_contracts(EN, MEMBER).await, Err(FaultKind::Cut.into()));
    let fault = client.redeem_voucher(EN, &redemption()).await;
    assert_eq!(fault, Err(FaultKind::Cut.into()), "vouchers are a group of their own");
}

#[tokio::test]
async fn a_request_that_is_not_answered_in_time_is_unknown_and_a_huge_list_is_left() {
    let silent = Server::start(|_, mut connection| async move {
        connection.request().await;
        std::future::pending::<()>().await;
    })
    .await;
    let client = silent.client_with(hasty());
    let cancel = client.cancel_contract(EN, MEMBER, CONTRACT, date(2026, 12, 31), ReasonId(1));
    let fault = cancel.await.expect_err("a fault");
    assert_eq!((fault.kind.clone(), fault.fate()), (FaultKind::TimedOut, Fate::Unknown));
    assert_eq!(silent.count("POST"), 1);

    let flood = format!("[{}]", vec![r#"{"id": 1}"#; 1_001].join(","));
    let server = Server::answering(&[answer("200 OK", "", &flood)]).await;
    assert_eq!(server.client().list_contracts(EN, MEMBER).await, Err(FaultKind::TooLarge.into()));
    assert_eq!(server.requests().len(), 1, "a list that is too long is not asked for again");
}
