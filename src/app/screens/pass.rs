//! The pass: the access code as a QR code and as text, what to do with it, and how long it stays on the screen.

use std::time::Duration;

use super::Next;
use super::awaited::next_second;
use super::chrome::Chrome;
use super::deaf::Deaf;
use super::paying::column;
use crate::app::shared::{Cx, Sight};
use crate::app::till::Stage;
use crate::domain::intent::Intent;
use crate::domain::pass::{AccessCode, Reference};
use crate::domain::text::Text;
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::frame::BESIDE_CODE;
use crate::ui::key::Key;
use crate::ui::qr::Code;
use crate::ui::theme::Tone;

/// How long the code stays without a key: long enough to find a phone and photograph it.
const SHOWN_FOR: Duration = Duration::from_mins(2);

/// However often it is extended, the next visitor gets their turn.
const SHOWN_FOR_MAX: Duration = Duration::from_mins(10);
/// Keeps it on the screen.
const LONGER: Key = Key::F(4);

/// A pass with its code.
#[derive(Debug)]
pub struct Pass {
    pub(super) reference: Reference,
    until: Moment,
    deaf: Deaf,
}

impl Pass {
    /// Shows the pass of this sale.
    pub fn enter(cx: &mut Cx<'_>, reference: Reference) -> Self {
        Self {
            reference,
            until: cx.now.moment + SHOWN_FOR,
            deaf: Deaf::on_arrival(cx.now.moment, cx.active_at),
        }
    }

    /// Enter ends the visit, F4 adds time; any other key says that somebody is still looking.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        let now = cx.now.moment;
        if !self.deaf.hears(now) {
            return Next::Stay;
        }
        self.until = match key {
            Key::Enter => return Next::Home,
            LONGER => (self.until + SHOWN_FOR).min(now + SHOWN_FOR_MAX),
            _ => self.until.max(now + SHOWN_FOR),
        };
        Next::Stay
    }

    /// Its time is up.
    pub fn on_wake(&mut self, cx: &mut Cx<'_>) -> Next {
        if cx.now.moment >= self.until { Next::Home } else { Next::Stay }
    }

    /// The next second of its clock.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        next_second(self.until, sight.now.moment).or(Some(self.until))
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let Some(Stage::Bought(bought)) = sight.till.stage(&self.reference) else { return };
        let Some(access) = bought.code else { return };
        let speech = sight.speech;
        let (done, longer) = (speech.say("pass-done"), speech.say("pass-longer"));
        let chrome = Chrome {
            primary: Some((&done, ButtonKind::Primary)),
            more: vec![(&longer, LONGER)],
            ..Chrome::default()
        };
        let grid = canvas.area();
        let room = (grid.width.saturating_sub(BESIDE_CODE), grid.height);
        let body = match Code::access(access.as_str().as_bytes(), room) {
            Some(code) => {
                let (body, place) = chrome.draw_with_code(sight, canvas, code.size());
                code.view(canvas, place);
                body
            }
            None => chrome.draw(sight, canvas),
        };
        column(canvas, body, &self.lines(sight, access));
    }

    fn lines(&self, sight: &Sight<'_>, access: &AccessCode) -> Vec<(String, Tone)> {
        let speech = sight.speech;
        let shown = speech.code_groups(Text::long(access.as_str()).as_str());
        let air = || (String::new(), Tone::Text);
        let mut lines = vec![(speech.say("pass-title"), Tone::Success), air(), (shown, Tone::Price), air()];
        if let Some(order) = sight.till.ordered(&self.reference).and_then(Intent::pass) {
            let day = speech.date_short(order.valid_from);
            lines.push((order.offer_name.to_string(), Tone::Title));
            lines.push((speech.with("pass-from", &[("day", day.into())]), Tone::Text));
            let validity = sight.visit.chosen.as_ref().and_then(|chosen| chosen.detail.validity.as_ref());
            if let Some(term) = validity.filter(|term| term.is_known()) {
                lines
                    .push((speech.with("offer-validity", &[("term", speech.term(term).into())]), Tone::Text));
            } else if let Some(last) = order.valid_until.filter(|last| *last > order.valid_from) {
                let day = speech.date_short(last);
                lines.push((speech.with("pass-until", &[("day", day.into())]), Tone::Text));
            }
        }
        lines.extend([air(), (speech.say("pass-how"), Tone::Text), air()]);
        if let Some(claim) = sight.till.claim(&self.reference) {
            lines.push((speech.with("pass-claim", &[("code", claim.to_string().into())]), Tone::Dim));
        }
        let left = speech.countdown(self.until.since(sight.now.moment));
        lines.push((speech.with("pass-left", &[("left", left.into())]), Tone::Dim));
        lines
    }
}
