//! Requests, wrong tries and what members have booked.

use super::*;
use crate::domain::contract::{ContractId, ReasonId};
use crate::domain::frequency::{FrequencyId, Rhythm};
use crate::domain::intent::Order;
use crate::domain::membership::{Membership, MembershipOfferId, SwitchConfigId, TermId};
use crate::domain::module::{KeptModule, ModuleContractId, ModuleId, ModuleOrder};
use crate::domain::price::Voucher;
use crate::domain::request::{
    Add, Book, Cancel, Concluded, Grant, Join, Record, Redeem, Request, Switch, Target, VoucherHash, Withdraw,
};
use crate::domain::time::{Term, TermUnit};
use crate::domain::tries::{Tried, TypedHash};
use crate::ledger::{modules, sales};

const MEMBER: CustomerId = CustomerId(9);

fn asked(n: u8, request: Request) -> Intent {
    let Intent { reference, claim, ordered_at, .. } = intent(n, "0");
    Intent::new(reference, claim, ordered_at, request.into())
}

fn book(member: CustomerId, module: u64) -> Book {
    let order = ModuleOrder {
        contract: ContractId(1_000),
        module: ModuleId(module),
        frequency: FrequencyId(3),
        trial: false,
    };
    let price = Money::parse("9.90", "EUR").expect("money");
    let month = |value| Some(Term { value, unit: TermUnit::Month });
    let rhythm = Rhythm::Every { term: month(1), price };
    Book { member, order, name: Text::name("Sauna"), rhythm, term: month(12), notice: month(2) }
}

fn membership(due: &str) -> Membership {
    let book = book(MEMBER, 5);
    Membership {
        offer: MembershipOfferId(7),
        term: TermId(u64::MAX),
        name: Text::name("Flex \u{201c}12\u{201d}"),
        start: date(2027, 1, 1),
        rhythm: book.rhythm,
        runs: book.term,
        renewal: None,
        notice: book.notice,
        due: Money::parse(due, "EUR").expect("money"),
        rates: vec![Text::name("RC-1")],
    }
}

/// One of each kind.
fn requests() -> Vec<Request> {
    let target = Target { contract: ContractId(1_000), module: None };
    let of_module = Target { module: Some(ModuleContractId(u64::MAX)), ..target };
    let (member, name) = (MEMBER, Text::name("Premium \u{201c}2\u{201d}"));
    let cancel = Cancel { member, target, name: name.clone(), date: date(2027, 3, 31), reason: ReasonId(4) };
    let (source, config) = (ContractId(1_000), SwitchConfigId(3));
    vec![
        Request::Join(Join { membership: membership("0").into() }),
        Request::Add(Add { member, membership: membership("0.00").into() }),
        Request::Switch(Switch {
            member,
            source,
            left: Text::name("Basic"),
            config,
            membership: membership("0").into(),
        }),
        Request::Cancel(Cancel { target: of_module, ..cancel.clone() }),
        Request::Cancel(cancel),
        Request::Withdraw(Withdraw { member, target, name }),
        Request::Book(book(MEMBER, 5)),
        Request::Redeem(Redeem { voucher: VoucherHash::of(&Voucher::new("IN-1").expect("a voucher")) }),
    ]
}

/// Every grant.
fn grants() -> Vec<Grant> {
    vec![
        Grant::Recorded { record: None },
        Grant::Recorded { record: Some(Record { pending: true, date: Some(date(2027, 3, 31)) }) },
        Grant::Recorded { record: Some(Record { pending: false, date: None }) },
        Grant::Module { contract: Some(ModuleContractId(7)) },
        Grant::Module { contract: None },
        Grant::Code { code: AccessCode::new("PG-1").expect("a code") },
        Grant::Concluded { customer: MEMBER, contract: None, before: vec![ResultId(1), ResultId(u64::MAX)] },
        Grant::Concluded {
            customer: MEMBER,
            contract: Some(Concluded { id: ContractId(2_000), start: Some(date(2027, 1, 1)) }),
            before: vec![],
        },
    ]
}

/// The steps from an order to what came of it.
fn way(intent: &Intent, grant: Grant) -> Vec<Step> {
    let paid = [Step::PaymentAwaited, Step::Authorised].into_iter().filter(|_| !intent.order.is_free());
    paid.chain([Step::Submitted { before: vec![] }, Step::Granted { grant }]).collect()
}

#[test]
fn every_request_and_what_came_of_it_is_read_back() {
    let (dir, mut store) = new_ledger();
    let mut written = Vec::new();
    for (n, (request, grant)) in (0u8..).zip(
        requests().into_iter().flat_map(|one| grants().into_iter().map(move |grant| (one.clone(), grant))),
    ) {
        let mut intent = asked(n, request);
        store.record_intent(&intent).expect("written");
        for step in way(&intent, grant) {
            let taken = intent.take(at(1), &step).is_ok();
            let recorded = store.record_step(&intent.reference, at(1), &step);
            assert_eq!(recorded, if taken { Ok(()) } else { Err(LedgerFault::Failed) }, "{intent:?}");
        }
        written.push(intent);
    }
    let read: Vec<Intent> =
        sales(dir.path()).expect("readable").into_iter().map(|sale| sale.intent).collect();
    assert_eq!(read, written);
    assert_eq!(requests().len(), 8);
}

#[test]
fn the_kind_of_a_request_is_the_word_that_its_json_begins_with() {
    for request in requests() {
        let json = serde_json::to_value(&request).expect("JSON");
        assert_eq!(json["request"], Order::Request(request).kind());
    }
}

#[test]
fn a_row_has_what_its_kind_needs_and_nothing_else() {
    let (_dir, mut store) = new_ledger();
    store.record_intent(&intent(1, "5")).expect("written");
    for (n, request) in (2u8..).zip(requests()) {
        store.record_intent(&asked(n, request)).expect("written");
    }
    let copy = |columns: &str, of: &str| {
        format!(
            "INSERT INTO intents (reference, kind, claim, ordered_at, offer, offer_name, customer, valid_from, amount,
                                  currency, request)
             SELECT reference || 'X', {columns} FROM intents WHERE kind = '{of}' LIMIT 1"
        )
    };
    let pass = "offer, offer_name, customer, valid_from, amount, currency";
    let refused = [
        copy(&format!("'cancel', claim, ordered_at, {pass}, request"), "pass"),
        copy(&format!("'pass', claim, ordered_at, {pass}, '{{}}'"), "pass"),
        copy(
            "'pass', claim, ordered_at, offer, offer_name, NULL, valid_from, amount, currency, NULL",
            "pass",
        ),
        copy(&format!("'pass', claim, ordered_at, {pass}, request"), "book"),
        copy(&format!("'redeem', claim, ordered_at, {pass}, request"), "book"),
        copy("kind, claim, ordered_at, NULL, NULL, 8, NULL, NULL, NULL, request", "book"),
        copy("kind, claim, ordered_at, 7, NULL, customer, NULL, NULL, NULL, request", "cancel"),
        copy(&format!("kind, claim, ordered_at, {pass}, NULL"), "withdraw"),
        copy(&format!("kind, claim, ordered_at, {pass}, 'no JSON'"), "redeem"),
    ];
    for row in refused {
        assert!(store.connection.execute(&row, ()).is_err(), "{row}");
    }
    let same = copy(&format!("kind, claim, ordered_at, {pass}, request"), "redeem");
    assert_eq!(store.connection.execute(&same, ()), Ok(1), "the same row is taken");
}

#[test]
fn what_is_granted_long_ago_does_not_come_back_unless_the_studio_never_showed_it() {
    let dir = tempfile::tempdir().expect("a directory");
    let (mut store, _) = Store::open(dir.path(), None).expect("a new ledger");
    let long_ago = Timestamp::UNIX_EPOCH;
    let mut waiting = Vec::new();
    for (n, (request, grant)) in
        (0u8..).zip(requests().into_iter().zip([7, 6, 7, 0, 1, 2, 3, 5].map(|n| grants()[n].clone())))
    {
        let Intent { reference, claim, order, .. } = asked(n, request);
        let mut intent = Intent::new(reference, claim, long_ago, order);
        store.record_intent(&intent).expect("written");
        for step in way(&intent, grant) {
            intent.take(long_ago, &step).expect("in the table");
            store.record_step(&intent.reference, long_ago, &step).expect("in the table");
        }
        waiting.extend(intent.awaits_its_record().then_some(intent));
    }
    drop(store);
    assert_eq!(waiting.len(), 2);
    let (_store, remembered) = Store::open(dir.path(), None).expect("the same ledger");
    assert_eq!(remembered.intents, waiting);
}

#[test]
fn the_sieve_leaves_out_what_was_granted_and_is_whole() {
    let (_dir, store) = new_ledger();
    let ended = |grant: &Grant| {
        let step = serde_json::to_string(&Step::Granted { grant: grant.clone() }).expect("JSON");
        let query = format!("SELECT {} FROM (SELECT ?1 AS step)", replay::ENDED);
        store.connection.query_row(&query, (step,), |row| row.get::<_, Option<bool>>(0)).expect("an answer")
    };
    for grant in grants() {
        assert_eq!(ended(&grant).unwrap_or_default(), grant.is_whole(), "{grant:?}");
    }
}

#[test]
fn wrong_tries_of_the_last_day_survive_a_restart_and_cannot_be_changed() {
    let (dir, mut store) = new_ledger();
    let hours_ago = |hours| clock::wall() - jiff::SignedDuration::from_hours(hours);
    let wrong = |who, hours| Try { who, at: hours_ago(hours) };
    let old = wrong(Tried::Customer(MEMBER), 25);
    let tries = [wrong(Tried::Customer(MEMBER), 23), wrong(Tried::Nobody(TypedHash::of("0815")), 1)];
    for one in std::iter::once(&old).chain(&tries) {
        store.record_try(one).expect("written");
    }
    for change in
        ["UPDATE tries SET at = ''", "DELETE FROM tries", "INSERT OR REPLACE INTO tries SELECT * FROM tries"]
    {
        assert!(store.connection.execute(change, ()).is_err(), "{change}");
    }
    assert_eq!(store.resume().map(|remembered| remembered.tries).as_deref(), Ok(&tries[..]));
    drop(store);
    let (mut store, remembered) = Store::open(dir.path(), None).expect("the same ledger");
    assert_eq!(remembered.tries, tries);
    store.reserve = u64::MAX;
    assert_eq!(store.record_try(&old), Err(LedgerFault::Full), "the reserve is for sales under way");
}

#[test]
fn of_very_many_tries_the_newest_are_kept() {
    let (_dir, mut store) = new_ledger();
    let wrong = |n: usize| Try { who: Tried::Customer(CustomerId(n as u64)), at: clock::wall() };
    let transaction = store.connection.transaction().expect("begun");
    for n in 0..Try::KNOWN_MAX + 2 {
        let Try { who, at } = wrong(n);
        let row = (at.to_string(), serde_json::to_string(&who).expect("JSON"));
        transaction.execute("INSERT INTO tries (at, who) VALUES (?1, ?2)", row).expect("written");
    }
    transaction.commit().expect("written");
    let tries = store.resume().expect("readable").tries;
    assert_eq!(tries.len(), Try::KNOWN_MAX);
    assert_eq!(tries.first().map(|one| &one.who), Some(&wrong(2).who));
}

#[test]
fn a_try_that_is_missing_or_cannot_be_read_is_damage() {
    for damage in [
        "DROP TRIGGER tries_are_not_deleted; DELETE FROM tries WHERE seq = 1",
        "DROP TRIGGER tries_are_not_changed; UPDATE tries SET who = '{\"everybody\":1}'",
    ] {
        let (dir, mut store) = new_ledger();
        for _ in 0..2 {
            store.record_try(&Try { who: Tried::Customer(MEMBER), at: at(1) }).expect("written");
        }
        drop(store);
        let other = Connection::open(dir.path().join(FILE)).expect("a database");
        other.execute_batch(damage).expect("written");
        drop(other);
        assert_eq!(Store::open(dir.path(), None).err(), Some(LedgerFault::Damaged), "{damage}");
        assert_eq!(sales(dir.path()), Err(LedgerFault::Damaged), "{damage}");
    }
}

#[test]
fn a_member_has_the_modules_they_booked_here_and_nobody_elses() {
    let (dir, mut store) = new_ledger();
    let mut write = |n: u8, book: Book, contract: Option<Option<u64>>| {
        let intent = asked(n, Request::Book(book));
        store.record_intent(&intent).expect("written");
        let granted =
            contract.map(|id| Step::Granted { grant: Grant::Module { contract: id.map(ModuleContractId) } });
        for step in std::iter::once(Step::Submitted { before: vec![] }).chain(granted) {
            store.record_step(&intent.reference, at(1), &step).expect("in the table");
        }
    };
    write(1, book(MEMBER, 5), Some(Some(77)));
    write(2, book(CustomerId(8), 5), Some(Some(78)));
    write(3, book(MEMBER, 6), None);
    write(4, book(MEMBER, 7), Some(None));
    let kept = |module: u64, contract: Option<u64>| KeptModule {
        order: book(MEMBER, module).order,
        contract: contract.map(ModuleContractId),
        name: Text::name("Sauna"),
    };
    assert_eq!(modules(dir.path(), MEMBER), Ok(vec![kept(5, Some(77)), kept(7, None)]));
    assert_eq!(modules(dir.path(), CustomerId(10)), Ok(vec![]));
    assert_eq!(modules(dir.path(), CustomerId(u64::MAX)), Ok(vec![]), "an id that was never written");
}

#[test]
fn nothing_of_a_person_is_written() {
    let (dir, mut store) = new_ledger();
    for (n, request) in (0u8..).zip(requests()) {
        store.record_intent(&asked(n, request)).expect("written");
    }
    store.record_try(&Try { who: Tried::Nobody(TypedHash::of("4711-0815")), at: at(1) }).expect("written");
    drop(store);
    let file = fs::read(dir.path().join(FILE)).expect("readable");
    for secret in ["IN-1", "4711-0815", "47110815"] {
        assert!(!file.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()), "{secret} is on disk");
    }
}
