//! Money: sessions, tokens, vouchers and purchases.

use std::time::Duration;

use serde_json::{Value, json};

use super::*;
use crate::sandbox::AuthoriseError;

#[test]
fn a_paid_pass_is_listed_with_its_code_and_its_zone() {
    let mut front = Front::open();
    let token = front.pay(MIRA, "19.90");
    let bought: Value =
        read(&front.buy(DAY_TICKET, MIRA, &json!({"validFrom": "2026-06-12", "paymentRequestToken": token})));
    let listed: Value = read(&front.get(&format!("/v1/online-offers/{MIRA}/purchased/{DAY_TICKET}")));
    assert_eq!(listed[0]["onlineOfferPurchaseId"], bought["onlineOfferPurchaseId"]);
    assert_eq!(listed[0]["studioAccessCode"], bought["studioAccessCode"]);
    assert_eq!(listed[0]["purchaseDate"], "2026-06-10T14:00:00+02:00[Europe/Berlin]");
    assert_eq!(listed[0]["validFrom"], "2026-06-12T00:00:00+02:00[Europe/Berlin]");
    assert_eq!(listed[0]["expiryDate"], "2026-06-26T00:00:00+02:00[Europe/Berlin]");
    let all: Value = read(&front.get(&format!("/v1/online-offers/{MIRA}/purchased")));
    assert_eq!(all.as_array().map(Vec::len), Some(1));
    assert_eq!(front.world.purchases().last().map(|sale| sale.paid.to_string()).as_deref(), Some("19.90"));
}

#[test]
fn a_token_pays_once_and_takes_its_session_with_it() {
    let mut front = Front::open();
    let session = front.session(JONAS, "19.90");
    let first = front.world.authorise(front.now, &session).expect("a token");
    let second = front.world.authorise(front.now, &session).expect("another token");
    let paid = json!({"paymentRequestToken": first});
    assert_eq!(front.buy(DAY_TICKET, JONAS, &paid).status, 200);
    assert_eq!(refused(&front.buy(DAY_TICKET, JONAS, &paid)), (409, "token.used".to_owned()));
    let again = front.buy(DAY_TICKET, JONAS, &json!({"paymentRequestToken": second}));
    assert_eq!(refused(&again), (409, "token.used".to_owned()));
    assert_eq!(front.world.authorise(front.now, &session), Err(AuthoriseError::Used));
    assert_eq!(front.world.purchases().len(), 2, "one, and the one from before");
}

#[test]
fn a_token_pays_only_for_its_customer_and_its_exact_amount() {
    let mut front = Front::open();
    let token = json!({"paymentRequestToken": front.pay(JONAS, "19.90")});
    assert_eq!(refused(&front.buy(DAY_TICKET, MIRA, &token)), (400, "token.foreign".to_owned()));
    assert_eq!(refused(&front.buy(SAUNA, JONAS, &token)), (400, "token.amount".to_owned()));
    let voucher = json!({"paymentRequestToken": token["paymentRequestToken"], "voucherCode": "FIVER"});
    assert_eq!(refused(&front.buy(DAY_TICKET, JONAS, &voucher)), (400, "token.amount".to_owned()));
    assert_eq!(front.buy(DAY_TICKET, JONAS, &token).status, 200, "a refusal does not burn the token");
}

#[test]
fn an_amount_is_the_same_with_other_digits_behind_it() {
    let mut front = Front::open();
    let token = json!({"paymentRequestToken": front.pay(JONAS, "19.9")});
    assert_eq!(front.buy(DAY_TICKET, JONAS, &token).status, 200);
}

#[test]
fn a_session_and_its_tokens_lapse_after_ten_minutes() {
    let mut front = Front::open();
    let session = front.session(JONAS, "19.90");
    let token = json!({"paymentRequestToken": front.world.authorise(front.now, &session).expect("a token")});
    front.wait(600);
    assert_eq!(front.world.authorise(front.now, &session), Err(AuthoriseError::Expired));
    assert_eq!(refused(&front.buy(DAY_TICKET, JONAS, &token)), (400, "token.expired".to_owned()));
    assert_eq!(front.world.authorise(front.now, "never seen"), Err(AuthoriseError::Unknown));
}

#[test]
fn a_session_lives_as_long_as_the_world_is_told() {
    let mut front = Front::open();
    let long = front.session(JONAS, "19.90");
    front.world.session_lifetime = Duration::from_secs(5);
    let short = front.session(JONAS, "19.90");
    front.wait(5);
    assert_eq!(front.world.authorise(front.now, &short), Err(AuthoriseError::Expired));
    assert!(front.world.authorise(front.now, &long).is_ok(), "what is open already keeps its time");
}

#[test]
fn sessions_are_forgotten_long_after_they_lapsed_and_authorise_only_so_often() {
    let mut front = Front::open();
    let session = front.session(JONAS, "19.90");
    for _ in 0..20 {
        assert!(front.world.authorise(front.now, &session).is_ok());
    }
    assert_eq!(front.world.authorise(front.now, &session), Err(AuthoriseError::TooMany));
    front.wait(600 + 3_600);
    front.session(JONAS, "5");
    assert!(front.world.session(&session).is_some(), "just remembered");
    front.wait(1);
    front.session(JONAS, "5");
    assert!(front.world.session(&session).is_none());
    assert_eq!(front.world.unspent_tokens(), 0);
}

#[test]
fn a_paid_pass_needs_a_token_and_a_free_one_refuses_it() {
    let mut front = Front::open();
    assert_eq!(refused(&front.buy(DAY_TICKET, JONAS, &json!({}))), (400, "token.missing".to_owned()));
    let made_up = json!({"paymentRequestToken": "made up"});
    assert_eq!(refused(&front.buy(DAY_TICKET, JONAS, &made_up)), (400, "token.unknown".to_owned()));
    assert_eq!(refused(&front.buy(GUEST_PASS, JONAS, &made_up)), (400, "token.unwanted".to_owned()));
    assert_eq!(front.buy(GUEST_PASS, JONAS, &json!({})).status, 200);
    assert_eq!(front.buy(DAY_TICKET, JONAS, &json!({"voucherCode": "GRATIS"})).status, 200);
}

#[test]
fn a_token_for_payment_runs_pays_for_nothing_now() {
    let mut front = Front::open();
    let body =
        json!({"amount": 19.90, "scope": "MEMBER_ACCOUNT", "customerId": JONAS, "referenceText": "Fee"});
    let session: Value = read(&front.post("/v1/payments/user-session", &body));
    let token =
        front.world.authorise(front.now, session["token"].as_str().expect("a token")).expect("a token");
    let answer = front.buy(DAY_TICKET, JONAS, &json!({"paymentRequestToken": token}));
    assert_eq!(refused(&answer), (400, "token.amount".to_owned()));
}

#[test]
fn every_kind_of_voucher_has_its_price() {
    let mut front = Front::open();
    for (offer, voucher, rest, off) in [
        (DAY_TICKET, "SOMMER20", "15.92", "3.98"),
        (DAY_TICKET, " sommer20 ", "15.92", "3.98"),
        (DAY_TICKET, "FIVER", "14.90", "5.00"),
        (DAY_TICKET, "GRATIS", "0.00", "19.90"),
        (SAUNA, "SAUNA3", "6.50", "3.00"),
        (GUEST_PASS, "FIVER", "0.00", "0.00"),
    ] {
        let body = json!({"onlineOfferId": offer, "customerId": JONAS, "voucherCode": voucher});
        let answer = front.post("/v1/online-offers/purchase/preview", &body);
        let text = String::from_utf8(answer.body).expect("UTF-8");
        assert!(text.contains(&format!(r#""discountedPrice":{{"amount":{rest},"#)), "{voucher}: {text}");
        assert!(text.contains(&format!(r#""discountValue":{{"amount":{off},"#)), "{voucher}: {text}");
        assert!(!text.contains("voucherErrorCode"), "{voucher}: {text}");
    }
}

#[test]
fn a_voucher_that_is_not_taken_is_told_in_a_preview_and_stops_a_purchase() {
    let mut front = Front::open();
    for (offer, voucher) in [(DAY_TICKET, "NONSENSE"), (DAY_TICKET, "WINTER24"), (DAY_TICKET, "SAUNA3")] {
        let preview = front.preview(offer, voucher);
        assert_eq!(preview["voucherErrorCode"], "INVALID_CODE", "{voucher}");
        assert_eq!(preview["discountedPrice"], Value::Null, "{voucher}");
        let token = front.pay(JONAS, "19.90");
        let answer = front.buy(offer, JONAS, &json!({"voucherCode": voucher, "paymentRequestToken": token}));
        assert_eq!(refused(&answer), (400, "voucher.invalid".to_owned()), "{voucher}");
    }
}

#[test]
fn amounts_leave_with_the_digits_of_the_file() {
    let mut front = Front::open();
    let list = String::from_utf8(front.get("/v1/online-offers/purchasable").body).expect("UTF-8");
    for amount in ["19.90", "0.00", "1290.00"] {
        assert!(list.contains(&format!(r#""amount":{amount},"#)), "{amount}");
    }
}

#[test]
fn the_first_day_is_a_day_of_the_studio_and_not_an_absurd_one() {
    let mut front = Front::open();
    front.now = "2026-06-10T22:30:00Z".parse().expect("a time");
    for (day, code) in [
        ("2026-06-10", "valid_from.past"),
        ("2027-06-13", "valid_from.too_far"),
        ("2026-02-30", "field.invalid"),
        ("2026-06-11T00:00:00", "field.invalid"),
    ] {
        let answer = front.buy(GUEST_PASS, JONAS, &json!({"validFrom": day}));
        assert_eq!(refused(&answer), (400, code.to_owned()), "{day}");
    }
    assert_eq!(front.buy(GUEST_PASS, JONAS, &json!({"validFrom": "2026-06-11"})).status, 200);
}

#[test]
fn the_age_counts_on_the_first_day_and_barred_people_buy_nothing() {
    let mut front = Front::open();
    let answer = front.buy(SPA_DAY, CHILD, &json!({}));
    assert_eq!(refused(&answer), (400, "customer.too_young".to_owned()));
    assert_eq!(front.buy(YOUTH_TICKET, CHILD, &json!({"voucherCode": "GRATIS"})).status, 200);
    assert_eq!(refused(&front.buy(GUEST_PASS, BARRED, &json!({}))), (400, "access.refused".to_owned()));
    assert_eq!(refused(&front.buy(GUEST_PASS, 1, &json!({}))), (404, "not_found".to_owned()));
    assert_eq!(refused(&front.buy(1, JONAS, &json!({}))), (404, "not_found".to_owned()));
}

#[test]
fn a_session_is_for_one_payer_and_lives_ten_minutes() {
    let mut front = Front::open();
    let ask = |more: Value| {
        let mut body = json!({"amount": 5, "scope": "ECOM", "referenceText": "Pass"});
        for (key, value) in more.as_object().expect("an object") {
            body[key] = value.clone();
        }
        body
    };
    let first: Value = read(&front.post("/v1/payments/user-session", &ask(json!({}))));
    assert_eq!(first["tokenValidUntil"], "2026-06-10T12:10:00.000000Z");
    let payer = &first["finionPayCustomerId"];
    let known = front.post("/v1/payments/user-session", &ask(json!({"finionPayCustomerId": payer})));
    assert_eq!(&read::<Value>(&known)["finionPayCustomerId"], payer);
    for (more, status, code) in [
        (json!({"customerId": JONAS, "finionPayCustomerId": payer}), 400, "session.identity"),
        (json!({"finionPayCustomerId": "753ea8ec-c2ec-4761-824b-bc46eda3f644"}), 404, "not_found"),
        (json!({"customerId": 1}), 404, "not_found"),
        (json!({"amount": -1}), 400, "field.invalid"),
        (json!({"amount": 0}), 400, "field.invalid"),
        (json!({"amount": 1.999}), 400, "field.invalid"),
        (json!({"scope": "GIFT"}), 400, "field.invalid"),
        (json!({"permittedPaymentChoices": ["SHELLS"]}), 400, "field.invalid"),
        (json!({"referenceText": " "}), 400, "field.invalid"),
    ] {
        let answer = front.post("/v1/payments/user-session", &ask(more.clone()));
        assert_eq!(refused(&answer), (status, code.to_owned()), "{more}");
    }
}
