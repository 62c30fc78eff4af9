//! How an answer travels: as it should, or as a fault has it.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use tokio::time::Sleep;

use super::Desk;
use crate::api::wire::{Answer, Call};
use crate::sandbox::faults::{Conditions, Refused, Way};

/// What a proxy or a hotspot says in place of the studio.
const PAGE: &[u8] = b"<!doctype html><title>Sign in to the network</title><h1>Welcome to our Wi-Fi</h1>";

/// A call that has reached this machine, and what it meets.
pub(super) struct Delivery {
    pub(super) call: Call,
    pub(super) key: Option<String>,
    pub(super) conditions: Conditions,
}

/// Marks an answer that is not to be sent: its connection is closed instead. Also the error that closes it.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("a fault closes this connection")]
pub(super) struct Cut;

impl Delivery {
    /// Brings the call to the studio and its answer back, as far as they get.
    pub(super) async fn travel(self, desk: &Arc<Desk>) -> Response {
        match self.conditions.way {
            Way::Clear => respond(self.act(desk)),
            Way::LostRequest => cut(),
            Way::LostAnswer => {
                self.act(desk);
                cut()
            }
            Way::Timeout => {
                self.act(desk);
                hold(desk).await
            }
            Way::Hang => hold(desk).await,
            Way::HalfBody => half(self.act(desk)),
            Way::Garbage => respond(page(self.act(desk))),
            Way::SlowDrip(time) => drip(self.act(desk), time),
            Way::Refused(refused) => respond(self.refuse(desk, refused)),
            Way::DoneButRefused(refused) => {
                self.act(desk);
                respond(self.refuse(desk, refused))
            }
            Way::LateDelivery(time) => {
                self.deliver_later(desk, time);
                cut()
            }
        }
    }

    fn act(&self, desk: &Desk) -> Answer {
        let now = (desk.clock)();
        self.conditions.act(&mut desk.world(), now, &self.call, self.key.as_deref())
    }

    fn refuse(&self, desk: &Desk, refused: Refused) -> Answer {
        let now = (desk.clock)();
        self.conditions.refuse(&mut desk.world(), now, &self.call, refused)
    }

    /// The call is on its way without anybody who waits; a studio that has closed meanwhile never gets it.
    fn deliver_later(self, desk: &Arc<Desk>, time: Duration) {
        let desk = Arc::downgrade(desk);
        tokio::spawn(async move {
            tokio::time::sleep(time).await;
            if let Some(desk) = desk.upgrade() {
                self.act(&desk);
            }
        });
    }
}

/// An answer as it should travel.
pub(super) fn respond(answer: Answer) -> Response {
    let body = Body::from(answer.body);
    with_body(answer.status, answer.headers, body)
}

fn with_body(status: u16, headers: Vec<(String, String)>, body: Body) -> Response {
    let mut response = body.into_response();
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// No answer: the connection is closed.
fn cut() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.extensions_mut().insert(Cut);
    response
}

/// No answer, and an open connection, until the caller has enough or the studio closes.
async fn hold(desk: &Desk) -> Response {
    desk.closing.clone().closed().await;
    cut()
}

/// The answer's head, half of its body, and the end of the connection. An answer without a body has no half.
fn half(answer: Answer) -> Response {
    if answer.body.is_empty() {
        return cut();
    }
    let length = answer.body.len();
    let mut bytes = Bytes::from(answer.body);
    bytes.truncate(length / 2);
    let body = Half { bytes: Some(bytes), is_sent: false };
    with_length(length, with_body(answer.status, answer.headers, Body::new(body)))
}

/// The answer with its body byte by byte, the last of them after `time`.
fn drip(answer: Answer, time: Duration) -> Response {
    let length = answer.body.len();
    let gap = time / u32::try_from(length).unwrap_or(u32::MAX).max(1);
    let body = Drip { bytes: Bytes::from(answer.body), gap, pause: Box::pin(tokio::time::sleep(gap)) };
    with_length(length, with_body(answer.status, answer.headers, Body::new(body)))
}

fn with_length(length: usize, mut response: Response) -> Response {
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    response
}

/// A web page in place of an answer; the clock that it shows is the studio's.
fn page(answer: Answer) -> Answer {
    let mut headers: Vec<_> = answer.headers.into_iter().filter(|(name, _)| name == "date").collect();
    headers.push(("content-type".to_owned(), "text/html; charset=utf-8".to_owned()));
    Answer { status: 200, headers, body: PAGE.to_vec() }
}

/// A body that breaks off.
struct Half {
    bytes: Option<Bytes>,
    is_sent: bool,
}

impl HttpBody for Half {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        if let Some(bytes) = self.bytes.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        // What was given leaves while the server waits; an error at once would take it along.
        if !std::mem::replace(&mut self.is_sent, true) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(Cut)))
    }
}

/// A body that comes byte by byte.
struct Drip {
    bytes: Bytes,
    /// The pause before each byte.
    gap: Duration,
    pause: Pin<Box<Sleep>>,
}

impl HttpBody for Drip {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.bytes.is_empty() {
            return Poll::Ready(None);
        }
        ready!(self.pause.as_mut().poll(cx));
        // Counted from the byte before, so that many short pauses take no longer than they should.
        let next = self.pause.deadline() + self.gap;
        self.pause.as_mut().reset(next);
        Poll::Ready(Some(Ok(Frame::data(self.bytes.split_to(1)))))
    }
}

/// An answer, unless a fault closes the connection instead.
pub(super) fn unless_cut(response: Result<Response, Infallible>) -> Result<Response, Cut> {
    let Ok(response) = response;
    match response.extensions().get::<Cut>() {
        Some(cut) => Err(*cut),
        None => Ok(response),
    }
}
