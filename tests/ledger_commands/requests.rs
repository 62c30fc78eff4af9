//! What is asked of a contract, a module or a voucher: listed, exported, shown, looked for and closed beside the passes.

use jiff::civil::date;
use serde_json::{Value, json};
use walkin::domain::contract::{ContractId, ReasonId};
use walkin::domain::frequency::{FrequencyId, Rhythm};
use walkin::domain::intent::{StaffReason, Step};
use walkin::domain::module::{ModuleContractId, ModuleId, ModuleOrder};
use walkin::domain::money::Money;
use walkin::domain::pass::AccessCode;
use walkin::domain::person::CustomerId;
use walkin::domain::price::Voucher;
use walkin::domain::request::{Book, Cancel, Grant, Record, Redeem, Request, Target, VoucherHash, Withdraw};
use walkin::domain::text::Text;

use super::tenant::Tenant;
use super::{
    CALLED, LOST, REFUSED, Written, bought, code_and_complaint, code_and_json, code_and_text, hours_ago,
    reference, sent, write,
};

/// A contract of the studio whose cancelation is pending, and whose it is.
const CANCELED: (u64, u64) = (200_108, 300_109);
/// A contract that runs on, with the module beside it.
const RUNS: (u64, u64) = (200_104, 300_105);
const OWNED: u64 = 52_001;
const NOT_OWNED: u64 = 52_002;

fn target(contract: u64) -> Target {
    Target { contract: ContractId(contract), module: None }
}

fn cancel((member, contract): (u64, u64)) -> Request {
    Request::Cancel(Cancel {
        member: CustomerId(member),
        target: target(contract),
        name: Text::name("Premium"),
        date: date(2027, 3, 31),
        reason: ReasonId(8_101),
    })
}

fn withdraw((member, contract): (u64, u64)) -> Request {
    Request::Withdraw(Withdraw {
        member: CustomerId(member),
        target: target(contract),
        name: Text::name("Premium"),
    })
}

fn book(module: u64) -> Request {
    let (member, contract) = RUNS;
    let order = ModuleOrder {
        contract: ContractId(contract),
        module: ModuleId(module),
        frequency: FrequencyId(module + 10_000),
        trial: false,
    };
    let price = Money::parse("9.90", "EUR").expect("money");
    let rhythm = Rhythm::Every { term: None, price };
    let (term, notice) = (None, None);
    Request::Book(Book {
        member: CustomerId(member),
        order,
        name: Text::name("=Drinks"),
        rhythm,
        term,
        notice,
    })
}

fn redeem() -> Request {
    Request::Redeem(Redeem { voucher: VoucherHash::of(&Voucher::new("IN-1").expect("a voucher")) })
}

fn granted(grant: Grant) -> Step {
    Step::Granted { grant }
}

fn untraceable() -> Step {
    Step::StaffCalled { why: StaffReason::Untraceable }
}

/// One of each kind beside a pass.
fn six_orders() -> Tenant {
    let tenant = Tenant::open();
    let pending = Record { pending: true, date: Some(date(2027, 3, 31)) };
    let code = AccessCode::new("PG-1").expect("a code");
    let orders = [
        Written::new(1, "0", "EUR", vec![sent(&[]), bought(5, Some("PG-2"))]),
        Written::asked(
            2,
            cancel(CANCELED),
            vec![sent(&[]), granted(Grant::Recorded { record: Some(pending) })],
        ),
        Written::asked(3, withdraw(CANCELED), vec![sent(&[]), granted(Grant::Recorded { record: None })]),
        Written::asked(
            4,
            book(OWNED),
            vec![sent(&[]), granted(Grant::Module { contract: Some(ModuleContractId(77)) })],
        ),
        Written::asked(5, redeem(), vec![sent(&[]), granted(Grant::Code { code })]),
        Written::asked(6, redeem(), vec![sent(&[]), LOST, untraceable()]),
    ];
    write(&tenant, &orders.map(|order| order.ordered_at("2026-11-18T10:00:00Z")));
    tenant
}

#[test]
fn a_list_says_in_words_what_each_is_about_and_adds_up_passes_only() {
    let tenant = six_orders();
    let (code, text) = code_and_text(&tenant.ask(&["ledger", "list"]));
    assert_eq!(code, 1, "the voucher in doubt is for staff");
    for part in [
        "Day ticket",
        "cancel contract 300109 'Premium' to 2027-03-31",
        "completed, requested",
        "withdraw the cancelation of contract 300109 'Premium'",
        "book module 52001 '=Drinks' beside contract 300105",
        "redeem check-in voucher",
        "needs_staff, untraceable",
        "2026-11-18  1 completed, 0 EUR in all\n",
        "1 sale needs staff;",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(!text.contains("PG-"), "an access code opens a door: it is for the visitor");
    let line = text.lines().find(|line| line.contains("book module")).expect("a line");
    assert!(!line.contains("EUR"), "nothing is paid at the kiosk: {line}");
}

#[test]
fn an_export_has_nothing_where_there_is_nothing_and_says_what_was_asked() {
    let tenant = six_orders();
    let days = ["ledger", "export", "--from", "2026-11-18", "--to", "2026-11-18", "--format"];
    let (_, exported) = code_and_json(&tenant.ask(&[&days[..], &["json"]].concat()));
    let of = |n: usize, fields: &[&str]| -> Vec<Value> {
        fields.iter().map(|field| exported[n - 1][field].clone()).collect()
    };
    let ids = ["kind", "customer_id", "contract_id", "module_contract_id", "module_id", "date"];
    assert_eq!(of(1, &ids), [json!("pass"), json!(9), Value::Null, Value::Null, Value::Null, Value::Null]);
    assert_eq!(
        of(2, &ids),
        [json!("cancel"), json!(200_108), json!(300_109), Value::Null, Value::Null, json!("2027-03-31")]
    );
    assert_eq!(
        of(3, &ids),
        [json!("withdraw"), json!(200_108), json!(300_109), Value::Null, Value::Null, Value::Null]
    );
    assert_eq!(
        of(4, &ids),
        [json!("book"), json!(200_104), json!(300_105), json!(77), json!(52_001), Value::Null]
    );
    assert_eq!(of(5, &ids)[..2], [json!("redeem"), Value::Null]);
    for n in 2..=6 {
        let of_a_pass = ["amount", "currency", "offer_id", "valid_from", "valid_until", "purchase_id"];
        assert!(of(n, &of_a_pass).iter().all(Value::is_null), "{}", exported[n - 1]);
    }
    assert_eq!(of(5, &["offer_name", "has_access_code"]), [Value::Null, json!(true)]);
    assert_eq!(of(6, &["state", "reason"]), [json!("needs_staff"), json!("untraceable")]);

    let (_, csv) = code_and_text(&tenant.ask(&[&days[..], &["csv"]].concat()));
    let line = csv.lines().find(|line| line.starts_with(&reference(4))).expect("a line");
    assert!(line.ends_with(",,,,'=Drinks,200104,,,,false,,,,book,300105,77,52001,,,"), "{line}");
}

#[test]
fn each_is_shown_with_what_came_of_it_where_the_money_is_and_what_to_do() {
    let tenant = six_orders();
    let said = |n: u8, parts: &[&str]| {
        let (_, text) = code_and_text(&tenant.ask(&["ledger", "show", &reference(n)]));
        for part in parts {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
        assert!(!text.contains("PG-") && !text.contains("Offer"), "{text}");
    };
    said(
        2,
        &["requested, and staff have to verify it, last day 2027-03-31", "Verify it in the studio's system"],
    );
    said(2, &["Money       nothing is paid at the kiosk\n", "Customer    id 200108"]);
    said(3, &["accepted, not shown by the studio yet", "the kiosk looks by itself"]);
    said(4, &["billed through the member account", "booked: module contract 77", "Payments    9.90 EUR"]);
    said(5, &["redeemed, with an access code", "Next        Nothing."]);
    said(6, &["Look at the voucher", "let the person in", "give it back", "walkin ledger close"]);
    let (code, shown) = code_and_json(&tenant.ask(&["ledger", "show", "--json", &reference(6)]));
    assert_eq!((code, &shown["money"]), (1, &json!("nothing is paid at the kiosk")));
    assert_eq!(shown["steps"][0]["what"], json!("sent"));
}

#[test]
fn what_staff_do_about_a_cancelation_that_was_not_found_is_said_and_it_can_be_closed() {
    let tenant = Tenant::open();
    write(&tenant, &[Written::asked(1, cancel(RUNS), vec![sent(&[]), LOST, CALLED])]);
    let (code, text) = code_and_text(&tenant.ask(&["ledger", "show", &reference(1)]));
    assert_eq!(code, 1);
    for part in ["Look at contract 300105 'Premium' of customer 200104", "enter it", "2027-03-31"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    let close = ["ledger", "close", &reference(1), "--by", "Kim", "--note", "entered"];
    assert_eq!(tenant.ask(&close).status.code(), Some(0));
    assert_eq!(tenant.ask(&["ledger", "list"]).status.code(), Some(0));
    let (_, complaint) = code_and_complaint(&tenant.ask(&close));
    assert!(complaint.contains("closed already"), "{complaint}");
}

/// Looks for requests that are in a ledger; gives the exit code, and state and finding of each.
fn reconciled(tenant: &Tenant) -> (i32, Vec<[String; 2]>) {
    let (code, told) = code_and_json(&tenant.ask(&["ledger", "reconcile", "--json"]));
    let sales = told["sales"].as_array().expect("sales");
    let text = |sale: &Value, field: &str| sale[field].as_str().expect("a text").to_owned();
    (code, sales.iter().map(|sale| [text(sale, "after"), text(sale, "found")]).collect())
}

#[test]
fn what_the_studio_shows_of_a_request_in_doubt_completes_it_and_nothing_is_asked_for() {
    let tenant = Tenant::open();
    let module = Target { contract: ContractId(300_106), module: Some(ModuleContractId(310_102)) };
    let of_module = Request::Cancel(Cancel {
        member: CustomerId(200_107),
        target: module,
        name: Text::name("Sauna"),
        date: date(2027, 3, 31),
        reason: ReasonId(8_101),
    });
    let lost = || vec![sent(&[]), LOST];
    let accepted = granted(Grant::Recorded { record: None });
    write(
        &tenant,
        &[
            Written::asked(1, cancel(CANCELED), vec![sent(&[])]),
            Written::asked(2, withdraw(RUNS), vec![sent(&[]), LOST, CALLED]),
            Written::asked(3, book(OWNED), lost()),
            Written::asked(4, of_module, vec![sent(&[]), accepted]),
        ],
    );
    let (code, found) = reconciled(&tenant);
    let states: Vec<&str> = found.iter().map(|[state, _]| state.as_str()).collect();
    assert_eq!((code, states), (0, vec!["completed"; 4]), "{found:?}");
    for ([_, said], part) in found.iter().zip(["requested", "withdrawn", "booked", "canceled, last day"]) {
        assert!(said.contains(part), "{said}");
    }
    assert_eq!(reconciled(&tenant), (0, vec![]), "nothing is left");
    tenant.studio().visit(|world| {
        let asked = |contract: &walkin::sandbox::Contract| {
            contract.ending.cancelations() + contract.ending.withdrawals()
        };
        assert_eq!(world.contracts().iter().map(asked).sum::<u32>(), 0);
    });
}

#[test]
fn what_the_studio_does_not_show_is_refused_or_left_until_a_day_is_over() {
    let tenant = Tenant::open();
    write(
        &tenant,
        &[
            Written::asked(1, cancel(RUNS), vec![sent(&[]), REFUSED]),
            Written::asked(2, withdraw(CANCELED), vec![sent(&[]), LOST]),
            Written::asked(3, book(NOT_OWNED), vec![sent(&[]), LOST]).ordered_at(&hours_ago(25)),
        ],
    );
    let (code, found) = reconciled(&tenant);
    let states: Vec<&str> = found.iter().map(|[state, _]| state.as_str()).collect();
    assert_eq!((code, states), (1, vec!["refused", "unknown", "needs_staff"]), "{found:?}");
}

#[test]
fn what_is_there_after_a_refusal_is_left_to_staff() {
    let tenant = Tenant::open();
    write(&tenant, &[Written::asked(1, cancel(CANCELED), vec![sent(&[]), REFUSED, Step::Refused])]);
    for _ in 0..2 {
        let (code, found) = reconciled(&tenant);
        assert!(
            code == 1 && found[0][0] == "needs_staff" && found[0][1].contains("at the desk"),
            "{found:?}"
        );
    }
}

#[test]
fn a_voucher_in_doubt_is_for_staff_without_asking_anybody() {
    let tenant = Tenant::open();
    tenant.write_key("sandbox-that-is-not-the-key");
    let refused = vec![sent(&[]), REFUSED];
    write(&tenant, &[Written::asked(1, redeem(), vec![sent(&[])]), Written::asked(2, redeem(), refused)]);
    let (code, found) = reconciled(&tenant);
    let states: Vec<&str> = found.iter().map(|[state, _]| state.as_str()).collect();
    assert_eq!((code, states), (1, vec!["needs_staff", "refused"]), "{found:?}");
    let (_, shown) = code_and_json(&tenant.ask(&["ledger", "show", "--json", &reference(1)]));
    assert_eq!(shown["sale"]["reason"], json!("untraceable"));
    assert_eq!(reconciled(&tenant).1, Vec::<[String; 2]>::new(), "it is not looked for again");
}

#[test]
fn a_studio_that_cannot_be_asked_changes_no_request() {
    let tenant = Tenant::open();
    write(&tenant, &[Written::asked(1, cancel(CANCELED), vec![sent(&[]), LOST])]);
    tenant.write_key("sandbox-that-is-not-the-key");
    let (code, found) = reconciled(&tenant);
    assert!(code == 1 && found[0][0] == "unknown" && found[0][1].contains("could not be asked"), "{found:?}");
}
