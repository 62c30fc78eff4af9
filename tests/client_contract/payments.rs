//! Payment sessions: for whom they are, what they are for, and what they may offer.

use super::openapi::check_request;
use super::*;
use walkin::domain::payment::{PayerId, PaymentChoice};

const PAYER_ID: &str = "0e9f8a52-4b1c-4a5c-9d3b-5f1d2c3b4a59";

fn choice(name: &str) -> PaymentChoice {
    PaymentChoice(name.to_owned())
}

#[tokio::test]
async fn a_payment_session_is_asked_for_exactly_and_keeps_to_this_visitor() {
    let amount = Money::parse("19.90", "EUR").expect("money");
    let (text, choices) = (Text::name("Day Ticket"), [choice("CREDIT_CARD")]);
    let client = told(json!({"token": "tok", "tokenValidUntil": "2026-01-07T16:25:09.416924Z"}));
    let session = client.open_session(EN, &PAYER, ECOM, amount, &text, &choices).await.expect("a session");
    assert_eq!(session.token.reveal(), "tok");
    assert_eq!(session.valid_until.to_string(), "2026-01-07T16:25:09.416924Z");
    let body = asked(&client)[0].0.body.clone().expect("a body");
    assert_eq!(
        String::from_utf8(body).expect("text"),
        r#"{"amount":19.90,"scope":"ECOM","customerId":67890,"permittedPaymentChoices":["CREDIT_CARD"],"referenceText":"Day Ticket","showExistingPaymentInstruments":false}"#
    );
    for end in [json!(null), json!("soon")] {
        let client = told(json!({"token": "tok", "tokenValidUntil": end}));
        let session = client.open_session(EN, &PAYER, ECOM, amount, &text, &[]).await.expect("a session");
        let left = session.valid_until.duration_since(walkin::clock::wall());
        assert!((0..=600).contains(&left.as_secs()), "{left}");
    }
    let tokenless = told(json!({"tokenValidUntil": "2026-01-07T16:25:09Z"}));
    assert_eq!(
        tokenless.open_session(EN, &PAYER, ECOM, amount, &text, &[]).await,
        Err(FaultKind::Garbage.into())
    );
}

#[tokio::test]
async fn a_session_is_for_a_customer_for_somebody_new_or_for_who_is_known_of_the_first_one() {
    let known = Payer::Known(PayerId(Secret::new(PAYER_ID)));
    for (payer, named) in [
        (PAYER, Some(("customerId", json!(67890)))),
        (Payer::New, None),
        (known, Some(("finionPayCustomerId", json!(PAYER_ID)))),
    ] {
        let client = told(json!({"token": "tok"}));
        let (amount, text) = (Money::parse("19.90", "EUR").expect("money"), Text::name("Join"));
        client.open_session(EN, &payer, ECOM, amount, &text, &[]).await.expect("a session");
        let (call, manner) = asked(&client).remove(0);
        check_request(&call);
        assert_eq!(manner, Manner::Read, "it lapses unused");
        let mut expected = json!({"amount": 19.90, "scope": "ECOM", "referenceText": "Join",
            "showExistingPaymentInstruments": false});
        if let Some((name, value)) = named {
            expected[name] = value;
        }
        assert_eq!(sent(&client), expected);
        assert!(!format!("{payer:?} {call:?}").contains(PAYER_ID), "{payer:?} {call:?}");
    }
}

#[tokio::test]
async fn an_instrument_for_payments_to_come_is_kept_for_nothing() {
    let client = told(json!({"token": "tok", "finionPayCustomerId": PAYER_ID}));
    let (nothing, text) = (Money::parse("0", "EUR").expect("money"), Text::name("Join"));
    let (scope, choices) = (PaymentScope::MemberAccount, [choice("SEPA"), choice("CREDIT_CARD")]);
    let session = client.open_session(EN, &Payer::New, scope, nothing, &text, &choices).await;
    let session = session.expect("a session");
    assert_eq!(session.payer, Some(PayerId(Secret::new(PAYER_ID))));
    assert!(!format!("{session:?}").contains(PAYER_ID));
    check_request(&asked(&client)[0].0);
    assert_eq!(
        sent(&client),
        json!({"amount": 0, "scope": "MEMBER_ACCOUNT", "permittedPaymentChoices": ["SEPA", "CREDIT_CARD"],
            "referenceText": "Join", "showExistingPaymentInstruments": false})
    );
}

#[tokio::test]
async fn a_session_that_does_not_tell_the_payer_has_none() {
    for payer in [json!(null), json!(""), json!({"id": 1})] {
        let client = told(json!({"token": "tok", "finionPayCustomerId": payer}));
        let (nothing, text) = (Money::parse("0", "EUR").expect("money"), Text::name("Join"));
        let session = client.open_session(EN, &Payer::New, ECOM, nothing, &text, &[]).await;
        assert_eq!(session.expect("a session").payer, None, "{payer}");
    }
}
