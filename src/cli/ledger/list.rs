//! `walkin ledger list`: every sale, what needs a person first, and totals.

use std::fmt::Write;

use serde_json::json;
use unicode_width::UnicodeWidthStr;

use super::commands::Commands;
use super::record::{self, Record};
use super::standing::{Standing, Urgency, needing_staff};
use super::totals::{Total, totals};
use super::{ListArgs, Said};
use crate::clock;
use crate::domain::time::{TimeZone, Timestamp};
use crate::ledger::Sale;

/// Columns between two cells.
const GAP: usize = 2;

/// Lists the sales that the filters leave; how many need staff is counted over all of them.
pub fn list(
    sales: &[Sale],
    args: &ListArgs,
    zone: &TimeZone,
    now: Timestamp,
    commands: &Commands,
) -> anyhow::Result<Said> {
    let needs_staff = needing_staff(sales, clock::wall());
    let asked = |sale: &&Sale| {
        let day = record::day(sale, zone);
        args.from.is_none_or(|from| day >= from)
            && args.to.is_none_or(|to| day <= to)
            && args.state.is_none_or(|state| state == Standing::of(sale.intent.state()))
    };
    let mut shown: Vec<&Sale> = sales.iter().filter(asked).collect();
    // Stable, so that within each group the newest stays last.
    shown.sort_by_key(|sale| Urgency::of(&sale.intent, now));
    let totals = totals(shown.iter().copied(), zone);
    let records: Vec<Record> = shown.iter().map(|sale| Record::of(sale, zone)).collect();
    let text = if args.report.json {
        serde_json::to_string(&json!({"needs_staff": needs_staff, "sales": records, "totals": totals}))?
            + "\n"
    } else {
        let selected = records.len() < sales.len();
        text(&records, &totals, needs_staff, selected, commands)
    };
    Ok(Said { text, needs_person: needs_staff > 0 })
}

fn text(
    records: &[Record],
    totals: &[Total],
    needs_staff: usize,
    selected: bool,
    commands: &Commands,
) -> String {
    let head = ["REFERENCE", "ORDERED AT", "STATE", "AMOUNT", "VALID FROM", "WHAT"];
    let rows = records.iter().map(|record| {
        [
            record.reference.clone(),
            record.ordered_at_local.clone(),
            state(record),
            price(record),
            record.valid_from.clone().unwrap_or_default(),
            record.about.clone(),
        ]
    });
    let mut text = match (records.is_empty(), selected) {
        (true, false) => "No sales.\n".to_owned(),
        (true, true) => "No sales in this selection.\n".to_owned(),
        (false, _) => table(head, rows.collect()),
    };
    // A string takes whatever is written to it.
    if !totals.is_empty() {
        text += "\n";
    }
    for total in totals {
        let _ = writeln!(text, "{}", total.text());
    }
    if needs_staff > 0 {
        let need = if needs_staff == 1 { "sale needs" } else { "sales need" };
        let listed =
            records.iter().any(|record| matches!(record.state, Standing::NeedsStaff | Standing::Unknown));
        let hidden = if listed { "" } else { " (not in this selection)" };
        let show = commands.ledger("show REFERENCE");
        let _ = writeln!(text, "\n{needs_staff} {need} staff{hidden}; `{show}` says what to do.");
    }
    text
}

/// What a state's name leaves open is said beside it.
fn state(record: &Record) -> String {
    match record.reason.or(record.open) {
        Some(more) => format!("{}, {more}", record.state.name()),
        None => record.state.name().to_owned(),
    }
}

/// What was to be paid; nothing where nothing is paid at the kiosk.
fn price(record: &Record) -> String {
    match (&record.amount, &record.currency) {
        (Some(amount), Some(currency)) => format!("{amount} {currency}"),
        _ => String::new(),
    }
}

/// Draws a plain table, for a terminal or a mail.
fn table<const N: usize>(head: [&str; N], rows: Vec<[String; N]>) -> String {
    let head = head.map(str::to_owned);
    let rows: Vec<[String; N]> = std::iter::once(head).chain(rows).collect();
    let widths: [usize; N] =
        std::array::from_fn(|column| rows.iter().map(|row| row[column].width()).max().unwrap_or(0));
    let mut table = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            // Padded by columns on screen, which `{:width$}` does not count.
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width - cell.width() + GAP));
        }
        table.push_str(line.trim_end());
        table.push('\n');
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_lines_up_whatever_the_script() {
        let row = |offer: &str, amount: &str| [amount.to_owned(), offer.to_owned(), "x".to_owned()];
        let drawn = table(
            ["AMOUNT", "OFFER", "Z"],
            vec![row("日帰り券", "20 EUR"), row("Day ticket", "1299.00 EUR")],
        );
        let lines: Vec<&str> = drawn.lines().collect();
        assert_eq!(lines[0], "AMOUNT       OFFER       Z");
        assert_eq!(lines[1], "20 EUR       日帰り券    x");
        assert_eq!(lines[2], "1299.00 EUR  Day ticket  x");
    }
}
