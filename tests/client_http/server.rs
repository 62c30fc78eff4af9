//! A server that does whatever it is told, in raw bytes.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A server on loopback, and the requests it has read so far.
pub struct Server {
    pub base_url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves each connection with a copy of `behave`, which is told the number of the connection from zero.
    pub async fn start<B, F>(behave: B) -> Self
    where
        B: Fn(usize, Connection) -> F + Send + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base_url = format!("http://{}", listener.local_addr().expect("bound"));
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let seen = Arc::clone(&requests);
        tokio::spawn(async move {
            let mut number = 0;
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(behave(number, Connection { stream, seen: Arc::clone(&seen) }));
                number += 1;
            }
        });
        Self { base_url, requests }
    }

    /// Answers each request on each connection with the next of `answers`, the last one again and again.
    pub async fn answering(answers: &[String]) -> Self {
        let answers = answers.to_vec();
        let next = Arc::<Mutex<usize>>::default();
        Self::start(move |_, mut connection| {
            let (answers, next) = (answers.clone(), Arc::clone(&next));
            async move {
                while connection.request().await {
                    let answer = {
                        let mut next = next.lock().expect("unpoisoned");
                        *next += 1;
                        answers[(*next - 1).min(answers.len() - 1)].clone()
                    };
                    connection.send(answer.as_bytes()).await;
                }
            }
        })
        .await
    }

    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("unpoisoned").clone()
    }

    pub fn count(&self, start: &str) -> usize {
        self.requests().iter().filter(|request| request.starts_with(start)).count()
    }
}

/// One connection to it.
pub struct Connection {
    stream: TcpStream,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Connection {
    /// Reads a request with its body; false at the end of the connection.
    pub async fn request(&mut self) -> bool {
        let mut request = Vec::new();
        let mut byte = [0];
        while !request.ends_with(b"\r\n\r\n") {
            match self.stream.read(&mut byte).await {
                Ok(1) => request.push(byte[0]),
                _ => return false,
            }
        }
        let head = String::from_utf8_lossy(&request).to_lowercase();
        let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
        let mut body = vec![0; length.map_or(0, |length| length.parse().expect("a length"))];
        self.stream.read_exact(&mut body).await.expect("the body");
        request.extend(body);
        self.seen.lock().expect("unpoisoned").push(String::from_utf8(request).expect("text"));
        true
    }

    /// Writes; false when the other end has had enough.
    pub async fn send(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).await.is_ok()
    }
}
