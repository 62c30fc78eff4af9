//! `reconcile`: the studio is asked, nothing is bought, and the rules are those of the till.

use serde_json::{Value, json};
use walkin::domain::intent::Step;
use walkin::domain::time::Date;

use super::tenant::Tenant;
use super::{
    CALLED, LOST, REFUSED, Written, bought, code_and_complaint, code_and_json, code_and_text, hours_ago,
    reference, sent, write,
};

/// What the studio has sold already: to whom, what, for when, and the id of it.
struct Sold {
    customer: u64,
    offer: u64,
    valid_from: Date,
    id: u64,
}

fn sold_by(tenant: &Tenant) -> Sold {
    tenant.studio().visit(|world| {
        let [one] = world.purchases() else { panic!("one purchase from before the kiosk") };
        let offer = one.offer.online_offer_id.or(one.offer.id).expect("an id");
        Sold { customer: one.customer_id, offer, valid_from: one.valid_from, id: one.id }
    })
}

impl Sold {
    /// The n-th sale of a kiosk, of the same thing.
    fn ordered(&self, n: u8, steps: Vec<Step>) -> Written {
        Written::new(n, "0", "EUR", steps).of(self.customer, self.offer, self.valid_from)
    }
}

fn reconcile(tenant: &Tenant, more: &[&str]) -> (i32, Value) {
    let command: Vec<&str> = ["ledger", "reconcile", "--json"].iter().chain(more).copied().collect();
    let told = code_and_json(&tenant.ask(&command));
    assert_eq!(tenant.studio().visit(|world| world.purchases().len()), 1, "nothing is ever bought");
    told
}

/// Of each sale that was looked for: its reference, and its state before and after.
fn states(told: &Value) -> Vec<[&str; 3]> {
    let sales = told["sales"].as_array().expect("sales");
    let fields = ["reference", "before", "after"];
    sales.iter().map(|sale| fields.map(|field| sale[field].as_str().expect("a text"))).collect()
}

#[test]
fn a_sale_that_was_sent_when_the_power_went_is_found_and_completed() {
    let tenant = Tenant::open();
    let sold = sold_by(&tenant);
    write(&tenant, &[sold.ordered(1, vec![sent(&[])])]);
    let (code, told) = reconcile(&tenant, &[]);
    assert_eq!((code, states(&told)), (0, vec![[&*reference(1), "submitted", "completed"]]), "{told}");
    let (code, shown) = code_and_json(&tenant.ask(&["ledger", "show", "--json", &reference(1)]));
    assert_eq!((code, &shown["sale"]["purchase_id"]), (0, &json!(sold.id)));
    assert_eq!(shown["sale"]["has_access_code"], json!(true));
    let (code, told) = reconcile(&tenant, &[]);
    assert_eq!((code, states(&told)), (0, vec![]), "nothing is left: {told}");
}

#[test]
fn what_staff_were_called_for_is_completed_when_it_is_found_late() {
    let tenant = Tenant::open();
    let sold = sold_by(&tenant);
    write(&tenant, &[sold.ordered(1, vec![sent(&[]), LOST, CALLED])]);
    let (code, told) = reconcile(&tenant, &[]);
    assert_eq!((code, states(&told)), (0, vec![[&*reference(1), "needs_staff", "completed"]]), "{told}");
}

#[test]
fn a_purchase_that_may_be_of_either_of_two_orders_is_left_to_staff() {
    let tenant = Tenant::open();
    let sold = sold_by(&tenant);
    let called = || vec![sent(&[]), LOST, CALLED];
    write(&tenant, &[sold.ordered(1, called()), sold.ordered(2, called())]);
    let (code, told) = reconcile(&tenant, &[]);
    let left = |n| [reference(n), "needs_staff".to_owned(), "needs_staff".to_owned()];
    assert_eq!(states(&told), [left(1), left(2)]);
    assert_eq!((code, &told["needs_staff"]), (1, &json!(2)));
}

#[test]
fn what_was_there_before_is_no_result_and_after_a_day_staff_are_called() {
    let tenant = Tenant::open();
    let sold = sold_by(&tenant);
    let lost = || vec![sent(&[sold.id]), LOST];
    write(&tenant, &[sold.ordered(1, lost()).ordered_at(&hours_ago(25)), sold.ordered(2, lost())]);
    let (code, told) = reconcile(&tenant, &[]);
    let (one, two) = (reference(1), reference(2));
    let expected = vec![[&*one, "unknown", "needs_staff"], [&*two, "unknown", "unknown"]];
    assert_eq!((code, states(&told)), (1, expected), "{told}");
}

#[test]
fn a_refusal_is_believed_after_two_looks_and_not_when_something_fits() {
    let tenant = Tenant::open();
    let sold = sold_by(&tenant);
    let refused = |before: &[u64]| vec![sent(before), REFUSED];
    write(&tenant, &[sold.ordered(1, refused(&[sold.id]))]);
    let (code, told) = reconcile(&tenant, &[&reference(1)]);
    assert_eq!((code, states(&told)), (0, vec![[&*reference(1), "unknown", "refused"]]), "{told}");

    let mut late = refused(&[]);
    late.push(Step::Refused);
    let tenant = Tenant::open();
    write(&tenant, &[sold_by(&tenant).ordered(1, late)]);
    let (code, told) = reconcile(&tenant, &[]);
    assert_eq!((code, states(&told)), (1, vec![[&*reference(1), "refused", "needs_staff"]]), "{told}");
    let (code, told) = reconcile(&tenant, &[]);
    assert_eq!((code, states(&told)), (1, vec![[&*reference(1), "needs_staff", "needs_staff"]]));
    assert!(
        told["sales"][0]["found"].as_str().is_some_and(|found| found.contains("sold at the desk")),
        "{told}"
    );
}

#[test]
fn a_purchase_without_a_code_gets_the_code_of_its_own_purchase() {
    let tenant = Tenant::open();
    let sold = sold_by(&tenant);
    write(&tenant, &[sold.ordered(1, vec![sent(&[]), bought(sold.id, None)])]);
    let (code, _) = reconcile(&tenant, &[]);
    let (_, shown) = code_and_json(&tenant.ask(&["ledger", "show", "--json", &reference(1)]));
    assert_eq!((code, &shown["sale"]["has_access_code"]), (0, &json!(true)));
}

#[test]
fn a_studio_that_cannot_be_asked_changes_nothing_and_ends_with_1() {
    let tenant = Tenant::open();
    let sold = sold_by(&tenant);
    write(&tenant, &[sold.ordered(1, vec![sent(&[]), LOST])]);
    tenant.write_key("sandbox-that-is-not-the-key");
    let (code, told) = reconcile(&tenant, &[]);
    assert_eq!((code, states(&told)), (1, vec![[&*reference(1), "unknown", "unknown"]]), "{told}");
    assert_eq!(told["not_asked"], json!(1));
    let (code, text) = code_and_text(&tenant.ask(&["ledger", "reconcile"]));
    assert!(code == 1 && text.contains("could not be asked") && text.contains("401"), "{text}");
    let (code, complaint) = code_and_complaint(&tenant.ask(&["ledger", "reconcile", &reference(9)]));
    assert!(code == 1 && complaint.contains("no sale"), "{complaint}");
}
