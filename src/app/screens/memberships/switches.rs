//! The ways a member can switch. None of them means that the desk has to help, and says so.

use std::borrow::Cow;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::MembershipPlace;
use super::admission::{self, Admission};
use crate::app::remote::Remote;
use crate::app::screens::awaited::next_change;
use crate::app::screens::chrome::{Chrome, busy_since, unread};
use crate::app::screens::healing::Healing;
use crate::app::screens::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::domain::membership::SwitchConfig;
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas, is_large};
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::list::{List, ListOutcome, ListWords, Row};
use crate::ui::notice::{self, FaultWords};
use crate::ui::theme::Tone;

/// The ways a member can switch.
#[derive(Debug)]
pub struct Switches {
    list: List,
    healing: Healing,
}

impl Switches {
    /// Asks for them, and for who the member is by now.
    pub fn enter(cx: &mut Cx<'_>) -> Self {
        // Who begins anew has agreed to nothing yet.
        cx.visit.agreement = None;
        Self::on_return(cx);
        let mut healing = Healing::default();
        healing.healed(cx.station.link);
        Self { list: List::short(), healing }
    }

    /// Asks again.
    pub fn on_return(cx: &mut Cx<'_>) {
        admission::ask(cx);
        let (now, language) = (cx.now.moment, cx.visit.language);
        if let Some(member) = &mut cx.visit.member {
            member.ask_switches(now, language, cx.out);
        }
    }

    /// Moves, chooses, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if key == Key::Esc {
            return Next::Back;
        }
        let sight = cx.sight();
        let admission = admission::admission(&sight);
        let configs = match shelf(&sight).and_then(Remote::value) {
            Some(configs) if admission == Admission::Open => configs.clone(),
            _ => {
                match key {
                    Key::Enter if admission.is_desk() => return Next::Back,
                    Key::Enter => Self::on_return(cx),
                    _ => {}
                }
                return Next::Stay;
            }
        };
        let area = frame::below_title(frame::body(cx.grid), is_large(cx.grid));
        let page = self.list.page(configs.len(), area, is_large(cx.grid));
        match self.list.on_key(key, configs.len(), page) {
            ListOutcome::Chosen(row) => configs
                .get(row)
                .map_or(Next::Stay, |config| Next::Go(Place::Membership(MembershipPlace::Switch(config.id)))),
            ListOutcome::Ignored if key == Key::Enter => Next::Back,
            ListOutcome::Moved | ListOutcome::Searched | ListOutcome::Ignored => Next::Stay,
        }
    }

    /// Asks anew once the link is back.
    pub fn on_event(&mut self, cx: &mut Cx<'_>) -> Next {
        if self.healing.healed(cx.station.link) {
            Self::on_return(cx);
        }
        Next::Stay
    }

    /// When the busy text appears.
    pub fn wake_at(sight: &Sight<'_>) -> Option<Moment> {
        let asked = match admission::admission(sight) {
            Admission::Asking(since) => Some(since),
            Admission::Open => shelf(sight)?.asked_at(),
            _ => None,
        };
        next_change(asked?, sight.now.moment)
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let admission = admission::admission(sight);
        let shelf = shelf(sight);
        let (known, told) = (shelf.and_then(Remote::value), shelf.and_then(Remote::fault));
        let (label, kind) = match (admission, known, told) {
            (Admission::Open, Some(configs), _) if configs.is_empty() => ("frame-done", ButtonKind::Primary),
            (Admission::Open, Some(_), _) => ("offers-choose", ButtonKind::Primary),
            (Admission::Open, None, Some(_)) | (Admission::Unread(_), ..) => {
                ("frame-again", ButtonKind::Primary)
            }
            (Admission::Open, None, None) | (Admission::Asking(_), ..) => {
                ("frame-wait", ButtonKind::Disabled)
            }
            (Admission::Barred | Admission::Minor(_) | Admission::NoBirthDate, ..) => {
                ("frame-done", ButtonKind::Primary)
            }
        };
        let (back, label) = (speech.say("back"), speech.say(label));
        let old = || {
            let is_old = admission == Admission::Open && known.is_some() && told.is_some();
            is_old.then(|| (speech.say("contracts-old"), Tone::Warning))
        };
        let chrome = Chrome {
            notice: sight.no_request_notice().filter(|_| known.is_some()).or_else(old),
            back: Some(&back),
            primary: Some((&label, kind)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        if admission != Admission::Open {
            return admission.view(sight, canvas, body);
        }
        match (known, told, shelf.and_then(Remote::asked_at)) {
            (Some(configs), ..) if configs.is_empty() => {
                let (what, next) = (speech.say("switches-none"), speech.say("switches-none-next"));
                notice::fault(
                    canvas,
                    body,
                    &FaultWords { what: &what, next: &next, ..FaultWords::default() },
                );
            }
            (Some(configs), ..) => self.view_list(sight, canvas, body, configs),
            (None, Some(told), _) => unread(sight, canvas, body, told),
            (None, None, Some(since)) => {
                busy_since(sight, canvas, body, &speech.say("switches-loading"), since);
            }
            (None, None, None) => {}
        }
    }

    fn view_list(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect, configs: &[SwitchConfig]) {
        let rest = frame::title(canvas, body, &sight.speech.say("switches-title"));
        let row = |index: usize| configs.get(index).map(row_of).unwrap_or_default();
        self.list.view(canvas, rest, configs.len(), &ListWords::default(), row, |_| None);
    }
}

fn shelf<'a>(sight: &Sight<'a>) -> Option<&'a Remote<Arc<[SwitchConfig]>>> {
    sight.visit.member.as_ref().map(|member| &member.switches)
}

/// A way to switch: its name, and what the studio says of it, else what it leaves.
fn row_of(config: &SwitchConfig) -> Row<'_> {
    let sources = || config.sources.iter().map(|source| source.name.as_str()).collect::<Vec<_>>().join(", ");
    let about = config.banner.as_ref().map_or_else(sources, ToString::to_string);
    Row { title: Cow::Borrowed(config.name.as_str()), subtitle: Cow::Owned(about), ..Row::default() }
}
