//! A phone: as much of a browser as paying takes.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use walkin::domain::membership::Papers;

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
    /// Does whatever is asked behind the address that was scanned, step by step, as the page's scripts and the payment
    /// component do: signs, and pays. Gives the secrets that were used.
    pub fn pay(&mut self, scanned: &str) -> Vec<String> {
        let mut secrets = Vec::new();
        loop {
            let taken = self.take(scanned);
            let verdict = if taken["userSessionToken"].is_string() {
                self.authorise(scanned, &taken, &mut secrets)
            } else {
                self.sign(scanned, &mut secrets)
            };
            if verdict["result"] == "accepted" {
                return secrets;
            }
            assert_eq!(verdict["result"], "next");
        }
    }

    /// Agrees to a payment in its component, and delivers the token.
    fn authorise(&mut self, scanned: &str, taken: &Value, secrets: &mut Vec<String>) -> Value {
        let session = text(taken, "userSessionToken");
        let widget = text(taken, "widgetUrl");
        let script = self.get(&widget);
        assert!(script.body.contains("paymentWidget"), "the component is served: {}", script.status);
        let authorise = widget.replace("/widget.js", "/widget/authorise");
        let token =
            text(&self.post(&authorise, &json!({"userSessionToken": session})), "paymentRequestToken");
        let delivered = json!({"paymentRequestToken": token, "session": taken["session"]});
        secrets.extend([session, token]);
        self.post(&format!("{scanned}/token"), &delivered)
    }

    /// Signs in every field of the page.
    fn sign(&mut self, scanned: &str, secrets: &mut Vec<String>) -> Value {
        let page = self.get(scanned).body;
        let fields = page.split("class=\"field\" data-text=\"").skip(1);
        let fields: Vec<&str> = fields.filter_map(|field| field.split('"').next()).collect();
        let contract = Papers { signs_contract: true, ..Papers::default() };
        let drawn = walkin::handoff::scribble(&contract).and_then(|drawn| drawn.contract).expect("a drawing");
        let drawn = drawn.base64_svg();
        let texts = fields.iter().filter(|field| !field.is_empty());
        let texts: Vec<Value> = texts.map(|text| json!({"id": text, "svg": drawn})).collect();
        let contract = fields.contains(&"").then_some(drawn);
        secrets.push(drawn.to_owned());
        self.post(&format!("{scanned}/sign"), &json!({"contract": contract, "texts": texts}))
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
