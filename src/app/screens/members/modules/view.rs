//! How the extras of a contract look.

use std::borrow::Cow;

use super::super::module_contract::Standing;
use super::{Entry, Group, Modules};
use crate::app::remote::Remote;
use crate::app::screens::chrome::{Chrome, busy_since, explain};
use crate::app::shared::Sight;
use crate::domain::frequency::{PaymentFrequency, Rhythm};
use crate::domain::module::{KeptModule, Module};
use crate::domain::request::Target;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::frame;
use crate::ui::list::{ListWords, Row};
use crate::ui::theme::Tone;
use crate::words::Speech;

impl Modules {
    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let back = speech.say("back");
        let shown = self.entries(sight);
        let label = speech.say(match shown.get(self.list.selected) {
            Some(Entry::Unread(_)) => "frame-again",
            Some(_) => "offers-choose",
            None if self.is_empty(sight) => "frame-done",
            None => "frame-wait",
        });
        let waits = shown.is_empty() && !self.is_empty(sight);
        let kind = if waits { ButtonKind::Disabled } else { ButtonKind::Primary };
        let old = || self.is_old(sight).then(|| (speech.say("contracts-old"), Tone::Warning));
        let notice = sight.no_request_notice().or_else(old);
        let chrome = Chrome { notice, back: Some(&back), primary: Some((&label, kind)), ..Chrome::default() };
        let body = chrome.draw(sight, canvas);
        let contract = sight.visit.member.as_ref().and_then(|member| member.contract(self.contract));
        let title = match contract {
            Some(contract) => speech.with("modules-title-of", &[("contract", (&contract.name).into())]),
            None => speech.say("modules-title"),
        };
        let rest = frame::title(canvas, body, &title);
        if !self.is_ready(sight) {
            if let Some(since) = self.waiting_since(sight) {
                busy_since(sight, canvas, rest, &speech.say("modules-loading"), since);
            }
            return;
        }
        let empty = speech.say("modules-empty");
        let row = |index: usize| shown.get(index).map(|entry| self.row(sight, *entry)).unwrap_or_default();
        let heading = |index: usize| shown.get(index).map(|entry| group_name(sight, entry.group()));
        let words = ListWords { empty: &empty, ..ListWords::default() };
        self.list.view(canvas, rest, shown.len(), &words, row, heading);
        if let Some(name) = &self.explained {
            let is_kept = matches!(shown.get(self.list.selected), Some(Entry::Kept(_)));
            let text = speech.say(if is_kept { "modules-desk-kept" } else { "modules-desk-why" });
            explain(sight, canvas, name.as_str(), &text);
        }
    }

    /// Whether what can be had now was not read again.
    fn is_old(&self, sight: &Sight<'_>) -> bool {
        let shelf = sight.visit.member.as_ref().and_then(|member| member.purchasable.get(&self.contract));
        shelf.is_some_and(|shelf| shelf.value().is_some() && shelf.fault().is_some())
    }

    fn row<'a>(&self, sight: &Sight<'_>, entry: Entry<'a>) -> Row<'a> {
        let say = |key| sight.speech.say(key);
        let title = Cow::Borrowed(entry.name().map_or("", |name| name.as_str()));
        match entry {
            Entry::Kept(kept) => self.kept_row(sight, kept),
            Entry::Open(module) => open_row(sight, module),
            Entry::AtDesk(_) => {
                Row { title, subtitle: say("modules-desk").into(), dim: true, ..Row::default() }
            }
            Entry::Unread(group) => Row {
                title: say("modules-unread").into(),
                subtitle: say(if group == Group::Kept {
                    "modules-unread-kept"
                } else {
                    "modules-unread-again"
                })
                .into(),
                dim: true,
                ..Row::default()
            },
        }
    }

    fn kept_row<'a>(&self, sight: &Sight<'_>, kept: &'a KeptModule) -> Row<'a> {
        let speech = sight.speech;
        let title = Cow::Borrowed(kept.name.as_str());
        let Some(module) = kept.contract else {
            return Row { title, subtitle: speech.say("modules-kept-no-id").into(), ..Row::default() };
        };
        let target = Target { contract: self.contract, module: Some(module) };
        let shelf = sight.visit.member.as_ref().and_then(|member| member.module_contracts.get(&target));
        let (subtitle, value) = match shelf.and_then(Remote::value) {
            Some(module) => {
                let standing = Standing::of(module, sight.settings.today(sight.now)).words(speech);
                (standing, module.price.map(|price| speech.money(&price)).unwrap_or_default())
            }
            None if shelf.is_some_and(|shelf| shelf.fault().is_some()) => {
                (speech.say("modules-kept-unread"), String::new())
            }
            None => (speech.say("modules-kept-asked"), String::new()),
        };
        Row { title, subtitle: subtitle.into(), value: value.into(), ..Row::default() }
    }
}

/// What can be booked: how it is paid, and whether it can be tried out.
fn open_row<'a>(sight: &Sight<'_>, module: &'a Module) -> Row<'a> {
    let speech = sight.speech;
    let ways: Vec<_> = module.frequencies.iter().filter(|frequency| frequency.is_orderable()).collect();
    let free = matches!(ways[..], [way] if way.rhythm == Rhythm::Free);
    let price = match ways[..] {
        _ if free => None,
        [way] => Some(price_in_short(speech, way)),
        _ => Some(speech.with("modules-ways", &[("count", ways.len().into())])),
    };
    let trial = module.trial.as_ref().map(|_| speech.say("modules-trial"));
    Row {
        title: Cow::Borrowed(module.name.as_str()),
        subtitle: price.into_iter().chain(trial).collect::<Vec<_>>().join(" · ").into(),
        value: if free { speech.say("free").into() } else { Cow::default() },
        free,
        dim: sight.no_request().is_some(),
    }
}

/// What it costs in one line, where one line can say it.
fn price_in_short(speech: Speech<'_>, way: &PaymentFrequency) -> String {
    match &speech.rhythm(&way.rhythm)[..] {
        [line] => line.clone(),
        _ => speech.say("modules-prices"),
    }
}

fn group_name(sight: &Sight<'_>, group: Group) -> Cow<'static, str> {
    let key = match group {
        Group::Kept => "modules-group-kept",
        Group::Open => "modules-group-open",
        Group::Elsewhere => "modules-group-elsewhere",
    };
    Cow::Owned(sight.speech.say(key))
}
