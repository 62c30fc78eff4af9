//! What is seen under an address, by whom.

use super::*;

const PURCHASE: [&str; 3] = ["Kraftwerk Mitte", "Day ticket", "19.99"];

#[tokio::test]
async fn a_phone_sees_what_it_pays() {
    let kiosk = Kiosk::open().await;
    let shown = kiosk.get(&kiosk.path).await;
    assert_eq!((shown.status, shown.stage()), (200, ""));
    for seen in PURCHASE.into_iter().chain(["Continue to payment"]) {
        assert!(shown.body.contains(seen), "{seen} is missing in {}", shown.body);
    }
}

#[tokio::test]
async fn no_secret_is_in_the_page_its_headers_or_its_address() {
    let mut kiosk = Kiosk::open().await;
    let free = kiosk.get(&kiosk.path).await;
    let cookie = kiosk.take().await;
    let taken = kiosk.look(&cookie).await;
    kiosk.handoff.hide_page(&page(1, 1).payment);
    let ended = kiosk.look(&cookie).await;
    assert!(kiosk.path.len() == 13 && kiosk.path[1..].bytes().all(|b| b.is_ascii_alphanumeric()));
    let own = cookie.split_once('=').expect("a cookie").1;
    for answer in [free, taken, ended] {
        assert!(answer.body.contains("Day ticket"), "{}", answer.body);
        for secret in ["session-token", own] {
            let head = answer.head.replace(&format!("={own};"), "");
            assert!(!answer.body.contains(secret) && !head.contains(secret), "{secret}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn fetching_ahead_changes_nothing() {
    let mut kiosk = Kiosk::open().await;
    let first = kiosk.get(&kiosk.path).await;
    for method in ["GET", "HEAD", "GET"] {
        let ahead = kiosk.send(&format!("{method} {} HTTP/1.1\r\nHost: k\r\n\r\n", kiosk.path)).await;
        assert_eq!((ahead.status, ahead.body.is_empty()), (200, method == "HEAD"));
    }
    assert_eq!(kiosk.get(&kiosk.path.to_lowercase()).await.body, first.body, "in any case");
    assert_eq!(
        kiosk.get(&format!("{}?redirectResult=x", kiosk.path)).await.body,
        first.body,
        "a query is not ours"
    );
    assert!(kiosk.reports.try_recv().is_err());
    kiosk.take().await;
}

#[tokio::test]
async fn each_browser_sees_what_is_its_own() {
    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    let own = kiosk.look(&cookie).await;
    assert_eq!((own.status, own.stage()), (200, "taken"), "a reload goes on by itself");
    let query = format!("GET {}?back=1 HTTP/1.1\r\nHost: k\r\nCookie: {cookie}\r\n\r\n", kiosk.path);
    assert_eq!(kiosk.send(&query).await.stage(), "taken", "and so does the way back from the bank");

    let other = kiosk.get(&kiosk.path).await;
    assert_eq!(other.status, 409);
    assert!(other.body.contains("Already opened elsewhere") && !other.body.contains("<button"));
    for hidden in PURCHASE {
        assert!(!other.body.contains(hidden), "{}", other.body);
    }
    assert_eq!(other.header("set-cookie"), "");

    let german = PhonePage { language: Language::De, ..PhonePage::clone(&page(1, 1)) };
    kiosk.handoff.show_page(Arc::new(german)).expect("shown");
    let other = kiosk.get(&kiosk.path).await;
    assert!(other.body.contains("Schon woanders geöffnet"), "in the language of the visit: {}", other.body);
}

#[tokio::test]
async fn what_became_of_a_page_is_for_the_browser_that_had_taken_it() {
    let gone = |kiosk: &Kiosk| {
        let (host, path) = (kiosk.host.clone(), kiosk.path.clone());
        async move {
            let get = |path: String| format!("GET {path} HTTP/1.1\r\nHost: k\r\n\r\n");
            let (other, nowhere) =
                (send(&host, &get(path)).await, send(&host, &get("/000000000000".into())).await);
            assert_eq!(other.undated(), nowhere.undated());
        }
    };
    let payment = page(1, 1).payment.clone();

    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    kiosk.handoff.hide_page(&payment);
    assert_eq!(kiosk.look(&cookie).await.stage(), "ended");
    gone(&kiosk).await;

    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    let paying = kiosk.deliver(&cookie, 1);
    kiosk.reports.recv().await.expect("a token");
    assert_eq!(kiosk.look(&cookie).await.stage(), "look");
    kiosk.handoff.answer(&payment, PhoneVerdict::Accepted);
    assert_eq!(kiosk.look(&cookie).await.stage(), "accepted");
    gone(&kiosk).await;
    kiosk.handoff.hide_page(&payment);
    assert_eq!(kiosk.look(&cookie).await.stage(), "accepted");
    assert_eq!(
        kiosk.post("state", &cookie, r#"{"state":"open","session":1}"#).await.result(),
        said(200, "accepted")
    );
    paying.await.expect("answered");
    kiosk.handoff.answer(&payment, PhoneVerdict::Unused);
    assert_eq!(kiosk.look(&cookie).await.stage(), "unused");
    gone(&kiosk).await;

    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    let paying = kiosk.deliver(&cookie, 1);
    kiosk.reports.recv().await.expect("a token");
    kiosk.handoff.hide_page(&payment);
    kiosk.handoff.answer(&payment, PhoneVerdict::TooLate);
    paying.await.expect("answered");
    assert_eq!(kiosk.look(&cookie).await.stage(), "too-late");
    gone(&kiosk).await;
}

#[tokio::test]
async fn wrong_codes_all_answer_alike() {
    let kiosk = Kiosk::open().await;
    let mut near = kiosk.path.clone();
    let last = if near.pop() == Some('0') { '1' } else { '0' };
    near.push(last);
    let gone = kiosk.get("/000000000000").await;
    assert_eq!(gone.status, 404);
    assert!(gone.body.contains("look at the kiosk"));
    let slash = format!("{}/", kiosk.path);
    let further = format!("{}/x", kiosk.path);
    for path in [&near, "/", "/x", "/%F0%9F", "/../etc/passwd", &slash, &further, "/a/b/c", "/favicon.ico"] {
        assert_eq!(kiosk.get(path).await.undated(), gone.undated(), "{path}");
    }
    let wrong = |what: &str, body: &str| kiosk.request(what, "", body).replace(&kiosk.path, &near);
    assert_eq!(kiosk.send(&wrong("take", "{}")).await.result(), said(404, "gone"));
    assert_eq!(
        kiosk.send(&wrong("state", r#"{"state":"open","session":1}"#)).await.result(),
        said(404, "gone")
    );
    assert_eq!(kiosk.send(&wrong("token", &token(1))).await.result(), said(404, "gone"));
    assert_eq!(kiosk.send(&wrong("sign", r#"{"texts":[]}"#)).await.result(), said(404, "gone"));
}

#[tokio::test]
async fn every_answer_stays_out_of_caches_frames_and_referrers() {
    let kiosk = Kiosk::open().await;
    for path in [kiosk.path.as_str(), "/-/page.js", "/-/sign.js", "/wrong", "/AAAAAAAAAAAA/take"] {
        let answer = kiosk.get(path).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("connection"), "close", "{path}");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("script-src 'self' https://widget.example;"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    }
    assert!(kiosk.get("/-/page.js").await.body.contains("paymentWidget.init"));
}

#[tokio::test]
async fn the_pages_have_the_colours_of_the_kiosk() {
    let kiosk = Kiosk::open().await;
    assert!(kiosk.get(&kiosk.path).await.body.contains("--act: #000000;"));
    let scheme = Scheme { act: Rgb(1, 2, 3), ..Colours::default().light };
    kiosk.handoff.paint(&Colours { light: scheme, dark: scheme });
    for path in [&kiosk.path, "/wrong", "/deep/and/wrong"] {
        assert!(kiosk.get(path).await.body.contains("--act: #010203;"), "{path}");
    }
}

#[tokio::test]
async fn a_page_under_a_path_is_found_with_and_without_it() {
    let public_url = Some("https://pay.gym.example/k1".into());
    let kiosk = Kiosk::open_with(PaymentConfig { public_url, ..config() }, LIMITS).await;
    let code = kiosk.path.strip_prefix("/K1/").expect("a path");
    let mut cookie = String::new();
    // Browsers compare the path of a cookie letter by letter.
    for (front, path) in [("", "/K1"), ("/K1", "/K1"), ("/k1", "/")] {
        let shown = kiosk.get(&format!("{front}/{code}")).await;
        assert_eq!((shown.status, shown.stage()), (200, ""), "{front}");
        let set = shown.header("set-cookie");
        assert!(set.ends_with(&format!("; Path={path}; HttpOnly; SameSite=Lax; Secure")), "{set}");
        assert_eq!(kiosk.get(&format!("{front}/-/page.js")).await.status, 200, "{front}");
        cookie = shown.cookie();
    }
    for front in ["", "/K1", "/k1"] {
        let request = kiosk.request("take", &cookie, "{}").replace("/K1/", &format!("{front}/"));
        assert_eq!(kiosk.send(&request).await.status, 200, "{front}");
    }
}
