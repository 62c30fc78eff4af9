//! How one way to switch looks.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::super::admission::{self, Admission};
use super::super::offers::{row_of, view_beside};
use super::{Found, SwitchScreen};
use crate::app::screens::chrome::{Chrome, busy_since, unread};
use crate::app::screens::members::standing;
use crate::app::screens::offers::columns;
use crate::app::shared::Sight;
use crate::domain::contract::Contract;
use crate::domain::membership::SwitchDetail;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::frame;
use crate::ui::list::{ListWords, Row};
use crate::ui::notice::{self, FaultWords};

impl SwitchScreen {
    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let (admission, found) = (admission::admission(sight), self.found(sight));
        let (label, kind) = match (admission, &found) {
            (Admission::Open, Found::Destination(_, detail)) if detail.destinations.is_empty() => {
                ("frame-done", ButtonKind::Primary)
            }
            (Admission::Open, Found::Source(_) | Found::Destination(..)) => {
                ("offers-choose", ButtonKind::Primary)
            }
            (Admission::Open, Found::Unread(_)) => ("frame-again", ButtonKind::Primary),
            (Admission::Open, Found::Awaited(_) | Found::Unasked) | (Admission::Asking(_), _) => {
                ("frame-wait", ButtonKind::Disabled)
            }
            (Admission::Open, Found::NoSource) | (_, _) => ("frame-done", ButtonKind::Primary),
        };
        let (back, label) = (speech.say("back"), speech.say(label));
        let chrome = Chrome {
            notice: sight.no_request_notice(),
            back: Some(&back),
            primary: Some((&label, kind)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        if admission != Admission::Open {
            return admission.view(sight, canvas, body);
        }
        match found {
            Found::Source(contracts) => self.view_sources(sight, canvas, body, &contracts),
            Found::Destination(source, detail) => {
                self.view_destinations(sight, canvas, body, source, detail);
            }
            Found::NoSource => {
                let (what, next) = (speech.say("switch-none"), speech.say("switches-none-next"));
                notice::fault(
                    canvas,
                    body,
                    &FaultWords { what: &what, next: &next, ..FaultWords::default() },
                );
            }
            Found::Unread(told) => unread(sight, canvas, body, told),
            Found::Awaited(since) => {
                busy_since(sight, canvas, body, &speech.say("switches-loading"), since);
            }
            Found::Unasked => {}
        }
    }

    fn view_sources(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, contracts: &[&Contract]) {
        let (speech, today) = (sight.speech, sight.settings.today(sight.now));
        let rest = frame::title(canvas, body, &speech.say("switch-source-title"));
        let rest = columns(rest, canvas.area()).0;
        let row = |index: usize| match contracts.get(index) {
            Some(contract) => Row {
                title: Cow::Borrowed(contract.name.as_str()),
                subtitle: Cow::Owned(standing::status(speech, contract, today)),
                value: Cow::Owned(standing::price(speech, contract.price.as_ref())),
                ..Row::default()
            },
            None => Row::default(),
        };
        self.sources.view(canvas, rest, contracts.len(), &ListWords::default(), row, |_| None);
    }

    fn view_destinations(
        &self,
        sight: &Sight<'_>,
        canvas: &mut Canvas<'_>,
        body: Rect,
        source: &Contract,
        detail: &SwitchDetail,
    ) {
        let speech = sight.speech;
        let (list, beside) = columns(body, canvas.area());
        let title = speech.with("switch-title", &[("contract", (&source.name).into())]);
        let rest = frame::title(canvas, list, &title);
        let empty = speech.say("switch-empty");
        let words = ListWords { empty: &empty, ..ListWords::default() };
        let dim = sight.no_request().is_some();
        let at = |index: usize| detail.destinations.get(index);
        let row = |index: usize| at(index).map(|it| row_of(speech, &it.offer, dim)).unwrap_or_default();
        self.destinations.view(canvas, rest, detail.destinations.len(), &words, row, |_| None);
        if let (Some(area), Some(selected)) = (beside, at(self.destinations.selected)) {
            let side = sight.visit.member.as_ref().map(|member| self.side(member, source.id));
            view_beside(sight, canvas, area, &selected.offer, side.map(|side| (side, selected)));
        }
    }
}
