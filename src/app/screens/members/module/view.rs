//! How one extra looks: what it is and what is asked, then the order on one screen, directly above the button.

use ratatui::layout::Rect;

use super::super::asking::closed_words;
use super::{ModuleScreen, Phase, Reviewing, terms};
use crate::app::remote::Remote;
use crate::app::screens::chrome::{Chrome, busy_since, busy_with, fault, unread};
use crate::app::screens::pages;
use crate::app::shared::Sight;
use crate::domain::frequency::Rhythm;
use crate::domain::module::{Module, ModuleOrder, ModuleVerdict};
use crate::domain::request::Request;
use crate::ui::canvas::{ButtonKind, Canvas, is_large};
use crate::ui::facts::{self, Fact};
use crate::ui::frame;
use crate::ui::notice::{self, FaultWords};
use crate::ui::theme::Tone;

impl ModuleScreen {
    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let back = speech.say("back");
        let (label, kind) = self.primary(sight, canvas.area());
        let chrome = Chrome {
            notice: self.notice(sight, canvas.area()),
            back: Some(&back),
            primary: Some((&label, kind)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        match (&self.phase, &self.module) {
            (Phase::Failed(told), _) => fault(sight, canvas, body, told),
            (Phase::Refused(verdict), _) => view_refusal(sight, canvas, body, verdict),
            (Phase::Checking(checking), _) => {
                busy_with(sight, canvas, body, &speech.say("module-checking"), checking.awaited);
            }
            (Phase::Reviewing(Reviewing { order, .. }), Some(module)) => {
                let rest = frame::title(canvas, body, &speech.say("review-title"));
                facts::view(canvas, rest, &order_facts(sight, module, *order));
            }
            (Phase::Choosing, Some(module)) => self.view_choice(sight, canvas, body, module),
            (Phase::Choosing | Phase::Reviewing(_), None) => self.view_waiting(sight, canvas, body),
        }
    }

    fn primary(&self, sight: &Sight<'_>, grid: Rect) -> (String, ButtonKind) {
        let say = |key| sight.speech.say(key);
        let when = |open: bool| if open { ButtonKind::Primary } else { ButtonKind::Disabled };
        match &self.phase {
            Phase::Failed(_) => (say("frame-again"), ButtonKind::Primary),
            Phase::Refused(ModuleVerdict::TrialNotBookable) => {
                (say("module-without-trial"), ButtonKind::Primary)
            }
            Phase::Refused(_) => (say("frame-done"), ButtonKind::Primary),
            Phase::Checking(_) => (say("frame-wait"), ButtonKind::Disabled),
            Phase::Choosing if self.unread(sight) => (say("frame-again"), ButtonKind::Primary),
            Phase::Choosing => (say("next"), when(self.module.is_some() && sight.no_request().is_none())),
            Phase::Reviewing(reviewing) => {
                let free = self.way().is_some_and(|way| way.rhythm == Rhythm::Free);
                let key = if free { "review-order-free" } else { "review-order" };
                (say(key), when(self.closed(sight, grid, reviewing.order).is_none()))
            }
        }
    }

    /// Whether nothing is known of it, and the last question brought nothing.
    fn unread(&self, sight: &Sight<'_>) -> bool {
        let shelf = self.shelf(sight.visit.member.as_ref());
        self.module.is_none() && shelf.is_some_and(|shelf| shelf.fault().is_some())
    }

    /// Why this order cannot be given now, in one line.
    fn closed(&self, sight: &Sight<'_>, grid: Rect, order: ModuleOrder) -> Option<String> {
        let book = self.book(sight, order)?;
        let too_long = || self.is_too_long(sight, grid, order).then(|| sight.speech.say("module-too-long"));
        closed_words(sight, &Request::Book(book)).or_else(too_long)
    }

    /// Whether not all of it can be seen at once on this terminal: nobody orders what they cannot read.
    pub(super) fn is_too_long(&self, sight: &Sight<'_>, grid: Rect, order: ModuleOrder) -> bool {
        let place = frame::below_title(frame::body(grid), is_large(grid));
        let facts = self.module.as_ref().map(|module| order_facts(sight, module, order));
        facts.is_some_and(|facts| facts::rows(place.width, &facts) > place.height)
    }

    fn notice(&self, sight: &Sight<'_>, grid: Rect) -> Option<(String, Tone)> {
        let speech = sight.speech;
        match &self.phase {
            Phase::Refused(_) | Phase::Failed(_) | Phase::Checking(_) => None,
            Phase::Choosing if self.way_gone => Some((speech.say("module-way-gone"), Tone::Warning)),
            Phase::Choosing => sight.no_request_notice(),
            Phase::Reviewing(reviewing) => {
                let changed = || reviewing.changed.then(|| speech.say("module-changed"));
                match self.closed(sight, grid, reviewing.order).or_else(changed) {
                    Some(said) => Some((said, Tone::Warning)),
                    None => sight.terms_notice(),
                }
            }
        }
    }

    fn view_waiting(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect) {
        let told = self.shelf(sight.visit.member.as_ref()).and_then(Remote::fault);
        match (told, self.waiting_since(sight)) {
            (Some(told), _) => unread(sight, canvas, body, told),
            (None, Some(since)) => {
                busy_since(sight, canvas, body, &sight.speech.say("module-loading"), since);
            }
            (None, None) => {}
        }
    }

    /// What it is at the top, what is asked at the bottom; options that lie open have all rows.
    fn view_choice(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, module: &Module) {
        if self.form.is_open() {
            self.form.view(canvas, body);
            return;
        }
        let rows = self.form.rows(body.width, canvas.touch_rows()).min(body.height / 2);
        let asked = Rect { y: body.bottom() - rows, height: rows, ..body };
        self.form.view(canvas, asked);
        let gap = u16::from(rows > 0);
        let above = Rect { height: body.height - rows - gap, ..body };
        let used = canvas.paragraph(
            Rect { height: above.height.min(2), ..above },
            module.name.as_str(),
            Tone::Title,
        );
        let rest = Rect { y: above.y + used, height: above.height - used, ..above };
        pages::view(sight, canvas, rest, &self.facts(sight, module), self.turned);
    }

    /// What it costs as chosen, what it binds to, and what the studio says of it.
    fn facts(&self, sight: &Sight<'_>, module: &Module) -> Vec<(String, Tone)> {
        let speech = sight.speech;
        let dim = sight.no_request().is_some();
        let free = self.way().is_some_and(|way| way.rhythm == Rhythm::Free);
        let tone = match (dim, free) {
            (true, _) => Tone::Dim,
            (false, true) => Tone::Free,
            (false, false) => Tone::Price,
        };
        let prices = self.way().map(|way| speech.rhythm(&way.rhythm)).unwrap_or_default();
        let mut facts: Vec<_> = prices.into_iter().map(|line| (line, tone)).collect();
        let terms = [
            speech.with("module-runs", &[("term", terms::term(speech, module).into())]),
            terms::renewal(speech, module.extension.as_ref()),
            terms::notice(speech, module),
        ];
        facts.push(air());
        facts.extend(terms.into_iter().filter(|line| !line.is_empty()).map(|line| (line, Tone::Text)));
        let description = module.description.as_ref().map(|text| (text.to_string(), Tone::Dim));
        let trial = module.trial.as_ref().and_then(|trial| trial.description.as_ref());
        let trial = trial.map(|text| (text.to_string(), Tone::Dim));
        let said: Vec<_> = description.into_iter().chain(trial).collect();
        if !said.is_empty() {
            facts.push(air());
        }
        facts.extend(said);
        facts
    }
}

/// A line with nothing on it.
fn air() -> (String, Tone) {
    (String::new(), Tone::Text)
}

/// All of the order: the law wants it on one screen, directly above the button.
fn order_facts<'a>(sight: &Sight<'_>, module: &'a Module, order: ModuleOrder) -> Vec<Fact<'a>> {
    let speech = sight.speech;
    let way = module.frequencies.iter().find(|way| way.id == Some(order.frequency));
    let contract = sight.visit.member.as_ref().and_then(|member| member.contract(order.contract));
    let contract = contract.map(|contract| contract.name.to_string()).unwrap_or_default();
    let mut facts = vec![
        Fact::new(speech.say("module-what"), module.name.as_str()).tone(Tone::Title),
        Fact::new(speech.say("module-contract"), contract),
    ];
    if let Some(trial) = module.trial.as_ref().filter(|_| order.trial) {
        facts.push(Fact::new(speech.say("module-trial"), terms::trial(speech, trial)));
    }
    facts.extend([
        Fact::new(speech.say("module-term"), terms::term(speech, module)),
        Fact::new(speech.say("review-renewal"), terms::renewal(speech, module.extension.as_ref())),
        Fact::new(speech.say("module-notice"), terms::notice(speech, module)),
    ]);
    if way.is_some_and(|way| way.rhythm != Rhythm::Free) {
        facts.push(Fact::new(speech.say("module-billing"), speech.say("module-billing-how")));
    }
    let price = way.map(|way| speech.rhythm(&way.rhythm).join("; ")).unwrap_or_default();
    let tone = match way.map(|way| &way.rhythm) {
        _ if sight.no_request().is_some() => Tone::Dim,
        Some(Rhythm::Free) => Tone::Free,
        _ => Tone::Price,
    };
    let price = if tone == Tone::Free { format!(" {price} ") } else { price };
    facts.push(Fact::new(speech.say("review-price"), price).tone(tone));
    facts.retain(|fact| !fact.text.is_empty());
    facts
}

/// What the studio says of an order that it would not take.
fn view_refusal(sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, verdict: &ModuleVerdict) {
    let (what, next) = match verdict {
        ModuleVerdict::AlreadyPurchased => ("module-already-what", "module-already-next"),
        ModuleVerdict::ContractInvalid => ("module-contract-what", "module-desk-next"),
        ModuleVerdict::NotFound => ("module-gone-what", "module-gone-next"),
        ModuleVerdict::NotOnline => ("module-not-online-what", "module-desk-next"),
        ModuleVerdict::TrialNotBookable => ("module-no-trial-what", "module-no-trial-next"),
        // It is not shown as a refusal, and a word of the future is one.
        ModuleVerdict::Purchasable | ModuleVerdict::Other(_) => ("module-refused-what", "module-desk-next"),
    };
    let say = |key| sight.speech.say(key);
    let (what, next, money) = (say(what), say(next), say("module-not-booked"));
    notice::fault(canvas, body, &FaultWords { what: &what, money: &money, next: &next, reference: "" });
}
