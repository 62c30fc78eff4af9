//! How a phone signs, and goes from one step to the next.

use serde_json::{Value, json};

use super::*;
use crate::domain::membership::{Attachment, Signature};

async fn open() -> Kiosk {
    Kiosk::open_at(signing(papers()), config(), LIMITS).await
}

/// A drawing, as the page's script sends it.
fn drawing() -> String {
    let drawn = scribble(&papers()).and_then(|drawn| drawn.contract).expect("drawn");
    drawn.base64_svg().to_owned()
}

/// What the page's script sends when everything is signed.
fn signed() -> Value {
    json!({"contract": drawing(), "texts": [{"id": "77", "svg": drawing()}]})
}

/// Sends what was signed in the background; the answer comes with what follows.
fn sign(kiosk: &Kiosk, cookie: &str) -> tokio::task::JoinHandle<Answer> {
    let (host, request) = (kiosk.host.clone(), kiosk.request("sign", cookie, &signed().to_string()));
    tokio::spawn(async move { send(&host, &request).await })
}

#[tokio::test]
async fn one_code_leads_from_signing_to_the_instrument_and_to_the_payment() {
    let mut kiosk = open().await;
    let cookie = kiosk.take().await;
    let taken = kiosk.post("take", &cookie, "{}").await.json();
    assert_eq!(taken, json!({"session": 0, "step": 1, "claim": "5555-5555-5555"}));

    let first = sign(&kiosk, &cookie);
    let heard = kiosk.reports.recv().await;
    let Some(Report::Signed(payment, signatures)) = heard else { panic!("{heard:?}") };
    assert_eq!(payment, signing(papers()).payment);
    assert!(papers().are_signed_by(&signatures));
    assert_eq!(path_of(&kiosk.handoff.show_page(keeping(1)).expect("shown")), kiosk.path);
    assert_eq!(first.await.expect("answered").result(), said(200, "next"));

    let told = kiosk.post("state", &cookie, r#"{"state":"open","session":0}"#).await.json();
    assert_eq!((&told["session"], &told["step"]), (&json!(1), &json!(2)));
    let second = kiosk.deliver(&cookie, 1);
    let heard = kiosk.reports.recv().await;
    assert_eq!(heard, Some(Report::Token(keeping(1).payment.clone(), Secret::new("token-1"))));
    kiosk.handoff.show_page(paying(2)).expect("shown");
    assert_eq!(second.await.expect("answered").result(), said(200, "next"), "no verdict between two steps");
    let taken = kiosk.post("take", &cookie, "{}").await.json();
    assert_eq!((&taken["userSessionToken"], &taken["step"]), (&json!("session-token-2"), &json!(3)));

    let third = kiosk.deliver(&cookie, 2);
    let heard = kiosk.reports.recv().await;
    assert_eq!(heard, Some(Report::Token(paying(2).payment.clone(), Secret::new("token-2"))));
    kiosk.handoff.answer(&paying(2).payment, PhoneVerdict::Accepted);
    assert_eq!(third.await.expect("answered").result(), said(200, "accepted"));
    assert!(kiosk.look(&cookie).await.body.contains("✓ Payment confirmed"));
}

#[tokio::test]
async fn what_is_only_signed_ends_with_the_verdict() {
    let mut kiosk = open().await;
    let cookie = kiosk.take().await;
    let waiting = sign(&kiosk, &cookie);
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Signed(..))));
    assert_eq!(kiosk.look(&cookie).await.stage(), "look");
    kiosk.handoff.answer(&signing(papers()).payment, PhoneVerdict::Accepted);
    assert_eq!(waiting.await.expect("answered").result(), said(200, "accepted"));
    let ended = kiosk.look(&cookie).await;
    assert_eq!(ended.stage(), "accepted");
    assert!(ended.body.contains("✓ Done") && !ended.body.contains("ayment confirmed"), "{}", ended.body);
    assert!(!ended.body.contains("Bring a towel"), "what was signed is not shown any more");
}

#[tokio::test]
async fn what_is_to_be_signed_is_for_the_browser_that_has_taken_the_page() {
    let mut kiosk = open().await;
    let free = kiosk.get(&kiosk.path).await.body;
    for shown in ["Kraftwerk Mitte", "Gold, 12 months", "Step 1 of 3: Read and sign", "Go on to the contract"]
    {
        assert!(free.contains(shown), "{shown}: {free}");
    }
    let cookie = kiosk.take().await;
    let own = kiosk.look(&cookie).await.body;
    let other = kiosk.get(&kiosk.path).await.body;
    for kept in ["Per month", "29.90 EUR", "Bring a towel.", "Be kind.", "-/sign.js"] {
        assert!(own.contains(kept), "{kept}: {own}");
        assert!(!free.contains(kept) && !other.contains(kept), "{kept}");
    }
}

#[tokio::test]
async fn a_second_browser_signs_nothing() {
    let mut kiosk = open().await;
    assert_eq!(kiosk.post("sign", "", &signed().to_string()).await.result(), said(409, "in-use"));
    let cookie = kiosk.take().await;
    let name = cookie.split('=').next().expect("a name");
    for other in [String::new(), format!("{name}=0000"), format!("{name}={}", "0".repeat(26))] {
        let answer = kiosk.post("sign", &other, &signed().to_string()).await;
        assert_eq!(answer.result(), said(409, "in-use"), "{other}");
    }
    kiosk.handoff.hide_page(&signing(papers()).payment);
    assert_eq!(kiosk.post("sign", "", &signed().to_string()).await.result(), said(404, "gone"));
    assert_eq!(kiosk.post("sign", &cookie, &signed().to_string()).await.result(), said(200, "too-late"));
    assert!(kiosk.reports.try_recv().is_err());
}

#[tokio::test]
async fn what_is_signed_twice_is_reported_once() {
    let mut kiosk = open().await;
    let cookie = kiosk.take().await;
    let both = [sign(&kiosk, &cookie), sign(&kiosk, &cookie)];
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Signed(..))));
    kiosk.handoff.show_page(keeping(1)).expect("shown");
    for answer in both {
        assert_eq!(answer.await.expect("answered").result(), said(200, "next"));
    }
    assert_eq!(sign(&kiosk, &cookie).await.expect("answered").result(), said(200, "next"), "played again");
    assert!(kiosk.reports.try_recv().is_err());
}

#[tokio::test]
async fn what_one_step_asks_for_is_refused_by_another() {
    let mut kiosk = open().await;
    let cookie = kiosk.take().await;
    for session in [0, 1] {
        let answer = kiosk.post("token", &cookie, &token(session)).await;
        assert_eq!(answer.result(), said(400, "invalid"), "a token while there is something to sign");
    }
    kiosk.handoff.show_page(keeping(1)).expect("shown");
    let late = kiosk.post("token", &cookie, &token(0)).await;
    assert_eq!(late.result(), said(200, "next"), "signing is done");
    kiosk.handoff.show_page(paying(2)).expect("shown");
    let swapped = kiosk.post("token", &cookie, &token(1)).await;
    assert_eq!(swapped.result(), said(200, "next"), "the first token is none for the second session");
    assert!(kiosk.reports.try_recv().is_err(), "and the kiosk hears of none of it");

    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    let answer = kiosk.post("sign", &cookie, &signed().to_string()).await;
    assert_eq!(answer.result(), said(400, "invalid"), "nothing was ever to be signed here");
    assert!(kiosk.reports.try_recv().is_err());
}

#[tokio::test]
async fn signatures_that_are_not_those_that_are_wanted_are_invalid_and_the_right_ones_still_count() {
    use base64::Engine as _;
    let mut kiosk = open().await;
    let cookie = kiosk.take().await;
    let image = |svg: &str| base64::prelude::BASE64_STANDARD.encode(svg);
    let script = image(r#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#);
    let text = |id: &str| json!({"id": id, "svg": drawing()});
    for wrong in [
        json!({}),
        json!({"texts": []}),
        json!({"contract": drawing(), "texts": []}),
        json!({"contract": null, "texts": [text("77")]}),
        json!({"contract": drawing(), "texts": [text("78")]}),
        json!({"contract": drawing(), "texts": [text("77"), text("78")]}),
        json!({"contract": drawing(), "texts": [text("77"), text("77")]}),
        json!({"contract": drawing(), "texts": [text("-77")]}),
        json!({"contract": drawing(), "texts": [{"id": 77, "svg": drawing()}]}),
        json!({"contract": script, "texts": [text("77")]}),
        json!({"contract": "", "texts": [text("77")]}),
        json!({"contract": "<svg/>", "texts": [text("77")]}),
        json!({"contract": drawing(), "texts": [{"id": "77", "svg": "A".repeat(Signature::MAX + 1)}]}),
        json!([drawing()]),
    ] {
        let answer = kiosk.post("sign", &cookie, &wrong.to_string()).await;
        assert_eq!(answer.result(), said(400, "invalid"), "{wrong}");
    }
    assert!(kiosk.reports.try_recv().is_err());
    assert_eq!(kiosk.look(&cookie).await.stage(), "taken", "it can still be signed");
    let right = sign(&kiosk, &cookie);
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Signed(..))));
    kiosk.handoff.show_page(keeping(1)).expect("shown");
    assert_eq!(right.await.expect("answered").result(), said(200, "next"));
}

#[tokio::test]
async fn only_whoever_may_sign_may_send_as_much_as_signatures_need() {
    /// The body's limit.
    const MAX: usize = 256 * 1024;
    let mut kiosk = open().await;
    let cookie = kiosk.take().await;
    // Spaces between values are JSON too.
    let padded = |length: usize| {
        let body = signed().to_string();
        format!("{}{}", " ".repeat(length - body.len()), body)
    };
    let whole = kiosk.request("sign", &cookie, &padded(MAX));
    let host = kiosk.host.clone();
    let waiting = tokio::spawn(async move { send(&host, &whole).await });
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Signed(..))));
    kiosk.handoff.show_page(keeping(1)).expect("shown");
    assert_eq!(waiting.await.expect("answered").result(), said(200, "next"));

    let announced = |cookie: &str, length: usize| {
        kiosk.request("sign", cookie, "").replace("Content-Length: 0", &format!("Content-Length: {length}"))
    };
    assert_eq!(kiosk.send(&announced(&cookie, MAX + 1)).await.status, 413);
    assert_eq!(kiosk.send(&announced("", MAX)).await.result(), said(409, "in-use"), "without reading it");
    let token = kiosk.request("token", &cookie, &" ".repeat(MAX));
    assert!(matches!(kiosk.send(&token).await.status, 0 | 413), "a token has no need of it");
}

#[tokio::test]
async fn the_studios_texts_are_text_and_nothing_else() {
    let mut nasty = papers();
    nasty.facts = vec![("<b>Price</b>".into(), "{{style}}<script>alert(1)</script>".into())];
    nasty.texts[0].title = Some("\" onclick='x' {{reference}}".into());
    nasty.texts[0].text = Prose::new("<img src=x onerror=alert(1)> {{phone-sign}} &amp;");
    let link = |url: &str| Some(Attachment { title: "<i>Rules</i>".into(), url: Some(url.to_owned()) });
    nasty.texts[0].attachment = link("https://studio.example/a?b=1&c=\"><script>alert(1)</script>");
    nasty.texts[1].attachment = link("javascript:alert(1)");
    let mut kiosk = Kiosk::open_at(signing(nasty), config(), LIMITS).await;
    let cookie = kiosk.take().await;
    let page = kiosk.look(&cookie).await.body;
    for live in ["<script>alert", "<img src=x", "<b>Price", "<i>Rules", "onclick='x'", "href=\"javascript"] {
        assert!(!page.contains(live), "{live}: {page}");
    }
    for text in [
        "&lt;b&gt;Price&lt;/b&gt;<dd class=\"\">{{style}}&lt;script&gt;alert(1)&lt;/script&gt;",
        "&quot; onclick=&#39;x&#39; {{reference}}</h3>",
        "<p>&lt;img src=x onerror=alert(1)&gt; {{phone-sign}} &amp;amp;</p>",
        "<a href=\"https://studio.example/a?b=1&amp;c=&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\" \
         target=\"_blank\" rel=\"noopener noreferrer\">&lt;i&gt;Rules&lt;/i&gt;</a>",
        "<p>&lt;i&gt;Rules&lt;/i&gt;: cannot be opened here.",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
}
