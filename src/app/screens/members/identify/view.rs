//! How the two questions look, the waiting, and the desk.

use ratatui::layout::Rect;

use super::{Desk, Identify, Phase, closed};
use crate::app::no_sale::NoSale;
use crate::app::screens::chrome::{Chrome, busy_since, keyboard_below, unread};
use crate::app::screens::claim::VOUCHER;
use crate::app::shared::Sight;
use crate::domain::time::Date;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::frame;
use crate::ui::notice::{self, FaultWords};
use crate::ui::theme::Tone;

/// The rows of the two fields for a finger, and the air below them.
const FIELDS: u16 = 2;

/// Somebody of the embedded studio: the member number, and the birth date.
const DEMO_MEMBER: (&str, Date) = ("1-20101", Date::constant(1991, 3, 14));

impl Identify {
    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let back = speech.say("back");
        let closed = closed(sight).filter(|_| matches!(self.phase, Phase::Filling));
        let label = speech.say(match &self.phase {
            Phase::Failed(_) => "frame-again",
            Phase::Desk(_) => "frame-done",
            Phase::Filling if closed.is_some() => "frame-again",
            Phase::Filling if !self.entry.is_last() => "next",
            Phase::Filling | Phase::Asking(..) | Phase::Noting(..) => "identify-go",
        });
        let is_waiting = self.waiting_since().is_some();
        // What was scanned on the first screen may be a check-in voucher.
        let (voucher, is_open) =
            (speech.say("claim-voucher"), matches!(self.phase, Phase::Filling) && closed.is_none());
        let kind = if is_waiting { ButtonKind::Disabled } else { ButtonKind::Primary };
        let chrome = Chrome {
            notice: self.was_wrong.then(|| (speech.say("identify-wrong"), Tone::Error)),
            back: Some(&back),
            more: is_open.then_some((voucher.as_str(), VOUCHER)).into_iter().collect(),
            primary: Some((&label, kind)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        match (&self.phase, closed) {
            (Phase::Filling, Some(why)) => view_closed(sight, canvas, body, why),
            (Phase::Filling, None) => self.view_entry(sight, canvas, body, &label),
            (Phase::Asking(_, since, _) | Phase::Noting(_, since), _) => {
                busy_since(sight, canvas, body, &speech.say("identify-checking"), *since);
            }
            (Phase::Failed(told), _) => unread(sight, canvas, body, told),
            (Phase::Desk(why), _) => view_desk(sight, canvas, body, *why),
        }
    }

    fn view_entry(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, done: &str) {
        if self.entry.keyboard_open {
            let left = keyboard_below(sight, canvas, body, self.entry.keyboard, done);
            self.entry.form.view(canvas, left);
            return;
        }
        let speech = sight.speech;
        let rest = frame::title(canvas, body, &speech.say("identify-title"));
        let below = (rest.y + 1 + FIELDS * canvas.touch_rows() + 1).min(rest.bottom());
        self.entry.form.view(canvas, Rect { y: rest.y + 1, height: below - rest.y - 1, ..rest });
        let about = Rect { y: below, height: rest.bottom() - below, ..rest };
        let used = canvas.paragraph(about, &speech.say("identify-about"), Tone::Dim);
        if sight.settings.demo {
            let (number, born) = DEMO_MEMBER;
            let values = [("number", number.into()), ("born", speech.date_short(born).into())];
            let top = (used + 1).min(about.height);
            let hint = Rect { y: about.y + top, height: about.height - top, ..about };
            canvas.paragraph(hint, &speech.with("identify-demo", &values), Tone::Accent);
        }
    }
}

fn view_closed(sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, why: NoSale) {
    let speech = sight.speech;
    let (what, next) = match why {
        NoSale::Ending | NoSale::Opening => (why.key(), ""),
        NoSale::Offline => ("identify-offline", "no-sale-itself"),
        NoSale::Clock => ("identify-clock", "no-sale-next"),
        NoSale::Ledger(_) | NoSale::Crowded | NoSale::Unpayable => ("identify-unrecorded", "no-sale-next"),
    };
    let next = if next.is_empty() { String::new() } else { speech.say(next) };
    let what = speech.say(what);
    notice::fault(canvas, body, &FaultWords { what: &what, money: "", next: &next, reference: "" });
}

fn view_desk(sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, why: Desk) {
    let speech = sight.speech;
    let what = speech.say(match why {
        Desk::TooMany => "identify-too-many",
        Desk::NoBirthDate => "identify-no-birth-date",
        Desk::Unrecorded => "identify-unrecorded",
        Desk::Refused => "members-refused",
    });
    let next = speech.say("no-sale-next");
    notice::fault(canvas, body, &FaultWords { what: &what, money: "", next: &next, reference: "" });
}
