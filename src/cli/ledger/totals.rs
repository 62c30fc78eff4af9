//! Totals per day and currency. Currencies are never added to each other, and nothing is rounded.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::record;
use super::standing::Standing;
use crate::domain::time::{Date, TimeZone};
use crate::ledger::Sale;

/// One day in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Total {
    /// The studio's day on which the sales were ordered.
    pub day: String,
    /// ISO 4217.
    pub currency: String,
    /// Bought.
    pub completed: Tally,
    /// Sent, and nobody knows whether they were bought: `submitted`, `unknown`, `needs_staff`.
    pub undecided: Tally,
    /// Settled by staff, whose notes tell how.
    pub closed: Tally,
}

/// How many sales, and what they come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many.
    pub count: usize,
    /// What they come to; none where it has more digits than can be held exactly.
    #[serde(serialize_with = "digits")]
    pub sum: Option<Decimal>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { count: 0, sum: Some(Decimal::ZERO) }
    }
}

/// Adds up, oldest day first.
pub fn totals<'a>(sales: impl IntoIterator<Item = &'a Sale>, zone: &TimeZone) -> Vec<Total> {
    let mut days: BTreeMap<(Date, String), Total> = BTreeMap::new();
    for sale in sales {
        let Some(payable) = sale.intent.order.payable().copied() else { continue };
        let (day, currency) = (record::day(sale, zone), payable.currency().to_string());
        let total = days.entry((day, currency.clone())).or_insert_with(|| Total {
            day: day.to_string(),
            currency,
            completed: Tally::default(),
            undecided: Tally::default(),
            closed: Tally::default(),
        });
        match Standing::of(sale.intent.state()) {
            Standing::Completed => total.completed.add(payable.amount()),
            Standing::Submitted | Standing::Unknown | Standing::NeedsStaff => {
                total.undecided.add(payable.amount());
            }
            Standing::Closed => total.closed.add(payable.amount()),
            Standing::Intended
            | Standing::AwaitingPayment
            | Standing::Authorised
            | Standing::Refused
            | Standing::Abandoned => {}
        }
    }
    let has_any = |total: &Total| total.completed.count + total.undecided.count + total.closed.count > 0;
    days.into_values().filter(has_any).collect()
}

impl Total {
    /// `2026-11-20  12 completed, 239.88 EUR in all; 1 closed by staff, 19.99 EUR in all`.
    pub fn text(&self) -> String {
        let tallies = [
            (&self.completed, "completed"),
            (&self.undecided, "undecided"),
            (&self.closed, "closed by staff"),
        ];
        let said: Vec<String> =
            tallies.iter().filter_map(|(tally, what)| tally.text(what, &self.currency)).collect();
        format!("{}  {}", self.day, said.join("; "))
    }
}

impl Tally {
    fn add(&mut self, amount: Decimal) {
        // Taking away what was added must lead back, or a digit was lost.
        let exact = |before: Decimal| {
            let after = before.checked_add(amount)?;
            (after.checked_sub(before) == Some(amount)).then_some(after)
        };
        self.count += 1;
        self.sum = self.sum.and_then(exact);
    }

    fn text(&self, what: &str, currency: &str) -> Option<String> {
        match (self.count, self.sum) {
            (0, _) => None,
            (count, Some(sum)) => Some(format!("{count} {what}, {sum} {currency} in all")),
            (count, None) => Some(format!("{count} {what}, in {currency} more than can be added exactly")),
        }
    }
}

#[expect(clippy::ref_option, reason = "serde passes the field as it is")]
fn digits<S: Serializer>(sum: &Option<Decimal>, to: S) -> Result<S::Ok, S::Error> {
    match sum {
        Some(sum) => to.serialize_some(&sum.to_string()),
        None => to.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(amounts: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for amount in amounts {
            tally.add(amount.parse().expect("a decimal"));
        }
        tally
    }

    #[test]
    fn a_sum_keeps_every_digit_or_is_none() {
        let said = |amounts: &[&str]| tally(amounts).text("undecided", "EUR");
        assert_eq!(said(&["19.99", "0.01", "5"]).as_deref(), Some("3 undecided, 25.00 EUR in all"));
        assert_eq!(said(&[]), None);
        let lost = tally(&["7000000000000000000000000000", "0.123"]);
        assert_eq!((lost.count, lost.sum), (2, None));
        assert_eq!(
            serde_json::to_string(&tally(&["1.10"])).ok().as_deref(),
            Some(r#"{"count":1,"sum":"1.10"}"#)
        );
    }
}
