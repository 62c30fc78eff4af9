//! Memberships: what is offered, what it costs, who may conclude what, and what is there afterwards.

mod conclusions;
mod costs;
mod offers;
mod refusals;
mod switches;
mod tokens;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::*;

const BASIC: u64 = 70_100;
const CLASSIC: u64 = 70_200;
const BASIC_YEAR: u64 = 71_101;
const BASIC_MONTH: u64 = 71_102;
const CLASSIC_YEAR: u64 = 71_201;
const CLASSIC_TWO_YEARS: u64 = 71_202;
const CLASSIC_ONCE: u64 = 71_203;
const PREMIUM_YEAR: u64 = 71_301;
const PREMIUM_STEPS: u64 = 71_302;
const STUDENT: u64 = 71_401;
const TRIAL: u64 = 71_501;
const PAST: u64 = 71_601;
const TOWELS: u64 = 73_011;
const MINERALS: u64 = 73_012;
const CLASSES: u64 = 73_013;
const DRINKS: u64 = 73_021;
const SAUNA_MODULE: u64 = 73_022;
const SAUNA_24: u64 = 73_023;
const INCLUDED: u64 = 73_002;
const TERMS_TEXT: u64 = 74_001;
const HEALTH_TEXT: u64 = 74_004;
/// `<svg/>`.
const DRAWN: &str = "PHN2Zy8+";
const SIGNUP: &str = "/v1/memberships/signup";

/// A term of an offer from 1 July 2026 on, with more.
fn contract(term: u64, more: &Value) -> Value {
    with(&json!({"contractOfferTermId": term, "startDate": "2026-07-01"}), more)
}

/// The first of two, with what the second says in addition or instead; null takes away.
fn with(first: &Value, more: &Value) -> Value {
    let mut made = first.clone();
    for (name, value) in more.as_object().expect("an object") {
        match value {
            Value::Null => drop(made.as_object_mut().expect("an object").remove(name)),
            value => made[name] = value.clone(),
        }
    }
    made
}

/// Somebody new who was born in 1990, and what more they tell.
fn applicant(more: &Value) -> Value {
    let person = json!({
        "firstName": "Ada", "lastName": "Neu", "dateOfBirth": "1990-01-02", "email": "ada.neu@example.com",
        "street": "Turbinenweg", "houseNumber": "8a", "zipCode": "10245", "city": "Berlin", "countryCode": "DE",
        "language": {"languageCode": "de"},
    });
    with(&person, more)
}

/// Everything that has to be signed for Classic.
fn signed() -> Value {
    json!({
        "contractSignature": {"base64SvgSignature": DRAWN},
        "textBlockSignatures": [{"base64SvgSignature": DRAWN, "textBlockId": TERMS_TEXT}],
    })
}

impl Front {
    fn signup(&mut self, contract: &Value, customer: &Value) -> Answer {
        self.post(SIGNUP, &json!({"contract": contract, "customer": customer}))
    }

    fn preview_signup(&mut self, contract: &Value, customer: &Value) -> Answer {
        self.post(&format!("{SIGNUP}/preview"), &json!({"contract": contract, "customer": customer}))
    }

    /// What a term costs somebody born in 1990.
    fn cost(&mut self, term: u64, more: &Value) -> Value {
        read(&self.preview_signup(&contract(term, more), &applicant(&json!({}))))
    }

    /// Opens a session of a person who is no customer yet, and agrees in it: its token, and who pays.
    fn agree(&mut self, scope: &str, amount: &str, more: &Value) -> (String, String) {
        let amount: Value = serde_json::from_str(amount).expect("a number");
        let body = with(&json!({"amount": amount, "scope": scope, "referenceText": "Membership"}), more);
        let session: Value = read(&self.post("/v1/payments/user-session", &body));
        let token = self.world.authorise(self.now, session["token"].as_str().expect("a token"));
        let payer = session["finionPayCustomerId"].as_str().expect("a payer").to_owned();
        (token.expect("a token"), payer)
    }

    /// Both tokens of somebody new, the upfront one over `due`.
    fn two_tokens(&mut self, due: &str) -> (String, String) {
        let (recurring, payer) = self.agree("MEMBER_ACCOUNT", "0", &json!({}));
        let (upfront, same) = self.agree("ECOM", due, &json!({"finionPayCustomerId": payer}));
        assert_eq!(payer, same);
        (recurring, upfront)
    }

    fn add(&mut self, customer: u64, contract: &Value) -> Answer {
        self.post(&format!("/v1/memberships/customers/{customer}/add-membership"), contract)
    }
}

/// Status, code and field of a refusal.
fn refusal(answer: &Answer) -> (u16, String, String) {
    let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    (answer.status, text("errorCode"), text("reference"))
}

/// The same, as it is expected.
fn no(status: u16, code: &str, field: &str) -> (u16, String, String) {
    (status, code.to_owned(), field.to_owned())
}

/// An amount of a preview, with two decimals.
fn amount(money: &Value) -> String {
    assert_eq!(money["currency"], "EUR", "{money}");
    decimals(&money["amount"])
}

/// A number with two decimals. `Value` does not keep its digits; that it has no more than these is asserted.
fn decimals(number: &Value) -> String {
    let number: Decimal = number.to_string().parse().expect("a number");
    assert!(number.scale() <= 2, "{number}");
    format!("{number:.2}")
}
