//! One contract: what it costs, how long it runs, how it ends, and what can be done with it.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::MemberPlace;
use super::standing;
use super::subject::{self, Found};
use crate::app::screens::awaited::next_change;
use crate::app::screens::chrome::{Chrome, busy_since, unread};
use crate::app::screens::memberships::MembershipPlace;
use crate::app::screens::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::domain::contract::{Cancelation, Contract, ContractId, ContractStatus};
use crate::domain::request::Target;
use crate::domain::time::{Date, Moment};
use crate::ui::canvas::{ButtonKind, Canvas, is_large};
use crate::ui::facts::{self, Fact};
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::list::{List, ListOutcome, ListWords, Row};
use crate::ui::theme::Tone;
use crate::words::Speech;

/// One contract.
#[derive(Debug)]
pub struct ContractScreen {
    target: Target,
    actions: List,
    /// Pages of facts turned, where they do not fit.
    turned: usize,
}

/// What can be done with a contract here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Extras,
    Cancel,
    Withdraw,
    Switch,
}

impl ContractScreen {
    /// Asks for it anew; what is known stays on the screen until the answer comes.
    pub fn enter(cx: &mut Cx<'_>, contract: ContractId) -> Self {
        let target = Target { contract, module: None };
        subject::ask(cx, target);
        Self { target, actions: List::short(), turned: 0 }
    }

    /// Chooses what to do, turns a page, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        let contract = cx.visit.member.as_ref().and_then(|member| member.contract(self.target.contract));
        let actions = contract.map(|contract| actions(&cx.sight(), contract));
        match (key, actions) {
            (Key::Esc, _) => Next::Back,
            (Key::PageDown, _) => {
                self.turned += 1;
                Next::Stay
            }
            (Key::PageUp, _) => {
                self.turned = self.turned.saturating_sub(1);
                Next::Stay
            }
            (Key::Enter, Some(actions)) if actions.is_empty() => Next::Back,
            (_, Some(actions)) => {
                let area = action_rows(frame::body(cx.grid), actions.len(), is_large(cx.grid));
                let page = self.actions.page(actions.len(), area, is_large(cx.grid));
                match self.actions.on_key(key, actions.len(), page) {
                    ListOutcome::Chosen(row) => actions.get(row).map_or(Next::Stay, |it| self.go(*it)),
                    ListOutcome::Moved | ListOutcome::Searched | ListOutcome::Ignored => Next::Stay,
                }
            }
            (Key::Enter, None) if matches!(Found::of(cx.visit.member.as_ref(), self.target), Found::Gone) => {
                Next::Back
            }
            (Key::Enter, None) => {
                self.on_return(cx);
                Next::Stay
            }
            (_, None) => Next::Stay,
        }
    }

    fn go(&self, action: Action) -> Next {
        Next::Go(match action {
            Action::Extras => Place::Member(MemberPlace::Modules(self.target.contract)),
            Action::Switch => Place::Membership(MembershipPlace::Switches),
            Action::Cancel => Place::Member(MemberPlace::Cancel(self.target)),
            Action::Withdraw => Place::Member(MemberPlace::Withdraw(self.target)),
        })
    }

    /// Asks again.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        subject::ask(cx, self.target);
    }

    /// When the busy text appears.
    pub fn wake_at(sight: &Sight<'_>) -> Option<Moment> {
        next_change(sight.visit.member.as_ref()?.contracts.asked_at()?, sight.now.moment)
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let member = sight.visit.member.as_ref();
        let contract = member.and_then(|member| member.contract(self.target.contract));
        let found = Found::of(member, self.target);
        let (label, kind) = match (contract.map(|contract| actions(sight, contract)), found) {
            (Some(actions), _) if actions.is_empty() => ("close", ButtonKind::Primary),
            (Some(_), _) => ("contracts-choose", ButtonKind::Primary),
            (None, Found::Gone) => ("close", ButtonKind::Primary),
            (None, Found::Unread(_)) => ("frame-again", ButtonKind::Primary),
            (None, _) => ("frame-wait", ButtonKind::Disabled),
        };
        let (back, label) = (speech.say("back"), speech.say(label));
        let is_old = contract.is_some() && subject::is_old(member, self.target);
        let chrome = Chrome {
            back: Some(&back),
            primary: Some((&label, kind)),
            notice: is_old.then(|| (speech.say("contracts-old"), Tone::Warning)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        match (contract, found) {
            (Some(contract), _) => self.view_contract(sight, canvas, body, contract),
            (None, Found::Unread(told)) => unread(sight, canvas, body, told),
            (None, Found::Awaited(since)) => {
                busy_since(sight, canvas, body, &speech.say("contracts-loading"), since);
            }
            (None, Found::Gone) => subject::view_desk(speech, canvas, body, &speech.say("contract-gone")),
            (None, Found::Here(_) | Found::Unasked) => {}
        }
    }

    fn view_contract(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, contract: &Contract) {
        let today = sight.settings.today(sight.now);
        let actions = actions(sight, contract);
        let mut below = action_rows(body, actions.len(), canvas.large());
        let rest = frame::title(canvas, body, contract.name.as_str());
        let above = Rect { height: below.y.saturating_sub(rest.y), ..rest };
        let facts = facts(sight.speech, contract, today);
        facts::view_page(canvas, above, &facts, self.turned);
        // What can be done stands below the facts, and at the bottom where they leave no room.
        below.y = below.y.min(rest.y.saturating_add(facts::rows(rest.width, &facts)).saturating_add(1));
        self.actions.view(
            canvas,
            below,
            actions.len(),
            &ListWords::default(),
            |row| actions.get(row).map(|action| action.row(sight.speech)).unwrap_or_default(),
            |_| None,
        );
    }
}

impl Action {
    fn row(self, speech: Speech<'_>) -> Row<'static> {
        let (title, about) = match self {
            Self::Extras => ("contract-extras", "contract-extras-about"),
            Self::Switch => ("member-switch", "member-switch-about"),
            Self::Cancel => ("contract-cancel", "contract-cancel-about"),
            Self::Withdraw => ("contract-withdraw", "contract-withdraw-about"),
        };
        Row {
            title: Cow::Owned(speech.say(title)),
            subtitle: Cow::Owned(speech.say(about)),
            ..Row::default()
        }
    }
}

/// The rows at the bottom of the body in which what can be done stands.
fn action_rows(body: Rect, actions: usize, large: bool) -> Rect {
    let each = if large { 3 } else { 2 };
    let height = u16::try_from(actions).unwrap_or(u16::MAX).saturating_mul(each).min(body.height);
    Rect { y: body.bottom() - height, height, ..body }
}

/// What can be done with it here, what most people come for first.
fn actions(sight: &Sight<'_>, contract: &Contract) -> Vec<Action> {
    let is_over = contract.is_over(sight.settings.today(sight.now));
    let is_running = contract.status == ContractStatus::Active;
    let is_barred = sight.visit.member.as_ref().is_some_and(|member| member.barred);
    // What is about to end is ended or kept, and then one may begin anew.
    let can_switch = sight.settings.memberships.switch && !is_barred && contract.cancelation.is_none();
    let offered = [
        (Action::Extras, is_running),
        (Action::Cancel, contract.can_be_canceled() && !is_over),
        (Action::Withdraw, contract.can_be_withdrawn() && !is_over),
        (Action::Switch, can_switch && is_running && !is_over),
    ];
    offered.into_iter().filter(|(_, is_offered)| *is_offered).map(|(action, _)| action).collect()
}

/// What a member wants to know of it, most important first.
fn facts<'a>(speech: Speech<'_>, contract: &'a Contract, today: Date) -> Vec<Fact<'a>> {
    let mut facts = vec![Fact::new(speech.say("contract-status"), standing::status(speech, contract, today))];
    if let Some(cancelation) = &contract.cancelation {
        facts.extend(end_facts(speech, cancelation));
    }
    facts.extend(price_facts(speech, contract, contract.is_over(today)));
    let day = |day: Date| speech.date_short(day);
    if let Some(start) = contract.start {
        facts.push(Fact::new(speech.say("contract-since"), day(start)));
    }
    let is_ending = contract.cancelation.as_ref().is_some_and(Cancelation::is_in_effect);
    if let Some(end) = contract.end {
        // Where there is no day to end it on, nothing tells whether it goes on by itself.
        let can_end = !contract.cancelation_dates.is_empty();
        let may_go_on = !is_ending && can_end && contract.status == ContractStatus::Active;
        let text = if may_go_on {
            speech.with("contract-until-prolonged", &[("day", day(end).into())])
        } else {
            day(end)
        };
        facts.push(Fact::new(speech.say("contract-until"), text));
    }
    if let Some(notice) = contract.notice.as_ref().filter(|term| term.is_known()) {
        facts.push(Fact::new(speech.say("contract-notice"), speech.term(notice)));
    }
    if contract.cancelation.is_none() {
        facts.extend(latest_day(speech, contract, today));
    }
    facts
}

fn end_facts<'a>(speech: Speech<'_>, cancelation: &'a Cancelation) -> Vec<Fact<'a>> {
    let (stands, tone) = standing::cancelation(speech, cancelation);
    let mut facts = vec![Fact::new(speech.say("contract-end"), stands).tone(tone)];
    if let Some(reason) = &cancelation.reason {
        facts.push(Fact::new(speech.say("contract-reason"), reason.as_str()));
    }
    facts
}

fn price_facts<'a>(speech: Speech<'_>, contract: &Contract, is_over: bool) -> Vec<Fact<'a>> {
    let now = standing::price(speech, contract.price.as_ref());
    let tone = if contract.price.is_some() { Tone::Price } else { Tone::Warning };
    let label = if is_over { "contract-price-last" } else { "contract-price" };
    let mut facts = vec![Fact::new(speech.say(label), now).tone(tone)];
    let Some(price) = &contract.price else { return facts };
    if let Some(base) = price.base.as_ref().filter(|base| **base != price.current) {
        facts.push(Fact::new(speech.say("contract-base"), speech.money(base)));
    }
    let labels = std::iter::once(speech.say("contract-payments")).chain(std::iter::repeat(String::new()));
    let payments = standing::payments(speech, price);
    facts.extend(labels.zip(payments).map(|(label, text)| Fact::new(label, text)));
    facts
}

/// Until when to cancel it; whom to ask where it cannot be ended here.
fn latest_day<'a>(speech: Speech<'_>, contract: &Contract, today: Date) -> Option<Fact<'a>> {
    let label = || speech.say("contract-cancel-by");
    if contract.cancelation_dates.is_empty() {
        let runs = contract.status == ContractStatus::Active;
        return runs.then(|| Fact::new(label(), speech.say("contract-cancel-desk")));
    }
    let last = contract.cancel_by.filter(|day| *day >= today)?;
    let day = ("day", speech.date_short(last).into());
    let text = match contract.end {
        Some(end) => speech.with("contract-cancel-by-for", &[day, ("end", speech.date_short(end).into())]),
        None => speech.date_short(last),
    };
    Some(Fact::new(label(), text))
}
