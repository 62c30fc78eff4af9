//! A member's contracts: each with how it stands and what it costs, the running ones first.

use std::borrow::Cow;

use super::standing;
use super::{MemberPlace, list_area};
use crate::app::member::Member;
use crate::app::remote::Remote;
use crate::app::screens::awaited::next_change;
use crate::app::screens::chrome::{Chrome, busy_since, unread};
use crate::app::screens::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::domain::contract::{Contract, ContractStatus};
use crate::domain::time::{Date, Moment};
use crate::ui::canvas::{ButtonKind, Canvas, is_large};
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::list::{List, ListOutcome, ListWords, Row};
use crate::ui::theme::Tone;

/// A member's contracts.
#[derive(Debug)]
pub struct Contracts {
    list: List,
}

impl Contracts {
    /// Asks for them; those known stay on the screen until the answer comes.
    pub fn enter(cx: &mut Cx<'_>) -> Self {
        Self::on_return(cx);
        Self { list: List::short() }
    }

    /// Moves, chooses, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if key == Key::Esc {
            return Next::Back;
        }
        let contracts = cx.visit.member.as_ref().map(sorted).unwrap_or_default();
        let area = list_area(frame::body(cx.grid), is_large(cx.grid));
        let page = self.list.page(contracts.len(), area, is_large(cx.grid));
        match self.list.on_key(key, contracts.len(), page) {
            ListOutcome::Chosen(row) => contracts
                .get(row)
                .map_or(Next::Stay, |contract| Next::Go(Place::Member(MemberPlace::Contract(contract.id)))),
            ListOutcome::Moved | ListOutcome::Searched => Next::Stay,
            ListOutcome::Ignored => {
                let is_read =
                    cx.visit.member.as_ref().is_some_and(|member| member.contracts.value().is_some());
                match key {
                    Key::Enter if is_read => return Next::Back,
                    Key::Enter => Self::on_return(cx),
                    _ => {}
                }
                Next::Stay
            }
        }
    }

    /// Asks again.
    pub fn on_return(cx: &mut Cx<'_>) {
        let (now, language) = (cx.now.moment, cx.visit.language);
        if let Some(member) = &mut cx.visit.member {
            member.ask_contracts(now, language, cx.out);
        }
    }

    /// When the busy text appears.
    pub fn wake_at(sight: &Sight<'_>) -> Option<Moment> {
        next_change(sight.visit.member.as_ref()?.contracts.asked_at()?, sight.now.moment)
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let Some(member) = &sight.visit.member else { return };
        let speech = sight.speech;
        let contracts = sorted(member);
        let (shelf, is_known) = (&member.contracts, member.contracts.value().is_some());
        let waits = !is_known && shelf.fault().is_none();
        let label = match contracts.is_empty() {
            _ if waits => "frame-wait",
            true if is_known => "close",
            true => "frame-again",
            false => "contracts-choose",
        };
        let (back, label) = (speech.say("back"), speech.say(label));
        let kind = if waits { ButtonKind::Disabled } else { ButtonKind::Primary };
        let chrome = Chrome {
            back: Some(&back),
            primary: Some((&label, kind)),
            notice: shelf.fault().filter(|_| is_known).map(|_| (speech.say("contracts-old"), Tone::Warning)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        match (is_known, shelf.fault(), shelf.asked_at()) {
            (true, ..) => {
                frame::title(canvas, body, &speech.say("contracts-title"));
                let today = sight.settings.today(sight.now);
                let empty = speech.say("contracts-none");
                self.list.view(
                    canvas,
                    list_area(body, canvas.large()),
                    contracts.len(),
                    &ListWords { search: "", empty: &empty },
                    |row| {
                        contracts.get(row).map(|contract| row_of(sight, contract, today)).unwrap_or_default()
                    },
                    |_| None,
                );
            }
            (false, Some(told), _) => unread(sight, canvas, body, told),
            (false, None, Some(since)) => {
                busy_since(sight, canvas, body, &speech.say("contracts-loading"), since);
            }
            (false, None, None) => {}
        }
    }
}

/// The contracts, the running ones first; else as the studio lists them.
fn sorted(member: &Member) -> Vec<&Contract> {
    let known = Remote::value(&member.contracts);
    let mut contracts: Vec<&Contract> = known.map(|known| known.iter().collect()).unwrap_or_default();
    contracts.sort_by_key(|contract| match contract.status {
        ContractStatus::Active => 0,
        ContractStatus::Other(_) => 1,
        ContractStatus::Inactive => 2,
    });
    contracts
}

fn row_of<'a>(sight: &Sight<'_>, contract: &'a Contract, today: Date) -> Row<'a> {
    let speech = sight.speech;
    // What is under way says more than that it runs; of what is over, that is all there is to say.
    let cancelation = contract.cancelation.as_ref().filter(|_| !contract.is_over(today));
    let stands = cancelation.map(|it| standing::cancelation(speech, it).0);
    Row {
        title: Cow::Borrowed(contract.name.as_str()),
        subtitle: Cow::Owned(stands.unwrap_or_else(|| standing::status(speech, contract, today))),
        value: Cow::Owned(standing::price(speech, contract.price.as_ref())),
        free: false,
        dim: contract.status == ContractStatus::Inactive,
    }
}
