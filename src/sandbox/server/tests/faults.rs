//! What a caller sees of each fault, byte for byte, and whether the studio has acted.

use super::*;

/// A studio with these faults, and the header of its key.
async fn failing(rules: &[&str]) -> (Studio, String) {
    let faults = Faults::new(rules.iter().map(|text| text.parse().expect("a fault")));
    let here = SocketAddr::from(([127, 0, 0, 1], 0));
    let studio = Studio::start(here, 7, faults, noon).await.expect("a studio");
    let key = format!("X-API-KEY: {}\r\n", studio.key);
    (studio, key)
}

const PURCHASE: &str = "POST /v1/online-offers/purchase";

/// An order of the guest pass, which costs nothing.
fn order() -> String {
    json!({"onlineOfferId": 41301, "customerId": 200_101, "validFrom": "2026-06-10"}).to_string()
}

/// How many passes were sold by this studio; one was sold before it opened.
fn sold(studio: &Studio) -> usize {
    studio.visit(|world| world.purchases().len()) - 1
}

/// Waits until the studio has sold as many.
async fn until_sold(studio: &Studio, count: usize) {
    tokio::time::timeout(Duration::from_secs(20), async {
        while sold(studio) < count {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("a sale");
}

#[tokio::test]
async fn a_connection_is_cut_without_a_byte_before_and_after_the_studio_acts() {
    let (studio, key) = failing(&["purchase:lost-request@1", "purchase:lost-answer@2"]).await;
    assert_eq!(exchange(&studio, PURCHASE, &key, &order()).await, "");
    assert_eq!(sold(&studio), 0);
    assert_eq!(exchange(&studio, PURCHASE, &key, &order()).await, "");
    assert_eq!(sold(&studio), 1);
    assert_eq!(send(&studio, PURCHASE, &key, &order()).await.status, 200);
}

#[tokio::test]
async fn an_answer_without_a_body_is_cut_as_well() {
    let (studio, key) = failing(&["key-check:lost-answer@1", "key-check:half-body@2"]).await;
    assert_eq!(exchange(&studio, "HEAD /", &key, "").await, "");
    assert_eq!(exchange(&studio, "HEAD /", &key, "").await, "");
    assert_eq!(send(&studio, "HEAD /", &key, "").await.status, 200);
}

#[tokio::test]
async fn an_answer_that_never_comes_ends_with_the_studio() {
    let (studio, key) = failing(&["purchase:timeout@1", "offers:hang"]).await;
    let waits = tokio::spawn(exchange(&studio, PURCHASE, &key, &order()));
    let hangs = tokio::spawn(exchange(&studio, "GET /v1/online-offers/purchasable", &key, ""));
    until_sold(&studio, 1).await;
    assert_eq!(send(&studio, "GET /v1/studios/information", &key, "").await.status, 200, "others are served");
    assert!(!waits.is_finished() && !hangs.is_finished());
    studio.stop().await;
    assert_eq!((waits.await.expect("an end"), hangs.await.expect("an end")), (String::new(), String::new()));
}

#[tokio::test]
async fn a_caller_who_has_enough_of_waiting_ends_it() {
    let (studio, key) = failing(&["purchase:hang"]).await;
    let address = studio.api.strip_prefix("http://").expect("an address").to_owned();
    let body = order();
    let ended = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("a connection");
        let head = format!("{PURCHASE} HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n{key}\r\n", body.len());
        stream.write_all((head + &body).as_bytes()).expect("sent");
        stream.set_read_timeout(Some(Duration::from_millis(50))).expect("a limit");
        stream.read(&mut [0; 1]).expect_err("nothing comes").kind()
    });
    let ended = ended.await.expect("an end");
    assert!(matches!(ended, std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut), "{ended:?}");
    assert_eq!(sold(&studio), 0);
    studio.stop().await;
}

#[tokio::test]
async fn half_a_body_has_the_head_of_a_whole_one() {
    let (studio, key) = failing(&["purchase:half-body"]).await;
    let got = send(&studio, PURCHASE, &key, &order()).await;
    let length = got.head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
    let length: usize = length.expect("a length").parse().expect("a length");
    assert_eq!((got.status, got.body.len()), (200, length / 2));
    assert!(got.body.starts_with('{') && got.head.contains("content-type: application/json"), "{}", got.head);
    assert_eq!(sold(&studio), 1);
}

#[tokio::test]
async fn a_slow_answer_is_whole_and_takes_its_time() {
    let (studio, key) = failing(&["purchase:slow-drip=50ms"]).await;
    let began = crate::clock::Clock::start();
    let got = send(&studio, PURCHASE, &key, &order()).await;
    assert!(began.now().moment.since(crate::domain::time::Moment::default()) >= Duration::from_millis(50));
    assert!(got.json()["onlineOfferPurchaseId"].is_u64());
    assert!(got.head.contains(&format!("content-length: {}", got.body.len())), "{}", got.head);
}

#[tokio::test]
async fn garbage_is_a_page_with_status_200() {
    let (studio, key) = failing(&["purchase:garbage"]).await;
    let got = send(&studio, PURCHASE, &key, &order()).await;
    assert_eq!((got.status, sold(&studio)), (200, 1));
    assert!(got.body.starts_with("<!doctype html>") && got.head.contains("text/html"), "{}", got.head);
    assert!(got.head.contains("date: wed, 10 jun 2026 12:00:00 gmt"), "{}", got.head);
}

#[tokio::test]
async fn a_refusal_may_be_true_or_not() {
    let (studio, key) = failing(&["purchase:status=429@1", "purchase:done-but-status=500@2"]).await;
    let limited = send(&studio, PURCHASE, &key, &order()).await;
    assert_eq!((limited.status, sold(&studio)), (429, 0));
    assert!(limited.head.contains("retry-after: 60"), "{}", limited.head);
    let broken = send(&studio, PURCHASE, &key, &order()).await;
    assert_eq!((broken.status, sold(&studio)), (500, 1));
    assert!(broken.json()["errorMessage"].is_string() && !broken.head.contains("retry-after"));
}

#[tokio::test]
async fn a_duplicate_is_delivered_twice() {
    let (studio, key) = failing(&["purchase:duplicate-delivery@1"]).await;
    assert_eq!(send(&studio, PURCHASE, &key, &order()).await.status, 200);
    assert_eq!(sold(&studio), 2);
}

#[tokio::test]
async fn a_late_delivery_happens_after_its_connection_is_gone() {
    let (studio, key) = failing(&["purchase:late-delivery=50ms"]).await;
    assert_eq!(exchange(&studio, PURCHASE, &key, &order()).await, "");
    until_sold(&studio, 1).await;
}

#[tokio::test]
async fn the_date_shows_a_clock_that_is_off() {
    let (studio, key) = failing(&["any:clock-off=5m@1"]).await;
    let date = |got: &Got| got.head.lines().find_map(|line| line.strip_prefix("date: ").map(str::to_owned));
    let got = send(&studio, "GET /v1/studios/information", &key, "").await;
    assert_eq!(date(&got).as_deref(), Some("wed, 10 jun 2026 12:05:00 gmt"));
    let got = send(&studio, "GET /v1/studios/information", &key, "").await;
    assert_eq!(date(&got).as_deref(), Some("wed, 10 jun 2026 12:00:00 gmt"));
}

#[tokio::test]
async fn pages_are_served_whatever_happens_to_the_api() {
    let (studio, _) = failing(&["any:lost-request"]).await;
    assert_eq!(send(&studio, "GET /widget.js", "", "").await.status, 200);
    assert_eq!(exchange(&studio, "GET /v1/studios/information", "", "").await, "");
}
