//! Servers and proxies that do whatever they are told, in raw bytes.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Signs the certificates below, valid from 2000 to 2199 unless their name says otherwise; its key is gone.
pub(super) const AUTHORITY: &[u8] = include_bytes!("tls/authority.pem");
pub(super) const GOOD: &[u8] = include_bytes!("tls/good.pem");
pub(super) const OTHER_NAME: &[u8] = include_bytes!("tls/other-name.pem");
pub(super) const EXPIRED: &[u8] = include_bytes!("tls/expired.pem");
pub(super) const NOT_YET: &[u8] = include_bytes!("tls/not-yet.pem");
const KEY: &[u8] = include_bytes!("tls/key.pem");

/// Ends a test that would hang.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection, with or without TLS.
pub(super) trait Stream: Read + Write {}
impl<S: Read + Write> Stream for S {}

/// A server on loopback, and the heads of the requests it has read so far.
pub(super) struct Server {
    pub(super) port: u16,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves each connection by `behave`, which is given the head of its request; over TLS with this certificate.
    pub(super) fn start<B>(certificate: Option<&[u8]>, behave: B) -> Self
    where
        B: Fn(&str, &mut dyn Stream) -> io::Result<()> + Send + Sync + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("bound").port();
        let tls = certificate.map(|certificate| Arc::new(tls(certificate)));
        let heads = Arc::<Mutex<Vec<String>>>::default();
        let (seen, behave) = (Arc::clone(&heads), Arc::new(behave));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (tls, seen, behave) = (tls.clone(), Arc::clone(&seen), Arc::clone(&behave));
                // A guest that goes away early is the guest's business.
                thread::spawn(move || serve(stream, tls, &seen, &*behave).ok());
            }
        });
        Self { port, heads }
    }

    /// Answers every request alike.
    pub(super) fn saying(answer: impl Into<String>) -> Self {
        let answer = answer.into();
        Self::start(None, move |_, stream| stream.write_all(answer.as_bytes()))
    }

    /// Leads everything to `kiosk`, as changed on its way: the path there, and the answer back.
    pub(super) fn proxy(
        certificate: Option<&[u8]>,
        kiosk: SocketAddr,
        path: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
        answer: impl Fn(String) -> String + Send + Sync + 'static,
    ) -> Self {
        Self::start(certificate, move |head, stream| {
            let (method, asked) = head.split_once(' ').unwrap_or_default();
            let asked = asked.split(' ').next().unwrap_or_default();
            let Some(path) = path(asked) else {
                return stream.write_all(reply("404 Not Found", "text/html", "no such site").as_bytes());
            };
            let Ok(mut upstream) = TcpStream::connect(kiosk) else {
                return stream.write_all(reply("502 Bad Gateway", "text/html", "oh no").as_bytes());
            };
            // All that is ever posted is an empty object.
            let body = if method == "POST" { "{}" } else { "" };
            write!(
                upstream,
                "{method} {path} HTTP/1.1\r\nHost: kiosk\r\nConnection: close\r\nContent-Type: application/json\r\n\
                 Content-Length: {}\r\n\r\n{body}",
                body.len()
            )?;
            let mut back = String::new();
            upstream.read_to_string(&mut back)?;
            stream.write_all(answer(back).as_bytes())
        })
    }

    pub(super) fn heads(&self) -> Vec<String> {
        self.heads.lock().expect("unpoisoned").clone()
    }
}

fn serve(
    mut stream: TcpStream,
    tls: Option<Arc<ServerConfig>>,
    seen: &Mutex<Vec<String>>,
    behave: &dyn Fn(&str, &mut dyn Stream) -> io::Result<()>,
) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let attend = |stream: &mut dyn Stream| {
        let head = head(stream)?;
        seen.lock().expect("unpoisoned").push(head.clone());
        behave(&head, stream)
    };
    let Some(tls) = tls else { return attend(&mut stream) };
    let connection = ServerConnection::new(tls).map_err(io::Error::other)?;
    let mut secure = StreamOwned::new(connection, stream);
    attend(&mut secure)?;
    secure.conn.send_close_notify();
    secure.flush()
}

fn head(stream: &mut dyn Stream) -> io::Result<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
        // A greeting of TLS is one record: it is answered in plain text at once, as web servers do.
        if let [0x16, _, _, high, low] = head[..] {
            stream.read_exact(&mut vec![0; u16::from_be_bytes([high, low]).into()])?;
            break;
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    // A connection that is closed with something unread loses its answer.
    let length =
        head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    stream.read_exact(&mut vec![0; length.unwrap_or_default()])?;
    Ok(head)
}

fn tls(certificate: &[u8]) -> ServerConfig {
    let certificate = CertificateDer::from_pem_slice(certificate).expect("a certificate");
    let key = PrivateKeyDer::from_pem_slice(KEY).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("a pair")
}

/// A whole answer.
pub(super) fn reply(status: &str, kind: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// An address to listen at that no other test has: Linux has sixteen million for this machine itself.
pub(super) fn place() -> SocketAddr {
    static NEXT: AtomicU16 = AtomicU16::new(1);
    let [high, low] = NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    // Runs beside this one are told apart by their process.
    let run = std::process::id().to_be_bytes()[3].max(1);
    SocketAddr::from(([127, run, high, low], 8378))
}
