//! A kiosk, a studio in another process, the wire between them, and what must be true of all three.

use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::{Value, json};

use super::http::Message;
use super::kiosk::Kiosk;
use super::proxy::Proxy;
use super::sandbox::Sandbox;
use super::signal::eventually;
use super::tenant::Tenant;
use super::visitor::EMAIL;

/// The price, asked when the order is reviewed and once more when the order button is pressed.
pub const PREVIEW: &str = "POST /v1/online-offers/purchase/preview";
/// The payment session.
pub const SESSION: &str = "POST /v1/payments/user-session";
/// What the buyer has: read before the purchase, and looked at after one whose answer was lost.
pub const PURCHASED: &str = "GET /v1/online-offers/{id}/purchased/{id}";
/// The purchase.
pub const PURCHASE: &str = "POST /v1/online-offers/purchase";

/// From the start of the process to the welcome screen.
const WELCOME_WITHIN: Duration = Duration::from_secs(2);

/// No purchases.
pub const NOTHING: [u64; 0] = [];

/// Everything but the kiosk's process, which dies in the middle.
pub struct Scene {
    tenant: Tenant,
    pub proxy: Proxy,
    /// None while it is dead.
    sandbox: Option<Sandbox>,
    api: String,
    key: String,
}

impl Scene {
    /// A studio and a kiosk that has never been started.
    pub fn open() -> Self {
        let sandbox = Sandbox::start();
        let proxy = Proxy::to(sandbox.address());
        let (api, key) = (sandbox.api.clone(), sandbox.key.clone());
        let tenant = Tenant::of(&proxy.api(), &format!("{api}/widget.js"), &key);
        Self { tenant, proxy, sandbox: Some(sandbox), api, key }
    }

    /// Starts the kiosk on the data there is; its first screen has to be there in time.
    pub fn start(&self) -> Kiosk {
        let began = Instant::now();
        let mut kiosk = self.start_blindly();
        let greeting = kiosk.visitor().say("welcome-greeting");
        let took = kiosk.pty.wait_for_text(&greeting) - began;
        assert!(took <= WELCOME_WITHIN, "the welcome screen took {took:?}");
        kiosk
    }

    /// Starts the kiosk and does not look.
    pub fn start_blindly(&self) -> Kiosk {
        Kiosk { pty: self.tenant.run() }
    }

    /// Kills the studio, which forgets everything.
    pub fn kill_studio(&mut self) {
        self.sandbox = None;
    }

    /// Opens the studio again, as it was on its first day.
    pub fn reopen_studio(&mut self) {
        let address = self.api.strip_prefix("http://").expect("an address").parse().expect("an address");
        self.sandbox = Some(Sandbox::start_at(address));
    }

    /// Every order, as staff see it; works beside the kiosk.
    pub fn ledger(&self) -> Vec<Value> {
        let listed = self.tenant.ask(&["ledger", "list", "--json"]);
        let said = String::from_utf8_lossy(&listed.stderr);
        let listed: Option<Value> = serde_json::from_slice(&listed.stdout).ok();
        let sales = listed.and_then(|listed| listed["sales"].as_array().cloned());
        sales.unwrap_or_else(|| panic!("no list of orders: {said}"))
    }

    /// The only order stands there, with nobody left to write it down.
    pub fn assert_on_disk(&self, state: &str) {
        let orders = self.ledger();
        let [order] = orders.as_slice() else { panic!("one order: {orders:?}") };
        assert_eq!(order["state"], state, "{order}");
    }

    /// Keeps the kiosk from writing until this is dropped, at most as long as its ledger waits for a reader.
    pub fn stop_disk(&self) -> Connection {
        let disk = Connection::open(self.tenant.dir().join("data/ledger.sqlite")).expect("a ledger");
        // Undone when the connection is dropped.
        disk.execute_batch("BEGIN IMMEDIATE").expect("nobody writes");
        disk
    }

    /// Waits until the only order stands there, and gives it.
    pub fn wait_for_state(&self, state: &str) -> Value {
        eventually(&format!("{state} in the ledger"), || {
            let orders = self.ledger();
            assert!(orders.len() <= 1, "one order: {orders:?}");
            orders.into_iter().find(|order| order["state"] == state)
        })
    }

    /// Purchases that the studio has recorded for the person with this address.
    pub fn bought_by(&self, email: &str) -> Vec<u64> {
        let bought = self.purchases_of(email);
        let ids = bought.iter().map(|purchase| purchase["onlineOfferPurchaseId"].as_u64());
        ids.map(|id| id.expect("an id")).collect()
    }

    fn purchases_of(&self, email: &str) -> Vec<Value> {
        let people = self.ask("POST", "/v1/customers/search", &json!({"email": email}));
        let people = people.as_array().expect("people");
        assert!(!people.is_empty(), "the studio knows who ordered");
        let lists = people.iter().map(|person| {
            let customer = person["id"].as_u64().expect("a customer");
            self.ask("GET", &format!("/v1/online-offers/{customer}/purchased"), &Value::Null)
        });
        lists.flat_map(|list| list.as_array().expect("purchases").clone()).collect()
    }

    /// The kiosk is started again: the only order, if it got so far, is given up, and nobody was charged.
    pub fn assert_given_up(&self) {
        let before = self.ledger();
        let kiosk = self.start();
        if !before.is_empty() {
            let order = self.wait_for_state("abandoned");
            assert_eq!(order["reason"], "restarted", "{order}");
            assert_eq!(order["purchase_id"], Value::Null, "{order}");
        }
        kiosk.assert_sells();
        assert_eq!(self.ledger().len(), before.len(), "a restart orders nothing");
        assert_eq!(self.bought_by(EMAIL), NOTHING, "nothing was bought");
        assert_eq!(self.proxy.asked(PURCHASE).len(), 0, "nothing was sent, by the restart neither");
    }

    /// The kiosk is started again: it finds the only purchase, and sends none.
    pub fn assert_found(&self) {
        let kiosk = self.start();
        self.wait_for_state("completed");
        kiosk.assert_sells();
        self.assert_bought_once();
    }

    /// The kiosk is started again, and the visitor comes back with the claim code: the pass is there, or appears.
    pub fn assert_shown_again(&self, claim: &str) {
        let mut kiosk = self.start();
        kiosk.come_back(claim);
        let shown = kiosk.pass();
        self.assert_bought_once();
        assert_eq!(
            self.purchases_of(EMAIL)[0]["studioAccessCode"],
            shown.as_str(),
            "the pass that was bought"
        );
    }

    /// The only order is completed by the only purchase there is, and was sent once.
    pub fn assert_bought_once(&self) {
        let order = self.wait_for_state("completed");
        let purchase = order["purchase_id"].as_u64().expect("a purchase");
        assert_eq!(self.bought_by(EMAIL), [purchase], "exactly the one that the ledger names");
        assert_eq!(order["has_access_code"], true, "{order}");
        assert_eq!(self.proxy.asked(PURCHASE).len(), 1, "sent once, never again");
    }

    /// Asks the studio directly, past the wire.
    pub fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let request = Message::request(method, path, &[("X-API-KEY", &self.key)], &body);
        let studio = self.sandbox.as_ref().expect("a studio that is open").address();
        let answer = request.send_to(studio).expect("an answer");
        assert_eq!(answer.status(), 200, "{method} {path}");
        answer.json()
    }
}
