//! One extra that was booked here: how it stands, and the ways to end it and to take that back.

mod standing;

use ratatui::layout::Rect;

use super::MemberPlace;
use crate::app::msg::Event;
use crate::app::remote::Remote;
use crate::app::screens::awaited::next_change;
use crate::app::screens::chrome::{Chrome, busy_since, unread};
use crate::app::screens::healing::Healing;
use crate::app::screens::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::domain::contract::Cancelation;
use crate::domain::module::ModuleContract;
use crate::domain::request::Target;
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::facts::{self, Fact};
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::theme::Tone;

pub use standing::Standing;

/// One extra that was booked here.
#[derive(Debug)]
pub struct ModuleContractScreen {
    target: Target,
    healing: Healing,
}

/// What can be done with it now; never two things at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    /// To ask for its end.
    Cancel,
    /// To take that back.
    Withdraw,
}

impl ModuleContractScreen {
    /// Asks how it stands.
    pub fn enter(cx: &mut Cx<'_>, target: Target) -> Self {
        let mut screen = Self { target, healing: Healing::default() };
        screen.healing.healed(cx.station.link);
        screen.on_return(cx);
        screen
    }

    /// Asks again.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        let (now, language) = (cx.now.moment, cx.visit.language);
        if let Some(member) = &mut cx.visit.member {
            member.ask_module_contract(now, language, self.target, cx.out);
        }
    }

    /// Goes on to what can be done, or back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        let sight = cx.sight();
        let shelf = self.shelf(&sight);
        match (key, shelf.and_then(Remote::value)) {
            (Key::Esc, _) => Next::Back,
            (Key::Enter, Some(module)) => match action(module) {
                Some(Action::Cancel) => Next::Go(Place::Member(MemberPlace::Cancel(self.target))),
                Some(Action::Withdraw) => Next::Go(Place::Member(MemberPlace::Withdraw(self.target))),
                None => Next::Back,
            },
            (Key::Enter, None) if shelf.is_some_and(|shelf| shelf.fault().is_some()) => {
                self.on_return(cx);
                Next::Stay
            }
            _ => Next::Stay,
        }
    }

    /// Asks anew once the link is back.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, _event: &Event) -> Next {
        if self.healing.healed(cx.station.link) {
            self.on_return(cx);
        }
        Next::Stay
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        next_change(self.shelf(sight)?.asked_at()?, sight.now.moment)
    }

    fn shelf<'a>(&self, sight: &Sight<'a>) -> Option<&'a Remote<Box<ModuleContract>>> {
        sight.visit.member.as_ref()?.module_contracts.get(&self.target)
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let back = speech.say("back");
        let Some(shelf) = self.shelf(sight) else { return };
        let module = shelf.value();
        let (key, kind) = match module.map(|module| action(module)) {
            Some(Some(Action::Cancel)) => ("module-contract-cancel", ButtonKind::Primary),
            Some(Some(Action::Withdraw)) => ("module-contract-withdraw", ButtonKind::Primary),
            Some(None) => ("frame-done", ButtonKind::Primary),
            None if shelf.fault().is_some() => ("frame-again", ButtonKind::Primary),
            None => ("frame-wait", ButtonKind::Disabled),
        };
        let label = speech.say(key);
        // What is shown may be of the time before.
        let old = shelf.fault().filter(|_| module.is_some());
        let notice = old.map(|_| (speech.say("contracts-old"), Tone::Warning));
        let chrome = Chrome { notice, back: Some(&back), primary: Some((&label, kind)), ..Chrome::default() };
        let body = chrome.draw(sight, canvas);
        match (module, shelf.fault(), shelf.asked_at()) {
            (Some(module), _, _) => view_facts(sight, canvas, body, module),
            (None, Some(told), _) => unread(sight, canvas, body, told),
            (None, None, Some(since)) => {
                busy_since(sight, canvas, body, &speech.say("modules-loading"), since);
            }
            (None, None, None) => {}
        }
    }
}

fn action(module: &ModuleContract) -> Option<Action> {
    if module.can_be_canceled() {
        Some(Action::Cancel)
    } else if module.cancelation.as_ref().is_some_and(Cancelation::is_requested_or_in_effect)
        && module.can_be_withdrawn
    {
        Some(Action::Withdraw)
    } else {
        None
    }
}

fn view_facts(sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, module: &ModuleContract) {
    let speech = sight.speech;
    let standing = Standing::of(module, sight.settings.today(sight.now));
    let rest = frame::title(canvas, body, module.name.as_str());
    let mut facts =
        vec![Fact::new(speech.say("contract-status"), standing.words(speech)).tone(standing.tone())];
    if let Some(price) = &module.price {
        facts.push(Fact::new(speech.say("contract-price"), speech.money(price)).tone(Tone::Price));
    }
    if let Some(start) = module.start {
        facts.push(Fact::new(speech.say("contract-since"), speech.date_short(start)));
    }
    if let Some(end) = module.end {
        // What is not canceled may go on, and only the studio knows.
        let day = speech.date_short(end);
        let may_go_on = matches!(standing, Standing::Begins(_) | Standing::Trial(..) | Standing::Running(_));
        let text =
            if may_go_on { speech.with("contract-until-prolonged", &[("day", day.into())]) } else { day };
        facts.push(Fact::new(speech.say("contract-until"), text));
    }
    if let Some((term, start)) = &module.trial {
        facts.push(Fact::new(
            speech.say("module-trial"),
            standing::trial_words(speech, term.as_ref(), *start),
        ));
    }
    if let Some(day) = module.cancel_by.filter(|_| module.cancelation.is_none()) {
        facts.push(Fact::new(speech.say("contract-cancel-by"), speech.date_short(day)));
    }
    if let Some(reason) = module.cancelation.as_ref().and_then(|cancelation| cancelation.reason.as_ref()) {
        facts.push(Fact::new(speech.say("contract-reason"), reason.as_str()));
    }
    let used = facts::view(canvas, rest, &facts);
    if action(module).is_none() {
        let below = Rect { y: rest.y + used + 1, height: rest.height.saturating_sub(used + 1), ..rest };
        canvas.paragraph(below, &speech.say("module-contract-desk"), Tone::Dim);
    }
}
