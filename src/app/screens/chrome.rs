//! What every screen has around its body: header, notice, footer; and the panels for waiting and for faults.

use ratatui::layout::Rect;

use super::awaited::{Awaited, Wait};
use super::banner;
use crate::app::remote::Remote;
use crate::app::shared::Sight;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::language::Language;
use crate::domain::offer::{OfferDetail, OfferId};
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::frame::{FooterButton, Header, frame, frame_with_code};
use crate::ui::key::Key;
use crate::ui::keyboard::{self, KeyboardState, KeyboardWords};
use crate::ui::notice;
use crate::ui::theme::Tone;
use crate::words::FaultWords;

/// Steps from the list of offers to the payment of a pass.
pub const STEPS: u8 = 5;

/// What a screen says around its body.
#[derive(Default)]
pub struct Chrome<'a> {
    /// Its place in the sequence, from 1, and how many there are.
    pub step: Option<(u8, u8)>,
    /// Whether the banner is drawn while nothing can be bought.
    pub banner: bool,
    /// The line above the footer.
    pub notice: Option<(String, Tone)>,
    /// What Esc does; without it there is no way back.
    pub back: Option<&'a str>,
    /// What the screen is about, on Enter.
    pub primary: Option<(&'a str, ButtonKind)>,
    /// Further buttons.
    pub more: Vec<(&'a str, Key)>,
}

impl Chrome<'_> {
    /// Draws the frame and gives the body.
    pub fn draw(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) -> Rect {
        let body = self.with_parts(sight, |header, notice, buttons| frame(canvas, header, notice, buttons));
        if self.banner { banner::draw(sight, canvas, body) } else { body }
    }

    /// Draws the frame beside a code of this size; gives the body and the place of the code.
    pub fn draw_with_code(
        &self,
        sight: &Sight<'_>,
        canvas: &mut Canvas<'_>,
        code: (u16, u16),
    ) -> (Rect, Rect) {
        self.with_parts(sight, |header, notice, buttons| {
            frame_with_code(canvas, header, notice, buttons, code)
        })
    }

    fn with_parts<T>(
        &self,
        sight: &Sight<'_>,
        draw: impl FnOnce(&Header<'_>, Option<(&str, Tone)>, &[FooterButton<'_>]) -> T,
    ) -> T {
        let speech = sight.speech;
        let studio = sight.studio_name();
        let step = self.step.map(|(step, of)| {
            speech.with("frame-step", &[("step", i64::from(step).into()), ("of", i64::from(of).into())])
        });
        let language = sight.language_name(speech.language());
        let demo = if sight.settings.demo { speech.say("frame-demo") } else { String::new() };
        let header = Header { studio: &studio, step: step.as_deref(), language: &language, demo: &demo };
        let quit = sight.settings.demo.then(|| (speech.say("frame-demo-quit"), Tone::Dim));
        let notice = self.notice.as_ref().or(quit.as_ref());
        let labels = ["help", "language", "look"].map(|key| speech.say(key));
        let mut buttons = Vec::with_capacity(8);
        if let Some(back) = self.back {
            buttons.push(FooterButton { label: back, key: Key::Esc, kind: ButtonKind::Plain });
        }
        for (label, key) in labels.iter().zip([Key::F(1), Key::F(2), Key::F(3)]) {
            buttons.push(FooterButton { label, key, kind: ButtonKind::Plain });
        }
        for (label, key) in &self.more {
            buttons.push(FooterButton { label, key: *key, kind: ButtonKind::Plain });
        }
        if let Some((label, kind)) = self.primary {
            buttons.push(FooterButton { label, key: Key::Enter, kind });
        }
        draw(&header, notice.map(|(text, tone)| (text.as_str(), *tone)), &buttons)
    }
}

impl<'a> Sight<'a> {
    /// The studio's name, or the kiosk's as long as the server has never told it.
    pub fn studio_name(&self) -> String {
        self.station.name().unwrap_or(&self.settings.kiosk.name).to_string()
    }

    /// One offer in detail, as far as it is known in the visitor's language.
    pub fn detail(&self, offer: OfferId) -> Option<&'a Remote<Box<OfferDetail>>> {
        self.station.shelf(self.visit.language)?.detail(offer)
    }

    /// The name of a language in that language.
    pub fn language_name(&self, language: Language) -> String {
        self.words.speech(language).say("language-name")
    }
}

/// Says that an answer is awaited, once it has taken long enough to matter.
pub fn busy(sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect, doing: &str, wait: Wait) {
    let long = if wait == Wait::Long { sight.speech.say("frame-busy-long") } else { String::new() };
    busy_text(canvas, area, doing, &long, wait);
}

/// The same with something else said below it.
pub fn busy_text(canvas: &mut Canvas<'_>, area: Rect, doing: &str, detail: &str, wait: Wait) {
    if wait > Wait::Short {
        notice::busy(canvas, area, doing, detail);
    }
}

/// The same for an answer a screen awaits.
pub fn busy_with(sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect, doing: &str, awaited: Awaited) {
    busy(sight, canvas, area, doing, awaited.wait(sight.now.moment));
}

/// The same for something asked since then.
pub fn busy_since(sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect, doing: &str, since: Moment) {
    busy(sight, canvas, area, doing, super::awaited::waited(since, sight.now.moment));
}

/// Says what happened, that no money moved, and what to do next.
///
/// Every fault a screen meets comes before the purchase call; what may have moved money is told by the till.
pub fn fault(sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect, fault: &Fault) {
    told(sight, canvas, area, fault, &sight.speech.say("money-not-charged"));
}

/// The same where nobody thinks of money: something could not be read.
pub fn unread(sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect, fault: &Fault) {
    told(sight, canvas, area, fault, "");
}

fn told(sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect, fault: &Fault, money: &str) {
    let speech = sight.speech;
    let FaultWords { what, next } = speech.fault(&fault.kind);
    // The server's own words help with what was asked, not with what only the operator can mend.
    let asked = matches!(fault.kind, FaultKind::Invalid | FaultKind::NotFound | FaultKind::Conflict);
    let said = fault.message.as_ref().filter(|_| asked);
    let what = said.map_or(what, |said| speech.with("frame-server-says", &[("message", said.into())]));
    notice::fault(canvas, area, &notice::FaultWords { what: &what, money, next: &next, reference: "" });
}

/// Lays a text over the screen that Enter puts away.
pub fn explain(sight: &Sight<'_>, canvas: &mut Canvas<'_>, title: &str, text: &str) {
    let close = sight.speech.say("close");
    let button = FooterButton { label: &close, key: Key::Enter, kind: ButtonKind::Primary };
    notice::question(canvas, title, text, &[button]);
}

/// Draws the keyboard over the lowest rows of a body, as wide as the terminal; gives what is left above it.
pub fn keyboard_below(
    sight: &Sight<'_>,
    canvas: &mut Canvas<'_>,
    body: Rect,
    keyboard: KeyboardState,
    done: &str,
) -> Rect {
    let rows = keyboard::rows(canvas.large()).min(body.height.saturating_sub(4));
    let screen = canvas.area();
    let keys = Rect { x: screen.x, y: body.bottom() - rows, width: screen.width, height: rows };
    let space = sight.speech.say("keyboard-space");
    keyboard.view(canvas, keys, sight.speech.language().code(), &KeyboardWords { space: &space, done });
    Rect { height: body.height - rows, ..body }
}
