//! What the paying screen looks like.

use std::time::Duration;

use ratatui::layout::Rect;

use super::{NEW_CODE, PRETEND, Paying, SURE, is_open, tasks};
use crate::app::agreement::Stop;
use crate::app::screens::awaited::{Wait, waited};
use crate::app::screens::chrome::{Chrome, STEPS, busy_text};
use crate::app::shared::Sight;
use crate::app::till::{MoreTime, PhoneView, Stage};
use crate::domain::payment::PhoneProgress;
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas, wrap};
use crate::ui::frame::{BESIDE_CODE, FooterButton};
use crate::ui::key::Key;
use crate::ui::notice;
use crate::ui::qr::Code;
use crate::ui::theme::Tone;
use crate::words::Speech;

/// A countdown this short is written so that it is seen.
const HURRY: Duration = Duration::from_mins(1);

impl Paying {
    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let Some(stage) = sight.till.stage(&self.reference) else { return };
        match stage {
            Stage::Paying(phone) => self.view_payment(sight, canvas, phone),
            Stage::Expired { until, renewable } => {
                view_expired(sight, canvas, self.step(sight), until, renewable);
            }
            Stage::Waiting { until } => self.view_busy(sight, canvas, stage, "paying-waiting", Some(until)),
            Stage::Retrying => self.view_busy(sight, canvas, stage, "paying-retrying", None),
            Stage::Preparing => self.view_busy(sight, canvas, stage, "paying-preparing", None),
            Stage::Authorised if self.is_paid(sight) => {
                let key =
                    if self.concludes(sight) { "paying-authorised-contract" } else { "paying-authorised" };
                self.view_busy(sight, canvas, stage, key, None);
            }
            Stage::Authorised
            | Stage::Buying
            | Stage::Bought(_)
            | Stage::Granted(_)
            | Stage::Checking
            | Stage::Refused
            | Stage::GivenUp(_)
            | Stage::NotRecorded
            | Stage::AtDesk
            | Stage::Settled
            | Stage::ShownBefore => {
                let key = if self.concludes(sight) { "paying-concluding" } else { "paying-buying" };
                self.view_busy(sight, canvas, stage, key, None);
            }
        }
        if self.asking {
            let speech = sight.speech;
            let text = self.cancel_text(sight, stage);
            let title = match sight.till.ordered(&self.reference).and_then(|intent| intent.request()) {
                Some(_) => "paying-cancel-contract-title",
                None => "paying-cancel-title",
            };
            let (yes, no) = (speech.say("paying-cancel-yes"), speech.say("paying-cancel-no"));
            let buttons = [
                FooterButton { label: &yes, key: SURE, kind: ButtonKind::Danger },
                FooterButton { label: &no, key: Key::Enter, kind: ButtonKind::Primary },
            ];
            notice::question(canvas, &speech.say(title), &speech.say(text), &buttons);
        }
    }

    fn view_payment(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, phone: PhoneView<'_>) {
        let Some(intent) = sight.till.ordered(&self.reference) else { return };
        let speech = sight.speech;
        let grid = canvas.area();
        let room = (grid.width.saturating_sub(BESIDE_CODE), grid.height);
        let address = phone.address.filter(|_| !phone.is_taken());
        let body = draw_around(
            sight,
            canvas,
            self.step(sight),
            phone,
            address.and_then(|address| Code::payment(address, room)),
        );
        if phone.offers_more_time(sight.now.moment) {
            // A finger anywhere says that somebody is still here.
            canvas.region(body, Key::Enter);
        }
        let about = tasks::lines(sight, intent, phone.task);
        let Some(taken) = words(phone, sight.now.moment) else {
            // No phone reaches the address of a demo.
            let how = if sight.settings.demo { "paying-how-demo" } else { "paying-how" };
            // The code of the address has a line of its own: nobody types across a line break.
            let address = address.unwrap_or_default();
            let (address, code) = address.rfind('/').map_or((address, ""), |at| address.split_at(at + 1));
            let mut lines = vec![(speech.say(tasks::title(phone.task)), Tone::Title), air()];
            lines.extend(about);
            lines.extend([
                air(),
                (speech.say(how), Tone::Text),
                (address.to_owned(), Tone::Accent),
                (code.to_owned(), Tone::Accent),
                air(),
                time_left(sight, phone),
            ]);
            return column(canvas, body, &lines);
        };
        let reference = [("reference", intent.reference.to_string().into())];
        let mut lines = vec![taken.title(speech), air()];
        lines.extend(about);
        lines.push(air());
        if taken.is_trouble {
            lines.extend([(speech.say("money-not-charged"), Tone::Title), air()]);
        }
        lines.extend([
            (format!("► {}", speech.with(taken.next, &reference)), Tone::Text),
            air(),
            time_left(sight, phone),
        ]);
        let lines: Vec<_> = lines.iter().map(|(text, tone)| (text.as_str(), *tone)).collect();
        notice::block(canvas, body, &lines);
    }

    /// What is said before a sale is given up: whether money moves, and what happens then.
    fn cancel_text(&self, sight: &Sight<'_>, stage: Stage<'_>) -> &'static str {
        match stage {
            // After a 429 something may have been bought all the same, and nothing is promised before that is looked up.
            Stage::Waiting { .. } if self.concludes(sight) => "request-give-up-sent",
            Stage::Waiting { .. } => "paying-cancel-sent",
            Stage::Paying(phone) if phone.progress == Some(PhoneProgress::Processing) => "paying-cancel-paid",
            Stage::Paying(phone) if phone.is_taken() => "paying-cancel-taken",
            Stage::Paying(_) => "paying-cancel-text",
            Stage::Authorised | Stage::Retrying if self.is_paid(sight) => "paying-cancel-paid",
            _ if self.concludes(sight) => "paying-cancel-contract",
            _ => "paying-cancel-order",
        }
    }

    /// Whether there was something to pay, and it is authorised.
    fn is_paid(&self, sight: &Sight<'_>) -> bool {
        sight.till.ordered(&self.reference).is_some_and(|intent| !intent.order.is_free())
    }

    /// Whether a membership is concluded.
    fn concludes(&self, sight: &Sight<'_>) -> bool {
        sight.till.ordered(&self.reference).is_some_and(|intent| intent.request().is_some())
    }

    /// The last step of the way to a pass, or to a membership.
    fn step(&self, sight: &Sight<'_>) -> Option<(u8, u8)> {
        if self.concludes(sight) {
            return sight.visit.agreement.as_ref().map(|agreement| agreement.step(Stop::Phone));
        }
        Some((STEPS, STEPS))
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
        let chrome = Chrome { step: self.step(sight), back, ..Chrome::default() };
        let body = chrome.draw(sight, canvas);
        let left = until.map(|until| speech.countdown(until.since(sight.now.moment))).unwrap_or_default();
        let text = speech.with(key, &[("left", left.into())]);
        let wait = self.waiting_since.map_or(Wait::Busy, |since| waited(since, sight.now.moment));
        // From here on power may go with somebody's money on its way.
        let claim =
            sight.till.claim(&self.reference).filter(|_| matches!(stage, Stage::Authorised | Stage::Buying));
        let key = match wait {
            Wait::Long if stage == Stage::Buying => "paying-long",
            _ if self.concludes(sight) => "request-code",
            _ => "paying-code",
        };
        let detail = claim.map(|claim| speech.with(key, &[("code", claim.to_string().into())]));
        busy_text(canvas, body, &text, &detail.unwrap_or_default(), wait);
    }
}

/// An empty line.
fn air() -> (String, Tone) {
    (String::new(), Tone::Text)
}

/// Draws the frame, and the code when there is one; gives the body.
fn draw_around(
    sight: &Sight<'_>,
    canvas: &mut Canvas<'_>,
    step: Option<(u8, u8)>,
    phone: PhoneView<'_>,
    code: Option<Code>,
) -> Rect {
    let (speech, now) = (sight.speech, sight.now.moment);
    let words = ["cancel", tasks::pretend(phone.task), "paying-new-code", "paying-more-time"];
    let [back, pretend, new_code, more_time] = words.map(|key| speech.say(key));
    let primary = phone.offers_more_time(now).then_some((more_time.as_str(), ButtonKind::Primary));
    let pretends = sight.settings.demo && tasks::can_be_pretended(phone) && primary.is_none();
    let more = [(pretends, &pretend, PRETEND), (phone.offers_new_code(now), &new_code, NEW_CODE)];
    let more = more.into_iter().filter(|(offered, ..)| *offered).map(|(_, label, key)| (label.as_str(), key));
    let chrome = Chrome { step, back: Some(&back), more: more.collect(), primary, ..Chrome::default() };
    let Some(code) = code else { return chrome.draw(sight, canvas) };
    let grid = canvas.area();
    let size = code.size_in((grid.width.saturating_sub(BESIDE_CODE), grid.height));
    let (body, place) = chrome.draw_with_code(sight, canvas, size);
    code.view(canvas, place);
    body
}

/// What is said of a phone that has the payment.
struct PhoneWords {
    title: &'static str,
    next: &'static str,
    /// Something is to be done, and whether money moved must be said.
    is_trouble: bool,
}

impl PhoneWords {
    fn title(&self, speech: Speech<'_>) -> (String, Tone) {
        let title = speech.say(self.title);
        if self.is_trouble { (format!(" ! {title} "), Tone::Warning) } else { (title, Tone::Title) }
    }
}

/// What is said, and what to do; nothing while no phone has the payment.
fn words(phone: PhoneView<'_>, now: Moment) -> Option<PhoneWords> {
    let (is_trouble, title, next) = match phone.progress? {
        PhoneProgress::Closed => {
            let (title, next) = tasks::closed(phone.task);
            (true, title, next)
        }
        PhoneProgress::Broken => (true, "paying-broken", "paying-broken-next"),
        _ if phone.is_silent(now) => (true, "paying-silent", "paying-silent-next"),
        PhoneProgress::Declined => (true, "paying-declined", "paying-declined-next"),
        PhoneProgress::Open => (false, "paying-taken", tasks::next(phone.task)),
        PhoneProgress::Processing => (false, "paying-processing", "paying-processing-next"),
    };
    Some(PhoneWords { title, next, is_trouble })
}

/// How long the payment can still be made, and how to get more time.
fn time_left(sight: &Sight<'_>, phone: PhoneView<'_>) -> (String, Tone) {
    let (speech, now) = (sight.speech, sight.now.moment);
    let rest = phone.expires.since(now);
    let left = [("left", speech.countdown(rest).into())];
    let key = match phone.more_time {
        MoreTime::Asked => "paying-extending",
        MoreTime::Failed if phone.offers_more_time(now) => "paying-extend-failed",
        _ if phone.offers_more_time(now) && phone.is_taken() => "paying-ending-taken",
        _ if phone.offers_more_time(now) => "paying-ending",
        _ => "paying-left",
    };
    let tone = if rest <= HURRY { Tone::Warning } else { Tone::Text };
    (speech.with(key, &left), tone)
}

fn view_expired(
    sight: &Sight<'_>,
    canvas: &mut Canvas<'_>,
    step: Option<(u8, u8)>,
    until: Moment,
    renewable: bool,
) {
    let speech = sight.speech;
    let (back, again) = (speech.say("cancel"), speech.say("paying-renew"));
    let order = speech.say("paying-order");
    let label = if renewable { &again } else { &order };
    let chrome =
        Chrome { step, back: Some(&back), primary: Some((label, ButtonKind::Primary)), ..Chrome::default() };
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
