//! `walkin ledger` and the kiosk on bad disks, with the built program: exit codes, tables, exports, and that nothing is sold,
//! deleted or moved where the ledger is not whole.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test waits by the real clock")]

mod closing;
mod disks;
mod exporting;
mod listing;
mod memberships;
mod reconciling;
mod requests;
mod unwritable;

#[expect(dead_code, reason = "shared with the tests from end to end, which need other parts of it")]
#[path = "../support/pty.rs"]
mod pty;
#[expect(dead_code, reason = "shared with the tests from end to end, which need other parts of it")]
#[path = "../support/tenant.rs"]
mod tenant;
#[expect(dead_code, reason = "shared with the tests in a browser, which need other parts of it")]
#[path = "../support/visitor.rs"]
mod visitor;

use std::fs;
use std::path::Path;
use std::process::Output;

use jiff::civil::{Date, date};
use serde_json::Value;
use tenant::Tenant;
use walkin::clock;
use walkin::domain::fault::LedgerFault;
use walkin::domain::intent::{Intent, Order, PassOrder, ResultId, StaffReason, Step};
use walkin::domain::money::Money;
use walkin::domain::offer::OfferId;
use walkin::domain::pass::{AccessCode, ClaimCode, PurchaseId};
use walkin::domain::person::CustomerId;
use walkin::domain::request::Request;
use walkin::domain::text::Text;
use walkin::domain::time::Timestamp;
use walkin::ledger::Ledger;

/// A sale to be written, and what happens to it.
struct Written {
    intent: Intent,
    steps: Vec<Step>,
}

/// The claim code of the n-th sale.
fn claim(n: u8) -> ClaimCode {
    // A letter or digit comes out of each byte, of which there are thirty.
    ClaimCode::from_random(std::array::from_fn(|place| if place == 0 { n / 30 } else { n }))
}

/// The reference of the n-th sale.
fn reference(n: u8) -> String {
    claim(n).reference().to_string()
}

impl Written {
    /// The n-th sale, ordered now, of nothing in particular.
    fn new(n: u8, amount: &str, currency: &str, steps: Vec<Step>) -> Self {
        let order = PassOrder {
            offer: OfferId(7),
            offer_name: Text::name("Day ticket"),
            customer: CustomerId(9),
            valid_from: date(2026, 11, 20),
            valid_until: None,
            payable: Money::parse(amount, currency).expect("money"),
        };
        let code = claim(n);
        let intent = Intent::new(code.reference().clone(), code.hash(), clock::wall(), order.into());
        Self { intent, steps }
    }

    /// The n-th order, a request.
    fn asked(n: u8, request: Request, steps: Vec<Step>) -> Self {
        let code = claim(n);
        let intent = Intent::new(code.reference().clone(), code.hash(), clock::wall(), request.into());
        Self { intent, steps }
    }

    /// Ordered at another moment.
    fn ordered_at(mut self, at: &str) -> Self {
        self.intent.ordered_at = at.parse().expect("a moment");
        self
    }

    /// Of another offer.
    fn named(mut self, name: &str) -> Self {
        self.pass().offer_name = Text::name(name);
        self
    }

    /// Of this customer, offer and day.
    fn of(mut self, customer: u64, offer: u64, valid_from: Date) -> Self {
        let order = self.pass();
        (order.customer, order.offer, order.valid_from) = (CustomerId(customer), OfferId(offer), valid_from);
        self
    }

    fn pass(&mut self) -> &mut PassOrder {
        match &mut self.intent.order {
            Order::Pass(order) => order,
            Order::Request(request) => panic!("{request:?} is no pass"),
        }
    }
}

/// Writes sales to a kiosk's ledger, each step a second after the one before.
fn write(tenant: &Tenant, sales: &[Written]) {
    in_ledger(tenant, async |ledger| {
        for Written { intent, steps } in sales {
            ledger.record_intent(intent.clone()).await.expect("written");
            for (seconds, step) in (1..).zip(steps) {
                let at = intent.ordered_at + jiff::SignedDuration::from_secs(seconds);
                ledger.record_step(intent.reference.clone(), at, step.clone()).await.expect("in the table");
            }
        }
    });
}

/// Does something with the ledger open, and so locked as by a kiosk.
fn in_ledger(tenant: &Tenant, work: impl AsyncFnOnce(&Ledger)) {
    let dir = tenant.dir().join("data");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let (ledger, _) = Ledger::open(&dir).await.expect("a ledger");
        work(&ledger).await;
        assert_eq!(ledger.close().await, Ok::<(), LedgerFault>(()));
    });
}

fn sent(before: &[u64]) -> Step {
    Step::Submitted { before: before.iter().copied().map(ResultId).collect() }
}

const LOST: Step = Step::LostTrack { refused: false };
const REFUSED: Step = Step::LostTrack { refused: true };
const CALLED: Step = Step::StaffCalled { why: StaffReason::NotFound };

fn bought(purchase: u64, code: Option<&str>) -> Step {
    Step::Completed { purchase: PurchaseId(purchase), code: code.and_then(AccessCode::new) }
}

/// What a command printed, and how it ended.
fn code_and_text(output: &Output) -> (i32, String) {
    let text = String::from_utf8(output.stdout.clone()).expect("text");
    (output.status.code().expect("an exit code"), text)
}

/// What a command complained about, and how it ended.
fn code_and_complaint(output: &Output) -> (i32, String) {
    let text = String::from_utf8(output.stderr.clone()).expect("text");
    (output.status.code().expect("an exit code"), text)
}

fn code_and_json(output: &Output) -> (i32, Value) {
    let (code, text) = code_and_text(output);
    (code, serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text:?} {output:?}")))
}

/// Every file of a kiosk's data but the lock and what whoever reads may make: the index of the log, and an empty log.
fn books(data: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(data).expect("a directory") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a readable name");
        let bytes = fs::read(entry.path()).expect("readable");
        // The catalogue of the offers is kept beside it, and may come or go.
        if name.starts_with("ledger")
            && !name.ends_with("-shm")
            && (!name.ends_with("-wal") || !bytes.is_empty())
        {
            files.push((name, bytes));
        }
    }
    files.sort();
    files
}

/// So that a stamp in a test is a moment.
fn hours_ago(hours: i64) -> String {
    let at: Timestamp = clock::wall() - jiff::SignedDuration::from_hours(hours);
    at.to_string()
}
