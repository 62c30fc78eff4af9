//! How faults are written, which calls meet them, and what the studio does then.

use serde_json::{Value, json};

use super::*;

const NOON: &str = "2026-06-10T12:00:00Z";
const DAY_TICKET: u64 = 41001;
const JONAS: u64 = 200_101;

fn rule(text: &str) -> FaultRule {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn mistake(text: &str) -> String {
    text.parse::<FaultRule>().expect_err(text).to_string()
}

fn faults(rules: &[&str]) -> Faults {
    Faults::new(rules.iter().map(|text| rule(text)))
}

fn purchase() -> Call {
    Call::post("/v1/online-offers/purchase", &()).expect("JSON")
}

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn every_kind_is_read_as_it_is_written() {
    let refused = |status, wait_seconds| Refused { status, wait_seconds };
    for (text, kind) in [
        ("lost-request", Way::LostRequest.into()),
        ("lost-answer", Way::LostAnswer.into()),
        ("timeout", Way::Timeout.into()),
        ("hang", Way::Hang.into()),
        ("half-body", Way::HalfBody.into()),
        ("garbage", Way::Garbage.into()),
        ("slow-drip", Way::SlowDrip(secs(20)).into()),
        ("slow-drip=1m", Way::SlowDrip(secs(60)).into()),
        ("status=503", Way::Refused(refused(503, None)).into()),
        ("status=503/5s", Way::Refused(refused(503, Some(5))).into()),
        ("status=429", Way::Refused(refused(429, Some(60))).into()),
        ("done-but-status=500", Way::DoneButRefused(refused(500, None)).into()),
        ("duplicate-delivery", Kind::DuplicateDelivery),
        ("late-delivery", Way::LateDelivery(secs(10)).into()),
        ("delayed-visibility=90s", Kind::DelayedVisibility(secs(90))),
        ("token-refused", Kind::TokenRefused),
        ("price-changed", Kind::PriceChanged(Decimal::ONE)),
        ("price-changed=-2.50", Kind::PriceChanged(Decimal::new(-250, 2))),
        ("clock-off=-5m", Kind::ClockOff(SignedDuration::from_mins(-5))),
        ("clock-off=+5m", Kind::ClockOff(SignedDuration::from_mins(5))),
    ] {
        let read = rule(&format!("purchase:{text}"));
        assert_eq!(read, FaultRule { operation: Some("purchase"), kind, calls: Calls::EVERY }, "{text}");
    }
}

#[test]
fn calls_are_one_a_range_or_all_from_one_on() {
    let calls = |text: &str| rule(&format!("any:lost-answer{text}")).calls;
    assert_eq!(calls("@2"), Calls { first: 2, last: Some(2) });
    assert_eq!(calls("@2-4"), Calls { first: 2, last: Some(4) });
    assert_eq!(calls("@2+"), Calls { first: 2, last: None });
    assert_eq!(calls(""), Calls::EVERY);
    assert_eq!(rule("any:hang").operation, None);
}

#[test]
fn a_mistake_is_told_with_what_there_is() {
    assert!(mistake("lost-answer").contains("OPERATION:KIND"));
    assert!(
        mistake("buy:lost-answer").contains("no operation \"buy\"; there are any, key-check, information")
    );
    assert!(
        mistake("purchase:lost").contains("no kind \"lost\"; there are lost-request, lost-answer, timeout")
    );
    assert!(mistake("purchase:status").contains("written status=503[/60s]"));
    for value in
        ["lost-answer=1", "status=200", "status=503/x", "status=503/-5s", "slow-drip=-1s", "slow-drip=25h"]
    {
        assert!(
            mistake(&format!("purchase:{value}")).contains("is not understood: it is written"),
            "{value}"
        );
    }
    for value in ["price-changed=0", "price-changed=0.001", "price-changed=1001", "clock-off", "clock-off=5"]
    {
        assert!(mistake(&format!("purchase:{value}")).contains("is not understood"), "{value}");
    }
    for calls in ["0", "", "x", "3-2", "1-", "+", "-2"] {
        assert!(mistake(&format!("purchase:hang@{calls}")).contains("counted from 1"), "{calls}");
    }
    assert_eq!(
        mistake("session:token-refused"),
        "token-refused is a fault of purchase, signup, add-membership, switch"
    );
    assert!(
        mistake("any:price-changed").starts_with("price-changed is a fault of preview, purchase, signup-")
    );
    assert!(
        mistake("redeem:delayed-visibility").contains("a fault of purchase, signup, add-membership, switch")
    );
}

#[test]
fn help_names_every_operation_and_every_kind() {
    let help = fault_help();
    for name in super::super::world::OPERATION_NAMES {
        assert!(help.contains(name), "{name}");
        rule(&format!("{name}:hang"));
    }
    let kinds: Vec<&str> = help.lines().skip_while(|line| *line != "Kinds:").skip(1).collect();
    assert_eq!(kinds.len(), 15);
    for line in kinds {
        // As it is written, with what may be left out: the help is a promise.
        let written = line.split_whitespace().next().expect("a kind").replace(['[', ']'], "");
        rule(&format!("purchase:{written}"));
        assert!(line.len() <= 100, "{line}");
    }
}

#[test]
fn what_is_documented_is_what_there_is() {
    let documents = [include_str!("../../../docs/faults.md"), include_str!("../../../README.md")];
    let names = super::super::world::OPERATION_NAMES;
    let mut tried = 0;
    for word in documents.iter().flat_map(|text| text.split(|c: char| c.is_whitespace() || "`',".contains(c)))
    {
        let operation = word.split_once(':').map(|(operation, rest)| (operation, !rest.is_empty()));
        if operation.is_some_and(|(name, is_whole)| is_whole && (name == "any" || names.contains(&name))) {
            rule(word);
            tried += 1;
        }
    }
    assert!(tried > 20, "{tried}");
    for written in fault_help().lines().skip_while(|line| *line != "Kinds:").skip(1) {
        let name = written.trim().split([' ', '[', '=']).next().expect("a name");
        assert!(documents[0].contains(name), "docs/faults.md does not speak of {name}");
    }
}

#[test]
fn calls_are_counted_for_each_operation_by_itself() {
    let mut faults = faults(&["purchase:lost-answer@2", "any:clock-off=5m@3+"]);
    let offers = Call::get("/v1/online-offers/purchasable");
    assert_eq!(faults.meet(&purchase()), Conditions::default());
    assert_eq!(faults.meet(&offers), Conditions::default());
    let third = faults.meet(&purchase());
    assert_eq!((third.way, third.clock_off), (Way::LostAnswer, SignedDuration::from_mins(5)));
    assert_eq!(faults.meet(&Call::head("/")).clock_off, SignedDuration::from_mins(5));
    assert_eq!(faults.meet(&purchase()).way, Way::Clear);
}

#[test]
fn of_several_ways_the_first_counts_and_the_rest_adds_up() {
    let mut faults = faults(&[
        "any:hang",
        "purchase:lost-answer",
        "purchase:delayed-visibility=20s",
        "purchase:delayed-visibility=5s",
        "purchase:price-changed=1",
        "purchase:price-changed=2",
        "purchase:token-refused",
        "purchase:duplicate-delivery",
    ]);
    let met = faults.meet(&purchase());
    assert_eq!(
        met,
        Conditions {
            way: Way::Hang,
            is_duplicated: true,
            clock_off: SignedDuration::ZERO,
            visible_after: secs(20),
            refuses_token: true,
            price_change: Decimal::from(3),
        }
    );
}

/// A studio, a caller with its key, and what the caller's calls meet.
struct Scene {
    world: World,
    faults: Faults,
    now: Timestamp,
}

impl Scene {
    fn with(rules: &[&str]) -> Self {
        let now = NOON.parse().expect("a time");
        Self { world: World::new(7, now), faults: faults(rules), now }
    }

    fn send(&mut self, call: &Call) -> Answer {
        let key = self.world.key().to_owned();
        let conditions = self.faults.meet(call);
        conditions.act(&mut self.world, self.now, call, Some(&key))
    }

    fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.send(&Call::post(path, body).expect("JSON"))
    }

    /// Pays for a day ticket at its old price and orders it.
    fn buy(&mut self) -> (u16, String) {
        let session = json!({"amount": 19.90, "scope": "ECOM", "customerId": JONAS, "referenceText": "Pass"});
        let session = self.post("/v1/payments/user-session", &session);
        let session: Value = serde_json::from_slice(&session.body).expect("JSON");
        let token =
            self.world.authorise(self.now, session["token"].as_str().expect("a token")).expect("paid");
        let order = json!({"onlineOfferId": DAY_TICKET, "customerId": JONAS, "validFrom": "2026-06-10",
            "paymentRequestToken": token});
        let answer = self.post("/v1/online-offers/purchase", &order);
        let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
        (answer.status, body["errorCode"].as_str().unwrap_or_default().to_owned())
    }

    /// How many passes of the customer are listed.
    fn listed(&mut self) -> (usize, usize) {
        let mut count = |path: String| {
            let listed: Vec<Value> = serde_json::from_slice(&self.send(&Call::get(path)).body).expect("JSON");
            listed.len()
        };
        (
            count(format!("/v1/online-offers/{JONAS}/purchased")),
            count(format!("/v1/online-offers/{JONAS}/purchased/{DAY_TICKET}")),
        )
    }
}

#[test]
fn a_purchase_is_listed_later_and_the_next_one_at_once() {
    let mut scene = Scene::with(&["purchase:delayed-visibility=30s@1"]);
    let before = scene.listed();
    assert_eq!(scene.buy().0, 200);
    assert_eq!(scene.listed(), before, "bought and not listed");
    assert_eq!(scene.buy().0, 200);
    assert_eq!(scene.listed(), (before.0 + 1, before.1 + 1), "the fault is over with its call");
    scene.now += SignedDuration::from_secs(30);
    assert_eq!(scene.listed(), (before.0 + 2, before.1 + 2));
}

#[test]
fn a_cancelation_is_shown_later_and_a_duplicate_of_it_is_refused() {
    let mut scene =
        Scene::with(&["cancel-contract:delayed-visibility=30s", "cancel-contract:duplicate-delivery"]);
    let members = format!("/v1/memberships/{JONAS}/self-service");
    let shown = |scene: &mut Scene| -> Value {
        let answer = scene.send(&Call::get(format!("{members}/contract-data")));
        let contracts: Value = serde_json::from_slice(&answer.body).expect("JSON");
        contracts[0]["cancelationStatus"].clone()
    };
    let wish = json!({"contractId": 300_101, "cancelationDate": "2026-07-31", "cancelationReasonId": 8_101});
    let answer = scene.post(&format!("{members}/ordinary-contract-cancelation"), &wish);
    assert_eq!(answer.status, 409, "the answer to the second delivery");
    assert_eq!(scene.world.contracts()[0].ending.cancelations(), 1);
    assert_eq!(shown(&mut scene), Value::Null);
    scene.now += SignedDuration::from_secs(30);
    assert_eq!(shown(&mut scene), "CANCELED");
}

#[test]
fn a_membership_is_shown_later_and_a_duplicate_of_it_is_made_where_no_token_stands_against_it() {
    let mut scene =
        Scene::with(&["add-membership:delayed-visibility=30s", "add-membership:duplicate-delivery"]);
    let wish = json!({"contractOfferTermId": 71_101, "startDate": "2026-07-01"});
    let path = format!("/v1/memberships/customers/{JONAS}/add-membership");
    let answer = scene.post(&path, &wish);
    assert_eq!((answer.status, answer.body.len()), (200, 0));
    assert_eq!(scene.world.concluded().len(), 2);
    let shown = |scene: &mut Scene| -> usize {
        let answer = scene.send(&Call::get(format!("/v1/memberships/{JONAS}/self-service/contract-data")));
        serde_json::from_slice::<Value>(&answer.body).expect("JSON").as_array().map_or(0, Vec::len)
    };
    assert_eq!(shown(&mut scene), 2);
    scene.now += SignedDuration::from_secs(30);
    assert_eq!(shown(&mut scene), 4);
}

#[test]
fn a_refused_token_is_not_spent() {
    let mut scene = Scene::with(&["purchase:token-refused@1"]);
    assert_eq!(scene.buy(), (400, "token.expired".to_owned()));
    assert_eq!(scene.world.unspent_tokens(), 1);
    assert_eq!(scene.buy().0, 200);
}

#[test]
fn a_price_that_changed_stays_changed_and_its_payment_does_not_fit() {
    let mut scene = Scene::with(&["preview:price-changed=2.50@2", "purchase:price-changed=-1000@2"]);
    let ask = json!({"onlineOfferId": DAY_TICKET, "customerId": JONAS});
    let mut price = || {
        let preview = scene.post("/v1/online-offers/purchase/preview", &ask);
        serde_json::from_slice::<Value>(&preview.body).expect("JSON")["price"]["amount"].to_string()
    };
    assert_eq!([price(), price(), price()], ["19.9", "22.4", "22.4"]);
    assert_eq!(scene.buy(), (400, "token.amount".to_owned()));
    assert_eq!(scene.buy(), (400, "token.amount".to_owned()));
    let offers = scene.world.offers_on_sale();
    assert!(offers.iter().any(|offer| offer.price.amount.0.is_zero()), "what is free stays free");
    assert!(
        offers.iter().any(|offer| offer.price.amount.0 == Decimal::new(1, 2)),
        "and nothing else becomes so"
    );
}

#[test]
fn a_duplicate_is_delivered_twice_and_the_second_answer_counts() {
    let mut scene = Scene::with(&["purchase:duplicate-delivery"]);
    let before = scene.world.purchases().len();
    assert_eq!(scene.buy(), (409, "token.used".to_owned()));
    assert_eq!(scene.world.purchases().len(), before + 1);
}

#[test]
fn the_clock_of_the_studio_is_off_for_what_it_says_and_does() {
    let mut scene = Scene::with(&["purchase:clock-off=-5m"]);
    assert_eq!(scene.buy().0, 200);
    let bought_at = scene.world.purchases().last().expect("a purchase").bought_at;
    assert_eq!(bought_at, scene.now - SignedDuration::from_mins(5));
    let answer = scene.send(&purchase());
    assert_eq!(answer.header("date"), Some("Wed, 10 Jun 2026 11:55:00 GMT"));
}

#[test]
fn a_status_that_was_asked_for_says_so_in_the_callers_language() {
    let mut scene = Scene::with(&[]);
    let refused = Refused { status: 503, wait_seconds: Some(5) };
    let call = purchase().in_language(crate::domain::language::Language::De);
    let answer = Conditions::default().refuse(&mut scene.world, scene.now, &call, refused);
    let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")));
    assert_eq!(body["errorMessage"], "Das Vorführstudio soll das ablehnen.");
    assert!(body["traceId"].is_string());
    assert_eq!(answer.header("date"), Some("Wed, 10 Jun 2026 12:00:00 GMT"));
}
