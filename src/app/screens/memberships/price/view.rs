//! How the price looks: what is due on signing louder than anything else, above it what it is made of, and what will be paid
//! when.

use ratatui::layout::Rect;

use super::{Phase, Price, VOUCHER};
use crate::app::agreement::{Agreement, Stop};
use crate::app::screens::chrome::{Chrome, busy_with, fault};
use crate::app::screens::code_entry::EntryWords;
use crate::app::screens::memberships::asking::{no_order_notice, obstacle};
use crate::app::screens::memberships::costs;
use crate::app::screens::memberships::order::is_too_long;
use crate::app::shared::Sight;
use crate::domain::membership::MembershipPreview;
use crate::ui::canvas::{ButtonKind, Canvas, measure};
use crate::ui::facts::{self, Fact};
use crate::ui::frame;
use crate::ui::theme::Tone;

/// The grid from which on what it costs and when it is paid stand side by side: columns and rows.
const BESIDE: (u16, u16) = (100, 30);

/// Whether the order will not fit on this terminal: nobody reads and confirms texts for nothing.
pub(super) fn too_long(sight: &Sight<'_>, grid: Rect) -> bool {
    let agreement = sight.visit.agreement.as_ref();
    let preview = agreement.and_then(|agreement| agreement.preview.as_deref());
    agreement.zip(preview).is_some_and(|(agreement, preview)| is_too_long(sight, grid, agreement, preview))
}

impl Price {
    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        if let Some(entry) = &self.entry {
            let checking = self.awaited();
            entry.view(sight, canvas, &voucher_words(sight), None, checking);
            return;
        }
        let speech = sight.speech;
        let back = speech.say("back");
        let agreement = sight.visit.agreement.as_ref();
        let blocked = agreement.and_then(|agreement| obstacle(sight, agreement));
        let preview = agreement.and_then(|agreement| agreement.preview.as_deref());
        let (label, kind) = match &self.phase {
            Phase::Failed(_) => ("frame-again", ButtonKind::Primary),
            Phase::Refused(..) => ("agreement-mend", ButtonKind::Primary),
            Phase::Ready if preview.is_some() && blocked.is_some() => ("frame-done", ButtonKind::Primary),
            Phase::Ready if too_long(sight, canvas.area()) => ("next", ButtonKind::Disabled),
            Phase::Ready if preview.is_some() => ("next", ButtonKind::Primary),
            Phase::Ready => ("next", ButtonKind::Disabled),
            Phase::Pricing(..) => ("frame-wait", ButtonKind::Disabled),
        };
        let label = speech.say(label);
        let voucher = voucher_label(sight, agreement);
        let mut more = Vec::new();
        if let Some(voucher) =
            voucher.as_ref().filter(|_| matches!(self.phase, Phase::Ready) && blocked.is_none())
        {
            more.push((voucher.as_str(), VOUCHER));
        }
        let chrome = Chrome {
            step: agreement.map(|agreement| agreement.step(Stop::Price)),
            notice: self.notice(sight, canvas.area()).filter(|_| blocked.is_none()),
            back: Some(&back),
            primary: Some((&label, kind)),
            more,
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        match (&self.phase, agreement, preview) {
            (Phase::Failed(told) | Phase::Refused(told, _), ..) => fault(sight, canvas, body, told),
            (_, Some(agreement), Some(preview)) => match blocked {
                Some(blocked) => blocked.view(sight, canvas, body),
                None => self.view_price(sight, canvas, body, agreement, preview),
            },
            (Phase::Pricing(awaited, _), ..) => {
                busy_with(sight, canvas, body, &speech.say("review-loading"), *awaited);
            }
            _ => {}
        }
    }

    fn notice(&self, sight: &Sight<'_>, grid: Rect) -> Option<(String, Tone)> {
        let speech = sight.speech;
        let closed = no_order_notice(sight);
        match self.phase {
            Phase::Failed(_) | Phase::Refused(..) => None,
            _ if closed.is_some() => closed,
            _ if too_long(sight, grid) => Some((speech.say("module-too-long"), Tone::Warning)),
            _ if self.changed => Some((speech.say("review-changed"), Tone::Warning)),
            _ => Some((speech.say("agreement-nothing-yet"), Tone::Dim)),
        }
    }

    fn view_price(
        &self,
        sight: &Sight<'_>,
        canvas: &mut Canvas<'_>,
        body: Rect,
        agreement: &Agreement,
        preview: &MembershipPreview,
    ) {
        let speech = sight.speech;
        let title =
            speech.with("agreement-price-title", &[("name", agreement.detail.offer.name.as_str().into())]);
        let rest = frame::title(canvas, body, &title);
        let rows = canvas.touch_rows();
        let band = Rect { y: rest.bottom() - rows, height: rows, ..rest };
        view_due(sight, canvas, band, preview);
        let gap = u16::from(canvas.large());
        let above = Rect { height: rest.height.saturating_sub(rows + gap), ..rest };
        let costs = price_facts(sight, agreement, preview);
        let plan = costs::schedule(speech, preview);
        if canvas.area().width >= BESIDE.0 && canvas.area().height >= BESIDE.1 {
            let left = Rect { width: above.width / 2 - 2, ..above };
            let right = Rect { x: left.right() + 4, width: above.width - left.width - 4, ..above };
            facts::view_page(canvas, left, &costs, self.turned);
            let heading = Fact::new(speech.say("agreement-plan"), "").tone(Tone::Dim);
            let plan: Vec<_> = std::iter::once(heading).chain(plan).collect();
            facts::view_page(canvas, right, &plan, self.turned);
        } else {
            let heading = (!plan.is_empty()).then(|| {
                Fact::new(speech.say("agreement-plan"), speech.say("agreement-plan-about")).tone(Tone::Dim)
            });
            let all: Vec<_> = costs.into_iter().chain(heading).chain(plan).collect();
            facts::view_page(canvas, above, &all, self.turned);
        }
    }
}

/// What it is made of.
fn price_facts(sight: &Sight<'_>, agreement: &Agreement, preview: &MembershipPreview) -> Vec<Fact<'static>> {
    let speech = sight.speech;
    let mut facts = costs::price_facts(speech, agreement, preview);
    facts.extend(costs::voucher_facts(speech, agreement, &preview.voucher));
    // The total is one of the price: below fees and modules it would read as one of all of them.
    if let Some(volume) = costs::volume(speech, preview) {
        facts.push(Fact::new(speech.say("agreement-total"), volume));
    }
    facts.extend(costs::part_facts(speech, preview));
    facts
}

/// What is due on signing: a band of its own, the loudest thing on the screen.
fn view_due(sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect, preview: &MembershipPreview) {
    let Some(due) = preview.due else { return };
    let speech = sight.speech;
    let label = speech.say("agreement-due");
    let amount = speech.money(&due);
    canvas.fill(area, Tone::Panel);
    let row = Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: 1, ..area };
    let row = Rect { y: area.y + (area.height - 1) / 2, ..row };
    let used = canvas.line(row, &[(&label, Tone::Panel), ("  ", Tone::Panel), (&amount, Tone::PanelTitle)]);
    let is_paid_later = preview.schedule.iter().any(|it| it.amount.is_some_and(|amount| !amount.is_zero()));
    let about = speech.say(match due.is_zero() {
        false => "agreement-due-about",
        true if is_paid_later => "agreement-due-later",
        true => "agreement-due-nothing",
    });
    if used + measure(&about) + 2 <= row.width {
        canvas.right(row, &about, Tone::Panel);
    }
}

/// What the key of the voucher does; a switch knows none.
fn voucher_label(sight: &Sight<'_>, agreement: Option<&Agreement>) -> Option<String> {
    let agreement = agreement.filter(|agreement| !agreement.is_switch())?;
    let key = if agreement.voucher.is_some() { "agreement-voucher-remove" } else { "agreement-voucher" };
    Some(sight.speech.say(key))
}

fn voucher_words(sight: &Sight<'_>) -> EntryWords {
    let say = |key| sight.speech.say(key);
    EntryWords {
        title: say("review-voucher-title"),
        label: say("review-voucher"),
        hint: say("review-voucher-hint"),
        button: say("review-voucher-try"),
        checking: say("review-voucher-checking"),
        about: String::new(),
        other: None,
    }
}
