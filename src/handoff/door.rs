//! Lets connections in: so many at once, for so long, with so many bytes each.
//!
//! One request is served per connection, and in HTTP/1.1 only, which keeps its limits simple: nobody on the studio's
//! network can hold a connection open by being slow, or fill memory by being talkative. Nobody waits for a place either:
//! see [`places`].

mod places;

use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::Sleep;

use self::places::{Place, Places};
use super::Limits;
use super::client::Network;
use super::routes::{BODY_MAX, Desk, SIGNED_MAX};

/// Bytes a connection may send: a body of its largest size, and as much for the head. Signatures come on top, of the browser that
/// may sign.
const BYTES_MAX: usize = 2 * BODY_MAX;
/// Lines of a request's head: a browser sends some twenty, and each proxy adds a few.
const HEADERS_MAX: usize = 64;
/// The pause after the system refused to accept, for want of file handles for example.
const REFUSED_PAUSE: Duration = Duration::from_millis(250);

/// Answers whoever comes, for ever; every connection ends with it.
pub(super) async fn serve(listener: TcpListener, desk: Desk) {
    let desk = Arc::new(desk);
    let places = Places::default();
    let mut guests = JoinSet::new();
    loop {
        let Ok((stream, address)) = listener.accept().await else {
            tokio::time::sleep(REFUSED_PAUSE).await;
            continue;
        };
        while guests.try_join_next().is_some() {}
        let peer = address.ip();
        let client = (!desk.proxies.trusts(peer)).then(|| Network::of(peer));
        // Without a place the connection is closed at once.
        if let Some(place) = places.take(client) {
            guests.spawn(attend(Arc::clone(&desk), stream, Visit { peer, place: Arc::new(place) }));
        }
    }
}

/// Serves one connection to its end.
async fn attend(desk: Arc<Desk>, stream: TcpStream, visit: Visit) {
    let guest = Guest::new(stream, visit.clone(), desk.limits);
    let answer = service_fn(|request: hyper::Request<hyper::body::Incoming>| {
        let (desk, visit) = (Arc::clone(&desk), visit.clone());
        async move { Ok::<_, Infallible>(desk.serve(visit, request.map(Body::new)).await) }
    });
    let connection = http1::Builder::new()
        .keep_alive(false)
        .max_headers(HEADERS_MAX)
        .max_buf_size(BODY_MAX)
        // The guest itself has a limit.
        .header_read_timeout(None)
        .serve_connection(TokioIo::new(guest), answer);
    // A connection that breaks off is of no interest to anybody here.
    connection.await.ok();
}

/// What is known of a connection, by the door and by whoever answers.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    peer: IpAddr,
    place: Arc<Place>,
}

impl Visit {
    pub(super) fn peer(&self) -> IpAddr {
        self.peer
    }

    /// The head of the request has arrived: there is time for the rest.
    pub(super) fn note_head(&self) {
        self.place.hear();
    }

    /// The request comes from the browser that has taken the page: newcomers do not push it out.
    pub(super) fn prove_owner(&self) {
        self.place.prove_owner();
    }

    /// The request names a code that anybody may take: so does this hold for a few of one client.
    pub(super) fn prove_finder(&self, client: Network) {
        self.place.prove_finder(client);
    }
}

/// One connection.
struct Guest {
    stream: TcpStream,
    visit: Visit,
    /// Ends when the place is lost; `None` when it has ended.
    lost: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    /// Ends the connection: first unless the head has arrived, then in any case.
    until: Pin<Box<Sleep>>,
    /// What `until` is moved by, once.
    grace: Option<Duration>,
    bytes_left: usize,
    /// What the browser that has taken the page may send besides, once.
    bytes_of_owner: usize,
}

impl Guest {
    fn new(stream: TcpStream, visit: Visit, limits: Limits) -> Self {
        Self {
            stream,
            lost: Some(Box::pin(visit.place.lost())),
            visit,
            until: Box::pin(tokio::time::sleep(limits.head)),
            // The answer itself is small and travels within what is left of the others.
            grace: Some(limits.body + limits.answer + limits.head),
            bytes_left: BYTES_MAX,
            bytes_of_owner: SIGNED_MAX,
        }
    }

    /// Fails when the time is over or the place is lost; otherwise sees to it that the task wakes when it will be.
    fn check(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        if self.lost.as_mut().is_none_or(|lost| lost.as_mut().poll(cx).is_ready()) {
            self.lost = None;
            return Err(ErrorKind::ConnectionAborted.into());
        }
        while self.until.as_mut().poll(cx).is_ready() {
            let is_heard = self.visit.place.is_heard();
            let Some(grace) = self.grace.take_if(|_| is_heard) else {
                return Err(ErrorKind::TimedOut.into());
            };
            let later = self.until.deadline() + grace;
            self.until.as_mut().reset(later);
        }
        Ok(())
    }
}

impl AsyncRead for Guest {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check(cx)?;
        let before = buf.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buf))?;
        let read = buf.filled().len() - before;
        if read > self.bytes_left && self.visit.place.is_owner() {
            self.bytes_left += std::mem::take(&mut self.bytes_of_owner);
        }
        match self.bytes_left.checked_sub(read) {
            Some(left) => self.bytes_left = left,
            None => return Poll::Ready(Err(ErrorKind::FileTooLarge.into())),
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Guest {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.check(cx)?;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check(cx)?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check(cx)?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
