//! One sale as lists and exports give it; docs/ledger.md tells the fields.

use serde::Serialize;

use super::reason::Reason;
use super::request;
use super::standing::Standing;
use crate::domain::intent::{Intent, State};
use crate::domain::request::{Grant, Request};
use crate::domain::text::Text;
use crate::domain::time::{Date, TimeZone, Timestamp};
use crate::ledger::Sale;

/// The fields, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// The public part of the claim code.
    pub reference: String,
    /// Where it stands.
    pub state: Standing,
    /// When the order button was pressed, UTC.
    pub ordered_at: String,
    /// The same in the studio's zone.
    pub ordered_at_local: String,
    /// Since when it stands there, UTC.
    pub changed_at: String,
    /// The same in the studio's zone.
    pub changed_at_local: String,
    /// What was to be paid at the kiosk, in major units, with the digits the server sent; of a pass or a membership.
    pub amount: Option<String>,
    /// Its currency, ISO 4217.
    pub currency: Option<String>,
    /// The id of the offer; of a pass or a membership.
    pub offer_id: Option<u64>,
    /// What the offer, contract or module was called; a check-in voucher has no name.
    pub offer_name: Option<String>,
    /// The id of who ordered at the studio, with which staff find them; a check-in voucher has none.
    pub customer_id: Option<u64>,
    /// First day of validity, or of a membership.
    pub valid_from: Option<String>,
    /// Last day on which it can be of use, where the offer tells one.
    pub valid_until: Option<String>,
    /// The id of the purchase, once known (`onlineOfferPurchaseId`).
    pub purchase_id: Option<u64>,
    /// Whether an access code came with it.
    pub has_access_code: bool,
    /// Why it was given up, or why a person was needed; kept when it is closed.
    pub reason: Option<&'static str>,
    /// Who closed it.
    pub closed_by: Option<String>,
    /// What they noted.
    pub note: Option<String>,
    /// What was ordered: a pass, or which request.
    pub kind: &'static str,
    /// The main contract that a request is about, or that a membership brought.
    pub contract_id: Option<u64>,
    /// The contract of the module it is about, or that it brought.
    pub module_contract_id: Option<u64>,
    /// The module that is booked.
    pub module_id: Option<u64>,
    /// The last day that a cancelation asks for.
    pub date: Option<String>,
    /// The contract that is left for another.
    pub source_contract_id: Option<u64>,
    /// The term of the membership that was concluded.
    pub term_id: Option<u64>,
    /// What it is about, in words.
    #[serde(skip)]
    pub about: String,
    /// What the name of the state leaves open.
    #[serde(skip)]
    pub open: Option<&'static str>,
}

impl Record {
    /// Columns of [`Record::cells`].
    pub const COLUMNS: [&str; 25] = [
        "reference",
        "state",
        "ordered_at",
        "ordered_at_local",
        "changed_at",
        "changed_at_local",
        "amount",
        "currency",
        "offer_id",
        "offer_name",
        "customer_id",
        "valid_from",
        "valid_until",
        "purchase_id",
        "has_access_code",
        "reason",
        "closed_by",
        "note",
        "kind",
        "contract_id",
        "module_contract_id",
        "module_id",
        "date",
        "source_contract_id",
        "term_id",
    ];

    /// A sale as it stands.
    pub fn of(sale: &Sale, zone: &TimeZone) -> Self {
        let intent = &sale.intent;
        let (order, ids) = (intent.pass(), Ids::of(intent));
        let (membership, payable) = (intent.order.membership(), intent.order.payable());
        let (purchase_id, has_access_code, open) = match intent.state() {
            State::Completed { purchase, code } => {
                (Some(purchase.0), code.is_some(), code.is_none().then_some("no code"))
            }
            State::Granted(grant) => (None, matches!(grant, Grant::Code { .. }), request::open(grant)),
            _ => (None, false, None),
        };
        let offer = order.map(|order| order.offer.0).or(membership.map(|membership| membership.offer.0));
        let first = order.map(|order| order.valid_from).or(membership.map(|membership| membership.start));
        let closed = sale.closed();
        // The file may have been written by anybody who may write it.
        let clean = |text: &str| Text::long(text).as_str().to_owned();
        Self {
            reference: intent.reference.to_string(),
            state: Standing::of(intent.state()),
            ordered_at: utc(intent.ordered_at),
            ordered_at_local: local(intent.ordered_at, zone),
            changed_at: utc(intent.changed_at()),
            changed_at_local: local(intent.changed_at(), zone),
            amount: payable.map(|payable| payable.amount().to_string()),
            currency: payable.map(|payable| payable.currency().to_string()),
            offer_id: offer,
            offer_name: intent.order.name().map(ToString::to_string),
            customer_id: intent.order.customer().map(|customer| customer.0).or(ids.customer),
            valid_from: first.map(|day| day.to_string()),
            valid_until: order.and_then(|order| order.valid_until).map(|day| day.to_string()),
            purchase_id,
            has_access_code,
            reason: Reason::of(sale).map(Reason::name),
            closed_by: closed.map(|(by, _)| clean(by)),
            note: closed.map(|(_, note)| clean(note)),
            kind: intent.order.kind(),
            contract_id: ids.contract,
            module_contract_id: ids.module_contract,
            module_id: ids.module,
            date: ids.date.map(|day| day.to_string()),
            source_contract_id: ids.source,
            term_id: membership.map(|membership| membership.term.0),
            about: request::about(&intent.order),
            open,
        }
    }

    /// The fields as text, in the order of [`Record::COLUMNS`]; what is not there is empty.
    pub fn cells(&self) -> [String; 25] {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let id = |id: Option<u64>| id.map(|id| id.to_string()).unwrap_or_default();
        [
            self.reference.clone(),
            self.state.name().to_owned(),
            self.ordered_at.clone(),
            self.ordered_at_local.clone(),
            self.changed_at.clone(),
            self.changed_at_local.clone(),
            text(&self.amount),
            text(&self.currency),
            id(self.offer_id),
            text(&self.offer_name),
            id(self.customer_id),
            text(&self.valid_from),
            text(&self.valid_until),
            id(self.purchase_id),
            self.has_access_code.to_string(),
            self.reason.unwrap_or_default().to_owned(),
            text(&self.closed_by),
            text(&self.note),
            self.kind.to_owned(),
            id(self.contract_id),
            id(self.module_contract_id),
            id(self.module_id),
            text(&self.date),
            id(self.source_contract_id),
            id(self.term_id),
        ]
    }
}

/// What a request is about, as staff find it in the studio's system; nothing of it for a pass.
#[derive(Default)]
struct Ids {
    contract: Option<u64>,
    module_contract: Option<u64>,
    module: Option<u64>,
    date: Option<Date>,
    source: Option<u64>,
    /// Who joined, once the studio has told.
    customer: Option<u64>,
}

impl Ids {
    fn of(intent: &Intent) -> Self {
        let Some(request) = intent.request() else { return Self::default() };
        let target = request.target();
        match (request, intent.state()) {
            (Request::Book(book), state) => Self {
                contract: Some(book.order.contract.0),
                module_contract: match state {
                    State::Granted(Grant::Module { contract }) => contract.map(|contract| contract.0),
                    _ => None,
                },
                module: Some(book.order.module.0),
                ..Self::default()
            },
            (Request::Join(_) | Request::Add(_) | Request::Switch(_), state) => {
                Self::of_membership(request, state)
            }
            (request, _) => Self {
                contract: target.map(|target| target.contract.0),
                module_contract: target.and_then(|target| target.module).map(|module| module.0),
                module: None,
                date: match request {
                    Request::Cancel(cancel) => Some(cancel.date),
                    _ => None,
                },
                ..Self::default()
            },
        }
    }

    fn of_membership(request: &Request, state: &State) -> Self {
        let (customer, contract) = match state {
            State::Granted(Grant::Concluded { customer, contract, .. }) => (Some(customer.0), *contract),
            _ => (None, None),
        };
        Self {
            contract: contract.map(|contract| contract.id.0),
            source: request.target().map(|target| target.contract.0),
            customer,
            ..Self::default()
        }
    }
}

/// `2026-11-20T10:00:00Z`.
pub fn utc(at: Timestamp) -> String {
    format!("{at:.0}")
}

/// `2026-11-20T11:00:00+01:00`.
pub fn local(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// The studio's day on which a sale was ordered.
pub fn day(sale: &Sale, zone: &TimeZone) -> Date {
    zone.to_datetime(sale.intent.ordered_at).date()
}
