//! The table in which the kiosk stands beside the bare program.

use std::fmt;
use std::time::Duration;

/// The rows so far.
pub struct Table {
    rows: Vec<Row>,
}

/// One measure.
pub struct Row {
    name: String,
    ours: String,
    theirs: String,
    ratio: String,
    aim: String,
    is_met: Option<bool>,
}

impl Table {
    /// An empty one.
    pub fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// Adds a row.
    pub fn add(&mut self, row: Row) {
        self.rows.push(row);
    }
}

impl Row {
    /// A measure without an aim.
    pub fn new(name: &str, ours: String, theirs: String) -> Self {
        let (ratio, aim) = (String::new(), String::new());
        Self { name: name.into(), ours, theirs, ratio, aim, is_met: None }
    }

    /// Says how many times the other value this one is, and how many it may be.
    pub fn ratio(self, ours: Duration, theirs: Duration, at_most: f64) -> Self {
        let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
        let is_met = Some(ratio <= at_most);
        Self { ratio: format!("{ratio:.2}"), aim: format!("at most {at_most} times"), is_met, ..self }
    }

    /// Says what the value may be.
    pub fn at_most(self, value: f64, at_most: f64, unit: &str) -> Self {
        let aim = format!("at most {at_most} {unit}").trim_end().to_owned();
        Self { aim, is_met: Some(value <= at_most), ..self }
    }

    fn cells(&self) -> [&str; 6] {
        let met = match self.is_met {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "",
        };
        [&self.name, &self.ours, &self.theirs, &self.ratio, &self.aim, met]
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["measure (median)", "walkin", "beside it", "ratio", "aim", "met"];
        let rows: Vec<[&str; 6]> = std::iter::once(head).chain(self.rows.iter().map(Row::cells)).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: [usize; 6] = std::array::from_fn(width);
        for (n, row) in rows.iter().enumerate() {
            let cells = row.iter().zip(widths).map(|(cell, width)| format!(" {cell:<width$} |"));
            writeln!(f, "|{}", cells.collect::<String>())?;
            if n == 0 {
                let rule = widths.iter().map(|width| format!("{}|", "-".repeat(width + 2)));
                writeln!(f, "|{}", rule.collect::<String>())?;
            }
        }
        Ok(())
    }
}

/// The middle of the samples.
pub fn median<T: Copy + Ord>(samples: &[T]) -> T {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable();
    *sorted.get(sorted.len() / 2).expect("at least one sample")
}

/// In milliseconds.
pub fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

/// In microseconds.
pub fn micros(time: Duration) -> String {
    format!("{:.0} µs", time.as_secs_f64() * 1e6)
}
