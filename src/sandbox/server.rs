//! HTTP in front of the pretend studio, on the current runtime.
//!
//! The studio stands behind one lock, which is held only while the pure call runs and never across an await.
//! Everything is served from one address: the API under `/v1`, the stand-in for the payment component under `/widget`,
//! and the pretend bank under `/bank`.

mod bank;
mod component;
mod door;
mod way;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{HeaderMap, Method as HttpMethod, Uri, header};
use axum::response::Response;
use tokio::task::JoinHandle;

use crate::api::wire::{Call, Method};
use crate::domain::language::Language;
use crate::domain::time::Timestamp;

use self::door::{Closing, Open};
use self::way::{Delivery, respond};
use super::faults::{Conditions, Faults};
use super::world::{AuthoriseError, World};

/// The longest request in bytes; the longest real one, a signup with some signatures, has a few hundred thousand.
const BODY_BYTES_MAX: usize = 1024 * 1024;

/// A running pretend studio; it stops taking connections when dropped and finishes those it has.
pub struct Studio {
    /// The base address of the API, such as `http://127.0.0.1:8080`.
    pub api: String,
    /// The key it accepts.
    pub key: String,
    /// Where the stand-in for the payment component is.
    pub widget_url: String,
    desk: Arc<Desk>,
    open: Open,
    task: JoinHandle<()>,
}

/// The address could not be bound.
#[derive(Debug, thiserror::Error)]
#[error("the pretend studio cannot listen on {address}")]
pub struct StartError {
    /// What was asked for.
    pub address: SocketAddr,
    /// Why not.
    #[source]
    pub source: std::io::Error,
}

/// What the handlers share.
struct Desk {
    world: Mutex<World>,
    faults: Mutex<Faults>,
    clock: Box<dyn Fn() -> Timestamp + Send + Sync>,
    closing: Closing,
}

impl Studio {
    /// Opens a new studio at `listen` (port 0 takes a free one), in which these faults happen to calls of the API.
    pub async fn start(
        listen: SocketAddr,
        seed: u64,
        faults: Faults,
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
    ) -> Result<Self, StartError> {
        let world = World::new(seed, clock());
        Self::serve(listen, world, faults, clock).await
    }

    /// Opens a studio with a world that was prepared before.
    pub async fn serve(
        listen: SocketAddr,
        world: World,
        faults: Faults,
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
    ) -> Result<Self, StartError> {
        let refused = |source| StartError { address: listen, source };
        let listener = tokio::net::TcpListener::bind(listen).await.map_err(refused)?;
        let api = format!("http://{}", listener.local_addr().map_err(refused)?);
        let key = world.key().to_owned();
        let (open, closing) = door::open();
        let desk = Arc::new(Desk {
            world: Mutex::new(world),
            faults: Mutex::new(faults),
            clock: Box::new(clock),
            closing: closing.clone(),
        });
        let task = tokio::spawn(door::serve(listener, router(Arc::clone(&desk)), closing));
        Ok(Self { widget_url: format!("{api}/widget.js"), api, key, desk, open, task })
    }

    /// Pays as the phone would, for the demo's pretend phone and for tests: gives the `paymentRequestToken`.
    pub fn authorise(&self, session_token: &str) -> Result<String, AuthoriseError> {
        self.desk.authorise(session_token)
    }

    /// Looks at the studio, or changes it, between two calls.
    pub fn visit<R>(&self, look: impl FnOnce(&mut World) -> R) -> R {
        look(&mut self.desk.world())
    }

    /// Stops taking connections and waits until the last one has been served, which is seen to be soon.
    pub async fn stop(self) {
        drop(self.open);
        // The task can only fail by panicking, and then it has stopped as well.
        self.task.await.ok();
    }
}

impl Desk {
    /// The world; a panic in an earlier call does not close the studio.
    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn authorise(&self, session_token: &str) -> Result<String, AuthoriseError> {
        let now = (self.clock)();
        self.world().authorise(now, session_token)
    }

    /// What a call meets; a panic in an earlier one does not end the faults.
    fn meet(&self, call: &Call) -> Conditions {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).meet(call)
    }
}

fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .merge(component::routes())
        .merge(bank::routes())
        .fallback(api)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .with_state(desk)
}

/// Every path that is not the component's belongs to the API, whose HEAD answers before routing.
async fn api(
    State(desk): State<Arc<Desk>>,
    method: HttpMethod,
    uri: Uri,
    headers: HeaderMap,
    query: Query<Vec<(String, String)>>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let known = match method {
        HttpMethod::GET => Some(Method::Get),
        HttpMethod::HEAD => Some(Method::Head),
        HttpMethod::POST => Some(Method::Post),
        _ => None,
    };
    let too_large = body.is_err();
    let call = Call {
        method: known.unwrap_or(Method::Get),
        path: uri.path().to_owned(),
        query: query.0,
        language: headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .and_then(language),
        body: body.ok().filter(|body| !body.is_empty()).map(Vec::from),
    };
    if known.is_none() || too_large {
        let now = (desk.clock)();
        return respond(desk.world().refuse(now, &call, too_large));
    }
    let key = headers.get("x-api-key").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let conditions = desk.meet(&call);
    Delivery { call, key, conditions }.travel(&desk).await
}

/// The first language of an `Accept-Language`: a variant means its language, one the API lacks means English, and
/// `*` leaves it to the studio.
fn language(accepted: &str) -> Option<Language> {
    let tag = accepted.split([',', ';']).next()?.trim().to_ascii_lowercase();
    let primary = tag.split('-').next().filter(|primary| !primary.is_empty() && *primary != "*")?;
    Some(primary.parse().unwrap_or(Language::En))
}

#[cfg(test)]
mod tests;
