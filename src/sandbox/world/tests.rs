//! The rules of the pretend studio, told through its own front door.

mod challenges;
mod contracts;
mod members;
mod memberships;
mod modules;
mod payments;
mod reading;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::api::wire::{Answer, Call, Method};
use crate::domain::time::Timestamp;

use super::World;

/// 2026-06-10 is a Wednesday; 12:00 UTC is 14:00 in Berlin.
const NOON: &str = "2026-06-10T12:00:00Z";
const DAY_TICKET: u64 = 41001;
const YOUTH_TICKET: u64 = 41002;
const SAUNA: u64 = 41201;
const SPA_DAY: u64 = 41202;
const GUEST_PASS: u64 = 41301;
const JONAS: u64 = 200_101;
const MIRA: u64 = 200_102;
const BARRED: u64 = 200_103;
const CHILD: u64 = 200_106;
const LENA: u64 = 200_104;
const AYLIN: u64 = 200_107;
const GEORG: u64 = 200_108;
const CHIARA: u64 = 200_109;
const OSKAR: u64 = 200_110;
const SOPHIE: u64 = 200_111;
const EMIL: u64 = 200_112;
/// The contract of Jonas that can be canceled.
const FLEX: u64 = 300_101;
/// The contract of Jonas that he has canceled.
const WELLNESS: u64 = 300_102;
const MOVED: u64 = 8_101;

/// A world with a caller who has the right key and a clock of their own.
struct Front {
    world: World,
    now: Timestamp,
}

impl Front {
    fn open() -> Self {
        let now = NOON.parse().expect("a time");
        Self { world: World::new(7, now), now }
    }

    fn wait(&mut self, seconds: i64) {
        self.now = Timestamp::from_second(self.now.as_second() + seconds).expect("a time");
    }

    fn call(&mut self, call: &Call) -> Answer {
        let key = self.world.key().to_owned();
        self.world.answer(self.now, call, Some(&key))
    }

    fn get(&mut self, path: &str) -> Answer {
        self.call(&Call::get(path))
    }

    fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.call(&Call::post(path, body).expect("JSON"))
    }

    /// Opens a session and pays in it.
    fn pay(&mut self, customer: u64, amount: &str) -> String {
        let session = self.session(customer, amount);
        self.world.authorise(self.now, &session).expect("a token")
    }

    fn session(&mut self, customer: u64, amount: &str) -> String {
        let amount: Value = serde_json::from_str(amount).expect("a number");
        let body =
            json!({"amount": amount, "scope": "ECOM", "customerId": customer, "referenceText": "Pass"});
        let answer = self.post("/v1/payments/user-session", &body);
        read::<Value>(&answer)["token"].as_str().expect("a token").to_owned()
    }

    fn buy(&mut self, offer: u64, customer: u64, more: &Value) -> Answer {
        let mut body = json!({"onlineOfferId": offer, "customerId": customer, "validFrom": "2026-06-10"});
        for (key, value) in more.as_object().expect("an object") {
            body[key] = value.clone();
        }
        self.post("/v1/online-offers/purchase", &body)
    }

    /// The contracts of a member.
    fn contracts(&mut self, customer: u64) -> Vec<Value> {
        read(&self.get(&format!("/v1/memberships/{customer}/self-service/contract-data")))
    }

    fn cancel(&mut self, customer: u64, contract: u64, date: &str) -> Answer {
        let body = json!({"contractId": contract, "cancelationDate": date, "cancelationReasonId": MOVED});
        self.post(&format!("/v1/memberships/{customer}/self-service/ordinary-contract-cancelation"), &body)
    }

    fn withdraw(&mut self, customer: u64, contract: u64) -> Answer {
        let path = format!(
            "/v1/memberships/{customer}/self-service/withdraw-ordinary-contract-cancelation/{contract}"
        );
        self.call(&Call { method: Method::Post, ..Call::get(path) })
    }

    fn preview(&mut self, offer: u64, voucher: &str) -> Value {
        let body = json!({"onlineOfferId": offer, "customerId": JONAS, "voucherCode": voucher});
        read(&self.post("/v1/online-offers/purchase/preview", &body))
    }
}

fn read<T: DeserializeOwned>(answer: &Answer) -> T {
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    serde_json::from_slice(&answer.body).expect("JSON")
}

/// Status and code of a refusal.
fn refused(answer: &Answer) -> (u16, String) {
    let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
    (answer.status, body["errorCode"].as_str().expect("a code").to_owned())
}
