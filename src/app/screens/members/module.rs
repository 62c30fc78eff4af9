//! One extra, to be booked: how it is paid, whether it begins with its trial period, and the order in a second step.
//!
//! Nothing is booked here: the order is asked of the till. Before it can be given, the studio is asked whether it would take
//! it, and what the extra costs now; another price than the one chosen is shown first.

mod terms;
mod view;

use std::sync::Arc;

use super::asking::ask_studio;

use crate::app::effect::{Effect, ModulesEffect};
use crate::app::member::Member;
use crate::app::msg::{Event, ModulesEvent};
use crate::app::remote::Remote;
use crate::app::screens::Next;
use crate::app::screens::awaited::{Awaited, next_change};
use crate::app::screens::deaf::Deaf;
use crate::app::screens::healing::Healing;
use crate::app::screens::pages;
use crate::app::screens::review::CHANGED_DEAF;
use crate::app::shared::{Cx, Settings, Sight};
use crate::domain::contract::ContractId;
use crate::domain::fault::Fault;
use crate::domain::frequency::{FrequencyId, PaymentFrequency};
use crate::domain::module::{Module, ModuleId, ModuleOrder, ModuleVerdict};
use crate::domain::request::{Book, Request};
use crate::domain::time::Moment;
use crate::ui::form::{Form, FormOutcome, Item, Value};
use crate::ui::key::Key;

pub use terms::can_be_ordered;

/// One extra.
#[derive(Debug)]
pub struct ModuleScreen {
    contract: ContractId,
    id: ModuleId,
    /// What was told of it last; none while nothing was.
    module: Option<Box<Module>>,
    /// How it is paid, where there are several ways, and the trial period, where there is one.
    form: Form,
    phase: Phase,
    /// Pages of its description turned, where it does not fit.
    turned: usize,
    /// Whether the way to pay that was chosen is gone.
    way_gone: bool,
    healing: Healing,
}

#[derive(Debug)]
enum Phase {
    /// Being chosen.
    Choosing,
    /// The studio is asked whether it would take this order, and what the extra costs now.
    Checking(Checking),
    /// It would not.
    Refused(ModuleVerdict),
    /// It could not be asked.
    Failed(Fault),
    /// The order, and the button.
    Reviewing(Reviewing),
}

#[derive(Debug)]
struct Checking {
    order: ModuleOrder,
    awaited: Awaited,
    /// Whether the studio has said yes; what the extra costs now is still awaited then.
    taken: bool,
}

#[derive(Debug)]
struct Reviewing {
    order: ModuleOrder,
    /// Whether price or terms are others than those it was chosen by.
    changed: bool,
    /// Enter orders nothing while the order has just appeared, or the key is being held down.
    deaf: Deaf,
}

impl ModuleScreen {
    /// Shows what the list has told, or asks for it.
    pub fn enter(cx: &mut Cx<'_>, contract: ContractId, id: ModuleId) -> Self {
        let mut screen = Self {
            contract,
            id,
            module: None,
            form: Form::default(),
            phase: Phase::Choosing,
            turned: 0,
            way_gone: false,
            healing: Healing::default(),
        };
        screen.healing.healed(cx.station.link);
        screen.take(cx);
        if screen.module.is_none() {
            screen.ask(cx);
        }
        screen
    }

    /// Asks again, in the language of the visit; an order that was shown is checked once more.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        self.turned = 0;
        self.relabel(cx);
        match &self.phase {
            Phase::Choosing | Phase::Failed(_) => {
                self.phase = Phase::Choosing;
                self.ask(cx);
            }
            Phase::Checking(_) | Phase::Reviewing(_) => self.check(cx),
            Phase::Refused(_) => {}
        }
    }

    fn ask(&self, cx: &mut Cx<'_>) {
        let (now, language) = (cx.now.moment, cx.visit.language);
        if let Some(member) = &mut cx.visit.member {
            member.ask_purchasable(now, language, self.contract, cx.out);
        }
    }

    /// Chooses, orders, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        match (&mut self.phase, key) {
            (Phase::Choosing, _) => return self.on_choosing_key(cx, key),
            (Phase::Checking(_) | Phase::Failed(_) | Phase::Reviewing(_), Key::Esc) => {
                self.phase = Phase::Choosing;
            }
            (Phase::Failed(_), Key::Enter) => self.check(cx),
            (Phase::Refused(ModuleVerdict::TrialNotBookable), Key::Esc | Key::Enter) => {
                // Without it the extra may well be had.
                self.form = self.fresh_form(cx);
                self.phase = Phase::Choosing;
            }
            (Phase::Refused(_), Key::Esc | Key::Enter) => return Next::Back,
            (Phase::Reviewing(reviewing), Key::Enter) => {
                if reviewing.deaf.hears(cx.now.moment) {
                    return self.order(cx);
                }
            }
            (Phase::Checking(_) | Phase::Failed(_) | Phase::Refused(_) | Phase::Reviewing(_), _) => {}
        }
        Next::Stay
    }

    fn on_choosing_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if key == pages::TURN {
            self.turned += 1;
            return Next::Stay;
        }
        let outcome = self.form.on_key(key);
        self.way_gone &= outcome == FormOutcome::Ignored;
        match (outcome, key) {
            (FormOutcome::Ignored, Key::Esc) => return Next::Back,
            (FormOutcome::Submit, _) | (FormOutcome::Ignored, Key::Enter) => self.check(cx),
            _ => {}
        }
        Next::Stay
    }

    /// Asks the studio whether it would take the order, and what it costs now.
    fn check(&mut self, cx: &mut Cx<'_>) {
        let Some(order) = self.order_chosen() else { return self.ask(cx) };
        self.phase = Phase::Choosing;
        if cx.sight().no_request().is_some() {
            return;
        }
        let language = cx.visit.language;
        let effect = ModulesEffect::ValidateModule(order);
        let request = cx.out.ask(|request| Effect::Modules(request, language, effect));
        self.ask(cx);
        let awaited = Awaited::new(request, cx.now.moment);
        self.phase = Phase::Checking(Checking { order, awaited, taken: false });
    }

    /// Takes what was asked for.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        if self.healing.healed(cx.station.link)
            && matches!(&self.phase, Phase::Choosing | Phase::Failed(_) | Phase::Reviewing(_))
        {
            self.on_return(cx);
        }
        if let (Event::Modules(request, ModulesEvent::ModuleValidated(result)), Phase::Checking(checking)) =
            (event, &mut self.phase)
            && checking.awaited.is(*request)
        {
            match result {
                Ok(ModuleVerdict::Purchasable) => checking.taken = true,
                Ok(verdict) => self.phase = Phase::Refused(verdict.clone()),
                Err(fault) => self.phase = Phase::Failed(fault.clone()),
            }
        }
        match &self.phase {
            Phase::Choosing => self.take(cx),
            Phase::Checking(checking) if checking.taken => self.review(cx),
            _ => {}
        }
        Next::Stay
    }

    /// Takes up what the list tells of this extra, while it is being chosen.
    fn take(&mut self, cx: &Cx<'_>) {
        let Some(modules) = self.shelf(cx.visit.member.as_ref()).and_then(Remote::value) else { return };
        match modules.iter().find(|module| module.id == self.id) {
            Some(module) if self.module.as_deref() == Some(module) => {}
            Some(module) => self.replace(cx, module.clone()),
            None => self.phase = Phase::Refused(ModuleVerdict::NotFound),
        }
    }

    /// Puts another description of the extra in place of the one before; what was chosen stays where it still is there.
    fn replace(&mut self, cx: &Cx<'_>, module: Module) {
        let chosen = self.way().and_then(|way| way.id);
        let trial = self.wants_trial();
        self.module = Some(Box::new(module));
        self.form = self.fresh_form(cx);
        let at = self.ways().iter().position(|way| way.id == chosen);
        self.way_gone = chosen.is_some() && at.is_none();
        if let Some(at) = at {
            self.form.set_choice(0, at);
        }
        if trial && let Some(index) = self.trial_item() {
            self.form.set_check(index, true);
        }
    }

    /// The order is shown once the studio has told both; what differs from what was chosen by is said.
    fn review(&mut self, cx: &Cx<'_>) {
        let Phase::Checking(Checking { order, .. }) = self.phase else { return };
        let Some(shelf) = self.shelf(cx.visit.member.as_ref()) else { return };
        if shelf.asked_at().is_some() {
            return;
        }
        if let Some(fault) = shelf.fault() {
            self.phase = Phase::Failed(fault.clone());
            return;
        }
        let fresh = shelf.value().and_then(|modules| modules.iter().find(|module| module.id == self.id));
        let Some(fresh) = fresh.cloned() else {
            self.phase = Phase::Refused(ModuleVerdict::NotFound);
            return;
        };
        let shown = self.module.as_deref();
        let same = shown.is_some_and(|shown| terms::same_terms(shown, &fresh, order.frequency, order.trial));
        self.replace(cx, fresh);
        let module = self.module.as_deref();
        self.phase = match module {
            Some(module) if !can_be_ordered(module) => Phase::Refused(ModuleVerdict::NotOnline),
            Some(module) if order.trial && module.trial.is_none() => {
                Phase::Refused(ModuleVerdict::TrialNotBookable)
            }
            // The way to pay that was chosen is gone: that is said where another one can be chosen.
            _ if self.order_chosen() != Some(order) => Phase::Choosing,
            _ => {
                let span = if same { Settings::TOUCH_DEAF } else { CHANGED_DEAF };
                let deaf = Deaf::new(cx.now.moment, span);
                Phase::Reviewing(Reviewing { order, changed: !same, deaf })
            }
        };
    }

    /// Hands the order over; from here on it is the till's.
    fn order(&mut self, cx: &mut Cx<'_>) -> Next {
        let Phase::Reviewing(Reviewing { order, .. }) = self.phase else { return Next::Stay };
        let Some(book) = self.book(&cx.sight(), order) else { return Next::Stay };
        if self.is_too_long(&cx.sight(), cx.grid, order) {
            return Next::Stay;
        }
        ask_studio(cx, Request::Book(book))
    }

    /// What is asked of the studio.
    fn book(&self, sight: &Sight<'_>, order: ModuleOrder) -> Option<Book> {
        let module = self.module.as_ref()?;
        let way = module.frequencies.iter().find(|way| way.id == Some(order.frequency))?;
        Some(Book {
            member: sight.visit.member.as_ref()?.customer,
            order,
            name: module.name.clone(),
            rhythm: way.rhythm.clone(),
            term: module.term.clone(),
            notice: module.notice.clone(),
        })
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        match &self.phase {
            Phase::Checking(checking) => checking.awaited.wake_at(sight.now.moment),
            _ => next_change(self.waiting_since(sight)?, sight.now.moment),
        }
    }

    /// Since when nothing is known of it.
    fn waiting_since(&self, sight: &Sight<'_>) -> Option<Moment> {
        let shelf = self.shelf(sight.visit.member.as_ref())?;
        if self.module.is_some() { None } else { shelf.asked_at() }
    }

    fn shelf<'a>(&self, member: Option<&'a Member>) -> Option<&'a Remote<Arc<[Module]>>> {
        member?.purchasable.get(&self.contract)
    }
}

/// What is chosen.
impl ModuleScreen {
    /// The ways to pay that can be ordered.
    fn ways(&self) -> Vec<&PaymentFrequency> {
        let all = self.module.iter().flat_map(|module| &module.frequencies);
        all.filter(|way| way.is_orderable()).collect()
    }

    /// The way to pay that is chosen: the first, or the only one, unless it was another.
    fn way(&self) -> Option<&PaymentFrequency> {
        let chosen = match self.form.value(0) {
            Value::Choice(Some(chosen)) => chosen,
            _ => 0,
        };
        self.ways().get(chosen).copied()
    }

    fn wants_trial(&self) -> bool {
        self.trial_item().is_some_and(|index| self.form.value(index) == Value::Check(true))
    }

    /// Where the form asks for the trial period.
    fn trial_item(&self) -> Option<usize> {
        (0..self.form.len()).find(|index| matches!(self.form.value(*index), Value::Check(_)))
    }

    fn order_chosen(&self) -> Option<ModuleOrder> {
        let module = self.module.as_ref().filter(|module| can_be_ordered(module))?;
        let frequency: FrequencyId = self.way()?.id?;
        Some(ModuleOrder { contract: self.contract, module: module.id, frequency, trial: self.wants_trial() })
    }

    /// The questions there are: the first way to pay is chosen, the trial period is not.
    fn fresh_form(&self, cx: &Cx<'_>) -> Form {
        let mut form = Form::new(self.items(cx));
        form.set_choice(0, 0);
        form
    }

    /// Puts the questions in another language.
    fn relabel(&mut self, cx: &Cx<'_>) {
        let items = self.items(cx);
        self.form.relabel(items, Some);
    }

    fn items(&self, cx: &Cx<'_>) -> Vec<Item> {
        let (speech, ways) = (cx.speech(), self.ways());
        let mut items = Vec::new();
        if ways.len() > 1 {
            let options = ways.iter().map(|way| speech.rhythm(&way.rhythm).join("; ")).collect();
            items.push(Item::choice(&speech.say("module-ways"), options));
        }
        if let Some(trial) = self.module.as_ref().and_then(|module| module.trial.as_ref()) {
            items.push(Item::check(&terms::trial_choice(speech, trial)));
        }
        items
    }
}
