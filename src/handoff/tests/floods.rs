//! Crowds: who guesses, who is slow, who comes with hundreds.

use super::*;
use crate::handoff::guesses::{ALL_MAX, CLIENT_MAX};

const HURRIED: Limits = Limits { pause: Duration::ZERO, ..LIMITS };

/// Asks for wrong codes in the name of a client, so often, and gives the statuses.
async fn guess(kiosk: &Kiosk, client: &str, times: u32) -> Vec<u16> {
    let mut statuses = Vec::new();
    for n in 0..times {
        let request = format!("GET /{n:012} HTTP/1.1\r\nHost: k\r\nX-Forwarded-For: {client}\r\n\r\n");
        statuses.push(kiosk.send(&request).await.status);
    }
    statuses
}

fn count(statuses: &[u16], status: u16) -> u32 {
    u32::try_from(statuses.iter().filter(|it| **it == status).count()).expect("few")
}

/// Lets the server, on the same thread, read what was sent before anybody else comes.
async fn let_the_server_read() {
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn who_guesses_is_slowed_down_and_the_right_code_still_works() {
    let mut kiosk = Kiosk::open_with(without_proxies(), HURRIED).await;
    let statuses = guess(&kiosk, "203.0.113.9", CLIENT_MAX + 5).await;
    assert_eq!((count(&statuses, 404), count(&statuses, 429)), (CLIENT_MAX, 5));
    assert_eq!(kiosk.reports.recv().await, Some(Report::WrongCodes(CLIENT_MAX + 1)));
    assert!(kiosk.reports.try_recv().is_err(), "told once");

    let near = format!("/{}", "0".repeat(12));
    let first = kiosk.get(&near).await;
    for path in ["/x", "/", "/a/b", &format!("{}/", kiosk.path)] {
        assert_eq!(kiosk.get(path).await.undated(), first.undated(), "{path}");
    }
    assert_eq!(
        kiosk.send(&kiosk.request("take", "", "{}").replace(&kiosk.path, &near)).await.result(),
        said(429, "gone")
    );

    assert_eq!(kiosk.get(&kiosk.path).await.status, 200);
    let cookie = kiosk.take().await;
    let paying = kiosk.deliver(&cookie, 1);
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Token(..))));
    kiosk.handoff.answer(&page(1, 1).payment, PhoneVerdict::Accepted);
    assert_eq!(paying.await.expect("answered").result(), said(200, "accepted"));
}

#[tokio::test]
async fn behind_a_proxy_each_client_has_its_own_tries() {
    let kiosk = Kiosk::open_with(config(), HURRIED).await;
    assert_eq!(count(&guess(&kiosk, "203.0.113.9", CLIENT_MAX + 1).await, 429), 1);
    assert_eq!(guess(&kiosk, "203.0.113.10", 1).await, [404]);
    assert_eq!(guess(&kiosk, "1.2.3.4, 203.0.113.9", 1).await, [429], "what a client claims is not believed");
}

#[tokio::test]
async fn a_stranger_who_claims_other_addresses_is_counted_as_himself() {
    let kiosk = Kiosk::open_with(without_proxies(), HURRIED).await;
    let mut statuses = Vec::new();
    for n in 0..=CLIENT_MAX {
        statuses.extend(guess(&kiosk, &format!("198.51.100.{n}"), 1).await);
    }
    assert_eq!(count(&statuses, 429), 1);
}

#[tokio::test]
async fn many_who_guess_together_are_slowed_down_too() {
    let kiosk = Kiosk::open_with(config(), HURRIED).await;
    let mut statuses = Vec::new();
    for n in 0..=ALL_MAX {
        statuses.extend(guess(&kiosk, &format!("198.51.{}.{}", n / 256, n % 256), 1).await);
    }
    assert_eq!((count(&statuses, 404), count(&statuses, 429)), (ALL_MAX, 1));
    assert_eq!(kiosk.get(&kiosk.path).await.status, 200);
}

#[tokio::test]
async fn a_guess_too_many_waits_for_its_answer() {
    let never = Limits { pause: Duration::from_hours(1), ..LIMITS };
    let kiosk = Kiosk::open_with(without_proxies(), never).await;
    guess(&kiosk, "", CLIENT_MAX).await;
    let mut waiting = TcpStream::connect(&kiosk.host).await.expect("connected");
    waiting.write_all(b"GET /000000000000 HTTP/1.1\r\nHost: k\r\n\r\n").await.expect("sent");
    assert_eq!(kiosk.get(&kiosk.path).await.status, 200, "right codes do not wait");
    let mut none = [0; 1];
    assert!(waiting.try_read(&mut none).is_err(), "no answer yet");
}

#[tokio::test]
async fn whoever_is_slow_is_let_go() {
    let soon = Duration::from_millis(10);
    let kiosk = Kiosk::open_with(config(), Limits { head: soon, body: soon, ..LIMITS }).await;
    let mut silent = TcpStream::connect(&kiosk.host).await.expect("connected");
    silent.write_all(b"GET / HT").await.expect("sent");
    let closed = tokio::time::timeout(LIMITS.head, read(silent)).await;
    assert_eq!(closed.expect("let go").status, 0);

    let half = kiosk.request("token", "", "").replace("Content-Length: 0", "Content-Length: 9");
    assert_eq!(kiosk.send(&half).await.status, 408);
}

#[tokio::test]
async fn who_never_reads_holds_nothing_up() {
    let mut kiosk = Kiosk::open_with(without_proxies(), LIMITS).await;
    let mut readers = Vec::new();
    for _ in 0..100 {
        let mut reader = TcpStream::connect(&kiosk.host).await.expect("connected");
        reader.write_all(b"GET /-/page.js HTTP/1.1\r\nHost: k\r\n\r\n").await.expect("sent");
        readers.push(reader);
    }
    kiosk.take().await;
}

#[tokio::test]
async fn hundreds_of_half_open_connections_do_not_keep_a_phone_out() {
    let patient = Limits { head: Duration::from_hours(1), ..LIMITS };
    let mut kiosk = Kiosk::open_with(without_proxies(), patient).await;
    let mut crowd = Vec::new();
    for n in 0..400 {
        let mut half = TcpStream::connect(&kiosk.host).await.expect("connected");
        // Some say nothing, some begin to ask, some promise a body.
        let begun = match n % 3 {
            0 => String::new(),
            1 => format!("GET {} HTTP/1.1\r\nHost:", kiosk.path),
            _ => kiosk.request("take", "", "").replace("Content-Length: 0", "Content-Length: 9"),
        };
        half.write_all(begun.as_bytes()).await.ok();
        crowd.push(half);
    }
    assert_eq!(kiosk.get(&kiosk.path).await.status, 200);
    let cookie = kiosk.take().await;
    let paying = kiosk.deliver(&cookie, 1);
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Token(..))));

    // The waiting phone has proved whose it is: a further crowd does not push it out.
    for _ in 0..400 {
        crowd.push(TcpStream::connect(&kiosk.host).await.expect("connected"));
    }
    assert_eq!(kiosk.look(&cookie).await.stage(), "look");
    kiosk.handoff.answer(&page(1, 1).payment, PhoneVerdict::Accepted);
    assert_eq!(paying.await.expect("answered").result(), said(200, "accepted"));
    for half in crowd.drain(..300) {
        let closed = tokio::time::timeout(LIMITS.head, read(half)).await;
        assert_eq!(closed.expect("let go").status, 0, "the oldest go");
    }
}

#[tokio::test]
async fn who_knows_the_code_of_a_page_that_is_taken_keeps_nobody_out() {
    let mut kiosk = Kiosk::open_with(without_proxies(), LIMITS).await;
    let cookie = kiosk.take().await;
    let name = cookie.split('=').next().expect("a name");
    let paying = kiosk.deliver(&cookie, 1);
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Token(..))));
    let mut crowd = Vec::new();
    for n in 0..100 {
        let mut half = TcpStream::connect(&kiosk.host).await.expect("connected");
        let stolen = if n % 2 == 0 { String::new() } else { format!("{name}={}", "0".repeat(26)) };
        let asks = kiosk.request("state", &stolen, "").replace("Content-Length: 0", "Content-Length: 9");
        half.write_all(asks.as_bytes()).await.ok();
        crowd.push(half);
        let_the_server_read().await;
    }
    assert_eq!(kiosk.look(&cookie).await.stage(), "look");
    kiosk.handoff.answer(&page(1, 1).payment, PhoneVerdict::Accepted);
    assert_eq!(paying.await.expect("answered").result(), said(200, "accepted"));
}

#[tokio::test]
async fn who_knows_the_code_of_a_page_that_is_free_keeps_nobody_out() {
    let kiosk = Kiosk::open_with(without_proxies(), LIMITS).await;
    let cookie = kiosk.get(&kiosk.path).await.cookie();
    let mut crowd = Vec::new();
    for _ in 0..100 {
        let mut half = TcpStream::connect(&kiosk.host).await.expect("connected");
        let asks = kiosk.request("take", &cookie, "").replace("Content-Length: 0", "Content-Length: 9");
        half.write_all(asks.as_bytes()).await.ok();
        crowd.push(half);
        let_the_server_read().await;
    }
    assert_eq!(kiosk.get(&kiosk.path).await.status, 200);
}

#[tokio::test]
async fn whoever_waits_for_a_slow_answer_loses_his_place_to_a_newcomer() {
    let never = Limits { pause: Duration::from_hours(1), ..LIMITS };
    let kiosk = Kiosk::open_with(without_proxies(), never).await;
    guess(&kiosk, "", CLIENT_MAX).await;
    let mut crowd = Vec::new();
    for _ in 0..40 {
        let mut guess = TcpStream::connect(&kiosk.host).await.expect("connected");
        // What follows the request keeps the server from reading on.
        guess.write_all(b"GET /000000000000 HTTP/1.1\r\nHost: k\r\n\r\nmore").await.ok();
        crowd.push(guess);
    }
    assert_eq!(kiosk.get(&kiosk.path).await.status, 200);
    let first = tokio::time::timeout(LIMITS.head, read(crowd.swap_remove(0))).await;
    assert_eq!(first.expect("let go").status, 0);
}

#[tokio::test]
async fn a_proxy_is_not_taken_for_one_client() {
    for (config, expected) in [(config(), 200), (without_proxies(), 0)] {
        let kiosk = Kiosk::open_with(config, LIMITS).await;
        let mut first = TcpStream::connect(&kiosk.host).await.expect("connected");
        let mut crowd = Vec::new();
        for _ in 0..50 {
            crowd.push(TcpStream::connect(&kiosk.host).await.expect("connected"));
        }
        // Whoever is answered came after the crowd, so the crowd has been let in.
        assert_eq!(kiosk.get(&kiosk.path).await.status, 200);
        first.write_all(format!("GET {} HTTP/1.1\r\nHost: k\r\n\r\n", kiosk.path).as_bytes()).await.ok();
        assert_eq!(read(first).await.status, expected);
    }
}
