//! Tells a scanner that types like a keyboard (a "wedge") from a person, by the time between two characters.
//!
//! A printable character is held for as long as the next one of a scan could take. If enough follow in time, they
//! become one [`Input::Scan`]; if not, they are delivered as the keys they are, in their order. Everything else goes
//! through at once, after what is held.
//!
//! Invariant: whatever ends a scan never reaches the kiosk as a key, so a scan presses no button.

use std::collections::VecDeque;
use std::time::Duration;

use super::{Input, Press, SCAN_MAX, clean};
use crate::domain::time::Moment;
use crate::ui::key::Key;

/// Characters of the shortest scan; two people at one keyboard may well type three at once.
const SCAN_MIN: usize = 4;
/// The longest a scan takes; who types faster than the gap for longer than this leans on the keyboard.
const SCAN_FOR_MAX: Duration = Duration::from_millis(1500);
/// The same scan again within this time is the same card still in front of the scanner.
const SAME_SCAN: Duration = Duration::from_secs(2);
/// So many equal characters in a row are a key held down and no code. A keyboard repeats every 30 ms or so, well within
/// the gap; a shorter run may be the zeros a card number starts with.
const REPEAT_MIN: usize = 12;

/// The state between two presses.
#[derive(Debug)]
pub struct Wedge {
    gap: Duration,
    state: State,
    last_scan: Option<(String, Moment)>,
}

#[derive(Debug)]
enum State {
    /// Nothing is held.
    Quiet,
    /// These characters may become a scan.
    Holding { text: String, first: Moment, last: Moment },
    /// The rest of something that is not a scan: characters pass as keys, its terminator does not.
    Passing { last: Moment },
    /// The rest of something longer than any scan: dropped.
    Dropping { last: Moment },
    /// A scan is complete; more terminators may follow it.
    Ended { last: Moment },
}

impl Wedge {
    /// `gap` is the longest time between two characters of one scan.
    pub fn new(gap: Duration) -> Self {
        Self { gap, state: State::Quiet, last_scan: None }
    }

    /// Takes one press; what it leads to goes to `out`, in order.
    pub fn feed(&mut self, at: Moment, press: Press, out: &mut VecDeque<Input>) {
        self.wake(at, out);
        match press {
            Press::Char(c) => self.char(at, c, out),
            Press::Terminator(key) => self.terminator(at, Some(key), out),
            Press::LineFeed => self.terminator(at, None, out),
            Press::Control => self.control(at),
            Press::Input(Input::Scan(text)) => {
                self.settle(out);
                self.scan(at, text, out);
            }
            Press::Input(input) => {
                self.settle(out);
                out.push_back(input);
            }
        }
    }

    /// Lets go of what is held once nothing can follow it any more.
    pub fn wake(&mut self, now: Moment, out: &mut VecDeque<Input>) {
        if self.last().is_some_and(|last| now.since(last) > self.gap) {
            self.settle(out);
        }
    }

    /// When to call [`Wedge::wake`], if no press comes before; `None` while nothing is held.
    pub fn wake_at(&self) -> Option<Moment> {
        match &self.state {
            State::Holding { last, .. } => Some(*last + self.gap + Duration::from_millis(1)),
            State::Quiet | State::Passing { .. } | State::Dropping { .. } | State::Ended { .. } => None,
        }
    }

    fn last(&self) -> Option<Moment> {
        match &self.state {
            State::Quiet => None,
            State::Holding { last, .. }
            | State::Passing { last }
            | State::Dropping { last }
            | State::Ended { last } => Some(*last),
        }
    }

    fn char(&mut self, at: Moment, c: char, out: &mut VecDeque<Input>) {
        match &mut self.state {
            State::Quiet | State::Ended { .. } => {
                self.state = State::Holding { text: c.into(), first: at, last: at };
            }
            State::Holding { text, first, last } => {
                text.push(c);
                *last = at;
                let length = text.chars().count();
                if length > SCAN_MAX {
                    self.state = State::Dropping { last: at };
                } else if at.since(*first) > SCAN_FOR_MAX || length >= REPEAT_MIN && is_one_key(text) {
                    deliver_keys(text, out);
                    self.state = State::Passing { last: at };
                }
            }
            State::Passing { last } => {
                *last = at;
                out.push_back(Input::Key(Key::Char(c)));
            }
            State::Dropping { last } => *last = at,
        }
    }

    /// `key` is what the terminator is when no scan came before it.
    fn terminator(&mut self, at: Moment, key: Option<Key>, out: &mut VecDeque<Input>) {
        match std::mem::replace(&mut self.state, State::Quiet) {
            // No person is so quick: the terminator proves the scanner, whatever the characters were.
            State::Holding { text, .. } if text.chars().count() >= SCAN_MIN => {
                self.scan(at, text, out);
                self.state = State::Ended { last: at };
            }
            State::Passing { .. } | State::Dropping { .. } | State::Ended { .. } => {
                self.state = State::Ended { last: at };
            }
            State::Holding { text, .. } => {
                deliver_keys(&text, out);
                out.extend(key.map(Input::Key));
            }
            State::Quiet => out.extend(key.map(Input::Key)),
        }
    }

    /// A control character inside a scan is dropped without ending it.
    fn control(&mut self, at: Moment) {
        match &mut self.state {
            State::Holding { last, .. } | State::Passing { last } | State::Dropping { last } => *last = at,
            State::Quiet | State::Ended { .. } => {}
        }
    }

    /// Decides about what is held.
    fn settle(&mut self, out: &mut VecDeque<Input>) {
        if let State::Holding { text, last, .. } = std::mem::replace(&mut self.state, State::Quiet) {
            if text.chars().count() >= SCAN_MIN && !is_one_key(&text) {
                self.scan(last, text, out);
            } else {
                deliver_keys(&text, out);
            }
        }
    }

    fn scan(&mut self, at: Moment, text: String, out: &mut VecDeque<Input>) {
        let again =
            self.last_scan.as_ref().is_some_and(|(last, when)| *last == text && at.since(*when) <= SAME_SCAN);
        if !again {
            out.push_back(Input::Scan(clean(&text)));
        }
        self.last_scan = Some((text, at));
    }
}

/// Whether all characters are the same.
fn is_one_key(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    characters.all(|c| Some(c) == first)
}

fn deliver_keys(text: &str, out: &mut VecDeque<Input>) {
    out.extend(text.chars().map(|c| Input::Key(Key::Char(c))));
}

#[cfg(test)]
mod tests;
