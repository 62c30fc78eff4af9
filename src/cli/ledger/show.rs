//! `walkin ledger show`: one sale, for somebody who stands in front of its visitor.

use std::fmt::Write;

use serde_json::json;

use super::commands::Commands;
use super::reason::Reason;
use super::record::{Record, local, utc};
use super::standing;
use super::{Said, ShowArgs, request};
use crate::clock;
use crate::domain::intent::{Order, State};
use crate::domain::request::Request;
use crate::domain::time::TimeZone;
use crate::ledger::Sale;

/// Shows a sale: what was ordered, where it and the money stand, every step, and what to do next.
pub fn show(sale: &Sale, args: &ShowArgs, zone: &TimeZone, commands: &Commands) -> anyhow::Result<Said> {
    let record = Record::of(sale, zone);
    let needs_person = sale.intent.needs_staff(clock::wall());
    let genuine = args.asked.claim.as_ref().map(|claim| claim.hash() == sale.intent.claim);
    let text = if args.report.json {
        let steps = sale.history.iter().map(
            |(at, step)| json!({"at": utc(*at), "at_local": local(*at, zone), "what": standing::step(&sale.intent.order, step)}),
        );
        let told = json!({
            "sale": record,
            "money": standing::money(&sale.intent),
            "next": standing::next(&sale.intent, commands),
            "claim_code_is_genuine": genuine,
            "steps": steps.collect::<Vec<_>>(),
        });
        serde_json::to_string(&told)? + "\n"
    } else {
        text(sale, &record, genuine, zone, commands)
    };
    Ok(Said { text, needs_person })
}

fn text(sale: &Sale, record: &Record, genuine: Option<bool>, zone: &TimeZone, commands: &Commands) -> String {
    let mut text = String::new();
    // A string takes whatever is written to it.
    let mut line = |name: &str, said: &str| {
        let _ = writeln!(text, "{name:<12}{said}");
    };
    line("Reference", &record.reference);
    match genuine {
        Some(true) => line("Claim code", "genuine"),
        Some(false) => {
            line("Claim code", "its last group is not that of this sale: misread, or not from here");
        }
        None => {}
    }
    line("State", &format!("{}, since {}", record.state.name(), record.changed_at_local));
    if let Some(reason) = Reason::of(sale) {
        let name = if matches!(reason, Reason::Staff(_)) { "Staff for" } else { "Given up" };
        line(name, reason.sentence());
    }
    line("Money", &standing::money(&sale.intent));
    for (name, said) in ordered(sale, record) {
        line(name, &said);
    }
    if let (Some(by), Some(note)) = (&record.closed_by, &record.note) {
        line("Closed by", by);
        line("Note", note);
    }
    line("Next", &standing::next(&sale.intent, commands));
    let ordered = (sale.intent.ordered_at, "ordered".to_owned());
    let steps = sale.history.iter().map(|(at, step)| (*at, standing::step(&sale.intent.order, step)));
    text.push('\n');
    for (at, what) in std::iter::once(ordered).chain(steps) {
        let _ = writeln!(text, "{}  {what}", local(at, zone));
    }
    text
}

/// What was ordered, by whom, and what it brought.
fn ordered(sale: &Sale, record: &Record) -> Vec<(&'static str, String)> {
    let mut lines = match &sale.intent.order {
        Order::Pass(order) => {
            let until = order.valid_until.map(|day| format!(" until {day}")).unwrap_or_default();
            vec![
                ("Offer", format!("{} (id {})", order.offer_name, order.offer.0)),
                ("Valid from", format!("{}{until}", order.valid_from)),
                ("Price", order.payable.to_string()),
            ]
        }
        Order::Request(asked) => {
            let mut lines = vec![("Request", record.about.clone())];
            if let Request::Book(book) = asked {
                lines.push(("Payments", request::payments(&book.rhythm)));
            }
            if let State::Granted(grant) = sale.intent.state() {
                lines.push(("Outcome", request::outcome(asked, grant)));
            }
            lines
        }
    };
    if let Some(customer) = record.customer_id {
        lines.push(("Customer", format!("id {customer}")));
    }
    if let Some(purchase) = record.purchase_id {
        let code = if record.has_access_code { "with" } else { "without" };
        lines.push(("Purchase", format!("id {purchase}, {code} an access code")));
    }
    lines
}
