//! The ledger in memory, on which the kiosk is played and simulated, and the one on disk are given the same writes and the
//! same power cuts, and have to agree on every intent, wrong try and booked module.
//!
//! A power cut is a copy of the file and its log at a moment, the log torn at any byte after the last write that was
//! answered: what was answered is there, what was not is there whole or not at all.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "shared with the journeys, which need other parts of it")]
#[path = "support/kiosk/ledger.rs"]
mod model;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use walkin::app::effect::{LedgerEffect, RequestId};
use walkin::app::msg::{LedgerEvent, Opened};
use walkin::clock;
use walkin::domain::contract::{ContractId, ReasonId};
use walkin::domain::fault::LedgerFault;
use walkin::domain::frequency::{FrequencyId, MonthDay, Rhythm};
use walkin::domain::intent::{Abandonment, Intent, PassOrder, ResultId, StaffReason, Step};
use walkin::domain::membership::{Membership, MembershipOfferId, SwitchConfigId, TermId};
use walkin::domain::module::{ModuleContractId, ModuleId, ModuleOrder};
use walkin::domain::money::Money;
use walkin::domain::offer::OfferId;
use walkin::domain::pass::{AccessCode, ClaimCode, PurchaseId, Reference};
use walkin::domain::person::CustomerId;
use walkin::domain::price::Voucher;
use walkin::domain::random::Random;
use walkin::domain::request::{
    Add, Book, Cancel, Concluded, Grant, Join, Record, Redeem, Request, Switch, Target, VoucherHash, Withdraw,
};
use walkin::domain::text::Text;
use walkin::domain::tries::{Tried, Try, TypedHash};
use walkin::ledger::{self, Ledger, Remembered};

/// Random histories played.
const SEEDS: u64 = 200;
/// Writes of one of them.
const WRITES: usize = 32;
/// Who orders, passes only the first.
const MEMBERS: [CustomerId; 2] = [CustomerId(9), CustomerId(8)];

/// What can happen.
enum Act {
    Write(LedgerEffect),
    PowerCut,
    Restart,
}

/// The ledger on disk, and where its power cuts leave it.
struct Disk {
    /// Above the data directories, one for each power cut.
    above: tempfile::TempDir,
    cuts: usize,
    /// None only while it is opened.
    ledger: Option<Ledger>,
    /// The file and its log before the last write.
    before: [Vec<u8>; 2],
}

#[tokio::test(flavor = "current_thread")]
async fn the_model_and_the_file_agree_on_every_intent_whenever_the_power_goes() {
    let mut torn = 0;
    for seed in 0..SEEDS {
        torn += play(seed).await;
    }
    assert!(torn > SEEDS / 2, "only {torn} power cuts tore a write");
}

/// Plays a history; gives how many power cuts took the write before them.
async fn play(seed: u64) -> u64 {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut random = Random::new(bytes);
    let (mut disk, mut model) = (Disk::new().await, model::Ledger::default());
    let mut references = Vec::new();
    let mut torn = 0;
    for n in 0..WRITES {
        let place = format!("seed {seed}, act {n}");
        match act(&mut random, &mut references, n) {
            Act::Write(effect) => {
                model.sync(clock::wall(), usize::MAX);
                let answer = disk.write(effect.clone()).await;
                // Whether the model takes it is asked of a copy: the write itself waits, since the power may still go.
                assert_eq!(answer, would(&model, &effect), "{place}");
                model.perform(effect);
            }
            Act::PowerCut => {
                let has_last = disk.cut(&mut random);
                torn += u64::from(!has_last);
                model.power_cut(clock::wall(), usize::from(has_last));
                disk.compare(&mut model, &place).await;
            }
            Act::Restart => {
                model.sync(clock::wall(), usize::MAX);
                disk.compare(&mut model, &place).await;
            }
        }
    }
    torn
}

/// What the model answers to a write, while everything before it is on disk.
fn would(model: &model::Ledger, effect: &LedgerEffect) -> Result<(), LedgerFault> {
    let mut copy = model.clone();
    copy.perform(effect.clone());
    match copy.sync(clock::wall(), 1).pop() {
        Some(LedgerEvent::IntentRecorded(_, result) | LedgerEvent::StepRecorded(_, result)) => result,
        Some(LedgerEvent::TryRecorded(_, result)) => result,
        _ => Err(LedgerFault::Failed),
    }
}

fn act(random: &mut Random, references: &mut Vec<Reference>, n: usize) -> Act {
    match (random.byte(), references.is_empty()) {
        (0..30, _) => Act::PowerCut,
        (30..40, _) => Act::Restart,
        (40..50, _) => Act::Write(LedgerEffect::RecordTry(RequestId(0), wrong(random))),
        (50..100, _) | (_, true) => {
            let intent = intent(random, n);
            references.push(intent.reference.clone());
            Act::Write(LedgerEffect::RecordIntent(Box::new(intent)))
        }
        // One that was written before, perhaps: a reference is used once.
        (_, false) => {
            let picked = usize::from(random.byte()) % references.len();
            let reference = references[picked].clone();
            let steps = steps();
            let step = steps[usize::from(random.byte()) % steps.len()].clone();
            Act::Write(LedgerEffect::RecordStep { reference, at: clock::wall(), step })
        }
    }
}

fn intent(random: &mut Random, n: usize) -> Intent {
    let code = ClaimCode::from_random(random.bytes());
    let order = match random.byte() % 11 {
        0..4 => pass(n).into(),
        kind => request(random, kind, n).into(),
    };
    Intent::new(code.reference().clone(), code.hash(), clock::wall(), order)
}

/// Somebody, or a number that nobody has; some of them tried too long ago to count.
fn wrong(random: &mut Random) -> Try {
    let byte = random.byte();
    let who = match byte % 2 {
        0 => Tried::Customer(CustomerId(9)),
        _ => Tried::Nobody(TypedHash::of(&byte.to_string())),
    };
    Try { who, at: clock::wall() - jiff::SignedDuration::from_hours(i64::from(byte % 32)) }
}

/// One of each kind.
fn request(random: &mut Random, kind: u8, n: usize) -> Request {
    let contract = ContractId(1_000);
    let module = (random.byte() < 128).then_some(ModuleContractId(u64::MAX));
    let (member, name) = (MEMBERS[n % MEMBERS.len()], Text::name("Premium"));
    let target = Target { contract, module };
    match kind {
        4 => Request::Cancel(Cancel { member, target, name, date: date(2027, 3, 31), reason: ReasonId(3) }),
        5 => Request::Withdraw(Withdraw { member, target, name }),
        6 => {
            let order = ModuleOrder { contract, module: ModuleId(5), frequency: FrequencyId(6), trial: true };
            let price = Money::parse("9.90", "EUR").expect("money");
            let rhythm = module
                .map_or(Rhythm::Free, |_| Rhythm::OnDays(vec![(MonthDay { month: 2, day: 29 }, price)]));
            Request::Book(Book { member, order, name, rhythm, term: None, notice: None })
        }
        7 => {
            let voucher = VoucherHash::of(&Voucher::new("CHECK-IN").expect("a voucher"));
            Request::Redeem(Redeem { voucher })
        }
        8 => Request::Join(Join { membership: membership(n).into() }),
        9 => Request::Add(Add { member, membership: membership(n).into() }),
        _ => {
            let (source, config) = (contract, SwitchConfigId(4));
            Request::Switch(Switch {
                member,
                source,
                left: Text::name("Basic"),
                config,
                membership: membership(n).into(),
            })
        }
    }
}

fn membership(n: usize) -> Membership {
    Membership {
        offer: MembershipOfferId(8),
        term: TermId(81),
        name: Text::name("Flex"),
        start: date(2026, 12, 1),
        rhythm: Rhythm::Free,
        runs: None,
        renewal: None,
        notice: None,
        due: pass(n).payable,
        rates: vec![],
    }
}

fn pass(n: usize) -> PassOrder {
    PassOrder {
        offer: OfferId(7),
        offer_name: Text::name("Day ticket"),
        customer: MEMBERS[0],
        valid_from: date(2026, 11, 20),
        valid_until: n.is_multiple_of(3).then(|| date(2026, 12, 20)),
        payable: Money::parse(if n.is_multiple_of(2) { "0" } else { "19.90" }, "EUR").expect("money"),
    }
}

/// Every kind of step, those on the way to a purchase more than once, so that some get far.
fn steps() -> Vec<Step> {
    let sent = || Step::Submitted { before: (0..40).map(ResultId).collect() };
    let granted = |grant| Step::Granted { grant };
    vec![
        Step::PaymentAwaited,
        Step::PaymentAwaited,
        Step::Authorised,
        Step::Authorised,
        sent(),
        sent(),
        sent(),
        Step::NotDone,
        Step::LostTrack { refused: true },
        Step::LostTrack { refused: false },
        Step::Completed { purchase: PurchaseId(50), code: None },
        Step::Completed { purchase: PurchaseId(50), code: AccessCode::new("PG-1") },
        granted(Grant::Recorded { record: None }),
        granted(Grant::Recorded { record: Some(Record { pending: true, date: Some(date(2027, 3, 31)) }) }),
        granted(Grant::Module { contract: None }),
        granted(Grant::Module { contract: Some(ModuleContractId(77)) }),
        granted(Grant::Code { code: AccessCode::new("PG-2").expect("a code") }),
        granted(Grant::Concluded { customer: MEMBERS[0], contract: None, before: vec![ResultId(9)] }),
        granted(Grant::Concluded {
            customer: MEMBERS[0],
            contract: Some(Concluded { id: ContractId(2_000), start: None }),
            before: vec![],
        }),
        Step::Refused,
        Step::Abandoned { why: Abandonment::Cancelled },
        Step::StaffCalled { why: StaffReason::NotFound },
        Step::Closed { by: "Kim".into(), note: "looked at".into() },
    ]
}

/// Where what was written to a file begins and ends; a log is written from its start again once the file has all of it.
fn changed(before: &[u8], after: &[u8]) -> (usize, usize) {
    let differs = |place: &usize| before.get(*place) != after.get(*place);
    let begin = (0..after.len()).find(differs);
    let end = (0..after.len()).rfind(differs).map(|last| last + 1);
    begin.zip(end).unwrap_or((after.len(), after.len()))
}

impl Disk {
    async fn new() -> Self {
        // In memory where there is such a place: what is synced there is torn here, not by the machine.
        let fast = Path::new("/dev/shm");
        let above = if fast.is_dir() { tempfile::tempdir_in(fast) } else { tempfile::tempdir() };
        let mut disk =
            Self { above: above.expect("a directory"), cuts: 0, ledger: None, before: [vec![], vec![]] };
        disk.open().await;
        disk
    }

    fn dir(&self) -> PathBuf {
        self.above.path().join(self.cuts.to_string())
    }

    /// The file and its log as they are once everything that was told is done, what follows an answer too.
    async fn at_rest(&self) -> [Vec<u8>; 2] {
        let ledger = self.ledger.as_ref().expect("an open ledger");
        let mut begun = intent(&mut Random::new([0; 32]), 0);
        let abandoned = Step::Abandoned { why: Abandonment::Cancelled };
        begun.take(clock::wall(), &abandoned).expect("in the table");
        let refused = ledger.record_intent(begun).await;
        assert_eq!(refused, Err(LedgerFault::Failed), "before anything is written");
        ["ledger.sqlite", "ledger.sqlite-wal"].map(|name| fs::read(self.dir().join(name)).expect("a file"))
    }

    /// Opens the file; gives what a kiosk that starts is told.
    async fn open(&mut self) -> Remembered {
        let (ledger, remembered) = Ledger::open(&self.dir()).await.expect("a ledger");
        self.ledger = Some(ledger);
        self.before = self.at_rest().await;
        remembered
    }

    async fn write(&mut self, effect: LedgerEffect) -> Result<(), LedgerFault> {
        self.before = self.at_rest().await;
        let ledger = self.ledger.as_ref().expect("an open ledger");
        match effect {
            LedgerEffect::RecordIntent(intent) => ledger.record_intent(*intent).await,
            LedgerEffect::RecordStep { reference, at, step } => ledger.record_step(reference, at, step).await,
            LedgerEffect::RecordTry(_, wrong) => ledger.record_try(wrong).await,
            LedgerEffect::OpenLedger | LedgerEffect::FindIntent(..) | LedgerEffect::FindModules(..) => {
                Err(LedgerFault::Failed)
            }
        }
    }

    /// The power goes during the last write, or after it: then the file may have some of what the log has. During it, the
    /// file is as before, and of what the write changes in the log there is any number of bytes, with or without noise
    /// behind them. Gives whether the write is there.
    fn cut(&mut self, random: &mut Random) -> bool {
        let from = self.dir();
        let [file, mut log] =
            ["ledger.sqlite", "ledger.sqlite-wal"].map(|name| fs::read(from.join(name)).expect("a file"));
        let [file_before, log_before] = &self.before;
        let (written, end) = changed(log_before, &log);
        let draw = usize::from(random.byte()) << 8 | usize::from(random.byte());
        // Now and then all of it is there.
        let kept = if random.byte() < 64 { end } else { written + draw % (end - written + 1) };
        if kept < end {
            let noise = random.byte() < 128;
            for (place, byte) in log.iter_mut().enumerate().take(end).skip(kept) {
                // What was there before, else nothing.
                let old = log_before.get(place).copied().unwrap_or_default();
                *byte = if noise { random.byte() } else { old };
            }
            if !noise {
                log.truncate(kept.max(log_before.len()));
            }
        }
        self.cuts += 1;
        let to = self.dir();
        fs::create_dir(&to).expect("a directory");
        let file = if kept < end { file_before } else { &file };
        fs::write(to.join("ledger.sqlite"), file).expect("written");
        fs::write(to.join("ledger.sqlite-wal"), log).expect("written");
        kept == end
    }

    /// Opens the ledger anew and holds it against the model, which has lost what the file has lost.
    async fn compare(&mut self, model: &mut model::Ledger, place: &str) {
        // The process that had the file before a power cut writes nothing more: its directory is left behind.
        if let Some(ledger) = self.ledger.take() {
            ledger.close().await.expect("closed");
        }
        let Remembered { intents, tries } = self.open().await;
        let sales = ledger::sales(&self.dir()).expect("readable");
        let on_disk: Vec<Intent> = sales.into_iter().map(|sale| sale.intent).collect();
        assert_eq!(on_disk, model.intents(), "{place}");
        for intent in &on_disk {
            let found = ledger::find(&self.dir(), &intent.reference);
            assert_eq!(found.as_ref().map(Option::as_ref), Ok(model.find(&intent.reference)), "{place}");
        }
        for member in MEMBERS {
            assert_eq!(ledger::modules(&self.dir(), member), Ok(model.modules(member)), "{place}");
        }
        model.perform(LedgerEffect::OpenLedger);
        let told = model.sync(clock::wall(), 1).pop();
        assert_eq!(told, Some(LedgerEvent::LedgerOpened(Ok(Opened { intents, tries }))), "{place}");
    }
}
