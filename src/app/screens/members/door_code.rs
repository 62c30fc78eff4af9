//! The code that opens the door for a member: fetched again before it expires, and never shown any longer.

use std::time::Duration;

use ratatui::layout::Rect;

use crate::app::member::Member;
use crate::app::msg::Event;
use crate::app::remote::Remote;
use crate::app::screens::awaited::{next_change, next_second};
use crate::app::screens::chrome::{Chrome, busy_since, unread};
use crate::app::screens::deaf::Deaf;
use crate::app::screens::{Next, pages};
use crate::app::shared::{Cx, Sight};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::pass::DoorCode;
use crate::domain::text::Text;
use crate::domain::time::{Moment, Now};
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::frame::{self, BESIDE_CODE};
use crate::ui::key::Key;
use crate::ui::notice::{self, FaultWords};
use crate::ui::qr::Code;
use crate::ui::theme::Tone;

/// So long before its end a code is fetched again: a member on the way to the door still gets in.
const FETCH_BEFORE: Duration = Duration::from_secs(5);
/// Time between two questions, whatever the studio answers: a code that is born expired must not be asked for in a row.
const FETCH_EVERY: Duration = Duration::from_secs(5);

/// The code that opens the door.
#[derive(Debug)]
pub struct DoorCodeScreen {
    /// When it was asked for last.
    asked_at: Moment,
    deaf: Deaf,
}

impl DoorCodeScreen {
    /// Asks for it.
    pub fn enter(cx: &mut Cx<'_>) -> Self {
        let deaf = Deaf::on_arrival(cx.now.moment, cx.active_at);
        let mut screen = Self { asked_at: cx.now.moment, deaf };
        screen.on_return(cx);
        screen
    }

    /// Asks anew; a code that still counts stays meanwhile.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        if let Some(member) = &mut cx.visit.member {
            member.ask_door_code(cx.now.moment, cx.visit.language, cx.out);
            self.asked_at = cx.now.moment;
        }
    }

    /// Goes back, or tries again. An Enter meant for the menu does nothing.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        match key {
            Key::Esc => Next::Back,
            Key::Enter if can_be_asked_again(&cx.sight()) => {
                self.on_return(cx);
                Next::Stay
            }
            Key::Enter if self.deaf.hears(cx.now.moment) => Next::Back,
            _ => Next::Stay,
        }
    }

    /// Is drawn from the member's shelf, which has taken the answer.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, _event: &Event) -> Next {
        self.on_wake(cx)
    }

    /// Fetches it again when its time comes.
    pub fn on_wake(&mut self, cx: &mut Cx<'_>) -> Next {
        if self.fetch_at(&cx.sight()).is_some_and(|at| at <= cx.now.moment) {
            self.on_return(cx);
        }
        Next::Stay
    }

    /// When it is fetched again by itself: before a code ends that is being shown.
    fn fetch_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        let shelf = shelf(sight)?;
        let known = shelf.value().filter(|_| shelf.asked_at().is_none())?;
        let left = left(known, sight.now)?;
        // Without a fault a code that has expired has just come so.
        let goes_on = shelf.fault().is_none_or(|_| !left.is_zero());
        let due = sight.now.moment + left.saturating_sub(FETCH_BEFORE);
        goes_on.then(|| due.max(self.asked_at + FETCH_EVERY))
    }

    /// When something changes on it: its countdown, its end, the busy text, the next question.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        let shelf = shelf(sight)?;
        let now = sight.now.moment;
        let second =
            shown(sight).and_then(|code| left(code, sight.now)).and_then(|left| next_second(now + left, now));
        let busy = shelf.asked_at().and_then(|since| next_change(since, now));
        [second, busy, self.fetch_at(sight)].into_iter().flatten().min()
    }

    /// Draws it.
    pub fn view(sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let back = speech.say("back");
        let label = speech.say(if can_be_asked_again(sight) { "frame-again" } else { "frame-done" });
        let primary = Some((label.as_str(), ButtonKind::Primary));
        let chrome = Chrome { back: Some(&back), primary, ..Chrome::default() };
        if let Some(code) = shown(sight) {
            view_code(sight, canvas, &chrome, code);
        } else {
            let body = chrome.draw(sight, canvas);
            let rest = frame::title(canvas, body, &speech.say("member-door-code"));
            view_nothing(sight, canvas, rest);
        }
    }
}

fn shelf<'a>(sight: &Sight<'a>) -> Option<&'a Remote<DoorCode>> {
    sight.visit.member.as_ref().map(|member: &Member| &member.door_code)
}

/// How long a code still counts, where it ends.
fn left(code: &DoorCode, now: Now) -> Option<Duration> {
    let left = code.expires_at?.duration_since(now.wall);
    Some(Duration::try_from(left).unwrap_or_default())
}

/// The code, as long as it opens the door.
fn shown<'a>(sight: &Sight<'a>) -> Option<&'a DoorCode> {
    shelf(sight)?.value().filter(|code| left(code, sight.now).is_none_or(|left| !left.is_zero()))
}

/// Why there is no code, unless it is awaited or shown.
fn trouble_of<'a>(sight: &Sight<'a>) -> Option<&'a Fault> {
    shelf(sight)?.fault().filter(|_| shown(sight).is_none())
}

/// A studio that has no code for this member has none the next time either.
fn can_be_asked_again(sight: &Sight<'_>) -> bool {
    trouble_of(sight).is_some_and(|fault| !is_refused(fault))
}

fn is_refused(fault: &Fault) -> bool {
    matches!(
        fault.kind,
        FaultKind::ScopeMissing | FaultKind::NotFound | FaultKind::Invalid | FaultKind::Conflict
    )
}

fn view_code(sight: &Sight<'_>, canvas: &mut Canvas<'_>, chrome: &Chrome<'_>, door: &DoorCode) {
    let grid = canvas.area();
    let room = (grid.width.saturating_sub(BESIDE_CODE), grid.height);
    let drawn = Some(door.content.as_str().as_bytes()).filter(|_| door.is_qr);
    let body = match drawn.and_then(|bytes| Code::access(bytes, room)) {
        Some(code) => {
            let (body, place) = chrome.draw_with_code(sight, canvas, code.size());
            code.view(canvas, place);
            body
        }
        None => chrome.draw(sight, canvas),
    };
    let speech = sight.speech;
    let air = || (String::new(), Tone::Text);
    let written = speech.code_groups(Text::long(door.content.as_str()).as_str());
    let mut lines = vec![
        (speech.say("member-door-code"), Tone::Title),
        air(),
        (written, Tone::Price),
        air(),
        (speech.say(if door.is_qr { "door-code-how" } else { "door-code-how-text" }), Tone::Text),
    ];
    if let Some(left) = left(door, sight.now) {
        let left = speech.countdown(left);
        lines.extend([air(), (speech.with("door-code-left", &[("left", left.into())]), Tone::Dim)]);
    }
    pages::view(sight, canvas, body, &lines, 0);
}

fn view_nothing(sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect) {
    let speech = sight.speech;
    let since = shelf(sight).and_then(Remote::asked_at);
    match (trouble_of(sight), since) {
        (Some(told), _) if is_refused(told) => {
            let (what, next) = (speech.say("door-code-none"), speech.say("no-sale-next"));
            notice::fault(canvas, area, &FaultWords { what: &what, money: "", next: &next, reference: "" });
        }
        (Some(told), _) => unread(sight, canvas, area, told),
        (None, Some(since)) => busy_since(sight, canvas, area, &speech.say("door-code-loading"), since),
        (None, None) => notice::busy(canvas, area, &speech.say("door-code-loading"), ""),
    }
}
