//! Lets connections in: so many at once, for so long, with so many bytes each.
//!
//! One request is served per connection, which keeps its limits simple: nobody on the studio's network can hold a
//! connection open by being slow, or fill memory by being talkative.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Sleep;

use super::Limits;

/// Connections at once: a phone needs three, the rest wait in the system's queue.
const CONNECTIONS_MAX: usize = 64;
/// Bytes a connection may send: a body of its largest size, and as much for the head.
const BYTES_MAX: usize = 2 * super::routes::BODY_MAX;
/// The pause after the system refused to accept, for want of file handles for example.
const REFUSED_PAUSE: Duration = Duration::from_millis(250);

/// The listener with its limits.
pub(super) struct Door {
    listener: TcpListener,
    places: Arc<Semaphore>,
    limits: Limits,
}

impl Door {
    pub(super) fn new(listener: TcpListener, limits: Limits) -> Self {
        Self { listener, places: Arc::new(Semaphore::new(CONNECTIONS_MAX)), limits }
    }
}

impl Listener for Door {
    type Io = Guest;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Guest, SocketAddr) {
        loop {
            let place = Arc::clone(&self.places).acquire_owned().await.ok();
            match self.listener.accept().await {
                Ok((stream, address)) => return (Guest::new(stream, place, self.limits), address),
                Err(_) => tokio::time::sleep(REFUSED_PAUSE).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// Tells a connection that its request's head has arrived.
#[derive(Clone, Debug, Default)]
pub(super) struct Heard(Arc<AtomicBool>);

impl Heard {
    pub(super) fn note(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Connected<IncomingStream<'_, Door>> for Heard {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.io().heard.clone()
    }
}

/// One connection.
pub(super) struct Guest {
    stream: TcpStream,
    heard: Heard,
    /// Ends the connection: first unless the head has arrived, then in any case.
    until: Pin<Box<Sleep>>,
    /// What `until` is moved by, once.
    grace: Option<Duration>,
    bytes_left: usize,
    _place: Option<OwnedSemaphorePermit>,
}

impl Guest {
    fn new(stream: TcpStream, place: Option<OwnedSemaphorePermit>, limits: Limits) -> Self {
        Self {
            stream,
            heard: Heard::default(),
            until: Box::pin(tokio::time::sleep(limits.head)),
            // The answer itself is small and travels within what is left of the others.
            grace: Some(limits.body + limits.answer + limits.head),
            bytes_left: BYTES_MAX,
            _place: place,
        }
    }

    /// Fails when the time is over; otherwise sees to it that the task wakes when it will be.
    fn check_time(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        while self.until.as_mut().poll(cx).is_ready() {
            let heard = self.heard.0.load(Ordering::Relaxed);
            let Some(grace) = self.grace.take_if(|_| heard) else { return Err(ErrorKind::TimedOut.into()) };
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
        self.check_time(cx)?;
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
        self.check_time(cx)?;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check_time(cx)?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check_time(cx)?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
