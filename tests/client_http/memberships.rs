//! What concludes a membership, on the wire: it leaves once, whatever the server does.

use std::future::pending;

use jiff::civil::date;
use walkin::api::Client;
use walkin::api::transport::Http;
use walkin::domain::contract::ContractId;
use walkin::domain::fault::{Fate, Fault, FaultKind};
use walkin::domain::membership::{
    Applicant, Choice, Conclusion, Draft, HomeAddress, MembershipOfferId, Party, Signatures, SwitchConfigId,
    TermId,
};
use walkin::domain::person::CustomerId;
use walkin::domain::text::Secret;

use super::server::Server;
use super::{EN, answer, hasty};

const MEMBER: CustomerId = CustomerId(67890);

fn applicant() -> Applicant {
    Applicant {
        first_name: "Peter".into(),
        second_first_name: None,
        last_name: "Muller".into(),
        second_last_name: None,
        date_of_birth: date(1999, 8, 24),
        place_of_birth: None,
        country_of_birth: None,
        email: "peter@example.com".into(),
        gender: None,
        phone_private: None,
        phone_mobile: None,
        address: HomeAddress {
            street: "Raboisen".into(),
            zip_code: "20095".into(),
            city: "Hamburg".into(),
            country: "DE".into(),
            ..HomeAddress::default()
        },
        language: EN,
        tax_id: None,
        document: None,
        consents: vec![],
        additional: vec![],
    }
}

/// Joining, adding and switching, each with its path.
fn conclusions() -> [(&'static str, Conclusion); 3] {
    let switching =
        Party::Switching { member: MEMBER, config: SwitchConfigId(1000), source: ContractId(1002) };
    [
        ("/v1/memberships/signup", Party::New(Box::new(applicant()))),
        ("/v1/memberships/customers/67890/add-membership", Party::Customer(MEMBER)),
        ("/v1/memberships/67890/membership-switch", switching),
    ]
    .map(|(path, party)| (path, conclusion(party)))
}

fn conclusion(party: Party) -> Conclusion {
    let choice = Choice {
        term: TermId(1000),
        start: date(2026, 2, 1),
        pre_use: None,
        selectable: vec![],
        optional: vec![],
        referral: None,
        voucher: None,
    };
    Conclusion {
        draft: Draft { party, choice },
        reference: "K7Q2-M9XD".parse().expect("a reference"),
        recurring: None,
        upfront: Some(Secret::new("canary-token")),
        signatures: Signatures::default(),
    }
}

async fn conclude(client: &Client<Http>, conclusion: &Conclusion) -> Result<Option<CustomerId>, Fault> {
    client.conclude_membership(EN, conclusion).await
}

#[tokio::test]
async fn a_conclusion_leaves_once_whatever_is_answered() {
    for (bad, kind, fate) in [
        ("200 OK", FaultKind::Garbage, Fate::Unknown),
        ("400 Bad Request", FaultKind::Invalid, Fate::Refused),
        ("409 Conflict", FaultKind::Conflict, Fate::Refused),
        ("500 Oops", FaultKind::Broken(500), Fate::Unknown),
        ("502 Bad Gateway", FaultKind::Broken(502), Fate::Unknown),
        ("503 Busy", FaultKind::Busy, Fate::Unknown),
    ] {
        for (path, conclusion) in conclusions() {
            let server = Server::answering(&[answer(bad, "", "<html>Welcome to the wifi</html>")]).await;
            let fault = conclude(&server.client(), &conclusion).await.expect_err("a fault");
            assert_eq!((fault.kind.clone(), fault.fate()), (kind.clone(), fate), "{path} {bad}");
            let requests = server.requests();
            assert_eq!(requests.len(), 1, "{path} {bad}");
            assert!(requests[0].starts_with(&format!("POST {path} HTTP/1.1\r\n")), "{}", requests[0]);
            assert!(requests[0].contains(r#""thirdPartyId":"K7Q2-M9XD""#), "{}", requests[0]);
        }
    }
}

#[tokio::test]
async fn a_conclusion_that_was_limited_is_not_done_and_holds_the_next_one_back() {
    for (path, conclusion) in conclusions() {
        let server = Server::answering(&[answer("429 Slow", "Retry-After: 7\r\n", "")]).await;
        let client = server.client();
        for _ in 0..2 {
            let fault = conclude(&client, &conclusion).await.expect_err("a fault");
            assert!(matches!(fault.kind, FaultKind::RateLimited(_)), "{path}: {fault:?}");
            assert_eq!(fault.fate(), Fate::NotDone);
        }
        assert_eq!(server.requests().len(), 1, "{path}");
    }
}

#[tokio::test]
async fn a_conclusion_that_nobody_answers_or_half_is_unknown() {
    for (path, conclusion) in conclusions() {
        let silent = Server::start(|_, mut connection| async move {
            connection.request().await;
            pending::<()>().await;
        })
        .await;
        let cut = Server::start(|_, mut connection| async move {
            connection.request().await;
        })
        .await;
        let half = Server::start(|_, mut connection| async move {
            connection.request().await;
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"custom").await;
        })
        .await;
        let headless = Server::start(|_, mut connection| async move {
            connection.request().await;
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Le").await;
        })
        .await;
        for (server, kind) in [
            (silent, FaultKind::TimedOut),
            (cut, FaultKind::Cut),
            (half, FaultKind::Cut),
            (headless, FaultKind::Cut),
        ] {
            let fault = conclude(&server.client_with(hasty()), &conclusion).await.expect_err("a fault");
            assert_eq!((fault.kind.clone(), fault.fate()), (kind, Fate::Unknown), "{path}");
            assert_eq!(server.count("POST"), 1, "{path}");
        }
    }
}

#[tokio::test]
async fn an_answer_of_success_is_taken_as_one() {
    for (index, (path, conclusion)) in conclusions().into_iter().enumerate() {
        let (body, whose) = match index {
            0 => (r#"{"customerId": 1000}"#, CustomerId(1000)),
            _ => ("", MEMBER),
        };
        for status in ["200 OK", "201 Created"] {
            let server = Server::answering(&[answer(status, "", body)]).await;
            assert_eq!(conclude(&server.client(), &conclusion).await, Ok(Some(whose)), "{path} {status}");
        }
    }
    let (_, joining) = &conclusions()[0];
    let server = Server::answering(&[answer("204 No Content", "", "")]).await;
    let nobody = conclude(&server.client(), joining).await;
    assert_eq!(nobody, Err(FaultKind::Garbage.into()), "a signup without a document says nothing");
}

#[tokio::test]
async fn what_only_reads_is_asked_again_and_a_preview_too() {
    let (_, joining) = &conclusions()[0];
    let busy = answer("503 Busy", "", "");
    let server = Server::answering(&[
        busy.clone(),
        answer("200 OK", "", "[]"),
        busy.clone(),
        answer("200 OK", "", "[]"),
        busy,
        answer("200 OK", "", "{}"),
    ])
    .await;
    let client = server.client();
    client.list_membership_offers(EN).await.expect("a list");
    client.list_switches(EN, MEMBER).await.expect("a list");
    client.preview_membership(EN, &joining.draft).await.expect("a preview");
    assert_eq!((server.count("GET"), server.count("POST")), (4, 2));
}

#[tokio::test]
async fn memberships_that_go_unanswered_hold_back_no_pass_and_no_look() {
    let server = Server::start(|_, mut connection| async move {
        connection.request().await;
    })
    .await;
    let client = server.client();
    for (_, conclusion) in conclusions() {
        assert_eq!(conclude(&client, &conclusion).await, Err(FaultKind::Cut.into()));
    }
    for _ in 0..2 {
        client.read_membership_offer(EN, MembershipOfferId(1)).await.expect_err("a fault");
    }
    assert_eq!(client.list_membership_offers(EN).await, Err(FaultKind::HeldBack.into()));
    let [(_, joining), ..] = conclusions();
    assert_eq!(conclude(&client, &joining).await, Err(FaultKind::Cut.into()), "money passes the breaker");
    assert_eq!(client.list_contracts(EN, MEMBER).await, Err(FaultKind::Cut.into()));
    assert_eq!(client.search_applicant(EN, &applicant()).await, Err(FaultKind::Cut.into()));
    assert_eq!(client.list_offers(EN).await, Err(FaultKind::Cut.into()));
}
