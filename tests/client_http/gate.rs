//! What may leave: breakers, the budget of repeats, the kiosk's own limit, and what 429 and 503 ask for.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::yield_now;
use tokio::time::timeout;
use walkin::api::Client;
use walkin::api::transport::{Http, Limits};
use walkin::clock;
use walkin::domain::fault::{Fate, Fault, FaultKind};
use walkin::domain::offer::OfferId;
use walkin::domain::pass::PurchasedPass;
use walkin::domain::person::CustomerId;
use walkin::domain::time::TimeZone;

use super::server::Server;
use super::{EN, UTILIZATION, answer, buy, patient, sold};

const HELD_BACK: FaultKind = FaultKind::HeldBack;
/// Tries in a row without an answer that open a breaker, which are the tries of one read.
const FAILURES_MAX: usize = 3;
/// What a read may repeat before it has earned a repeat.
const RESERVE: usize = 8;
/// Calls of one operation in a minute, and of a purchase.
const PER_MINUTE_MAX: usize = 450;
const PER_MINUTE_HARD_MAX: usize = 999;

/// Much longer than what is waited for takes, and much shorter than what a breaker that is stuck does.
const SOON: Duration = Duration::from_secs(10);

/// Breakers whose pauses a test need not wait for.
fn quick() -> Limits {
    let pause = Duration::from_millis(1);
    Limits { breaker_first: pause, breaker_longest: 2 * pause, ..patient() }
}

/// A server that closes each connection without an answer until it is told to work.
async fn broken_until(works: &Arc<AtomicBool>) -> Server {
    let works = Arc::clone(works);
    Server::start(move |_, mut connection| {
        let works = Arc::clone(&works);
        async move {
            while connection.request().await && works.load(Ordering::Relaxed) {
                connection.send(answer("200 OK", "", UTILIZATION).as_bytes()).await;
            }
        }
    })
    .await
}

/// Asks what a customer has bought, as the till does.
async fn look(client: &Client<Http>) -> Result<Vec<PurchasedPass>, Fault> {
    client.list_purchased_of(EN, CustomerId(67890), OfferId(12345)).await
}

#[tokio::test]
async fn a_group_that_does_not_answer_is_left_alone_and_money_passes() {
    let server = broken_until(&Arc::default()).await;
    let client = server.client();
    assert_eq!(client.read_utilization(EN).await, Err(FaultKind::Cut.into()));
    assert_eq!(client.read_information(EN).await.map(drop), Err(HELD_BACK.into()), "the same group");
    assert_eq!(client.list_offers(EN).await, Err(FaultKind::Cut.into()), "another one is tried");
    assert_eq!(server.count("GET"), 2 * FAILURES_MAX);

    for sent in 1..=FAILURES_MAX {
        assert_eq!(buy(&client).await, Err(FaultKind::Cut.into()));
        assert_eq!(server.count("POST"), sent);
    }
    let price = client.preview_price(EN, OfferId(12345), CustomerId(67890), None).await;
    assert_eq!(price, Err(HELD_BACK.into()), "no order begins while purchases go unanswered");
    assert_eq!(look(&client).await, Err(FaultKind::Cut.into()), "what became of money is asked for");
    assert_eq!(buy(&client).await, Err(FaultKind::Cut.into()));
    assert_eq!(server.count("POST"), FAILURES_MAX + 1);
}

#[tokio::test]
async fn what_is_held_back_was_provably_not_sent() {
    let server = broken_until(&Arc::default()).await;
    let client = server.client();
    client.read_lead_form(EN).await.expect_err("a fault");
    let sent = server.requests().len();
    let fault = client.read_lead_form(EN).await.expect_err("a fault");
    assert_eq!((fault.kind.clone(), fault.fate()), (HELD_BACK, Fate::NotDone));
    assert_eq!(server.requests().len(), sent);
}

#[tokio::test]
async fn a_link_that_heals_is_found_and_the_log_tells_of_both_turns() {
    let works = Arc::<AtomicBool>::default();
    let server = broken_until(&works).await;
    let lines = Arc::<Mutex<Vec<String>>>::default();
    let log = Arc::clone(&lines);
    let http = server.http(quick()).with_report(Arc::new(move |report| {
        if let Some(turn) = report.breaker {
            log.lock().expect("unpoisoned").push(format!("{turn:?}"));
        }
    }));
    let client = Client::new(http, TimeZone::UTC);
    // Several failing probes are one outage.
    let probed = async {
        while server.requests().len() < 4 * FAILURES_MAX {
            client.read_utilization(EN).await.expect_err("a fault");
            yield_now().await;
        }
    };
    timeout(SOON, probed).await.expect("each probe that fails is followed by another");
    works.store(true, Ordering::Relaxed);
    let healed = async {
        while client.read_utilization(EN).await.is_err() {
            yield_now().await;
        }
    };
    timeout(SOON, healed).await.expect("the way back is found");
    for _ in 0..5 {
        client.read_utilization(EN).await.expect("a load");
    }
    assert_eq!(*lines.lock().expect("unpoisoned"), ["Opened(Studio)", "Closed(Studio)"]);
}

#[tokio::test]
async fn one_probe_goes_out_at_a_time() {
    let release = Arc::new(Semaphore::new(0));
    let gate = Arc::clone(&release);
    let served = Arc::<AtomicUsize>::default();
    let server = Server::start(move |_, mut connection| {
        let (gate, served) = (Arc::clone(&gate), Arc::clone(&served));
        async move {
            while connection.request().await {
                if served.fetch_add(1, Ordering::Relaxed) < FAILURES_MAX {
                    return;
                }
                gate.acquire().await.expect("open").forget();
                connection.send(answer("200 OK", "", UTILIZATION).as_bytes()).await;
            }
        }
    })
    .await;
    let client = Arc::new(server.client_with(quick()));
    client.read_utilization(EN).await.expect_err("a fault");
    let probe = tokio::spawn({
        let client = Arc::clone(&client);
        async move {
            loop {
                match client.read_utilization(EN).await {
                    Err(fault) if fault.kind == HELD_BACK => yield_now().await,
                    other => return other,
                }
            }
        }
    });
    let sent = async {
        while server.requests().len() <= FAILURES_MAX {
            yield_now().await;
        }
    };
    timeout(SOON, sent).await.expect("a probe goes out");
    for _ in 0..50 {
        assert_eq!(client.read_utilization(EN).await, Err(HELD_BACK.into()));
    }
    assert_eq!(server.requests().len(), FAILURES_MAX + 1, "the probe alone");
    release.add_permits(2);
    assert_eq!(probe.await.expect("no panic").expect("a load").count, 3);
    client.read_utilization(EN).await.expect("the way is open");
}

#[tokio::test]
async fn repeats_stay_within_their_budget_when_every_call_fails() {
    let server = Server::answering(&[answer("500 Oops", "", "")]).await;
    let client = server.client();
    let first_tries = 100;
    for _ in 0..first_tries {
        assert_eq!(client.read_utilization(EN).await, Err(FaultKind::Broken(500).into()));
    }
    let calls = server.requests().len();
    assert!(calls <= first_tries + first_tries / 10 + RESERVE, "{calls} calls");
    assert!(calls > first_tries + RESERVE, "{calls} calls, some of them repeats that were earned");
}

#[tokio::test]
async fn an_operation_keeps_below_its_limit_and_a_purchase_below_the_servers() {
    let good = answer("200 OK", "", UTILIZATION);
    let server = Server::answering(&[good]).await;
    let client = server.client();
    for _ in 0..PER_MINUTE_MAX {
        client.read_utilization(EN).await.expect("a load");
    }
    for _ in 0..20 {
        assert_eq!(client.read_utilization(EN).await, Err(HELD_BACK.into()));
    }
    assert_eq!(server.requests().len(), PER_MINUTE_MAX);

    let server = Server::answering(&[sold()]).await;
    let client = server.client();
    for _ in 0..PER_MINUTE_HARD_MAX {
        buy(&client).await.expect("a receipt");
    }
    let fault = buy(&client).await.expect_err("a fault");
    assert_eq!((fault.kind.clone(), fault.fate()), (HELD_BACK, Fate::NotDone));
    assert_eq!(server.requests().len(), PER_MINUTE_HARD_MAX);
}

#[tokio::test]
async fn a_429_is_remembered_for_its_endpoint_only() {
    let limited = answer("429 Slow down", "Retry-After: 120\r\n", "");
    let server = Server::answering(&[limited, answer("200 OK", "", r#"{"studioId": 7}"#)]).await;
    let client = server.client();
    let limit = Duration::from_mins(2);
    assert_eq!(client.read_utilization(EN).await, Err(FaultKind::RateLimited(limit).into()));
    let FaultKind::RateLimited(left) = client.read_utilization(EN).await.expect_err("a fault").kind else {
        panic!("still limited")
    };
    assert!(left < limit && left > Duration::from_mins(1), "{left:?}");
    client.read_information(EN).await.expect("another endpoint");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_429_lasts_until_its_date_and_a_minute_without_one_and_never_for_days() {
    let in_90_s = clock::wall() + Duration::from_secs(90);
    let date =
        jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&in_90_s).expect("a date");
    for (headers, expected) in [
        (String::new(), 60..=60),
        (format!("Retry-After: {date}\r\n"), 80..=90),
        ("Retry-After: 31536000\r\n".to_owned(), 600..=600),
        ("Retry-After: 18446744073709551615\r\n".to_owned(), 600..=600),
        ("Retry-After: 0\r\n".to_owned(), 1..=1),
        ("Retry-After: later\r\n".to_owned(), 60..=60),
    ] {
        let server = Server::answering(&[answer("429 Slow down", &headers, "")]).await;
        let fault = buy(&server.client()).await.expect_err("a fault");
        let FaultKind::RateLimited(span) = fault.kind else { panic!("{fault:?}") };
        assert!(expected.contains(&span.as_secs()), "{headers}: {span:?}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_503_that_asks_for_more_time_than_there_is_is_not_repeated() {
    for asked in ["30", "18446744073709551615", "Fri, 20 Nov 2099 10:00:00 GMT"] {
        let server = Server::answering(&[answer("503 Busy", &format!("Retry-After: {asked}\r\n"), "")]).await;
        assert_eq!(server.client().read_utilization(EN).await, Err(FaultKind::Busy.into()));
        assert_eq!(server.requests().len(), 1, "a pause of {asked} does not fit");
    }
}

#[tokio::test]
async fn a_503_is_given_the_time_it_asks_for() {
    let busy = answer("503 Busy", "Retry-After: 1\r\n", "");
    let server = Server::answering(&[busy, answer("200 OK", "", UTILIZATION)]).await;
    let started = clock::Clock::start();
    server.client().read_utilization(EN).await.expect("a load");
    let took = started.now().moment.since(walkin::domain::time::Moment::default());
    assert!(took >= Duration::from_secs(1), "{took:?}, and the pause of the test is a millisecond");
    assert_eq!(server.requests().len(), 2);
}
