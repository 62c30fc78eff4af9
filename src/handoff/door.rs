//! Lets connections in: so many at once, for so long, with so many bytes each.
//!
//! One request is served per connection, which keeps its limits simple: nobody on the studio's network can hold a
//! connection open by being slow, or fill memory by being talkative. Nobody waits for a place either: see [`places`].

mod places;

use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Sleep;

use self::places::{Place, Places};
use super::Limits;
use super::client::{Network, Proxies};

/// Bytes a connection may send: a body of its largest size, and as much for the head.
const BYTES_MAX: usize = 2 * super::routes::BODY_MAX;
/// The pause after the system refused to accept, for want of file handles for example.
const REFUSED_PAUSE: Duration = Duration::from_millis(250);

/// The listener with its limits.
pub(super) struct Door {
    listener: TcpListener,
    proxies: Arc<Proxies>,
    places: Places,
    limits: Limits,
}

impl Door {
    pub(super) fn new(listener: TcpListener, proxies: Arc<Proxies>, limits: Limits) -> Self {
        Self { listener, proxies, places: Places::default(), limits }
    }
}

impl Listener for Door {
    type Io = Guest;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Guest, SocketAddr) {
        loop {
            let Ok((stream, address)) = self.listener.accept().await else {
                tokio::time::sleep(REFUSED_PAUSE).await;
                continue;
            };
            let peer = address.ip();
            let client = (!self.proxies.trusts(peer)).then(|| Network::of(peer));
            // Without a place the connection is closed at once.
            if let Some(place) = self.places.take(client) {
                return (Guest::new(stream, Visit::new(peer, place), self.limits), address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// What is known of a connection, by the door and by whoever answers.
#[derive(Clone, Debug)]
pub(super) struct Visit(Arc<Known>);

#[derive(Debug)]
struct Known {
    peer: IpAddr,
    /// The head of the request has arrived whole.
    is_heard: AtomicBool,
    place: Place,
}

impl Visit {
    fn new(peer: IpAddr, place: Place) -> Self {
        Self(Arc::new(Known { peer, is_heard: AtomicBool::new(false), place }))
    }

    pub(super) fn peer(&self) -> IpAddr {
        self.0.peer
    }

    /// The head of the request has arrived: there is time for the rest.
    pub(super) fn note_head(&self) {
        self.0.is_heard.store(true, Ordering::Relaxed);
    }

    /// The request names a live code: newcomers do not push it out.
    pub(super) fn prove(&self) {
        self.0.place.prove();
    }
}

impl Connected<IncomingStream<'_, Door>> for Visit {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.io().visit.clone()
    }
}

/// One connection.
pub(super) struct Guest {
    stream: TcpStream,
    visit: Visit,
    /// Ends when the place is lost; `None` when it has ended.
    lost: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    /// Ends the connection: first unless the head has arrived, then in any case.
    until: Pin<Box<Sleep>>,
    /// What `until` is moved by, once.
    grace: Option<Duration>,
    bytes_left: usize,
}

impl Guest {
    fn new(stream: TcpStream, visit: Visit, limits: Limits) -> Self {
        Self {
            stream,
            lost: Some(Box::pin(visit.0.place.lost())),
            visit,
            until: Box::pin(tokio::time::sleep(limits.head)),
            // The answer itself is small and travels within what is left of the others.
            grace: Some(limits.body + limits.answer + limits.head),
            bytes_left: BYTES_MAX,
        }
    }

    /// Fails when the time is over or the place is lost; otherwise sees to it that the task wakes when it will be.
    fn check(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        if self.lost.as_mut().is_none_or(|lost| lost.as_mut().poll(cx).is_ready()) {
            self.lost = None;
            return Err(ErrorKind::ConnectionAborted.into());
        }
        while self.until.as_mut().poll(cx).is_ready() {
            let is_heard = self.visit.0.is_heard.load(Ordering::Relaxed);
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
