//! `walkin ledger export`: every sale of a span of days, as CSV (RFC 4180) or JSON.

use super::record::{self, Record};
use super::{ExportArgs, Format, Said};
use crate::domain::time::TimeZone;
use crate::ledger::Sale;

/// Exports the sales ordered from the first day to the last, oldest first.
pub fn export(sales: &[Sale], args: &ExportArgs, zone: &TimeZone) -> anyhow::Result<Said> {
    let asked = |sale: &&Sale| (args.from..=args.to).contains(&record::day(sale, zone));
    let records: Vec<Record> = sales.iter().filter(asked).map(|sale| Record::of(sale, zone)).collect();
    let text = match args.format {
        Format::Csv => csv(&records),
        Format::Json => serde_json::to_string(&records)? + "\n",
    };
    Ok(Said { text, needs_person: false })
}

fn csv(records: &[Record]) -> String {
    let mut csv = Record::COLUMNS.join(",") + "\r\n";
    for record in records {
        let cells = record.cells().map(|cell| quoted(&harmless(cell)));
        csv.push_str(&cells.join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// What a spreadsheet would take for a formula gets an apostrophe in front, in ASCII and in the wide forms that some take
/// as well.
fn harmless(cell: String) -> String {
    const BEGINNINGS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    if cell.starts_with(BEGINNINGS) { format!("'{cell}") } else { cell }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_every_cell_stays_one() {
        let cell = |text: &str| quoted(&harmless(text.to_owned()));
        assert_eq!(cell("=HYPERLINK(\"http://x\",\"y\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
        for text in ["+1", "-1", "@SUM(A1)", "＝1"] {
            assert_eq!(cell(text), format!("'{text}"));
        }
        assert_eq!(cell("Day ticket, \"early\""), "\"Day ticket, \"\"early\"\"\"");
        assert_eq!(cell("19.99"), "19.99");
        assert_eq!(cell(""), "");
    }
}
