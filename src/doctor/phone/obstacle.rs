//! Why an address does not show what it should, in a few words.

use std::fmt;

use crate::api::probe::{ProbeFault, Seen};
use crate::api::wire::Answer;
use crate::domain::text::Text;

/// What stands between a phone and the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// There was no answer.
    Fault(ProbeFault),
    /// Sent elsewhere: status and `Location`.
    Redirect(u16, Text),
    /// A kiosk answers that it has no such page: either another one, or it was asked for another path.
    Unknown,
    /// A status that is not 200.
    Status(u16),
    /// Status 200, but of something else: its type.
    Other(Text),
}

impl Obstacle {
    /// Compares what was seen with what should be; `None` when it is.
    pub(super) fn find(seen: &Result<Seen, ProbeFault>, is_it: impl Fn(&str) -> bool) -> Option<Self> {
        let answer = match seen {
            Ok(seen) => &seen.answer,
            Err(fault) => return Some(Self::Fault(*fault)),
        };
        let body = String::from_utf8_lossy(&answer.body);
        match answer.status {
            200 if is_it(&body) => None,
            200 => Some(Self::Other(kind(answer))),
            301 | 302 | 303 | 307 | 308 => {
                Some(Self::Redirect(answer.status, shown(answer.header("location").unwrap_or("nowhere"))))
            }
            404 if is_of_a_kiosk(answer) => Some(Self::Unknown),
            status => Some(Self::Status(status)),
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(fault) => fault.fmt(f),
            Self::Redirect(status, location) => {
                write!(f, "it answers {status} and sends phones to {location}")
            }
            Self::Unknown => f.write_str("a kiosk answers, but has no such page (404)"),
            Self::Status(status) => write!(f, "it answers {status}"),
            Self::Other(kind) => write!(f, "something else answers ({kind})"),
        }
    }
}

/// Whether an answer has the headers that a kiosk sends with everything and hardly anybody else does.
fn is_of_a_kiosk(answer: &Answer) -> bool {
    let has = |name, value| answer.header(name) == Some(value);
    has("x-robots-tag", "noindex") && has("x-frame-options", "DENY") && has("referrer-policy", "no-referrer")
}

/// A value of a header, harmless and short.
pub(super) fn shown(value: &str) -> Text {
    Text::name(value)
}

fn kind(answer: &Answer) -> Text {
    shown(answer.header("content-type").unwrap_or("without a type"))
}
