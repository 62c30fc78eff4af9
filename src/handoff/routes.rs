//! What a browser may ask, and what it is answered.
//!
//! Invariant: what leads nowhere is answered alike, whatever was asked, and counted; what may change something comes from
//! a page of the kiosk itself; that nobody was charged is said only by a page that is remembered.

mod asked;

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use self::asked::{Deed, Delivered, Empty, Signed, Target, Told};
use super::address::Base;
use super::client::{Network, Proxies};
use super::door::Visit;
use super::guesses::{Guess, Guesses};
use super::page::Printer;
use super::pages::{Bearer, Delivery, Goods, Refusal, Standing, View};
use super::secret::{Browser, Code};
use super::shelf::Shelf;
use super::widget::Widget;
use super::{Limits, Report};
use crate::domain::payment::{PhonePage, PhoneTask};
use crate::domain::text::Secret;
use crate::words::Words;

pub(super) use self::asked::{BODY_MAX, SIGNED_MAX};

/// Bytes of a payment token; the rest of a body is its wrapping.
const TOKEN_MAX: usize = 8 * 1024;

/// What every answer needs.
pub(super) struct Desk {
    pub(super) base: Base,
    pub(super) shelf: Arc<Shelf>,
    pub(super) proxies: Proxies,
    pub(super) guesses: Mutex<Guesses>,
    pub(super) widget: Widget,
    pub(super) words: Arc<Words>,
    pub(super) reports: mpsc::Sender<Report>,
    pub(super) limits: Limits,
}

/// A request, with what is known of its connection.
struct Asked {
    visit: Visit,
    /// As it was sent.
    path: String,
    headers: HeaderMap,
    code: Option<Code>,
    /// By the cookie for this page.
    browser: Option<Browser>,
}

/// Keeps an answer out of caches, frames and referrers, and ends the connection after it.
fn make_private(headers: &mut HeaderMap, policy: &str) {
    const PRIVATE: [(HeaderName, &str); 7] = [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
        (header::CONNECTION, "close"),
    ];
    for (name, value) in PRIVATE {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Only words of the configuration are in it, checked at the start.
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

impl Desk {
    /// Answers a request.
    pub(super) async fn serve(&self, visit: Visit, request: Request) -> Response {
        visit.note_head();
        let mut answer = self.answer(visit, request).await;
        make_private(answer.headers_mut(), self.widget.policy());
        answer
    }

    async fn answer(&self, visit: Visit, request: Request) -> Response {
        let (head, body) = request.into_parts();
        let target = Target::parse(head.uri.path(), self.base.path());
        let is_form = asked::is_form(&head.headers);
        let asked = |code: Option<Code>| {
            let browser = code.as_ref().and_then(|code| asked::browser(&head.headers, code));
            Asked { visit, path: head.uri.path().to_owned(), code, browser, headers: head.headers }
        };
        match (&head.method, target) {
            (&Method::GET | &Method::HEAD, Target::Script(script)) => {
                typed("text/javascript; charset=utf-8", script)
            }
            (&Method::GET | &Method::HEAD, Target::Page(code)) => self.show(asked(code)).await,
            (&Method::POST, Target::Page(_)) if is_form => see_page(&head.uri),
            (&Method::GET | &Method::HEAD | &Method::POST, Target::Nowhere) => self.gone(&asked(None)).await,
            (&Method::POST, Target::Deed(code, deed)) => {
                let asked = asked(code);
                if !self.base.is_sent_from_here(&asked.headers) {
                    return result(StatusCode::FORBIDDEN, "refused");
                }
                match self.act(&asked, deed, body).await {
                    Ok(answer) => answer,
                    Err(refusal) => self.refuse(&asked, refusal).await,
                }
            }
            (_, Target::Deed(..)) => not_allowed("POST"),
            (_, Target::Script(_) | Target::Page(_) | Target::Nowhere) => not_allowed("GET, HEAD"),
        }
    }

    /// `GET /{code}`: the page. Changes nothing, since apps that scan codes fetch ahead.
    ///
    /// The browser gets its cookie here already: an answer to `take` that is lost on the way then locks nobody out.
    async fn show(&self, asked: Asked) -> Response {
        self.prove(&asked);
        let viewed = asked.code.as_ref().ok_or(Refusal::Gone);
        let viewed = viewed
            .and_then(|code| self.shelf.open().view(code, asked.browser.as_ref()).map(|view| (code, view)));
        let style = self.shelf.style();
        let printer = Printer { words: &self.words, style: &style };
        match viewed {
            Err(_) => self.gone(&asked).await,
            Ok((_, View::InUse(language))) => html(StatusCode::CONFLICT, printer.in_use(language)),
            Ok((code, View::Free(page))) => {
                let shown = html(StatusCode::OK, printer.page(&page, None));
                match (&asked.browser, Browser::random()) {
                    (None, Some(browser)) => self.with_cookie(shown, &asked.path, code, &browser),
                    _ => shown,
                }
            }
            Ok((_, View::Taken(page, standing))) => html(StatusCode::OK, printer.page(&page, Some(standing))),
        }
    }

    /// Does what is asked by a request that may change something.
    async fn act(&self, asked: &Asked, deed: Deed, body: Body) -> Result<Response, Refused> {
        if asked.browser.is_some() {
            self.prove(asked);
        }
        match deed {
            Deed::Take => {
                asked::read::<Empty>(self, &asked.headers, body).await?;
                self.take(asked)
            }
            Deed::State => {
                let told = asked::read::<Told>(self, &asked.headers, body).await?;
                self.note(asked, &told)
            }
            Deed::Token => {
                let delivered = asked::read::<Delivered>(self, &asked.headers, body).await?;
                self.deliver(asked, delivered).await
            }
            Deed::Sign => {
                // Only the browser that has taken the page may send so much.
                self.shelf.open().check_owner(asked.code()?, asked.browser.as_ref())?;
                let signed = asked::read_up_to::<Signed>(self, &asked.headers, body, SIGNED_MAX).await?;
                let signatures = signed.signatures().ok_or(StatusCode::BAD_REQUEST)?;
                self.settle(asked, Goods::Signatures(Arc::new(signatures))).await
            }
        }
    }

    /// Newcomers do not push out whom a live code has brought.
    fn prove(&self, asked: &Asked) {
        let Some(code) = &asked.code else { return };
        let bearer = self.shelf.open().bearer(code, asked.browser.as_ref());
        match bearer {
            Some(Bearer::Owner) => asked.visit.prove_owner(),
            Some(Bearer::Finder) => asked.visit.prove_finder(self.client(asked)),
            None => {}
        }
    }

    /// `POST /{code}/take`: binds the page to this browser and hands it the session.
    ///
    /// A browser that comes without its cookie gets one and is to ask again: one that keeps none would be locked out of
    /// what it has taken.
    fn take(&self, asked: &Asked) -> Result<Response, Refused> {
        let code = asked.code()?;
        let Some(browser) = &asked.browser else {
            self.shelf.open().check_take(code, None)?;
            // Without random bytes there is no telling browsers apart, so nobody may have it.
            let browser = Browser::random().ok_or(Refusal::InUse)?;
            return Ok(self.with_cookie(result(StatusCode::OK, "cookie"), &asked.path, code, &browser));
        };
        let (page, standing) = self.shelf.open().take(code, browser)?;
        Ok(self.with_cookie(self.taken(&page, standing), &asked.path, code, browser))
    }

    fn taken(&self, page: &PhonePage, standing: Standing) -> Response {
        match (standing, &page.task) {
            (Standing::Open(session), PhoneTask::Sign(_)) => {
                let claim = page.claim.as_ref().map(ToString::to_string);
                let said = json!({ "session": session, "step": page.step, "claim": claim });
                answer(StatusCode::OK, &said)
            }
            (Standing::Open(_), PhoneTask::Pay { .. }) => answer(StatusCode::OK, &self.widget.session(page)),
            (other, _) => result(StatusCode::OK, other.word()),
        }
    }

    /// `POST /{code}/state`: notes where the payment stands, and says how the kiosk sees it.
    fn note(&self, asked: &Asked, told: &Told) -> Result<Response, Refused> {
        let (code, browser) = (asked.code()?, asked.browser.as_ref());
        let (now, state) = (self.shelf.now(), (told.session, told.state.into()));
        let (page, standing) = self.shelf.open().progress(code, browser, state, now.moment)?;
        Ok(match standing {
            Standing::Open(session) => {
                let left = page.until.duration_since(now.wall).as_secs().max(0);
                let more = page.extendable;
                let (word, step) = (standing.word(), page.step);
                let said =
                    json!({ "result": word, "session": session, "step": step, "left": left, "more": more });
                answer(StatusCode::OK, &said)
            }
            other => result(StatusCode::OK, other.word()),
        })
    }

    /// `POST /{code}/token`: takes the token of a session.
    async fn deliver(&self, asked: &Asked, delivered: Delivered) -> Result<Response, Refused> {
        let Delivered { payment_request_token: token, session } = delivered;
        if token.is_empty() || token.len() > TOKEN_MAX || token.chars().any(char::is_control) {
            return Err(Refused::Malformed(StatusCode::BAD_REQUEST));
        }
        self.settle(asked, Goods::Token(session, Secret::new(token))).await
    }

    /// Reports what a phone delivers, and waits for the core's verdict on it or for what comes next.
    async fn settle(&self, asked: &Asked, goods: Goods) -> Result<Response, Refused> {
        let code = asked.code()?;
        let deliver = || self.shelf.open().deliver(code, asked.browser.as_ref(), &goods);
        let mut delivery = deliver()?;
        if matches!(delivery, Delivery::Wrong) {
            return Err(Refused::Malformed(StatusCode::BAD_REQUEST));
        }
        let settled = async {
            loop {
                let mut change = match delivery {
                    Delivery::Settled(standing) => return Some(standing.word()),
                    Delivery::Renewed => return Some("renewed"),
                    Delivery::Next => return Some("next"),
                    Delivery::Wrong => return Some("invalid"),
                    Delivery::Wait(change) => change,
                };
                changed(&mut change).await?;
                delivery = deliver().ok()?;
            }
        };
        // Whether it counts is not known here in time, so the phone is told where it is.
        let word = timeout(self.limits.answer, settled).await.ok().flatten();
        Ok(result(StatusCode::OK, word.unwrap_or(Standing::Look.word())))
    }

    /// Answers what cannot be done.
    async fn refuse(&self, asked: &Asked, refused: Refused) -> Response {
        match refused {
            // The script tries again.
            Refused::Malformed(StatusCode::REQUEST_TIMEOUT) => result(StatusCode::REQUEST_TIMEOUT, "busy"),
            Refused::Malformed(status) => result(status, "invalid"),
            Refused::By(Refusal::InUse) => result(StatusCode::CONFLICT, "in-use"),
            Refused::By(Refusal::Unheard) => result(StatusCode::SERVICE_UNAVAILABLE, "busy"),
            // Also for a token: what is not remembered may have been paid.
            Refused::By(Refusal::Gone) => result(self.count_wrong(asked).await, "gone"),
        }
    }

    /// Every address that leads nowhere.
    async fn gone(&self, asked: &Asked) -> Response {
        let status = self.count_wrong(asked).await;
        let style = self.shelf.style();
        html(status, Printer { words: &self.words, style: &style }.gone(language(&asked.headers)))
    }

    /// Counts a wrong code; whoever has had too many is answered slowly.
    async fn count_wrong(&self, asked: &Asked) -> StatusCode {
        let (client, now) = (self.client(asked), self.shelf.now().moment);
        let guess = self.guesses.lock().unwrap_or_else(PoisonError::into_inner).note(client, now);
        if let Guess::Limit(count) = guess {
            // A report that is lost is one line less in the log.
            self.reports.try_send(Report::WrongCodes(count)).ok();
        }
        if guess == Guess::Few {
            return StatusCode::NOT_FOUND;
        }
        tokio::time::sleep(self.limits.pause).await;
        StatusCode::TOO_MANY_REQUESTS
    }

    fn client(&self, asked: &Asked) -> Network {
        Network::of(self.proxies.client(asked.visit.peer(), &asked.headers))
    }

    fn with_cookie(&self, mut answer: Response, path: &str, code: &Code, browser: &Browser) -> Response {
        if let Ok(cookie) = HeaderValue::from_str(&asked::cookie(self, path, code, browser)) {
            answer.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        answer
    }
}

impl Asked {
    fn code(&self) -> Result<&Code, Refusal> {
        self.code.as_ref().ok_or(Refusal::Gone)
    }
}

/// Why a request that may change something changes nothing.
enum Refused {
    /// It is not what the page's script sends.
    Malformed(StatusCode),
    /// The page is not to be had.
    By(Refusal),
}

impl From<StatusCode> for Refused {
    fn from(status: StatusCode) -> Self {
        Self::Malformed(status)
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::By(refusal)
    }
}

/// Waits until a page has changed; `None` when it was forgotten.
async fn changed(change: &mut watch::Receiver<()>) -> Option<()> {
    change.changed().await.ok()
}

fn language(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok())
}

/// The page itself, for a bank that sends the browser back with a form. Relative, since a proxy may have taken a path
/// away; of every code alike, since reading the page comes after.
fn see_page(uri: &Uri) -> Response {
    let name = uri.path().rsplit('/').next().unwrap_or_default();
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    (StatusCode::SEE_OTHER, [(header::LOCATION, format!("./{name}{query}"))]).into_response()
}

fn not_allowed(methods: &'static str) -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, methods)]).into_response()
}

fn html(status: StatusCode, page: String) -> Response {
    (status, typed("text/html; charset=utf-8", page)).into_response()
}

fn result(status: StatusCode, result: &str) -> Response {
    answer(status, &json!({ "result": result }))
}

fn answer(status: StatusCode, value: &Value) -> Response {
    (status, typed("application/json", value.to_string())).into_response()
}

fn typed(kind: &'static str, body: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, kind)], body.into()).into_response()
}
