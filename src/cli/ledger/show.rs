//! `walkin ledger show`: one sale, for somebody who stands in front of its visitor.

use std::fmt::Write;

use serde_json::json;

use super::commands::Commands;
use super::reason::Reason;
use super::record::{Record, local, utc};
use super::standing;
use super::{Said, ShowArgs};
use crate::clock;
use crate::domain::time::TimeZone;
use crate::ledger::Sale;

/// Shows a sale: what was ordered, where it and the money stand, every step, and what to do next.
pub fn show(sale: &Sale, args: &ShowArgs, zone: &TimeZone, commands: &Commands) -> anyhow::Result<Said> {
    let record = Record::of(sale, zone);
    let needs_person = sale.intent.needs_staff(clock::wall());
    let genuine = args.asked.claim.as_ref().map(|claim| claim.hash() == sale.intent.claim);
    let text = if args.report.json {
        let steps = sale.history.iter().map(
            |(at, step)| json!({"at": utc(*at), "at_local": local(*at, zone), "what": standing::step(step)}),
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
    line("Offer", &format!("{} (id {})", record.offer_name, record.offer_id));
    let until = record.valid_until.as_ref().map(|day| format!(" until {day}")).unwrap_or_default();
    line("Valid from", &format!("{}{until}", record.valid_from));
    line("Price", &format!("{} {}", record.amount, record.currency));
    line("Customer", &format!("id {}", record.customer_id));
    if let Some(purchase) = record.purchase_id {
        let code = if record.has_access_code { "with" } else { "without" };
        line("Purchase", &format!("id {purchase}, {code} an access code"));
    }
    if let (Some(by), Some(note)) = (&record.closed_by, &record.note) {
        line("Closed by", by);
        line("Note", note);
    }
    line("Next", &standing::next(&sale.intent, commands));
    let ordered = (sale.intent.ordered_at, "ordered".to_owned());
    let steps = sale.history.iter().map(|(at, step)| (*at, standing::step(step)));
    text.push('\n');
    for (at, what) in std::iter::once(ordered).chain(steps) {
        let _ = writeln!(text, "{}  {what}", local(at, zone));
    }
    text
}
