//! A sale that did not end in a pass with a code, as a claim ticket: what happened, where the money is, what happens next,
//! whom to ask, and the claim code, also to be scanned from a photograph. It follows the sale: when the pass is found while
//! the person still stands here, it appears by itself.

pub(super) mod ticket;

use std::time::Duration;

use super::awaited::next_second;
use super::chrome::Chrome;
use super::deaf::Deaf;
use super::paying::column;
use super::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::app::till::{Stage, Till};
use crate::domain::pass::Reference;
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::frame::BESIDE_CODE;
use crate::ui::key::Key;
use crate::ui::notice;
use crate::ui::qr::Code;
use crate::ui::theme::Tone;
use ticket::ClaimTicket;

/// How long it stays without a key: long enough to photograph the claim code.
const SHOWN_FOR: Duration = Duration::from_secs(90);

/// The end of a sale, or its being looked for.
#[derive(Debug)]
pub struct Outcome {
    pub(super) reference: Reference,
    until: Moment,
    deaf: Deaf,
}

impl Outcome {
    /// Tells of this sale.
    pub fn enter(cx: &mut Cx<'_>, reference: Reference) -> Self {
        Self {
            reference,
            until: cx.now.moment + SHOWN_FOR,
            deaf: Deaf::on_arrival(cx.now.moment, cx.active_at),
        }
    }

    /// Enter ends the visit, F4 tries again where nothing was bought; any other key keeps it on the screen.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if !self.deaf.hears(cx.now.moment) {
            return Next::Stay;
        }
        let stage = cx.till.stage(&self.reference);
        let again =
            cx.till.is_of_this_visit(&self.reference) && stage.is_some_and(ticket::can_be_tried_again);
        self.until = cx.now.moment + SHOWN_FOR;
        match key {
            Key::Enter => Next::Home,
            // Where a moment ago it led out of the waiting, it must not throw the code away.
            Key::Esc if !self.is_to_be_kept(cx.till) => Next::Home,
            Key::F(4) if again => Next::Back,
            _ => Next::Stay,
        }
    }

    /// The pass appears when it is found.
    pub fn follow(&mut self, cx: &mut Cx<'_>) -> Next {
        match cx.till.stage(&self.reference) {
            Some(Stage::Bought(bought)) if bought.code.is_some() => {
                Next::Finish(Place::Pass(self.reference.clone()))
            }
            Some(_) => Next::Stay,
            None => Next::Home,
        }
    }

    /// Whether the visitor should have the time to keep the claim code.
    pub fn is_to_be_kept(&self, till: &Till) -> bool {
        till.stage(&self.reference).is_some_and(ticket::is_to_be_kept)
    }

    /// Its time is up, or the till has found the pass.
    pub fn on_wake(&mut self, cx: &mut Cx<'_>) -> Next {
        if cx.now.moment >= self.until { Next::Home } else { self.follow(cx) }
    }

    /// The next second of its clock.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        next_second(self.until, sight.now.moment).or(Some(self.until))
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        if let Some(ticket) = ClaimTicket::of(sight, &self.reference) {
            view_ticket(sight, canvas, &ticket, self.until);
        }
    }
}

/// Draws a claim ticket that stays until then; with the code beside the words where somebody should keep it.
pub(super) fn view_ticket(sight: &Sight<'_>, canvas: &mut Canvas<'_>, ticket: &ClaimTicket, until: Moment) {
    let speech = sight.speech;
    let (done, again) = (speech.say("frame-done"), speech.say("frame-again"));
    let left = speech.countdown(until.since(sight.now.moment));
    let mut chrome = Chrome { primary: Some((&done, ButtonKind::Primary)), ..Chrome::default() };
    if ticket.again {
        chrome.more.push((again.as_str(), Key::F(4)));
    }
    let grid = canvas.area();
    let room = (grid.width.saturating_sub(BESIDE_CODE), grid.height);
    let code = ticket.to_keep().and_then(|code| Code::access(code.as_bytes(), room));
    if let Some(code) = code {
        let (body, place) = chrome.draw_with_code(sight, canvas, code.size_in(room));
        code.view(canvas, place);
        let mut lines = ticket.lines();
        lines.push((speech.with("pass-left", &[("left", left.into())]), Tone::Dim));
        column(canvas, body, &lines);
    } else {
        chrome.notice = Some((speech.with("outcome-left", &[("left", left.into())]), Tone::Dim));
        let body = chrome.draw(sight, canvas);
        let lines = ticket.lines();
        let lines: Vec<(&str, Tone)> = lines.iter().map(|(text, tone)| (text.as_str(), *tone)).collect();
        notice::block(canvas, body, &lines);
    }
}
