//! Requests that no page of the kiosk sends.

use super::*;

#[tokio::test]
async fn other_methods_and_other_bodies_are_refused() {
    let mut kiosk = Kiosk::open().await;
    for (method, path) in [
        ("POST", ""),
        ("PUT", ""),
        ("DELETE", ""),
        ("OPTIONS", ""),
        ("TRACE", ""),
        ("GET", "/take"),
        ("PUT", "/take"),
        ("GET", "/state"),
        ("GET", "/token"),
        ("GET", "/sign"),
    ] {
        let request =
            format!("{method} {}{path} HTTP/1.1\r\nHost: k\r\nContent-Length: 0\r\n\r\n", kiosk.path);
        assert_eq!(kiosk.send(&request).await.status, 405, "{method} {path}");
        let wrong = request.replace(&kiosk.path, "/000000000000");
        assert_eq!(kiosk.send(&wrong).await.status, 405, "{method} {path}: a wrong code is not told apart");
    }
    let cookie = kiosk.take().await;
    let form = kiosk.request("take", &cookie, "{}").replace("application/json", "text/plain");
    assert_eq!(kiosk.send(&form).await.status, 415);
    for body in [
        "",
        "[",
        "{}",
        r#"{"paymentRequestToken":"","session":1}"#,
        r#"{"paymentRequestToken":"a\u0000","session":1}"#,
    ] {
        assert_eq!(kiosk.post("token", &cookie, body).await.status, 400, "{body}");
    }
    let long = token(1).replace("token-1", &"x".repeat(9_000));
    assert_eq!(kiosk.post("token", &cookie, &long).await.status, 400);
    for body in [
        "{}",
        r#"{"state":"paid","session":1}"#,
        r#"{"state":"open","session":-1}"#,
        r#"{"state":"open","session":256}"#,
    ] {
        assert_eq!(kiosk.post("state", &cookie, body).await.status, 400, "{body}");
    }
    assert!(kiosk.reports.try_recv().is_err());
}

#[tokio::test]
async fn a_form_that_comes_back_from_a_bank_is_led_to_the_page() {
    let mut kiosk = Kiosk::open().await;
    let (code, host) = (kiosk.path[1..].to_owned(), kiosk.host.clone());
    for kind in ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        for code in [code.as_str(), "000000000000", "javascript:alert(1)"] {
            let request = format!(
                "POST /{code}?a=b&c HTTP/1.1\r\nHost: k\r\nOrigin: https://bank.example\r\nContent-Type: {kind}\r\n\
                 Content-Length: 3\r\n\r\na=b"
            );
            let answer = send(&host, &request).await;
            assert_eq!((answer.status, answer.header("location")), (303, &*format!("./{code}?a=b&c")));
            let deed = request.replacen(&format!("/{code}"), &format!("/{code}/take"), 1);
            assert_eq!(send(&host, &deed).await.status, 403, "and nothing else is");
        }
    }
    let json = format!("POST /{code} HTTP/1.1\r\nHost: k\r\nContent-Type: application/json\r\n\r\n");
    assert_eq!(send(&host, &json).await.status, 405);
    assert!(kiosk.reports.try_recv().is_err());
}

#[tokio::test]
async fn nothing_but_http_1_is_spoken() {
    let kiosk = Kiosk::open().await;
    for upgrade in [
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
        "GET / HTTP/1.1\r\nHost: k\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(&kiosk.host).await.expect("connected");
        stream.write_all(upgrade.as_bytes()).await.expect("sent");
        let mut first = [0; 9];
        let read = stream.read(&mut first).await.unwrap_or_default();
        assert!(read == 0 || first.starts_with(b"HTTP/1.1"), "{first:?}");
    }
}

#[tokio::test]
async fn a_token_played_again_or_for_another_page_is_reported_once() {
    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    let first = kiosk.deliver(&cookie, 1);
    assert!(matches!(kiosk.reports.recv().await, Some(Report::Token(..))));
    kiosk.handoff.answer(&page(1, 1).payment, PhoneVerdict::Accepted);
    first.await.expect("answered");
    assert_eq!(kiosk.deliver(&cookie, 1).await.expect("answered").result(), said(200, "accepted"));
    assert_eq!(
        kiosk.post("take", &cookie, "{}").await.result(),
        said(200, "accepted"),
        "no session any more"
    );
    assert_eq!(kiosk.post("take", "", "{}").await.result(), said(404, "gone"), "nor for anybody else");

    kiosk.path = path_of(&kiosk.handoff.show_page(page(1, 2)).expect("shown"));
    let renamed = cookie.replacen(&cookie[7..19], &kiosk.path[1..], 1);
    for old in [cookie, renamed] {
        assert_eq!(kiosk.deliver(&old, 1).await.expect("answered").result(), said(409, "in-use"), "{old}");
    }
    assert!(kiosk.reports.try_recv().is_err());
}

#[tokio::test]
async fn the_cookie_of_another_page_opens_nothing() {
    let mut kiosk = Kiosk::open().await;
    let mine = kiosk.take().await;
    let other = Kiosk::open().await;
    let value = other.get(&other.path).await.cookie().split_once('=').expect("a cookie").1.to_owned();
    let name = mine.split_once('=').expect("a cookie").0;
    for cookie in [format!("{name}={value}"), other.get(&other.path).await.cookie()] {
        assert_eq!(kiosk.look(&cookie).await.status, 409, "{cookie}");
        assert_eq!(kiosk.post("token", &cookie, &token(1)).await.result(), said(409, "in-use"), "{cookie}");
    }
}

#[tokio::test]
async fn a_page_elsewhere_can_change_nothing() {
    let mut kiosk = Kiosk::open().await;
    for lines in [
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://kiosk.evil.example",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site\r\nOrigin: http://kiosk",
        "Origin: http://kiosk\r\nOrigin: https://evil.example",
    ] {
        for (what, body) in [
            ("take", "{}"),
            ("state", r#"{"state":"open","session":1}"#),
            ("token", &token(1)),
            ("sign", r#"{"texts":[]}"#),
        ] {
            let request =
                kiosk.request(what, "", body).replace("Host: kiosk", &format!("Host: kiosk\r\n{lines}"));
            assert_eq!(kiosk.send(&request).await.result(), said(403, "refused"), "{what} {lines}");
            let wrong = request.replace(&kiosk.path, "/000000000000");
            assert_eq!(
                kiosk.send(&wrong).await.result(),
                said(403, "refused"),
                "a wrong code is not told apart"
            );
        }
    }
    assert!(kiosk.reports.try_recv().is_err());
    let cookie = kiosk.get(&kiosk.path).await.cookie();
    let own = kiosk.request("take", &cookie, "{}");
    let own =
        own.replace("Host: kiosk", "Host: kiosk\r\nOrigin: http://kiosk\r\nSec-Fetch-Site: same-origin");
    assert_eq!(kiosk.send(&own).await.status, 200);
}

#[tokio::test]
async fn paths_are_read_as_they_are() {
    let mut kiosk = Kiosk::open().await;
    let code = kiosk.path[1..].to_owned();
    let gone = kiosk.get("/000000000000").await;
    for path in [
        format!("//{code}"),
        format!("/./{code}"),
        format!("/x/../{code}"),
        format!("/%2e%2e/{code}"),
        format!("/%2E/{code}"),
        format!("/{code}%00"),
        format!("/{code}%2f"),
        format!("/{code}%0d%0aSet-Cookie:%20a=b"),
        format!("/{code};x"),
        format!("/%{:02X}{}", code.as_bytes()[0], &code[1..]),
        format!("/-/../{code}"),
        "/-/page.css".into(),
        "/-/../../etc/passwd".into(),
        format!("/{}", "A".repeat(8_000)),
    ] {
        assert_eq!(kiosk.get(&path).await.undated(), gone.undated(), "{path}");
    }
    // An absolute target names the same page, whatever host it claims.
    assert_eq!(kiosk.get(&format!("http://evil.example/{code}")).await.status, 200);
    for request in [
        format!("GET /{code}\0 HTTP/1.1\r\nHost: k\r\n\r\n"),
        format!("GET /{code} x HTTP/1.1\r\nHost: k\r\n\r\n"),
        format!("GET \\{code} HTTP/1.1\r\nHost: k\r\n\r\n"),
        "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n".into(),
        "OPTIONS * HTTP/1.1\r\nHost: k\r\n\r\n".into(),
    ] {
        let status = kiosk.send(&request).await.status;
        assert!(matches!(status, 400 | 404 | 405), "{request}: {status}");
    }
    assert!(kiosk.reports.try_recv().is_err());
}

#[tokio::test]
async fn nothing_of_a_request_gets_into_the_head_of_the_answer() {
    let mut kiosk = Kiosk::open().await;
    let cookie = kiosk.take().await;
    let name = cookie.split('=').next().expect("a name");
    let path = kiosk.path.clone();
    for request in [
        format!("GET {path}?a=%0d%0aX-Evil:%201 HTTP/1.1\r\nHost: k\r\n\r\n"),
        format!("GET {path} HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
        format!("GET {path} HTTP/1.1\r\nHost: \"><script>X-Evil\r\n\r\n"),
        format!("GET {path} HTTP/1.1\r\nHost: k\r\nX-Forwarded-Host: X-Evil.example\r\n\r\n"),
        format!("GET {path} HTTP/1.1\r\nHost: k\r\nCookie: {name}=a\rX-Evil: 1\r\n\r\n"),
        format!("GET {path} HTTP/1.1\r\nHost: k\r\nCookie: {name}=X-Evil; X-Evil=1\r\n\r\n"),
        format!("GET {path} HTTP/1.1\r\nHost: k\r\nAccept-Language: X-Evil\r\n\r\n"),
        format!("GET {path} HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        format!("GET {path} HTTP/1.1\r\n\r\n"),
        format!("GET {path} HTTP/1.1\r\nHost: k\r\n X-Evil: folded\r\n\r\n"),
    ] {
        let answer = kiosk.send(&request).await;
        assert!(matches!(answer.status, 400 | 409), "{request}: {answer:?}");
        let whole = format!("{}{}", answer.head, answer.body).to_ascii_lowercase();
        assert!(!whole.contains("evil") && answer.cookie().is_empty(), "{request}: {answer:?}");
    }
}

#[tokio::test]
async fn a_request_hidden_in_another_is_never_answered() {
    let mut kiosk = Kiosk::open().await;
    let hidden = kiosk.request("take", "", "{}");
    let head = |lines: &str| kiosk.request("state", "", "").replace("Content-Length: 0", lines);
    let length = hidden.len();
    let shapes = [
        format!("{}0\r\n\r\n{hidden}", head("Content-Length: 5\r\nTransfer-Encoding: chunked")),
        format!(
            "{}0\r\n\r\n{hidden}",
            head(&format!("Transfer-Encoding: chunked\r\nContent-Length: {}", length + 5))
        ),
        format!("{}{hidden}", head(&format!("Content-Length: 0\r\nContent-Length: {length}"))),
        format!("{}{hidden}", head("Content-Length: 0\r\nTransfer-Encoding: xchunked")),
        format!("{}{hidden}", head("Content-Length: 0\r\nTransfer-Encoding : chunked")),
        format!("{}{hidden}", head("Content-Length: +0")),
        format!("{}2\r\n{{}}\r\n0\r\n\r\n{hidden}", head("Transfer-Encoding: chunked, identity")),
        format!("{}{hidden}", kiosk.request("state", "", "{}")),
    ];
    for shape in shapes {
        let answer = kiosk.send(&shape).await;
        assert!(matches!(answer.status, 400 | 404 | 409), "{shape}: {answer:?}");
        assert!(!answer.body.contains("HTTP/1.1 "), "one answer for one connection: {answer:?}");
        assert!(kiosk.reports.try_recv().is_err(), "{shape}");
    }
    kiosk.take().await;
}

#[tokio::test]
async fn an_oversized_body_is_refused() {
    let kiosk = Kiosk::open().await;
    let announced = kiosk.request("token", "", "").replace("Content-Length: 0", "Content-Length: 16385");
    assert_eq!(kiosk.send(&announced).await.status, 413);
    let chunked = kiosk.request("token", "", "").replace("Content-Length: 0", "Transfer-Encoding: chunked");
    let body = format!("4001\r\n{}\r\n0\r\n\r\n", "x".repeat(0x4001));
    assert_eq!(kiosk.send(&format!("{chunked}{body}")).await.status, 413);
}

#[tokio::test]
async fn an_oversized_head_is_not_read_to_its_end() {
    let kiosk = Kiosk::open().await;
    let long = "x".repeat(100_000);
    for head in [
        format!("GET / HTTP/1.1\r\nHost: k\r\nX: {long}\r\n\r\n"),
        format!("GET /{long} HTTP/1.1\r\nHost: k\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: k\r\n{}\r\n", "X: y\r\n".repeat(1_000)),
    ] {
        let mut talker = TcpStream::connect(&kiosk.host).await.expect("connected");
        // The kiosk may hang up while this is still being written.
        talker.write_all(head.as_bytes()).await.ok();
        let answer = read(talker).await;
        assert!(matches!(answer.status, 0 | 414 | 431), "{answer:?}");
    }
}
