//! Paying on the phone, and the moment of the purchase: the sale belongs to the till, this screen follows it.

use std::time::Duration;

use ratatui::layout::Rect;

use super::awaited::{Wait, next_change, next_second, waited};
use super::chrome::{Chrome, busy_text};
use super::{Idle, Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::app::till::{PhoneView, Stage};
use crate::domain::intent::Abandonment;
use crate::domain::pass::Reference;
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas, wrap};
use crate::ui::frame::{BESIDE_CODE, FooterButton};
use crate::ui::key::Key;
use crate::ui::notice;
use crate::ui::qr::Code;
use crate::ui::theme::Tone;

/// What a question is answered with by somebody who is sure; Enter, which is pressed twice so easily, is the safe answer.
pub const SURE: Key = Key::F(4);
/// In a demo, the key that pretends to be the phone.
const PRETEND: Key = Key::Char('p');

/// A code that nobody has scanned for this long may have nobody standing before it.
const UNTAKEN_FOR_MAX: Duration = Duration::from_mins(2);

/// A sale being paid and bought.
#[derive(Debug)]
pub struct Paying {
    reference: Reference,
    /// Whether the question "cancel?" is open.
    asking: bool,
    /// Since when something is awaited that the visitor cannot speed up.
    waiting_since: Option<Moment>,
}

impl Paying {
    /// Follows this sale.
    pub fn new(reference: Reference) -> Self {
        Self { reference, asking: false, waiting_since: None }
    }

    /// Cancels after a question, renews, or leaves a purchase that takes long.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if self.asking {
            self.asking = !matches!(key, Key::Enter | Key::Esc | SURE);
            if key == SURE {
                cx.till.cancel(cx.now, &self.reference, cx.out);
            }
            return Next::Stay;
        }
        let Some(stage) = cx.till.stage(&self.reference) else { return Next::Home };
        match (stage, key) {
            (stage, Key::Esc) if is_open(stage) => {
                self.asking = true;
            }
            (Stage::Paying(_), PRETEND) if cx.settings.demo => cx.till.pretend_phone(&self.reference, cx.out),
            (Stage::Expired { renewable: true, .. }, Key::Enter) => {
                cx.till.renew(cx.now, &self.reference, cx.out);
            }
            (Stage::Expired { .. }, Key::Esc | Key::Enter) => cx.till.cancel(cx.now, &self.reference, cx.out),
            (Stage::Buying, Key::Esc) if self.is_long(cx.now.moment) => {
                return Next::Replace(Place::Outcome(self.reference.clone()));
            }
            _ => {}
        }
        self.follow(cx)
    }

    /// Goes where the sale has gone.
    pub fn follow(&mut self, cx: &mut Cx<'_>) -> Next {
        let Some(stage) = cx.till.stage(&self.reference) else { return Next::Home };
        let waits = stage == Stage::Buying || is_open(stage) && !matches!(stage, Stage::Paying(_));
        self.waiting_since = if waits { self.waiting_since.or(Some(cx.now.moment)) } else { None };
        // Once the call may be on its way there is nothing left to cancel.
        self.asking &= is_open(stage);
        match stage {
            Stage::Bought(bought) if bought.code.is_some() => {
                Next::Finish(Place::Pass(self.reference.clone()))
            }
            Stage::GivenUp(Abandonment::Cancelled) => Next::Back,
            Stage::GivenUp(Abandonment::BoughtBefore) => {
                let twin = cx.till.twin(&self.reference).unwrap_or(&self.reference).clone();
                match cx.till.stage(&twin) {
                    Some(Stage::Bought(bought)) if bought.code.is_some() => Next::Finish(Place::Pass(twin)),
                    _ => Next::Replace(Place::Outcome(twin)),
                }
            }
            stage if stage.is_unfinished_end() => Next::Replace(Place::Outcome(self.reference.clone())),
            _ => Next::Stay,
        }
    }

    fn is_long(&self, now: Moment) -> bool {
        self.waiting_since.is_some_and(|since| waited(since, now) == Wait::Long)
    }

    /// The next second of a countdown, or of a busy text.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        let now = sight.now.moment;
        let countdown = match sight.till.stage(&self.reference)? {
            Stage::Paying(PhoneView { expires: end, .. })
            | Stage::Expired { until: end, .. }
            | Stage::Waiting { until: end } => next_second(end, now),
            _ => None,
        };
        let busy = self.waiting_since.and_then(|since| next_change(since, now));
        countdown.into_iter().chain(busy).min()
    }

    /// Nobody touches the screen while paying on a phone; a code that no phone has taken for long is asked about. What waits
    /// for the server must be seen to its end.
    pub fn idle(&self, sight: &Sight<'_>) -> Idle {
        match sight.till.stage(&self.reference) {
            Some(Stage::Paying(phone)) if !phone.is_taken() => Idle::After(UNTAKEN_FOR_MAX),
            _ => Idle::Own,
        }
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let Some(stage) = sight.till.stage(&self.reference) else { return };
        match stage {
            Stage::Paying(phone) => self.view_payment(sight, canvas, phone),
            Stage::Expired { until, renewable } => view_expired(sight, canvas, until, renewable),
            Stage::Waiting { until } => self.view_busy(sight, canvas, stage, "paying-waiting", Some(until)),
            Stage::Retrying => self.view_busy(sight, canvas, stage, "paying-retrying", None),
            Stage::Preparing => self.view_busy(sight, canvas, stage, "paying-preparing", None),
            Stage::Authorised
            | Stage::Buying
            | Stage::Bought(_)
            | Stage::Checking
            | Stage::Refused
            | Stage::GivenUp(_)
            | Stage::NotRecorded
            | Stage::AtDesk => self.view_busy(sight, canvas, stage, "paying-buying", None),
        }
        if self.asking {
            let speech = sight.speech;
            // After a 429 something may have been bought all the same, and nothing is promised before that is looked up.
            let sent = matches!(stage, Stage::Waiting { .. });
            let text = if sent { "paying-cancel-sent" } else { "paying-cancel-text" };
            let (yes, no) = (speech.say("paying-cancel-yes"), speech.say("paying-cancel-no"));
            let buttons = [
                FooterButton { label: &yes, key: SURE, kind: ButtonKind::Danger },
                FooterButton { label: &no, key: Key::Enter, kind: ButtonKind::Primary },
            ];
            notice::question(canvas, &speech.say("paying-cancel-title"), &speech.say(text), &buttons);
        }
    }

    fn view_payment(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, phone: PhoneView<'_>) {
        let speech = sight.speech;
        let (back, pretend) = (speech.say("cancel"), speech.say("paying-pretend"));
        let more =
            if sight.settings.demo && !phone.is_taken() { vec![(pretend.as_str(), PRETEND)] } else { vec![] };
        let chrome = Chrome { step: Some(5), back: Some(&back), more, ..Chrome::default() };
        let grid = canvas.area();
        let room = (grid.width.saturating_sub(BESIDE_CODE), grid.height);
        let code =
            phone.address.filter(|_| !phone.is_taken()).and_then(|address| Code::payment(address, room));
        let body = match code {
            Some(code) => {
                let (body, place) = chrome.draw_with_code(sight, canvas, code.size());
                code.view(canvas, place);
                body
            }
            None => chrome.draw(sight, canvas),
        };
        let Some(intent) = sight.till.ordered(&self.reference) else { return };
        let title = if phone.is_taken() { "paying-taken" } else { "paying-title" };
        let how = if phone.is_taken() { "paying-taken-how" } else { "paying-how" };
        let left = speech.countdown(phone.expires.since(sight.now.moment));
        // The code of the address has a line of its own: nobody types across a line break.
        let shown = phone.address.filter(|_| !phone.is_taken()).unwrap_or_default();
        let (address, code) = shown.rfind('/').map_or((shown, ""), |at| shown.split_at(at + 1));
        let lines = [
            (speech.say(title), Tone::Title),
            (String::new(), Tone::Text),
            (speech.money(&intent.order.payable), Tone::Price),
            (intent.order.offer_name.to_string(), Tone::Dim),
            (String::new(), Tone::Text),
            (speech.say(how), Tone::Text),
            (address.to_owned(), Tone::Accent),
            (code.to_owned(), Tone::Accent),
            (String::new(), Tone::Text),
            (speech.with("paying-left", &[("left", left.into())]), Tone::Text),
        ];
        column(canvas, body, &lines);
    }

    fn view_busy(
        &self,
        sight: &Sight<'_>,
        canvas: &mut Canvas<'_>,
        stage: Stage<'_>,
        key: &str,
        until: Option<Moment>,
    ) {
        let speech = sight.speech;
        let (leave, cancel) = (speech.say("paying-leave"), speech.say("cancel"));
        let back = match stage {
            stage if is_open(stage) => Some(cancel.as_str()),
            _ => self.is_long(sight.now.moment).then_some(leave.as_str()),
        };
        let chrome = Chrome { step: Some(5), back, ..Chrome::default() };
        let body = chrome.draw(sight, canvas);
        let left = until.map(|until| speech.countdown(until.since(sight.now.moment))).unwrap_or_default();
        let text = speech.with(key, &[("left", left.into())]);
        let wait = self.waiting_since.map_or(Wait::Busy, |since| waited(since, sight.now.moment));
        let claim = sight.till.claim(&self.reference).filter(|_| stage == Stage::Buying);
        let long = claim.map(|claim| speech.with("paying-long", &[("code", claim.to_string().into())]));
        let long = long.unwrap_or_default();
        busy_text(canvas, body, &text, &long, wait);
    }
}

fn view_expired(sight: &Sight<'_>, canvas: &mut Canvas<'_>, until: Moment, renewable: bool) {
    let speech = sight.speech;
    let (back, again) = (speech.say("cancel"), speech.say("paying-renew"));
    let order = speech.say("paying-order");
    let label = if renewable { &again } else { &order };
    let chrome = Chrome {
        step: Some(5),
        back: Some(&back),
        primary: Some((label, ButtonKind::Primary)),
        ..Chrome::default()
    };
    let body = chrome.draw(sight, canvas);
    let left = speech.countdown(until.since(sight.now.moment));
    let next = if renewable { "paying-expired-next" } else { "paying-expired-last" };
    let next = speech.with(next, &[("left", left.into())]);
    let words = notice::FaultWords {
        what: &speech.say("paying-expired"),
        money: &speech.say("money-not-charged"),
        next: &next,
        reference: "",
    };
    notice::fault(canvas, body, &words);
}

/// Whether the sale can still be given up without a doubt about money.
fn is_open(stage: Stage<'_>) -> bool {
    match stage {
        Stage::Preparing | Stage::Paying(_) | Stage::Authorised | Stage::Retrying | Stage::Waiting { .. } => {
            true
        }
        Stage::Expired { .. }
        | Stage::Buying
        | Stage::Bought(_)
        | Stage::Checking
        | Stage::Refused
        | Stage::GivenUp(_)
        | Stage::NotRecorded
        | Stage::AtDesk => false,
    }
}

/// Paragraphs one below the other. The empty ones between them are air, and go when there is no room for it.
pub fn column(canvas: &mut Canvas<'_>, area: Rect, lines: &[(String, Tone)]) {
    let rows = |text: &str| u16::try_from(wrap(text, area.width).len()).unwrap_or(u16::MAX);
    let needed: u16 = lines.iter().map(|(text, _)| rows(text)).sum();
    let mut air = area.height.saturating_sub(needed);
    let mut rest = area;
    for (text, tone) in lines {
        let used = if text.is_empty() { air.min(1) } else { canvas.paragraph(rest, text, *tone) };
        air -= if text.is_empty() { used } else { 0 };
        rest = Rect { y: rest.y + used, height: rest.height.saturating_sub(used), ..rest };
    }
}
