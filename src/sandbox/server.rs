//! HTTP in front of the pretend studio, on the current runtime.
//!
//! The studio stands behind one lock, which is held only while the pure call runs and never across an await.
//! Everything is served from one address: the API under `/v1`, the stand-in for the payment component under `/widget`,
//! and the pretend bank under `/bank`.

mod bank;
mod component;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{HeaderMap, HeaderValue, Method as HttpMethod, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::api::wire::{Answer, Call, Method};
use crate::domain::language::Language;
use crate::domain::time::Timestamp;

use super::world::{AuthoriseError, World};

/// The longest request in bytes; the longest real one, a lead with every field, has a few thousand.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// A running pretend studio; it stops taking connections when dropped and finishes those it has.
pub struct Studio {
    /// The base address of the API, such as `http://127.0.0.1:8080`.
    pub api: String,
    /// The key it accepts.
    pub key: String,
    /// Where the stand-in for the payment component is.
    pub widget_url: String,
    desk: Arc<Desk>,
    stop: Option<oneshot::Sender<()>>,
    task: Option<JoinHandle<()>>,
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
    clock: Box<dyn Fn() -> Timestamp + Send + Sync>,
    latency: Option<Duration>,
}

impl Studio {
    /// Opens a new studio at `listen` (port 0 takes a free one). Every answer waits for `latency` first.
    pub async fn start(
        listen: SocketAddr,
        seed: u64,
        latency: Option<Duration>,
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
    ) -> Result<Self, StartError> {
        let world = World::new(seed, clock());
        Self::serve(listen, world, latency, clock).await
    }

    /// Opens a studio with a world that was prepared before.
    pub async fn serve(
        listen: SocketAddr,
        world: World,
        latency: Option<Duration>,
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
    ) -> Result<Self, StartError> {
        let refused = |source| StartError { address: listen, source };
        let listener = tokio::net::TcpListener::bind(listen).await.map_err(refused)?;
        let api = format!("http://{}", listener.local_addr().map_err(refused)?);
        let key = world.key().to_owned();
        let desk = Arc::new(Desk { world: Mutex::new(world), clock: Box::new(clock), latency });
        let (stop, stopped) = oneshot::channel::<()>();
        let service = axum::serve(listener, router(Arc::clone(&desk))).with_graceful_shutdown(async {
            // A sender that was dropped means the same as one that was used.
            let _ = stopped.await;
        });
        let task = tokio::spawn(async {
            // Accepting connections never ends in an error; axum waits and tries again.
            let _ = service.await;
        });
        Ok(Self {
            widget_url: format!("{api}/widget.js"),
            api,
            key,
            desk,
            stop: Some(stop),
            task: Some(task),
        })
    }

    /// Pays as the phone would, for the demo's pretend phone and for tests: gives the `paymentRequestToken`.
    pub fn authorise(&self, session_token: &str) -> Result<String, AuthoriseError> {
        self.desk.authorise(session_token)
    }

    /// Looks at the studio, or changes it, between two calls.
    pub fn visit<R>(&self, look: impl FnOnce(&mut World) -> R) -> R {
        look(&mut self.desk.world())
    }

    /// Stops taking connections and waits until the last one has been served.
    pub async fn stop(mut self) {
        self.stop.take();
        if let Some(task) = self.task.take() {
            // The task can only fail by panicking, and then it has stopped as well.
            let _ = task.await;
        }
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

    async fn wait(&self) {
        if let Some(latency) = self.latency {
            tokio::time::sleep(latency).await;
        }
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
    desk.wait().await;
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
    let key = headers.get("x-api-key").and_then(|value| value.to_str().ok());
    let now = (desk.clock)();
    let answer = match known {
        Some(_) if !too_large => desk.world().answer(now, &call, key),
        _ => desk.world().refuse(now, &call, too_large),
    };
    respond(answer)
}

fn respond(answer: Answer) -> Response {
    let mut response = answer.body.into_response();
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().remove(header::CONTENT_TYPE);
    for (name, value) in answer.headers {
        let name = header::HeaderName::try_from(name);
        if let (Ok(name), Ok(value)) = (name, HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
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
