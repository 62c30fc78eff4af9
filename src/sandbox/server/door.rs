//! Lets connections in, and closes those that a fault cuts.
//!
//! HTTP/1.1 is enough for the API and the pages, and there one connection breaks for one call only.

use std::pin::pin;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::way::unless_cut;

/// The pause after the system refused to accept, for want of file handles for example.
const REFUSED_PAUSE: Duration = Duration::from_millis(250);
/// How long an answer may still take when the studio closes: long for any answer but one that drips.
const FINISH_MAX: Duration = Duration::from_secs(5);

/// Tells when the studio closes: when its other end is dropped.
#[derive(Clone)]
pub(super) struct Closing(watch::Receiver<()>);

/// Keeps the studio open for as long as it lives.
pub(super) struct Open {
    _sender: watch::Sender<()>,
}

/// An open studio, and what tells of its end.
pub(super) fn open() -> (Open, Closing) {
    let (sender, receiver) = watch::channel(());
    (Open { _sender: sender }, Closing(receiver))
}

impl Closing {
    /// Ends when the studio closes.
    pub(super) async fn closed(&mut self) {
        while self.0.changed().await.is_ok() {}
    }
}

/// Answers whoever comes until the studio closes, then finishes what has begun.
pub(super) async fn serve(listener: TcpListener, router: Router, mut closing: Closing) {
    let mut guests = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = closing.closed() => break,
        };
        while guests.try_join_next().is_some() {}
        match accepted {
            Ok((stream, _)) => drop(guests.spawn(attend(stream, router.clone(), closing.clone()))),
            Err(_) => tokio::time::sleep(REFUSED_PAUSE).await,
        }
    }
    drop(listener);
    while guests.join_next().await.is_some() {}
}

/// Serves one connection to its end.
async fn attend(stream: TcpStream, router: Router, mut closing: Closing) {
    // What drips is to arrive in drops. A connection that cannot be told so works all the same.
    stream.set_nodelay(true).ok();
    let router = TowerToHyperService::new(router);
    let answer = service_fn(|request: hyper::Request<Incoming>| {
        let answer = router.call(request);
        // An error of the service ends the connection without a byte.
        async { unless_cut(answer.await) }
    });
    let mut connection = pin!(http1::Builder::new().serve_connection(TokioIo::new(stream), answer));
    tokio::select! {
        _ = connection.as_mut() => return,
        () = closing.closed() => connection.as_mut().graceful_shutdown(),
    }
    // Whether it ends well, breaks off or takes too long is of no interest to anybody here.
    tokio::time::timeout(FINISH_MAX, connection).await.ok();
}
