//! A check-in voucher is redeemed: its code, and who has it.
//!
//! The code works once and nothing can be read of it, so it is sent only after everything that can be checked here is, and
//! never beside a try that is in doubt. What was typed is dropped with the screen.

use std::fmt;

use ratatui::layout::Rect;

use super::Next;
use super::chrome::{Chrome, explain};
use super::claim::scanned_instead;
use super::form_entry::{FormEntry, FormEntryOutcome};
use super::members::asking::{ask_studio_as, closed_words};
use super::visitor::privacy;
use super::visitor_form::check::is_email;
use super::visitor_form::{EMAIL_MAX, NAME_MAX};
use crate::app::shared::{Cx, Sight};
use crate::domain::price::Voucher;
use crate::domain::request::{Redeem, Redemption, Request, VoucherHash};
use crate::ui::canvas::{ButtonKind, Canvas, wrap};
use crate::ui::form::{Form, Item};
use crate::ui::key::Key;
use crate::ui::theme::Tone;
use crate::words::Speech;

/// Shows the privacy notice.
const PRIVACY: Key = Key::F(4);

/// The fields, in the order they are asked.
const VOUCHER: usize = 0;
const FIRST_NAME: usize = 1;
const LAST_NAME: usize = 2;
const EMAIL: usize = 3;

/// A check-in voucher is redeemed.
pub struct RedeemScreen {
    entry: FormEntry,
    /// Whether the privacy notice lies over the form.
    privacy: bool,
}

impl RedeemScreen {
    /// An empty form, or one with the code that was typed or scanned where a claim code is asked for.
    pub fn enter(cx: &mut Cx<'_>, code: Option<String>) -> Self {
        let mut form = Form::new(items(cx.speech()));
        if let Some(code) = code.filter(|code| Voucher::new(code).is_some()) {
            form.set_text(VOUCHER, code.trim());
            form.set_focus(FIRST_NAME);
        }
        Self { entry: FormEntry::new(form), privacy: false }
    }

    /// Types, goes on or back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if std::mem::take(&mut self.privacy) {
            return Next::Stay;
        }
        if key == PRIVACY {
            self.privacy = privacy(cx.settings, cx.visit.language).is_some();
            return Next::Stay;
        }
        let is_name = |index| matches!(index, VOUCHER | FIRST_NAME | LAST_NAME);
        match self.entry.on_key(key, cx.visit.by_touch, cx.visit.language, is_name) {
            FormEntryOutcome::Changed(index) => self.entry.form.set_error(index, None),
            FormEntryOutcome::Left(index) => self.check(cx.speech(), index),
            FormEntryOutcome::GoOn => return self.redeem(cx),
            FormEntryOutcome::Close => return Next::Back,
            FormEntryOutcome::Stay => {}
        }
        Next::Stay
    }

    /// A scan is the code, wherever the focus is, unless it is a claim code of this kiosk.
    pub fn on_scan(&mut self, cx: &mut Cx<'_>, text: &str) -> Next {
        if let Some(next) = scanned_instead(cx, text) {
            return next;
        }
        self.privacy = false;
        self.entry.form.set_text(VOUCHER, text.trim());
        self.check(cx.speech(), VOUCHER);
        if self.entry.form.focus() == VOUCHER && !self.entry.form.has_error(VOUCHER) {
            self.entry.form.set_focus(FIRST_NAME);
        }
        Next::Stay
    }

    /// Says what is wrong with a field that something is typed in.
    fn check(&mut self, speech: Speech<'_>, index: usize) {
        let text = self.entry.form.text(index).trim();
        let error = match index {
            _ if text.is_empty() => None,
            VOUCHER if Voucher::new(text).is_none() => Some("redeem-error-voucher"),
            EMAIL if !is_email(text) => Some("visitor-error-email"),
            _ => None,
        };
        self.entry.form.set_error(index, error.map(|key| speech.say(key)));
    }

    /// Checks everything, moves to the first mistake, and says whether there is none.
    fn check_all(&mut self, speech: Speech<'_>) -> bool {
        for index in [VOUCHER, FIRST_NAME, LAST_NAME, EMAIL] {
            self.check(speech, index);
            if self.entry.form.text(index).trim().is_empty() {
                self.entry.form.set_error(index, Some(speech.say("visitor-error-missing")));
            }
        }
        let wrong = (VOUCHER..=EMAIL).find(|index| self.entry.form.has_error(*index));
        if let Some(index) = wrong {
            self.entry.form.set_focus(index);
        }
        wrong.is_none()
    }

    /// Hands it over; from here on it is the till's.
    fn redeem(&mut self, cx: &mut Cx<'_>) -> Next {
        if !self.check_all(cx.speech()) || self.closed(&cx.sight()).is_some() {
            return Next::Stay;
        }
        let typed = |index| self.entry.form.text(index).trim().to_owned();
        let Some(voucher) = Voucher::new(self.entry.form.text(VOUCHER)) else { return Next::Stay };
        let redemption = Redemption {
            voucher,
            first_name: typed(FIRST_NAME),
            last_name: typed(LAST_NAME),
            email: typed(EMAIL),
        };
        ask_studio_as(cx, request(&redemption.voucher), Some(redemption))
    }

    /// Why it cannot be redeemed now, in one line.
    fn closed(&self, sight: &Sight<'_>) -> Option<String> {
        let Some(voucher) = Voucher::new(self.entry.form.text(VOUCHER)) else {
            return sight.no_request_notice().map(|(said, _)| said);
        };
        closed_words(sight, &request(&voucher))
    }

    /// Puts the form in the visitor's language; what was typed stays.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        let speech = cx.speech();
        let wrong: Vec<_> = (VOUCHER..=EMAIL).filter(|index| self.entry.form.has_error(*index)).collect();
        self.entry.form.relabel(items(speech), Some);
        for index in wrong {
            self.check(speech, index);
        }
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let (back, label) = (speech.say("back"), speech.say("redeem-button"));
        let privacy_label = speech.say("visitor-privacy");
        let text = privacy(sight.settings, speech.language());
        let closed = self.closed(sight);
        let is_closed = closed.is_some();
        // With the keyboard on the screen there is no room for the sentence above the button.
        let once_short = || {
            let hidden = self.entry.is_keyboard_open();
            hidden.then(|| (speech.say("redeem-once-short"), Tone::Notice))
        };
        let notice = closed.map(|said| (said, Tone::Warning)).or_else(once_short);
        let notice = notice.or_else(|| sight.privacy_notice());
        let kind = if is_closed { ButtonKind::Disabled } else { ButtonKind::Primary };
        let more = text.iter().map(|_| (privacy_label.as_str(), PRIVACY)).collect();
        let primary = Some((label.as_str(), kind));
        let chrome = Chrome { notice, back: Some(&back), primary, more, ..Chrome::default() };
        let body = chrome.draw(sight, canvas);
        let above = if self.entry.is_keyboard_open() { body } else { view_once(sight, canvas, body) };
        self.entry.view(sight, canvas, above, &speech.say("redeem-title"));
        if let (true, Some(text)) = (self.privacy, text) {
            explain(sight, canvas, &privacy_label, &text);
        }
    }
}

/// What is typed here is personal, and a code is worth money.
impl fmt::Debug for RedeemScreen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RedeemScreen(***)")
    }
}

/// Says where the eye is before it finds the button that the code works once; gives the rows above.
fn view_once(sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect) -> Rect {
    let once = sight.speech.say("redeem-once");
    let rows = u16::try_from(wrap(&once, body.width).len()).unwrap_or(u16::MAX).min(body.height);
    let above = Rect { height: body.height - rows, ..body };
    canvas.paragraph(Rect { y: above.bottom(), height: rows, ..body }, &once, Tone::Title);
    above
}

/// What is asked of the studio: of the code only a digest is written down.
fn request(voucher: &Voucher) -> Request {
    Request::Redeem(Redeem { voucher: VoucherHash::of(voucher) })
}

fn items(speech: Speech<'_>) -> Vec<Item> {
    let item = |label, why, max| Item::text(&speech.say(label), max).hint(&speech.say(why)).required();
    vec![
        item("redeem-voucher", "redeem-why-voucher", Voucher::MAX),
        item("visitor-first-name", "redeem-why-name", NAME_MAX),
        item("visitor-last-name", "redeem-why-name", NAME_MAX),
        item("visitor-email", "redeem-why-email", EMAIL_MAX),
    ]
}
