//! How a request looks: on its way, confirmed, or as a claim ticket.

use super::confirmation::Confirmation;
use super::told::told;
use super::{F4, Phase, RequestScreen, is_unsent};
use crate::app::screens::awaited::{Wait, waited};
use crate::app::screens::chrome::{Chrome, busy_text};
use crate::app::screens::outcome::ticket::ClaimTicket;
use crate::app::screens::outcome::view_ticket;
use crate::app::screens::paying::{SURE, column};
use crate::app::shared::Sight;
use crate::app::till::Stage;
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::frame::{BESIDE_CODE, FooterButton};
use crate::ui::key::Key;
use crate::ui::notice;
use crate::ui::qr::Code;
use crate::ui::theme::Tone;

impl RequestScreen {
    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let Some(stage) = sight.till.stage(&self.reference) else { return };
        match &self.phase {
            Phase::Waiting { since, asking } => {
                self.view_waiting(sight, canvas, stage, *since);
                if *asking {
                    view_question(sight, canvas, stage);
                }
            }
            Phase::Told { until, .. } => self.view_told(sight, canvas, stage, *until),
        }
    }

    fn view_waiting(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, stage: Stage<'_>, since: Moment) {
        let speech = sight.speech;
        let wait = waited(since, sight.now.moment);
        let (give_up, leave) = (speech.say("request-stop"), speech.say("paying-leave"));
        let back = match stage {
            stage if is_unsent(stage) => Some(give_up.as_str()),
            _ => (wait == Wait::Long).then_some(leave.as_str()),
        };
        let body = Chrome { back, ..Chrome::default() }.draw(sight, canvas);
        let text = match stage {
            Stage::Waiting { until } => {
                let left = speech.countdown(until.since(sight.now.moment));
                speech.with("paying-waiting", &[("left", left.into())])
            }
            Stage::Retrying => speech.say("request-retrying"),
            Stage::Preparing | Stage::Authorised => speech.say("request-preparing"),
            _ => speech.say("request-sending"),
        };
        // From here on power may go with something done: the code brings back what became of it.
        let key = if wait == Wait::Long { "request-long" } else { "request-code" };
        let claim = sight.till.claim(&self.reference).filter(|_| stage == Stage::Buying);
        let detail = claim.map(|claim| speech.with(key, &[("code", claim.to_string().into())]));
        busy_text(canvas, body, &text, &detail.unwrap_or_default(), wait);
    }

    fn view_told(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, stage: Stage<'_>, until: Moment) {
        let Some(intent) = sight.till.ordered(&self.reference) else { return };
        let claim = sight.till.claim(&self.reference);
        if let Stage::Granted(grant) = stage
            && let Some(confirmation) = Confirmation::of(sight, intent, grant, claim)
        {
            return view_confirmation(sight, canvas, confirmation, until);
        }
        let Some(request) = intent.request() else { return };
        if let Some(ticket) = ClaimTicket::telling(sight, &self.reference, &told(request, stage)) {
            view_ticket(sight, canvas, &ticket, until);
        }
    }
}

fn view_confirmation(sight: &Sight<'_>, canvas: &mut Canvas<'_>, confirmation: Confirmation, until: Moment) {
    let speech = sight.speech;
    let (done, longer) = (speech.say("frame-done"), speech.say("pass-longer"));
    let chrome = Chrome {
        primary: Some((&done, ButtonKind::Primary)),
        more: vec![(&longer, F4)],
        ..Chrome::default()
    };
    let grid = canvas.area();
    let room = (grid.width.saturating_sub(BESIDE_CODE), grid.height);
    let code = confirmation.code.and_then(|code| Code::access(code.as_bytes(), room));
    let body = match code {
        Some(code) => {
            let (body, place) = chrome.draw_with_code(sight, canvas, code.size_in(room));
            code.view(canvas, place);
            body
        }
        None => chrome.draw(sight, canvas),
    };
    let mut lines = confirmation.lines;
    let left = speech.countdown(until.since(sight.now.moment));
    lines.push((speech.with("pass-left", &[("left", left.into())]), Tone::Dim));
    column(canvas, body, &lines);
}

/// The question before a request is given up.
fn view_question(sight: &Sight<'_>, canvas: &mut Canvas<'_>, stage: Stage<'_>) {
    let speech = sight.speech;
    // After a 429 it may have been done all the same, and nothing is promised before that is looked up.
    let text = match stage {
        Stage::Waiting { .. } => "request-give-up-sent",
        _ => "request-give-up-text",
    };
    let (yes, no) = (speech.say("request-give-up-yes"), speech.say("paying-cancel-no"));
    let buttons = [
        FooterButton { label: &yes, key: SURE, kind: ButtonKind::Danger },
        FooterButton { label: &no, key: Key::Enter, kind: ButtonKind::Primary },
    ];
    notice::question(canvas, &speech.say("request-give-up"), &speech.say(text), &buttons);
}
