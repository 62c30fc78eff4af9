//! A wire between a kiosk and a studio that can be held and cut at any request and at any answer.
//!
//! Whoever wants to stop something says so before it comes, is told when it is held, and then decides: pass it on or
//! lose it. What nobody wants to stop passes. Each connection carries one exchange and has a thread of its own, so that
//! what is held holds up nothing else.
//!
//! Invariant: a request that is held before it, or lost there, has not reached the studio with a single byte.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use super::http::Message;

/// The wire.
pub struct Proxy {
    address: SocketAddr,
    wire: Arc<Wire>,
}

/// Where something is stopped. A route is a method and a path with `{id}` for numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The request, before the studio has it.
    Request(&'static str),
    /// The answer, after the studio has done what was asked.
    Answer(&'static str),
}

/// Something that is to be stopped, or is held; lost when this is dropped undecided.
pub struct Catch {
    at: At,
    wire: Arc<Wire>,
    number: usize,
}

struct Wire {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// By the number of the catch.
    catches: Vec<(At, Fate)>,
    /// Requests that came, oldest first.
    requests: Vec<(String, Message)>,
    is_closed: bool,
}

/// What became of something that was to be stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It has not come yet.
    Awaited,
    /// It is held.
    Held,
    /// It goes on.
    Passed,
    /// It is thrown away, and its connection with it.
    Lost,
}

/// How long what is to be stopped may take to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long what must not come is waited for: many times what a kiosk needs to send what it may send.
const SILENCE: Duration = Duration::from_millis(500);

impl Proxy {
    /// A wire that leads to this studio.
    pub fn to(studio: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let address = listener.local_addr().expect("bound");
        let wire = Arc::new(Wire { state: Mutex::default(), changed: Condvar::new() });
        let shared = Arc::clone(&wire);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let wire = Arc::clone(&shared);
                if wire.lock().is_closed {
                    return;
                }
                // A connection that breaks is what this is for; whoever waits at its ends is told by its end.
                stream.ok().map(|stream| thread::spawn(move || wire.carry(stream, studio).ok()));
            }
        });
        Self { address, wire }
    }

    /// Where the kiosk finds it.
    pub fn api(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops the next one that comes there.
    pub fn catch(&self, at: At) -> Catch {
        let mut state = self.wire.lock();
        state.catches.push((at, Fate::Awaited));
        Catch { at, wire: Arc::clone(&self.wire), number: state.catches.len() - 1 }
    }

    /// What was asked there so far, whatever became of it, oldest first.
    pub fn asked(&self, route: &str) -> Vec<Message> {
        let state = self.wire.lock();
        let fitting = state.requests.iter().filter(|(of, _)| of == route);
        fitting.map(|(_, request)| request.clone()).collect()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.wire.lock().is_closed = true;
        // Wakes the thread that waits for connections, which then ends.
        TcpStream::connect(self.address).ok();
    }
}

impl Catch {
    /// Waits until it is held.
    pub fn wait(&self) {
        let state = self.wire.lock();
        let awaited = |state: &mut State| state.catches[self.number].1 == Fate::Awaited;
        let (state, _) =
            self.wire.changed.wait_timeout_while(state, PATIENCE, awaited).expect("no test has panicked");
        let fate = state.catches[self.number].1;
        drop(state);
        assert_eq!(fate, Fate::Held, "{:?} never came", self.at);
    }

    /// Waits for something that must not come.
    pub fn assert_does_not_come(&self) {
        let state = self.wire.lock();
        let awaited = |state: &mut State| state.catches[self.number].1 == Fate::Awaited;
        let (state, waited) =
            self.wire.changed.wait_timeout_while(state, SILENCE, awaited).expect("no test has panicked");
        drop(state);
        assert!(waited.timed_out(), "{:?} came", self.at);
    }

    /// Waits until it is held, and lets it go on.
    pub fn pass(self) {
        self.wait();
        self.decide(Fate::Passed);
    }

    /// Waits until it is held, and throws it away.
    pub fn lose(self) {
        self.wait();
        self.decide(Fate::Lost);
    }

    fn decide(&self, fate: Fate) {
        let mut state = self.wire.lock();
        let mine = &mut state.catches[self.number].1;
        if matches!(mine, Fate::Awaited | Fate::Held) {
            *mine = fate;
        }
        drop(state);
        self.wire.changed.notify_all();
    }
}

impl Drop for Catch {
    fn drop(&mut self) {
        self.decide(Fate::Lost);
    }
}

impl Wire {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics while it is held")
    }

    /// Carries one exchange.
    fn carry(&self, mut kiosk: TcpStream, studio: SocketAddr) -> std::io::Result<()> {
        let request = Message::read_request(&mut kiosk)?;
        let route = request.route();
        self.lock().requests.push((route.clone(), request.clone()));
        if !self.goes_on(|at| matches!(at, At::Request(of) if of == route)) {
            return Ok(());
        }
        let answer = request.send_to(studio)?;
        if self.goes_on(|at| matches!(at, At::Answer(of) if of == route)) {
            answer.write_to(&mut kiosk)?;
        }
        Ok(())
    }

    /// Whether what has come to this place goes on, once whoever wants to stop it has decided.
    fn goes_on(&self, is_here: impl Fn(At) -> bool) -> bool {
        let mut state = self.lock();
        let awaits = |(at, fate): &(At, Fate)| *fate == Fate::Awaited && is_here(*at);
        let Some(number) = state.catches.iter().position(awaits) else { return true };
        state.catches[number].1 = Fate::Held;
        self.changed.notify_all();
        let held = |state: &mut State| state.catches[number].1 == Fate::Held;
        let state = self.changed.wait_while(state, held).expect("nothing panics while it is held");
        state.catches[number].1 == Fate::Passed
    }
}
