//! What may lie over a screen, one at a time: help, the choice of language, the idle warning.

use crate::app::screens::Screen;
use crate::app::shared::Sight;
use crate::domain::language::Language;
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::frame::FooterButton;
use crate::ui::key::Key;
use crate::ui::notice;

/// What lies over the screen. While it does, it alone takes keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The help for the screen below.
    Help,
    /// The languages, one of them marked.
    Languages {
        /// Which.
        marked: usize,
    },
    /// Nobody has done anything for a while; the visit ends then.
    Idle {
        /// When.
        until: Moment,
    },
}

/// What a key did to an overlay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverlayOutcome {
    /// It stays.
    Stay,
    /// It is put away.
    Close,
    /// Another language is marked.
    Mark(usize),
    /// A language was chosen.
    Speak(Language),
}

impl Overlay {
    /// Takes a key.
    pub fn on_key(self, key: Key, languages: &[Language]) -> OverlayOutcome {
        match self {
            Self::Help | Self::Idle { .. } => OverlayOutcome::Close,
            Self::Languages { marked } => {
                let last = languages.len().saturating_sub(1);
                let chosen = match key {
                    Key::Pick(index) => index,
                    Key::Char(digit @ '1'..='9') => digit as usize - '1' as usize,
                    Key::Enter => marked,
                    Key::Esc | Key::F(2) => return OverlayOutcome::Close,
                    Key::Left | Key::Up | Key::BackTab => {
                        return OverlayOutcome::Mark(marked.saturating_sub(1));
                    }
                    Key::Right | Key::Down | Key::Tab => return OverlayOutcome::Mark((marked + 1).min(last)),
                    _ => return OverlayOutcome::Stay,
                };
                languages
                    .get(chosen)
                    .map_or(OverlayOutcome::Stay, |language| OverlayOutcome::Speak(*language))
            }
        }
    }

    /// Draws it over the screen.
    pub fn view(self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, below: &Screen) {
        let speech = sight.speech;
        match self {
            Self::Help => {
                let close = speech.say("close");
                let button = FooterButton { label: &close, key: Key::Enter, kind: ButtonKind::Primary };
                notice::question(canvas, &speech.say("help"), &speech.say(below.help()), &[button]);
            }
            Self::Idle { until } => {
                let seconds = whole_seconds(until.since(sight.now.moment));
                let stay = speech.say("idle-stay");
                let button = FooterButton { label: &stay, key: Key::Enter, kind: ButtonKind::Primary };
                let text = speech.with("idle-text", &[("seconds", seconds.into())]);
                // A finger anywhere says that somebody is still here.
                notice::question(canvas, &speech.say("idle-title"), &text, &[button]);
                canvas.region(canvas.area(), Key::Enter);
            }
            Self::Languages { marked } => view_languages(sight, canvas, marked),
        }
    }
}

/// Seconds left, the one that has begun included.
fn whole_seconds(left: std::time::Duration) -> i64 {
    i64::try_from(left.as_millis().div_ceil(1000)).unwrap_or(i64::MAX)
}

fn view_languages(sight: &Sight<'_>, canvas: &mut Canvas<'_>, marked: usize) {
    let speech = sight.speech;
    let languages = &sight.settings.kiosk.languages;
    let name =
        |(index, language): (usize, &Language)| format!("{} {}", index + 1, sight.language_name(*language));
    let names: Vec<String> = languages.iter().enumerate().map(name).collect();
    let buttons: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(index, label)| FooterButton {
            label,
            key: Key::Pick(index),
            kind: if index == marked { ButtonKind::Primary } else { ButtonKind::Plain },
        })
        .collect();
    notice::question(canvas, &speech.say("language"), &speech.say("frame-language-text"), &buttons);
}
