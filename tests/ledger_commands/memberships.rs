//! What was joined, added or switched to: listed with what is due, exported, shown, looked for and closed.

use jiff::civil::{Date, date};
use serde_json::{Value, json};
use walkin::domain::contract::ContractId;
use walkin::domain::frequency::Rhythm;
use walkin::domain::intent::{ResultId, StaffReason, Step};
use walkin::domain::membership::{Membership, MembershipOfferId, SwitchConfigId, TermId};
use walkin::domain::money::Money;
use walkin::domain::person::CustomerId;
use walkin::domain::request::{Add, Concluded, Grant, Join, Request, Switch};
use walkin::domain::text::Text;

use super::tenant::Tenant;
use super::{LOST, REFUSED, Written, code_and_json, code_and_text, reference, sent, write};

/// A member, and the one contract they have.
const MEMBER: u64 = 200_104;
const CONTRACT: u64 = 300_105;

fn membership(start: Date, due: &str) -> Membership {
    Membership {
        offer: MembershipOfferId(8),
        term: TermId(81),
        name: Text::name("Flex"),
        start,
        rhythm: Rhythm::Free,
        runs: None,
        renewal: None,
        notice: None,
        due: Money::parse(due, "EUR").expect("money"),
        rates: vec![],
    }
}

fn join(due: &str) -> Request {
    Request::Join(Join { membership: membership(date(2026, 12, 1), due).into() })
}

fn add(start: Date, due: &str) -> Request {
    Request::Add(Add { member: CustomerId(MEMBER), membership: membership(start, due).into() })
}

fn switch(due: &str) -> Request {
    let (member, source, config) = (CustomerId(MEMBER), ContractId(CONTRACT), SwitchConfigId(5));
    Request::Switch(Switch {
        member,
        source,
        left: Text::name("Basic"),
        config,
        membership: membership(date(2026, 12, 1), due).into(),
    })
}

fn concluded(customer: u64, contract: Option<u64>) -> Step {
    let contract = contract.map(|id| Concluded { id: ContractId(id), start: None });
    Step::Granted { grant: Grant::Concluded { customer: CustomerId(customer), contract, before: vec![] } }
}

fn paid(steps: impl IntoIterator<Item = Step>) -> Vec<Step> {
    [Step::PaymentAwaited, Step::Authorised].into_iter().chain(steps).collect()
}

fn four_orders() -> Tenant {
    let tenant = Tenant::open();
    let untraceable = Step::StaffCalled { why: StaffReason::Untraceable };
    let orders = [
        Written::asked(1, join("68.90"), paid([sent(&[]), concluded(77, Some(770))])),
        Written::asked(2, add(date(2026, 12, 1), "0.00"), vec![sent(&[CONTRACT]), concluded(MEMBER, None)]),
        Written::asked(3, switch("12.50"), paid([sent(&[CONTRACT]), LOST])),
        Written::asked(4, join("29.00"), paid([sent(&[]), LOST, untraceable])),
    ];
    write(&tenant, &orders.map(|order| order.ordered_at("2026-11-18T10:00:00Z")));
    tenant
}

#[test]
fn a_list_says_what_was_concluded_and_adds_up_what_was_due() {
    let tenant = four_orders();
    let (code, text) = code_and_text(&tenant.ask(&["ledger", "list"]));
    assert_eq!(code, 1, "who joined and left is for staff");
    for part in [
        "join membership 'Flex' (offer 8, term 81) from 2026-12-01",
        "add membership 'Flex'",
        "completed, not shown yet",
        "switch contract 300105 'Basic' to membership 'Flex'",
        "needs_staff, untraceable",
        "2026-11-18  2 completed, 68.90 EUR in all; 2 undecided, 41.50 EUR in all\n",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn an_export_names_what_staff_look_for() {
    let tenant = four_orders();
    let days = ["ledger", "export", "--from", "2026-11-18", "--to", "2026-11-18", "--format", "json"];
    let (_, exported) = code_and_json(&tenant.ask(&days));
    let of = |n: usize, fields: &[&str]| -> Vec<Value> {
        fields.iter().map(|field| exported[n - 1][field].clone()).collect()
    };
    let fields = [
        "kind",
        "amount",
        "offer_id",
        "term_id",
        "valid_from",
        "customer_id",
        "contract_id",
        "source_contract_id",
    ];
    let day = || json!("2026-12-01");
    assert_eq!(
        of(1, &fields),
        [json!("join"), json!("68.90"), json!(8), json!(81), day(), json!(77), json!(770), Value::Null]
    );
    assert_eq!(of(2, &fields)[5..], [json!(MEMBER), Value::Null, Value::Null]);
    assert_eq!(of(3, &fields)[5..], [json!(MEMBER), Value::Null, json!(CONTRACT)]);
    assert_eq!(of(4, &fields)[5..], [Value::Null, Value::Null, Value::Null], "nobody keeps who joins");
}

#[test]
fn each_is_shown_with_where_the_money_is_and_what_to_do() {
    let tenant = four_orders();
    let said = |n: u8, parts: &[&str]| {
        let (_, text) = code_and_text(&tenant.ask(&["ledger", "show", &reference(n)]));
        for part in parts {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    };
    said(1, &["68.90 EUR were charged", "concluded: contract 770 of customer 77", "Next        Nothing."]);
    said(2, &["nothing is due on signing", "accepted for customer 200104", "the kiosk looks by itself"]);
    said(3, &["12.50 EUR may have been charged", "reconcile"]);
    said(1, &["payment session opened", "payment authorised, nothing taken", "  sent"]);
    said(4, &["29.00 EUR may have been charged", "third-party id", "walkin ledger close"]);
}

/// Looks for what is in a ledger; gives the exit code, and state and finding of each.
fn reconciled(tenant: &Tenant) -> (i32, Vec<[String; 2]>) {
    let (code, told) = code_and_json(&tenant.ask(&["ledger", "reconcile", "--json"]));
    let sales = told["sales"].as_array().expect("sales");
    let text = |sale: &Value, field: &str| sale[field].as_str().expect("a text").to_owned();
    (code, sales.iter().map(|sale| [text(sale, "after"), text(sale, "found")]).collect())
}

#[test]
fn a_contract_that_is_new_completes_what_was_in_doubt_and_nothing_is_concluded() {
    let tenant = Tenant::open();
    let (start, contracts) = tenant.studio().visit(|world| {
        let of_member = |contract: &&walkin::sandbox::Contract| contract.customer_id == MEMBER;
        let mut contracts = world.contracts().iter().filter(of_member);
        (contracts.next().expect("one").start, world.contracts().len())
    });
    let unseen = date(2031, 1, 1);
    let lost = |before: &[u64]| vec![sent(before), LOST];
    let accepted = Step::Granted {
        grant: Grant::Concluded {
            customer: CustomerId(MEMBER),
            contract: None,
            before: vec![ResultId(CONTRACT)],
        },
    };
    write(
        &tenant,
        &[
            Written::asked(1, add(start, "0"), lost(&[])),
            Written::asked(2, add(start, "0"), lost(&[CONTRACT])),
            Written::asked(3, add(unseen, "0"), lost(&[])),
            Written::asked(4, add(start, "0"), vec![sent(&[CONTRACT]), accepted]),
            Written::asked(5, add(unseen, "0"), vec![sent(&[CONTRACT]), REFUSED]),
            Written::asked(6, join("29.00"), paid([sent(&[]), LOST])),
        ],
    );
    let (code, found) = reconciled(&tenant);
    let states: Vec<&str> = found.iter().map(|[state, _]| state.as_str()).collect();
    let expected = ["completed", "unknown", "unknown", "completed", "refused", "needs_staff"];
    assert_eq!((code, states), (1, expected.to_vec()), "{found:?}");
    assert!(found[0][1].contains("contract 300105 of customer 200104"), "{found:?}");
    assert!(found[3][1].contains("does not show it yet"), "what was there before is not its own: {found:?}");
    tenant.studio().visit(|world| assert_eq!(world.contracts().len(), contracts));
}
