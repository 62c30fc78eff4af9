//! How a phone pays, and what it is told.

use super::*;

#[tokio::test]
async fn a_phone_gets_the_session_when_it_takes_the_payment() {
    let mut kiosk = Kiosk::open().await;
    let first = kiosk.post("take", "", "{}").await;
    assert_eq!(first.result(), said(200, "cookie"));
    assert!(kiosk.reports.try_recv().is_err(), "a browser that keeps no cookie binds nothing");
    let taken = kiosk.post("take", &first.cookie(), "{}").await;
    let cookie = taken.header("set-cookie");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");
    let expected = serde_json::json!({
        "userSessionToken": "session-token", "environment": "test", "countryCode": "DE", "locale": "en",
        "widgetUrl": "https://widget.example/widget.js", "session": 1,
        "step": 1, "claim": "5555-5555-5555",
    });
    assert_eq!(taken.json(), expected);
    assert_eq!(kiosk.reports.recv().await, Some(Report::Taken(page(1, 1).payment.clone())));

    let again = kiosk.post("take", &taken.cookie(), "{}").await;
    assert_eq!((again.json(), again.header("set-cookie")), (expected, cookie));
    assert!(kiosk.reports.try_recv().is_err(), "taken once");
}

#[tokio::test]
async fn the_whole_claim_code_is_for_the_browser_that_has_taken_the_payment() {
    let mut kiosk = Kiosk::open().await;
    let before = kiosk.look("").await.body;
    assert!(before.contains("5555-5555") && !before.contains("5555-5555-5555"), "{before}");
    let cookie = kiosk.take().await;
    assert!(kiosk.look(&cookie).await.body.contains("5555-5555-5555"));
    let other = kiosk.post("take", "", "{}").await.cookie();
    assert!(!kiosk.look(&other).await.body.contains("5555"));
    assert_eq!(kiosk.post("take", &other, "{}").await.result(), said(409, "in-use"));
}

#[tokio::test]
async fn the_verdict_reaches_the_phone_and_every_further_try_of_it() {
    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    let (first, second) = (kiosk.deliver(&cookie, 1), kiosk.deliver(&cookie, 1));
    let reported = Report::Token(page(1, 1).payment.clone(), Secret::new("token-1"));
    assert_eq!(kiosk.reports.recv().await, Some(reported));
    kiosk.handoff.answer(&page(1, 1).payment, PhoneVerdict::Accepted);
    kiosk.handoff.hide_page(&page(1, 1).payment);
    let third = kiosk.deliver(&cookie, 1);
    for answer in [first, second, third] {
        assert_eq!(answer.await.expect("answered").result(), said(200, "accepted"));
    }
    assert!(kiosk.reports.try_recv().is_err(), "reported once");
}

#[tokio::test]
async fn a_token_that_nobody_waits_for_is_too_late() {
    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    let waiting = kiosk.deliver(&cookie, 1);
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Token(..))));
    kiosk.handoff.answer(&page(1, 1).payment, PhoneVerdict::TooLate);
    kiosk.handoff.hide_page(&page(1, 1).payment);
    assert_eq!(waiting.await.expect("answered").result(), said(200, "too-late"));
}

#[tokio::test]
async fn a_token_for_an_ended_page_is_too_late() {
    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    kiosk.handoff.hide_page(&page(1, 1).payment);
    assert_eq!(kiosk.deliver(&cookie, 1).await.expect("answered").result(), said(200, "too-late"));
    assert_eq!(kiosk.deliver("", 1).await.expect("answered").result(), said(404, "gone"));
    assert!(kiosk.reports.try_recv().is_err(), "nobody hears of it");
    assert_eq!(kiosk.post("take", &cookie, "{}").await.result(), said(200, "ended"));
}

#[tokio::test]
async fn without_a_verdict_in_time_the_phone_is_sent_to_the_kiosk() {
    let mut kiosk = Kiosk::open_with(config(), Limits { answer: Duration::ZERO, ..LIMITS }).await;
    let cookie = kiosk.take().await;
    let unsure = kiosk.deliver(&cookie, 1).await.expect("answered");
    assert_eq!(unsure.result(), said(200, "look"));
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Token(..))));
    assert_eq!(kiosk.post("take", &cookie, "{}").await.result(), said(200, "look"), "not to be paid again");
    kiosk.handoff.answer(&page(1, 1).payment, PhoneVerdict::Accepted);
    assert_eq!(kiosk.deliver(&cookie, 1).await.expect("answered").result(), said(200, "accepted"));
}

#[tokio::test]
async fn a_longer_session_goes_on_under_the_same_address() {
    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    let waiting = kiosk.deliver(&cookie, 1);
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Token(..))));
    let address = kiosk.handoff.show_page(page(2, 1)).expect("shown");
    assert_eq!(path_of(&address), kiosk.path);
    assert_eq!(waiting.await.expect("answered").result(), said(200, "renewed"), "who waited is told");

    let told = kiosk.post("state", &cookie, r#"{"state":"open","session":1}"#).await;
    assert_eq!((told.result(), told.json()["session"].as_u64()), (said(200, "open"), Some(2)));
    assert_eq!(kiosk.post("take", &cookie, "{}").await.json()["session"], 2);
    assert_eq!(kiosk.deliver(&cookie, 1).await.expect("answered").result(), said(200, "renewed"));
    assert!(kiosk.reports.try_recv().is_err(), "nothing of the older session is news");

    let paying = kiosk.deliver(&cookie, 2);
    let reported = Report::Token(page(2, 1).payment.clone(), Secret::new("token-2"));
    assert_eq!(kiosk.reports.recv().await, Some(reported));
    kiosk.handoff.answer(&page(2, 1).payment, PhoneVerdict::Accepted);
    assert_eq!(paying.await.expect("answered").result(), said(200, "accepted"));
}

#[tokio::test]
async fn a_code_shown_again_is_a_new_one_and_the_old_phone_is_told() {
    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    kiosk.handoff.hide_page(&page(1, 1).payment);
    let new = path_of(&kiosk.handoff.show_page(page(1, 2)).expect("shown"));
    assert_ne!(new, kiosk.path);
    let told = kiosk.post("state", &cookie, r#"{"state":"open","session":1}"#).await;
    assert_eq!(told.result(), said(200, "new-code"));
    assert_eq!(kiosk.look(&cookie).await.stage(), "new-code");
    assert_eq!(kiosk.get(&new).await.stage(), "", "free for any phone");
    kiosk.handoff.hide_page(&page(1, 2).payment);
    assert_eq!(kiosk.look(&cookie).await.stage(), "ended", "that one has ended too");
}

#[tokio::test]
async fn the_kiosk_hears_the_news_of_the_phone_that_has_the_payment() {
    let mut kiosk = Kiosk::open().await;
    let early = kiosk.post("state", "", r#"{"state":"open","session":1}"#).await;
    assert_eq!(early.result(), said(409, "in-use"), "nobody has taken it");
    let cookie = kiosk.take().await;
    let states = ["open", "open", "processing", "declined", "closed", "broken", "broken"];
    for state in states {
        let told = kiosk.post("state", &cookie, &format!(r#"{{"state":"{state}","session":1}}"#)).await;
        let expected =
            serde_json::json!({"result": "open", "session": 1, "step": 1, "left": 0, "more": true});
        assert_eq!(told.json(), expected);
    }
    let heard = std::iter::from_fn(|| kiosk.reports.try_recv().ok()).collect::<Vec<_>>();
    let expected = [
        PhoneProgress::Open,
        PhoneProgress::Processing,
        PhoneProgress::Declined,
        PhoneProgress::Closed,
        PhoneProgress::Broken,
    ];
    assert_eq!(heard, expected.map(|progress| Report::Progress(page(1, 1).payment.clone(), progress)));
}

#[tokio::test]
async fn a_phone_is_told_how_much_time_is_left_and_whether_there_can_be_more() {
    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    for (seconds, extendable) in [(3_600, true), (60, false)] {
        let until = crate::clock::wall() + Duration::from_secs(seconds);
        let shown = PhonePage { until, extendable, ..PhonePage::clone(&page(1, 1)) };
        kiosk.handoff.show_page(Arc::new(shown)).expect("shown");
        let told = kiosk.post("state", &cookie, r#"{"state":"open","session":1}"#).await.json();
        let left = told["left"].as_u64().expect("seconds");
        assert!(left <= seconds && left + 30 > seconds, "{told}");
        assert_eq!(told["more"], extendable);
    }
}

#[tokio::test]
async fn what_a_kiosk_does_not_remember_is_never_said_to_be_unpaid() {
    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    let paying = kiosk.deliver(&cookie, 1);
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Token(..))));
    kiosk.handoff.answer(&page(1, 1).payment, PhoneVerdict::Accepted);
    paying.await.expect("answered");
    let without = kiosk.deliver("", 1).await.expect("answered");
    assert_eq!(without.result(), said(404, "gone"), "the cookie is lost");
    // After a restart the same code is one of those that lead nowhere.
    let restarted = Kiosk::open().await;
    kiosk.host.clone_from(&restarted.host);
    let again = kiosk.deliver(&cookie, 1).await.expect("answered");
    assert_eq!(again.result(), said(404, "gone"));
    assert!(!kiosk.look(&cookie).await.body.contains("charged"));
}

#[tokio::test]
async fn a_payment_that_was_accepted_may_turn_out_unused() {
    let mut kiosk = Kiosk::open().await;
    let payment = page(1, 1).payment.clone();
    let cookie = kiosk.take().await;
    let paying = kiosk.deliver(&cookie, 1);
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Token(..))));
    kiosk.handoff.answer(&payment, PhoneVerdict::Accepted);
    assert_eq!(paying.await.expect("answered").result(), said(200, "accepted"));
    kiosk.handoff.hide_page(&payment);
    kiosk.handoff.answer(&payment, PhoneVerdict::Unused);
    let told = kiosk.post("state", &cookie, r#"{"state":"processing","session":1}"#).await;
    assert_eq!(told.result(), said(200, "unused"));
    assert_eq!(kiosk.deliver(&cookie, 1).await.expect("answered").result(), said(200, "unused"));
    assert_eq!(kiosk.get(&kiosk.path).await.status, 404, "dead for everybody else");
    assert!(kiosk.reports.try_recv().is_err());
}

#[tokio::test]
async fn a_lost_answer_locks_nobody_out() {
    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.get(&kiosk.path).await.cookie();
    let lost = kiosk.post("take", &cookie, "{}").await;
    let again = kiosk.post("take", &cookie, "{}").await;
    assert_eq!((again.status, again.body), (200, lost.body));
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Taken(_))));
    assert!(kiosk.reports.try_recv().is_err(), "taken once");
}

#[tokio::test]
async fn a_second_browser_neither_pays_nor_tells_nor_delivers() {
    let mut kiosk = Kiosk::open().await;
    let before = kiosk.deliver("", 1).await.expect("answered");
    assert_eq!(before.result(), said(409, "in-use"), "nobody has taken it");
    let cookie = kiosk.take().await;
    let name = cookie.split('=').next().expect("a name");
    for other in [String::new(), format!("{name}=0000"), format!("{name}={}", "0".repeat(26))] {
        assert_eq!(kiosk.post("take", &other, "{}").await.result(), said(409, "in-use"));
        let told = kiosk.post("state", &other, r#"{"state":"closed","session":1}"#).await;
        assert_eq!(told.result(), said(409, "in-use"));
        assert_eq!(kiosk.post("token", &other, &token(1)).await.result(), said(409, "in-use"));
    }
    assert!(kiosk.reports.try_recv().is_err());
    let several = format!("a=b; {name}=0000; {cookie}; {name}x=1");
    assert_eq!(kiosk.post("take", &several, "{}").await.status, 200, "found among others");
}

#[tokio::test]
async fn a_kiosk_that_does_not_listen_gives_no_payment_away() {
    let mut kiosk = Kiosk::open().await;
    kiosk.reports.close();
    let cookie = kiosk.get(&kiosk.path).await.cookie();
    assert_eq!(kiosk.post("take", &cookie, "{}").await.result(), said(503, "busy"));
    assert_eq!(kiosk.get(&kiosk.path).await.stage(), "", "still free");
}

#[tokio::test]
async fn a_start_that_cannot_work_says_why() {
    let words = Arc::new(Words::load().expect("word files"));
    let (sender, _reports) = mpsc::channel(1);
    let start = |config: PaymentConfig| {
        let (words, sender) = (Arc::clone(&words), sender.clone());
        async move { Handoff::start(&config, words, sender).await.err().map(|error| error.to_string()) }
    };
    let taken = Kiosk::open().await;
    let listen = taken.host.parse().expect("an address");
    let busy = start(PaymentConfig { listen, ..config() }).await.expect("an error");
    assert!(busy.starts_with("payment.listen: "), "{busy}");
    let long =
        start(PaymentConfig { public_url: Some(format!("https://{}.example", "a".repeat(60))), ..config() })
            .await;
    assert!(long.expect("an error").contains("at most 61 characters"));
    let widget = start(PaymentConfig { widget_url: "widget.js".into(), ..config() }).await;
    assert!(widget.expect("an error").starts_with("payment.widget_url: "));
}
