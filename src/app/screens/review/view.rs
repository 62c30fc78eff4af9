//! How the order looks: what the law wants on one screen, directly above the button.

use ratatui::layout::Rect;

use super::{Closed, Phase, Review, VOUCHER, closed, pass_order};
use crate::app::screens::chrome::{Chrome, STEPS, busy_with, fault};
use crate::app::screens::code_entry::EntryWords;
use crate::app::screens::offers::usage;
use crate::app::screens::paying::SURE;
use crate::app::shared::Sight;
use crate::app::visit::Chosen;
use crate::domain::price::PricePreview;
use crate::domain::text::Text;
use crate::ui::canvas::{ButtonKind, Canvas, measure};
use crate::ui::facts::{self, Fact};
use crate::ui::frame::{self, FooterButton};
use crate::ui::key::Key;
use crate::ui::notice;
use crate::ui::theme::Tone;

impl Review {
    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        if let Some(entry) = &self.entry {
            let checking = match &self.phase {
                Phase::Pricing(awaited, _) => Some(*awaited),
                Phase::Ready | Phase::Confirming(..) | Phase::Failed(_) => None,
            };
            entry.view(sight, canvas, &voucher_words(sight), Some((4, STEPS)), checking);
            return;
        }
        let speech = sight.speech;
        let back = speech.say("back");
        let (label, kind) = self.primary(sight);
        let chrome = Chrome {
            step: Some((4, STEPS)),
            notice: self.notice(sight),
            back: Some(&back),
            primary: Some((&label, kind)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        match (&self.phase, &self.shown, &sight.visit.chosen) {
            (Phase::Failed(told), _, _) => fault(sight, canvas, body, told),
            (_, Some((preview, _)), Some(chosen)) => view_order(sight, canvas, body, chosen, preview),
            (Phase::Pricing(awaited, _), None, _) => {
                busy_with(sight, canvas, body, &speech.say("review-loading"), *awaited);
            }
            _ => {}
        }
        if self.asking {
            Self::view_question(sight, canvas);
        }
    }

    fn primary(&self, sight: &Sight<'_>) -> (String, ButtonKind) {
        let speech = sight.speech;
        match (&self.phase, &self.shown) {
            (Phase::Failed(_), _) => (speech.say("frame-again"), ButtonKind::Primary),
            (Phase::Ready, Some((preview, _))) => {
                let key = if preview.payable().is_zero() { "review-order-free" } else { "review-order" };
                let open = self.closed(sight).is_none();
                (speech.say(key), if open { ButtonKind::Primary } else { ButtonKind::Disabled })
            }
            _ => (speech.say("frame-wait"), ButtonKind::Disabled),
        }
    }

    fn closed(&self, sight: &Sight<'_>) -> Option<Closed> {
        let order = self.shown.as_ref().and_then(|(preview, _)| pass_order(sight.visit, preview));
        closed(sight.now, sight.station, sight.till, order.as_ref())
    }

    /// The question before the same thing is bought a second time.
    fn view_question(sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let (yes, no) = (speech.say("review-again-yes"), speech.say("review-again-no"));
        let buttons = [
            FooterButton { label: &yes, key: SURE, kind: ButtonKind::Danger },
            FooterButton { label: &no, key: Key::Enter, kind: ButtonKind::Primary },
        ];
        notice::question(
            canvas,
            &speech.say("review-again-title"),
            &speech.say("review-again-text"),
            &buttons,
        );
    }

    fn notice(&self, sight: &Sight<'_>) -> Option<(String, Tone)> {
        let speech = sight.speech;
        if let Some(why) = self.closed(sight) {
            let key = match why {
                Closed::NoSale(why) => why.key(),
                Closed::Unsettled => "review-closed-unsettled",
            };
            return Some((speech.say(key), Tone::Warning));
        }
        if self.changed {
            return Some((speech.say("review-changed"), Tone::Warning));
        }
        if sight.visit.cancelled {
            return Some((speech.say("review-cancelled"), Tone::Notice));
        }
        sight.terms_notice()
    }
}

/// What, when, for whom, how long, renewal and notice, and the price: directly above the order button.
fn view_order(
    sight: &Sight<'_>,
    canvas: &mut Canvas<'_>,
    body: Rect,
    chosen: &Chosen,
    preview: &PricePreview,
) {
    let speech = sight.speech;
    let rest = frame::title(canvas, body, &speech.say("review-title"));
    let used = facts::view(canvas, rest, &order_facts(sight, chosen, preview));
    // The way to a voucher stands below the price it changes, clear of the order button.
    let rows = canvas.touch_rows();
    let below = Rect { y: rest.y + used + 1, height: rest.height.saturating_sub(used + 1), ..rest };
    if below.height >= rows {
        let key = if sight.visit.voucher.is_some() { "review-voucher-remove" } else { "review-voucher-add" };
        let label = speech.say(key);
        let width = (measure(&label) + 6).min(below.width);
        canvas.button(Rect { width, height: rows, ..below }, &label, VOUCHER, ButtonKind::Plain);
    }
}

fn order_facts<'a>(sight: &Sight<'_>, chosen: &'a Chosen, preview: &PricePreview) -> Vec<Fact<'a>> {
    let speech = sight.speech;
    let detail = &chosen.detail;
    let name = sight.visit.buyer.as_ref().map(|buyer| buyer.name.clone()).unwrap_or_default();
    let mut facts = vec![
        Fact::new(speech.say("review-what"), detail.offer.name.as_str()).tone(Tone::Title),
        Fact::new("", usage(speech, &detail.offer)),
        Fact::new(speech.say("review-from"), speech.date(chosen.valid_from)),
    ];
    if let Some(term) = detail.validity.as_ref().filter(|term| term.is_known()) {
        facts.push(Fact::new(speech.say("review-validity"), speech.term(term)));
    }
    if !detail.windows.is_empty() {
        facts.push(Fact::new(speech.say("review-hours"), speech.windows(&detail.windows).join("; ")));
    }
    facts.push(Fact::new(speech.say("review-for"), name));
    facts.push(Fact::new(speech.say("review-renewal"), speech.say("review-no-renewal")));
    if let Some(voucher) = &sight.visit.voucher {
        facts.push(Fact::new(speech.say("review-price"), speech.money(&preview.price)).tone(Tone::Dim));
        let said = preview.voucher_message.as_ref().map(ToString::to_string);
        let said = said.unwrap_or_else(|| speech.say("review-voucher-accepted"));
        let code = Text::name(voucher.code());
        facts.push(Fact::new(speech.say("review-voucher"), format!("√ {code}: {said}")).tone(Tone::Success));
        if let Some(discount) = preview.discount.filter(|discount| !discount.is_zero()) {
            facts.push(Fact::new(speech.say("review-discount"), speech.money(&discount)).tone(Tone::Success));
        }
    }
    let payable = preview.payable();
    let (price, tone) = if sight.no_sale().is_some_and(|why| why.stops(&payable)) {
        // Not a price to be paid now.
        (if payable.is_zero() { speech.say("free") } else { speech.money(&payable) }, Tone::Dim)
    } else if payable.is_zero() {
        (format!(" {} ", speech.say("free")), Tone::Free)
    } else {
        (speech.money(&payable), Tone::Price)
    };
    facts.push(Fact::new(speech.say("review-pay"), price).tone(tone));
    facts.retain(|fact| !fact.text.is_empty());
    facts
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
