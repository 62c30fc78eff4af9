//! Two tokens, each in its place: never swapped, never used twice, both of one payer.

use super::*;

const RECURRING: &str = "customer.paymentRequestToken";
const UPFRONT: &str = "contract.initialPaymentRequestToken";
/// What is due for a year of Classic.
const DUE: &str = "68.90";

fn classic(upfront: Option<&str>) -> Value {
    with(&contract(CLASSIC_YEAR, &signed()), &json!({"initialPaymentRequestToken": upfront}))
}

/// Signs up for a year of Classic with these tokens.
fn sign_up(front: &mut Front, recurring: Option<&str>, upfront: Option<&str>) -> Answer {
    front.signup(&classic(upfront), &applicant(&json!({"paymentRequestToken": recurring})))
}

#[test]
fn both_tokens_are_spent_with_their_sessions() {
    let mut front = Front::open();
    let (recurring, upfront) = front.two_tokens(DUE);
    let joined: Value = read(&sign_up(&mut front, Some(&recurring), Some(&upfront)));
    let [concluded] = front.world.concluded() else { panic!("one contract") };
    assert_eq!(Some(concluded.customer_id), joined["customerId"].as_u64());
    let (first, second) =
        (concluded.recurring.as_ref().expect("a token"), concluded.upfront.as_ref().expect("a token"));
    assert_eq!(
        (first.token.as_str(), first.scope.as_str(), format!("{:.2}", first.amount)),
        (recurring.as_str(), "MEMBER_ACCOUNT", "0.00".to_owned())
    );
    assert_eq!(
        (second.token.as_str(), second.scope.as_str(), format!("{:.2}", second.amount)),
        (upfront.as_str(), "ECOM", DUE.to_owned())
    );
    assert_eq!((first.payer.as_str(), first.customer_id), (second.payer.as_str(), None));
    assert!(!concluded.pays_cash());
    assert!(front.world.sessions().all(|session| session.is_used));
    assert_eq!(front.world.unspent_tokens(), 0);
    // A second delivery finds them spent.
    let again = sign_up(&mut front, Some(&recurring), Some(&upfront));
    assert_eq!(refusal(&again), no(409, "token.used", RECURRING));
    assert_eq!(front.world.concluded().len(), 1);
}

#[test]
fn tokens_in_each_others_place_pay_for_nothing() {
    let mut front = Front::open();
    let (recurring, upfront) = front.two_tokens(DUE);
    let swapped = sign_up(&mut front, Some(&upfront), Some(&recurring));
    assert_eq!(refusal(&swapped), no(400, "token.scope", RECURRING));
    let twice = sign_up(&mut front, Some(&recurring), Some(&recurring));
    assert_eq!(refusal(&twice), no(400, "token.scope", UPFRONT));
    let only_upfront = sign_up(&mut front, Some(&upfront), Some(&upfront));
    assert_eq!(refusal(&only_upfront), no(400, "token.scope", RECURRING));
    assert!(front.world.concluded().is_empty());
    assert_eq!(
        sign_up(&mut front, Some(&recurring), Some(&upfront)).status,
        200,
        "a refusal does not burn them"
    );
}

#[test]
fn what_is_due_is_paid_exactly_and_by_nobody_else() {
    let mut front = Front::open();
    let (recurring, payer) = front.agree("MEMBER_ACCOUNT", "0", &json!({}));
    let same = json!({"finionPayCustomerId": payer});
    let (cheap, _) = front.agree("ECOM", "68.89", &same);
    let (strange, _) = front.agree("ECOM", DUE, &json!({}));
    let (members, _) = front.agree("ECOM", DUE, &json!({"customerId": JONAS}));
    let (bank_too, _) =
        front.agree("ECOM", DUE, &with(&same, &json!({"permittedPaymentChoices": ["CREDIT_CARD", "IDEAL"]})));
    for (upfront, status, code) in [
        (None, 400, "token.missing"),
        (Some("made up"), 400, "token.unknown"),
        (Some(cheap.as_str()), 400, "token.amount"),
        (Some(strange.as_str()), 400, "token.foreign"),
        (Some(members.as_str()), 400, "token.foreign"),
        (Some(bank_too.as_str()), 400, "token.choice"),
    ] {
        let answer = sign_up(&mut front, Some(&recurring), upfront);
        assert_eq!(refusal(&answer), no(status, code, UPFRONT), "{upfront:?}");
    }
    let permitted = json!({"permittedPaymentChoices": ["CREDIT_CARD", "PAYPAL"]});
    let (good, _) = front.agree("ECOM", DUE, &with(&same, &permitted));
    front.world.refuses_tokens = true;
    let told = sign_up(&mut front, None, Some(&good));
    assert_eq!(refusal(&told), no(400, "token.expired", UPFRONT));
    front.world.refuses_tokens = false;
    assert_eq!(sign_up(&mut front, Some(&recurring), Some(&good)).status, 200);
}

#[test]
fn a_token_for_later_payments_is_of_a_session_over_nothing() {
    let mut front = Front::open();
    let (members, _) = front.agree("MEMBER_ACCOUNT", "0", &json!({"customerId": JONAS}));
    let (dear, _) = front.agree("MEMBER_ACCOUNT", "1", &json!({}));
    let (other_ways, _) = front.agree("MEMBER_ACCOUNT", "0", &json!({"permittedPaymentChoices": ["TWINT"]}));
    let free = contract(BASIC_YEAR, &json!({}));
    for (token, code) in [
        ("made up", "token.unknown"),
        (&members, "token.foreign"),
        (&dear, "token.amount"),
        (&other_ways, "token.choice"),
    ] {
        let answer = front.signup(&free, &applicant(&json!({"paymentRequestToken": token})));
        assert_eq!(refusal(&answer), no(400, code, RECURRING));
    }
    let (lapsed, _) = front.agree("MEMBER_ACCOUNT", "0", &json!({}));
    front.wait(600);
    let answer = front.signup(&free, &applicant(&json!({"paymentRequestToken": lapsed})));
    assert_eq!(refusal(&answer), no(400, "token.expired", RECURRING));
    let (good, payer) = front.agree("MEMBER_ACCOUNT", "0", &json!({}));
    let joined: Value = read(&front.signup(&free, &applicant(&json!({"paymentRequestToken": good}))));
    let found: Value = read(&front.get(&format!("/v1/customers/{}", joined["customerId"])));
    assert_eq!(found["uuid"], payer, "who agreed in the session stays its payer");
}

#[test]
fn where_nothing_is_due_no_payment_is_taken_and_without_a_token_the_member_pays_cash() {
    let mut front = Front::open();
    let (upfront, _) = front.agree("ECOM", "1", &json!({}));
    let paid = contract(BASIC_YEAR, &json!({"initialPaymentRequestToken": upfront}));
    assert_eq!(refusal(&front.signup(&paid, &applicant(&json!({})))), no(400, "token.unwanted", UPFRONT));
    assert_eq!(front.signup(&contract(BASIC_YEAR, &json!({})), &applicant(&json!({}))).status, 200);
    assert!(front.world.concluded()[0].pays_cash());
    // Paying what is due leaves no way for later.
    let (upfront, _) = front.agree("ECOM", DUE, &json!({}));
    assert_eq!(sign_up(&mut front, None, Some(&upfront)).status, 200);
    assert!(front.world.concluded()[1].pays_cash());
}

#[test]
fn a_customer_pays_in_a_session_of_their_own() {
    let mut front = Front::open();
    let field = "initialPaymentRequestToken";
    let (mine, _) = front.agree("ECOM", DUE, &json!({"customerId": LENA}));
    let (theirs, _) = front.agree("ECOM", DUE, &json!({"customerId": JONAS}));
    let (nobodys, _) = front.agree("ECOM", DUE, &json!({}));
    let (kept, _) = front.agree("MEMBER_ACCOUNT", "0", &json!({"customerId": LENA}));
    for (token, code) in [
        (None, "token.missing"),
        (Some(&theirs), "token.foreign"),
        (Some(&nobodys), "token.foreign"),
        (Some(&kept), "token.scope"),
    ] {
        let answer = front.add(LENA, &classic(token.map(String::as_str)));
        assert_eq!(refusal(&answer), no(400, code, field));
    }
    let answer = front.add(LENA, &classic(Some(&mine)));
    assert_eq!((answer.status, answer.body.is_empty()), (200, true));
    assert_eq!(refusal(&front.add(LENA, &classic(Some(&mine)))), no(409, "token.used", field));
    let spent = front.world.concluded()[0].upfront.clone().expect("a token");
    assert_eq!((spent.token, spent.customer_id), (mine, Some(LENA)));
}
