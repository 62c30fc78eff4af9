//! The legal texts, one after the other: read page by page, and confirmed where the studio wants that.
//!
//! Nothing is ticked beforehand. What is to be signed is signed on the phone, where it can be read once more.

mod view;

use super::MembershipPlace;
use super::asking::obstacle;
use crate::app::agreement::Agreement;
use crate::app::screens::{Next, Place};
use crate::app::shared::Cx;
use crate::ui::key::Key;

/// Ticks a text, or takes the tick out: for fingers and keyboards alike.
const TICK: Key = Key::F(4);

/// The legal texts.
#[derive(Debug)]
pub struct Texts {
    /// The one that is read.
    at: usize,
    /// Its page.
    page: usize,
    /// Whether going on was asked for while a tick was missing.
    missing: bool,
}

impl Texts {
    /// Shows the first one.
    pub fn enter(_cx: &mut Cx<'_>) -> Self {
        Self { at: 0, page: 0, missing: false }
    }

    /// The same text from its beginning, or one before it that wants a tick again.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        let agreement = cx.visit.agreement.as_ref();
        let last = agreement.map_or(0, |agreement| agreement.texts().len().saturating_sub(1));
        let open = agreement.and_then(Agreement::first_open).unwrap_or(last);
        self.turn_to(self.at.min(open).min(last));
    }

    /// Reads on, confirms, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        let pages = self.pages(&cx.sight(), cx.grid);
        let missing = std::mem::take(&mut self.missing);
        match key {
            Key::PageDown | Key::Down => self.page = (self.page + 1).min(pages.saturating_sub(1)),
            Key::PageUp | Key::Up => self.page = self.page.saturating_sub(1),
            TICK | Key::Char(' ') => self.tick(cx),
            Key::Home => self.page = 0,
            Key::End => self.page = pages.saturating_sub(1),
            Key::Enter => return self.go_on(cx),
            Key::Esc if self.at > 0 => self.turn_to(self.at - 1),
            Key::Esc => return Next::Back,
            _ => self.missing = missing,
        }
        Next::Stay
    }

    fn turn_to(&mut self, at: usize) {
        (self.at, self.page, self.missing) = (at, 0, false);
    }

    fn tick(&mut self, cx: &mut Cx<'_>) {
        let Some(agreement) = &mut cx.visit.agreement else { return };
        if !agreement.texts().get(self.at).is_some_and(|text| text.confirmation_required) {
            return;
        }
        match agreement.confirmed.iter().position(|index| *index == self.at) {
            Some(place) => {
                agreement.confirmed.remove(place);
            }
            None => agreement.confirmed.push(self.at),
        }
    }

    /// To the next text, else to the order.
    fn go_on(&mut self, cx: &mut Cx<'_>) -> Next {
        let sight = cx.sight();
        let Some(agreement) = &sight.visit.agreement else { return Next::Stay };
        if obstacle(&sight, agreement).is_some() {
            return Next::Home;
        }
        if self.is_open(agreement) {
            self.missing = true;
        } else if self.at + 1 < agreement.texts().len() {
            self.turn_to(self.at + 1);
        } else if let Some(open) = agreement.first_open() {
            self.turn_to(open);
        } else {
            return Next::Go(Place::Membership(MembershipPlace::Order));
        }
        Next::Stay
    }

    /// Whether the one that is read still wants a tick.
    fn is_open(&self, agreement: &Agreement) -> bool {
        let text = agreement.texts().get(self.at).copied();
        text.is_some_and(|text| text.confirmation_required) && !agreement.confirmed.contains(&self.at)
    }
}
