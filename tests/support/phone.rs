//! A phone: as much of a browser as paying takes.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

/// A browser with its cookies.
#[derive(Default)]
pub struct Phone {
    cookies: Vec<String>,
}

/// What a server answered.
pub struct Answer {
    pub status: u16,
    pub body: String,
}

impl Phone {
    /// Pays behind the address that was scanned, as the page's script and the payment component do. Gives the secrets
    /// that were used.
    pub fn pay(&mut self, scanned: &str) -> Vec<String> {
        let taken = self.take(scanned);
        let session = text(&taken, "userSessionToken");
        let widget = text(&taken, "widgetUrl");
        let script = self.get(&widget);
        assert!(script.body.contains("paymentWidget"), "the component is served: {}", script.status);
        let authorise = widget.replace("/widget.js", "/widget/authorise");
        let token =
            text(&self.post(&authorise, &json!({"userSessionToken": session})), "paymentRequestToken");
        let verdict = self.post(
            &format!("{scanned}/token"),
            &json!({"paymentRequestToken": token, "session": taken["session"]}),
        );
        assert_eq!(verdict["result"], "accepted");
        vec![session, token]
    }

    /// Opens the page behind the address that was scanned and presses its button. Gives what the page's script is told.
    pub fn take(&mut self, scanned: &str) -> Value {
        let page = self.get(scanned);
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.body.contains("<html"), "{}", page.body);
        self.post(&format!("{scanned}/take"), &json!({}))
    }

    /// Reads a page.
    pub fn get(&mut self, url: &str) -> Answer {
        self.exchange("GET", url, None)
    }

    fn post(&mut self, url: &str, body: &Value) -> Value {
        let answer = self.exchange("POST", url, Some(body));
        assert_eq!(answer.status, 200, "POST {url}: {}", answer.body);
        serde_json::from_str(&answer.body).expect("JSON")
    }

    fn exchange(&mut self, method: &str, url: &str, body: Option<&Value>) -> Answer {
        let (scheme, rest) = url.split_once("://").expect("a whole address");
        assert!(scheme.eq_ignore_ascii_case("http"), "{url}");
        let (host, path) = rest.split_once('/').expect("a path");
        let mut server = TcpStream::connect(host).expect("a server");
        server.set_read_timeout(Some(Duration::from_mins(1))).expect("a time limit");
        let body = body.map(Value::to_string).unwrap_or_default();
        let request = format!(
            "{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.cookies.join("; "),
            body.len()
        );
        server.write_all(request.as_bytes()).expect("a server that listens");
        let mut answer = String::new();
        server.read_to_string(&mut answer).expect("a whole answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("head and body");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            if name.eq_ignore_ascii_case("set-cookie") {
                let pair = value.split(';').next().unwrap_or_default();
                if !self.cookies.iter().any(|cookie| cookie == pair) {
                    self.cookies.push(pair.to_owned());
                }
            }
        }
        Answer { status, body: body.to_owned() }
    }
}

fn text(answer: &Value, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name}")).to_owned()
}
