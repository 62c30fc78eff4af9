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
    /// The languages.
    Languages,
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
    /// A language was chosen.
    Speak(Language),
}

impl Overlay {
    /// Takes a key.
    pub fn on_key(self, key: Key, languages: &[Language]) -> OverlayOutcome {
        match self {
            Self::Help | Self::Idle { .. } => OverlayOutcome::Close,
            Self::Languages => {
                let index = match key {
                    Key::Pick(index) => index,
                    Key::Char(digit @ '1'..='9') => digit as usize - '1' as usize,
                    Key::Esc | Key::Enter | Key::F(2) => return OverlayOutcome::Close,
                    _ => return OverlayOutcome::Stay,
                };
                languages.get(index).map_or(OverlayOutcome::Stay, |language| OverlayOutcome::Speak(*language))
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
            Self::Languages => view_languages(sight, canvas),
        }
    }
}

/// Seconds left, the one that has begun included.
fn whole_seconds(left: std::time::Duration) -> i64 {
    i64::try_from(left.as_millis().div_ceil(1000)).unwrap_or(i64::MAX)
}

fn view_languages(sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
    let speech = sight.speech;
    let languages = &sight.settings.kiosk.languages;
    let names: Vec<String> = languages.iter().map(|language| sight.language_name(*language)).collect();
    let current = speech.language();
    let buttons: Vec<_> = names
        .iter()
        .zip(languages)
        .enumerate()
        .map(|(index, (name, language))| FooterButton {
            label: name,
            key: Key::Pick(index),
            kind: if *language == current { ButtonKind::Primary } else { ButtonKind::Plain },
        })
        .collect();
    notice::question(canvas, &speech.say("language"), &speech.say("frame-language-text"), &buttons);
}
