//! As much of HTTP/1.1 as a test between two programs needs: whole messages, one exchange a connection.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A request or an answer.
#[derive(Clone, Debug)]
pub struct Message {
    /// First line and headers, without the empty line.
    head: String,
    body: Vec<u8>,
}

/// How long the other side may take; longer than any program here waits by itself.
const PATIENCE: Duration = Duration::from_mins(1);
/// Ends the head.
const EMPTY_LINE: &[u8] = b"\r\n\r\n";

impl Message {
    /// A request with a body of JSON, or without a body.
    pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Self {
        let length = body.len().to_string();
        let always =
            [("Host", "127.0.0.1"), ("Content-Type", "application/json"), ("Content-Length", &length)];
        let headers: Vec<String> =
            always.iter().chain(headers).map(|(name, value)| format!("\r\n{name}: {value}")).collect();
        let head = format!("{method} {path} HTTP/1.1{}", headers.concat());
        Self { head, body: body.into() }
    }

    /// Reads a request.
    pub fn read_request(stream: &mut impl Read) -> io::Result<Self> {
        let head = read_head(stream)?;
        let length = header(&head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        Ok(Self { head, body })
    }

    /// Sends it to a server, as the only request of its connection, and reads the answer.
    pub fn send_to(&self, server: SocketAddr) -> io::Result<Self> {
        let mut stream = TcpStream::connect(server)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        self.write_to(&mut stream)?;
        let head = read_head(&mut stream)?;
        let mut body = Vec::new();
        stream.read_to_end(&mut body)?;
        Ok(Self { head, body })
    }

    /// Writes it as the last message of its connection.
    pub fn write_to(&self, stream: &mut impl Write) -> io::Result<()> {
        let kept = self.head.split("\r\n").filter(|line| !names(line, "connection"));
        let mut bytes = kept.collect::<Vec<_>>().join("\r\n").into_bytes();
        bytes.extend_from_slice(b"\r\nConnection: close");
        bytes.extend_from_slice(EMPTY_LINE);
        bytes.extend_from_slice(&self.body);
        stream.write_all(&bytes)?;
        stream.flush()
    }

    /// Method and path of a request, with `{id}` for each number in the path and without the query.
    pub fn route(&self) -> String {
        let mut words = self.head.split([' ', '\r']);
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let path = target.split('?').next().unwrap_or_default();
        let is_id = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let parts: Vec<&str> = path.split('/').map(|part| if is_id(part) { "{id}" } else { part }).collect();
        format!("{method} {}", parts.join("/"))
    }

    /// Status of an answer.
    pub fn status(&self) -> u16 {
        self.head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status")
    }

    /// What it carries.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

fn read_head(stream: &mut impl Read) -> io::Result<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(EMPTY_LINE) {
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    head.truncate(head.len() - EMPTY_LINE.len());
    String::from_utf8(head).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let line = head.split("\r\n").find(|line| names(line, name))?;
    line.split_once(':').map(|(_, value)| value.trim())
}

fn names(line: &str, name: &str) -> bool {
    line.split_once(':').is_some_and(|(written, _)| written.eq_ignore_ascii_case(name))
}
