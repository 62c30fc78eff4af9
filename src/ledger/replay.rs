//! What is on disk, taken again step by step.
//!
//! Invariant: a row that cannot be read, a step this version does not know and a step that is not in the table are damage;
//! nothing is guessed.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::de::DeserializeOwned;

use super::schema;
use crate::domain::fault::LedgerFault;
use crate::domain::intent::{Intent, Order, PassOrder, REMEMBERED_FOR, ResultId, State, Step};
use crate::domain::module::KeptModule;
use crate::domain::money::Money;
use crate::domain::offer::OfferId;
use crate::domain::pass::{ClaimHash, Reference};
use crate::domain::person::CustomerId;
use crate::domain::request::{Grant, Request};
use crate::domain::text::Text;
use crate::domain::time::Timestamp;
use crate::domain::tries::Try;

/// What a kiosk that starts has to know of the time before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remembered {
    /// What is not settled or was settled of late (see [`Intent::matters_at`]), oldest first.
    pub intents: Vec<Intent>,
    /// Wrong tries that still count, oldest first, [`Try::KNOWN_MAX`] at most.
    pub tries: Vec<Try>,
}

/// One sale with all that happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sale {
    /// As it stands.
    pub intent: Intent,
    /// Every step of it and when it was taken, oldest first.
    pub history: Vec<(Timestamp, Step)>,
}

/// Bytes of one value on disk; the longest there is, the ids of 5,000 purchases, has a tenth of it.
pub(super) const VALUE_MAX: i32 = 1 << 20;
/// Steps of one sale; the longest way through the table has about twenty.
const STEPS_MAX: usize = 1_000;
/// Modules that a member has booked here; the oldest are left out.
const MODULES_MAX: usize = 100;

impl Sale {
    /// What was there when the order was last sent; none for one that was never sent.
    pub fn before(&self) -> Option<&[ResultId]> {
        self.history.iter().rev().find_map(|(_, step)| match step {
            Step::Submitted { before } => Some(before.as_slice()),
            _ => None,
        })
    }

    /// Who closed it and what they noted.
    pub fn closed(&self) -> Option<(&str, &str)> {
        self.history.iter().rev().find_map(|(_, step)| match step {
            Step::Closed { by, note } => Some((by.as_str(), note.as_str())),
            _ => None,
        })
    }
}

/// Rebuilds a sale; none where nothing has this reference.
pub(super) fn sale(
    connection: &Connection,
    version: usize,
    reference: &Reference,
) -> Result<Option<Sale>, LedgerFault> {
    let select = format!("{} WHERE reference = ?1", schema::select_intents(version));
    let mut intents = connection.prepare_cached(&select)?;
    let found = intents.query_row((reference.to_string(),), |row| Ok(read_intent(row))).optional()?;
    let found = found.transpose()?.map(|intent| with_steps(connection, intent)).transpose()?;
    // The index may lead to another row than the one it was made for.
    if found.as_ref().is_some_and(|sale| sale.intent.reference != *reference) {
        return Err(LedgerFault::Damaged);
    }
    Ok(found)
}

/// Rebuilds every sale, oldest first.
pub(super) fn sales(connection: &Connection, version: usize) -> Result<Vec<Sale>, LedgerFault> {
    if version == 0 {
        return Ok(Vec::new());
    }
    let mut intents = connection.prepare(&format!("{} ORDER BY rowid", schema::select_intents(version)))?;
    let mut rows = intents.query(())?;
    let mut sales = Vec::new();
    while let Some(row) = rows.next()? {
        sales.push(with_steps(connection, read_intent(row)?)?);
    }
    Ok(sales)
}

/// Rebuilds what a kiosk that starts has to know.
pub(super) fn remembered(
    connection: &Connection,
    version: usize,
    now: Timestamp,
) -> Result<Remembered, LedgerFault> {
    let intents = if version == 0 { Vec::new() } else { unsettled(connection, version, now)? };
    let mut tries = tries(connection, version)?;
    tries.retain(|one| one.counts_at(now));
    Ok(Remembered { intents, tries })
}

/// Whether a step is one after which nothing more comes by itself, in the words of the database.
pub(super) const ENDED: &str = "step ->> 'step' IN ('abandoned', 'closed')
    OR step ->> 'step' = 'completed' AND step ->> 'code' IS NOT NULL
    OR step ->> 'step' = 'granted' AND (step ->> 'grant' NOT IN ('recorded', 'concluded')
        OR step ->> 'record' IS NOT NULL OR step ->> 'grant' = 'concluded' AND step ->> 'contract' IS NOT NULL)";

fn unsettled(connection: &Connection, version: usize, now: Timestamp) -> Result<Vec<Intent>, LedgerFault> {
    // A coarse sieve, so that years of sales are not replayed at every start; `matters_at` has the last word.
    let mut query = connection.prepare(&format!(
        "SELECT reference FROM intents WHERE ordered_at >= ?1
         OR NOT EXISTS (SELECT 1 FROM steps WHERE steps.reference = intents.reference AND ({ENDED}))
         ORDER BY rowid"
    ))?;
    let mut rows = query.query(((now - REMEMBERED_FOR * 2).to_string(),))?;
    let mut unsettled = Vec::new();
    while let Some(row) = rows.next()? {
        let reference = parse(&row.get::<_, String>(0)?)?;
        let intent = sale(connection, version, &reference)?.ok_or(LedgerFault::Damaged)?.intent;
        if intent.matters_at(now) {
            unsettled.push(intent);
        }
    }
    Ok(unsettled)
}

/// Reads the newest tries, oldest first.
pub(super) fn tries(connection: &Connection, version: usize) -> Result<Vec<Try>, LedgerFault> {
    if version < schema::WITH_REQUESTS {
        return Ok(Vec::new());
    }
    let mut query = connection.prepare("SELECT at, who FROM tries ORDER BY seq DESC")?;
    let mut rows = query.query(())?;
    let mut tries = Vec::new();
    while let Some(row) = rows.next()?
        && tries.len() < Try::KNOWN_MAX
    {
        let who = serde_json::from_str(&row.get::<_, String>(1)?).map_err(|_| LedgerFault::Damaged)?;
        tries.push(Try { who, at: parse(&row.get::<_, String>(0)?)? });
    }
    tries.reverse();
    Ok(tries)
}

/// Rebuilds the modules that a customer has booked here, oldest first, [`MODULES_MAX`] at most.
pub(super) fn modules(
    connection: &Connection,
    version: usize,
    customer: CustomerId,
) -> Result<Vec<KeptModule>, LedgerFault> {
    let id = i64::try_from(customer.0);
    let (true, Ok(id)) = (version >= schema::WITH_REQUESTS, id) else { return Ok(Vec::new()) };
    let select = schema::select_intents(version);
    let mut intents =
        connection.prepare(&format!("{select} WHERE kind = 'book' AND customer = ?1 ORDER BY rowid DESC"))?;
    let mut rows = intents.query((id,))?;
    let mut modules = Vec::new();
    while let Some(row) = rows.next()?
        && modules.len() < MODULES_MAX
    {
        let intent = with_steps(connection, read_intent(row)?)?.intent;
        // The index may lead to another row than the one it was made for.
        if intent.order.customer() != Some(customer) {
            return Err(LedgerFault::Damaged);
        }
        modules.extend(kept_module(&intent));
    }
    modules.reverse();
    Ok(modules)
}

/// What was booked, once it is.
fn kept_module(intent: &Intent) -> Option<KeptModule> {
    match (intent.request()?, intent.state()) {
        (Request::Book(book), State::Granted(Grant::Module { contract })) => {
            Some(KeptModule { order: book.order, contract: *contract, name: book.name.clone() })
        }
        _ => None,
    }
}

fn with_steps(connection: &Connection, mut intent: Intent) -> Result<Sale, LedgerFault> {
    let mut steps =
        connection.prepare_cached("SELECT at, step FROM steps WHERE reference = ?1 ORDER BY seq")?;
    let mut rows = steps.query((intent.reference.to_string(),))?;
    let mut history = Vec::new();
    while let Some(row) = rows.next()? {
        let at = parse(&row.get::<_, String>(0)?)?;
        let step = serde_json::from_str(&row.get::<_, String>(1)?).map_err(|_| LedgerFault::Damaged)?;
        intent.take(at, &step).map_err(|_| LedgerFault::Damaged)?;
        history.push((at, step));
        if history.len() > STEPS_MAX {
            return Err(LedgerFault::Damaged);
        }
    }
    Ok(Sale { intent, history })
}

/// Reads a row of [`schema::select_intents`]; the intent is as it was when ordered.
fn read_intent(row: &Row<'_>) -> Result<Intent, LedgerFault> {
    let text = |column| row.get::<_, String>(column);
    let order = match row.get::<_, Option<String>>(4)? {
        Some(request) => Order::Request(serde_json::from_str(&request).map_err(|_| LedgerFault::Damaged)?),
        None => Order::Pass(read_pass(row)?),
    };
    if order.kind() != text(3)? {
        return Err(LedgerFault::Damaged);
    }
    let claim: ClaimHash = from_word(text(1)?)?;
    Ok(Intent::new(parse(&text(0)?)?, claim, parse(&text(2)?)?, order))
}

fn read_pass(row: &Row<'_>) -> Result<PassOrder, LedgerFault> {
    let text = |column| row.get::<_, String>(column);
    let id = |column| -> Result<u64, LedgerFault> {
        u64::try_from(row.get::<_, i64>(column)?).map_err(|_| LedgerFault::Damaged)
    };
    Ok(PassOrder {
        offer: OfferId(id(5)?),
        offer_name: Text::name(&text(6)?),
        customer: CustomerId(id(7)?),
        valid_from: parse(&text(8)?)?,
        valid_until: row.get::<_, Option<String>>(9)?.map(|day| parse(&day)).transpose()?,
        payable: Money::parse(&text(10)?, &text(11)?).map_err(|_| LedgerFault::Damaged)?,
    })
}

fn parse<T: std::str::FromStr>(text: &str) -> Result<T, LedgerFault> {
    text.parse().map_err(|_| LedgerFault::Damaged)
}

/// Reads what serializes as one string.
fn from_word<T: DeserializeOwned>(word: String) -> Result<T, LedgerFault> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|_| LedgerFault::Damaged)
}
