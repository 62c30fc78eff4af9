//! `walkin ledger reconcile`: asks the studio what became of unsettled sales, by the rules of the till.
//!
//! Invariant: nothing is bought or asked for; a step is written only if it is in the table, and a result of another order is nobody's.

mod requests;

use std::fmt::Write;
use std::time::Duration;

use serde::Serialize;
use serde_json::json;

use super::commands::Commands;
use super::standing::{Standing, needing_staff};
use super::{LedgerError, ReconcileArgs, Said, open, sales};
use crate::api::Client;
use crate::api::transport::Http;
use crate::app::shared::Settings;
use crate::cli::USER_AGENT;
use crate::clock;
use crate::config::Config;
use crate::doctor;
use crate::domain::intent::{
    Order, PassOrder, REFUSED_FOR_MAX, StaffReason, State, Step, UNKNOWN_FOR_MAX, look_due,
};
use crate::domain::language::Language;
use crate::domain::look::{Around, Contest, Seen, look, results};
use crate::domain::pass::{PurchaseId, PurchasedPass, Reference};
use crate::domain::time::Timestamp;
use crate::ledger::{Ledger, Sale};

/// What was found about one sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Finding {
    reference: Reference,
    before: Standing,
    after: Standing,
    found: String,
    /// Whether the studio could not be asked.
    unasked: bool,
}

/// The ledger under its lock, and every sale in it as it stands.
struct Books<'a> {
    config: &'a Config,
    ledger: Ledger,
    sales: Vec<Sale>,
    client: Client<Http>,
}

/// Looks for every sale that a look can settle, and writes down what it tells.
pub async fn reconcile(config: &Config, args: &ReconcileArgs, commands: &Commands) -> anyhow::Result<Said> {
    let dir = config.data.dir.as_path();
    let only = args.asked.as_ref().map(|asked| &asked.reference);
    // First without the lock: where there is nothing to ask about, nothing is opened, and nothing made.
    let known = sales(dir)?;
    if let Some(reference) = only
        && known.iter().all(|sale| sale.intent.reference != *reference)
    {
        return Err(LedgerError::no_such_sale(reference, commands).into());
    }
    if worth_asking(&known, only, clock::wall()).is_empty() {
        return said(args, &[], &known, commands);
    }
    let ledger = open(dir).await?;
    let client = Client::new(Http::new(&config.api, USER_AGENT)?, config.studio.time_zone.clone());
    let mut books = Books { config, ledger, sales: sales(dir)?, client };
    let mut findings = Vec::new();
    for index in worth_asking(&books.sales, only, clock::wall()) {
        findings.push(books.settle(index).await?);
    }
    let Books { ledger, sales, .. } = books;
    ledger.close().await.map_err(|fault| LedgerError::of(dir, fault))?;
    said(args, &findings, &sales, commands)
}

fn said(
    args: &ReconcileArgs,
    findings: &[Finding],
    sales: &[Sale],
    commands: &Commands,
) -> anyhow::Result<Said> {
    let needs_staff = needing_staff(sales, clock::wall());
    let unasked = findings.iter().filter(|finding| finding.unasked).count();
    let text = if args.report.json {
        let told = json!({"needs_staff": needs_staff, "not_asked": unasked, "sales": findings});
        serde_json::to_string(&told)? + "\n"
    } else {
        text(findings, needs_staff, unasked, commands)
    };
    Ok(Said { text, needs_person: needs_staff + unasked > 0 })
}

impl Books<'_> {
    async fn settle(&mut self, index: usize) -> Result<Finding, LedgerError> {
        let intent = &self.sales[index].intent;
        let (reference, before) = (intent.reference.clone(), Standing::of(intent.state()));
        // Nobody is left who waits for the answer.
        if let (State::Submitted { .. }, Some(step)) = (intent.state(), intent.step_at_restart()) {
            self.write(index, step).await?;
        }
        let (found, unasked) = match self.ask(index).await {
            Ok(found) => (found?, false),
            Err(why) => (format!("the studio could not be asked: {why}"), true),
        };
        let after = Standing::of(self.sales[index].intent.state());
        Ok(Finding { reference, before, after, found, unasked })
    }

    /// Asks the studio and takes up what it says; the outer fault is the studio's.
    async fn ask(&mut self, index: usize) -> Result<Result<String, LedgerError>, String> {
        match self.sales[index].intent.order.clone() {
            Order::Pass(order) => self.ask_for_pass(index, &order).await,
            Order::Request(request) => self.ask_for_request(index, &request).await,
        }
    }

    async fn ask_for_pass(
        &mut self,
        index: usize,
        order: &PassOrder,
    ) -> Result<Result<String, LedgerError>, String> {
        let mut empty = 0;
        loop {
            let listed = self.client.list_purchased_of(Language::En, order.customer, order.offer).await;
            let passes = listed.map_err(|fault| doctor::what_happened(&fault))?;
            let seen = self.look(index, &passes, empty);
            if seen == Seen::Nothing && self.is_refused(index) && empty == 0 {
                empty += 1;
                pause().await;
                continue;
            }
            let (found, step) = told(seen, self.sales[index].intent.state());
            return Ok(self.take_up(index, found, step).await);
        }
    }

    fn is_refused(&self, index: usize) -> bool {
        matches!(self.sales[index].intent.state(), State::Unknown { refused: true, .. })
    }

    /// Writes what follows from what was found.
    async fn take_up(
        &mut self,
        index: usize,
        found: String,
        step: Option<Step>,
    ) -> Result<String, LedgerError> {
        match step {
            Some(step) => self.write(index, step).await.map(|()| found),
            None => Ok(found),
        }
    }

    fn look<'p>(&self, index: usize, passes: &'p [PurchasedPass], empty: u32) -> Seen<'p> {
        let sale = &self.sales[index];
        let intent = &sale.intent;
        let others = || {
            let other = |other: &&Sale| other.intent.reference != intent.reference;
            self.sales.iter().filter(other).map(|sale| &sale.intent)
        };
        let taken: Vec<PurchaseId> = results(others());
        let contest = intent.pass().map_or(Contest::Nobody, |order| Contest::about(order, others()));
        let overdue = self.is_overdue(index);
        let before = sale.before().unwrap_or_default();
        look(intent, passes, Around { before, taken: &taken, contest, empty, overdue, slept: false })
    }

    /// Whether it has been looked for long enough, by a clock that can be believed.
    fn is_overdue(&self, index: usize) -> bool {
        self.sales[index].intent.stood(clock::wall()) >= UNKNOWN_FOR_MAX && self.clock_is_sane()
    }

    /// Whether the server, which has just been asked, shows the same time.
    fn clock_is_sane(&self) -> bool {
        let off_by = self.client.transport().clock_offset().map_or(Duration::ZERO, |offset| offset.off_by);
        off_by <= Settings::CLOCK_OFF_MAX
    }

    /// Writes a step and takes it.
    async fn write(&mut self, index: usize, step: Step) -> Result<(), LedgerError> {
        let dir = self.config.data.dir.as_path();
        let failed = |fault| LedgerError::of(dir, fault);
        let at = clock::wall();
        let sale = &mut self.sales[index];
        self.ledger.record_step(sale.intent.reference.clone(), at, step.clone()).await.map_err(failed)?;
        sale.intent.take(at, &step).map_err(|_| failed(crate::domain::fault::LedgerFault::Failed))?;
        sale.history.push((at, step));
        Ok(())
    }
}

/// A refusal is believed after two looks, as far apart as those of the kiosk.
async fn pause() {
    tokio::time::sleep(look_due(1).saturating_sub(look_due(0))).await;
}

/// What a look can settle, oldest first: a named one whatever its age, of the others as long as the kiosk would look, and
/// what needs staff in any case.
fn worth_asking(sales: &[Sale], only: Option<&Reference>, now: Timestamp) -> Vec<usize> {
    let worth = |sale: &Sale| {
        let named = only == Some(&sale.intent.reference);
        let stood = sale.intent.stood(now);
        match sale.intent.state() {
            State::Submitted { .. } | State::Unknown { .. } => true,
            State::NeedsStaff(_) => sale.intent.order.leaves_a_trace(),
            State::Refused { .. } => sale.intent.order.leaves_a_trace() && (named || stood < REFUSED_FOR_MAX),
            State::Completed { .. } | State::Granted(_) => {
                !sale.intent.is_settled() && (named || stood < UNKNOWN_FOR_MAX)
            }
            State::Intended
            | State::AwaitingPayment { .. }
            | State::Authorised
            | State::Abandoned(_)
            | State::Closed => false,
        }
    };
    let asked = |sale: &Sale| only.is_none_or(|only| *only == sale.intent.reference) && worth(sale);
    (0..sales.len()).filter(|index| asked(&sales[*index])).collect()
}

/// What a look tells, in words and as a step.
fn told(seen: Seen<'_>, state: &State) -> (String, Option<Step>) {
    let at_desk = matches!(state, State::NeedsStaff(_));
    let call = |why| (!at_desk).then_some(Step::StaffCalled { why });
    match seen {
        Seen::Nothing => ("nothing new was found".to_owned(), None),
        Seen::Unclear => ("a new purchase may be the result of another order".to_owned(), None),
        Seen::Bought(pass) => {
            let code = if pass.code.is_some() { "with" } else { "without" };
            let found = format!("purchase {} was found, {code} an access code", pass.purchase.0);
            (found, Some(Step::Completed { purchase: pass.purchase, code: pass.code.clone() }))
        }
        Seen::BoughtAfterAll(pass) => {
            let found = format!(
                "purchase {} fits, though the order was refused: this visitor's, or sold at the desk",
                pass.purchase.0
            );
            (found, call(StaffReason::FoundAfterRefusal))
        }
        Seen::Several => ("more than one new purchase fits".to_owned(), call(StaffReason::Several)),
        Seen::Refused => ("nothing was found: the refusal stands".to_owned(), Some(Step::Refused)),
        Seen::NotFound => ("nothing was found in 24 hours".to_owned(), call(StaffReason::NotFound)),
    }
}

fn text(findings: &[Finding], needs_staff: usize, unasked: usize, commands: &Commands) -> String {
    let mut text = String::new();
    for Finding { reference, before, after, found, .. } in findings {
        let way = if before == after {
            format!("stays {}", after.name())
        } else {
            format!("{} -> {}", before.name(), after.name())
        };
        // A string takes whatever is written to it.
        let _ = writeln!(text, "{reference}  {way}: {found}");
    }
    if findings.is_empty() {
        text += "Nothing is unsettled, nothing was written.\n";
    }
    if needs_staff > 0 {
        let _ = writeln!(
            text,
            "{needs_staff} of all sales need staff; `{}` says what to do.",
            commands.ledger("show REFERENCE")
        );
    }
    if unasked > 0 {
        let _ = writeln!(text, "{unasked} could not be asked about; try again later.");
    }
    if !findings.is_empty() {
        text += "The kiosk can be started again.\n";
    }
    text
}
